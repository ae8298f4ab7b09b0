// --- what is taken away -------------------------------------------------------------------------------------------------
const nomDeFichier = (suffixe) => `${D.nom} ${etat.variantes[etat.actif].nom}`.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-')
  .replace(/^-|-$/g, '').toLowerCase().slice(0, 80) + suffixe;
const donner = (morceaux, genre, nom) => {
  const lien = document.createElement('a');
  lien.href = URL.createObjectURL(new Blob(morceaux, { type: genre }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 30000);
  return nom;
};
// A cell that a spreadsheet would run is given as text.
const cellule = (x) => {
  const texte = String(x);
  const sur = /^[=+@\t\r-]/.test(texte) && !/^-?[0-9]/.test(texte) ? `'${texte}` : texte;
  return /[;"\n\r]/.test(sur) ? `"${sur.replace(/"/g, '""')}"` : sur;
};
const enCsv = (lignes) => `\ufeff${lignes.map((l) => l.map(cellule).join(';')).join('\r\n')}\r\n`;
const csvCommunes = () => {
  const choisies = membresDe(parts()).map(([rang, p]) => {
    const c = C[rang];
    const epci = c.epci === null ? ['', ''] : D.epci[c.epci];
    return [c.code, c.nom, String(p).replace('.', ','), c.population ?? '', ...epci];
  });
  return enCsv([['code', 'commune', 'part', 'population', 'siren_epci', 'epci'], ...choisies]);
};
const projet = () => {
  const expression = membresDe(parts()).map(([rang, p]) => `commune:${C[rang].code}${p === 1 ? '' : `@${p}`}`).join(' + ');
  const nom = `${D.nom} - ${etat.variantes[etat.actif].nom}`;
  return `[cpts]\nnom = ${JSON.stringify(nom)}\nperimetre = ${JSON.stringify(expression)}\n`;
};
// Steps of the grid to degrees: a straight line between the points of the lattice that surround.
const COTE = Math.sqrt(D.reperes.length);
const degres = ([x, y]) => {
  const [gauche, haut, large, haute] = D.cadre;
  const place = (part) => {
    const n = Math.min(Math.max(part * (COTE - 1), 0), COTE - 1);
    const bas = Math.min(Math.floor(n), COTE - 2);
    return [bas, n - bas];
  };
  const [[i, u], [j, v]] = [place((x - gauche) / large), place((y - haut) / haute)];
  const noeud = (a, b) => D.reperes[(j + b) * COTE + i + a];
  return [0, 1].map((axe) => {
    const enHaut = noeud(0, 0)[axe] * (1 - u) + noeud(1, 0)[axe] * u;
    const enBas = noeud(0, 1)[axe] * (1 - u) + noeud(1, 1)[axe] * u;
    return Math.round((enHaut * (1 - v) + enBas * v) * 1e5) / 1e5;
  });
};
const sommets = (anneau) => {
  const suite = [];
  for (let i = 0; i < anneau.length; i += 2) {
    const [x, y] = suite.length ? suite[suite.length - 1] : [0, 0];
    suite.push([x + anneau[i], y + anneau[i + 1]]);
  }
  return suite;
};
const contientPoint = (anneau, [x, y]) => anneau.reduce((dedans, [ax, ay], k) => {
  const [bx, by] = anneau[(k + anneau.length - 1) % anneau.length];
  return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !dedans : dedans;
}, false);
const surface = (a) => a.reduce((t, [x, y], k) => { const [u, v] = a[(k + 1) % a.length]; return t + x * v - u * y; }, 0) / 2;
// Outer rings turn to the left and holes to the right (RFC 7946); a hole goes with the smallest outer ring around it.
const polygones = (forme) => {
  const anneaux = forme.map(sommets).filter((a) => a.length > 2);
  const autour = anneaux.map((a, n) => anneaux.filter((b, m) => m !== n && contientPoint(b, a[0])));
  const ferme = (a, gauche) => {
    const sens = (surface(a) < 0) === gauche ? a : [...a].reverse();
    const suite = sens.map(degres);
    return [...suite, suite[0]];
  };
  const dehors = anneaux.filter((a, n) => autour[n].length % 2 === 0).map((a) => ({ a, trous: [] }));
  anneaux.forEach((a, n) => {
    if (autour[n].length % 2 === 0) return;
    const hotes = dehors.filter((d) => autour[n].includes(d.a)).sort((d, e) => Math.abs(surface(d.a)) - Math.abs(surface(e.a)));
    hotes[0]?.trous.push(a);
  });
  return dehors.map(({ a, trous }) => [ferme(a, true), ...trous.map((t) => ferme(t, false))]);
};
const geojson = () => {
  const features = membresDe(parts()).map(([rang, p]) => {
    const c = C[rang];
    const coordinates = polygones(D.formes[rang]);
    const geometry = coordinates.length ? { type: 'MultiPolygon', coordinates } : null;
    return { type: 'Feature', properties: { code: c.code, nom: c.nom, part: p, population: c.population }, geometry };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
};
const svgSeul = () => {
  const copie = carte.cloneNode(true);
  const large = 1600;
  copie.setAttribute('xmlns', SVG);
  copie.setAttribute('width', large);
  copie.setAttribute('height', Math.round((large * D.cadre[3]) / D.cadre[2]));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copie)}\n`;
};
const png = (puis) => {
  const image = new Image();
  image.onload = () => {
    const toile = document.createElement('canvas');
    [toile.width, toile.height] = [image.width, image.height];
    const plume = toile.getContext('2d');
    plume.fillStyle = '#fff';
    plume.fillRect(0, 0, toile.width, toile.height);
    plume.drawImage(image, 0, 0);
    toile.toBlob((morceau) => puis(donner([morceau], 'image/png', nomDeFichier('.png'))), 'image/png');
  };
  image.src = `data:image/svg+xml,${encodeURIComponent(svgSeul())}`;
};

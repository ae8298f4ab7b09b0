// --- what is taken away -------------------------------------------------------------------------------------------------
const nomDeFichier = (suffixe) => `${D.nom} ${etat.variantes[etat.actif].nom}`.normalize('NFD').replace(/[^A-Za-z0-9]+/g, '-')
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

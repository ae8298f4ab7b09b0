// --- the map ------------------------------------------------------------------------------------------------------------
const SVG = 'http://www.w3.org/2000/svg';
const TEINTES = ['#e6eef6', '#b7d0e6', '#7eabd0', '#3f7fb3', '#17456e'];
const SANS = '#d9d9d9';
const DEDANS = '#7eabd0';
const DEHORS = '#f3f4f6';
const dessin = (nom, attributs) => {
  const e = document.createElementNS(SVG, nom);
  Object.entries(attributs).forEach(([cle, valeur]) => e.setAttribute(cle, valeur));
  return e;
};
const carte = document.getElementById('dessin');
const chemins = [];
// Rings are first vertices and moves: « l » draws them as they are.
const trace = (anneaux) => anneaux.map((a) => {
  const suite = [];
  for (let i = 2; i < a.length; i += 2) suite.push(`${a[i]} ${a[i + 1]}`);
  return `M${a[0]} ${a[1]}l${suite.join(' ')}z`;
}).join('');
const construireCarte = () => {
  carte.setAttribute('viewBox', D.cadre.join(' '));
  C.forEach((c) => {
    const d = trace(D.formes[c.rang]);
    if (!d) return;
    const e = dessin('path', { d, 'fill-rule': 'evenodd', 'vector-effect': 'non-scaling-stroke' });
    e.dataset.rang = c.rang;
    const titre = dessin('title', {});
    titre.textContent = c.nom;
    e.append(titre);
    chemins[c.rang] = e;
    carte.append(e);
  });
};
const seule = (f, rang) => agreger(f, [[rang, 1]]);
// Five classes of as many communes each, over what the page shows.
const classes = (f) => {
  const connues = C.map((c) => seule(f, c.rang).valeur).filter((x) => x !== null).sort((a, b) => a - b);
  const bornes = [1, 2, 3, 4].map((k) => connues[Math.floor((connues.length * k) / 5)]);
  return [...new Set(bornes.filter((b) => b !== undefined && b > connues[0]))];
};
let fond = { f: null, bornes: [], valeurs: [] };
const choisirFond = (f) => {
  fond = { f, bornes: f ? classes(f) : [], valeurs: f ? C.map((c) => seule(f, c.rang).valeur) : [] };
};
const teinte = (rang, dedans) => {
  if (!fond.f) return dedans ? DEDANS : DEHORS;
  const x = fond.valeurs[rang];
  if (x === null) return SANS;
  return TEINTES[fond.bornes.filter((b) => x >= b).length];
};
const peindre = (p) => chemins.forEach((e, rang) => {
  const dedans = p[rang] > 0;
  e.setAttribute('fill', teinte(rang, dedans));
  e.setAttribute('fill-opacity', dedans || !fond.f ? 1 : 0.4);
  e.setAttribute('stroke', dedans ? '#111827' : '#9ca3af');
  e.setAttribute('stroke-width', dedans ? 1.8 : 0.6);
});
// Members above: their border is not hidden by that of a neighbour.
const ranger = (p) => chemins.filter((e, rang) => p[rang] > 0).forEach((e) => carte.append(e));
const legende = () => {
  if (!fond.f) return [[DEDANS, 'dans le périmètre'], [DEHORS, 'autour']];
  const n = (x) => nombre(x, fond.f.decimales);
  const { bornes } = fond;
  const dites = bornes.map((b, k) => [TEINTES[k], k ? `de ${n(bornes[k - 1])} à moins de ${n(b)}` : `moins de ${n(b)}`]);
  const derniere = bornes.length ? `${n(bornes[bornes.length - 1])} et plus` : 'une seule classe';
  return [...dites, [TEINTES[bornes.length], derniere], [SANS, 'sans chiffre publié']];
};

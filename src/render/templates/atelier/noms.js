// --- names on the map: of the perimeter first, the most peopled first, none over another nor out of the frame -----------
const NOMS_MAX = 80;
const CORPS = 12.5;
// Width of a name in sizes of the font, plain or bold, as this browser draws it.
const plume = document.createElement('canvas').getContext('2d');
const larges = [new Map(), new Map()];
const large = (nom, gras) => {
  if (!larges[gras].has(nom)) {
    plume.font = `${gras ? 600 : 400} 100px sans-serif`;
    larges[gras].set(nom, plume.measureText(nom).width / 100);
  }
  return larges[gras].get(nom);
};
const surNom = dessin('g', { 'pointer-events': 'none', 'text-anchor': 'middle', 'font-family': 'sans-serif', fill: '#111827', stroke: '#fff',
  'stroke-linejoin': 'round', 'paint-order': 'stroke' });
// Middle of the largest ring: its area and its centre by the sum over its sides (shoelace).
const centreDe = (anneaux) => anneaux.reduce((meilleur, a) => {
  const points = sommets(a);
  const [sx, sy, aire] = points.reduce(([x, y, t], [ax, ay], k) => {
    const [bx, by] = points[(k + 1) % points.length];
    const croix = ax * by - bx * ay;
    return [x + (ax + bx) * croix, y + (ay + by) * croix, t + croix];
  }, [0, 0, 0]);
  return Math.abs(aire) > meilleur.aire ? { aire: Math.abs(aire), point: [sx / (3 * aire), sy / (3 * aire)] } : meilleur;
}, { aire: 0, point: null }).point;
const centres = D.formes.map(centreDe);
const parTaille = C.map((c) => c.rang).filter((rang) => centres[rang])
  .sort((a, b) => (C[b].population ?? 0) - (C[a].population ?? 0) || a - b);
const nommer = (p) => {
  const [gauche, haut, etendue, haute] = D.cadre;
  // Steps of the grid in a point of the screen: the drawing fits in both directions.
  const pas = Math.max(etendue / (carte.clientWidth || 900), haute / (carte.clientHeight || 600));
  const corps = CORPS * pas;
  const poses = [];
  const libre = (rang) => {
    const [x, y] = centres[rang];
    const [l, h] = [(large(C[rang].nom, p[rang] > 0 ? 1 : 0) * corps) / 2 + pas, corps * 0.6];
    const dedans = x - l >= gauche && x + l <= gauche + etendue && y - h >= haut && y + h <= haut + haute;
    const heurte = ([bx, by, bl, bh]) => Math.abs(x - bx) < l + bl && Math.abs(y - by) < h + bh;
    if (!dedans || poses.length >= NOMS_MAX || poses.some(heurte)) return false;
    return poses.push([x, y, l, h]) > 0;
  };
  const gardes = [...parTaille.filter((rang) => p[rang] > 0), ...parTaille.filter((rang) => !(p[rang] > 0))].filter(libre);
  surNom.setAttribute('font-size', corps);
  surNom.setAttribute('stroke-width', 3 * pas);
  surNom.replaceChildren(...gardes.map((rang) => {
    const [x, y] = centres[rang];
    const e = dessin('text', { x, y: y + corps * 0.35, ...(p[rang] > 0 ? { 'font-weight': 600 } : { 'fill-opacity': 0.75 }) });
    e.textContent = C[rang].nom;
    return e;
  }));
  carte.append(surNom);
};

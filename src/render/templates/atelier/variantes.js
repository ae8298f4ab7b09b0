// --- what is being drawn: variants, undo, the address, what is kept -------------------------------------------------------
// What is kept is that of this territory as it was given: another file of the same name begins with its own perimeter.
const empreinte = (texte) => {
  let h = 0x811c9dc5;
  for (let i = 0; i < texte.length; i += 1) h = Math.imul(h ^ texte.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
};
const MEMOIRE = `cpts-atelier/2/${D.nom}/${empreinte(C.map((c) => `${c.code}@${c.part}`).join())}`;
const VARIANTES_MAX = 6;
const NOM_MAX = 60;
const propre = (nom) => String(nom).replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>]/g, ' ').trim().slice(0, NOM_MAX);
const depart = () => ({ actif: 0, variantes: [{ nom: 'Variante 1', parts: C.map((c) => c.part) }] });
let etat = depart();
let passe = [];
let futur = [];

const ecrire = (parts) => C.filter((c) => parts[c.rang] > 0)
  .map((c) => (parts[c.rang] === 1 ? c.code : `${c.code}@${parts[c.rang]}`)).join(',');
// Codes written in an address: anything else than known codes, with a part in ]0, 1], is refused as a whole.
const lire = (texte) => {
  if (typeof texte !== 'string' || texte.length > 200000) return null;
  const parts = C.map(() => 0);
  for (const mot of texte.split(',').filter((m) => m !== '')) {
    const lu = /^([0-9][0-9AB][0-9]{3})(?:@([0-9.]{1,22}(?:e-[0-9]{1,2})?))?$/.exec(mot);
    const rang = lu && PAR_CODE.get(lu[1]);
    const p = lu && lu[2] !== undefined ? Number(lu[2]) : 1;
    if (rang === undefined || rang === null || !(p > 0 && p <= 1)) return null;
    parts[rang] = p;
  }
  return parts;
};
const enTexte = () => JSON.stringify({ actif: etat.actif, variantes: etat.variantes.map((v) => [v.nom, ecrire(v.parts)]) });
const deTexte = (texte) => {
  try {
    const lu = JSON.parse(texte);
    if (!Array.isArray(lu.variantes) || !lu.variantes.length || lu.variantes.length > VARIANTES_MAX) return null;
    const variantes = lu.variantes.map(([nom, codes], n) => ({ nom: propre(nom) || `Variante ${n + 1}`, parts: lire(codes) }));
    const actif = Number.isInteger(lu.actif) && lu.actif >= 0 && lu.actif < variantes.length ? lu.actif : 0;
    return variantes.every((v) => v.parts) ? { actif, variantes } : null;
  } catch {
    return null;
  }
};
const parts = () => etat.variantes[etat.actif].parts;
const membresDe = (p) => C.filter((c) => p[c.rang] > 0).map((c) => [c.rang, p[c.rang]]);
const garder = () => {
  try { localStorage.setItem(MEMOIRE, enTexte()); } catch { un('sans-memoire').hidden = false; }
};
const retrouver = () => {
  try { return localStorage.getItem(MEMOIRE); } catch { un('sans-memoire').hidden = false; return null; }
};
// Every change goes through here, so that it can be undone.
const changer = (geste) => {
  passe.push(enTexte());
  passe = passe.slice(-200);
  futur = [];
  geste();
  garder();
};
const reprendre = (de, vers) => {
  if (!de.length) return false;
  vers.push(enTexte());
  etat = deTexte(de.pop()) ?? etat;
  garder();
  return true;
};
// A commune that the perimeter holds in part comes back in part.
const basculer = (rang, dedans) => changer(() => {
  const entier = C[rang].part > 0 ? C[rang].part : 1;
  parts()[rang] = dedans ? entier : 0;
});
// The number of communes comes first: an address that was cut, even after a whole code, is then known as damaged.
const adresse = () => `#perimetre=${membresDe(parts()).length}:${ecrire(parts())}`;
const deLaSuite = (texte) => {
  const [, nombre, codes] = /^(?:([0-9]{1,6}):)?([^]*)$/.exec(texte);
  const lues = lire(codes);
  const communes = lues && membresDe(lues).length;
  return communes && (nombre === undefined || Number(nombre) === communes) ? lues : null;
};
const deLAdresse = () => {
  const brut = window.location.hash;
  if (!brut.startsWith('#perimetre=')) return null;
  let texte = null;
  try { texte = decodeURIComponent(brut.slice('#perimetre='.length)); } catch { /* damaged */ }
  return { parts: texte === null ? null : deLaSuite(texte) };
};

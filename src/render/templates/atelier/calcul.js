// --- the sums: the rules of the program, repeated; a test in a browser compares both ------------------------------------
const D = JSON.parse(document.getElementById('donnees').textContent);
const C = D.communes.map(([code, nom, population, epci, part, ville, placee], rang) => (
  { rang, code, nom, population, epci, part, ville, placee, voisines: [] }));
D.voisines.forEach(([a, b]) => { C[a].voisines.push(b); C[b].voisines.push(a); });
const PAR_CODE = new Map(C.map((c) => [c.code, c.rang]));
D.chiffres.forEach((f) => {
  f.par = new Map(f.doutes.map((d) => [d[0], d]));
  f.seul = new Map(f.seuls.map(([rang, valeur, statut]) => [rang, { valeur, statut }]));
});

// A number as the program prints it: an exact half goes to the even digit, toFixed takes it up.
const fixe = (x, n) => {
  const long = x.toFixed(n + 40);
  const fin = long.indexOf('.') + 1 + n;
  if (!/^50*$/.test(long.slice(fin))) return x.toFixed(n);
  const bas = long.slice(0, n ? fin : fin - 1);
  return Number(bas.slice(-1)) % 2 ? x.toFixed(n) : bas;
};
const nombre = (x, n) => {
  const brut = fixe(Math.abs(x), n);
  const [entiers, fraction] = brut.split('.');
  const groupes = entiers.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const signe = x < 0 && /[1-9]/.test(brut) ? '\u2212' : '';
  return signe + groupes + (fraction ? `,${fraction}` : '');
};
const signe = (x, n) => {
  const texte = nombre(x, n);
  return x > 0 && /[1-9]/.test(texte) ? `+${texte}` : texte;
};
const denombre = (n, un, plusieurs) => `${nombre(n, 0)}\u00a0${n < 2 ? un : plusieurs}`;

const part = (x, tout) => {
  if (!(tout > 0)) return null;
  return x / tout > 1 - 1e-9 ? 1 : Math.max(x / tout, 0);
};
const bas = (x) => (x === null ? -Infinity : x);
const haut = (x) => (x === null ? Infinity : x);
const fois = ([min, max], k) => (k > 0 ? [min * k, max * k] : [0, 0]);
const ou = (a, b) => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

// Members are pairs [rank, part], by rank; the program adds up cities of arrondissements after the others.
const cumuler = (f, membres) => {
  const s = { num: 0, den: 0, communes: 0, habitants: 0, doute: [0, 0], denDoute: 0, rapports: null, inconnu: false, masque: false };
  // One commune, or several that the file reads as one: their terms, what is not known of them, their inhabitants.
  const ajouter = (num, den, d, p, communes, habitants) => {
    s.num += num * p;
    s.den += den * p;
    if (!d) {
      s.communes += communes;
      s.habitants += habitants;
      return;
    }
    s.inconnu = true;
    s.communes += d[1];
    s.habitants += d[2] * p;
    s.masque = s.masque || d[3] === 1;
    s.doute = [s.doute[0] + bas(d[4][0]) * p, s.doute[1] + haut(d[4][1]) * p];
    s.denDoute += d[5] * p;
    const rapports = d[6] && [bas(d[6][0]), haut(d[6][1])];
    s.rapports = s.rapports && rapports ? ou(s.rapports, rapports) : s.rapports ?? rapports;
  };
  const gens = (rang, p) => (C[rang].population ?? 0) * p;
  const pris = new Set();
  if (f.groupes.length) {
    const dedans = new Map(membres);
    f.groupes.forEach(([rangs, num, den, d]) => {
      const p = dedans.get(rangs[0]);
      if (p === undefined || rangs.some((r) => dedans.get(r) !== p)) return;
      rangs.forEach((r) => pris.add(r));
      ajouter(num, den, d, p, rangs.length, rangs.reduce((t, r) => t + gens(r, p), 0));
    });
  }
  const seul = ([rang, p]) => ajouter(f.num[rang], f.facteur === null ? 0 : f.den[rang], f.par.get(rang), p, 1, gens(rang, p));
  membres.filter(([rang]) => !C[rang].ville && !pris.has(rang)).forEach(seul);
  membres.filter(([rang]) => C[rang].ville).forEach(seul);
  return s;
};
const bornesDe = (f, s) => {
  if (!s.inconnu) return null;
  let entre = [s.num + s.doute[0], s.num + s.doute[1]];
  if (f.facteur !== null) {
    const den = s.den + s.denDoute;
    const connue = den > 0 ? fois(entre, 1 / den) : null;
    const tout = connue && s.rapports ? ou(connue, s.rapports) : connue ?? s.rapports;
    if (!tout) return null;
    entre = fois(tout, f.facteur);
  }
  const domaine = [bas(f.domaine[0]), haut(f.domaine[1])];
  const dedans = [Math.max(entre[0], domaine[0]), Math.min(entre[1], domaine[1])];
  if (dedans[0] <= dedans[1]) entre = dedans;
  const finie = (x) => (Number.isFinite(x) ? x : null);
  const bornes = entre.map(finie);
  const vides = bornes[0] === null && bornes[1] === null;
  const proches = (a, b) => a === b || (Math.abs(a - b) <= 1e-9 && Number.isFinite(b));
  return vides || (proches(entre[0], domaine[0]) && proches(entre[1], domaine[1])) ? null : bornes;
};
const contient = ([min, max], x) => {
  const marge = 1e-9 * Math.max(Math.abs(x), 1);
  return (min === null || min <= x + marge) && (max === null || x <= max + marge);
};

// The figure of some communes, published or withheld as the program does.
const agreger = (f, membres) => {
  const vide = { valeur: null, statut: 'non_publie', bornes: null, petit: null, couverture: 0 };
  if (!membres.length) return vide;
  const s = cumuler(f, membres);
  const habitants = membres.reduce((t, [rang, p]) => t + (C[rang].population ?? 0) * p, 0);
  const communes = part(s.communes, membres.length) ?? 0;
  const couverture = part(s.habitants, habitants) ?? communes;
  const seul = membres.length === 1 ? f.seul.get(membres[0][0]) : undefined;
  if (seul) return { ...vide, ...seul, couverture: seul.statut === 'publie' ? 1 : couverture };
  const quotient = f.facteur !== null;
  let valeur = quotient ? (s.den > 0 ? (s.num / s.den) * f.facteur : null) : s.num;
  // A mean of one commune is its own figure, whatever the part: what a part multiplies and divides loses its last bits.
  if (f.facteur === 1 && membres.length === 1 && !s.inconnu && s.den > 0) valeur = f.num[membres[0][0]] / f.den[membres[0][0]];
  const bornes = bornesDe(f, s);
  let statut = 'publie';
  if (s.communes <= 0 || couverture < f.couvertureMin - 1e-9 || valeur === null) statut = 'non_publie';
  else if (communes < 1 || s.inconnu) statut = 'partiel';
  const sansMaximum = !quotient && valeur === 0 && (bornes === null || bornes[1] === null);
  if (statut === 'partiel' && ((bornes && !contient(bornes, valeur)) || sansMaximum)) statut = 'non_publie';
  if (statut !== 'non_publie' && s.masque && couverture < D.couvertureMin - 1e-9) {
    // What secrecy cuts still has its numerator, but no value.
    return { ...vide, bornes, couverture };
  }
  if (statut === 'non_publie') return { ...vide, bornes, couverture };
  if (f.petitEffectif && quotient && s.num < D.effectifMin) {
    return { ...vide, petit: statut === 'publie' || s.num > 0 ? s.num : null, couverture };
  }
  return { valeur, statut, bornes, petit: null, couverture };
};
const dit = (f, a) => {
  const n = (x) => nombre(x, f.decimales);
  if (a.valeur !== null) return n(a.valeur) + (a.statut === 'partiel' ? '\u00a0*' : '');
  if (a.petit !== null) return `${denombre(a.petit, 'cas', 'cas')}\u00a0: pas de taux`;
  if (a.bornes && a.bornes[0] !== null && a.bornes[1] !== null) return `entre ${n(a.bornes[0])} et ${n(a.bornes[1])}`;
  if (a.bornes && a.bornes[1] !== null) return `${n(a.bornes[1])} au plus`;
  if (a.bornes && a.bornes[0] !== null) return `${n(a.bornes[0])} au moins`;
  return 'non publié';
};

// --- tier, margins, pieces ----------------------------------------------------------------------------------------------
const population = (membres) => membres.reduce((t, [rang, p]) => t + p * (C[rang].population ?? 0), 0);
const tailles = (h) => {
  for (const b of D.seuils) {
    if (b.max === null || h < b.max) return [b.taille];
    if (b.max === h && b.max_inclus === true) return [b.taille];
    if (b.max === h && b.max_inclus === null) return [b.taille, b.taille + 1];
  }
  return [];
};
const marges = (h) => {
  if (h <= 0) return [];
  const possibles = tailles(h);
  return D.seuils.filter((b) => possibles.includes(b.taille)).flatMap((b) => {
    const paires = possibles.length === 1 ? [[b.min, b.taille - 1], [b.max, b.taille + 1]]
      : [[possibles[0] === b.taille ? b.max : b.min, b.taille]];
    return paires.filter(([seuil]) => seuil !== null);
  }).map(([seuil, vers]) => ({ seuil, vers, habitants: seuil - h, pourcent: ((seuil - h) / h) * 100 }));
};
const morceaux = (membres) => {
  const restent = new Set(membres.map(([rang]) => rang).filter((rang) => C[rang].placee));
  let n = 0;
  while (restent.size) {
    n += 1;
    const pile = [restent.values().next().value];
    restent.delete(pile[0]);
    while (pile.length) {
      C[pile.pop()].voisines.filter((v) => restent.delete(v)).forEach((v) => pile.push(v));
    }
  }
  return n;
};
// Who is in a CPTS already: of the communes that the list speaks of, what no CPTS covers, and those that another one holds.
// The CPTS that a perimeter is, as in the program: the page's own, else the one that holds more than half of its people, and of
// which more than half are in it; one commune alone is none.
const entieres = C.flatMap((c, rang) => (c.part > 0 ? [[rang, c.part]] : []));
const reprise = (membres) => {
  if (membres.length === entieres.length && membres.every(([rang, p], k) => rang === entieres[k][0] && p === entieres[k][1])) {
    return D.couverture.sienne;
  }
  if (membres.length === 1) return null;
  const dedans = new Map();
  membres.forEach(([rang, p]) => (D.couverture.communes[rang]?.[1] ?? []).forEach(([c, gens]) => dedans.set(c, (dedans.get(c) ?? 0) + p * gens)));
  const gens = population(membres);
  const gardees = [...dedans].sort((a, b) => a[0] - b[0])
    .filter(([c, siens]) => siens > 0.5 * gens && siens > 0.5 * D.couverture.habitants[c]);
  return gardees.length ? gardees.reduce((a, b) => (b[1] > a[1] ? b : a))[0] : null;
};
const couverture = (membres) => {
  const sienne = reprise(membres);
  const lus = membres.filter(([rang]) => D.couverture.communes[rang] !== null);
  const gens = ([rang, p]) => p * (C[rang].population ?? 0);
  const sans = lus.reduce((t, m) => t + gens(m) * (1 - D.couverture.communes[m[0]][0]), 0);
  const autres = (rang) => D.couverture.communes[rang][1].map(([c]) => c).filter((c) => c !== sienne);
  const prises = lus.filter(([rang]) => autres(rang).length);
  const noms = [...new Set(prises.flatMap(([rang]) => autres(rang)))].sort((a, b) => a - b).map((c) => D.couverture.cpts[c]);
  return { sans: lus.length ? sans : null, prises: lus.length ? prises.length : null, noms, sienne, hors: membres.length - lus.length };
};

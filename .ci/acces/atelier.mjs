// The workshop against the program: seeded random perimeters are put in the page, and every figure it shows is compared with
// `cpts diagnostic --format json` of the same perimeter, to the printed digit.
// Use: node atelier.mjs CHROMIUM CPTS NUMBER WORK PAGE.html PROJECT_OR_DATA...

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Navigateur } from './navigateur.mjs';

const [chromium, cpts, combien, travail, chemin, ...donnees] = process.argv.slice(2);
const nom = basename(chemin);
const fautes = [];
const exige = (vrai, quoi) => { if (!vrai) fautes.push(`${nom} : ${quoi}`); };

// The same draws on every machine (mulberry32).
let graine = 20261127;
const hasard = () => {
  graine = (graine + 0x6d2b79f5) | 0;
  let t = Math.imul(graine ^ (graine >>> 15), 1 | graine);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const navigateur = new Navigateur(chromium);
const page = await navigateur.ouvre(resolve(chemin), 1280);
const brut = await page.lit(`document.getElementById('donnees').textContent`);
const { communes, voisines, couverture } = JSON.parse(brut);
const proches = communes.map(() => []);
voisines.forEach(([a, b]) => { proches[a].push(b); proches[b].push(a); });

// One commune, a cluster, or communes drawn anywhere; one in five held in part.
const tirer = (n) => {
  const taille = n % 10 === 0 ? 1 : 1 + Math.floor(hasard() * Math.min(60, communes.length));
  const choisis = new Set([Math.floor(hasard() * communes.length)]);
  for (let essai = 0; choisis.size < taille && essai < 1000; essai += 1) {
    const bord = [...choisis].flatMap((c) => proches[c]);
    const voisine = n % 3 && bord.length ? bord[Math.floor(hasard() * bord.length)] : Math.floor(hasard() * communes.length);
    choisis.add(voisine);
  }
  return [...choisis].sort((a, b) => a - b).map((c) => [communes[c][0], hasard() < 0.2 ? Math.ceil(hasard() * 99) / 100 : 1]);
};
const perimetres = Array.from({ length: Number(combien) }, (_, n) => tirer(n));
const dit = ([code, part]) => (part === 1 ? code : `${code}@${part}`);

mkdirSync(travail, { recursive: true });
const liste = join(travail, 'liste.csv');
const ligne = (p, n) => `essai-${String(n).padStart(3, '0')};${p.map((m) => `commune:${dit(m)}`).join(' + ')}`;
writeFileSync(liste, `nom;perimetre\n${perimetres.map(ligne).join('\n')}\n`);
const sortie = join(travail, 'rapports');
execFileSync(cpts, ['diagnostic', ...donnees, '--tous', liste, '--formats', 'json', '--sortie', sortie, '--quiet'],
  { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 1 << 28 });

// As the program prints: a half goes to the even digit.
const chiffre = (x, n) => {
  const [, entiers, , fraction = ''] = /^(\d+)(\.(\d+))?$/.exec(Math.abs(x).toFixed(60));
  let tout = BigInt(entiers + fraction.slice(0, n));
  const reste = fraction.slice(n);
  const demi = `5${'0'.repeat(reste.length - 1)}`;
  if (reste > demi || (reste === demi && tout % 2n === 1n)) tout += 1n;
  const chiffres = tout.toString().padStart(n + 1, '0');
  const groupes = chiffres.slice(0, chiffres.length - n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return (x < 0 && tout > 0n ? '\u2212' : '') + groupes + (n ? `,${chiffres.slice(-n)}` : '');
};
const attendu = (i) => {
  const n = (x) => chiffre(x, i.decimales);
  if (i.valeur !== null) return n(i.valeur) + (i.statut === 'partiel' ? '\u00a0*' : '');
  if ((i.petit_effectif ?? null) !== null) return `${chiffre(i.petit_effectif, 0)}\u00a0cas\u00a0: pas de taux`;
  const [min, max] = i.bornes ?? [null, null];
  if (min !== null && max !== null) return `entre ${n(min)} et ${n(max)}`;
  if (max !== null) return `${n(max)} au plus`;
  if (min !== null) return `${n(min)} au moins`;
  return 'non publié';
};

const fichiers = readdirSync(sortie).filter((f) => f.startsWith('essai-') && f.endsWith('.json'));
exige(fichiers.length === perimetres.length, `${fichiers.length} rapports pour ${perimetres.length} périmètres`);
const genres = {};
let compares = 0;
let lent = 0;
for (const fichier of fichiers) {
  const rapport = JSON.parse(readFileSync(join(sortie, fichier), 'utf8'));
  const numero = Number(/essai-(\d+)/.exec(fichier)[1]);
  const codes = perimetres[numero].map(dit).join(',');
  // Two draws that follow each other may be the same: the address does not change, and nothing is then to be waited for.
  const lu = await page.lit(`new Promise((tient) => {
    const lire = () => setTimeout(() => tient(Object.fromEntries([...document.querySelectorAll('#chiffres tbody tr')].map((r) =>
      [r.dataset.id, r.cells[1].textContent]))));
    const avant = location.href;
    location.hash = 'perimetre=${codes}';
    if (location.href === avant) lire(); else addEventListener('hashchange', lire, { once: true });
  })`);
  const voir = (id, texte) => {
    compares += 1;
    exige(lu[id] === texte, `périmètre ${numero} (${codes}), ${id} : la page dit « ${lu[id]} », le programme « ${texte} »`);
  };
  voir('communes', chiffre(rapport.perimetre.communes.length, 0));
  voir('population', chiffre(rapport.population.valeur, 0));
  if (rapport.financement.taille !== null) voir('taille', String(rapport.financement.taille));
  rapport.financement.marges.forEach((m) => {
    compares += 1;
    exige(lu.marges.includes(`${chiffre(Math.abs(m.habitants), 0)}\u00a0habitants`) && lu.marges.includes(chiffre(m.pourcent, 1)),
      `périmètre ${numero}, marges : « ${lu.marges} », attendu ${m.habitants} habitants`);
  });
  const coupe = rapport.constats.some((c) => /en_morceaux|avec_ile/.test(JSON.stringify([c.id, c.regle ?? ''])));
  compares += 1;
  exige((lu.morceaux !== '1') === coupe || lu.morceaux === '0', `périmètre ${numero}, morceaux : « ${lu.morceaux} », constat ${coupe}`);
  const zones = rapport.zones_blanches;
  exige(zones.liste_presente === (couverture !== null), `périmètre ${numero}, liste des CPTS`);
  if (couverture) {
    const sans = zones.population_sans_cpts === null ? 'non connus' : chiffre(zones.population_sans_cpts, 0);
    compares += 2;
    exige(lu.sans_cpts.replace(/ \(.*/, '') === sans, `périmètre ${numero}, sans CPTS : « ${lu.sans_cpts} », attendu ${sans}`);
    // Where the list tells of no commune, none is known to be in another one: that is no zero.
    const autres = zones.population_sans_cpts === null ? 'non connues' : chiffre(zones.communes_autre_cpts.length, 0);
    const sienne = zones.cpts_reprise && zones.population_sans_cpts !== null ? ` (autre que ${zones.cpts_reprise})` : '';
    exige(lu.autres_cpts.split(/\u00a0:| \(/)[0] === autres && lu.autres_cpts.endsWith(sienne) && (sienne || !/autre que/.test(lu.autres_cpts)),
      `périmètre ${numero}, autres CPTS : « ${lu.autres_cpts} », attendu ${autres}${sienne}`);
  }
  rapport.indicateurs.filter((i) => lu[i.id] !== undefined).forEach((i) => {
    voir(i.id, attendu(i));
    const genre = i.valeur === null && i.petit_effectif ? 'petit effectif' : i.statut;
    genres[genre] = (genres[genre] ?? 0) + 1;
  });
}
exige((genres.publie ?? 0) > 0, 'aucun chiffre publié comparé');

// A click answers at once, is undone and done again; a hostile address runs nothing.
const geste = await page.lit(`(() => {
  location.hash = '';
  const lire = () => document.getElementById('bref').textContent;
  const avant = lire();
  const t = performance.now();
  document.querySelector('#dessin path').dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const duree = performance.now() - t;
  const apres = lire();
  document.getElementById('annuler').click();
  const annule = lire();
  document.getElementById('retablir').click();
  return { duree, change: avant !== apres, annule: annule === avant, retabli: lire() === apres };
})()`);
lent = geste.duree;
exige(geste.change && geste.annule && geste.retabli, `clic, annuler, rétablir : ${JSON.stringify(geste)}`);
exige(lent < 50, `un clic répond en ${lent.toFixed(1)} ms, 50 au plus`);
for (const hostile of ['%3Cimg src=x onerror=alert(1)%3E', '%E0%A4%A', '99999', `${communes[0][0]}@7`, `2:${communes[0][0]}`, '']) {
  const dit = await page.lit(`new Promise((tient) => {
    addEventListener('hashchange', () => setTimeout(() => tient(document.getElementById('etat').textContent)), { once: true });
    location.hash = 'perimetre=${hostile}';
  })`);
  exige(/abîmée/.test(dit), `adresse ${hostile} : « ${dit} »`);
}

// Names on the map, none over another nor out of the frame; on paper, the communes of the variant are listed.
const noms = await page.lit(`(() => {
  const cadre = document.getElementById('dessin').viewBox.baseVal;
  const boites = [...document.querySelectorAll('#dessin text')].map((e) => e.getBBox());
  const dehors = boites.filter((b) => b.x < cadre.x || b.y < cadre.y || b.x + b.width > cadre.x + cadre.width || b.y + b.height > cadre.y + cadre.height);
  const heurte = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height * 0.8 && b.y < a.y + a.height * 0.8;
  const heurts = boites.flatMap((a, k) => boites.slice(k + 1).filter((b) => heurte(a, b)));
  const cochees = [...document.querySelectorAll('#liste input:checked')].map((e) => e.closest('label').textContent.split(' (part ')[0].trim());
  const dites = document.getElementById('communes-variante').textContent;
  return { poses: boites.length, dehors: dehors.length, heurts: heurts.length, tues: cochees.filter((n) => !dites.includes(n)) };
})()`);
exige(noms.poses > 0 && !noms.dehors && !noms.heurts && !noms.tues.length, `noms de la carte : ${JSON.stringify(noms)}`);

// Every file that a button gives, and the variants side by side.
await navigateur.envoie('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: resolve(travail), eventsEnabled: true });
const recoit = async (id) => {
  const debut = navigateur.attend('Browser.downloadWillBegin');
  const fin = navigateur.attend('Browser.downloadProgress', undefined, (p) => p.state !== 'inProgress');
  await page.lit(`document.getElementById('${id}').click()`, true);
  const [{ suggestedFilename }] = await Promise.all([debut, fin]);
  return readFileSync(join(travail, suggestedFilename));
};
const choisies = await page.lit(`document.querySelectorAll('#liste input:checked').length`);
const projet = (await recoit('toml')).toString('utf8');
exige(projet.startsWith('[cpts]') && projet.split('commune:').length === choisies + 1, `cpts.toml : ${projet.slice(0, 80)}`);
exige((await recoit('csv')).toString('utf8').trim().split('\r\n').length === choisies + 1, 'CSV des communes');
exige((await recoit('tableau')).toString('utf8').includes(';'), 'CSV des chiffres');
const dessinees = JSON.parse((await recoit('geojson')).toString('utf8')).features;
const signee = (a) => a.slice(0, -1).reduce((t, [x, y], k) => t + x * a[k + 1][1] - a[k + 1][0] * y, 0);
const valide = ({ geometry }) => geometry === null || geometry.coordinates.every((p) => p.every((a, n) =>
  String(a[0]) === String(a[a.length - 1]) && signee(a) > 0 === (n === 0) && a.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)));
exige(dessinees.length === choisies && dessinees.every(valide), 'GeoJSON : communes, anneaux fermés, dehors vers la gauche');
exige((await recoit('svg')).toString('utf8').includes('<path'), 'SVG vide');
exige((await recoit('png')).length > 5000, 'PNG vide');
const colonnes = await page.lit(`document.getElementById('ajouter').click(), document.querySelectorAll('#chiffres thead th').length`);
exige(colonnes === 3, `${colonnes} colonnes pour deux variantes`);
exige(!page.plaintes.length, page.plaintes.join(' | '));

// By the keyboard alone, from the search box; then the page is loaded again and finds what was drawn.
const ETAT = `[document.getElementById('bref').textContent, document.querySelectorAll('#liste input:checked').length]`;
const frappe = async (de, key, code, text) => {
  const touche = { key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: code };
  await de.envoie('Input.dispatchKeyEvent', { type: 'keyDown', ...touche, text });
  await de.envoie('Input.dispatchKeyEvent', { type: 'keyUp', ...touche });
};
const auClavier = async (de) => {
  await de.lit(`document.getElementById('cherche').focus()`);
  const [, avant] = await de.lit(ETAT);
  await frappe(de, 'Tab', 9);
  await frappe(de, 'ArrowDown', 40);
  const visee = await de.lit(`document.activeElement.checked ? -1 : 1`);
  await frappe(de, ' ', 32, ' ');
  const [, apres] = await de.lit(ETAT);
  exige(apres === avant + visee, `au clavier : ${avant} communes, puis ${apres}`);
};
await auClavier(page);
const laisse = await page.lit(ETAT);
const recharge = navigateur.attend('Page.loadEventFired', page.session);
await page.lit(`window.history.replaceState(null, '', ' ')`);
await page.envoie('Page.reload');
await recharge;
exige(String(await page.lit(ETAT)) === String(laisse), `rechargée : ${await page.lit(ETAT)} pour ${laisse}`);

// A browser without storage loses nothing but what it would keep.
const sans = await navigateur.ouvre(resolve(chemin), 1280, false,
  `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refusé', 'SecurityError'); } });`);
await auClavier(sans);
exige(!sans.plaintes.length, `sans mémoire : ${sans.plaintes.join(' | ')}`);
exige(await sans.lit(`!document.getElementById('sans-memoire').hidden`), 'sans mémoire : la page n’en dit rien');
await sans.ferme();
console.log(`${nom} : ${perimetres.length} périmètres, ${compares} chiffres comparés (${JSON.stringify(genres)}), clic en ${lent.toFixed(1)} ms, ${
  Math.round(readFileSync(chemin).length / 1000)} ko`);
await page.ferme();
await navigateur.ferme();
fautes.slice(0, 20).forEach((f) => console.error(f));
if (fautes.length > 20) console.error(`… et ${fautes.length - 20} autres`);
process.exitCode = fautes.length ? 1 : 0;

// The buttons of a page opened from the disk, without network: each is clicked, and what it gives is read.
// Use: node boutons.mjs CHROMIUM PAGE...

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Navigateur } from './navigateur.mjs';

const [chromium, ...pages] = process.argv.slice(2);
const recus = mkdtempSync(join(tmpdir(), 'boutons-'));
const navigateur = new Navigateur(chromium);
await navigateur.envoie('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: recus, eventsEnabled: true });
for (const nom of ['clipboard-read', 'clipboard-write']) {
  await navigateur.envoie('Browser.setPermission', { permission: { name: nom }, setting: 'granted' });
}
const fautes = [];
const exige = (vrai, quoi) => { if (!vrai) fautes.push(quoi); };

// The file that a button gives; a busy machine may lose a click, so there are three.
const recoit = async (page, bouton, essais = 3) => {
  const debut = navigateur.attend('Browser.downloadWillBegin');
  const fin = navigateur.attend('Browser.downloadProgress', undefined, (p) => p.state !== 'inProgress');
  try {
    await page.lit(`(${bouton}).click()`, true);
    const [{ suggestedFilename }] = await Promise.all([debut, fin]);
    return { nom: suggestedFilename, octets: readFileSync(join(recus, suggestedFilename)) };
  } catch (e) {
    if (essais < 2) throw e;
    return recoit(page, bouton, essais - 1);
  }
};
// What the clipboard holds after a click, once the page has said so.
const copie = async (page, bouton) => {
  await page.lit(`document.querySelector('.etat').textContent = ''; (${bouton}).click()`, true);
  const dit = await page.lit(`new Promise((tient) => { const voir = () => { const t = document.querySelector('.etat').textContent;
    t ? tient(t) : setTimeout(voir, 50); }; voir(); })`);
  const lu = await page.lit(`navigator.clipboard.read().then(async ([e]) => Object.fromEntries(await Promise.all(e.types.map(
    async (t) => [t, t.startsWith('text/') ? await (await e.getType(t)).text() : (await e.getType(t)).size]))))`, true);
  return { dit, ...lu };
};
const bouton = (choix, texte) => `[...document.querySelectorAll('${choix} .outils button')].find((b) => b.textContent === '${texte}')`;

for (const chemin of pages) {
  const nom = basename(chemin);
  const page = await navigateur.ouvre(resolve(chemin), 1280);
  const tables = await page.lit(`document.querySelectorAll('table').length`);
  exige(await page.lit(`[...document.querySelectorAll('table')].every((t) => t.parentElement.querySelector('.outils'))`),
    `${nom} : un tableau n’a pas ses boutons`);

  const csv = await recoit(page, bouton('main', 'CSV'));
  exige(csv.nom.endsWith('.csv') && csv.octets.subarray(0, 3).toString('hex') === 'efbbbf', `${nom} : CSV sans marque UTF-8`);
  const rangees = csv.octets.toString('utf8').trim().split('\r\n').map((l) => l.split(';').length);
  exige(rangees.length > 1 && new Set(rangees).size === 1, `${nom} : CSV aux lignes inégales ${rangees}`);

  const table = await copie(page, bouton('main', 'Copier le tableau'));
  exige(/<table/.test(table['text/html'] ?? '') && /\t/.test(table['text/plain'] ?? ''), `${nom} : tableau mal copié (${table.dit})`);

  const dessins = await page.lit(`document.querySelectorAll('figure:not(.petite) svg').length`);
  for (let rang = 0; rang < dessins; rang += 1) {
    const b = (texte) => `[...document.querySelectorAll('figure:not(.petite)')][${rang}].querySelectorAll('.outils button')[${texte}]`;
    const png = await recoit(page, b(0));
    exige(png.octets.readUInt32BE(0) === 0x89504e47 && png.octets.length > 5000, `${nom} : PNG ${png.nom} vide`);
    const svg = await recoit(page, b(1));
    const texte = svg.octets.toString('utf8');
    const ids = new Set([...texte.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]));
    const appels = [...texte.matchAll(/(?:href="|url\()#([\w-]+)/g)].map((m) => m[1]);
    exige(appels.every((a) => ids.has(a)), `${nom} : ${svg.nom} renvoie hors de lui`);
    writeFileSync(join(recus, 'seul.svg'), texte);
    const seul = await navigateur.ouvre(join(recus, 'seul.svg'), 800);
    exige(await seul.lit(`document.documentElement.localName === 'svg' && !document.querySelector('parsererror')`), `${nom} : ${svg.nom} n’est pas un SVG`);
    await seul.ferme();
  }
  if (dessins) {
    await page.envoie('Page.bringToFront');
    const image = await copie(page, bouton('figure', 'Copier l’image'));
    exige(image['image/png'] > 5000, `${nom} : image mal copiée (${image.dit})`);
    const section = 'section:has(figure:not(.petite))';
    const prise = await copie(page, `document.querySelector('${section} > .outils button')`);
    const attendus = await page.lit(`document.querySelector('${section}').querySelectorAll('svg:not([aria-hidden])').length`);
    const images = (prise['text/html'] ?? '').match(/<img[^>]+src="data:image\/png/g) ?? [];
    exige(images.length === attendus, `${nom} : ${images.length} images dans la section copiée, ${attendus} attendues (${prise.dit})`);
  }
  if (await page.lit(`!!document.querySelector('table.communes')`)) {
    const premiere = `document.querySelector('table.communes tbody th').textContent`;
    const noms = await page.lit(`document.querySelector('table.communes thead button').click();
      document.querySelector('table.communes thead button').click();
      [...document.querySelectorAll('table.communes tbody th')].map((t) => t.textContent)`);
    const tries = [...noms].sort((a, b) => b.localeCompare(a, 'fr'));
    exige(noms.join() === tries.join(), `${nom} : communes mal triées`);
  }
  exige(!page.plaintes.length, `${nom} : ${page.plaintes.join(' | ')}`);
  console.log(`${nom} : ${tables} tableaux, ${dessins} dessins, tous les boutons cliqués`);
  await page.ferme();
}
await navigateur.ferme();
rmSync(recus, { recursive: true, force: true });
fautes.forEach((f) => console.error(f));
process.exitCode = fautes.length ? 1 : 0;

// Every page given, at two widths: no violation of WCAG 2.2 AA nor of the good practices that axe knows, headings said
// once, few tab stops, nothing wider than the screen.
// Use: node axe.mjs CHROMIUM AXE_MIN_JS PAGE...

import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Navigateur } from './navigateur.mjs';

const LARGEURS = [1280, 400];
const ARRETS_MAX = 150;
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const [chromium, cheminAxe, ...pages] = process.argv.slice(2);
const axe = readFileSync(cheminAxe, 'utf8');

const MESURE = `(() => {
  const vu = (e) => e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const titres = [...document.querySelectorAll('h1, h2, h3, h4')].map((t) => t.textContent.trim());
  const arrets = [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
    .filter((e) => vu(e) && e.tabIndex >= 0 && !e.disabled);
  return {
    doubles: [...new Set(titres.filter((t, rang) => titres.indexOf(t) !== rang))],
    arrets: arrets.length,
    deborde: document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth : 0,
    mots: document.body.innerText.split(/\\s+/).length,
    tables: document.querySelectorAll('table').length,
  };
})()`;

const navigateur = new Navigateur(chromium);
const fautes = [];
for (const chemin of pages) {
  for (const largeur of LARGEURS) {
    const nom = `${basename(chemin)} à ${largeur} px`;
    const page = await navigateur.ouvre(resolve(chemin), largeur, true);
    await page.lit(`${axe}; undefined`);
    const { violations } = await page.lit(
      `axe.run(document, { runOnly: ${JSON.stringify(REGLES)}, resultTypes: ['violations'] })`);
    for (const v of violations) {
      fautes.push(`${nom} : ${v.id} (${v.impact}), ${v.nodes.length} nœud(s) : ${v.help}`);
      v.nodes.slice(0, 3).forEach((n) => fautes.push(`    ${n.html.slice(0, 160)} | ${n.failureSummary?.split('\n')[1] ?? ''}`));
    }
    const m = await page.lit(MESURE);
    if (m.doubles.length) fautes.push(`${nom} : titres répétés : ${m.doubles.join(' | ')}`);
    if (m.arrets >= ARRETS_MAX) fautes.push(`${nom} : ${m.arrets} arrêts de tabulation, ${ARRETS_MAX} au plus`);
    if (m.deborde) fautes.push(`${nom} : la page est plus large que l’écran (${m.deborde} px)`);
    console.log(`${nom} : ${violations.length} règle(s) enfreinte(s), ${m.arrets} arrêts, ${m.mots} mots, ${m.tables} tableaux`);
    await page.ferme();
  }
}
await navigateur.ferme();
fautes.forEach((f) => console.error(f));
process.exitCode = fautes.length ? 1 : 0;

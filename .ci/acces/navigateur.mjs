// Chromium without a window, driven through two pipes: no package but Node's own modules.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const OPTIONS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
  // A page drawn two hundred times in a few seconds is not an attack.
  '--disable-ipc-flooding-protection',
  '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND', '--remote-debugging-pipe', 'about:blank'];

// Nothing is waited for longer than half a minute: a browser that no longer answers fails the run.
const bornee = (quoi, promesse) => {
  let minuterie;
  const trop = new Promise((_, refuse) => {
    minuterie = setTimeout(() => refuse(new Error(`sans réponse : ${quoi}`)), 30000);
  });
  return Promise.race([promesse, trop]).finally(() => clearTimeout(minuterie));
};

export class Navigateur {
  constructor(executable) {
    this.profil = mkdtempSync(join(tmpdir(), 'acces-'));
    this.processus = spawn(executable, [`--user-data-dir=${this.profil}`, ...OPTIONS],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    process.once('exit', () => this.processus.kill());
    this.attentes = new Map();
    this.ecoutes = [];
    this.numero = 0;
    let reste = '';
    this.processus.stdio[4].setEncoding('utf8').on('data', (morceau) => {
      const messages = (reste + morceau).split('\0');
      reste = messages.pop();
      messages.map((m) => JSON.parse(m)).forEach((m) => this.recoit(m));
    });
  }

  recoit(message) {
    const attente = this.attentes.get(message.id);
    if (attente) {
      this.attentes.delete(message.id);
      if (message.error) attente.refuse(new Error(`${attente.methode} : ${message.error.message}`));
      else attente.tient(message.result);
    } else {
      this.ecoutes.forEach((e) => e(message));
    }
  }

  envoie(methode, params = {}, sessionId = undefined) {
    const id = ++this.numero;
    this.processus.stdio[3].write(JSON.stringify({ id, method: methode, params, sessionId }) + '\0');
    return bornee(methode, new Promise((tient, refuse) => this.attentes.set(id, { tient, refuse, methode })));
  }

  attend(methode, sessionId, quand = () => true) {
    return bornee(methode, new Promise((tient) => {
      const ecoute = (m) => {
        if (m.method !== methode || (sessionId && m.sessionId !== sessionId) || !quand(m.params)) return;
        this.ecoutes = this.ecoutes.filter((e) => e !== ecoute);
        tient(m.params);
      };
      this.ecoutes.push(ecoute);
    }));
  }

  // Opens a file as a reader does: from the disk, at a width; `libre` lets the test put its own script in the page, `avant` is
  // run before those of the page.
  async ouvre(fichier, largeur, libre = false, avant = '') {
    const { targetId } = await this.envoie('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.envoie('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    await page.envoie('Page.enable');
    await page.envoie('Runtime.enable');
    await page.envoie('Log.enable');
    if (libre) await page.envoie('Page.setBypassCSP', { enabled: true });
    if (avant) await page.envoie('Page.addScriptToEvaluateOnNewDocument', { source: avant });
    await page.envoie('Emulation.setDeviceMetricsOverride',
      { width: largeur, height: 900, deviceScaleFactor: 1, mobile: false });
    const charge = this.attend('Page.loadEventFired', sessionId);
    await page.envoie('Page.navigate', { url: pathToFileURL(fichier).href });
    await charge;
    return page;
  }

  async ferme() {
    await this.envoie('Browser.close').catch(() => {});
    await new Promise((fini) => this.processus.once('exit', fini));
    rmSync(this.profil, { recursive: true, force: true });
  }
}

class Page {
  constructor(navigateur, session, cible) {
    Object.assign(this, { navigateur, session, cible, plaintes: [] });
    navigateur.ecoutes.push((m) => {
      if (m.sessionId !== session) return;
      if (m.method === 'Runtime.exceptionThrown') this.plaintes.push(m.params.exceptionDetails.text);
      if (m.method === 'Log.entryAdded' && m.params.entry.level === 'error') this.plaintes.push(m.params.entry.text);
    });
  }

  envoie(methode, params) {
    return this.navigateur.envoie(methode, params, this.session);
  }

  // The value of an expression, promises being awaited; `geste` as if the reader had clicked.
  async lit(expression, geste = false) {
    const { result, exceptionDetails } = await this.envoie('Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true, userGesture: geste });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async ferme() {
    await this.navigateur.envoie('Target.closeTarget', { targetId: this.cible });
  }
}

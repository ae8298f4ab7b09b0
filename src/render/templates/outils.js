'use strict';
// The page is whole without this: it only adds what a reader can take away, and the columns of the table of the communes.
(() => {
  const tous = (choix, dans = document) => [...dans.querySelectorAll(choix)];
  const cree = (nom, attributs = {}, ...enfants) => {
    const e = document.createElement(nom);
    Object.entries(attributs).forEach(([cle, valeur]) => e.setAttribute(cle, valeur));
    e.append(...enfants);
    return e;
  };
  const propre = (texte) => texte.replace(/\s+/g, ' ').trim();
  const page = propre(document.querySelector('h1').textContent);
  const etat = cree('p', { class: 'etat', role: 'status' });
  document.querySelector('main').append(etat);
  let minuterie;
  const dire = (texte) => {
    etat.textContent = texte;
    clearTimeout(minuterie);
    minuterie = setTimeout(() => { etat.textContent = ''; }, 6000);
  };

  // --- files and clipboard -------------------------------------------------------------------------------------
  const fichier = (titre, suffixe) => `${page} - ${titre}`.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '').toLowerCase().slice(0, 80) + suffixe;
  const donner = (morceau, nom) => {
    const adresse = URL.createObjectURL(morceau);
    cree('a', { href: adresse, download: nom }).click();
    setTimeout(() => URL.revokeObjectURL(adresse), 30000);
    dire(`Fichier enregistré : ${nom}`);
  };
  const copier = async (html, brut, quoi) => {
    const poser = (e) => {
      e.preventDefault();
      e.clipboardData.setData('text/html', html);
      e.clipboardData.setData('text/plain', brut);
    };
    document.addEventListener('copy', poser, { once: true });
    const fait = document.execCommand('copy');
    document.removeEventListener('copy', poser);
    if (!fait) {
      const types = { 'text/html': html, 'text/plain': brut };
      const parts = Object.entries(types).map(([t, c]) => [t, new Blob([c], { type: t })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
    }
    dire(`${quoi}.`);
  };

  // --- tables ----------------------------------------------------------------------------------------------------
  const cellules = (rangee) => [...rangee.cells].filter((c) => !c.hidden);
  // What a cell says: the spans laid out as blocks are separated as the eye separates them.
  const dit = (cellule) => {
    const copie = cellule.cloneNode(true);
    // The cases of a rate stand under it for the eye: a spreadsheet and a sort want the rate.
    tous('.appui', copie).forEach((s) => s.remove());
    tous('span', copie).forEach((s) => s.before(' '));
    return propre(copie.textContent);
  };
  const nombre = (texte) => {
    // A space goes only between groups of three digits, « 2021 2022 » being two; « * » says a reserve: it stays, with its text.
    const brut = texte.replace('\u2212', '-').replace(/\s*[%\u20ac]$/, '').replace(/^([+-])\s*/, '$1');
    return /^[+-]?(\d+|\d{1,3}(\s\d{3})+)(,\d+)?$/.test(brut) ? brut.replace(/\s/g, '') : null;
  };
  const lignes = (table) => tous('tr', table).filter((r) => !r.hidden).map((r) =>
    cellules(r).flatMap((c) => [dit(c), ...Array(c.colSpan - 1).fill('')]));
  const csv = (table) => {
    const champ = (texte) => {
      const sur = nombre(texte) ?? (/^[=+@\t\r-]/.test(texte) ? `'${texte}` : texte);
      return /[";\n]/.test(sur) ? `"${sur.replace(/"/g, '""')}"` : sur;
    };
    return '\ufeff' + lignes(table).map((l) => l.map(champ).join(';')).join('\r\n') + '\r\n';
  };
  const tsv = (table) => lignes(table).map((l) => l.join('\t')).join('\n');
  const nettoyer = (copie) => {
    tous('[hidden], .outils, .colonnes, svg[aria-hidden], .etat', copie).forEach((e) => e.remove());
    tous('th button', copie).forEach((b) => b.replaceWith(b.textContent));
    tous('td span, th span', copie).forEach((s) => s.before(' '));
    tous('table', copie).forEach((t) => t.setAttribute('style', 'border-collapse:collapse'));
    tous('td, th', copie).forEach((c) => c.setAttribute('style',
      `border:1px solid #9aa5b1;padding:2pt 4pt;text-align:${c.classList.contains('num') ? 'right' : 'left'}`));
    tous('[id]', copie).forEach((e) => e.removeAttribute('id'));
    return copie;
  };
  const enTableau = (table) => nettoyer(table.cloneNode(true)).outerHTML;

  // --- drawings --------------------------------------------------------------------------------------------------
  // A drawing complete in itself: what it refers to elsewhere in the page comes with it.
  const complet = (svg) => {
    const copie = svg.cloneNode(true);
    const vus = new Set(tous('[id]', copie).map((e) => e.id));
    const ajouts = document.createElementNS('http://www.w3.org/2000/svg', 'defs');
    const chercher = (racine) => [...tous('*', racine), racine].forEach((e) => {
      ['href', 'fill', 'clip-path'].forEach((nom) => {
        const id = /#([\w-]+)\)?$/.exec(e.getAttribute?.(nom) ?? '')?.[1];
        const cible = id && !vus.has(id) && document.getElementById(id);
        if (!cible) return;
        vus.add(id);
        const venue = cible.cloneNode(true);
        tous('[id]', venue).forEach((x) => vus.add(x.id));
        ajouts.append(venue);
        chercher(venue);
      });
    });
    chercher(copie);
    if (ajouts.childNodes.length) copie.prepend(ajouts);
    copie.removeAttribute('class');
    return new XMLSerializer().serializeToString(copie);
  };
  const peindre = async (svg, echelle) => {
    const image = new Image();
    const { width, height } = svg.viewBox.baseVal;
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(complet(svg));
    await image.decode();
    const toile = cree('canvas', { width: Math.round(width * echelle), height: Math.round(height * echelle) });
    const plume = toile.getContext('2d');
    plume.fillStyle = '#fff';
    plume.fillRect(0, 0, toile.width, toile.height);
    plume.drawImage(image, 0, 0, toile.width, toile.height);
    return toile;
  };
  const png = async (svg) => new Promise(async (tient) => (await peindre(svg, 3)).toBlob(tient, 'image/png'));
  const copierImage = async (svg) => {
    if (!window.ClipboardItem) throw new Error('ce navigateur ne copie pas les images, prenez « PNG »');
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(svg) })]);
    dire('Image copiée.');
  };

  // A section as it is shown: what is folded stays out, drawings become pictures that a word processor keeps.
  const copierSection = async (section) => {
    const copie = section.cloneNode(true);
    const dessins = tous('svg:not([aria-hidden])', section);
    const images = await Promise.all(dessins.map(async (svg) => {
      const { width, height } = svg.viewBox.baseVal;
      return cree('img', { src: (await peindre(svg, 2)).toDataURL('image/png'), width, height,
        alt: svg.querySelector('title').textContent });
    }));
    tous('svg:not([aria-hidden])', copie).forEach((svg, rang) => svg.replaceWith(images[rang]));
    tous('details', copie).forEach((d) => d.remove());
    await copier(nettoyer(copie).innerHTML, propre(section.innerText), 'Section copiée');
  };

  // --- buttons: a row of them is one stop of the keyboard, the arrows go along it; past its ends they scroll -----
  const enRang = (boutons) => boutons.forEach((bouton, rang) => {
    bouton.setAttribute('tabindex', rang ? '-1' : '0');
    bouton.addEventListener('keydown', (k) => {
      const montres = boutons.filter((b) => b.checkVisibility());
      const suivant = montres[montres.indexOf(bouton) + ({ ArrowRight: 1, ArrowLeft: -1 }[k.key] ?? NaN)];
      if (!suivant) return;
      k.preventDefault();
      boutons.forEach((b) => b.setAttribute('tabindex', b === suivant ? '0' : '-1'));
      suivant.focus();
    });
  });
  const barre = (titre, actions) => {
    const boutons = actions.map(([nom, faire]) => {
      const b = cree('button', { type: 'button' }, nom);
      b.addEventListener('click', () => Promise.resolve().then(faire).catch((e) => dire(`Impossible : ${e.message}`)));
      return b;
    });
    enRang(boutons);
    return cree('div', { class: 'outils', role: 'toolbar', 'aria-label': `Emporter : ${titre}` }, ...boutons);
  };
  tous('table').forEach((table) => {
    const titre = propre(table.caption.textContent);
    table.before(barre(titre, [
      ['Copier le tableau', () => copier(enTableau(table), tsv(table), 'Tableau copié')],
      ['CSV', () => donner(new Blob([csv(table)], { type: 'text/csv' }), fichier(titre, '.csv'))],
    ]));
  });
  tous('figure:not(.petite)').forEach((figure) => {
    const svg = figure.querySelector('svg');
    const titre = propre(figure.querySelector('figcaption strong').textContent);
    const table = figure.querySelector('table');
    svg.after(barre(titre, [
      ['PNG', async () => donner(await png(svg), fichier(titre, '.png'))],
      ['SVG', () => donner(new Blob([complet(svg)], { type: 'image/svg+xml' }), fichier(titre, '.svg'))],
      ...(table ? [['Données en CSV', () => donner(new Blob([csv(table)], { type: 'text/csv' }), fichier(titre, '.csv'))]] : []),
      ['Copier l’image', () => copierImage(svg)],
    ]));
  });
  tous('main > section').forEach((section) => {
    if (!section.querySelector('svg') && tous('table', section).length < 2) return;
    const titre = section.querySelector('h2');
    const rang = barre(propre(titre?.textContent ?? section.getAttribute('aria-label')), [['Copier la section', () => copierSection(section)]]);
    if (titre) titre.after(rang); else section.prepend(rang);
  });

  // --- rows in the order of a column ---------------------------------------------------------------------------
  const trier = (table, entetes) => {
    const cle = (ligne, rang) => {
      const texte = dit(ligne.cells[rang]);
      const lu = nombre(texte.replace(/\*$/, ''));
      return { texte, lu: lu === null ? null : Number(lu.replace(',', '.')) };
    };
    const boutons = entetes.map((entete) => {
      const bouton = cree('button', { type: 'button' }, ...entete.childNodes);
      entete.append(bouton);
      return bouton;
    });
    enRang(boutons);
    boutons.forEach((bouton, rang) => {
      const entete = entetes[rang];
      bouton.addEventListener('click', () => {
        const sens = entete.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        entetes.forEach((e) => e.removeAttribute('aria-sort'));
        entete.setAttribute('aria-sort', sens > 0 ? 'ascending' : 'descending');
        const rangees = [...table.tBodies[0].rows].map((ligne) => ({ ligne, ...cle(ligne, rang) }));
        // A cell without a number comes last whatever the direction.
        rangees.sort((a, b) => (a.lu === null) - (b.lu === null)
          || (a.lu === null ? a.texte.localeCompare(b.texte, 'fr') : a.lu - b.lu) * sens);
        table.tBodies[0].append(...rangees.map((r) => r.ligne));
        dire(`Trié par ${propre(entete.textContent)}.`);
      });
    });
  };

  // --- a long table that one searches and sorts: the index of several territories ------------------------------
  const nu = (texte) => propre(texte).normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  tous('table.triable').forEach((table) => {
    trier(table, [...table.tHead.rows[0].cells]);
    const champ = cree('input', { type: 'search', autocomplete: 'off' });
    champ.addEventListener('input', () => {
      const mots = nu(champ.value).split(' ');
      const rangees = [...table.tBodies[0].rows];
      rangees.forEach((r) => {
        const texte = nu(`${r.textContent} ${r.dataset.lieux ?? ''}`);
        r.hidden = !mots.every((m) => texte.includes(m));
      });
      dire(`${rangees.filter((r) => !r.hidden).length} sur ${rangees.length}.`);
    });
    table.parentElement.before(cree('label', { class: 'recherche' }, 'Chercher un territoire ou une commune ', champ));
    // An area of the map opens the report of its row; the keyboard has the links of the table.
    const liens = new Map([...table.tBodies[0].rows].map((r) => [propre(r.cells[0].querySelector('a')?.textContent ?? ''), r.cells[0].querySelector('a')]));
    tous('#carte path').forEach((aire) => {
      const lien = liens.get(propre(aire.querySelector('title')?.textContent ?? ''));
      if (!lien) return;
      aire.classList.add('ouvre');
      aire.addEventListener('click', () => lien.click());
    });
  });

  // --- the table of the communes: columns by theme, rows in the order of a column -----------------------------
  tous('table.communes').forEach((table) => {
    const [themes, titres] = [...table.tHead.rows];
    const fixes = [...themes.cells].filter((c) => c.rowSpan > 1).length;
    let depuis = fixes;
    const groupes = [...themes.cells].slice(fixes).map((cellule) => {
      const groupe = { cellule, depuis, large: cellule.colSpan };
      depuis += cellule.colSpan;
      return groupe;
    });
    const montrer = (groupe, oui) => {
      groupe.cellule.hidden = !oui;
      const rangs = Array.from({ length: groupe.large }, (_, k) => groupe.depuis + k);
      rangs.forEach((r) => { titres.cells[r - fixes].hidden = !oui; });
      [...table.tBodies[0].rows].forEach((ligne) => rangs.forEach((r) => { ligne.cells[r].hidden = !oui; }));
    };
    let place = 7;
    const choix = groupes.map((groupe, rang) => {
      const oui = rang === 0 || groupe.large <= place;
      place = oui ? place - groupe.large : 0;
      const boite = cree('input', { type: 'checkbox' });
      boite.checked = oui;
      boite.addEventListener('change', () => montrer(groupe, boite.checked));
      montrer(groupe, oui);
      return cree('label', {}, boite, ' ' + propre(groupe.cellule.textContent));
    });
    if (choix.length > 1) {
      table.parentElement.before(cree('details', { class: 'colonnes' },
        cree('summary', {}, 'Choisir les colonnes'), cree('div', {}, ...choix)));
    }
    trier(table, [...[...themes.cells].slice(0, fixes), ...titres.cells]);
  });

  // --- what scrolls has buttons inside, from which the keyboard scrolls it: it need not be a stop of its own ------
  tous('.defile').forEach((zone) => zone.removeAttribute('tabindex'));

  // --- a link into what is folded opens it; paper shows what is folded ------------------------------------------
  const ouvrir = () => {
    let nom = location.hash.slice(1);
    try { nom = decodeURIComponent(nom); } catch { /* « % » alone: the name as it is written */ }
    const cible = nom && document.getElementById(nom);
    for (let e = cible; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
    if (cible) cible.scrollIntoView();
  };
  addEventListener('hashchange', ouvrir);
  ouvrir();
  let plies = [];
  addEventListener('beforeprint', () => {
    plies = tous('details:not(.donnees):not(.colonnes):not([open])');
    plies.forEach((d) => { d.open = true; });
  });
  addEventListener('afterprint', () => plies.forEach((d) => { d.open = false; }));
})();

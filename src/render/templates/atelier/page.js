// --- the page: controls, list, figures ----------------------------------------------------------------------------------
const un = (id) => document.getElementById(id);
const cree = (nom, attributs = {}, ...enfants) => {
  const e = document.createElement(nom);
  Object.entries(attributs).forEach(([cle, valeur]) => e.setAttribute(cle, valeur));
  e.append(...enfants);
  return e;
};
const dire = (texte) => { un('etat').textContent = texte; };
const simple = (texte) => texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const cases = [];

const couvertes = (membres) => {
  const c = couverture(membres);
  const hors = c.hors ? ` (${denombre(c.hors, 'commune', 'communes')} hors du champ de la liste)` : '';
  const noms = c.noms.slice(0, 3).join(', ') + (c.noms.length > 3 ? ` et ${denombre(c.noms.length - 3, 'autre', 'autres')}` : '');
  const autre = c.sienne === null ? '' : ` (autre que ${D.couverture.cpts[c.sienne]})`;
  return [
    ['sans_cpts', 'Habitants qu’aucune CPTS ne couvre', (c.sans === null ? 'non connus' : nombre(c.sans, 0)) + hors],
    ['autres_cpts', 'Communes déjà dans une autre CPTS', c.prises === null ? 'non connues'
      : nombre(c.prises, 0) + (noms ? `\u00a0: ${noms}` : '') + autre],
  ];
};
const resume = (p) => {
  const membres = membresDe(p);
  const gens = population(membres);
  const h = Math.floor(gens + 0.5);
  const possibles = membres.length ? tailles(h) : [];
  const taille = possibles.length === 1 ? String(possibles[0]) : possibles.join(' ou ') || 'sans objet';
  const dites = marges(h).map((m) => `${nombre(Math.abs(m.habitants), 0)}\u00a0habitants de ${m.habitants < 0 ? 'moins' : 'plus'} (${
    signe(m.pourcent, 1)}\u00a0%) jusqu’au seuil de ${nombre(m.seuil, 0)}, vers la taille ${m.vers}`);
  return [
    ['communes', 'Communes', nombre(membres.length, 0)],
    ['population', `Habitants (${D.population})`, nombre(gens, 0)],
    ['taille', 'Taille ACI', taille],
    ['marges', 'Marges', dites.join('\u00a0; ') || 'sans objet'],
    ['morceaux', 'Morceaux sans limite commune', nombre(morceaux(membres), 0)],
    ...(D.couverture ? couvertes(membres) : []),
  ];
};
const rangees = () => {
  const colonnes = etat.variantes.map((v) => resume(v.parts));
  const faites = colonnes[0].map(([id, libelle], k) => [id, libelle, '', colonnes.map((c) => c[k][2])]);
  const membres = etat.variantes.map((v) => membresDe(v.parts));
  D.chiffres.forEach((f) => {
    const unite = f.millesime ? `${f.unite}, ${f.millesime}` : f.unite;
    faites.push([f.id, f.libelle, unite, membres.map((m) => dit(f, agreger(f, m)))]);
  });
  return faites;
};
const montrerChiffres = () => {
  const titres = etat.variantes.map((v, n) => cree('th', { scope: 'col', class: 'num' }, n === etat.actif ? `▸ ${v.nom}` : v.nom));
  const corps = rangees().map(([id, libelle, unite, textes]) => cree('tr', { 'data-id': id },
    cree('th', { scope: 'row' }, libelle, ...(unite ? [cree('span', { class: 'unite' }, unite)] : [])),
    ...textes.map((t) => cree('td', { class: 'num' }, t))));
  un('chiffres').replaceChildren(
    cree('caption', {}, 'Chiffres du périmètre'),
    cree('thead', {}, cree('tr', {}, cree('th', { scope: 'col' }, 'Chiffre'), ...titres)), cree('tbody', {}, ...corps));
};
const cptsDe = (rang) => {
  const lue = D.couverture.communes[rang];
  if (lue === null) return 'hors du champ de la liste';
  const noms = lue[1].map(([c]) => D.couverture.cpts[c]).join(', ');
  return noms + (noms && lue[0] < 1 ? ', en partie' : '') || 'aucune';
};
const montrerFiche = (rang) => {
  const c = C[rang];
  const lignes = [['Code', c.code], ['Habitants', c.population === null ? 'non connus' : nombre(c.population, 0)],
    ['EPCI', c.epci === null ? 'aucun' : D.epci[c.epci][1]],
    ...(D.couverture ? [['CPTS', cptsDe(rang)]] : []),
    ...D.chiffres.map((f) => [`${f.libelle} (${f.unite})`, dit(f, seule(f, rang))])];
  un('fiche-nom').textContent = c.nom;
  un('fiche').replaceChildren(...lignes.flatMap(([t, x]) => [cree('dt', {}, t), cree('dd', {}, x)]));
};
const montrerLegende = () => un('legende').replaceChildren(...legende().map(([couleur, texte]) => {
  const carre = dessin('svg', { width: 16, height: 16, 'aria-hidden': 'true' });
  carre.append(dessin('rect', { width: 16, height: 16, fill: couleur, stroke: '#4b5563' }));
  return cree('li', {}, carre, texte);
}));
const montrerVariantes = () => {
  un('variante').replaceChildren(...etat.variantes.map((v, n) => {
    const o = cree('option', { value: n }, v.nom);
    o.selected = n === etat.actif;
    return o;
  }));
  un('nom').value = etat.variantes[etat.actif].nom;
  un('ajouter').disabled = etat.variantes.length >= VARIANTES_MAX;
  un('oter').disabled = etat.variantes.length < 2;
};
const montrer = () => {
  const p = parts();
  peindre(p);
  ranger(p);
  nommer(p);
  cases.forEach((e, rang) => { e.checked = p[rang] > 0; });
  montrerVariantes();
  montrerChiffres();
  un('annuler').disabled = !passe.length;
  un('retablir').disabled = !futur.length;
  const [, [, , gens], [, , taille]] = resume(p);
  const siennes = membresDe(p).map(([rang, part]) => (part < 1 ? `${C[rang].nom} (part ${String(part).replace('.', ',')})` : C[rang].nom));
  un('communes-variante').textContent = `${etat.variantes[etat.actif].nom}\u00a0: ${siennes.sort((a, b) => a.localeCompare(b, 'fr')).join(', ')}.`;
  un('bref').textContent = `${denombre(membresDe(p).length, 'commune', 'communes')}, ${gens}\u00a0habitants, taille ${taille}`;
};
const agir = (rang) => {
  basculer(rang, !(parts()[rang] > 0));
  montrer();
  montrerFiche(rang);
};

// --- the list: one stop of the keyboard, arrows inside, all that the map does --------------------------------------------
const visibles = () => cases.filter((e) => !e.closest('li').hidden);
const arreter = (e) => cases.forEach((autre) => { autre.tabIndex = autre === e ? 0 : -1; });
const construireListe = () => {
  const ordre = [...C].sort((a, b) => a.nom.localeCompare(b.nom, 'fr'));
  const ligne = (c) => {
    const e = cree('input', { type: 'checkbox' });
    e.tabIndex = -1;
    e.dataset.rang = c.rang;
    cases[c.rang] = e;
    const texte = c.part > 0 && c.part < 1 ? `${c.nom} (part ${String(c.part).replace('.', ',')})` : c.nom;
    return cree('li', {}, cree('label', {}, e, ` ${texte}`));
  };
  un('liste').append(...ordre.map(ligne));
  arreter(un('liste').querySelector('input'));
};
un('liste').addEventListener('change', (g) => agir(Number(g.target.dataset.rang)));
un('liste').addEventListener('focusin', (g) => { arreter(g.target); montrerFiche(Number(g.target.dataset.rang)); });
un('liste').addEventListener('keydown', (g) => {
  const pas = { ArrowDown: 1, ArrowUp: -1 }[g.key];
  if (!pas) return;
  g.preventDefault();
  const rangs = [...un('liste').querySelectorAll('li:not([hidden]) input')];
  rangs[rangs.indexOf(g.target) + pas]?.focus();
});
un('cherche').addEventListener('input', () => {
  const voulu = simple(un('cherche').value.trim());
  cases.forEach((e, rang) => {
    e.closest('li').hidden = !(simple(C[rang].nom).includes(voulu) || C[rang].code.startsWith(voulu.toUpperCase()));
  });
  const vues = visibles();
  if (vues.length) arreter(un('liste').querySelector('li:not([hidden]) input'));
  dire(denombre(vues.length, 'commune dans la liste', 'communes dans la liste'));
});

// --- controls -----------------------------------------------------------------------------------------------------------
const rangSous = (g) => g.target.closest('path')?.dataset.rang;
carte.addEventListener('click', (g) => {
  const rang = rangSous(g);
  if (rang === undefined) return;
  if (un('regarder').checked) montrerFiche(Number(rang));
  else agir(Number(rang));
});
carte.addEventListener('pointerover', (g) => { const rang = rangSous(g); if (rang !== undefined) montrerFiche(Number(rang)); });
un('indicateur').addEventListener('change', () => {
  choisirFond(D.chiffres.find((f) => f.id === un('indicateur').value) ?? null);
  montrerLegende();
  peindre(parts());
});
const epciEntier = (dedans) => {
  const voulu = Number(un('epci').value);
  changer(() => C.filter((c) => c.epci === voulu).forEach((c) => { parts()[c.rang] = dedans ? (c.part > 0 ? c.part : 1) : 0; }));
  montrer();
  dire(`${D.epci[voulu][1]}\u00a0: ${dedans ? 'ajouté' : 'retiré'}`);
};
const boutons = {
  annuler: () => { reprendre(passe, futur); montrer(); },
  retablir: () => { reprendre(futur, passe); montrer(); },
  depart: () => { changer(() => { etat.variantes[etat.actif].parts = C.map((c) => c.part); }); montrer(); },
  'epci-ajouter': () => epciEntier(true),
  'epci-oter': () => epciEntier(false),
  ajouter: () => {
    changer(() => {
      etat.variantes.push({ nom: `Variante ${etat.variantes.length + 1}`, parts: [...parts()] });
      etat.actif = etat.variantes.length - 1;
    });
    montrer();
  },
  oter: () => { changer(() => { etat.variantes.splice(etat.actif, 1); etat.actif = 0; }); montrer(); },
  toml: () => dire(`Fichier enregistré : ${donner([projet()], 'text/plain', 'cpts.toml')}`),
  csv: () => dire(`Fichier enregistré : ${donner([csvCommunes()], 'text/csv', nomDeFichier('.csv'))}`),
  tableau: () => {
    const titres = ['Chiffre', 'Unité', ...etat.variantes.map((v) => v.nom)];
    const texte = enCsv([titres, ...rangees().map(([, libelle, unite, textes]) => [libelle, unite, ...textes])]);
    dire(`Fichier enregistré : ${donner([texte], 'text/csv', nomDeFichier('-chiffres.csv'))}`);
  },
  geojson: () => dire(`Fichier enregistré : ${donner([geojson()], 'application/geo+json', nomDeFichier('.geojson'))}`),
  svg: () => dire(`Fichier enregistré : ${donner([svgSeul()], 'image/svg+xml', nomDeFichier('.svg'))}`),
  png: () => png((nom) => dire(`Fichier enregistré : ${nom}`)),
  partager: () => {
    window.history.replaceState(null, '', adresse());
    dire('L’adresse de cette page porte maintenant le périmètre de la variante : copiez-la.');
  },
};
Object.entries(boutons).forEach(([id, geste]) => un(id).addEventListener('click', geste));
un('variante').addEventListener('change', () => { etat.actif = Number(un('variante').value); garder(); montrer(); });
un('nom').addEventListener('change', () => {
  changer(() => { etat.variantes[etat.actif].nom = propre(un('nom').value) || 'Variante'; });
  montrer();
});

const prendreLAdresse = () => {
  const venu = deLAdresse();
  if (!venu) return false;
  if (venu.parts) changer(() => { etat.variantes[etat.actif].parts = venu.parts; });
  else dire('L’adresse est abîmée, ou d’un autre territoire : elle n’a rien changé.');
  return true;
};
window.addEventListener('resize', () => nommer(parts()));
window.addEventListener('hashchange', () => { if (prendreLAdresse()) montrer(); });

construireCarte();
construireListe();
un('indicateur').append(cree('option', { value: '' }, 'Le périmètre seul'), ...D.chiffres.map((f) => cree('option', { value: f.id }, `${f.libelle} (${f.unite})`)));
const parNom = D.epci.map(([, nom], n) => [nom, n]).sort(([a], [b]) => a.localeCompare(b, 'fr'));
un('epci').append(...parNom.map(([nom, n]) => cree('option', { value: n }, nom)));
un('epci').closest('div').hidden = !D.epci.length;
etat = deTexte(retrouver() ?? '') ?? etat;
prendreLAdresse();
un('geojson').hidden = !D.reperes.length;
montrerLegende();
montrer();
montrerFiche(C.findIndex((c) => c.part > 0));

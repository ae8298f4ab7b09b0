//! A workbook of Excel before 2007 written from its specification, for the tests of its reader ([MS-CFB], [MS-XLS]).

/// A cell of a test table.
#[derive(Debug, Clone)]
pub enum Case {
    /// Nothing.
    Vide,
    /// A text.
    Texte(String),
    /// A number.
    Nombre(f64),
    /// A formula whose result is not recorded.
    Formule,
}

fn record(sortie: &mut Vec<u8>, genre: u16, d: &[u8]) {
    sortie.extend(genre.to_le_bytes());
    sortie.extend(u16::try_from(d.len()).unwrap().to_le_bytes());
    sortie.extend(d);
}

fn utf16(texte: &str) -> Vec<u8> {
    texte.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The records of one sheet; `fusions` are row, last row, column, last column.
fn flux(nom: &str, lignes: &[Vec<Case>], fusions: &[[u16; 4]]) -> Vec<u8> {
    let bof = |genre: u16| {
        [0x0600, genre, 0, 0, 0, 0, 0, 0]
            .map(u16::to_le_bytes)
            .concat()
    };
    let mut textes = Vec::new();
    let mut feuille = Vec::new();
    record(&mut feuille, 0x0809, &bof(0x0010));
    for (l, ligne) in (0u16..).zip(lignes) {
        for (c, case) in (0u16..).zip(ligne) {
            let mut d = [l, c, 0].map(u16::to_le_bytes).concat();
            match case {
                Case::Vide => {}
                Case::Nombre(x) => {
                    d.extend(x.to_le_bytes());
                    record(&mut feuille, 0x0203, &d);
                }
                Case::Texte(t) => {
                    d.extend(u32::try_from(textes.len()).unwrap().to_le_bytes());
                    textes.push(t.clone());
                    record(&mut feuille, 0x00fd, &d);
                }
                Case::Formule => {
                    d.extend([0; 8]);
                    d.extend([2, 0, 0, 0, 0, 0, 0, 0]);
                    record(&mut feuille, 0x0006, &d);
                }
            }
        }
    }
    let mut zones = u16::try_from(fusions.len()).unwrap().to_le_bytes().to_vec();
    zones.extend(fusions.iter().flatten().flat_map(|p| p.to_le_bytes()));
    record(&mut feuille, 0x00e5, &zones);
    record(&mut feuille, 0x000a, &[]);
    let mut sst = [textes.len(); 2]
        .map(|n| u32::try_from(n).unwrap().to_le_bytes())
        .concat();
    for t in &textes {
        sst.extend(
            u16::try_from(t.encode_utf16().count())
                .unwrap()
                .to_le_bytes(),
        );
        sst.push(1);
        sst.extend(utf16(t));
    }
    let tete = |debut: u32| {
        let mut tete = Vec::new();
        record(&mut tete, 0x0809, &bof(0x0005));
        let mut d = debut.to_le_bytes().to_vec();
        d.extend([0, 0, u8::try_from(nom.encode_utf16().count()).unwrap(), 1]);
        d.extend(utf16(nom));
        record(&mut tete, 0x0085, &d);
        record(&mut tete, 0x00fc, &sst);
        record(&mut tete, 0x000a, &[]);
        tete
    };
    let debut = u32::try_from(tete(0).len()).unwrap();
    [tete(debut), feuille].concat()
}

/// The workbook in its container.
pub fn xls(nom: &str, lignes: &[Vec<Case>], fusions: &[[u16; 4]]) -> Vec<u8> {
    let mut flux = flux(nom, lignes, fusions);
    let taille = flux.len().max(4096);
    flux.resize(taille.next_multiple_of(512), 0);
    let secteurs = u32::try_from(flux.len() / 512).unwrap();
    let mut tete = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    tete.resize(512, 0xff);
    tete[24..76].fill(0);
    tete[26] = 3;
    tete[30] = 9;
    tete[32] = 6;
    tete[44] = 1;
    tete[48] = 1;
    tete[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    for place in [60, 68] {
        tete[place..place + 4].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    }
    tete[76..80].fill(0);
    let mut suites = vec![0xffff_fffd_u32, 0xffff_fffe];
    suites.extend((3..secteurs + 2).chain([0xffff_fffe]));
    suites.resize(128, 0xffff_ffff);
    let entree = |nom: &str, genre: u8, debut: u32, taille: usize| {
        let mut e = utf16(nom);
        let long = u16::try_from(e.len() + 2).unwrap();
        e.resize(128, 0);
        e[64..66].copy_from_slice(&long.to_le_bytes());
        e[66] = genre;
        e[116..120].copy_from_slice(&debut.to_le_bytes());
        e[120..124].copy_from_slice(&u32::try_from(taille).unwrap().to_le_bytes());
        e
    };
    let racine = entree("Root Entry", 5, 0xffff_fffe, 0);
    let repertoire = [racine, entree("Workbook", 2, 2, taille), vec![0; 256]].concat();
    let suites = suites.into_iter().flat_map(u32::to_le_bytes).collect();
    [tete, suites, repertoire, flux].concat()
}

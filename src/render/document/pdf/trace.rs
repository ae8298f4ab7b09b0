//! Pages → the file: the one place that holds the library's surface, whose rules are kept by the shape of the pages.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::arbre::Arbre;
use super::feuille::{Boite, Cible, Couleur, Entree, Feuille, Style, Trace};
use super::police::Polices;
use super::{Dessin, LANGUE};
use crate::model::DateCivile;
use crate::rapport::document::Logo;
use crate::render::ErreurRendu;
use crate::render::document::figure::POLICES;

/// What is drawn, whole.
pub(super) struct Ouvrage<'a> {
    pub titre: &'a str,
    pub date: Option<DateCivile>,
    pub logo: Option<&'a Logo>,
    /// Tint of the headings.
    pub accent: Couleur,
    pub feuilles: &'a [Feuille],
    pub arbre: &'a Arbre,
    pub entrees: &'a [Entree],
    pub dessins: &'a [Dessin],
}

/// Writes the file: PDF/UA-1, and PDF/A-2a when it has a date, as archives want one; checked by the library as it writes.
pub(super) fn ecrire(ouvrage: &Ouvrage<'_>, polices: &Polices) -> Result<Vec<u8>, ErreurRendu> {
    let erreur = |quoi: &str| ErreurRendu::Pdf(quoi.to_owned());
    let mut configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1);
    if ouvrage.date.is_some() {
        configuration = configuration.with_archival_validator(Archival::A2_A);
    }
    let configuration = configuration
        .finish()
        .map_err(|e| ErreurRendu::Pdf(format!("{e:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let [maigre, grasse] = POLICES;
    let police = |octets: &'static [u8]| Font::new(octets.into(), 0);
    let fontes = (
        police(maigre).ok_or_else(|| erreur("police illisible"))?,
        police(grasse).ok_or_else(|| erreur("police illisible"))?,
    );
    let mut crayon = Crayon {
        polices,
        fontes,
        ouvrage,
        identifiants: vec![None; ouvrage.arbre.places()],
    };
    for feuille in ouvrage.feuilles {
        crayon.feuille(&mut document, feuille)?;
    }
    document.set_metadata(notice(ouvrage));
    document.set_outline(signets(ouvrage.entrees));
    document.set_tag_tree(ouvrage.arbre.tracer(&crayon.identifiants));
    document
        .finish()
        .map_err(|e| ErreurRendu::Pdf(format!("{e:?}")))
}

/// Who speaks, of what, when.
fn notice(ouvrage: &Ouvrage<'_>) -> Metadata {
    let notice = Metadata::new()
        .title(ouvrage.titre.to_owned())
        .language(LANGUE.to_owned())
        .creator(format!("cpts {}", env!("CARGO_PKG_VERSION")));
    let Some(date) = ouvrage.date else {
        return notice;
    };
    let annee = u16::try_from(date.annee()).unwrap_or_default();
    let jour = DateTime::new(annee).month(date.mois()).day(date.jour());
    notice.creation_date(jour)
}

/// Parts, and the headings inside them.
fn signets(entrees: &[Entree]) -> Outline {
    let mut signets = Outline::new();
    let mut ouvert: Option<OutlineNode> = None;
    for entree in entrees {
        let noeud = OutlineNode::new(entree.titre.clone(), destination(entree));
        match ouvert.as_mut().filter(|_| entree.niveau > 1) {
            Some(parent) => parent.push_child(noeud),
            None => {
                if let Some(fini) = ouvert.replace(noeud) {
                    signets.push_child(fini);
                }
            }
        }
    }
    if let Some(fini) = ouvert {
        signets.push_child(fini);
    }
    signets
}

fn destination(entree: &Entree) -> XyzDestination {
    XyzDestination::new(entree.page, Point::from_xy(0.0, (entree.y - 8.0).max(0.0)))
}

struct Crayon<'a> {
    polices: &'a Polices,
    fontes: (Font, Font),
    ouvrage: &'a Ouvrage<'a>,
    identifiants: Vec<Option<Identifier>>,
}

impl Crayon<'_> {
    fn feuille(&mut self, document: &mut Document, feuille: &Feuille) -> Result<(), ErreurRendu> {
        let format = PageSettings::from_wh(feuille.largeur, feuille.hauteur)
            .ok_or_else(|| ErreurRendu::Pdf("page sans surface".to_owned()))?;
        let mut page = document.start_page_with(format);
        let mut surface = page.surface();
        for trace in &feuille.traces {
            self.trace(&mut surface, trace);
        }
        surface.finish();
        for trace in &feuille.traces {
            if let Trace::Lien {
                boite,
                cible,
                nom,
                place,
            } = trace
                && let Some(annotation) = self.lien(*boite, cible, nom)
            {
                let identifiant = page.add_tagged_annotation(annotation);
                self.noter(*place, identifiant);
            }
        }
        page.finish();
        Ok(())
    }

    fn noter(&mut self, place: usize, identifiant: Identifier) {
        if let Some(case) = self.identifiants.get_mut(place) {
            *case = Some(identifiant);
        }
    }

    fn lien(&self, boite: Boite, cible: &Cible, nom: &str) -> Option<Annotation> {
        let cible = match cible {
            Cible::Adresse(adresse) => {
                Target::Action(Action::Link(LinkAction::new(adresse.clone())))
            }
            Cible::Partie(rang) => {
                let mut parties = self.ouvrage.entrees.iter().filter(|e| e.niveau <= 1);
                Target::Destination(destination(parties.nth(*rang)?).into())
            }
        };
        let lien = LinkAnnotation::new(boite.rect()?, cible);
        Some(Annotation::new_link(lien, Some(nom.to_owned())))
    }

    fn trace(&mut self, surface: &mut Surface<'_>, trace: &Trace) {
        match trace {
            Trace::Texte {
                x,
                y,
                texte,
                style,
                place,
            } => {
                let balise = match place {
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                    None => artefact(ArtifactType::PaginationOther),
                };
                let identifiant = surface.start_tagged(balise);
                self.texte(surface, (*x, *y), texte, *style);
                surface.end_tagged();
                if let Some(place) = place {
                    self.noter(*place, identifiant);
                }
            }
            Trace::Aplat(boite, couleur) => {
                let mut chemin = PathBuilder::new();
                let Some(rect) = boite.rect() else { return };
                chemin.push_rect(rect);
                if let Some(chemin) = chemin.finish() {
                    surface.start_tagged(artefact(ArtifactType::Layout));
                    surface.set_fill(Some(encre(*couleur)));
                    surface.draw_path(&chemin);
                    surface.end_tagged();
                }
            }
            Trace::Dessin { boite, rang, place } => {
                let taille = Size::from_wh(boite.largeur, boite.hauteur);
                let dessin = self
                    .ouvrage
                    .dessins
                    .get(*rang)
                    .and_then(|d| d.arbre.as_ref());
                if let (Some(taille), Some(arbre)) = (taille, dessin) {
                    let identifiant = surface.start_tagged(ContentTag::Other);
                    surface.push_transform(&Transform::from_translate(boite.x, boite.y));
                    surface.draw_svg(arbre, taille, SvgSettings::default());
                    surface.pop();
                    surface.end_tagged();
                    self.noter(*place, identifiant);
                }
            }
            Trace::Logo { boite, place } => self.logo(surface, *boite, *place),
            Trace::Lien { .. } => {}
        }
    }

    fn logo(&mut self, surface: &mut Surface<'_>, boite: Boite, place: usize) {
        let logo = self.ouvrage.logo.map(|l| l.png.clone());
        let image = logo.and_then(|png| Image::from_png(png.into(), false).ok());
        if let (Some(image), Some(taille)) = (image, Size::from_wh(boite.largeur, boite.hauteur)) {
            let identifiant = surface.start_tagged(ContentTag::Other);
            surface.push_transform(&Transform::from_translate(boite.x, boite.y));
            surface.draw_image(image, taille);
            surface.pop();
            surface.end_tagged();
            self.noter(place, identifiant);
        }
    }

    fn texte(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), texte: &str, style: Style) {
        let glyphes: Vec<KrillaGlyph> = texte
            .char_indices()
            .filter_map(|(debut, lettre)| {
                let glyphe = self.polices.glyphe(style.gras, lettre)?;
                Some(KrillaGlyph::new(
                    GlyphId::new(u32::from(glyphe.numero)),
                    glyphe.avance,
                    0.0,
                    0.0,
                    0.0,
                    debut..debut + lettre.len_utf8(),
                    None,
                ))
            })
            .collect();
        let fonte = if style.gras {
            self.fontes.1.clone()
        } else {
            self.fontes.0.clone()
        };
        surface.set_fill(Some(encre(if style.accent {
            self.ouvrage.accent
        } else {
            style.couleur
        })));
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphes,
            fonte,
            texte,
            style.corps,
            false,
        );
    }
}

fn artefact(genre: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(genre))
}

fn encre((r, v, b): Couleur) -> Fill {
    Fill {
        paint: rgb::Color::new(r, v, b).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

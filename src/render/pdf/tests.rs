//! Every sign of a whole report can be set: the replacement is for what exports and offices write, not for our words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use super::view;
use super::world::Memory;
use crate::Project;
use crate::demo::{DemoOptions, demo};
use crate::model::{Lang, Overrides};
use crate::render::picture::{Need, draw};
use crate::render::{Edition, Theme};

/// The signs of texts and drawings for which no embedded font has a glyph.
fn without_glyph(texts: &[String]) -> BTreeSet<char> {
    let fonts = Memory::new("", Vec::new()).unwrap();
    texts.iter().flat_map(|text| text.chars()).filter(|c| !fonts.has_glyph(*c)).collect()
}

/// The texts of the document made from `folder`, and its charts as drawn.
fn texts(folder: &Path, lang: Lang) -> Vec<String> {
    let overrides = Overrides { lang: Some(lang), ..Overrides::default() };
    let report = Project::open(folder, &overrides).unwrap().run(&|_| ()).unwrap().report;
    let theme = Theme::default();
    let need = Need { drawn: true, ..Need::default() };
    let pictures = draw(&report, &theme.charts(), need).unwrap();
    assert!(!pictures.is_empty(), "a report without charts shows little");
    let edition = Edition { report: &report, pictures: &pictures, theme: &theme, more: &[] };
    let mut texts: Vec<String> = pictures.iter().map(|picture| picture.svg.clone()).collect();
    texts.push(view::report(&edition).to_string());
    texts
}

#[test]
fn a_sign_without_glyph_is_found() {
    let texts = ["95,10 % – đạt".to_owned(), "\u{1f3c1} hết".to_owned()];
    assert_eq!(without_glyph(&texts).into_iter().collect::<String>(), "\u{1f3c1}");
}

#[test]
fn every_sign_of_the_published_report_has_a_glyph() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    for lang in [Lang::Vi, Lang::En] {
        assert_eq!(without_glyph(&texts(&folder, lang)), BTreeSet::new(), "{lang:?}");
    }
}

#[test]
fn every_sign_of_a_demo_report_has_a_glyph() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path(), &DemoOptions { rows: 3_000, ..DemoOptions::default() }).unwrap();
    for lang in [Lang::Vi, Lang::En] {
        assert_eq!(without_glyph(&texts(folder.path(), lang)), BTreeSet::new(), "{lang:?}");
    }
}

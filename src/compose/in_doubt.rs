//! What the audit doubts, beside every figure that it touches: the figure itself and all that is computed from it.

use std::collections::BTreeSet;

use super::composer::Composer;
use super::report::{Block, Chapter, Span, Table, TableName};
use super::sentences::Phrase;
use crate::model::FigureId;

/// The anchor of the table of doubts.
pub(super) const DOUBTS: &str = "quality-checks-table";

/// Stands for the name of that table until it has its number; no text of a report has this sign.
const UNNAMED: char = '\u{fffc}';

impl Composer<'_> {
    /// Texts of the doubts that stand beside a figure.
    pub fn doubts(&self, id: &FigureId) -> Vec<String> {
        let checks = self.doubted().get(id).into_iter().flatten();
        checks.filter_map(|i| Some(self.audit.checks.get(*i)?.problem.get(self.lang).to_owned())).collect()
    }

    /// The doubted figures that a figure rests on, itself first: it and what its explanation names, and so on.
    pub fn resting_on_doubts(&self, id: &FigureId) -> Vec<FigureId> {
        if self.doubted().is_empty() {
            return Vec::new();
        }
        let explanations = self.explanations.borrow();
        let (mut found, mut seen) = (Vec::new(), BTreeSet::from([id]));
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            if self.doubted().contains_key(id) {
                found.push(id.clone());
            }
            let operands = explanations.get(id).into_iter().flat_map(|known| &known.operands);
            rest.extend(operands.filter_map(|(_, _, id)| id.as_ref()).filter(|id| seen.insert(*id)));
        }
        found
    }

    /// The value of a figure that is told somewhere.
    pub fn known_value(&self, id: &FigureId) -> Option<Span> {
        let text = self.explanations.borrow().get(id)?.value.clone();
        Some(Span::Figure { id: id.clone(), text })
    }

    /// That a figure should be checked, and why: `cần kiểm tra lại con số 1.459 tổ (…)`.
    pub fn to_check(&self, figure: Phrase, doubts: &[String]) -> Phrase {
        self.say(
            "cần kiểm tra lại con số {figure} ({doubts})",
            "the figure of {figure} should be checked ({doubts})",
            &[("figure", figure), ("doubts", doubts.join("; ").into())],
        )
    }

    /// The sentence, and behind it which of its figures are to be checked.
    pub fn marked(&self, words: Phrase) -> Phrase {
        let (mut own, mut resting) = (Vec::new(), Vec::new());
        for span in &words.0 {
            let Span::Figure { id, text } = span else { continue };
            match self.resting_on_doubts(id).first() {
                Some(first) if first == id => own.push(text.as_str()),
                Some(_) => resting.push(text.as_str()),
                None => {}
            }
        }
        for texts in [&mut own, &mut resting] {
            let mut met = BTreeSet::new();
            texts.retain(|text| met.insert(*text));
        }
        // Where the doubted figure itself is told, what follows from it needs no mark of its own.
        let mark = match (own.as_slice(), resting.as_slice()) {
            ([], []) => return words,
            ([], texts) => {
                let texts = self.list_of(texts);
                self.t(
                    &format!(" (cần kiểm tra lại số liệu làm căn cứ cho {texts})"),
                    &format!(" (figures behind {texts} should be checked)"),
                )
            }
            (texts, _) => {
                let listed = self.list_of(texts);
                self.t(
                    &format!(" (cần kiểm tra lại con số {listed})"),
                    &format!(
                        " (the {} of {listed} should be checked)",
                        if texts.len() == 1 { "figure" } else { "figures" }
                    ),
                )
            }
        };
        words.then(mark)
    }

    fn list_of(&self, texts: &[&str]) -> String {
        let all: Vec<Phrase> = texts.iter().map(|text| Phrase::from(*text)).collect();
        Phrase::joined(all, ", ", self.lang.pick(" và ", " and ")).text()
    }

    /// The remark of a table's row whose figure is doubted: it leads to the table of doubts, which [`name_doubts`] names.
    ///
    /// [`name_doubts`]: Self::name_doubts
    pub fn doubtful(&self) -> String {
        self.t(&format!("nghi vấn, xem {UNNAMED}"), &format!("in doubt, see {UNNAMED}"))
    }

    /// Names the table of doubts in the remarks that lead to it, now that it has its number.
    pub fn name_doubts(&self, chapters: &mut [Chapter]) {
        fn tables(chapters: &mut [Chapter]) -> impl Iterator<Item = &mut Table> {
            chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks).filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            })
        }
        let doubts = tables(chapters).find(|table| table.id == DOUBTS).map(|table| TableName {
            id: table.id.clone(),
            number: table.number,
            text: self.table_name(table.number),
        });
        let chapter = || self.t("Chất lượng số liệu", "Quality of the figures");
        let text = doubts.as_ref().map_or_else(chapter, |table| table.text.clone());
        for table in tables(chapters) {
            let unnamed = table.notes.iter_mut().filter(|note| note.contains(UNNAMED));
            unnamed.for_each(|note| *note = note.replace(UNNAMED, &text));
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            for cell in cells.filter(|cell| cell.text.contains(UNNAMED)) {
                cell.text = cell.text.replace(UNNAMED, &text);
                cell.see.clone_from(&doubts);
            }
        }
    }

    /// The mark of a key figure; empty where nothing is doubted.
    pub fn mark_of(&self, id: &FigureId) -> String {
        match self.resting_on_doubts(id).first() {
            Some(first) if first == id => {
                self.t("cần kiểm tra lại con số này", "this figure should be checked")
            }
            Some(_) => self.t("cần kiểm tra lại số liệu làm căn cứ", "figures behind it should be checked"),
            None => String::new(),
        }
    }
}

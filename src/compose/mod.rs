//! Compose: [`Summary`] → [`Report`]: headings, sentences, tables, figures, notes; no format yet.
//!
//! Every number becomes words here and nowhere else: rounding and number formats live in one place.

pub mod asked;
mod binding;
mod borders;
mod chapters;
mod charts;
mod cite;
mod codes;
mod composer;
mod data;
mod explain;
mod in_doubt;
mod labels;
mod leading;
mod markdown;
pub mod names;
mod other_periods;
mod place_words;
pub mod report;
pub mod sentences;
mod signing;
mod tables;
mod tabs;
mod ties;
pub mod tongue;
pub mod trend_list;
mod view;
mod whole;
mod words;

pub use crate::model::numbers;
pub use data::SummaryTable;
pub use data::origins::OriginTable;
pub use report::Report;
use report::{Chapter, DataTable, Rows};

use std::collections::BTreeMap;

use composer::Composer;
use labels::Labels;

use crate::analyse::Summary;
use crate::clean::Audit;
use crate::clean::tables::Origin;
use crate::model::Settings;
use crate::model::register::Registers;

/// The lines behind the figures, for those that were looked up again.
///
/// Only what may be published: the cells of contract columns without the free text of questions.
pub type SourceLines = BTreeMap<Origin, String>;

/// An office's own words: chapter id (`coverage`, `teams`, ...) → text of `notes/<chapter>.md`.
pub type Notes = BTreeMap<String, String>;

/// Writes the report in the language of `settings`.
pub fn compose(
    summary: &Summary,
    audit: &Audit,
    lines: &SourceLines,
    notes: &Notes,
    settings: &Settings,
    registers: &Registers,
) -> Report {
    let data = || data_tables(summary, settings, registers).iter().map(Rows::at_hand).collect();
    write(summary, audit, lines, notes, settings, registers, data).0
}

/// The report without its chapters and without its tables: the words that go with [`data_tables`].
pub fn words_alone(summary: &Summary, audit: &Audit, settings: &Settings, registers: &Registers) -> Report {
    let c = Composer::new(summary, audit, &NO_LINES, settings, registers);
    around(&c, Vec::new())
}

/// The tables for machines; their rows are made when they are written.
pub fn data_tables<'a>(
    summary: &'a Summary,
    settings: &Settings,
    registers: &'a Registers,
) -> Vec<SummaryTable<'a>> {
    data::tables(summary, Labels::new(registers, settings.lang), settings.lang)
}

/// The lines behind the rows of [`data_tables`]; made when they are written, too.
pub fn origins<'a>(
    summary: &'a Summary,
    audit: &'a Audit,
    settings: &Settings,
    registers: &'a Registers,
) -> OriginTable<'a> {
    OriginTable::new(summary, audit, data_tables(summary, settings, registers), settings.lang)
}

/// The lines that the explanations of a report show, in the order of files and lines: what a second pass over
/// the exports looks up for [`compose`].
pub fn lines_wanted(
    summary: &Summary,
    audit: &Audit,
    settings: &Settings,
    registers: &Registers,
) -> Vec<Origin> {
    write(summary, audit, &SourceLines::new(), &Notes::new(), settings, registers, Vec::new).1
}

fn write(
    summary: &Summary,
    audit: &Audit,
    lines: &SourceLines,
    notes: &Notes,
    settings: &Settings,
    registers: &Registers,
    data: impl FnOnce() -> Vec<DataTable> + Send,
) -> (Report, Vec<Origin>) {
    let desk = || Composer::new(summary, audit, lines, settings, registers);
    let report = || {
        let c = desk();
        let mut chapters = chapters::all(&c);
        c.name_doubts(&mut chapters);
        for chapter in &mut chapters {
            chapter.blocks.extend(words::office_note(&c, notes.get(&chapter.id)));
        }
        let mut report = around(&c, chapters);
        report.topics = chapters::topic_subjects(&c);
        report.data = data();
        (report, c)
    };
    // The pages of places are half of the work: they are written beside the rest, at a desk of their own.
    let places = || {
        let c = desk();
        (chapters::places(&c), c)
    };
    let ((mut report, c), (places, beside)) = rayon::join(report, places);
    report.places = places;
    let c = c.with(beside);
    let names = whole::WholeNames::new(registers, &c.names, c.lang);
    let wanted = c.finish(&mut report);
    binding::bind(&mut report, &names);
    (report, wanted.into_iter().collect())
}

/// What stands around the chapters.
fn around(c: &Composer<'_>, chapters: Vec<Chapter>) -> Report {
    Report {
        lang: c.lang,
        title: words::title(c),
        subtitle: words::subtitle(c),
        day: c.summary.as_of.map(|day| day.end()),
        office: words::office(c).map(str::to_owned),
        signing: Some(signing::signing(c)),
        invented: c.settings.invented.then(|| words::invented(c)),
        words: words::fixed(c),
        chapters,
        imprint: words::imprint(c),
        ..Report::default()
    }
}

/// The lines of a report that shows none.
static NO_LINES: SourceLines = SourceLines::new();

#[cfg(test)]
mod agreement_tests;
#[cfg(test)]
mod claims_tests;
#[cfg(test)]
mod comparison_tests;
#[cfg(test)]
mod drawing_tests;
#[cfg(test)]
mod place_wording_tests;
#[cfg(test)]
mod proof_tests;
#[cfg(test)]
mod quality_wording_tests;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod target_wording_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod topic_wording_tests;
#[cfg(test)]
mod wording_tests;

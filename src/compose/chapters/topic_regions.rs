//! What the regions ask about.

use std::collections::BTreeMap;

use super::topics::{Focus, heading};
use crate::analyse::summary::RegionTopic;
use crate::compose::cite::FEW_QUESTIONS;
use crate::compose::composer::Composer;
use crate::compose::names::{list, to_name};
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, words};
use crate::compose::ties::tied;
use crate::model::register::UNMATCHED;

/// Topics with as many questions that are named in a cell.
const TIED: usize = 3;

/// The topics of one region, most asked first.
type Region<'a> = Vec<&'a RegionTopic>;

/// The section; from two regions with enough questions on.
pub(super) fn section(c: &Composer<'_>, focus: &Focus<'_>, blocks: &mut Vec<Block>) {
    let summary = c.summary;
    let mut regions: Vec<Region<'_>> = Vec::new();
    for row in
        summary.region_topics.iter().filter(|row| row.period == focus.period && *row.topic != *UNMATCHED)
    {
        match regions.last_mut() {
            Some(region)
                if region
                    .first()
                    .is_some_and(|first| (first.vintage, &first.region) == (row.vintage, &row.region)) =>
            {
                region.push(row)
            }
            _ => regions.push(vec![row]),
        }
    }
    regions.retain(|region| region.first().is_some_and(|first| first.total >= FEW_QUESTIONS));
    for region in &mut regions {
        region.sort_by(|a, b| {
            let by_name = || c.names.compare(&c.topic(&a.topic), &c.topic(&b.topic));
            b.questions.cmp(&a.questions).then_with(by_name)
        });
    }
    if regions.len() < 2 {
        return;
    }
    blocks.push(heading(c, "topics-regions-section", "Chủ đề theo vùng", "Topics by region"));
    blocks.push(Block::Paragraph(paragraph([leaders(c, &regions)])));
    blocks.push(table(c, focus, &regions));
}

/// The topics asked about most, and those that come next; those with as many questions stand together.
fn places_of<'r, 'a>(region: &'r [&'a RegionTopic]) -> (&'r [&'a RegionTopic], &'r [&'a RegionTopic]) {
    let (first, rest) = region.split_at(tied(region, |row| row.questions));
    (first, &rest[..tied(rest, |row| row.questions)])
}

/// Which topic leads in which regions.
fn leaders(c: &Composer<'_>, regions: &[Region<'_>]) -> Phrase {
    // Topics asked as often lead together.
    let mut led: BTreeMap<Vec<&str>, Vec<&RegionTopic>> = BTreeMap::new();
    for region in regions {
        let most = places_of(region).0;
        let topics = most.iter().map(|row| &*row.topic).collect();
        led.entry(topics).or_default().extend(most.first());
    }
    let mut led: Vec<(Vec<&str>, Vec<&RegionTopic>)> = led.into_iter().collect();
    led.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    let shares_of = |rows: &[&RegionTopic], each: bool| -> Phrase {
        let (before, after) = match each {
            true => c.lang.pick(("mỗi chủ đề ", ""), ("", " each")),
            false => ("", ""),
        };
        let shares: Vec<Phrase> = rows
            .iter()
            .map(|row| {
                Phrase::from(format!("{} ({before}", c.region_in(&row.region)))
                    .then(c.region_share(row, true))
                    .then(format!("{after})"))
            })
            .collect();
        Phrase::joined(shares, ", ", c.lang.pick(" và ", " and "))
    };
    let named = |topics: &[&str]| -> String {
        let names: Vec<String> = topics.iter().map(|topic| format!("“{}”", c.topic(topic))).collect();
        list(c.lang, &names, TIED, ("chủ đề", "topic", "topics"))
    };
    let told: Vec<Phrase> = led
        .iter()
        .map(|(topics, rows)| {
            c.say(
                "{topics} ở {regions}",
                "{topics} in {regions}",
                &[("topics", named(topics).into()), ("regions", shares_of(rows, topics.len() > 1))],
            )
        })
        .collect();
    if let [(topics, rows)] = led.as_slice() {
        return c.say(
            "cả {n} vùng đều hỏi nhiều nhất về {topics}: {regions}",
            "all {n} regions ask most about {topics}: {regions}",
            &[
                ("n", rows.len().to_string().into()),
                ("topics", named(topics).into()),
                ("regions", shares_of(rows, topics.len() > 1)),
            ],
        );
    }
    c.say(
        "chủ đề được hỏi nhiều nhất: {told}",
        "the topic most asked about is {told}",
        &[("told", Phrase::joined(told, "; ", "; "))],
    )
}

fn table(c: &Composer<'_>, focus: &Focus<'_>, regions: &[Region<'_>]) -> Block {
    let rows = regions
        .iter()
        .filter_map(|region| {
            let first = *region.first()?;
            let (most, next) = places_of(region);
            let share = |rows: &[&RegionTopic]| {
                let row = rows.first();
                figure(row.map(|row| c.region_share(row, false)), row.map(|row| row.share.0))
            };
            let name = |rows: &[&RegionTopic]| {
                let names: Vec<String> = rows.iter().map(|row| c.topic(&row.topic)).collect();
                let noun = ("chủ đề", "topic", "topics");
                // Names have commas of their own: several of them stand apart.
                words(match to_name(names.len(), TIED) {
                    named if named == names.len() => names.join("; "),
                    named => {
                        let rest = c.count_of((names.len() - named) as u64, noun);
                        let rest = c.t(&format!("và {rest} khác"), &format!("and {rest} more"));
                        format!("{} {rest}", names[..named].join("; "))
                    }
                })
            };
            Some(TableRow {
                cells: vec![
                    words(c.region_name(&first.region)),
                    words(format!("{}/{}", first.places_with_figures, first.places_expected)),
                    number(c.n.count(first.total), first.total as f64),
                    name(most),
                    share(most),
                    words(format!("{}–{}", c.n.decimal(first.share.1, 1), c.n.decimal(first.share.2, 1))),
                    name(next),
                    share(next),
                ],
                strong: false,
                ..TableRow::default()
            })
        })
        .collect();
    let names: Vec<String> = regions
        .iter()
        .filter_map(|region| region.first())
        .filter(|row| row.partial)
        .map(|row| c.region_in(&row.region))
        .collect();
    let mut notes = Vec::new();
    if regions.iter().map(|region| places_of(region)).any(|(most, next)| most.len() > 1 || next.len() > 1) {
        notes.push(c.t(
            "Các chủ đề cách nhau bằng dấu chấm phẩy có cùng số câu hỏi; tỷ trọng là của từng chủ đề.",
            "Topics set apart by a semicolon have as many questions each; the share is that of each of them.",
        ));
    }
    if !names.is_empty() {
        let names = list(c.lang, &names, 6, ("vùng", "region", "regions"));
        notes.push(c.t(
            &format!("Chưa đầy đủ ở {names}: có câu hỏi không ghi số lượng."),
            &format!("Incomplete in {names}: some questions carry no count."),
        ));
    }
    let period = c.n.period(focus.period);
    let table = Table {
        id: "topics-regions-table".to_owned(),
        title: c.t(&format!("Chủ đề theo vùng, {period}"), &format!("Topics by region, {period}")),
        columns: vec![
            text_column(c.t("Vùng", "Region")),
            number_column(c.t("Số đơn vị có câu hỏi", "Provinces with questions"), ""),
            number_column(c.t("Số câu hỏi", "Questions"), ""),
            text_column(c.t("Hỏi nhiều nhất", "Most asked about")),
            number_column(c.t("Tỷ trọng", "Share"), "%"),
            number_column(c.t("Khoảng tin cậy 95\u{a0}%", "95% interval"), "%"),
            text_column(c.t("Nhiều thứ hai", "Second")),
            number_column(c.t("Tỷ trọng", "Share"), "%"),
        ],
        rows,
        notes,
        source: c.source(focus.rows.iter().map(|row| (None, &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}

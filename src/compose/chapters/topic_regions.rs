//! What the regions ask about.

use std::collections::BTreeMap;

use super::topics::{Focus, heading};
use crate::analyse::summary::RegionTopic;
use crate::compose::cite::FEW_QUESTIONS;
use crate::compose::composer::Composer;
use crate::compose::names::list;
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, words};
use crate::model::register::UNMATCHED;

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
        region.sort_by(|a, b| b.questions.cmp(&a.questions).then_with(|| a.topic.cmp(&b.topic)));
    }
    if regions.len() < 2 {
        return;
    }
    blocks.push(heading(c, "topics-regions-section", "Chủ đề theo vùng", "Topics by region"));
    blocks.push(Block::Paragraph(paragraph([leaders(c, &regions)])));
    blocks.push(table(c, focus, &regions));
}

/// Which topic leads in which regions.
fn leaders(c: &Composer<'_>, regions: &[Region<'_>]) -> Phrase {
    let mut led: BTreeMap<&str, Vec<&RegionTopic>> = BTreeMap::new();
    for first in regions.iter().filter_map(|region| region.first()) {
        led.entry(&first.topic).or_default().push(first);
    }
    let mut led: Vec<(&str, Vec<&RegionTopic>)> = led.into_iter().collect();
    led.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let shares_of = |rows: &[&RegionTopic]| -> Phrase {
        let shares: Vec<Phrase> = rows
            .iter()
            .map(|row| {
                Phrase::from(format!("{} (", c.region_in(&row.region)))
                    .then(c.region_share(row, true))
                    .then(")")
            })
            .collect();
        Phrase::joined(shares, ", ", c.lang.pick(" và ", " and "))
    };
    let told: Vec<Phrase> = led
        .iter()
        .map(|(topic, rows)| {
            c.say(
                "“{topic}” ở {regions}",
                "“{topic}” in {regions}",
                &[("topic", c.topic(topic).into()), ("regions", shares_of(rows))],
            )
        })
        .collect();
    if let [(topic, rows)] = led.as_slice() {
        return c.say(
            "cả {n} vùng đều hỏi nhiều nhất về “{topic}”: {regions}",
            "all {n} regions ask most about “{topic}”: {regions}",
            &[
                ("n", rows.len().to_string().into()),
                ("topic", c.topic(topic).into()),
                ("regions", shares_of(rows)),
            ],
        );
    }
    c.say(
        "chủ đề được hỏi nhiều nhất: {told}",
        "most asked about: {told}",
        &[("told", Phrase::joined(told, "; ", "; "))],
    )
}

fn table(c: &Composer<'_>, focus: &Focus<'_>, regions: &[Region<'_>]) -> Block {
    let rows = regions
        .iter()
        .filter_map(|region| {
            let first = *region.first()?;
            let share = |row: Option<&&RegionTopic>| {
                figure(row.map(|row| c.region_share(row, false)), row.map(|row| row.share.0))
            };
            let name =
                |row: Option<&&RegionTopic>| words(row.map(|row| c.topic(&row.topic)).unwrap_or_default());
            Some(TableRow {
                cells: vec![
                    words(c.region_name(&first.region)),
                    words(format!("{}/{}", first.places_with_figures, first.places_expected)),
                    number(c.n.count(first.total), first.total as f64),
                    name(region.first()),
                    share(region.first()),
                    words(format!("{}–{}", c.n.decimal(first.share.1, 1), c.n.decimal(first.share.2, 1))),
                    name(region.get(1)),
                    share(region.get(1)),
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
            number_column(c.t("Số tỉnh, thành phố có câu hỏi", "Provinces with questions"), ""),
            number_column(c.t("Số câu hỏi", "Questions"), ""),
            text_column(c.t("Hỏi nhiều nhất", "Most asked about")),
            number_column(c.t("Tỷ trọng", "Share"), "%"),
            number_column(c.t("Khoảng tin cậy 95\u{a0}%", "95% interval"), "%"),
            text_column(c.t("Nhiều thứ hai", "Second")),
            number_column(c.t("Tỷ trọng", "Share"), "%"),
        ],
        rows,
        notes,
        source: String::new(),
        number: 0,
    };
    c.table(c.tidy(table))
}

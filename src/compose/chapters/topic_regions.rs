//! What the regions ask about.

use std::collections::BTreeMap;

use super::topic_focus::{Focus, heading};
use crate::analyse::summary::RegionTopic;
use crate::compose::cite::FEW_QUESTIONS;
use crate::compose::composer::Composer;
use crate::compose::leading::together;
use crate::compose::names::{list, to_name};
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, interval, number, number_column, text_column, words};
use crate::compose::ties::tied;
use crate::model::Lang;
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
        region.sort_by(|a, b| b.questions.cmp(&a.questions).then_with(|| c.topic_order(&a.topic, &b.topic)));
    }
    if regions.len() < 2 {
        return;
    }
    blocks.push(heading(c, "topics-regions-section", "Chủ đề theo vùng", "Topics by region"));
    blocks.push(Block::Paragraph(paragraph(leaders(c, &regions))));
    blocks.push(table(c, focus, &regions));
}

/// The topics asked about most, and those that come next; those with as many questions stand together.
fn places_of<'r, 'a>(region: &'r [&'a RegionTopic]) -> (&'r [&'a RegionTopic], &'r [&'a RegionTopic]) {
    let (first, rest) = region.split_at(tied(region, |row| row.questions));
    (first, &rest[..tied(rest, |row| row.questions)])
}

/// Which topic leads in which regions; those that are not told apart lead together, and of many none is named.
fn leaders(c: &Composer<'_>, regions: &[Region<'_>]) -> Vec<Phrase> {
    // The topics, and whether they are asked about as often.
    let mut led: BTreeMap<(Vec<&str>, bool), Vec<&Region<'_>>> = BTreeMap::new();
    let mut open: Vec<(&RegionTopic, usize)> = Vec::new();
    let every = regions.len();
    for region in regions {
        let lead = together(region, |row| row.questions);
        let Some(first) = region.first() else { continue };
        if lead > TIED {
            open.push((first, lead));
            continue;
        }
        let mut topics: Vec<&str> = region.iter().take(lead).map(|row| &*row.topic).collect();
        topics.sort_unstable();
        let even = tied(region, |row| row.questions) == lead;
        led.entry((topics, even)).or_default().push(region);
    }
    let mut led: Vec<_> = led.into_iter().collect();
    // Where one topic leads alone, first.
    led.sort_by(|((a, _), of_a), ((b, _), of_b)| {
        let shared = |topics: &[&str]| topics.len() > 1;
        shared(a).cmp(&shared(b)).then_with(|| of_b.len().cmp(&of_a.len())).then_with(|| a.cmp(b))
    });
    let told: Vec<Phrase> = led
        .iter()
        .map(|((topics, even), rows)| {
            // In the order of their questions, as the table has them.
            let asked = |topic: &str| {
                let rows = rows.iter().flat_map(|region| region.iter());
                rows.filter(|row| &*row.topic == topic).map(|row| row.questions).sum::<u64>()
            };
            let mut topics = topics.clone();
            topics.sort_by(|a, b| asked(b).cmp(&asked(a)).then_with(|| c.topic_order(a, b)));
            let names: Vec<String> = topics.iter().map(|topic| format!("“{}”", c.topic(topic))).collect();
            let (before, after) = match (topics.len(), c.lang) {
                (1, _) => ("", ""),
                (_, Lang::Vi) => ("mỗi chủ đề ", ""),
                (_, Lang::En) => ("", " each"),
            };
            // Of topics that are not asked about as often each has a share of its own: the table tells them.
            let regions = rows.iter().filter_map(|region| region.first()).map(|row| {
                let region = Phrase::from(c.region_in(&row.region));
                match even {
                    true => region
                        .then(format!(" ({before}"))
                        .then(c.region_share(row, true))
                        .then(format!("{after})")),
                    false => region,
                }
            });
            let slots = [
                ("topics", list(c.lang, &names, TIED, ("chủ đề", "topic", "topics")).into()),
                ("regions", Phrase::joined(regions.collect(), ", ", c.lang.pick(" và ", " and "))),
                ("n", rows.len().to_string().into()),
            ];
            let all = rows.len() == every;
            let (vi, en) = match (all, even) {
                (true, true) => (
                    "cả {n} vùng đều hỏi nhiều nhất về {topics}: {regions}",
                    "all {n} regions asked most about {topics}: {regions}",
                ),
                (true, false) => (
                    "cả {n} vùng đều hỏi nhiều nhất về {topics} (chưa phân được hơn kém)",
                    "all {n} regions asked most about {topics} (too close to rank)",
                ),
                (false, true) => ("{topics} ở {regions}", "{topics} in {regions}"),
                (false, false) => (
                    "{topics} (chưa phân được hơn kém) ở {regions}",
                    "{topics} (too close to rank) in {regions}",
                ),
            };
            c.say(vi, en, &slots)
        })
        .collect();
    let said = match led.as_slice() {
        [] => Phrase::default(),
        [(_, rows)] if rows.len() == every => Phrase::joined(told, "", ""),
        _ => c.say(
            "chủ đề được hỏi nhiều nhất: {told}",
            "the topics asked about most were {told}",
            &[("told", Phrase::joined(told, "; ", "; "))],
        ),
    };
    let counts = || open.iter().map(|(_, lead)| *lead);
    let (Some(least), Some(most)) = (counts().min(), counts().max()) else { return vec![said] };
    let range = match least == most {
        true => most.to_string(),
        false => c.t(&format!("từ {least} đến {most}"), &format!("{least} to {most}")),
    };
    let names: Vec<String> = open.iter().map(|(row, _)| c.region_in(&row.region)).collect();
    let slots = [
        ("regions", list(c.lang, &names, names.len(), ("vùng", "region", "regions")).into()),
        ("n", open.len().to_string().into()),
        ("range", range.into()),
    ];
    let (vi, en) = match said.is_empty() {
        true => (
            "ở cả {n} vùng, có {range} chủ đề ở tốp đầu chưa phân được hơn kém, nên chưa thể nói chủ đề nào được hỏi nhiều nhất",
            "in all {n} regions, {range} topics at the top are too close to rank",
        ),
        false => (
            "ở {regions}, có {range} chủ đề ở tốp đầu chưa phân được hơn kém, nên chưa thể nói chủ đề nào được hỏi nhiều nhất",
            "in {regions}, {range} topics at the top are too close to rank",
        ),
    };
    vec![said, c.say(vi, en, &slots)]
}

fn table(c: &Composer<'_>, focus: &Focus<'_>, regions: &[Region<'_>]) -> Block {
    let rows: Vec<TableRow> = regions
        .iter()
        .filter_map(|region| {
            let first = *region.first()?;
            let (most, next) = places_of(region);
            // Where the text says that none is the first, the table names none as such.
            let lead = together(region, |row| row.questions);
            let open = lead > TIED;
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
                    match open {
                        true => words(c.t(
                            &format!("{lead} chủ đề chưa phân được hơn kém"),
                            &format!("{lead} topics too close to rank"),
                        )),
                        false => name(most),
                    },
                    if open { words("") } else { share(most) },
                    match open {
                        true => words(""),
                        false => interval(
                            format!("{}–{}", c.n.decimal(first.share.1, 1), c.n.decimal(first.share.2, 1)),
                            (first.share.1, first.share.2),
                        ),
                    },
                    if open { words("") } else { name(next) },
                    if open { words("") } else { share(next) },
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
    // Notes speak of what the cells say: a region whose first topics are too many names none of them.
    let lead = |region: &Region<'_>| together(region, |row| row.questions);
    if regions.iter().any(|region| (2..=TIED).contains(&lead(region))) {
        notes.push(c.t(
            "Chủ đề xếp theo số câu hỏi; nơi các chủ đề dẫn đầu chưa phân được hơn kém, thứ tự giữa chúng chưa chắc chắn.",
            "Topics are in the order of their questions; where those that lead are too close to rank, their order is not certain.",
        ));
    }
    if rows.iter().any(|row| row.cells.iter().any(|cell| cell.text.contains("; "))) {
        notes.push(c.t(
            "Các chủ đề cách nhau bằng dấu chấm phẩy có cùng số câu hỏi; tỷ trọng là của từng chủ đề.",
            "Topics separated by semicolons have equal numbers of questions; the share is that of each of them.",
        ));
    }
    if !names.is_empty() {
        let names = list(c.lang, &names, 6, ("vùng", "region", "regions"));
        notes.push(c.t(
            &format!("Chưa đầy đủ ở {names}: có câu hỏi không ghi số lượng."),
            &format!("Incomplete in {names}: some rows give no number of questions."),
        ));
    }
    let period = c.n.period(focus.period);
    let table = Table {
        id: "topics-regions-table".to_owned(),
        title: c.t(&format!("Chủ đề theo vùng, {period}"), &format!("Topics by region, {period}")),
        columns: vec![
            text_column(c.t("Vùng", "Region")),
            number_column(c.t("Số đơn vị có câu hỏi", "Provinces with questions"), "").aside().headed([
                c.t("Số đơn vị có câu hỏi", "Provinces with questions"),
                c.t("Tổng số đơn vị của vùng", "Provinces in the region"),
            ]),
            number_column(c.t("Số câu hỏi", "Questions"), "").aside(),
            text_column(c.t("Hỏi nhiều nhất", "Most asked about")),
            number_column(c.t("Tỷ trọng", "Share"), "%"),
            number_column(c.t("Khoảng tin cậy 95\u{a0}%", "95% interval"), "%").aside(),
            text_column(c.t("Nhiều thứ hai", "Second")),
            number_column(c.t("Tỷ trọng thứ hai", "Second share"), "%").aside(),
        ],
        rows,
        notes,
        source: c.source(focus.rows.iter().map(|row| (None, &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}

//! The chapter on methods: how each figure is made, and what the figures can show at all.

use super::method_tests::FEWEST_PERIODS;
use super::method_words::{PARTS, Part, Use};
use super::topic_profiles;
use crate::analyse::summary::TargetVerdict;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{text_column, words};
use crate::model::register::{Indicator, UNMATCHED};

/// Joined series named in the methods; more are counted.
const JOINS_TOLD: usize = 6;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = vec![heading(c, "methods-borders", "Địa giới", "Boundaries"), borders(c)];
    for Part { id, title: (vi, en), sentences } in PARTS {
        let used = sentences.iter().filter(|(of, _, _)| uses(c, *of));
        let told = paragraph(used.map(|(_, vi, en)| Phrase::from(c.t(vi, en))));
        if told.is_empty() {
            continue;
        }
        // Without coverage the first part holds what goes for all figures.
        let (vi, en) = match *id == "methods-coverage" && !uses(c, Use::Coverage) {
            true => ("Cách tính chung", "Computation"),
            false => (*vi, *en),
        };
        blocks.push(heading(c, id, vi, en));
        blocks.push(Block::Paragraph(told));
        if *id == "methods-trends" {
            blocks.extend(joined(c));
            blocks.extend(super::method_tests::families(c));
        }
    }
    let known: Vec<_> = c.indicators().iter().filter_map(|view| c.indicator(&view.id)).collect();
    if !known.is_empty() {
        blocks.push(heading(c, "methods-indicators", "Định nghĩa chỉ tiêu", "Definitions of indicators"));
        let rows = known
            .iter()
            .map(|indicator| TableRow {
                cells: vec![
                    words(indicator.name.get(c.lang)),
                    words(&indicator.unit),
                    words(concept(c, indicator)),
                    words(indicator.office.get(c.lang)),
                ],
                strong: false,
                ..TableRow::default()
            })
            .collect();
        let table = Table {
            id: "methods-indicators-table".to_owned(),
            title: c.t("Chỉ tiêu của báo cáo", "Indicators of the report"),
            columns: vec![
                text_column(c.t("Chỉ tiêu", "Indicator")),
                text_column(c.t("Đơn vị tính", "Unit")),
                text_column(c.t("Khái niệm", "Concept")),
                text_column(c.t("Cơ quan giữ số liệu", "Office that keeps it")),
            ],
            rows,
            ..Table::default()
        };
        blocks.push(c.table(c.tidy(table)));
    }
    Chapter { id: "methods".to_owned(), title: c.t("Phương pháp", "Methods"), blocks }
}

/// Whether the edition tells anything that a sentence explains.
fn uses(c: &Composer<'_>, of: Use) -> bool {
    let s = c.summary;
    let longest = || {
        let coverage = s.coverage_trends.iter().map(|trend| trend.trend.n);
        let topics = s.topic_trends.iter().map(|trend| trend.trend.n);
        coverage
            .chain(topics)
            .chain(s.team_trends.iter().map(|trend| trend.trend.n))
            .max()
            .unwrap_or_default()
    };
    let tested = || s.families.iter().any(|family| family.tests > 0 && family.longest >= FEWEST_PERIODS);
    match of {
        Use::Always => true,
        Use::Coverage => !s.coverage.is_empty(),
        Use::Contributions => !s.contributions.is_empty(),
        Use::Convergence => !s.convergence.is_empty(),
        Use::Spread => !s.spread.is_empty(),
        Use::Topics => !s.topics.is_empty() || !s.uncounted.is_empty(),
        Use::Counted => s.topics.iter().any(|row| row.total > 0),
        Use::Uncounted => !s.uncounted.is_empty(),
        Use::Moves => !s.moves_compared.is_empty(),
        Use::Distinctive => !s.distinctive.is_empty(),
        Use::Alike => topic_profiles::told(c),
        Use::Compared => !s.distinctive.is_empty() || topic_profiles::told(c),
        Use::Teams => !s.teams.is_empty(),
        Use::Short => longest() > 1 && !tested(),
        Use::Slopes => longest() >= 3,
        Use::Tests => tested(),
        Use::Unmatched => tested() && s.topics.iter().any(|row| *row.topic == *UNMATCHED),
        Use::Targets => !s.targets.is_empty(),
        Use::Expired => s.targets.iter().any(|row| row.verdict == TargetVerdict::Unseen),
        Use::Commitments => !s.commitments.is_empty(),
    }
}

/// What an indicator says, by what it is broken down, and since when.
fn concept(c: &Composer<'_>, indicator: &Indicator) -> String {
    let mut text = indicator.concept.get(c.lang).to_owned();
    let breakdowns = indicator.breakdowns.get(c.lang);
    if !breakdowns.is_empty() {
        text += &c.t(&format!(" Phân tổ: {breakdowns}."), &format!(" Broken down by {breakdowns}."));
    }
    if let (version, Some(since)) = (indicator.version, indicator.since) {
        text += &c.t(
            &format!(" Định nghĩa v{version} áp dụng từ năm {since}; số liệu trước đó theo định nghĩa cũ."),
            &format!(" Definition v{version} holds since {since}; figures before follow the one before."),
        );
    }
    text
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// Series that go on through a change, because the project says so: what, where, and who says it.
fn joined(c: &Composer<'_>) -> Option<Block> {
    let items: Vec<_> = c
        .summary
        .joined
        .iter()
        .map(|joined| {
            let (what, by) = (joined.told.change.text(), c.said_by(joined));
            let count = joined.joins.len();
            let mut places: Vec<String> = joined
                .joins
                .iter()
                .map(|join| format!("{}, {}", c.indicator_name(&join.indicator), c.place_in(&join.place)))
                .collect();
            places.dedup();
            let listed = places.iter().take(JOINS_TOLD).cloned().collect::<Vec<_>>().join("; ");
            let more = if places.len() > JOINS_TOLD { "; …" } else { "" };
            let said = match count {
                0 if joined.figures == 0 => c.t(
                    &format!("Thay đổi {}: không có số liệu nào thuộc phạm vi của mục này ({by}).", what.vi),
                    &format!("Change of {}: there are no figures that this entry is about ({by}).", what.en),
                ),
                0 => c.t(
                    &format!("Thay đổi {}: không có chuỗi nào bị ngắt như vậy ({by}).", what.vi),
                    &format!("Change of {}: no series was broken by one ({by}).", what.en),
                ),
                _ => c.t(
                    &format!("Chuỗi số liệu được nối qua thay đổi {} ở {count} chỗ ({listed}{more}), theo {by}.", what.vi),
                    &format!("Series go on through a change of {} in {count} places ({listed}{more}), as {by} says.", what.en),
                ),
            };
            paragraph([Phrase::from(said)])
        })
        .collect();
    (!items.is_empty()).then_some(Block::List(items))
}

fn borders(c: &Composer<'_>) -> Block {
    Block::Paragraph(paragraph([Phrase::from(c.borders_at_length())]))
}

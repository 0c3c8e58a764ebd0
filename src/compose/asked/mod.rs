//! Answers to `nhipso explain`: any figure of the report, and any row of any table, by its name.
//!
//! A row is named by its table, its place (code, name, or nothing for all places) and the other cells of its key; key
//! cells may be left out as long as one row is meant. A column may follow: `targets/14/adults_smartphone/2025/gap`.

mod ground;
mod names;
#[cfg(test)]
mod tests;

use names::{Met, Row, segments};

use super::chapters;
use super::composer::Composer;
use super::report::{Explanation, SourceLine, Span, Value, Words};
use super::{SourceLines, codes, words};
use crate::analyse::Summary;
use crate::clean::tables::Origin;
use crate::clean::{Audit, Check};
use crate::model::register::Registers;
use crate::model::table::{self, COVERED, Col, Column, Kind, TOTAL};
use crate::model::{FigureId, Period, Rule, Settings};

/// What was asked for.
#[derive(Debug)]
pub enum Answer {
    /// How the figure came about. The texts of its lines are still to be looked up.
    Found(Box<Found>),
    /// Several rows could be meant: their names.
    Several(Vec<FigureId>),
    /// No figure has this name: the nearest ones.
    Unknown(Vec<FigureId>),
}

/// A figure or a row, explained.
#[derive(Debug)]
pub struct Found {
    /// Its name.
    pub id: FigureId,
    /// How it came about.
    pub explanation: Explanation,
    /// Fixed words of the report's language.
    pub words: Words,
}

/// Lines shown of one row.
const LINES: usize = 24;

/// Parts shown of one row.
const PARTS: usize = 40;

/// The columns that the own figures of rows give.
const MAIN: &[(&str, &str)] = &[
    ("coverage", "percent"),
    ("topics", "share"),
    ("teams", "teams"),
    ("targets", "target"),
    ("topic_trends", "slope_per_year"),
    ("coverage_trends", "slope_per_year"),
    ("team_trends", "slope_per_year"),
    ("distinctive_topics", "z"),
    ("topic_moves", "change_pp"),
    ("similar_places", "divergence"),
    ("topic_diversity", "effective_topics"),
];

/// Names that are shown where one is not known, or not enough.
const NEAREST: usize = 8;

/// Looks for the figure or the row called `asked`, and explains it.
pub fn answer(
    summary: &Summary,
    audit: &Audit,
    settings: &Settings,
    registers: &Registers,
    asked: &str,
) -> Answer {
    let lines = SourceLines::new();
    let c = Composer::new(summary, audit, &lines, settings, registers);
    let found = |id: FigureId, explanation: Explanation| {
        Answer::Found(Box::new(Found { id, explanation, words: words::fixed(&c) }))
    };
    let name = segments(asked.trim());
    let (table, rest) = name.split_first().map_or(("", &[][..]), |(table, rest)| (table.as_str(), rest));
    let rows = names::rows(&c, table);
    let mut met: Vec<(&Row, Met)> = rows.iter().filter_map(|row| Some((row, row.met(rest)?))).collect();
    if met.iter().any(|(_, met)| met.whole) {
        met.retain(|(_, met)| met.whole);
    }
    let mut figures: Vec<Option<Span>> = Vec::new();
    if met.len() <= PARTS {
        figures = met.iter().map(|(row, _)| ground::figures(&c, row)).collect();
    }
    // One row whose own figure has this very name is meant before others that only have more to their names.
    if met.len() > 1 {
        let is_it = |i: &usize| matches!(&figures[*i], Some(Span::Figure { id, .. }) if met[*i].1.names(id));
        let own: Vec<usize> = (0..figures.len()).filter(is_it).collect();
        if let [one] = own[..] {
            met = vec![met.swap_remove(one)];
            figures = vec![figures.swap_remove(one)];
        }
    }
    match &met[..] {
        [(row, one)] => {
            let main = figures.into_iter().next().flatten();
            let (id, explanation) = explain_row(&c, row, one.column, main);
            return found(id, explanation);
        }
        [] => {}
        several => {
            if let Some(check) = conflict(audit, &name, registers) {
                let (id, explanation) = explain_conflict(&c, check);
                return found(id, explanation);
            }
            // What the report itself calls so is meant before rows that only share a part of the name.
            if let Some((id, explanation)) = told(&c, &name) {
                return found(id, explanation);
            }
            return Answer::Several(several.iter().take(PARTS).map(|(row, _)| row.id.clone()).collect());
        }
    }
    if let Some(check) = conflict(audit, &name, registers) {
        let (id, explanation) = explain_conflict(&c, check);
        return found(id, explanation);
    }
    if let Some((id, explanation)) = told(&c, &name) {
        return found(id, explanation);
    }
    let known = c.explanations.borrow();
    Answer::Unknown(nearest(&rows, known.keys(), &name))
}

/// A figure that stands in the report under this very name: counts, medians, families of tests too, which stand in
/// sentences alone.
fn told(c: &Composer<'_>, name: &[String]) -> Option<(FigureId, Explanation)> {
    chapters::all(c);
    chapters::places(c);
    chapters::topic_subjects(c);
    let mut name = name.to_vec();
    // `coverage//INDICATOR/PERIOD`: the line of all places.
    if let Some(place) = name.get_mut(1).filter(|place| place.is_empty()) {
        *place = "all".to_owned();
    }
    let known = c.explanations.borrow();
    let found = known.iter().find(|(id, _)| segments(id.as_str()) == name);
    found.map(|(id, explanation)| (id.clone(), explanation.clone()))
}

fn nearest<'a>(rows: &[Row], known: impl Iterator<Item = &'a FigureId>, name: &[String]) -> Vec<FigureId> {
    let rest = name.get(1..).unwrap_or_default();
    let mut near: Vec<(usize, FigureId)> =
        rows.iter().map(|row| (10 + row.common(rest), row.id.clone())).collect();
    near.extend(known.map(|id| {
        let own = segments(id.as_str());
        (name.iter().filter(|part| !part.is_empty() && own.contains(part)).count(), id.clone())
    }));
    if rows.is_empty() {
        // Perhaps the table is misspelled: then its rows are what is meant.
        let meant = table::ALL.iter().filter(|table| {
            crate::model::near::distance(table.name, name.first().map_or("", String::as_str)) <= 3
        });
        near.extend(meant.map(|table| (5, FigureId(format!("{}/…", table.name)))));
    }
    // What has no part in common is not near.
    near.retain(|(score, _)| *score > 0);
    near.sort_by(|a, b| {
        b.0.cmp(&a.0).then_with(|| a.1.as_str().len().cmp(&b.1.as_str().len())).then_with(|| a.1.cmp(&b.1))
    });
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(NEAREST).map(|(_, id)| id).collect()
}

/// The row, or one column of it.
fn explain_row(
    c: &Composer<'_>,
    row: &Row,
    column: Option<Col>,
    main: Option<Span>,
) -> (FigureId, Explanation) {
    let own = main.as_ref().and_then(|span| match span {
        Span::Figure { id, .. } => Some(id.clone()),
        _ => None,
    });
    let id = own.clone().unwrap_or_else(|| row.id.clone());
    let explained = |id: &FigureId| c.explanations.borrow().get(id).cloned();
    if let Some(column) = column
        && let Some(explanation) = explained(&id.part(column.name()))
    {
        return (id.part(column.name()), with_ground(c, row, explanation));
    }
    let mut e = own.as_ref().and_then(explained).unwrap_or_else(|| {
        let formula = formula(c, row.table.name);
        Explanation::new(title(c, row), String::new(), formula)
    });
    let is_main = |known: &Column| own.is_some() && MAIN.contains(&(row.table.name, known.col.name()));
    for known in row.table.columns.iter().filter(|known| is_told(row, known) && !is_main(known)) {
        let value = row.cell(known.col);
        if matches!(value, Value::Blank) {
            continue;
        }
        let text = shown(c, value, known);
        let says = matches!(known.kind, Kind::Count | Kind::Number) || known.col.name() == "status";
        if column == Some(known.col) || e.value.is_empty() && says {
            e.value.clone_from(&text);
        }
        let part = id.part(known.col.name());
        if e.operands.iter().any(|(.., operand)| operand.as_ref() == Some(&part)) {
            continue;
        }
        // The two counts of a level stand in its formula, under the names that the indicator gives them.
        let of_level = own.is_some() && row.table.name == table::COVERAGE.name;
        if of_level
            && [COVERED, TOTAL].contains(&known.col)
            && e.operands.iter().any(|(_, said, _)| *said == text)
        {
            continue;
        }
        // What stands behind the name of a column says how to read it in a file.
        let name = match known.col.name() {
            "status" => c.lang.pick("tình trạng", "status"),
            _ => c.lang.pick(known.vi, known.en).split([':', ';']).next().unwrap_or_default().trim(),
        };
        e = match explained(&part) {
            Some(_) => e.operand(name, text, part),
            None => e.plain(name, text),
        };
    }
    if e.value.is_empty() {
        e.value = c.t("không có số", "no figure");
    }
    let id = match column {
        Some(column) => id.part(column.name()),
        None => id,
    };
    (id, with_ground(c, row, e))
}

/// Adds what the row was computed from, and its lines.
fn with_ground(c: &Composer<'_>, row: &Row, mut e: Explanation) -> Explanation {
    let parts = ground::parts(c, row);
    let own = ground::origins(c, row);
    for part in parts.iter().take(PARTS) {
        let known = |name: &FigureId| e.operands.iter().any(|(.., id)| id.as_ref() == Some(name));
        match &part.span {
            Some(Span::Figure { id, text }) if !known(id) => {
                e = e.operand(part.name.clone(), text.clone(), id.clone());
            }
            _ => {}
        }
    }
    if !e.lines.is_empty() {
        return e;
    }
    let mut origins: Vec<Origin> = own;
    {
        let known = c.explanations.borrow();
        let operands = e.operands.iter().filter_map(|(.., id)| known.get(id.as_ref()?));
        origins.extend(operands.flat_map(|operand| operand.lines.iter().filter_map(|line| line.origin)));
    }
    origins.extend(parts.iter().flat_map(|part| part.origins.iter().copied()));
    origins.sort_unstable();
    origins.dedup();
    let shown = crate::compose::names::to_name(origins.len(), LINES);
    let rest = origins.len() - shown;
    for origin in origins.into_iter().take(shown) {
        e = e.resting_on_line(c, origin);
    }
    if rest > 0 {
        e.more = c.t(&format!("và {rest} dòng khác"), &format!("and {rest} more lines"));
    }
    e
}

/// Whether a column says something beside the name and the title of the row.
fn is_told(row: &Row, column: &Column) -> bool {
    let name = column.col.name();
    let is_label = name == "place" || name.ends_with("_label");
    !row.table.key.contains(&column.col) && !is_label
}

fn title(c: &Composer<'_>, row: &Row) -> String {
    let cell = |name: &str| {
        let column = row.table.columns.iter().find(|column| column.col.name() == name)?;
        let text = names::text(row.cell(column.col));
        (!text.is_empty()).then_some(text)
    };
    let named = ["indicator_label", "topic_label", "region_label", "place"].into_iter().filter_map(cell);
    let mut parts: Vec<String> = named.collect();
    for column in row.table.columns.iter().filter(|column| row.table.key.contains(&column.col)) {
        let name = column.col.name();
        if ["place_code", "vintage", "place", "indicator", "topic", "region"].contains(&name) {
            continue;
        }
        let value = row.cell(column.col);
        if !matches!(value, Value::Blank) {
            parts.push(shown(c, value, column));
        }
    }
    format!("{}: {}", c.lang.pick(row.table.vi, row.table.en), parts.join(", "))
}

fn shown(c: &Composer<'_>, value: &Value, column: &Column) -> String {
    let number = |number: f64, most: usize| match column.unit {
        "%" => c.n.with_unit(&c.n.trimmed(number, most), "%"),
        "percentage points" => c.n.with_unit(&c.n.trimmed(number, most), &c.n.point_unit()),
        _ => c.n.trimmed(number, most),
    };
    match value {
        Value::Blank => String::new(),
        Value::Count(count) => number(*count as f64, 0),
        Value::Number(value) if column.unit == "year" => {
            format!("{value:.1}").replace('.', c.lang.pick(",", "."))
        }
        Value::Number(value) => number(*value, 4),
        Value::Flag(flag) => match flag {
            true => c.t("có", "yes"),
            false => c.t("không", "no"),
        },
        Value::Text(text) => match (column.kind, Period::from_iso(text)) {
            (Kind::Period, Some(period)) => c.n.short(period),
            _ => codes::said(c, column.col, text),
        },
    }
}

/// How the rows of a table come about that have no figure of their own in the report.
fn formula(c: &Composer<'_>, table: &str) -> String {
    let (vi, en) = match table {
        "topics" => (
            "Số câu hỏi về chủ đề chia cho mọi câu hỏi của đơn vị trong kỳ; dòng không ghi số lượng không vào tỷ trọng",
            "Questions on the topic divided by all questions of the place and period; rows without a count enter no share",
        ),
        "coverage" => (
            "Chưa tính được tỷ lệ: một phần của đơn vị chưa có số liệu, hoặc chỉ có tỷ lệ mà không có số đạt và tổng số",
            "No level can be computed: a part of the place has no figure, or gives a percentage without counts",
        ),
        "topic_trends" | "coverage_trends" | "team_trends" => (
            "Độ dốc Theil–Sen từ 3 kỳ; kiểm định Mann–Kendall, p hiệu chỉnh Benjamini–Hochberg trong họ phép thử",
            "Theil–Sen slope from 3 periods; Mann–Kendall test, p adjusted by Benjamini–Hochberg within its family",
        ),
        "commitments" => (
            "Thời hạn là ngày cuối của kỳ hạn; so với ngày hoàn thành, hoặc với ngày đánh giá khi chưa ghi nhận hoàn thành",
            "Due is the last day of the due period, compared with the completion, or with the date of judgement where none is recorded",
        ),
        "contributions" => (
            "Mức thay đổi của tỷ lệ chung được chia cho từng đơn vị: phần do tỷ lệ của đơn vị thay đổi và phần do tỷ trọng của đơn vị thay đổi",
            "The change of the whole, shared among places: because the place's own level moved, and because its weight moved",
        ),
        "spread" => (
            "Thấp nhất, tứ phân vị và cao nhất của các đơn vị có số liệu trong kỳ",
            "Lowest, quartiles and highest of the places with a figure in the period",
        ),
        "convergence" => (
            "Xu hướng của khoảng cách giữa hai tứ phân vị, trên cùng những đơn vị có số liệu ở mọi kỳ",
            "Trend of the distance between the quartiles, over the same places in all periods",
        ),
        "ranks" => (
            "Thứ hạng theo giá trị trong kỳ; giá trị bằng nhau cùng hạng",
            "Rank by the value in the period; equal values share a rank",
        ),
        "region_coverage" | "region_teams" | "region_topics" => (
            "Cộng số của các tỉnh, thành phố trong vùng có số liệu; tỷ lệ tính lại từ các tổng đó",
            "Added up over the provinces of the region that have the figure; rates are computed from these sums",
        ),
        _ => ("Như phần phương pháp của báo cáo nêu", "As the report's chapter on methods says"),
    };
    c.t(vi, en)
}

/// The conflict that the name asks for.
fn conflict<'a>(audit: &'a Audit, name: &[String], registers: &Registers) -> Option<&'a Check> {
    let is_it = |check: &&Check| {
        let Some(figure) = check.figure.as_ref().filter(|_| check.rule == Rule::RowsConflict) else {
            return false;
        };
        let own = segments(figure.as_str());
        if own == name {
            return true;
        }
        let Some(place) = &check.place else { return false };
        let tail = segments(figure.as_str().splitn(3, '/').nth(2).unwrap_or_default());
        let spellings = if place.is_country() {
            vec!["".to_owned(), place.name.to_string()]
        } else {
            let province = place.code.split('/').next().unwrap_or_default();
            let unit = registers.places.as_ref().and_then(|places| places.unit(place.vintage, province));
            let whole = unit.map(|unit| place.code.replacen(province, &unit.name, 1)).unwrap_or_default();
            vec![
                place.name.to_string(),
                whole,
                place.code.to_string(),
                format!("{}@{}", place.code, place.vintage),
            ]
        };
        let same = |a: Vec<String>| {
            let bare =
                |list: &[String]| list.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
            bare(&a) == bare(name)
        };
        spellings.iter().any(|spelling| {
            let table = own.first().cloned().unwrap_or_default();
            same([vec![table], segments(spelling), tail.clone()].concat())
        })
    };
    audit.checks.iter().find(is_it)
}

/// Both rows of a conflict, and that neither is used.
fn explain_conflict(c: &Composer<'_>, check: &Check) -> (FigureId, Explanation) {
    let id = check.figure.clone().unwrap_or_else(|| FigureId(String::new()));
    let formula = c.t(
        "Các dòng ghi khác nhau cho cùng một số liệu, nên không dòng nào được dùng",
        "Rows that say different things of one figure: none of them is used",
    );
    let value = c.t("mâu thuẫn, không dùng", "in conflict, not used");
    let title = check.problem.get(c.lang).to_owned();
    let mut e = Explanation::new(title, value, formula);
    for origin in &check.origins {
        e = e.resting_on_line(c, *origin);
    }
    let (vi, en) = check.rule.advice();
    (id, e.caveat(c.t(vi, en)))
}

impl Found {
    /// The lines it rests on.
    pub fn origins(&self) -> Vec<Origin> {
        let mut origins: Vec<Origin> = self.explanation.lines.iter().filter_map(|line| line.origin).collect();
        origins.sort_unstable();
        origins.dedup();
        origins
    }

    /// Puts the texts of the lines in.
    pub fn tell(&mut self, lines: &SourceLines) {
        let text = |line: &SourceLine| lines.get(&line.origin?).cloned();
        for line in &mut self.explanation.lines {
            if let Some(text) = text(line) {
                line.text = text;
            }
        }
    }
}

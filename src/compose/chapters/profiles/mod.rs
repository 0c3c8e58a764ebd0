//! The pages of single places and topics, which the page offers to pick from: what the chapters tell of all of them,
//! told of one.

mod places;
mod small;
mod topics;

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::summary::{TargetRow, TargetVerdict, TopicRow, UncountedTopic};
use crate::compose::composer::Composer;
use crate::compose::leading::{clear_since, interval_since};
use crate::compose::report::{Block, Part, Span, Subject, Table, TableCell, TableColumn, TableRow};
use crate::compose::tables::{figure, number, number_column, text_column, words};
use crate::model::{FigureId, Level, Place, Vintage};

/// At most so many places have a page each, and so many topics: the report stays one file that opens at once. Where there are
/// more places, because communes are told of too, those of the provinces are kept.
const MOST_PAGES: usize = 70;

/// One place under its name, on the borders of its times, the latest last.
struct Named<'a> {
    places: Vec<&'a Place>,
}

impl<'a> Named<'a> {
    fn latest(&self) -> Option<&'a Place> {
        self.places.last().copied()
    }

    fn level(&self) -> Option<Level> {
        self.latest().map(|place| place.level)
    }

    fn holds(&self, place: &Place) -> bool {
        self.places.contains(&place)
    }
}

/// The places that can be picked; none where there is one only, or none.
pub(in crate::compose) fn places(c: &Composer<'_>) -> Vec<Subject> {
    let named = named(c);
    if named.len() < 2 {
        return Vec::new();
    }
    let provinces = || named.iter().filter(|one| one.level() == Some(Level::Province));
    let all = named.len() <= MOST_PAGES;
    // One province's edition is itself the page of that province.
    let paged = (all || provinces().count() <= MOST_PAGES) && c.summary.province.is_none();
    let desk = paged.then(|| places::Desk::new(c));
    let today = named.iter().filter_map(Named::latest).any(|place| place.vintage == Vintage::V34);
    let mut taken = BTreeSet::new();
    let mut subjects: Vec<(&str, Subject)> = Vec::new();
    for one in &named {
        let Some(place) = one.latest() else { continue };
        let key = match taken.insert(place.code.to_string()) {
            true => place.code.to_string(),
            // The code went on to another place.
            false => format!("{}@{}", place.code, place.vintage.as_str()),
        };
        let called = c.place(place);
        let name = match today && place.vintage == Vintage::V63 {
            true => c.until_merger(&called),
            false => called.clone(),
        };
        let mut codes: Vec<String> = one.places.iter().map(|place| place.code.to_string()).collect();
        codes.dedup();
        let desk = desk.as_ref().filter(|_| all || one.level() == Some(Level::Province));
        let page = desk.map(|desk| desk.page(one, subjects.len())).unwrap_or_default();
        // A title does not move a name: it stands in a list where tables have it.
        subjects.push((&place.name, Subject { key, name, called, codes, page }));
    }
    subjects.sort_by(|a, b| c.names.compare(a.0, b.0).then_with(|| a.1.key.cmp(&b.1.key)));
    subjects.into_iter().map(|(_, subject)| subject).collect()
}

/// All places with figures, those of today's borders first: a province that goes on under its name is one of them, other
/// units are named by their codes.
fn named<'a>(c: &Composer<'a>) -> Vec<Named<'a>> {
    let s: &'a crate::analyse::Summary = c.summary;
    let judged = |row: &&TargetRow| row.verdict != TargetVerdict::OtherBorders;
    let places: BTreeSet<&Place> = (s.coverage.iter().map(|row| &row.place))
        .chain(s.teams.iter().map(|row| &row.place))
        .chain(s.topics.iter().map(|row| &row.place))
        .chain(s.uncounted.iter().map(|row| &row.place))
        .chain(s.targets.iter().filter(judged).map(|row| &row.place))
        .chain(s.commitments.iter().map(|row| &row.commitment.place))
        .filter(|place| !place.is_country() && !place.code.is_empty())
        .collect();
    let mut groups: BTreeMap<(Level, &str), Vec<&Place>> = BTreeMap::new();
    for place in places {
        let name = if place.level == Level::Province { &*place.name } else { &*place.code };
        groups.entry((place.level, name)).or_default().push(place);
    }
    let mut named: Vec<Named<'_>> = groups
        .into_values()
        .map(|mut places| {
            places.sort_by_key(|place| place.vintage);
            Named { places }
        })
        .collect();
    let key = |one: &Named<'a>| one.latest().map(|place| (std::cmp::Reverse(place.vintage), &place.code));
    named.sort_by(|a, b| key(a).cmp(&key(b)));
    named
}

/// The topics that can be picked.
pub(in crate::compose) fn topics(c: &Composer<'_>) -> Vec<Subject> {
    let ids: BTreeSet<&str> = (c.summary.topics.iter().map(|row| &*row.topic))
        .chain(c.summary.uncounted.iter().map(|row| &*row.topic))
        .collect();
    if ids.len() < 2 {
        return Vec::new();
    }
    let paged = ids.len() <= MOST_PAGES;
    let mut subjects: Vec<Subject> = ids
        .into_iter()
        .enumerate()
        .map(|(n, id)| Subject {
            key: id.to_owned(),
            name: c.topic(id),
            called: c.topic(id),
            codes: vec![id.to_owned()],
            page: if paged { topics::page(c, id, n) } else { Vec::new() },
        })
        .collect();
    subjects.sort_by(|a, b| c.names.compare(&a.name, &b.name).then_with(|| a.key.cmp(&b.key)));
    subjects
}

/// A heading within such a page.
fn heading(c: &Composer<'_>, id: String, vi: &str, en: &str) -> Part {
    Part::Block(Block::Heading { level: 2, id, text: c.t(vi, en) })
}

/// The rows of a topic's share in a table, as the report has them: its questions, its share and the interval, how it changed
/// and whether that is more than small numbers do. `before`: the row of a year earlier.
fn share_cells(
    c: &Composer<'_>,
    row: &TopicRow,
    share: Option<Span>,
    before: Option<&TopicRow>,
) -> [TableCell; 5] {
    let range = |low: f64, high: f64| format!("{}–{}", c.n.decimal(low, 1), c.n.decimal(high, 1));
    let change = row.change_pp.zip(before);
    let verdict = change.map(|(change, before)| match clear_since(row, before) {
        false => c.t("chưa\u{a0}rõ", "not\u{a0}clear"),
        true if change > 0.0 => c.t("tăng\u{a0}rõ", "clearly\u{a0}up"),
        true => c.t("giảm\u{a0}rõ", "clearly\u{a0}down"),
    });
    [
        match share {
            Some(span) => figure(Some(span), row.share),
            None => row.share.map_or_else(|| words(""), |share| number(c.n.decimal(share, 1), share)),
        },
        match (row.share_low, row.share_high) {
            (Some(low), Some(high)) => number(range(low, high), low),
            _ => words(""),
        },
        match row.change_pp {
            Some(change) => number(c.n.signed(change, 1), change),
            None => words(""),
        },
        match change.and_then(|(_, before)| interval_since(row, before)) {
            Some(interval) => number(c.interval_of_change(interval), interval.0),
            None => words(""),
        },
        words(verdict.unwrap_or_default()),
    ]
}

/// The heads of these cells; `earlier` names what a change is measured from.
fn share_columns(c: &Composer<'_>, earlier: &str) -> [TableColumn; 5] {
    let interval = || c.t("Khoảng tin cậy 95\u{a0}%", "95% interval");
    let of_change = c.t("Khoảng tin cậy 95\u{a0}% của thay đổi", "95% interval of the change");
    [
        number_column(c.t("Tỷ trọng", "Share"), "%"),
        number_column(interval(), "%").aside(),
        number_column(c.t("Thay đổi so với ", "Change since ") + earlier, c.n.point_unit()),
        number_column(of_change, c.n.point_unit()).aside(),
        text_column(c.t("Rõ rệt?", "Clear?")),
    ]
}

/// Topics that were raised without a count, which no share tells of.
fn uncounted(c: &Composer<'_>, rows: &[&UncountedTopic], id: &str, of_place: bool, parts: &mut Vec<Part>) {
    if rows.is_empty() {
        return;
    }
    let (vi, en) = ("Nêu ra mà không ghi số lượng", "Raised without a count");
    parts.push(heading(c, format!("{id}-uncounted"), vi, en));
    let total: u64 = rows.iter().map(|row| row.rows).sum();
    let title = c.t("Số dòng nêu chủ đề mà không ghi số ý kiến", "Rows that raise a topic without a count");
    let first = rows[0];
    let (id_of, of) = match of_place {
        true => {
            let place = &first.place;
            (FigureId::new("topics", place, place.vintage, &["uncounted"]), c.place_in(place))
        }
        false => (
            FigureId(format!("topics/all/uncounted/{}", first.topic)),
            format!("“{}”", c.topic(&first.topic)),
        ),
    };
    let count = c.counted(
        id_of.as_str(),
        c.n.count(total),
        format!("{title}: {of}"),
        c.t("Đếm dòng có ô số ý kiến để trống", "Rows whose opinions cell is blank, counted"),
    );
    let slots = [("count", count.into())];
    let said = match (of_place, total) {
        (true, 1) => c.say(
            "{count} dòng nêu chủ đề mà không ghi số ý kiến: chủ đề được ghi nhận nhưng không tính vào tỷ trọng",
            "{count} row names a topic without the number of questions: the topic is recorded but does not count in the shares",
            &slots,
        ),
        (true, _) => c.say(
            "{count} dòng nêu chủ đề mà không ghi số ý kiến: chủ đề được ghi nhận nhưng không tính vào tỷ trọng",
            "{count} rows name topics without the number of questions: these topics are recorded but do not count in the shares",
            &slots,
        ),
        (false, 1) => c.say(
            "{count} dòng nêu chủ đề này mà không ghi số ý kiến: chủ đề được ghi nhận nhưng không tính vào tỷ trọng",
            "{count} row names this topic without the number of questions: it is recorded but does not count in the shares",
            &slots,
        ),
        (false, _) => c.say(
            "{count} dòng nêu chủ đề này mà không ghi số ý kiến: chủ đề được ghi nhận nhưng không tính vào tỷ trọng",
            "{count} rows name this topic without the number of questions: it is recorded but does not count in the shares",
            &slots,
        ),
    };
    parts.push(Part::Block(Block::Paragraph(crate::compose::sentences::paragraph([said]))));
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| {
        c.names
            .compare(&a.place.name, &b.place.name)
            .then_with(|| b.period.cmp(&a.period))
            .then_with(|| b.rows.cmp(&a.rows))
            .then_with(|| c.names.compare(&c.topic(&a.topic), &c.topic(&b.topic)))
    });
    let body = rows
        .into_iter()
        .map(|row| TableRow {
            cells: vec![
                words(if of_place { c.topic(&row.topic) } else { c.place(&row.place) }),
                words(c.n.short(row.period)),
                figure(Some(c.uncounted_rows(row)), Some(row.rows as f64)),
            ],
            place: (!row.place.is_country()).then(|| row.place.code.clone()),
            ..TableRow::default()
        })
        .collect();
    parts.extend(table(
        c,
        Table {
            id: format!("{id}-uncounted-table"),
            title,
            columns: vec![
                text_column(if of_place { c.t("Chủ đề", "Topic") } else { c.t("Đơn vị", "Place") }),
                text_column(c.t("Kỳ", "Period")),
                number_column(c.t("Số dòng", "Rows"), ""),
            ],
            rows: body,
            ..Table::default()
        },
    ));
}

/// A table without a number: a page of one place or topic stands beside the report.
fn table(c: &Composer<'_>, mut table: Table) -> Option<Part> {
    c.hold(&mut table);
    (!table.rows.is_empty()).then_some(Part::Block(Block::Table(table)))
}

#[cfg(test)]
mod tests;

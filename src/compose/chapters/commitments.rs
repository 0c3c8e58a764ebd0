//! Commitments: what was promised, by when, and where it stands.

use super::agencies::{agency_at, agency_in_brackets, quoted_in_vietnamese, source_of};
use crate::analyse::summary::{CommitmentRow, CommitmentStatus};
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::report::{Block, Span, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, with_state, words};
use crate::ingest::ExportKind;
use crate::model::Place;
use crate::model::table::COMMITMENTS;

/// Commitments listed in the report, the longest overdue first; the data table holds all of them.
const MOST_LISTED: usize = 20;

pub(super) fn commitments(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let (all, all_span) = c.commitments_count(&[]);
    if all == 0 && !c.summary.promised_later.is_empty() {
        blocks.push(Block::Paragraph(paragraph([promised_later(c)])));
        return;
    }
    if all == 0 {
        let none = c.counted(
            "commitments/all/none",
            c.t("không có cam kết nào", "no commitment"),
            c.t("Cam kết", "Commitments"),
            c.t("Đếm cam kết trong các tệp", "Commitments of the exports, counted"),
        );
        let said = super::quality::none_usable(c, ExportKind::Commitments).unwrap_or_else(|| {
            c.say("các tệp nhận được {none}", "the exports hold {none}", &[("none", none.into())])
        });
        blocks.push(Block::Paragraph(paragraph([said])));
        return;
    }
    let mut parts = by_status(c, c.lang.pick(" cam kết ", " "));
    // Where all have one status, they are not counted twice.
    let alike = parts.first().map(|part| part.0).filter(|_| parts.len() == 1 && all > 1);
    let parts: Vec<Phrase> = parts.drain(..).map(|part| part.1).collect();
    let when = c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default();
    let (vi, _, en) = alike.map(said_of).unwrap_or_default();
    let said = c.say(
        &match all {
            _ if alike.is_some() => format!("tính đến ngày {{when}}, cả {{all}} cam kết {{whose}} đều {vi}"),
            1 => "tính đến ngày {when}, với {all} cam kết {whose}, {parts}".to_owned(),
            _ => "tính đến ngày {when}, trong {all} cam kết {whose}, {parts}".to_owned(),
        },
        &match all {
            _ if alike == Some(CommitmentStatus::Open) => {
                "as of {when}, none of the {all} commitments {whose} was due yet".to_owned()
            }
            _ if alike.is_some() => format!("as of {{when}}, all {{all}} commitments {{whose}} {en}"),
            1 => "as of {when}, of {all} commitment {whose}, {parts}".to_owned(),
            _ => "as of {when}, of {all} commitments {whose}, {parts}".to_owned(),
        },
        &[
            ("when", when.into()),
            ("all", all_span.into()),
            ("whose", whose(c).into()),
            ("parts", Phrase::joined(parts, ", ", c.lang.pick(" và ", " and "))),
        ],
    );
    let mut rows: Vec<&CommitmentRow> = c.summary.commitments.iter().collect();
    longest_first(&mut rows);
    let longest = longest_overdue(c, &rows);
    blocks.push(Block::Paragraph(paragraph([said, promised_later(c), done_since(c), longest])));
    super::agencies::agencies(c, blocks);
    blocks.push(commitment_table(c, &rows));
}

/// How many commitments have each status, with what is said of them behind `between`; those of which there are none are
/// left out.
pub(super) fn by_status(c: &Composer<'_>, between: &str) -> Vec<(CommitmentStatus, Phrase)> {
    let told = COUNTED.into_iter().filter_map(|status| {
        let (count, span) = c.commitments_count(&[status]);
        let (vi, one, many) = said_of(status);
        let words = plural(c.lang, count, vi, one, many);
        let said = Phrase::from(span).then(format!("{between}{words}"));
        (count > 0).then_some((status, said))
    });
    told.collect()
}

/// The order in which commitments are listed: the longest overdue first, those done on time last.
pub(super) fn longest_first(rows: &mut [&CommitmentRow]) {
    rows.sort_by(|a, b| {
        let order = |row: &CommitmentRow| match row.status {
            CommitmentStatus::Overdue => 0,
            CommitmentStatus::Open => 1,
            CommitmentStatus::DoneLate => 2,
            CommitmentStatus::Done => 3,
        };
        order(a).cmp(&order(b)).then_with(|| b.days_late.cmp(&a.days_late)).then_with(|| {
            (a.commitment.due, a.commitment.origin).cmp(&(b.commitment.due, b.commitment.origin))
        })
    });
}

/// The parts of the sentence that counts commitments by their status: what is said of one and of several.
pub(super) fn said_of(status: CommitmentStatus) -> (&'static str, &'static str, &'static str) {
    match status {
        CommitmentStatus::Done => ("hoàn thành đúng hạn", "had been done on time", "had been done on time"),
        CommitmentStatus::DoneLate => ("hoàn thành muộn", "had been done late", "had been done late"),
        CommitmentStatus::Overdue => (
            "đã quá hạn mà chưa ghi nhận hoàn thành",
            "was overdue with no completion recorded",
            "were overdue with no completion recorded",
        ),
        CommitmentStatus::Open => ("chưa đến hạn", "was not yet due", "were not yet due"),
    }
}

/// The statuses in the order in which counts of them are told.
pub(super) const COUNTED: [CommitmentStatus; 4] =
    [CommitmentStatus::Done, CommitmentStatus::DoneLate, CommitmentStatus::Overdue, CommitmentStatus::Open];

/// Whether a status is good.
pub(super) fn state(status: CommitmentStatus) -> State {
    match status {
        CommitmentStatus::Done => State::Good,
        CommitmentStatus::Open => State::Neutral,
        CommitmentStatus::DoneLate => State::Watch,
        CommitmentStatus::Overdue => State::Bad,
    }
}

/// Where the commitments were made: `ở tỉnh Sơn La`, `của 34 tỉnh, thành phố`.
pub(super) fn whose(c: &Composer<'_>) -> String {
    let places: std::collections::BTreeSet<&Place> =
        c.summary.commitments.iter().map(|row| &row.commitment.place).collect();
    match places.iter().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [only] => c.at(only),
        [first, ..] => {
            let count = c.count_of(u64::try_from(places.len()).unwrap_or(u64::MAX), c.place_noun(first));
            c.t(&format!("của {count}"), &format!("in {count}"))
        }
    }
}

/// What the exports say was completed after the date of judgement, on which it was overdue or not yet due.
fn done_since(c: &Composer<'_>) -> Phrase {
    let mut parts: Vec<Phrase> = Vec::new();
    let mut counted = 0;
    for (status, name, (vi, en), title) in [
        (
            CommitmentStatus::Overdue,
            "overdue_done_since",
            ("cam kết quá hạn", "of those overdue"),
            c.t(
                "Cam kết quá hạn, hoàn thành sau ngày đánh giá",
                "Commitments overdue, done after the date of judgement",
            ),
        ),
        (
            CommitmentStatus::Open,
            "open_done_since",
            ("cam kết chưa đến hạn", "of those not yet due"),
            c.t(
                "Cam kết chưa đến hạn, hoàn thành sau ngày đánh giá",
                "Commitments not yet due, done after the date of judgement",
            ),
        ),
    ] {
        let since = |row: &&CommitmentRow| row.status == status && row.commitment.done.is_some();
        let (count, span) = lines_counted(c, name, title, c.summary.commitments.iter().filter(since));
        counted += count;
        if count > 0 {
            parts.push(Phrase::from(span).then(c.t(&format!(" {vi}"), &format!(" {en}"))));
        }
    }
    if parts.is_empty() {
        return Phrase::default();
    }
    c.say(
        "sau ngày đó, {parts} đã được ghi nhận hoàn thành",
        match counted {
            1 => "after that day, {parts} was recorded as done",
            _ => "after that day, {parts} were recorded as done",
        },
        &[("parts", Phrase::joined(parts, ", ", c.lang.pick(" và ", " and ")))],
    )
}

/// How many of those overdue on the date of judgement were recorded as done after it.
pub(super) fn overdue_done_since(c: &Composer<'_>) -> (usize, Span) {
    let overdue = CommitmentStatus::Overdue;
    let title = c.t(
        "Cam kết quá hạn, hoàn thành sau ngày đánh giá",
        "Commitments overdue, done after the date of judgement",
    );
    let rows = c.summary.commitments.iter();
    let since = rows.filter(|row| row.status == overdue && row.commitment.done.is_some());
    lines_counted(c, "overdue_done_since", title, since)
}

/// That commitments made after the date of judgement are not counted, where the exports hold some.
fn promised_later(c: &Composer<'_>) -> Phrase {
    let lines = c.summary.promised_later.iter().map(|promise| promise.origin);
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    if count == 0 {
        return Phrase::default();
    }
    let span = c.counted_lines(
        "commitments/all/later",
        c.n.count(count),
        c.t("Cam kết lập sau ngày đánh giá", "Commitments made after the date of judgement"),
        c.t(
            "Đếm cam kết của các buổi đối thoại sau ngày đánh giá",
            "Commitments of sessions after the date of judgement, counted",
        ),
        lines,
    );
    let when = c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default();
    c.say(
        "có {later} cam kết khác được lập sau ngày {when} nên không tính ở đây",
        plural(
            crate::model::Lang::En,
            count,
            "",
            "{later} more was made after {when} and is not counted here",
            "{later} more were made after {when} and are not counted here",
        ),
        &[("later", span.into()), ("when", when.into())],
    )
}

/// How many commitments these are, and the figure that says so with their lines.
pub(super) fn lines_counted<'a>(
    c: &Composer<'_>,
    name: &str,
    title: String,
    rows: impl Iterator<Item = &'a CommitmentRow>,
) -> (usize, Span) {
    let lines: Vec<_> = rows.map(|row| row.commitment.origin).collect();
    let formula = c.t(
        "Đếm cam kết theo tình trạng tại ngày đánh giá và ngày hoàn thành được ghi",
        "Commitments counted by their status at the date of judgement and the completion recorded",
    );
    let text = c.n.count(u64::try_from(lines.len()).unwrap_or(u64::MAX));
    (lines.len(), c.counted_lines(&format!("commitments/all/{name}"), text, title, formula, lines))
}

/// Overdue, and no completion is recorded to this day.
pub(super) fn unrecorded(row: &CommitmentRow) -> bool {
    row.status == CommitmentStatus::Overdue && row.commitment.done.is_none()
}

/// The commitment that is longest overdue.
pub(super) fn longest_overdue(c: &Composer<'_>, rows: &[&CommitmentRow]) -> Phrase {
    let worst = rows
        .iter()
        .filter(|row| unrecorded(row))
        .max_by_key(|row| (row.days_late, std::cmp::Reverse(row.commitment.origin)));
    let Some((row, days)) = worst.and_then(|row| Some((*row, days_span(c, row, true)?))) else {
        return Phrase::default();
    };
    let place = &row.commitment.place;
    let agency = row.commitment.agency.as_ref().map(|agency| agency_at(c, agency, place));
    let slots = [
        ("text", row.commitment.text.to_string().into()),
        ("agency", agency.clone().unwrap_or_default().into()),
        ("place", c.place_in(place).into()),
        ("by", c.n.deadline(row.commitment.due).into()),
        ("days", days.into()),
    ];
    let same = rows.iter().filter(|other| unrecorded(other) && other.days_late == row.days_late).count();
    if same > 1 {
        let id = format!("commitments/all/overdue_{}_days", row.days_late.unwrap_or_default());
        let count = c.counted(
            &id,
            c.n.count(u64::try_from(same).unwrap_or(u64::MAX)),
            c.t("Cam kết quá hạn lâu nhất", "Commitments longest overdue"),
            c.t("Đếm cam kết có số ngày quá hạn lớn nhất", "Commitments with the most days overdue, counted"),
        );
        // An agency names its place where several have some.
        let whose = match &row.commitment.agency {
            Some(agency) => agency_in_brackets(c, agency, place),
            None => c.place_in(place),
        };
        let [text, _, _, by, days] = slots;
        return c.say(
            "quá hạn lâu nhất là {count} cam kết có hạn {by}, đã quá {days} mà chưa ghi nhận hoàn thành, trong đó có “{text}” ({whose})",
            "the longest overdue are {count} commitments due {by}, {days} past their deadline with no completion recorded, among them “{text}” ({whose})",
            &[text, by, days, ("whose", whose.into()), ("count", count.into())],
        );
    }
    match agency {
        Some(_) => c.say(
            "quá hạn lâu nhất là cam kết “{text}” của {agency}, hạn {by}: đã quá {days} mà chưa ghi nhận hoàn thành",
            "the longest overdue is “{text}”, promised by {agency}, due {by}: {days} past its deadline with no completion recorded",
            &slots,
        ),
        None => c.say(
            "quá hạn lâu nhất là cam kết “{text}” ({place}), hạn {by}: đã quá {days} mà chưa ghi nhận hoàn thành",
            "the longest overdue is “{text}” ({place}), due {by}: {days} past its deadline with no completion recorded",
            &slots,
        ),
    }
}

pub(super) fn days_span(c: &Composer<'_>, row: &CommitmentRow, with_noun: bool) -> Option<Span> {
    let days = u64::try_from(row.days_late?).ok()?;
    let number = c.n.count(days);
    let text = if with_noun {
        format!("{number}\u{a0}{}", plural(c.lang, days, "ngày", "day", "days"))
    } else {
        number
    };
    let promise = &row.commitment;
    let id = format!("commitments/{}/days_late", c.origin(promise.origin).replace('/', "|"));
    let as_of = c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default();
    let who = match &promise.agency {
        Some(agency) => agency_at(c, agency, &promise.place),
        None => c.place_in(&promise.place),
    };
    let (promised, due) = (&promise.text, c.n.short(promise.due));
    let title = c.t(
        &format!("Số ngày chậm: “{promised}”, {who}, hạn {due}"),
        &format!("Days late: “{promised}”, {who}, due {due}"),
    );
    Some(c.counted_lines(
        &id,
        text,
        title,
        match row.status {
            CommitmentStatus::DoneLate => c.t(
                "Số ngày từ ngày cuối của kỳ hạn đến ngày hoàn thành",
                "Days from the last day of the due period to the completion",
            ),
            _ => c.t(
                &format!("Số ngày từ ngày cuối của kỳ hạn đến ngày đánh giá {as_of}"),
                &format!("Days from the last day of the due period to the date of judgement, {as_of}"),
            ),
        },
        [promise.origin],
    ))
}

/// The status on the date of judgement, and that a commitment was completed after it.
pub(super) fn status_of(c: &Composer<'_>, row: &CommitmentRow) -> String {
    match (row.status, row.commitment.done) {
        (CommitmentStatus::Overdue, Some(_)) => c.t("quá hạn, sau đó hoàn thành", "overdue then, done since"),
        (CommitmentStatus::Open, Some(_)) => {
            c.t("chưa đến hạn, sau đó hoàn thành", "not due then, done since")
        }
        (status, _) => c.status(status),
    }
}

/// In a report of another language, that what was promised and by whom stands as in the exports.
fn quoted(c: &Composer<'_>, rows: &[&CommitmentRow]) -> Option<String> {
    let texts = |row: &&&CommitmentRow| [Some(row.commitment.text.clone()), row.commitment.agency.clone()];
    let texts: Vec<_> = rows.iter().take(MOST_LISTED).flat_map(|row| texts(&row)).flatten().collect();
    quoted_in_vietnamese(c.lang, "Agencies and commitments", texts.iter().map(|text| &**text))
}

pub(super) fn commitment_table(c: &Composer<'_>, rows: &[&CommitmentRow]) -> Block {
    let columns = vec![
        text_column(c.t("Nội dung cam kết", "Commitment")),
        text_column(c.t("Cơ quan", "Agency")).aside(),
        text_column(c.t("Địa phương", "Place")),
        text_column(c.t("Ngày đối thoại", "Session")).aside(),
        text_column(c.t("Thời hạn", "Due")),
        text_column(c.t("Hoàn thành", "Done")).aside(),
        text_column(c.t("Tình trạng", "Status")),
        number_column(c.t("Chậm so với hạn", "Past the deadline"), c.t("ngày", "days")).aside(),
    ];
    let body: Vec<TableRow> = rows
        .iter()
        .take(MOST_LISTED)
        .map(|row| {
            let promise = &row.commitment;
            let late = match row.days_late {
                Some(days) => figure(days_span(c, row, false), Some(days as f64)),
                None => words(""),
            };
            TableRow {
                cells: vec![
                    words(promise.text.to_string()),
                    words(promise.agency.as_ref().map(|agency| agency.to_string()).unwrap_or_default()),
                    words(c.place(&promise.place)),
                    number(c.n.short(promise.session), promise.session.decimal()),
                    number(c.n.short(promise.due), promise.due.decimal_end()),
                    words(promise.done.map(|done| c.n.short(done)).unwrap_or_default()),
                    with_state(words(status_of(c, row)), state(row.status)),
                    late,
                ],
                strong: false,
                place: Some(promise.place.code.clone()),
            }
        })
        .collect();
    let order = c.t("quá hạn lâu nhất trước", "the longest overdue first");
    let listed = rows.iter().take(MOST_LISTED);
    let overdue =
        rows.len() > MOST_LISTED && listed.into_iter().all(|row| row.status == CommitmentStatus::Overdue);
    // Of the longest overdue the whole is all that are overdue.
    let (of, noun) = match overdue {
        true => (
            rows.iter().filter(|row| row.status == CommitmentStatus::Overdue).count(),
            ("cam kết quá hạn", "overdue commitments"),
        ),
        false => (rows.len(), ("cam kết", "commitments")),
    };
    let table = Table {
        id: "commitments-table".to_owned(),
        title: match overdue {
            true => c.t("Cam kết quá hạn lâu nhất", "Commitments longest overdue"),
            false => c.t("Cam kết và thời hạn", "Commitments and their deadlines"),
        },
        columns,
        notes: c
            .shown_of(body.len(), of, noun, &order, &COMMITMENTS)
            .into_iter()
            .chain(quoted(c, rows))
            .collect(),
        rows: body,
        source: source_of(c, rows),
        number: 0,
    };
    c.table(c.tidy(table))
}

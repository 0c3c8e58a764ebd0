//! The tables of the chapter on topics.

use super::topic_focus::{Focus, heading};
use crate::analyse::summary::{TopicRow, UncountedTopic};
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Span, State, Table, TableCell, TableRow};
use crate::compose::sentences::paragraph;
use crate::compose::tables::{figure, interval, number_column, or_blank, text_column, with_state, words};
use crate::model::Place;

/// A share without its unit, which the column gives.
fn bare_share(c: &Composer<'_>, row: &TopicRow) -> Option<Span> {
    c.topic_share(row).map(|span| match span {
        Span::Figure { id, .. } => Span::Figure { id, text: c.n.decimal(row.share.unwrap_or_default(), 1) },
        other => other,
    })
}

pub(super) fn table(c: &Composer<'_>, focus: &Focus<'_>) -> Block {
    let earlier = focus.period.year_earlier();
    // One province's topics stand beside those of all places, unless it alone has any.
    let own = c.summary.province.is_some() && !focus.place.is_country();
    let questions = focus.rows.first().map_or(0, |row| row.total);
    let beside = |topic: &str| {
        c.summary
            .topics
            .iter()
            .filter(|row| own && row.total > questions)
            .find(|row| row.place.is_country() && row.period == focus.period && &*row.topic == topic)
    };
    let all = focus.rows.iter().find_map(|row| beside(&row.topic)).map(|row| c.place(&row.place));
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.t("Số câu hỏi", "Questions"), ""),
        number_column(c.t("Tỷ trọng", "Share"), "%"),
        number_column(c.t("Khoảng tin cậy 95\u{a0}%", "95% interval"), "%").aside(),
        number_column(all.unwrap_or_default(), "%").aside(),
        number_column(
            c.t("Thay đổi so với ", "Change since ")
                + &earlier.map(|period| c.n.short(period)).unwrap_or_default(),
            c.n.point_unit(),
        ),
        text_column(c.t("Lưu ý", "Remarks")),
    ];
    let rows = focus
        .rows
        .iter()
        .map(|row| {
            let mut remarks = Vec::new();
            if row.partial {
                remarks.push(c.t("chưa đầy đủ", "incomplete"));
            }
            let interval = match (row.share_low, row.share_high) {
                (Some(low), Some(high)) => TableCell {
                    value: Some(low),
                    ..interval(format!("{}–{}", c.n.decimal(low, 1), c.n.decimal(high, 1)), (low, high))
                },
                _ => words("…"),
            };
            let mut share = figure(bare_share(c, row), row.share);
            if few(row) {
                share = with_state(share, State::Neutral);
            }
            TableRow {
                cells: vec![
                    words(c.topic(&row.topic)),
                    figure(c.topic_questions(row), row.questions.map(|count| count as f64)),
                    share,
                    interval,
                    match beside(&row.topic) {
                        Some(row) => figure(bare_share(c, row), row.share),
                        None => words(""),
                    },
                    or_blank(c.topic_change_signed(row), row.change_pp),
                    words(remarks.join("; ")),
                ],
                strong: false,
                ..TableRow::default()
            }
        })
        .collect();
    let mut notes = vec![c.t(
        "Khoảng tin cậy 95\u{a0}% (Wilson) giúp đọc thận trọng các số nhỏ: số liệu gồm toàn bộ câu hỏi, không phải mẫu điều tra. Câu chưa xếp được chủ đề vẫn tính vào mẫu số.",
        "The 95% confidence interval (Wilson) is a guide to reading small numbers: these are all the questions, not a sample. Unmatched questions stay in the base.",
    )];
    // All rows share one total.
    if focus.rows.first().is_some_and(|row| few(row)) {
        notes.push(c.t(
            "Mọi tỷ trọng trong bảng đều dựa trên ít câu hỏi (dưới 30).",
            "All shares of the table rest on few questions (fewer than 30).",
        ));
    }
    let table = Table {
        id: "topics-table".to_owned(),
        title: c.t(
            &format!("Chủ đề trong đối thoại, {}, {}", c.place_in(focus.place), c.n.period(focus.period)),
            &format!("Topics of the sessions, {}, {}", c.place_in(focus.place), c.n.period(focus.period)),
        ),
        columns,
        rows,
        notes,
        source: c.source(focus.rows.iter().map(|row| (None, &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}

/// Topics raised in rows without a count.
pub(super) fn uncounted(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let mut rows: Vec<&UncountedTopic> =
        c.summary.uncounted.iter().filter(|row| !row.place.is_country()).collect();
    // Place by place, the latest period first, most rows first.
    rows.sort_by(|a, b| {
        c.names
            .compare(&a.place.name, &b.place.name)
            .then_with(|| b.period.cmp(&a.period))
            .then_with(|| b.rows.cmp(&a.rows))
            .then_with(|| c.topic_order(&a.topic, &b.topic))
    });
    let Some(first) = rows.first() else { return };
    blocks.push(heading(
        c,
        "topics-uncounted-section",
        "Chủ đề nêu ra mà không ghi số lượng",
        "Topics raised without a count",
    ));
    let mut places: Vec<&Place> = rows.iter().map(|row| &row.place).collect();
    places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
    places.dedup();
    let total: u64 = rows.iter().map(|row| row.rows).sum();
    let count = c.counted(
        "topics/all/uncounted",
        c.n.count(total),
        c.t("Số dòng nêu chủ đề mà không ghi số ý kiến", "Rows that raise a topic without a count"),
        c.t("Đếm dòng có ô số ý kiến để trống", "Rows whose opinions cell is blank, counted"),
    );
    let said = c.say(
        "{count} dòng của {places} nêu chủ đề mà không ghi số ý kiến: chủ đề được ghi nhận nhưng không tính vào tỷ trọng",
        crate::compose::names::plural(
            crate::model::Lang::En,
            total,
            "",
            "in {places}, {count} row names a topic without the number of questions: the topic is recorded but does not count in the shares",
            "in {places}, {count} rows name a topic without the number of questions: the topic is recorded but does not count in the shares",
        ),
        &[("count", count.into()), ("places", c.place_list(&places, 3).into())],
    );
    blocks.push(Block::Paragraph(paragraph([said])));
    let body = rows
        .iter()
        .map(|row| TableRow {
            cells: vec![
                words(c.place(&row.place)),
                words(c.n.short(row.period)),
                words(c.topic(&row.topic)),
                figure(Some(c.uncounted_rows(row)), Some(row.rows as f64)),
            ],
            strong: false,
            ..TableRow::default()
        })
        .collect();
    let table = Table {
        id: "topics-uncounted-table".to_owned(),
        title: c.t(
            "Số dòng nêu từng chủ đề mà không ghi số ý kiến",
            "Rows that raise each topic without a count",
        ),
        columns: vec![
            text_column(c.t("Đơn vị", "Place")),
            text_column(c.t("Kỳ", "Period")),
            text_column(c.t("Chủ đề", "Topic")),
            number_column(c.t("Số dòng", "Rows"), ""),
        ],
        rows: body,
        notes: Vec::new(),
        source: c.source([(None, &first.origins)]),
        number: 0,
    };
    blocks.push(c.table(c.tidy(table)));
}

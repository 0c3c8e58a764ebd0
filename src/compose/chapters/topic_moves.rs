//! Emerging and fading topics: what came, grew, faded or went since the period compared with.

use super::topic_focus::{Focus, heading};
use crate::analyse::summary::{Movement, MovesCompared, TopicMove};
use crate::compose::composer::Composer;
use crate::compose::names::{plural, to_name};
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, interval, number_column, text_column, words};
use crate::model::table::TOPIC_MOVES;

/// Moves of the focus told by name, those that grew and faded together; as many that came or went.
const TOLD: usize = 3;
/// Rows of single places in the table; `topic_moves.csv` holds all of them.
const SHOWN: usize = 12;
/// Of so many times the number that chance alone gives, moves of single places are told.
const BEYOND_CHANCE: f64 = 1.5;

/// How the number of cases comes about that chance alone gives.
pub(super) const CHANCE_FORMULA: (&str, &str) = (
    "Cộng xác suất của từng cặp khi tỷ trọng thật như nhau, với số câu hỏi của từng bên và của chủ đề giữ nguyên (phân phối siêu bội)",
    "The probabilities of the pairs added up, if the true shares are equal, the questions of both sides and of the topic being as they are (hypergeometric)",
);

/// Whether small numbers alone do not explain the change.
fn clear(row: &TopicMove) -> bool {
    row.interval.0 > 0.0 || row.interval.1 < 0.0
}

/// Whether the row tells anything: one question that came or went does not.
fn tells(row: &TopicMove) -> bool {
    clear(row) || row.now.0.max(row.before.0) > 1
}

/// How far the change lies from zero, in half widths of its interval.
fn strength(row: &TopicMove) -> f64 {
    row.change_pp.abs() / ((row.interval.1 - row.interval.0) / 2.0).max(f64::MIN_POSITIVE)
}

/// Whether there is a period to compare with, and the section says what moved since.
pub(super) fn compared(c: &Composer<'_>, focus: &Focus<'_>) -> bool {
    let of = |row: &MovesCompared| row.place == *focus.place && row.place.name == focus.place.name;
    c.summary.moves_compared.iter().any(|row| of(row) && row.topics > 0)
}

/// The section; nothing where there is no period to compare with.
pub(super) fn section(c: &Composer<'_>, focus: &Focus<'_>, blocks: &mut Vec<Block>) {
    let compared = &c.summary.moves_compared;
    let of = |row: &&MovesCompared| row.place == *focus.place && row.place.name == focus.place.name;
    let of_focus = compared.iter().find(of).map_or((0, 0.0), |row| (row.topics, row.by_chance));
    let of_places = || compared.iter().filter(|row| !row.place.is_country());
    let pairs: u32 = of_places().map(|row| row.topics).sum();
    let by_chance: f64 = of_places().map(|row| row.by_chance).sum();
    if of_focus.0 == 0 {
        return;
    }
    let own: Vec<&TopicMove> = c
        .summary
        .moves
        .iter()
        .filter(|row| row.place == *focus.place && row.place.name == focus.place.name)
        .collect();
    let mut said = of_all(c, focus, &own, of_focus);
    let mut of_all_places = 0;
    let mut shown: Vec<&TopicMove> =
        own.iter().filter(|row| row.period == focus.period && tells(row)).copied().collect();
    if focus.place.is_country() && pairs > 0 {
        let mut places: Vec<&TopicMove> =
            c.summary.moves.iter().filter(|row| !row.place.is_country() && clear(row)).collect();
        places.sort_by(|a, b| {
            strength(b).total_cmp(&strength(a)).then_with(|| (&a.place, &a.topic).cmp(&(&b.place, &b.topic)))
        });
        said.push(in_places(c, focus, &places, (pairs, by_chance)));
        if beyond_chance(places.len(), by_chance) {
            shown.extend(places.iter().take(SHOWN));
            of_all_places = places.len();
        }
    }
    let said = paragraph(said);
    if said.is_empty() {
        return;
    }
    blocks.push(heading(c, "topics-moves-section", "Mới nổi và lắng xuống", "Emerging and fading topics"));
    blocks.push(Block::Paragraph(said));
    if !shown.is_empty() {
        blocks.push(table(c, focus, &shown, of_all_places));
    }
}

fn beyond_chance(found: usize, by_chance: f64) -> bool {
    found as f64 > BEYOND_CHANCE * by_chance
}

/// What moved on the line of all places, or in the only place: what is clear by name, what is not by its number.
fn of_all(
    c: &Composer<'_>,
    focus: &Focus<'_>,
    own: &[&TopicMove],
    (compared, by_chance): (u32, f64),
) -> Vec<Phrase> {
    let Some(since) = own.first().map(|row| row.since).or_else(|| focus.period.year_earlier()) else {
        return Vec::new();
    };
    let since: Phrase = c.n.period(since).into();
    let (clearly, unclear): (Vec<&TopicMove>, Vec<&TopicMove>) = own.iter().partition(|row| clear(row));
    let (growing, fading): (Vec<&TopicMove>, Vec<&TopicMove>) =
        clearly.iter().partition(|row| row.interval.0 > 0.0);
    let unclear: Vec<&TopicMove> = unclear.into_iter().filter(|row| tells(row)).collect();
    let of = |movement: Movement| -> Vec<&TopicMove> {
        unclear.iter().filter(|row| row.movement == movement).copied().collect()
    };
    let (new, gone) = (of(Movement::New), of(Movement::Gone));
    let all = compared_topics(c, focus, compared);
    let mut said = Vec::new();
    if clearly.is_empty() {
        said.push(c.say(
            "trong {count} chủ đề được so sánh với {since}, không chủ đề nào thay đổi rõ rệt (khoảng tin cậy 95\u{a0}% của thay đổi đều chứa 0)",
            "of {count} {topics} compared with {since}, none clearly grew or faded (every 95% confidence interval of the change includes 0)",
            &[("count", all), ("topics", topics_of(c, compared).into()), ("since", since.clone())],
        ));
    } else {
        // All that clearly moved is told: none of them is the clearest.
        let topics = |rows: &[&TopicMove]| c.count_of(rows.len() as u64, ("chủ đề", "topic", "topics"));
        let slots = [
            ("since", since.clone()),
            ("growing", listed(c, &growing)),
            ("fading", listed(c, &fading)),
            ("grew", topics(&growing).into()),
            ("faded", topics(&fading).into()),
        ];
        let (vi, en) = match (growing.is_empty(), fading.is_empty()) {
            (false, true) => (
                "so với {since}, có {grew} nổi lên rõ rệt: {growing}",
                "since {since}, {grew} clearly grew: {growing}",
            ),
            (true, _) => (
                "so với {since}, có {faded} lắng xuống rõ rệt: {fading}",
                "since {since}, {faded} clearly faded: {fading}",
            ),
            _ => (
                "so với {since}, có {grew} nổi lên rõ rệt: {growing}; {faded} lắng xuống rõ rệt: {fading}",
                "since {since}, {grew} clearly grew: {growing}; {faded} clearly faded: {fading}",
            ),
        };
        said.push(c.say(vi, en, &slots));
        said.push(beside_chance(c, focus, clearly.len(), by_chance, (all, topics_of(c, compared))));
    }
    if !new.is_empty() {
        let told =
            c.say("lần đầu được nêu: {new}", "raised for the first time: {new}", &[("new", listed(c, &new))]);
        said.push(told.then(c.t(
            "; số câu hỏi còn quá ít để coi là mối quan tâm mới",
            "; these are too few questions to call it a new concern",
        )));
    }
    said.extend(gone_unclear(c, focus, &gone, since));
    said
}

/// Moves by name, the largest changes first; of many the first ones.
fn listed(c: &Composer<'_>, rows: &[&TopicMove]) -> Phrase {
    let shown = to_name(rows.len(), TOLD);
    let rest = rows.len() - shown;
    let mut told: Vec<Phrase> = rows
        .iter()
        .take(shown)
        .map(|row| {
            let (said, what): (Phrase, _) = match (row.movement, clear(row)) {
                (Movement::New | Movement::Gone, false) => (c.move_count(row).into(), String::new()),
                (Movement::New | Movement::Gone, true) => {
                    (c.move_change(row, true).into(), format!(", {}", c.movement(row.movement)))
                }
                (Movement::Growing | Movement::Fading, _) => (c.move_change(row, true).into(), String::new()),
            };
            Phrase::from(format!("“{}” (", c.topic(&row.topic))).then(said).then(what).then(")")
        })
        .collect();
    if rest > 0 {
        told.push(c.t(&format!("{rest} chủ đề khác"), &format!("{rest} more")).into());
    }
    Phrase::joined(told, ", ", c.lang.pick(" và ", " and "))
}

/// `topic`, `topics`.
fn topics_of(c: &Composer<'_>, count: u32) -> &'static str {
    plural(c.lang, u64::from(count), "chủ đề", "topic", "topics")
}

/// How many topics were compared.
fn compared_topics(c: &Composer<'_>, focus: &Focus<'_>, compared: u32) -> Phrase {
    let id = c.id("topic_moves", focus.place, focus.period, &["compared"]);
    let count = c.counted(
        id.as_str(),
        c.n.count(u64::from(compared)),
        c.t("Số chủ đề được so sánh", "Topics compared"),
        c.t(
            "Đếm chủ đề có câu hỏi ở một trong hai kỳ",
            "Topics with a question in either of the two periods, counted",
        ),
    );
    count.into()
}

/// How many topics clearly moved, beside what chance alone may give.
fn beside_chance(
    c: &Composer<'_>,
    focus: &Focus<'_>,
    found: usize,
    by_chance: f64,
    (all, topics): (Phrase, &str),
) -> Phrase {
    let id = |part: &str| c.id("topic_moves", focus.place, focus.period, &[part]);
    let moved = c.counted(
        id("clear").as_str(),
        c.n.count(found as u64),
        c.t("Số chủ đề thay đổi rõ rệt", "Topics that clearly moved"),
        c.t(
            "Đếm chủ đề có khoảng tin cậy 95\u{a0}% của thay đổi không chứa 0",
            "Topics whose 95% confidence interval of the change excludes 0, counted",
        ),
    );
    let chance = by_chance.round() as u64;
    let slots = |chance: Phrase| {
        [("found", moved.into()), ("all", all), ("topics", topics.into()), ("chance", chance)]
    };
    // Of few topics chance gives none.
    if chance == 0 {
        return c.say(
            "tổng cộng {found} trong {all} chủ đề được so sánh thay đổi rõ rệt",
            "in all, {found} of {all} {topics} compared changed clearly",
            &slots(Phrase::default()),
        );
    }
    let of_chance = c.counted(
        id("by_chance").as_str(),
        c.n.count(chance),
        c.t("Số chủ đề mà chỉ ngẫu nhiên cũng tạo ra", "Topics that chance alone gives"),
        c.t(CHANCE_FORMULA.0, CHANCE_FORMULA.1),
    );
    let said = c.say(
        "tổng cộng {found} trong {all} chủ đề được so sánh thay đổi rõ rệt, trong khi riêng ngẫu nhiên cũng tạo ra khoảng {chance} chủ đề nếu các câu hỏi không phụ thuộc nhau",
        "in all, {found} of {all} {topics} compared changed clearly; about {chance} would be expected by chance if questions were independent",
        &slots(of_chance.into()),
    );
    match beyond_chance(found, by_chance) {
        true => said,
        false => said.then(c.t(", nên chưa chủ đề nào thật sự nổi bật", ", so no topic really stands out")),
    }
}

/// Topics that nobody asks about any more, whose questions were too few for that to be a change: their number alone.
fn gone_unclear(c: &Composer<'_>, focus: &Focus<'_>, gone: &[&TopicMove], since: Phrase) -> Option<Phrase> {
    let asked = || gone.iter().map(|row| row.before.0);
    let (least, most) = (asked().min()?, asked().max()?);
    let id = c.id("topic_moves", focus.place, focus.period, &["gone"]);
    let count = c.counted(
        id.as_str(),
        c.n.count(gone.len() as u64),
        c.t("Số chủ đề không còn được nêu mà thay đổi chưa rõ", "Topics not raised any more, unclear as a change"),
        c.t(
            "Đếm chủ đề có từ 2 câu hỏi ở kỳ trước, không có câu nào ở kỳ này, khoảng tin cậy 95\u{a0}% của thay đổi chứa 0",
            "Topics with 2 questions or more then and none now whose 95% confidence interval of the change includes 0, counted",
        ),
    );
    let questions = match least == most {
        true => c.questions_text(most),
        false => c.t(
            &format!("từ {} đến {}", c.n.count(least), c.questions_text(most)),
            &format!("{} to {}", c.n.count(least), c.questions_text(most)),
        ),
    };
    let slots = [("count", count.into()), ("since", since), ("questions", questions.into())];
    Some(if gone.len() == 1 {
        c.say(
            "có {count} chủ đề được nêu {since} ({questions}) nay không được nêu nữa, quá ít để coi là thay đổi",
            "of the topics raised in {since}, {count} ({questions}) was not raised again: too few questions to call it a change",
            &slots,
        )
    } else {
        c.say(
            "có {count} chủ đề được nêu {since} ({questions} mỗi chủ đề) nay không được nêu nữa, quá ít để coi là thay đổi",
            "of the topics raised in {since}, {count} ({questions} each) were not raised again: too few questions to call it a change",
            &slots,
        )
    })
}

/// What moved in single places, against what chance alone would show.
fn in_places(
    c: &Composer<'_>,
    focus: &Focus<'_>,
    found: &[&TopicMove],
    (compared, by_chance): (u32, f64),
) -> Phrase {
    let id = c.id("topic_moves", focus.place, focus.period, &["places"]);
    let count = |part: &str, number: u64, title: (&str, &str), formula: (&str, &str)| -> Phrase {
        c.counted(id.part(part).as_str(), c.n.count(number), c.t(title.0, title.1), c.t(formula.0, formula.1))
            .into()
    };
    let slots = [
        (
            "found",
            count(
                "found",
                found.len() as u64,
                ("Cặp đơn vị và chủ đề thay đổi rõ rệt", "Pairs of place and topic that clearly moved"),
                (
                    "Đếm cặp có khoảng tin cậy 95\u{a0}% của thay đổi không chứa 0",
                    "Pairs whose 95% confidence interval of the change excludes 0, counted",
                ),
            ),
        ),
        (
            "compared",
            count(
                "compared",
                u64::from(compared),
                ("Cặp đơn vị và chủ đề được so sánh", "Pairs of place and topic compared"),
                (
                    "Đếm cặp có câu hỏi ở một trong hai kỳ",
                    "Pairs with a question in either of the two periods, counted",
                ),
            ),
        ),
        (
            "chance",
            count(
                "chance",
                by_chance.round() as u64,
                ("Số cặp mà chỉ ngẫu nhiên cũng tạo ra", "Pairs that chance alone gives"),
                CHANCE_FORMULA,
            ),
        ),
    ];
    let said = c.say(
        "xét từng chủ đề ở từng đơn vị, {found} trong {compared} cặp (có câu hỏi ở một trong hai kỳ) thay đổi rõ rệt, trong khi riêng ngẫu nhiên cũng tạo ra khoảng {chance} cặp nếu các câu hỏi không phụ thuộc nhau",
        "in individual places, {found} of {compared} pairs of place and topic (with a question in either period) changed clearly; about {chance} would be expected by chance if questions were independent",
        &slots,
    );
    if !beyond_chance(found.len(), by_chance) {
        return said.then(c.t(", nên chưa nơi nào thật sự nổi bật", ", so no place really stands out"));
    }
    let strongest: Vec<Phrase> = found
        .iter()
        .take(3)
        .map(|row| {
            let slots = [
                ("place", c.place_in(&row.place).into()),
                ("topic", c.topic(&row.topic).into()),
                ("change", c.move_change(row, true).into()),
            ];
            c.say("{place} với “{topic}” ({change})", "{place} with “{topic}” ({change})", &slots)
        })
        .collect();
    let strongest = Phrase::joined(strongest, ", ", c.lang.pick(" và ", " and "));
    said.then(c.say(
        "; rõ nhất là {strongest}",
        "; the clearest were {strongest}",
        &[("strongest", strongest)],
    ))
}

/// What moved, the line of all places first; `moved` pairs of place and topic moved clearly in single places.
fn table(c: &Composer<'_>, focus: &Focus<'_>, rows: &[&TopicMove], moved: usize) -> Block {
    let part = |(count, total): (u64, u64)| words(format!("{}/{}", c.n.count(count), c.n.count(total)));
    let body = rows
        .iter()
        .map(|row| TableRow {
            cells: vec![
                words(c.place(&row.place)),
                words(c.topic(&row.topic)),
                words(c.movement(row.movement)),
                part(row.before),
                part(row.now),
                figure(Some(c.move_change(row, false)), Some(row.change_pp)),
                interval(c.move_interval(row), row.interval),
            ],
            ..TableRow::default()
        })
        .collect();
    let (since, period) =
        rows.first().map_or_else(Default::default, |row| (c.n.short(row.since), c.n.short(row.period)));
    let mut notes = Vec::new();
    if moved > SHOWN {
        let (all, held) = (c.n.count(moved as u64), c.data_table(&TOPIC_MOVES));
        notes.push(c.t(
            &format!("Ở các đơn vị có {all} cặp đơn vị và chủ đề thay đổi rõ rệt; bảng nêu {SHOWN} cặp rõ nhất (thay đổi lớn nhất so với độ rộng khoảng tin cậy), toàn bộ có trong {held} (dòng có place_code, với change_low lớn hơn 0 hoặc change_high nhỏ hơn 0)."),
            &format!("In individual places {all} pairs of place and topic changed clearly; the table shows the {SHOWN} clearest (the largest change for the width of its interval), and {held} hold all of them (rows with a place_code whose change_low is above 0 or change_high below 0)."),
        ));
    }
    notes.push(c.t(
        "Cột câu hỏi: số câu hỏi về chủ đề trên tổng số câu hỏi. Thay đổi là rõ rệt khi khoảng tin cậy 95\u{a0}% không chứa 0; các ý kiến của một buổi không độc lập với nhau, nên khoảng này còn hẹp hơn thực tế.",
        "Questions: those on the topic out of all questions. A change is clear where its 95% confidence interval excludes 0; opinions of one session are not independent, so the interval is narrower than it should be.",
    ));
    let questions = |period: String| {
        let heads = [
            c.t(&format!("Câu hỏi về chủ đề, {period}"), &format!("Questions on the topic, {period}")),
            c.t(&format!("Tổng số câu hỏi, {period}"), &format!("All questions, {period}")),
        ];
        number_column(period, c.t("câu hỏi", "questions")).aside().headed(heads)
    };
    let table = Table {
        id: "topics-moves-table".to_owned(),
        title: c.t(
            &format!("Chủ đề mới nổi và lắng xuống, {period} so với {since}"),
            &format!("Emerging and fading topics, {period} compared with {since}"),
        ),
        columns: vec![
            text_column(c.t("Đơn vị", "Place")),
            text_column(c.t("Chủ đề", "Topic")),
            text_column(c.t("Diễn biến", "Movement")),
            questions(since),
            questions(period),
            number_column(c.t("Thay đổi tỷ trọng", "Change of share"), c.n.point_unit()),
            number_column(c.t("Khoảng tin cậy 95\u{a0}%", "95% interval"), c.n.point_unit()).aside(),
        ],
        rows: body,
        notes,
        source: c.source(focus.rows.iter().map(|row| (None, &row.origins))),
        number: 0,
    };
    c.table(c.tidy(table))
}

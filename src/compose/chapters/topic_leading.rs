//! What young people ask about most: the topics at the head, together where their numbers do not tell them apart, and of few
//! questions how they are spread and no more.

use super::topic_focus::Focus;
use crate::analyse::summary::TopicRow;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::leading::{asked, questions, together};
use crate::compose::names::{list, to_name};
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;

/// Topics told by name; of more at the head the first ones, of few questions all or none.
const TOLD: usize = 3;

/// Topics are close together where the least of them has four fifths of the questions of the first.
const CLOSE: (u64, u64) = (4, 5);

fn words(c: &Composer<'_>, row: &TopicRow) -> Phrase {
    c.topic_questions_words(row).map(Phrase::from).unwrap_or_default()
}

fn number(c: &Composer<'_>, row: &TopicRow) -> Phrase {
    c.topic_questions(row).map(Phrase::from).unwrap_or_default()
}

fn share(c: &Composer<'_>, row: &TopicRow) -> Phrase {
    c.topic_share(row).map(Phrase::from).unwrap_or_default()
}

fn and(c: &Composer<'_>, phrases: Vec<Phrase>) -> Phrase {
    Phrase::joined(phrases, ", ", c.lang.pick(" và ", " and "))
}

/// `“Thương mại điện tử” (`, what is said of it, `)`.
fn with(c: &Composer<'_>, row: &TopicRow, said: Phrase) -> Phrase {
    Phrase::from(format!("“{}” (", c.topic(&row.topic))).then(said).then(")")
}

/// The topics at the head by name with what is said of each of them; the rest of many is counted.
fn head(c: &Composer<'_>, rows: &[&TopicRow], said: impl Fn(usize, &TopicRow) -> Phrase) -> Phrase {
    let shown = to_name(rows.len(), TOLD);
    let mut told: Vec<Phrase> =
        rows.iter().take(shown).enumerate().map(|(i, row)| with(c, row, said(i, row))).collect();
    if shown < rows.len() {
        let rest = rows.len() - shown;
        told.push(c.t(&format!("{rest} chủ đề khác"), &format!("{rest} other topics")).into());
    }
    and(c, told)
}

/// That the topics at the head are not told apart: they are close together, or their questions are too few for that.
fn level_with(c: &Composer<'_>, rows: &[&TopicRow]) -> String {
    let (most, least) = (rows.first().map(|row| questions(row)), rows.last().map(|row| questions(row)));
    let close = most.zip(least).is_some_and(|(most, least)| least * CLOSE.1 >= most * CLOSE.0);
    match close {
        true => c.t("sát nhau", "close together"),
        false => c.t("chưa phân được hơn kém", "not told apart by so few questions"),
    }
}

/// The topics that follow the head, until three are told in all; none where more are asked about as often as are told.
fn next<'r, 'a>(rows: &'r [&'a TopicRow], lead: usize) -> &'r [&'a TopicRow] {
    let rest = rows.get(lead..).unwrap_or_default();
    let mut told = 0;
    while lead + told < TOLD && told < rest.len() {
        told += tied(&rest[told..], |row| row.questions);
    }
    if lead + told > TOLD + 1 { &[] } else { &rest[..told] }
}

/// How the few questions of which nothing is the first are spread over the topics; `2 câu về “An toàn, an ninh mạng”, mỗi chủ
/// đề còn lại 1 câu`.
fn spread(c: &Composer<'_>, rows: &[&TopicRow]) -> Phrase {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Phrase::default() };
    let on = |row: &TopicRow| {
        let slots = [("count", number(c, row)), ("topic", c.topic(&row.topic).into())];
        c.say("{count} câu về “{topic}”", "{count} on “{topic}”", &slots)
    };
    let slots = [("first", on(first)), ("most", number(c, first)), ("least", number(c, last))];
    match tied(rows.get(1..).unwrap_or_default(), |row| row.questions) {
        0 => on(first),
        _ if first.questions == last.questions => {
            c.say("mỗi chủ đề {least} câu", "{least} on each topic", &slots)
        }
        same if same + 1 == rows.len() && same > 1 => {
            c.say("{first}, mỗi chủ đề còn lại {least} câu", "{first}, {least} on each of the others", &slots)
        }
        _ if rows.len() <= TOLD + 1 => and(c, rows.iter().map(|row| on(row)).collect()),
        _ => c.say(
            "mỗi chủ đề từ {least} đến {most} câu, chưa đủ để nói chủ đề nào được hỏi nhiều hơn",
            "{least} to {most} on each topic, too few to say which is asked about more",
            &slots,
        ),
    }
}

/// `: 2 câu về “An toàn, an ninh mạng”, ...` behind the number of questions, where that is small.
pub(super) fn spread_of_few(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let rows = asked(&focus.rows);
    match rows.first().is_some_and(|first| few(first)) {
        true => Phrase::from(": ").then(spread(c, &rows)),
        false => Phrase::default(),
    }
}

/// The most asked topics with their shares, as the chapter and the page of a place tell them; of few questions nothing.
pub(super) fn leading(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let rows = asked(&focus.rows);
    let Some(first) = rows.first().filter(|first| !few(first)) else { return Phrase::default() };
    let lead = together(&rows, |row| questions(row));
    let slots = [
        ("topic", c.topic(&first.topic).into()),
        ("count", words(c, first)),
        ("share", share(c, first)),
        ("interval", c.topic_interval(first).map(Phrase::from).unwrap_or_default()),
        ("lead", c.n.count(lead as u64).into()),
        ("close", level_with(c, &rows[..lead]).into()),
        (
            "head",
            head(c, &rows[..lead], |i, row| {
                let count = if i == 0 { words(c, row) } else { number(c, row) };
                count.then("; ").then(share(c, row))
            }),
        ),
    ];
    let mut said = match lead {
        1 => c.say(
            "được hỏi nhiều nhất là “{topic}” với {count}, chiếm {share} (khoảng tin cậy 95\u{a0}%: {interval})",
            "the topic most asked about is “{topic}” with {count}, {share} of all (95% confidence interval {interval})",
            &slots,
        ),
        lead if lead == rows.len() => c.say(
            "không chủ đề nào nổi trội ({close}): {head}",
            "no topic stands out ({close}): {head}",
            &slots,
        ),
        _ => c.say(
            "{lead} chủ đề dẫn đầu, {close}: {head}",
            "{lead} topics lead, {close}: {head}",
            &slots,
        ),
    };
    let next: Vec<Phrase> = next(&rows, lead).iter().map(|row| with(c, row, share(c, row))).collect();
    if !next.is_empty() {
        said.push(c.say("; tiếp theo là {next}", "; next: {next}", &[("next", and(c, next))]));
    }
    said
}

/// What young people ask about most, with its numbers, for the director's page.
pub(super) fn most_asked(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let rows = asked(&focus.rows);
    let Some(first) = rows.first() else { return Phrase::default() };
    let lead = together(&rows, |row| questions(row));
    let raised = c.topics_raised(focus.place, focus.period, c.n.count(rows.len() as u64));
    let slots = [
        ("period", c.n.period(focus.period).into()),
        ("within", c.n.within(focus.period).into()),
        ("place", c.place_full(focus.place).into()),
        ("total", c.topic_total(first).into()),
        ("raised", raised.into()),
        ("topics", if rows.len() == 1 { "topic" } else { "topics" }.into()),
        ("lead", c.n.count(lead as u64).into()),
        ("close", level_with(c, &rows[..lead]).into()),
        ("head", head(c, &rows[..lead], |i, row| if i == 0 { words(c, row) } else { number(c, row) })),
        ("spread", spread(c, &rows)),
    ];
    if few(first) {
        return c.say(
            "{period}, {place} có {total} về {raised} chủ đề: {spread}",
            "{within}, there were {total} on {raised} {topics} in {place}: {spread}",
            &slots,
        );
    }
    let mut said = match lead {
        1 => c.say(
            "{period}, trong {total} của {place}, thanh niên hỏi nhiều nhất về {head}",
            "{within}, of the {total} in {place}, young people ask most about {head}",
            &slots,
        ),
        lead if lead == rows.len() => c.say(
            "{period}, trong {total} của {place}, không chủ đề nào nổi trội ({close}): {head}",
            "{within}, of the {total} in {place}, no topic stands out ({close}): {head}",
            &slots,
        ),
        _ => c.say(
            "{period}, trong {total} của {place}, thanh niên hỏi nhiều nhất về {lead} chủ đề ({close}): {head}",
            "{within}, of the {total} in {place}, young people ask most about {lead} topics ({close}): {head}",
            &slots,
        ),
    };
    let next: Vec<Phrase> = next(&rows, lead).iter().map(|row| with(c, row, number(c, row))).collect();
    if !next.is_empty() {
        said.push(c.say("; tiếp theo là {next}", "; next: {next}", &[("next", and(c, next))]));
    }
    said
}

/// What is asked about most, as short as the tile of the questions holds it; nothing of few questions.
pub(super) fn in_short(c: &Composer<'_>, focus: &Focus<'_>) -> String {
    let rows = asked(&focus.rows);
    if rows.first().is_none_or(|first| few(first)) {
        return String::new();
    }
    let lead = together(&rows, |row| questions(row));
    let close = level_with(c, &rows[..lead]);
    let names: Vec<String> = rows.iter().take(lead).map(|row| c.topic(&row.topic)).collect();
    match names.as_slice() {
        all if all.len() == rows.len() && all.len() > 1 => String::new(),
        [only] => c.t(&format!("Hỏi nhiều nhất: {only}"), &format!("Most asked about: {only}")),
        [one, two] => {
            c.t(&format!("Hỏi nhiều nhất: {one}; {two}"), &format!("Most asked about: {one}; {two}"))
        }
        _ => c.t(&format!("{lead} chủ đề dẫn đầu, {close}"), &format!("{lead} topics lead, {close}")),
    }
}

/// The finding of a chart of shares; `rows` are one place and period, most asked first.
pub(in crate::compose) fn headline(c: &Composer<'_>, rows: &[&TopicRow]) -> Option<String> {
    let rows = asked(rows);
    let first = rows.first()?;
    let total = c.questions_text(first.total);
    if few(first) {
        let topics = c.count_of(rows.len() as u64, ("chủ đề", "topic", "topics"));
        let spread = spread(c, &rows).text();
        return Some(
            c.t(&format!("{total} về {topics}: {spread}"), &format!("{total} on {topics}: {spread}")),
        );
    }
    let percent = |row: &TopicRow| row.share.map(|share| c.n.percent(share, 1)).unwrap_or_default();
    let lead = together(&rows, |row| questions(row));
    let last = rows.get(lead.checked_sub(1)?)?;
    let names: Vec<String> = rows.iter().take(lead).map(|row| format!("“{}”", c.topic(&row.topic))).collect();
    let close = level_with(c, &rows[..lead]);
    let (high, low) = (percent(first), percent(last));
    let range = match high == low {
        true => c.t(&format!("mỗi chủ đề {high}"), &format!("{high} each")),
        false => c.t(&format!("từ {low} đến {high}"), &format!("{low} to {high}")),
    };
    Some(match lead {
        1 => {
            let topic = names.first()?;
            c.t(
                &format!("{topic} được hỏi nhiều nhất: {high} trong {total}"),
                &format!("{topic} is asked about most: {high} of {total}"),
            )
        }
        lead if lead == rows.len() => c.t(
            &format!("Không chủ đề nào nổi trội: {range} trong {total}"),
            &format!("No topic stands out: {range} of {total}"),
        ),
        2..=3 => {
            let names = list(c.lang, &names, TOLD, ("chủ đề", "topic", "topics"));
            c.t(
                &format!("{names} dẫn đầu, {close}: {range} trong {total}"),
                &format!("{names} lead, {close}: {range} of {total}"),
            )
        }
        _ => c.t(
            &format!("{lead} chủ đề dẫn đầu, {close}: {range} trong {total}"),
            &format!("{lead} topics lead, {close}: {range} of {total}"),
        ),
    })
}

//! What young people ask about most: the topics at the head, together where their numbers do not tell them apart, and of few
//! questions how they are spread and no more.

use super::topic_focus::Focus;
use crate::analyse::summary::TopicRow;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::leading::{asked, questions, together};
use crate::compose::names::{list, plural, to_name};
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;
use crate::model::Lang;

/// Topics told by name; of more at the head the first ones, of few questions all or none.
const TOLD: usize = 3;

/// More topics that are not told apart from the first are no lead.
const MOST_LEADING: usize = 5;

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
        true => c.t("sát nhau", "too close to rank"),
        false => c.t("chưa phân được hơn kém", "too close to rank"),
    }
}

/// What follows the head until three are told in all, topics that are not told apart together: counted where they are more
/// than are told, and nothing where too many follow together.
fn next(c: &Composer<'_>, rows: &[&TopicRow], lead: usize, said: impl Fn(&TopicRow) -> Phrase) -> Phrase {
    let rest = rows.get(lead..).unwrap_or_default();
    let mut told = 0;
    while lead + told < TOLD && told < rest.len() {
        let group = together(&rest[told..], |row| questions(row));
        if lead + told + group > TOLD + 1 {
            break;
        }
        told += group;
    }
    if told > 0 {
        let next = rest.iter().take(told).map(|row| with(c, row, said(row))).collect();
        let en = if told == 1 { "; next comes {next}" } else { "; next come {next}" };
        return c.say("; tiếp theo là {next}", en, &[("next", and(c, next))]);
    }
    let follow = together(rest, |row| questions(row));
    let (Some(most), Some(least)) = (rest.first(), follow.checked_sub(1).and_then(|last| rest.get(last)))
    else {
        return Phrase::default();
    };
    if lead >= TOLD || follow > MOST_LEADING {
        return Phrase::default();
    }
    c.say(
        "; tiếp theo là {count} chủ đề chưa phân được hơn kém, mỗi chủ đề từ {least} đến {most} câu hỏi",
        "; next come {count} topics too close to rank, with {least} to {most} questions each",
        &[("count", c.n.count(follow as u64).into()), ("least", number(c, least)), ("most", number(c, most))],
    )
}

/// `hai` of two topics that lead, as a word begins a sentence; more than five are no lead.
fn number_word(c: &Composer<'_>, count: usize) -> String {
    let words = match c.lang {
        Lang::Vi => ["một", "hai", "ba", "bốn", "năm"],
        Lang::En => ["one", "two", "three", "four", "five"],
    };
    let word = count.checked_sub(1).and_then(|at| words.get(at)).map(|word| (*word).to_owned());
    word.unwrap_or_else(|| c.n.count(count as u64))
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

/// That all questions are on the one topic there is, or how many of them where others match none.
fn all_of(c: &Composer<'_>, only: &TopicRow) -> String {
    match questions(only) == only.total {
        // Of one question "all" says nothing.
        true if only.total == 1 => String::new(),
        true => c.t("đều ", "all "),
        false => {
            let count = c.n.count(questions(only));
            c.t(&format!("trong đó {count} câu "), &format!("{count} of them "))
        }
    }
}

/// `: 2 câu về “An toàn, an ninh mạng”, ...` behind the number of questions, where that is small.
pub(super) fn spread_of_few(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let rows = asked(&focus.rows);
    match rows.as_slice() {
        [only] if few(only) && questions(only) == only.total => {
            Phrase::from(format!(": “{}”", c.topic(&only.topic)))
        }
        [first, ..] if few(first) => Phrase::from(": ").then(spread(c, &rows)),
        _ => Phrase::default(),
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
        ("lead", number_word(c, lead).into()),
        ("others", c.n.count(lead.saturating_sub(1) as u64).into()),
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
            "the topic most asked about was “{topic}” with {count}, {share} of all (95% confidence interval {interval})",
            &slots,
        ),
        lead if lead == rows.len() => c.say(
            "không chủ đề nào nổi trội ({close}): {head}",
            "no topic clearly leads ({close}): {head}",
            &slots,
        ),
        lead if lead > MOST_LEADING => c.say(
            "không chủ đề nào nổi trội: nhiều nhất là “{topic}” ({count}; {share}) nhưng chưa phân được hơn kém với {others} chủ đề khác",
            "no topic clearly leads: “{topic}” has the most questions ({count}; {share}), but not clearly more than {others} other topics",
            &slots,
        ),
        _ => c.say(
            "{lead} chủ đề dẫn đầu, {close}: {head}",
            "{lead} topics led, {close}: {head}",
            &slots,
        ),
    };
    said.push(next(c, &rows, lead, |row| share(c, row)));
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
        ("at", c.at(focus.place).into()),
        ("total", c.topic_total(first).into()),
        ("raised", raised.into()),
        ("topics", if rows.len() == 1 { "topic" } else { "topics" }.into()),
        ("lead", c.n.count(lead as u64).into()),
        ("first", with(c, first, words(c, first))),
        ("others", c.n.count(lead.saturating_sub(1) as u64).into()),
        ("close", level_with(c, &rows[..lead]).into()),
        ("head", head(c, &rows[..lead], |i, row| if i == 0 { words(c, row) } else { number(c, row) })),
        ("spread", spread(c, &rows)),
        ("topic", c.topic(&first.topic).into()),
        ("all", all_of(c, first).into()),
        ("were", plural(c.lang, first.total, "", "was", "were").into()),
    ];
    // One topic alone is said once.
    if few(first) && rows.len() == 1 {
        return c.say(
            "{period}, {place} có {total}, {all}về “{topic}”",
            "{within}, there {were} {total} {at}, {all}about “{topic}”",
            &slots,
        );
    }
    if few(first) {
        return c.say(
            "{period}, {place} có {total} về {raised} chủ đề: {spread}",
            "{within}, there were {total} on {raised} {topics} {at}: {spread}",
            &slots,
        );
    }
    let mut said = match lead {
        1 => c.say(
            "{period}, trong {total} của {place}, thanh niên hỏi nhiều nhất về {head}",
            "{within}, of the {total} {at}, young people asked most about {head}",
            &slots,
        ),
        lead if lead == rows.len() => c.say(
            "{period}, trong {total} của {place}, không chủ đề nào nổi trội ({close}): {head}",
            "{within}, of the {total} {at}, no topic clearly led ({close}): {head}",
            &slots,
        ),
        lead if lead > MOST_LEADING => c.say(
            "{period}, trong {total} của {place}, không chủ đề nào nổi trội: nhiều nhất là {first} nhưng chưa phân được hơn kém với {others} chủ đề khác",
            "{within}, of the {total} {at}, no topic clearly led: {first} came first, but not clearly ahead of {others} other topics",
            &slots,
        ),
        _ => c.say(
            "{period}, trong {total} của {place}, thanh niên hỏi nhiều nhất về {lead} chủ đề ({close}): {head}",
            "{within}, of the {total} {at}, young people asked most about {lead} topics ({close}): {head}",
            &slots,
        ),
    };
    said.push(next(c, &rows, lead, |row| number(c, row)));
    said
}

/// What is asked about most, as short as the tile of the questions holds it; nothing of few questions.
pub(super) fn in_short(c: &Composer<'_>, focus: &Focus<'_>) -> String {
    let rows = asked(&focus.rows);
    if rows.first().is_none_or(|first| few(first)) {
        return String::new();
    }
    let lead = together(&rows, |row| questions(row));
    if lead == rows.len() && lead > 1 {
        return String::new();
    }
    if lead > MOST_LEADING {
        let topic = rows.first().map(|row| c.topic(&row.topic)).unwrap_or_default();
        let count = c.questions_text(rows.first().map(|row| questions(row)).unwrap_or_default());
        return c.t(
            &format!("Không chủ đề nào nổi trội; nhiều nhất: {topic} ({count})"),
            &format!("No topic clearly leads; most asked about: {topic} ({count})"),
        );
    }
    let shown = to_name(lead, TOLD);
    let names: Vec<String> = rows.iter().take(shown).map(|row| c.topic(&row.topic)).collect();
    let rest = match lead - shown {
        0 => String::new(),
        rest => c.t(&format!(" và {rest} chủ đề khác"), &format!(" and {rest} more")),
    };
    let names = names.join("; ");
    c.t(&format!("Nhiều nhất: {names}{rest}"), &format!("Most asked about: {names}{rest}"))
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
                &format!("{topic} was asked about most: {high} of {total}"),
            )
        }
        lead if lead == rows.len() => c.t(
            &format!("Không chủ đề nào nổi trội: {range} trong {total}"),
            &format!("No topic clearly leads: {range} of {total}"),
        ),
        2..=3 => {
            let names = list(c.lang, &names, TOLD, ("chủ đề", "topic", "topics"));
            c.t(
                &format!("{names} dẫn đầu, {close}: {range} trong {total}"),
                &format!("{names} lead, {close}: {range} of {total}"),
            )
        }
        lead if lead > MOST_LEADING => {
            let (topic, others) = (names.first()?, lead - 1);
            c.t(
                &format!("Không chủ đề nào nổi trội: {topic} nhiều nhất ({high} trong {total}), chưa phân được hơn kém với {others} chủ đề khác"),
                &format!("No topic clearly leads: {topic} has the most questions ({high} of {total}), but not clearly more than {others} others"),
            )
        }
        _ => {
            let many = crate::compose::names::capital(&number_word(c, lead));
            c.t(
                &format!("{many} chủ đề dẫn đầu, {close}: {range} trong {total}"),
                &format!("{many} topics lead, {close}: {range} of {total}"),
            )
        }
    })
}

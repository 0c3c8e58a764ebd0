//! Doubts about small numbers: places and pairs of place and topic with few questions.

use std::collections::BTreeMap;

use super::told::Told;
use super::topic_focus;
use crate::analyse::summary::TopicRow;
use crate::compose::composer::Composer;
use crate::compose::sentences::Phrase;
use crate::model::Place;
use crate::model::register::UNMATCHED;

/// Fewer questions of a place on a topic say little of it.
const FEW_OF_A_TOPIC: u64 = 5;

/// Places whose shares rest on few questions, where the line of all places rests on many.
pub(super) fn few_in_places(c: &Composer<'_>) -> Option<Told> {
    let focus = topic_focus::focus(c).filter(|focus| focus.place.is_country())?;
    let mut totals: BTreeMap<&Place, &TopicRow> = BTreeMap::new();
    for row in &c.summary.topics {
        if row.period == focus.period && !row.place.is_country() && row.total > 0 {
            totals.entry(&row.place).or_insert(row);
        }
    }
    let few = totals.values().filter(|row| crate::compose::cite::few(row)).count();
    let first = totals.keys().next().filter(|_| few > 0)?;
    let count = |part: &str, number: usize, title: (&str, &str)| -> Phrase {
        let id = c.id("topics", focus.place, focus.period, &[&focus.period.to_string(), part]);
        c.counted(
            id.as_str(),
            c.n.count(u64::try_from(number).unwrap_or(u64::MAX)),
            c.t(title.0, title.1),
            c.t("Đếm đơn vị có câu hỏi trong kỳ", "Places with questions in the period, counted"),
        )
        .into()
    };
    Some(Told {
        weight: 42.0 + 20.0 * few as f64 / totals.len().max(1) as f64,
        kind: "few",
        about: String::new(),
        subject: "few_in_places".to_owned(),
        words: c.say(
            "có {few} trong {all} {noun} có dưới 30 câu hỏi {period}, nên tỷ trọng chủ đề của những nơi này chỉ để tham khảo",
            match few {
                1 => "of {all} {nouns}, {few} had fewer than 30 questions {within}: its shares of topics are indicative only",
                _ => "of {all} {nouns}, {few} had fewer than 30 questions {within}: their shares of topics are indicative only",
            },
            &[
                ("few", count("few_places", few, ("Đơn vị có dưới 30 câu hỏi", "Places with fewer than 30 questions"))),
                ("all", count("places", totals.len(), ("Đơn vị có câu hỏi", "Places with questions"))),
                ("noun", c.place_noun(first).0.into()),
                ("nouns", c.place_noun(first).2.into()),
                ("period", c.n.period(focus.period).into()),
                ("within", c.n.within(focus.period).into()),
            ],
        ),
    })
}

/// Pairs of place and topic with few questions, where most of them have.
pub(super) fn few_in_pairs(c: &Composer<'_>) -> Option<Told> {
    let focus = topic_focus::focus(c).filter(|focus| focus.place.is_country())?;
    let pairs = || {
        let of_period = c.summary.topics.iter().filter(|row| row.period == focus.period);
        of_period.filter(|row| !row.place.is_country() && row.total > 0 && &*row.topic != UNMATCHED)
    };
    let (all, few) =
        (pairs().count(), pairs().filter(|row| row.questions.unwrap_or_default() < FEW_OF_A_TOPIC));
    let few = few.count();
    if few * 2 <= all {
        return None;
    }
    let count = |part: &str, number: usize, title: (&str, &str)| -> Phrase {
        let id = c.id("topics", focus.place, focus.period, &[&focus.period.to_string(), part]);
        c.counted(
            id.as_str(),
            c.n.count(u64::try_from(number).unwrap_or(u64::MAX)),
            c.t(title.0, title.1) + &format!(", {}", c.n.period(focus.period)),
            c.t(
                "Đếm cặp đơn vị và chủ đề mà đơn vị đã từng nêu, trong kỳ mà đơn vị có câu hỏi",
                "Pairs of a place and a topic that it raised at some time, in the periods in which it has questions, counted",
            ),
        )
        .into()
    };
    let few_title =
        ("Cặp đơn vị và chủ đề có dưới 5 câu hỏi", "Pairs of place and topic with fewer than 5 questions");
    Some(Told {
        weight: 44.0 + 6.0 * few as f64 / all.max(1) as f64,
        kind: "few",
        about: String::new(),
        subject: "few_in_pairs".to_owned(),
        words: c.say(
            "ở từng đơn vị, {few} trong {all} cặp đơn vị và chủ đề đã từng được nêu có dưới 5 câu hỏi {period}: chỉ vài câu hỏi đã làm tỷ trọng thay đổi",
            "in individual places, {few} of {all} pairs of place and topic ever raised had fewer than 5 questions {within}: a few questions can change such a share",
            &[
                ("few", count("few_pairs", few, few_title)),
                ("all", count("pairs", all, ("Cặp đơn vị và chủ đề", "Pairs of place and topic"))),
                ("period", c.n.period(focus.period).into()),
                ("within", c.n.within(focus.period).into()),
            ],
        ),
    })
}

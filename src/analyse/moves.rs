//! What moved among the topics of a place, and which places ask alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::distinctive::YearProfiles;
use super::summary::{Likeness, Movement, MovesCompared, TopicMove, TopicRow};
use super::topics::{Topics, topic_key};
use crate::model::register::{TopicRegister, UNMATCHED};
use crate::model::{Period, PeriodKind, Place};
use crate::stats::jensen_shannon::{by_chance, jensen_shannon};
use crate::stats::wilson::{apart_by_chance, difference};

/// One land, the same places behind it, one kind of period: what may be compared.
type Line = ((u32, u32), PeriodKind);

/// Topics that came, grew, faded or went in the last period of `year`.
pub(super) fn moves(
    topics: &Topics,
    year: i16,
    register: Option<&TopicRegister>,
) -> (Vec<TopicMove>, Vec<MovesCompared>) {
    let mut lines: BTreeMap<Line, BTreeMap<Period, BTreeMap<Arc<str>, &TopicRow>>> = BTreeMap::new();
    for (row, key) in topics.rows.iter().zip(&topics.keys) {
        // A share of a part is no level to compare.
        if row.total > 0 && row.questions.is_some() && !row.partial {
            let line = lines.entry((*key, row.period.kind())).or_default();
            line.entry(row.period).or_default().insert(row.topic.clone(), row);
        }
    }
    let mut moves: Vec<TopicMove> = Vec::new();
    let mut compared: BTreeMap<Place, (u32, f64)> = BTreeMap::new();
    for periods in lines.values() {
        let Some((period, now)) = periods.iter().rfind(|(period, _)| period.calendar_year() == year) else {
            continue;
        };
        let earlier = || periods.range(..*period);
        let a_year_ago = period.year_earlier().and_then(|period| periods.get_key_value(&period));
        let Some((since, before)) = a_year_ago.or_else(|| earlier().next_back()) else { continue };
        for (topic, row) in now.iter().filter(|(topic, _)| ***topic != *UNMATCHED) {
            let past = before.get(topic);
            let of_either = row.questions > Some(0) || past.is_some_and(|past| past.questions > Some(0));
            if let (true, Some(now), Some(then)) =
                (of_either, counts(row), counts_before(past.copied(), before))
            {
                let sums = compared.entry(row.place.clone()).or_default();
                *sums = (sums.0 + 1, sums.1 + apart_by_chance(now, then));
            }
            let ever = earlier().any(|(_, rows)| rows.get(topic).is_some_and(|row| row.questions > Some(0)));
            moves.extend(moved(row, past.copied(), *since, ever, before));
        }
    }
    moves.sort_by(|a, b| {
        let place = |row: &TopicMove| (row.place.level, row.place.vintage, row.place.code.clone());
        let topic = |row: &TopicMove| topic_key(register, &row.topic);
        place(a)
            .cmp(&place(b))
            .then_with(|| b.change_pp.abs().total_cmp(&a.change_pp.abs()))
            .then_with(|| topic(a).cmp(&topic(b)))
    });
    let compared =
        compared.into_iter().map(|(place, (topics, by_chance))| MovesCompared { place, topics, by_chance });
    (moves, compared.collect())
}

/// Questions on the topic and in all.
fn counts(row: &TopicRow) -> Option<(u64, u64)> {
    Some((row.questions?, row.total))
}

/// The same of the period compared with, in which a topic that has no row was not asked about.
fn counts_before(past: Option<&TopicRow>, before: &BTreeMap<Arc<str>, &TopicRow>) -> Option<(u64, u64)> {
    Some((past.and_then(|past| past.questions).unwrap_or(0), before.values().next()?.total))
}

/// The move of one topic, where it is one.
fn moved(
    row: &TopicRow,
    past: Option<&TopicRow>,
    since: Period,
    ever: bool,
    before: &BTreeMap<Arc<str>, &TopicRow>,
) -> Option<TopicMove> {
    let (now, then) = (counts(row)?, counts_before(past, before)?);
    let interval = difference(now, then)?;
    let movement = match (now.0, then.0) {
        (1.., 0) if !ever => Movement::New,
        (0, 1..) => Movement::Gone,
        _ if interval.0 > 0.0 => Movement::Growing,
        _ if interval.1 < 0.0 => Movement::Fading,
        _ => return None,
    };
    let share = |(count, total): (u64, u64)| 100.0 * count as f64 / total as f64;
    Some(TopicMove {
        place: row.place.clone(),
        topic: row.topic.clone(),
        period: row.period,
        since,
        movement,
        now,
        before: then,
        change_pp: share(now) - share(then),
        interval: (100.0 * interval.0, 100.0 * interval.1),
    })
}

/// For each place the places whose questions are spread most alike over the topics; nearest first: the one whose divergence
/// exceeds what chance gives with so few questions at most by so much. Places with [`Likeness::ENOUGH`] questions come
/// before others.
pub(super) fn likeness(year: &[YearProfiles]) -> Vec<Likeness> {
    let mut rows = Vec::new();
    for year in year {
        let mut near: Vec<Vec<Likeness>> = year.places.iter().map(|_| Vec::new()).collect();
        for (a, (place, counts)) in year.places.iter().enumerate() {
            for (b, (other, theirs)) in year.places.iter().enumerate().skip(a + 1) {
                let both = jensen_shannon(counts, theirs).zip(by_chance(counts, theirs));
                let Some((divergence, chance)) = both else { continue };
                let there = Likeness {
                    place: place.clone(),
                    other: other.clone(),
                    rank: 0,
                    divergence,
                    by_chance: chance.mean,
                    chance_deviation: chance.deviation,
                    questions: (counts.iter().sum(), theirs.iter().sum()),
                };
                let questions = (there.questions.1, there.questions.0);
                let back =
                    Likeness { place: other.clone(), other: place.clone(), questions, ..there.clone() };
                near[a].push(there);
                near[b].push(back);
            }
        }
        for mut others in near {
            let few = |row: &Likeness| row.questions.1 < Likeness::ENOUGH;
            others.sort_by(|a, b| {
                let nearer = few(a).cmp(&few(b)).then_with(|| a.at_most().total_cmp(&b.at_most()));
                nearer.then_with(|| a.other.cmp(&b.other))
            });
            let nearest = others.into_iter().take(Likeness::NEAREST).zip(1..);
            rows.extend(nearest.map(|(row, rank)| Likeness { rank, ..row }));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Vintage};

    /// A place with few questions differs from all, and chance may hide by how much: neither sets it apart nor makes it alike.
    #[test]
    fn few_questions_neither_set_a_place_apart_nor_make_it_alike() {
        let place = |name: &str| Place {
            vintage: Vintage::Own,
            level: Level::Province,
            code: name.into(),
            name: name.into(),
        };
        let year = YearProfiles {
            topics: (0..4).map(|n| format!("t{n}").into()).collect(),
            places: vec![
                (place("a"), vec![300, 200, 300, 200]),
                (place("b"), vec![13, 6, 8, 5]),
                (place("c"), vec![340, 180, 320, 160]),
                (place("d"), vec![2, 1, 2, 1]),
            ],
        };
        let rows = likeness(&[year]);
        let of = |name: &str| rows.iter().filter(|row| &*row.place.name == name).collect::<Vec<_>>();
        let near = of("a");
        assert_eq!(near.iter().map(|row| &*row.other.name).collect::<Vec<_>>(), ["c", "b", "d"]);
        assert!(near[1].excess() < near[0].excess() && near[0].at_most() < near[1].at_most(), "{near:?}");
        assert!(near[1].at_least() < 0.0, "{near:?}");
        assert!(near[2].questions.1 < Likeness::ENOUGH, "too few to compare comes last: {near:?}");
        assert_eq!(near.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 3]);
    }
}

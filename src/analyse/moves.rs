//! What moved among the topics of a place, and which places ask alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::distinctive::YearProfiles;
use super::summary::{Likeness, Movement, MovesCompared, TopicMove, TopicRow};
use super::topics::{Topics, topic_key};
use crate::model::register::{TopicRegister, UNMATCHED};
use crate::model::{Period, PeriodKind, Place};
use crate::stats::jensen_shannon;
use crate::stats::wilson::difference;

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
    let mut compared: BTreeMap<Place, u32> = BTreeMap::new();
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
            *compared.entry(row.place.clone()).or_default() += u32::from(of_either);
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
    let compared = compared.into_iter().map(|(place, topics)| MovesCompared { place, topics });
    (moves, compared.collect())
}

/// The move of one topic, where it is one.
fn moved(
    row: &TopicRow,
    past: Option<&TopicRow>,
    since: Period,
    ever: bool,
    before: &BTreeMap<Arc<str>, &TopicRow>,
) -> Option<TopicMove> {
    let now = (row.questions?, row.total);
    let total_before = before.values().next()?.total;
    let then = (past.and_then(|past| past.questions).unwrap_or(0), total_before);
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
/// exceeds least what chance gives with so few questions. Places with [`Likeness::ENOUGH`] questions come before others.
pub(super) fn likeness(year: &[YearProfiles]) -> Vec<Likeness> {
    let mut rows = Vec::new();
    for year in year {
        for (place, counts) in &year.places {
            let mut others: Vec<Likeness> = year
                .places
                .iter()
                .filter(|(other, _)| other != place)
                .filter_map(|(other, theirs)| {
                    let questions = (counts.iter().sum(), theirs.iter().sum());
                    Some(Likeness {
                        place: place.clone(),
                        other: other.clone(),
                        rank: 0,
                        divergence: jensen_shannon(counts, theirs)?,
                        by_chance: by_chance(year.topics.len(), questions),
                        questions,
                    })
                })
                .collect();
            let few = |row: &Likeness| row.questions.1 < Likeness::ENOUGH;
            others.sort_by(|a, b| {
                let nearer = few(a).cmp(&few(b)).then_with(|| a.excess().total_cmp(&b.excess()));
                nearer.then_with(|| a.other.cmp(&b.other))
            });
            rows.extend(
                others
                    .into_iter()
                    .take(Likeness::NEAREST)
                    .zip(1..)
                    .map(|(row, rank)| Likeness { rank, ..row }),
            );
        }
    }
    rows
}

/// The divergence that two samples of one distribution over `topics` topics are expected to show, in bits:
/// (k − 1) · (1/n₁ + 1/n₂) / (8 ln 2), from the expansion of the divergence to second order; at most 1.
fn by_chance(topics: usize, questions: (u64, u64)) -> f64 {
    let few = 1.0 / questions.0 as f64 + 1.0 / questions.1 as f64;
    (topics.saturating_sub(1) as f64 * few / (8.0 * std::f64::consts::LN_2)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Vintage};

    /// A place with few questions differs from all: what it differs by beyond chance says who is near.
    #[test]
    fn few_questions_do_not_set_a_place_apart() {
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
        assert_eq!(near.iter().map(|row| &*row.other.name).collect::<Vec<_>>(), ["b", "c", "d"]);
        assert!(near[0].divergence > near[1].divergence && near[0].excess() < near[1].excess(), "{near:?}");
        assert!(near[2].excess() < near[0].excess(), "too few to compare comes last: {near:?}");
        assert_eq!(near.iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 3]);
    }

    /// Against the mean over all outcomes of two samples of 40 from one distribution over two topics.
    #[test]
    fn chance_alone_makes_places_differ() {
        let n = 40_u64;
        let share = 0.4_f64;
        let mut chances = vec![(1.0 - share).powi(n as i32)];
        for k in 1..=n {
            let before = chances[k as usize - 1];
            chances.push(before * (n - k + 1) as f64 / k as f64 * share / (1.0 - share));
        }
        let mut mean = 0.0;
        for (i, p) in chances.iter().enumerate() {
            for (j, q) in chances.iter().enumerate() {
                let (i, j) = (i as u64, j as u64);
                mean += p * q * jensen_shannon(&[i, n - i], &[j, n - j]).unwrap_or_default();
            }
        }
        let expected = by_chance(2, (n, n));
        assert!((mean / expected - 1.0).abs() < 0.05, "{mean} {expected}");
        assert!(by_chance(20, (1, 1)) <= 1.0);
    }
}

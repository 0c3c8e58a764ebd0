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

/// For each place the places whose questions are spread most alike over the topics; nearest first.
pub(super) fn likeness(year: &[YearProfiles]) -> Vec<Likeness> {
    let mut rows = Vec::new();
    for year in year {
        for (i, (place, counts)) in year.places.iter().enumerate() {
            let mut others: Vec<(f64, &Place, u64)> = year
                .places
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .filter_map(|(_, (other, theirs))| {
                    Some((jensen_shannon(counts, theirs)?, other, theirs.iter().sum()))
                })
                .collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
            rows.extend(others.into_iter().take(Likeness::NEAREST).zip(1..).map(
                |((divergence, other, theirs), rank)| {
                    let questions = (counts.iter().sum(), theirs);
                    Likeness {
                        place: place.clone(),
                        other: other.clone(),
                        rank,
                        divergence,
                        by_chance: by_chance(year.topics.len(), questions),
                        questions,
                    }
                },
            ));
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

//! Distinctive topics: what one place asks more than the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::summary::DistinctiveTopic;
use super::topics::Profile;
use crate::model::{Place, Vintage};
use crate::stats::log_odds::{log_odds, stands_out_by_chance};

/// Counts of one year, place by place, over the topics that any of them raised.
pub(super) struct YearProfiles {
    pub(super) topics: Vec<Arc<str>>,
    pub(super) places: Vec<(Place, Vec<u64>)>,
}

/// The profiles of `year`, a set of borders each; periods of the year are added up.
pub(super) fn of_year(profiles: &[Profile], year: i16) -> Vec<YearProfiles> {
    let mut counts: BTreeMap<Vintage, BTreeMap<&Place, BTreeMap<Arc<str>, u64>>> = BTreeMap::new();
    // In the order in which they are listed, which is that of the register.
    let mut topics: BTreeMap<Vintage, Vec<Arc<str>>> = BTreeMap::new();
    let places = profiles.iter().filter(|profile| !profile.sum && !profile.place.is_country());
    for profile in places.filter(|profile| profile.period.calendar_year() == year) {
        let place = counts.entry(profile.place.vintage).or_default().entry(&profile.place).or_default();
        let listed = topics.entry(profile.place.vintage).or_default();
        for (topic, count) in &profile.counts {
            *place.entry(topic.clone()).or_default() += count;
            if !listed.contains(topic) {
                listed.push(topic.clone());
            }
        }
    }
    counts
        .into_iter()
        .map(|(vintage, places)| {
            let topics = topics.remove(&vintage).unwrap_or_default();
            let counted = |counts: BTreeMap<Arc<str>, u64>| {
                topics.iter().map(|topic| counts.get(topic).copied().unwrap_or(0)).collect::<Vec<u64>>()
            };
            let places = places
                .into_iter()
                .map(|(place, counts)| (place.clone(), counted(counts)))
                .filter(|(_, counts)| counts.iter().any(|&count| count > 0))
                .collect();
            YearProfiles { topics, places }
        })
        .collect()
}

/// Log-odds of every topic of every place against all other places of the year; needs two places.
pub(super) fn distinctive(year: &[YearProfiles]) -> Vec<DistinctiveTopic> {
    let mut rows = Vec::new();
    for year in year.iter().filter(|year| year.places.len() > 1) {
        let mut pooled = vec![0; year.topics.len()];
        for (_, counts) in &year.places {
            pooled.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        let all: u64 = pooled.iter().sum();
        for (place, counts) in &year.places {
            let odds = log_odds(counts, &pooled);
            let own: u64 = counts.iter().sum();
            let topics = year.topics.iter().zip(counts).zip(&pooled);
            for (((topic, &questions), &on_topic), odds) in topics.zip(odds) {
                if let Some(odds) = odds {
                    rows.push(DistinctiveTopic {
                        place: place.clone(),
                        topic: topic.clone(),
                        questions,
                        log_odds: odds.delta,
                        z: odds.z,
                        by_chance: stands_out_by_chance(own, (on_topic, all)),
                    });
                }
            }
        }
    }
    rows
}

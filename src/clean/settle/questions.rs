//! Questions of all exports, counted together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Read;
use crate::clean::audit::Check;
use crate::clean::checks;
use crate::clean::context::Context;
use crate::clean::keys::Names;
use crate::clean::place::Settled;
use crate::clean::places::{Parents, country_in, place_of};
use crate::clean::rollup;
use crate::clean::sessions::{Sessions, later};
use crate::clean::spot::Base;
use crate::clean::tables::{self, QuestionCount, Tables};
use crate::model::{Period, Place};

/// Questions of all exports.
pub fn questions(
    context: &Context<'_>,
    reads: &[Read<'_, Sessions>],
    names: &Names,
    parents: &mut Parents,
    tables: &mut Tables,
    checks: &mut Vec<Check>,
) {
    let mut counts: BTreeMap<(Place, Period, Arc<str>), QuestionCount> = BTreeMap::new();
    let mut unmatched: BTreeMap<String, u64> = BTreeMap::new();
    let mut late: BTreeMap<(Place, Period), tables::Origins> = BTreeMap::new();
    for (job, part) in reads {
        let keys = &part.keys;
        let places: Vec<Place> = (0..keys.spots.count() as u32)
            .map(|id| place_of(job, keys, keys.spots.get(id), names, parents))
            .collect();
        for (label, rows) in &part.gathered.unmatched {
            *unmatched.entry(label.clone()).or_default() += rows;
        }
        let mut entries: Vec<_> = part.gathered.entries.iter().collect();
        entries.sort_by_key(|(key, _)| **key);
        for ((spot, period, topic), entry) in entries {
            let place = country_in(job, keys, places[*spot as usize].clone(), *period);
            let is_late = match keys.spots.get(*spot).base {
                Base::Unit(Settled::Part(_)) => true,
                Base::Unit(Settled::Late(..)) => keys.former_late,
                _ => false,
            };
            if is_late {
                late.entry((place.clone(), *period)).or_default().extend(&entry.origins);
            }
            let topic = names.get(part.gathered.topics.get(*topic));
            tables.unmatched_rows += entry.unmatched;
            tables.latest = later(tables.latest, entry.latest);
            let count = QuestionCount {
                place: place.clone(),
                period: *period,
                topic: Arc::clone(&topic),
                questions: (entry.counted > 0).then_some(entry.opinions),
                counted_rows: entry.counted,
                uncounted_rows: entry.uncounted,
                origins: entry.origins.clone(),
            };
            match counts.entry((place, *period, topic)) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(count);
                }
                std::collections::btree_map::Entry::Occupied(mut taken) => {
                    rollup::add_questions(taken.get_mut(), &count);
                }
            }
        }
    }
    tables.questions = counts.into_values().collect();
    let mut unmatched: Vec<(String, u64)> = unmatched.into_iter().filter(|(_, rows)| *rows > 0).collect();
    unmatched.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    unmatched.truncate(50);
    tables.unmatched_topics = unmatched;
    for ((place, period), origins) in late {
        checks.push(checks::former_place(
            context.registers.places.as_deref(),
            &place,
            period,
            &[&origins],
            None,
        ));
    }
}

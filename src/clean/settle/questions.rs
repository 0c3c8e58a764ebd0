//! Questions of all exports, counted together.

use std::collections::BTreeMap;

use super::{Read, places_of};
use crate::clean::audit::Check;
use crate::clean::checks;
use crate::clean::context::Context;
use crate::clean::keys::Names;
use crate::clean::place::Settled;
use crate::clean::places::{Parents, country_in};
use crate::clean::rollup;
use crate::clean::sessions::{Sessions, later};
use crate::clean::spot::Base;
use crate::clean::tables::{self, QuestionCount, Tables};
use crate::model::arrange::{arrange, order};
use crate::model::place::text_order;
use crate::model::{Period, Place};

/// Counts in order, those for the same question added up.
fn added_up(mut counts: Vec<QuestionCount>) -> Vec<QuestionCount> {
    let order = order(counts.len(), |a, b| {
        let (a, b) = (&counts[a], &counts[b]);
        a.place.cmp(&b.place).then(a.period.cmp(&b.period)).then_with(|| text_order(&a.topic, &b.topic))
    });
    arrange(&mut counts, &order);
    counts.dedup_by(|count, sum| {
        let same = (&count.place, count.period, &count.topic) == (&sum.place, sum.period, &sum.topic);
        if same {
            rollup::add_questions(sum, count);
        }
        same
    });
    counts
}

/// Questions of all exports.
pub fn questions(
    context: &Context<'_>,
    reads: &[Read<'_, Sessions>],
    names: &Names,
    parents: &mut Parents,
    tables: &mut Tables,
    checks: &mut Vec<Check>,
) {
    let mut counts: Vec<QuestionCount> = Vec::new();
    let mut unmatched: BTreeMap<String, u64> = BTreeMap::new();
    let mut late: BTreeMap<(Place, Period), tables::Origins> = BTreeMap::new();
    for read in reads {
        let (job, part) = read;
        let keys = &part.keys;
        let places = places_of(read, names, parents);
        for (label, rows) in &part.gathered.unmatched {
            *unmatched.entry(label.clone()).or_default() += rows;
        }
        let mut entries: Vec<_> =
            part.gathered.entries.iter().filter(|(_, entry)| entry.origins.count > 0).collect();
        entries.sort_by_key(|(key, _)| **key);
        counts.reserve(entries.len());
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
            counts.push(QuestionCount {
                place,
                period: *period,
                topic,
                questions: (entry.counted > 0).then_some(entry.opinions),
                counted_rows: entry.counted,
                uncounted_rows: entry.uncounted,
                origins: entry.origins.clone(),
            });
        }
    }
    tables.questions = added_up(counts);
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

//! Teams added up.

use std::collections::BTreeMap;

use super::{Noted, Step, add};
use crate::clean::audit::{Check, doubt};
use crate::clean::below::add_both;
use crate::clean::cast::TeamKey;
use crate::clean::context::Context;
use crate::clean::lacking::Gaps;
use crate::clean::tables::{TeamCount, TeamLevel};
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Level, Place, Rule, Text};

impl Step<'_> {
    /// The figures with what lies below put to what it is part of; a figure of the whole itself stands.
    pub(super) fn teams(
        &self,
        figures: Vec<TeamCount>,
        added_up: Vec<TeamCount>,
        noted: &mut Noted<TeamKey>,
        checks: &mut Vec<Check>,
    ) -> Vec<TeamCount> {
        let Step { parents, from, level, context } = *self;
        if self.adds_nothing(figures.iter().map(|figure| &figure.place), added_up.len(), &noted.gaps) {
            return figures;
        }
        let Noted { casts, gaps } = noted;
        let key_of = |figure: &TeamCount| (figure.place.clone(), figure.level, figure.period);
        gaps.step(parents, from, level, figures.iter().map(key_of));
        let mut kept = Vec::new();
        let mut parts: BTreeMap<TeamKey, TeamCount> = BTreeMap::new();
        let mut of: BTreeMap<TeamKey, Vec<Place>> = BTreeMap::new();
        let mut add = |whole: Place, mut part: TeamCount| {
            let key = (whole, part.level, part.period);
            // What goes on from the step before was noted there.
            if part.place != key.0 || from == Level::Commune {
                casts.note(&key, &part.place, part.rolled_up);
            }
            let place = std::mem::replace(&mut part.place, key.0.clone());
            of.entry(key.clone()).or_default().push(place);
            part.rolled_up = part.rolled_up.max(1);
            add_to(&mut parts, key, part);
        };
        for sum in added_up {
            add(sum.place.clone(), sum);
        }
        for figure in figures {
            match parents.get(&figure.place) {
                Some(parent) if figure.place.level == from && parent.level >= level => {
                    add(parent.clone(), figure);
                }
                // The sum of communes without a district is a part like the districts, and no figure of the province.
                _ if figure.rolled_up > 0 && figure.place.level < from => add(figure.place.clone(), figure),
                _ => kept.push(figure),
            }
        }
        let own: BTreeMap<_, usize> = kept.iter().enumerate().map(|(i, own)| (key_of(own), i)).collect();
        gaps.carry_on(from, |key| parts.contains_key(key) || own.contains_key(key));
        for (key, mut sum) in parts {
            if gaps.lacks(&key, of.get(&key).into_iter().flatten()) {
                blank(&mut sum);
            }
            let own = own.get(&key).map(|i| &kept[*i]);
            let (place, team_level, period) = key;
            let Some(own) = own else {
                kept.push(sum);
                continue;
            };
            let measures = [
                (own.teams, sum.teams, ("tổ", "teams")),
                (own.members, sum.members, ("thành viên", "members")),
                (own.trained, sum.trained, ("tổ được tập huấn", "teams trained")),
            ];
            let differ: Vec<_> = measures
                .into_iter()
                .filter_map(|(own, sum, noun)| Some((own?, sum?, noun)))
                .filter(|(own, sum, _)| own != sum)
                .collect();
            if differ.is_empty() {
                continue;
            }
            let said = |n: Numbers, noun: &dyn Fn((&'static str, &'static str)) -> &'static str| {
                let list = |numbers: Vec<String>| numbers.join(", ");
                let counts = |n: Numbers, count: u64, nouns| format!("{} {}", n.count(count), noun(nouns));
                (
                    list(differ.iter().map(|(own, _, nouns)| counts(n, *own, *nouns)).collect()),
                    list(differ.iter().map(|(_, sum, nouns)| counts(n, *sum, *nouns)).collect()),
                )
            };
            let (vi, en) = (said(VI, &|nouns| nouns.0), said(EN, &|nouns| nouns.1));
            let problem = Text::new(
                format!("{} ghi {}, các {} cộng lại là {}", place.name, vi.0, place.parts().0, vi.1),
                format!("{} says {}, its parts add up to {}", place.name, en.0, en.1),
            );
            let id = context.figure("teams", &place, period, &[&period.to_string(), team_level.as_str()]);
            let lines = [&own.origins, &sum.origins];
            checks.push(doubt(Rule::ProvinceDisagrees, &lines, &place, period, id, problem));
        }
        kept
    }
}

fn add_to<K: Ord>(sums: &mut BTreeMap<K, TeamCount>, key: K, figure: TeamCount) {
    match sums.entry(key) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(figure);
        }
        std::collections::btree_map::Entry::Occupied(mut taken) => add_teams(taken.get_mut(), &figure),
    }
}

/// Adds one count to another of the same key.
pub(super) fn add_teams(sum: &mut TeamCount, other: &TeamCount) {
    // What a part does not say is not nothing: a sum of the others is not the whole.
    sum.teams = add_both(sum.teams, other.teams);
    sum.members = add_both(sum.members, other.members);
    sum.trained = add_both(sum.trained, other.trained);
    sum.teams_with_members = add(sum.teams_with_members, other.teams_with_members);
    sum.members_with_teams = add(sum.members_with_teams, other.members_with_teams);
    sum.teams_with_trained = add(sum.teams_with_trained, other.teams_with_trained);
    sum.trained_with_teams = add(sum.trained_with_teams, other.trained_with_teams);
    // A district that tells its teams as a whole does not say of how many communes they are.
    sum.communes = match (sum.communes, other.communes) {
        (Some(a), Some(b)) => Some(a + b),
        _ => None,
    };
    sum.source = [sum.source.take(), other.source.clone()].into_iter().flatten().min();
    // A note is about one row.
    sum.note = None;
    sum.rolled_up += other.rolled_up;
    sum.origins.extend(&other.origins);
}

/// What the other parts add up to is not the whole.
fn blank(sum: &mut TeamCount) {
    (sum.teams, sum.members, sum.trained, sum.communes) = (None, None, None, None);
    (sum.teams_with_members, sum.members_with_teams) = (None, None);
    (sum.teams_with_trained, sum.trained_with_teams) = (None, None);
}

/// Tells of the sums that lack parts.
pub(super) fn tell_gaps(
    figures: &[TeamCount],
    gaps: &Gaps<TeamKey>,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    for figure in figures.iter().filter(|figure| figure.rolled_up > 0) {
        let (place, level, period) = (&figure.place, figure.level, figure.period);
        let Some((problem, lines)) = gaps.told(&(place.clone(), level, period)) else { continue };
        let id = context.figure("teams", place, period, &[&period.to_string(), level.as_str()]);
        let (vi, en) = match level {
            TeamLevel::All => ("Tổ công nghệ số cộng đồng", "Community digital teams"),
            TeamLevel::Commune => ("Tổ công nghệ số cộng đồng cấp xã", "Community digital teams of communes"),
            TeamLevel::Village => {
                ("Tổ công nghệ số cộng đồng cấp thôn, bản", "Community digital teams of villages")
            }
        };
        let problem = Text::new(format!("{vi}, {}", problem.vi), format!("{en}, {}", problem.en));
        checks.push(doubt(Rule::PartsNotCombined, &[&lines], place, period, id, problem));
    }
}

//! Districts and communes added up into provinces, where provinces are what the report speaks of.
//!
//! A figure of the province itself always wins over the sum of its parts and is never added to it. Communes given
//! without a district and districts are parts of one sum, though they are met in two steps.

mod coverage;
mod joined;
mod teams;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use joined::Joined;

use super::audit::Check;
use super::cast::{self, Casts, CoverageKey, TeamKey};
use super::context::Context;
use super::lacking::{Gaps, Lack, OfPlace};
use super::places::Parents;
use super::tables::{CoverageFigure, QuestionCount, Tables, TeamCount};
use crate::model::{Level, Period, Place};

/// The level that the tables speak of: as the project says; else the parts of the one province that reports; else provinces.
pub fn level_of(
    tables: &Tables,
    added_up: &AddedUp,
    parents: &Parents,
    said: Option<Level>,
) -> Option<Level> {
    let places = tables
        .questions
        .iter()
        .map(|f| &f.place)
        .chain(tables.coverage.iter().map(|f| &f.place))
        .chain(tables.teams.iter().map(|f| &f.place));
    let mut provinces = BTreeSet::new();
    let mut levels = BTreeSet::new();
    for place in places {
        let mut top = place;
        while let Some(parent) = parents.get(top) {
            top = parent;
        }
        levels.insert(place.level);
        if top.level == Level::Province {
            provinces.insert(top);
        }
    }
    for place in added_up.places() {
        levels.insert(Level::Commune);
        provinces.insert(parents.get(place).unwrap_or(place));
    }
    // A commune with a district can be shown by district.
    let has_districts =
        levels.contains(&Level::District) || parents.wholes().any(|place| place.level == Level::District);
    match (said, provinces.len()) {
        (_, 0) => said.or((!levels.is_empty()).then_some(Level::Province)),
        (Some(level), _) => Some(level),
        (None, 1) if has_districts => Some(Level::District),
        (None, 1) if levels.contains(&Level::Commune) => Some(Level::Commune),
        _ => Some(Level::Province),
    }
}

/// Sums of communes that were added up while their rows were read, by place, period and what is measured. Each stands
/// for as many communes as it says with `rolled_up`.
#[derive(Debug, Default)]
pub struct AddedUp {
    /// Coverage.
    pub coverage: Joined<CoverageFigure>,
    /// Teams.
    pub teams: Joined<TeamCount>,
    /// Figures of coverage that parts fail to give.
    pub no_coverage: Vec<Lack<CoverageKey>>,
    /// Figures of teams that parts fail to give.
    pub no_teams: Vec<Lack<TeamKey>>,
}

impl AddedUp {
    /// The places, all districts or provinces.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.coverage.iter().map(|sum| &sum.place).chain(self.teams.iter().map(|sum| &sum.place))
    }

    /// Takes in the sums of another kind of export.
    pub fn absorb(&mut self, other: AddedUp) {
        self.coverage.absorb(other.coverage);
        self.teams.absorb(other.teams);
        join(&mut self.no_coverage, other.no_coverage);
        join(&mut self.no_teams, other.no_teams);
    }

    /// The periods.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.coverage.iter().map(|sum| sum.period).chain(self.teams.iter().map(|sum| sum.period))
    }
}

/// Takes in a list, which mostly is all there is.
fn join<T>(all: &mut Vec<T>, more: Vec<T>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.extend(more);
    }
}

/// One step: what is `from` one level is added to what it is part of, no further than `level`.
struct Step<'a> {
    parents: &'a Parents,
    from: Level,
    level: Level,
    context: &'a Context<'a>,
}

impl Step<'_> {
    /// Whether there is no part of anything here, neither with a figure nor without: then all figures stay as they are.
    fn adds_nothing<'p, K: OfPlace>(
        &self,
        mut places: impl Iterator<Item = &'p Place>,
        added_up: usize,
        gaps: &Gaps<K>,
    ) -> bool {
        let is_part = |place: &Place| {
            place.level == self.from
                && self.parents.get(place).is_some_and(|parent| parent.level >= self.level)
        };
        added_up == 0 && !gaps.has_open(self.from) && !places.any(is_part)
    }
}

/// What is noted of the parts of sums.
struct Noted<K> {
    /// Which parts they have.
    casts: Casts<K>,
    /// Which they lack.
    gaps: Gaps<K>,
}

/// Adds up what lies below `level`; doubts go to `checks`.
pub fn roll_up(
    tables: &mut Tables,
    added_up: AddedUp,
    parents: &Parents,
    level: Level,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    let AddedUp { coverage, teams, no_coverage, no_teams } = added_up;
    let (mut sums, mut team_sums) = (coverage.into_list(), teams.into_list());
    let steps = [Level::Commune, Level::District].into_iter().filter(|from| *from > level);
    let steps: Vec<Step<'_>> = steps.map(|from| Step { parents, from, level, context }).collect();
    let Tables { questions: asked, coverage: covered, teams: counted, .. } = tables;
    let mut checks_of_teams = Vec::new();
    // The kinds have nothing in common, so they are added up side by side.
    rayon::join(
        || {
            let mut noted = Noted { casts: Casts::default(), gaps: Gaps::new(no_coverage) };
            for step in &steps {
                // They are sums of communes, so the first step takes them and the second finds nothing left.
                let (figures, sums) = (std::mem::take(covered), std::mem::take(&mut sums));
                *covered = step.coverage(figures, sums, &mut noted, checks);
            }
            coverage::leave_open_out(covered, &noted.gaps, context, checks);
            cast::judge_coverage(covered, &noted.casts, context, checks);
        },
        || {
            let mut noted = Noted { casts: Casts::default(), gaps: Gaps::new(no_teams) };
            let checks = &mut checks_of_teams;
            for step in &steps {
                let (figures, sums) = (std::mem::take(counted), std::mem::take(&mut team_sums));
                *counted = step.teams(figures, sums, &mut noted, checks);
            }
            teams::tell_gaps(counted, &noted.gaps, context, checks);
            cast::judge_teams(counted, &noted.casts, context, checks);
            *asked = questions(std::mem::take(asked), parents, level);
        },
    );
    checks.append(&mut checks_of_teams);
}

/// The place itself or the one it is part of, at `level`.
fn at_level<'p>(mut place: &'p Place, parents: &'p Parents, level: Level) -> &'p Place {
    while place.level > level
        && let Some(parent) = parents.get(place)
    {
        place = parent;
    }
    place
}

/// Sessions of districts are sessions of their own: they add to those of the province.
fn questions(figures: Vec<QuestionCount>, parents: &Parents, level: Level) -> Vec<QuestionCount> {
    if figures.iter().all(|figure| figure.place.level <= level) {
        return figures;
    }
    let mut sums: BTreeMap<(Place, Period, Arc<str>), QuestionCount> = BTreeMap::new();
    for mut figure in figures {
        figure.place = at_level(&figure.place, parents, level).clone();
        match sums.entry((figure.place.clone(), figure.period, figure.topic.clone())) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(figure);
            }
            std::collections::btree_map::Entry::Occupied(mut taken) => {
                add_questions(taken.get_mut(), &figure)
            }
        }
    }
    sums.into_values().collect()
}

/// Adds one count to another of the same key.
pub fn add_questions(sum: &mut QuestionCount, other: &QuestionCount) {
    sum.questions = add(sum.questions, other.questions);
    sum.counted_rows += other.counted_rows;
    sum.uncounted_rows += other.uncounted_rows;
    sum.origins.extend(&other.origins);
}

/// The sum of what is known; nothing where neither is.
fn add(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    }
}

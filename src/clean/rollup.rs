//! Districts and communes added up into provinces, where provinces are what the report speaks of.
//!
//! A figure of the province itself always wins over the sum of its parts and is never added to it. Communes given
//! without a district and districts are parts of one sum, though they are met in two steps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::audit::{Check, doubt};
use super::cast::{self, Casts, CoverageKey, TeamKey};
use super::context::Context;
use super::places::Parents;
use super::tables::{CoverageFigure, Origins, QuestionCount, Tables, TeamCount};
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Level, Period, Place, Rule, Text};

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
        levels.contains(&Level::District) || parents.values().any(|place| place.level == Level::District);
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
    pub coverage: Vec<CoverageFigure>,
    /// Teams.
    pub teams: Vec<TeamCount>,
}

impl AddedUp {
    /// The places, all districts or provinces.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.coverage.iter().map(|sum| &sum.place).chain(self.teams.iter().map(|sum| &sum.place))
    }

    /// The periods.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.coverage.iter().map(|sum| sum.period).chain(self.teams.iter().map(|sum| sum.period))
    }
}

/// Adds up what lies below `level`; doubts go to `checks`.
pub fn roll_up(
    tables: &mut Tables,
    mut added_up: AddedUp,
    parents: &Parents,
    level: Level,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    tables.questions = questions(std::mem::take(&mut tables.questions), parents, level);
    let (mut of_coverage, mut of_teams) = (Casts::default(), Casts::default());
    for from in [Level::Commune, Level::District] {
        if from <= level {
            continue;
        }
        // They are sums of communes, so the first step takes them and the second finds nothing left.
        let added_up = std::mem::take(&mut added_up);
        let figures = std::mem::take(&mut tables.coverage);
        tables.coverage =
            coverage(figures, added_up.coverage, parents, from, level, context, &mut of_coverage, checks);
        let figures = std::mem::take(&mut tables.teams);
        tables.teams = teams(figures, added_up.teams, parents, from, level, context, &mut of_teams, checks);
    }
    tables.coverage = combined(std::mem::take(&mut tables.coverage), context, checks);
    cast::judge_coverage(&mut tables.coverage, &of_coverage, context, checks);
    cast::judge_teams(&tables.teams, &of_teams, context, checks);
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

/// The sum of both, where both are known.
fn add_both(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a? + b?)
}

#[allow(clippy::too_many_arguments)]
fn coverage(
    figures: Vec<CoverageFigure>,
    added_up: Vec<CoverageFigure>,
    parents: &Parents,
    from: Level,
    level: Level,
    context: &Context<'_>,
    casts: &mut Casts<CoverageKey>,
    checks: &mut Vec<Check>,
) -> Vec<CoverageFigure> {
    let key_of = |place: &Place, figure: &CoverageFigure| {
        (place.clone(), figure.indicator.clone(), figure.period, figure.definition.clone())
    };
    let mut kept = Vec::new();
    let mut parts: BTreeMap<_, Vec<CoverageFigure>> = BTreeMap::new();
    for sum in added_up {
        parts.entry(key_of(&sum.place, &sum)).or_default().push(sum);
    }
    for figure in figures {
        match parents.get(&figure.place) {
            Some(parent) if figure.place.level == from && parent.level >= level => {
                parts.entry(key_of(parent, &figure)).or_default().push(figure);
            }
            // The sum of communes without a district is a part like the districts, and no figure of the province.
            _ if figure.rolled_up > 0 && figure.place.level < from => {
                parts.entry(key_of(&figure.place, &figure)).or_default().push(figure);
            }
            _ => kept.push(figure),
        }
    }
    let own: BTreeMap<_, usize> =
        kept.iter().enumerate().map(|(i, own)| (key_of(&own.place, own), i)).collect();
    for (key, parts) in parts {
        let own = own.get(&key).map(|i| &kept[*i]);
        // What goes on from the step before was noted there.
        for part in parts.iter().filter(|part| part.place != key.0 || from == Level::Commune) {
            casts.note(&key, &part.place, part.rolled_up);
        }
        let (place, indicator, period, definition) = key;
        let lines: Vec<&Origins> = parts.iter().map(|part| &part.origins).collect();
        let covered = parts.iter().map(|part| part.covered).reduce(add_both).flatten();
        let total = parts.iter().map(|part| part.total).reduce(add_both).flatten();
        match (own, covered, total) {
            (Some(own), Some(covered), Some(total)) => {
                if let (Some(own_covered), Some(own_total)) = (own.covered, own.total)
                    && (own_covered, own_total) != (covered, total)
                {
                    let of = |n: Numbers, covered, total| format!("{}/{}", n.count(covered), n.count(total));
                    let problem = Text::new(
                        format!(
                            "{} ghi {}, các huyện, xã cộng lại là {}",
                            place.name,
                            of(VI, own_covered, own_total),
                            of(VI, covered, total)
                        ),
                        format!(
                            "{} says {}, its parts add up to {}",
                            place.name,
                            of(EN, own_covered, own_total),
                            of(EN, covered, total)
                        ),
                    );
                    let figure =
                        context.figure("coverage", &place, period, &[&indicator, &period.to_string()]);
                    let mut all = lines.clone();
                    all.push(&own.origins);
                    checks.push(doubt(Rule::ProvinceDisagrees, &all, &place, period, figure, problem));
                }
            }
            (Some(_), _, _) => {}
            (None, _, _) => {
                let mut origins = Origins::default();
                lines.iter().for_each(|lines| origins.extend(lines));
                let rolled_up = parts.iter().map(|part| part.rolled_up.max(1)).sum();
                let (covered, total) = covered.zip(total).unzip();
                kept.push(CoverageFigure {
                    place,
                    period,
                    indicator,
                    covered,
                    total,
                    percent: None,
                    definition,
                    preliminary: parts.iter().any(|part| part.preliminary),
                    source: parts.iter().filter_map(|part| part.source.clone()).min(),
                    rolled_up,
                    cast: 0,
                    origins,
                });
            }
        }
    }
    kept
}

/// Leaves out sums to which a part gives no counts, and tells of them. Until here they stand, so that what they are
/// part of is not taken for complete without them.
fn combined(
    figures: Vec<CoverageFigure>,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) -> Vec<CoverageFigure> {
    let (kept, open): (Vec<_>, Vec<_>) = figures
        .into_iter()
        .partition(|figure| figure.rolled_up == 0 || figure.covered.is_some() && figure.total.is_some());
    for figure in open {
        let (place, period) = (&figure.place, figure.period);
        let problem = Text::new(
            format!(
                "{}: có huyện, xã chỉ ghi tỷ lệ, không có số đạt và tổng số, nên không tính được số chung",
                place.name
            ),
            format!(
                "{}: some of its parts give a percentage without counts, so that no figure of the whole can be computed",
                place.name
            ),
        );
        let id = context.figure("coverage", place, period, &[&figure.indicator, &period.to_string()]);
        checks.push(doubt(Rule::PartsNotCombined, &[&figure.origins], place, period, id, problem));
    }
    kept
}

#[allow(clippy::too_many_arguments)]
fn teams(
    figures: Vec<TeamCount>,
    added_up: Vec<TeamCount>,
    parents: &Parents,
    from: Level,
    level: Level,
    context: &Context<'_>,
    casts: &mut Casts<TeamKey>,
    checks: &mut Vec<Check>,
) -> Vec<TeamCount> {
    let mut kept = Vec::new();
    let mut parts: BTreeMap<_, TeamCount> = BTreeMap::new();
    let mut add = |whole: Place, mut part: TeamCount| {
        let key = (whole, part.level, part.period);
        // What goes on from the step before was noted there.
        if part.place != key.0 || from == Level::Commune {
            casts.note(&key, &part.place, part.rolled_up);
        }
        part.place = key.0.clone();
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
    let own: BTreeMap<_, usize> =
        kept.iter().enumerate().map(|(i, own)| ((own.place.clone(), own.level, own.period), i)).collect();
    for (key, sum) in parts {
        let own = own.get(&key).map(|i| &kept[*i]);
        let (place, team_level, period) = key;
        let Some(own) = own else {
            kept.push(sum);
            continue;
        };
        if let (Some(own_teams), Some(teams)) = (own.teams, sum.teams)
            && own_teams != teams
        {
            let problem = Text::new(
                format!(
                    "{} ghi {} tổ, các huyện, xã cộng lại là {} tổ",
                    place.name,
                    VI.count(own_teams),
                    VI.count(teams)
                ),
                format!(
                    "{} says {} teams, its parts add up to {}",
                    place.name,
                    EN.count(own_teams),
                    EN.count(teams)
                ),
            );
            let id = context.figure("teams", &place, period, &[&period.to_string(), team_level.as_str()]);
            checks.push(doubt(
                Rule::ProvinceDisagrees,
                &[&own.origins, &sum.origins],
                &place,
                period,
                id,
                problem,
            ));
        }
    }
    kept
}

fn add_to<K: Ord>(sums: &mut BTreeMap<K, TeamCount>, key: K, figure: TeamCount) {
    match sums.entry(key) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(figure);
        }
        std::collections::btree_map::Entry::Occupied(mut taken) => add_teams(taken.get_mut(), &figure),
    }
}

fn add_teams(sum: &mut TeamCount, other: &TeamCount) {
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
    sum.rolled_up += other.rolled_up;
    sum.origins.extend(&other.origins);
}

//! Which districts and communes were added up into a figure, and whether they are the same in all periods.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use super::audit::{Check, doubt};
use super::context::Context;
use super::tables::{CoverageFigure, Origins, TeamCount, TeamLevel};
use crate::model::fast::FastMap;
use crate::model::numbers::{EN, VI};
use crate::model::{FigureId, Level, Period, Place, Rule, Text};

/// What one sum of coverage is for.
pub type CoverageKey = (Place, Arc<str>, Period, Option<Arc<str>>);

/// What one sum of teams is for.
pub type TeamKey = (Place, TeamLevel, Period);

/// How many names of parts a doubt gives.
const NAMED: usize = 5;

/// The parts of one sum, with how many communes each was added up from; 0 where it was reported as it is. Communes
/// that were added up while their rows were read have no names any more: the place itself stands for them.
///
/// Sorted by place; a list, because most sums have one part, and there are as many casts as sums.
type Cast = Vec<(Place, u32)>;

/// The cast of a sum that none was noted for.
static NOBODY: Cast = Cast::new();

/// How many communes a part was added up from.
fn count_of(cast: &Cast, part: &Place) -> Option<u32> {
    cast.binary_search_by(|(known, _)| known.cmp(part)).ok().map(|i| cast[i].1)
}

/// Adds a part.
fn add(cast: &mut Cast, part: &Place, count: u32) {
    match cast.binary_search_by(|(known, _)| known.cmp(part)) {
        Ok(i) => cast[i].1 += count,
        Err(i) => cast.insert(i, (part.clone(), count)),
    }
}

/// The parts of all sums.
#[derive(Debug)]
pub struct Casts<K>(FastMap<K, Cast>);

impl<K> Default for Casts<K> {
    fn default() -> Self {
        Casts(FastMap::default())
    }
}

impl<K: Hash + Eq + Clone> Casts<K> {
    /// Makes room for so many sums more.
    pub fn reserve(&mut self, sums: usize) {
        self.0.reserve(sums);
    }

    /// Notes a part of the sum under `key`, with what it was added up from.
    pub fn note(&mut self, key: &K, part: &Place, rolled_up: u32) {
        match self.0.get_mut(key) {
            Some(cast) => add(cast, part, rolled_up),
            None => {
                self.0.insert(key.clone(), vec![(part.clone(), rolled_up)]);
            }
        }
    }
}

/// A figure in a series of one place.
struct Point<'a> {
    period: Period,
    /// `None` where the figure was reported for the place itself.
    cast: Option<Cow<'a, Cast>>,
    rolled_up: u32,
    origins: &'a Origins,
}

/// Numbers the casts of sums of coverage, and doubts sums whose parts are not those of the period before.
pub fn judge_coverage(
    figures: &mut [CoverageFigure],
    casts: &Casts<CoverageKey>,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    let mut series: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, figure) in figures.iter().enumerate() {
        let key = (&figure.place, &figure.indicator, &figure.definition, figure.period.kind());
        series.entry(key).or_default().push(i);
    }
    let mut numbers = Vec::new();
    for ((place, indicator, definition, _), mut at) in series {
        if at.iter().all(|&i| figures[i].rolled_up == 0) {
            continue;
        }
        at.sort_by_key(|&i| figures[i].period);
        let point = |&i: &usize| {
            let figure = &figures[i];
            let period = figure.period;
            let key = (place.clone(), indicator.clone(), period, definition.clone());
            Point {
                period,
                cast: (figure.rolled_up > 0).then(|| Cow::Borrowed(casts.0.get(&key).unwrap_or(&NOBODY))),
                rolled_up: figure.rolled_up,
                origins: &figure.origins,
            }
        };
        let id =
            |period: Period| context.figure("coverage", place, period, &[indicator, &period.to_string()]);
        let found = judge(place, at.iter().map(point).collect(), id, checks);
        numbers.extend(at.into_iter().zip(found));
    }
    for (i, number) in numbers {
        figures[i].cast = number;
    }
}

/// Doubts sums of teams whose parts are not those of the period before.
pub fn judge_teams(
    figures: &[TeamCount],
    casts: &Casts<TeamKey>,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    let mut series: BTreeMap<_, Vec<&TeamCount>> = BTreeMap::new();
    for figure in figures {
        series.entry((&figure.place, figure.level, figure.period.kind())).or_default().push(figure);
    }
    for ((place, level, _), mut series) in series {
        series.retain(|figure| figure.rolled_up > 0);
        series.sort_by_key(|figure| figure.period);
        let points = series.into_iter().map(|figure| {
            let period = figure.period;
            let cast = casts.0.get(&(place.clone(), level, period)).unwrap_or(&NOBODY);
            Point {
                period,
                cast: Some(Cow::Borrowed(cast)),
                rolled_up: figure.rolled_up,
                origins: &figure.origins,
            }
        });
        let id =
            |period: Period| context.figure("teams", place, period, &[&period.to_string(), level.as_str()]);
        judge(place, points.collect(), id, checks);
    }
}

/// The number of each point's cast: those of the same parts have the same, from 1; 0 for the place's own figures.
/// `id` names the figure of a period.
fn judge(
    place: &Place,
    mut points: Vec<Point<'_>>,
    id: impl Fn(Period) -> FigureId,
    checks: &mut Vec<Check>,
) -> Vec<u32> {
    // Communes with a name and communes without cannot be compared one by one.
    let nameless = points.iter().any(|point| point.cast.iter().any(|cast| count_of(cast, place).is_some()));
    if nameless {
        let named = |cast: &Cast| cast.iter().any(|(part, _)| part.level == Level::Commune && part != place);
        let casts = points.iter_mut().filter_map(|point| point.cast.as_mut());
        casts.filter(|cast| named(cast)).for_each(|cast| forget(cast.to_mut(), place));
    }
    let mut known: Vec<&Cast> = Vec::new();
    let mut numbers: Vec<u32> = Vec::new();
    for point in &points {
        let Some(cast) = &point.cast else {
            numbers.push(0);
            continue;
        };
        let same = |other: &&Cast| lacking(cast, other).is_empty() && lacking(other, cast).is_empty();
        let at = known.iter().position(same).unwrap_or_else(|| {
            known.push(cast);
            known.len() - 1
        });
        numbers.push(at as u32 + 1);
    }
    for (pair, numbers) in points.windows(2).zip(numbers.windows(2)) {
        if let [before, after] = pair
            && numbers[0] != numbers[1]
        {
            checks.push(change(place, before, after, &id));
        }
    }
    numbers
}

/// Communes lose their names: the place stands for them.
fn forget(cast: &mut Cast, place: &Place) {
    let communes = cast.extract_if(.., |(part, _)| part.level == Level::Commune && part != place);
    let count: u32 = communes.map(|(_, count)| count.max(1)).sum();
    if count > 0 {
        add(cast, place, count);
    }
}

/// Parts of `cast` that `other` lacks, or of which it has fewer communes.
fn lacking<'c>(cast: &'c Cast, other: &Cast) -> Vec<&'c Place> {
    let lacks = |part: &Place, count: u32| match count_of(other, part) {
        None => true,
        // A district reported as it is has all of its communes.
        Some(found) => found > 0 && count > found,
    };
    cast.iter().filter(|(part, count)| lacks(part, *count)).map(|(part, _)| part).collect()
}

/// The doubt beside the figure that lacks parts: the later one, unless only the earlier one does.
fn change(place: &Place, before: &Point<'_>, after: &Point<'_>, id: &impl Fn(Period) -> FigureId) -> Check {
    let (vi, en) = (VI.period(before.period), EN.period(before.period));
    let (vi_now, en_now) = (VI.period(after.period), EN.period(after.period));
    let (name, (parts, parts_en)) = (&place.name, place.parts());
    let (beside, problem) = match (&before.cast, &after.cast) {
        (Some(then), Some(now)) => {
            let (lost, gained) = (lacking(then, now), lacking(now, then));
            let mut text = Text::new(
                format!(
                    "{name}: số {vi} cộng từ {} {parts}, số {vi_now} cộng từ {}",
                    VI.count(before.rolled_up.into()),
                    VI.count(after.rolled_up.into())
                ),
                format!(
                    "{name}: {} {parts_en} are added up in {en}, {} in {en_now}",
                    EN.count(before.rolled_up.into()),
                    EN.count(after.rolled_up.into())
                ),
            );
            for (parts, vi, en) in [(&lost, &vi_now, &en_now), (&gained, &vi, &en)] {
                let names = names(parts, place);
                if !names.is_empty() {
                    text.vi.push_str(&format!("; {vi} thiếu {names}"));
                    text.en.push_str(&format!("; {names} missing in {en}"));
                }
            }
            (if lost.is_empty() { before } else { after }, text)
        }
        (reported, _) => {
            let (own, sum) = if reported.is_none() { (before, after) } else { (after, before) };
            let text = Text::new(
                format!(
                    "{name}: số {} do chính đơn vị báo cáo, số {} cộng từ {} {parts}",
                    VI.period(own.period),
                    VI.period(sum.period),
                    VI.count(sum.rolled_up.into())
                ),
                format!(
                    "{name}: the figure of {} was reported as it is, that of {} is the sum of {} {parts_en}",
                    EN.period(own.period),
                    EN.period(sum.period),
                    EN.count(sum.rolled_up.into())
                ),
            );
            (sum, text)
        }
    };
    let lines = [before.origins, after.origins];
    doubt(Rule::PartsChange, &lines, place, beside.period, id(beside.period), problem)
}

/// The names of parts, as many as a sentence bears; communes without names have none.
fn names(parts: &[&Place], whole: &Place) -> String {
    let named: Vec<&str> = parts.iter().filter(|part| **part != whole).map(|part| &*part.name).collect();
    let more = if named.len() > NAMED { "…" } else { "" };
    format!("{}{more}", named[..named.len().min(NAMED)].join(", "))
}

//! Coverage added up.

use std::sync::Arc;

use super::{Noted, Step};
use crate::clean::audit::{Check, doubt};
use crate::clean::below::{add_both, first_of};
use crate::clean::cast::CoverageKey;
use crate::clean::context::Context;
use crate::clean::lacking::Gaps;
use crate::clean::tables::{CoverageFigure, Origins};
use crate::model::arrange::{arrange, order};
use crate::model::fast::FastMap;
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Level, Period, Place, Rule, Text};

impl Step<'_> {
    /// The figures with what lies below put to what it is part of; a figure of the whole itself stands.
    pub(super) fn coverage(
        &self,
        figures: Vec<CoverageFigure>,
        added_up: Vec<CoverageFigure>,
        noted: &mut Noted<CoverageKey>,
        checks: &mut Vec<Check>,
    ) -> Vec<CoverageFigure> {
        let Step { parents, from, level, context } = *self;
        if self.adds_nothing(figures.iter().map(|figure| &figure.place), added_up.len(), &noted.gaps) {
            return figures;
        }
        let key_of = |place: &Place, figure: &CoverageFigure| {
            (place.clone(), figure.indicator.clone(), figure.period, figure.definition.clone())
        };
        let Noted { casts, gaps } = noted;
        gaps.step(parents, from, level, figures.iter().map(|figure| key_of(&figure.place, figure)));
        let mut kept = Vec::new();
        // Beside each part: what it is a part of.
        let mut wholes: Vec<Place> = added_up.iter().map(|sum| sum.place.clone()).collect();
        let mut parts = added_up;
        for figure in figures {
            let whole = match parents.get(&figure.place) {
                Some(parent) if figure.place.level == from && parent.level >= level => parent,
                // The sum of communes without a district is a part like the districts, and no figure of the province.
                _ if figure.rolled_up > 0 && figure.place.level < from => &figure.place,
                _ => {
                    kept.push(figure);
                    continue;
                }
            };
            wholes.push(whole.clone());
            parts.push(figure);
        }
        // Parts of one figure stay in their order.
        let named_at = |part: usize| named(&wholes[part], &parts[part]);
        let order = order(parts.len(), |a, b| named_at(a).cmp(&named_at(b)));
        let own: FastMap<CoverageKey, usize> =
            kept.iter().enumerate().map(|(i, own)| (key_of(&own.place, own), i)).collect();
        let has_parts = |key: &CoverageKey| {
            order.binary_search_by(|&part| named_at(part).cmp(&by_reference(key))).is_ok()
        };
        gaps.carry_on(from, |key| has_parts(key) || own.contains_key(key));
        arrange(&mut wholes, &order);
        arrange(&mut parts, &order);
        kept.reserve(parts.len());
        casts.reserve(parts.len());
        let mut parts = wholes.into_iter().zip(parts).peekable();
        while let Some((whole, part)) = parts.next() {
            let key = key_of(&whole, &part);
            // Mostly the only part: without districts, communes were added up to the province at once.
            let is_of_it = |(whole, part): &(Place, CoverageFigure)| named(whole, part) == by_reference(&key);
            let more = std::iter::from_fn(|| parts.next_if(is_of_it).map(|(_, part)| part));
            let mut parts: Vec<CoverageFigure> = std::iter::once(part).chain(more).collect();
            let incomplete = gaps.lacks(&key, parts.iter().map(|part| &part.place));
            let own = own.get(&key).map(|i| &kept[*i]);
            // What goes on from the step before was noted there.
            for part in parts.iter().filter(|part| part.place != key.0 || from == Level::Commune) {
                casts.note(&key, &part.place, part.rolled_up);
            }
            let (place, indicator, period, definition) = key;
            let covered = parts.iter().map(|part| part.covered).reduce(add_both).flatten();
            let total = parts.iter().map(|part| part.total).reduce(add_both).flatten();
            // What the other parts add up to is not the whole.
            let (covered, total) = (covered.filter(|_| !incomplete), total.filter(|_| !incomplete));
            match (own, covered, total) {
                (Some(own), Some(covered), Some(total)) => {
                    if let Some([said, found]) = disagreement(own, covered, total) {
                        let problem = Text::new(
                            format!(
                                "{} ghi {}, các {} cộng lại là {}",
                                place.name,
                                said.vi,
                                place.parts().0,
                                found.vi
                            ),
                            format!("{} says {}, its parts add up to {}", place.name, said.en, found.en),
                        );
                        let figure =
                            context.figure("coverage", &place, period, &[&indicator, &period.to_string()]);
                        let mut all: Vec<&Origins> = parts.iter().map(|part| &part.origins).collect();
                        all.push(&own.origins);
                        checks.push(doubt(Rule::ProvinceDisagrees, &all, &place, period, figure, problem));
                    }
                }
                (Some(_), _, _) => {}
                (None, _, _) => {
                    let mut origins = std::mem::take(&mut parts[0].origins);
                    parts[1..].iter().for_each(|part| origins.extend(&part.origins));
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
                        remark: None,
                        rolled_up,
                        cast: 0,
                        origins,
                    });
                }
            }
        }
        kept
    }
}

/// Adds one sum of communes to another of the same figure.
pub(super) fn add_coverage(sum: &mut CoverageFigure, other: &CoverageFigure) {
    sum.covered = add_both(sum.covered, other.covered);
    sum.total = add_both(sum.total, other.total);
    sum.preliminary |= other.preliminary;
    first_of(&mut sum.source, other.source.as_ref());
    sum.rolled_up += other.rolled_up;
    sum.origins.extend(&other.origins);
}

/// What names the figure that a part belongs to.
type Named<'a> = (&'a Place, &'a Arc<str>, Period, &'a Option<Arc<str>>);

fn named<'a>(whole: &'a Place, part: &'a CoverageFigure) -> Named<'a> {
    (whole, &part.indicator, part.period, &part.definition)
}

fn by_reference((place, indicator, period, definition): &CoverageKey) -> Named<'_> {
    (place, indicator, *period, definition)
}

/// What a place says and what its parts add up to, where these are not the same: counts against counts; a percentage
/// without counts against the percentage of the sum, which may differ from it by one unit of its last printed digit.
fn disagreement(own: &CoverageFigure, covered: u64, total: u64) -> Option<[Text; 2]> {
    let both = |of: &dyn Fn(Numbers) -> String| Text::new(of(VI), of(EN));
    if let (Some(own_covered), Some(own_total)) = (own.covered, own.total) {
        let of = |covered, total| both(&|n: Numbers| format!("{}/{}", n.count(covered), n.count(total)));
        return ((own_covered, own_total) != (covered, total))
            .then(|| [of(own_covered, own_total), of(covered, total)]);
    }
    let said = own.percent?;
    let found = (total > 0).then(|| 100.0 * covered as f64 / total as f64)?;
    let decimals = said.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    let unit = 10f64.powi(-i32::try_from(decimals).ok()?);
    let of = |percent: f64| both(&|n: Numbers| format!("{} %", n.trimmed(percent, decimals.max(2))));
    ((said - found).abs() > unit + 1e-9).then(|| [of(said), of(found)])
}

/// Leaves out sums to which a part gives no counts, and tells of them. Until here they stand, so that what they are
/// part of is not taken for complete without them.
pub(super) fn leave_open_out(
    figures: &mut Vec<CoverageFigure>,
    gaps: &Gaps<CoverageKey>,
    context: &Context<'_>,
    checks: &mut Vec<Check>,
) {
    let is_open = |figure: &mut CoverageFigure| {
        figure.rolled_up > 0 && (figure.covered.is_none() || figure.total.is_none())
    };
    for figure in figures.extract_if(.., is_open) {
        let (place, period) = (&figure.place, figure.period);
        let key = (place.clone(), figure.indicator.clone(), period, figure.definition.clone());
        let (problem, lines) =
            gaps.told(&key).unwrap_or_else(|| (without_counts(place), figure.origins.clone()));
        let id = context.figure("coverage", place, period, &[&figure.indicator, &period.to_string()]);
        let name = context.indicator_name(&figure.indicator);
        let problem =
            Text::new(format!("{}, {}", name.vi, problem.vi), format!("{}, {}", name.en, problem.en));
        checks.push(doubt(Rule::PartsNotCombined, &[&lines], place, period, id, problem));
    }
}

fn without_counts(place: &Place) -> Text {
    Text::new(
        format!(
            "{}: có {} chỉ ghi tỷ lệ, không có số đạt và tổng số, nên không tính được số chung",
            place.name,
            place.parts().0
        ),
        format!(
            "{}: some of its parts give a percentage without counts, so that no figure of the whole can be computed",
            place.name
        ),
    )
}

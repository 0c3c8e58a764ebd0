//! The rows of coverage: places as reported or added up from their parts, and the lines of all places.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::SeriesKey;
use super::frame::{Folded, Keys};
use crate::analyse::borders::{Borders, Strand};
use crate::analyse::summary::{Basis, CoverageRow, NotCombined};
use crate::analyse::units::{Casting, Casts, Located, Map, SumKey};
use crate::clean::tables::{CoverageFigure, Origins};
use crate::model::Place;
use crate::model::fast::FastMap;
use crate::model::register::Combine;

pub(super) struct Context<'a> {
    pub(super) located: Vec<Option<&'a Located>>,
    pub(super) map: &'a Map,
    pub(super) figures: &'a [CoverageFigure],
    pub(super) keys: &'a Keys,
    pub(super) borders: &'a Borders,
}

/// Rows being written.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) rows: Vec<CoverageRow>,
    /// Of each row: what its series is.
    pub(super) keys: Vec<SeriesKey>,
    pub(super) not_combined: Vec<NotCombined>,
    /// Position in `rows` and the figures added up.
    pub(super) addends: Vec<(usize, Vec<u32>)>,
    /// Merged units that have a figure added up from their parts: unit, indicator and definition.
    pub(super) restated: BTreeSet<(u32, u32, Option<u32>)>,
    /// Units with a figure that can be added up (with its counts where it is a rate), by what names them.
    pub(super) addable: FastMap<SumKey, ()>,
}

impl Draft {
    /// Room for so many rows: they are large, and as many are known beforehand.
    pub(super) fn with_room(rows: usize) -> Self {
        Draft { rows: Vec::with_capacity(rows), keys: Vec::with_capacity(rows), ..Draft::default() }
    }

    fn push(&mut self, row: CoverageRow, key: SeriesKey) {
        self.rows.push(row);
        self.keys.push(key);
    }
}

impl Context<'_> {
    fn figures_of(&self, folded: &Folded) -> impl Iterator<Item = &CoverageFigure> {
        folded.rows.iter().map(|&row| &self.figures[row as usize])
    }

    fn combine(&self, folded: &Folded) -> Combine {
        self.keys.combine[folded.subject as usize]
    }

    /// Everything of a row that follows from its figures alone.
    fn frame_of(&self, folded: &Folded, place: Place) -> CoverageRow {
        let mut origins = Origins::default();
        let mut sources: Vec<Arc<str>> = Vec::new();
        for figure in self.figures_of(folded) {
            origins.extend(&figure.origins);
            sources.extend(figure.source.clone().filter(|source| !sources.contains(source)));
        }
        CoverageRow {
            place,
            indicator: self.keys.indicators.get(folded.subject).1.clone(),
            period: *self.map.periods.get(folded.when),
            covered: None,
            total: None,
            percent: None,
            change_pp: None,
            change_since: None,
            basis: Basis::Computed,
            places_with_figures: None,
            places_expected: None,
            preliminary: self.figures_of(folded).any(|figure| figure.preliminary),
            source: match sources.as_slice() {
                [] => None,
                [one] => Some(one.clone()),
                several => Some(Arc::from(several.join("; "))),
            },
            remark: match folded.rows.as_slice() {
                [only] => self.figures[*only as usize].remark.clone(),
                _ => None,
            },
            definition: folded.definition.map(|id| self.keys.definitions.get(id).clone()),
            origins,
        }
    }

    fn key_of(&self, folded: &Folded, row: &CoverageRow, strand: Strand, cast: u32) -> SeriesKey {
        SeriesKey {
            strand,
            indicator: self.keys.indicators.get(folded.subject).clone(),
            definition: row.definition.clone(),
            basis: row.basis,
            kind: row.period.kind(),
            cast,
            runs_through: false,
        }
    }

    /// The row of a place: as reported, or added up from the parts that make it up today.
    pub(super) fn place_row(&self, folded: &Folded, draft: &mut Draft) {
        let unit = self.map.units.get(folded.unit);
        let mut row = self.frame_of(folded, unit.place());
        let strand = self.borders.strand(&row.place, row.period);
        if folded.expected == 1 {
            let Some(figure) = self.figures_of(folded).next() else { return };
            (row.covered, row.total) = (figure.covered, figure.total);
            row.percent = figure.percent.or_else(|| percent(figure.covered, figure.total));
            row.basis = if figure.percent.is_some() { Basis::Published } else { Basis::Computed };
            // The figures of a merged unit before it was one are computed. With its own counts it goes on so, and its
            // series is not broken by the way in which a percentage came about.
            let restated = draft.restated.contains(&(folded.unit, folded.subject, folded.definition));
            if restated
                && self.combine(folded) == Combine::Ratio
                && let Some(computed) = percent(figure.covered, figure.total)
            {
                (row.percent, row.basis) = (Some(computed), Basis::Computed);
            }
        } else {
            self.merged_row(folded, &mut row, draft);
        }
        let addable = match self.combine(folded) {
            Combine::Sum => folded.values > 0,
            Combine::Ratio | Combine::Not => folded.bases > 0,
        };
        if row.percent.is_some() && addable {
            draft.addable.insert(key(folded), ());
        }
        // Sums of other districts or communes are no line through time.
        let cast =
            self.figures_of(folded).fold(0_u32, |all, figure| all.wrapping_mul(31).wrapping_add(figure.cast));
        let key = self.key_of(folded, &row, strand, cast);
        draft.push(row, key);
    }

    /// A unit has a figure only when all the units it was made of have it.
    fn merged_row(&self, folded: &Folded, row: &mut CoverageRow, draft: &mut Draft) {
        let Some(parts) = self.borders.parts(&row.place, row.period) else { return };
        let expected = parts.codes.len() as u32;
        let reported: Vec<(Arc<str>, bool)> = self
            .figures_of(folded)
            .map(|figure| (figure.place.name.clone(), percent(figure.covered, figure.total).is_some()))
            .collect();
        let combine = self.combine(folded);
        // Counted are the parts that can be combined: with the land they had when the unit was made of them, and with
        // counts where a rate is to be computed.
        let usable = folded.rows.iter().filter(|&&row| {
            let figure = &self.figures[row as usize];
            let own_land = self.located[row as usize].is_some_and(|row| row.has_its_land);
            own_land
                && match combine {
                    Combine::Ratio => percent(figure.covered, figure.total).is_some(),
                    Combine::Sum => figure.percent.is_some(),
                    Combine::Not => true,
                }
        });
        row.places_expected = Some(expected);
        row.places_with_figures = Some(usable.count() as u32);
        let all_reported = folded.expected > 0 && reported.len() as u32 == expected;
        let all_based = all_reported && folded.bases == expected;
        match combine {
            Combine::Ratio if all_based => {
                (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
                row.percent = percent(row.covered, row.total);
                draft.restated.insert((folded.unit, folded.subject, folded.definition));
            }
            Combine::Sum if all_reported && folded.values == expected => {
                if all_based {
                    (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
                }
                row.percent = folded.value;
            }
            _ => draft.not_combined.push(NotCombined {
                place: row.place.clone(),
                measure: row.indicator.to_string(),
                period: row.period,
                parts_reported: reported.iter().map(|(name, _)| name.clone()).collect(),
                parts_expected: parts.names,
                no_base: match combine {
                    Combine::Not => true,
                    Combine::Ratio => reported.iter().any(|(_, based)| !based),
                    Combine::Sum => false,
                },
                origins: row.origins.clone(),
            }),
        }
    }

    /// What makes the lines of all places: counts where an indicator is a ratio of them, values where they are summed.
    pub(super) fn sums(&self, of_counts: Vec<Folded>, of_values: Vec<Folded>) -> Vec<Folded> {
        let is = |folded: &Folded, combine| self.combine(folded) == combine;
        let ratios = of_counts.into_iter().filter(|folded| is(folded, Combine::Ratio));
        let amounts = of_values.into_iter().filter(|folded| is(folded, Combine::Sum));
        ratios.chain(amounts).collect()
    }

    /// The lines of all places: sums over what was reported, whichever borders the run has.
    pub(super) fn sum_rows(&self, sums: &[Folded], places: &[Folded], draft: &mut Draft) {
        let published: BTreeSet<(u32, u32, Option<u32>)> = places
            .iter()
            .filter(|folded| self.map.units.get(folded.unit).place().is_country())
            .map(|folded| (folded.when, folded.subject, folded.definition))
            .collect();
        let casts = self.casts(sums, draft);
        for folded in sums {
            let Some(cast) = casts.get(&key(folded)) else { continue };
            let summed = self.combine(folded) == Combine::Sum;
            let vintage = self.map.units.get(folded.unit).vintage();
            let mut row = self.frame_of(folded, self.borders.sum_place(vintage, cast.complete()));
            // Counts beside a sum of values are those of the same places, or none.
            if !summed || folded.bases as usize == folded.rows.len() {
                (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
            }
            row.percent = if summed { folded.value } else { percent(row.covered, row.total) };
            (row.places_with_figures, row.places_expected) = (Some(cast.units), cast.expected);
            // An office's own counts for the whole country stand; ours would have the same name and key.
            let taken = published.contains(&(folded.when, folded.subject, folded.definition))
                && draft.rows.iter().any(|other| {
                    other.place == row.place
                        && (other.period, other.basis) == (row.period, row.basis)
                        && other.indicator == row.indicator
                });
            if taken {
                continue;
            }
            let key = self.key_of(folded, &row, self.borders.sum_strand(), cast.id);
            // What moved a sum is no matter of levels and weights.
            if !summed {
                draft.addends.push((draft.rows.len(), folded.rows.clone()));
            }
            draft.push(row, key);
        }
    }

    /// Which places are behind each sum. On today's borders a merged unit counts once all its parts are there.
    fn casts(&self, sums: &[Folded], draft: &Draft) -> Casts {
        let mut casting = Casting::default();
        for folded in sums {
            let (key, vintage) = (key(folded), self.map.units.get(folded.unit).vintage());
            for located in folded.rows.iter().filter_map(|&row| self.located[row as usize]) {
                let unit = [located.unit, key[1], key[2], key[3]];
                casting.add(key, vintage, located, draft.addable.contains_key(&unit));
            }
        }
        casting.finish(self.map, self.borders)
    }
}

fn key(folded: &Folded) -> SumKey {
    [folded.unit, folded.when, folded.subject, folded.definition.map_or(0, |id| id + 1)]
}

/// Covered of total in percent; `None` without a base.
fn percent(covered: Option<u64>, total: Option<u64>) -> Option<f64> {
    match (covered?, total?) {
        (_, 0) => None,
        (covered, total) => Some(100.0 * covered as f64 / total as f64),
    }
}

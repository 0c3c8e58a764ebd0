//! Coverage of all exports, judged.

use std::sync::Arc;

use super::{Bench, Found, Judged, Named, Read, equal, first_source, lost_to_conflicts};
use crate::clean::claims::Claim;
use crate::clean::context::Context;
use crate::clean::coverage::{Coverage, Percent};
use crate::clean::number::Decimal;
use crate::clean::part::RowText;
use crate::clean::places::country_in;
use crate::clean::tables::{CoverageFigure, Origin, Origins};
use crate::ingest::IngestError;
use crate::model::numbers::{EN, VI};
use crate::model::{Period, Place, Text};

type CoverageKey = (Place, Arc<str>, Period, Option<Arc<str>>);

impl Bench<'_, '_> {
    /// Coverage of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn coverage(&mut self, reads: &mut [Read<'_, Coverage>]) -> Result<Vec<CoverageFigure>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let (job, part) = (&read.0, &mut read.1);
            let late = part.gathered.settle(job);
            let faults =
                late.into_iter().map(|(line, late)| (line, move |row: &dyn RowText| late.fault(job, row)));
            part.reject_late(job, faults.collect())?;
            let places = self.places(read);
            let (job, part) = read;
            let gathered = &mut part.gathered;
            self.found.tallies.entry(job.file).or_default().used += gathered.folded;
            let sums = std::mem::take(&mut gathered.sums).into_sums();
            self.found.added_up.coverage.extend(sums.map(|((spot, period, indicator, definition), sum)| {
                CoverageFigure {
                    place: places[spot as usize].clone(),
                    period,
                    indicator: self.names.get(gathered.indicators.get(indicator)),
                    covered: sum.covered,
                    total: sum.total,
                    percent: None,
                    definition,
                    preliminary: sum.preliminary,
                    source: sum.source,
                    remark: None,
                    rolled_up: sum.parts,
                    cast: 0,
                    origins: sum.origins,
                }
            }));
            for ((period, indicator), lows) in std::mem::take(&mut gathered.lows).into_sums() {
                let key = (self.names.get(gathered.indicators.get(indicator)), period);
                let Found { laggards, parents, .. } = &mut self.found;
                lows.tell(laggards, key, job.file, &places, parents);
            }
            let lost = std::mem::take(&mut gathered.lost);
            let indicators = &gathered.indicators;
            let lacks = lost.lacks(job.file, &places, |place, (period, indicator, definition)| {
                let indicator = self.names.get(indicators.get(*indicator));
                (place.clone(), indicator, *period, definition.clone())
            });
            self.found.added_up.no_coverage.extend(lacks);
            let mut lines: Vec<Vec<Origin>> = vec![Vec::new(); gathered.figures.count()];
            for (line, figure) in std::mem::take(&mut gathered.rows) {
                lines[figure as usize].push(Origin { file: job.file, line });
            }
            for (figure, origins) in
                std::mem::take(&mut gathered.figures).into_values().into_iter().zip(lines)
            {
                if origins.is_empty() {
                    continue;
                }
                let place = country_in(job, &part.keys, places[figure.spot as usize].clone(), figure.period);
                let indicator = self.names.get(gathered.indicators.get(figure.indicator));
                let percent = match figure.percent {
                    Percent::Exact(value) => Some(value),
                    _ => None,
                };
                claims.push(Claim {
                    key: (place, indicator, figure.period, figure.definition),
                    value: CoverageValue {
                        covered: figure.covered,
                        total: figure.total,
                        percent,
                        preliminary: figure.preliminary,
                        source: figure.source,
                        remark: figure.remark,
                    },
                    origins,
                });
            }
        }
        let named = |context: &Context<'_>, (place, indicator, period, _): &CoverageKey| Named {
            place: place.clone(),
            period: *period,
            figure: context.figure("coverage", place, *period, &[indicator, &period.to_string()]),
            what: {
                let name = context.indicator_name(indicator);
                Text::new(
                    format!("{}, {}, {}", name.vi, place.name, VI.period(*period)),
                    format!("{}, {}, {}", name.en, place.name, EN.period(*period)),
                )
            },
        };
        let Judged { kept, opposed } = self.settle(
            reads,
            claims,
            CoverageValue::same,
            CoverageValue::join,
            named,
            CoverageValue::shown,
        )?;
        self.found.added_up.no_coverage.extend(lost_to_conflicts(opposed));
        let figures =
            kept.into_iter().map(|((place, indicator, period, definition), value, origin)| CoverageFigure {
                place,
                period,
                indicator,
                covered: value.covered,
                total: value.total,
                percent: value.percent.map(Decimal::value),
                definition,
                preliminary: value.preliminary,
                source: value.source,
                remark: value.remark,
                rolled_up: 0,
                cast: 0,
                origins: Origins::one(origin),
            });
        Ok(figures.collect())
    }
}

#[derive(Clone)]
struct CoverageValue {
    covered: Option<u64>,
    total: Option<u64>,
    percent: Option<Decimal>,
    preliminary: bool,
    source: Option<Arc<str>>,
    remark: Option<Arc<str>>,
}

impl CoverageValue {
    fn same(&self, other: &Self) -> bool {
        let percent = match (self.percent, other.percent) {
            (Some(a), Some(b)) => equal(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        percent && self.covered == other.covered && self.total == other.total
    }

    fn join(&mut self, other: &Self) {
        self.preliminary &= other.preliminary;
        self.source = first_source(self.source.take(), other.source.clone());
        self.remark = first_source(self.remark.take(), other.remark.clone());
    }

    fn shown(&self) -> (String, String) {
        let mut vi = Vec::new();
        let mut en = Vec::new();
        if let (Some(covered), Some(total)) = (self.covered, self.total) {
            vi.push(format!("{}/{}", VI.count(covered), VI.count(total)));
            en.push(format!("{}/{}", EN.count(covered), EN.count(total)));
        }
        if let Some(percent) = self.percent {
            let decimals = usize::from(percent.decimals);
            vi.push(VI.percent(percent.value(), decimals));
            en.push(EN.percent(percent.value(), decimals));
        }
        (vi.join(", "), en.join(", "))
    }
}

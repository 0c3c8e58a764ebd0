//! Coverage: one figure a place, period and indicator, as a percentage, as two counts, or both.

mod cells;
mod limits;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::below::{CoverageSum, Sums, named};
use super::context::Named;
use super::keys::{Cells, Interner, Names};
use super::lacking::{Lost, Why};
use super::laggards::{Low, Lows};
use super::layout::{Group, Job};
use super::messages;
use super::notes::{Note, read_note, words_of};
use super::number::Evidence;
use super::part::{Gather, Outcome};
use super::reader::{Head, KeyReader};
use super::record::{Fault, Record, decoded, text_of, undecodable};
use super::row_keys::RowKeys;
use super::tables::Origin;
pub use cells::{Open, Percent};
pub use limits::Late;

use cells::Measures;
use limits::{Limits, broken_rule};

use crate::model::Period;
use crate::model::fold::tidy;
use crate::model::register::Direction;
use crate::model::table::{COVERED, INDICATOR, PERCENT, TOTAL};

/// One figure of one export, as its cells say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// Place.
    pub spot: u32,
    /// When.
    pub period: Period,
    /// Indicator.
    pub indicator: u32,
    /// Definition that the note gives.
    pub definition: Option<Arc<str>>,
    /// Covered.
    pub covered: Option<u64>,
    /// In all.
    pub total: Option<u64>,
    /// Percentage.
    pub percent: Percent,
    /// Preliminary or estimated, as the note says.
    pub preliminary: bool,
    /// Source, as the export gives it.
    pub source: Option<Arc<str>>,
    /// What the note says besides.
    pub remark: Option<Arc<str>>,
}

/// What one group of a row measures; what the row says of all its figures is [`Said`].
#[derive(Debug)]
struct Measured {
    spot: u32,
    period: Period,
    indicator: u32,
    covered: Option<u64>,
    total: Option<u64>,
    percent: Percent,
}

/// What a row says of all its figures.
#[derive(Default)]
struct Said {
    definition: Option<Arc<str>>,
    preliminary: bool,
    source: Option<Arc<str>>,
    remark: Option<Arc<str>>,
}

impl Measured {
    fn figure(&self, said: &Said) -> Figure {
        Figure {
            spot: self.spot,
            period: self.period,
            indicator: self.indicator,
            definition: said.definition.clone(),
            covered: self.covered,
            total: self.total,
            percent: self.percent.clone(),
            preliminary: said.preliminary,
            source: said.source.clone(),
            remark: said.remark.clone(),
        }
    }
}

/// The coverage of one export.
#[derive(Default)]
pub struct Coverage {
    /// Distinct figures.
    pub figures: Interner<Figure>,
    /// Every row of every figure: line, figure.
    pub rows: Vec<(u64, u32)>,
    /// Indicators: registered ids, or names as they are, folded.
    pub indicators: Interner<Arc<str>>,
    /// Spellings of indicators that come as they are.
    pub names: Names,
    /// Spellings of definitions that notes give.
    pub definitions: Names,
    /// Rows of communes added up: by what they are part of, period, indicator, definition.
    pub sums: Sums<SumKey, CoverageSum>,
    /// The communes among them that lag.
    pub lows: Sums<(Period, u32), Lows>,
    /// Keys of the rows of communes.
    pub keyed: RowKeys<(Period, u32)>,
    /// Rows that were added up.
    pub folded: u64,
    /// Figures that rows fail to give.
    pub lost: Lost<LostKey>,
    /// The cells and the figures of one row.
    cells: Vec<Measures>,
    row: Vec<Measured>,
    /// Indicators by group, where captions name them.
    named_by_caption: Vec<Option<u32>>,
    /// What the register says of each indicator, as far as asked.
    limits: Vec<Option<Limits>>,
    named: Cells<Option<Named>>,
    notes: Cells<Note>,
    sources: Cells<Option<Arc<str>>>,
    columns: BTreeMap<usize, Evidence>,
    counts: Evidence,
}

/// Spot, period, indicator and definition of a sum.
pub type SumKey = (u32, Period, u32, Option<Arc<str>>);

/// Period, indicator and definition of a figure that a row fails to give.
pub type LostKey = (Period, u32, Option<Arc<str>>);

/// In place of an indicator: the key stands for the whole row.
pub const WHOLE_ROW: u32 = u32::MAX;

impl Coverage {
    /// The indicator that a row is for.
    fn indicator(
        &mut self,
        job: &Job<'_>,
        nth: usize,
        group: &Group,
        row: &impl Record,
    ) -> Result<u32, Fault> {
        if let Some(id) = &group.indicator {
            if let Some(Some(known)) = self.named_by_caption.get(nth) {
                return Ok(*known);
            }
            let known = self.indicators.id(id);
            self.named_by_caption.resize(self.named_by_caption.len().max(nth + 1), None);
            self.named_by_caption[nth] = Some(known);
            return Ok(known);
        }
        let Some(field) = job.field(INDICATOR) else {
            return match &job.export.caption.indicator {
                Some(id) => Ok(self.indicators.id(id)),
                None => Err(messages::missing("chỉ tiêu", "indicator").at(INDICATOR, None)),
            };
        };
        let cell = row.cell(field);
        let index = &job.context.indicators;
        let id = self.named.id(cell, |cell| decoded(cell).map(|text| index.read(text)));
        match self.named.get(id) {
            None => Err(undecodable(cell).at(INDICATOR, Some(field))),
            Some(Named::Blank) => Err(messages::missing("chỉ tiêu", "indicator").at(INDICATOR, Some(field))),
            Some(Named::Known(id)) => Ok(self.indicators.id(id)),
            Some(Named::Free(key)) => {
                let key = Arc::clone(key);
                self.names.add(&key, &tidy(text_of(row, field, INDICATOR)?));
                Ok(self.indicators.id(&key))
            }
            Some(Named::Near(id)) => {
                let name = index.get(id).map(|indicator| indicator.name.clone()).unwrap_or_default();
                let text = text_of(row, field, INDICATOR)?;
                Err(messages::indicator_near(text, id, &name).at(INDICATOR, Some(field)))
            }
        }
    }

    /// What the register says of an indicator.
    fn limits(&mut self, job: &Job<'_>, indicator: u32) -> Option<Limits> {
        while self.limits.len() <= indicator as usize {
            let id = self.indicators.get(self.limits.len() as u32);
            self.limits.push(Limits::of(job, id));
        }
        self.limits[indicator as usize]
    }

    /// What a row says of all its figures.
    fn said(&mut self, job: &Job<'_>, row: &impl Record) -> Said {
        let Coverage { notes, definitions, sources, .. } = self;
        let source = job.hot.source.and_then(|field| words_of(sources, row.cell(field)));
        let Some(field) = job.hot.note else { return Said { source, ..Said::default() } };
        let id = notes.id(row.cell(field), |cell| {
            let note = read_note(&String::from_utf8_lossy(cell));
            if let Some(definition) = &note.definition {
                definitions.add(definition, &note.spelling);
            }
            note
        });
        let Note { preliminary, definition, remark, .. } = notes.get(id);
        Said { definition: definition.clone(), preliminary: *preliminary, source, remark: remark.clone() }
    }

    /// Notes the figures of a part that a row fails to give: those of its blank cells, or all.
    fn note_lost(
        &mut self,
        job: &Job<'_>,
        keys: &mut KeyReader,
        row: &impl Record,
        head: Head,
        blank_only: bool,
    ) {
        let definition = self.said(job, row).definition;
        for (nth, group) in job.groups.iter().enumerate() {
            let mut found = Measures::default();
            let blank = self.measures(group, row, &mut found).is_ok() && found.is_empty();
            if blank_only && !blank {
                continue;
            }
            let Ok(when) = keys.when_of(job, group, row) else { continue };
            let Ok(Some(spot)) = keys.spot(job, row, head, when) else { continue };
            if !keys.is_part(spot) {
                return;
            }
            let Ok(indicator) = self.indicator(job, nth, group, row) else { continue };
            let why = if blank { Why::Blank } else { Why::Rejected };
            self.lost.note(spot, &(when.period, indicator, definition.clone()), row.line(), why);
            if job.fold.on && keys.whole_of(spot).is_some() {
                self.note_key(job, spot, when.period, indicator, row.line());
            }
        }
    }

    /// Notes that the row at `line` is for a figure.
    fn note_key(&mut self, job: &Job<'_>, spot: u32, period: Period, indicator: u32, line: u64) {
        if job.fold.whole_rows {
            self.keyed.note_row(spot, (period, WHOLE_ROW), line);
        } else {
            self.keyed.note(spot, (period, indicator));
        }
    }

    /// Keeps the figures of one row.
    fn keep(&mut self, line: u64, figures: &[Measured], said: &Said) {
        for figure in figures {
            let id = self.figures.id(&figure.figure(said));
            self.rows.push((line, id));
        }
    }

    /// Takes the figures of one row: adds them up, where it is a commune's, or keeps them.
    fn take(&mut self, job: &Job<'_>, keys: &mut KeyReader, line: u64, figures: &[Measured], said: &Said) {
        // Mostly all figures of a row are for one place.
        let first = figures.first().map(|figure| (figure.spot, keys.whole_of(figure.spot)));
        let whole_of = |keys: &mut KeyReader, spot: u32| match first {
            Some((known, whole)) if known == spot => whole,
            _ => keys.whole_of(spot),
        };
        if figures.iter().any(|figure| whole_of(keys, figure.spot).is_none()) {
            return self.keep(line, figures, said);
        }
        // One key stands for all figures of a row, or each has its own.
        let keyed = if job.fold.whole_rows { &figures[..figures.len().min(1)] } else { figures };
        let names = keyed.iter().map(|figure| {
            let indicator = (!job.fold.whole_rows).then(|| self.indicators.get(figure.indicator));
            named(keys.spots.get(figure.spot), (figure.period, indicator))
        });
        if !job.fold.takes(names) {
            return self.keep(line, figures, said);
        }
        for figure in keyed {
            self.note_key(job, figure.spot, figure.period, figure.indicator, line);
        }
        // What an open percentage says is known when all rows are read.
        if figures.iter().any(|figure| matches!(figure.percent, Percent::Open(_))) {
            return self.keep(line, figures, said);
        }
        self.folded += 1;
        let origin = Origin { file: job.file, line };
        for (nth, figure) in figures.iter().enumerate() {
            let Some(whole) = whole_of(keys, figure.spot) else { continue };
            let key = (whole, figure.period, figure.indicator, said.definition.clone());
            let sum = self.sums.of(nth, &key, CoverageSum::nothing);
            sum.add(figure.covered, figure.total, said.preliminary, said.source.as_ref());
            sum.parts += 1;
            sum.origins.push(origin);
            let counts = figure.covered.zip(figure.total).filter(|(_, total)| *total > 0);
            let value = match &figure.percent {
                Percent::Exact(value) => Some(value.value()),
                _ => counts.map(|(covered, total)| 100.0 * covered as f64 / total as f64),
            };
            if let Some(value) = value {
                let indicators = &self.indicators;
                let down = || {
                    let registered = job.context.indicators.get(indicators.get(figure.indicator));
                    registered.is_some_and(|known| known.direction == Direction::Down)
                };
                let lows = self.lows.of(nth, &(figure.period, figure.indicator), || Lows::new(down()));
                lows.add(Low { value, spot: figure.spot, counts, line });
            }
        }
    }

    /// Reads the open percentages by what the file's cells prove; the rows that stay open, or that break a rule now
    /// that they are read, by line.
    pub fn settle(&mut self, job: &Job<'_>) -> Vec<(u64, Late)> {
        let mut file = self.counts;
        for evidence in self.columns.values() {
            file.join(*evidence);
        }
        let figures = std::mem::take(&mut self.figures).into_values();
        let mut bad: BTreeMap<u32, Late> = BTreeMap::new();
        let mut settled = Interner::default();
        let mut moved = Vec::with_capacity(figures.len());
        for (old, mut figure) in figures.into_iter().enumerate() {
            if let Percent::Open(open) = &figure.percent {
                let Open { field, mark, decimal, grouped } = **open;
                let column = self.columns.get(&usize::from(field)).copied().unwrap_or_default();
                match job.decimal.or(column.mark()).or(file.mark()) {
                    None => {
                        bad.insert(old as u32, Late::Open { field, mark, decimal, grouped });
                    }
                    Some(said) => {
                        let value = if said == mark { decimal } else { grouped };
                        figure.percent = Percent::Exact(value);
                        let limits = Limits::of(job, self.indicators.get(figure.indicator));
                        if let Some(rule) = broken_rule(limits, figure.covered, figure.total, Some(value)) {
                            bad.insert(old as u32, Late::Broken { field, rule });
                        }
                    }
                }
            }
            moved.push(settled.id(&figure));
        }
        let mut late: Vec<(u64, Late)> =
            self.rows.iter().filter_map(|(line, figure)| Some((*line, *bad.get(figure)?))).collect();
        late.sort_by_key(|(line, _)| *line);
        late.dedup_by_key(|(line, _)| *line);
        self.figures = settled;
        self.rows.retain(|(line, _)| late.binary_search_by_key(line, |(line, _)| *line).is_err());
        for (_, figure) in &mut self.rows {
            *figure = moved[*figure as usize];
        }
        late
    }
}

impl Gather for Coverage {
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault> {
        let head = keys.head(job, row);
        if head == Head::Total {
            return Ok(Outcome::Total);
        }
        // The buffers go from row to row; a row that is rejected gives its own away.
        let mut measures = std::mem::take(&mut self.cells);
        measures.clear();
        measures.resize_with(job.groups.len(), Measures::default);
        let mut fault = None;
        for (nth, (group, found)) in job.groups.iter().zip(&mut measures).enumerate() {
            if let Err(why) = self.measures(group, row, found) {
                fault.get_or_insert((nth, why));
            }
        }
        if fault.is_none() && measures.iter().all(Measures::is_empty) {
            if head != Head::Above {
                self.note_lost(job, keys, row, head, true);
            }
            return Ok(Outcome::Empty);
        }
        if head == Head::Above {
            return Ok(Outcome::Above);
        }
        let mut figures = std::mem::take(&mut self.row);
        figures.clear();
        let said = self.said(job, row);
        let mut of_row = None;
        let mut some_are_blank = false;
        for (nth, (group, found)) in job.groups.iter().zip(measures.drain(..)).enumerate() {
            let faulty = fault.as_ref().is_some_and(|(at, _)| *at == nth);
            if !faulty && found.is_empty() {
                some_are_blank = true;
                continue;
            }
            // Where captions do not say when, one look tells when and where all figures of the row are for.
            let (when, spot) = match of_row {
                Some(known) if group.period.is_none() => known,
                _ => {
                    let when = keys.when_of(job, group, row)?;
                    let Some(spot) = keys.spot(job, row, head, when)? else { return Ok(Outcome::Total) };
                    if group.period.is_none() {
                        of_row = Some((when, spot));
                    }
                    (when, spot)
                }
            };
            let indicator = self.indicator(job, nth, group, row)?;
            if let Some((_, why)) = fault.take_if(|_| faulty) {
                return Err(why);
            }
            let Measures { covered, total, percent, share } = found;
            let limits = self.limits(job, indicator);
            if let (Some(covered), Some(total)) = (covered, total)
                && covered > total
                && limits.is_none_or(|limits| limits.range.1 <= 100.0)
            {
                let column = if share { PERCENT } else { COVERED };
                return Err(messages::covered_above(covered, total).at(column, group.field(column)));
            }
            if covered.is_some() != total.is_some() && percent == Percent::Absent {
                let column = if covered.is_some() { TOTAL } else { COVERED };
                return Err(messages::part_missing(covered.is_some()).at(column, group.field(column)));
            }
            if let Percent::Exact(value) = percent
                && let Some(rule) = broken_rule(limits, covered, total, Some(value))
            {
                let field = group.field(PERCENT).unwrap_or_default();
                return Err(rule.fault(&String::from_utf8_lossy(row.cell(field)), field));
            }
            figures.push(Measured { spot, period: when.period, indicator, covered, total, percent });
        }
        if some_are_blank && figures.iter().any(|figure| keys.is_part(figure.spot)) {
            self.note_lost(job, keys, row, head, true);
        }
        self.take(job, keys, row.line(), &figures, &said);
        (self.row, self.cells) = (figures, measures);
        Ok(Outcome::Taken)
    }

    fn miss(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) {
        let head = keys.head(job, row);
        if head != Head::Total {
            self.note_lost(job, keys, row, head, false);
        }
    }

    fn absorb(&mut self, other: Self, spots: &[u32]) {
        let indicators = self.indicators.absorb(other.indicators);
        self.names.absorb(other.names);
        self.definitions.absorb(other.definitions);
        for (field, evidence) in other.columns {
            self.columns.entry(field).or_default().join(evidence);
        }
        self.counts.join(other.counts);
        let renamed = |indicator: u32| indicators.get(indicator as usize).copied().unwrap_or(WHOLE_ROW);
        self.keyed.absorb(other.keyed, spots, |(period, indicator)| (*period, renamed(*indicator)));
        for ((spot, period, indicator, definition), sum) in other.sums.into_sums() {
            let key = (spots[spot as usize], period, renamed(indicator), definition);
            self.sums.absorb(&key, sum, CoverageSum::absorb);
        }
        for ((period, indicator), lows) in other.lows.into_sums() {
            self.lows.absorb(&(period, renamed(indicator)), lows.moved(spots), Lows::absorb);
        }
        self.lost.absorb(other.lost, spots, |(period, indicator, definition)| {
            (*period, renamed(*indicator), definition.clone())
        });
        self.folded += other.folded;
        let moved: Vec<u32> = other
            .figures
            .into_values()
            .into_iter()
            .map(|mut figure| {
                figure.spot = spots[figure.spot as usize];
                figure.indicator = indicators[figure.indicator as usize];
                self.figures.id(&figure)
            })
            .collect();
        self.rows.extend(other.rows.into_iter().map(|(line, figure)| (line, moved[figure as usize])));
    }

    fn finish(&mut self) {
        self.rows.sort_by_key(|(line, _)| *line);
        self.lost.sort();
        self.sums.shrink();
        self.lows.shrink();
    }
}

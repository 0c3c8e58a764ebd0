//! The communes that lag ("trắng sóng"): of each indicator and period the last few, kept while rows are read, so that
//! they can be named although the rows of communes are only added up.

use std::cmp::Ordering;
use std::sync::Arc;

use smallvec::SmallVec;

use super::context::IndicatorIndex;
use super::places::Parents;
use super::tables::{CoverageFigure, Laggard, Laggards, Origin};
use crate::model::fast::FastMap;
use crate::model::register::Direction;
use crate::model::{Level, Period, Place};

/// How many are kept of each indicator and period.
pub const KEPT: usize = 50;

/// One commune of one export, as far as it lags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Low {
    /// Its value.
    pub value: f64,
    /// Its spot in the export.
    pub spot: u32,
    /// Covered and total, where given.
    pub counts: Option<(u64, u64)>,
    /// The line.
    pub line: u64,
}

/// The last few of one export's communes, for one indicator and period.
#[derive(Clone, Debug, Default)]
pub struct Lows {
    /// Less is better: the highest lag.
    down: bool,
    communes: u64,
    zero: u64,
    /// Last first, at most [`KEPT`]. A commune's own export has one row for a figure, and there may be thousands of such
    /// exports.
    rows: SmallVec<[Low; 1]>,
}

impl Lows {
    /// No commune yet; `down` where less is better.
    pub fn new(down: bool) -> Self {
        Lows { down, ..Lows::default() }
    }

    /// Last first; communes that are equal in the order of their lines.
    fn compare(&self, a: &Low, b: &Low) -> Ordering {
        let by_value = if self.down { b.value.total_cmp(&a.value) } else { a.value.total_cmp(&b.value) };
        by_value.then(a.line.cmp(&b.line))
    }

    /// Notes one commune.
    pub fn add(&mut self, low: Low) {
        self.communes += 1;
        self.zero += u64::from(low.value == 0.0);
        self.keep(low);
    }

    fn keep(&mut self, low: Low) {
        if self.rows.len() == KEPT
            && self.rows.last().is_some_and(|last| self.compare(&low, last) != Ordering::Less)
        {
            return;
        }
        let place = self.rows.partition_point(|kept| self.compare(kept, &low) == Ordering::Less);
        self.rows.insert(place, low);
        self.rows.truncate(KEPT);
    }

    /// The same communes, whose spots are now `spots`.
    pub fn moved(mut self, spots: &[u32]) -> Self {
        self.rows.iter_mut().for_each(|low| low.spot = spots[low.spot as usize]);
        self
    }

    /// Takes in the communes of another part of the file.
    pub fn absorb(&mut self, other: Lows) {
        self.communes += other.communes;
        self.zero += other.zero;
        other.rows.into_iter().for_each(|low| self.keep(low));
    }

    /// Adds them to those of all exports.
    pub fn tell(
        self,
        all: &mut Told,
        key: (Arc<str>, Period),
        file: u32,
        places: &[Place],
        parents: &Parents,
    ) {
        let told = all.entry(key.clone()).or_insert_with(|| Laggards::new(key, self.down));
        told.communes += self.communes;
        told.zero += self.zero;
        told.rows.reserve(self.rows.len().min(KEPT + 1 - told.rows.len()));
        for low in self.rows {
            let origin = Some(Origin { file, line: low.line });
            let is_before = |kept: &Laggard| {
                last_first(self.down, (kept.value, kept.origin), (low.value, origin)) == Ordering::Less
            };
            if told.rows.len() == KEPT && told.rows.last().is_some_and(is_before) {
                // Those that follow lag less.
                break;
            }
            let at = told.rows.partition_point(is_before);
            let place = places[low.spot as usize].clone();
            let province = top(&place, parents);
            told.rows.insert(at, Laggard { province, place, value: low.value, counts: low.counts, origin });
            told.rows.truncate(KEPT);
        }
    }
}

/// Last first; communes that are equal in the order of files and lines.
fn last_first(down: bool, a: (f64, Option<Origin>), b: (f64, Option<Origin>)) -> Ordering {
    let by_value = if down { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) };
    by_value.then_with(|| a.1.cmp(&b.1))
}

/// The laggards of all exports, by indicator and period.
pub type Told = FastMap<(Arc<str>, Period), Laggards>;

fn top(place: &Place, parents: &Parents) -> Place {
    let mut top = place;
    while let Some(parent) = parents.get(top) {
        top = parent;
    }
    top.clone()
}

/// The communes among `figures` (those that were not added up while they were read) beside the others; last first.
pub fn finish(
    mut told: Told,
    figures: &[CoverageFigure],
    parents: &Parents,
    indicators: &IndicatorIndex<'_>,
) -> Vec<Laggards> {
    for figure in figures.iter().filter(|figure| figure.place.level == Level::Commune) {
        let counts = figure.covered.zip(figure.total).filter(|(_, total)| *total > 0);
        let computed = counts.map(|(covered, total)| 100.0 * covered as f64 / total as f64);
        let Some(value) = figure.percent.or(computed) else { continue };
        let key = (figure.indicator.clone(), figure.period);
        let down = indicators.get(&figure.indicator).is_some_and(|known| known.direction == Direction::Down);
        let told = told.entry(key.clone()).or_insert_with(|| Laggards::new(key, down));
        told.communes += 1;
        told.zero += u64::from(value == 0.0);
        told.rows.push(Laggard {
            province: top(&figure.place, parents),
            place: figure.place.clone(),
            value,
            counts,
            origin: figure.origins.first.first().copied(),
        });
    }
    let mut all: Vec<Laggards> = told.into_values().collect();
    all.sort_by(|a, b| (&a.indicator, a.period).cmp(&(&b.indicator, b.period)));
    for laggards in &mut all {
        let down = laggards.down;
        laggards.rows.sort_by(|a, b| {
            last_first(down, (a.value, a.origin), (b.value, b.origin)).then_with(|| a.place.cmp(&b.place))
        });
        laggards.rows.truncate(KEPT);
    }
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn lows(down: bool, values: impl IntoIterator<Item = (u64, f64)>) -> Lows {
        let mut lows = Lows::new(down);
        for (line, value) in values {
            lows.add(Low { value, spot: 0, counts: None, line });
        }
        lows
    }

    #[test]
    fn the_last_of_all_files_are_kept_however_many_there_are() {
        let place = Place::country(crate::model::Vintage::V34);
        let (places, parents) = ([place], Parents::default());
        let told = |files: u64| {
            let mut told = Told::default();
            for file in 0..files {
                let value = |line: u64| ((file * (400 / files) + line) * 37 % 101) as f64;
                let lows = lows(false, (0..400 / files).map(|line| (line, value(line))));
                let key = (Arc::from("x"), Period::year(2024).unwrap());
                lows.tell(&mut told, key, file as u32, &places, &parents);
            }
            told.into_values().next().unwrap()
        };
        let (one, many) = (told(1), told(100));
        assert_eq!((one.communes, many.communes, one.zero, many.zero), (400, 400, 4, 4));
        let values = |told: &Laggards| told.rows.iter().map(|row| row.value).collect::<Vec<_>>();
        assert_eq!(values(&one), values(&many));
        assert_eq!(many.rows.len(), KEPT);
        let origins: Vec<_> = many.rows.iter().map(|row| (row.value as u64, row.origin)).collect();
        assert!(origins.is_sorted(), "equal ones in the order of files");
    }

    #[test]
    fn the_last_are_kept_however_the_file_is_cut() {
        let value = |line: u64| (line * 37 % 101) as f64;
        let whole = lows(false, (0..400).map(|line| (line, value(line))));
        let mut cut = lows(false, (0..150).map(|line| (line, value(line))));
        cut.absorb(lows(false, (150..400).map(|line| (line, value(line)))));
        assert_eq!((whole.communes, whole.zero, whole.rows.len()), (400, 4, KEPT));
        assert_eq!(whole.rows, cut.rows);
        assert!(whole.rows.windows(2).all(|pair| pair[0].value <= pair[1].value));
        assert_eq!(whole.rows[0].value, 0.0);
        let down = lows(true, (0..400).map(|line| (line, value(line))));
        assert_eq!(down.rows[0].value, 100.0);
    }
}

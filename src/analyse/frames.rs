//! Frames: the tables as polars holds them, keyed by small numbers, each checked against its declaration.
//!
//! Places, periods, topics and indicators enter as positions in sorted lists ([`Codes`]), so that sorting by number is
//! sorting by the order of the report, and joins compare integers.

use polars::prelude::*;

use crate::model::table::Col;

macro_rules! cols {
    ($($name:ident $text:literal $what:literal),* $(,)?) => {
        $(#[doc = $what] pub(super) const $name: Col = Col($text);)*
    };
}

cols! {
    ROW "row" "Position in the table of `clean`.",
    BEHIND "behind" "Position in a list of what rows were added up.",
    UNIT "unit" "Position in the list of units: a place on the run's borders, or a line of all places.",
    KEY "key" "What a row is added up under: several positions in one number.",
    ALL_KEY "all_key" "The same for the line of all places that a row counts for; blank where it counts for none.",
    STRAND "strand" "Position in the list of strands: the land a series runs over.",
    WHEN "when" "Position in the list of periods.",
    SPOT "spot" "A unit in one period, as one number.",
    SUBJECT "subject" "Position in the list of topics, indicators or levels of teams.",
    CAST "cast" "Which places a sum is made of; 0 for all of them, and for a place itself.",
    DIRECT "direct" "Reported on the run's borders, not mapped onto them.",
    EXPECTED "expected" "Parts that the unit needs; 0 where the parts of that time do not add up to it.",
    COUNTED "counted" "Rows with a count.",
    UNCOUNTED "uncounted" "Rows without a count.",
    GAPS "gaps" "A part of a merged unit is missing.",
    BASES "bases" "Rows with covered and total.",
    VALUES "values" "Rows with a value of their own.",
    VALUE "value" "The value as published.",
    TEAMS_WITH_MEMBERS "teams_with_members" "Teams of rows with members.",
    MEMBERS_WITH_TEAMS "members_with_teams" "Members of rows with teams.",
    TEAMS_WITH_TRAINED "teams_with_trained" "Teams of rows with trained.",
    TRAINED_WITH_TEAMS "trained_with_teams" "Trained of rows with teams.",
    TEAMS_OF_COMMUNES "teams_of_communes" "Teams of rows that are of communes alone.",
    COMMUNES "communes" "Communes behind them.",
}

/// What a frame must hold when it enters a stage of the analysis.
pub(super) struct Declaration {
    /// Its name, for the message.
    pub(super) name: &'static str,
    /// Its columns and their types, in their order.
    pub(super) columns: &'static [(Col, DataType)],
}

impl Declaration {
    /// The frame, if it is as declared.
    pub(super) fn check(&self, frame: DataFrame) -> PolarsResult<DataFrame> {
        let found = frame.columns().iter().map(|column| (column.name().as_str(), column.dtype()));
        let declared = self.columns.iter().map(|(column, kind)| (column.name(), kind));
        if !found.clone().eq(declared) {
            let found: Vec<String> = found.map(|(name, kind)| format!("{name}: {kind}")).collect();
            polars_bail!(SchemaMismatch: "frame `{}` came with {}", self.name, found.join(", "));
        }
        Ok(frame)
    }
}

/// A sorted list of distinct values; their positions are the keys of frames.
#[derive(Debug)]
pub(super) struct Codes<T>(Vec<T>);

impl<T: Ord + Clone> Codes<T> {
    /// The distinct values among `values`, in their order.
    pub(super) fn new(values: impl IntoIterator<Item = T>) -> Self {
        let mut sorted: Vec<T> = values.into_iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        Codes(sorted)
    }

    /// The position of a value.
    pub(super) fn of(&self, value: &T) -> Option<u32> {
        self.0.binary_search(value).ok().and_then(|position| u32::try_from(position).ok())
    }

    /// All values, in their order.
    pub(super) fn all(&self) -> &[T] {
        &self.0
    }

    /// The value at a position that [`Codes::of`] gave.
    pub(super) fn get(&self, position: u32) -> &T {
        &self.0[position as usize]
    }
}

/// Several positions in one number, in whose order they stand: rows are grouped and sorted by one column so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed<const N: usize>([u64; N]);

impl<const N: usize> Packed<N> {
    /// For positions in lists of so many values.
    pub(super) fn new(sizes: [usize; N]) -> PolarsResult<Self> {
        let all = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size));
        polars_ensure!(all.is_some(), ComputeError: "too many kinds of figures: {sizes:?}");
        Ok(Packed(sizes.map(|size| size as u64)))
    }

    /// The number of these positions.
    pub(super) fn key(&self, positions: [u32; N]) -> u64 {
        positions.into_iter().zip(self.0).fold(0, |key, (position, size)| key * size + u64::from(position))
    }

    /// The positions of a number.
    pub(super) fn positions(&self, mut key: u64) -> [u32; N] {
        let mut positions = [0; N];
        for (position, size) in positions.iter_mut().zip(self.0).rev() {
            (*position, key) = ((key % size) as u32, key / size);
        }
        positions
    }
}

/// A column of packed positions.
pub(super) fn packed(column: Col, values: impl IntoIterator<Item = Option<u64>>) -> Column {
    let values: Vec<Option<u64>> = values.into_iter().collect();
    Column::new(column.into(), values)
}

/// Reads a column of packed positions in which none is blank.
pub(super) fn read_packed(frame: &DataFrame, column: Col) -> PolarsResult<Vec<u64>> {
    let keys: Option<Vec<u64>> = frame.column(column.name())?.u64()?.iter().collect();
    keys.ok_or_else(|| polars_err!(ComputeError: "a blank key in column `{}`", column.name()))
}

/// A count as polars holds it.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as the summary holds it.
pub(super) fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// A column of positions.
pub(super) fn positions(column: Col, values: impl IntoIterator<Item = Option<u32>>) -> Column {
    let values: Vec<Option<u32>> = values.into_iter().collect();
    Column::new(column.into(), values)
}

/// A column of counts.
pub(super) fn counts(column: Col, values: impl IntoIterator<Item = Option<u64>>) -> Column {
    let values: Vec<Option<i64>> = values.into_iter().map(|count| count.map(signed)).collect();
    Column::new(column.into(), values)
}

/// A column of numbers.
pub(super) fn numbers(column: Col, values: impl IntoIterator<Item = Option<f64>>) -> Column {
    let values: Vec<Option<f64>> = values.into_iter().collect();
    Column::new(column.into(), values)
}

/// A column of flags.
pub(super) fn flags(column: Col, values: impl IntoIterator<Item = bool>) -> Column {
    let values: Vec<bool> = values.into_iter().collect();
    Column::new(column.into(), values)
}

/// Reads a column of positions in which none is blank.
pub(super) fn read_keys(frame: &DataFrame, column: Col) -> PolarsResult<Vec<u32>> {
    let keys: Option<Vec<u32>> = frame.column(column.name())?.u32()?.iter().collect();
    keys.ok_or_else(|| polars_err!(ComputeError: "a blank key in column `{}`", column.name()))
}

/// Reads a column of counts.
pub(super) fn read_counts(frame: &DataFrame, column: Col) -> PolarsResult<Vec<Option<u64>>> {
    Ok(frame.column(column.name())?.i64()?.iter().map(|count| count.map(unsigned)).collect())
}

/// Reads a column of numbers.
pub(super) fn read_numbers(frame: &DataFrame, column: Col) -> PolarsResult<Vec<Option<f64>>> {
    Ok(frame.column(column.name())?.f64()?.iter().collect())
}

/// Reads a column of flags; blank is false.
pub(super) fn read_flags(frame: &DataFrame, column: Col) -> PolarsResult<Vec<bool>> {
    Ok(frame.column(column.name())?.bool()?.iter().map(|flag| flag == Some(true)).collect())
}

/// Reads a column of lists of positions, each sorted; a blank list is empty.
pub(super) fn read_lists(frame: &DataFrame, column: Col) -> PolarsResult<Vec<Vec<u32>>> {
    let lists = frame.column(column.name())?.list()?;
    let rows = lists.amortized_iter().map(|list| {
        let Some(list) = list else { return Ok(Vec::new()) };
        let mut rows: Vec<u32> = list.as_ref().u32()?.iter().flatten().collect();
        rows.sort_unstable();
        Ok(rows)
    });
    rows.collect()
}

/// How many cells of a column are known.
pub(super) fn known(column: Col) -> Expr {
    column.expr().count().cast(DataType::UInt32)
}

/// Sums of a column over its known cells, of which there are so many: none where none is known (polars' own is 0).
pub(super) fn where_known<T: Copy>(sums: &[Option<T>], known: &[u32]) -> Vec<Option<T>> {
    sums.iter().zip(known).map(|(sum, known)| sum.filter(|_| *known > 0)).collect()
}

/// Positions of rows in the order of their keys. Sorted here, since polars would copy the list of every row for it.
pub(super) fn in_order(keys: &[u64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_unstable_by_key(|&row| keys[row]);
    order
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const PAIR: Declaration =
        Declaration { name: "pair", columns: &[(UNIT, DataType::UInt32), (VALUE, DataType::Float64)] };

    #[test]
    fn a_frame_is_held_to_its_declaration() {
        let good = DataFrame::new_infer_height(vec![positions(UNIT, [Some(1)]), numbers(VALUE, [None])]);
        assert!(PAIR.check(good.unwrap()).is_ok());
        let swapped = DataFrame::new_infer_height(vec![numbers(VALUE, [None]), positions(UNIT, [Some(1)])]);
        assert!(PAIR.check(swapped.unwrap()).is_err());
        let text = DataFrame::new_infer_height(vec![positions(UNIT, [None]), counts(VALUE, [None])]);
        assert!(PAIR.check(text.unwrap()).unwrap_err().to_string().contains("pair"));
    }

    #[test]
    fn packed_positions_keep_their_order() {
        let packed = Packed::new([3, 1, 5, 2]).unwrap();
        let mut all = Vec::new();
        for a in 0..3 {
            all.extend((0..5).flat_map(|b| [[a, 0, b, 0], [a, 0, b, 1]]));
        }
        let keys: Vec<u64> = all.iter().map(|positions| packed.key(*positions)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert!(keys.iter().map(|key| packed.positions(*key)).eq(all));
        assert!(Packed::new([usize::MAX, 2]).is_err());
    }

    #[test]
    fn nothing_known_sums_to_nothing() {
        let frame = DataFrame::new_infer_height(vec![
            positions(UNIT, [Some(0), Some(0), Some(1), Some(2), Some(2)]),
            counts(VALUES, [None, None, Some(0), Some(2), None]),
        ]);
        let sums = frame
            .unwrap()
            .lazy()
            .group_by([UNIT.expr()])
            .agg([VALUES.expr().sum(), known(VALUES).alias(COUNTED)])
            .sort([UNIT.name()], SortMultipleOptions::default())
            .collect()
            .unwrap();
        let (sums, known) = (read_counts(&sums, VALUES).unwrap(), read_keys(&sums, COUNTED).unwrap());
        assert_eq!(where_known(&sums, &known), [None, Some(0), Some(2)]);
    }
}

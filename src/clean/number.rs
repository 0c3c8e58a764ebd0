//! Cells that hold numbers: counts, and percentages or other decimals.
//!
//! A number is read exactly, as it was printed ([`Decimal`] keeps the number of printed decimals). A cell that can
//! be read in two ways (`1.234` in a decimal column) stays open until the file's other cells have been seen
//! ([`Evidence`]); a bound, a footnote mark or a word is a [`NumberFault`], never a guess.

mod fault;
mod shape;

use fault::fault_of;
use shape::{Shape, sign, simplify};

/// What is wrong with a cell that should hold a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberFault {
    /// Not a number at all.
    Invalid,
    /// A bound or an approximation: `>90`, `hơn 90%`, `90-95`.
    Bound,
    /// A number with a footnote mark: `95,1*`, `95,1 (1)`.
    Footnote,
    /// A count below zero.
    Negative,
    /// A count with a fraction.
    Fraction,
    /// More digits than a count can have.
    TooLarge,
}

/// The decimal mark of a column or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// `95.10`
    Point,
    /// `95,10`
    Comma,
}

impl Mark {
    fn of(byte: u8) -> Mark {
        if byte == b'.' { Mark::Point } else { Mark::Comma }
    }

    fn other(self) -> Mark {
        match self {
            Mark::Point => Mark::Comma,
            Mark::Comma => Mark::Point,
        }
    }

    /// The mark that `nhipso.toml` names.
    pub fn from_char(mark: char) -> Option<Mark> {
        match mark {
            '.' => Some(Mark::Point),
            ',' => Some(Mark::Comma),
            _ => None,
        }
    }
}

/// A decimal number as it was printed: `digits / 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// All digits, with the sign.
    pub digits: i64,
    /// How many of them stand behind the mark.
    pub decimals: u8,
}

impl Decimal {
    /// The nearest float.
    #[inline]
    pub fn value(self) -> f64 {
        // Digits and power are exact, so the quotient is rounded once.
        const POWERS: [f64; 4] = [1.0, 10.0, 100.0, 1000.0];
        match (self.digits.unsigned_abs() <= 1 << 53, POWERS.get(usize::from(self.decimals))) {
            (true, Some(power)) => self.digits as f64 / power,
            _ => format!("{}e-{}", self.digits, self.decimals).parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether `100 × covered / total` is at most one unit of the last printed digit away.
    /// Digits beyond the ninth decimal are a computer's, not an office's, and are not held against the row.
    pub fn agrees_with(self, covered: u64, total: u64) -> bool {
        if total == 0 {
            return true;
        }
        // Nearly always the numbers are small, and words of 64 bits hold what is computed of them.
        if let (0..=2, Ok(digits), Ok(covered), Ok(total)) =
            (self.decimals, i32::try_from(self.digits), i32::try_from(covered), i32::try_from(total))
        {
            let [digits, covered, total] = [digits, covered, total].map(i64::from);
            let exact = covered * [100, 1000, 10_000][usize::from(self.decimals)];
            return (digits * total - exact).abs() <= total;
        }
        let kept = self.decimals.min(9);
        let scale = 10_i128.pow(u32::from(kept));
        let dropped = 10_i128.pow(u32::from(self.decimals - kept));
        let printed = i128::from(self.digits) * i128::from(total);
        let exact = 100 * i128::from(covered) * scale * dropped;
        (printed - exact).abs() <= i128::from(total) * dropped
    }
}

/// What a cell of a decimal column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalCell {
    /// No data: blank, `…`, `...`.
    Missing,
    /// One number, and the decimal mark it proves, if any.
    Exact(Decimal, Option<Mark>),
    /// `1.234`: `decimal` where the mark is a decimal mark, `grouped` where it groups thousands.
    Ambiguous {
        /// The mark in the cell.
        mark: Mark,
        /// 1.234
        decimal: Decimal,
        /// 1234
        grouped: Decimal,
    },
    /// `1.447/1.459`: covered of total.
    Share(u64, u64),
}

/// What the cells of one column, or one file, prove about its decimal mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    point: bool,
    comma: bool,
}

impl Evidence {
    /// Takes note of one cell.
    pub fn note(&mut self, mark: Mark) {
        match mark {
            Mark::Point => self.point = true,
            Mark::Comma => self.comma = true,
        }
    }

    /// Adds what other cells prove.
    pub fn join(&mut self, other: Evidence) {
        self.point |= other.point;
        self.comma |= other.comma;
    }

    /// The decimal mark, where the cells agree on one.
    pub fn mark(self) -> Option<Mark> {
        match (self.point, self.comma) {
            (true, false) => Some(Mark::Point),
            (false, true) => Some(Mark::Comma),
            _ => None,
        }
    }
}

/// Whether a cell says that there is no data: blank, dots, `n/a` and the like.
pub fn is_missing(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    match cell {
        [] => true,
        [b'.', b'.', ..] => cell.iter().all(|b| *b == b'.'),
        [first, ..] if first.is_ascii_digit() => false,
        _ => {
            let text = String::from_utf8_lossy(cell);
            let text = crate::model::fold::tidy(&text);
            if text.is_empty() || text.chars().all(|ch| matches!(ch, '…' | '.' | '⋯')) && text != "." {
                return true;
            }
            text.len() <= 40 && MISSING.contains(&text.to_lowercase().as_str())
        }
    }
}

/// Words that say that there is no data.
const MISSING: &[&str] = &[
    "n/a",
    "na",
    "#n/a",
    "null",
    "(null)",
    "<null>",
    "\\n",
    "none",
    "nan",
    "không có số liệu",
    "chưa có số liệu",
    "chưa có",
    "không có dữ liệu",
    "chưa báo cáo",
    "no data",
    "missing",
];

/// Reads a cell of a count column; `Ok(None)` is no data. Marks and spaces group thousands.
/// The second value is the decimal mark that the cell proves (`1.459` proves that a point groups).
pub fn count(cell: &[u8]) -> Result<(Option<u64>, Option<Mark>), NumberFault> {
    // The common case: one to eighteen plain digits.
    if cell.len() <= 18
        && let Some(value) = plain(cell)
    {
        return Ok((Some(value), None));
    }
    if let Some((value, mark)) = grouped(cell) {
        return Ok((Some(value), Some(mark.other())));
    }
    any_count(cell)
}

/// Digits alone, and at least one; no more than fit.
fn plain(digits: &[u8]) -> Option<u64> {
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u64::from(digit);
    }
    (!digits.is_empty()).then_some(value)
}

/// Groups of three digits with one kind of mark between them (`12.345`): most counts of a thousand and more.
fn grouped(cell: &[u8]) -> Option<(u64, Mark)> {
    let len = cell.len();
    if !(5..=17).contains(&len) || len.is_multiple_of(4) || cell[0] == b'0' {
        return None;
    }
    let mark = cell[len - 4];
    if !matches!(mark, b'.' | b',') {
        return None;
    }
    let (lead, groups) = cell.split_at(len % 4);
    let mut value = plain(lead)?;
    for [before, digits @ ..] in groups.as_chunks::<4>().0 {
        if *before != mark {
            return None;
        }
        value = value * 1000 + plain(digits)?;
    }
    Some((value, Mark::of(mark)))
}

/// Reads a count in any form.
fn any_count(cell: &[u8]) -> Result<(Option<u64>, Option<Mark>), NumberFault> {
    if is_missing(cell) {
        return Ok((None, None));
    }
    let text = simplify(cell);
    if text == "-" {
        return Ok((Some(0), None));
    }
    let (negative, body) = sign(&text);
    let shape = Shape::of(body).ok_or_else(|| fault_of(&text))?;
    let (value, mark) = match shape {
        Shape::Whole(digits) => (digits, None),
        Shape::Grouped(digits, mark) => (digits, mark.map(Mark::other)),
        Shape::Either { whole, mark, .. } => (whole, Some(mark.other())),
        Shape::Fraction { whole, part, mark } => {
            if part.bytes().all(|b| b == b'0') {
                (whole, Some(mark))
            } else {
                return Err(NumberFault::Fraction);
            }
        }
    };
    let value: u64 = value.parse().map_err(|_| NumberFault::TooLarge)?;
    if negative && value > 0 {
        return Err(NumberFault::Negative);
    }
    if value > MAX_COUNT {
        return Err(NumberFault::TooLarge);
    }
    Ok((Some(value), mark))
}

/// Reads a count that a sheet holds as a number: digits, with a point before decimals.
pub fn held_count(cell: &[u8]) -> Result<Option<u64>, NumberFault> {
    match held_decimal(cell)? {
        DecimalCell::Exact(value, _) => {
            let scale = 10_i64.checked_pow(u32::from(value.decimals));
            match (value.digits, scale) {
                (..0, _) => Err(NumberFault::Negative),
                (0, _) => Ok(Some(0)),
                (digits, Some(scale)) if digits % scale == 0 => Ok(Some((digits / scale) as u64)),
                _ => Err(NumberFault::Fraction),
            }
        }
        DecimalCell::Missing => Ok(None),
        _ => Err(NumberFault::Invalid),
    }
}

/// Reads a decimal that a sheet holds as a number.
pub fn held_decimal(cell: &[u8]) -> Result<DecimalCell, NumberFault> {
    Ok(match decimal(cell)? {
        DecimalCell::Ambiguous { decimal, .. } => DecimalCell::Exact(decimal, None),
        DecimalCell::Exact(value, _) => DecimalCell::Exact(value, None),
        other => other,
    })
}

/// Counts beyond this are no counts of anything (and would not survive as `i64` sums).
const MAX_COUNT: u64 = 1_000_000_000_000_000;

/// Reads a cell of a percent or decimal column.
pub fn decimal(cell: &[u8]) -> Result<DecimalCell, NumberFault> {
    match short_decimal(cell) {
        Some((value, mark)) => Ok(DecimalCell::Exact(value, Some(mark))),
        None => any_decimal(cell),
    }
}

/// Up to three digits, a mark, one or two digits (`95,10`): most percentages.
fn short_decimal(cell: &[u8]) -> Option<(Decimal, Mark)> {
    let at = cell.iter().position(|byte| matches!(byte, b'.' | b','))?;
    let decimals = cell.len() - at - 1;
    if !(1..=3).contains(&at) || !(1..=2).contains(&decimals) {
        return None;
    }
    let mut digits = 0;
    for (_, byte) in cell.iter().enumerate().filter(|(i, _)| *i != at) {
        if !byte.is_ascii_digit() {
            return None;
        }
        digits = digits * 10 + i64::from(byte - b'0');
    }
    Some((Decimal { digits, decimals: decimals as u8 }, Mark::of(cell[at])))
}

/// Digits that tell every float from its neighbours: what computers write.
const DIGITS: usize = 17;
/// Decimals that are kept; `Decimal::agrees_with` computes with them in 128 bits.
const DECIMALS: usize = 20;

/// A number of whole digits and decimals; of more decimals than a float can hold, the last are rounded away.
fn rounded(whole: &str, part: &str) -> Result<Decimal, NumberFault> {
    let all = format!("{whole}{part}");
    let significant = all.trim_start_matches('0').len();
    let kept = part.len().saturating_sub(significant.saturating_sub(DIGITS)).min(DECIMALS);
    let (digits, cut) = all.split_at(whole.len() + kept);
    let whole_is_too_long = whole.trim_start_matches('0').len() > DIGITS;
    let digits: i64 = digits.parse().ok().filter(|_| !whole_is_too_long).ok_or(NumberFault::TooLarge)?;
    let up = i64::from(cut.bytes().next().is_some_and(|next| next >= b'5'));
    Ok(Decimal { digits: digits + up, decimals: kept as u8 })
}

/// Reads a decimal in any form.
fn any_decimal(cell: &[u8]) -> Result<DecimalCell, NumberFault> {
    if is_missing(cell) {
        return Ok(DecimalCell::Missing);
    }
    let text = simplify(cell);
    if text == "-" {
        return Ok(DecimalCell::Exact(Decimal { digits: 0, decimals: 0 }, None));
    }
    if let Some((covered, total)) = text.split_once('/') {
        let whole = |part: &str| count(part.trim().as_bytes()).ok().and_then(|(value, _)| value);
        return match (whole(covered), whole(total)) {
            (Some(covered), Some(total)) => Ok(DecimalCell::Share(covered, total)),
            _ => Err(fault_of(&text)),
        };
    }
    let bare = text.strip_suffix('%').map_or(text.as_str(), str::trim_end);
    let (negative, body) = sign(bare);
    let shape = Shape::of(body).ok_or_else(|| fault_of(&text))?;
    let make = |whole: &str, part: &str| {
        let value = rounded(whole, part)?;
        Ok(Decimal { digits: if negative { -value.digits } else { value.digits }, ..value })
    };
    Ok(match &shape {
        Shape::Whole(whole) => DecimalCell::Exact(make(whole, "")?, None),
        Shape::Grouped(whole, mark) => DecimalCell::Exact(make(whole, "")?, mark.map(Mark::other)),
        Shape::Fraction { whole, part, mark } => DecimalCell::Exact(make(whole, part)?, Some(*mark)),
        Shape::Either { whole, split, mark } => DecimalCell::Ambiguous {
            mark: *mark,
            decimal: make(&whole[..*split], &whole[*split..])?,
            grouped: make(whole, "")?,
        },
    })
}

#[cfg(test)]
mod tests;

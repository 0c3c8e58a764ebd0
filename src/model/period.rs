//! Periods of time: years, half-years, quarters, months and days.
//!
//! A [`Period`] is always valid: [`Period::half`] and its sisters refuse what no calendar has.
//! How offices *write* periods is the business of `clean`; here is only what a period *is*.

use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// Six months: January–June or July–December.
    Half,
    /// Three months.
    Quarter,
    /// A calendar month.
    Month,
    /// One day.
    Day,
}

/// One period of time.
///
/// Ordered by its first day, then from long to short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    kind: PeriodKind,
    start: Date,
}

impl Period {
    /// The calendar year `year` (1900 to 2199), or `None` where it lies outside.
    pub fn year(year: i16) -> Option<Self> {
        Self::starting(PeriodKind::Year, year, 1, 1)
    }

    /// Half-year `n` (1 or 2) of `year`.
    pub fn half(year: i16, n: i8) -> Option<Self> {
        (1..=2).contains(&n).then(|| Self::starting(PeriodKind::Half, year, n * 6 - 5, 1))?
    }

    /// Quarter `n` (1 to 4) of `year`.
    pub fn quarter(year: i16, n: i8) -> Option<Self> {
        (1..=4).contains(&n).then(|| Self::starting(PeriodKind::Quarter, year, n * 3 - 2, 1))?
    }

    /// Month `n` (1 to 12) of `year`.
    pub fn month(year: i16, n: i8) -> Option<Self> {
        Self::starting(PeriodKind::Month, year, n, 1)
    }

    /// The day `year`-`month`-`day`.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::starting(PeriodKind::Day, year, month, day)
    }

    fn starting(kind: PeriodKind, year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1900..=2199).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(|start| Period { kind, start })
    }

    /// How long the period is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Its first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Its calendar year.
    pub fn calendar_year(self) -> i16 {
        self.start.year()
    }

    /// Its last day.
    pub fn end(self) -> Date {
        let months = match self.kind {
            PeriodKind::Year => 12,
            PeriodKind::Half => 6,
            PeriodKind::Quarter => 3,
            PeriodKind::Month => 1,
            PeriodKind::Day => return self.start,
        };
        let last = self.start.month() + months - 1;
        Date::new(self.start.year(), last, 1).map_or(self.start, Date::last_of_month)
    }

    /// The period as a decimal year at its start (DESIGN: the axis of every trend):
    /// 2022 → 2022, Q3 2022 → 2022.5, 2022-09 → 2022 + 8/12, a day → year + (day of year − 1)/days in the year.
    pub fn decimal(self) -> f64 {
        let year = f64::from(self.start.year());
        match self.kind {
            PeriodKind::Day => {
                year + f64::from(self.start.day_of_year() - 1) / f64::from(self.start.days_in_year())
            }
            _ => year + f64::from(self.start.month() - 1) / 12.0,
        }
    }

    /// The decimal year of the moment the period ends (2025 → 2026.0); what paces towards a target are counted between.
    ///
    /// On the axis of [`Period::decimal`]: months count a twelfth, so that a pace needed and a pace seen are of one kind.
    pub fn decimal_end(self) -> f64 {
        let end = self.end();
        match self.kind {
            PeriodKind::Day => {
                f64::from(end.year()) + f64::from(end.day_of_year()) / f64::from(end.days_in_year())
            }
            _ => f64::from(end.year()) + f64::from(end.month()) / 12.0,
        }
    }

    /// The same sub-period one year earlier, or `None` where there is none (29 February, 1899).
    pub fn year_earlier(self) -> Option<Self> {
        Self::starting(self.kind, self.start.year() - 1, self.start.month(), self.start.day())
    }

    /// The period of `kind` that holds this one; itself where it is as long or longer.
    pub fn fold(self, kind: PeriodKind) -> Self {
        if kind >= self.kind {
            return self;
        }
        let (year, month) = (self.start.year(), self.start.month());
        let folded = match kind {
            PeriodKind::Year => Self::year(year),
            PeriodKind::Half => Self::half(year, (month - 1) / 6 + 1),
            PeriodKind::Quarter => Self::quarter(year, (month - 1) / 3 + 1),
            PeriodKind::Month => Self::month(year, month),
            PeriodKind::Day => None,
        };
        folded.unwrap_or(self)
    }

    /// Reads the ISO form that [`fmt::Display`] writes: `2022`, `2022-H1`, `2022-Q3`, `2022-09`, `2022-09-14`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let second = parts.next();
        let third = parts.next();
        if parts.next().is_some() {
            return None;
        }
        match (second, third) {
            (None, None) => Self::year(year),
            (Some(part), None) => match part.as_bytes() {
                [b'H', n] => Self::half(year, i8::try_from(n.checked_sub(b'0')?).ok()?),
                [b'Q', n] => Self::quarter(year, i8::try_from(n.checked_sub(b'0')?).ok()?),
                [_, _] => Self::month(year, part.parse().ok()?),
                _ => None,
            },
            (Some(month), Some(day)) => Self::day(year, month.parse().ok()?, day.parse().ok()?),
            (None, Some(_)) => None,
        }
    }
}

impl Hash for Period {
    /// One word: a period is part of nearly every key that rows are looked up by.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [year, month, day] =
            [self.start.year(), self.start.month().into(), self.start.day().into()].map(i64::from);
        state.write_i64(((year * 16 + month) * 32 + day) * 8 + self.kind as i64);
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.kind).cmp(&(other.start, other.kind))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.start.year(), self.start.month());
        // Digits by hand: every row of every table names its period.
        let mut text = *b"0000-00";
        let len = match self.kind {
            PeriodKind::Year => 4,
            PeriodKind::Half | PeriodKind::Quarter => {
                let (letter, months) = if self.kind == PeriodKind::Half { (b'H', 6) } else { (b'Q', 3) };
                text[5] = letter;
                put_digits(&mut text[6..7], (month - 1) / months + 1);
                7
            }
            PeriodKind::Month => {
                put_digits(&mut text[5..7], month);
                7
            }
            PeriodKind::Day => return write!(f, "{}", self.start),
        };
        put_digits(&mut text[..4], year);
        f.write_str(std::str::from_utf8(&text[..len]).unwrap_or_default())
    }
}

/// Writes the last digits of a number, as many as there is room for.
fn put_digits(room: &mut [u8], number: impl Into<i16>) {
    let mut rest = number.into();
    for digit in room.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Period::from_iso(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "\"{text}\" is not a period; write 2022, 2022-Q3, 2022-09 or 2022-09-14"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_round_trip_and_decimal_years() {
        for (iso, decimal) in [
            ("2022", 2022.0),
            ("2022-H1", 2022.0),
            ("2022-H2", 2022.5),
            ("2022-Q3", 2022.5),
            ("2022-09", 2022.0 + 8.0 / 12.0),
            ("2022-09-14", 2022.0 + 256.0 / 365.0),
            ("2024-03-01", 2024.0 + 60.0 / 366.0),
        ] {
            let period = Period::from_iso(iso);
            assert_eq!(period.map(|p| p.to_string()).as_deref(), Some(iso));
            assert_eq!(period.map(Period::decimal), Some(decimal), "{iso}");
        }
        for bad in ["22", "2022-13", "2022-Q5", "2022-H0", "2022-02-30", "2022-1-1-1", "1066"] {
            assert_eq!(Period::from_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn ends_and_folds() {
        let iso = |p: Option<Period>| p.map(|p| p.to_string());
        let q3 = Period::quarter(2023, 3);
        assert_eq!(q3.map(|p| p.end().to_string()).as_deref(), Some("2023-09-30"));
        assert_eq!(q3.map(Period::decimal_end), Some(2023.75));
        assert_eq!(Period::year(2025).map(Period::decimal_end), Some(2026.0));
        let day = Period::day(2023, 3, 22);
        assert_eq!(iso(day.map(|p| p.fold(PeriodKind::Quarter))).as_deref(), Some("2023-Q1"));
        assert_eq!(iso(day.map(|p| p.fold(PeriodKind::Year))).as_deref(), Some("2023"));
        assert_eq!(iso(Period::year(2023).map(|p| p.fold(PeriodKind::Month))).as_deref(), Some("2023"));
        assert_eq!(iso(Period::day(2024, 2, 29).and_then(Period::year_earlier)), None);
    }
}

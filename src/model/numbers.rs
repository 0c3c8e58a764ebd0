//! The one place where numbers, dates and periods become words.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{Lang, Period, PeriodKind};

/// A space at which no line breaks: between a number and its unit.
pub const NBSP: char = '\u{a0}';
/// The true minus sign.
pub const MINUS: char = '\u{2212}';
/// Stands where there is no value.
pub const NONE: &str = "–";

/// The number formats of one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers {
    /// The language.
    pub lang: Lang,
}

/// The formats of Vietnamese.
pub const VI: Numbers = Numbers { lang: Lang::Vi };
/// The formats of English.
pub const EN: Numbers = Numbers { lang: Lang::En };

/// Rounds half away from zero as people do it on the printed decimals (2.675 → 2.68).
fn round(value: f64, decimals: usize) -> f64 {
    let factor = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = value * factor;
    let nudged = scaled + scaled.signum() * scaled.abs().max(1.0) * 1e-12;
    let rounded = nudged.round() / factor;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// The decimals that `value` carries, at most `most`.
pub fn decimals_of(value: f64, most: usize) -> usize {
    (0..most).find(|&decimals| (value - round(value, decimals)).abs() < 1e-9).unwrap_or(most)
}

impl Numbers {
    /// Formats for `lang`.
    pub fn new(lang: Lang) -> Self {
        Numbers { lang }
    }

    /// A whole number: `1.459`, `1,459`.
    pub fn count(self, value: u64) -> String {
        self.grouped(&value.to_string())
    }

    fn grouped(self, digits: &str) -> String {
        let mark = self.lang.pick('.', ',');
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }

    /// A number with that many decimals: `95,10`, `−0,4`.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return NONE.to_owned();
        }
        let rounded = round(value, decimals);
        let plain = format!("{:.decimals$}", rounded.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if rounded < 0.0 {
            text.push(MINUS);
        }
        text.push_str(&self.grouped(whole));
        if !fraction.is_empty() {
            text.push(self.lang.pick(',', '.'));
            text.push_str(fraction);
        }
        text
    }

    /// A number with the decimals it carries, at most `most`: `100`, `45,8`.
    pub fn trimmed(self, value: f64, most: usize) -> String {
        self.decimal(value, decimals_of(value, most))
    }

    /// A number with its sign: `+2,71`, `−0,40`, `0,00`.
    pub fn signed(self, value: f64, decimals: usize) -> String {
        let text = self.decimal(value, decimals);
        if round(value, decimals) > 0.0 { format!("+{text}") } else { text }
    }

    /// A number with its unit behind it; a percent sign stands off in Vietnamese and close in English.
    pub fn with_unit(self, number: &str, unit: &str) -> String {
        match (unit, self.lang) {
            ("", _) => number.to_owned(),
            ("%", Lang::En) => format!("{number}%"),
            _ => format!("{number}{NBSP}{unit}"),
        }
    }

    /// A percentage: `95,10 %`, `95.10%`.
    pub fn percent(self, value: f64, decimals: usize) -> String {
        self.with_unit(&self.decimal(value, decimals), "%")
    }

    /// The unit of a change between percentages.
    pub fn point_unit(self) -> String {
        self.lang.pick(format!("điểm{NBSP}%"), "percentage points".to_owned())
    }

    /// A difference of percentages without its sign: `2,71 điểm %`.
    pub fn points(self, value: f64, decimals: usize) -> String {
        self.with_unit(&self.decimal(value.abs(), decimals), &self.point_unit())
    }

    /// A difference of percentages with its sign: `+2,71 điểm %`.
    pub fn signed_points(self, value: f64, decimals: usize) -> String {
        self.with_unit(&self.signed(value, decimals), &self.point_unit())
    }

    /// The value as it is shown at that many decimals, for what must agree with the text beside it.
    pub fn shown(self, value: f64, decimals: usize) -> f64 {
        round(value, decimals)
    }

    /// Whether the value is shown as zero at that many decimals.
    pub fn is_zero(self, value: f64, decimals: usize) -> bool {
        round(value, decimals) == 0.0
    }

    /// A probability: `0,03`, `< 0,001`.
    pub fn probability(self, p: f64) -> String {
        match p {
            p if p < 0.001 => format!("<{NBSP}{}", self.decimal(0.001, 3)),
            p if p < 0.1 => self.decimal(p, 3),
            p => self.decimal(p, 2),
        }
    }

    /// A probability with its letter: `p = 0,03`.
    pub fn equals(self, letter: &str, p: f64) -> String {
        let text = self.probability(p);
        if text.starts_with('<') {
            format!("{letter}{NBSP}{text}")
        } else {
            format!("{letter}{NBSP}={NBSP}{text}")
        }
    }

    /// A calendar year, never grouped.
    pub fn year(self, year: i16) -> String {
        year.to_string()
    }

    /// A day: `22/3/2023`, `22 March 2023`.
    pub fn date(self, date: Date) -> String {
        match self.lang {
            Lang::Vi => format!("{}/{}/{}", date.day(), date.month(), date.year()),
            Lang::En => format!("{} {} {}", date.day(), month_en(date.month()), date.year()),
        }
    }

    /// A period as a noun: `năm 2022`, `quý III/2023`; `2022`, `the third quarter of 2023`.
    pub fn period(self, period: Period) -> String {
        let (year, month) = (period.calendar_year(), period.start().month());
        match (self.lang, period.kind()) {
            (Lang::Vi, PeriodKind::Year) => format!("năm {year}"),
            (Lang::Vi, PeriodKind::Half) => {
                format!("6 tháng {} năm {year}", if month < 7 { "đầu" } else { "cuối" })
            }
            (Lang::Vi, PeriodKind::Quarter) => format!("quý {}/{year}", roman(month)),
            (Lang::Vi, PeriodKind::Month) => format!("tháng {month}/{year}"),
            (Lang::Vi, PeriodKind::Day) => format!("ngày {}", self.date(period.start())),
            (Lang::En, PeriodKind::Year) => year.to_string(),
            (Lang::En, PeriodKind::Half) => {
                format!("the {} half of {year}", if month < 7 { "first" } else { "second" })
            }
            (Lang::En, PeriodKind::Quarter) => {
                let quarter = ["first", "second", "third", "fourth"];
                let which = usize::try_from((month - 1) / 3).ok().and_then(|i| quarter.get(i));
                format!("the {} quarter of {year}", which.unwrap_or(&"fourth"))
            }
            (Lang::En, PeriodKind::Month) => format!("{} {year}", month_en(month)),
            (Lang::En, PeriodKind::Day) => self.date(period.start()),
        }
    }

    /// A period as the time of an event: `năm 2022`; `in 2022`, `on 14 September 2022`.
    pub fn within(self, period: Period) -> String {
        match (self.lang, period.kind()) {
            (Lang::Vi, _) => self.period(period),
            (Lang::En, PeriodKind::Day) => format!("on {}", self.period(period)),
            (Lang::En, _) => format!("in {}", self.period(period)),
        }
    }

    /// A period as the date of a count of what there is: `tính đến ngày 14/9/2022`, `đến cuối năm 2025`, `năm 2022`;
    /// `as of 14 September 2022`, `at the end of 2025`, `in 2022`. A count of a part of a year is one at its end, and not
    /// of what came in it; what an export gives of a year may be of any day in it.
    pub fn as_of(self, period: Period) -> String {
        match (self.lang, period.kind()) {
            (Lang::Vi, PeriodKind::Day) => format!("tính đến {}", self.period(period)),
            (Lang::En, PeriodKind::Day) => format!("as of {}", self.period(period)),
            (_, PeriodKind::Year) => self.within(period),
            (Lang::Vi, _) if (period.end().month(), period.end().day()) == (12, 31) => {
                format!("đến cuối năm {}", period.calendar_year())
            }
            (Lang::En, _) if (period.end().month(), period.end().day()) == (12, 31) => {
                format!("at the end of {}", period.calendar_year())
            }
            (Lang::Vi, _) => format!("đến hết {}", self.period(period)),
            (Lang::En, _) => format!("at the end of {}", self.period(period)),
        }
    }

    /// The end of a period as a deadline: `đến hết năm 2025`, `đến ngày 20/4/2023`; `by the end of 2025`.
    pub fn deadline(self, period: Period) -> String {
        match (self.lang, period.kind()) {
            (Lang::Vi, PeriodKind::Day) => format!("đến {}", self.period(period)),
            (Lang::Vi, _) => format!("đến hết {}", self.period(period)),
            (Lang::En, PeriodKind::Day) => format!("by {}", self.period(period)),
            (Lang::En, _) => format!("by the end of {}", self.period(period)),
        }
    }

    /// A period for a cell or an axis: `2022`, `Quý III/2023`, `9/2022`; `Q3 2023`, `Sep 2022`.
    pub fn short(self, period: Period) -> String {
        let (year, month) = (period.calendar_year(), period.start().month());
        match (self.lang, period.kind()) {
            (_, PeriodKind::Year) => year.to_string(),
            (Lang::Vi, PeriodKind::Half) => {
                format!("6 tháng {} {year}", if month < 7 { "đầu" } else { "cuối" })
            }
            (Lang::Vi, PeriodKind::Quarter) => format!("Quý {}/{year}", roman(month)),
            (Lang::Vi, PeriodKind::Month) => format!("{month}/{year}"),
            (Lang::Vi, PeriodKind::Day) => self.date(period.start()),
            (Lang::En, PeriodKind::Half) => format!("H{} {year}", if month < 7 { 1 } else { 2 }),
            (Lang::En, PeriodKind::Quarter) => format!("Q{} {year}", (month - 1) / 3 + 1),
            (Lang::En, PeriodKind::Month) => format!("{} {year}", short_month_en(month)),
            (Lang::En, PeriodKind::Day) => {
                format!("{} {} {year}", period.start().day(), short_month_en(month))
            }
        }
    }
}

/// A text in which no line ends within a day, a month, a quarter or a half-year: `29 Mar 2022`, `Quý III/2023`, `6 tháng` above
/// `đầu 2025`. For cells of tables, which are narrow.
pub fn unbroken(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut held = String::with_capacity(text.len() + 8);
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            held.push(if belongs(words[at - 1], word) { NBSP } else { ' ' });
        }
        held.push_str(word);
    }
    held
}

/// The text before it was made [`unbroken`] and names in it were held, for programs in which people look for what they type;
/// other spaces stay held.
pub fn broken(text: &str) -> Cow<'_, str> {
    freed(text, |left, right| belongs(left, right) || of_name(left, right))
}

/// The text with the names in it free to break, for pages that have rules of their own for narrow columns.
pub fn names_free(text: &str) -> Cow<'_, str> {
    freed(text, of_name)
}

/// The text with the held spaces between two words free where `free` says so.
fn freed(text: &str, free: impl Fn(&str, &str) -> bool) -> Cow<'_, str> {
    if !text.contains(NBSP) {
        return text.into();
    }
    let mut parts = text.split(NBSP);
    let mut loose = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let left = loose.rsplit([' ', NBSP]).next().unwrap_or_default();
        let right = part.split(' ').next().unwrap_or_default();
        let space = if free(left, right) { ' ' } else { NBSP };
        loose.push(space);
        loose.push_str(part);
    }
    loose.into()
}

/// Whether two words are of one name, or the second is its dash.
fn of_name(left: &str, right: &str) -> bool {
    let begins = right.starts_with(char::is_uppercase) || right == "-";
    begins && left.ends_with(char::is_alphabetic) && !belongs(left, right)
}

/// Whether two words are of one date or one period, and stay in one line.
pub fn belongs(left: &str, right: &str) -> bool {
    let left = left.trim_start_matches(['(', '“', '–', '-']);
    let left = left.rsplit(['–', '/']).next().unwrap_or(left);
    let right = right.trim_end_matches([')', '”', ',', ';', '.', ':']);
    let right = right.split('–').next().unwrap_or(right);
    let digits = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.bytes().all(|sign| sign.is_ascii_digit())
    };
    let year = digits(right, 4) && right.len() == 4;
    let months = || (1..=12).map(month_en);
    let month = |word: &str| months().any(|name| word == name || word.len() == 3 && name.starts_with(word));
    let part = matches!(left, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2" | "đầu" | "cuối" | "năm");
    let numbered = right.starts_with(|sign: char| sign.is_ascii_digit())
        || matches!(right.split('/').next(), Some("I" | "II" | "III" | "IV"));
    let named = matches!(left.to_lowercase().as_str(), "quý" | "tháng" | "ngày");
    (year && (part || month(left)))
        || (digits(left, 2) && (month(right) || right == "tháng"))
        || (named && numbered)
}

fn roman(month: i8) -> &'static str {
    match month {
        ..=3 => "I",
        4..=6 => "II",
        7..=9 => "III",
        _ => "IV",
    }
}

fn month_en(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or_default()
}

fn short_month_en(month: i8) -> &'static str {
    month_en(month).get(..3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const VI: Numbers = Numbers { lang: Lang::Vi };
    const EN: Numbers = Numbers { lang: Lang::En };

    #[test]
    fn numbers_in_both_languages() {
        for (value, decimals, vi, en) in [
            (1459.0, 0, "1.459", "1,459"),
            (1_234_567.9, 1, "1.234.567,9", "1,234,567.9"),
            (95.1, 2, "95,10", "95.10"),
            (95.10 - 92.39, 2, "2,71", "2.71"),
            (2.675, 2, "2,68", "2.68"),
            (0.125, 2, "0,13", "0.13"),
            (-0.4, 2, "−0,40", "−0.40"),
            (-0.001, 2, "0,00", "0.00"),
            (999.995, 2, "1.000,00", "1,000.00"),
            (f64::NAN, 2, "–", "–"),
        ] {
            assert_eq!(VI.decimal(value, decimals), vi);
            assert_eq!(EN.decimal(value, decimals), en);
        }
        assert_eq!(VI.count(0), "0");
        assert_eq!(VI.count(168_746), "168.746");
        assert_eq!(EN.count(1_000_000), "1,000,000");
        assert_eq!(VI.percent(95.1, 2), "95,10\u{a0}%");
        assert_eq!(EN.percent(95.1, 2), "95.10%");
        assert_eq!(VI.signed_points(2.71, 2), "+2,71\u{a0}điểm\u{a0}%");
        assert_eq!(EN.signed_points(-2.71, 2), "−2.71\u{a0}percentage points");
        assert_eq!(VI.points(-2.71, 2), "2,71\u{a0}điểm\u{a0}%");
        assert_eq!(VI.signed(0.001, 2), "0,00");
        assert_eq!(VI.trimmed(100.0, 2), "100");
        assert_eq!(VI.trimmed(45.8, 2), "45,8");
        assert_eq!(decimals_of(68.543_24, 2), 2);
        assert_eq!(VI.equals("p", 0.0004), "p\u{a0}<\u{a0}0,001");
        assert_eq!(EN.equals("q", 0.25), "q\u{a0}=\u{a0}0.25");
    }

    #[test]
    fn periods_in_both_languages() {
        for (iso, vi, en, vi_short, en_short, vi_due, en_due) in [
            ("2022", "năm 2022", "in 2022", "2022", "2022", "đến hết năm 2022", "by the end of 2022"),
            (
                "2023-H1",
                "6 tháng đầu năm 2023",
                "in the first half of 2023",
                "6 tháng đầu 2023",
                "H1 2023",
                "đến hết 6 tháng đầu năm 2023",
                "by the end of the first half of 2023",
            ),
            (
                "2023-Q3",
                "quý III/2023",
                "in the third quarter of 2023",
                "Quý III/2023",
                "Q3 2023",
                "đến hết quý III/2023",
                "by the end of the third quarter of 2023",
            ),
            (
                "2022-09",
                "tháng 9/2022",
                "in September 2022",
                "9/2022",
                "Sep 2022",
                "đến hết tháng 9/2022",
                "by the end of September 2022",
            ),
            (
                "2022-09-14",
                "ngày 14/9/2022",
                "on 14 September 2022",
                "14/9/2022",
                "14 Sep 2022",
                "đến ngày 14/9/2022",
                "by 14 September 2022",
            ),
        ] {
            let period = Period::from_iso(iso).unwrap();
            assert_eq!(VI.period(period), vi);
            assert_eq!(EN.within(period), en);
            assert_eq!(VI.short(period), vi_short);
            assert_eq!(EN.short(period), en_short);
            assert_eq!(VI.deadline(period), vi_due);
            assert_eq!(EN.deadline(period), en_due);
        }
        assert_eq!(VI.date(Period::day(2023, 3, 22).unwrap().start()), "22/3/2023");
    }

    #[test]
    fn what_there_is_is_counted_at_the_end_of_a_period() {
        for (iso, vi, en) in [
            ("2025", "năm 2025", "in 2025"),
            ("2025-H2", "đến cuối năm 2025", "at the end of 2025"),
            ("2025-12", "đến cuối năm 2025", "at the end of 2025"),
            ("2025-H1", "đến hết 6 tháng đầu năm 2025", "at the end of the first half of 2025"),
            ("2025-Q3", "đến hết quý III/2025", "at the end of the third quarter of 2025"),
            ("2025-09-14", "tính đến ngày 14/9/2025", "as of 14 September 2025"),
        ] {
            let period = Period::from_iso(iso).unwrap();
            assert_eq!((VI.as_of(period), EN.as_of(period)), (vi.to_owned(), en.to_owned()));
        }
    }

    #[test]
    fn no_line_ends_within_a_date_or_a_period() {
        for (text, held) in [
            ("29 Mar 2022", "29_Mar_2022"),
            ("22 March 2023 (Sơn La)", "22_March_2023 (Sơn La)"),
            ("Sep 2022–Oct 2023", "Sep_2022–Oct_2023"),
            ("Q3 2023–Q1 2024", "Q3_2023–Q1_2024"),
            ("H1 2023", "H1_2023"),
            ("quý 1/2024", "quý_1/2024"),
            ("Quý III/2023, tháng 3/2022", "Quý_III/2023, tháng_3/2022"),
            ("6 tháng đầu 2025", "6_tháng đầu_2025"),
            ("6 tháng cuối năm 2024", "6_tháng cuối năm_2024"),
            ("ngày 22/3/2023", "ngày_22/3/2023"),
            ("5 of 2024 rows", "5 of 2024 rows"),
            ("TP._Hồ Chí Minh, 95,10_%", "TP._Hồ Chí Minh, 95,10_%"),
            ("Maybe 2024", "Maybe 2024"),
            ("", ""),
        ] {
            let held = held.replace('_', "\u{a0}");
            let text = text.replace('_', "\u{a0}");
            assert_eq!(unbroken(&text), held);
            assert_eq!(broken(&held), text);
        }
        let held =
            "Bà_Rịa_- Vũng_Tàu_(+0,13), Quý_III/2023, TP._Hồ_Chí_Minh, 5_Mar_2022".replace('_', "\u{a0}");
        let free = |date: &str| format!("Bà Rịa - Vũng Tàu_(+0,13), {date}").replace('_', "\u{a0}");
        assert_eq!(names_free(&held), free("Quý_III/2023, TP._Hồ Chí Minh, 5_Mar_2022"));
        assert_eq!(broken(&held), free("Quý III/2023, TP._Hồ Chí Minh, 5 Mar 2022"));
        for day in (1..=12).map(|month| Period::day(2023, month, 5).unwrap()) {
            assert!(!unbroken(&EN.short(day)).contains(' ') && !unbroken(&EN.period(day)).contains(' '));
        }
    }
}

//! How offices write periods.

mod calendar;

use calendar::{cumulated, day_of, excel_day, half_of, month_of, months_of, none, quarter_of, year_of};

use crate::model::fold::tidied;
use crate::model::{Period, Text};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Reads a period as offices write it: `2022`, `Quý III/2023`, `Q3/2023`, `Tháng 9/2022`, `09/2022`, `2022-09`,
/// `14/9/2022`, `6 tháng đầu năm 2023`. Day comes before month.
///
/// # Errors
/// The reason, in both languages, where the cell is no period or more than one.
pub fn parse(cell: &str) -> Result<Period, Text> {
    let plain = plain(cell);
    let tokens = tokens(&plain);
    read(&tokens).unwrap_or_else(|| Err(unreadable(cell, &tokens)))
}

/// Reads a quarter or a month (`part` says which, as `quý` or `tháng`) with the year that stands elsewhere. A cell that
/// gives its own year must give that one, or may say another where `year` is only that of a title.
///
/// # Errors
/// As [`parse`], and where the two years contradict each other.
pub fn parse_part(cell: &str, part: &str, year: &str, of_title: bool) -> Result<Period, Text> {
    let own = parse(cell).ok();
    if of_title && let Some(own) = own {
        return Ok(own);
    }
    let whole = parse(year)?;
    if let Some(own) = own {
        if own.calendar_year() == whole.calendar_year() {
            return Ok(own);
        }
        return Err(Text::new(
            format!("\"{}\" không thuộc năm {}", cell.trim(), whole.calendar_year()),
            format!("\"{}\" does not lie in {}", cell.trim(), whole.calendar_year()),
        ));
    }
    let folded = plain(cell);
    if matches!(folded.as_str(), "ca nam" | "nam" | "whole year") {
        return Ok(whole);
    }
    let year = whole.calendar_year();
    let bare = parse(&format!("{part} {cell}/{year}"));
    // A bare number is a quarter or a month as the column says.
    if bare.is_ok() || folded.bytes().all(|b| b.is_ascii_digit()) || roman(&folded).is_some() {
        return bare;
    }
    parse(&format!("{cell}/{year}")).or_else(|_| parse(&format!("{cell} năm {year}"))).or(bare)
}

/// A piece of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    /// Letters.
    Word(&'a str),
    /// `/`, `-`, `.` and other marks between parts.
    Mark(char),
}

/// Lower case without accents; marks stay; long dashes become plain ones.
fn plain(cell: &str) -> String {
    let tidied = tidied(cell);
    if tidied.is_ascii() {
        return tidied.to_ascii_lowercase();
    }
    tidied
        .nfkd()
        .filter(|ch| !is_combining_mark(*ch))
        .flat_map(char::to_lowercase)
        .map(|ch| match ch {
            'đ' => 'd',
            '–' | '—' | '−' | '‐' | '‑' => '-',
            ch => ch,
        })
        .collect()
}

fn tokens(plain: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let kind = |ch: char| (ch.is_ascii_digit(), ch.is_alphabetic());
        let end = rest.find(|ch| kind(ch) != kind(first)).unwrap_or(rest.len());
        let (piece, tail) = match kind(first) {
            (false, false) => rest.split_at(first.len_utf8()),
            _ => rest.split_at(end),
        };
        match kind(first) {
            (true, _) => tokens.push(Token::Number(piece.parse().unwrap_or(u32::MAX), piece.len())),
            (_, true) => tokens.push(Token::Word(piece)),
            _ if first == ' ' => {}
            _ => tokens.push(Token::Mark(first)),
        }
        rest = tail;
    }
    tokens
}

/// Words that only lead up to a period.
const LEADING: &[&str] =
    &["ky", "bao", "cao", "tinh", "den", "toi", "het", "as", "of", "ngay", "ca", "nam", "year"];

/// The period that the tokens spell; `None` where no form matches, an error where one matches but cannot be.
fn read(tokens: &[Token<'_>]) -> Option<Result<Period, Text>> {
    use Token::{Mark, Number, Word};
    let mut rest = tokens;
    while let [Word(word), tail @ ..] = rest {
        if !LEADING.contains(word) {
            break;
        }
        rest = match tail {
            [Mark(':'), tail @ ..] => tail,
            tail => tail,
        };
    }
    // A time of day behind a date says nothing more.
    let rest = match rest {
        [date @ .., Number(_, 1..=2), Mark(':'), Number(_, 2), Mark(':'), Number(_, 2)]
            if date.len() >= 5 =>
        {
            date
        }
        [date @ .., Number(_, 1..=2), Mark(':'), Number(_, 2)] if date.len() >= 5 => date,
        all => all,
    };
    let rest = match rest {
        [date @ .., Word("t")] if date.len() == 5 => date,
        all => all,
    };
    // `Q.III/2023`, `T.9/2023`: the point of an abbreviation; `tháng chín năm 2023`: numbers in words.
    let mut plainer = Vec::new();
    let rest = match rest {
        [lead @ Word("q" | "t" | "quy" | "thang"), Mark('.'), tail @ ..] => {
            plainer.push(*lead);
            plainer.extend(tail);
            plainer.as_slice()
        }
        [lead @ Word("quy" | "thang"), Word("muoi"), Word(unit @ ("mot" | "hai")), tail @ ..] => {
            plainer.extend([*lead, Number(if *unit == "mot" { 11 } else { 12 }, 2)]);
            plainer.extend(tail);
            plainer.as_slice()
        }
        [lead @ Word("quy" | "thang"), Word(name), tail @ ..]
            if number_word(name).is_some() && (*name != "nam" || tail.first() == Some(&Word("nam"))) =>
        {
            plainer.extend([*lead, Number(number_word(name)?, 1)]);
            plainer.extend(tail);
            plainer.as_slice()
        }
        all => all,
    };
    Some(match *rest {
        [Number(year, 4)] => year_of(year),
        // A year that went through a column of decimals.
        [Number(year, 4), Mark('.' | ','), Number(0, _)] => year_of(year),
        [Number(ymd, 8)] => day_of(ymd % 100, ymd / 100 % 100, ymd / 10_000, 4),
        // Quarters
        [Word(part), Mark('/' | '-'), Number(year, len @ 4)] if roman(part).is_some() => {
            quarter_of(roman(part)?, year, len)
        }
        [Word("quy" | "qui" | "q" | "quarter"), part, Mark('/' | '-' | '.' | ','), Number(year, len)]
        | [Word("quy" | "qui" | "q" | "quarter"), part, Word("nam" | "of"), Number(year, len)]
        | [Word("quy" | "qui" | "q" | "quarter"), part, Number(year, len)]
        | [Number(year, len @ 4), Mark('/' | '-' | '.'), Word("quy" | "qui" | "q"), part]
        | [Number(year, len @ 4), Word("quy" | "qui" | "q"), part] => quarter_of(ordinal(part)?, year, len),
        [Word(joined), Mark('/' | '-' | '.'), Number(year, len)] | [Word(joined), Number(year, len)]
            if joined.strip_prefix('q').and_then(roman).is_some() =>
        {
            quarter_of(roman(joined.strip_prefix('q')?)?, year, len)
        }
        // Halves
        [Word("h"), Number(half, 1), Mark('/' | '-'), Number(year, len)]
        | [Word("h"), Number(half, 1), Number(year, len)]
        | [Number(year, len @ 4), Mark('-' | '/'), Word("h"), Number(half, 1)]
        | [Number(year, len @ 4), Word("h"), Number(half, 1)] => half_of(half, year, len),
        [Number(months, _), Word("thang"), Word(side), Word("nam"), Number(year, len)]
        | [Number(months, _), Word("thang"), Word(side), Number(year, len)]
        | [Number(months, _), Word("thang"), Word(side), Mark('/' | '-'), Number(year, len)]
            if matches!(side, "dau" | "cuoi") =>
        {
            months_of(months, side == "dau", year, len)
        }
        [Word("sau"), Word("thang"), Word(side), Word("nam"), Number(year, len)]
        | [Word("nua"), Word(side), Word("nam"), Number(year, len)]
            if matches!(side, "dau" | "cuoi") =>
        {
            months_of(6, side == "dau", year, len)
        }
        // Months
        [
            Word("thang" | "t" | "month"),
            Number(month, 1..=2),
            Mark('/' | '-' | '.' | ','),
            Number(year, len),
        ]
        | [Word("thang" | "t" | "month"), Number(month, 1..=2), Word("nam"), Number(year, len)]
        | [Word("thang" | "t" | "month"), Number(month, 1..=2), Number(year, len)]
        | [Number(month, 1..=2), Mark('/' | '-' | '.'), Number(year, len @ (2 | 4))] => {
            month_of(month, year, len)
        }
        [Number(year, 4), Mark('-' | '/' | '.'), Number(month, 1..=2)] => month_of(month, year, 4),
        [Word(name), Number(year, len @ (2 | 4))]
        | [Word(name), Mark('-' | ','), Number(year, len @ (2 | 4))]
            if english_month(name).is_some() =>
        {
            month_of(english_month(name)?, year, len)
        }
        // Days
        [
            Number(day, 1..=2),
            Mark(a @ ('/' | '-' | '.')),
            Number(month, 1..=2),
            Mark(b),
            Number(year, len @ (2 | 4)),
        ] if a == b => day_of(day, month, year, len),
        [Number(year, 4), Mark(a @ ('/' | '-' | '.')), Number(month, 1..=2), Mark(b), Number(day, 1..=2)]
            if a == b =>
        {
            day_of(day, month, year, 4)
        }
        [Number(day, 1..=2), Word("thang"), Number(month, 1..=2), Word("nam"), Number(year, len)]
        | [Number(day, 1..=2), Word("thang"), Number(month, 1..=2), Mark('/' | '-'), Number(year, len)] => {
            day_of(day, month, year, len)
        }
        [Number(day, 1..=2), Word(name), Number(year, len @ (2 | 4))]
        | [Number(day, 1..=2), Mark('-'), Word(name), Mark('-'), Number(year, len @ (2 | 4))]
            if english_month(name).is_some() =>
        {
            day_of(day, english_month(name)?, year, len)
        }
        _ => return None,
    })
}

/// Numbers of quarters and months in words.
fn number_word(word: &str) -> Option<u32> {
    const NAMES: [&str; 10] = ["mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"];
    if word == "bon" {
        return Some(4);
    }
    let at = NAMES.iter().position(|name| *name == word)?;
    u32::try_from(at + 1).ok()
}

fn roman(text: &str) -> Option<u32> {
    match text {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => None,
    }
}

fn ordinal(token: Token<'_>) -> Option<u32> {
    match token {
        Token::Number(n, 1..=2) => Some(n),
        Token::Word(word) => roman(word),
        _ => None,
    }
}

fn english_month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = NAMES.iter().position(|full| *full == name || (name.len() == 3 && full.starts_with(name)))?;
    u32::try_from(at + 1).ok()
}

/// Why no form matched.
fn unreadable(cell: &str, tokens: &[Token<'_>]) -> Text {
    use Token::{Mark, Number, Word};
    match tokens {
        [Number(months, 1..=2), Word("thang"), ..] if tokens.len() > 1 && (1..=12).contains(months) => {
            cumulated(*months)
        }
        [Number(from, 4), Mark('-' | '/'), Number(to, 4)] if from < to => Text::new(
            format!("{from}–{to} là một giai đoạn nhiều năm, không phải một kỳ"),
            format!("{from}–{to} is a span of several years, not one period"),
        ),
        [Number(serial @ 20_000..=80_000, 5)] => match excel_day(*serial) {
            Some(day) => Text::new(
                format!("\"{serial}\" giống số thứ tự ngày của Excel (ngày {day}), không phải một thời kỳ"),
                format!("\"{serial}\" looks like Excel's serial number of {day}, not a period"),
            ),
            None => none(cell),
        },
        [Word("thang" | "t" | "quy" | "q"), _] | [Word("i" | "ii" | "iii" | "iv")] => Text::new(
            format!("\"{}\" thiếu năm", cell.trim()),
            format!("\"{}\" does not say the year", cell.trim()),
        ),
        _ => none(cell.trim()),
    }
}

#[cfg(test)]
mod tests;

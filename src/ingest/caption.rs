//! What the title lines above a table say for all its rows: the period, the province, the indicator.

use std::sync::Arc;

use crate::model::fold::fold;

use super::Caption;
use super::names::Names;

/// What one line says, as a title.
pub(super) fn read_line(title: &str, names: &Names) -> Caption {
    let (period, unclear) = match period_in(title) {
        Said::Nothing => (None, None),
        Said::One(period) => (Some(Arc::from(period)), None),
        Said::Several(periods) => (None, Some(Arc::from(periods))),
    };
    let mut unclear = unclear;
    let mut one = |found: Vec<Arc<str>>| match &found[..] {
        [] => None,
        [only] => Some(Arc::clone(only)),
        several => {
            unclear.get_or_insert_with(|| several.join(", ").into());
            None
        }
    };
    let (indicator, province) = (one(names.indicators_in(title)), one(names.provinces_in(title)));
    Caption { indicator, period, province, unclear }
}

/// What title lines say together, from the top.
pub(super) fn join<'a>(lines: impl Iterator<Item = &'a Caption>) -> Caption {
    let mut caption = Caption::default();
    for line in lines {
        caption.indicator = caption.indicator.or_else(|| line.indicator.clone());
        caption.province = caption.province.or_else(|| line.province.clone());
        // The line nearest the table speaks for its period.
        if line.period.is_some() || line.unclear.is_some() {
            caption.period = line.period.clone();
        }
        caption.unclear = line.unclear.clone().or(caption.unclear);
    }
    caption
}

/// The period that a header cell is: `2022`, `Năm 2022`, `Quý I/2022`, `31/12/2022`. As clean reads it.
pub(super) fn period_of_cell(cell: &str) -> Option<String> {
    let folded = fold(cell);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if let [one] = words[..] {
        return year(one).map(str::to_owned);
    }
    let (period, len) = period_at(&words)?;
    (len == words.len()).then_some(period)
}

/// Words after which dates are those of a document and not of the figures.
const DOCUMENTS: &[&str] =
    &["quyet dinh", "ban hanh", "thong tu", "cong van", "nghi dinh", "nghi quyet", "chi thi", "kem theo"];

/// What a title line says of the period.
#[derive(Debug, PartialEq)]
enum Said {
    Nothing,
    One(String),
    /// Periods that exclude each other, so that none of them is that of the rows.
    Several(String),
}

/// The period that a title line gives.
fn period_in(title: &str) -> Said {
    let mut folded = fold(title);
    if let Some(cut) = DOCUMENTS.iter().filter_map(|word| folded.find(word)).min() {
        folded.truncate(cut);
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<String> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((period, len)) = period_at(&words[i..]) else {
            i += 1;
            continue;
        };
        let before = i.checked_sub(1).map(|j| words[j]);
        // "giai đoạn 2021-2025" is no period of figures; "Sơn La, ngày 15 tháng 1 năm 2023" is a day of signing.
        let range = before == Some("doan") || words.get(i + len).is_some_and(|next| year(next).is_some());
        let signing = words[i] == "ngay" && !matches!(before, Some("den" | "het" | "toi"));
        if !range && !signing {
            found.push(period);
        }
        i += len;
    }
    let Some(first) = found.first() else { return Said::Nothing };
    // "Năm 2023, số liệu đến ngày 31/12/2023" is one time; "quý I/2023 so với quý II/2023" is not.
    let excludes = |other: &String| {
        other != first && (year_of(other) != year_of(first) || shape_of(other) == shape_of(first))
    };
    if found.iter().any(excludes) {
        found.dedup();
        return Said::Several(found.join(", "));
    }
    Said::One(found.swap_remove(0))
}

/// The year of a period as [`period_at`] writes it.
fn year_of(period: &str) -> Option<&str> {
    period.len().checked_sub(4).and_then(|at| period.get(at..))
}

/// What kind of period it is, as [`period_at`] writes it: a year, a quarter, a month, some months, a day.
fn shape_of(period: &str) -> u8 {
    match period {
        _ if period.len() == 4 => 0,
        _ if period.starts_with("Quý") => 1,
        _ if period.starts_with("Tháng") => 2,
        _ if period.contains("tháng") => 3,
        _ => 4,
    }
}

/// The period that `words` begin with, and how many words it takes.
fn period_at(words: &[&str]) -> Option<(String, usize)> {
    let skip_nam = |i: usize| if words.get(i) == Some(&"nam") { i + 1 } else { i };
    let year_at = |i: usize| words.get(i).and_then(|word| year(word));
    match *words.first()? {
        "nam" => Some((year_at(1)?.to_owned(), 2)),
        "quy" => {
            let quarter = match *words.get(1)? {
                "i" | "1" => "I",
                "ii" | "2" => "II",
                "iii" | "3" => "III",
                "iv" | "4" => "IV",
                _ => return None,
            };
            let at = skip_nam(2);
            Some((format!("Quý {quarter}/{}", year_at(at)?), at + 1))
        }
        "thang" => {
            let month = number(words.get(1)?, 12)?;
            let at = skip_nam(2);
            Some((format!("Tháng {month}/{}", year_at(at)?), at + 1))
        }
        "ngay" => {
            let (day, len) = day_at(&words[1..])?;
            Some((day, len + 1))
        }
        first => {
            if words.get(1) == Some(&"thang") && matches!(words.get(2), Some(&("dau" | "cuoi"))) {
                let months = number(first, 12)?;
                let side = if words[2] == "dau" { "đầu" } else { "cuối" };
                let at = skip_nam(3);
                return Some((format!("{months} tháng {side} năm {}", year_at(at)?), at + 1));
            }
            day_at(words)
        }
    }
}

/// `14 9 2022` or `14 thang 9 nam 2022`.
fn day_at(words: &[&str]) -> Option<(String, usize)> {
    let day = number(words.first()?, 31)?;
    let at = if words.get(1) == Some(&"thang") { 2 } else { 1 };
    let month = number(words.get(at)?, 12)?;
    let at = if words.get(at + 1) == Some(&"nam") { at + 2 } else { at + 1 };
    Some((format!("{day}/{month}/{}", year(words.get(at)?)?), at + 1))
}

fn year(word: &str) -> Option<&str> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    (digits && ("1975"..="2099").contains(&word)).then_some(word)
}

fn number(word: &str, most: u8) -> Option<u8> {
    word.parse().ok().filter(|n| (1..=most).contains(n) && word.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_titles() {
        for (title, period) in [
            ("Năm 2023", Some("2023")),
            ("BÁO CÁO QUÝ III NĂM 2023", Some("Quý III/2023")),
            ("Số liệu quý 2/2022", Some("Quý II/2022")),
            ("Kết quả tháng 9/2022 của các xã", Some("Tháng 9/2022")),
            ("6 tháng đầu năm 2023", Some("6 tháng đầu năm 2023")),
            ("9 tháng đầu năm 2023", Some("9 tháng đầu năm 2023")),
            ("(Số liệu tính đến ngày 31/12/2022)", Some("31/12/2022")),
            ("Tính đến hết ngày 31 tháng 12 năm 2022", Some("31/12/2022")),
            ("Sơn La, ngày 15 tháng 1 năm 2023", None),
            ("Giai đoạn 2021-2025", None),
            ("Kế hoạch năm 2021-2025", None),
            ("Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 5/6/2022", None),
            ("Sơn La, ngày 15 tháng 1 năm 2024. Số liệu năm 2023", Some("2023")),
            ("Biểu số 05/CĐS", None),
            ("Năm 2022 (theo Quyết định năm 2020)", Some("2022")),
        ] {
            let said = period.map_or(Said::Nothing, |period| Said::One(period.to_owned()));
            assert_eq!(period_in(title), said, "{title}");
        }
    }

    #[test]
    fn titles_with_several_periods_say_none() {
        for (title, periods) in [
            ("So sánh năm 2022 với năm 2023", "2022, 2023"),
            ("Quý I/2023 và quý II/2023", "Quý I/2023, Quý II/2023"),
        ] {
            assert_eq!(period_in(title), Said::Several(periods.to_owned()), "{title}");
        }
        let one = Said::One("2023".to_owned());
        assert_eq!(period_in("Năm 2023 (số liệu đến ngày 31/12/2023)"), one);
    }

    #[test]
    fn periods_as_captions() {
        for (cell, period) in [
            ("2021", Some("2021")),
            (" Năm 2022 ", Some("2022")),
            ("Quý I/2022", Some("Quý I/2022")),
            ("31/12/2022", Some("31/12/2022")),
            ("Tỷ lệ năm 2022", None),
            ("12", None),
            ("Năm", None),
        ] {
            assert_eq!(period_of_cell(cell).as_deref(), period, "{cell}");
        }
    }
}

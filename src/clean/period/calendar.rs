//! What the calendar has: a period of the numbers a cell gives, or why there is none.

use crate::model::{Period, Text};

/// The year, which must be written with four digits.
fn year(year: u32, len: usize) -> Result<i16, Text> {
    if len == 2 {
        return Err(Text::new(
            format!("năm \"{year:02}\" chỉ có hai chữ số nên không rõ thuộc thế kỷ nào"),
            format!("the year \"{year:02}\" has two digits only, its century is not said"),
        ));
    }
    i16::try_from(year).ok().filter(|year| len == 4 && Period::year(*year).is_some()).ok_or_else(|| {
        Text::new(
            format!("năm {year} nằm ngoài khoảng 1900–2199"),
            format!("the year {year} lies outside 1900–2199"),
        )
    })
}

pub(super) fn year_of(y: u32) -> Result<Period, Text> {
    let y = year(y, 4)?;
    Period::year(y).ok_or_else(|| none(""))
}

pub(super) fn quarter_of(quarter: u32, y: u32, len: usize) -> Result<Period, Text> {
    let y = year(y, len)?;
    i8::try_from(quarter).ok().and_then(|quarter| Period::quarter(y, quarter)).ok_or_else(|| {
        Text::new(
            format!("không có quý {quarter}: một năm có bốn quý"),
            format!("there is no quarter {quarter}"),
        )
    })
}

pub(super) fn half_of(half: u32, y: u32, len: usize) -> Result<Period, Text> {
    let y = year(y, len)?;
    i8::try_from(half).ok().and_then(|half| Period::half(y, half)).ok_or_else(|| {
        Text::new(format!("không có nửa năm thứ {half}"), format!("there is no half-year {half}"))
    })
}

/// The first or last `months` months of a year, where a calendar has a name for them.
pub(super) fn months_of(months: u32, first: bool, y: u32, len: usize) -> Result<Period, Text> {
    let y = year(y, len)?;
    let period = match (months, first) {
        (3, true) => Period::quarter(y, 1),
        (3, false) => Period::quarter(y, 4),
        (6, true) => Period::half(y, 1),
        (6, false) => Period::half(y, 2),
        (12, _) => Period::year(y),
        _ => None,
    };
    period.ok_or_else(|| cumulated(months))
}

pub(super) fn month_of(month: u32, y: u32, len: usize) -> Result<Period, Text> {
    let y = year(y, len)?;
    i8::try_from(month)
        .ok()
        .and_then(|month| Period::month(y, month))
        .ok_or_else(|| Text::new(format!("không có tháng {month}"), format!("there is no month {month}")))
}

pub(super) fn day_of(day: u32, month: u32, y: u32, len: usize) -> Result<Period, Text> {
    let y = year(y, len)?;
    let period = match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Period::day(y, month, day),
        _ => None,
    };
    period.ok_or_else(|| {
        if (13..=31).contains(&month) && day <= 12 {
            return Text::new(
                format!("không có tháng {month}; ngày phải đứng trước tháng ({month}/{day}/{y}?)"),
                format!("there is no month {month}; the day stands before the month ({month}/{day}/{y}?)"),
            );
        }
        Text::new(
            format!("không có ngày {day} tháng {month} năm {y}"),
            format!("there is no day {day} in month {month} of {y}"),
        )
    })
}

pub(super) fn cumulated(months: u32) -> Text {
    Text::new(
        format!(
            "lũy kế {months} tháng không phải là năm, nửa năm, quý hay tháng nên không so sánh được với kỳ nào"
        ),
        format!(
            "a figure over {months} months is no year, half-year, quarter or month and compares with no other period"
        ),
    )
}

pub(super) fn none(cell: &str) -> Text {
    Text::new(format!("\"{cell}\" không phải là một thời kỳ"), format!("\"{cell}\" is not a period"))
}

/// The day that a spreadsheet keeps as this number of days since 1899-12-30.
pub(super) fn excel_day(serial: u32) -> Option<String> {
    let epoch = jiff::civil::Date::new(1899, 12, 30).ok()?;
    let day = epoch.checked_add(jiff::Span::new().try_days(serial).ok()?).ok()?;
    Some(day.to_string())
}

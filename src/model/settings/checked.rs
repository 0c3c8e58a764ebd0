//! What values of `nhipso.toml` may be; what is refused is told with its line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{FileSettings, RunThrough, SeriesBreak, SettingsError, Signature, Theme};
use crate::model::message::{OwnText, Text};
use crate::model::period::{Period, PeriodKind};
use crate::model::place::{Boundaries, Level};

/// Encodings that a file can be said to have.
pub const ENCODINGS: &[&str] = &["utf-8", "utf-16le", "utf-16be", "cp1258", "tcvn3", "vni"];

/// A `[[run_through]]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireRunThrough {
    change: Spanned<String>,
    indicator: Option<String>,
    province: Option<String>,
    reason: Spanned<String>,
}

/// `[signature]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireSignature {
    number: Option<String>,
    place: Option<OwnText>,
    date: Option<Spanned<String>>,
    post: Option<OwnText>,
    name: Option<String>,
    #[serde(default)]
    recipients: Vec<OwnText>,
}

/// The text of the file, for the lines of values; each method checks one of them.
pub(super) struct Lines<'a> {
    text: &'a str,
}

impl<'a> Lines<'a> {
    /// Of the text of a `nhipso.toml`.
    pub(super) fn of(text: &'a str) -> Lines<'a> {
        Lines { text }
    }

    /// The line of a byte.
    pub(super) fn at(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn refuse<T>(&self, value: &Spanned<T>, key: &'static str, vi: String, en: String) -> SettingsError {
        SettingsError::Invalid { line: self.at(value.span().start), key, problem: Text::new(vi, en) }
    }

    pub(super) fn year(&self, value: &Spanned<i64>) -> Result<i16, SettingsError> {
        let year = *value.get_ref();
        i16::try_from(year).ok().filter(|year| Period::year(*year).is_some()).ok_or_else(|| {
            self.refuse(
                value,
                "year",
                format!("{year} không phải là năm từ 1900 đến 2199"),
                format!("{year} is not a year from 1900 to 2199"),
            )
        })
    }

    pub(super) fn boundaries(&self, value: &Spanned<String>) -> Result<Boundaries, SettingsError> {
        let known = [Boundaries::AsReported, Boundaries::Today, Boundaries::Former];
        known.into_iter().find(|known| known.as_str() == value.get_ref()).ok_or_else(|| {
            self.refuse(
                value,
                "boundaries",
                format!("\"{}\": hãy ghi \"as-reported\", \"34\" hoặc \"63\"", value.get_ref()),
                format!("\"{}\": write \"as-reported\", \"34\" or \"63\"", value.get_ref()),
            )
        })
    }

    pub(super) fn period(&self, value: &Spanned<PeriodKind>) -> Result<PeriodKind, SettingsError> {
        match value.get_ref() {
            PeriodKind::Day => Err(self.refuse(
                value,
                "period",
                "hãy ghi \"year\", \"half\", \"quarter\" hoặc \"month\"".to_owned(),
                "write \"year\", \"half\", \"quarter\" or \"month\"".to_owned(),
            )),
            kind => Ok(*kind),
        }
    }

    pub(super) fn by(&self, value: &Spanned<Level>) -> Result<Level, SettingsError> {
        match value.get_ref() {
            Level::Country => Err(self.refuse(
                value,
                "by",
                "hãy ghi \"province\", \"district\" hoặc \"commune\"".to_owned(),
                "write \"province\", \"district\" or \"commune\"".to_owned(),
            )),
            level => Ok(*level),
        }
    }

    pub(super) fn day(&self, value: &Spanned<String>, key: &'static str) -> Result<Period, SettingsError> {
        parse_day(value.get_ref()).ok_or_else(|| {
            self.refuse(
                value,
                key,
                format!(
                    "\"{}\" không phải là ngày; hãy ghi như \"2023-12-31\" hoặc \"31/12/2023\"",
                    value.get_ref()
                ),
                format!("\"{}\" is no date; write \"2023-12-31\" or \"31/12/2023\"", value.get_ref()),
            )
        })
    }

    pub(super) fn encoding(&self, value: &Spanned<String>) -> Result<String, SettingsError> {
        let encoding = value.get_ref().to_lowercase();
        if ENCODINGS.contains(&encoding.as_str()) {
            return Ok(encoding);
        }
        Err(self.refuse(
            value,
            "encoding",
            format!("không có bảng mã \"{}\"; hãy ghi một trong: {}", value.get_ref(), ENCODINGS.join(", ")),
            format!("there is no encoding \"{}\"; write one of {}", value.get_ref(), ENCODINGS.join(", ")),
        ))
    }

    /// Refuses a second entry with the id of one before it.
    pub(super) fn unique<T>(
        &self,
        entries: &[Spanned<T>],
        key: &'static str,
        id: impl Fn(&T) -> &str,
    ) -> Result<(), SettingsError> {
        let mut seen = BTreeMap::new();
        for entry in entries {
            let (id, line) = (id(entry.get_ref()), self.at(entry.span().start));
            if let Some(first) = seen.insert(id, line) {
                return Err(self.refuse(
                    entry,
                    key,
                    format!("\"{id}\" đã có ở dòng {first}; mỗi mã chỉ dùng cho một mục"),
                    format!("\"{id}\" is there already, on line {first}; ids name one entry only"),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn run_through(&self, entry: Spanned<WireRunThrough>) -> Result<RunThrough, SettingsError> {
        let line = self.at(entry.span().start);
        let entry = entry.into_inner();
        let said = entry.change.get_ref();
        let known = SeriesBreak::ALL.into_iter().find(|(name, _)| name == said);
        let Some((_, change)) = known else {
            let (vi, en) = match said.as_str() {
                "borders" | "boundaries" => (
                    "chuỗi số liệu không bao giờ nối qua thay đổi địa giới; dùng boundaries = \"34\" để quy về địa giới hiện nay".to_owned(),
                    "no series runs through a change of borders; boundaries = \"34\" restates history on today's".to_owned(),
                ),
                _ => (
                    format!("\"{said}\": hãy ghi \"definition\" hoặc \"basis\""),
                    format!("\"{said}\": write \"definition\" or \"basis\""),
                ),
            };
            return Err(self.refuse(&entry.change, "run_through", vi, en));
        };
        if entry.reason.get_ref().trim().is_empty() {
            return Err(self.refuse(
                &entry.reason,
                "run_through",
                "reason: hãy ghi vì sao hai phần so sánh được, và ai xác nhận".to_owned(),
                "reason: say why the two parts can be compared, and who confirmed it".to_owned(),
            ));
        }
        Ok(RunThrough {
            line,
            change,
            indicator: entry.indicator,
            province: entry.province,
            reason: entry.reason.into_inner().trim().to_owned(),
        })
    }

    pub(super) fn file(&self, value: &Spanned<FileSettings>) -> Result<(), SettingsError> {
        let file = value.get_ref();
        let (vi, en) = if let Some(encoding) =
            file.encoding.as_ref().filter(|encoding| !ENCODINGS.contains(&encoding.as_str()))
        {
            (
                format!("không có bảng mã \"{encoding}\"; hãy ghi một trong: {}", ENCODINGS.join(", ")),
                format!("there is no encoding \"{encoding}\"; write one of {}", ENCODINGS.join(", ")),
            )
        } else if let Some(mark) = file.decimal.filter(|mark| !matches!(mark, ',' | '.')) {
            (
                format!("dấu thập phân là \",\" hoặc \".\", không phải \"{mark}\""),
                format!("the decimal mark is \",\" or \".\", not \"{mark}\""),
            )
        } else if let Some(vintage) =
            file.boundaries.as_ref().filter(|vintage| !matches!(vintage.as_str(), "63" | "34"))
        {
            (
                format!("boundaries của một tệp là \"63\" hoặc \"34\", không phải \"{vintage}\""),
                format!("the boundaries of a file are \"63\" or \"34\", not \"{vintage}\""),
            )
        } else {
            return Ok(());
        };
        Err(self.refuse(value, "files", vi, en))
    }

    pub(super) fn signature(&self, entry: WireSignature) -> Result<Signature, SettingsError> {
        Ok(Signature {
            number: entry.number,
            place: entry.place,
            date: entry.date.map(|day| self.day(&day, "signature")).transpose()?,
            post: entry.post,
            name: entry.name,
            recipients: entry.recipients,
        })
    }

    pub(super) fn theme(&self, value: &Spanned<Theme>) -> Result<(), SettingsError> {
        let theme = value.get_ref();
        let bad = theme.accent.iter().chain(&theme.palette).find(|colour| {
            !(colour.len() == 7
                && colour.starts_with('#')
                && colour[1..].bytes().all(|digit| digit.is_ascii_hexdigit()))
        });
        match bad {
            None => Ok(()),
            Some(colour) => Err(self.refuse(
                value,
                "theme",
                format!("\"{colour}\" không phải là màu dạng \"#12436D\""),
                format!("\"{colour}\" is no colour such as \"#12436D\""),
            )),
        }
    }
}

/// A day as `2023-12-31` or `31/12/2023`.
pub(crate) fn parse_day(text: &str) -> Option<Period> {
    let text = text.trim();
    let iso = Period::from_iso(text).filter(|period| period.kind() == PeriodKind::Day);
    iso.or_else(|| {
        let mut parts = text.split('/');
        let day = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        parts.next().is_none().then(|| Period::day(year, month, day))?
    })
}

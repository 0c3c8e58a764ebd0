//! The register of coverage indicators: `indicators.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::load::{SourceText, Spellings};
use super::{Combine, Indicator, IndicatorRegister, RegisterError};
use crate::model::Text;
use crate::model::settings::{FILE_NAME, Settings};

const BUILT_IN: SourceText<'static> =
    SourceText { name: "indicators.toml", text: include_str!("../../../data/registry/indicators.toml") };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    indicator: Vec<Spanned<Indicator>>,
}

impl IndicatorRegister {
    /// The register that ships with the program.
    pub fn built_in() -> Result<Self, RegisterError> {
        parse(&BUILT_IN)
    }

    /// A register from the text of an `indicators.toml`; `name` is how messages call the file.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, RegisterError> {
        parse(&SourceText { name, text })
    }
}

fn parse(source: &SourceText<'_>) -> Result<IndicatorRegister, RegisterError> {
    let file: IndicatorFile = source.toml()?;
    let mut seen = Seen::default();
    let mut lines: Vec<(String, usize)> = Vec::new();
    let mut indicators = Vec::new();
    for entry in file.indicator {
        let start = entry.span().start;
        let indicator = entry.into_inner();
        let line = source.line(start);
        check(&indicator).map_err(|problem| RegisterError::Invalid {
            file: source.name.to_owned(),
            line,
            problem,
        })?;
        if let Some((_, first_line)) = lines.iter().find(|(id, _)| *id == indicator.id) {
            return Err(RegisterError::Duplicate {
                file: source.name.to_owned(),
                line,
                id: indicator.id,
                first_line: *first_line,
            });
        }
        lines.push((indicator.id.clone(), line));
        if let Some((spelling, first)) = seen.add(&indicator) {
            let line = source.line_of(start, &spelling);
            return Err(RegisterError::Clash {
                file: source.name.to_owned(),
                line,
                spelling,
                first,
                second: indicator.id,
            });
        }
        indicators.push(indicator);
    }
    Ok(IndicatorRegister { indicators })
}

/// Spellings of indicators, a list for what each kind of header can say.
#[derive(Default)]
struct Seen {
    values: Spellings,
    counts: Spellings,
}

impl Seen {
    /// Notes the spellings of an indicator; the first that means something else already, with what.
    /// Total headers may be shared ("Tổng số xã" is the base of many indicators); covered headers may not.
    fn add(&mut self, indicator: &Indicator) -> Option<(String, String)> {
        let id = &indicator.id;
        [id, &indicator.name.vi, &indicator.name.en]
            .into_iter()
            .chain(&indicator.aliases)
            .chain(&indicator.percent_headers)
            .map(|name| (name, self.values.add(name, id)))
            .chain(indicator.covered_headers.iter().map(|name| (name, self.counts.add(name, id))))
            .find_map(|(spelling, first)| first.map(|first| (spelling.clone(), first)))
    }
}

/// What no indicator may be, wherever it is declared.
fn check(indicator: &Indicator) -> Result<(), Text> {
    let id = &indicator.id;
    if id.is_empty() || !id.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.')) {
        return Err(Text::new(
            format!("mã chỉ tiêu \"{id}\" chỉ được gồm chữ, số, dấu _ - ."),
            format!("an indicator id holds letters, digits and _ - . only, not \"{id}\""),
        ));
    }
    if indicator.name.vi.trim().is_empty() || indicator.name.en.trim().is_empty() {
        return Err(Text::new(
            format!("chỉ tiêu \"{id}\" cần tên tiếng Việt và tiếng Anh"),
            format!("indicator \"{id}\" needs a name in Vietnamese and in English"),
        ));
    }
    let (low, high) = indicator.range;
    if low.partial_cmp(&high) != Some(std::cmp::Ordering::Less) {
        return Err(Text::new(
            format!(
                "khoảng giá trị của chỉ tiêu \"{id}\" phải đi từ thấp đến cao, không phải {low} đến {high}"
            ),
            format!("the range of indicator \"{id}\" must run from low to high, not from {low} to {high}"),
        ));
    }
    if indicator.combine == Combine::Sum && indicator.unit == "%" {
        return Err(Text::new(
            format!("chỉ tiêu \"{id}\" tính bằng % thì không cộng được (combine = \"sum\")"),
            format!("indicator \"{id}\" is a percentage and cannot be added up (combine = \"sum\")"),
        ));
    }
    Ok(())
}

/// Adds the indicators of the project; one with a registered id replaces that entry.
pub(super) fn with_settings(
    mut register: IndicatorRegister,
    settings: &Settings,
) -> Result<IndicatorRegister, RegisterError> {
    for indicator in &settings.indicators {
        check(indicator).map_err(|problem| RegisterError::Invalid {
            file: FILE_NAME.to_owned(),
            line: settings.line_of(&indicator.id),
            problem,
        })?;
        match register.indicators.iter_mut().find(|known| known.id == indicator.id) {
            Some(known) => *known = indicator.clone(),
            None => register.indicators.push(indicator.clone()),
        }
    }
    let mut seen = Seen::default();
    for indicator in &register.indicators {
        if let Some((spelling, first)) = seen.add(indicator) {
            return Err(RegisterError::Clash {
                file: FILE_NAME.to_owned(),
                line: settings.line_of(&spelling),
                spelling,
                first,
                second: indicator.id.clone(),
            });
        }
    }
    Ok(register)
}

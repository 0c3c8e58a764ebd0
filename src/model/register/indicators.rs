//! The register of coverage indicators: `indicators.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::load::{Entry, SourceText, Spellings};
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
    let indicators = source.entries(file.indicator, |indicator| seen.add(indicator))?;
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

impl Entry for Indicator {
    fn id(&self) -> &str {
        &self.id
    }

    fn check(&self) -> Result<(), Text> {
        let Indicator { id, name, range: (low, high), combine, unit, version, since, .. } = self;
        if id.is_empty() || !id.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.')) {
            return Err(Text::new(
                format!("mã chỉ tiêu \"{id}\" chỉ được gồm chữ, số, dấu _ - ."),
                format!("an indicator id holds letters, digits and _ - . only, not \"{id}\""),
            ));
        }
        if name.vi.trim().is_empty() || name.en.trim().is_empty() {
            return Err(Text::new(
                format!("chỉ tiêu \"{id}\" cần tên tiếng Việt và tiếng Anh"),
                format!("indicator \"{id}\" needs a name in Vietnamese and in English"),
            ));
        }
        if low.partial_cmp(high) != Some(std::cmp::Ordering::Less) {
            return Err(Text::new(
                format!(
                    "khoảng giá trị của chỉ tiêu \"{id}\" phải đi từ thấp đến cao, không phải {low} đến {high}"
                ),
                format!(
                    "the range of indicator \"{id}\" must run from low to high, not from {low} to {high}"
                ),
            ));
        }
        if since.is_some() && *version < 2 {
            return Err(Text::new(
                format!(
                    "chỉ tiêu \"{id}\": since là năm bắt đầu của định nghĩa mới, nên version phải từ 2 trở lên"
                ),
                format!(
                    "indicator \"{id}\": since is the first year of a new definition, so version must be 2 or more"
                ),
            ));
        }
        if let Some(since) = since.filter(|year| !(1900..=2199).contains(year)) {
            return Err(Text::new(
                format!("chỉ tiêu \"{id}\": since = {since} không phải là một năm từ 1900 đến 2199"),
                format!("indicator \"{id}\": since = {since} is not a year from 1900 to 2199"),
            ));
        }
        if *combine == Combine::Sum && unit == "%" {
            return Err(Text::new(
                format!("chỉ tiêu \"{id}\" tính bằng % thì không cộng được (combine = \"sum\")"),
                format!("indicator \"{id}\" is a percentage and cannot be added up (combine = \"sum\")"),
            ));
        }
        Ok(())
    }
}

/// Adds the indicators of the project; one with a registered id replaces that entry.
pub(super) fn with_settings(
    mut register: IndicatorRegister,
    settings: &Settings,
) -> Result<IndicatorRegister, RegisterError> {
    for indicator in &settings.indicators {
        indicator.check().map_err(|problem| RegisterError::Invalid {
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

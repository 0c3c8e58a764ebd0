//! Cells as offices write them: numbers with dots, percentages with a comma, names in several spellings.

use super::random::Random;
use crate::model::fold::fold;
use crate::model::register::Unit;
use unicode_normalization::UnicodeNormalization;

/// Appends a count with dots between thousands: `12.345`.
pub fn count(out: &mut Vec<u8>, value: u64) {
    if value >= 1000 {
        count(out, value / 1000);
        out.push(b'.');
        let rest = value % 1000;
        out.extend([b'0' + (rest / 100) as u8, b'0' + (rest / 10 % 10) as u8, b'0' + (rest % 10) as u8]);
    } else {
        plain(out, value);
    }
}

/// Appends a whole number without dots.
pub fn plain(out: &mut Vec<u8>, value: u64) {
    if value >= 10 {
        plain(out, value / 10);
    }
    out.push(b'0' + (value % 10) as u8);
}

/// Appends `covered / total` as a percentage with two decimals and a comma, half up, in quotes: `"95,10"`.
pub fn percent(out: &mut Vec<u8>, covered: u64, total: u64) {
    let hundredths = (covered * 20_000).checked_div(total).unwrap_or(0).div_ceil(2);
    out.push(b'"');
    plain(out, hundredths / 100);
    out.extend([b',', b'0' + (hundredths / 10 % 10) as u8, b'0' + (hundredths % 10) as u8, b'"']);
}

/// A cell ready for a CSV file: quoted where it has to be.
pub fn quoted(text: &str) -> Vec<u8> {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
    } else {
        text.as_bytes().to_vec()
    }
}

/// One name in the spellings that exports have: the first is the name itself.
#[derive(Clone, Debug)]
pub struct Name {
    spellings: Vec<Vec<u8>>,
    /// A city under the centre, whose offices are named otherwise than those of a province.
    pub city: bool,
}

impl Name {
    /// The name of a province, with its usual variants.
    pub fn of_unit(unit: &Unit) -> Self {
        let city = unit.full_name.starts_with("Thành phố");
        let short = format!("{} {}", if city { "TP." } else { "T." }, unit.name);
        let name = Name::new([
            unit.name.to_string(),
            unit.full_name.to_string(),
            unit.name.to_uppercase(),
            unit.ascii.to_string(),
            unit.name.nfd().collect(),
            short,
        ]);
        Name { city, ..name }
    }

    /// The name of a topic, with its variants and aliases.
    pub fn of_topic(label: &str, aliases: &[String]) -> Self {
        Name::new(
            [
                label.to_owned(),
                label.to_uppercase(),
                label.to_lowercase(),
                fold(label),
                label.nfd().collect(),
            ]
            .into_iter()
            .chain(aliases.iter().cloned()),
        )
    }

    fn new(spellings: impl IntoIterator<Item = String>) -> Self {
        Name { spellings: spellings.into_iter().map(|text| quoted(&text)).collect(), city: false }
    }

    /// One of the spellings: the name itself but for `variants` in a hundred.
    pub fn draw(&self, random: &mut Random, variants: u64) -> &[u8] {
        let last = self.spellings.len().saturating_sub(1) as u64;
        let index = match random.below(100) < variants {
            true => 1 + random.below(last),
            false => 0,
        };
        self.spellings.get(index as usize).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_offices_do() {
        let text = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8_lossy(&out).into_owned()
        };
        assert_eq!(text(&|out| count(out, 0)), "0");
        assert_eq!(text(&|out| count(out, 1_002_003)), "1.002.003");
        assert_eq!(text(&|out| percent(out, 2137, 2247)), "\"95,10\"");
        assert_eq!(text(&|out| percent(out, 1, 3)), "\"33,33\"");
        assert_eq!(text(&|out| percent(out, 2, 3)), "\"66,67\"");
        assert_eq!(text(&|out| percent(out, 7, 7)), "\"100,00\"");
    }
}

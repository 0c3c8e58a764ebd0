//! Names of places that stay in one line where lines are short: in cells of tables and on cards of key figures.

use std::collections::BTreeMap;

use super::names::Names;
use super::numbers::NBSP;
use crate::model::Lang;
use crate::model::register::Registers;

/// Letters of the longest name that is kept whole: `Hồ Chí Minh City`. A longer one breaks at its dash, into names that stay
/// whole.
const LONGEST: usize = 16;
/// Letters of the longest name that what stands in brackets behind it stays with.
const WITH_BRACKET: usize = 26;
/// Words of the longest name: `Bà Rịa - Vũng Tàu`.
const WORDS: usize = 5;

/// Names as they are written, and how they are held together.
#[derive(Debug, Default)]
pub(super) struct WholeNames(BTreeMap<String, String>);

impl WholeNames {
    /// The names of a register, as tables in `lang` have them.
    pub fn new(registers: &Registers, names: &Names, lang: Lang) -> Self {
        let units = registers.places.iter().flat_map(|places| &places.units);
        let called = units.flat_map(|unit| [unit.name.to_string(), names.titled(&unit.name, lang)]);
        WholeNames(called.filter_map(|name| held(&name).map(|held| (name, held))).collect())
    }

    /// The text with the names in it kept whole, and with what stands in brackets behind one of them.
    pub fn held(&self, text: &str) -> String {
        let mut starts = vec![0];
        starts.extend(text.match_indices(' ').map(|(at, _)| at + 1));
        let end = |word: usize| starts.get(word + 1).map_or(text.len(), |next| next - 1);
        let mut out = String::with_capacity(text.len() + 8);
        let mut word = 0;
        while word < starts.len() {
            let found = (1..=WORDS.min(starts.len() - word)).rev().find_map(|words| {
                let last = word + words - 1;
                let said = &text[starts[word]..end(last)];
                let name = said.trim_start_matches(OPEN).trim_end_matches(CLOSE);
                Some((last, said, name, self.0.get(name)?))
            });
            let (last, said) = match found {
                Some((last, said, name, held)) => (last, said.replace(name, held)),
                None => (word, text[starts[word]..end(word)].to_owned()),
            };
            out.push_str(&said);
            if last + 1 < starts.len() {
                let next = &text[starts[last + 1]..end(last + 1)];
                let bracket = next.starts_with('(')
                    && next.trim_end_matches([';', ',', '.']).ends_with(')')
                    && said.chars().count() + next.chars().count() < WITH_BRACKET;
                out.push(if found.is_some() && bracket { NBSP } else { ' ' });
            }
            word = last + 1;
        }
        out
    }
}

const OPEN: [char; 2] = ['(', '“'];
const CLOSE: [char; 6] = [')', '”', ',', ';', '.', ':'];

/// A name held together, in two parts where it has a dash and is too long; nothing where it must break anywhere.
fn held(name: &str) -> Option<String> {
    let short = |name: &str| name.chars().count() <= LONGEST;
    let whole = |name: &str| name.replace(' ', &NBSP.to_string());
    match name.split_once(" - ") {
        _ if short(name) => Some(whole(name)),
        Some((one, other)) if short(one) && short(other) => {
            Some(format!("{}{NBSP}- {}", whole(one), whole(other)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::sample::registers;

    #[test]
    fn names_stay_in_one_line_and_long_ones_break_at_their_dash() {
        let registers = registers();
        let known = |lang| WholeNames::new(&registers, &Names::new(&registers), lang);
        for (lang, text, said) in [
            (Lang::Vi, "Tuyên Quang", "Tuyên_Quang"),
            (Lang::Vi, "Bà Rịa - Vũng Tàu", "Bà_Rịa_- Vũng_Tàu"),
            (Lang::Vi, "Cả nước (Sơn La)", "Cả nước (Sơn_La)"),
            (Lang::Vi, "TP._Hồ Chí Minh (+0,129); Hà Nội", "TP._Hồ_Chí_Minh_(+0,129); Hà_Nội"),
            (Lang::En, "Hồ Chí Minh City (2.1%), Huế (3)", "Hồ_Chí_Minh_City_(2.1%), Huế_(3)"),
            // What is long in brackets may begin the next line.
            (Lang::Vi, "Sơn La (gồm cả huyện)", "Sơn_La (gồm cả huyện)"),
            (Lang::Vi, "Bà Rịa - Vũng Tàu (1.234.567,89)", "Bà_Rịa_- Vũng_Tàu (1.234.567,89)"),
            (Lang::Vi, "tổ ở xã Sơn Lai", "tổ ở xã Sơn Lai"),
            (Lang::Vi, "", ""),
        ] {
            assert_eq!(known(lang).held(&text.replace('_', "\u{a0}")), said.replace('_', "\u{a0}"));
        }
    }
}

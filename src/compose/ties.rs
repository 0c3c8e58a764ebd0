//! Ties: places that print the same value are named together, never one of them as if it stood alone.

use super::composer::Composer;
use super::names::plural;
use super::sentences::Phrase;
use crate::model::{Lang, Place};

/// Names of one tie that are printed; the rest is counted.
const NAMED: usize = 3;

/// How many rows at the head of a sorted list print the same value as the first.
pub(super) fn tied<T, P: PartialEq>(rows: &[T], printed: impl Fn(&T) -> P) -> usize {
    let Some(first) = rows.first().map(&printed) else { return 0 };
    rows.iter().take_while(|row| printed(row) == first).count()
}

impl Composer<'_> {
    /// `Sơn La (95,10 %)`; `Sơn La và Điện Biên (cùng 95,10 %)`; `Sơn La (95.10%)`, `... (95.10% each)`.
    pub fn sharing(&self, places: &[&Place], value: impl Into<Phrase>) -> Phrase {
        let value = value.into();
        let names = Phrase::from(self.place_list(places, NAMED));
        let (before, after) = match (places.len(), self.lang) {
            (..=1, _) => (" (", ")"),
            (_, Lang::Vi) => (" (cùng ", ")"),
            (_, Lang::En) => (" (", " each)"),
        };
        names.then(before).then(value).then(after)
    }

    /// `là` in Vietnamese; `is` or `are` in English.
    pub fn is(&self, count: usize) -> &'static str {
        plural(self.lang, u64::try_from(count).unwrap_or(u64::MAX), "là", "is", "are")
    }

    /// `là` in Vietnamese; `was` or `were` in English.
    pub fn was(&self, count: usize) -> &'static str {
        plural(self.lang, u64::try_from(count).unwrap_or(u64::MAX), "là", "was", "were")
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{level, province, registers, settings};
    use super::*;
    use crate::analyse::Summary;
    use crate::clean::Audit;
    use crate::compose::SourceLines;

    #[test]
    fn equal_values_are_told_together() {
        let rows = [3, 3, 2, 3];
        assert_eq!((tied(&rows, |value| *value), tied(&rows[2..], |value| *value)), (2, 1));
        assert_eq!(tied(&[] as &[i32], |value| *value), 0);

        let (summary, audit, lines, registers) =
            (Summary::default(), Audit::default(), SourceLines::new(), registers());
        let places: Vec<Place> = [
            ("14", "Sơn La"),
            ("11", "Điện Biên"),
            ("12", "Lai Châu"),
            ("02", "Hà Giang"),
            ("10", "Lào Cai"),
        ]
        .map(|(code, name)| level(&province(code, name), "adults_smartphone", "2022", 100.0, 2).place)
        .to_vec();
        for (lang, count, said) in [
            (Lang::Vi, 1, "Sơn La (100 %)"),
            (Lang::Vi, 2, "Sơn La và Điện Biên (cùng 100 %)"),
            (Lang::En, 2, "Sơn La and Điện Biên (100 % each)"),
            (Lang::Vi, 5, "Sơn La, Điện Biên, Lai Châu và 2 tỉnh, thành phố khác (cùng 100 %)"),
        ] {
            let settings = settings(lang);
            let c = Composer::new(&summary, &audit, &lines, &settings, &registers);
            let some: Vec<&Place> = places.iter().take(count).collect();
            assert_eq!(c.sharing(&some, "100 %").text(), said);
        }
    }
}

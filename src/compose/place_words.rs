//! What the report calls places: in a table, inside a sentence, with what they are.

use super::composer::Composer;
use super::names;
use crate::analyse::summary::Laggard;
use crate::model::{Lang, Level, Period, Place, Vintage};

impl Composer<'_> {
    /// The name of a commune with its district, as an address has them: `Xã A, Mộc Châu`.
    pub fn commune_name(&self, row: &Laggard) -> String {
        match self.commune_parts(row) {
            (Some(within), commune) => format!("{commune}, {within}"),
            (None, commune) => commune,
        }
    }

    /// What a commune lies in below its province, and its own name.
    pub fn commune_parts(&self, row: &Laggard) -> (Option<String>, String) {
        let parts: Vec<&str> = row.place.code.split('/').skip(1).filter(|part| !part.is_empty()).collect();
        match parts.split_last() {
            Some((commune, [])) => (None, (*commune).to_owned()),
            Some((commune, within)) => (Some(within.join(", ")), (*commune).to_owned()),
            None => (None, row.place.name.to_string()),
        }
    }

    /// The name of a region; its code where it is not registered.
    pub fn region_name(&self, code: &str) -> String {
        self.labels.region(code).to_owned()
    }

    /// A region inside a sentence: `Tây Nguyên`; `the Central Highlands`.
    pub fn region_in(&self, code: &str) -> String {
        names::region_in(self.labels.region(code), self.lang)
    }

    /// The name of a place for a table or a chart.
    pub fn place(&self, place: &Place) -> String {
        self.names.place(place, self.lang)
    }

    /// The name of a place inside a sentence.
    pub fn place_in(&self, place: &Place) -> String {
        match (place.is_country(), self.lang) {
            (true, Lang::En) if &*place.name == "Cả nước" => "the whole country".to_owned(),
            (true, _) => names::small(&self.place(place)),
            // A title that is short in a table is written out.
            (false, Lang::Vi) => self.names.in_full(&place.name).unwrap_or(&place.name).to_owned(),
            _ => self.place(place),
        }
    }

    /// A place behind what is measured there: `ở tỉnh Sơn La`, `của cả nước`; `in Sơn La`, `nationwide`.
    pub fn at(&self, place: &Place) -> String {
        match (place.is_country(), self.lang) {
            (true, Lang::Vi) => format!("của {}", self.place_in(place)),
            (true, Lang::En) if &*place.name == "Cả nước" => "nationwide".to_owned(),
            (true, Lang::En) => format!("over the {}", self.place_in(place)),
            (false, Lang::Vi) => format!("ở {}", self.place_full(place)),
            (false, Lang::En) => format!("in {}", self.place_in(place)),
        }
    }

    /// The full name of a place inside a sentence: `tỉnh Sơn La`, `thành phố Hải Phòng`.
    pub fn place_full(&self, place: &Place) -> String {
        let unit = self.registers.places.as_ref().and_then(|register| {
            register.units.iter().find(|unit| unit.vintage == place.vintage && unit.code == place.code)
        });
        match (unit, self.lang) {
            (Some(unit), Lang::Vi) if !unit.keeps_title() => names::small(&unit.full_name),
            _ => self.place_in(place),
        }
    }

    /// The noun for places of this kind: (Vietnamese, English singular, English plural).
    pub fn place_noun(&self, place: &Place) -> (&'static str, &'static str, &'static str) {
        match (place.vintage, place.level) {
            (Vintage::Own, _) => ("đơn vị", "place", "places"),
            // A sum says in its name what it adds up.
            (_, Level::Country) if place.name.starts_with("Các huyện") => {
                ("đơn vị cấp huyện", "district", "districts")
            }
            (_, Level::Country) if place.name.starts_with("Các xã") => {
                ("đơn vị cấp xã", "commune", "communes")
            }
            (_, Level::Country | Level::Province) => ("tỉnh, thành phố", "province", "provinces"),
            (_, Level::District) => ("đơn vị cấp huyện", "district", "districts"),
            (_, Level::Commune) => ("đơn vị cấp xã", "commune", "communes"),
        }
    }

    /// What a place was made up of in `period`, as offices report it: (Vietnamese, English). Since 1 July 2025 there are
    /// no districts any more.
    pub fn parts_of(&self, place: &Place, period: Period) -> (&'static str, &'static str) {
        let end = period.end();
        match (place.vintage, place.level) {
            (Vintage::Own, _) => ("đơn vị trực thuộc", "parts"),
            (_, Level::District) => ("đơn vị cấp xã", "communes"),
            (Vintage::V34, _) if (end.year(), end.month()) >= (2025, 7) => ("đơn vị cấp xã", "communes"),
            _ => ("huyện, xã", "districts and communes"),
        }
    }

    /// An office's own words, which stay in its language.
    pub fn own_words(&self, words: &str) -> String {
        self.t(words, &format!("“{words}” (in Vietnamese)"))
    }

    /// How a count was made that its parts gave.
    pub fn added_up(&self, place: &Place, period: Period) -> String {
        let (vi, en) = self.parts_of(place, period);
        self.t(
            &format!("Cộng các dòng của những {vi} báo cáo"),
            &format!("The rows of the {en} that reported, added up"),
        )
    }
}

//! What the command line says over `nhipso.toml`.

use std::path::PathBuf;

use super::message::Lang;
use super::period::{Period, PeriodKind};
use super::place::{Boundaries, Level};
use super::settings::{RegisterChoice, Settings};

/// Settings that a command line gives; `None` leaves what the project says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// Language.
    pub lang: Option<Lang>,
    /// Borders.
    pub boundaries: Option<Boundaries>,
    /// Length of the periods that sessions are folded to.
    pub period: Option<PeriodKind>,
    /// Level of place.
    pub by: Option<Level>,
    /// Register of places.
    pub places: Option<RegisterChoice>,
    /// Register of topics.
    pub topics: Option<RegisterChoice>,
    /// Encoding of the files.
    pub encoding: Option<String>,
    /// Year the report is about.
    pub year: Option<i16>,
    /// The one province to report.
    pub only_province: Option<String>,
    /// Date at which commitments are judged.
    pub as_of: Option<Period>,
    /// A theme file.
    pub theme: Option<PathBuf>,
    /// Exit 1 where a row was left out; `false` leaves what the project says.
    pub strict: bool,
}

impl Overrides {
    /// Puts what was given on top of `settings`.
    pub fn apply(&self, settings: &mut Settings) {
        fn over<T: Clone>(given: &Option<T>, setting: &mut T) {
            if let Some(given) = given {
                setting.clone_from(given);
            }
        }
        fn over_option<T: Clone>(given: &Option<T>, setting: &mut Option<T>) {
            if given.is_some() {
                setting.clone_from(given);
            }
        }
        over(&self.lang, &mut settings.lang);
        over(&self.boundaries, &mut settings.boundaries);
        over(&self.places, &mut settings.places);
        over(&self.topics, &mut settings.topics);
        over_option(&self.period, &mut settings.period);
        over_option(&self.by, &mut settings.by);
        over_option(&self.encoding, &mut settings.encoding);
        over_option(&self.year, &mut settings.year);
        over_option(&self.only_province, &mut settings.only_province);
        over_option(&self.as_of, &mut settings.as_of);
        settings.strict |= self.strict;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_wins_and_what_is_not_stays() {
        let mut settings = Settings { lang: Lang::En, year: Some(2023), ..Settings::default() };
        Overrides { year: Some(2024), strict: true, ..Overrides::default() }.apply(&mut settings);
        assert_eq!((settings.lang, settings.year, settings.strict), (Lang::En, Some(2024), true));
    }
}

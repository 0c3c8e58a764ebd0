//! One province's edition: finding the province that was asked for, and what of the summary is about it.
//!
//! Ranks, trends and tests stay those of all places: they are computed before anything is taken away.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::commitments::agencies;
use super::summary::Summary;
use crate::clean::audit::Audit;
use crate::clean::place::{PlaceIndex, Reading, Units};
use crate::clean::tables::Origin;
use crate::model::fold::fold;
use crate::model::place::Boundaries;
use crate::model::register::{PlaceRegister, Registers};
use crate::model::{Level, Period, Place, Text, Vintage};

/// So many names are suggested.
const SUGGESTED: usize = 5;

/// The province that an edition is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Province {
    /// Name, as the report prints it.
    pub name: Arc<str>,
    /// It in each set of borders that has figures for it.
    pub places: Vec<Place>,
    /// Its region in the register, for each of `places` that has one.
    pub regions: Vec<(Vintage, Arc<str>)>,
}

impl Province {
    /// Whether a place is the province or lies in it.
    pub fn holds(&self, place: &Place) -> bool {
        self.places.iter().any(|own| {
            let inside = place.code.strip_prefix(&*own.code).is_some_and(|rest| rest.starts_with('/'));
            own == place || (own.vintage == place.vintage && own.level < place.level && inside)
        })
    }
}

/// No province with figures is meant by what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub struct UnknownProvince {
    /// What was asked for.
    pub asked: String,
    /// The province it names, where it is only without figures.
    pub known: Option<Arc<str>>,
    /// Provinces with figures that may have been meant; or some that have figures.
    pub near: Vec<String>,
    /// How many provinces have figures.
    pub with_figures: usize,
    /// The unit that the province is part of on the borders of the run, where it is none there.
    pub heir: Option<String>,
}

impl UnknownProvince {
    /// The error for people, in both languages.
    pub fn text(&self) -> Text {
        let near = self.near.join(", ");
        let asked = format!("--only-province \"{}\"", self.asked);
        if let (Some(name), Some(heir)) = (&self.known, &self.heir) {
            return Text::new(
                format!(
                    "{asked}: theo địa giới 34 tỉnh, thành phố không có {name}, từ ngày 1/7/2025 thuộc {heir}; hãy ghi --only-province \"{heir}\", hoặc --boundaries as-reported để xem {name} theo địa giới của từng kỳ"
                ),
                format!(
                    "{asked}: on the borders of the 34 provinces there is no {name}, which is part of {heir} since 1 July 2025; write --only-province \"{heir}\", or --boundaries as-reported for {name} on the borders of its time"
                ),
            );
        }
        let (vi, en) = match &self.known {
            Some(name) => (
                format!("{asked}: các tệp không có số liệu của {name}"),
                format!("{asked}: the exports hold no figures of {name}"),
            ),
            None => (
                format!("{asked}: không có tỉnh, thành phố nào như vậy"),
                format!("{asked}: there is no such province"),
            ),
        };
        match (self.near.is_empty(), self.with_figures == 0) {
            (_, true) => Text::new(
                format!("{vi}; các tệp không có số liệu của tỉnh nào, hãy bỏ --only-province"),
                format!("{en}; the exports hold no figures of any province, so leave --only-province out"),
            ),
            (true, _) => Text::new(
                format!(
                    "{vi}; hãy ghi tên hoặc mã của một tỉnh, thành phố có số liệu, như --only-province \"Sơn La\" hoặc 14"
                ),
                format!(
                    "{en}; write the name or code of a province with figures, such as --only-province \"Sơn La\" or 14"
                ),
            ),
            (false, _) if self.near.len() == self.with_figures => Text::new(
                format!("{vi}; có số liệu của: {near}; hãy ghi một trong các tên đó"),
                format!("{en}; there are figures of {near}: write one of these names"),
            ),
            (false, _) => {
                Text::new(format!("{vi}; có phải là: {near}?"), format!("{en}; did you mean {near}?"))
            }
        }
    }
}

/// The province that `asked` means, by code or by any registered spelling.
///
/// A code that two provinces had means the one of the report's year.
///
/// # Errors
///
/// Where no province with figures is meant.
pub fn find(summary: &Summary, registers: &Registers, asked: &str) -> Result<Province, UnknownProvince> {
    let register = registers.places.as_deref();
    let index = PlaceIndex::new(register);
    let all = provinces(summary, register);
    // A target of a unit that is gone makes no edition on the borders after it.
    let gone = match summary.boundaries {
        Boundaries::AsReported => None,
        Boundaries::Today => Some(Vintage::V63),
        Boundaries::Former => Some(Vintage::V34),
    };
    let places: BTreeSet<&Place> = all.iter().filter(|place| gone != Some(place.vintage)).collect();
    let unknown = |known: Option<Arc<str>>, near: Vec<String>| {
        let names: BTreeSet<&str> = places.iter().map(|place| &*place.name).collect();
        let near: Vec<String> = match near.is_empty() {
            true if names.len() <= SUGGESTED => names.iter().map(|name| (*name).to_owned()).collect(),
            _ => near,
        };
        UnknownProvince { asked: asked.to_owned(), known, near, with_figures: names.len(), heir: None }
    };
    match index.read(asked) {
        Reading::Units(units) => {
            let meant = meant(summary, &index, units);
            let found = meant.iter().find(|place| places.contains(*place)).or_else(|| {
                // The same name in the other set of borders.
                places.iter().copied().find(|place| meant.iter().any(|unit| unit.name == place.name))
            });
            match found {
                Some(place) => Ok(province(place, &all, register)),
                None => {
                    let ids = [units.today, units.former].into_iter().flatten();
                    let heirs = ids.filter_map(|id| index.heir(id)).map(|unit| unit.name.to_string());
                    let heirs: BTreeSet<String> =
                        heirs.filter(|name| places.iter().any(|place| *place.name == **name)).collect();
                    let heir = heirs.first().filter(|_| summary.boundaries == Boundaries::Today).cloned();
                    let known = meant.first().map(|place| Arc::clone(&place.name));
                    Err(UnknownProvince { heir, ..unknown(known, heirs.into_iter().collect()) })
                }
            }
        }
        Reading::Name(_) => {
            let wanted = fold(asked);
            match places.iter().find(|place| fold(&place.name) == wanted || *place.code == *asked) {
                Some(place) => Ok(province(place, &all, register)),
                None => Err(unknown(None, Vec::new())),
            }
        }
        reading @ (Reading::Unknown(_) | Reading::Shared(_) | Reading::City(_)) => {
            let ids = match reading {
                Reading::Unknown(ids) | Reading::Shared(ids) => ids,
                Reading::City(id) => vec![id],
                _ => Vec::new(),
            };
            let mut near: Vec<String> = Vec::new();
            for place in ids.iter().map(|id| index.place(*id)) {
                let name = place.name.to_string();
                if places.iter().any(|with| with.name == place.name) && !near.contains(&name) {
                    near.push(name);
                }
            }
            near.truncate(SUGGESTED);
            Err(unknown(None, near))
        }
        Reading::Blank | Reading::Total | Reading::Country | Reading::Region => {
            Err(unknown(None, Vec::new()))
        }
    }
}

/// The units of a spelling, those on the borders of the report's year first.
fn meant(summary: &Summary, index: &PlaceIndex, units: Units) -> Vec<Place> {
    let year = summary.year.and_then(Period::year);
    let vintage = year.map(|year| summary.boundaries.vintage_of(year));
    let (first, second) = match vintage {
        Some(Vintage::V63) => (units.former, units.today),
        _ => (units.today, units.former),
    };
    [units.own, first, second].into_iter().flatten().map(|id| index.place(id)).collect()
}

/// The provinces that have a figure, a target or a commitment.
fn provinces(summary: &Summary, register: Option<&PlaceRegister>) -> BTreeSet<Place> {
    let coverage = summary.coverage.iter().map(|row| &row.place);
    let teams = summary.teams.iter().map(|row| &row.place);
    let topics = summary.topics.iter().map(|row| &row.place);
    let uncounted = summary.uncounted.iter().map(|row| &row.place);
    let targets = summary.targets.iter().map(|row| &row.place);
    let promises = summary.commitments.iter().map(|row| &row.commitment.place);
    let all = coverage.chain(teams).chain(topics).chain(uncounted).chain(targets).chain(promises);
    let distinct: BTreeSet<&Place> = all.filter(|place| !place.is_country()).collect();
    let of = |place: &Place| {
        let (code, below) = place.code.split_once('/').unwrap_or((&place.code, ""));
        if place.level == Level::Province || below.is_empty() {
            return place.clone();
        }
        let name = register.and_then(|register| register.unit(place.vintage, code)).map(|unit| &unit.name);
        Place {
            vintage: place.vintage,
            level: Level::Province,
            code: Arc::from(code),
            name: name.map_or_else(|| Arc::from(code), Arc::clone),
        }
    };
    distinct.into_iter().map(of).collect()
}

/// The province of `place` in all sets of borders.
fn province(place: &Place, places: &BTreeSet<Place>, register: Option<&PlaceRegister>) -> Province {
    let own: Vec<Place> = places.iter().filter(|other| other.name == place.name).cloned().collect();
    let region = |place: &Place| {
        let unit = register?.unit(place.vintage, &place.code)?;
        (!unit.region.is_empty()).then(|| (place.vintage, Arc::clone(&unit.region)))
    };
    Province { name: Arc::clone(&place.name), regions: own.iter().filter_map(region).collect(), places: own }
}

/// What of a summary is about one province: its own rows, the lines of all places to compare with, its region, and
/// where it stands among the others.
pub fn narrow(mut summary: Summary, province: Province) -> Summary {
    let own = |place: &Place| province.holds(place);
    let shown = |place: &Place| place.is_country() || own(place);
    let s = &mut summary;
    s.topics.retain(|row| shown(&row.place));
    s.topic_trends.retain(|row| shown(&row.place));
    s.distinctive.retain(|row| own(&row.place));
    s.uncounted.retain(|row| own(&row.place));
    s.coverage.retain(|row| shown(&row.place));
    s.coverage_trends.retain(|row| shown(&row.place));
    s.not_combined.retain(|row| own(&row.place));
    s.teams.retain(|row| shown(&row.place));
    s.team_trends.retain(|row| shown(&row.place));
    s.targets.retain(|row| shown(&row.place));
    s.commitments.retain(|row| own(&row.commitment.place));
    s.promised_later.retain(|promise| own(&promise.place));
    s.diversity.retain(|row| shown(&row.place));
    s.moves.retain(|row| own(&row.place));
    s.moves_compared.retain(|row| own(&row.place));
    s.likeness.retain(|row| own(&row.place));
    // What each place adds to the whole, and whether places draw together, is told where all of them stand.
    s.contributions.clear();
    s.convergence.clear();
    // The communes that lag are the last of the whole country, not of the province.
    s.laggards.clear();
    let region = |vintage: Vintage, code: &Arc<str>| {
        province.regions.iter().any(|own| *own == (vintage, Arc::clone(code)))
    };
    s.region_coverage.retain(|row| region(row.vintage, &row.region));
    s.region_topics.retain(|row| region(row.vintage, &row.region));
    s.region_teams.retain(|row| region(row.vintage, &row.region));
    s.ranks.retain(|row| own(&row.place));
    // A line of all places stands beside a figure or a target of the province, or not at all.
    let figures = s.coverage.iter().filter(|row| own(&row.place)).map(|row| &row.indicator);
    let goals = s.targets.iter().filter(|row| own(&row.place)).map(|row| &row.indicator);
    let known: BTreeSet<Arc<str>> = figures.chain(goals).cloned().collect();
    s.coverage.retain(|row| known.contains(&row.indicator));
    s.coverage_trends.retain(|row| known.contains(&row.indicator));
    s.targets.retain(|row| known.contains(&row.indicator));
    s.spread.retain(|row| known.contains(&row.indicator));
    s.region_coverage.retain(|row| known.contains(&row.indicator));
    s.agencies = agencies(&s.commitments);
    s.province = Some(province);
    summary
}

/// The audit with the doubts and conflicts that concern the province or nobody in particular; the account of the
/// rows stays that of all exports.
pub fn narrow_audit(audit: &Audit, province: &Province) -> Audit {
    let mut narrowed = audit.clone();
    narrowed
        .checks
        .retain(|check| check.place.as_ref().is_none_or(|place| place.is_country() || province.holds(place)));
    narrowed
}

/// The lines that the province's own rows rest on: what one province's edition may show of the exports. The figures
/// of all places rest on the lines of other provinces too, which it names without their text.
pub fn lines(summary: &Summary) -> BTreeSet<Origin> {
    let Some(province) = &summary.province else { return BTreeSet::new() };
    let own = |place: &Place| province.holds(place);
    let topics = summary.topics.iter().filter(|row| own(&row.place)).map(|row| &row.origins);
    let uncounted = summary.uncounted.iter().filter(|row| own(&row.place)).map(|row| &row.origins);
    let coverage = summary.coverage.iter().filter(|row| own(&row.place)).map(|row| &row.origins);
    let teams = summary.teams.iter().filter(|row| own(&row.place)).map(|row| &row.origins);
    let parts = summary.not_combined.iter().map(|row| &row.origins);
    let promises = summary.commitments.iter().map(|row| row.commitment.origin);
    let promises = promises.chain(summary.promised_later.iter().map(|promise| promise.origin));
    let targets = summary.targets.iter().map(|row| row.origin);
    let rows = topics.chain(uncounted).chain(coverage).chain(teams).chain(parts);
    rows.flat_map(|origins| origins.first.iter().copied()).chain(promises).chain(targets).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::analyse::summary::{Basis, CoverageRow, TargetRow, TargetVerdict};
    use crate::clean::tables::Origins;
    use crate::model::Settings;
    use std::path::Path;

    fn registers() -> Registers {
        Registers::load(&Settings::default(), Path::new(".")).unwrap()
    }

    fn row(vintage: Vintage, code: &str, name: &str, year: i16) -> CoverageRow {
        let level = if code.contains('/') { Level::District } else { Level::Province };
        CoverageRow {
            place: Place { vintage, level, code: code.into(), name: name.into() },
            indicator: "villages_mobile_broadband".into(),
            period: Period::year(year).unwrap(),
            covered: None,
            total: None,
            percent: Some(90.0),
            change_pp: None,
            change_since: None,
            basis: Basis::Published,
            places_with_figures: None,
            places_expected: None,
            preliminary: false,
            source: None,
            remark: None,
            definition: None,
            origins: Origins::default(),
        }
    }

    fn goal(vintage: Vintage, code: &str, name: &str) -> TargetRow {
        TargetRow {
            indicator: "villages_mobile_broadband".into(),
            place: Place { vintage, level: Level::Province, code: code.into(), name: name.into() },
            due: Period::year(2027).unwrap(),
            target: 98.0,
            latest_period: None,
            latest_value: None,
            gap: None,
            pace_needed: None,
            pace_seen: None,
            pace_basis: None,
            borne_out: None,
            reached_year: None,
            range: None,
            verdict: TargetVerdict::Unknown,
            source: None,
            origin: Origin { file: 0, line: 2 },
            latest_origins: Origins::default(),
        }
    }

    fn summary(year: i16, rows: Vec<CoverageRow>) -> Summary {
        Summary { year: Some(year), coverage: rows, ..Summary::default() }
    }

    #[test]
    fn a_province_is_found_by_code_and_by_name_in_all_borders() {
        let both = summary(
            2025,
            vec![
                row(Vintage::V63, "14", "Sơn La", 2024),
                row(Vintage::V34, "14", "Sơn La", 2025),
                row(Vintage::V34, "14/Mộc Châu", "Mộc Châu", 2025),
                row(Vintage::V34, "15", "Lào Cai", 2025),
            ],
        );
        for asked in ["14", "Sơn La", "son la", "Tỉnh Sơn La"] {
            let found = find(&both, &registers(), asked).unwrap();
            assert_eq!((&*found.name, found.places.len()), ("Sơn La", 2), "{asked}");
            assert_eq!(found.regions.len(), 2);
            let narrowed = narrow(both.clone(), found);
            assert_eq!(narrowed.coverage.len(), 3, "its district is kept, the other province is not");
        }
    }

    #[test]
    fn a_code_used_twice_means_the_province_of_the_reports_year() {
        let rows = vec![row(Vintage::V63, "15", "Yên Bái", 2024), row(Vintage::V34, "15", "Lào Cai", 2025)];
        assert_eq!(&*find(&summary(2025, rows.clone()), &registers(), "15").unwrap().name, "Lào Cai");
        assert_eq!(&*find(&summary(2024, rows), &registers(), "15").unwrap().name, "Yên Bái");
    }

    #[test]
    fn what_is_not_there_is_said_with_what_was_meant() {
        let today = summary(
            2025,
            vec![row(Vintage::V34, "92", "Cần Thơ", 2025), row(Vintage::V34, "15", "Lào Cai", 2025)],
        );
        let near = find(&today, &registers(), "Cần Thơn").unwrap_err();
        assert_eq!((near.known.as_deref(), near.near.as_slice()), (None, ["Cần Thơ".to_owned()].as_slice()));
        assert!(near.text().vi.contains("có phải là: Cần Thơ?"), "{}", near.text().vi);
        let merged = find(&today, &registers(), "Yên Bái").unwrap_err();
        assert_eq!(
            (merged.known.as_deref(), merged.near.as_slice()),
            (Some("Yên Bái"), ["Lào Cai".to_owned()].as_slice())
        );
        // On today's borders a target of the former unit makes no edition; what it is part of is named.
        let mut restated = Summary { boundaries: Boundaries::Today, ..today.clone() };
        restated.targets.push(goal(Vintage::V63, "15", "Yên Bái"));
        restated.targets.push(goal(Vintage::V63, "10", "Lào Cai"));
        let gone = find(&restated, &registers(), "Yên Bái").unwrap_err();
        assert!(
            gone.text().vi.contains("thuộc Lào Cai; hãy ghi --only-province \"Lào Cai\""),
            "{}",
            gone.text().vi
        );
        assert!(gone.text().en.contains("no Yên Bái, which is part of Lào Cai"), "{}", gone.text().en);
        let goes_on = find(&restated, &registers(), "Lào Cai").unwrap();
        assert_eq!(
            (goes_on.places.len(), goes_on.places.last().map(|place| place.vintage)),
            (2, Some(Vintage::V34))
        );
        let without = find(&today, &registers(), "Hà Nội").unwrap_err();
        assert!(
            without.to_string().contains("no figures of Hà Nội; there are figures of Cần Thơ, Lào Cai"),
            "{without}"
        );
        assert!(find(&today, &registers(), "99").is_err());
        assert!(find(&today, &registers(), "Cả nước").is_err());
        assert!(
            find(&Summary::default(), &registers(), "14")
                .unwrap_err()
                .to_string()
                .contains("of any province")
        );
    }
}

//! Figures across 1 July 2025.

use super::fixture::*;
use crate::analyse::summary::*;
use crate::analyse::{AnalyseError, Summary, analyse};
use crate::clean::audit::Why;
use crate::clean::tables::{Origin, Origins};
use crate::clean::{Audit, Tables};
use crate::model::place::Boundaries;
use crate::model::{Period, Rule, Settings};

const VILLAGES: &str = "villages_mobile_broadband";

fn covered(text: &str, boundaries: Boundaries) -> Summary {
    summary(&Tables { coverage: coverage(text), ..Tables::default() }, boundaries)
}

/// Place code, vintage, period, covered, total.
type Found = (String, &'static str, String, Option<u64>, Option<u64>);

/// The rows of the places.
fn found(summary: &Summary) -> Vec<Found> {
    let places = summary.coverage.iter().filter(|row| !row.place.is_country());
    let cells = |row: &CoverageRow| {
        let place = (row.place.code.to_string(), row.place.vintage.as_str());
        (place.0, place.1, row.period.to_string(), row.covered, row.total)
    };
    places.map(cells).collect()
}

const REUSED: &str = "2024,45,villages_mobile_broadband,90,100
    2024,44,villages_mobile_broadband,80,100
    2026,44,villages_mobile_broadband,195,200";

#[test]
fn reused_codes_as_reported_never_chain() {
    let summary = covered(REUSED, Boundaries::AsReported);
    assert_eq!(
        found(&summary),
        [
            ("44".to_owned(), "63", "2024".to_owned(), Some(80), Some(100)),
            ("45".to_owned(), "63", "2024".to_owned(), Some(90), Some(100)),
            ("44".to_owned(), "34", "2026".to_owned(), Some(195), Some(200)),
        ]
    );
    assert!(summary.coverage.iter().all(|row| row.change_pp.is_none()), "no series runs through the merger");
    assert!(summary.coverage_trends.iter().all(|row| row.trend.n == 1));
}

#[test]
fn reused_codes_on_todays_borders_add_up() {
    let summary = covered(REUSED, Boundaries::Today);
    assert_eq!(
        found(&summary),
        [
            ("44".to_owned(), "34", "2024".to_owned(), Some(170), Some(200)),
            ("44".to_owned(), "34", "2026".to_owned(), Some(195), Some(200)),
        ]
    );
    let rows: Vec<&CoverageRow> = summary.coverage.iter().filter(|row| !row.place.is_country()).collect();
    assert_eq!((rows[0].percent, rows[1].percent), (Some(85.0), Some(97.5)));
    assert_eq!((rows[0].places_with_figures, rows[0].places_expected), (Some(2), Some(2)));
    assert_eq!((rows[1].change_pp, rows[1].change_since), (Some(12.5), Some(period("2024"))));
    // The sum is of the same land in both years.
    let sums: Vec<&CoverageRow> = summary.coverage.iter().filter(|row| row.place.is_country()).collect();
    assert_eq!(sums[1].change_pp, Some(12.5));
}

#[test]
fn the_former_borders_end_at_june_2025() {
    let summary = covered(REUSED, Boundaries::Former);
    assert_eq!(found(&summary).len(), 2);
    assert!(summary.coverage.iter().all(|row| row.period == period("2024")));
}

const PARTIAL: &str = "2023,Quảng Ngãi,villages_mobile_broadband,80,100
    2023,Kon Tum,villages_mobile_broadband,81,100
    2024,Quảng Ngãi,villages_mobile_broadband,85,100";

#[test]
fn a_merged_unit_is_blank_while_a_part_is_missing() {
    let summary = covered(PARTIAL, Boundaries::Today);
    assert_eq!(
        found(&summary),
        [
            ("51".to_owned(), "34", "2023".to_owned(), Some(161), Some(200)),
            ("51".to_owned(), "34", "2024".to_owned(), None, None),
        ]
    );
    let missing = &summary.not_combined[0];
    let names = |names: &[std::sync::Arc<str>]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&missing.parts_reported), ["Quảng Ngãi"]);
    assert_eq!(names(&missing.parts_expected).len(), 2);
    assert!(!missing.no_base);
    assert!(summary.coverage_trends.iter().all(|row| row.place.is_country() || row.trend.n == 1));
    // The sum of all places keeps what was reported, and says how many units have a figure.
    let sums: Vec<_> = summary.coverage.iter().filter(|row| row.place.is_country()).collect();
    assert_eq!((sums[0].covered, sums[0].places_with_figures), (Some(161), Some(1)));
    assert_eq!((sums[1].covered, sums[1].places_with_figures), (Some(85), Some(0)));
    assert_eq!(sums[1].change_pp, None, "not the same places");
}

#[test]
fn percentages_without_a_base_are_not_combined() {
    let text =
        "2023,Quảng Ngãi,villages_mobile_broadband,,,80\n2023,Kon Tum,villages_mobile_broadband,81,100,";
    let summary = covered(text, Boundaries::Today);
    assert_eq!(summary.coverage.iter().find(|row| !row.place.is_country()).unwrap().percent, None);
    assert!(summary.not_combined[0].no_base);
    assert_eq!(summary.not_combined[0].measure, VILLAGES);
}

#[test]
fn a_restated_series_is_not_broken_by_a_published_percentage() {
    // Parts before the merger, the unit itself after it: with counts it goes on, without it begins anew.
    let text = "2023,Quảng Ngãi,villages_mobile_broadband,80,100,80.2\n2023,Kon Tum,villages_mobile_broadband,81,100,
        2026,Quảng Ngãi,villages_mobile_broadband,181,200,90.6\n2027,Quảng Ngãi,villages_mobile_broadband,,,91
        2023,Sơn La,villages_mobile_broadband,70,100,70.1\n2026,Sơn La,villages_mobile_broadband,75,100,75.2";
    let today = covered(text, Boundaries::Today);
    let of = |summary: &Summary, name: &str| -> Vec<_> {
        let rows = summary.coverage.iter().filter(|row| &*row.place.name == name);
        rows.map(|row| (row.percent.unwrap(), row.basis, row.change_since.map(|since| since.to_string())))
            .collect()
    };
    assert_eq!(
        of(&today, "Quảng Ngãi"),
        [
            (80.5, Basis::Computed, None),
            (90.5, Basis::Computed, Some("2023".to_owned())),
            (91.0, Basis::Published, None)
        ]
    );
    // A unit that was never restated keeps what was published.
    assert_eq!(
        of(&today, "Sơn La"),
        [(70.1, Basis::Published, None), (75.2, Basis::Published, Some("2023".to_owned()))]
    );
    let reported = covered(text, Boundaries::AsReported);
    let rows = of(&reported, "Quảng Ngãi");
    assert_eq!((rows[1].0, rows[1].1), (90.6, Basis::Published), "nothing is restated");
}

#[test]
fn parts_that_cannot_be_combined_are_not_counted() {
    // Cần Thơ of today is made of three; one gives a rate without counts.
    let text = "2023,Cần Thơ,villages_mobile_broadband,80,100,\n2023,Sóc Trăng,villages_mobile_broadband,,,70
        2023,Hậu Giang,villages_mobile_broadband,60,100,";
    let summary = covered(text, Boundaries::Today);
    let unit = summary.coverage.iter().find(|row| &*row.place.name == "Cần Thơ").unwrap();
    assert_eq!((unit.percent, unit.places_with_figures, unit.places_expected), (None, Some(2), Some(3)));
    let sum = summary.coverage.iter().find(|row| row.place.is_country()).unwrap();
    assert_eq!((sum.covered, sum.places_with_figures, sum.places_expected), (Some(140), Some(0), Some(34)));
    // Parts of another land than the unit was made of count for nothing.
    let text =
        "2003,Đắk Lắk,villages_mobile_broadband,10,100,\n2003,Phú Yên,villages_mobile_broadband,20,100,";
    let summary = covered(text, Boundaries::Today);
    let unit = summary.coverage.iter().find(|row| !row.place.is_country()).unwrap();
    assert_eq!((unit.percent, unit.places_with_figures, unit.places_expected), (None, Some(1), Some(2)));
}

#[test]
fn a_unit_that_kept_its_land_goes_on() {
    let text = "2024,Sơn La,villages_mobile_broadband,90,100,\n2026,Sơn La,villages_mobile_broadband,95,100,
        2024,Lạng Sơn,villages_mobile_broadband,,,70\n2026,Lạng Sơn,villages_mobile_broadband,,,75
        2024,Ninh Bình,villages_mobile_broadband,,,70\n2026,Ninh Bình,villages_mobile_broadband,,,75";
    for boundaries in [Boundaries::AsReported, Boundaries::Today] {
        let summary = covered(text, boundaries);
        let latest = |name: &str| {
            let row = summary.coverage.iter().rfind(|row| &*row.place.name == name);
            row.map(|row| (row.period.to_string(), row.change_pp)).unwrap()
        };
        assert_eq!(latest("Sơn La"), ("2026".to_owned(), Some(5.0)));
        // A percentage of a unit that did not change needs no base to be carried over.
        assert_eq!(latest("Lạng Sơn"), ("2026".to_owned(), Some(5.0)));
        // Ninh Bình kept name and code, and tripled its land.
        assert_eq!(latest("Ninh Bình"), ("2026".to_owned(), None));
    }
}

#[test]
fn a_figure_of_the_unit_itself_is_not_added_to_its_parts() {
    let text = "2025,Quảng Trị@63,villages_mobile_broadband,90,100,\n2025,Quảng Bình@63,villages_mobile_broadband,80,100,
        2025,Quảng Trị,villages_mobile_broadband,171,200,";
    let summary = covered(text, Boundaries::Today);
    assert_eq!(found(&summary), [("44".to_owned(), "34", "2025".to_owned(), Some(171), Some(200))]);
    let sum = summary.coverage.iter().find(|row| row.place.is_country()).unwrap();
    assert_eq!((sum.covered, sum.total), (Some(171), Some(200)));
}

#[test]
fn units_before_they_had_their_land() {
    // Đắk Nông was born in 2004: before, Đắk Lắk was larger, and does not make up today's Đắk Lắk with Phú Yên.
    let text =
        "2003,Đắk Lắk,villages_mobile_broadband,10,100,\n2003,Phú Yên,villages_mobile_broadband,20,100,
        2005,Đắk Lắk,villages_mobile_broadband,30,90,\n2005,Phú Yên,villages_mobile_broadband,40,100,";
    let summary = covered(text, Boundaries::Today);
    let rows: Vec<_> = summary.coverage.iter().filter(|row| !row.place.is_country()).collect();
    assert_eq!((rows[0].percent, rows[1].covered, rows[1].total), (None, Some(70), Some(190)));
    // As reported, the smaller Đắk Lắk is another land.
    let summary = covered(text, Boundaries::AsReported);
    let lak = summary.coverage.iter().filter(|row| &*row.place.name == "Đắk Lắk");
    assert!(lak.map(|row| row.change_pp).all(|change| change.is_none()));
    let yen = summary.coverage.iter().rfind(|row| &*row.place.name == "Phú Yên").unwrap();
    assert_eq!(yen.change_pp, Some(20.0));
}

#[test]
fn topics_of_a_merged_unit_are_summed_and_marked() {
    let text = "2023,Quảng Ngãi,education,3\n2023,Kon Tum,education,1\n2023,Kon Tum,jobs,4
        2024,Quảng Ngãi,education,5\n2025,Kon Tum@63,jobs,2\n2025,Quảng Ngãi,education,6";
    let tables = Tables { questions: questions(text), ..Tables::default() };
    let today = summary(&tables, Boundaries::Today);
    let of = |summary: &Summary, when: &str, topic: &str| {
        let wanted =
            |row: &&TopicRow| row.period == period(when) && &*row.topic == topic && !row.place.is_country();
        let rows: Vec<_> = summary.topics.iter().filter(wanted).cloned().collect();
        assert_eq!(rows.len(), 1, "{when} {topic}");
        (rows[0].questions, rows[0].total, rows[0].share, rows[0].change_pp, rows[0].partial)
    };
    assert_eq!(of(&today, "2023", "education"), (Some(4), 8, Some(50.0), None, false));
    assert_eq!(of(&today, "2024", "education"), (Some(5), 5, Some(100.0), None, true));
    // Zero: the unit raised it at another time, and has questions now. A part of the unit is no change of the whole.
    assert_eq!(of(&today, "2024", "jobs"), (Some(0), 5, Some(0.0), None, true));
    // Sessions of the first half of 2025 belong to the year's own borders, as reported as well.
    for summary in [&today, &summary(&tables, Boundaries::AsReported)] {
        let row = of(summary, "2025", "jobs");
        assert_eq!((row.0, row.1, row.4), (Some(2), 8, false));
    }
}

#[test]
fn former_names_alone_in_2025_keep_their_borders() {
    let tables = Tables { questions: questions("2025,Thái Bình@63,education,3"), ..Tables::default() };
    let found = summary(&tables, Boundaries::AsReported);
    let row = found.topics.iter().find(|row| !row.place.is_country()).unwrap();
    assert_eq!((&*row.place.name, row.place.vintage.as_str()), ("Thái Bình", "63"));
}

/// Where less is better, gap and paces look towards the target as well.
#[test]
fn coming_down_to_a_target_is_coming_nearer() {
    let judged = |values: &str, target: &str| {
        let tables = Tables { coverage: coverage(values), targets: targets(target), ..Tables::default() };
        summary(&tables, Boundaries::AsReported).targets[0].clone()
    };
    let row =
        judged("2022,Sơn La,files_late,,,10\n2023,Sơn La,files_late,,,8", "files_late,Sơn La@63,2025-06,4");
    assert_eq!((row.gap, row.pace_seen), (Some(4.0), Some(2.0)));
    assert!(close(row.pace_needed.unwrap(), 4.0 / 1.5));
    assert_eq!((row.verdict, row.reached_year), (TargetVerdict::Behind, Some(2026.0)), "the end of 2025");
    let row =
        judged("2022,Sơn La,files_late,,,8\n2023,Sơn La,files_late,,,10", "files_late,Sơn La@63,2024,4");
    assert_eq!((row.gap, row.pace_needed, row.pace_seen), (Some(6.0), Some(6.0), Some(-2.0)));
    assert_eq!((row.verdict, row.reached_year), (TargetVerdict::Behind, None), "one change is no direction");
    let row = judged("2022,Sơn La,files_late,,,8\n2023,Sơn La,files_late,,,3", "files_late,Sơn La@63,2024,4");
    assert_eq!((row.gap, row.pace_seen, row.verdict), (Some(-1.0), Some(5.0), TargetVerdict::Met));
}

#[test]
fn targets_follow_the_land() {
    let tables = |target: &str| Tables {
        coverage: coverage(
            "2024,Sơn La,x,,,60\n2024,Bình Phước,x,,,60\n2024,Quảng Trị,x,60,100,\n2024,Quảng Bình,x,80,100,",
        ),
        targets: targets(target),
        ..Tables::default()
    };
    let verdict = |target: &str, boundaries| {
        let row = summary(&tables(target), boundaries).targets[0].clone();
        (row.place.vintage.as_str(), row.latest_value)
    };
    assert_eq!(verdict("x,Sơn La,2026,50", Boundaries::AsReported), ("34", Some(60.0)));
    assert_eq!(verdict("x,Sơn La,2026,50", Boundaries::Former), ("63", Some(60.0)));
    assert_eq!(verdict("x,Bình Phước@63,2025,50", Boundaries::AsReported), ("63", Some(60.0)));
    assert_eq!(
        verdict("x,Bình Phước@63,2025,50", Boundaries::Today),
        ("63", None),
        "a part's target is its own"
    );
    assert_eq!(verdict("x,Quảng Trị,2026,50", Boundaries::AsReported), ("34", None), "other land");
    assert_eq!(verdict("x,Quảng Trị,2026,50", Boundaries::Today), ("34", Some(70.0)));
    // What is not judged for the borders says so.
    let judged = |target: &str, boundaries| summary(&tables(target), boundaries).targets[0].verdict;
    assert_eq!(judged("x,Bình Phước@63,2025,50", Boundaries::Today), TargetVerdict::OtherBorders);
    assert_eq!(judged("x,Quảng Trị,2026,50", Boundaries::Former), TargetVerdict::OtherBorders);
    assert_eq!(judged("x,Quảng Trị,2026,50", Boundaries::AsReported), TargetVerdict::Unknown);
}

#[test]
fn what_the_borders_cannot_show_is_told_with_its_rows_and_periods() {
    let tables = Tables { coverage: coverage(REUSED), ..Tables::default() };
    let mut audit = Audit::default();
    let settings = Settings { boundaries: Boundaries::Former, ..Settings::default() };
    analyse(&tables, &mut audit, &settings, &registers()).unwrap();
    let [part] = &audit.unshown[..] else { panic!("{:?}", audit.unshown) };
    assert_eq!((part.why, part.rows, part.periods.as_slice()), (Why::Ended, 1, [period("2026")].as_slice()));
    assert_eq!(audit.checks.iter().filter(|check| check.rule == Rule::RowsNotShown).count(), 1);
    // A row that gives two indicators is one row, and a unit of the 34 has no place among the 63 at any time.
    let wide = "2024,44@34,villages_mobile_broadband,80,100
    2026,Sơn La,villages_mobile_broadband,80,100
    2026,Sơn La,adults_smartphone,,,90";
    let mut tables = Tables { coverage: coverage(wide), ..Tables::default() };
    tables.coverage.iter_mut().for_each(|figure| figure.origins = tables_lines(9, 30));
    let mut audit = Audit::default();
    analyse(&tables, &mut audit, &settings, &registers()).unwrap();
    let told: Vec<(Why, u64)> = audit.unshown.iter().map(|part| (part.why, part.rows)).collect();
    assert_eq!(told, [(Why::Ended, 30), (Why::NoSuchUnit, 30)]);
    let mut audit = Audit::default();
    let all = Settings { boundaries: Boundaries::AsReported, ..Settings::default() };
    analyse(&tables, &mut audit, &all, &registers()).unwrap();
    assert!(audit.unshown.is_empty() && audit.checks.iter().all(|check| check.rule != Rule::RowsNotShown));
}

/// The lines from `first` on, of which there are `count`.
fn tables_lines(first: u64, count: u64) -> Origins {
    let mut origins = Origins::default();
    (first..first + count).for_each(|line| origins.push(Origin { file: 0, line }));
    origins
}

#[test]
fn a_report_about_a_year_shows_what_was_known_then() {
    let text = "2022,Sơn La,villages_mobile_broadband,80,100
    2023,Sơn La,villages_mobile_broadband,85,100
    2024,Sơn La,villages_mobile_broadband,95,100";
    let tables = Tables { coverage: coverage(text), latest: Some(period("2024-12-31")), ..Tables::default() };
    let of = |year| {
        let mut audit = Audit::default();
        let settings = Settings { year, ..Settings::default() };
        analyse(&tables, &mut audit, &settings, &registers()).map(|summary| (summary, audit))
    };
    let (summary, audit) = of(Some(2023)).unwrap();
    assert!(summary.coverage.iter().all(|row| row.period <= period("2023")));
    assert_eq!(summary.as_of.map(Period::end), Some(jiff::civil::date(2023, 12, 31)));
    assert_eq!(
        audit.unshown.iter().map(|part| (part.why, part.rows)).collect::<Vec<_>>(),
        [(Why::Later(2023), 1)]
    );
    let (summary, audit) = of(Some(2024)).unwrap();
    assert_eq!((summary.as_of, audit.unshown.len()), (Some(period("2024-12-31")), 0));
    for (year, off) in [(2019, false), (2030, false)] {
        let Err(AnalyseError::Year(without)) = of(Some(year)) else { panic!("{year}") };
        assert_eq!(
            (without.year, &without.years[..], without.off_borders),
            (year, &[2022, 2023, 2024][..], off)
        );
        assert!(without.text().vi.contains("có số liệu của năm 2022–2024"), "{}", without.text().vi);
    }
    // On the former borders a year after them has none to show, though the exports hold some.
    let tables = Tables { coverage: coverage(REUSED), ..Tables::default() };
    let settings = Settings { year: Some(2026), boundaries: Boundaries::Former, ..Settings::default() };
    let Err(AnalyseError::Year(without)) = analyse(&tables, &mut Audit::default(), &settings, &registers())
    else {
        panic!()
    };
    assert_eq!((&without.years[..], without.off_borders), (&[2024][..], true));
    assert!(without.text().en.contains("--year 2024, or choose other borders"), "{}", without.text().en);
}

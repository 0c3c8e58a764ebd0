//! The line of all places: what it may be called, and what it may be compared with.

use std::sync::Arc;

use super::fixture::*;
use crate::analyse::summary::*;
use crate::analyse::{Summary, analyse};
use crate::clean::tables::CoverageFigure;
use crate::clean::{Audit, Tables};
use crate::model::place::Boundaries;
use crate::model::register::{Combine, Registers};
use crate::model::{Rule, Settings, Vintage};

/// Every province of the 63 in `year`, `covered` of 100 each.
fn everyone(year: &str, covered: u64) -> Vec<CoverageFigure> {
    let registers = registers();
    let vintage = if year < "2025" { Vintage::V63 } else { Vintage::V34 };
    let lines: Vec<String> = registers
        .places
        .as_ref()
        .unwrap()
        .units_of(vintage)
        .map(|unit| format!("{year},{},x,{covered},100,", unit.code))
        .collect();
    coverage(&lines.join("\n"))
}

fn country(summary: &Summary) -> Vec<&CoverageRow> {
    summary.coverage.iter().filter(|row| row.place.is_country()).collect()
}

#[test]
fn complete_is_the_country_and_runs_through_the_merger() {
    let figures: Vec<CoverageFigure> =
        [("2023", 50), ("2024", 60), ("2026", 80)].into_iter().flat_map(|(y, c)| everyone(y, c)).collect();
    let tables =
        Tables { coverage: figures, targets: targets("x,Cả nước,2026,75"), ..Tables::default() };
    for boundaries in [Boundaries::AsReported, Boundaries::Today] {
        let summary = summary(&tables, boundaries);
        let rows = country(&summary);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| &*row.place.name == "Cả nước"));
        let last = rows.iter().find(|row| row.period == period("2026")).unwrap();
        assert_eq!((last.places_with_figures, last.places_expected), (Some(34), Some(34)));
        assert_eq!((last.percent, last.change_pp), (Some(80.0), Some(20.0)));
        assert_eq!(summary.targets[0].verdict, TargetVerdict::Met);
        let trend = summary.coverage_trends.iter().find(|row| row.place.is_country()).unwrap();
        assert_eq!(trend.trend.n, 3);
    }
}

#[test]
fn one_missing_province_is_not_the_country() {
    let mut figures = everyone("2023", 50);
    figures.extend(everyone("2024", 60));
    figures.retain(|figure| !(&*figure.place.code == "14" && figure.period == period("2024")));
    let tables =
        Tables { coverage: figures, targets: targets("x,Cả nước,2024,55"), ..Tables::default() };
    let summary = summary(&tables, Boundaries::AsReported);
    let rows = country(&summary);
    assert_eq!((&*rows[1].place.name, rows[1].places_with_figures), ("Các tỉnh có số liệu", Some(62)));
    assert_eq!(rows[1].change_pp, None, "62 provinces are not compared with 63");
    // The target is judged by the last figure that speaks for the country.
    assert_eq!(
        (summary.targets[0].latest_period, summary.targets[0].latest_value),
        (Some(period("2023")), Some(50.0))
    );
}

#[test]
fn sums_of_the_same_places_are_compared() {
    let text = "2020,Sơn La,x,10,100,\n2020,Lai Châu,x,20,100,\n2021,Sơn La,x,30,100,\n2022,Sơn La,x,30,100,
        2022,Lai Châu,x,40,100,";
    let summary = summary(&Tables { coverage: coverage(text), ..Tables::default() }, Boundaries::AsReported);
    let rows = country(&summary);
    assert_eq!((rows[2].change_pp, rows[2].change_since), (Some(20.0), Some(period("2020"))));
    assert_eq!(rows[1].change_pp, None);
}

#[test]
fn rates_without_a_base_make_no_sum() {
    let text = "2020,Sơn La,x,,,10\n2020,Lai Châu,x,,,20";
    let summary = summary(&Tables { coverage: coverage(text), ..Tables::default() }, Boundaries::AsReported);
    assert!(country(&summary).is_empty(), "percentages are never averaged");
}

#[test]
fn kinds_bases_and_definitions_are_not_mixed() {
    let text = "2020,Sơn La,x,,,10\n2021-06,Sơn La,x,,,20\n2021,Sơn La,x,,,30,v2\n2022,Sơn La,x,40,100,
        2022-06,Sơn La,x,,,50";
    let summary = summary(&Tables { coverage: coverage(text), ..Tables::default() }, Boundaries::AsReported);
    let changes: Vec<_> = summary
        .coverage
        .iter()
        .filter(|row| !row.place.is_country())
        .map(|row| (row.period.to_string(), row.change_pp))
        .collect();
    assert_eq!(changes.iter().filter(|(_, change)| change.is_some()).count(), 1);
    assert!(changes.contains(&("2022-06".to_owned(), Some(30.0))));
}

#[test]
fn a_published_figure_stands_and_is_doubted() {
    let mut figures = everyone("2024", 60);
    figures.extend(coverage("2024,Cả nước,x,,,62.5"));
    let tables = Tables { coverage: figures, ..Tables::default() };
    let mut audit = Audit::default();
    let summary = analyse(&tables, &mut audit, &Settings::default(), &registers()).unwrap();
    let found: Vec<_> = country(&summary).iter().map(|row| (row.basis, row.percent)).collect();
    assert_eq!(found, [(Basis::Published, Some(62.5)), (Basis::Computed, Some(60.0))]);
    assert_eq!(audit.checks.len(), 1);
    assert_eq!(audit.checks[0].rule, Rule::CountryDisagrees);
}

#[test]
fn families_keep_the_country_apart() {
    let years = ["2019", "2020", "2021", "2022", "2023"];
    let text: Vec<String> = years
        .iter()
        .enumerate()
        .flat_map(|(i, year)| {
            [format!("{year},Sơn La,x,{},100,", 10 + i), format!("{year},Lai Châu,x,{},100,", 50 - i * i)]
        })
        .collect();
    let tables = Tables { coverage: coverage(&text.join("\n")), ..Tables::default() };
    let summary = summary(&tables, Boundaries::AsReported);
    let names: Vec<_> = summary.families.iter().map(|family| (family.name.as_str(), family.tests)).collect();
    assert_eq!(names, [("coverage/x/computed", 2), ("coverage/x/computed/all", 1)]);
    let verdict = |name: &str| {
        summary.coverage_trends.iter().find(|row| &*row.place.name == name).unwrap().trend.verdict
    };
    assert_eq!((verdict("Sơn La"), verdict("Lai Châu")), (TrendVerdict::Rising, TrendVerdict::Falling));
}

/// The registers with an indicator that is added up.
fn with_services() -> Registers {
    let mut registers = registers();
    let mut services = registers.indicators.indicators[0].clone();
    (services.id, services.unit) = ("services".to_owned(), "dịch vụ".to_owned());
    (services.range, services.combine) = ((0.0, 1e6), Combine::Sum);
    Arc::make_mut(&mut registers.indicators).indicators.push(services);
    registers
}

/// `value` services in every province of `year` but those left out.
fn services(year: &str, value: u64, without: &[&str]) -> Vec<CoverageFigure> {
    let mut figures = everyone(year, value);
    figures.retain(|figure| !without.contains(&&*figure.place.code));
    for figure in &mut figures {
        figure.indicator = Arc::from("services");
        (figure.percent, figure.covered, figure.total) = (Some(value as f64), None, None);
    }
    figures
}

#[test]
fn amounts_are_added_up_over_all_places() {
    let figures = [services("2023", 10, &[]), services("2024", 20, &["14"]), services("2026", 30, &[])];
    let tables = Tables { coverage: figures.concat(), ..Tables::default() };
    for boundaries in [Boundaries::AsReported, Boundaries::Today] {
        let settings = Settings { boundaries, ..Settings::default() };
        let summary = analyse(&tables, &mut Audit::default(), &settings, &with_services()).unwrap();
        let rows = country(&summary);
        let found: Vec<_> = rows.iter().map(|row| (&*row.place.name, row.percent, row.covered)).collect();
        assert_eq!(
            found,
            [
                ("Cả nước", Some(630.0), None),
                ("Các tỉnh có số liệu", Some(62.0 * 20.0), None),
                ("Cả nước", Some(34.0 * 30.0), None),
            ],
            "{boundaries:?}"
        );
        let one_missing = rows[1].places_with_figures.zip(rows[1].places_expected).unwrap();
        assert_eq!(one_missing.0 + 1, one_missing.1, "{boundaries:?}");
        assert_eq!(rows[1].change_pp, None, "62 provinces are not compared with 63");
        assert_eq!((rows[2].change_pp, rows[2].change_since), (Some(390.0), Some(period("2023"))));
        assert!(summary.contributions.is_empty(), "levels and weights are those of rates");
    }
}

#[test]
fn a_published_amount_is_held_against_the_sum_in_its_unit() {
    let mut figures = services("2024", 20, &[]);
    figures.extend(coverage("2024,Cả nước,services,,,1300"));
    let tables = Tables { coverage: figures, ..Tables::default() };
    let mut audit = Audit::default();
    let summary = analyse(&tables, &mut audit, &Settings::default(), &with_services()).unwrap();
    let found: Vec<_> = country(&summary).iter().map(|row| (row.basis, row.percent)).collect();
    assert_eq!(found, [(Basis::Published, Some(1300.0)), (Basis::Computed, Some(1260.0))]);
    let problem = &audit.checks[0].problem.vi;
    assert_eq!(problem, "cả nước công bố 1.300\u{a0}dịch vụ, cộng từ các tỉnh là 1.260\u{a0}dịch vụ");
}

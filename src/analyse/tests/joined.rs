//! Series that a change ends, and those that go on because the project says so.

use super::fixture::*;
use crate::analyse::{Summary, analyse};
use crate::clean::{Audit, Tables};
use crate::model::Settings;

const ROWS: &str = "2019,Sơn La,x,,,50,a
    2020,Sơn La,x,,,52,a
    2021,Sơn La,x,,,55,a
    2022,Sơn La,x,,,54,b
    2023,Sơn La,x,,,60,b
    2019,Điện Biên,x,,,50,a
    2020,Điện Biên,x,,,53,b
    2019,Lai Châu,x,,,40
    2020,Lai Châu,x,45,100,
    2021,Lai Châu,x,,,51
    2021,Lai Châu,y,,,1,a
    2022,Lai Châu,y,,,3,b";

fn told(toml: &str) -> Summary {
    let settings = Settings::from_toml(toml).unwrap();
    let tables = Tables { coverage: coverage(ROWS), ..Tables::default() };
    analyse(&tables, &mut Audit::default(), &settings, &registers()).unwrap()
}

/// First and last period, points and slope of each trend of a place.
fn trends(summary: &Summary, place: &str, indicator: &str) -> Vec<(String, usize, Option<f64>)> {
    let of = summary.coverage_trends.iter();
    of.filter(|row| &*row.place.name == place && &*row.indicator == indicator)
        .map(|row| {
            (format!("{}–{}", row.trend.first_period, row.trend.last_period), row.trend.n, row.trend.slope)
        })
        .collect()
}

#[test]
fn a_change_ends_a_series_and_both_parts_stand() {
    let summary = told("");
    let expected = [("2019–2021".to_owned(), 3, Some(2.5)), ("2022–2023".to_owned(), 2, None)];
    assert_eq!(trends(&summary, "Sơn La", "x"), expected);
    assert_eq!(trends(&summary, "Lai Châu", "x").iter().map(|part| part.1).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(summary.joined, []);
}

#[test]
fn a_series_goes_on_where_the_project_says_so_and_nowhere_else() {
    let summary = told(
        "[[run_through]]\nchange = \"definition\"\nindicator = \"X\"\nprovince = \"sơn la\"\nreason = \"Sở xác nhận\"\n",
    );
    // SciPy: theilslopes([50, 52, 55, 54, 60]) = 2.5.
    assert_eq!(trends(&summary, "Sơn La", "x"), [("2019–2023".to_owned(), 5, Some(2.5))]);
    let change =
        summary.coverage.iter().find(|row| row.period == period("2022") && &*row.place.name == "Sơn La");
    assert_eq!(change.unwrap().change_pp, Some(-1.0));
    assert_eq!(trends(&summary, "Điện Biên", "x").len(), 2);
    assert_eq!(trends(&summary, "Lai Châu", "y").len(), 2);
    let [joined] = &summary.joined[..] else { panic!("one entry") };
    assert_eq!(joined.figures, 5);
    let joins: Vec<_> = joined.joins.iter().map(|j| (&*j.place.name, j.before, j.after)).collect();
    assert_eq!((joined.told.line, joins), (1, vec![("Sơn La", period("2021"), period("2022"))]));
}

#[test]
fn published_and_computed_levels_are_one_series_where_the_project_says_so() {
    let summary = told("[[run_through]]\nchange = \"basis\"\nreason = \"Sở xác nhận\"\n");
    assert_eq!(trends(&summary, "Lai Châu", "x"), [("2019–2021".to_owned(), 3, Some(5.5))]);
    assert_eq!(trends(&summary, "Sơn La", "x").len(), 2, "another change");
    assert_eq!(summary.joined[0].joins.len(), 2, "there and back");
    // What joins nothing is told as well.
    let summary = told("[[run_through]]\nchange = \"basis\"\nindicator = \"y\"\nreason = \"Sở xác nhận\"\n");
    assert_eq!((summary.joined.len(), summary.joined[0].joins.len()), (1, 0));
}

#[test]
fn a_code_and_a_name_mean_their_own_land_alone() {
    const ROWS: &str = "2020,Quảng Trị@63,x,,,50,a
        2021,Quảng Trị@63,x,,,52,b
        2020,Quảng Bình@63,x,,,50,a
        2021,Quảng Bình@63,x,,,53,b
        2025,Quảng Trị,x,,,60,a
        2026,Quảng Trị,x,,,61,b";
    let toml = "[[run_through]]\nchange = \"definition\"\nprovince = \"Quảng Trị\"\nreason = \"x\"\n";
    let settings = Settings::from_toml(toml).unwrap();
    let tables = Tables { coverage: coverage(ROWS), ..Tables::default() };
    let summary = analyse(&tables, &mut Audit::default(), &settings, &registers()).unwrap();
    assert_eq!(trends(&summary, "Quảng Bình", "x").len(), 2);
    // Two lands with one name: each goes on, none into the other.
    let expected = [("2020–2021".to_owned(), 2, None), ("2025–2026".to_owned(), 2, None)];
    let mut found = trends(&summary, "Quảng Trị", "x");
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found, expected);
}

/// The year in which a definition changes has often a figure by each.
#[test]
fn where_both_definitions_have_a_figure_the_one_that_goes_on_stands() {
    // By their names the definition that ends would come last.
    for (old, new) in [("a", "b"), ("b", "a"), ("", "b"), ("b", "")] {
        let rows = format!(
            "2020,Sơn La,x,,,50,{old}\n2021,Sơn La,x,,,51,{old}\n2021,Sơn La,x,,,40,{new}\n2022,Sơn La,x,,,43,{new}"
        );
        let mut figures = coverage(&rows);
        figures.iter_mut().for_each(|figure| {
            figure.definition = figure.definition.take().filter(|text| !text.is_empty());
        });
        let tables = Tables { coverage: figures, ..Tables::default() };
        let settings =
            Settings::from_toml("[[run_through]]\nchange = \"definition\"\nreason = \"x\"\n").unwrap();
        let summary = analyse(&tables, &mut Audit::default(), &settings, &registers()).unwrap();
        let mut found = trends(&summary, "Sơn La", "x");
        found.sort_by(|a, b| a.0.cmp(&b.0));
        // Of 50, 40, 43: slopes −10, 3 and −3.5.
        let expected = [("2020–2022".to_owned(), 3, Some(-3.5)), ("2021–2021".to_owned(), 1, None)];
        assert_eq!(found, expected, "{old} to {new}");
        let change = |percent: f64| {
            let mut rows = summary.coverage.iter();
            rows.find(|row| row.percent == Some(percent)).and_then(|row| row.change_pp)
        };
        assert_eq!((change(40.0), change(51.0), change(43.0)), (Some(-10.0), None, Some(3.0)));
    }
}

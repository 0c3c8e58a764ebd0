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

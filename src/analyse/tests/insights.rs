//! What stands out: moves, likeness, contributions, convergence, regions, agencies, ranks.

use super::fixture::*;
use crate::analyse::Summary;
use crate::analyse::summary::*;
use crate::clean::Tables;
use crate::model::place::Boundaries;

fn asked(text: &str) -> Summary {
    summary(&Tables { questions: questions(text), ..Tables::default() }, Boundaries::AsReported)
}

fn covered(text: &str) -> Summary {
    summary(&Tables { coverage: coverage(text), ..Tables::default() }, Boundaries::AsReported)
}

#[test]
fn topics_come_grow_fade_and_go() {
    let summary = asked(
        "2022,Sơn La,education,80\n2022,Sơn La,jobs,15\n2022,Sơn La,union,4\n2022,Sơn La,culture,1
         2023,Sơn La,education,40\n2023,Sơn La,jobs,50\n2023,Sơn La,defence,6\n2023,Sơn La,culture,1",
    );
    let moves: Vec<_> = summary
        .moves
        .iter()
        .filter(|row| !row.place.is_country())
        .map(|row| (&*row.topic, row.movement, row.now, row.before))
        .collect();
    assert_eq!(
        moves,
        [
            ("education", Movement::Fading, (40, 97), (80, 100)),
            ("jobs", Movement::Growing, (50, 97), (15, 100)),
            ("defence", Movement::New, (6, 97), (0, 100)),
            ("union", Movement::Gone, (0, 97), (4, 100)),
        ]
    );
    let jobs = summary.moves.iter().find(|row| &*row.topic == "jobs").unwrap();
    assert!(close(jobs.change_pp, 100.0 * 50.0 / 97.0 - 15.0));
    assert!(jobs.interval.0 > 0.0 && jobs.interval.0 < jobs.change_pp && jobs.change_pp < jobs.interval.1);
    assert_eq!((jobs.period, jobs.since), (period("2023"), period("2022")));
}

#[test]
fn a_first_year_has_no_moves() {
    assert!(asked("2023,Sơn La,education,80\n2023,Sơn La,jobs,15").moves.is_empty());
    // Other places than the year before: the line of all places does not move.
    let summary = asked("2022,Lai Châu,education,80\n2023,Sơn La,jobs,15");
    assert!(summary.moves.is_empty());
}

#[test]
fn distinctive_and_alike() {
    let summary = asked(
        "2023,Sơn La,education,30\n2023,Sơn La,jobs,10\n2023,Lai Châu,education,60\n2023,Lai Châu,jobs,20
         2023,Hà Nội,education,5\n2023,Hà Nội,jobs,70\n2023,Hà Nội,,9\n2022,Hà Nội,union,99",
    );
    let nearest = |name: &str| {
        let row = summary.likeness.iter().find(|row| &*row.place.name == name && row.rank == 1).unwrap();
        (row.other.name.to_string(), row.divergence)
    };
    assert_eq!(nearest("Sơn La"), ("Lai Châu".to_owned(), 0.0));
    assert_eq!(nearest("Lai Châu").0, "Sơn La");
    assert!(nearest("Hà Nội").1 > 0.1);
    let of = |name: &str, topic: &str| {
        let row = summary.distinctive.iter().find(|row| &*row.place.name == name && &*row.topic == topic);
        row.map(|row| (row.questions, row.z))
    };
    assert!(of("Hà Nội", "jobs").unwrap().1 > 3.0 && of("Sơn La", "education").unwrap().1 > 1.0);
    assert_eq!(of("Hà Nội", "unmatched"), None);
    assert_eq!(of("Hà Nội", "union"), None, "the report's year only");
    assert!(
        asked("2023,Sơn La,education,30\n2023,Sơn La,jobs,10").distinctive.is_empty(),
        "needs two places"
    );
}

/// However finely a run divides the year, places are compared over all of it.
#[test]
fn distinctive_topics_do_not_depend_on_the_length_of_periods() {
    let by_quarter = asked(
        "2023-Q1,Sơn La,education,20\n2023-Q2,Sơn La,education,10\n2023-Q2,Sơn La,jobs,10
         2023-Q1,Lai Châu,education,60\n2023-Q4,Lai Châu,jobs,20\n2023-Q3,Hà Nội,education,5
         2023-Q4,Hà Nội,jobs,70\n2022-Q4,Hà Nội,union,99\n2023-Q1,Lạng Sơn,jobs,4\n2023-Q2,Lạng Sơn,jobs,",
    );
    let by_year = asked(
        "2023,Sơn La,education,30\n2023,Sơn La,jobs,10\n2023,Lai Châu,education,60\n2023,Lai Châu,jobs,20
         2023,Hà Nội,education,5\n2023,Hà Nội,jobs,70\n2022,Hà Nội,union,99",
    );
    assert!(!by_year.distinctive.is_empty());
    assert_eq!(by_quarter.distinctive, by_year.distinctive, "a place with an unknown count is not compared");
    assert_eq!(by_quarter.likeness, by_year.likeness);
    // The year of the merger: parts of the first half and units of the second are one land.
    let merged =
        |text| summary(&Tables { questions: questions(text), ..Tables::default() }, Boundaries::Today);
    let quarters = merged(
        "2025-Q1,Kon Tum@63,jobs,20\n2025-Q2,Quảng Ngãi@63,jobs,5\n2025-Q3,Quảng Ngãi,education,15\n2025-Q4,Sơn La,jobs,3
         2025-Q1,Sơn La,education,30",
    );
    let years = merged(
        "2025,Kon Tum@63,jobs,20\n2025,Quảng Ngãi@63,jobs,5\n2025,Quảng Ngãi,education,15\n2025,Sơn La,jobs,3
         2025,Sơn La@63,education,30",
    );
    assert_eq!((quarters.distinctive.len(), &quarters.distinctive), (4, &years.distinctive));
}

#[test]
fn regions_ask_together() {
    let summary = asked(
        "2024,Sơn La,education,30\n2024,Lai Châu,education,10\n2024,Lai Châu,jobs,5\n2024,Sơn La,,5\n2024,Hà Nội,jobs,9",
    );
    let found: Vec<_> = summary
        .region_topics
        .iter()
        .map(|row| (&*row.region, &*row.topic, row.questions, row.total, row.places_with_figures))
        .collect();
    assert_eq!(
        found[..3],
        [("TDMNPB", "education", 40, 50, 2), ("TDMNPB", "jobs", 5, 50, 2), ("TDMNPB", "unmatched", 5, 50, 2),]
    );
    assert!(close(summary.region_topics[0].share.0, 80.0) && summary.region_topics[0].places_expected == 14);
}

#[test]
fn parts_of_a_unit_are_no_move() {
    let text = "2023,Quảng Ngãi,education,30\n2023,Kon Tum,jobs,40\n2024,Quảng Ngãi,education,50";
    let summary = summary(&Tables { questions: questions(text), ..Tables::default() }, Boundaries::Today);
    assert!(summary.moves.is_empty(), "{:?}", summary.moves);
    assert!(summary.moves_compared.is_empty());
}

#[test]
fn contributions_add_up_to_the_change() {
    let summary = covered(
        "2022,Sơn La,x,50,100,\n2022,Lai Châu,x,90,100,\n2023,Sơn La,x,60,100,\n2023,Lai Châu,x,270,300,
         2021,Sơn La,x,1,100,",
    );
    let sum =
        summary.coverage.iter().find(|row| row.place.is_country() && row.period == period("2023")).unwrap();
    assert!(close(sum.change_pp.unwrap(), 12.5));
    assert_eq!(summary.contributions.len(), 2);
    let effects: f64 = summary.contributions.iter().map(|row| row.level_pp + row.weight_pp).sum();
    assert!(close(effects, 12.5));
    let lai = summary.contributions.iter().find(|row| &*row.place.name == "Lai Châu").unwrap();
    assert!(lai.level_pp == 0.0 && close(lai.weight_pp, 25.0 * (0.9 - 0.7625)));
    assert!(close(lai.whole.0, 70.0) && close(lai.whole.1, 82.5));
}

#[test]
fn the_same_places_draw_together() {
    let mut text = String::new();
    for (i, year) in (2019..2024).enumerate() {
        for (name, base) in [("Sơn La", 20), ("Lai Châu", 40), ("Hà Nội", 60), ("Huế", 80)] {
            let value = 50.0 + f64::from(base - 50) / (1.0 + i as f64);
            let name = if name == "Huế" { "Thừa Thiên Huế" } else { name };
            text.push_str(&format!("{year},{name},x,,,{value}\n"));
        }
    }
    // A place that reports once changes the spread, and not the panel.
    text.push_str("2023,Lạng Sơn,x,,,0\n");
    let summary = covered(&text);
    let row = &summary.convergence[0];
    assert_eq!((row.places, row.quartiles.len()), (4, 5));
    assert_eq!(
        (row.quartiles[0].1, row.trend.verdict),
        ([20.0, 35.0, 50.0, 65.0, 80.0], TrendVerdict::Falling)
    );
    let spread = summary.spread.iter().find(|row| row.period == period("2023")).unwrap();
    assert_eq!((spread.places, spread.quartiles[0]), (5, 0.0));
    assert!(summary.families.iter().any(|family| family.name == "convergence" && family.found == 1));
}

#[test]
fn regions_of_both_vintages() {
    let text = "2024,Sơn La,x,50,100,\n2024,Lai Châu,x,30,100,\n2024,Hà Nội,x,,,99\n2026,Sơn La,x,60,100,";
    let tables = Tables {
        coverage: coverage(text),
        teams: teams("2024,Sơn La,all,10,,\n2024,Lai Châu,all,,7,"),
        ..Tables::default()
    };
    let summary = summary(&tables, Boundaries::AsReported);
    let found: Vec<_> = summary
        .region_coverage
        .iter()
        .map(|row| {
            (row.vintage.as_str(), row.covered, row.total, row.places_with_figures, row.places_expected)
        })
        .collect();
    assert_eq!(found, [("63", 80, 200, 2, 14), ("34", 60, 100, 1, 9)]);
    assert!(summary.region_coverage.iter().all(|row| &*row.region == "TDMNPB"));
    assert_eq!(summary.region_teams.len(), 1);
    assert_eq!((summary.region_teams[0].teams, summary.region_teams[0].places_with_figures), (10, 1));
}

#[test]
fn ranks_share_ties_and_compare_like() {
    let summary = covered(
        "2022,Sơn La,x,,,50\n2022,Lai Châu,x,,,60\n2022,Hà Nội,x,,,40
         2023,Sơn La,x,,,70\n2023,Lai Châu,x,,,70\n2023,Hà Nội,x,,,50
         2022,Sơn La,files_late,,,5\n2022,Lai Châu,files_late,,,6
         2024,Sơn La,x,,,71\n2024,Lai Châu,x,,,72",
    );
    let of = |year: &str, indicator: &str, name: &str| {
        let wanted = |row: &&RankRow| {
            row.period == period(year) && &*row.indicator == indicator && &*row.place.name == name
        };
        let row = summary.ranks.iter().find(wanted).unwrap();
        (row.rank, row.places, row.previous.map(|(period, rank)| (period.to_string(), rank)))
    };
    assert_eq!(of("2023", "x", "Sơn La"), (1, 3, Some(("2022".to_owned(), 2))));
    assert_eq!(of("2023", "x", "Lai Châu").0, 1);
    assert_eq!(of("2023", "x", "Hà Nội"), (3, 3, Some(("2022".to_owned(), 3))));
    assert_eq!(of("2024", "x", "Sơn La"), (2, 2, None), "other places than before");
    assert_eq!(of("2022", "files_late", "Sơn La").0, 1, "less is better");
}

#[test]
fn teams_per_commune_and_what_sums_rest_on() {
    let mut counts = teams("2024,Sơn La,all,30,120,\n2024,Lai Châu,all,10,,5\n2024,Hà Nội,all,7,,");
    counts[0].communes = Some(6);
    counts[1].communes = Some(2);
    let summary = summary(&Tables { teams: counts, ..Tables::default() }, Boundaries::AsReported);
    let sum = summary.teams.iter().find(|row| row.place.is_country()).unwrap();
    assert_eq!((sum.teams, sum.members, sum.trained), (Some(47), Some(120), Some(5)));
    // Only rows with both parts: Hà Nội does not say of how many communes its teams are.
    assert_eq!((sum.teams_per_commune, sum.bases.communes), (Some(5.0), Some((40, 8))));
    assert_eq!((sum.members_per_team, sum.bases.members), (Some(4.0), Some((120, 30))));
    assert_eq!((sum.trained_share, sum.bases.trained), (Some(50.0), Some((5, 10))));
    assert_eq!(sum.bases.places, Some([3, 1, 1, 1, 1, 2]));
    let own = summary.teams.iter().find(|row| &*row.place.name == "Hà Nội").unwrap();
    assert_eq!((own.teams_per_commune, own.bases.places), (None, None));
}

#[test]
fn laggards_are_rates_on_the_borders_of_the_run() {
    use crate::clean::tables::{Laggard, Laggards};
    let son_la = place("Sơn La", period("2024"));
    let told = |indicator: &str, year: &str| Laggards {
        communes: 12,
        zero: 1,
        rows: vec![Laggard {
            place: son_la.clone(),
            province: son_la.clone(),
            value: 0.0,
            counts: Some((0, 9)),
            origin: None,
        }],
        ..Laggards::new((indicator.into(), period(year)), false)
    };
    let tables = Tables { laggards: vec![told("x", "2026"), told("x", "2024")], ..Tables::default() };
    let years = |boundaries| -> Vec<String> {
        summary(&tables, boundaries).laggards.iter().map(|told| told.period.to_string()).collect()
    };
    assert_eq!(years(Boundaries::AsReported), ["2024", "2026"]);
    assert_eq!(years(Boundaries::Former), ["2024"]);
}

#[test]
fn agencies_by_what_is_overdue() {
    let tables = Tables {
        commitments: commitments(
            "2023-03-22,Sơn La,Sở A,2023-04-20,2023-04-25\n2023-03-22,Sơn La,Sở B,2023-05-30,
             2023-03-22,Sơn La,Sở B,2025,\n2023-03-22,Sơn La,Sở A,2023-05-30,2023-05-01",
        ),
        latest: Some(period("2023-12-31")),
        ..Tables::default()
    };
    let found = summary(&tables, Boundaries::AsReported);
    let rows: Vec<_> = found
        .agencies
        .iter()
        .map(|row| (row.agency.as_deref(), row.promised, row.open, row.overdue, row.done, row.done_late))
        .collect();
    assert_eq!(rows, [(Some("Sở B"), 2, 1, 1, 0, 0), (Some("Sở A"), 2, 0, 0, 1, 1)]);
    assert_eq!((found.agencies[0].longest_delay, found.agencies[1].longest_delay), (Some(215), Some(5)));
    // On today's borders a promise goes with its land.
    let tables = Tables { commitments: commitments("2023-03-22,Kon Tum,Sở A,2025,"), ..tables };
    let today = summary(&tables, Boundaries::Today);
    assert_eq!(&*today.commitments[0].commitment.place.name, "Quảng Ngãi");
}

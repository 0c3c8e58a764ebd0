//! What holds for any figures.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::fixture::*;
use crate::analyse::Summary;
use crate::clean::Tables;
use crate::clean::tables::{CoverageFigure, QuestionCount, TeamCount};
use crate::model::place::Boundaries;
use crate::model::{Period, Place, Vintage};

/// Some provinces of the 63 in some of four years, covered of a total.
fn figures() -> impl Strategy<Value = Vec<CoverageFigure>> {
    proptest::collection::btree_map((0usize..63, 2021u16..2025), (0u64..500, 1u64..500), 1..60).prop_map(
        |cells| {
            let registers = registers();
            let units: Vec<_> = registers.places.as_ref().unwrap().units_of(Vintage::V63).collect();
            let line = |((unit, year), (part, rest)): (&(usize, u16), &(u64, u64))| {
                format!("{year},{},x,{part},{},", units[*unit].code, part + rest)
            };
            coverage(&cells.iter().map(line).collect::<Vec<_>>().join("\n"))
        },
    )
}

fn asked() -> impl Strategy<Value = Vec<QuestionCount>> {
    let topic = prop::sample::select(vec!["education", "jobs", "own topic", ""]);
    proptest::collection::btree_map((0usize..63, 2021u16..2025, topic), prop::option::of(0u64..40), 1..60)
        .prop_map(|cells| {
            let registers = registers();
            let units: Vec<_> = registers.places.as_ref().unwrap().units_of(Vintage::V63).collect();
            let lines = cells.iter().map(|((unit, year, topic), count)| {
                let count = count.map(|count| count.to_string()).unwrap_or_default();
                format!("{year},{},{topic},{count}", units[*unit].code)
            });
            questions(&lines.collect::<Vec<_>>().join("\n"))
        })
}

fn counted() -> impl Strategy<Value = Vec<TeamCount>> {
    let row = (prop::option::of(1u64..90), prop::option::of(1u64..900), prop::option::of(0u64..90));
    proptest::collection::btree_map((0usize..63, 2021u16..2025), row, 1..60).prop_map(|cells| {
        let registers = registers();
        let units: Vec<_> = registers.places.as_ref().unwrap().units_of(Vintage::V63).collect();
        let cell = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        let lines = cells.iter().map(|((unit, year), (teams, members, trained))| {
            format!("{year},{},all,{},{},{}", units[*unit].code, cell(*teams), cell(*members), cell(*trained))
        });
        teams(&lines.collect::<Vec<_>>().join("\n"))
    })
}

/// Teams, members and trained of all places, a year, as far as the sums of all three borders hold them.
fn team_sums(summary: &Summary) -> BTreeMap<String, [Option<u64>; 3]> {
    let country = summary.teams.iter().filter(|row| row.place.is_country());
    country.map(|row| (row.period.to_string(), [row.teams, row.members, row.trained])).collect()
}

/// Covered and total of all places, a year.
fn sums(summary: &Summary) -> BTreeMap<String, (Option<u64>, Option<u64>)> {
    let country = summary.coverage.iter().filter(|row| row.place.is_country());
    country.map(|row| (row.period.to_string(), (row.covered, row.total))).collect()
}

fn totals(summary: &Summary) -> BTreeMap<(String, String), (Option<u64>, u64)> {
    let country = summary.topics.iter().filter(|row| row.place.is_country());
    country.map(|row| ((row.period.to_string(), row.topic.to_string()), (row.questions, row.total))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Before July 2025 the borders of a run move no count of all places.
    #[test]
    fn borders_keep_the_totals(coverage in figures(), questions in asked(), teams in counted()) {
        let tables = Tables { coverage, questions, teams, ..Tables::default() };
        let [reported, today, former] =
            [Boundaries::AsReported, Boundaries::Today, Boundaries::Former].map(|b| summary(&tables, b));
        prop_assert_eq!(sums(&reported), sums(&today));
        prop_assert_eq!(sums(&reported), sums(&former));
        prop_assert_eq!(totals(&reported), totals(&today));
        prop_assert_eq!(totals(&reported), totals(&former));
        prop_assert_eq!(team_sums(&reported), team_sums(&today));
        prop_assert_eq!(team_sums(&reported), team_sums(&former));
    }

    /// Restating two sets of counts and adding them is adding and restating.
    #[test]
    fn restating_and_adding_commute(one in figures(), seed in 1u64..9) {
        let other: Vec<CoverageFigure> = one
            .iter()
            .map(|figure| CoverageFigure {
                covered: figure.covered.map(|count| count * seed % 97),
                total: figure.total.map(|count| count + 97),
                ..figure.clone()
            })
            .collect();
        let both: Vec<CoverageFigure> = one
            .iter()
            .zip(&other)
            .map(|(a, b)| CoverageFigure {
                covered: a.covered.zip(b.covered).map(|(a, b)| a + b),
                total: a.total.zip(b.total).map(|(a, b)| a + b),
                ..a.clone()
            })
            .collect();
        let restated = |coverage: Vec<CoverageFigure>| {
            let tables = Tables { coverage, ..Tables::default() };
            let rows = summary(&tables, Boundaries::Today).coverage.into_iter();
            rows.map(|row| ((row.place, row.period), row.covered.zip(row.total))).collect::<BTreeMap<_, _>>()
        };
        let (one, other, both) = (restated(one), restated(other), restated(both));
        prop_assert_eq!(one.len(), both.len());
        for (key, sum) in both {
            let added = one[&key].zip(other[&key]).map(|(a, b)| (a.0 + b.0, a.1 + b.1));
            prop_assert_eq!(added, sum);
        }
    }

    /// The same of questions and of teams: what is added up before restating is what is added up after it.
    #[test]
    fn restating_questions_and_teams_commutes(asked in asked(), counted in counted(), seed in 1u64..9) {
        let other_asked: Vec<QuestionCount> = asked
            .iter()
            .map(|count| QuestionCount { questions: count.questions.map(|n| n * seed % 31), ..count.clone() })
            .collect();
        let both_asked: Vec<QuestionCount> = asked
            .iter()
            .zip(&other_asked)
            .map(|(a, b)| QuestionCount { questions: a.questions.zip(b.questions).map(|(a, b)| a + b), ..a.clone() })
            .collect();
        let other_counted: Vec<TeamCount> = counted
            .iter()
            .map(|count| TeamCount { teams: count.teams.map(|n| n * seed % 31), ..count.clone() })
            .collect();
        let both_counted: Vec<TeamCount> = counted
            .iter()
            .zip(&other_counted)
            .map(|(a, b)| TeamCount { teams: a.teams.zip(b.teams).map(|(a, b)| a + b), ..a.clone() })
            .collect();
        let restated = |questions: Vec<QuestionCount>, teams: Vec<TeamCount>| {
            let summary = summary(&Tables { questions, teams, ..Tables::default() }, Boundaries::Today);
            let topics = summary.topics.into_iter().map(|row| ((row.place, row.period, row.topic.to_string()), row.questions));
            let teams = summary.teams.into_iter().map(|row| ((row.place, row.period, "teams".to_owned()), row.teams));
            topics.chain(teams).collect::<BTreeMap<_, _>>()
        };
        let (one, other) = (restated(asked, counted), restated(other_asked, other_counted));
        // A topic of another time has no row where nothing at all was asked: that is 0.
        type Sums = BTreeMap<(Place, Period, String), Option<u64>>;
        let of = |map: &Sums, key: &(Place, Period, String)| map.get(key).copied().unwrap_or(Some(0));
        for (key, sum) in restated(both_asked, both_counted) {
            let added = of(&one, &key).zip(of(&other, &key)).map(|(a, b)| a + b);
            prop_assert_eq!(added, sum, "{:?}", key);
        }
    }

    /// Shares of a place and period add up to 100 and lie within their intervals.
    #[test]
    fn shares_are_shares(questions in asked()) {
        let tables = Tables { questions, ..Tables::default() };
        let summary = summary(&tables, Boundaries::AsReported);
        let mut sums: BTreeMap<_, f64> = BTreeMap::new();
        for row in &summary.topics {
            prop_assert_eq!(row.share.is_some(), row.questions.is_some() && row.total > 0);
            if let (Some(share), Some(low), Some(high)) = (row.share, row.share_low, row.share_high) {
                prop_assert!(low <= share + 1e-9 && share <= high + 1e-9);
                *sums.entry((&row.place, row.period)).or_default() += share;
            }
        }
        for (key, sum) in sums {
            prop_assert!((sum - 100.0).abs() < 1e-9, "{key:?}: {sum}");
        }
    }

    /// The order of the tables changes nothing.
    #[test]
    fn order_does_not_matter(coverage in figures(), questions in asked()) {
        let tables = Tables { coverage, questions, ..Tables::default() };
        let mut turned = tables.clone();
        turned.coverage.reverse();
        turned.questions.reverse();
        for boundaries in [Boundaries::AsReported, Boundaries::Today] {
            let (one, other) = (summary(&tables, boundaries), summary(&turned, boundaries));
            prop_assert_eq!(one.coverage, other.coverage);
            prop_assert_eq!(one.topics, other.topics);
            prop_assert_eq!(one.coverage_trends, other.coverage_trends);
            prop_assert_eq!(one.topic_trends, other.topic_trends);
        }
    }
}

//! Names that a register holds stand in full: the ellipsis is for what no one foresaw.

use super::{Frame, Theme, samples, scene, terms};
use crate::compose::report::Chart;
use crate::model::register::Registers;

/// The longest names of topics, in both languages, and of places.
fn longest(count: usize) -> [Vec<String>; 2] {
    let registers = Registers::default_set().unwrap();
    let topics = registers.topics.unwrap();
    let topics = topics.topics.iter().flat_map(|topic| [topic.label.vi.clone(), topic.label.en.clone()]);
    let places = registers.places.unwrap();
    let places = places.units.iter().map(|unit| unit.name.to_string());
    [topics.collect::<Vec<String>>(), places.collect()].map(|mut names| {
        names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        names.dedup();
        names.truncate(count);
        names
    })
}

/// The chart with these names, topics where it shows topics and places where it shows places; nothing for charts
/// without either.
fn renamed(mut chart: Chart, topics: &[String], places: &[String]) -> Option<Chart> {
    let topic = |at: usize| topics[at % topics.len()].clone();
    let place = |at: usize| places[at % places.len()].clone();
    match &mut chart {
        Chart::Slopes(slopes) => {
            slopes.rows.truncate(8);
            slopes.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = topic(at));
        }
        Chart::Diverging(bars) => {
            bars.rows.truncate(14);
            let both = |at| format!("{}: {}", place(at), topic(at));
            bars.rows.iter_mut().enumerate().for_each(|(at, row)| row.1 = both(at));
        }
        Chart::Forest(forest) => {
            forest.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = topic(at));
        }
        Chart::Intervals(intervals) => {
            intervals.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = topic(at));
        }
        Chart::Heat(heat) => {
            heat.columns.truncate(8);
            heat.columns.iter_mut().enumerate().for_each(|(at, column)| *column = topic(at));
            for (at, row) in heat.rows.iter_mut().enumerate() {
                row.label = place(at);
                row.cells.truncate(8);
            }
        }
        Chart::Ranking(ranking) => {
            ranking.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = place(at));
        }
        Chart::Stacked(stacked) => {
            stacked.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = place(at));
        }
        Chart::Waterfall(waterfall) => {
            waterfall.steps.iter_mut().enumerate().for_each(|(at, step)| step.0 = place(at));
        }
        Chart::Lines(_) | Chart::Tiles(_) | Chart::Spread(_) => return None,
    }
    Some(chart)
}

#[test]
fn no_name_of_a_register_is_cut() {
    let theme = Theme::default();
    let [topics, places] = longest(14);
    assert!(topics[0].chars().count() > 30, "{}", topics[0]);
    let mut seen = 0;
    for (sample, mut figure) in samples::all() {
        let Some(chart) = renamed(figure.chart.clone(), &topics, &places) else { continue };
        figure.chart = chart;
        seen += 1;
        let scene = scene(&figure, &theme, Frame::Full(&terms()));
        assert_eq!(super::faults(sample, &scene), Vec::<String>::new());
        let cut: Vec<String> = scene
            .word_areas()
            .into_iter()
            .map(|(_, text)| text.to_string())
            .filter(|text| text.contains('…'))
            .collect();
        assert!(cut.is_empty(), "{sample}: {cut:?}");
    }
    assert!(seen >= 12, "{seen} samples with names");
}

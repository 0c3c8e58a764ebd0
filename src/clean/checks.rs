//! Doubts between figures: each is shown beside the figure, none costs it.

use std::collections::BTreeMap;

use super::audit::Check;
use super::context::Context;
use super::place::MERGER;
use super::tables::{CoverageFigure, Origins, Tables, TeamCount, TeamLevel};
use crate::model::{FigureId, Level, Period, Place, Rule, Text, Vintage};

/// By how much a base may move between two periods before it is doubted: a fifth.
const JUMP: f64 = 0.2;

/// Days between two dates from which an unchanged total is doubted.
const MONTHS_APART: i32 = 60;

/// Fewer teams than this may well stay the same.
const FEW_TEAMS: u64 = 20;

/// All doubts between the figures of the tables.
pub fn doubts(tables: &Tables, context: &Context<'_>, checks: &mut Vec<Check>) {
    coverage(&tables.coverage, context, checks);
    teams(&tables.teams, context, checks);
    former_places(tables, context, checks);
}

fn check(
    rule: Rule,
    lines: &[&Origins],
    place: &Place,
    period: Period,
    figure: FigureId,
    problem: Text,
) -> Check {
    let mut origins: Vec<_> = lines.iter().flat_map(|lines| lines.first.iter().copied()).collect();
    origins.sort_unstable();
    origins.dedup();
    Check { rule, origins, place: Some(place.clone()), period: Some(period), figure: Some(figure), problem }
}

fn coverage_id(context: &Context<'_>, figure: &CoverageFigure) -> FigureId {
    context.figure("coverage", &figure.place, figure.period, &[&figure.indicator, &figure.period.to_string()])
}

fn team_id(context: &Context<'_>, figure: &TeamCount) -> FigureId {
    context.figure(
        "teams",
        &figure.place,
        figure.period,
        &[&figure.period.to_string(), figure.level.as_str()],
    )
}

/// The level of a coverage figure, as given or from its counts.
fn level_of(figure: &CoverageFigure) -> Option<f64> {
    let computed = || match (figure.covered, figure.total) {
        (Some(covered), Some(total)) if total > 0 => Some(100.0 * covered as f64 / total as f64),
        _ => None,
    };
    figure.percent.or_else(computed)
}

fn vi(value: f64) -> String {
    trim(format!("{value:.2}")).replace('.', ",")
}

fn en(value: f64) -> String {
    trim(format!("{value:.2}"))
}

fn trim(text: String) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn coverage(figures: &[CoverageFigure], context: &Context<'_>, checks: &mut Vec<Check>) {
    let mut series: BTreeMap<_, Vec<&CoverageFigure>> = BTreeMap::new();
    for figure in figures {
        series.entry((&figure.place, &figure.indicator, figure.period.kind())).or_default().push(figure);
    }
    for ((place, indicator, _), mut series) in series {
        series.sort_by_key(|figure| (figure.period, figure.definition.clone()));
        let only_rises = context.indicators.get(indicator).is_some_and(|indicator| indicator.only_rises);
        for pair in series.windows(2) {
            let [before, after] = pair else { continue };
            let lines = [&before.origins, &after.origins];
            let id = coverage_id(context, after);
            let (then, now) = (before.period, after.period);
            let mut doubt = |rule, vi: String, en: String| {
                checks.push(check(rule, &lines, place, now, id.clone(), Text::new(vi, en)));
            };
            if before.definition != after.definition {
                let shown = |figure: &CoverageFigure, none: &str| {
                    figure.definition.as_deref().map_or(none.to_owned(), |text| format!("\"{text}\""))
                };
                doubt(
                    Rule::DefinitionChanges,
                    format!(
                        "định nghĩa kỳ {then} ({}) khác kỳ {now} ({})",
                        shown(before, "không ghi"),
                        shown(after, "không ghi")
                    ),
                    format!(
                        "the definition of {then} ({}) is not that of {now} ({})",
                        shown(before, "none given"),
                        shown(after, "none given")
                    ),
                );
                continue;
            }
            if let (Some(old), Some(new)) = (before.total, after.total)
                && old > 0
                && (new as f64 - old as f64).abs() / old as f64 > JUMP
            {
                doubt(
                    Rule::BaseJumps,
                    format!("tổng số đi từ {old} (kỳ {then}) đến {new} (kỳ {now})"),
                    format!("the total goes from {old} ({then}) to {new} ({now})"),
                );
            }
            if only_rises
                && let (Some(old), Some(new)) = (level_of(before), level_of(after))
                && new < old - 1e-9
            {
                doubt(
                    Rule::LevelFalls,
                    format!("tỷ lệ giảm từ {} % (kỳ {then}) xuống {} % (kỳ {now})", vi(old), vi(new)),
                    format!("the level falls from {} % ({then}) to {} % ({now})", en(old), en(new)),
                );
            }
        }
    }
}

fn teams(figures: &[TeamCount], context: &Context<'_>, checks: &mut Vec<Check>) {
    let mut at: BTreeMap<_, BTreeMap<TeamLevel, &TeamCount>> = BTreeMap::new();
    let mut totals: BTreeMap<&Place, Vec<(Period, u64, &TeamCount)>> = BTreeMap::new();
    for figure in figures {
        at.entry((&figure.place, figure.period)).or_default().insert(figure.level, figure);
        if let (TeamLevel::All, Some(teams)) = (figure.level, figure.teams) {
            totals.entry(&figure.place).or_default().push((figure.period, teams, figure));
        }
    }
    for ((place, period), levels) in at {
        let Some(all) = levels.get(&TeamLevel::All) else { continue };
        let parts = [levels.get(&TeamLevel::Commune), levels.get(&TeamLevel::Village)];
        type Measure = fn(&TeamCount) -> Option<u64>;
        let measures: [(Measure, &str, &str); 2] =
            [(|f| f.teams, "số tổ", "teams"), (|f| f.members, "số thành viên", "members")];
        for (measure, vi, en) in measures {
            let Some(whole) = measure(all) else { continue };
            let known: Vec<u64> = parts.iter().flatten().filter_map(|part| measure(part)).collect();
            let sum: u64 = known.iter().sum();
            // One part alone can only be too large.
            let disagrees = if known.len() == 2 { sum != whole } else { sum > whole };
            if disagrees {
                let shown: Vec<String> = known.iter().map(u64::to_string).collect();
                let shown = shown.join(" + ");
                let lines: Vec<&Origins> = std::iter::once(&all.origins)
                    .chain(parts.iter().flatten().map(|part| &part.origins))
                    .collect();
                let problem = Text::new(
                    format!("{vi}: tổng số ghi {whole}, các cấp cộng lại là {shown} = {sum}"),
                    format!("{en}: the whole says {whole}, its levels add up to {shown} = {sum}"),
                );
                checks.push(check(
                    Rule::PartsDisagree,
                    &lines,
                    place,
                    period,
                    team_id(context, all),
                    problem,
                ));
            }
        }
    }
    for (place, mut series) in totals {
        series.sort_by_key(|(period, ..)| (period.end(), *period));
        for pair in series.windows(2) {
            let [(then, before, first), (now, after, second)] = pair else { continue };
            let days = then.end().until(now.end()).map_or(0, |span| span.get_days());
            if before == after && *after >= FEW_TEAMS && days >= MONTHS_APART {
                let problem = Text::new(
                    format!("{after} tổ ở cả hai kỳ {then} và {now}"),
                    format!("{after} teams both in {then} and in {now}"),
                );
                let lines = [&first.origins, &second.origins];
                checks.push(check(
                    Rule::TotalsRepeat,
                    &lines,
                    place,
                    *now,
                    team_id(context, second),
                    problem,
                ));
            }
        }
    }
}

/// Units of the 63 named for periods in which they were no more.
fn former_places(tables: &Tables, context: &Context<'_>, checks: &mut Vec<Check>) {
    let mut seen: BTreeMap<(&Place, Period), (Vec<&Origins>, FigureId)> = BTreeMap::new();
    let mut note = |place, period, origins, figure: FigureId| {
        seen.entry((place, period)).or_insert_with(|| (Vec::new(), figure)).0.push(origins);
    };
    let is_late = |place: &Place, period: Period| {
        place.vintage == Vintage::V63 && place.level == Level::Province && period.start() >= MERGER
    };
    for figure in &tables.coverage {
        if is_late(&figure.place, figure.period) {
            note(&figure.place, figure.period, &figure.origins, coverage_id(context, figure));
        }
    }
    for figure in &tables.teams {
        if is_late(&figure.place, figure.period) {
            note(&figure.place, figure.period, &figure.origins, team_id(context, figure));
        }
    }
    for ((place, period), (lines, figure)) in seen {
        checks.push(former_place(place, period, &lines, Some(figure)));
    }
}

/// A unit of the 63 named after June 2025.
pub fn former_place(place: &Place, period: Period, lines: &[&Origins], figure: Option<FigureId>) -> Check {
    let problem = Text::new(
        format!(
            "{} không còn là tỉnh sau ngày 30/6/2025 (kỳ {period}); số liệu được giữ như của phần lãnh thổ cũ",
            place.name
        ),
        format!(
            "{} is no province any more after 30 June 2025 ({period}); the figure is kept as one of its former territory",
            place.name
        ),
    );
    let mut check =
        check(Rule::FormerPlaceAfterMerger, lines, place, period, FigureId(String::new()), problem);
    check.figure = figure;
    check
}

//! Doubts between figures: each is shown beside the figure, none costs it.

use std::collections::BTreeMap;

use super::audit::Check;
use super::context::{Context, Named};
use super::place::MERGER;
use super::tables::{CoverageFigure, Origins, Tables, TeamCount, TeamLevel};
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::register::PlaceRegister;
use crate::model::settings::{FILE_NAME, SeriesBreak};
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
    unmet_entries(&tables.coverage, context, checks);
}

/// Entries `[[run_through]]` of `nhipso.toml` that are about no figure.
fn unmet_entries(figures: &[CoverageFigure], context: &Context<'_>, checks: &mut Vec<Check>) {
    for told in &context.settings.run_through {
        let of_indicator = |figure: &&CoverageFigure| {
            told.covers_indicator(&figure.indicator, context.indicators.get(&figure.indicator))
        };
        let mut of_indicator = figures.iter().filter(of_indicator).peekable();
        let named = told.indicator.as_deref().filter(|_| of_indicator.peek().is_none());
        // The line of all places is made later, of any of its figures.
        let of_country = told.province.is_some() && told.unit().is_none() && of_indicator.peek().is_some();
        if of_country
            || of_indicator.any(|figure| told.covers(&figure.indicator, &figure.place, context.registers))
        {
            continue;
        }
        let (vi, en) = match (named, &told.province) {
            (Some(name), _) => {
                let (near_vi, near_en) = match context.indicators.read(name) {
                    Named::Near(id) => {
                        (format!("; có phải là \"{id}\"?"), format!("; did you mean \"{id}\"?"))
                    }
                    _ => Default::default(),
                };
                (
                    format!("chỉ tiêu \"{name}\" không có số liệu nào{near_vi}"),
                    format!("the indicator \"{name}\" has no figures{near_en}"),
                )
            }
            (None, Some(place)) => (
                format!("\"{place}\" không có số liệu nào như vậy"),
                format!("\"{place}\" has no such figures"),
            ),
            (None, None) => {
                ("không có số liệu chỉ tiêu nào".to_owned(), "there are no figures of indicators".to_owned())
            }
        };
        checks.push(Check {
            rule: Rule::SettingUnused,
            origins: Vec::new(),
            place: None,
            period: None,
            figure: None,
            problem: Text::new(
                format!("[[run_through]] trong {FILE_NAME}, dòng {}: {vi}", told.line),
                format!("[[run_through]] in {FILE_NAME}, line {}: {en}", told.line),
            ),
        });
    }
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

/// The place under which a series goes on: a unit whose land never changed has one series through July 2025.
fn lasting(context: &Context<'_>, place: &Place) -> Place {
    let register = context.registers.places.as_deref();
    let unit = register.and_then(|register| register.unit(place.vintage, &place.code));
    let vintage = if unit.is_some_and(|unit| unit.unchanged) { Vintage::V34 } else { place.vintage };
    Place { vintage, ..place.clone() }
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

fn coverage(figures: &[CoverageFigure], context: &Context<'_>, checks: &mut Vec<Check>) {
    let mut series: BTreeMap<_, Vec<&CoverageFigure>> = BTreeMap::new();
    for figure in figures {
        let place = lasting(context, &figure.place);
        series.entry((place, &figure.indicator, figure.period.kind())).or_default().push(figure);
    }
    for ((_, indicator, _), mut series) in series {
        series.sort_by_key(|figure| (figure.period, figure.definition.clone()));
        let name = context.indicator_name(indicator);
        let unit = context.indicators.get(indicator).map_or("%", |indicator| &indicator.unit);
        let level = |n: Numbers, value| n.with_unit(&n.trimmed(value, 2), unit);
        let only_rises = context.indicators.get(indicator).is_some_and(|indicator| indicator.only_rises);
        for pair in series.windows(2) {
            let [before, after] = pair else { continue };
            let place = &after.place;
            let lines = [&before.origins, &after.origins];
            let times = |n: Numbers| (n.period(before.period), n.period(after.period));
            let mut doubt = |rule, vi: String, en: String| {
                let id = coverage_id(context, after);
                let problem = Text::new(
                    format!("{}, {}: {vi}", name.vi, place.name),
                    format!("{}, {}: {en}", name.en, place.name),
                );
                checks.push(check(rule, &lines, place, after.period, id, problem));
            };
            if before.definition != after.definition {
                let ((then, now), (then_en, now_en)) = (times(VI), times(EN));
                let shown = |figure: &CoverageFigure, none: &str| {
                    figure.definition.as_deref().map_or(none.to_owned(), |text| format!("\"{text}\""))
                };
                let joins = |change: SeriesBreak| {
                    let mut told = context.settings.run_through.iter();
                    told.find(|told| {
                        told.change == change && told.covers(indicator, place, context.registers)
                    })
                };
                // Where the basis changes as well, it ends the series unless that is told too.
                let one_basis = before.percent.is_some() == after.percent.is_some();
                let told = joins(SeriesBreak::Definition)
                    .filter(|_| one_basis || joins(SeriesBreak::Basis).is_some());
                let (goes_on, goes_on_en) = told.map_or_else(Default::default, |told| {
                    let (line, reason) = (told.line, &told.reason);
                    (
                        format!("; chuỗi được nối theo {FILE_NAME}, dòng {line}: {reason}"),
                        format!("; the series goes on, as {FILE_NAME}, line {line} says: {reason}"),
                    )
                });
                doubt(
                    Rule::DefinitionChanges,
                    format!(
                        "định nghĩa của số {then} ({}) khác với số {now} ({}){goes_on}",
                        shown(before, "không ghi"),
                        shown(after, "không ghi")
                    ),
                    format!(
                        "the definition of {then_en} ({}) is not that of {now_en} ({}){goes_on_en}",
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
                let ((then, now), (then_en, now_en)) = (times(VI), times(EN));
                doubt(
                    Rule::BaseJumps,
                    format!("tổng số đi từ {} ({then}) đến {} ({now})", VI.count(old), VI.count(new)),
                    format!(
                        "the total goes from {} ({then_en}) to {} ({now_en})",
                        EN.count(old),
                        EN.count(new)
                    ),
                );
            }
            if only_rises
                && let (Some(old), Some(new)) = (level_of(before), level_of(after))
                && new < old - 1e-9
            {
                let ((then, now), (then_en, now_en)) = (times(VI), times(EN));
                doubt(
                    Rule::LevelFalls,
                    format!("giảm từ {} ({then}) xuống {} ({now})", level(VI, old), level(VI, new)),
                    format!("falls from {} ({then_en}) to {} ({now_en})", level(EN, old), level(EN, new)),
                );
            }
        }
    }
}

fn teams(figures: &[TeamCount], context: &Context<'_>, checks: &mut Vec<Check>) {
    let mut at: BTreeMap<_, BTreeMap<TeamLevel, &TeamCount>> = BTreeMap::new();
    let mut totals: BTreeMap<Place, Vec<(Period, u64, &TeamCount)>> = BTreeMap::new();
    for figure in figures {
        at.entry((&figure.place, figure.period)).or_default().insert(figure.level, figure);
        if let (TeamLevel::All, Some(teams)) = (figure.level, figure.teams) {
            totals.entry(lasting(context, &figure.place)).or_default().push((figure.period, teams, figure));
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
                let added = |n: Numbers| {
                    let parts: Vec<String> = known.iter().map(|count| n.count(*count)).collect();
                    match &parts[..] {
                        [one] => one.clone(),
                        several => format!("{} = {}", several.join(" + "), n.count(sum)),
                    }
                };
                let (when, when_en) = (VI.period(period), EN.period(period));
                let lines: Vec<&Origins> = std::iter::once(&all.origins)
                    .chain(parts.iter().flatten().map(|part| &part.origins))
                    .collect();
                let problem = Text::new(
                    format!(
                        "{vi}, {}, {when}: tổng số ghi {}, các cấp cộng lại là {}",
                        place.name,
                        VI.count(whole),
                        added(VI)
                    ),
                    format!(
                        "{en}, {}, {when_en}: the whole says {}, its levels add up to {}",
                        place.name,
                        EN.count(whole),
                        added(EN)
                    ),
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
    for mut series in totals.into_values() {
        series.sort_by_key(|(period, ..)| (period.end(), *period));
        for pair in series.windows(2) {
            let [(then, before, first), (now, after, second)] = pair else { continue };
            let place = &second.place;
            let days = then.end().until(now.end()).map_or(0, |span| span.get_days());
            if before == after && *after >= FEW_TEAMS && days >= MONTHS_APART {
                let problem = Text::new(
                    format!(
                        "{}: {} tổ ở cả hai thời điểm {} và {}",
                        place.name,
                        VI.count(*after),
                        VI.period(*then),
                        VI.period(*now)
                    ),
                    format!(
                        "{}: {} teams both {} and {}",
                        place.name,
                        EN.count(*after),
                        EN.within(*then),
                        EN.within(*now)
                    ),
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
        checks.push(former_place(context.registers.places.as_deref(), place, period, &lines, Some(figure)));
    }
}

/// A unit of the 63 named after June 2025, by its name or by a code that means another unit today.
pub fn former_place(
    register: Option<&PlaceRegister>,
    place: &Place,
    period: Period,
    lines: &[&Origins],
    figure: Option<FigureId>,
) -> Check {
    let unit = |vintage| move |register: &PlaceRegister| register.unit(vintage, &place.code).cloned();
    let now = register.and_then(unit(Vintage::V34)).map(|unit| unit.name);
    let heir = register.and_then(|register| {
        let mut units = register.units_of(Vintage::V34);
        units.find(|unit| register.predecessors(&unit.code).any(|then| then.code == place.code)).cloned()
    });
    let (name, code) = (&place.name, &place.code);
    let (when, when_en) = (VI.period(period), EN.period(period));
    let (mut vi, mut en) = match heir {
        // The name goes on, with another code and more land.
        Some(heir) if heir.name == *name => (
            format!(
                "mã {code} ({name} trước ngày 1/7/2025) được dùng cho {when}; nay {name} mang mã {}, địa bàn rộng hơn",
                heir.code
            ),
            format!(
                "code {code} ({name} before 1 July 2025) is used for {when_en}; {name} has code {} and more land today",
                heir.code
            ),
        ),
        Some(heir) => (
            format!(
                "{name} (mã {code}) không còn là tỉnh từ ngày 1/7/2025, nay thuộc {} (mã {}), mà vẫn được ghi cho {when}",
                heir.name, heir.code
            ),
            format!(
                "{name} (code {code}) is no province any more since 1 July 2025 and is part of {} (code {}) today, but is given for {when_en}",
                heir.name, heir.code
            ),
        ),
        None => (
            format!("{name} không còn là tỉnh từ ngày 1/7/2025, mà vẫn được ghi cho {when}"),
            format!("{name} is no province any more since 1 July 2025, but is given for {when_en}"),
        ),
    };
    if let Some(now) = now.filter(|now| now != name) {
        vi += &format!("; mã {code} nay là của {now}");
        en += &format!("; code {code} is that of {now} today");
    }
    let problem = Text::new(
        format!("{vi}; số liệu được giữ như của địa bàn cũ"),
        format!("{en}; the figure is kept as one of the former territory"),
    );
    let mut check =
        check(Rule::FormerPlaceAfterMerger, lines, place, period, FigureId(String::new()), problem);
    check.figure = figure;
    check
}

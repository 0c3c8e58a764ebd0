//! Tables from a few lines of text, without the stages before.

use std::sync::{Arc, LazyLock};

use crate::analyse::{Summary, analyse};
use crate::clean::tables::{
    Commitment, CoverageFigure, Origin, Origins, QuestionCount, Target, TeamCount, TeamLevel,
};
use crate::clean::{Audit, Tables};
use crate::model::place::Boundaries;
use crate::model::register::{Registers, UNMATCHED};
use crate::model::{Level, Period, Place, Settings, Vintage};

/// The built-in registers, read once.
pub fn registers() -> Registers {
    static REGISTERS: LazyLock<Registers> = LazyLock::new(|| Registers::default_set().unwrap());
    REGISTERS.clone()
}

pub fn period(iso: &str) -> Period {
    Period::from_iso(iso).unwrap()
}

/// A province by name or code, on the borders of the period's end; `name@63` on those of the 63.
pub fn place(text: &str, period: Period) -> Place {
    let (name, vintage) = match text.split_once('@') {
        Some((name, "63")) => (name, Vintage::V63),
        Some((name, _)) => (name, Vintage::V34),
        None if period.end() >= jiff::civil::date(2025, 7, 1) => (text, Vintage::V34),
        None => (text, Vintage::V63),
    };
    if name == "Cả nước" {
        return Place::country(vintage);
    }
    let registers = registers();
    let mut units = registers.places.as_ref().unwrap().units_of(vintage);
    let unit = units.find(|unit| *unit.name == *name || *unit.code == *name);
    let unit = unit.unwrap_or_else(|| panic!("no {name} in {vintage}"));
    Place { vintage, level: Level::Province, code: unit.code.clone(), name: unit.name.clone() }
}

fn origins(line: usize) -> Origins {
    let mut origins = Origins::default();
    origins.push(Origin { file: 0, line: line as u64 });
    origins
}

fn cells(line: &str) -> Vec<&str> {
    line.split(',').map(str::trim).collect()
}

fn number<T: std::str::FromStr>(cell: Option<&&str>) -> Option<T> {
    cell.filter(|cell| !cell.is_empty()).and_then(|cell| cell.parse().ok())
}

fn lines(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(number, line)| (number + 1, cells(line)))
}

/// period, place, indicator, covered, total, percent, definition
pub fn coverage(text: &str) -> Vec<CoverageFigure> {
    let mut figures: Vec<CoverageFigure> = lines(text)
        .map(|(line, cells)| {
            let period = period(cells[0]);
            CoverageFigure {
                place: place(cells[1], period),
                period,
                indicator: Arc::from(cells[2]),
                covered: number(cells.get(3)),
                total: number(cells.get(4)),
                percent: number(cells.get(5)),
                remark: None,
                definition: cells.get(6).map(|text| Arc::from(*text)),
                preliminary: false,
                source: None,
                rolled_up: 0,
                cast: 0,
                origins: origins(line),
            }
        })
        .collect();
    figures.sort_by_key(|figure| (figure.place.clone(), figure.period, figure.indicator.clone()));
    figures
}

/// period, place, topic, questions (blank: raised without a count)
pub fn questions(text: &str) -> Vec<QuestionCount> {
    let mut counts: Vec<QuestionCount> = lines(text)
        .map(|(line, cells)| {
            let (period, questions) = (period(cells[0]), number(cells.get(3)));
            QuestionCount {
                place: place(cells[1], period),
                period,
                topic: Arc::from(if cells[2].is_empty() { UNMATCHED } else { cells[2] }),
                questions,
                counted_rows: u64::from(questions.is_some()),
                uncounted_rows: u64::from(questions.is_none()),
                origins: origins(line),
            }
        })
        .collect();
    counts.sort_by_key(|count| (count.place.clone(), count.period, count.topic.clone()));
    counts
}

/// period, place, level, teams, members, trained
pub fn teams(text: &str) -> Vec<TeamCount> {
    lines(text)
        .map(|(line, cells)| {
            let period = period(cells[0]);
            let (teams, members, trained) =
                (number(cells.get(3)), number(cells.get(4)), number(cells.get(5)));
            TeamCount {
                note: None,
                place: place(cells[1], period),
                period,
                level: match cells[2] {
                    "all" => TeamLevel::All,
                    "commune" => TeamLevel::Commune,
                    _ => TeamLevel::Village,
                },
                teams,
                members,
                trained,
                teams_with_members: teams.filter(|_| members.is_some()),
                members_with_teams: members.filter(|_| teams.is_some()),
                teams_with_trained: teams.filter(|_| trained.is_some()),
                trained_with_teams: trained.filter(|_| teams.is_some()),
                communes: None,
                source: None,
                rolled_up: 0,
                origins: origins(line),
            }
        })
        .collect()
}

/// indicator, place, due, target
pub fn targets(text: &str) -> Vec<Target> {
    lines(text)
        .map(|(line, cells)| {
            let due = period(cells[2]);
            Target {
                indicator: Arc::from(cells[0]),
                place: place(cells[1], due),
                due,
                target: cells[3].parse().unwrap(),
                source: None,
                origin: Origin { file: 0, line: line as u64 },
            }
        })
        .collect()
}

/// session, place, agency, due, done
pub fn commitments(text: &str) -> Vec<Commitment> {
    lines(text)
        .map(|(line, cells)| {
            let session = period(cells[0]);
            Commitment {
                session,
                place: place(cells[1], session),
                question_no: None,
                agency: Some(Arc::from(cells[2])),
                text: Arc::from(format!("line {line}")),
                due: period(cells[3]),
                done: cells.get(4).filter(|cell| !cell.is_empty()).map(|cell| period(cell)),
                source: None,
                origin: Origin { file: 0, line: line as u64 },
            }
        })
        .collect()
}

/// The summary of tables on some borders.
pub fn summary(tables: &Tables, boundaries: Boundaries) -> Summary {
    let settings = Settings { boundaries, ..Settings::default() };
    analyse(tables, &mut Audit::default(), &settings, &registers()).unwrap()
}

/// Nearly equal, relative to size.
pub fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

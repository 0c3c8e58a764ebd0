//! Analyse: [`Tables`] → [`Summary`]. polars begins and ends here: plain structs come out.

mod borders;
mod commitments;
mod coverage;
mod distinctive;
mod doubts;
mod frames;
mod laggards;
mod moves;
mod ranks;
mod regions;
mod series;
mod shown;
mod spread;
mod targets;
mod teams;
mod topics;
mod trends;
mod units;
mod whole;

pub mod insights;
pub mod province;
pub mod summary;

pub use shown::YearWithout;
pub use summary::Summary;

use borders::Borders;

use crate::clean::{Audit, Tables};
use crate::model::register::Registers;
use crate::model::{Period, Settings};

/// What can go wrong between tables and summary.
#[derive(Debug, thiserror::Error)]
pub enum AnalyseError {
    /// A frame does not match its declaration, or a join gave a row twice: a fault of the program, not of its input.
    #[error("the analysis failed: {0}")]
    Frame(#[from] polars::error::PolarsError),
    /// There is no figure of the year that was asked for.
    #[error(transparent)]
    Year(#[from] YearWithout),
}

/// Tells in `audit` which rows a report does not show, on the borders and of the year that the settings say.
pub fn tell_unshown(tables: &Tables, audit: &mut Audit, settings: &Settings, registers: &Registers) {
    let borders = Borders::new(registers.places.clone(), settings.boundaries, tables);
    // A year without figures shows nothing; who asks for the report is told so.
    let _ = shown::shown(tables, &borders, settings.year, audit);
}

/// Restates borders, computes shares, changes, trends and verdicts; adds doubts that only show across rows to `audit`,
/// and what of the rows is not shown.
///
/// # Errors
/// Where there is no figure of the year that the settings ask for.
pub fn analyse(
    tables: &Tables,
    audit: &mut Audit,
    settings: &Settings,
    registers: &Registers,
) -> Result<Summary, AnalyseError> {
    let borders = Borders::new(registers.places.clone(), settings.boundaries, tables);
    let tables = &*shown::shown(tables, &borders, settings.year, audit)?;
    let indicators = &registers.indicators;
    let (topics, (coverage, teams)) = rayon::join(
        || topics::topics(&tables.questions, &borders, registers.topics.as_deref()),
        || {
            rayon::join(
                || coverage::coverage(&tables.coverage, &borders, registers, &settings.run_through),
                || teams::teams(&tables.teams, &borders),
            )
        },
    );
    let (topics, coverage, teams) = (topics?, coverage?, teams?);

    let year = settings.year.or_else(|| latest_year(&topics, &coverage, &teams));
    // Where there are commitments alone, they are judged at the latest date they name themselves.
    let named = tables.commitments.iter().flat_map(|promise| [Some(promise.session), promise.done]).flatten();
    let as_of = settings.as_of.or(tables.latest).or_else(|| named.max_by_key(|date| date.end()));
    // Places are compared over the whole year, however finely the run divides it.
    let yearly = topics::by_year(&tables.questions);
    let of_years = match yearly {
        Some(questions) => topics::topics(&questions, &borders, registers.topics.as_deref())?.profiles,
        None => topics.profiles.clone(),
    };
    let profiles = year.map(|year| distinctive::of_year(&of_years, year)).unwrap_or_default();
    // What follows from these figures, side by side.
    let (places, asked) = (registers.places.as_deref(), registers.topics.as_deref());
    let of_topics = || {
        let moves = year.map(|year| moves::moves(&topics, year, asked)).unwrap_or_default();
        let regions = regions::topics(&topics.rows, places, asked);
        (moves, regions, distinctive::distinctive(&profiles), moves::likeness(&profiles))
    };
    let among_places = || {
        let ranks = ranks::ranks(&coverage.rows, indicators);
        let of_communes =
            laggards::laggards(tables, &coverage.rows, &borders, settings.boundaries, indicators, places);
        let regions = regions::coverage(&coverage.rows, places, indicators);
        (ranks, of_communes, regions, regions::teams(&teams.rows, places))
    };
    let over_time = || {
        doubts::country_disagrees(&coverage.rows, indicators, audit);
        let contributions = whole::contributions(&tables.coverage, &coverage, &borders);
        let convergence = spread::convergence(&coverage, indicators);
        let spread = spread::spread(&coverage.rows, indicators);
        (
            contributions,
            convergence,
            spread,
            targets::targets(&tables.targets, &coverage, &borders, indicators, as_of),
        )
    };
    let ((of_topics, among_places), over_time) =
        rayon::join(|| rayon::join(of_topics, among_places), over_time);
    let ((moves, moves_compared), region_topics, distinctive, likeness) = of_topics;
    let (ranks, laggards, region_coverage, region_teams) = among_places;
    let (contributions, (convergence, drawn_together), spread, targets) = over_time;
    let (commitments, promised_later) = commitments::commitments(&tables.commitments, &borders, as_of);
    let families = [topics.families, coverage.families, teams.families, drawn_together].concat();

    Ok(Summary {
        boundaries: settings.boundaries,
        year,
        as_of,
        distinctive,
        targets,
        spread,
        topics: topics.rows,
        topic_trends: topics.trends,
        uncounted: topics.uncounted,
        diversity: topics.diversity,
        coverage: coverage.rows,
        coverage_trends: coverage.trends,
        joined: coverage.joined,
        not_combined: coverage.not_combined.into_iter().chain(teams.not_combined).collect(),
        teams: teams.rows,
        team_trends: teams.trends,
        families,
        moves,
        moves_compared,
        region_topics,
        likeness,
        contributions,
        convergence,
        region_coverage,
        region_teams,
        agencies: commitments::agencies(&commitments),
        laggards,
        ranks,
        commitments,
        promised_later,
        province: None,
    })
}

/// The latest calendar year in which anything has a figure.
fn latest_year(topics: &topics::Topics, coverage: &coverage::Coverage, teams: &teams::Teams) -> Option<i16> {
    let asked = topics.rows.iter().filter(|row| row.total > 0).map(|row| row.period);
    let covered = coverage.rows.iter().filter(|row| row.percent.is_some()).map(|row| row.period);
    let counted = teams.rows.iter().map(|row| row.period);
    asked.chain(covered).chain(counted).map(Period::calendar_year).max()
}

#[cfg(test)]
mod tests;

//! The chapters of the report, one file each and their tables beside them.

mod agencies;
mod commitments;
mod convergence;
mod coverage;
mod coverage_moves;
mod coverage_places;
mod coverage_table;
mod doubts;
mod doubts_few;
mod findings;
mod key_figures;
mod laggards;
mod method_tests;
mod method_words;
mod methods;
mod not_shown;
mod overview;
mod profiles;
mod province;
mod quality;
mod quality_doubts;
mod quality_tables;
mod regions;
mod sources;
mod target_groups;
mod target_table;
mod target_words;
mod targets;
mod team_extremes;
mod team_regions;
mod teams;
mod teams_table;
mod told;
mod topic_focus;
mod topic_leading;
mod topic_moves;
mod topic_profiles;
mod topic_regions;
mod topic_tables;
mod topic_trends;
mod topics;
mod trends;

pub(super) use convergence::{Width as SpreadWidth, drawing_together, width as spread_width};
pub(super) use coverage_moves::FEW_TIED;
pub(super) use method_tests::FEWEST_PERIODS;
pub(super) use not_shown::ended;
pub(super) use profiles::{places, topics as topic_subjects};
pub(super) use target_words::verdict as target_verdict;
pub(super) use topic_leading::headline as topics_headline;
pub(super) use topic_trends::MARKED;

use super::composer::Composer;
use super::report::Chapter;

/// All chapters in their order; the first one is the director's page.
pub(super) fn all(c: &Composer<'_>) -> Vec<Chapter> {
    vec![
        overview::chapter(c),
        coverage::chapter(c),
        teams::chapter(c),
        topics::chapter(c),
        targets::chapter(c),
        quality::chapter(c),
        methods::chapter(c),
    ]
}

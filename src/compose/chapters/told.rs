//! What the director's page may tell: findings and doubts, each with its weight.

use crate::compose::sentences::Phrase;

/// Something worth telling: the weightiest of each subject is told.
pub(super) struct Told {
    pub weight: f64,
    /// What kind of finding it is: two of a kind are told at most, one ranking.
    pub kind: &'static str,
    /// The indicator it is about: at most two of one are told.
    pub about: String,
    /// What it says: told once.
    pub subject: String,
    pub words: Phrase,
}

//! Sums of communes that several exports give parts of: communes mostly send files of their own, so that what one file
//! adds up is seldom the whole.

use super::coverage::add_coverage;
use super::teams::add_teams;
use crate::clean::slots::Slots;
use crate::clean::tables::{CoverageFigure, TeamCount};
use crate::model::fast::hash_of;

/// A sum that others may be added to.
pub trait Sum {
    /// The same number for sums of the same figure.
    fn hash(&self) -> u64;
    /// Whether both are sums of the same figure.
    fn is_for(&self, other: &Self) -> bool;
    /// Adds another sum of the same figure.
    fn add(&mut self, other: &Self);
}

impl Sum for CoverageFigure {
    fn hash(&self) -> u64 {
        hash_of(&(&self.place.code, &self.indicator, self.period))
    }

    fn is_for(&self, other: &Self) -> bool {
        self.period == other.period
            && self.indicator == other.indicator
            && self.definition == other.definition
            && self.place == other.place
    }

    fn add(&mut self, other: &Self) {
        add_coverage(self, other);
    }
}

impl Sum for TeamCount {
    fn hash(&self) -> u64 {
        hash_of(&(&self.place.code, self.level, self.period))
    }

    fn is_for(&self, other: &Self) -> bool {
        self.period == other.period && self.level == other.level && self.place == other.place
    }

    fn add(&mut self, other: &Self) {
        add_teams(self, other);
    }
}

/// Sums of all exports, one a figure, in the order in which they came.
#[derive(Debug)]
pub struct Joined<F> {
    slots: Slots,
    sums: Vec<F>,
}

impl<F> Default for Joined<F> {
    fn default() -> Self {
        Joined { slots: Slots::default(), sums: Vec::new() }
    }
}

impl<F: Sum> Joined<F> {
    /// Takes in the sums of an export.
    pub fn extend(&mut self, sums: impl ExactSizeIterator<Item = F>) {
        if self.sums.is_empty() {
            self.sums.reserve_exact(sums.len());
        }
        for sum in sums {
            let hash = sum.hash();
            match self.slots.find(hash, |known| self.sums[known as usize].is_for(&sum)) {
                Some(known) => self.sums[known as usize].add(&sum),
                None => {
                    self.slots.add(hash, self.sums.len() as u32);
                    self.sums.push(sum);
                }
            }
        }
    }

    /// Takes in the sums of other exports.
    pub fn absorb(&mut self, other: Self) {
        if self.sums.is_empty() {
            *self = other;
        } else {
            self.extend(other.sums.into_iter());
        }
    }

    /// All sums.
    pub fn iter(&self) -> impl Iterator<Item = &F> {
        self.sums.iter()
    }

    /// All sums, as a list.
    pub fn into_list(self) -> Vec<F> {
        self.sums
    }
}

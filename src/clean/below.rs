//! Rows of communes, added up into what they are part of while they are read, so that memory follows the figures of
//! the report and not the rows of a national export.
//!
//! What was added up cannot be told apart again. So every such row leaves a bit for its key, and rows whose keys meet
//! ([`meeting`](super::row_keys::meeting)) are kept apart when their export is read once more: they are judged as claims of their own, with the
//! same rules as all others. Where the report turns out to speak of communes, all exports are read again with nothing
//! added up.

use std::hash::Hash;
use std::sync::Arc;

use super::keys::Interner;
use super::spot::Spot;
use super::tables::Origins;
use crate::model::fast::hash_of;

/// Whether and how an export's rows of communes are added up while they are read.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// Whether they are.
    pub on: bool,
    /// One key stands for all figures of a row: the exports of the kind have one layout, and their rows say when.
    pub whole_rows: bool,
    /// Places and keys (ascending, as [`named`] says) whose rows are kept apart, because they meet others.
    pub apart: Vec<u64>,
}

impl Fold {
    /// Whether a row is added up, where it is one of a commune; `names` says what [`named`] says of its figures.
    pub fn takes(&self, mut names: impl Iterator<Item = u64>) -> bool {
        self.on && (self.apart.is_empty() || names.all(|name| self.apart.binary_search(&name).is_err()))
    }
}

/// A place and a key in one number. Two that have the same number by chance are both kept apart, which changes nothing
/// but the work.
pub fn named(spot: &Spot, key: impl Hash) -> u64 {
    hash_of(&(spot, key))
}

/// Rows of communes added up: coverage of one place, period, indicator and definition.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageSum {
    /// Covered; `None` where a row does not say.
    pub covered: Option<u64>,
    /// In all; `None` where a row does not say.
    pub total: Option<u64>,
    /// Whether a row is preliminary.
    pub preliminary: bool,
    /// The first source in order.
    pub source: Option<Arc<str>>,
    /// How many rows.
    pub parts: u32,
    /// Lines.
    pub origins: Origins,
}

impl CoverageSum {
    /// The sum of no row.
    pub fn nothing() -> Self {
        CoverageSum {
            covered: Some(0),
            total: Some(0),
            preliminary: false,
            source: None,
            parts: 0,
            origins: Origins::default(),
        }
    }

    /// Adds another sum of the same key.
    pub fn absorb(&mut self, other: CoverageSum) {
        self.add(other.covered, other.total, other.preliminary, other.source.as_ref());
        self.parts += other.parts;
        self.origins.extend(&other.origins);
    }

    /// Adds what one row says.
    pub fn add(
        &mut self,
        covered: Option<u64>,
        total: Option<u64>,
        preliminary: bool,
        source: Option<&Arc<str>>,
    ) {
        (self.covered, self.total) = (add_both(self.covered, covered), add_both(self.total, total));
        self.preliminary |= preliminary;
        first_of(&mut self.source, source);
    }
}

/// The sum of both, where both are known.
pub fn add_both(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a? + b?)
}

/// Keeps the first source in order.
pub fn first_of(known: &mut Option<Arc<str>>, other: Option<&Arc<str>>) {
    match (&*known, other) {
        (_, None) => {}
        (Some(known), Some(other)) if Arc::ptr_eq(known, other) || **known <= **other => {}
        (_, Some(other)) => *known = Some(Arc::clone(other)),
    }
}

/// How many sums there is room for from the start: a commune's own export has one a month and indicator, and growing up to
/// them took a tenth of the reading of thousands of such exports. What is not used goes back once all rows are read.
const ROOM: usize = 512;

/// Sums by key, each found again without a look where it is that of the row before.
#[derive(Clone, Debug)]
pub struct Sums<K, S> {
    keys: Interner<K>,
    sums: Vec<S>,
    /// The sums of the row before, in the order of its figures.
    before: Vec<u32>,
}

impl<K, S> Default for Sums<K, S> {
    fn default() -> Self {
        Sums { keys: Interner::default(), sums: Vec::new(), before: Vec::new() }
    }
}

impl<K: Hash + Eq + Clone, S> Sums<K, S> {
    /// The sum under `key`, for the `nth` figure of a row; made by `new` where there is none yet.
    pub fn of(&mut self, nth: usize, key: &K, new: impl FnOnce() -> S) -> &mut S {
        if let Some(before) = self.before.get(nth)
            && self.keys.get(*before) == key
        {
            return &mut self.sums[*before as usize];
        }
        let id = self.keys.id(key);
        if self.sums.len() == id as usize {
            if id == 0 {
                self.keys.reserve(ROOM);
                self.sums.reserve(ROOM);
            }
            self.sums.push(new());
        }
        match self.before.get_mut(nth) {
            Some(before) => *before = id,
            None => self.before.push(id),
        }
        &mut self.sums[id as usize]
    }

    /// The sum under `key`.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut S> {
        self.sums.get_mut(self.keys.find(key)? as usize)
    }

    /// All sums, in the order in which their keys came.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &S)> {
        self.keys.values().iter().zip(&self.sums)
    }

    /// Gives up the room for more: there may be as many exports as communes, and each keeps its sums to the end.
    pub fn shrink(&mut self) {
        self.keys.shrink();
        self.sums.shrink_to_fit();
    }

    /// Adds a whole sum.
    pub fn absorb(&mut self, key: &K, sum: S, add: impl FnOnce(&mut S, S)) {
        match self.sums.get_mut(self.keys.id(key) as usize) {
            Some(known) => add(known, sum),
            None => self.sums.push(sum),
        }
    }

    /// All sums, in the order in which their keys came.
    pub fn into_sums(self) -> impl ExactSizeIterator<Item = (K, S)> {
        self.keys.into_values().into_iter().zip(self.sums)
    }
}

/// The counts of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// Teams.
    pub teams: Option<u64>,
    /// Members.
    pub members: Option<u64>,
    /// Teams that were trained.
    pub trained: Option<u64>,
}

/// Rows of communes added up: teams of one place, period and level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TeamSum {
    /// Sums over the rows that say them.
    pub counts: Counts,
    /// Teams over the rows that also give members, and members over the rows that also give teams.
    pub with_members: (Option<u64>, Option<u64>),
    /// Teams over the rows that also give trained, and trained over the rows that also give teams.
    pub with_trained: (Option<u64>, Option<u64>),
    /// The first source in order.
    pub source: Option<Arc<str>>,
    /// How many rows.
    pub parts: u32,
    /// How many of them say how many teams.
    pub with_teams: u64,
    /// Lines.
    pub origins: Origins,
}

/// The sum of what is known; nothing where neither is.
fn known(a: &mut Option<u64>, b: Option<u64>) {
    *a = match (*a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    };
}

impl TeamSum {
    /// Adds the counts of one row.
    pub fn add(&mut self, counts: Counts, source: Option<&Arc<str>>) {
        let pair = |a: Option<u64>, b: Option<u64>| a.zip(b).unzip();
        self.join(counts, pair(counts.teams, counts.members), pair(counts.teams, counts.trained), source);
        self.parts += 1;
        self.with_teams += u64::from(counts.teams.is_some());
    }

    /// Adds another sum of the same key.
    pub fn absorb(&mut self, other: TeamSum) {
        self.with_teams += other.with_teams;
        self.join(other.counts, other.with_members, other.with_trained, other.source.as_ref());
        self.parts += other.parts;
        self.origins.extend(&other.origins);
    }

    fn join(
        &mut self,
        counts: Counts,
        with_members: (Option<u64>, Option<u64>),
        with_trained: (Option<u64>, Option<u64>),
        source: Option<&Arc<str>>,
    ) {
        // What a row does not say is not nothing: a sum of the others is not the whole.
        if self.parts == 0 {
            self.counts = counts;
        } else {
            self.counts.teams = add_both(self.counts.teams, counts.teams);
            self.counts.members = add_both(self.counts.members, counts.members);
            self.counts.trained = add_both(self.counts.trained, counts.trained);
        }
        known(&mut self.with_members.0, with_members.0);
        known(&mut self.with_members.1, with_members.1);
        known(&mut self.with_trained.0, with_trained.0);
        known(&mut self.with_trained.1, with_trained.1);
        first_of(&mut self.source, source);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    #[test]
    fn adding_up_while_reading_changes_no_figure() {
        use crate::clean::context::Context;
        use crate::clean::corrections::Corrections;
        use crate::model::Settings;
        use crate::model::register::Registers;

        let indicator = "Thôn, bản được phủ băng rộng di động";
        let mut rows: Vec<String> = Vec::new();
        for (n, province) in ["Sơn La", "Lào Cai", "Cao Bằng"].iter().enumerate() {
            for (commune, year) in (1..40).flat_map(|commune| [(commune, 2022), (commune, 2023)]) {
                let covered = (commune * 7 + n) % 9;
                rows.push(format!("{year},{province},Xã {commune},\"{indicator}\",{covered},9"));
                match commune % 13 {
                    // The same row again, another one for the same figure, and one that is rejected.
                    3 => rows.push(format!("{year},{province},XÃ {commune},\"{indicator}\",{covered},9")),
                    5 if n == 0 => {
                        rows.push(format!("{year},{province},Xã {commune},\"{indicator}\",{},9", 9 - covered))
                    }
                    7 => rows.push(format!("{year},{province},Xã {commune},\"{indicator}\",10,9")),
                    _ => {}
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = rows.split_at(rows.len() / 2);
        for (name, rows) in [("a.csv", a), ("b.csv", b)] {
            let text = format!("Năm,Tỉnh,Xã,Chỉ tiêu,Số đạt,Tổng số\n{}\n", rows.join("\n"));
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (settings, registers) = (Settings::default(), Registers::default_set().unwrap());
        let exports = crate::ingest::discover(folder.path(), &settings, &registers).unwrap();
        let context = Context::new(&settings, &registers);
        let none = Corrections::load(folder.path()).unwrap();
        let [added, kept] = [true, false]
            .map(|fold| crate::clean::clean_at(&context, &none, &exports, fold).unwrap().unwrap());
        assert_eq!(added.tables.coverage, kept.tables.coverage);
        // A province of which a commune is in conflict has no figure.
        assert_eq!(added.tables.coverage.len(), 4);
        assert_eq!(format!("{:?}", added.audit.files), format!("{:?}", kept.audit.files));
        assert_eq!(format!("{:?}", added.audit.rejections), format!("{:?}", kept.audit.rejections));
        let account = &added.audit.files[0];
        assert!(account.repeats.count > 0 && account.rejected > 0 && account.used > 0);
        assert_eq!(account.read, account.used + account.repeats.count + account.rejected);
    }
}

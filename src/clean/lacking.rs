//! Parts whose figures cannot be used: their rows were rejected, contradict each other, or say that there is no data.
//! What such a part belongs to is not the sum of the other parts.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::{CoverageKey, TeamKey};
use super::keys::Interner;
use super::places::Parents;
use super::tables::{Origin, Origins};
use crate::model::{Level, Place, Text};

/// Why a part gives no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its row was rejected.
    Rejected,
    /// Its rows contradict each other.
    Opposed,
    /// It says that there is no data.
    Blank,
}

/// Rows of one export that give no figure, by spot and by what they would have given.
#[derive(Clone, Debug)]
pub struct Lost<K> {
    keys: Interner<K>,
    /// Spot, key, line.
    rows: Vec<(u32, u32, u64, Why)>,
}

impl<K> Default for Lost<K> {
    fn default() -> Self {
        Lost { keys: Interner::default(), rows: Vec::new() }
    }
}

impl<K: std::hash::Hash + Eq + Clone> Lost<K> {
    /// Notes that the row at `line` gives no figure of `spot` under `key`.
    pub fn note(&mut self, spot: u32, key: &K, line: u64, why: Why) {
        self.rows.push((spot, self.keys.id(key), line, why));
    }

    /// Puts the rows into the order of the file.
    pub fn sort(&mut self) {
        self.rows.sort_by_key(|(_, _, line, _)| *line);
    }

    /// Takes in the rows of another part of the file; `moved` says what became of its keys.
    pub fn absorb(&mut self, other: Self, spots: &[u32], moved: impl Fn(&K) -> K) {
        let keys: Vec<u32> = other.keys.into_values().iter().map(|key| self.keys.id(&moved(key))).collect();
        let rows = other.rows.into_iter();
        self.rows
            .extend(rows.map(|(spot, key, line, why)| (spots[spot as usize], keys[key as usize], line, why)));
    }

    /// The figures that are lost, by what places and keys mean in all exports.
    pub fn lacks<L>(self, file: u32, places: &[Place], meaning: impl Fn(&Place, &K) -> L) -> Vec<Lack<L>> {
        let keys = self.keys.into_values();
        let lack = |(spot, key, line, why): (u32, u32, u64, Why)| Lack {
            key: meaning(&places[spot as usize], &keys[key as usize]),
            origin: Origin { file, line },
            why,
        };
        self.rows.into_iter().map(lack).collect()
    }
}

/// A figure of a part that is lost.
#[derive(Clone, Debug)]
pub struct Lack<K> {
    /// Which figure.
    pub key: K,
    /// The row.
    pub origin: Origin,
    /// Why.
    pub why: Why,
}

/// The key of a figure of a place.
pub trait OfPlace: Ord + Clone {
    /// The place.
    fn place(&self) -> &Place;
    /// The same of another place.
    fn at(&self, place: &Place) -> Self;
}

impl OfPlace for CoverageKey {
    fn place(&self) -> &Place {
        &self.0
    }

    fn at(&self, place: &Place) -> Self {
        (place.clone(), self.1.clone(), self.2, self.3.clone())
    }
}

impl OfPlace for TeamKey {
    fn place(&self) -> &Place {
        &self.0
    }

    fn at(&self, place: &Place) -> Self {
        (place.clone(), self.1, self.2)
    }
}

/// Sums that are none, with the parts that they lack.
#[derive(Debug)]
pub struct Gaps<K> {
    /// Figures of parts that are lost and not yet looked at.
    lacks: Vec<Lack<K>>,
    /// By what the sum is for.
    gaps: BTreeMap<K, Vec<Lack<K>>>,
}

impl<K: OfPlace> Gaps<K> {
    /// None of the figures that are lost has been looked at.
    pub fn new(lacks: Vec<Lack<K>>) -> Self {
        Gaps { lacks, gaps: BTreeMap::new() }
    }

    /// Finds what the sums of places of the level `from` lack, down to `level`; `present` are the figures that are
    /// there, since what one row fails to give another one may.
    pub fn step(&mut self, parents: &Parents, from: Level, level: Level, present: impl Iterator<Item = K>) {
        if self.lacks.is_empty() {
            return;
        }
        let present: BTreeSet<K> = present.collect();
        for lack in self.lacks.extract_if(.., |lack| lack.key.place().level == from) {
            if let Some(parent) = parents.get(lack.key.place())
                && parent.level >= level
                && !present.contains(&lack.key)
            {
                self.gaps.entry(lack.key.at(parent)).or_default().push(lack);
            }
        }
    }

    /// Whether a lost figure of a place of the level `from` has not been looked at.
    pub fn has_open(&self, from: Level) -> bool {
        self.lacks.iter().any(|lack| lack.key.place().level == from)
    }

    /// Whether the sum under `key` lacks parts; what a part of it lacks, it lacks too.
    pub fn lacks<'p>(&mut self, key: &K, parts: impl Iterator<Item = &'p Place>) -> bool {
        let inherited: Vec<Lack<K>> = parts
            .filter(|part| *part != key.place())
            .filter_map(|part| self.gaps.get(&key.at(part)))
            .flatten()
            .cloned()
            .collect();
        if !inherited.is_empty() {
            self.gaps.entry(key.clone()).or_default().extend(inherited);
        }
        self.gaps.contains_key(key)
    }

    /// A place all of whose parts are lost is lost itself to what it is part of; `is_there` says of which a figure is.
    pub fn carry_on(&mut self, from: Level, is_there: impl Fn(&K) -> bool) {
        for (key, lacks) in &self.gaps {
            let is_new = lacks.iter().any(|lack| lack.key.place().level == from);
            if let Some(lack) = lacks.first().filter(|_| is_new && !is_there(key)) {
                self.lacks.push(Lack { key: key.clone(), ..lack.clone() });
            }
        }
    }

    /// What the sum under `key` lacks, in words, and the lines to blame; `None` where it lacks nothing.
    pub fn told(&self, key: &K) -> Option<(Text, Origins)> {
        let lacks = self.gaps.get(key)?;
        let mut said: BTreeMap<Why, BTreeSet<&Place>> = BTreeMap::new();
        for lack in lacks {
            said.entry(lack.why).or_default().insert(lack.key.place());
        }
        let mut parts: (Vec<String>, Vec<String>) = Default::default();
        for (why, places) in said {
            let names: Vec<&str> = places.iter().take(NAMED).map(|place| &*place.name).collect();
            let rest = if places.len() > NAMED { ", …" } else { "" };
            let names = format!("{}{rest}", names.join(", "));
            let (vi, en) = match why {
                Why::Rejected => {
                    (format!("dòng của {names} bị loại"), format!("the row of {names} was rejected"))
                }
                Why::Opposed => (
                    format!("các dòng của {names} mâu thuẫn nhau"),
                    format!("the rows of {names} contradict each other"),
                ),
                Why::Blank => (format!("{names} chưa có số liệu"), format!("{names} gives no data")),
            };
            parts.0.push(vi);
            parts.1.push(en);
        }
        let mut lines: Vec<Origin> = lacks.iter().map(|lack| lack.origin).collect();
        lines.sort_unstable();
        lines.dedup();
        let mut origins = Origins::default();
        lines.into_iter().for_each(|line| origins.push(line));
        let name = &key.place().name;
        let text = Text::new(
            format!("{name}: {} nên không tính được số chung", parts.0.join("; ")),
            format!("{name}: {}, so that no figure of the whole can be computed", parts.1.join("; ")),
        );
        Some((text, origins))
    }
}

/// How many names of parts a doubt gives.
const NAMED: usize = 5;

//! What a spelling that the register does not have may have been meant to be.

use super::super::spelling::accentless;
use super::{PlaceIndex, Reading, UnitId};
use crate::model::fold::fold;
use crate::model::near::distance;

/// The name of a unit, for spellings that are near it.
#[derive(Debug)]
pub(super) struct Near {
    id: UnitId,
    /// Its words, folded.
    words: Vec<String>,
    /// The words one after the other.
    compact: String,
    /// With a blank between them, before and behind.
    spaced: String,
    initials: String,
}

impl Near {
    fn of(id: UnitId, name: &str) -> Self {
        let folded = fold(name);
        let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        let initials = words.iter().filter_map(|word| word.chars().next()).collect();
        Near { id, compact: words.concat(), spaced: format!(" {} ", words.join(" ")), words, initials }
    }
}

impl PlaceIndex {
    fn near(&self) -> &[Near] {
        self.near.get_or_init(|| {
            let mut near: Vec<Near> = Vec::new();
            for (i, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.valid_until.is_none()) {
                if !near.iter().any(|known| self.unit(known.id).is_some_and(|other| other.name == unit.name))
                {
                    near.push(Near::of(i as UnitId, &unit.name));
                }
            }
            near
        })
    }

    /// Names near an unknown spelling, or the several that it begins.
    pub(super) fn unknown(&self, cell: &[String]) -> Reading {
        let plain: Vec<String> = cell.iter().map(|word| accentless(word)).collect();
        let compact = plain.concat();
        let named = self.near();
        let begun: Vec<UnitId> = named
            .iter()
            .filter(|Near { words, initials, .. }| {
                words.len() > plain.len() && words.starts_with(&plain)
                    || plain.len() == 1 && *initials == compact
            })
            .map(|near| near.id)
            .collect();
        if begun.len() > 1 {
            return Reading::Shared(begun);
        }
        if let [only] = begun[..] {
            return Reading::Unknown(vec![only]);
        }
        let limit = if compact.len() <= 5 { 1 } else { 2 };
        let mut near: Vec<(usize, UnitId)> = named
            .iter()
            .map(|near| (distance(&compact, &near.compact), near.id))
            .filter(|(distance, _)| *distance <= limit)
            .collect();
        near.sort_unstable();
        let best = near.first().map(|(distance, _)| *distance);
        let mut near: Vec<UnitId> = near
            .into_iter()
            .filter(|(distance, _)| Some(*distance) == best)
            .map(|(_, id)| id)
            .take(3)
            .collect();
        if near.is_empty() {
            let spaced = format!(" {} ", plain.join(" "));
            near = named
                .iter()
                .filter(|near| spaced.contains(&near.spaced))
                .map(|near| near.id)
                .take(3)
                .collect();
        }
        Reading::Unknown(near)
    }
}

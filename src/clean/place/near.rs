//! What a spelling that the register does not have may have been meant to be.

use super::super::spelling::accentless;
use super::{PlaceIndex, Reading, UnitId};
use crate::model::fold::fold;
use crate::model::near::distance;

impl PlaceIndex {
    /// Names near an unknown spelling, or the several that it begins.
    pub(super) fn unknown(&self, cell: &[String]) -> Reading {
        let plain: Vec<String> = cell.iter().map(|word| accentless(word)).collect();
        let compact = plain.concat();
        let mut named: Vec<(UnitId, Vec<String>)> = Vec::new();
        for (i, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.valid_until.is_none()) {
            if !named.iter().any(|(id, _)| self.unit(*id).is_some_and(|other| other.name == unit.name)) {
                named.push((i as UnitId, fold(&unit.name).split(' ').map(str::to_owned).collect()));
            }
        }
        let begun: Vec<UnitId> = named
            .iter()
            .filter(|(_, name)| {
                let initials: String = name.iter().filter_map(|word| word.chars().next()).collect();
                name.len() > plain.len() && name.starts_with(&plain)
                    || plain.len() == 1 && initials == compact
            })
            .map(|(id, _)| *id)
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
            .map(|(id, name)| (distance(&compact, &name.concat()), *id))
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
                .filter(|(_, name)| spaced.contains(&format!(" {} ", name.join(" "))))
                .map(|(id, _)| *id)
                .take(3)
                .collect();
        }
        Reading::Unknown(near)
    }
}

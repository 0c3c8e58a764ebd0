//! What the report calls topics, indicators, regions and communes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::clean::tables::Laggard;
use crate::model::Lang;
use crate::model::register::{Registers, UNMATCHED};

/// The names of what has one in the registers, in the report's language.
#[derive(Clone, Debug)]
pub(super) struct Labels<'a> {
    lang: Lang,
    // Looked up and never listed: no order of theirs is seen.
    indicators: HashMap<&'a str, &'a str>,
    topics: HashMap<&'a str, &'a str>,
    /// The Vietnamese ones, by which topics are ordered in every language.
    vietnamese: HashMap<&'a str, &'a str>,
    regions: HashMap<&'a str, &'a str>,
}

impl<'a> Labels<'a> {
    pub fn new(registers: &'a Registers, lang: Lang) -> Self {
        // Of two of one id the first counts.
        let first = |names: &mut dyn Iterator<Item = (&'a str, &'a str)>| {
            let mut known = HashMap::new();
            names.for_each(|(id, name)| _ = known.entry(id).or_insert(name));
            known
        };
        let indicators = registers.indicators.indicators.iter();
        let topics = || registers.topics.iter().flat_map(|register| &register.topics);
        let regions = registers.places.iter().flat_map(|register| &register.regions);
        Labels {
            lang,
            indicators: first(&mut indicators.map(|known| (&*known.id, known.name.get(lang)))),
            topics: first(&mut topics().map(|known| (&*known.id, known.label.get(lang)))),
            vietnamese: first(&mut topics().map(|known| (&*known.id, known.label.get(Lang::Vi)))),
            regions: first(&mut regions.map(|known| (&*known.code, known.name.get(lang)))),
        }
    }

    /// What the report calls an indicator; its id where it is not registered.
    pub fn indicator<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        self.indicators.get(id).copied().unwrap_or(id)
    }

    /// What the report calls a topic.
    pub fn topic<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        if id == UNMATCHED {
            return self.lang.pick("Chưa xếp được chủ đề", "Not matched to a topic");
        }
        self.topics.get(id).copied().unwrap_or(id)
    }

    /// What orders topics that are asked about as often: a cut within them leaves out the same ones in every language.
    pub fn order<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        self.vietnamese.get(id).copied().unwrap_or(id)
    }

    /// The name of a region; its code where it is not registered.
    pub fn region<'i>(&self, code: &'i str) -> &'i str
    where
        'a: 'i,
    {
        self.regions.get(code).copied().unwrap_or(code)
    }
}

/// What a commune lies in below its province, and its own name.
fn commune_parts(row: &Laggard) -> impl Iterator<Item = &str> {
    row.place.code.split('/').skip(1).filter(|part| !part.is_empty())
}

/// The name of a commune with its district: `Mộc Châu, Xã A`.
pub(super) fn commune(row: &Laggard) -> Cow<'_, str> {
    let mut parts = commune_parts(row);
    match (parts.next(), parts.next()) {
        (None, _) => (&*row.place.name).into(),
        (Some(name), None) => name.into(),
        _ => commune_parts(row).collect::<Vec<_>>().join(", ").into(),
    }
}

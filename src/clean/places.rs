//! The places of an export, once all of its rows and those of the other exports are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::{NameId, Names};
use super::kinds::{self, Below};
use super::layout::Job;
use super::place::Settled;
use super::reader::KeyReader;
use super::spot::{Base, Spot, Sub};
use crate::model::fast::FastMap;
use crate::model::{Level, Period, Place, Vintage};

/// Districts and communes with the place they are part of.
#[derive(Debug, Default)]
pub struct Parents {
    parents: BTreeMap<Place, Place>,
    /// Places below a province that are known already: exports name the same ones again and again.
    known: FastMap<(Place, Sub), Place>,
}

impl Parents {
    /// Makes room for so many places below provinces.
    pub fn expect(&mut self, places: usize) {
        self.known.reserve(places);
    }

    /// What a place is part of.
    pub fn get(&self, place: &Place) -> Option<&Place> {
        self.parents.get(place)
    }

    /// Everything that others are part of.
    pub fn wholes(&self) -> impl Iterator<Item = &Place> {
        self.parents.values()
    }

    /// Takes in what another found. What it knew besides has done its work: other exports name other places.
    pub fn absorb(&mut self, other: Parents) {
        self.parents.extend(other.parents);
    }
}

/// The place of a spot in a file. Names that come as they are have one spelling in the whole run, so `names` are
/// those of all exports.
pub fn place_of(job: &Job<'_>, keys: &KeyReader, spot: &Spot, names: &Names, parents: &mut Parents) -> Place {
    let places = &job.context.places;
    let province = match &spot.base {
        // The period of the row says whose country it is.
        Base::Country => return Place::country(Vintage::Own),
        Base::Unit(Settled::Unit(id) | Settled::Part(id)) => places.place(*id),
        Base::Unit(Settled::Either(former, today)) => {
            places.place(if keys.former_across { *former } else { *today })
        }
        Base::Unit(Settled::Late(former, today)) => {
            places.place(if keys.former_late { *former } else { *today })
        }
        Base::Name(name) => {
            let name = job.context.folded.with(*name, |key| names.of(key));
            Place { vintage: Vintage::Own, level: Level::Province, code: Arc::clone(&name), name }
        }
    };
    let Some(sub) = &spot.sub else { return province };
    let key = (province, *sub);
    if let Some(known) = parents.known.get(&key) {
        return known.clone();
    }
    let place = below(job, &key.0, *sub, names, &mut parents.parents);
    parents.known.insert(key, place.clone());
    place
}

/// A district or a commune of a province, told to `parents` with what it is part of.
fn below(
    job: &Job<'_>,
    province: &Place,
    sub: Sub,
    names: &Names,
    parents: &mut BTreeMap<Place, Place>,
) -> Place {
    let printed =
        |name: NameId, column| job.context.folded.with(name, |key| kinds::printed(key, names, column));
    let within = |parent: &Place, level: Level, name: &Arc<str>| {
        let code = Arc::from(format!("{}/{name}", parent.code));
        Place { vintage: parent.vintage, level, code, name: Arc::clone(name) }
    };
    let district_name = sub.district.map_or_else(|| Arc::from(""), |name| printed(name, Below::District));
    let district = within(province, Level::District, &district_name);
    if sub.district.is_some() {
        parents.insert(district.clone(), province.clone());
    }
    let Some(commune) = sub.commune else { return district };
    let commune = within(&district, Level::Commune, &printed(commune, Below::Commune));
    parents.insert(commune.clone(), if sub.district.is_some() { district } else { province.clone() });
    commune
}

/// The line of all places in the borders of a period.
pub fn country_in(job: &Job<'_>, keys: &KeyReader, place: Place, period: Period) -> Place {
    if !place.is_country() {
        return place;
    }
    let implied = job.context.places.vintage_of(period);
    let vintage = match (job.borders, implied) {
        (_, Vintage::Own) => Vintage::Own,
        (Some(said), _) => said,
        (None, _) if keys.former_across && period.start() < super::place::MERGER => Vintage::V63,
        (None, implied) => implied,
    };
    Place::country(vintage)
}

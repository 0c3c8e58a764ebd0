//! The keys of rows: when and where, understood once per distinct spelling.

use super::keys::{Cells, Interner, Names, Shared};
use super::kinds;
use super::layout::{Group, Job};
use super::place::{Era, NotThen, Reading, Settled, UnitId, Units};
use super::record::{Fault, Record, decoded, undecodable};
use super::spelling::is_total;
use super::spot::{Base, Below, Spot, Sub, When};
use super::trail::{Key, Trail};
use super::{messages, period};
use crate::ingest::{ExportKind, YearAt, YearOf};
use crate::model::fast::FastMap;
use crate::model::fold::{fold, tidy};
use crate::model::table::{COMMUNE, Col, DISTRICT, DUE, PERIOD, PROVINCE};
use crate::model::{Text, Vintage};

/// What stands in the province cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A caption of a total row.
    Total,
    /// Blank, and the place stands in an earlier part of the file.
    Above,
    /// A spelling (understood or not).
    Spelled(u32),
    /// Blank.
    Blank,
}

enum Spelling {
    Read(Reading),
    Undecodable,
}

/// The keys of one part of a file.
#[derive(Default)]
pub struct KeyReader {
    periods: Cells<Result<When, Text>>,
    provinces: Cells<Spelling>,
    /// The units that spellings of provinces mean, and for each spelling who it means: spellings of the same units, or
    /// itself.
    units: Interner<Units>,
    meant: Vec<u32>,
    /// Who names and codes beside them mean together.
    coded: Interner<(u32, u32)>,
    districts: Cells<Below>,
    communes: Cells<Below>,
    /// The places met.
    trail: Trail,
    /// Where on the trail, by province, for rows that say nothing else.
    provincial: Vec<Option<u32>>,
    /// Units that were named for a time at which there were none such.
    never: FastMap<Key, NotThen>,
    /// Where on the trail the row at hand is expected to be.
    expected: Option<u32>,
    /// Whether the province stands in the row itself.
    own: bool,
    /// Places found so far.
    pub spots: Interner<Spot>,
    /// Spellings of names of provinces that come as they are.
    pub names: Names,
    /// Cells of districts and of communes that were met, by their numbers in the whole run.
    seen: [Vec<u32>; 2],
    /// The last place above, for merged cells.
    above: Option<u32>,
    /// Whether a unit of the former borders is named for a period that runs across the merger.
    pub former_across: bool,
    /// Whether a unit that only the 63 have is named for a period after the merger.
    pub former_late: bool,
    /// The first line that names one, and the unit.
    pub former_at: Option<(u64, UnitId)>,
    /// What each spot is part of, or [`NO_COMMUNE`]; as far as asked.
    wholes: Vec<u32>,
}

/// In place of what a spot is part of.
const NO_COMMUNE: u32 = u32::MAX;

impl KeyReader {
    /// The period of a row, from its column, the caption of its group, or the title lines.
    pub fn when_of(&mut self, job: &Job<'_>, group: &Group, row: &impl Record) -> Result<When, Fault> {
        const NAME: (&str, &str) = ("thời kỳ", "period");
        match (&group.period, job.hot.period, &job.export.caption.period) {
            (Some(caption), _, _) | (None, None, Some(caption)) => {
                self.period(job, caption.as_bytes(), NAME).map_err(|fault| fault.at(PERIOD, None))
            }
            (None, field, _) => self.when(job, row, PERIOD, field, NAME),
        }
    }

    /// Looks at a row that has no say in what the rows below it take from above.
    pub fn aside(&mut self, look: impl FnOnce(&mut Self)) {
        let (above, own, expected) = (self.above, self.own, self.expected);
        look(self);
        (self.above, self.own, self.expected) = (above, own, expected);
    }

    /// Whether a spot is a district or a commune.
    pub fn is_part(&self, spot: u32) -> bool {
        self.spots.get(spot).sub.is_some()
    }

    /// Reads the period in `field`.
    pub fn when(
        &mut self,
        job: &Job<'_>,
        row: &impl Record,
        column: Col,
        field: Option<usize>,
        name: (&str, &str),
    ) -> Result<When, Fault> {
        let Some(at) = field else { return Err(messages::missing(name.0, name.1).at(column, None)) };
        let cell = row.cell(at);
        match &job.export.year {
            Some(of) if column != DUE => self.part_of_year(job, cell, of, row, name),
            _ => self.period(job, cell, name),
        }
        .map_err(|fault| fault.at(column, field))
    }

    /// Reads a quarter or a month whose year stands elsewhere: in a column of its own, or in the title.
    fn part_of_year(
        &mut self,
        job: &Job<'_>,
        cell: &[u8],
        of: &YearOf,
        row: &impl Record,
        name: (&str, &str),
    ) -> Result<When, Fault> {
        let year = match &of.year {
            YearAt::Field(field) => row.cell(*field),
            YearAt::Title(year) => year.as_bytes(),
        };
        if decoded(cell).is_none() || decoded(year).is_none() {
            return Err(undecodable(if decoded(cell).is_none() { cell } else { year }));
        }
        if super::number::is_missing(cell) {
            return Err(messages::missing(name.0, name.1));
        }
        let key = [cell, b"\x1f", year].concat();
        let id = self.periods.id(&key, |_| {
            let (cell, year) = (String::from_utf8_lossy(cell), String::from_utf8_lossy(year));
            period::parse_part(&cell, of.part, &year, matches!(of.year, YearAt::Title(_)))
                .map(|period| When { period, era: job.context.places.era(period) })
        });
        match self.periods.get(id) {
            Ok(when) => Ok(*when),
            Err(why) => Err(messages::period(why)),
        }
    }

    /// Reads a period as written.
    pub fn period(&mut self, job: &Job<'_>, cell: &[u8], name: (&str, &str)) -> Result<When, Fault> {
        let id = self.periods.id(cell, |cell| {
            let text = String::from_utf8_lossy(cell);
            period::parse(&text).map(|period| When { period, era: job.context.places.era(period) })
        });
        match self.periods.get(id) {
            Ok(when) => Ok(*when),
            Err(_) if decoded(cell).is_none() => Err(undecodable(cell)),
            Err(_) if super::number::is_missing(cell) => Err(messages::missing(name.0, name.1)),
            Err(why) => Err(messages::period(why)),
        }
    }

    /// What stands in the province cell.
    pub fn head(&mut self, job: &Job<'_>, row: &impl Record) -> Head {
        let field = job.hot.province;
        // A code beside the name has its say in each row.
        let by_cells = field.is_some() && job.export.place_code.is_none();
        (self.expected, self.own) = (None, false);
        let cell = match (field, &job.export.caption.province) {
            (Some(field), _) => row.cell(field),
            (None, Some(caption)) => caption.as_bytes(),
            (None, None) => return Head::Blank,
        };
        let id = self.provinces.id(cell, |cell| match decoded(cell) {
            Some(text) => Spelling::Read(job.context.places.read(text)),
            None => Spelling::Undecodable,
        });
        match self.provinces.get(id) {
            Spelling::Read(Reading::Blank) => {
                let says_total = |i: usize| {
                    let text = String::from_utf8_lossy(row.cell(i));
                    is_total(&fold(&text))
                };
                if job.caption_fields().any(says_total) {
                    return Head::Total;
                }
                if !job.export.carries_place || field.is_none() {
                    return Head::Blank;
                }
                match self.above {
                    Some(above) if matches!(self.provinces.get(above), Spelling::Read(Reading::Total)) => {
                        Head::Total
                    }
                    Some(above) => Head::Spelled(above),
                    None => Head::Above,
                }
            }
            Spelling::Read(Reading::Total) => {
                self.above = Some(id);
                Head::Total
            }
            // Forms head the provinces of a region with its name and their sum.
            Spelling::Read(Reading::Region)
                if matches!(job.export.kind, ExportKind::Coverage | ExportKind::Teams) =>
            {
                self.above = Some(id);
                Head::Total
            }
            _ => {
                (self.above, self.own) = (Some(id), field.is_some());
                if by_cells {
                    let province = self.meant(id);
                    let [district, commune] = place_cells(job, row);
                    self.expected = self.trail.expect(province, |[of_district, of_commune]| {
                        self.districts.is(of_district, district) && self.communes.is(of_commune, commune)
                    });
                }
                Head::Spelled(id)
            }
        }
    }

    /// Where the row is for: its province, district and commune at the time; `None` for a total row of districts.
    pub fn spot(
        &mut self,
        job: &Job<'_>,
        row: &impl Record,
        head: Head,
        when: When,
    ) -> Result<Option<u32>, Fault> {
        let field = job.hot.province;
        let Head::Spelled(province) = head else {
            let fault = if head == Head::Above {
                messages::not_carried()
            } else {
                messages::missing("tỉnh, thành phố", "province")
            };
            return Err(fault.at(PROVINCE, field));
        };
        if let Some(step) = self.expected.take()
            && let Some(spot) = self.trail.go_in(step, when.era)
        {
            return Ok(Some(spot));
        }
        let cells = place_cells(job, row);
        let meant = self.meant(province);
        // Many exports name provinces alone, in any order.
        let alone = cells.iter().all(|cell| cell.is_empty()) && job.export.place_code.is_none();
        if alone
            && let Some(Some(step)) = self.provincial.get(meant as usize)
            && let Some(spot) = self.trail.go_in(*step, when.era)
        {
            return Ok(Some(spot));
        }
        let read =
            |cells: &mut Cells<Below>, cell: &[u8], column, known: &Shared<Below>, seen: &mut Vec<u32>| {
                cells.id(cell, |cell| {
                    let (number, below) =
                        known.of(cell, |cell| Below::read(cell, column, &job.context.folded));
                    seen.push(number);
                    below
                })
            };
        let KeyReader { districts, communes, seen: [of_districts, of_communes], .. } = self;
        let known = &job.context.districts;
        let district = read(districts, cells[0], kinds::Below::District, known, of_districts);
        let known = &job.context.communes;
        let commune = read(communes, cells[1], kinds::Below::Commune, known, of_communes);
        let code = match job.export.place_code {
            Some(field) => self.provinces.id(row.cell(field), |cell| match decoded(cell) {
                Some(text) => Spelling::Read(job.context.places.read(text)),
                None => Spelling::Undecodable,
            }),
            None => province,
        };
        let who = match job.export.place_code {
            Some(_) => {
                let coded = self.meant(code);
                self.coded.id(&(meant, coded))
            }
            None => meant,
        };
        let timeless = match self.provinces.get(province) {
            Spelling::Read(Reading::Units(units)) if job.export.place_code.is_none() => {
                job.context.places.is_timeless(*units, job.borders)
            }
            _ => false,
        };
        let key = Key { province: who, below: [district, commune], era: (!timeless).then_some(when.era) };
        if let Some(step) = self.trail.find(&key) {
            if alone {
                let room = self.provincial.len().max(meant as usize + 1);
                self.provincial.resize(room, None);
                self.provincial[meant as usize] = Some(step);
            }
            return Ok(Some(self.trail.go(step)));
        }
        if let Some(why) = self.never.get(&key) {
            return Err(self.not_then(job, row, *why, when));
        }
        let base = match self.provinces.get(province) {
            Spelling::Undecodable => {
                return Err(undecodable(row.cell(field.unwrap_or_default())).at(PROVINCE, field));
            }
            Spelling::Read(Reading::Units(units)) => {
                let coded = match self.provinces.get(code) {
                    Spelling::Read(Reading::Units(coded)) => *coded,
                    _ => *units,
                };
                let Some(units) = job.context.places.agreed(*units, coded, when.era, job.borders) else {
                    let name = self.province_text(job, row);
                    let ids: Vec<_> = [coded.former, coded.today, coded.own].into_iter().flatten().collect();
                    let code = job.export.place_code.map(|field| row.cell(field)).unwrap_or_default();
                    let code = String::from_utf8_lossy(code);
                    let fault = messages::code_disagrees(&job.context.places, &name, &code, &ids);
                    return Err(fault.at(PROVINCE, field));
                };
                match job.context.places.settle(units, when.era, job.borders) {
                    Ok(settled) => Base::Unit(settled),
                    Err(why) => {
                        self.never.insert(key, why);
                        return Err(self.not_then(job, row, why, when));
                    }
                }
            }
            Spelling::Read(Reading::Country) => Base::Country,
            Spelling::Read(Reading::Name(name)) => {
                let spelling = field.map(|field| String::from_utf8_lossy(row.cell(field)).into_owned());
                let spelling = spelling.or_else(|| job.export.caption.province.as_deref().map(str::to_owned));
                let spelling = tidy(&spelling.unwrap_or_default());
                if !spelling.is_empty() {
                    self.names.add(name, &spelling);
                }
                Base::Name(job.context.folded.id(name))
            }
            Spelling::Read(Reading::Unknown(near)) => {
                let cell = self.province_text(job, row);
                return Err(messages::place_unknown(&job.context.places, &cell, near).at(PROVINCE, field));
            }
            Spelling::Read(Reading::Region) => {
                let cell = self.province_text(job, row);
                return Err(messages::place_unknown(&job.context.places, &cell, &[]).at(PROVINCE, field));
            }
            Spelling::Read(Reading::Shared(ids)) => {
                let cell = self.province_text(job, row);
                return Err(messages::place_shared(&job.context.places, &cell, ids).at(PROVINCE, field));
            }
            Spelling::Read(Reading::City(id)) => {
                let cell = self.province_text(job, row);
                return Err(messages::city(&job.context.places, &cell, *id).at(PROVINCE, field));
            }
            Spelling::Read(Reading::Blank | Reading::Total) => {
                return Err(messages::missing("tỉnh, thành phố", "province").at(PROVINCE, field));
            }
        };
        let sub = match (*self.districts.get(district), *self.communes.get(commune)) {
            (Below::Undecodable, _) => return Err(sub_undecodable(job, row, DISTRICT)),
            (_, Below::Undecodable) => return Err(sub_undecodable(job, row, COMMUNE)),
            (Below::Total, _) | (_, Below::Total) => return Ok(None),
            (Below::Whole, Below::Whole) => None,
            (Below::Name(district), Below::Whole) => Some(Sub { district: Some(district), commune: None }),
            (Below::Whole, Below::Name(commune)) => Some(Sub { district: None, commune: Some(commune) }),
            (Below::Name(district), Below::Name(commune)) => {
                Some(Sub { district: Some(district), commune: Some(commune) })
            }
        };
        let sub = if base == Base::Country { None } else { sub };
        if let Base::Unit(Settled::Unit(id)) = base
            && when.era == Era::Across
            && job.context.places.unit(id).is_some_and(|unit| unit.vintage == Vintage::V63)
        {
            self.former_across = true;
            self.former_at.get_or_insert((row.line(), id));
        }
        self.former_late |= matches!(base, Base::Unit(Settled::Part(_)));
        let id = self.spots.id(&Spot { base, sub });
        self.trail.add(key, self.own, id);
        Ok(Some(id))
    }

    /// Who a spelling of a province means: the same for all spellings of the same units.
    fn meant(&mut self, spelling: u32) -> u32 {
        while self.meant.len() <= spelling as usize {
            let next = self.meant.len() as u32;
            self.meant.push(match self.provinces.get(next) {
                Spelling::Read(Reading::Units(units)) => 2 * self.units.id(units),
                _ => 2 * next + 1,
            });
        }
        self.meant[spelling as usize]
    }

    /// What a commune is part of: its district, or its province; `None` for what is no commune.
    pub fn whole_of(&mut self, spot: u32) -> Option<u32> {
        while self.wholes.len() <= spot as usize {
            let next = self.wholes.len() as u32;
            let Spot { base, sub } = *self.spots.get(next);
            let whole = match sub {
                Some(Sub { district, commune: Some(_) }) => {
                    let sub = district.map(|district| Sub { district: Some(district), commune: None });
                    self.spots.id(&Spot { base, sub })
                }
                _ => NO_COMMUNE,
            };
            self.wholes.push(whole);
        }
        let whole = self.wholes[spot as usize];
        (whole != NO_COMMUNE).then_some(whole)
    }

    fn province_text(&self, job: &Job<'_>, row: &impl Record) -> String {
        let own = job.hot.province.map(|field| String::from_utf8_lossy(row.cell(field)).into_owned());
        own.or_else(|| job.export.caption.province.as_deref().map(str::to_owned)).unwrap_or_default()
    }

    fn not_then(&self, job: &Job<'_>, row: &impl Record, why: NotThen, when: When) -> Fault {
        let cell = self.province_text(job, row);
        messages::place_not_then(&job.context.places, &cell, why, when.period).at(PROVINCE, job.hot.province)
    }

    /// Cells of districts that were met, by their numbers in the whole run.
    pub fn districts_seen(&self) -> impl Iterator<Item = u32> + '_ {
        self.seen[0].iter().copied()
    }

    /// Cells of communes that were met, by their numbers in the whole run.
    pub fn communes_seen(&self) -> impl Iterator<Item = u32> + '_ {
        self.seen[1].iter().copied()
    }

    /// Forgets what only speeds up the reading of many rows; the few that are read again are understood anew.
    pub fn rest(&mut self) {
        (self.periods, self.districts, self.communes) = Default::default();
        (self.trail, self.provincial, self.never, self.expected) = Default::default();
        self.seen.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// Takes in the keys of another part of the file; where its places went.
    pub fn absorb(&mut self, other: KeyReader) -> Vec<u32> {
        self.names.absorb(other.names);
        self.seen.iter_mut().zip(other.seen).for_each(|(seen, others)| seen.extend(others));
        self.former_across |= other.former_across;
        self.former_late |= other.former_late;
        let former_at = self.former_at.into_iter().chain(other.former_at);
        self.former_at = former_at.min_by_key(|(line, _)| *line);
        // The place above is a spelling of the other part: carry it over by what it means.
        if let Some(above) = other.above {
            let spelling = other.provinces.into_value(above);
            self.above = Some(self.provinces.push(spelling));
        }
        self.spots.absorb(other.spots)
    }
}

/// The cells that say where in its province a row is for.
fn place_cells<'r>(job: &Job<'_>, row: &'r impl Record) -> [&'r [u8]; 2] {
    let cell = |field: Option<usize>| field.map(|field| row.cell(field)).unwrap_or_default();
    [cell(job.hot.district), cell(job.hot.commune)]
}

fn sub_undecodable(job: &Job<'_>, row: &impl Record, column: Col) -> Fault {
    let field = job.field(column);
    undecodable(row.cell(field.unwrap_or_default())).at(column, field)
}

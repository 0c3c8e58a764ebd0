//! The register of places that ships with the program: provinces in both vintages, regions, tile grids.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::load::SourceText;
use super::places::check_spellings;
use super::{PlaceRegister, Region, RegisterError, Tile, Unit};
use crate::model::{Text, Vintage};

const PROVINCES: SourceText<'static> =
    SourceText { name: "provinces.csv", text: include_str!("../../../data/registry/provinces.csv") };
const REGIONS: SourceText<'static> =
    SourceText { name: "regions.csv", text: include_str!("../../../data/registry/regions.csv") };
const TILES_63: SourceText<'static> =
    SourceText { name: "tilegrid_63.csv", text: include_str!("../../../data/registry/tilegrid_63.csv") };
const TILES_34: SourceText<'static> =
    SourceText { name: "tilegrid_34.csv", text: include_str!("../../../data/registry/tilegrid_34.csv") };
const PLACES: SourceText<'static> =
    SourceText { name: "places.toml", text: include_str!("../../../data/registry/places.toml") };

/// The register as compiled in.
pub(super) fn built_in() -> Result<PlaceRegister, RegisterError> {
    parse(&PROVINCES, &REGIONS, &[(Vintage::V63, &TILES_63), (Vintage::V34, &TILES_34)], &PLACES)
}

/// A line of `provinces.csv`: a unit of the 63 and what it is part of today. The note is for readers of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvinceRow {
    code_63: String,
    name_63: String,
    full_name_63: String,
    #[serde(rename = "type_63")]
    _type_63: String,
    ascii_63: String,
    english_63: String,
    region6_old: String,
    code_34: String,
    name_34: String,
    full_name_34: String,
    #[serde(rename = "type_34")]
    _type_34: String,
    ascii_34: String,
    region6_new: String,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionRow {
    region_code: String,
    name_vi: String,
    name_en: String,
    n_units_old63: Option<usize>,
    n_units_new34: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TileRow {
    code: String,
    name: String,
    row: u8,
    col: u8,
    kind: String,
}

/// `places.toml`: what `provinces.csv` has no column for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    #[serde(default)]
    spelling: Vec<Spanned<SpellingEntry>>,
    #[serde(default)]
    history: Vec<Spanned<HistoryEntry>>,
    #[serde(default)]
    former: Vec<Spanned<FormerEntry>>,
}

/// Further spellings of one unit, in both vintages where `code_34` names it too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpellingEntry {
    code_63: Option<String>,
    code_34: Option<String>,
    names: Vec<String>,
}

/// When a unit of the 63 came into being or got its land.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryEntry {
    code_63: String,
    valid_from: Option<String>,
    land_since: Option<String>,
}

/// A unit that was gone before the 63 stood as they are registered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerEntry {
    code: String,
    name: String,
    full_name: String,
    ascii: String,
    part_of_63: String,
    valid_until: String,
    #[serde(default)]
    names: Vec<String>,
}

fn parse(
    provinces: &SourceText<'_>,
    regions: &SourceText<'_>,
    tiles: &[(Vintage, &SourceText<'_>)],
    extra: &SourceText<'_>,
) -> Result<PlaceRegister, RegisterError> {
    let region_rows: Vec<(usize, RegionRow)> = regions.csv()?;
    let mut register = PlaceRegister {
        units: units(provinces, &region_rows)?,
        former: Vec::new(),
        regions: region_rows
            .iter()
            .map(|(_, row)| Region {
                code: Arc::from(&*row.region_code),
                name: Text::new(row.name_vi.clone(), row.name_en.clone()),
            })
            .collect(),
        tiles: Vec::new(),
    };
    for (line, row) in &region_rows {
        for (vintage, expected) in [(Vintage::V63, row.n_units_old63), (Vintage::V34, row.n_units_new34)] {
            let found = register.units_of(vintage).filter(|unit| *unit.region == *row.region_code).count();
            if found != expected.unwrap_or(0) {
                return Err(regions.invalid(
                    *line,
                    format!("vùng {} có {found} đơn vị trong danh mục {vintage} tỉnh", row.region_code),
                    format!("region {} has {found} units among the {vintage}", row.region_code),
                ));
            }
        }
    }
    for (vintage, source) in tiles {
        register.tiles.extend(tile_grid(*vintage, source, &register)?);
    }
    add_places(&mut register, extra)?;
    check_spellings(&register, extra, &|_, _| None)?;
    Ok(register)
}

fn units(source: &SourceText<'_>, regions: &[(usize, RegionRow)]) -> Result<Vec<Unit>, RegisterError> {
    let rows: Vec<(usize, ProvinceRow)> = source.csv()?;
    let mut former: BTreeMap<Arc<str>, (usize, Unit)> = BTreeMap::new();
    let mut today: BTreeMap<Arc<str>, (usize, Unit)> = BTreeMap::new();
    for (line, row) in &rows {
        for region in [&row.region6_old, &row.region6_new] {
            if !regions.iter().any(|(_, known)| known.region_code == *region) {
                return Err(source.dangling(*line, "region", region));
            }
        }
        let parts = rows.iter().filter(|(_, other)| other.code_34 == row.code_34).count();
        let english = rows
            .iter()
            .find(|(_, other)| other.name_63 == row.name_34)
            .map_or(&row.ascii_34, |(_, other)| &other.english_63);
        let unit = |vintage, code: &str, name: &str, full: &str, ascii: &str| Unit {
            vintage,
            code: Arc::from(code),
            name: Arc::from(name),
            full_name: Arc::from(full),
            ascii: Arc::from(ascii),
            english: Arc::from(english.as_str()),
            region: Arc::from(row.region6_new.as_str()),
            today: Arc::from(row.code_34.as_str()),
            unchanged: parts == 1,
            aliases: Vec::new(),
            valid_from: None,
            valid_until: None,
            land_since: None,
        };
        let before = Unit {
            english: Arc::from(row.english_63.as_str()),
            region: Arc::from(row.region6_old.as_str()),
            ..unit(Vintage::V63, &row.code_63, &row.name_63, &row.full_name_63, &row.ascii_63)
        };
        let after = unit(Vintage::V34, &row.code_34, &row.name_34, &row.full_name_34, &row.ascii_34);
        if let Some((first_line, _)) = former.get(&before.code) {
            return Err(source.duplicate(*line, &before.code, *first_line));
        }
        match today.get(&after.code) {
            Some((first_line, first)) if *first != after => {
                return Err(source.invalid(
                    *line,
                    format!("đơn vị {} được mô tả khác với dòng {first_line}", after.code),
                    format!("unit {} is described otherwise than on line {first_line}", after.code),
                ));
            }
            _ => {}
        }
        former.insert(before.code.clone(), (*line, before));
        today.entry(after.code.clone()).or_insert((*line, after));
    }
    Ok(former.into_values().chain(today.into_values()).map(|(_, unit)| unit).collect())
}

fn tile_grid(
    vintage: Vintage,
    source: &SourceText<'_>,
    register: &PlaceRegister,
) -> Result<Vec<Tile>, RegisterError> {
    let mut taken: BTreeMap<(u8, u8), usize> = BTreeMap::new();
    let mut tiles = Vec::new();
    for (line, row) in source.csv::<TileRow>()? {
        if register.unit(vintage, &row.code).is_none() {
            return Err(source.dangling(line, "unit", &row.code));
        }
        if let Some(first_line) = taken.insert((row.row, row.col), line) {
            return Err(source.duplicate(line, &format!("{},{}", row.row, row.col), first_line));
        }
        let archipelago = match &*row.kind {
            "unit" => false,
            "archipelago" => true,
            other => {
                return Err(source.invalid(
                    line,
                    format!("cột kind ghi unit hoặc archipelago, không phải \"{other}\""),
                    format!("column kind says unit or archipelago, not \"{other}\""),
                ));
            }
        };
        tiles.push(Tile {
            vintage,
            code: Arc::from(row.code),
            name: Arc::from(row.name),
            row: row.row,
            col: row.col,
            archipelago,
        });
    }
    if let Some(unit) = register
        .units_of(vintage)
        .find(|unit| !tiles.iter().any(|tile| tile.code == unit.code && !tile.archipelago))
    {
        return Err(source.invalid(
            1,
            format!("thiếu ô của {} ({})", unit.name, unit.code),
            format!("{} ({}) has no tile", unit.name, unit.code),
        ));
    }
    Ok(tiles)
}

fn add_places(register: &mut PlaceRegister, source: &SourceText<'_>) -> Result<(), RegisterError> {
    let file: PlaceFile = source.toml()?;
    for entry in file.spelling {
        let line = source.line(entry.span().start);
        let entry = entry.into_inner();
        for (vintage, code) in [(Vintage::V63, &entry.code_63), (Vintage::V34, &entry.code_34)] {
            let Some(code) = code else { continue };
            find(register, vintage, code, source, line)?
                .aliases
                .extend(entry.names.iter().map(|name| Arc::from(name.as_str())));
        }
    }
    for entry in file.history {
        let line = source.line(entry.span().start);
        let entry = entry.into_inner();
        let unit = find(register, Vintage::V63, &entry.code_63, source, line)?;
        unit.valid_from = entry.valid_from.map(|day| source.date(line, &day)).transpose()?;
        unit.land_since = entry.land_since.map(|day| source.date(line, &day)).transpose()?;
    }
    for entry in file.former {
        let line = source.line(entry.span().start);
        let entry = entry.into_inner();
        if register.unit(Vintage::V63, &entry.code).is_some() {
            return Err(source.invalid(
                line,
                format!("mã {} còn là mã của một tỉnh trong 63 tỉnh", entry.code),
                format!("code {} belongs to one of the 63", entry.code),
            ));
        }
        let whole = find(register, Vintage::V63, &entry.part_of_63, source, line)?.clone();
        register.former.push(Unit {
            vintage: Vintage::V63,
            code: Arc::from(entry.code),
            name: Arc::from(entry.name),
            full_name: Arc::from(entry.full_name),
            english: Arc::from(entry.ascii.as_str()),
            ascii: Arc::from(entry.ascii),
            region: whole.region,
            today: whole.today,
            unchanged: false,
            aliases: entry.names.into_iter().map(Arc::from).collect(),
            valid_from: None,
            valid_until: Some(source.date(line, &entry.valid_until)?),
            land_since: None,
        });
    }
    Ok(())
}

fn find<'a>(
    register: &'a mut PlaceRegister,
    vintage: Vintage,
    code: &str,
    source: &SourceText<'_>,
    line: usize,
) -> Result<&'a mut Unit, RegisterError> {
    register
        .units
        .iter_mut()
        .find(|unit| unit.vintage == vintage && &*unit.code == code)
        .ok_or_else(|| source.dangling(line, "unit", code))
}

//! The sheets of the workbook.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_xlsxwriter::{Color, Worksheet, XlsxError};

use super::fill::{Cell, Jump, Room, fill, marked_name, whole_words};
use super::grid::{self, Grid, Shape};
use super::helpers::{self, Helpers};
use super::number::{self, Pair};
use super::{cover, head, look, native, space};
use crate::compose::Report;
use crate::compose::report::{Block, Figure, Table, TableCell};
use crate::model::numbers::broken;
use crate::model::table;
use crate::render::{Edition, Logo, sourced};

/// Digits of a table that a chart has room beside, on the screen as in print; a wider one of so many rows has it below.
const BESIDE: f64 = 72.0;
const ABOVE: usize = 24;
/// Characters of the name of a sheet.
const NAME: usize = 31;

/// A table that becomes a sheet.
pub(super) struct Sheet<'a> {
    pub name: String,
    /// Name of its marked table.
    pub table: String,
    pub title: Cow<'a, str>,
    /// Above it in print: what it says, and in a line of its own what it measures, where the title says both.
    pub head: [Cow<'a, str>; 2],
    pub header: Vec<String>,
    pub rows: Vec<(Vec<Cell<'a>>, bool)>,
    pub notes: Vec<&'a str>,
    /// Row of its first note on the sheet of notes, and of the first of its columns on the sheet that explains them.
    pub noted: Option<usize>,
    pub explained: Option<usize>,
    pub source: &'a str,
    pub chart: Option<Drawn<'a>>,
    /// The room that its columns take.
    pub room: Room,
}

/// The chart of a sheet: the columns that hold its series, and on the sheet of helpers what it is drawn with besides.
pub(super) struct Drawn<'a> {
    pub figure: &'a Figure,
    pub grid: Grid,
    pub columns: Vec<usize>,
    /// Names of the series in a legend, where the heads of their columns say more: each has the unit that the measure says.
    pub names: Vec<Option<String>>,
    /// Number formats of the labels of the series.
    pub formats: Vec<Option<String>>,
    pub helpers: Helpers,
}

/// The workbook before it is written.
pub(super) struct Book<'a> {
    pub report: &'a Report,
    accent: Color,
    /// Colours of the series of native charts.
    series: native::Palette,
    logo: Option<&'a Logo>,
    /// Names of sheets and of marked tables that are taken, without regard to case.
    names: BTreeSet<String>,
    tables: BTreeSet<String>,
    /// Mark, sheet and text of each note.
    notes: Vec<[String; 3]>,
    /// Names of the sheets of contents, of notes, and of what columns mean.
    contents_name: String,
    notes_name: String,
    columns_name: String,
    /// Names of the sheets of tables for people, by the numbers of these.
    numbered: BTreeMap<usize, String>,
    contents: Vec<(String, String)>,
    /// What charts are drawn with besides their tables, and the name of its sheet.
    helpers: helpers::Rows,
    /// Sheets of tables for machines, whose columns are explained.
    pub explained: Vec<(String, &'static table::Table)>,
}

impl<'a> Book<'a> {
    pub(super) fn new(edition: &Edition<'a>) -> Self {
        Book {
            report: edition.report,
            accent: look::color(edition.theme.accent),
            series: native::palette(&edition.theme.charts()),
            logo: edition.theme.logo.as_ref(),
            names: BTreeSet::new(),
            tables: edition.report.data.iter().map(|data| marked_name(data.table.name)).collect(),
            notes: Vec::new(),
            contents_name: String::new(),
            notes_name: String::new(),
            columns_name: String::new(),
            numbered: BTreeMap::new(),
            contents: Vec::new(),
            helpers: helpers::Rows::default(),
            explained: Vec::new(),
        }
    }

    /// All sheets in their order.
    pub(super) fn sheets(mut self) -> Result<Vec<Worksheet>, XlsxError> {
        let report = self.report;
        let words = &report.words;
        let cover_name = self.name(&words.cover);
        self.contents_name = self.name(&words.contents);
        self.notes_name = self.name(&words.workbook.notes);
        self.columns_name = self.name(&words.workbook.columns);
        self.helpers.sheet = self.name(&words.workbook.helpers);
        let mut tables = self.collect();
        tables.iter_mut().for_each(|sheet| self.entitle(sheet));
        if !self.explained.is_empty() {
            self.contents.push((self.columns_name.clone(), words.workbook.columns_title.clone()));
        }
        self.contents.push((self.notes_name.clone(), words.workbook.notes_title.clone()));
        let columns = self.columns();
        for sheet in &mut tables {
            sheet.explained = columns.iter().position(|[of, ..]| **of == sheet.name).map(|at| at + 2);
        }
        let mut tables: Vec<Worksheet> =
            tables.into_par_iter().map(|sheet| self.table(sheet)).collect::<Result<_, _>>()?;
        let links = cover::Links { contents: &self.contents_name, tables: &self.numbered };
        let mut sheets =
            vec![cover::sheet(report, self.logo, self.accent, &cover_name, &links)?, self.contents_sheet()?];
        sheets.append(&mut tables);
        if !columns.is_empty() {
            sheets.push(self.columns_sheet(&columns)?);
        }
        sheets.push(self.notes_sheet()?);
        Ok(sheets)
    }

    /// Every table of the report, people's first.
    fn collect(&mut self) -> Vec<Sheet<'a>> {
        let report = self.report;
        let mut sheets = Vec::new();
        let blocks =
            || report.chapters.iter().flat_map(|chapter| chapter.blocks.iter().map(move |b| (chapter, b)));
        for (chapter, block) in blocks() {
            if let Block::KeyFigures(figures) = block {
                let name = self.name(&chapter.title);
                sheets.push(Sheet {
                    table: marked_name(&name),
                    name,
                    title: (&*chapter.title).into(),
                    head: [(&*chapter.title).into(), "".into()],
                    header: report.words.key_heads.to_vec(),
                    rows: figures
                        .iter()
                        .map(|f| {
                            let told = f.number.and_then(|number| {
                                Some((number, number::format_of(&f.value, number, report.lang)?))
                            });
                            let value = match told {
                                Some((number, format)) => Cell::Number(number, format.into()),
                                None => text(f.value.as_str().into()),
                            };
                            let [label, change, target] =
                                [&f.label, &f.change, &f.target].map(|words| text(words.as_str().into()));
                            (vec![label, value, change, target], false)
                        })
                        .collect(),
                    notes: Vec::new(),
                    noted: None,
                    explained: None,
                    source: "",
                    chart: None,
                    room: Room::Page,
                });
            }
        }
        for (_, block) in blocks() {
            if let Block::Table(table) = block {
                let name = self.name(&format!("{} {}", report.words.table, table.number));
                self.numbered.insert(table.number, name.clone());
                sheets.push(self.people(table, name));
            }
        }
        for figure in &report.figures {
            self.figure(figure, &mut sheets);
        }
        if !self.helpers.is_empty() {
            let words = &report.words.workbook;
            let name = self.helpers.sheet.clone();
            sheets.push(Sheet {
                table: marked_name(&name),
                name,
                title: (&*words.helpers_title).into(),
                head: [(&*words.helpers_title).into(), "".into()],
                header: words.helper_heads.to_vec(),
                rows: self.helpers.cells(),
                notes: Vec::new(),
                noted: None,
                explained: None,
                source: "",
                chart: None,
                room: Room::Upright,
            });
        }
        self.data(&mut sheets);
        sheets
    }

    fn people(&self, table: &'a Table, name: String) -> Sheet<'a> {
        let (lang, words) = (self.report.lang, &self.report.words);
        let pairs: Vec<Option<Pair>> =
            (0..table.columns.len()).map(|column| number::pairs_in(table, column, lang)).collect();
        let header = table.columns.iter().zip(&pairs).flat_map(|(column, pair)| {
            let head = |label: &str| match column.unit.as_str() {
                "" => label.to_owned(),
                unit => format!("{label} ({unit})"),
            };
            let more = |word: &String| head(&format!("{}: {word}", column.label));
            match pair {
                _ if column.heads.len() == pair.map_or(1, |_| 2) => column.heads.clone(),
                None => vec![head(&column.label)],
                Some(Pair::Ends | Pair::Bounds) => words.bounds.iter().map(more).collect(),
                Some(Pair::Parts) => vec![head(&column.label), more(&words.whole)],
            }
        });
        let cells = |cell: &'a TableCell, column: usize| -> Vec<Cell<'a>> {
            // Periods are words, though some are years.
            let worded = table.columns.get(column).is_some_and(|column| !column.numeric);
            let one = || if worded { text(broken(&cell.text)) } else { self.cell(cell) };
            match pairs.get(column).copied().flatten() {
                None => vec![one()],
                Some(pair) => match number::pair(cell, pair, lang) {
                    Some(pair) => pair.map(|(value, format)| Cell::Number(value, format.into())).into(),
                    None => vec![one(), Cell::Blank],
                },
            }
        };
        Sheet {
            table: marked_name(&name),
            name,
            title: (&*table.title).into(),
            head: [(&*table.title).into(), "".into()],
            header: header.collect(),
            rows: table
                .rows
                .iter()
                .map(|row| {
                    let cells = row.cells.iter().zip(0..pairs.len()).flat_map(|(cell, at)| cells(cell, at));
                    (cells.collect(), row.strong)
                })
                .collect(),
            notes: table.notes.iter().map(String::as_str).collect(),
            noted: None,
            explained: None,
            source: &table.source,
            chart: None,
            room: Room::Page,
        }
    }

    /// The data of a figure with its chart; where its table has another shape than its chart, the numbers as drawn
    /// stand on a sheet of their own.
    fn figure(&mut self, figure: &'a Figure, sheets: &mut Vec<Sheet<'a>>) {
        let words = &self.report.words;
        let label = format!("{} {}", words.figure, figure.number);
        let data_name = format!("{} {label}", words.workbook.data_of);
        // A headline says what is found; of what, the measure says, first: in a list of titles it is looked for.
        let grid = grid::of(figure, &words.workbook);
        let headline = figure.headline.as_str();
        let measure = match &grid {
            Some(_) => measure(figure),
            // Without a chart nothing is said of its marks.
            None => with_unit(&figure.data.title, &figure.unit),
        };
        let title = match measure.as_str() {
            "" => headline.to_owned(),
            measure => format!("{measure} – {headline}"),
        };
        let dressed = |mut sheet: Sheet<'a>| {
            sheet.title = title.clone().into();
            sheet.head = [headline.into(), measure.clone().into()];
            if sheet.source.is_empty() {
                sheet.source = &figure.source;
            }
            sheet
        };
        let Some(mut grid) = grid else {
            // Without a chart it is no figure: its name says what the sheet holds.
            let name = self.name(&data_name);
            return sheets.push(dressed(self.people(&figure.data, name)));
        };
        let name = self.name(&label);
        let columns = grid.columns_in(&figure.data);
        let reference = grid.hold_against(&figure.chart);
        if let Some(columns) = columns {
            let mut sheet = dressed(self.people(&figure.data, name));
            if let Some((at, name, entries)) = reference {
                let lang = self.report.lang;
                let entry = |column: usize| {
                    let at = columns.iter().position(|other| *other == column)?;
                    let (value, text) = entries.get(at)?.as_ref()?;
                    let format = number::format_of(text, *value, lang).or_else(|| number::like(text, lang));
                    Some(Cell::Number(*value, format.map_or("General".into(), Cow::Owned)))
                };
                let cell = |column: usize| match column {
                    0 => Cell::Text(name.clone().into()),
                    column => entry(column).unwrap_or(Cell::Blank),
                };
                sheet.rows.insert(at, ((0..sheet.header.len()).map(cell).collect(), true));
            }
            self.draw(&mut sheet, figure, grid, columns);
            return sheets.push(sheet);
        }
        let entry = |entry: &grid::Entry| match entry {
            Some((value, text)) => {
                let told = number::format_of(text, *value, self.report.lang);
                let format = told.or_else(|| number::like(text, self.report.lang));
                Cell::Number(*value, format.map_or("General".into(), Cow::Owned))
            }
            None => Cell::Blank,
        };
        let rows = grid.rows.iter().map(|(label, entries)| {
            ([Cell::Text(label.clone().into())].into_iter().chain(entries.iter().map(entry)).collect(), false)
        });
        let mut drawn = dressed(Sheet {
            table: marked_name(&name),
            name,
            title: "".into(),
            head: ["".into(), "".into()],
            header: [grid.corner.clone()].into_iter().chain(grid.series.iter().cloned()).collect(),
            rows: rows.collect(),
            notes: Vec::new(),
            noted: None,
            explained: None,
            source: &figure.source,
            chart: None,
            room: Room::Page,
        });
        let columns = (1..=grid.series.len()).collect();
        self.draw(&mut drawn, figure, grid, columns);
        sheets.push(drawn);
        let name = self.name(&data_name);
        let mut data = dressed(self.people(&figure.data, name));
        data.title = format!("{}: {}", words.figure_data, data.title).into();
        sheets.push(data);
    }

    /// A chart over columns of a sheet, with what it needs besides.
    fn draw(&mut self, sheet: &mut Sheet<'a>, figure: &'a Figure, mut grid: Grid, columns: Vec<usize>) {
        // A line runs over cells side by side.
        if grid.shape == Shape::Slopes && !matches!(columns[..], [from, to] if to == from + 1) {
            grid.shape = Shape::Pairs;
        }
        let names = columns.iter().zip(&grid.series).map(|(column, name)| {
            let more = grid.series.len() > 1 && sheet.header.get(*column) != Some(name);
            more.then(|| name.clone())
        });
        let names = names.collect();
        let lang = self.report.lang;
        let formats = (0..grid.series.len()).map(|at| {
            let entries = grid.rows.iter().filter_map(|(_, entries)| entries.get(at)?.as_ref());
            number::alike(entries.map(|(value, text)| (*value, text.as_str())), lang)
        });
        let formats = formats.collect();
        let helpers = self.helpers.take(&sheet.name, figure, &grid, self.report);
        sheet.chart = Some(Drawn { figure, grid, columns, names, formats, helpers });
    }

    fn cell(&self, cell: &'a TableCell) -> Cell<'a> {
        match cell
            .value
            .and_then(|value| Some((value, number::format_of(&cell.text, value, self.report.lang)?)))
        {
            Some((value, format)) => Cell::Number(value, format.into()),
            None if cell.text.is_empty() => Cell::Blank,
            // People look for a date as they type it.
            None => Cell::Text(broken(&cell.text)),
        }
    }

    /// Takes a sheet into the contents, and its notes into those of the workbook.
    fn entitle(&mut self, sheet: &mut Sheet<'a>) {
        self.contents.push((sheet.name.clone(), sheet.title.clone().into_owned()));
        let source = sourced(sheet.source, self.report);
        // One word: no line ends within a mark.
        let word = self.report.words.note.to_lowercase().replace(' ', "\u{a0}");
        let first = self.notes.len() + 1;
        for note in sheet.notes.iter().copied().chain([source.as_str()]).filter(|note| !note.is_empty()) {
            let mark = format!("[{word}\u{a0}{}]", self.notes.len() + 1);
            self.notes.push([mark, sheet.name.clone(), note.to_owned()]);
        }
        // All notes of a table have one mark in its first head.
        let mark = match self.notes.len() {
            last if last < first => return,
            last if last == first => format!("[{word}\u{a0}{first}]"),
            last => format!("[{word}\u{a0}{first}–{last}]"),
        };
        // Below the head of the notes.
        sheet.noted = Some(first + 1);
        if let Some(head) = sheet.header.first_mut() {
            head.push(' ');
            head.push_str(&mark);
        }
    }

    /// A table from A1, marked as one, with frozen header, and its chart beside or below.
    fn table(&self, sheet: Sheet<'a>) -> Result<Worksheet, XlsxError> {
        let mut page = self.page(&sheet.name)?;
        let words = &self.report.words.workbook;
        let mut jumps: Vec<Jump<'_>> = Vec::new();
        // The head with the mark of its notes leads to them.
        jumps.extend(sheet.noted.map(|row| Jump { to: row_of(&self.notes_name, row), tip: &words.notes }));
        jumps.push(self.back());
        jumps.extend(
            sheet.explained.map(|row| Jump { to: row_of(&self.columns_name, row), tip: &words.columns }),
        );
        let filled =
            fill(&mut page, sheet.header, &sheet.rows, (&sheet.table, &sheet.title), sheet.room, &jumps)?;
        let mut upright = filled.upright;
        if let Some(drawn) = &sheet.chart {
            let rows = sheet.rows.len();
            let chart = |size| {
                native::chart(
                    drawn,
                    &self.series,
                    &self.report.words.workbook,
                    [&sheet.name, &self.helpers.sheet],
                    size,
                )
            };
            if filled.digits > BESIDE && rows <= ABOVE {
                let size = (space::WIDTH, space::height(&drawn.grid));
                page.insert_chart(u32::try_from(rows + 2).unwrap_or(u32::MAX), 0, &chart(size))?;
                upright = space::below(rows, filled.digits, &drawn.grid);
            } else {
                let columns = sheet.rows.first().map_or(0, |(cells, _)| cells.len());
                let (size, turned) = space::beside(rows, filled.digits, drawn.figure, &drawn.grid);
                page.insert_chart(1, u16::try_from(columns + 1).unwrap_or(u16::MAX), &chart(size))?;
                upright = turned;
            }
            // Table and chart stand on one page, which no page break cuts.
            page.set_print_fit_to_pages(1, u16::from(rows <= native::MOST_BARS));
        }
        head::write(&mut page, [&sheet.head[0], &sheet.head[1]], upright);
        Ok(page)
    }

    fn contents_sheet(&self) -> Result<Worksheet, XlsxError> {
        let name = self.contents_name.as_str();
        let mut page = self.page(name)?;
        let header = self.report.words.workbook.content_heads.to_vec();
        let rows: Vec<_> = self
            .contents
            .iter()
            .map(|(sheet, title)| (vec![Cell::Link(to(sheet), sheet), Cell::Text(title.into())], false))
            .collect();
        fill(&mut page, header, &rows, (&marked_name(name), name), Room::Upright, &[])?;
        head::write(&mut page, [&self.report.title, ""], true);
        Ok(page)
    }

    fn notes_sheet(&self) -> Result<Worksheet, XlsxError> {
        let name = self.notes_name.as_str();
        let words = &self.report.words;
        let mut page = self.page(name)?;
        let told = self.notes.iter().map(|[mark, sheet, text]| {
            vec![Cell::Text(mark.into()), Cell::Link(to(sheet), sheet), Cell::Text(text.into())]
        });
        let rows: Vec<(Vec<Cell<'_>>, bool)> = told.map(|cells| (cells, false)).collect();
        let header = vec![name.to_owned(), words.workbook.content_heads[0].clone(), words.texts.clone()];
        let title = &words.workbook.notes_title;
        fill(&mut page, header, &rows, (&marked_name(name), title), Room::Upright, &[self.back()])?;
        head::write(&mut page, [title, ""], true);
        Ok(page)
    }

    /// What the columns of tables for machines mean.
    fn columns_sheet(&self, columns: &[[Cow<'_, str>; 4]]) -> Result<Worksheet, XlsxError> {
        let words = &self.report.words.workbook;
        let name = self.columns_name.as_str();
        let mut page = self.page(name)?;
        let told = columns.iter().map(|[sheet, texts @ ..]| {
            let texts = texts.iter().map(|words| text((&**words).into()));
            [Cell::Link(to(sheet), sheet)].into_iter().chain(texts).collect()
        });
        let rows: Vec<(Vec<Cell<'_>>, bool)> = told.map(|cells| (cells, false)).collect();
        let (heads, title) = (words.column_heads.to_vec(), &words.columns_title);
        let filled = fill(&mut page, heads, &rows, (&marked_name(name), title), Room::Page, &[self.back()])?;
        head::write(&mut page, [title, ""], filled.upright);
        Ok(page)
    }

    /// From a sheet to the contents.
    fn back(&self) -> Jump<'_> {
        Jump { to: to(&self.contents_name), tip: &self.report.words.workbook.back }
    }

    /// An empty sheet, set up for reading and printing: printed, it has its place below.
    fn page(&self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut page = look::page(name)?;
        // A sheet printed by itself says in its foot of what it is, and that its figures are invented.
        let letters = "&\"Times New Roman,Regular\"";
        let invented = match self.report.words.workbook.invented.as_str() {
            "" => String::new(),
            invented => format!("&C{letters}{invented}"),
        };
        page.set_footer(format!("&L{letters}&A{invented}&R{letters}&P/&N"));
        page.set_freeze_panes(1, 0)?;
        page.set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(page)
    }

    /// A name that a sheet may have and no other sheet has, nor its marked table.
    fn name(&mut self, wanted: &str) -> String {
        self.free(wanted, true)
    }

    /// The same; where its table is not named for it, other tables do not matter.
    pub(super) fn free(&mut self, wanted: &str, names_table: bool) -> String {
        let legal = |c: char| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c };
        let base: String = wanted.chars().map(legal).collect();
        let base = match base.trim() {
            "" => "–",
            base => base,
        };
        let mut n = 1;
        loop {
            let number = if n == 1 { String::new() } else { format!(" {n}") };
            let name = format!("{}{number}", whole_words(base, NAME - number.chars().count()));
            let (sheet, table) = (name.to_lowercase(), marked_name(&name).to_lowercase());
            let taken = self.names.contains(&sheet) || names_table && self.tables.contains(&table);
            if !taken {
                self.names.insert(sheet);
                if names_table {
                    self.tables.insert(table);
                }
                return name;
            }
            n += 1;
        }
    }
}

/// The address of a sheet.
pub(super) fn to(sheet: &str) -> String {
    row_of(sheet, 1)
}

/// The address of a row of a sheet.
fn row_of(sheet: &str, row: usize) -> String {
    format!("internal:'{}'!A{row}", sheet.replace('\'', "''"))
}

/// A cell of words; without any it is blank.
fn text(words: Cow<'_, str>) -> Cell<'_> {
    if words.is_empty() { Cell::Blank } else { Cell::Text(words) }
}

/// What a figure measures, with its unit, which stands before what is remarked of it: where room ends, remarks end first.
pub(super) fn measure(figure: &Figure) -> String {
    with_unit(&figure.subtitle, &figure.unit)
}

fn with_unit(said: &str, unit: &str) -> String {
    let (measure, remark) = said.split_at(said.find("; ").unwrap_or(said.len()));
    if unit.is_empty() { said.to_owned() } else { format!("{measure} ({unit}){remark}") }
}

//! The desk at which the report is written: the figures, the registers, and what has been written so far.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::SourceLines;
use super::labels::Labels;
use super::names::{self, Names, plural};
use super::numbers::{NBSP, Numbers, decimals_of};
use super::report::{Block, Explanation, Figure, Report, Span, Table};
use super::sentences::{Phrase, say};
use super::tables::bind_heads;
use super::whole::WholeNames;
use crate::analyse::Summary;
use crate::analyse::summary::CoverageRow;
use crate::clean::Audit;
use crate::clean::tables::{Origin, Origins};
use crate::model::register::{Indicator, Registers};
use crate::model::{FigureId, Lang, Period, Place, Settings};

/// Everything a chapter needs while it is written.
pub(super) struct Composer<'a> {
    pub summary: &'a Summary,
    pub audit: &'a Audit,
    pub lines: &'a SourceLines,
    pub settings: &'a Settings,
    pub registers: &'a Registers,
    pub lang: Lang,
    pub n: Numbers,
    pub names: Names,
    pub labels: Labels<'a>,
    pub whole: WholeNames,
    figures: RefCell<Vec<Figure>>,
    tables: Cell<usize>,
    pub(super) explanations: RefCell<BTreeMap<FigureId, Explanation>>,
    wanted: RefCell<BTreeSet<Origin>>,
    // Made when they are asked for: tables alone ask for none of them.
    decimals: OnceCell<BTreeMap<Arc<str>, usize>>,
    /// Rows of the coverage table in the order of what names them.
    coverage: OnceCell<Vec<usize>>,
    /// Checks of the audit by the figure that they doubt.
    doubted: OnceCell<BTreeMap<FigureId, Vec<usize>>>,
    /// Rows of the coverage table by indicator.
    by_indicator: OnceCell<BTreeMap<Arc<str>, Vec<usize>>>,
}

impl<'a> Composer<'a> {
    pub fn new(
        summary: &'a Summary,
        audit: &'a Audit,
        lines: &'a SourceLines,
        settings: &'a Settings,
        registers: &'a Registers,
    ) -> Self {
        let names = Names::new(registers);
        Composer {
            summary,
            audit,
            lines,
            settings,
            registers,
            lang: settings.lang,
            n: Numbers::new(settings.lang),
            whole: WholeNames::new(registers, &names, settings.lang),
            names,
            labels: Labels::new(registers, settings.lang),
            figures: RefCell::default(),
            tables: Cell::new(0),
            explanations: RefCell::default(),
            wanted: RefCell::default(),
            decimals: OnceCell::new(),
            coverage: OnceCell::new(),
            doubted: OnceCell::new(),
            by_indicator: OnceCell::new(),
        }
    }

    /// This desk with what was explained at another, where nothing was drawn or numbered.
    pub fn with(self, beside: Self) -> Self {
        let mut explained = self.explanations.into_inner();
        for (id, explanation) in beside.explanations.into_inner() {
            explained.entry(id).or_insert(explanation);
        }
        let mut wanted = self.wanted.into_inner();
        wanted.extend(beside.wanted.into_inner());
        Composer { explanations: explained.into(), wanted: wanted.into(), ..self }
    }

    /// Moves charts and explanations into the report.
    pub fn finish(self, report: &mut Report) -> BTreeSet<Origin> {
        report.figures = self.figures.into_inner();
        report.explanations = self.explanations.into_inner();
        self.wanted.into_inner()
    }

    /// Checks of the audit by the figure that they doubt.
    pub(super) fn doubted(&self) -> &BTreeMap<FigureId, Vec<usize>> {
        self.doubted.get_or_init(|| doubted(self.audit))
    }

    /// One text of the two.
    pub fn t(&self, vi: &str, en: &str) -> String {
        self.lang.pick(vi, en).to_owned()
    }

    /// A sentence or a part of one, from its two templates.
    pub fn say(&self, vi: &str, en: &str, slots: &[(&str, Phrase)]) -> Phrase {
        say(self.lang, vi, en, slots)
    }

    /// A span that can be explained.
    pub fn figure(&self, id: &FigureId, text: String, explain: impl FnOnce() -> Explanation) -> Span {
        self.explain(id, explain);
        Span::Figure { id: id.clone(), text }
    }

    /// Records the explanation of a figure, once.
    pub fn explain(&self, id: &FigureId, explain: impl FnOnce() -> Explanation) {
        if !self.explanations.borrow().contains_key(id) {
            // Held open while its operands are explained, so that no two figures wait for each other.
            self.explanations.borrow_mut().insert(id.clone(), Explanation::default());
            let explanation = explain();
            self.explanations.borrow_mut().insert(id.clone(), explanation);
        }
    }

    /// Adds a chart and the block that points to it.
    pub fn chart(&self, mut figure: Figure) -> Block {
        self.mark_invented(&mut figure.source);
        for text in [&mut figure.headline, &mut figure.subtitle] {
            *text = self.held(text);
        }
        let mut figures = self.figures.borrow_mut();
        figure.number = figures.len() + 1;
        figures.push(figure);
        Block::Figure(figures.len() - 1)
    }

    /// A picture or a table goes its own way: the mark of invented figures goes with it.
    fn mark_invented(&self, source: &mut String) {
        let mark = self.t("số liệu giả định", "invented figures");
        if self.settings.invented && !source.contains(&mark) {
            *source = [source.as_str(), &mark].join(if source.is_empty() { "" } else { "; " });
        }
    }

    /// Numbers a table and makes it a block.
    pub fn table(&self, mut table: Table) -> Block {
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        if !table.source.is_empty() || cells.any(|cell| cell.figure.is_some()) {
            self.mark_invented(&mut table.source);
        }
        self.hold(&mut table);
        self.tables.set(self.tables.get() + 1);
        table.number = self.tables.get();
        Block::Table(table)
    }

    /// Keeps words of its heads and names in its cells whole.
    pub fn hold(&self, table: &mut Table) {
        bind_heads(table);
        let named = table.rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| cell.value.is_none());
        named.for_each(|cell| cell.text = self.whole.held(&cell.text));
    }

    /// The name of a figure at `place` in `period`.
    ///
    /// A target's due period says nothing of the borders it is judged on, and a unit whose land never changed needs
    /// no vintage in its name.
    pub fn id(&self, table: &str, place: &Place, period: Period, rest: &[&str]) -> FigureId {
        let same_land =
            self.registers.places.as_ref().is_some_and(|places| {
                places.unit(place.vintage, &place.code).is_some_and(|unit| unit.unchanged)
            });
        let any = same_land || (table == "targets" && place.is_country());
        let expected = if any { place.vintage } else { self.summary.boundaries.vintage_of(period) };
        FigureId::new(table, place, expected, rest)
    }

    /// The registered indicator.
    pub fn indicator(&self, id: &str) -> Option<&'a Indicator> {
        let registers: &'a Registers = self.registers;
        registers.indicators.get(id)
    }

    /// What the report calls an indicator.
    pub fn indicator_name(&self, id: &str) -> String {
        self.labels.indicator(id).to_owned()
    }

    /// The unit of an indicator; percent where it is not registered.
    pub fn unit(&self, id: &str) -> &'a str {
        self.indicator(id).map_or("%", |known| known.unit.as_str())
    }

    /// An indicator as the subject of a sentence: `tỷ lệ thôn, bản ...`; `the share of villages ...`.
    pub fn indicator_subject(&self, id: &str) -> String {
        let name = self.indicator_name(id);
        if self.indicator(id).is_none() {
            return self.t(&format!("chỉ tiêu “{name}”"), &format!("the indicator “{name}”"));
        }
        let name = names::small(&name);
        let measured = ["tỷ lệ", "số ", "mức", "chỉ số", "share", "number", "rate", "the ", "percentage"];
        if self.unit(id) != "%" || measured.iter().any(|start| name.starts_with(start)) {
            return name;
        }
        // Others are several of a kind; the population is one.
        let article = if name.starts_with("population") { "the " } else { "" };
        self.t(&format!("tỷ lệ {name}"), &format!("the share of {article}{name}"))
    }

    /// What the report calls a topic.
    pub fn topic(&self, id: &str) -> String {
        self.labels.topic(id).to_owned()
    }

    /// The order of topics that nothing else orders, the same in every language.
    pub fn topic_order(&self, a: &str, b: &str) -> std::cmp::Ordering {
        self.names.compare(self.labels.order(a), self.labels.order(b))
    }

    /// The number of the next table.
    pub fn next_table(&self) -> usize {
        self.tables.get() + 1
    }

    /// `Bảng 6`; `Table 6`.
    pub fn table_name(&self, number: usize) -> String {
        self.t(&format!("Bảng{NBSP}{number}"), &format!("Table{NBSP}{number}"))
    }

    /// `3 tỉnh, thành phố`; `1 province`.
    pub fn count_of(&self, count: u64, noun: (&str, &str, &str)) -> String {
        format!("{}{NBSP}{}", self.n.count(count), plural(self.lang, count, noun.0, noun.1, noun.2))
    }

    /// A short list of places.
    pub fn place_list(&self, places: &[&Place], shown: usize) -> String {
        let names: Vec<String> = places.iter().map(|place| self.place_in(place)).collect();
        let noun = places.first().map_or(("đơn vị", "place", "places"), |first| self.place_noun(first));
        names::list(self.lang, &names, shown, noun)
    }

    /// Rows of a place, an indicator and a period: one for each basis and definition.
    pub fn coverage_at(
        &self,
        place: &Place,
        indicator: &str,
        period: Period,
    ) -> impl Iterator<Item = &'a CoverageRow> + use<'a> {
        let summary: &'a Summary = self.summary;
        let index = self.coverage.get_or_init(|| coverage_index(summary));
        let wanted = (place, indicator, period);
        let from = index.partition_point(|i| named(&summary.coverage[*i]) < wanted);
        let found = index[from..].iter().map(|i| &summary.coverage[*i]);
        let found: Vec<&CoverageRow> = found.take_while(|row| named(row) == wanted).collect();
        found.into_iter()
    }

    /// Rows of an indicator, in the order of the table.
    pub fn rows_of(&self, indicator: &str) -> impl Iterator<Item = &'a CoverageRow> + use<'a, '_> {
        let summary: &'a Summary = self.summary;
        let index = self.by_indicator.get_or_init(|| by_indicator(summary));
        index.get(indicator).into_iter().flatten().map(|i| &summary.coverage[*i])
    }

    /// Decimals of an indicator's levels: as its sources print them, at most two.
    pub fn decimals(&self, indicator: &str) -> usize {
        let decimals = self.decimals.get_or_init(|| decimals_by_indicator(self.summary));
        decimals.get(indicator).copied().unwrap_or(2)
    }

    /// A level of an indicator with its unit.
    pub fn level(&self, indicator: &str, value: f64) -> String {
        self.n.with_unit(&self.n.decimal(value, self.decimals(indicator)), self.unit(indicator))
    }

    /// A target of an indicator with its unit: only the decimals it has.
    pub fn goal(&self, indicator: &str, value: f64) -> String {
        self.n.with_unit(&self.n.trimmed(value, 2), self.unit(indicator))
    }

    /// The unit of differences of an indicator: `điểm %` where it is a percentage.
    pub fn difference_unit(&self, indicator: &str) -> String {
        match self.unit(indicator) {
            "%" => self.n.point_unit(),
            unit => unit.to_owned(),
        }
    }

    /// A difference of an indicator without sign.
    pub fn difference(&self, indicator: &str, value: f64, decimals: usize) -> String {
        self.n.with_unit(&self.n.decimal(value.abs(), decimals), &self.difference_unit(indicator))
    }

    /// A difference of an indicator with its sign.
    pub fn signed_difference(&self, indicator: &str, value: f64) -> String {
        let number = self.n.signed(value, self.decimals(indicator));
        self.n.with_unit(&number, &self.difference_unit(indicator))
    }

    /// A change that is shown as zero.
    pub fn unchanged(&self) -> String {
        self.t("không đổi", "unchanged")
    }

    /// `coverage.csv:3`, `so-lieu.xlsx[Biểu 5]:12`.
    pub fn origin(&self, origin: Origin) -> String {
        let index = usize::try_from(origin.file).unwrap_or(usize::MAX);
        match self.audit.files.get(index).map(|account| &account.source) {
            Some(source) => match &source.sheet {
                Some(sheet) => format!("{}[{sheet}]:{}", source.file, origin.line),
                None => format!("{}:{}", source.file, origin.line),
            },
            None => format!("?:{}", origin.line),
        }
    }

    /// The line behind a figure as it stood, where it was looked up again.
    pub fn line(&self, origin: Origin) -> String {
        self.wanted.borrow_mut().insert(origin);
        self.lines.get(&origin).cloned().unwrap_or_default()
    }

    /// A source line below a table or a chart: what the exports give as their sources, then the files.
    pub fn source<'s>(&self, rows: impl IntoIterator<Item = (Option<&'s Arc<str>>, &'s Origins)>) -> String {
        let (mut sources, mut files) = (BTreeSet::new(), BTreeSet::new());
        for (source, origins) in rows {
            if let Some(source) = source {
                sources.insert(self.citation(source));
            }
            for origin in &origins.first {
                files.insert(origin.file);
            }
        }
        let files: Vec<String> = files
            .into_iter()
            .filter_map(|file| self.audit.files.get(usize::try_from(file).ok()?))
            .map(|account| account.source.file.to_string())
            .collect();
        let mut sources: Vec<String> = sources.into_iter().collect();
        sources.sort_by(|a, b| self.names.compare(a, b));
        let files = names::list(self.lang, &files, 3, ("tệp", "file", "files"));
        // Titles have commas of their own: several of them are told apart by semicolons.
        let sources = match sources.iter().any(|source| source.contains(", ") || source.len() > 40) {
            true => sources.join("; "),
            false => names::list(self.lang, &sources, 3, ("nguồn", "source", "sources")),
        };
        match (sources.is_empty(), files.is_empty()) {
            (true, _) => files,
            (false, true) => sources,
            // A bracket behind a date in brackets would read as one.
            (false, false) if sources.ends_with(')') => format!("{sources}, {files}"),
            (false, false) => format!("{sources} ({files})"),
        }
    }

    /// A source as readers are told of it: title, publisher and date where the project gives them, else as it is.
    pub fn citation(&self, source: &str) -> String {
        let Some(known) = self.settings.sources.get(source) else { return source.to_owned() };
        let publisher = known.publisher.as_ref().map(|publisher| publisher.get(self.lang).to_owned());
        let date = known.date.as_ref().map(|date| self.date_of(date));
        let parts = [Some(known.title.get(self.lang).to_owned()), publisher];
        let named = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        // A title may end in a year of its own.
        match date {
            Some(date) => format!("{named} ({date})"),
            None => named,
        }
    }

    /// A date as a project writes it, in the words of the report; one that is no date stays as it is.
    pub fn date_of(&self, written: &str) -> String {
        crate::clean::period::parse(written)
            .map_or_else(|_| written.to_owned(), |period| self.n.short(period))
    }
}

/// What names a row of the coverage table.
fn named(row: &CoverageRow) -> (&Place, &str, Period) {
    (&row.place, &row.indicator, row.period)
}

/// Checks of the audit by the figure that they doubt.
fn doubted(audit: &Audit) -> BTreeMap<FigureId, Vec<usize>> {
    let mut index: BTreeMap<FigureId, Vec<usize>> = BTreeMap::new();
    for (i, check) in audit.checks.iter().enumerate() {
        if let Some(figure) = &check.figure {
            index.entry(figure.clone()).or_default().push(i);
        }
    }
    index
}

fn coverage_index(summary: &Summary) -> Vec<usize> {
    let mut index: Vec<usize> = (0..summary.coverage.len()).collect();
    index.sort_by(|a, b| named(&summary.coverage[*a]).cmp(&named(&summary.coverage[*b])));
    index
}

fn by_indicator(summary: &Summary) -> BTreeMap<Arc<str>, Vec<usize>> {
    let mut index: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for (i, row) in summary.coverage.iter().enumerate() {
        match index.get_mut(&*row.indicator) {
            Some(rows) => rows.push(i),
            None => _ = index.insert(Arc::clone(&row.indicator), vec![i]),
        }
    }
    index
}

fn decimals_by_indicator(summary: &Summary) -> BTreeMap<Arc<str>, usize> {
    let mut decimals: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for row in &summary.coverage {
        let Some(percent) = row.percent else { continue };
        let carried = decimals_of(percent, 2);
        let most = decimals.entry(Arc::clone(&row.indicator)).or_default();
        *most = carried.max(*most);
    }
    decimals
}

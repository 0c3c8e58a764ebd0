//! What holds for every report, and the sentences of the published figures in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::report::{Block, Part, Report, Span, Table};
use super::{Notes, SourceLines, compose, lines_wanted, sample};
use crate::analyse::Summary;
use crate::clean::Audit;
use crate::clean::tables::Origin;
use crate::model::register::Registers;
use crate::model::{FigureId, Lang, OwnText, Settings, table};

fn report(lang: Lang) -> Report {
    let (summary, audit) = (sample::summary(), sample::audit());
    compose(
        &summary,
        &audit,
        &SourceLines::new(),
        &Notes::new(),
        &sample::settings(lang),
        &sample::registers(),
    )
}

fn spans(report: &Report) -> Vec<(&str, &[Span])> {
    let mut all: Vec<(&str, &[Span])> = Vec::new();
    for chapter in &report.chapters {
        for block in &chapter.blocks {
            match block {
                Block::Paragraph(spans) | Block::Note(spans) => all.push((&chapter.id, spans)),
                Block::List(items) => all.extend(items.iter().map(|item| (&*chapter.id, &**item))),
                _ => {}
            }
        }
    }
    for block in pages(report) {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => all.push(("pages", spans)),
            Block::List(items) => all.extend(items.iter().map(|item| ("pages", &**item))),
            _ => {}
        }
    }
    all
}

/// What the pages of single places and topics hold.
fn pages(report: &Report) -> impl Iterator<Item = &Block> {
    let parts = report.places.iter().chain(&report.topics).flat_map(|subject| &subject.page);
    parts.filter_map(|part| match part {
        Part::Block(block) => Some(block),
        Part::Small { .. } => None,
    })
}

fn tables(report: &Report) -> Vec<&Table> {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let shown = blocks.chain(pages(report)).filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let small = report.places.iter().chain(&report.topics).flat_map(|subject| &subject.page);
    let small = small.filter_map(|part| match part {
        Part::Block(_) => None,
        Part::Small { values, .. } => Some(values),
    });
    shown.chain(small).chain(report.figures.iter().map(|figure| &figure.data)).collect()
}

fn texts(report: &Report) -> Vec<String> {
    let mut all: Vec<String> = spans(report)
        .into_iter()
        .map(|(_, spans)| spans.iter().map(Span::text).collect())
        .chain([report.title.clone(), report.subtitle.clone()])
        .chain(report.imprint.clone())
        .collect();
    for table in tables(report) {
        all.push(table.title.clone());
        all.extend(table.notes.clone());
        all.push(table.source.clone());
        all.extend(table.columns.iter().flat_map(|column| [column.label.clone(), column.unit.clone()]));
        all.extend(table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.text.clone())));
    }
    for figure in &report.figures {
        all.extend(
            [&figure.headline, &figure.subtitle, &figure.alt, &figure.unit, &figure.source].map(Clone::clone),
        );
    }
    for e in report.explanations.values() {
        all.extend([&e.title, &e.value, &e.formula, &e.more].map(Clone::clone));
        all.extend(e.operands.iter().flat_map(|operand| [operand.0.clone(), operand.1.clone()]));
        all.extend(e.caveats.clone());
    }
    for chapter in &report.chapters {
        for block in &chapter.blocks {
            if let Block::KeyFigures(key) = block {
                all.extend(
                    key.iter()
                        .flat_map(|key| [&key.label, &key.value, &key.change, &key.target].map(Clone::clone)),
                );
            }
        }
    }
    all
}

/// Holds for any report.
fn check(report: &Report) {
    one_figure_reads_the_same_everywhere(report);
    let mut named: BTreeSet<&FigureId> = BTreeSet::new();
    for (chapter, spans) in spans(report) {
        let text: String = spans.iter().map(Span::text).collect();
        // Sentence ends lie in plain words; a sentence without a figure behind it says nothing that can be checked.
        let mut has_figure = false;
        for span in spans {
            match span {
                Span::Figure { id, .. } => {
                    named.insert(id);
                    has_figure = true;
                }
                // It holds the figures that it stands for.
                Span::Table { .. } => {}
                Span::Text(words) | Span::Strong(words) => {
                    for (i, _) in words.match_indices(". ") {
                        let next = words[i + 2..].chars().next();
                        if next.is_some_and(char::is_uppercase) {
                            assert!(has_figure || chapter == "methods", "a sentence without figure: {text}");
                            has_figure = false;
                        }
                    }
                    if words.ends_with(". ") {
                        assert!(has_figure || chapter == "methods", "a sentence without figure: {text}");
                        has_figure = false;
                    }
                }
            }
        }
        assert!(has_figure || chapter == "methods", "a sentence without figure: {text}");
        assert!(text.ends_with(['.', '?', '!']), "{text}");
        assert!(text.chars().next().is_some_and(|first| !first.is_lowercase()), "{text}");
    }
    for table in tables(report) {
        assert!(!table.columns.is_empty(), "{}", table.id);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id);
            named.extend(row.cells.iter().filter_map(|cell| cell.figure.as_ref()));
        }
    }
    for chapter in &report.chapters {
        for block in &chapter.blocks {
            if let Block::KeyFigures(key) = block {
                assert!(key.len() <= 8);
                named.extend(key.iter().map(|key| &key.id));
            }
        }
    }
    let operands: Vec<&FigureId> = report
        .explanations
        .values()
        .flat_map(|e| e.operands.iter().filter_map(|operand| operand.2.as_ref()))
        .collect();
    named.extend(operands);
    for id in named {
        let e = report.explanations.get(id).unwrap_or_else(|| panic!("{id} is not explained"));
        assert!(!e.title.is_empty() && !e.value.is_empty() && !e.formula.is_empty(), "{id}: {e:?}");
    }
    for text in texts(report) {
        assert!(!text.contains("  ") && !text.contains(" .") && !text.contains(" ,"), "{text:?}");
        assert!(!text.contains('{') && !text.contains('}') && !text.contains(".."), "{text:?}");
        assert!(!text.contains("()") && !text.contains("“”") && !text.contains("NaN"), "{text:?}");
    }
    for (table, declared) in report.data.iter().zip(table::ALL) {
        assert_eq!(table.table.name, declared.name);
        for row in &table.rows {
            assert_eq!(row.len(), declared.columns.len(), "{}", declared.name);
        }
    }
    assert_eq!(report.data.len(), table::ALL.len());
    let mut ids: Vec<&str> = report.figures.iter().map(|figure| figure.id.as_str()).collect();
    ids.extend(tables(report).iter().map(|table| table.id.as_str()));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an anchor is used twice");
}

/// The first number of a text without its sign: `95,10` of `+95,10 điểm %`; `4` of `4 trong 8 tỉnh`.
fn number_in(text: &str) -> Option<String> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let digits: String = text[start..]
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
        .collect();
    Some(digits.trim_end_matches(['.', ',']).to_owned())
}

/// A figure reads the same in every sentence, table and key figure, and in its own explanation.
fn one_figure_reads_the_same_everywhere(report: &Report) {
    let mut read: std::collections::BTreeMap<&FigureId, BTreeSet<String>> = Default::default();
    let mut add = |id, text: &str| read.entry(id).or_default().extend(number_in(text));
    for (_, spans) in spans(report) {
        for span in spans {
            if let Span::Figure { id, text } = span {
                add(id, text);
            }
        }
    }
    for table in tables(report) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            if let Some(id) = &cell.figure {
                add(id, &cell.text);
            }
        }
    }
    for block in report.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        if let Block::KeyFigures(key) = block {
            key.iter().for_each(|key| add(&key.id, &key.value));
        }
    }
    for explanation in report.explanations.values() {
        for (_, value, id) in &explanation.operands {
            id.iter().for_each(|id| add(id, value));
        }
    }
    for (id, explanation) in &report.explanations {
        if read.contains_key(id) {
            read.entry(id).or_default().extend(number_in(&explanation.value));
        }
    }
    assert!(read.len() > 20 || report.explanations.len() < 30);
    for (id, texts) in read {
        assert!(texts.len() <= 1, "{id} reads differently: {texts:?}");
    }
}

/// The report as a reader goes through it.
fn read(report: &Report) -> String {
    let mut out = format!("{}\n{}\n", report.title, report.subtitle);
    let line = |spans: &[Span]| -> String { spans.iter().map(Span::text).collect() };
    for chapter in &report.chapters {
        let _ = writeln!(out, "\n# {}", chapter.title);
        for block in &chapter.blocks {
            match block {
                Block::Heading { text, .. } => {
                    let _ = writeln!(out, "\n## {text}");
                }
                Block::Paragraph(spans) => {
                    let _ = writeln!(out, "{}", line(spans));
                }
                Block::Note(spans) => {
                    let _ = writeln!(out, "! {}", line(spans));
                }
                Block::List(items) => items.iter().for_each(|item| {
                    let _ = writeln!(out, "- {}", line(item));
                }),
                Block::KeyFigures(key) => key.iter().for_each(|key| {
                    let _ = writeln!(
                        out,
                        "* {}: {} | {} {:?} | {} {:?}",
                        key.label, key.value, key.change, key.trend, key.target, key.state
                    );
                }),
                Block::Table(table) => write_table(&mut out, table),
                Block::Figure(index) => {
                    let figure = &report.figures[*index];
                    let _ = writeln!(out, "[{} {}] {}", figure.number, figure.id, figure.headline);
                    let _ = writeln!(out, "    {} ({}) — {}", figure.subtitle, figure.unit, figure.source);
                }
                Block::OfficeNote { heading, paragraphs } => {
                    let _ = writeln!(out, "> {heading}: {}", paragraphs.join(" / "));
                }
            }
        }
    }
    out.replace('\u{a0}', " ")
}

fn write_table(out: &mut String, table: &Table) {
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|column| match column.unit.as_str() {
            "" => column.label.clone(),
            unit => format!("{} ({unit})", column.label),
        })
        .collect();
    let _ = writeln!(out, "[[{} {}]] {}", table.number, table.id, table.title);
    let _ = writeln!(out, "    {}", heads.join(" | "));
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        let _ = writeln!(out, "    {}{}", if row.strong { "* " } else { "" }, cells.join(" | "));
    }
    for note in &table.notes {
        let _ = writeln!(out, "    ({note})");
    }
}

#[test]
fn published_figures_in_vietnamese() {
    let report = report(Lang::Vi);
    check(&report);
    insta::assert_snapshot!("published_vi", read(&report));
}

#[test]
fn published_figures_in_english() {
    let report = report(Lang::En);
    check(&report);
    insta::assert_snapshot!("published_en", read(&report));
}

/// All 63 provinces over seven years, analysed by the stage before.
fn large(lang: Lang) -> Report {
    let (tables, registers, mut audit) = (sample::large(), sample::registers(), Audit::default());
    let settings = Settings { invented: true, ..sample::settings(lang) };
    let summary = crate::analyse::analyse(&tables, &mut audit, &settings, &registers).unwrap();
    compose(&summary, &audit, &SourceLines::new(), &Notes::new(), &settings, &registers)
}

#[test]
fn many_places_and_years_stay_readable() {
    for lang in [Lang::Vi, Lang::En] {
        let report = large(lang);
        check(&report);
        assert!(report.invented.is_some());
        let mark = lang.pick("số liệu giả định", "invented figures");
        assert!(report.figures.iter().all(|figure| figure.source.contains(mark)));
        let chapters = ["coverage", "teams", "topics", "targets"];
        for chapter in report.chapters.iter().filter(|chapter| chapters.contains(&chapter.id.as_str())) {
            for block in &chapter.blocks {
                let Block::Table(table) = block else { continue };
                if table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.figure.is_some()) {
                    assert!(table.source.contains(mark), "{}: {:?}", table.title, table.source);
                }
            }
        }
        let told: usize = texts(&report).iter().map(String::len).sum();
        assert!(told < 1_500_000, "{told} bytes of text");
        assert!(report.figures.len() < 40, "{} charts", report.figures.len());
        let rows = tables(&report).iter().map(|table| table.rows.len()).max();
        assert!(rows <= Some(75), "{rows:?} rows in a table");
        insta::assert_snapshot!(format!("large_{}", lang.tag()), brief(&report));
    }
}

/// The report without the rows of its tables.
fn brief(report: &Report) -> String {
    let lines = read(report);
    lines.lines().filter(|line| !line.starts_with("    ") || line.starts_with("    (")).fold(
        String::new(),
        |mut out, line| {
            let _ = writeln!(out, "{line}");
            out
        },
    )
}

#[test]
fn nothing_at_all_is_a_report_too() {
    for lang in [Lang::Vi, Lang::En] {
        let report = compose(
            &Summary::default(),
            &Audit::default(),
            &SourceLines::new(),
            &Notes::new(),
            &sample::settings(lang),
            &Registers::default(),
        );
        check(&report);
        assert_eq!(report.chapters.len(), 7);
        assert!(report.figures.is_empty(), "no chart can be drawn from nothing");
    }
}

#[test]
fn figures_lead_back_to_their_lines() {
    let (summary, audit, registers) = (sample::summary(), sample::audit(), sample::registers());
    let settings = sample::settings(Lang::Vi);
    let wanted = lines_wanted(&summary, &audit, &settings, &registers);
    let line = Origin { file: 1, line: 3 };
    assert!(wanted.contains(&line));
    let mut lines = SourceLines::new();
    lines.insert(line, "2022,Sơn La,villages_mobile_broadband,,,95.10".to_owned());
    let report = compose(&summary, &audit, &lines, &Notes::new(), &settings, &registers);
    let id = FigureId("coverage/14/villages_mobile_broadband/2022".to_owned());
    let level = &report.explanations[&id];
    assert_eq!(level.value, "95,10\u{a0}%");
    assert_eq!(level.lines[0].place, "coverage.csv:3");
    assert_eq!(level.lines[0].text, "2022,Sơn La,villages_mobile_broadband,,,95.10");
    let change = &report.explanations[&id.part("change_pp")];
    assert_eq!(change.value, "+2,71\u{a0}điểm\u{a0}%");
    assert_eq!(change.operands.len(), 2);
    assert_eq!(change.operands[1].1, "92,39\u{a0}%");
    let mut shown = report.explanations.values().flat_map(|e| &e.lines);
    assert!(shown.any(|line| line.place == "sessions.csv:3"));
}

#[test]
fn an_office_adds_its_own_words() {
    let mut notes = Notes::new();
    let text =
        "# Nhận xét\nBa xã **mới**\ncó trạm.\n\n\n- Xã thứ nhất:\n  quý I\n- Xã thứ hai\n1. Một\r\n2. Hai\n";
    notes.insert("coverage".to_owned(), text.to_owned());
    let settings = Settings {
        office: Some(OwnText::Same("Sở Khoa học và Công nghệ".to_owned())),
        ..Settings::default()
    };
    let report = compose(
        &sample::summary(),
        &sample::audit(),
        &SourceLines::new(),
        &notes,
        &settings,
        &sample::registers(),
    );
    let coverage = report.chapters.iter().find(|chapter| chapter.id == "coverage").unwrap();
    let Some(Block::OfficeNote { heading, paragraphs }) = coverage.blocks.last() else { panic!() };
    assert_eq!(heading, "Ý kiến của Sở Khoa học và Công nghệ");
    assert_eq!(
        paragraphs[..],
        ["Nhận xét", "Ba xã mới có trạm.", "– Xã thứ nhất: quý I", "– Xã thứ hai", "1. Một", "2. Hai"]
    );
}

//! The inner parts by themselves, drawing, and whole editions by format: `cargo bench --bench parts`.
//!
//! Each part runs some times over; the best time is printed, since everything else on the machine can only add to it.
//! `cargo bench --bench parts -- drawing` runs one group alone: `numbers`, `trends`, `editions`, `drawing` or `million`.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use nhipso::Project;
use nhipso::clean::number;
use nhipso::compose::Report;
use nhipso::compose::report::{DataTable, Figure};
use nhipso::demo::{DemoOptions, demo};
use nhipso::model::Overrides;
use nhipso::render::charts::{self, Frame};
use nhipso::render::{Format, Theme, write_edition};
use nhipso::stats::{mann_kendall, theil_sen};
use rayon::prelude::*;

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

fn best(times: u32, mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..times {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best
}

fn say(part: &str, time: Duration) {
    println!("{part:<58} {:>10.3} ms", time.as_secs_f64() * 1e3);
}

fn each(part: &str, count: usize, time: Duration) {
    println!("{part:<58} {:>10.1} ns each", time.as_secs_f64() * 1e9 / count as f64);
}

/// A series that rises a little amid noise, the same in every run.
fn series(seed: u64, points: usize) -> (Vec<f64>, Vec<f64>) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f64 / (1 << 24) as f64
    };
    let times = (0..points).map(|i| 2019.0 + i as f64 / 12.0).collect();
    (times, (0..points).map(|i| 50.0 + 0.01 * i as f64 + noise()).collect())
}

fn trends() {
    let many: Vec<_> = (0..2520).map(|seed| series(seed, 84)).collect();
    let one = |(times, values): &(Vec<f64>, Vec<f64>)| {
        black_box((theil_sen(times, values, Z), mann_kendall(times, values)));
    };
    say("trends of 2,520 series of 84 points, one thread", best(5, || many.iter().for_each(one)));
    say("trends of 2,520 series of 84 points, all threads", best(5, || many.par_iter().for_each(one)));
    let long = series(1, 100_000);
    say("trend of one series of 100,000 points", best(2, || one(&long)));
}

fn numbers() {
    for (part, cell) in [("count 459", "459"), ("count 12.345", "12.345"), ("count 12 345", "12 345")] {
        let run = || (0..100_000).for_each(|_| _ = black_box(number::count(black_box(cell.as_bytes()))));
        each(part, 100_000, best(5, run));
    }
    for (part, cell) in [("percentage 95,10", "95,10"), ("percentage 95,10%", "95,10%")] {
        let run = || (0..100_000).for_each(|_| _ = black_box(number::decimal(black_box(cell.as_bytes()))));
        each(part, 100_000, best(5, run));
    }
}

fn editions() -> Result<(), Box<dyn Error>> {
    let project = Project::open(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join("published"),
        &Overrides::default(),
    )?;
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("edition");
    let write = |name: &str, formats: &[Format]| -> Result<(), Box<dyn Error>> {
        project.report(&out, formats, &|_| ())?;
        say(&format!("published figures: {name}"), best(3, || drop(project.report(&out, formats, &|_| ()))));
        Ok(())
    };
    for format in Format::ALL {
        write(format.name(), &[format])?;
    }
    write("whole edition", &Format::ALL)
}

/// A project of invented figures on the 34 provinces.
fn invented(folder: &Path, rows: u64) -> Result<Project, Box<dyn Error>> {
    demo(folder, &DemoOptions { rows, ..DemoOptions::default() })?;
    Ok(Project::open(folder, &Overrides::default())?)
}

/// Charts, a workbook and a PDF of the sizes that a national report has.
fn drawing() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let report = invented(&folder.path().join("exports"), 20_000)?.run(&|_| ())?.report;
    let theme = Theme::default();
    hundred_charts(&report, &charts::Theme::default())?;

    let out = folder.path().join("out");
    let write = |report: &Report, format: Format, times: u32| -> Result<Duration, Box<dyn Error>> {
        let run = || write_edition(report, &[format], &theme, &[], &out);
        run()?;
        Ok(best(times, || drop(run())))
    };
    let cells = Report { data: cells(&report.data, 160_000), ..words_alone(&report) };
    let count: usize = cells.data.iter().flat_map(|table| &table.rows).map(Vec::len).sum();
    say(&format!("workbook of {count} cells"), write(&cells, Format::Xlsx, 3)?);
    let time = write(&report, Format::Pdf, 3)?;
    let pages = pages(&std::fs::read(out.join("report.pdf"))?);
    say(&format!("PDF of {pages} pages, {} charts in it", report.figures.len()), time);
    say("the same, 30 pages of it", time * 30 / u32::try_from(pages.max(1))?);
    Ok(())
}

fn hundred_charts(report: &Report, theme: &charts::Theme) -> Result<(), Box<dyn Error>> {
    let figures: Vec<&Figure> = report.figures.iter().cycle().take(100).collect();
    let svg = |figure: &&Figure| charts::svg(figure, theme, Frame::Full(&report.words));
    let drawn: Vec<String> = figures.par_iter().map(svg).collect::<Result<_, _>>()?;
    let png = |svg: &String| charts::png(svg);
    let bytes: usize = drawn.par_iter().map(png).map(|png| png.map_or(0, |png| png.len())).sum();
    let each = figures.len().min(report.figures.len());
    say(
        &format!("100 charts ({each} of them different) as SVG, one thread"),
        best(3, || figures.iter().for_each(|figure| _ = black_box(svg(figure)))),
    );
    say(
        "the same, all threads",
        best(3, || figures.par_iter().for_each(|figure| _ = black_box(svg(figure)))),
    );
    say(
        "100 charts from SVG to PNG, one thread",
        best(2, || drawn.iter().for_each(|svg| _ = black_box(png(svg)))),
    );
    say("the same, all threads", best(3, || drawn.par_iter().for_each(|svg| _ = black_box(png(svg)))));
    println!("{:<58} {:>10.3} MB", "their PNG together", bytes as f64 / 1e6);
    Ok(())
}

/// A report without chapters, charts and tables.
fn words_alone(report: &Report) -> Report {
    Report {
        lang: report.lang,
        title: report.title.clone(),
        words: report.words.clone(),
        imprint: report.imprint.clone(),
        ..Report::default()
    }
}

/// Tables of about `count` cells, with the rows of all `tables` in equal shares.
fn cells(tables: &[DataTable], count: usize) -> Vec<DataTable> {
    let filled: Vec<&DataTable> = tables.iter().filter(|table| !table.rows.is_empty()).collect();
    let share = |table: &DataTable| count / filled.len() / table.table.columns.len();
    let of = |table: &DataTable| DataTable {
        rows: table.rows.iter().cycle().take(share(table)).cloned().collect(),
        ..table.clone()
    };
    filled.iter().copied().map(of).collect()
}

/// Pages of a PDF: the greatest count among its page trees.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let counts = text.split("/Count ").skip(1);
    counts
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .max()
        .unwrap_or(0)
}

/// A million questions on the 34 provinces: tables alone, and the whole edition.
fn million() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let project = invented(&folder.path().join("exports"), 1_000_000)?;
    let out = folder.path().join("edition");
    let time = |formats: &[Format]| best(3, || drop(project.report(&out, formats, &|_| ())));
    project.report(&out, &Format::ALL, &|_| ())?;
    let (tables, whole) = (time(&[Format::Csv]), time(&Format::ALL));
    say("a million questions: tables alone", tables);
    say("a million questions: whole edition", whole);
    println!("{:<58} {:>10.3}", "whole edition to tables alone", whole.as_secs_f64() / tables.as_secs_f64());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let runs = |group: &str| asked.is_empty() || asked.iter().any(|word| word == group);
    if runs("numbers") {
        numbers();
    }
    if runs("trends") {
        trends();
    }
    if runs("editions") {
        editions()?;
    }
    if runs("drawing") {
        drawing()?;
    }
    if runs("million") {
        million()?;
    }
    Ok(())
}

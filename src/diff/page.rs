//! The differences as a page for people: a block a figure, numbers as the report writes them.

use std::collections::BTreeMap;

use minijinja::{Environment, context};

use super::cause::BECAME;
use super::words::said;
use super::{Difference, Why};
use crate::model::numbers::Numbers;
use crate::model::table::{self, Column, Kind};
use crate::model::{Lang, Period};

/// Decimals of a number of a table.
const DECIMALS: usize = 2;
/// Decimals where fewer would show nothing.
const FINE: usize = 6;

/// The differences as a page of its own.
///
/// # Errors
/// When the template does not hold what it is given, a fault of the program.
pub fn to_html(differences: &[Difference], lang: Lang) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("page.html", include_str!("page.html"))?;
    let tables: Vec<minijinja::Value> = table::FACTS
        .iter()
        .map(|table| differences.iter().filter(|one| one.table.name == table.name).collect::<Vec<_>>())
        .filter(|list| !list.is_empty())
        .map(|list| of_table(&list, lang))
        .collect();
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for difference in differences {
        *causes.entry(reasons(&difference.why, lang)).or_default() += 1;
    }
    let mut causes: Vec<(String, usize)> = causes.into_iter().collect();
    causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let numbers = Numbers::new(lang);
    let causes: Vec<_> =
        causes.iter().map(|(why, count)| context! { why, count => numbers.count(*count as u64) }).collect();
    let (count, one) = (numbers.count(differences.len() as u64), differences.len() == 1);
    environment
        .get_template("page.html")?
        .render(context! { lang => lang.tag(), vi => lang == Lang::Vi, tables, causes, count, one })
}

/// One table: its figures with what became of them. A cause that all of them share is said once.
fn of_table(list: &[&Difference], lang: Lang) -> minijinja::Value {
    let table = list.first().map(|first| first.table);
    let title = table.map_or("", |table| lang.pick(table.vi, table.en));
    let shared = list.windows(2).all(|pair| pair[0].why == pair[1].why);
    let why = list.first().filter(|_| shared).map(|first| reasons(&first.why, lang));
    let figures: Vec<minijinja::Value> = list
        .chunk_by(|a, b| a.row == b.row)
        .map(|of_figure| {
            let name: Vec<String> = of_figure[0].row.iter().map(|(_, word)| readable(word, lang)).collect();
            let lines: Vec<_> = of_figure.iter().map(|one| line(one, lang)).collect();
            let why = (!shared).then(|| reasons(&of_figure[0].why, lang));
            context! { name => name.join(" · "), lines, why }
        })
        .collect();
    let count = Numbers::new(lang).count(list.len() as u64);
    context! { title, why, figures, count, one => list.len() == 1 }
}

fn line(one: &Difference, lang: Lang) -> minijinja::Value {
    let Some(column) = one.column else {
        let gone = one.new.is_empty();
        let words = match gone {
            true => lang.pick("không còn trong bản sau", "no longer there"),
            false => lang.pick("mới có trong bản sau", "new"),
        };
        return context! { whole => words };
    };
    let unit = unit(column, lang);
    let label = lang.pick(column.vi, column.en);
    let name = if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") };
    let number = matches!(column.kind, Kind::Count | Kind::Number);
    context! {
        name, number, old => cell(&one.old, column, lang), new => cell(&one.new, column, lang),
        change => one.change.map(|change| signed(change, column, lang)),
    }
}

/// A cell as the report would write it.
fn cell(text: &str, column: &Column, lang: Lang) -> String {
    let numbers = Numbers::new(lang);
    match (column.kind, text.parse::<f64>()) {
        _ if text.is_empty() => "…".to_owned(),
        (Kind::Count, Ok(value)) => numbers.decimal(value, 0),
        (Kind::Number, Ok(value)) => numbers.decimal(value, DECIMALS),
        _ => readable(text, lang),
    }
}

fn signed(change: f64, column: &Column, lang: Lang) -> String {
    let numbers = Numbers::new(lang);
    let decimals = match column.kind {
        Kind::Count => 0,
        _ if numbers.is_zero(change, DECIMALS) => FINE,
        _ => DECIMALS,
    };
    numbers.signed(change, decimals)
}

/// A period as the report writes it, a code in words, other texts as they are.
fn readable(text: &str, lang: Lang) -> String {
    match Period::from_iso(text) {
        Some(period) => Numbers::new(lang).short(period),
        None => said(text, lang),
    }
}

fn unit(column: &Column, lang: Lang) -> String {
    match (column.unit, lang) {
        ("percentage points", _) => Numbers::new(lang).point_unit(),
        ("percentage points per year", Lang::Vi) => "điểm %/năm".to_owned(),
        ("percentage points per year", Lang::En) => "points a year".to_owned(),
        ("%", _) => "%".to_owned(),
        _ => String::new(),
    }
}

/// "số liệu gốc khác (coverage.csv)"; where more than one thing differs, all of them.
fn reasons(why: &[Why], lang: Lang) -> String {
    let one = |why: &Why| match why.detail.as_str() {
        "" => why.cause.text().get(lang).to_owned(),
        detail => {
            let words: Vec<String> = detail.split(BECAME).map(|word| said(word, lang)).collect();
            format!("{} ({})", why.cause.text().get(lang), words.join(BECAME))
        }
    };
    why.iter().map(one).collect::<Vec<_>>().join("; ")
}

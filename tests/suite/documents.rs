//! The format document says what the registers and the rules say: its tables are compared with those made from them.

use std::fmt::Write as _;

use nhipso::model::Rule;
use nhipso::model::register::{CONTRACT, Direction, Registers};
use nhipso::model::rule::Severity;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/README.md");

/// Compares every table with what the program says; with `NHIPSO_UPDATE=1` the document is brought up to date.
#[test]
fn tables_of_the_format_document_are_current() {
    let registers = Registers::default_set().expect("registers");
    let mut document = std::fs::read_to_string(DOCUMENT).expect("data/README.md");
    let update = std::env::var_os("NHIPSO_UPDATE").is_some();
    for (name, made) in [
        ("topics", topics(&registers)),
        ("indicators", indicators(&registers)),
        ("headers", headers(&registers)),
        ("rules", rules()),
    ] {
        let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let from = document.find(&start).expect("start mark") + start.len();
        let to = document.find(&end).expect("end mark");
        if document[from..to] != made {
            assert!(update, "the table of {name} in data/README.md has to be:\n\n{made}");
            document.replace_range(from..to, &made);
        }
    }
    if update {
        std::fs::write(DOCUMENT, document).expect("data/README.md is writable");
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn rules() -> String {
    let mut made = String::from("| code | costs | rule | what to do | example |\n|---|---|---|---|---|\n");
    for rule in Rule::ALL {
        let costs = match rule.severity() {
            Severity::Unusable => "the file",
            Severity::Rejected => "the row",
            Severity::Conflict => "all rows concerned",
            Severity::Doubt => "nothing",
        };
        let ((title_vi, title_en), (advice_vi, advice_en)) = (rule.title(), rule.advice());
        let (bad, good) = rule.example();
        assert!(!bad.is_empty() && !good.is_empty(), "{} has no example", rule.code());
        writeln!(
            made,
            "| {} | {costs} | {title_en}<br>*{title_vi}* | {advice_en}<br>*{advice_vi}* | `{}` → `{}` |",
            rule.code(),
            cell(bad),
            cell(good),
        )
        .expect("a string");
    }
    made
}

fn topics(registers: &Registers) -> String {
    let topics = registers.topics.as_ref().expect("topics");
    let mut made = String::from("| id | Vietnamese | English | also written |\n|---|---|---|---|\n");
    for topic in &topics.topics {
        let aliases = topic.aliases.iter().take(6).cloned().collect::<Vec<_>>().join(" · ");
        writeln!(made, "| `{}` | {} | {} | {aliases} |", topic.id, topic.label.vi, topic.label.en)
            .expect("a string");
    }
    made
}

fn indicators(registers: &Registers) -> String {
    let mut made = String::from("| id | Vietnamese | English | covered / total | |\n|---|---|---|---|---|\n");
    for indicator in &registers.indicators.indicators {
        let mut marks = String::new();
        if indicator.direction == Direction::Down {
            marks.push('↓');
        }
        if indicator.only_rises {
            marks.push('↑');
        }
        writeln!(
            made,
            "| `{}` | {} | {} | {} / {} | {marks} |",
            indicator.id, indicator.name.vi, indicator.name.en, indicator.covered.en, indicator.total.en
        )
        .expect("a string");
    }
    made
}

fn headers(registers: &Registers) -> String {
    let mut made = String::from("| column | in | names |\n|---|---|---|\n");
    for entry in &registers.headers.columns {
        let kinds: Vec<&str> = CONTRACT
            .iter()
            .filter(|(kind, columns)| {
                columns.contains(&entry.column.as_str())
                    && (entry.kinds.is_empty() || entry.kinds.iter().any(|wanted| wanted == kind))
            })
            .map(|(kind, _)| *kind)
            .collect();
        let kinds = if kinds.len() == CONTRACT.len() { "all".to_owned() } else { kinds.join(", ") };
        writeln!(made, "| `{}` | {kinds} | {} |", entry.column, cell(&entry.names.join(" · ")))
            .expect("a string");
    }
    made
}

#[test]
fn every_contract_column_has_names() {
    let registers = Registers::default_set().expect("registers");
    for (kind, columns) in CONTRACT {
        for column in *columns {
            assert!(
                registers.headers.columns.iter().any(|entry| entry.column == *column),
                "{kind}: column {column} has no names"
            );
        }
    }
}

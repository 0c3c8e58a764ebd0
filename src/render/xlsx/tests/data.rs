//! The sheets of the tables for machines, and what native charts are drawn over.

use super::*;
use crate::compose::report::{Chart, Mark};

#[test]
fn columns_of_machines_are_explained_sheet_by_sheet() {
    for report in sample::composed() {
        let book = Book::of(&report);
        let names = book.names();
        let (machine, meanings) = (book.machine(), book.names().len() - LAST);
        assert_eq!(names[meanings], report.words.workbook.columns);
        let texts = book.texts(book.sheets()[meanings]);
        let mut rows: BTreeMap<usize, BTreeMap<char, &str>> = BTreeMap::new();
        for (at, text) in &texts {
            let row = at.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
            rows.entry(row).or_default().insert(at.chars().next().unwrap(), text);
        }
        let told: Vec<(&str, &str)> = rows.values().map(|row| (row[&'A'], row[&'B'])).collect();
        assert!(rows.values().all(|row| row.contains_key(&'C')), "each has a meaning");
        // Its unit, and its codes, in the report's language.
        let of = |column: &str| rows.values().filter(|row| row[&'B'] == column).collect::<Vec<_>>();
        let (gap, status) = (of("gap"), of("status"));
        assert_eq!(gap[0][&'D'], report.lang.pick("điểm\u{a0}%", "percentage points"));
        let late = report.lang.pick("done_late (hoàn thành muộn)", "done_late (done late)");
        assert!(status[0][&'C'].contains(late), "{status:?}");
        let sheets = &names[machine];
        let tables = book.named("xl/tables/");
        for (sheet, (name, _)) in sheets.iter().zip(&book.data) {
            let table = tables.iter().find(|table| attributes(table, "displayName")[0] == *name).unwrap();
            for column in table.split("<tableColumn ").skip(1) {
                let column = attributes(&format!(" {column}"), "name")[0].to_owned();
                assert!(told.contains(&(sheet, &column)), "{sheet}: {column}");
            }
        }
    }
}

#[test]
fn places_are_called_what_the_report_calls_them() {
    for report in &mut sample::composed() {
        let said = report.lang.pick("TP.\u{a0}Hồ Chí Minh", "Hồ Chí Minh City");
        let table = report.data.iter_mut().find(|data| data.table.name == "coverage").unwrap();
        table.rows[1][2] = crate::compose::report::Value::Text("Hồ Chí Minh".into());
        let book = Book::of(report);
        let at = book.names().iter().position(|name| name == &table_title(report)).unwrap();
        let texts = book.texts(book.sheets()[at]);
        assert!(texts.contains(&("C3".to_owned(), said)), "{texts:?}");
    }
}

fn table_title(report: &crate::compose::Report) -> String {
    report.data.iter().find(|data| data.table.name == "coverage").unwrap().title.clone()
}

#[test]
fn targets_have_the_names_of_their_indicators() {
    let [vi, _] = &sample::composed()[..] else { panic!("in either language") };
    let book = Book::of(vi);
    let names = book.names();
    let sheet = names.iter().position(|name| name == "Tiến độ so với mục tiêu").unwrap();
    let texts = book.texts(book.sheets()[sheet]);
    let (head, _) = texts.iter().find(|(_, text)| *text == "indicator_label").unwrap();
    let column = head.trim_end_matches('1');
    let named: Vec<&str> =
        texts.iter().filter(|(at, _)| at.starts_with(column) && at != head).map(|(_, text)| *text).collect();
    assert!(named.contains(&"Thôn, bản được phủ băng rộng di động"), "{named:?}");
    let rows = vi.data.iter().find(|data| data.table.name == "targets").unwrap().rows.len();
    assert_eq!(named.len(), rows, "{named:?}");
}

#[test]
fn a_target_is_a_line_across_the_native_chart() {
    let mut report = sample::report();
    let at = report.figures.iter().position(|figure| matches!(figure.chart, Chart::Lines(_))).unwrap();
    let Chart::Lines(lines) = &mut report.figures[at].chart else { panic!("lines") };
    let target = Mark { time: None, value: 99.5, text: "Mục tiêu năm 2025: 99,5 %".into() };
    lines.target = Some(target.clone());
    let rows = lines.times.len();
    let book = Book::of(&report);
    let number = report.figures[at].number;
    // Not among the data: on a sheet of what charts are drawn with besides.
    let figure = format!("Hình {number}");
    let sheet = |name: &str| book.sheets()[book.names().iter().position(|other| other == name).unwrap()];
    assert!(!sheet(&figure).contains("<v>99.5</v>"));
    let helpers = sheet(&report.words.workbook.helpers);
    assert_eq!(helpers.matches("<v>99.5</v>").count(), rows, "one a point");
    let told = book
        .texts(helpers)
        .iter()
        .filter(|(_, text)| [&figure, &target.text].contains(&&text.to_string()))
        .count();
    assert_eq!(told, 2 * rows);
    let chart = book
        .named("xl/charts/chart")
        .into_iter()
        .find(|chart| chart.contains("sysDash\"") || chart.contains("prstDash"))
        .unwrap();
    let series: Vec<&str> = chart.split("<c:ser>").skip(1).collect();
    let line = series.last().unwrap();
    assert!(line.contains("<a:prstDash"), "{line}");
    // Its name stands once, at its end.
    assert_eq!(line.matches("<c:dLbl>").count(), rows, "{line}");
    assert_eq!(line.matches("<c:delete val=\"1\"/></c:dLbl>").count(), rows - 1, "{line}");
    let labels = line.split("<c:dLbls>").nth(1).unwrap().split("</c:dLbls>").next().unwrap();
    assert_eq!(labels.matches(&target.text).count(), 1, "{labels}");
    // In the order of the schema: Excel would ask to repair the workbook.
    let named = labels.split("<c:dLbl>").find(|label| label.contains(&target.text)).unwrap();
    let named = named.split("</c:dLbl>").next().unwrap();
    let order = ["<c:idx ", "<c:layout", "<c:tx>", "<c:dLblPos ", "<c:showVal "];
    let places: Vec<usize> = order.iter().filter_map(|element| named.find(element)).collect();
    assert!(places.is_sorted() && places.len() == 5, "{named}");
}

#[test]
fn what_is_true_or_false_says_so_in_any_program() {
    let [vi, _] = &sample::composed()[..] else { panic!("in either language") };
    let book = Book::of(vi);
    let styles = &book.parts["xl/styles.xml"];
    let code = styles.split("<numFmt ").skip(1).find(|format| format.contains("TRUE")).unwrap();
    let id = attributes(&format!(" {code}"), "numFmtId")[0].to_owned();
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    let sheets = book.sheets();
    let flags: Vec<&str> = sheets
        .iter()
        .flat_map(|sheet| sheet.split("<c ").skip(1))
        .filter(|cell| cell.contains("t=\"b\""))
        .collect();
    assert!(!flags.is_empty());
    for flag in flags {
        let style: usize = attributes(&format!(" {flag}"), "s")[0].parse().unwrap();
        assert!(formats[style].contains(&format!("numFmtId=\"{id}\"")), "{flag}");
    }
}

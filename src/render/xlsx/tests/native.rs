//! What native charts show, and which figures have one.

use super::*;
use crate::compose::Report;
use crate::compose::report::{
    Axis, Chart, Direction, Figure, Forest, ForestRow, Interval, Intervals, Mark, Rank, Ranking, SlopeRow,
    Slopes, SpreadBands, Stacked, StackedRow, TableCell, TableColumn, TableRow, Waterfall,
};

/// The sample with one figure, whose chart and data are these.
fn with(chart: Chart, columns: &[&str], rows: &[(&str, &[(&str, f64)])]) -> Report {
    let mut report = sample::report();
    report.figures.truncate(1);
    for chapter in &mut report.chapters {
        chapter.blocks.retain(|block| !matches!(block, Block::Figure(_)));
    }
    let figure = &mut report.figures[0];
    figure.chart = chart;
    let column = |(at, label): (usize, &&str)| TableColumn {
        label: (*label).into(),
        numeric: at > 0,
        ..TableColumn::default()
    };
    figure.data.columns = columns.iter().enumerate().map(column).collect();
    let number = |(text, value): &(&str, f64)| TableCell {
        text: (*text).into(),
        value: Some(*value),
        ..TableCell::default()
    };
    let row = |(label, numbers): &(&str, &[(&str, f64)])| TableRow {
        cells: [TableCell { text: (*label).into(), ..TableCell::default() }]
            .into_iter()
            .chain(numbers.iter().map(number))
            .collect(),
        ..TableRow::default()
    };
    figure.data.rows = rows.iter().map(row).collect();
    report
}

fn axis(low: f64, high: f64) -> Axis {
    Axis { low, high, ticks: vec![(low, String::new()), (high, String::new())], label: String::new() }
}

/// The only chart of a workbook.
fn chart_of(book: &Book) -> String {
    let charts = book.named("xl/charts/chart");
    assert_eq!(charts.len(), 1);
    charts[0].clone()
}

/// The numbers of a cache behind the range that begins there.
fn numbers(xml: &str) -> Vec<f64> {
    let cache = xml.split("<c:numCache>").nth(1).unwrap().split("</c:numCache>").next().unwrap();
    cache.split("<c:v>").skip(1).map(|v| v.split('<').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn shares_have_their_intervals_and_few_questions_are_pale() {
    let row = |label: &str, value, low, high, weak| Interval {
        label: label.into(),
        value,
        low,
        high,
        text: format!("{value} %"),
        weak,
    };
    let rows = vec![row("Hạ tầng", 20.0, 15.0, 30.0, false), row("Khác", 5.0, 1.0, 12.0, true)];
    let report = with(
        Chart::Intervals(Intervals { rows, axis: axis(0.0, 40.0) }),
        &["Chủ đề", "Tỷ trọng", "Cận dưới", "Cận trên"],
        &[
            ("Hạ tầng", &[("20,0", 20.0), ("15,0", 15.0), ("30,0", 30.0)]),
            ("Khác", &[("5,0", 5.0), ("1,0", 1.0), ("12,0", 12.0)]),
        ],
    );
    let book = Book::of(&report);
    let chart = chart_of(&book);
    let bars = chart.split("<c:errBars>").nth(1).unwrap().split("</c:errBars>").next().unwrap();
    assert!(bars.contains("<c:errValType val=\"cust\"/>"), "{bars}");
    // Both come from the sheet of helpers, down first.
    let (plus, minus) = bars.split_once("<c:minus>").unwrap();
    assert!(plus.contains("'Số phụ'!$D$4:$D$5") && minus.contains("'Số phụ'!$D$2:$D$3"), "{bars}");
    assert_eq!(numbers(plus), [10.0, 7.0]);
    assert_eq!(numbers(minus), [5.0, 4.0]);
    let words = &report.words.workbook;
    let helpers = book.names().iter().position(|name| *name == words.helpers).unwrap();
    let texts = book.texts(book.sheets()[helpers]);
    for name in words.reach.iter().chain([&"Hình 1".to_owned(), &"Khác".to_owned()]) {
        assert!(texts.iter().any(|(_, text)| text.starts_with(name.as_str())), "{name}: {texts:?}");
    }
    let points: Vec<&str> = chart.split("<c:dPt>").skip(1).collect();
    assert_eq!(points.len(), 1, "{chart}");
    assert!(points[0].starts_with("<c:idx val=\"1\"/>"), "{}", points[0]);
    assert!(!chart.contains("<c:showVal val=\"1\"/>"), "a number would stand on its interval");
    let drawing = book.named("xl/drawings/drawing")[0];
    assert!(attributes(drawing, "descr")[0].starts_with(&words.kinds.intervals), "{drawing}");
}

#[test]
fn trends_are_points_with_intervals_pale_where_nothing_is_clear() {
    let row = |label: &str, slope: f64, verdict| ForestRow {
        label: label.into(),
        slope,
        interval: Some((slope - 0.5, slope + 0.25)),
        text: format!("{slope}"),
        verdict,
    };
    let rows = vec![row("Lên", 1.0, Direction::Up), row("Không rõ", 0.25, Direction::Level)];
    let report = with(
        Chart::Forest(Forest { rows, axis: axis(-1.0, 2.0) }),
        &["Chủ đề", "Độ dốc"],
        &[("Lên", &[("+1,00", 1.0)]), ("Không rõ", &[("+0,25", 0.25)])],
    );
    let book = Book::of(&report);
    let chart = chart_of(&book);
    assert!(chart.contains("<c:scatterChart>") && !chart.contains("<c:barChart>"), "{chart}");
    // The first stands on top; along the values lie the slopes.
    let (along, up) = chart.split("<c:xVal>").nth(1).unwrap().split_once("<c:yVal>").unwrap();
    assert_eq!((numbers(along), numbers(up)), (vec![1.0, 0.25], vec![2.0]));
    // What is not clear is a series of pale points.
    let unclear = chart.split("<c:ser>").nth(2).unwrap();
    assert_eq!(numbers(unclear.split("<c:yVal>").nth(1).unwrap()), [1.0]);
    let of = |series: &str| {
        series.split("<a:srgbClr val=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let clear = chart.split("<c:ser>").nth(1).unwrap();
    let marks = [clear, unclear].map(|series| of(series.split("<c:marker>").nth(1).unwrap()));
    assert_ne!(marks[0], marks[1]);
    // In the order of the schema: the look of a series stands before its marks, once.
    for series in chart.split("<c:ser>").skip(1) {
        let head = series.split("<c:xVal>").next().unwrap().split("<c:errBars>").next().unwrap();
        assert!(head.find("<c:spPr>") < head.find("<c:marker>"), "{head}");
        assert!(!head.contains("</c:marker><c:spPr>"), "{head}");
    }
    // Names stand at the left edge of the axis.
    let names = chart.split("<c:ser>").nth(3).unwrap();
    assert_eq!(numbers(names), [-1.0, -1.0]);
    assert!(names.contains("<a:t>Lên</a:t>") && names.contains("<a:t>Không\u{a0}rõ</a:t>"), "{names}");
    assert!(names.matches("<c:dLblPos val=\"l\"/>").count() >= 2, "{names}");
    let drawing = book.named("xl/drawings/drawing")[0];
    assert!(attributes(drawing, "descr")[0].starts_with(&report.words.workbook.kinds.points), "{drawing}");
    let (plus, minus) = chart.split_once("<c:minus>").unwrap();
    assert_eq!(numbers(plus.split("<c:plus>").nth(1).unwrap()), [0.25, 0.25]);
    assert_eq!(numbers(minus), [0.5, 0.5]);
    assert!(chart.contains(&report.words.workbook.unclear), "what pale ones say");
}

#[test]
fn helpers_have_decimals_and_no_words_of_a_row() {
    let row = |label: &str, slope: f64, said: &str, verdict| ForestRow {
        label: label.into(),
        slope,
        interval: Some((slope - 0.5, slope + 0.25)),
        text: format!("{slope:.2} ({said})").replace('.', ","),
        verdict,
    };
    let rows = vec![
        row("Lên", 1.25, "xu hướng tăng", Direction::Up),
        row("Xuống", -0.75, "xu hướng giảm", Direction::Down),
        row("Không rõ", 0.25, "chưa rõ xu hướng", Direction::Level),
    ];
    let worded = with(
        Chart::Forest(Forest { rows, axis: axis(-1.0, 2.0) }),
        &["Chủ đề", "Độ dốc"],
        &[("Lên", &[("1,25", 1.25)]), ("Xuống", &[("−0,75", -0.75)]), ("Không rõ", &[("0,25", 0.25)])],
    );
    let mut seen = 0;
    for report in sample::composed().iter().chain([&worded]) {
        let book = Book::of(report);
        let Some(at) = book.names().iter().position(|name| *name == report.words.workbook.helpers) else {
            continue;
        };
        let styles = &book.parts["xl/styles.xml"];
        let declared: Vec<String> = styles
            .split("<numFmt ")
            .skip(1)
            .map(|format| format!(" {}", format.split("/>").next().unwrap()))
            .collect();
        let codes: BTreeMap<&str, &str> = declared
            .iter()
            .map(|format| (attributes(format, "numFmtId")[0], attributes(format, "formatCode")[0]))
            .collect();
        let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
        for cell in book.sheets()[at].split("<c ").skip(1).filter(|cell| !cell.contains("t=\"s\"")) {
            let cell = format!(" {}", cell.split('>').next().unwrap());
            let Some(style) = attributes(&cell, "s").first().map(|style| style.parse::<usize>().unwrap())
            else {
                continue;
            };
            let format = format!(" {}", formats[style]);
            let code = codes.get(attributes(&format, "numFmtId")[0]).map(|code| code.replace("&quot;", ""));
            let words = code.iter().any(|code| code.chars().any(char::is_alphabetic));
            assert!(!words, "{code:?}: {cell}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn slopes_are_lines_from_the_earlier_to_the_later_value() {
    let slope = |label: &str, from: f64, to: f64| {
        let told = |value: f64| (value, format!("{value:.1}\u{a0}%").replace('.', ","));
        SlopeRow { label: label.into(), from: told(from), to: told(to), ..SlopeRow::default() }
    };
    let rows = |count: usize| -> Vec<SlopeRow> {
        let mut rows = vec![slope("Một", 2.0, 5.0), slope("Hai", 4.0, 3.0), slope("Ba", 3.95, 1.0)];
        rows.extend((3..count).map(|at| slope(&format!("Số {at}"), 1.0, at as f64)));
        rows
    };
    let report = |count: usize| {
        let rows = rows(count);
        let cells: Vec<(String, [(String, f64); 2])> = rows
            .iter()
            .map(|row| {
                (row.label.clone(), [&row.from, &row.to].map(|(value, _)| (format!("{value}"), *value)))
            })
            .collect();
        let chart = Slopes { rows, from: "2024".into(), to: "2025".into(), axis: axis(0.0, 20.0) };
        let data: Vec<(&str, Vec<(&str, f64)>)> = cells
            .iter()
            .map(|(label, cells)| {
                (label.as_str(), cells.iter().map(|(text, value)| (text.as_str(), *value)).collect())
            })
            .collect();
        let data: Vec<(&str, &[(&str, f64)])> =
            data.iter().map(|(label, cells)| (*label, cells.as_slice())).collect();
        with(Chart::Slopes(chart), &["Chủ đề", "2024", "2025"], &data)
    };
    let chart = chart_of(&Book::of(&report(3)));
    let series: Vec<&str> = chart.split("<c:ser>").skip(1).collect();
    assert!(chart.contains("<c:lineChart>") && series.len() == 3, "{chart}");
    let values = |series: &str| numbers(series.split("<c:val>").nth(1).unwrap());
    assert_eq!(
        series.iter().map(|one| values(one)).collect::<Vec<_>>(),
        [[2.0, 5.0], [4.0, 3.0], [3.95, 1.0]]
    );
    assert!(series[0].contains("$B$1:$C$1") && series[1].contains("$B$3:$C$3"), "{chart}");
    // A number that would stand on another is left out: 3,95 below 4,0.
    let left_out = |series: &str| series.matches("<c:delete val=\"1\"/></c:dLbl>").count();
    assert_eq!(series.iter().map(|one| left_out(one)).collect::<Vec<_>>(), [0, 0, 1]);
    // Many lines are not told apart.
    assert!(chart_of(&Book::of(&report(30))).contains("<c:barChart>"));
}

#[test]
fn a_spread_is_five_lines_over_its_table() {
    let bands = vec![
        (2021.0, "2021".into(), [50.0, 60.0, 70.0, 80.0, 90.0]),
        (2022.0, "2022".into(), [55.0, 65.0, 75.0, 85.0, 99.5]),
    ];
    let report = with(
        Chart::Spread(SpreadBands { bands, axis: axis(40.0, 100.0), ..SpreadBands::default() }),
        &["Kỳ", "Số", "Thấp nhất", "Q1", "Trung vị", "Q3", "Cao nhất"],
        &[
            ("2021", &[("4", 4.0), ("50", 50.0), ("60", 60.0), ("70", 70.0), ("80", 80.0), ("90", 90.0)]),
            ("2022", &[("4", 4.0), ("55", 55.0), ("65", 65.0), ("75", 75.0), ("85", 85.0), ("99,5", 99.5)]),
        ],
    );
    let book = Book::of(&report);
    let chart = chart_of(&book);
    let series: Vec<&str> = chart.split("<c:ser>").skip(1).collect();
    assert_eq!(series.len(), 5);
    // From the highest to the lowest, as they lie above each other.
    for (series, column) in series.iter().zip(["G", "F", "E", "D", "C"]) {
        let values = series.split("<c:val>").nth(1).unwrap();
        assert!(values.contains(&format!("${column}$2:${column}$3")), "{values}");
    }
    assert!(chart.contains("<c:max val=\"100\"/>"), "{chart}");
    assert_eq!(book.names().iter().filter(|name| name.contains("Hình")).count(), 1, "one sheet holds both");
}

#[test]
fn a_waterfall_floats_between_its_levels() {
    let step = |label: &str, by: f64, text: &str| (label.to_owned(), by, text.to_owned());
    let waterfall = |steps| Waterfall {
        start: step("2021", 80.0, "80,00\u{a0}%"),
        steps,
        end: step("2022", 81.5, "81,50\u{a0}%"),
        less_is_better: false,
        axis: axis(79.0, 83.0),
    };
    let mixed = vec![step("A", 2.0, "+2,00"), step("B", -0.5, "−0,50")];
    let report =
        with(Chart::Waterfall(waterfall(mixed)), &["Đơn vị", "Đóng góp"], &[("A", &[("+2,00", 2.0)])]);
    let book = Book::of(&report);
    let chart = chart_of(&book);
    let bars: Vec<&str> = chart.split("<c:lineChart>").next().unwrap().split("<c:ser>").skip(1).collect();
    assert_eq!(bars.len(), 3);
    let values = |series: &str| numbers(series.split("<c:val>").nth(1).unwrap());
    assert_eq!(values(bars[0]), [80.0, 81.5], "what bars stand on: the lower level of each step");
    assert!(bars[0].contains("<a:noFill/>") && !bars[1].contains("<a:noFill/>"));
    assert_eq!((values(bars[1]), values(bars[2])), (vec![2.0], vec![0.5]));
    // What each adds stands below it.
    assert!(bars[0].contains("<a:t>+2,00</a:t>") && bars[0].contains("<a:t>−0,50</a:t>"), "{}", bars[0]);
    assert_eq!(bars[0].matches("<c:dLblPos val=\"inEnd\"/>").count(), 3);
    assert!(bars[2].contains("<a:pattFill"), "a fall is told by more than its colour");
    let levels = chart.split("<c:lineChart>").nth(1).unwrap();
    assert_eq!(values(levels), [80.0, 81.5]);
    // The data of the places have another shape: they stand on a sheet of their own, called what it is.
    let names: Vec<String> = book.names().into_iter().filter(|name| name.contains("Hình")).collect();
    assert_eq!(names, ["Hình 1", "Số liệu của Hình 1"]);
    let up = vec![step("A", 1.0, "+1,00"), step("B", 0.5, "+0,50")];
    let report = with(Chart::Waterfall(waterfall(up)), &["Đơn vị", "Đóng góp"], &[("A", &[("+1,00", 1.0)])]);
    let chart = chart_of(&Book::of(&report));
    assert_eq!(chart.matches("<c:ser>").count(), 3, "no series without a value: {chart}");
}

#[test]
fn a_ranking_has_the_earlier_values_and_the_line_it_is_held_against() {
    let rank = |label: &str, value: f64, previous: Option<f64>| Rank {
        label: label.into(),
        value,
        text: format!("{value:.1}").replace('.', ",") + "\u{a0}%",
        previous,
        ..Rank::default()
    };
    let rows = vec![rank("A", 95.5, Some(90.5)), rank("B", 91.5, None), rank("C", 80.5, Some(82.5))];
    let text = "Cả nước: 90,5\u{a0}% (sơ bộ)".to_owned();
    let ranking = Ranking {
        rows,
        axis: axis(70.0, 100.0),
        reference: Some(Mark { time: None, value: 90.5, text }),
        reference_before: Some(87.5),
        previous_label: "2024".into(),
        current_label: "2025".into(),
    };
    let report = with(
        Chart::Ranking(ranking),
        &["Đơn vị", "2025", "2024"],
        &[
            ("A", &[("95,5", 95.5), ("90,5", 90.5)]),
            ("B", &[("91,5", 91.5)]),
            ("C", &[("80,5", 80.5), ("82,5", 82.5)]),
        ],
    );
    let book = Book::of(&report);
    let chart = chart_of(&book);
    let series: Vec<&str> = chart.split("<c:ser>").skip(1).collect();
    assert_eq!(series.len(), 2);
    let values = |series: &str| numbers(series.split("<c:val>").nth(1).unwrap());
    assert_eq!(values(series[0]), [90.5, 87.5, 82.5], "the year before, that of the country as well");
    assert_eq!(values(series[1]), [95.5, 91.5, 90.5, 80.5], "with that of the country in its place");
    assert!(chart.contains("<c:v>Cả nước (sơ bộ)</c:v>"), "{chart}");
    // Its bar alone has another colour; the later values alone have their numbers.
    let points: Vec<&str> = series[1].split("<c:dPt>").skip(1).collect();
    assert!(points.len() == 1 && points[0].starts_with("<c:idx val=\"2\"/>"), "{}", series[1]);
    assert!(!series[0].contains("<c:showVal") && series[1].contains("<c:showVal val=\"1\"/>"));
    assert!(chart.contains("<c:overlap "), "{chart}");
    let sheets = book.names().iter().filter(|name| name.contains("Hình")).count();
    assert_eq!(sheets, 1, "one sheet holds both");
}

#[test]
fn numbers_of_a_ranking_stand_within_its_bars_where_these_are_high_enough() {
    // Values that fell: beyond its end a number would stand on the bar of the year before.
    let chart = |count: usize| {
        let label = |at: usize| format!("Tỉnh {at}");
        let rank = |at: usize| Rank {
            label: label(at),
            value: 80.0,
            text: "80,0\u{a0}%".into(),
            previous: Some(90.0),
            ..Rank::default()
        };
        let ranking = Ranking {
            rows: (0..count).map(rank).collect(),
            axis: axis(0.0, 100.0),
            reference: None,
            reference_before: None,
            previous_label: "2024".into(),
            current_label: "2025".into(),
        };
        let labels: Vec<String> = (0..count).map(label).collect();
        let numbers = [("80,0", 80.0), ("90,0", 90.0)];
        let rows: Vec<(&str, &[(&str, f64)])> =
            labels.iter().map(|label| (label.as_str(), &numbers[..])).collect();
        chart_of(&Book::of(&with(Chart::Ranking(ranking), &["Đơn vị", "2025", "2024"], &rows)))
    };
    let (few, many) = (chart(34), chart(63));
    assert!(few.contains("<c:dLblPos val=\"inEnd\"/>"), "{few}");
    assert!(many.contains("<c:showVal val=\"1\"/>") && !many.contains("inEnd"), "{many}");
}

#[test]
fn parts_of_bars_have_their_numbers_where_there_is_room() {
    let parts =
        |small: f64, large: f64| vec![Some((small, format!("{small}"))), Some((large, format!("{large}")))];
    let stacked = Stacked {
        parts: vec!["xã".into(), "thôn".into()],
        rows: vec![
            StackedRow { label: "A".into(), parts: parts(40.0, 60.0), ..StackedRow::default() },
            StackedRow { label: "B".into(), parts: parts(1.0, 99.0), ..StackedRow::default() },
        ],
        axis: axis(0.0, 100.0),
    };
    let report = with(
        Chart::Stacked(stacked),
        &["Đơn vị", "xã", "thôn"],
        &[("A", &[("40", 40.0), ("60", 60.0)]), ("B", &[("1", 1.0), ("99", 99.0)])],
    );
    let chart = chart_of(&Book::of(&report));
    let series: Vec<&str> = chart.split("<c:ser>").skip(1).collect();
    assert!(series.iter().all(|series| series.contains("<c:showVal val=\"1\"/>")), "{chart}");
    assert_eq!(series[0].matches("<c:delete val=\"1\"/></c:dLbl>").count(), 1, "1 has no room");
    assert_eq!(series[1].matches("<c:delete val=\"1\"/></c:dLbl>").count(), 0);
}

#[test]
fn axes_have_formats_of_their_own_and_no_words_on_their_side() {
    for report in sample::composed() {
        let language = report.lang.pick("vi-VN", "en-GB");
        for chart in Book::of(&report).named("xl/charts/chart") {
            let values = chart.split("<c:valAx>").nth(1).unwrap();
            assert!(
                values.contains("sourceLinked=\"0\"") && values.contains("formatCode=\"#,##0"),
                "{values}"
            );
            assert!(!chart.contains("rot=\"-5400000\""), "{chart}");
            assert!(
                chart.contains(&format!("lang=\"{language}\"")) && !chart.contains("en-US"),
                "{language}"
            );
        }
    }
}

#[test]
fn a_sheet_without_a_chart_is_called_data() {
    for report in sample::composed() {
        let book = Book::of(&report);
        let words = &report.words;
        let charted = |figure: &&Figure| !matches!(figure.chart, Chart::Heat(_) | Chart::Tiles(_));
        for figure in report.figures.iter().filter(|figure| !charted(figure)) {
            let label = format!("{} {}", words.figure, figure.number);
            assert!(!book.names().contains(&label), "{label}");
            assert!(book.names().contains(&format!("{} {label}", words.workbook.data_of)), "{label}");
        }
        let charts = book.named("xl/charts/chart").len();
        assert_eq!(charts, report.figures.iter().filter(charted).count());
    }
}

#[test]
fn a_long_headline_leaves_a_chart_its_words() {
    let mut report = sample::report();
    report.figures[0].headline = "Tỷ lệ thôn, bản có sóng tăng nhanh ".repeat(12);
    let book = Book::of(&report);
    for drawing in book.named("xl/drawings/drawing") {
        let words = attributes(drawing, "descr");
        assert!(words.iter().all(|words| !words.is_empty() && words.chars().count() <= 400), "{words:?}");
        assert_eq!(words.len(), 1);
    }
}

#[test]
fn all_places_together_are_named_in_the_language_of_the_report() {
    let [vi, en] = &sample::composed()[..] else { panic!("in either language") };
    assert!(Book::of(vi).strings.iter().any(|text| text == "Cả nước"));
    let book = Book::of(en);
    assert!(!book.strings.iter().any(|text| text == "Cả nước"));
    let names = book.names();
    let title = |table: &str| book.data.iter().find(|(name, _)| *name == table).unwrap().1.clone();
    let sheet =
        names.iter().rposition(|name| title("coverage").starts_with(name.trim_end_matches('…'))).unwrap();
    let texts = book.texts(book.sheets()[sheet]);
    assert!(texts.iter().any(|(_, text)| *text == "Whole country"), "{names:?}");
    // The files keep the name that their rows are found by.
    let table = en.data.iter().find(|data| data.table.name == "coverage").unwrap();
    let place = table.table.columns.iter().position(|column| column.col.name() == "place").unwrap();
    assert!(table.rows.iter().any(|row| row[place] == crate::compose::report::Value::Text("Cả nước".into())));
}

//! A report to try the writers on: every kind of block, chart data, and texts that try to break out.

use std::sync::Arc;

use super::picture::Need;
use super::{Edition, Picture, Theme};
use crate::compose::Report;
use crate::compose::report::*;
use crate::model::{FigureId, table};

/// Texts that a format could take for markup, a formula or a path.
pub const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script> & \"x\" 'y'",
    "=HYPERLINK(\"http://x\",\"y\")",
    "]]> <![CDATA[ &amp; </w:t>",
    "#set page(width: 1pt) #panic(\"x\") *đậm* _nghiêng_ $x$ @nhãn \\ `mã` // chú",
    "@SUM(A1:A9)",
    "{{ 7 * 7 }} {% raw %}",
];

fn id(text: &str) -> FigureId {
    FigureId(text.into())
}

fn text(text: &str) -> Span {
    Span::Text(text.into())
}

fn figure(name: &str, text: &str) -> Span {
    Span::Figure { id: id(name), text: text.into() }
}

fn cell(text: &str) -> TableCell {
    TableCell { text: text.into(), ..TableCell::default() }
}

fn number(text: &str, value: f64, figure: &str) -> TableCell {
    TableCell {
        range: None,
        text: text.into(),
        value: Some(value),
        figure: (!figure.is_empty()).then(|| id(figure)),
        state: State::Neutral,
        see: None,
    }
}

fn column(label: &str, unit: &str, numeric: bool) -> TableColumn {
    TableColumn { label: label.into(), unit: unit.into(), numeric, ..TableColumn::default() }
}

fn row(cells: Vec<TableCell>) -> TableRow {
    TableRow { cells, ..TableRow::default() }
}

const PROVINCES: [(&str, &str); 10] = [
    ("01", "Hà Nội"),
    ("14", "Sơn La"),
    ("17", "Hòa Bình"),
    ("22", "Quảng Ninh"),
    ("31", "Hải Phòng"),
    ("35", "Hà Nam"),
    ("46", "Thừa Thiên Huế"),
    ("62", "Kon Tum"),
    ("77", "Bà Rịa – Vũng Tàu"),
    ("96", "Cà Mau"),
];

fn coverage_table() -> Table {
    let rows = PROVINCES
        .iter()
        .enumerate()
        .map(|(i, (code, name))| {
            let percent = 95.1 - 3.25 * i as f64;
            let name_of = format!("coverage/{code}/villages_mobile_broadband/2022");
            row(vec![
                cell(name),
                number(&format!("{:.2}", percent - 2.5).replace('.', ","), percent - 2.5, ""),
                number(&format!("{percent:.2}").replace('.', ","), percent, &name_of),
                number("+2,50", 2.5, &format!("{name_of}/change_pp")),
                TableCell {
                    state: if i < 5 { State::Good } else { State::Watch },
                    ..cell(if i < 5 { "Đúng tiến độ" } else { "Chậm" })
                },
            ])
        })
        .chain([TableRow {
            strong: true,
            cells: vec![
                cell("Cả nước"),
                cell(""),
                number("80,48", 80.475, "coverage/all/villages_mobile_broadband/2022"),
                cell(""),
                cell(""),
            ],
            ..TableRow::default()
        }])
        .collect();
    Table {
        id: "coverage-table".into(),
        number: 1,
        title: "Thôn, bản có sóng di động băng rộng".into(),
        columns: vec![
            column("Đơn vị", "", false),
            column("2021", "%", true),
            column("2022", "%", true),
            column("Thay đổi", "điểm %", true),
            column("So với mục tiêu", "", false),
        ],
        rows,
        notes: vec!["Hà Nam: số liệu sơ bộ.".into(), HOSTILE[2].into()],
        source: "coverage.csv".into(),
    }
}

fn hostile_table() -> Table {
    Table {
        id: "questions-table".into(),
        number: 2,
        title: "Chủ đề được hỏi nhiều".into(),
        columns: vec![
            column("Chủ đề", "", false),
            column("Số câu hỏi", "câu", true),
            column("Tỷ trọng", "%", true),
        ],
        rows: HOSTILE
            .iter()
            .zip([("1.459", 1459.0), ("204", 204.0), ("12", 12.0), ("-3", -3.0), ("0", 0.0), ("1", 1.0)])
            .map(|(name, (text, value))| {
                row(vec![
                    cell(name),
                    number(text, value, &format!("topics/14/{}/2022", name.len())),
                    number("18,2", 18.181_818, ""),
                ])
            })
            .collect(),
        notes: vec![],
        source: String::new(),
    }
}

fn lines() -> Lines {
    let point =
        |time: f64, value: f64, text: &str| Point { time, value, text: text.into(), ..Point::default() };
    Lines {
        lines: vec![
            Line {
                label: "Sơn La".into(),
                strong: true,
                points: vec![
                    point(2020.0, 88.1, "88,10"),
                    point(2021.0, 92.39, "92,39"),
                    point(2022.0, 95.1, "95,10"),
                ],
            },
            Line {
                label: "Cả nước".into(),
                strong: false,
                points: vec![point(2021.0, 78.0, "78,00"), point(2022.0, 80.475, "80,48")],
            },
        ],
        times: vec![(2020.0, "2020".into()), (2021.0, "2021".into()), (2022.0, "2022".into())],
        axis: Axis {
            low: 60.0,
            high: 100.0,
            ticks: vec![(60.0, "60".into()), (80.0, "80".into()), (100.0, "100".into())],
            label: String::new(),
        },
        target: Some(Mark { time: Some(2025.0), value: 100.0, text: "Mục tiêu 2025: 100 %".into() }),
        breaks: vec![],
    }
}

fn figures() -> Vec<Figure> {
    let lines_data = Table {
        id: "coverage-lines-data".into(),
        title: "Số liệu của hình 1".into(),
        columns: vec![column("Năm", "", false), column("Sơn La", "%", true), column("Cả nước", "%", true)],
        rows: vec![
            row(vec![cell("2020"), number("88,10", 88.1, ""), cell("")]),
            row(vec![cell("2021"), number("92,39", 92.39, ""), number("78,00", 78.0, "")]),
            row(vec![cell("2022"), number("95,10", 95.1, ""), number("80,48", 80.475, "")]),
        ],
        ..Table::default()
    };
    let ranks: Vec<Rank> = PROVINCES
        .iter()
        .enumerate()
        .map(|(i, (_, name))| {
            let value = 95.1 - 3.25 * i as f64;
            Rank {
                label: (*name).into(),
                value,
                text: format!("{value:.2}").replace('.', ","),
                previous: Some(value - 2.5),
                strong: i == 1,
                weak: false,
            }
        })
        .collect();
    let rank_data = Table {
        id: "coverage-ranking-data".into(),
        title: "Số liệu của hình 2".into(),
        columns: vec![column("Đơn vị", "", false), column("2022", "%", true)],
        rows: ranks
            .iter()
            .map(|rank| row(vec![cell(&rank.label), number(&rank.text, rank.value, "")]))
            .collect(),
        ..Table::default()
    };
    let base = |id: &str, number: usize, headline: &str, chart: Chart, data: Table| Figure {
        id: id.into(),
        number,
        headline: headline.into(),
        subtitle: "Tỷ lệ thôn, bản có sóng di động băng rộng".into(),
        unit: "%".into(),
        source: "số liệu của hình".into(),
        alt: format!("{headline}. {}", HOSTILE[0]),
        chart,
        data,
    };
    vec![
        base(
            "coverage-lines",
            1,
            "Sơn La đạt 95,10 %, tăng 2,71 điểm % so với năm 2021",
            Chart::Lines(lines()),
            lines_data,
        ),
        base(
            "coverage-ranking",
            2,
            "Hà Nội dẫn đầu, Cà Mau thấp nhất",
            Chart::Ranking(Ranking {
                rows: ranks,
                axis: Axis {
                    low: 60.0,
                    high: 100.0,
                    ticks: vec![(60.0, "60".into()), (100.0, "100".into())],
                    label: String::new(),
                },
                reference: None,
                reference_before: None,
                previous_label: "2021".into(),
                current_label: "2022".into(),
            }),
            rank_data,
        ),
    ]
}

fn key_figures() -> Vec<KeyFigure> {
    let key = |name: &str, label: &str, value: &str, change: &str, trend, target: &str, state| KeyFigure {
        id: id(name),
        label: label.into(),
        value: value.into(),
        number: (value == "95,10 %").then_some(95.104),
        change: change.into(),
        trend,
        target: target.into(),
        state,
    };
    vec![
        key(
            "coverage/14/villages_mobile_broadband/2022",
            "Thôn, bản có sóng di động băng rộng, Sơn La",
            "95,10 %",
            "+2,71 điểm % so với 2021",
            Direction::Up,
            "Mục tiêu 2025: 100 %, đúng tiến độ",
            State::Good,
        ),
        key(
            "coverage/all/villages_mobile_broadband/2022",
            "Hộ gia đình có cáp quang, cả nước",
            "45,80 %",
            "−1,20 điểm % so với 2021",
            Direction::Down,
            "Mục tiêu 2022: 50 %, không đạt",
            State::Bad,
        ),
        key(
            "teams/14/2022/all",
            "Tổ công nghệ số cộng đồng, Sơn La",
            "1.459 tổ",
            "",
            Direction::Unknown,
            "",
            State::Neutral,
        ),
        key(
            "topics/14/infrastructure/2022",
            "Câu hỏi về hạ tầng số",
            "18,2 % (2/11)",
            "không đổi so với 2021",
            Direction::Level,
            "Còn 3 cam kết mở",
            State::Watch,
        ),
    ]
}

fn chapters() -> Vec<Chapter> {
    let first = vec![
        Block::KeyFigures(key_figures()),
        Block::Heading { level: 2, id: "findings".into(), text: "Năm nhận định".into() },
        Block::List(vec![
            vec![
                text("Sơn La đạt "),
                figure("coverage/14/villages_mobile_broadband/2022", "95,10 %"),
                text(" thôn, bản có sóng, "),
                Span::Strong("đúng tiến độ".into()),
                text(" tới mục tiêu."),
            ],
            vec![text(HOSTILE[0])],
            vec![text(HOSTILE[3])],
        ]),
        Block::Note(vec![
            text("Chưa đủ số kỳ để kiểm định xu hướng; "),
            Span::Strong("đọc thận trọng".into()),
            text("."),
        ]),
    ];
    let coverage = vec![
        Block::Paragraph(vec![
            text("Năm 2022, tỷ lệ thôn, bản có sóng di động băng rộng của Sơn La là "),
            figure("coverage/14/villages_mobile_broadband/2022", "95,10 %"),
            text(", tăng "),
            figure("coverage/14/villages_mobile_broadband/2022/change_pp", "2,71 điểm %"),
            text(" so với năm 2021."),
        ]),
        Block::Figure(0),
        Block::Heading { level: 2, id: "coverage-ranks".into(), text: "Xếp hạng".into() },
        Block::Paragraph(vec![text("Khoảng cách giữa đơn vị cao nhất và thấp nhất còn lớn.")]),
        Block::Figure(1),
        Block::Heading { level: 3, id: "coverage-detail".into(), text: "Số liệu chi tiết".into() },
        Block::Table(coverage_table()),
        Block::OfficeNote {
            heading: "Nhận xét của Sở".into(),
            paragraphs: vec!["Địa bàn vùng cao còn khó khăn về điện lưới.".into(), HOSTILE[1].into()],
        },
    ];
    let topics = vec![
        Block::Paragraph(vec![text(HOSTILE[4]), text(" "), text(HOSTILE[5])]),
        Block::Table(hostile_table()),
    ];
    let chapter = |id: &str, title: &str, blocks| Chapter { id: id.into(), title: title.into(), blocks };
    vec![
        chapter("key-figures", "Số liệu chính", first),
        chapter("coverage", "Mức độ bao phủ", coverage),
        chapter("topics", "Chủ đề đối thoại", topics),
    ]
}

fn words() -> Words {
    Words {
        continued: "(tiếp theo)".into(),
        bounds: ["cận dưới".into(), "cận trên".into()],
        whole: "trong tổng số".into(),
        contents: "Mục lục".into(),
        table: "Bảng".into(),
        figure: "Hình".into(),
        source: "Nguồn".into(),
        unit: "Đơn vị tính".into(),
        note: "Ghi chú".into(),
        notes: "Ghi chú".into(),
        figure_data: "Số liệu của hình".into(),
        nothing: "Không tìm thấy".into(),
        all_columns: "Tất cả các cột".into(),
        how_computed: "Cách tính".into(),
        value: "Giá trị".into(),
        source_lines: "Dòng số liệu gốc".into(),
        line: "Dòng".into(),
        search: "Tìm trong báo cáo".into(),
        filter: "Lọc bảng".into(),
        sort_by: "Sắp xếp theo".into(),
        skip: "Chuyển đến nội dung chính".into(),
        page: "Trang".into(),
        close: "Đóng".into(),
        place: "Đơn vị".into(),
        topic: "Chủ đề".into(),
        all: "Tất cả".into(),
        place_pages: "Hồ sơ từng đơn vị".into(),
        topic_pages: "Hồ sơ từng chủ đề".into(),
        in_tables: "Trong các bảng của báo cáo".into(),
        print: "In trang này".into(),
        cover: "Bìa".into(),
        titles: "Tên bảng".into(),
        texts: "Nội dung".into(),
        key_heads: ["Chỉ tiêu", "Số liệu", "Thay đổi", "Mục tiêu"].map(Into::into),
        logo: "Biểu trưng của Sở A".into(),
        workbook: WorkbookWords {
            data_of: "Số liệu của".into(),
            reach: ["xuống cận dưới".into(), "lên cận trên".into()],
            steps: ["Mức", "Tăng", "Giảm"].map(Into::into),
            base: "Chân".into(),
            places: ["Cao", "Cao, rõ", "Cao, không rõ", "Chỗ tên"].map(Into::into),
            helpers: "Số phụ".into(),
            helper_heads: ["Trang", "Để vẽ", "Dòng", "Giá trị"].map(Into::into),
            axis: "trục đứng".into(),
            unclear: "nhạt: không rõ".into(),
            notes: "Ghi chú".into(),
            columns: "Giải thích cột".into(),
            column_heads: ["Trang tính", "Cột", "Ý nghĩa", "Đơn vị tính"].map(Into::into),
            content_heads: ["Trang tính", "Tiêu đề"].map(Into::into),
            helpers_title: "Số dùng để vẽ".into(),
            columns_title: "Ý nghĩa của từng cột".into(),
            notes_title: "Ghi chú và nguồn".into(),
            points: "điểm\u{a0}%".into(),
            back: "← Mục lục".into(),
            kinds: ChartKinds {
                slopes: "Biểu đồ đường hai kỳ".into(),
                points: "Biểu đồ điểm".into(),
                lines: "Đường".into(),
                bars: "Thanh".into(),
                intervals: "Thanh có khoảng".into(),
                stacked: "Thanh chồng".into(),
                steps: "Thác nước".into(),
            },
            ..WorkbookWords::default()
        },
    }
}

/// All provinces to pick, one of them with a page; a code that went from one to another.
fn places() -> Vec<Subject> {
    let line = |label: &str, strong, values: [f64; 2]| Line {
        label: label.into(),
        strong,
        points: [2021.0, 2022.0]
            .into_iter()
            .zip(values)
            .map(|(time, value)| Point { time, value, text: format!("{value}\u{a0}%"), ..Point::default() })
            .collect(),
    };
    let small = SmallLines {
        title: "Thôn, bản có sóng nhỏ".into(),
        unit: "%".into(),
        alt: HOSTILE[0].into(),
        lines: Lines {
            lines: vec![line("Sơn La", true, [92.39, 95.1]), line("Cả nước", false, [80.0, 80.48])],
            times: vec![(2021.0, "2021".into()), (2022.0, "2022".into())],
            axis: Axis { low: 80.0, high: 100.0, ..Axis::default() },
            ..Lines::default()
        },
    };
    let page = vec![
        Part::Block(Block::Heading {
            level: 2,
            id: "place-0-coverage".into(),
            text: "Bao phủ ở tỉnh".into(),
        }),
        Part::Block(Block::Paragraph(vec![
            text("Riêng Sơn La đạt "),
            figure("coverage/14/villages_mobile_broadband/2022", "95,10 %"),
            text("."),
        ])),
        Part::Small {
            charts: vec![small],
            values: Table {
                id: "place-0-values".into(),
                number: 0,
                title: "Qua các kỳ".into(),
                ..hostile_table()
            },
        },
    ];
    let subject = |(code, name): &(&str, &str)| Subject {
        key: (*code).into(),
        name: (*name).into(),
        called: (*name).into(),
        codes: vec![(*code).into()],
        page: if *code == "14" { page.clone() } else { Vec::new() },
    };
    let mut places: Vec<Subject> = PROVINCES.iter().map(subject).collect();
    places.push(Subject { key: "96@63".into(), ..subject(&("96", "Minh Hải")) });
    places
}

fn data() -> Vec<DataTable> {
    let text = |text: &str| Value::Text(Arc::from(text));
    let coverage = PROVINCES
        .iter()
        .enumerate()
        .map(|(i, (code, name))| {
            vec![
                text(code),
                text("63"),
                text(name),
                text("villages_mobile_broadband"),
                text("Thôn, bản có sóng"),
                text("2022"),
                Value::Count(115_665),
                Value::Count(168_746),
                Value::Number(95.1 - 3.25 * i as f64),
                Value::Number(-2.5),
                text("2021"),
                text("published"),
                Value::Blank,
                Value::Blank,
            ]
        })
        .collect();
    let commitments = vec![
        vec![
            text("2022-03-22"),
            text("14"),
            text("63"),
            text("Sơn La"),
            text("1"),
            text("=cmd|' /C calc'!A0"),
            text("Xóa \"lõm\" sóng,\ntại 120 bản"),
            text("2023"),
            Value::Blank,
            text("open"),
            Value::Blank,
        ],
        vec![
            text("2022-03-22"),
            text("14"),
            text("63"),
            text("Sơn La"),
            Value::Blank,
            Value::Blank,
            text(HOSTILE[0]),
            text("2022-Q4"),
            text("2023-01-15"),
            text("done_late"),
            Value::Count(15),
        ],
    ];
    vec![
        DataTable { table: &table::COVERAGE, title: "Mức độ bao phủ".into(), rows: coverage },
        DataTable {
            table: &table::COMMITMENTS, title: "Cam kết sau đối thoại".into(), rows: commitments
        },
    ]
}

/// The report.
pub fn report() -> Report {
    let explanation = |title: &str, value: &str| Explanation {
        title: title.into(),
        value: value.into(),
        formula: "tỷ lệ = số đạt ÷ tổng số × 100".into(),
        operands: vec![
            ("Số đạt".into(), "115.665".into(), None),
            ("Năm trước".into(), "92,39 %".into(), Some(id("coverage/all/villages_mobile_broadband/2022"))),
        ],
        lines: vec![
            SourceLine {
                place: "coverage.csv:3".into(),
                text: "2022,Sơn La,thôn có sóng,\"95,10\"".into(),
                origin: None,
            },
            SourceLine { place: "b.xlsx[Biểu 5]:12".into(), text: HOSTILE[2].into(), origin: None },
            SourceLine {
                place: "c.csv:12".into(),
                text: line_text([
                    ("Tỉnh".to_owned(), "Sơn La".to_owned()),
                    ("Kỳ".to_owned(), "2022".to_owned()),
                ]),
                origin: None,
            },
        ],
        caveats: vec!["Số liệu sơ bộ.".into()],
        more: "và 12 dòng khác".into(),
    };
    let explanations = [
        ("coverage/14/villages_mobile_broadband/2022", "Thôn, bản có sóng, Sơn La, 2022", "95,10 %"),
        ("coverage/14/villages_mobile_broadband/2022/change_pp", "Thay đổi so với 2021", "+2,71 điểm %"),
        ("coverage/all/villages_mobile_broadband/2022", "Thôn, bản có sóng, cả nước, 2022", "80,48 %"),
        ("teams/14/2022/all", "Tổ công nghệ số cộng đồng, Sơn La, 2022", "1.459 tổ"),
        ("topics/Sơn La mới/infrastructure/2022", "Câu hỏi về hạ tầng", "2"),
    ]
    .into_iter()
    .map(|(name, title, value)| (id(name), explanation(title, value)))
    .collect();
    Report {
        lang: crate::model::Lang::Vi,
        title: "Báo cáo chuyển đổi số năm 2022".into(),
        subtitle: "Địa giới như khi báo cáo · tính đến 31/12/2022".into(),
        signing: Some(Signing {
            issuer: "Sở Thông tin và Truyền thông (ví dụ)".into(),
            number: "Số: 12/BC-SKHCN".into(),
            state: "Cộng hòa xã hội chủ nghĩa Việt Nam".into(),
            motto: "Độc lập - Tự do - Hạnh phúc".into(),
            dated: "Sơn La, ngày 05 tháng 02 năm 2024".into(),
            recipients: "Nơi nhận:".into(),
            receivers: vec!["– Như trên;".into(), "– Lưu: VT.".into()],
            post: "Giám đốc Sở".into(),
            how: "(Ký, ghi rõ họ tên và đóng dấu)".into(),
            name: "………………".into(),
        }),
        day: Some(jiff::civil::date(2022, 12, 31)),
        office: Some("Sở Thông tin và Truyền thông (ví dụ)".into()),
        invented: Some("Số liệu bịa để thử chương trình".into()),
        words: words(),
        chapters: chapters(),
        figures: figures(),
        places: places(),
        topics: Vec::new(),
        data: data(),
        explanations,
        imprint: vec!["Nguồn: các tệp của thư mục dữ liệu.".into(), "nhipso 0.1.0".into()],
    }
}

/// Pictures that stand in for drawn charts.
pub fn pictures(report: &Report) -> Vec<Picture> {
    let need = Need { drawn: true, pixels: true, alone: true };
    let theme = Theme::default().charts();
    let drawn = super::picture::draw(report, &theme, need);
    drawn.and_then(|drawn| super::picture::paint(report, &theme, need, &drawn)).unwrap_or_default()
}

/// Runs `test` on an edition of `report`.
pub fn with_edition<T>(report: &Report, test: impl FnOnce(&Edition<'_>) -> T) -> T {
    let pictures = pictures(report);
    test(&Edition { report, pictures: &pictures, theme: &Theme::default(), more: &[] })
}

/// The published figures, as they are composed in either language.
pub(super) fn composed() -> Vec<Report> {
    use crate::compose::{Notes, SourceLines, compose, sample as figures};
    let of = |lang| {
        let (summary, audit) = (figures::summary(), figures::audit());
        let mut notes = Notes::new();
        notes.insert("coverage".to_owned(), "Ba xã mới có trạm.".to_owned());
        let (settings, registers) = (figures::settings(lang), figures::registers());
        compose(&summary, &audit, &SourceLines::new(), &notes, &settings, &registers)
    };
    [crate::model::Lang::Vi, crate::model::Lang::En].map(of).into()
}

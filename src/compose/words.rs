//! Words around the content: title, banner, labels for the writers, imprint, the office's own notes.

use super::chapters::FEWEST_PERIODS;
use super::codes;
use super::composer::Composer;
use super::report::{Block, ChartKinds, Words, WorkbookWords};
use crate::model::{Period, table};

/// The title: the office's own, or one that says what and when.
pub(super) fn title(c: &Composer<'_>) -> String {
    let own = c.summary.province.as_ref().and_then(|province| province.places.last());
    if let Some(title) = c.settings.title.as_ref().map(|title| title.get(c.lang)) {
        return match own {
            Some(place) => format!("{title}: {}", c.place_full(place)),
            None => title.to_owned(),
        };
    }
    if let Some(place) = own {
        let (vi, en) = (c.place_full(place), c.place_in(place));
        return match c.summary.year {
            Some(year) => c.t(
                &format!("Báo cáo chuyển đổi số và đối thoại với thanh niên {vi} năm {year}"),
                &format!("Report on digital transformation and dialogue with young people in {en}, {year}"),
            ),
            None => c.t(
                &format!("Báo cáo chuyển đổi số và đối thoại với thanh niên {vi}"),
                &format!("Report on digital transformation and dialogue with young people in {en}"),
            ),
        };
    }
    match c.summary.year {
        Some(year) => c.t(
            &format!("Báo cáo chuyển đổi số và đối thoại với thanh niên năm {year}"),
            &format!("Report on digital transformation and dialogue with young people, {year}"),
        ),
        None => c.t(
            "Báo cáo chuyển đổi số và đối thoại với thanh niên",
            "Report on digital transformation and dialogue with young people",
        ),
    }
}

/// Borders and date of judgement.
pub(super) fn subtitle(c: &Composer<'_>) -> String {
    let mut parts = Vec::new();
    if c.registers.places.is_some() {
        parts.push(c.borders_in_short());
    }
    if let Some(last) = latest(c) {
        let last = c.n.period(last);
        parts.push(c.t(&format!("số liệu đến {last}"), &format!("figures up to {last}")));
    }
    // Commitments alone are judged as of a day.
    let promised = !c.summary.commitments.is_empty() || !c.summary.promised_later.is_empty();
    if let Some(day) = c.summary.as_of.filter(|_| promised) {
        let day = c.n.date(day.end());
        parts.push(c.t(&format!("cam kết tính đến ngày {day}"), &format!("commitments as of {day}")));
    }
    super::names::capital(&parts.join("; "))
}

/// The period up to which there are figures; of several that end together the longest.
fn latest(c: &Composer<'_>) -> Option<Period> {
    let s = c.summary;
    let covered = s.coverage.iter().filter(|row| row.percent.is_some()).map(|row| row.period);
    let asked = s.topics.iter().filter(|row| row.total > 0).map(|row| row.period);
    let all = covered.chain(asked).chain(s.teams.iter().map(|row| row.period));
    all.max_by_key(|period| (period.end(), std::cmp::Reverse(period.start())))
}

/// The banner of a report made from invented figures.
pub(super) fn invented(c: &Composer<'_>) -> String {
    c.t(
        "Số liệu trong báo cáo này là số liệu giả định, tạo ra để chạy thử. Không dùng để trích dẫn hoặc ra quyết định.",
        "The figures in this report are invented to try the program. Do not cite them or use them for decisions.",
    )
}

/// Labels for the writers.
pub(super) fn fixed(c: &Composer<'_>) -> Words {
    Words {
        contents: c.t("Mục lục", "Contents"),
        table: c.t("Bảng", "Table"),
        continued: c.t("(tiếp theo)", "(continued)"),
        bounds: [c.t("cận dưới", "lower bound"), c.t("cận trên", "upper bound")],
        whole: c.t("trong tổng số", "of all"),
        figure: c.t("Hình", "Figure"),
        source: c.t("Nguồn", "Source"),
        unit: c.t("Đơn vị tính", "Unit"),
        note: c.t("Ghi chú", "Note"),
        notes: c.t("Ghi chú", "Notes"),
        figure_data: c.t("Bảng số liệu", "Data table"),
        how_computed: c.t("Cách tính", "How it was computed"),
        all_columns: c.t("Hiện tất cả các cột", "Show all columns"),
        nothing: c.t("Không tìm thấy kết quả nào", "Nothing found"),
        value: c.t("Giá trị", "Value"),
        source_lines: c.t("Dòng số liệu gốc", "Source lines"),
        line: c.t("Dòng", "Line"),
        search: c.t("Tìm trong báo cáo", "Search the report"),
        filter: c.t("Lọc bảng", "Filter the table"),
        sort_by: c.t("Sắp xếp theo", "Sort by"),
        skip: c.t("Chuyển đến nội dung chính", "Skip to the main content"),
        page: c.t("Trang", "Page"),
        close: c.t("Đóng", "Close"),
        place: c.t("Đơn vị", "Place"),
        topic: c.t("Chủ đề", "Topic"),
        all: c.t("Tất cả", "All"),
        place_pages: c.t("Hồ sơ từng đơn vị", "Profiles of places"),
        topic_pages: c.t("Hồ sơ từng chủ đề", "Profiles of topics"),
        in_tables: c.t("Trong các bảng của báo cáo", "In the tables of the report"),
        print: c.t("In trang này", "Print this page"),
        cover: c.t("Bìa", "Cover"),
        titles: c.t("Tên bảng", "Title"),
        texts: c.t("Nội dung", "Text"),
        key_heads: [
            c.t("Chỉ tiêu", "Measure"),
            c.t("Số liệu", "Figure"),
            c.t("Thay đổi, lưu ý", "Change, remarks"),
            c.t("Mục tiêu, tình hình", "Target, standing"),
        ],
        logo: match office(c) {
            Some(office) => c.t(&format!("Biểu trưng của {office}"), &format!("Logo of {office}")),
            None => c.t("Biểu trưng của đơn vị lập báo cáo", "Logo of the reporting office"),
        },
        workbook: workbook(c),
    }
}

/// Words of the workbook alone.
fn workbook(c: &Composer<'_>) -> WorkbookWords {
    WorkbookWords {
        sheets: super::tabs::all(c.lang),
        points: c.n.point_unit(),
        data_of: c.t("Số liệu của", "Data of"),
        reach: [
            c.t("Vạch sai số: xuống cận dưới", "Error bar: down to low"),
            c.t("Vạch sai số: lên cận trên", "Error bar: up to high"),
        ],
        steps: [
            c.t("Mức", "Level"),
            c.t("Tăng", "Rise"),
            c.t("Giảm", "Fall"),
        ],
        base: c.t("Chân cột", "Base of the bar"),
        places: [
            c.t("Vị trí trên trục đứng", "Place on the upright axis"),
            c.t("Vị trí trên trục đứng, xu hướng rõ", "Place on the upright axis, clear trends"),
            c.t("Vị trí trên trục đứng, chưa rõ xu hướng", "Place on the upright axis, no clear trend"),
            c.t("Chỗ đặt tên trên trục ngang", "Where names stand on the level axis"),
        ],
        helpers: c.t("Số phụ của biểu đồ", "Chart helpers"),
        helper_heads: [
            c.t("Trang tính", "Sheet"),
            c.t("Dùng để vẽ", "Used to draw"),
            c.t("Dòng", "Row"),
            c.t("Giá trị", "Value"),
        ],
        names: names(c),
        notes: c.t("Ghi chú", "Notes"),
        columns: c.t("Giải thích cột", "Column meanings"),
        column_heads: [
            c.t("Trang tính", "Sheet"),
            c.t("Cột", "Column"),
            c.t("Ý nghĩa", "Meaning"),
            c.t("Đơn vị tính", "Unit"),
        ],
        codes: codes::all(c),
        units: units(c),
        decimals: c.t(
            "Trong tệp Excel này, dấu thập phân và dấu phân cách hàng nghìn của các ô số theo cài đặt của máy tính mở tệp.",
            "In this workbook, the decimal mark and the mark between thousands of cells with numbers follow the settings of the computer that opens it.",
        ),
        invented: if c.settings.invented { c.t("số liệu giả định", "invented figures") } else { String::new() },
        content_heads: [c.t("Trang tính", "Sheet"), c.t("Tiêu đề", "Title")],
        helpers_title: c.t(
            "Số dùng để vẽ biểu đồ: chân cột, vạch sai số, mục tiêu, vị trí của điểm",
            "What charts are drawn with: bases of bars, error bars, targets, places of points",
        ),
        columns_title: c.t(
            "Ý nghĩa và đơn vị tính của từng cột trong các bảng số liệu chi tiết",
            "Meaning and unit of each column of the detailed tables",
        ),
        notes_title: c.t("Ghi chú và nguồn của từng bảng, từng hình", "Notes and sources of each table and figure"),
        back: c.t("← Mục lục", "← Contents"),
        axis: c.t("trục đứng", "upright axis"),
        unclear: c.t("nhạt: chưa rõ xu hướng", "pale: no clear trend"),
        kinds: ChartKinds {
            lines: c.t("Biểu đồ đường", "Line chart"),
            bars: c.t("Biểu đồ thanh", "Bar chart"),
            intervals: c.t("Biểu đồ thanh có khoảng tin cậy", "Bars with intervals"),
            slopes: c.t("Biểu đồ đường giữa hai kỳ", "Lines between two periods"),
            points: c.t("Biểu đồ điểm có khoảng tin cậy", "Points with intervals"),
            stacked: c.t("Biểu đồ thanh chồng", "Stacked bars"),
            steps: c.t("Biểu đồ thác nước", "Waterfall chart"),
        },
    }
}

/// The units of columns of tables for machines, as people say them.
fn units(c: &Composer<'_>) -> Vec<(&'static str, &'static str)> {
    let columns = table::ALL.iter().flat_map(|table| table.columns);
    let mut units: Vec<_> = columns.map(|column| (column.unit, codes::unit(column.unit, c.lang))).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Tables for machines call all places together by one name in every language, as keys of rows, and a city by its bare name;
/// people read both as elsewhere in the report.
fn names(c: &Composer<'_>) -> Vec<(String, String)> {
    let titled = c.names.never_alone().map(|name| (name.to_owned(), c.names.titled(name, c.lang)));
    let mut names: Vec<(String, String)> = titled.filter(|(name, said)| name != said).collect();
    names.extend(sums(c));
    names.sort();
    names.dedup();
    names
}

/// The names of all places together.
fn sums(c: &Composer<'_>) -> Vec<(String, String)> {
    let tables = [
        c.summary.coverage.iter().map(|row| &row.place).collect::<Vec<_>>(),
        c.summary.topics.iter().map(|row| &row.place).collect(),
        c.summary.teams.iter().map(|row| &row.place).collect(),
        c.summary.targets.iter().map(|row| &row.place).collect(),
        c.summary.commitments.iter().map(|row| &row.commitment.place).collect(),
    ];
    let mut names: Vec<(String, String)> = tables
        .into_iter()
        .flatten()
        .filter(|place| place.is_country())
        .map(|place| (place.name.to_string(), c.place(place)))
        .filter(|(name, said)| name != said)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The office that signs the report.
pub(super) fn office<'c>(c: &'c Composer<'_>) -> Option<&'c str> {
    c.settings.office.as_ref().map(|office| office.get(c.lang))
}

/// The office's own words for a chapter, clearly theirs.
pub(super) fn office_note(c: &Composer<'_>, text: Option<&String>) -> Option<Block> {
    let paragraphs = super::markdown::plain_paragraphs(text?);
    if paragraphs.is_empty() {
        return None;
    }
    let heading = match office(c) {
        Some(office) => c.t(&format!("Ý kiến của {office}"), &format!("In the words of {office}")),
        None => c.t("Ý kiến của đơn vị lập báo cáo", "In the words of the reporting office"),
    };
    Some(Block::OfficeNote { heading, paragraphs })
}

/// Sources, methods in short, version: the notes sheet and the last lines of the report.
pub(super) fn imprint(c: &Composer<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if c.settings.invented {
        lines.push(invented(c));
    }
    let version = env!("CARGO_PKG_VERSION");
    lines.push(c.t(
        &format!(
            "Báo cáo lập bằng nhịp số (nhipso) {version} từ các tệp liệt kê ở chương Chất lượng số liệu."
        ),
        &format!("Made with nhịp số (nhipso) {version} from the files listed in the chapter on quality."),
    ));
    lines.push(c.t(
        "“điểm\u{a0}%” là chênh lệch giữa hai tỷ lệ phần trăm. Trong các bảng của báo cáo, “…” nghĩa là không có số liệu; ô trống nghĩa là không áp dụng.",
        "“Percentage points” are the difference between two percentages. In the tables of the report, “…” means no data; a blank cell does not apply.",
    ));
    // Of what the edition uses, as its chapter on methods.
    let mut methods = Vec::new();
    if c.summary.topics.iter().any(|row| row.total > 0) {
        methods.push(c.t(
            "Khoảng tin cậy 95\u{a0}% của tỷ trọng tính theo Wilson.",
            "95% confidence intervals of shares are Wilson intervals.",
        ));
    }
    if c.summary.families.iter().any(|family| family.tests > 0 && family.longest >= FEWEST_PERIODS) {
        methods.push(c.t(
            "Xu hướng theo Theil–Sen và Mann–Kendall, p hiệu chỉnh theo Benjamini–Hochberg.",
            "Trends by Theil–Sen and Mann–Kendall, p adjusted by Benjamini–Hochberg.",
        ));
    }
    if !methods.is_empty() {
        lines.push(methods.join(" "));
    }
    for account in &c.audit.files {
        lines.push(format!("{} (SHA-256 {})", account.source.file, account.sha256));
    }
    lines
}

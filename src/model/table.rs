//! The tables of an edition: names, columns, types, units — declared once.
//!
//! The frames of `analyse`, the rows of `tables/*.csv`, the sheets of the workbook and the fields of
//! `datapackage.json` all come from the declarations in [`ALL`].

use polars::prelude::{DataType, Expr, PlSmallStr, col};

/// The name of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Col(pub &'static str);

impl Col {
    /// The expression that reads the column.
    pub fn expr(self) -> Expr {
        col(self.0)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl From<Col> for PlSmallStr {
    fn from(column: Col) -> Self {
        PlSmallStr::from_static(column.0)
    }
}

impl From<Col> for Expr {
    fn from(column: Col) -> Self {
        column.expr()
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Count,
    /// A number with decimals.
    Number,
    /// A period in ISO form (`2022`, `2022-Q3`, `2022-09`, `2022-09-14`).
    Period,
    /// True or false.
    Flag,
}

impl Kind {
    /// The polars type of such a column.
    pub fn data_type(self) -> DataType {
        match self {
            Kind::Text | Kind::Period => DataType::String,
            Kind::Count => DataType::Int64,
            Kind::Number => DataType::Float64,
            Kind::Flag => DataType::Boolean,
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in files.
    pub col: Col,
    /// What its cells are.
    pub kind: Kind,
    /// Unit of the numbers; empty where there is none.
    pub unit: &'static str,
    /// What it says, in Vietnamese.
    pub vi: &'static str,
    /// What it says, in English.
    pub en: &'static str,
}

/// One table of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// File stem in `tables/`, and the name of the sheet.
    pub name: &'static str,
    /// Title in Vietnamese.
    pub vi: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// Columns in their order.
    pub columns: &'static [Column],
    /// The columns that together name a row.
    pub key: &'static [Col],
}

macro_rules! cols {
    ($($name:ident $text:literal),* $(,)?) => {
        $(#[doc = concat!("The column `", $text, "`.")] pub const $name: Col = Col($text);)*
    };
}

cols! {
    PLACE_CODE "place_code", VINTAGE "vintage", PLACE "place", PERIOD "period",
    TOPIC "topic", TOPIC_LABEL "topic_label", QUESTIONS "questions", TOTAL "total", SHARE "share",
    SHARE_LOW "share_low", SHARE_HIGH "share_high", CHANGE_PP "change_pp", PARTIAL "partial",
    METRIC "metric", N "n", FIRST_PERIOD "first_period", LAST_PERIOD "last_period",
    FIRST_VALUE "first_value", LAST_VALUE "last_value", SLOPE "slope_per_year", SLOPE_LOW "slope_low",
    SLOPE_HIGH "slope_high", MK_S "mk_s", MK_VAR "mk_var", MK_Z "mk_z", MK_P "mk_p", TAU_B "tau_b",
    Q "q", VERDICT "verdict", LOG_ODDS "log_odds", Z "z",
    INDICATOR "indicator", INDICATOR_LABEL "indicator_label", COVERED "covered", PERCENT "percent",
    CHANGE_SINCE "change_since", BASIS "basis", PLACES_WITH_FIGURES "places_with_figures",
    PLACES_EXPECTED "places_expected", LEVEL "level", TEAMS "teams", MEMBERS "members", TRAINED "trained",
    MEMBERS_PER_TEAM "members_per_team", TRAINED_SHARE "trained_share",
    DUE "due", TARGET "target", LATEST_PERIOD "latest_period", LATEST_VALUE "latest_value", GAP "gap",
    PACE_NEEDED "pace_needed", PACE_SEEN "pace_seen", REACHED_YEAR "reached_year",
    SESSION_DATE "session_date", QUESTION_NO "question_no", AGENCY "agency", COMMITMENT "commitment",
    DONE "done", STATUS "status", DAYS_LATE "days_late",
    PROVINCE "province", DISTRICT "district", COMMUNE "commune", DATE "date", QUESTION "question",
    OPINIONS "opinions", HOST "host", THEME "theme", RESPONDENT "respondent", SOURCE "source", NOTE "note",
    FILE "file", SHEET "sheet", LINE "line", COLUMN "column", HEADER "header", CELL "cell", RULE "rule",
    PROBLEM_VI "problem_vi", PROBLEM_EN "problem_en", ADVICE_VI "advice_vi", ADVICE_EN "advice_en",
    KIND "kind", ENCODING "encoding", SEPARATOR "separator", READ "read", USED "used", SET_ASIDE "set_aside",
    REJECTED_ROWS "rejected", FORM_LINES "form_lines", SEVERITY "severity", FIGURE "figure",
}

mod insights;
pub use insights::*;

const fn c(col: Col, kind: Kind, unit: &'static str, vi: &'static str, en: &'static str) -> Column {
    Column { col, kind, unit, vi, en }
}

const C_CODE: Column = c(
    PLACE_CODE,
    Kind::Text,
    "",
    "Mã đơn vị theo địa giới của cột vintage; trống là mọi đơn vị",
    "Code of the place within its vintage; blank for all places",
);
const C_VINTAGE: Column = c(
    VINTAGE,
    Kind::Text,
    "",
    "Địa giới: 63 tỉnh (trước 1/7/2025) hoặc 34 tỉnh",
    "Borders: the 63 provinces (before 2025-07-01) or the 34",
);
const C_PLACE: Column = c(PLACE, Kind::Text, "", "Tên đơn vị", "Name of the place");
const C_PERIOD: Column = c(PERIOD, Kind::Period, "", "Thời kỳ", "Period");
const C_TOPIC: Column = c(TOPIC, Kind::Text, "", "Mã chủ đề", "Topic id");
const C_TOPIC_LABEL: Column = c(TOPIC_LABEL, Kind::Text, "", "Chủ đề", "Topic");
const C_INDICATOR: Column = c(INDICATOR, Kind::Text, "", "Mã chỉ tiêu", "Indicator id");
const C_INDICATOR_LABEL: Column = c(INDICATOR_LABEL, Kind::Text, "", "Chỉ tiêu", "Indicator");
const C_METRIC: Column = c(METRIC, Kind::Text, "", "Đại lượng của chuỗi", "What the series measures");
const C_BASIS: Column = c(
    BASIS,
    Kind::Text,
    "",
    "published: tỷ lệ do đơn vị công bố; computed: tính từ số đạt trên tổng số",
    "published: given as a percentage; computed: from covered / total",
);
const C_LEVEL: Column = c(
    LEVEL,
    Kind::Text,
    "",
    "Cấp của tổ: all (tổng số), commune (xã), village (thôn, bản)",
    "Level of the teams: all, commune or village",
);
const C_TEAMS: Column =
    c(TEAMS, Kind::Count, "teams", "Số tổ công nghệ số cộng đồng", "Community digital teams");
const C_N: Column = c(N, Kind::Count, "periods", "Số kỳ có số liệu", "Periods with a figure");
const C_FIRST_PERIOD: Column = c(FIRST_PERIOD, Kind::Period, "", "Kỳ đầu", "First period");
const C_LAST_PERIOD: Column = c(LAST_PERIOD, Kind::Period, "", "Kỳ cuối", "Last period");
const C_FIRST_VALUE: Column = c(FIRST_VALUE, Kind::Number, "", "Giá trị kỳ đầu", "First value");
const C_LAST_VALUE: Column = c(LAST_VALUE, Kind::Number, "", "Giá trị kỳ cuối", "Last value");
const C_SLOPE: Column =
    c(SLOPE, Kind::Number, "per year", "Độ dốc Theil–Sen mỗi năm", "Theil–Sen slope per year");
const C_SLOPE_LOW: Column = c(
    SLOPE_LOW,
    Kind::Number,
    "per year",
    "Cận dưới của độ dốc: khoảng tin cậy 95 % của Sen khi có từ 5 kỳ; với 3 và 4 kỳ là độ dốc thấp nhất, mức tin cậy chỉ 67 % và 92 %",
    "Lower end of the slope: Sen's 95 % interval from 5 periods on; with 3 and 4 the lowest slope, sure to 67 % and 92 % only",
);
const C_SLOPE_HIGH: Column = c(
    SLOPE_HIGH,
    Kind::Number,
    "per year",
    "Cận trên của độ dốc: khoảng tin cậy 95 % của Sen khi có từ 5 kỳ; với 3 và 4 kỳ là độ dốc cao nhất, mức tin cậy chỉ 67 % và 92 %",
    "Upper end of the slope: Sen's 95 % interval from 5 periods on; with 3 and 4 the highest slope, sure to 67 % and 92 % only",
);
const C_MK_S: Column = c(MK_S, Kind::Count, "", "S của Mann–Kendall", "Mann–Kendall S");
const C_MK_VAR: Column = c(
    MK_VAR,
    Kind::Number,
    "",
    "Phương sai của S, hiệu chỉnh giá trị trùng",
    "Variance of S, corrected for ties",
);
const C_MK_Z: Column = c(MK_Z, Kind::Number, "", "z, hiệu chỉnh liên tục", "z, continuity corrected");
const C_MK_P: Column = c(MK_P, Kind::Number, "", "p hai phía", "Two-sided p");
const C_TAU_B: Column = c(TAU_B, Kind::Number, "", "tau-b của Kendall", "Kendall's tau-b");
const C_Q: Column = c(
    Q,
    Kind::Number,
    "",
    "p hiệu chỉnh theo Benjamini–Hochberg trong nhóm kiểm định",
    "p adjusted by Benjamini–Hochberg within its group of tests",
);
const C_VERDICT: Column = c(
    VERDICT,
    Kind::Text,
    "",
    "Kết luận: rising, falling, no_clear_trend, too_few; trống khi chuỗi không thuộc nhóm kiểm định nào",
    "Verdict: rising, falling, no_clear_trend, too_few; blank where the series is in no group of tests",
);

const C_FILE: Column = c(FILE, Kind::Text, "", "Tệp", "File");
const C_SHEET: Column = c(SHEET, Kind::Text, "", "Trang tính", "Sheet");
const C_LINE: Column = c(LINE, Kind::Count, "", "Dòng trong tệp, tính từ 1", "Line in the file, from 1");
const C_RULE: Column = c(RULE, Kind::Text, "", "Mã quy tắc", "Code of the rule");
const C_PROBLEM_VI: Column =
    c(PROBLEM_VI, Kind::Text, "", "Vấn đề (tiếng Việt)", "The problem, in Vietnamese");
const C_PROBLEM_EN: Column = c(PROBLEM_EN, Kind::Text, "", "Vấn đề (tiếng Anh)", "The problem, in English");

/// `topics.csv`: questions a topic, place and period.
pub static TOPICS: Table = Table {
    name: "topics",
    vi: "Chủ đề thanh niên nêu trong đối thoại",
    en: "Topics raised in dialogue sessions",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_PERIOD,
        C_TOPIC,
        C_TOPIC_LABEL,
        c(QUESTIONS, Kind::Count, "questions", "Số câu hỏi, ý kiến về chủ đề", "Questions on the topic"),
        c(
            TOTAL,
            Kind::Count,
            "questions",
            "Tổng số câu hỏi, ý kiến của đơn vị trong kỳ",
            "All questions of the place and period",
        ),
        c(SHARE, Kind::Number, "%", "Tỷ trọng của chủ đề", "Share of the topic"),
        c(SHARE_LOW, Kind::Number, "%", "Cận dưới Wilson 95 %", "Lower end of the 95 % Wilson interval"),
        c(SHARE_HIGH, Kind::Number, "%", "Cận trên Wilson 95 %", "Upper end of the 95 % Wilson interval"),
        c(
            CHANGE_PP,
            Kind::Number,
            "percentage points",
            "Thay đổi so với cùng kỳ năm trước",
            "Change on the same period a year earlier",
        ),
        c(
            PARTIAL,
            Kind::Flag,
            "",
            "Có câu hỏi không rõ số lượng hoặc thiếu một phần đơn vị",
            "Some questions have no count, or a part of the place is missing",
        ),
    ],
    key: &[PLACE_CODE, VINTAGE, PERIOD, TOPIC],
};

/// `topic_trends.csv`: the trend of each topic in each place.
pub static TOPIC_TRENDS: Table = Table {
    name: "topic_trends",
    vi: "Xu hướng chủ đề",
    en: "Topic trends",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_TOPIC,
        C_TOPIC_LABEL,
        C_METRIC,
        C_N,
        C_FIRST_PERIOD,
        C_LAST_PERIOD,
        C_FIRST_VALUE,
        C_LAST_VALUE,
        C_SLOPE,
        C_SLOPE_LOW,
        C_SLOPE_HIGH,
        C_MK_S,
        C_MK_VAR,
        C_MK_Z,
        C_MK_P,
        C_TAU_B,
        C_Q,
        C_VERDICT,
    ],
    key: &[PLACE_CODE, VINTAGE, TOPIC, METRIC, FIRST_PERIOD],
};

/// `distinctive_topics.csv`: what one place asks more than the others.
pub static DISTINCTIVE_TOPICS: Table = Table {
    name: "distinctive_topics",
    vi: "Chủ đề đặc trưng của từng đơn vị",
    en: "Distinctive topics of each place",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_TOPIC,
        C_TOPIC_LABEL,
        c(QUESTIONS, Kind::Count, "questions", "Số câu hỏi, ý kiến về chủ đề", "Questions on the topic"),
        c(
            LOG_ODDS,
            Kind::Number,
            "",
            "Logarit tỷ số chênh so với các đơn vị khác",
            "Log-odds ratio against all other places",
        ),
        c(Z, Kind::Number, "", "Điểm z", "z score"),
    ],
    key: &[PLACE_CODE, VINTAGE, TOPIC],
};

/// `coverage.csv`: levels of the coverage indicators.
pub static COVERAGE: Table = Table {
    name: "coverage",
    vi: "Mức độ bao phủ",
    en: "Coverage",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_PERIOD,
        c(COVERED, Kind::Count, "", "Số đạt", "Covered"),
        c(TOTAL, Kind::Count, "", "Tổng số", "Total"),
        c(PERCENT, Kind::Number, "%", "Tỷ lệ", "Percentage"),
        c(
            CHANGE_PP,
            Kind::Number,
            "percentage points",
            "Thay đổi so với kỳ trước có số liệu",
            "Change since the latest earlier period",
        ),
        c(CHANGE_SINCE, Kind::Period, "", "Kỳ dùng để so sánh", "The period compared with"),
        C_BASIS,
        c(PLACES_WITH_FIGURES, Kind::Count, "places", "Số đơn vị có số liệu", "Places with a figure"),
        c(PLACES_EXPECTED, Kind::Count, "places", "Số đơn vị phải có", "Places expected"),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, INDICATOR, PERIOD, BASIS],
};

/// `coverage_trends.csv`: the trend of each indicator in each place.
pub static COVERAGE_TRENDS: Table = Table {
    name: "coverage_trends",
    vi: "Xu hướng bao phủ",
    en: "Coverage trends",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_BASIS,
        C_N,
        C_FIRST_PERIOD,
        C_LAST_PERIOD,
        C_FIRST_VALUE,
        C_LAST_VALUE,
        C_SLOPE,
        C_SLOPE_LOW,
        C_SLOPE_HIGH,
        C_MK_S,
        C_MK_VAR,
        C_MK_Z,
        C_MK_P,
        C_TAU_B,
        C_Q,
        C_VERDICT,
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, INDICATOR, BASIS, FIRST_PERIOD],
};

/// `teams.csv`: community digital teams.
pub static TEAM_COUNTS: Table = Table {
    name: "teams",
    vi: "Tổ công nghệ số cộng đồng",
    en: "Community digital teams",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_PERIOD,
        C_LEVEL,
        C_TEAMS,
        c(MEMBERS, Kind::Count, "people", "Số thành viên", "Members"),
        c(TRAINED, Kind::Count, "teams", "Số tổ đã tập huấn", "Teams that were trained"),
        c(
            MEMBERS_PER_TEAM,
            Kind::Number,
            "people per team",
            "Thành viên bình quân một tổ",
            "Members per team",
        ),
        c(TRAINED_SHARE, Kind::Number, "%", "Tỷ lệ tổ đã tập huấn", "Share of teams that were trained"),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, PERIOD, LEVEL],
};

/// `team_trends.csv`: the trend of each measure of the teams.
pub static TEAM_TRENDS: Table = Table {
    name: "team_trends",
    vi: "Xu hướng tổ công nghệ số cộng đồng",
    en: "Trends of the teams",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_LEVEL,
        C_METRIC,
        C_N,
        C_FIRST_PERIOD,
        C_LAST_PERIOD,
        C_FIRST_VALUE,
        C_LAST_VALUE,
        C_SLOPE,
        C_SLOPE_LOW,
        C_SLOPE_HIGH,
        C_MK_S,
        C_MK_VAR,
        C_MK_Z,
        C_MK_P,
        C_TAU_B,
        C_Q,
        C_VERDICT,
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, LEVEL, METRIC, FIRST_PERIOD],
};

/// `targets.csv`: where each target stands.
pub static TARGETS: Table = Table {
    name: "targets",
    vi: "Tiến độ so với mục tiêu",
    en: "Progress towards targets",
    columns: &[
        C_INDICATOR,
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        c(DUE, Kind::Period, "", "Thời hạn", "Due"),
        c(TARGET, Kind::Number, "%", "Mục tiêu", "Target"),
        c(LATEST_PERIOD, Kind::Period, "", "Kỳ gần nhất có số liệu", "Latest period with a figure"),
        c(LATEST_VALUE, Kind::Number, "%", "Giá trị gần nhất", "Latest value"),
        c(
            GAP,
            Kind::Number,
            "percentage points",
            "Khoảng cách còn lại tới mục tiêu: dương là còn thiếu, âm là đã vượt, theo chiều của chỉ tiêu",
            "Gap to the target: positive while it is not reached, negative beyond it, by the indicator's direction",
        ),
        c(
            PACE_NEEDED,
            Kind::Number,
            "percentage points per year",
            "Tốc độ cần có mỗi năm: dương là tiến về phía mục tiêu, kể cả khi mục tiêu là giảm",
            "Pace needed a year: positive is towards the target, also where that is down",
        ),
        c(
            PACE_SEEN,
            Kind::Number,
            "percentage points per year",
            "Tốc độ thực tế mỗi năm: dương là tiến về phía mục tiêu, âm là xa dần, kể cả khi mục tiêu là giảm",
            "Actual pace a year: positive is towards the target, negative away from it, also where that is down",
        ),
        c(
            REACHED_YEAR,
            Kind::Number,
            "year",
            "Thời điểm đạt mục tiêu nếu giữ tốc độ thực tế: năm thập phân, 2027,0 là hết năm 2026",
            "When the target is reached at the actual pace: a decimal year, 2027.0 being the end of 2026",
        ),
        c(
            VERDICT,
            Kind::Text,
            "",
            "Kết luận: met, on_pace, behind, receding, missed, unknown",
            "Verdict: met, on_pace, behind, receding, missed or unknown",
        ),
    ],
    key: &[INDICATOR, PLACE_CODE, VINTAGE, PLACE, DUE],
};

/// `commitments.csv`: what leaders promised, and by when.
pub static COMMITMENTS: Table = Table {
    name: "commitments",
    vi: "Cam kết sau đối thoại",
    en: "Commitments made in sessions",
    columns: &[
        c(SESSION_DATE, Kind::Period, "", "Ngày đối thoại", "Date of the session"),
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        c(QUESTION_NO, Kind::Text, "", "Số thứ tự câu hỏi", "Number of the question"),
        c(AGENCY, Kind::Text, "", "Cơ quan chịu trách nhiệm", "Agency responsible"),
        c(COMMITMENT, Kind::Text, "", "Nội dung cam kết", "What was promised"),
        c(DUE, Kind::Period, "", "Thời hạn", "Due"),
        c(DONE, Kind::Period, "", "Hoàn thành", "Done"),
        c(STATUS, Kind::Text, "", "open, overdue, done hoặc done_late", "open, overdue, done or done_late"),
        c(DAYS_LATE, Kind::Count, "days", "Số ngày quá hạn", "Days past the due date"),
    ],
    key: &[SESSION_DATE, PLACE_CODE, VINTAGE, QUESTION_NO, AGENCY, COMMITMENT, DUE],
};

/// `quality/rejected.csv`: every row that was left out, and why.
pub static REJECTED: Table = Table {
    name: "rejected",
    vi: "Dòng bị loại",
    en: "Rejected rows",
    columns: &[
        C_FILE,
        C_SHEET,
        C_LINE,
        c(
            COLUMN,
            Kind::Text,
            "",
            "Cột theo mẫu; trống là cả dòng",
            "Contract name of the column; blank for a whole row",
        ),
        c(HEADER, Kind::Text, "", "Tiêu đề cột trong tệp", "Header of the column in the file"),
        c(CELL, Kind::Text, "", "Ô như trong tệp", "The cell as it stood"),
        C_RULE,
        C_PROBLEM_VI,
        C_PROBLEM_EN,
        c(ADVICE_VI, Kind::Text, "", "Cách sửa (tiếng Việt)", "What to do, in Vietnamese"),
        c(ADVICE_EN, Kind::Text, "", "Cách sửa (tiếng Anh)", "What to do, in English"),
    ],
    key: &[],
};

/// `quality/accounting.csv`: what became of the rows of each file.
pub static ACCOUNTING: Table = Table {
    name: "accounting",
    vi: "Kiểm kê dòng số liệu",
    en: "Account of every row",
    columns: &[
        C_FILE,
        C_SHEET,
        c(KIND, Kind::Text, "", "Loại số liệu", "Kind of export"),
        c(ENCODING, Kind::Text, "", "Bảng mã", "Encoding"),
        c(SEPARATOR, Kind::Text, "", "Dấu phân cách", "Separator"),
        c(READ, Kind::Count, "rows", "Số dòng đọc được", "Data rows read"),
        c(USED, Kind::Count, "rows", "Số dòng được dùng", "Rows used"),
        c(
            SET_ASIDE,
            Kind::Count,
            "rows",
            "Số dòng để riêng: dòng tổng, dòng trống, dòng lặp",
            "Rows set aside: totals, rows without data, repeats",
        ),
        c(REJECTED_ROWS, Kind::Count, "rows", "Số dòng bị loại", "Rows rejected"),
        c(
            FORM_LINES,
            Kind::Count,
            "lines",
            "Số dòng của biểu mẫu, không phải số liệu",
            "Lines of the form that are no data",
        ),
    ],
    key: &[FILE, SHEET],
};

/// `quality/checks.csv`: doubts and conflicts.
pub static CHECKS: Table = Table {
    name: "checks",
    vi: "Điểm cần kiểm tra",
    en: "Doubts and conflicts",
    columns: &[
        C_RULE,
        c(SEVERITY, Kind::Text, "", "doubt (nghi vấn) hoặc conflict (mâu thuẫn)", "doubt or conflict"),
        C_FILE,
        C_LINE,
        C_PLACE,
        C_PERIOD,
        c(FIGURE, Kind::Text, "", "Tên số liệu", "Name of the figure"),
        C_PROBLEM_VI,
        C_PROBLEM_EN,
    ],
    key: &[],
};

/// The tables of `quality/`.
pub static QUALITY: &[&Table] = &[&REJECTED, &ACCOUNTING, &CHECKS];

/// The tables of the contract: what an edition states of places, topics, teams and targets.
pub static FACTS: &[&Table] = &[
    &TOPICS,
    &TOPIC_TRENDS,
    &DISTINCTIVE_TOPICS,
    &COVERAGE,
    &COVERAGE_TRENDS,
    &TEAM_COUNTS,
    &TEAM_TRENDS,
    &TARGETS,
    &COMMITMENTS,
];

/// Every table of an edition, in the order of its contents: the contract's, then what follows from them.
pub static ALL: &[&Table] = &[
    &TOPICS,
    &TOPIC_TRENDS,
    &DISTINCTIVE_TOPICS,
    &COVERAGE,
    &COVERAGE_TRENDS,
    &TEAM_COUNTS,
    &TEAM_TRENDS,
    &TARGETS,
    &COMMITMENTS,
    &TOPIC_MOVES,
    &SIMILAR_PLACES,
    &TOPIC_DIVERSITY,
    &REGION_TOPICS,
    &CONTRIBUTIONS,
    &SPREAD,
    &CONVERGENCE,
    &RANKS,
    &REGION_COVERAGE,
    &REGION_TEAMS,
    &TEAM_BASES,
    &TARGET_RANGES,
    &LAGGARDS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_columns_and_names_are_unique() {
        let all: Vec<_> = ALL.iter().chain(QUALITY).collect();
        assert!(FACTS.iter().zip(ALL).all(|(fact, table)| fact.name == table.name));
        for (i, table) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|other| other.name != table.name));
            for key in table.key {
                assert!(table.columns.iter().any(|column| column.col == *key), "{} {key:?}", table.name);
            }
            for (j, column) in table.columns.iter().enumerate() {
                assert!(table.columns[..j].iter().all(|other| other.col != column.col));
            }
        }
    }
}

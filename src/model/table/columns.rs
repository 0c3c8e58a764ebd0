//! The names of columns, and the columns that several tables have.

use super::{Col, Column, Kind};

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
    TABLE "table", ROW "row", LINES "lines", ROWS "rows",
}

/// A column, short enough to be read in a list.
pub(super) const fn c(
    col: Col,
    kind: Kind,
    unit: &'static str,
    vi: &'static str,
    en: &'static str,
) -> Column {
    Column { col, kind, unit, vi, en }
}

pub(super) const C_CODE: Column = c(
    PLACE_CODE,
    Kind::Text,
    "",
    "Mã đơn vị theo địa giới của cột vintage; trống là mọi đơn vị",
    "Code of the place within its vintage; blank for all places",
);
pub(super) const C_VINTAGE: Column = c(
    VINTAGE,
    Kind::Text,
    "",
    "Địa giới: 63 tỉnh (trước 1/7/2025) hoặc 34 tỉnh",
    "Borders: the 63 provinces (before 2025-07-01) or the 34",
);
pub(super) const C_PLACE: Column = c(PLACE, Kind::Text, "", "Tên đơn vị", "Name of the place");
pub(super) const C_PERIOD: Column = c(PERIOD, Kind::Period, "", "Thời kỳ", "Period");
pub(super) const C_TOPIC: Column = c(TOPIC, Kind::Text, "", "Mã chủ đề", "Topic id");
pub(super) const C_TOPIC_LABEL: Column = c(TOPIC_LABEL, Kind::Text, "", "Chủ đề", "Topic");
pub(super) const C_INDICATOR: Column = c(INDICATOR, Kind::Text, "", "Mã chỉ tiêu", "Indicator id");
pub(super) const C_INDICATOR_LABEL: Column = c(INDICATOR_LABEL, Kind::Text, "", "Chỉ tiêu", "Indicator");
pub(super) const C_METRIC: Column = c(
    METRIC,
    Kind::Text,
    "",
    "Đại lượng của chuỗi; ở chủ đề: count (số câu hỏi), share (tỷ trọng); ở tổ: teams (số tổ), members (số thành viên), trained (số tổ đã tập huấn), members_per_team (số thành viên mỗi tổ), trained_share (tỷ lệ tổ đã tập huấn), teams_per_commune (số tổ mỗi đơn vị cấp xã)",
    "What the series measures; of topics: count (questions) or share; of teams: teams, members, trained (teams that were trained), members_per_team, trained_share or teams_per_commune",
);
pub(super) const C_BASIS: Column = c(
    BASIS,
    Kind::Text,
    "",
    "published: tỷ lệ do đơn vị công bố; computed: tính từ số đạt trên tổng số",
    "published: given as a percentage; computed: from covered / total",
);
pub(super) const C_LEVEL: Column = c(
    LEVEL,
    Kind::Text,
    "",
    "Cấp của tổ: all (tổng số), commune (xã), village (thôn, bản)",
    "Level of the teams: all, commune or village",
);
pub(super) const C_TEAMS: Column =
    c(TEAMS, Kind::Count, "teams", "Số tổ công nghệ số cộng đồng", "Community digital teams");
pub(super) const C_N: Column = c(N, Kind::Count, "periods", "Số kỳ có số liệu", "Periods with a figure");
pub(super) const C_FIRST_PERIOD: Column = c(FIRST_PERIOD, Kind::Period, "", "Kỳ đầu", "First period");
pub(super) const C_LAST_PERIOD: Column = c(LAST_PERIOD, Kind::Period, "", "Kỳ cuối", "Last period");
pub(super) const C_FIRST_VALUE: Column = c(FIRST_VALUE, Kind::Number, "", "Giá trị kỳ đầu", "First value");
pub(super) const C_LAST_VALUE: Column = c(LAST_VALUE, Kind::Number, "", "Giá trị kỳ cuối", "Last value");
pub(super) const C_SLOPE: Column =
    c(SLOPE, Kind::Number, "per year", "Độ dốc Theil–Sen mỗi năm", "Theil–Sen slope per year");
pub(super) const C_SLOPE_LOW: Column = c(
    SLOPE_LOW,
    Kind::Number,
    "per year",
    "Cận dưới của độ dốc: khoảng tin cậy 95 % của Sen khi có từ 5 kỳ; với 3 và 4 kỳ là độ dốc thấp nhất, mức tin cậy chỉ 67 % và 92 %",
    "Lower end of the slope: Sen's 95% interval from 5 periods on; with 3 and 4 the lowest slope, sure to 67% and 92% only",
);
pub(super) const C_SLOPE_HIGH: Column = c(
    SLOPE_HIGH,
    Kind::Number,
    "per year",
    "Cận trên của độ dốc: khoảng tin cậy 95 % của Sen khi có từ 5 kỳ; với 3 và 4 kỳ là độ dốc cao nhất, mức tin cậy chỉ 67 % và 92 %",
    "Upper end of the slope: Sen's 95% interval from 5 periods on; with 3 and 4 the highest slope, sure to 67% and 92% only",
);
pub(super) const C_MK_S: Column = c(MK_S, Kind::Count, "", "S của Mann–Kendall", "Mann–Kendall S");
pub(super) const C_MK_VAR: Column = c(
    MK_VAR,
    Kind::Number,
    "",
    "Phương sai của S, hiệu chỉnh giá trị trùng",
    "Variance of S, corrected for ties",
);
pub(super) const C_MK_Z: Column =
    c(MK_Z, Kind::Number, "", "z, hiệu chỉnh liên tục", "z, continuity corrected");
pub(super) const C_MK_P: Column = c(MK_P, Kind::Number, "", "p hai phía", "Two-sided p");
pub(super) const C_TAU_B: Column = c(TAU_B, Kind::Number, "", "tau-b của Kendall", "Kendall's tau-b");
pub(super) const C_Q: Column = c(
    Q,
    Kind::Number,
    "",
    "p hiệu chỉnh theo Benjamini–Hochberg trong nhóm kiểm định",
    "p adjusted by Benjamini–Hochberg within its group of tests",
);
pub(super) const C_VERDICT: Column = c(
    VERDICT,
    Kind::Text,
    "",
    "Kết luận: rising (xu hướng tăng), falling (xu hướng giảm), no_clear_trend (chưa có xu hướng rõ rệt), too_few (chưa đủ 5 kỳ để kiểm định); trống khi chuỗi không thuộc nhóm kiểm định nào",
    "Verdict: rising, falling, no_clear_trend, too_few (fewer than the five periods of a test); blank where the series is in no group of tests",
);

pub(super) const C_QUESTIONS: Column =
    c(QUESTIONS, Kind::Count, "questions", "Số câu hỏi, ý kiến về chủ đề", "Questions on the topic");
pub(super) const C_COVERED: Column =
    c(COVERED, Kind::Count, "", "Số đạt: tử số của tỷ lệ", "Covered: the numerator of the percentage");
pub(super) const C_TOTAL: Column =
    c(TOTAL, Kind::Count, "", "Tổng số: mẫu số của tỷ lệ", "Total: the denominator of the percentage");
pub(super) const C_PERCENT: Column = c(PERCENT, Kind::Number, "%", "Tỷ lệ", "Percentage");
pub(super) const C_SHARE: Column = c(SHARE, Kind::Number, "%", "Tỷ trọng của chủ đề", "Share of the topic");
pub(super) const C_SHARE_LOW: Column =
    c(SHARE_LOW, Kind::Number, "%", "Cận dưới Wilson 95 %", "Lower end of the 95% Wilson interval");
pub(super) const C_SHARE_HIGH: Column =
    c(SHARE_HIGH, Kind::Number, "%", "Cận trên Wilson 95 %", "Upper end of the 95% Wilson interval");
pub(super) const C_DUE: Column = c(DUE, Kind::Period, "", "Thời hạn", "Due: the day or period");

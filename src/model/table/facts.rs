//! The tables of the contract: what an edition states of places, topics, teams, targets and commitments.

use super::columns::*;
use super::{Kind, Table};

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
        C_QUESTIONS,
        c(
            TOTAL,
            Kind::Count,
            "questions",
            "Tổng số câu hỏi, ý kiến của đơn vị trong kỳ",
            "All questions of the place and period",
        ),
        C_SHARE,
        C_SHARE_LOW,
        C_SHARE_HIGH,
        c(
            CHANGE_PP,
            Kind::Number,
            "percentage points",
            "Thay đổi so với cùng kỳ năm trước",
            "Change since the same period a year earlier",
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
    columns: trend_columns![C_CODE, C_VINTAGE, C_PLACE, C_TOPIC, C_TOPIC_LABEL, C_METRIC,],
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
        C_QUESTIONS,
        c(
            LOG_ODDS,
            Kind::Number,
            "",
            "Logarit tỷ số chênh so với các đơn vị khác",
            "Log-odds ratio against all other places",
        ),
        c(
            Z,
            Kind::Number,
            "",
            "Điểm z: log_odds chia cho sai số chuẩn của nó",
            "z score: log_odds divided by its standard error",
        ),
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
        C_COVERED,
        C_TOTAL,
        C_PERCENT,
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
    columns: trend_columns![C_CODE, C_VINTAGE, C_PLACE, C_INDICATOR, C_INDICATOR_LABEL, C_BASIS,],
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
    columns: trend_columns![C_CODE, C_VINTAGE, C_PLACE, C_LEVEL, C_METRIC,],
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
        C_DUE,
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
            "Thời điểm đạt mục tiêu nếu giữ tốc độ thực tế: năm thập phân, 2027,0 là hết năm 2026; để trống khi có từ 5 kỳ mà xu hướng chưa rõ",
            "When the target is reached at the actual pace: a decimal year, 2027.0 being the end of 2026; blank where 5 periods or more show no clear trend",
        ),
        c(
            VERDICT,
            Kind::Text,
            "",
            "Kết luận: met (đạt), on_pace (đúng tiến độ), near_pace (sát tiến độ cần có), behind (chậm tiến độ), receding (xa dần mục tiêu), missed (không đạt), unknown (chưa đủ căn cứ đánh giá, hoặc đã đến hạn mà không có số liệu kỳ đó), other_borders (đặt cho đơn vị có địa giới khác)",
            "Verdict: met, on_pace (on track), near_pace (close to the pace needed), behind, receding (moving away), missed, unknown (cannot be judged yet, or past its date with no figure for it) or other_borders (set for a place of other borders)",
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
        C_DUE,
        c(
            DONE,
            Kind::Period,
            "",
            "Hoàn thành: ngày hoặc kỳ; trống khi chưa ghi nhận",
            "Done: the day or period; blank where no completion is recorded",
        ),
        c(
            STATUS,
            Kind::Text,
            "",
            "Tình trạng: open (chưa đến hạn), overdue (quá hạn, chưa ghi nhận hoàn thành), done (hoàn thành đúng hạn), done_late (hoàn thành muộn)",
            "Status: open (not yet due), overdue (no completion recorded), done (on time) or done_late",
        ),
        c(DAYS_LATE, Kind::Count, "days", "Số ngày quá hạn", "Days past the due date"),
    ],
    key: &[SESSION_DATE, PLACE_CODE, VINTAGE, QUESTION_NO, AGENCY, COMMITMENT, DUE],
};

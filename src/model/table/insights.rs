//! The tables beside those of the contract: what follows from them and a reader would otherwise compute again.

use super::columns::*;
use super::{Col, Column, Kind, Table};

cols! {
    SINCE "since", MOVEMENT "movement", QUESTIONS_BEFORE "questions_before", TOTAL_BEFORE "total_before",
    CHANGE_LOW "change_low", CHANGE_HIGH "change_high", OTHER_CODE "other_code", OTHER "other", RANK "rank",
    DIVERGENCE "divergence", BY_CHANCE "by_chance", CHANCE_DEVIATION "chance_deviation", OTHER_QUESTIONS "other_questions",
    TOPICS_RAISED "topics", SHANNON "shannon", EFFECTIVE "effective_topics", RAREFIED "effective_topics_of_30", REGION "region",
    REGION_LABEL "region_label", PLACES "places", LEVEL_PP "level_pp", WEIGHT_PP "weight_pp",
    CONTRIBUTION_PP "contribution_pp", WHOLE_BEFORE "whole_before", WHOLE_AFTER "whole_after", LOWEST "lowest",
    QUARTILE_1 "quartile_1", MEDIAN "median", QUARTILE_3 "quartile_3", HIGHEST "highest", VALUE "value",
    PREVIOUS_PERIOD "previous_period", PREVIOUS_RANK "previous_rank", COMMUNES "communes", COMMUNE_NAME "commune_name", NUMERATOR "numerator",
    DENOMINATOR "denominator", COMMUNES_AT_ZERO "communes_at_zero", PACE_LOW "pace_low", PACE_HIGH "pace_high",
    REACHED_FROM "reached_from", REACHED_TO "reached_to", RANGE_BASIS "range_basis",
}

const C_SINCE: Column = c(SINCE, Kind::Period, "", "Kỳ dùng để so sánh", "The period compared with");
const C_REGION: Column = c(REGION, Kind::Text, "", "Mã vùng kinh tế - xã hội", "Code of the region");
const C_REGION_LABEL: Column = c(REGION_LABEL, Kind::Text, "", "Vùng", "Region");
const C_WITH: Column = c(
    PLACES_WITH_FIGURES,
    Kind::Count,
    "places",
    "Số tỉnh, thành phố của vùng có số liệu",
    "Provinces of the region with a figure",
);
const C_EXPECTED: Column =
    c(PLACES_EXPECTED, Kind::Count, "places", "Số tỉnh, thành phố của vùng", "Provinces of the region");
const C_LOWEST: Column = c(LOWEST, Kind::Number, "%", "Thấp nhất", "Lowest");
const C_HIGHEST: Column = c(HIGHEST, Kind::Number, "%", "Cao nhất", "Highest");

/// `topic_moves.csv`: topics that came, grew, faded or went.
pub static TOPIC_MOVES: Table = Table {
    name: "topic_moves",
    vi: "Chủ đề mới nổi và lắng xuống",
    en: "Emerging and fading topics",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_PERIOD,
        C_SINCE,
        C_TOPIC,
        C_TOPIC_LABEL,
        c(
            MOVEMENT,
            Kind::Text,
            "",
            "Chiều thay đổi: new (lần đầu được nêu), growing (tăng, khoảng tin cậy 95 % nằm trên 0), fading (giảm, khoảng tin cậy 95 % nằm dưới 0), gone (không còn được nêu)",
            "Movement: new (never raised before), growing (the 95% interval lies above 0), fading (it lies below 0), gone (not raised any more)",
        ),
        C_QUESTIONS,
        c(TOTAL, Kind::Count, "questions", "Tổng số câu hỏi trong kỳ", "All questions of the period"),
        c(
            QUESTIONS_BEFORE,
            Kind::Count,
            "questions",
            "Số câu hỏi về chủ đề ở kỳ so sánh",
            "Questions on the topic in the period compared with",
        ),
        c(
            TOTAL_BEFORE,
            Kind::Count,
            "questions",
            "Tổng số câu hỏi ở kỳ so sánh",
            "All questions of the period compared with",
        ),
        c(CHANGE_PP, Kind::Number, "percentage points", "Thay đổi tỷ trọng", "Change of the share"),
        c(
            CHANGE_LOW,
            Kind::Number,
            "percentage points",
            "Cận dưới 95 % (Newcombe) của thay đổi",
            "Lower end of the change's 95% interval (Newcombe)",
        ),
        c(
            CHANGE_HIGH,
            Kind::Number,
            "percentage points",
            "Cận trên 95 % (Newcombe) của thay đổi",
            "Upper end of the change's 95% interval (Newcombe)",
        ),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, PERIOD, TOPIC],
};

/// `similar_places.csv`: for each place the places that ask most alike.
pub static SIMILAR_PLACES: Table = Table {
    name: "similar_places",
    vi: "Nơi có cùng mối quan tâm",
    en: "Places that ask alike",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        c(
            RANK,
            Kind::Count,
            "",
            "Thứ tự theo cận trên 95 % của phần khác biệt vượt mức ngẫu nhiên, 1 là gần nhất; nơi ít câu hỏi đứng sau",
            "Order by the upper 95% bound of what the divergence exceeds chance by, 1 for the nearest; places with few questions last",
        ),
        c(OTHER_CODE, Kind::Text, "", "Mã của nơi giống", "Code of the place that is alike"),
        c(OTHER, Kind::Text, "", "Nơi giống", "The place that is alike"),
        c(
            DIVERGENCE,
            Kind::Number,
            "bit",
            "Độ khác biệt Jensen–Shannon của cơ cấu chủ đề: 0 là giống hệt, 1 là không chung chủ đề nào",
            "Jensen–Shannon divergence of the topics: 0 for the same, 1 for nothing in common",
        ),
        c(
            BY_CHANCE,
            Kind::Number,
            "bit",
            "Độ khác biệt mà hai nơi hỏi hệt nhau vẫn có, chỉ vì số câu hỏi có hạn (kỳ vọng)",
            "Divergence that two places which ask the same would have by their small numbers alone (expected)",
        ),
        c(
            CHANCE_DEVIATION,
            Kind::Number,
            "bit",
            "Độ lệch chuẩn của mức ngẫu nhiên đó",
            "Standard deviation of what chance gives",
        ),
        c(
            QUESTIONS,
            Kind::Count,
            "questions",
            "Số câu hỏi xếp được chủ đề của đơn vị trong năm báo cáo",
            "Questions of the place that match a topic, in the report's year",
        ),
        c(
            OTHER_QUESTIONS,
            Kind::Count,
            "questions",
            "Số câu hỏi xếp được chủ đề của nơi giống",
            "Questions of the other place that match a topic",
        ),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, RANK],
};

/// `topic_diversity.csv`: how widely the questions of a place are spread over topics.
pub static TOPIC_DIVERSITY: Table = Table {
    name: "topic_diversity",
    vi: "Độ đa dạng của chủ đề",
    en: "Diversity of topics",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_PERIOD,
        c(
            TOPICS_RAISED,
            Kind::Count,
            "topics",
            "Số chủ đề có câu hỏi, không kể câu chưa xếp được",
            "Topics with a question, unmatched ones apart",
        ),
        c(SHANNON, Kind::Number, "nat", "Chỉ số Shannon H", "Shannon's H"),
        c(
            EFFECTIVE,
            Kind::Number,
            "topics",
            "Số chủ đề hỏi đều nhau cho cùng độ đa dạng: exp(H)",
            "Topics asked alike that would give this diversity: exp(H)",
        ),
        c(
            RAREFIED,
            Kind::Number,
            "topics",
            "Như trên, kỳ vọng khi chỉ lấy 30 câu hỏi: để so sánh nơi có ít và nơi có nhiều câu hỏi; trống nếu có dưới 30 câu",
            "The same expected of 30 of the questions, so that places with few and with many can be compared; blank below 30",
        ),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, PERIOD],
};

/// `region_topics.csv`: topics of the socio-economic regions.
pub static REGION_TOPICS: Table = Table {
    name: "region_topics",
    vi: "Chủ đề theo vùng",
    en: "Topics by region",
    columns: &[
        C_REGION,
        C_VINTAGE,
        C_REGION_LABEL,
        C_PERIOD,
        C_TOPIC,
        C_TOPIC_LABEL,
        C_QUESTIONS,
        c(TOTAL, Kind::Count, "questions", "Tổng số câu hỏi của vùng", "All questions of the region"),
        C_SHARE,
        C_SHARE_LOW,
        C_SHARE_HIGH,
        c(PARTIAL, Kind::Flag, "", "Có câu hỏi không rõ số lượng", "Some questions have no count"),
        C_WITH,
        C_EXPECTED,
    ],
    key: &[REGION, VINTAGE, PERIOD, TOPIC],
};

/// `contributions.csv`: what each place added to the change of all places together.
pub static CONTRIBUTIONS: Table = Table {
    name: "contributions",
    vi: "Đóng góp vào thay đổi chung",
    en: "Contributions to the change of all places",
    columns: &[
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_SINCE,
        C_PERIOD,
        c(
            LEVEL_PP,
            Kind::Number,
            "percentage points",
            "Phần do mức của đơn vị thay đổi",
            "Because the place's own level moved",
        ),
        c(
            WEIGHT_PP,
            Kind::Number,
            "percentage points",
            "Phần do tỷ trọng của đơn vị trong tổng số thay đổi",
            "Because the place's weight in the whole moved",
        ),
        c(
            CONTRIBUTION_PP,
            Kind::Number,
            "percentage points",
            "Đóng góp: tổng hai phần; cộng mọi đơn vị đúng bằng thay đổi chung",
            "Contribution: both parts; all places add up to the change of the whole",
        ),
        c(WHOLE_BEFORE, Kind::Number, "%", "Mức chung ở kỳ so sánh", "Level of the whole before"),
        c(WHOLE_AFTER, Kind::Number, "%", "Mức chung trong kỳ", "Level of the whole after"),
    ],
    key: &[INDICATOR, PLACE_CODE, VINTAGE, PLACE, SINCE, PERIOD],
};

/// `spread.csv`: how far places lie apart, a period each.
pub static SPREAD: Table = Table {
    name: "spread",
    vi: "Chênh lệch giữa các đơn vị",
    en: "Spread between places",
    columns: &[
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_VINTAGE,
        C_PERIOD,
        C_BASIS,
        c(PLACES, Kind::Count, "places", "Số đơn vị có số liệu", "Places with a figure"),
        C_LOWEST,
        c(QUARTILE_1, Kind::Number, "%", "Tứ phân vị thứ nhất", "First quartile"),
        c(MEDIAN, Kind::Number, "%", "Trung vị", "Median"),
        c(QUARTILE_3, Kind::Number, "%", "Tứ phân vị thứ ba", "Third quartile"),
        C_HIGHEST,
    ],
    key: &[INDICATOR, VINTAGE, PERIOD, BASIS],
};

/// `convergence.csv`: whether the same places draw together.
pub static CONVERGENCE: Table = Table {
    name: "convergence",
    vi: "Thu hẹp hay nới rộng chênh lệch giữa các đơn vị",
    en: "Convergence and divergence of places",
    columns: tested_columns![
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_BASIS,
        c(
            PLACES,
            Kind::Count,
            "places",
            "Số đơn vị có số liệu ở mọi kỳ của chuỗi",
            "Places that have a figure in every period of the series",
        ),
        C_N,
        C_FIRST_PERIOD,
        C_LAST_PERIOD,
        c(
            FIRST_VALUE,
            Kind::Number,
            "percentage points",
            "Khoảng tứ phân vị ở kỳ đầu",
            "Distance between the quartiles in the first period",
        ),
        c(
            LAST_VALUE,
            Kind::Number,
            "percentage points",
            "Khoảng tứ phân vị ở kỳ cuối",
            "Distance between the quartiles in the last period",
        ),
    ],
    key: &[INDICATOR, BASIS, FIRST_PERIOD],
};

/// `ranks.csv`: where each place stands among the others.
pub static RANKS: Table = Table {
    name: "ranks",
    vi: "Thứ hạng",
    en: "Ranks",
    columns: &[
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_PERIOD,
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        c(VALUE, Kind::Number, "%", "Giá trị", "Value"),
        c(
            RANK,
            Kind::Count,
            "",
            "Thứ hạng; 1 là tốt nhất theo chiều của chỉ tiêu, bằng nhau thì cùng hạng",
            "Rank; 1 is the best by the indicator's direction, equal values share it",
        ),
        c(PLACES, Kind::Count, "places", "Số đơn vị được xếp hạng", "Places ranked"),
        c(
            PREVIOUS_PERIOD,
            Kind::Period,
            "",
            "Kỳ gần nhất trước đó xếp hạng đúng các đơn vị này",
            "The latest earlier period that ranks the same places",
        ),
        c(PREVIOUS_RANK, Kind::Count, "", "Thứ hạng ở kỳ đó", "The rank in it"),
    ],
    key: &[INDICATOR, PERIOD, PLACE_CODE, VINTAGE, PLACE],
};

/// `region_coverage.csv`: coverage of the socio-economic regions.
pub static REGION_COVERAGE: Table = Table {
    name: "region_coverage",
    vi: "Mức độ bao phủ theo vùng",
    en: "Coverage by region",
    columns: &[
        C_REGION,
        C_VINTAGE,
        C_REGION_LABEL,
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_PERIOD,
        C_COVERED,
        C_TOTAL,
        C_PERCENT,
        C_WITH,
        C_EXPECTED,
    ],
    key: &[REGION, VINTAGE, INDICATOR, PERIOD],
};

/// `region_teams.csv`: community digital teams of the socio-economic regions.
pub static REGION_TEAMS: Table = Table {
    name: "region_teams",
    vi: "Tổ công nghệ số cộng đồng theo vùng",
    en: "Community digital teams by region",
    columns: &[C_REGION, C_VINTAGE, C_REGION_LABEL, C_LEVEL, C_PERIOD, C_TEAMS, C_WITH, C_EXPECTED],
    key: &[REGION, VINTAGE, LEVEL, PERIOD],
};

/// `laggards.csv`: the communes that stand last on an indicator.
pub static LAGGARDS: Table = Table {
    name: "laggards",
    vi: "Các đơn vị cấp xã đứng cuối",
    en: "Communes that lag",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        c(COMMUNE_NAME, Kind::Text, "", "Huyện và xã", "District and commune"),
        C_INDICATOR,
        C_INDICATOR_LABEL,
        C_PERIOD,
        c(
            RANK,
            Kind::Count,
            "",
            "Thứ tự từ cuối lên, 1 là kém nhất theo chiều của chỉ tiêu; bằng nhau thì cùng thứ tự",
            "Order from the end, 1 for the last by the indicator's direction; equal values share it",
        ),
        C_COVERED,
        C_TOTAL,
        c(VALUE, Kind::Number, "%", "Giá trị", "Value"),
        c(
            COMMUNES,
            Kind::Count,
            "communes",
            "Số xã có số liệu trong kỳ",
            "Communes with a figure in the period",
        ),
        c(COMMUNES_AT_ZERO, Kind::Count, "communes", "Trong đó số xã ở mức 0", "Of these, communes at 0"),
    ],
    key: &[INDICATOR, PERIOD, PLACE_CODE, VINTAGE, PLACE, COMMUNE_NAME],
};

/// `target_ranges.csv`: how far the pace towards a target, and the year in which it is reached, can be off.
pub static TARGET_RANGES: Table = Table {
    name: "target_ranges",
    vi: "Khoảng của tốc độ và năm đạt mục tiêu",
    en: "Ranges of the pace towards targets, and of the year they are reached",
    columns: &[
        C_INDICATOR,
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_DUE,
        C_N,
        c(
            RANGE_BASIS,
            Kind::Text,
            "",
            "Khoảng này là gì: sen_95 (khoảng tin cậy 95 % của Sen, từ 5 kỳ), slowest_fastest (tốc độ chậm nhất và nhanh nhất giữa hai kỳ bất kỳ, 3 hoặc 4 kỳ)",
            "What the range is: sen_95 (Sen's 95% interval, from 5 periods), slowest_fastest (the slowest and the fastest pace between any two periods, with 3 or 4)",
        ),
        c(
            PACE_LOW,
            Kind::Number,
            "percentage points per year",
            "Tốc độ chậm nhất về phía mục tiêu; âm là xa dần",
            "Slowest pace towards the target; negative is away from it",
        ),
        c(
            PACE_HIGH,
            Kind::Number,
            "percentage points per year",
            "Tốc độ nhanh nhất về phía mục tiêu; âm là xa dần",
            "Fastest pace towards the target; negative is away from it",
        ),
        c(
            REACHED_FROM,
            Kind::Number,
            "year",
            "Sớm nhất đạt khi nào, theo tốc độ nhanh nhất: năm thập phân, 2027,0 là hết năm 2026; trống khi đã đạt hoặc không đạt trong 100 năm",
            "Reached at the earliest, at the fastest pace: a decimal year, 2027.0 being the end of 2026; blank where it is met or not reached within 100 years",
        ),
        c(
            REACHED_TO,
            Kind::Number,
            "year",
            "Muộn nhất đạt khi nào, theo tốc độ chậm nhất; trống khi đã đạt hoặc có thể không đạt",
            "Reached at the latest, at the slowest pace; blank where it is met or may never be reached",
        ),
    ],
    key: &[INDICATOR, PLACE_CODE, VINTAGE, PLACE, DUE],
};

/// `team_bases.csv`: what the measures of the teams rest on.
pub static TEAM_BASES: Table = Table {
    name: "team_bases",
    vi: "Cơ sở tính số liệu về tổ",
    en: "What the measures of the teams rest on",
    columns: &[
        C_CODE,
        C_VINTAGE,
        C_PLACE,
        C_PERIOD,
        C_LEVEL,
        c(
            METRIC,
            Kind::Text,
            "",
            "Đại lượng: teams, members, trained, members_per_team, trained_share, teams_per_commune",
            "Measure: teams, members, trained, members_per_team, trained_share or teams_per_commune",
        ),
        c(VALUE, Kind::Number, "", "Giá trị; trained_share tính bằng %", "Value; trained_share in %"),
        c(
            NUMERATOR,
            Kind::Count,
            "",
            "Tử số, chỉ gồm các dòng có cả hai số",
            "Numerator, over rows that have both parts",
        ),
        c(
            DENOMINATOR,
            Kind::Count,
            "",
            "Mẫu số, chỉ gồm các dòng có cả hai số",
            "Denominator, over rows that have both parts",
        ),
        c(
            PLACES_WITH_FIGURES,
            Kind::Count,
            "places",
            "Số đơn vị có trong tổng; trống với đơn vị tự báo cáo",
            "Places in the sum; blank where the place reported itself",
        ),
        c(PLACES_EXPECTED, Kind::Count, "places", "Số đơn vị phải có", "Places expected"),
    ],
    key: &[PLACE_CODE, VINTAGE, PLACE, PERIOD, LEVEL, METRIC],
};

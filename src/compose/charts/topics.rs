//! Charts of topics: shares with intervals, the map of topics and places, slopes, trends, distinctive topics.

use crate::analyse::summary::{DistinctiveTopic, TopicRow, TopicTrend, TrendVerdict};
use crate::clean::tables::Origins;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::report::{
    Chart, Direction, Diverging, Figure, Forest, ForestRow, Heat, HeatRow, Interval, Intervals, SlopeRow,
    Slopes,
};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::model::Period;
use crate::model::register::UNMATCHED;

/// Topics shown in a ranking.
const MOST_TOPICS: usize = 15;
/// Topics side by side in the map: their names must stay readable.
const MAP_TOPICS: usize = 8;
/// Topics whose slopes can be told apart.
const MOST_SLOPES: usize = 8;

fn questions_source(c: &Composer<'_>, rows: &[&TopicRow]) -> String {
    c.source(rows.iter().map(|row| (None, &row.origins as &Origins)))
}

/// Shares ranked, with their intervals; `rows` are one place and period, highest first, unmatched last.
pub fn shares(c: &Composer<'_>, rows: &[&TopicRow]) -> Option<Figure> {
    let first = rows.first()?;
    if rows.len() < 2 {
        return None;
    }
    let shown: Vec<&TopicRow> = rows
        .iter()
        .enumerate()
        .filter(|(i, row)| *i < MOST_TOPICS || &*row.topic == UNMATCHED)
        .map(|(_, row)| *row)
        .collect();
    let bars: Vec<Interval> = shown
        .iter()
        .filter_map(|row| {
            let share = row.share?;
            Some(Interval {
                label: c.topic(&row.topic),
                value: share,
                low: row.share_low.unwrap_or(share),
                high: row.share_high.unwrap_or(share),
                text: format!(
                    "{} ({}/{})",
                    c.n.percent(share, 1),
                    c.n.count(row.questions.unwrap_or_default()),
                    c.n.count(row.total)
                ),
                weak: few(row) || &*row.topic == UNMATCHED,
            })
        })
        .collect();
    let top_share = first.share?;
    let tied: Vec<String> = rows
        .iter()
        .filter(|row| row.questions == first.questions && &*row.topic != UNMATCHED)
        .map(|row| c.topic(&row.topic))
        .collect();
    let total = c.questions_text(first.total);
    let headline = if tied.len() > 1 {
        let count = tied.len();
        let share = c.n.percent(top_share, 1);
        c.t(
            &format!("{count} chủ đề cùng đứng đầu, mỗi chủ đề chiếm {share} trong {total}"),
            &format!("{count} topics share the lead, each with {share} of {total}"),
        )
    } else {
        let (topic, share) = (c.topic(&first.topic), c.n.percent(top_share, 1));
        c.t(
            &format!("“{topic}” được hỏi nhiều nhất: {share} trong {total}"),
            &format!("“{topic}” is asked most: {share} of {total}"),
        )
    };
    let place = c.place_in(&first.place);
    let subtitle = c.t(
        &format!("Tỷ trọng chủ đề với khoảng Wilson 95 %, {place}, {}", c.n.period(first.period)),
        &format!("Share of topics with 95% Wilson interval, {place}, {}", c.n.period(first.period)),
    );
    let axis = c.axis(bars.iter().map(|bar| bar.high), true, Some((0.0, 100.0)));
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.t("Số câu hỏi", "Questions"), ""),
        number_column(c.t("Tỷ trọng", "Share"), "%"),
        number_column(c.t("Cận dưới", "Low"), "%"),
        number_column(c.t("Cận trên", "High"), "%"),
    ];
    let data = shown
        .iter()
        .filter_map(|row| {
            let count = row.questions.unwrap_or_default();
            let cell = |value: f64| number(c.n.decimal(value, 1), value);
            Some(vec![
                words(c.topic(&row.topic)),
                number(c.n.count(count), count as f64),
                cell(row.share?),
                cell(row.share_low?),
                cell(row.share_high?),
            ])
        })
        .collect();
    let id = "topics-shares".to_owned();
    let alt = c.t(
        &format!("Biểu đồ chấm có khoảng tin cậy: {subtitle}. {headline}."),
        &format!("Dots with intervals: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: "%".to_owned(),
        source: questions_source(c, &shown),
        alt,
        chart: Chart::Intervals(Intervals { rows: bars, axis }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// Topics by place; from two places and two topics on. `rows` are the places of one period.
pub fn heat(c: &Composer<'_>, rows: &[&TopicRow], topics: &[&str]) -> Option<Figure> {
    let topics: Vec<&str> =
        topics.iter().copied().filter(|topic| *topic != UNMATCHED).take(MAP_TOPICS).collect();
    let mut places: Vec<_> = rows.iter().filter(|row| row.total > 0).map(|row| &row.place).collect();
    places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
    places.dedup();
    if places.len() < 2 || topics.len() < 2 {
        return None;
    }
    places.truncate(super::MOST_RANKS);
    let mut best: Option<&TopicRow> = None;
    let grid: Vec<HeatRow> = places
        .iter()
        .map(|place| HeatRow {
            label: c.place(place),
            cells: topics
                .iter()
                .map(|topic| {
                    let row = rows.iter().find(|row| &row.place == *place && &*row.topic == *topic)?;
                    let share = row.share?;
                    if !few(row) && best.and_then(|best| best.share).is_none_or(|most| share > most) {
                        best = Some(row);
                    }
                    Some((share, c.n.decimal(share, 1)))
                })
                .collect(),
        })
        .collect();
    let period = rows.first()?.period;
    let values = grid.iter().flat_map(|row| row.cells.iter().flatten().map(|cell| cell.0));
    let classes = c.classes(values, "%");
    let headline = match best {
        Some(row) => c.t(
            &format!(
                "Cao nhất: {}, “{}” chiếm {} câu hỏi",
                c.place(&row.place),
                c.topic(&row.topic),
                c.n.percent(row.share?, 1)
            ),
            &format!(
                "Highest: {}, where “{}” makes up {} of questions",
                c.place(&row.place),
                c.topic(&row.topic),
                c.n.percent(row.share?, 1)
            ),
        ),
        None => c.t(
            "Mỗi đơn vị có ít câu hỏi: chỉ nên đọc như gợi ý",
            "Each place asked few questions: read this as a hint only",
        ),
    };
    let subtitle = c.t(
        &format!("Tỷ trọng các chủ đề chính theo đơn vị, {}", c.n.period(period)),
        &format!("Share of the main topics by place, {}", c.n.period(period)),
    );
    let names: Vec<String> = topics.iter().map(|topic| c.topic(topic)).collect();
    let mut columns = vec![text_column(c.t("Đơn vị", "Place"))];
    columns.extend(names.iter().map(|name| number_column(name.clone(), "%")));
    let data = grid
        .iter()
        .map(|row| {
            let mut cells = vec![words(row.label.clone())];
            cells.extend(row.cells.iter().map(|cell| match cell {
                Some((value, text)) => number(text.clone(), *value),
                None => words("…"),
            }));
            cells
        })
        .collect();
    let id = "topics-by-place".to_owned();
    let alt = c.t(
        &format!("Bản đồ nhiệt, mỗi hàng một đơn vị, mỗi cột một chủ đề: {subtitle}. {headline}."),
        &format!("Heat map, a row a place, a column a topic: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: "%".to_owned(),
        source: questions_source(c, rows),
        alt,
        chart: Chart::Heat(Heat {
            columns: names,
            rows: grid,
            classes,
            missing: c.t("đơn vị chưa từng nêu chủ đề này", "the place never raised the topic"),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// Shares a year earlier and now; from two topics with both.
pub fn slopes(c: &Composer<'_>, rows: &[&TopicRow]) -> Option<Figure> {
    let first = rows.first()?;
    let earlier = first.period.year_earlier()?;
    let pairs: Vec<(&TopicRow, f64, f64)> = rows
        .iter()
        .filter(|row| &*row.topic != UNMATCHED)
        .filter_map(|row| {
            let now = row.share?;
            Some((*row, now - row.change_pp?, now))
        })
        .take(MOST_SLOPES)
        .collect();
    if pairs.len() < 2 {
        return None;
    }
    let most = pairs.iter().max_by(|a, b| (a.2 - a.1).abs().total_cmp(&(b.2 - b.1).abs()))?;
    let change = most.2 - most.1;
    let (topic, by) = (c.topic(&most.0.topic), c.n.points(change, 1));
    let headline = if c.n.is_zero(change, 1) {
        c.t("Tỷ trọng các chủ đề chính không đổi", "The shares of the main topics did not change")
    } else if change > 0.0 {
        c.t(
            &format!("“{topic}” tăng nhiều nhất trong các chủ đề chính: {by}"),
            &format!("“{topic}” rose most among the main topics: {by}"),
        )
    } else {
        c.t(
            &format!("“{topic}” giảm nhiều nhất trong các chủ đề chính: {by}"),
            &format!("“{topic}” fell most among the main topics: {by}"),
        )
    };
    let subtitle = c.t(
        &format!(
            "Tỷ trọng các chủ đề chính, {}, {} và {}",
            c.place_in(&first.place),
            c.n.period(earlier),
            c.n.period(first.period)
        ),
        &format!(
            "Share of the main topics, {}, {} and {}",
            c.place_in(&first.place),
            c.n.period(earlier),
            c.n.period(first.period)
        ),
    );
    let axis = c.axis(pairs.iter().flat_map(|(_, from, to)| [*from, *to]), true, Some((0.0, 100.0)));
    let text = |value| c.n.percent(value, 1);
    let drawn = pairs
        .iter()
        .map(|(row, from, to)| SlopeRow {
            label: c.topic(&row.topic),
            from: (*from, text(*from)),
            to: (*to, text(*to)),
            strong: std::ptr::eq(*row, most.0),
        })
        .collect();
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.n.short(earlier), "%"),
        number_column(c.n.short(first.period), "%"),
    ];
    let data = pairs
        .iter()
        .map(|(row, from, to)| {
            vec![
                words(c.topic(&row.topic)),
                number(c.n.decimal(*from, 1), *from),
                number(c.n.decimal(*to, 1), *to),
            ]
        })
        .collect();
    let id = "topics-slopes".to_owned();
    let alt = c.t(
        &format!("Biểu đồ độ dốc giữa hai năm: {subtitle}. {headline}."),
        &format!("Slope chart between two years: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: "%".to_owned(),
        source: questions_source(c, rows),
        alt,
        chart: Chart::Slopes(Slopes {
            from: c.n.short(earlier),
            to: c.n.short(first.period),
            rows: drawn,
            axis,
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// Trends of shares with their intervals; from two trends of three periods or more.
pub fn forest(c: &Composer<'_>, trends: &[&TopicTrend], source: String) -> Option<Figure> {
    let mut steep: Vec<(&TopicTrend, f64)> =
        trends.iter().filter_map(|trend| Some((*trend, trend.trend.slope?))).collect();
    if steep.len() < 2 {
        return None;
    }
    steep.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.topic.cmp(&b.0.topic)));
    steep.truncate(MOST_TOPICS);
    steep.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.topic.cmp(&b.0.topic)));
    let named = |verdict| -> Vec<String> {
        trends
            .iter()
            .filter(|trend| trend.trend.verdict == verdict)
            .map(|trend| c.topic(&trend.topic))
            .collect()
    };
    let (rising, falling) = (named(TrendVerdict::Rising), named(TrendVerdict::Falling));
    let noun = ("chủ đề", "topic", "topics");
    let list = |names: &[String]| crate::compose::names::list(c.lang, names, 2, noun);
    let headline = match (rising.is_empty(), falling.is_empty()) {
        (true, true) => c.t("Chưa chủ đề nào có xu hướng rõ rệt", "No topic shows a clear trend"),
        (false, true) => {
            c.t(&format!("Xu hướng tăng: {}", list(&rising)), &format!("Rising: {}", list(&rising)))
        }
        (true, false) => {
            c.t(&format!("Xu hướng giảm: {}", list(&falling)), &format!("Falling: {}", list(&falling)))
        }
        (false, false) => c.t(
            &format!("Xu hướng tăng: {}; giảm: {}", list(&rising), list(&falling)),
            &format!("Rising: {}; falling: {}", list(&rising), list(&falling)),
        ),
    };
    let rows: Vec<ForestRow> = steep
        .iter()
        .map(|(trend, slope)| ForestRow {
            label: c.topic(&trend.topic),
            slope: *slope,
            interval: trend.trend.slope_low.zip(trend.trend.slope_high),
            text: format!("{} ({})", c.n.signed(*slope, 2), c.verdict(trend.trend.verdict)),
            verdict: match trend.trend.verdict {
                TrendVerdict::Rising => Direction::Up,
                TrendVerdict::Falling => Direction::Down,
                TrendVerdict::NoClearTrend | TrendVerdict::TooFew => Direction::Level,
            },
        })
        .collect();
    let axis = c.axis(
        rows.iter().flat_map(|row| {
            let (low, high) = row.interval.unwrap_or((row.slope, row.slope));
            [row.slope, low, high]
        }),
        true,
        None,
    );
    let first = steep.first()?.0;
    let subtitle = c.t(
        &format!("Thay đổi tỷ trọng mỗi năm (Theil–Sen) với khoảng 95 %, {}", c.place_in(&first.place)),
        &format!("Change of share a year (Theil–Sen) with 95% interval, {}", c.place_in(&first.place)),
    );
    let unit = c.t("điểm\u{a0}%/năm", "percentage points a year");
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.t("Số kỳ", "Periods"), ""),
        number_column(c.t("Độ dốc", "Slope"), unit.clone()),
        number_column(c.t("Cận dưới", "Low"), unit.clone()),
        number_column(c.t("Cận trên", "High"), unit.clone()),
        text_column(c.t("Kết luận", "Verdict")),
    ];
    let data = steep
        .iter()
        .map(|(trend, slope)| {
            let cell = |value: Option<f64>| match value {
                Some(value) => number(c.n.signed(value, 2), value),
                None => words("…"),
            };
            vec![
                words(c.topic(&trend.topic)),
                number(trend.trend.n.to_string(), trend.trend.n as f64),
                cell(Some(*slope)),
                cell(trend.trend.slope_low),
                cell(trend.trend.slope_high),
                words(c.verdict(trend.trend.verdict)),
            ]
        })
        .collect();
    let id = "topics-trends".to_owned();
    let alt = c.t(
        &format!("Biểu đồ độ dốc có khoảng tin cậy: {subtitle}. {headline}."),
        &format!("Slopes with intervals: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit,
        source,
        alt,
        chart: Chart::Forest(Forest { rows, axis }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// The topics that mark places most: bars of z to both sides of zero.
pub fn distinctive(c: &Composer<'_>, period: Period, source: String) -> Option<Figure> {
    let mut rows: Vec<&DistinctiveTopic> =
        c.summary.distinctive.iter().filter(|row| &*row.topic != UNMATCHED).collect();
    rows.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| (&a.place, &a.topic).cmp(&(&b.place, &b.topic))));
    if rows.len() < 2 {
        return None;
    }
    // Seven ends of either side tell the story; the rest lies between them.
    if rows.len() > 14 {
        let low = rows.split_off(rows.len() - 5);
        rows.truncate(9);
        rows.extend(low);
    }
    let top = rows.first()?;
    let label = |row: &DistinctiveTopic| format!("{}: {}", c.place(&row.place), c.topic(&row.topic));
    let headline = if top.z >= 1.96 {
        c.t(
            &format!("{} hỏi về “{}” nhiều hơn hẳn các nơi khác", c.place(&top.place), c.topic(&top.topic)),
            &format!(
                "{} asks about “{}” far more than other places",
                c.place(&top.place),
                c.topic(&top.topic)
            ),
        )
    } else {
        c.t("Chưa đơn vị nào có chủ đề nổi trội hẳn", "No place stands out by a topic")
    };
    let subtitle = c.t(
        &format!("Mức đặc trưng của chủ đề so với các đơn vị khác (điểm z), {}", c.n.period(period)),
        &format!("How much a topic marks a place against the others (z score), {}", c.n.period(period)),
    );
    let drawn: Vec<(f64, String, String)> =
        rows.iter().map(|row| (row.z, label(row), c.n.signed(row.z, 1))).collect();
    let axis = c.axis(drawn.iter().map(|row| row.0), true, None);
    let columns = vec![
        text_column(c.t("Đơn vị", "Place")),
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.t("Số câu hỏi", "Questions"), ""),
        number_column(c.t("Điểm z", "z score"), ""),
    ];
    let data = rows
        .iter()
        .map(|row| {
            vec![
                words(c.place(&row.place)),
                words(c.topic(&row.topic)),
                number(c.n.count(row.questions), row.questions as f64),
                number(c.n.signed(row.z, 1), row.z),
            ]
        })
        .collect();
    let id = "topics-distinctive".to_owned();
    let alt = c.t(
        &format!("Biểu đồ thanh hai phía: {subtitle}. {headline}."),
        &format!("Bars to both sides of zero: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: c.t("điểm z", "z score"),
        source,
        alt,
        chart: Chart::Diverging(Diverging {
            rows: drawn,
            axis,
            left: c.t("hỏi ít hơn nơi khác", "asked less than elsewhere"),
            right: c.t("hỏi nhiều hơn nơi khác", "asked more than elsewhere"),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

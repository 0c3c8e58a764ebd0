//! Charts of topics and places, and of the trends of topics.

use super::topics::{MOST_TOPICS, questions_source};
use crate::analyse::summary::{DistinctiveTopic, TopicRow, TopicTrend, TrendVerdict};
use crate::compose::chapters::MARKED;
use crate::compose::cite::{FEW_QUESTIONS, few};
use crate::compose::composer::Composer;
use crate::compose::names::{capital, plural};
use crate::compose::report::{Chart, Direction, Diverging, Figure, Forest, ForestRow, Heat, HeatRow, Table};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::model::register::UNMATCHED;
use crate::model::{Period, Place};

/// Stands where a topic was never asked about, as statisticians write what did not occur.
const NEVER: &str = "–";
/// Topics side by side in the map: their names must stay readable.
const MAP_TOPICS: usize = 8;
/// Bars of topics that mark places, and how many of them may stand for topics that a place asks little about.
const MOST_MARKS: usize = 14;
const MOST_AVOIDED: usize = 5;

/// How surely the topic is asked about more in the place than in the others: its z, where it passes the threshold and is of
/// the period of the row.
fn mark_of(c: &Composer<'_>, row: &TopicRow) -> Option<f64> {
    c.summary.year.and_then(Period::year).filter(|year| *year == row.period)?;
    let of = |mark: &&DistinctiveTopic| mark.place == row.place && mark.topic == row.topic;
    c.summary.distinctive.iter().find(of).map(|mark| mark.z).filter(|z| *z >= MARKED)
}

/// Topics by place; from two places and two topics on. `rows` are the places of one period.
pub fn heat(c: &Composer<'_>, rows: &[&TopicRow], topics: &[&str]) -> Option<Figure> {
    let matched = || topics.iter().copied().filter(|topic| *topic != UNMATCHED);
    let all = matched().count();
    let topics: Vec<&str> = matched().take(MAP_TOPICS).collect();
    let mut places: Vec<_> = rows.iter().filter(|row| row.total > 0).map(|row| &row.place).collect();
    places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
    places.dedup();
    if places.len() < 2 || topics.len() < 2 {
        return None;
    }
    places.truncate(super::MOST_RANKS);
    let found = |place: &Place, topic: &str| -> Option<&TopicRow> {
        rows.iter().find(|row| &row.place == place && &*row.topic == topic).copied()
    };
    let grid: Vec<HeatRow> = places
        .iter()
        .map(|place| HeatRow {
            label: c.place(place),
            cells: topics
                .iter()
                .map(|topic| {
                    let row = found(place, topic)?;
                    let share = row.share?;
                    // Coloured by what stands in the cell.
                    Some((c.n.shown(share, 1), c.n.decimal(share, 1)))
                })
                .collect(),
            weak: rows.iter().any(|row| &row.place == *place && few(row)),
        })
        .collect();
    let period = rows.first()?.period;
    let values = grid.iter().filter(|row| !row.weak);
    let values = values.flat_map(|row| row.cells.iter().flatten().map(|cell| cell.0));
    let classes = c.classes(values, "%");
    let shown = |row: &&TopicRow| places.contains(&&row.place) && topics.contains(&&*row.topic) && !few(row);
    let candidates: Vec<&TopicRow> = rows.iter().copied().filter(shown).collect();
    // The highest share of all would be one of the fewest questions: what is surely more than elsewhere is named, and
    // where nothing is told apart from the others, what is surely high.
    let marked = candidates.iter().copied().filter_map(|row| Some((mark_of(c, row)?, row)));
    let marked = marked.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, row)| row);
    let sure = |row: &TopicRow| row.share_low.unwrap_or_default();
    let highest = candidates.iter().copied().reduce(|a, b| if sure(b) > sure(a) { b } else { a });
    let named = marked.or(highest).and_then(|row| {
        let place = places.iter().position(|place| **place == row.place)?;
        Some((place, topics.iter().position(|topic| *topic == &*row.topic)?))
    });
    let headline = match marked.or(highest) {
        Some(row) => {
            let (place, topic) = (c.place_in(&row.place), c.topic(&row.topic));
            let share = c.n.percent(row.share?, 1);
            let (count, total) = (c.n.count(row.questions.unwrap_or_default()), c.n.count(row.total));
            // Other charts and the text speak of all topics: where the map holds some of them, it says so.
            let (vi_among, en_among) = match topics.len() < all {
                true => (
                    format!("Trong {}, ", super::topics::main_topics(c, topics.len())),
                    format!("Among {}, ", super::topics::main_topics(c, topics.len())),
                ),
                false => Default::default(),
            };
            let (vi, en) = match marked {
                Some(_) => ("nổi trội nhất so với nơi khác là", "stands out most from the other places"),
                None => ("cao rõ nhất là", "is most clearly high"),
            };
            // What it is held against.
            let all = c.summary.topics.iter().find(|all| {
                let same = all.topic == row.topic && all.period == row.period;
                same && all.place.is_country() && all.place.vintage == row.place.vintage
            });
            let all = all.and_then(|all| Some((c.n.percent(all.share?, 1), all)));
            let (vi_all, en_all) = match all {
                Some((share, all)) => (
                    format!(", {} {share}", c.place_in(&all.place)),
                    format!(", {share} {}", c.at(&all.place)),
                ),
                None => Default::default(),
            };
            capital(&c.t(
                &format!("{vi_among}{vi} {place}: “{topic}” chiếm {share} ({count}/{total} câu hỏi){vi_all}"),
                &format!("{en_among}{place} {en}: “{topic}” makes up {share} ({count} of {total} questions){en_all}"),
            ))
        }
        None => c.t(
            "Mỗi đơn vị có ít câu hỏi: chỉ nên đọc như gợi ý",
            "Each place asked few questions: this is indicative only",
        ),
    };
    let subtitle = c.t(
        &format!(
            "Tỷ trọng {} theo đơn vị, {}",
            super::topics::main_topics(c, topics.len()),
            c.n.period(period)
        ),
        &format!("Share of {} by place, {}", super::topics::main_topics(c, topics.len()), c.n.period(period)),
    );
    // Other cells may be higher: what the one of the headline was chosen by is said.
    let chosen = match marked {
        Some(_) => c.t(
            "; đóng khung: nơi nổi trội nhất theo điểm z (có tính đến số câu hỏi, nên không nhất thiết là tỷ trọng cao nhất)",
            "; framed: what stands out most by z score (few questions weigh less, so it need not be the highest share)",
        ),
        None => String::new(),
    };
    let names: Vec<String> = topics.iter().map(|topic| c.topic(topic)).collect();
    let mut columns = vec![text_column(c.t("Đơn vị", "Place"))];
    columns.extend(names.iter().map(|name| number_column(name.clone(), "%")));
    let data = places
        .iter()
        .map(|place| {
            let shares = topics.iter().map(|topic| found(place, topic).map(|row| row.share));
            let mut cells = vec![words(c.place(place))];
            cells.extend(shares.map(|share| match share {
                Some(Some(share)) => number(c.n.decimal(share, 1), share),
                Some(None) => words("…"),
                // Not asked in any year: that is known, and no lack of data.
                None => words(NEVER),
            }));
            cells
        })
        .collect();
    let missing = c.t("đơn vị chưa từng nêu chủ đề này", "the place never raised the topic");
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
            missing: missing.clone(),
            weak: c.t(
                &format!("không tô màu: dưới {FEW_QUESTIONS} câu hỏi"),
                &format!("without colour: fewer than {FEW_QUESTIONS} questions"),
            ),
            marked: named,
        }),
        data: never_told(c.chart_data(&id, &subtitle, columns, data), &missing),
        subtitle: subtitle + &chosen,
        id,
    })
}

/// Says below the table what [`NEVER`] stands for, where it stands.
fn never_told(mut table: Table, meaning: &str) -> Table {
    if table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.text == NEVER)) {
        table.notes.push(format!("“{NEVER}”: {meaning}"));
    }
    table
}

/// Trends of shares with their intervals; from two trends of three periods or more. Below them stands the share of
/// the `unmatched` questions, so that a growing vocabulary is not read as a growing concern.
pub fn forest(
    c: &Composer<'_>,
    trends: &[&TopicTrend],
    unmatched: Option<&TopicTrend>,
    source: String,
) -> Option<Figure> {
    let mut steep: Vec<(&TopicTrend, f64)> =
        trends.iter().filter_map(|trend| Some((*trend, trend.trend.slope?))).collect();
    if steep.len() < 2 {
        return None;
    }
    let all = steep.len();
    steep.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.topic.cmp(&b.0.topic)));
    steep.truncate(MOST_TOPICS);
    let shown = match steep.len() {
        shown if shown < all => c.t(
            &format!("; {shown} chủ đề thay đổi nhanh nhất trong {all} chủ đề"),
            &format!("; the {shown} of {all} topics that change fastest"),
        ),
        _ => String::new(),
    };
    steep.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.topic.cmp(&b.0.topic)));
    // Steepest first, as the text tells them.
    let named = |verdict| -> Vec<String> {
        let mut found: Vec<&&TopicTrend> =
            trends.iter().filter(|trend| trend.trend.verdict == verdict).collect();
        let slope = |trend: &TopicTrend| trend.trend.slope.unwrap_or_default().abs();
        found.sort_by(|a, b| slope(b).total_cmp(&slope(a)).then_with(|| a.topic.cmp(&b.topic)));
        found.iter().map(|trend| format!("“{}”", c.topic(&trend.topic))).collect()
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
    steep.extend(unmatched.and_then(|trend| Some((trend, trend.trend.slope?))));
    let rows: Vec<ForestRow> = steep
        .iter()
        .map(|(trend, slope)| ForestRow {
            label: c.topic(&trend.topic),
            slope: *slope,
            interval: trend.trend.interval(),
            text: format!("{} ({})", c.n.signed(*slope, 2), c.verdict(trend.trend.verdict)),
            verdict: match trend.trend.verdict {
                TrendVerdict::Rising => Direction::Up,
                TrendVerdict::Falling => Direction::Down,
                TrendVerdict::NoClearTrend | TrendVerdict::TooFew => Direction::Level,
                TrendVerdict::NotJudged => Direction::Unknown,
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
    let subtitle = match rows.iter().any(|row| row.interval.is_some()) {
        true => c.t(
            "Thay đổi tỷ trọng mỗi năm (Theil–Sen) với khoảng tin cậy 95\u{a0}%, ",
            "Change of share a year (Theil–Sen) with 95% confidence interval, ",
        ),
        false => c.t("Thay đổi tỷ trọng mỗi năm (Theil–Sen), ", "Change of share a year (Theil–Sen), "),
    } + &c.place_in(&first.place);
    // An interval that leaves out zero is no verdict: that rests on all tests together.
    let judged = match rows.iter().any(|row| row.interval.is_some()) {
        true => c.t(
            "; kết luận theo q < 0,05 (p đã hiệu chỉnh), không theo khoảng tin cậy",
            "; verdicts by q < 0.05 (adjusted p), not by the interval",
        ),
        false => String::new(),
    };
    let unit = c.t("điểm\u{a0}%/năm", "percentage points a year");
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.t("Số kỳ", "Periods"), "").aside(),
        number_column(c.t("Độ dốc", "Slope"), unit.clone()),
        number_column(c.t("Cận dưới", "Low"), unit.clone()).aside(),
        number_column(c.t("Cận trên", "High"), unit.clone()).aside(),
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
                cell(trend.trend.interval().map(|interval| interval.0)),
                cell(trend.trend.interval().map(|interval| interval.1)),
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
        subtitle: subtitle + &shown + &judged,
        id,
    })
}

/// The topics that mark places most: bars of z to both sides of zero.
pub fn distinctive(c: &Composer<'_>, period: Period, source: String) -> Option<Figure> {
    // What does not pass the threshold marks nobody, and a bar of it would say that it does.
    let mut rows: Vec<&DistinctiveTopic> = c
        .summary
        .distinctive
        .iter()
        .filter(|row| row.z.abs() >= MARKED && &*row.topic != UNMATCHED)
        .collect();
    rows.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| (&a.place, &a.topic).cmp(&(&b.place, &b.topic))));
    if rows.len() < 2 {
        return None;
    }
    let all = rows.len();
    let more = rows.iter().filter(|row| row.z > 0.0).count();
    // The strongest marks and the topics most avoided tell the story; the rest lies between them.
    let low = (all - more).min(MOST_AVOIDED);
    let high = more.min(MOST_MARKS - low);
    let avoided = rows.split_off(all - low);
    rows.truncate(high);
    rows.extend(avoided);
    let top = rows.first()?;
    // Rows of one place need no name before each of them.
    let alone = rows.iter().all(|row| row.place == top.place);
    let label = |row: &DistinctiveTopic| match alone {
        true => c.topic(&row.topic),
        false => format!("{}: {}", c.place(&row.place), c.topic(&row.topic)),
    };
    let (asks, about) = (capital(&c.place_in(&top.place)), c.topic(&top.topic));
    let headline = match top.z > 0.0 {
        true => c.t(
            &format!("{asks} hỏi về “{about}” nhiều hơn hẳn các nơi khác"),
            &format!("{asks} asked about “{about}” far more than other places"),
        ),
        false => {
            let low = rows.last()?;
            let (asks, about) = (capital(&c.place_in(&low.place)), c.topic(&low.topic));
            c.t(
                &format!("{asks} hỏi về “{about}” ít hơn hẳn các nơi khác"),
                &format!("{asks} asked about “{about}” far less than other places"),
            )
        }
    };
    let subtitle = c.t(
        &format!("Mức đặc trưng của chủ đề so với các đơn vị khác, {}", c.n.period(period)),
        &format!("How much a topic marks a place against the others, {}", c.n.period(period)),
    );
    // Which of the pairs that pass the threshold are shown.
    let passes = |sign: &str, by: f64| format!("z\u{a0}{sign}\u{a0}{}", c.n.decimal(by, 2));
    let side = |shown: usize, of: usize, (vi, en): (&str, &str), passes: String| {
        let noun = if alone { ("chủ đề", "topic", "topics") } else { ("cặp", "pair", "pairs") };
        let noun = plural(c.lang, of as u64, noun.0, noun.1, noun.2);
        match (shown, of) {
            (0, _) => None,
            (shown, of) if shown == of => {
                Some(c.t(&format!("{of} {noun} có {passes}"), &format!("{of} {noun} with {passes}")))
            }
            (shown, of) => Some(c.t(
                &format!("{shown} mức {vi} trong {of} {noun} có {passes}"),
                &format!("the {shown} {en} of {of} {noun} with {passes}"),
            )),
        }
    };
    let sides = [
        side(high, more, ("cao nhất", "highest"), passes("≥", MARKED)),
        side(low, all - more, ("thấp nhất", "lowest"), passes("≤", -MARKED)),
    ];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    let shown = format!("; {}", sides.join(c.lang.pick(" và ", " and ")));
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
            // A side without bars needs no name.
            left: if low > 0 {
                c.t("hỏi ít hơn nơi khác", "asked less than elsewhere")
            } else {
                String::new()
            },
            right: if high > 0 {
                c.t("hỏi nhiều hơn nơi khác", "asked more than elsewhere")
            } else {
                String::new()
            },
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle: subtitle + &shown,
        id,
    })
}

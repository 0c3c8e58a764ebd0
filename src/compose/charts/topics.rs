//! Charts of topics: shares with intervals, the map of topics and places, slopes, trends, distinctive topics.

use crate::analyse::summary::TopicRow;
use crate::clean::tables::Origins;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::leading::{changed_alike, clearly_changed};
use crate::compose::report::{Chart, Figure, Interval, Intervals, SlopeRow, Slopes};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::model::register::UNMATCHED;

/// Topics shown in a ranking.
pub(super) const MOST_TOPICS: usize = 15;
/// Topics whose slopes can be told apart.
const MOST_SLOPES: usize = 8;

pub(super) fn questions_source(c: &Composer<'_>, rows: &[&TopicRow]) -> String {
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
    let headline = crate::compose::chapters::topics_headline(c, rows)?;
    let place = c.place_in(&first.place);
    let shown_topics = match shown.len() < rows.len() {
        true => main_topics(c, MOST_TOPICS),
        false => c.t("chủ đề", "topics"),
    };
    let subtitle = c.t(
        &format!(
            "Tỷ trọng {shown_topics} với khoảng tin cậy Wilson 95\u{a0}%, {place}, {}",
            c.n.period(first.period)
        ),
        &format!(
            "Share of {shown_topics} with 95% Wilson confidence interval, {place}, {}",
            c.n.period(first.period)
        ),
    );
    let small = match few(first) {
        true => c.t("; mờ: dưới 30 câu hỏi", "; pale: fewer than 30 questions"),
        false => String::new(),
    };
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
        subtitle: subtitle + &small,
        id,
    })
}

/// The topics that are asked about most, as what a chart shows: `8 chủ đề được hỏi nhiều nhất`.
pub(super) fn main_topics(c: &Composer<'_>, count: usize) -> String {
    c.t(&format!("{count}\u{a0}chủ đề được hỏi nhiều nhất"), &format!("the {count} topics most asked about"))
}

/// A share with the one a year earlier: earlier, now.
fn pair(row: &TopicRow) -> Option<(&TopicRow, f64, f64)> {
    let now = row.share?;
    Some((row, now - row.change_pp?, now))
}

/// The pair that changed most.
fn largest<'p, 'r: 'p>(
    pairs: impl Iterator<Item = &'p (&'r TopicRow, f64, f64)>,
) -> Option<(&'r TopicRow, f64, f64)> {
    pairs.max_by(|a, b| (a.2 - a.1).abs().total_cmp(&(b.2 - b.1).abs())).copied()
}

/// Shares a year earlier and now; from two topics with both.
pub fn slopes(c: &Composer<'_>, rows: &[&TopicRow]) -> Option<Figure> {
    let first = rows.first()?;
    let earlier = first.period.year_earlier()?;
    let (unmatched, topics): (Vec<&TopicRow>, Vec<&TopicRow>) =
        rows.iter().partition(|row| &*row.topic == UNMATCHED);
    let pairs: Vec<(&TopicRow, f64, f64)> = topics.into_iter().filter_map(pair).take(MOST_SLOPES).collect();
    if pairs.len() < 2 {
        return None;
    }
    let largest_of_all = largest(pairs.iter())?;
    // Where the largest change may be chance, the largest of those that are not is told, and not as the largest of all.
    let clear_one = largest(pairs.iter().filter(|pair| clearly_changed(c, pair.0)));
    let most = clear_one.unwrap_or(largest_of_all);
    let is_most = most.0.topic == largest_of_all.0.topic;
    let change = most.2 - most.1;
    let by = c.n.points(change, 1);
    let clear = clearly_changed(c, most.0);
    // Several whose changes are not told apart are named together.
    let moved: Vec<&TopicRow> =
        pairs.iter().map(|pair| pair.0).filter(|row| clearly_changed(c, row)).collect();
    let alike = changed_alike(c, &moved, most.0);
    let same: Vec<String> = alike.iter().map(|row| format!("“{}”", c.topic(&row.topic))).collect();
    let topic = crate::compose::names::list(c.lang, &same, 2, ("chủ đề", "topic", "topics"));
    // All that the headline may speak of are drawn strongly, none where nothing moved by more than chance.
    let stands_out = |row: &TopicRow| {
        clear && !c.n.is_zero(change, 1) && alike.iter().any(|other| other.topic == row.topic)
    };
    let by = match same.len() {
        1 => by,
        _ => c.t(&format!("đến {by}, chưa phân được hơn kém"), &format!("up to {by} (too close to rank)")),
    };
    let headline = if c.n.is_zero(change, 1) {
        c.t("Tỷ trọng các chủ đề chính không đổi", "The shares of the main topics did not change")
    } else if !clear {
        c.t(
            "Tỷ trọng các chủ đề chính không thay đổi rõ rệt",
            "The shares of the main topics did not clearly change",
        )
    } else if !is_most {
        let (vi, en) = if change > 0.0 { ("tăng", "rose") } else { ("giảm", "fell") };
        c.t(&format!("{topic} {vi} rõ rệt: {by}"), &format!("{topic} clearly {en}: by {by}"))
    } else if change > 0.0 {
        c.t(
            &format!("{topic} tăng nhiều nhất trong các chủ đề chính: {by}"),
            &format!("{topic} rose most among the main topics: by {by}"),
        )
    } else {
        c.t(
            &format!("{topic} giảm nhiều nhất trong các chủ đề chính: {by}"),
            &format!("{topic} fell most among the main topics: by {by}"),
        )
    };
    let subtitle = c.t(
        &format!(
            "Tỷ trọng {}, {}, {} và {}",
            main_topics(c, pairs.len()),
            c.place_in(&first.place),
            c.n.period(earlier),
            c.n.period(first.period)
        ),
        &format!(
            "Share of {}, {}, {} and {}",
            main_topics(c, pairs.len()),
            c.place_in(&first.place),
            c.n.period(earlier),
            c.n.period(first.period)
        ),
    );
    // Beside the topics stands what matched none, so that a growing vocabulary is not read as a growing concern.
    let shown: Vec<(&TopicRow, f64, f64)> =
        pairs.iter().copied().chain(unmatched.into_iter().filter_map(pair)).collect();
    let axis = c.axis(shown.iter().flat_map(|(_, from, to)| [*from, *to]), true, Some((0.0, 100.0)));
    let text = |value| c.n.percent(value, 1);
    let drawn = shown
        .iter()
        .map(|(row, from, to)| SlopeRow {
            label: c.topic(&row.topic),
            from: (*from, text(*from)),
            to: (*to, text(*to)),
            strong: stands_out(row),
        })
        .collect();
    let columns = vec![
        text_column(c.t("Chủ đề", "Topic")),
        number_column(c.n.short(earlier), "%"),
        number_column(c.n.short(first.period), "%"),
    ];
    let data = shown
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

//! The chapter on topics: what young people asked about, where, and what changed.

use super::topic_focus::{Focus, focus, heading};
use super::topic_leading::{leading, spread_of_few};
use super::topic_tables::{table, uncounted};
use super::topic_trends::{distinctive, place_trends, trend_sentence};
use crate::analyse::summary::{TopicRow, TopicTrend};
use crate::compose::charts::topics as charts;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::leading::{changed_alike, clearly_changed};
use crate::compose::names::to_name;
use crate::compose::report::{Block, Chapter};
use crate::compose::sentences::{Phrase, paragraph};
use crate::model::register::UNMATCHED;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = Vec::new();
    match focus(c) {
        Some(focus) => counted(c, &focus, &mut blocks),
        None => {
            let none = c.counted(
                "topics/all/questions",
                c.t("không có câu hỏi nào ghi số lượng", "no question with a count"),
                c.t("Câu hỏi có ghi số lượng", "Questions with a count"),
                c.t("Đếm câu hỏi dùng được", "Usable questions, counted"),
            );
            let said = c.say("các tệp nhận được {none}", "the exports hold {none}", &[("none", none.into())]);
            blocks.push(Block::Paragraph(paragraph([said])));
        }
    }
    uncounted(c, &mut blocks);
    Chapter {
        id: "topics".to_owned(),
        title: c.t("Chủ đề thanh niên quan tâm", "Topics that young people raise"),
        blocks,
    }
}

fn counted(c: &Composer<'_>, focus: &Focus<'_>, blocks: &mut Vec<Block>) {
    // What changed has a section of its own below, where there is a period to compare with.
    let moved = match super::topic_moves::compared(c, focus) {
        true => Phrase::default(),
        false => changes(c, focus),
    };
    let said = paragraph([volume(c, focus), leading(c, focus), moved, unmatched(c, focus)]);
    blocks.push(Block::Paragraph(said));
    if let Some(first) = focus.rows.first()
        && (few(first) || focus.rows.iter().any(|row| row.partial))
    {
        blocks.push(Block::Note(paragraph(caveats(c, focus, first))));
    }
    let summary = c.summary;
    let source = c.source(focus.rows.iter().map(|row| (None, &row.origins)));
    let shares = charts::shares(c, &focus.rows);
    blocks.extend(shares.map(|chart| c.chart(chart)));
    blocks.extend(charts::slopes(c, &focus.rows).map(|chart| c.chart(chart)));

    let (unmatched, trends): (Vec<&TopicTrend>, Vec<&TopicTrend>) = summary
        .topic_trends
        .iter()
        .filter(|trend| trend.metric == "share")
        .filter(|trend| trend.place.code == focus.place.code && trend.place.name == focus.place.name)
        .partition(|trend| &*trend.topic == UNMATCHED);
    if trends.iter().any(|trend| trend.trend.n >= 2) {
        blocks.push(heading(c, "topics-trends-section", "Xu hướng", "Trends"));
        blocks.push(Block::Paragraph(paragraph([trend_sentence(c, focus, &trends), place_trends(c)])));
        blocks.extend(
            crate::compose::charts::topic_places::forest(
                c,
                &trends,
                unmatched.last().copied(),
                source.clone(),
            )
            .map(|chart| c.chart(chart)),
        );
    }

    super::topic_moves::section(c, focus, blocks);

    let places: Vec<&TopicRow> = summary
        .topics
        .iter()
        .filter(|row| row.period == focus.period && !row.place.is_country() && row.total > 0)
        .collect();
    let topics: Vec<&str> = focus.rows.iter().map(|row| &*row.topic).collect();
    let heat = crate::compose::charts::topic_places::heat(c, &places, &topics);
    let marked = distinctive(c, focus);
    if heat.is_some() || !marked.is_empty() {
        blocks.push(heading(c, "topics-places-section", "Khác biệt giữa các đơn vị", "How places differ"));
        if !marked.is_empty() {
            blocks.push(Block::Paragraph(paragraph([marked])));
        }
        let bars = crate::compose::charts::topic_places::distinctive(c, focus.period, source);
        blocks.extend(bars.map(|chart| c.chart(chart)));
        blocks.extend(heat.map(|chart| c.chart(chart)));
    }
    super::topic_regions::section(c, focus, blocks);
    super::topic_profiles::section(c, focus, blocks);
    if blocks.iter().any(|block| matches!(block, Block::Heading { .. })) {
        blocks.push(heading(c, "topics-all-section", "Toàn bộ chủ đề", "All topics"));
    }
    blocks.push(table(c, focus));
}

/// How many questions there were, on how many topics.
pub(super) fn volume(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let Some(first) = focus.rows.first() else { return Phrase::default() };
    let raised = focus.rows.iter().filter(|row| row.questions.is_some_and(|count| count > 0));
    let raised = u64::try_from(raised.filter(|row| &*row.topic != UNMATCHED).count()).unwrap_or_default();
    let topics = c.topics_raised(focus.place, focus.period, c.n.count(raised));
    let slots = [
        ("period", c.n.period(focus.period).into()),
        ("within", c.n.within(focus.period).into()),
        ("at", c.at(focus.place).into()),
        ("total", c.topic_total(first).into()),
        ("topics", topics.into()),
        ("noun", crate::compose::names::plural(c.lang, raised, "chủ đề", "topic", "topics").into()),
    ];
    c.say(
        "{period}, đối thoại {at} ghi nhận {total} thuộc {topics} {noun}",
        "{within}, dialogue sessions {at} recorded {total} on {topics} {noun}",
        &slots,
    )
    .then(spread_of_few(c, focus))
}

/// The topics whose shares rose and fell most, of those that clearly moved.
pub(super) fn changes(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let mut moved: Vec<&TopicRow> = focus
        .rows
        .iter()
        .filter(|row| &*row.topic != UNMATCHED && row.change_pp.is_some() && clearly_changed(c, row))
        .copied()
        .collect();
    moved.sort_by(|a, b| {
        b.change_pp
            .unwrap_or_default()
            .total_cmp(&a.change_pp.unwrap_or_default())
            .then_with(|| a.topic.cmp(&b.topic))
    });
    let (Some(up), Some(down), Some(earlier)) = (moved.first(), moved.last(), focus.period.year_earlier())
    else {
        return Phrase::default();
    };
    // Topics whose changes are not told apart are told together.
    let sharing = |like: &TopicRow| {
        let mut same = changed_alike(c, &moved, like);
        let size = |row: &TopicRow| row.change_pp.unwrap_or_default().abs();
        same.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.topic.cmp(&b.topic)));
        let shown = to_name(same.len(), 3);
        let mut told: Vec<Phrase> = same
            .iter()
            .take(shown)
            .map(|row| {
                let change: Phrase = c.topic_change(row).map(Phrase::from).unwrap_or_default();
                Phrase::from(format!("“{}” (", c.topic(&row.topic))).then(change).then(")")
            })
            .collect();
        if shown < same.len() {
            let rest = same.len() - shown;
            told.push(c.t(&format!("{rest} chủ đề khác"), &format!("{rest} other topics")).into());
        }
        let several = told.len() > 1;
        let told = Phrase::joined(told, ", ", c.lang.pick(" và ", " and "));
        match several {
            true => told.then(c.t(" (chưa phân được hơn kém)", " (too close to rank)")),
            false => told,
        }
    };
    let slots = [("since", c.n.period(earlier).into()), ("up", sharing(up)), ("down", sharing(down))];
    let rises = up.change_pp.is_some_and(|change| change > 0.0 && !c.n.is_zero(change, 1));
    let falls = down.change_pp.is_some_and(|change| change < 0.0 && !c.n.is_zero(change, 1));
    match (rises, falls) {
        (true, true) => c.say(
            "trong các thay đổi rõ rệt so với {since}, tỷ trọng tăng nhiều nhất là {up}, giảm nhiều nhất là {down}",
            "of the clear changes since {since}, the largest rise was in {up} and the largest fall in {down}",
            &slots,
        ),
        (true, false) => c.say(
            "trong các thay đổi rõ rệt so với {since}, tỷ trọng tăng nhiều nhất là {up}",
            "of the clear changes since {since}, the largest rise was in {up}",
            &slots,
        ),
        (false, true) => c.say(
            "trong các thay đổi rõ rệt so với {since}, tỷ trọng giảm nhiều nhất là {down}",
            "of the clear changes since {since}, the largest fall was in {down}",
            &slots,
        ),
        (false, false) => Phrase::default(),
    }
}

/// The unmatched share beside the topics, so that a growing vocabulary is not read as a growing concern.
fn unmatched(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    let Some(row) = focus.rows.iter().find(|row| &*row.topic == UNMATCHED) else { return Phrase::default() };
    let (Some(share), Some(count)) = (c.topic_share(row), c.topic_questions_words(row)) else {
        return Phrase::default();
    };
    if row.questions == Some(0) {
        return Phrase::default();
    }
    let mut said = c.say(
        "có {count} chưa xếp được chủ đề, chiếm {share}",
        "no topic matches {count}, {share} of all",
        &[("count", count.into()), ("share", share.into())],
    );
    if let (Some(change), Some(earlier)) = (row.change_pp, row.period.year_earlier())
        && let Some(span) = c.topic_change(row)
    {
        let slots = [("change", span.into()), ("since", c.n.period(earlier).into())];
        said.push(match change {
            change if c.n.is_zero(change, 1) => {
                c.say(", {change} so với {since}", ", {change} since {since}", &slots)
            }
            change if change > 0.0 => {
                c.say(", tăng {change} so với {since}", ", up {change} since {since}", &slots)
            }
            _ => c.say(", giảm {change} so với {since}", ", down {change} since {since}", &slots),
        });
    }
    said
}

/// What makes the shares uncertain.
pub(super) fn caveats(c: &Composer<'_>, focus: &Focus<'_>, first: &TopicRow) -> Vec<Phrase> {
    let mut said = Vec::new();
    if few(first) {
        said.push(c.say(
            "tỷ trọng chỉ dựa trên {total}: thêm bớt một câu cũng làm thay đổi nhiều, nên cần đọc cùng khoảng tin cậy 95\u{a0}%",
            "shares rest on only {total}: one more or less moves them a lot, so read them with their 95% confidence intervals",
            &[("total", c.topic_total(first).into())],
        ));
    }
    let partial = focus.rows.iter().filter(|row| row.partial).count();
    if partial > 0 {
        let id = c.id("topics", focus.place, focus.period, &[&focus.period.to_string(), "partial"]);
        let count = c.counted(
            id.as_str(),
            c.n.count(u64::try_from(partial).unwrap_or_default()),
            c.t("Chủ đề chưa đầy đủ", "Incomplete topics"),
            c.partial_words(),
        );
        said.push(c.say(
            "{n} chủ đề được tính từ số liệu chưa đầy đủ (có câu hỏi không ghi số lượng, hoặc thiếu một phần của đơn vị đã sáp nhập)",
            match partial {
                1 => "incomplete figures underlie {n} topic (questions without a count, or a missing part of a place)",
                _ => "incomplete figures underlie {n} topics (questions without a count, or a missing part of a place)",
            },
            &[("n", count.into())],
        ));
    }
    said
}

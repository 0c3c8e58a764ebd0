//! The page of one topic: how much it is asked about, since when, and where.

use super::small::{shares, values};
use super::{heading, share_cells, share_columns, table};
use crate::analyse::summary::{TopicRow, UncountedTopic};
use crate::compose::chapters::topic_focus::{Focus, focus};
use crate::compose::chapters::trends::{of_place, trend_phrase};
use crate::compose::cite::{FEW_QUESTIONS, Series, few};
use crate::compose::composer::Composer;
use crate::compose::leading::{asked, clearly_changed, questions, together};
use crate::compose::names::ordinal;
use crate::compose::report::{Block, Part, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::model::register::UNMATCHED;

/// Places named in the sentence, and from how many on they are.
const NAMED: usize = 3;
const FROM: usize = 5;

/// The page of a topic, the so manieth.
pub(super) fn page(c: &Composer<'_>, topic: &str, n: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(focus) = focus(c)
        && let Some(row) = focus.rows.iter().find(|row| &*row.topic == topic).copied()
    {
        counted(c, &focus, row, n, &mut parts);
    }
    let uncounted: Vec<&UncountedTopic> =
        (c.summary.uncounted.iter()).filter(|row| &*row.topic == topic && !row.place.is_country()).collect();
    super::uncounted(c, &uncounted, &format!("topic-{n}"), false, &mut parts);
    parts
}

/// What its counted questions tell.
fn counted(c: &Composer<'_>, focus: &Focus<'_>, row: &TopicRow, n: usize, parts: &mut Vec<Part>) {
    let topic = &*row.topic;
    let mut places: Vec<&TopicRow> = c
        .summary
        .topics
        .iter()
        .filter(|row| &*row.topic == topic && row.period == focus.period)
        .filter(|row| !row.place.is_country() && row.total > 0 && row.share.is_some())
        .collect();
    places.sort_by(|a, b| {
        let share = |row: &TopicRow| row.share.unwrap_or_default();
        share(b).total_cmp(&share(a)).then_with(|| c.names.compare(&a.place.name, &b.place.name))
    });
    let said = paragraph([level(c, focus, row), trend(c, row), most(c, row, &places)]);
    if !said.is_empty() {
        parts.push(Part::Block(Block::Paragraph(said)));
    }
    let mut over_time: Vec<&TopicRow> = c
        .summary
        .topics
        .iter()
        .filter(|other| &*other.topic == topic && other.total > 0 && other.place.name == focus.place.name)
        .filter(|other| other.place.level == focus.place.level && other.period.kind() == focus.period.kind())
        .collect();
    over_time.sort_by_key(|row| row.period);
    let title = c.t("Tỷ trọng câu hỏi", "Share of questions");
    if let Some(line) = shares(c, title.clone(), [&over_time, &[]]) {
        let values = values(c, format!("topic-{n}-values"), title, std::slice::from_ref(&line));
        parts.push(Part::Small { charts: vec![line], values });
    }
    if places.len() > 1 {
        parts.push(heading(c, format!("topic-{n}-places"), "Theo đơn vị", "By place"));
        parts.extend(table(c, by_place(c, focus, row, &places, format!("topic-{n}-table"))));
    }
}

/// How many questions, their share, its place among the topics and its change.
fn level(c: &Composer<'_>, focus: &Focus<'_>, row: &TopicRow) -> Phrase {
    let (Some(count), Some(share), Some(interval)) =
        (c.topic_questions_words(row), c.topic_share(row), c.topic_interval(row))
    else {
        return Phrase::default();
    };
    let slots = [
        ("period", c.n.period(row.period).into()),
        ("within", c.n.within(row.period).into()),
        ("place", c.place_full(&row.place).into()),
        ("count", count.into()),
        ("topic", c.topic(&row.topic).into()),
        ("share", share.into()),
        ("interval", interval.into()),
        ("was", if row.questions == Some(1) { "was" } else { "were" }.into()),
    ];
    let mut said = c.say(
        "{period}, {place} có {count} về “{topic}”, chiếm {share} (khoảng tin cậy 95\u{a0}%: {interval})",
        "{within}, {count} in {place} {was} on “{topic}”, {share} of all (95% confidence interval {interval})",
        &slots,
    );
    said.push(among(c, focus, row));
    if let (Some(change), Some(earlier), Some(span)) =
        (row.change_pp, row.period.year_earlier(), c.topic_change(row))
    {
        let slots = [("change", span.into()), ("since", c.n.period(earlier).into())];
        said.push(match change {
            change if c.n.is_zero(change, 1) => {
                c.say("; tỷ trọng {change} so với {since}", "; the share is {change} since {since}", &slots)
            }
            change if change > 0.0 => c.say(
                "; tỷ trọng tăng {change} so với {since}",
                "; the share is up {change} since {since}",
                &slots,
            ),
            _ => c.say(
                "; tỷ trọng giảm {change} so với {since}",
                "; the share is down {change} since {since}",
                &slots,
            ),
        });
        if !c.n.is_zero(change, 1) && !clearly_changed(c, row) {
            said.push(c.t(", chưa phải thay đổi rõ rệt", ", which is no clear change").into());
        }
    }
    said
}

/// `, đứng thứ 12 trong 40 chủ đề được nêu`.
fn among(c: &Composer<'_>, focus: &Focus<'_>, row: &TopicRow) -> Phrase {
    let raised = || {
        let asked = |row: &&&TopicRow| row.questions.is_some_and(|count| count > 0);
        focus.rows.iter().filter(asked).filter(|row| &*row.topic != UNMATCHED)
    };
    // Few questions rank no topic.
    if row.questions.unwrap_or_default() == 0 || &*row.topic == UNMATCHED || few(row) {
        return Phrase::default();
    }
    let asked = asked(&focus.rows);
    let lead = together(&asked, |row| questions(row));
    if lead > 1 && asked.iter().take(lead).any(|leader| leader.topic == row.topic) {
        let lead = c.n.count(lead as u64);
        return Phrase::from(c.t(
            &format!(", một trong {lead} chủ đề dẫn đầu, chưa phân được hơn kém"),
            &format!(", one of {lead} leading topics too close to rank"),
        ));
    }
    let ahead = raised().filter(|other| other.questions > row.questions).count();
    let same = raised().filter(|other| other.questions == row.questions).count();
    let rank = ordinal(c.lang, ahead + 1);
    let all = c.n.count(u64::try_from(raised().count()).unwrap_or(u64::MAX));
    let id = c.topic_id(row);
    let rank = c.counted(
        id.part("rank").as_str(),
        rank,
        format!(
            "{}{}, {}, {}",
            c.t("Thứ hạng của chủ đề theo số câu hỏi: ", "Rank of the topic by questions: "),
            c.topic(&row.topic),
            c.place_in(focus.place),
            c.n.period(focus.period)
        ),
        c.t(
            "Đếm chủ đề có nhiều câu hỏi hơn, cộng 1; không kể câu chưa xếp được",
            "Topics with more questions counted, plus 1; unmatched questions apart",
        ),
    );
    let all = c.topics_raised(focus.place, focus.period, all);
    let slots = [("rank", rank.into()), ("all", all.into())];
    match same {
        1 => {
            c.say(", đứng {rank} trong {all} chủ đề được nêu", ", {rank} of the {all} topics raised", &slots)
        }
        _ => c.say(
            ", cùng đứng {rank} trong {all} chủ đề được nêu",
            ", joint {rank} of the {all} topics raised",
            &slots,
        ),
    }
}

/// What the test says of its share over time.
fn trend(c: &Composer<'_>, row: &TopicRow) -> Phrase {
    let trends = c.summary.topic_trends.iter();
    let trends = trends.filter(|trend| trend.metric == "share" && trend.topic == row.topic);
    let found = of_place(trends, &row.place, |trend| (&trend.place, &trend.trend));
    let Some(found) = found else { return Phrase::default() };
    let series = Series {
        id: c.id("topic_trends", &found.place, found.trend.last_period, &[&found.topic, found.metric]),
        title: c.topic(&found.topic),
        unit: c.n.point_unit(),
        decimals: 2,
        trend: &found.trend,
        joined: Vec::new(),
    };
    trend_phrase(c, &series)
}

/// The places with the highest shares, of those with enough questions.
fn most(c: &Composer<'_>, row: &TopicRow, places: &[&TopicRow]) -> Phrase {
    // By what is sure at least: the highest shares alone would be those of the fewest questions.
    let mut enough: Vec<&&TopicRow> = places.iter().filter(|row| row.total >= FEW_QUESTIONS).collect();
    let sure = |row: &TopicRow| row.share_low.unwrap_or_default();
    enough.sort_by(|a, b| {
        sure(b).total_cmp(&sure(a)).then_with(|| c.names.compare(&a.place.name, &b.place.name))
    });
    if !row.place.is_country() || enough.len() < FROM {
        return Phrase::default();
    }
    // Who is not surely above the whole is not named for a handful of questions.
    enough.retain(|place| row.share.is_some_and(|share| sure(place) > share));
    if enough.is_empty() {
        return c.say(
            "không nơi nào có tỷ trọng cao hơn rõ rệt mức {share} của {all}",
            "no place has a share clearly above the {share} of {all}",
            &[
                ("share", c.topic_share(row).map(Phrase::from).unwrap_or_default()),
                ("all", c.place_in(&row.place).into()),
            ],
        );
    }
    let told: Vec<Phrase> = enough
        .iter()
        .take(NAMED)
        .filter_map(|row| {
            let share: Phrase = c.topic_share(row)?.into();
            let counts = format!("; {}/{})", c.n.count(questions(row)), c.n.count(row.total));
            Some(Phrase::from(format!("{} (", c.place_in(&row.place))).then(share).then(counts))
        })
        .collect();
    let enough = c.n.count(FEW_QUESTIONS);
    c.say(
        &format!("tỷ trọng cao rõ nhất ở {{places}}, xét theo cận dưới của khoảng tin cậy 95\u{a0}% ở các nơi có từ {enough} câu hỏi trở lên"),
        &format!("the share is most clearly high in {{places}}, by the lower end of its 95% confidence interval, of the places with {enough} questions or more"),
        &[("places", Phrase::joined(told, ", ", c.lang.pick(" và ", " and ")))],
    )
}

fn by_place(c: &Composer<'_>, focus: &Focus<'_>, row: &TopicRow, places: &[&TopicRow], id: String) -> Table {
    let all = [row].into_iter().filter(|row| row.place.is_country());
    let since = focus.period.year_earlier();
    let earlier: Vec<&TopicRow> = (c.summary.topics.iter())
        .filter(|before| Some(before.period) == since && before.topic == row.topic)
        .collect();
    let before = |row: &TopicRow| {
        let same =
            |before: &&TopicRow| before.place.code == row.place.code && before.place.name == row.place.name;
        earlier.iter().copied().find(same)
    };
    let rows = all
        .chain(places.iter().copied())
        .map(|row| TableRow {
            cells: [
                words(c.place(&row.place)),
                match row.questions {
                    Some(count) => number(c.n.count(count), count as f64),
                    None => words(""),
                },
                number(c.n.count(row.total), row.total as f64),
            ]
            .into_iter()
            .chain(share_cells(c, row, None, before(row)))
            .collect(),
            strong: row.place.is_country(),
            place: (!row.place.is_country()).then(|| row.place.code.clone()),
        })
        .collect();
    let period = c.n.period(focus.period);
    let earlier = since.map(|period| c.n.short(period)).unwrap_or_default();
    c.tidy(Table {
        id,
        title: format!("{}, {period}", c.topic(&row.topic)),
        columns: [
            text_column(c.t("Đơn vị", "Place")),
            number_column(c.t("Số câu hỏi", "Questions"), "").aside(),
            number_column(c.t("Tổng số câu hỏi", "All questions"), "").aside(),
        ]
        .into_iter()
        .chain(share_columns(c, &earlier))
        .collect(),
        rows,
        ..Table::default()
    })
}

//! Trends of topics, and the topics that mark places.

use std::collections::BTreeMap;

use super::topic_focus::Focus;
use super::topic_moves::CHANCE_FORMULA;
use crate::analyse::summary::{DistinctiveTopic, TopicRow, TopicTrend, TrendVerdict};
use crate::compose::cite::Series;
use crate::compose::composer::Composer;
use crate::compose::names::{plural, to_name};
use crate::compose::report::{Explanation, Span};
use crate::compose::sentences::Phrase;
use crate::model::register::UNMATCHED;
use crate::model::{Period, Place};

/// A topic marks a place where its z passes this (two-sided 95 %).
pub(in crate::compose) const MARKED: f64 = 1.96;

/// What the tests say of the topics of the focus.
pub(super) fn trend_sentence(c: &Composer<'_>, focus: &Focus<'_>, trends: &[&TopicTrend]) -> Phrase {
    let series = |trend: &'_ TopicTrend| {
        c.id("topic_trends", &trend.place, trend.trend.last_period, &[&trend.topic, trend.metric])
    };
    let longest = trends.iter().max_by_key(|trend| trend.trend.n);
    let Some(longest) = longest else { return Phrase::default() };
    if longest.trend.n < 5 {
        let one = Series {
            id: series(longest),
            title: c.share_series(&longest.topic, &longest.place),
            unit: c.n.point_unit(),
            decimals: 2,
            trend: &longest.trend,
            joined: Vec::new(),
        };
        return c.say(
            "mỗi chủ đề có nhiều nhất {n} số liệu, chưa đủ để kiểm định xu hướng",
            "no topic has more than {n} of figures, too few to test for a trend",
            &[("n", c.trend_periods(&one).into())],
        );
    }
    let tested = trends.iter().filter(|trend| trend.trend.n >= 5).count();
    let id = c.id("topic_trends", focus.place, focus.period, &["tests"]);
    let tests = c.counted(
        id.as_str(),
        c.n.count(u64::try_from(tested).unwrap_or_default()),
        c.t("Số chủ đề có từ 5 kỳ số liệu", "Topics with five periods or more"),
        c.t("Đếm chuỗi tỷ trọng có từ 5 kỳ trở lên", "Series of shares with five periods or more, counted"),
    );
    let told = |verdict: TrendVerdict| -> Vec<Phrase> {
        let mut found: Vec<&&TopicTrend> =
            trends.iter().filter(|trend| trend.trend.verdict == verdict).collect();
        found.sort_by(|a, b| {
            let slope = |trend: &TopicTrend| trend.trend.slope.unwrap_or_default().abs();
            slope(b).total_cmp(&slope(a)).then_with(|| a.topic.cmp(&b.topic))
        });
        let slopes = |trend: &TopicTrend| {
            let one = Series {
                id: series(trend),
                title: c.share_series(&trend.topic, &trend.place),
                unit: c.n.point_unit(),
                decimals: 2,
                trend: &trend.trend,
                joined: Vec::new(),
            };
            let slope: Phrase = c.trend_slope(&one).map(Phrase::from).unwrap_or_default();
            c.say(
                "“{topic}” ({slope} mỗi năm)",
                "“{topic}” ({slope} a year)",
                &[("topic", c.topic(&trend.topic).into()), ("slope", slope)],
            )
        };
        let shown = to_name(found.len(), 3);
        let rest = found.len() - shown;
        let mut phrases: Vec<Phrase> = found.iter().take(shown).map(|trend| slopes(trend)).collect();
        if rest > 0 {
            phrases.push(c.t(&format!("{rest} chủ đề khác"), &format!("{rest} more")).into());
        }
        phrases
    };
    let and = |phrases| Phrase::joined(phrases, ", ", c.lang.pick(" và ", " and "));
    let (rising, falling) = (told(TrendVerdict::Rising), told(TrendVerdict::Falling));
    let count = |verdict, part: &str, title: (&str, &str), formula: (&str, &str)| {
        let found = trends.iter().filter(|trend| trend.trend.verdict == verdict).count();
        let count = u64::try_from(found).unwrap_or(u64::MAX);
        let id = c.id("topic_trends", focus.place, focus.period, &[part]);
        let title = c.t(title.0, title.1) + &format!(", {}", c.place_in(focus.place));
        (c.counted(id.as_str(), c.n.count(count), title, c.t(formula.0, formula.1)), found == 1)
    };
    let rise = count(
        TrendVerdict::Rising,
        "rising",
        ("Số chủ đề tăng rõ rệt", "Topics that clearly rise"),
        ("Đếm chuỗi tỷ trọng có xu hướng tăng", "Series of shares with a rising trend, counted"),
    );
    let fall = count(
        TrendVerdict::Falling,
        "falling",
        ("Số chủ đề giảm rõ rệt", "Topics that clearly fall"),
        ("Đếm chuỗi tỷ trọng có xu hướng giảm", "Series of shares with a falling trend, counted"),
    );
    let mut slots = vec![
        ("tests", tests.into()),
        ("topics", plural(c.lang, tested as u64, "chủ đề", "topic", "topics").into()),
    ];
    match (rising.is_empty(), falling.is_empty()) {
        (true, true) => c.say(
            "trong {tests} chủ đề có từ 5 kỳ số liệu, chưa chủ đề nào có xu hướng rõ rệt (đã hiệu chỉnh cho nhiều kiểm định)",
            "of {tests} {topics} with five periods or more, none shows a clear trend (adjusted for many tests)",
            &slots,
        ),
        (rises, falls) => {
            slots.extend([("rising", and(rising)), ("falling", and(falling))]);
            slots.extend([("up", rise.0.into()), ("down", fall.0.into())]);
            slots.push(("rise", if rise.1 { "rises" } else { "rise" }.into()));
            slots.push(("fall", if fall.1 { "falls" } else { "fall" }.into()));
            let (vi, en) = match (rises, falls) {
                (false, true) => ("trong {tests} chủ đề có từ 5 kỳ số liệu, {up} chủ đề tăng rõ rệt: {rising}; không chủ đề nào giảm rõ rệt", "of {tests} {topics} with five periods or more, {up} clearly {rise}: {rising}; none clearly falls"),
                (true, false) => ("trong {tests} chủ đề có từ 5 kỳ số liệu, {down} chủ đề giảm rõ rệt: {falling}; không chủ đề nào tăng rõ rệt", "of {tests} {topics} with five periods or more, {down} clearly {fall}: {falling}; none clearly rises"),
                _ => ("trong {tests} chủ đề có từ 5 kỳ số liệu, {up} chủ đề tăng rõ rệt: {rising}; {down} chủ đề giảm rõ rệt: {falling}", "of {tests} {topics} with five periods or more, {up} clearly {rise}: {rising}; {down} clearly {fall}: {falling}"),
            };
            c.say(vi, en, &slots)
        }
    }
}

/// What the tests find in single places.
pub(super) fn place_trends(c: &Composer<'_>) -> Phrase {
    let Some(family) = c.summary.families.iter().find(|family| family.name == "topics/place/share") else {
        return Phrase::default();
    };
    // One province's edition tells of its own series alone, and has told them.
    if family.longest < 5 || family.tests == 0 || c.summary.province.is_some() {
        return Phrase::default();
    }
    let (tests, found) = c.family_tests(family, &super::method_tests::family_name(c, family));
    if family.found == 0 {
        return c.say(
            "xét từng chủ đề ở từng đơn vị, không chuỗi nào trong {tests} chuỗi số liệu có xu hướng rõ rệt",
            "in individual places, none of {tests} series of place and topic shows a clear trend",
            &[("tests", tests.into())],
        );
    }
    c.say(
        "xét từng chủ đề ở từng đơn vị, {found} trong {tests} chuỗi số liệu có xu hướng rõ rệt",
        match family.found {
            1 => "in individual places, {found} of {tests} series of place and topic shows a clear trend",
            _ => "in individual places, {found} of {tests} series of place and topic show a clear trend",
        },
        &[("found", found.into()), ("tests", tests.into())],
    )
}

/// The strongest marks of places.
pub(super) fn marks<'a>(c: &Composer<'a>) -> Vec<&'a DistinctiveTopic> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let mut rows: Vec<&DistinctiveTopic> =
        summary.distinctive.iter().filter(|row| row.z >= MARKED && &*row.topic != UNMATCHED).collect();
    rows.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| (&a.place, &a.topic).cmp(&(&b.place, &b.topic))));
    rows
}

/// How much more a place asks about a topic that marks it: its share in the year beside that of all places, `14,5 % câu hỏi,
/// cả nước 3,1 %`; where all places have none, the z.
pub(super) fn mark_size(c: &Composer<'_>, mark: &DistinctiveTopic, year: i16) -> Phrase {
    let whole = |row: &&TopicRow| row.place.is_country() && row.place.vintage == mark.place.vintage;
    let of_year = || c.summary.topics.iter().filter(|row| row.period.calendar_year() == year);
    let all = of_year().find(whole).map(|row| &row.place);
    let shares = all.and_then(|all| {
        Some((year_share(c, mark, &mark.place, year)?, year_share(c, mark, all, year)?, all))
    });
    match shares {
        Some((own, share, all)) => c.say(
            "{own} câu hỏi, {everywhere} {share}",
            "{own} of its questions, {share} {at}",
            &[
                ("own", own.into()),
                ("share", share.into()),
                ("everywhere", c.place_in(all).into()),
                ("at", c.at(all).into()),
            ],
        ),
        None => c.say("z\u{a0}=\u{a0}{z}", "z\u{a0}=\u{a0}{z}", &[("z", c.distinctive_z(mark, year).into())]),
    }
}

/// The share of a topic in a place over a year, whose periods are added up where they are shorter.
fn year_share(c: &Composer<'_>, mark: &DistinctiveTopic, place: &Place, year: i16) -> Option<Span> {
    let own = || {
        let of_place = c.summary.topics.iter().filter(|row| row.place == *place);
        of_place.filter(|row| row.period.calendar_year() == year)
    };
    if let Some(row) = own().find(|row| row.topic == mark.topic && Some(row.period) == Period::year(year)) {
        return c.topic_share(row);
    }
    let questions: u64 = own().filter(|row| row.topic == mark.topic).filter_map(|row| row.questions).sum();
    let totals: BTreeMap<Period, u64> = own().map(|row| (row.period, row.total)).collect();
    let total: u64 = totals.values().sum();
    let share = (total > 0).then(|| 100.0 * questions as f64 / total as f64)?;
    let period = Period::year(year)?;
    let id = c.id("distinctive_topics", place, period, &[&mark.topic, "share"]);
    let text = c.n.percent(share, 1);
    Some(c.figure(&id, text.clone(), || {
        let title = c.share_series(&mark.topic, place) + &format!(", {}", c.n.period(period));
        let formula = c.t(
            "Câu hỏi về chủ đề chia cho toàn bộ câu hỏi, cộng các kỳ trong năm, nhân 100",
            "Questions on the topic divided by all questions, the periods of the year added up, times 100",
        );
        Explanation::new(title, text, formula)
            .plain(c.t("câu hỏi về chủ đề", "questions on the topic"), c.n.count(questions))
            .plain(c.t("toàn bộ câu hỏi", "all questions"), c.n.count(total))
    }))
}

pub(super) fn distinctive(c: &Composer<'_>, focus: &Focus<'_>) -> Phrase {
    if c.summary.distinctive.is_empty() {
        return Phrase::default();
    }
    let rows = marks(c);
    let id = c.id("distinctive_topics", &Place::country(focus.place.vintage), focus.period, &["marked"]);
    let count = c.counted(
        id.as_str(),
        c.n.count(u64::try_from(rows.len()).unwrap_or_default()),
        c.t("Số cặp đơn vị và chủ đề nổi trội", "Pairs of place and topic that stand out"),
        c.t("Đếm cặp có z từ 1,96 trở lên", "Pairs with z of 1.96 or more, counted"),
    );
    let compared = c.summary.distinctive.len();
    let pairs = c.counted(
        &format!("{}/pairs", id.as_str()),
        c.n.count(u64::try_from(compared).unwrap_or_default()),
        c.t(
            "Số cặp đơn vị và chủ đề được so sánh với nơi khác",
            "Pairs of place and topic held against other places",
        ),
        c.t("Đếm cặp có trong bảng chủ đề đặc trưng", "Pairs in the table of distinctive topics, counted"),
    );
    let by_chance = c.summary.distinctive.iter().map(|row| row.by_chance).sum::<f64>().round();
    let chance = c.counted(
        &format!("{}/chance", id.as_str()),
        c.n.count(by_chance as u64),
        c.t("Số cặp nổi trội mà chỉ ngẫu nhiên cũng tạo ra", "Pairs that stand out by chance alone"),
        c.t(CHANCE_FORMULA.0, CHANCE_FORMULA.1),
    );
    if rows.is_empty() {
        return c.say(
            "không đơn vị nào nổi trội hẳn về một chủ đề: {count} trong {pairs} cặp (mỗi đơn vị với mỗi chủ đề) đạt ngưỡng nổi trội (z\u{a0}≥\u{a0}{least})",
            "no place stands out by a topic: {count} of {pairs} pairs of place and topic reach z\u{a0}≥\u{a0}{least}",
            &[
                ("least", c.n.decimal(MARKED, 2).into()),
                ("count", count.into()), ("pairs", pairs.into())],
        );
    }
    let year = c.summary.year.unwrap_or_else(|| focus.period.calendar_year());
    // Topics of one place alone are not told as its name three times.
    let alone = rows.iter().all(|row| Some(&row.place) == rows.first().map(|first| &first.place));
    let told: Vec<Phrase> = rows
        .iter()
        .take(3)
        .map(|row| {
            let (vi, en) = match alone {
                true => ("“{topic}” ({size})", "“{topic}” ({size})"),
                false => ("{place} với “{topic}” ({size})", "“{topic}” in {place} ({size})"),
            };
            let (place, topic) = (c.place_in(&row.place), c.topic(&row.topic));
            let size = mark_size(c, row, year);
            c.say(vi, en, &[("place", place.into()), ("topic", topic.into()), ("size", size)])
        })
        .collect();
    let place = rows.first().map(|first| c.place_in(&first.place)).unwrap_or_default();
    let slots = [
        ("place", place.into()),
        ("told", Phrase::joined(told, ", ", c.lang.pick(" và ", " and "))),
        ("count", count.into()),
        ("all", pairs.into()),
        ("chance", chance.into()),
        ("topics", if rows.len() == 1 { "topic stands" } else { "topics stand" }.into()),
        ("stand", if rows.len() == 1 { "stands" } else { "stand" }.into()),
        ("least", c.n.decimal(MARKED, 2).into()),
    ];
    // Of few pairs chance gives none.
    match (alone, by_chance >= 1.0) {
        (true, true) => c.say(
            "so với các nơi khác, {place} hỏi nhiều hơn hẳn về {told}; tổng cộng có {count} chủ đề nổi trội như vậy (z\u{a0}≥\u{a0}{least}), trong khi riêng ngẫu nhiên cũng tạo ra khoảng {chance} chủ đề nếu các câu hỏi không phụ thuộc nhau",
            "{place} asked far more than other places about {told}; in all, {count} {topics} out in this way (z\u{a0}≥\u{a0}{least}), and about {chance} would be expected by chance if questions were independent",
            &slots,
        ),
        (true, false) => c.say(
            "so với các nơi khác, {place} hỏi nhiều hơn hẳn về {told}; tổng cộng có {count} chủ đề nổi trội như vậy (z\u{a0}≥\u{a0}{least})",
            "{place} asked far more than other places about {told}; in all, {count} {topics} out in this way (z\u{a0}≥\u{a0}{least})",
            &slots,
        ),
        (false, true) => c.say(
            "so với các nơi khác, nổi trội nhất là {told}; có {count} trong {all} cặp (mỗi đơn vị với mỗi chủ đề) nổi trội như vậy (z\u{a0}≥\u{a0}{least}), trong khi riêng ngẫu nhiên cũng tạo ra khoảng {chance} cặp nếu các câu hỏi không phụ thuộc nhau",
            "compared with the other places, {told} {stand} out most; {count} of {all} pairs of place and topic {stand} out in this way (z\u{a0}≥\u{a0}{least}), and about {chance} would be expected by chance if questions were independent",
            &slots,
        ),
        (false, false) => c.say(
            "so với các nơi khác, nổi trội nhất là {told}; tổng cộng có {count} cặp đơn vị và chủ đề nổi trội như vậy (z\u{a0}≥\u{a0}{least})",
            "compared with the other places, {told} {stand} out most; {count} of {all} pairs of place and topic {stand} out in this way (z\u{a0}≥\u{a0}{least})",
            &slots,
        ),
    }
}

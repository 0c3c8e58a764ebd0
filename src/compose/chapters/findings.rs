//! The findings of the director's page, with their weights.

use super::coverage::{change_phrase, level_alone};
use super::coverage_places::{ends, sharing_level};
use super::target_groups::{Told as Length, groups, together};
use super::target_words::{self as targets, Lead};
use super::told::Told;
use super::{topic_focus, topic_leading};
use crate::analyse::summary::{
    CommitmentStatus, CoverageRow, TargetRow, TargetVerdict, TeamRow, TopicTrend, TrendVerdict,
};
use crate::compose::cite::{Measure, Series};
use crate::compose::composer::Composer;
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;
use crate::compose::view::IndicatorView;
use crate::model::register::UNMATCHED;

/// What a clear trend adds to the weight of an indicator's level.
const CLEAR_TREND: f64 = 5.0;

/// A target that says nothing yet.
const UNJUDGED: f64 = 10.0;

/// What young people ask about most is told in every edition: a target and overdue commitments alone come before it.
const MOST_ASKED: f64 = 81.0;

pub(super) fn findings(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Vec<Told> {
    let mut told = Vec::new();
    let mut rows: Vec<&TargetRow> = c.summary.targets.iter().collect();
    rows.sort_by(|a, b| targets::by_urgency(a, b));
    for group in groups(&rows) {
        // The most urgent one gives the group its weight, as far as the group can be judged.
        let Some(target) = group.first() else { continue };
        let base = match target.verdict {
            TargetVerdict::Missed => 95.0,
            TargetVerdict::Receding => 92.0,
            TargetVerdict::Behind => 88.0,
            TargetVerdict::Met => 70.0,
            TargetVerdict::OnPace | TargetVerdict::NearPace => 66.0,
            TargetVerdict::Unknown | TargetVerdict::Unseen if target.latest_value.is_some() => 40.0,
            TargetVerdict::Unknown | TargetVerdict::Unseen | TargetVerdict::OtherBorders => UNJUDGED,
        };
        let country = if target.place.is_country() { 3.0 } else { 0.0 };
        let single = group.len() == 1;
        // Of many places it weighs how many fall short, and how far their pace falls short of what is needed.
        let all = group.len() as f64;
        let short = group.iter().filter(|row| {
            matches!(row.verdict, TargetVerdict::Missed | TargetVerdict::Receding | TargetVerdict::Behind)
        });
        let short = if single { 0.0 } else { 3.0 * short.count() as f64 / all };
        let pace = group.iter().map(|row| targets::shortfall(row)).sum::<f64>() / all;
        let gap = target.gap.unwrap_or_default().abs().min(50.0);
        let judged = group.iter().filter(|row| row.verdict != TargetVerdict::OtherBorders).count() as f64;
        let weight = base + country + short + 2.0 * pace + gap / 100.0;
        let weight = UNJUDGED + (weight - UNJUDGED) * judged / all;
        told.push(Told {
            weight,
            kind: "target",
            about: target.indicator.to_string(),
            // The standing of the place that the headline speaks of tells its level as well.
            subject: format!("{}/{}", if single { "level" } else { "target" }, target.indicator),
            words: if single {
                targets::standing(c, target, Lead::Indicator)
            } else {
                together(c, &group, Length::Short)
            },
        });
    }
    for view in views {
        told.extend(indicator_findings(c, view));
    }
    told.extend(commitment_finding(c));
    told.extend(topic_findings(c));
    told.extend(team_finding(c));
    told
}

pub(super) fn indicator_findings(c: &Composer<'_>, view: &IndicatorView<'_>) -> Vec<Told> {
    let mut told = Vec::from_iter(super::province::finding(c, view));
    let about = view.id.to_string();
    if let Some(row) = view.headline() {
        let change = row.change_pp.unwrap_or_default().abs().min(20.0);
        let weight = if row.change_pp.is_some() { 55.0 } else { 30.0 } + change;
        // What clearly goes on over the years weighs more than one year's change.
        let clear = if super::trends::is_clear(c, view) { CLEAR_TREND } else { 0.0 };
        // A level without a change weighs less than the spread between the places, which names the last one already.
        let names = row.change_pp.is_some() && row.place.is_country() && view.places.len() >= 6;
        let last = match ends(c, &view.places).filter(|_| names) {
            Some((_, lows)) => c.say(
                match c.less_is_better(&view.id) {
                    true => "; cao nhất (kém nhất) là {low}",
                    false => "; thấp nhất là {low}",
                },
                match c.less_is_better(&view.id) {
                    true => "; highest (worst) {was} {low}",
                    false => "; lowest {was} {low}",
                },
                &[("low", sharing_level(c, lows)), ("was", c.was(lows.len()).into())],
            ),
            None => Phrase::default(),
        };
        told.push(Told {
            weight: weight + clear,
            kind: "level",
            about: about.clone(),
            subject: format!("level/{about}"),
            words: level_alone(c, view).then(last),
        });
    }
    if let Some((tops, lows)) = ends(c, &view.places)
        && let (Some(top), Some(low)) = (tops.first(), lows.first())
        && let (Some(gap), Some(count)) = (c.coverage_gap(&view.places), c.coverage_count(&view.places))
    {
        let width = top.percent.zip(low.percent).map_or(0.0, |(a, b)| (a - b).abs().min(60.0));
        let slots = [
            ("subject", c.indicator_subject(&view.id).into()),
            ("period", c.n.period(view.focus).into()),
            ("within", c.n.within(view.focus).into()),
            ("count", count.into()),
            ("with", c.of_those_with_figures(view).into()),
            ("gap", gap.into()),
            ("top", sharing_level(c, tops)),
            ("low", sharing_level(c, lows)),
        ];
        told.push(Told {
            weight: 48.0 + width / 2.0,
            kind: "spread",
            about: about.clone(),
            subject: format!("spread/{about}"),
            words: if c.less_is_better(&view.id) {
                c.say(
                    "{subject} {period} chênh nhau {gap} giữa {count}{with}: thấp nhất (tốt nhất) là {top}, cao nhất là {low}",
                    "{within}, {subject} differed by {gap} across the {count}{with}: lowest (best) in {top}, highest in {low}",
                    &slots,
                )
            } else {
                c.say(
                    "{subject} {period} chênh nhau {gap} giữa {count}{with}: cao nhất là {top}, thấp nhất là {low}",
                    "{within}, {subject} differed by {gap} across the {count}{with}: highest in {top}, lowest in {low}",
                    &slots,
                )
            },
        });
    }
    let since = view.compared_with();
    let size = |row: &CoverageRow| row.change_pp.unwrap_or_default().abs();
    let mut moved: Vec<&CoverageRow> = view
        .places
        .iter()
        .filter(|row| row.change_since == since)
        .filter(|row| row.change_pp.is_some_and(|change| !c.hardly(&view.id, change)))
        .copied()
        .collect();
    moved.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.place.cmp(&b.place)));
    // Who moved most is told only among several that are compared with the same time.
    let compared =
        view.places.iter().filter(|row| row.change_pp.is_some() && row.change_since == since).count();
    // Several that moved by the same are no news of one place.
    let alone = tied(&moved, |row| c.n.decimal(size(row), c.decimals(&view.id))) == 1;
    let mover = moved.first().copied().filter(|_| alone && !c.only_wavers(view));
    if let Some(row) = mover.filter(|_| compared >= 3) {
        let change = row.change_pp.unwrap_or_default().abs().min(20.0);
        told.push(Told {
            weight: 45.0 + change,
            kind: "mover",
            subject: format!("mover/{about}"),
            about,
            words: c.say(
                "{place} thay đổi nhiều nhất về {subject}: {change}, hiện ở mức {level}",
                "{place} moved most in {subject}: {change}, to {level}",
                &[
                    ("subject", c.indicator_subject(&view.id).into()),
                    ("place", c.place_full(&row.place).into()),
                    ("change", change_phrase(c, row)),
                    ("level", c.coverage_level(row).map(Phrase::from).unwrap_or_default()),
                ],
            ),
        });
    }
    told
}

pub(super) fn commitment_finding(c: &Composer<'_>) -> Option<Told> {
    let (all, all_span) = c.commitments_count(&[]);
    let (overdue, _) = c.commitments_count(&[CommitmentStatus::Overdue]);
    if all == 0 {
        return None;
    }
    let none = c.counted(
        "commitments/all/none_overdue",
        c.t("không cam kết nào", "none"),
        c.t("Số cam kết quá hạn", "Commitments overdue, number of"),
        c.t("Đếm cam kết quá hạn tại ngày đánh giá", "Commitments overdue at the date of judgement, counted"),
    );
    let mut parts = super::commitments::by_status(c, " ");
    // Where one number counts what was overdue on the day and another what still is, the first one says so.
    let since = match super::commitments::overdue_done_since(c) {
        (0, _) => Phrase::default(),
        (_, span) => c.say(
            " ({since} trong số đó hoàn thành sau ngày này)",
            " ({since} of them done since)",
            &[("since", span.into())],
        ),
    };
    match parts.iter_mut().find(|part| part.0 == CommitmentStatus::Overdue) {
        Some((_, said)) => said.push(since),
        None => parts.push((
            CommitmentStatus::Overdue,
            c.say("{none} quá hạn", "{none} was overdue", &[("none", none.into())]),
        )),
    }
    let parts = parts.into_iter().map(|part| part.1).collect();
    let slots = [
        ("all", all_span.into()),
        ("parts", Phrase::joined(parts, ", ", c.lang.pick(" và ", " and "))),
        ("whose", super::commitments::whose(c).into()),
        ("when", c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default().into()),
    ];
    let words = match all {
        1 => c.say(
            "tính đến ngày {when}, với {all} cam kết sau đối thoại {whose}, {parts}",
            "as of {when}, of {all} commitment made in sessions {whose}, {parts}",
            &slots,
        ),
        _ => c.say(
            "tính đến ngày {when}, trong {all} cam kết sau đối thoại {whose}, {parts}",
            "as of {when}, of {all} commitments made in sessions {whose}, {parts}",
            &slots,
        ),
    };
    let share = overdue as f64 / all as f64;
    Some(Told {
        weight: if overdue > 0 { 82.0 + share * 12.0 } else { 50.0 },
        kind: "commitments",
        about: String::new(),
        subject: "commitments".to_owned(),
        words,
    })
}

pub(super) fn topic_findings(c: &Composer<'_>) -> Vec<Told> {
    let mut told = Vec::new();
    let Some(focus) = topic_focus::focus(c) else { return told };
    told.push(Told {
        weight: MOST_ASKED,
        kind: "topics/leading",
        about: "topics".to_owned(),
        subject: "topics/leading".to_owned(),
        words: topic_leading::most_asked(c, &focus),
    });
    let trends = c.summary.topic_trends.iter().filter(|trend| {
        trend.metric == "share"
            && &*trend.topic != UNMATCHED
            && trend.place.code == focus.place.code
            && trend.place.name == focus.place.name
            && matches!(trend.trend.verdict, TrendVerdict::Rising | TrendVerdict::Falling)
    });
    let trends: Vec<&TopicTrend> = trends.collect();
    // The steepest rise and the steepest fall: what young people come to ask about, and what they cease to.
    let steepest = |verdict: TrendVerdict| {
        let of = trends.iter().filter(|trend| trend.trend.verdict == verdict);
        of.max_by(|a, b| {
            let slope = |trend: &TopicTrend| trend.trend.slope.unwrap_or_default().abs();
            slope(a).total_cmp(&slope(b)).then_with(|| b.topic.cmp(&a.topic))
        })
    };
    let words: Vec<Phrase> = [TrendVerdict::Rising, TrendVerdict::Falling]
        .into_iter()
        .filter_map(steepest)
        .enumerate()
        .map(|(i, trend)| {
            let series = Series {
                id: c.id(
                    "topic_trends",
                    &trend.place,
                    trend.trend.last_period,
                    &[&trend.topic, trend.metric],
                ),
                title: c.share_series(&trend.topic, &trend.place),
                unit: c.n.point_unit(),
                decimals: 2,
                trend: &trend.trend,
                joined: Vec::new(),
            };
            topic_trend(c, &trend.topic, &series, i == 0)
        })
        .collect();
    if !words.is_empty() {
        told.push(Told {
            weight: 80.0,
            kind: "topics/trend",
            about: "topics".to_owned(),
            subject: "topics/trend".to_owned(),
            words: Phrase::joined(words, "; ", "; "),
        });
    }
    if let Some(mark) = super::topic_trends::marks(c).first() {
        let year = c.summary.year.unwrap_or_else(|| focus.period.calendar_year());
        told.push(Told {
            weight: 52.0,
            kind: "topics/distinctive",
            about: "topics".to_owned(),
            subject: "topics/distinctive".to_owned(),
            words: c.say(
                "{place} hỏi về “{topic}” nhiều hơn hẳn các nơi khác ({size})",
                "{place} asked about “{topic}” far more than the other places ({size})",
                &[
                    ("place", c.place_full(&mark.place).into()),
                    ("topic", c.topic(&mark.topic).into()),
                    ("size", super::topic_trends::mark_size(c, mark, year)),
                ],
            ),
        });
    }
    told
}

/// What a clear trend of a topic is told as; the second one follows the first.
fn topic_trend(c: &Composer<'_>, topic: &str, series: &Series<'_>, first: bool) -> Phrase {
    let (vi, en) = match series.trend.verdict {
        TrendVerdict::Falling => ("giảm", "fallen"),
        _ => ("tăng", "risen"),
    };
    // The page is a director's: what the test says stands in the chapter.
    let (words_vi, words_en) = match first {
        true => (
            "tỷ trọng câu hỏi về “{topic}” {moves} rõ rệt qua {n}, khoảng {slope} mỗi năm",
            "the share of questions on “{topic}” has clearly {moves} over {n}, by about {slope} a year",
        ),
        false => (
            "về “{topic}” {moves} rõ rệt, khoảng {slope} mỗi năm",
            "that on “{topic}” has clearly {moves}, by about {slope} a year",
        ),
    };
    c.say(
        words_vi,
        words_en,
        &[
            ("topic", c.topic(topic).into()),
            ("moves", c.t(vi, en).into()),
            ("n", c.trend_periods(series).into()),
            ("slope", c.trend_slope(series).map(Phrase::from).unwrap_or_default()),
        ],
    )
}

pub(super) fn team_finding(c: &Composer<'_>) -> Option<Told> {
    let rows = super::teams::headline(c).map_or_else(|| super::teams::few_places(c), |row| vec![row]);
    let told: Vec<Phrase> =
        rows.into_iter().map(|row| teams_of(c, row)).filter(|one| !one.is_empty()).collect();
    if told.is_empty() {
        return None;
    }
    let words = Phrase::joined(told, "; ", "; ");
    Some(Told { weight: 44.0, kind: "teams", about: String::new(), subject: "teams".to_owned(), words })
}

/// How many teams a place has, and how many of them were trained.
fn teams_of(c: &Composer<'_>, row: &TeamRow) -> Phrase {
    let Some(teams) = c.team_value(row, Measure::Teams) else { return Phrase::default() };
    let mut words = c.say(
        "{as_of}, {place} có {teams} tổ công nghệ số cộng đồng",
        "{as_of}, {place} had {teams} community digital {noun}",
        &[
            ("noun", super::teams::noun(row).into()),
            ("as_of", c.n.as_of(row.period).into()),
            ("place", c.place_full(&row.place).into()),
            ("teams", teams.into()),
        ],
    );
    if let Some(share) = c.team_words(row, Measure::TrainedShare) {
        words.push(c.say(
            ", {share} đã được tập huấn",
            ", {share} of them trained",
            &[("share", share.into())],
        ));
    }
    words
}

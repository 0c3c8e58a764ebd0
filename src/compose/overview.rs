//! The director's page: at most eight key figures, five findings, three doubts.

use super::cite::Measure;
use super::composer::Composer;
use super::coverage::{change_phrase, headline as level_phrase, place_with_level};
use super::quality::{self, Fate};
use super::report::{Block, Chapter, Direction, KeyFigure, Span, State};
use super::sentences::{Phrase, paragraph};
use super::targets::{self, target_state};
use super::topics;
use super::view::IndicatorView;
use crate::analyse::summary::{CommitmentStatus, CoverageRow, TargetRow, TargetVerdict, TrendVerdict};
use crate::model::register::UNMATCHED;
use crate::model::rule::Severity;

const KEY_FIGURES: usize = 8;
const FINDINGS: usize = 5;
const DOUBTS: usize = 3;

/// Something worth telling: the weightiest of each subject is told.
struct Told {
    weight: f64,
    subject: String,
    words: Phrase,
}

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let views = c.indicators();
    let mut blocks = vec![Block::Paragraph(paragraph([scope(c, &views), quality::accounting(c)]))];
    let key = key_figures(c, &views);
    if !key.is_empty() {
        blocks.push(Block::KeyFigures(key));
    }
    blocks.push(heading(c, "key-findings", "Phát hiện chính", "Main findings"));
    blocks.push(Block::List(pick(findings(c, &views), FINDINGS)));
    let doubts = pick(doubts(c, &views), DOUBTS);
    if !doubts.is_empty() {
        blocks.push(heading(c, "key-doubts", "Điểm còn chưa chắc chắn", "What is uncertain"));
        blocks.push(Block::List(doubts));
    }
    Chapter { id: "key-figures".to_owned(), title: c.t("Số liệu chính", "Key figures"), blocks }
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// What the report is about: indicators, places, years.
fn scope(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Phrase {
    let s = c.summary;
    let places = s.coverage.iter().map(|row| &row.place);
    let places =
        places.chain(s.teams.iter().map(|row| &row.place)).chain(s.topics.iter().map(|row| &row.place));
    let places = places.chain(s.uncounted.iter().map(|row| &row.place)).filter(|place| !place.is_country());
    // A unit that goes on under another code is one place still.
    let places: std::collections::BTreeMap<_, _> =
        places.map(|place| ((place.level, &*place.name), place)).collect();
    let periods = s.coverage.iter().map(|row| row.period);
    let periods =
        periods.chain(s.teams.iter().map(|row| row.period)).chain(s.topics.iter().map(|row| row.period));
    let years: std::collections::BTreeSet<i16> = periods.map(|period| period.calendar_year()).collect();
    let (Some(place), Some(first), Some(last)) = (places.values().next(), years.first(), years.last()) else {
        return Phrase::default();
    };
    let count = |id: &str, count: usize, noun, title: String| {
        c.counted(
            id,
            c.count_of(u64::try_from(count).unwrap_or_default(), noun),
            title,
            c.t("Đếm trong các bảng số liệu của báo cáo", "Counted in the tables of the report"),
        )
    };
    let slots = [
        (
            "places",
            count(
                "scope/places",
                places.len(),
                c.place_noun(place),
                c.t("Số đơn vị có số liệu", "Places with figures"),
            )
            .into(),
        ),
        (
            "indicators",
            count(
                "scope/indicators",
                views.len(),
                ("chỉ tiêu bao phủ", "coverage indicator", "coverage indicators"),
                c.t("Số chỉ tiêu bao phủ", "Coverage indicators"),
            )
            .into(),
        ),
        ("first", c.n.year(*first).into()),
        ("last", c.n.year(*last).into()),
    ];
    if first == last {
        c.say(
            "báo cáo tổng hợp số liệu năm {last} của {places}, với {indicators}",
            "the report brings together figures of {last} from {places}, with {indicators}",
            &slots,
        )
    } else {
        c.say(
            "báo cáo tổng hợp số liệu từ năm {first} đến năm {last} của {places}, với {indicators}",
            "the report brings together figures of {first} to {last} from {places}, with {indicators}",
            &slots,
        )
    }
}

/// The weightiest, one a subject.
fn pick(mut told: Vec<Told>, most: usize) -> Vec<Vec<Span>> {
    told.retain(|one| !one.words.is_empty());
    told.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.subject.cmp(&b.subject)));
    let mut subjects: Vec<String> = Vec::new();
    let mut picked = Vec::new();
    for one in told {
        if picked.len() == most || subjects.contains(&one.subject) {
            continue;
        }
        subjects.push(one.subject);
        picked.push(one.words.sentence().0);
    }
    picked
}

fn split(span: Option<Span>) -> Option<(crate::model::FigureId, String)> {
    match span? {
        Span::Figure { id, text } => Some((id, text)),
        Span::Text(_) | Span::Strong(_) => None,
    }
}

fn direction(change: Option<f64>, zero: bool) -> Direction {
    match change {
        None => Direction::Unknown,
        Some(_) if zero => Direction::Level,
        Some(change) if change > 0.0 => Direction::Up,
        Some(_) => Direction::Down,
    }
}

/// The target that an indicator's headline is judged by.
fn target_of<'a>(view: &IndicatorView<'a>, row: &CoverageRow) -> Option<&'a TargetRow> {
    view.targets
        .iter()
        .filter(|target| target.place.level == row.place.level && target.place.name == row.place.name)
        .min_by_key(|target| target.due)
        .copied()
}

fn key_figures(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Vec<KeyFigure> {
    let mut key: Vec<(u8, KeyFigure)> = Vec::new();
    for view in views {
        // Without a line of all places the best one stands for what is reached.
        let Some(row) = view.headline().or(view.places.first().copied()) else { continue };
        let Some((id, value)) = split(c.coverage_level(row)) else { continue };
        let target = target_of(view, row);
        let change = match (row.change_pp, row.change_since) {
            (Some(change), Some(since)) => {
                let by = c.signed_difference(&view.id, change);
                c.t(
                    &format!("{by} so với {}", c.n.period(since)),
                    &format!("{by} since {}", c.n.period(since)),
                )
            }
            _ => String::new(),
        };
        let zero = row.change_pp.is_some_and(|change| c.n.is_zero(change, c.decimals(&view.id)));
        let lead = view.headline().is_none();
        let place = if lead {
            c.t(&format!("cao nhất: {}", c.place(&row.place)), &format!("highest: {}", c.place(&row.place)))
        } else {
            c.place(&row.place)
        };
        let figure = KeyFigure {
            id,
            label: format!("{} ({place}, {})", c.indicator_name(&view.id), c.n.period(row.period)),
            value,
            trend: direction(row.change_pp, zero),
            target: target
                .map(|target| {
                    let (goal, due) = (c.goal(&view.id, target.target), c.n.period(target.due));
                    let said = targets::verdict(c, target.verdict);
                    c.t(
                        &format!("Mục tiêu {due}: {goal}, {said}"),
                        &format!("Target for {due}: {goal}, {said}"),
                    )
                })
                .unwrap_or_default(),
            state: target.map(|target| target_state(target.verdict)).unwrap_or_default(),
            change,
        };
        let weight = match (target.is_some(), row.place.is_country(), row.change_pp.is_some()) {
            (true, _, _) => 0,
            (false, true, _) => 1,
            (false, false, true) => 2,
            (false, false, false) => 4,
        };
        key.push((weight, figure));
    }
    key.extend(team_figures(c).into_iter().zip([1, 3]).map(|(figure, weight)| (weight, figure)));
    key.extend(question_figure(c).map(|figure| (1, figure)));
    key.extend(commitment_figure(c).map(|figure| (0, figure)));
    // Weighty ones come in; those that do stand in the order of the chapters.
    let mut order: Vec<usize> = (0..key.len()).collect();
    order.sort_by_key(|i| (key.get(*i).map(|figure| figure.0), *i));
    order.truncate(KEY_FIGURES);
    key.into_iter().enumerate().filter(|(i, _)| order.contains(i)).map(|(_, (_, figure))| figure).collect()
}

fn team_figures(c: &Composer<'_>) -> Vec<KeyFigure> {
    let Some(row) = super::teams::headline(c) else { return Vec::new() };
    let mut figures = Vec::new();
    for (measure, vi, en) in [
        (Measure::Teams, "Tổ công nghệ số cộng đồng", "Community digital teams"),
        (Measure::TrainedShare, "Tổ đã được tập huấn", "Teams that were trained"),
    ] {
        let Some((id, value)) = split(c.team_words(row, measure)) else { continue };
        let before = super::teams::before(c, row, measure);
        let change = before.and_then(|before| Some((before, c.team_change(row, before, measure)?)));
        figures.push(KeyFigure {
            id,
            label: format!("{} ({}, {})", c.t(vi, en), c.place(&row.place), c.n.period(row.period)),
            value,
            trend: direction(
                change.as_ref().map(|change| change.1.0),
                change.as_ref().is_some_and(|change| change.1.0 == 0.0),
            ),
            change: change
                .map(|(before, (by, span))| {
                    let sign = match by {
                        by if by > 0.0 => "+".to_owned(),
                        by if by < 0.0 => super::numbers::MINUS.to_string(),
                        _ => String::new(),
                    };
                    let since = c.n.period(before.period);
                    c.t(
                        &format!("{sign}{} so với {since}", span.text()),
                        &format!("{sign}{} since {since}", span.text()),
                    )
                })
                .unwrap_or_default(),
            target: String::new(),
            state: State::Neutral,
        });
    }
    figures
}

fn question_figure(c: &Composer<'_>) -> Option<KeyFigure> {
    let focus = topics::focus(c)?;
    let first = focus.rows.first()?;
    let (id, value) = split(Some(c.topic_total(first)))?;
    let earlier = focus.period.year_earlier();
    let before = c
        .summary
        .topics
        .iter()
        .find(|row| Some(row.period) == earlier && row.place == *focus.place)
        .map(|row| row.total);
    let change = before.map(|before| first.total as f64 - before as f64);
    Some(KeyFigure {
        id,
        label: c.t(
            &format!(
                "Câu hỏi, ý kiến trong đối thoại ({}, {})",
                c.place(focus.place),
                c.n.period(focus.period)
            ),
            &format!("Questions raised in sessions ({}, {})", c.place(focus.place), c.n.period(focus.period)),
        ),
        value,
        change: match (change, earlier) {
            (Some(change), Some(earlier)) => {
                let (by, since) = (c.n.signed(change, 0), c.n.period(earlier));
                c.t(&format!("{by} so với {since}"), &format!("{by} since {since}"))
            }
            _ => String::new(),
        },
        trend: direction(change, change == Some(0.0)),
        target: String::new(),
        state: State::Neutral,
    })
}

fn commitment_figure(c: &Composer<'_>) -> Option<KeyFigure> {
    let (all, _) = c.commitments_count(&[]);
    if all == 0 {
        return None;
    }
    let (overdue, span) = c.commitments_count(&[CommitmentStatus::Overdue]);
    let (id, _) = split(Some(span))?;
    let (overdue_text, all_text) = (c.n.count(overdue), c.n.count(all));
    let when = c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default();
    Some(KeyFigure {
        id,
        label: c.t(
            &format!("Cam kết quá hạn, chưa ghi nhận hoàn thành (tính đến {when})"),
            &format!("Commitments overdue without a recorded completion (as of {when})"),
        ),
        value: c.t(&format!("{overdue_text}/{all_text}"), &format!("{overdue_text} of {all_text}")),
        change: String::new(),
        trend: Direction::Unknown,
        target: String::new(),
        state: if overdue > 0 { State::Bad } else { State::Good },
    })
}

fn findings(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Vec<Told> {
    let mut told = Vec::new();
    for target in &c.summary.targets {
        let gap = target.gap.unwrap_or_default().abs().min(50.0);
        let weight = match target.verdict {
            TargetVerdict::Missed => 95.0,
            TargetVerdict::Receding => 92.0,
            TargetVerdict::Behind => 88.0,
            TargetVerdict::Met => 70.0,
            TargetVerdict::OnPace => 66.0,
            TargetVerdict::Unknown if target.latest_value.is_some() => 40.0,
            TargetVerdict::Unknown => 10.0,
        };
        let country = if target.place.is_country() { 3.0 } else { 0.0 };
        // Many places may share one indicator: a finding each would fill the page with one subject.
        told.push(Told {
            weight: weight + country + gap / 25.0,
            subject: format!("coverage/{}", target.indicator),
            words: with_change(c, target),
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

/// A target's standing; the change is told where the standing does not tell a pace.
fn with_change(c: &Composer<'_>, target: &TargetRow) -> Phrase {
    targets::standing(c, target, true)
}

fn indicator_findings(c: &Composer<'_>, view: &IndicatorView<'_>) -> Vec<Told> {
    let mut told = Vec::new();
    let subject = format!("coverage/{}", view.id);
    if let Some(row) = view.headline() {
        let change = row.change_pp.unwrap_or_default().abs().min(20.0);
        let weight = if row.change_pp.is_some() { 55.0 } else { 30.0 } + change;
        told.push(Told { weight, subject: subject.clone(), words: level_phrase(c, view) });
    }
    if let (Some(top), Some(low)) = (view.places.first(), view.places.last())
        && view.places.len() >= 2
        && let (Some(gap), Some(count)) = (c.coverage_gap(&view.places), c.coverage_count(&view.places))
    {
        let width = top.percent.zip(low.percent).map_or(0.0, |(a, b)| (a - b).abs().min(60.0));
        let slots = [
            ("subject", c.indicator_subject(&view.id).into()),
            ("period", c.n.period(view.focus).into()),
            ("within", c.n.within(view.focus).into()),
            ("count", count.into()),
            ("gap", gap.into()),
            ("top", place_with_level(c, top)),
            ("low", place_with_level(c, low)),
        ];
        told.push(Told {
            weight: 48.0 + width / 2.0,
            subject,
            words: c.say(
                "{subject} {period} chênh nhau {gap} giữa {count}: cao nhất là {top}, thấp nhất là {low}",
                "{within}, {subject} differs by {gap} across {count}: {top} is highest, {low} lowest",
                &slots,
            ),
        });
    }
    let mover = view
        .places
        .iter()
        .filter(|row| row.change_pp.is_some_and(|change| !c.n.is_zero(change, c.decimals(&view.id))))
        .max_by(|a, b| {
            let size = |row: &CoverageRow| row.change_pp.unwrap_or_default().abs();
            size(a).total_cmp(&size(b)).then_with(|| b.place.cmp(&a.place))
        });
    if let Some(row) = mover.filter(|_| view.places.len() >= 3) {
        let change = row.change_pp.unwrap_or_default().abs().min(20.0);
        told.push(Told {
            weight: 45.0 + change,
            subject: format!("mover/{}", view.id),
            words: c.say(
                "{place} có thay đổi lớn nhất về {subject}: {change}, đạt {level}",
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

fn commitment_finding(c: &Composer<'_>) -> Option<Told> {
    let (all, all_span) = c.commitments_count(&[]);
    let (overdue, overdue_span) = c.commitments_count(&[CommitmentStatus::Overdue]);
    if all == 0 {
        return None;
    }
    let slots = [
        ("all", all_span.into()),
        ("overdue", overdue_span.into()),
        ("when", c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default().into()),
    ];
    let words = if overdue > 0 {
        c.say(
            "tính đến ngày {when}, {overdue} trong {all} cam kết sau đối thoại đã quá hạn mà chưa ghi nhận hoàn thành",
            "as of {when}, {overdue} of {all} commitments made in sessions are overdue without a recorded completion",
            &slots,
        )
    } else {
        c.say(
            "tính đến ngày {when}, {overdue} trong {all} cam kết sau đối thoại quá hạn",
            "as of {when}, {overdue} of {all} commitments made in sessions are overdue",
            &slots,
        )
    };
    let share = overdue as f64 / all as f64;
    Some(Told {
        weight: if overdue > 0 { 82.0 + share * 12.0 } else { 50.0 },
        subject: "commitments".to_owned(),
        words,
    })
}

fn topic_findings(c: &Composer<'_>) -> Vec<Told> {
    let mut told = Vec::new();
    let Some(focus) = topics::focus(c) else { return told };
    let Some(first) = focus.rows.first() else { return told };
    let few = super::cite::few(first);
    let slots = [
        ("period", c.n.period(focus.period).into()),
        ("within", c.n.within(focus.period).into()),
        ("place", c.place_full(focus.place).into()),
        ("total", c.topic_total(first).into()),
        ("leading", topics::leading(c, &focus)),
    ];
    told.push(Told {
        weight: if few { 42.0 } else { 58.0 },
        subject: "topics/leading".to_owned(),
        words: c.say(
            "trong {total} của {place} {period}, {leading}",
            "of the {total} in {place} {within}, {leading}",
            &slots,
        ),
    });
    let trends = c.summary.topic_trends.iter().filter(|trend| {
        trend.metric == "share"
            && &*trend.topic != UNMATCHED
            && trend.place.code == focus.place.code
            && trend.place.name == focus.place.name
            && matches!(trend.trend.verdict, TrendVerdict::Rising | TrendVerdict::Falling)
    });
    let steepest = trends.max_by(|a, b| {
        let slope = |trend: &crate::analyse::summary::TopicTrend| trend.trend.slope.unwrap_or_default().abs();
        slope(a).total_cmp(&slope(b)).then_with(|| b.topic.cmp(&a.topic))
    });
    if let Some(trend) = steepest {
        let series = super::cite::Series {
            id: c.id("topic_trends", &trend.place, trend.trend.last_period, &[&trend.topic, trend.metric]),
            title: c.topic(&trend.topic),
            unit: c.n.point_unit(),
            trend: &trend.trend,
        };
        told.push(Told {
            weight: 80.0,
            subject: "topics/trend".to_owned(),
            words: c.say(
                "tỷ trọng câu hỏi về “{topic}”: {trend}",
                "the share of questions on “{topic}”: {trend}",
                &[
                    ("topic", c.topic(&trend.topic).into()),
                    ("trend", super::coverage::trend_phrase(c, &series)),
                ],
            ),
        });
    }
    if let Some(mark) = topics::marks(c).first() {
        let year = c.summary.year.unwrap_or_else(|| focus.period.calendar_year());
        told.push(Told {
            weight: 52.0,
            subject: "topics/distinctive".to_owned(),
            words: c.say(
                "{place} hỏi về “{topic}” nhiều hơn hẳn các nơi khác (z = {z})",
                "{place} asks about “{topic}” far more than the other places (z = {z})",
                &[
                    ("place", c.place_full(&mark.place).into()),
                    ("topic", c.topic(&mark.topic).into()),
                    ("z", c.distinctive_z(mark, year).into()),
                ],
            ),
        });
    }
    told
}

fn team_finding(c: &Composer<'_>) -> Option<Told> {
    let row = super::teams::headline(c)?;
    let teams = c.team_value(row, Measure::Teams)?;
    let mut words = c.say(
        "{as_of}, {place} có {teams} tổ công nghệ số cộng đồng",
        "{as_of}, {place} had {teams} community digital teams",
        &[
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
    Some(Told { weight: 44.0, subject: "teams".to_owned(), words })
}

fn doubts(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Vec<Told> {
    let mut told = Vec::new();
    let (read, _) = quality::rows(c, Fate::Read);
    let (rejected, rejected_span) = quality::rows(c, Fate::Rejected);
    if rejected > 0 {
        let share = rejected as f64 / (read.max(1)) as f64;
        let words = c.say(
            "{rejected} trong {read} dòng bị loại; {reasons}",
            "{rejected} of {read} rows were rejected; {reasons}",
            &[
                ("rejected", rejected_span.into()),
                ("read", quality::rows(c, Fate::Read).1.into()),
                ("reasons", quality::reasons(c)),
            ],
        );
        told.push(Told { weight: 60.0 + share * 40.0, subject: "rejected".to_owned(), words });
    }
    if c.audit.checks.iter().any(|check| check.rule.severity() == Severity::Conflict) {
        told.push(Told { weight: 85.0, subject: "checks".to_owned(), words: quality::doubts(c) });
    } else if !c.audit.checks.is_empty() {
        told.push(Told { weight: 58.0, subject: "checks".to_owned(), words: quality::doubts(c) });
    }
    let units = quality::latest_not_combined(c);
    if let Some(unit) = units.first() {
        told.push(Told {
            weight: 72.0,
            subject: "borders".to_owned(),
            words: quality::not_combined(c, unit),
        });
    }
    if let Some(focus) = topics::focus(c) {
        if let Some(first) = focus.rows.first().filter(|first| super::cite::few(first)) {
            told.push(Told {
                weight: 66.0,
                subject: "few".to_owned(),
                words: c.say(
                    "tỷ trọng chủ đề của {place} chỉ dựa trên {total}, nên chưa thể so sánh giữa các chủ đề",
                    "shares of topics in {place} rest on {total} only, too few to compare topics",
                    &[("place", c.place_full(focus.place).into()), ("total", c.topic_total(first).into())],
                ),
            });
        }
        let unmatched = focus.rows.iter().find(|row| &*row.topic == UNMATCHED);
        if let Some(row) = unmatched.filter(|row| row.share.is_some_and(|share| share >= 5.0))
            && let (Some(share), Some(count)) = (c.topic_share(row), c.topic_questions_words(row))
        {
            told.push(Told {
                weight: 55.0 + row.share.unwrap_or_default() / 2.0,
                subject: "unmatched".to_owned(),
                words: c.say(
                    "{count} ({share}) chưa xếp được chủ đề, nên tỷ trọng của các chủ đề khác có thể thấp hơn thực tế",
                    "{count} ({share}) matched no topic, so the shares of the other topics may be too low",
                    &[("count", count.into()), ("share", share.into())],
                ),
            });
        }
    }
    told.extend(too_few(c, views));
    told.extend(preliminary(c, views));
    told.extend(uncounted(c));
    told
}

/// How many series are long enough for a test at all.
fn too_few(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Option<Told> {
    let s = c.summary;
    let lengths: Vec<usize> = s
        .coverage_trends
        .iter()
        .map(|trend| trend.trend.n)
        .chain(s.topic_trends.iter().map(|trend| trend.trend.n))
        .chain(s.team_trends.iter().map(|trend| trend.trend.n))
        .collect();
    let long = lengths.iter().filter(|n| **n >= 5).count();
    if lengths.is_empty() || long * 2 > lengths.len() || views.is_empty() {
        return None;
    }
    let span = |name: &str, count: usize, title: String| {
        c.counted(
            &format!("families/{name}"),
            c.n.count(u64::try_from(count).unwrap_or_default()),
            title,
            c.t("Đếm chuỗi trong các bảng xu hướng", "Series of the trend tables, counted"),
        )
    };
    let slots = [
        ("all", span("series", lengths.len(), c.t("Số chuỗi số liệu", "Series")).into()),
        ("long", span("long", long, c.t("Số chuỗi có từ 5 kỳ", "Series of five periods or more")).into()),
    ];
    let words = if long == 0 {
        c.say(
            "{long} trong {all} chuỗi số liệu có đủ 5 kỳ để kiểm định: thay đổi giữa hai kỳ chưa phải là xu hướng",
            "{long} of {all} series have the five periods that a test needs: a change between two periods is not a trend",
            &slots,
        )
    } else {
        c.say(
            "chỉ {long} trong {all} chuỗi số liệu có đủ 5 kỳ để kiểm định xu hướng",
            "only {long} of {all} series have the five periods that a trend test needs",
            &slots,
        )
    };
    Some(Told { weight: 62.0, subject: "too_few".to_owned(), words })
}

fn preliminary(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Option<Told> {
    let rows: Vec<&CoverageRow> = views
        .iter()
        .flat_map(|view| view.line.into_iter().chain(view.places.iter().copied()))
        .filter(|row| row.preliminary)
        .collect();
    let first = rows.first()?;
    let count = c.counted_lines(
        "coverage/all/preliminary",
        c.n.count(u64::try_from(rows.len()).unwrap_or_default()),
        c.t("Số liệu sơ bộ hoặc ước tính", "Preliminary or estimated figures"),
        c.t(
            "Đếm số liệu có ghi chú sơ bộ hoặc ước tính",
            "Figures whose note says preliminary or estimated, counted",
        ),
        rows.iter().filter_map(|row| row.origins.first.first().copied()),
    );
    Some(Told {
        weight: 50.0,
        subject: "preliminary".to_owned(),
        words: c.say(
            "{count} số liệu là sơ bộ hoặc ước tính, như {subject} của {place} ({level})",
            "{count} figures are preliminary or estimated, such as {subject} in {place} ({level})",
            &[
                ("count", count.into()),
                ("subject", c.indicator_subject(&first.indicator).into()),
                ("place", c.place_in(&first.place).into()),
                ("level", c.coverage_level(first).map(Phrase::from).unwrap_or_default()),
            ],
        ),
    })
}

fn uncounted(c: &Composer<'_>) -> Option<Told> {
    let rows: Vec<_> = c.summary.uncounted.iter().filter(|row| !row.place.is_country()).collect();
    let first = rows.first()?;
    let mut places: Vec<_> = rows.iter().map(|row| &row.place).collect();
    places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
    places.dedup();
    let count = c.counted(
        "topics/all/uncounted",
        c.n.count(rows.iter().map(|row| row.rows).sum()),
        c.t("Số dòng nêu chủ đề mà không ghi số ý kiến", "Rows that raise a topic without a count"),
        c.t("Đếm dòng có ô số ý kiến để trống", "Rows whose opinions cell is blank, counted"),
    );
    let _ = first;
    Some(Told {
        weight: 54.0,
        subject: "uncounted".to_owned(),
        words: c.say(
            "{count} dòng của {places} nêu chủ đề mà không ghi số ý kiến, nên không có trong tỷ trọng",
            "{count} rows of {places} raise a topic without a count and enter no share",
            &[("count", count.into()), ("places", c.place_list(&places, 3).into())],
        ),
    })
}

//! The doubts of the director's page, with their weights.

use super::commitments;
use super::doubts_few::{few_in_pairs, few_in_places};
use super::quality::{self, Fate};
use super::told::Told;
use super::topic_focus;
use super::{not_shown, quality_doubts};

use crate::analyse::summary::{
    CommitmentStatus, CoverageRow, TargetRow, TargetVerdict, TopicTrend, TrendVerdict,
};
use crate::compose::composer::Composer;
use crate::compose::names::{plural, to_name};
use crate::compose::sentences::Phrase;
use crate::compose::view::IndicatorView;
use crate::model::register::UNMATCHED;
use crate::model::rule::Severity;
use crate::model::{FigureId, Place, Vintage};

/// So many doubted figures are told one by one.
const NAMED: usize = 2;

/// Candidates; `shown` are the figures that the page tells.
pub(super) fn doubts(c: &Composer<'_>, views: &[IndicatorView<'_>], shown: &[FigureId]) -> Vec<Told> {
    let mut told = Vec::from_iter(of_shown(c, shown));
    let (read, _) = quality::rows(c, Fate::Read);
    let (rejected, rejected_span) = quality::rows(c, Fate::Rejected);
    if rejected > 0 {
        let share = rejected as f64 / (read.max(1)) as f64;
        let words = c.say(
            "có {rejected} trong {read} dòng số liệu bị loại; {reasons}",
            "of {read} rows, {rejected} {was} rejected; {reasons}",
            &[
                ("rejected", rejected_span.into()),
                ("read", quality::rows(c, Fate::Read).1.into()),
                ("was", plural(c.lang, rejected, "", "was", "were").into()),
                ("reasons", quality::reasons(c)),
            ],
        );
        told.push(Told {
            weight: 60.0 + share * 40.0,
            kind: "rejected",
            about: String::new(),
            subject: "rejected".to_owned(),
            words,
        });
    }
    if c.audit.checks.iter().any(|check| check.rule.severity() == Severity::Conflict) {
        told.push(Told {
            weight: 85.0,
            kind: "checks",
            about: String::new(),
            subject: "checks".to_owned(),
            words: quality::doubts(c),
        });
    } else if quality_doubts::any(c) {
        told.push(Told {
            weight: 58.0,
            kind: "checks",
            about: String::new(),
            subject: "checks".to_owned(),
            words: quality::doubts(c),
        });
    }
    told.extend(not_shown::doubt(c));
    let units = quality::latest_not_combined(c);
    if let Some(unit) = units.first() {
        told.push(Told {
            weight: 72.0,
            kind: "borders",
            about: String::new(),
            subject: "borders".to_owned(),
            words: quality::not_combined(c, unit),
        });
    }
    if let Some(focus) = topic_focus::focus(c) {
        if let Some(first) = focus.rows.first().filter(|first| crate::compose::cite::few(first)) {
            told.push(Told {
                weight: 66.0,
                kind: "few",
                about: String::new(),
                subject: "few".to_owned(),
                words: c.say(
                    "tỷ trọng chủ đề của {place} chỉ dựa trên {total}, nên chưa thể so sánh giữa các chủ đề",
                    "shares of topics in {place} rest on only {total}, too few to compare topics",
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
                kind: "unmatched", about: String::new(), subject: "unmatched".to_owned(),
                words: c.say(
                    "có {count} ({share}) chưa xếp được chủ đề, nên tỷ trọng của các chủ đề khác có thể thấp hơn thực tế",
                    "no topic matches {count} ({share}), so the shares of the other topics may be too low",
                    &[("count", count.into()), ("share", share.into())],
                ),
            });
        }
    }
    told.extend(few_in_places(c));
    told.extend(few_in_pairs(c));
    told.extend(no_trend_in_places(c));
    told.extend(unrecorded(c));
    told.extend(other_borders(c));
    told.extend(too_few(c, views));
    told.extend(preliminary(c, views));
    told.extend(uncounted(c));
    told
}

/// That figures which the page tells are in doubt, or rest on some that are.
fn of_shown(c: &Composer<'_>, shown: &[FigureId]) -> Option<Told> {
    let mut doubted: Vec<FigureId> = Vec::new();
    for id in shown.iter().flat_map(|id| c.resting_on_doubts(id)) {
        if !doubted.contains(&id) {
            doubted.push(id);
        }
    }
    if doubted.is_empty() {
        return None;
    }
    let named = to_name(doubted.len(), NAMED);
    let mut parts: Vec<Phrase> = doubted
        .iter()
        .take(named)
        .map(|id| match c.known_value(id) {
            Some(value) => c.to_check(value.into(), &c.doubts(id)),
            None => c.doubts(id).join("; ").into(),
        })
        .collect();
    let more = doubted.len() - named;
    if more > 0 {
        parts.push(
            c.t(
                &format!("và {more} con số khác trong phần này"),
                &format!("and {more} more figures of this page"),
            )
            .into(),
        );
    }
    Some(Told {
        weight: 68.0,
        kind: "doubted",
        about: String::new(),
        subject: "doubted".to_owned(),
        words: Phrase::joined(parts, "; ", "; "),
    })
}

/// That the test finds nothing in any single place.
fn no_trend_in_places(c: &Composer<'_>) -> Option<Told> {
    let family = c.summary.families.iter().find(|family| family.name == "topics/place/share")?;
    if family.longest < 5 || family.tests == 0 || family.found > 0 {
        return None;
    }
    // One province's edition speaks of the province's own series.
    let words = match &c.summary.province {
        Some(province) => {
            let place = province.places.last()?;
            let own = |row: &&TopicTrend| {
                row.metric == "share" && row.place.name == place.name && &*row.topic != UNMATCHED
            };
            let tested = || c.summary.topic_trends.iter().filter(own).filter(|row| row.trend.n >= 5);
            let clear =
                |row: &TopicTrend| matches!(row.trend.verdict, TrendVerdict::Rising | TrendVerdict::Falling);
            let count = u64::try_from(tested().count()).unwrap_or(u64::MAX);
            if count == 0 || tested().any(clear) {
                return None;
            }
            let tests = c.counted(
                &format!("families/{}/own", family.name),
                c.n.count(count),
                c.t("Chuỗi tỷ trọng chủ đề được kiểm định, ", "Series of shares of topics tested, ")
                    + &c.place_in(place),
                c.t("Đếm chuỗi có từ 5 kỳ trở lên", "Series of five periods or more, counted"),
            );
            c.say(
                "chưa chủ đề nào trong {tests} chủ đề của {place} có xu hướng rõ rệt: tăng giảm qua các kỳ có thể chỉ do ngẫu nhiên",
                "none of the {tests} topics of {place} shows a clear trend: what rose or fell may be chance",
                &[("tests", tests.into()), ("place", c.place_full(place).into())],
            )
        }
        None => {
            let (tests, _) = c.family_tests(family, &super::method_tests::family_name(c, family));
            c.say(
                "không chuỗi nào trong {tests} chuỗi tỷ trọng chủ đề của từng đơn vị có xu hướng rõ rệt: tăng giảm ở một nơi chưa phải là xu hướng",
                "none of the {tests} series of topics in individual places shows a clear trend: a rise or fall in one place is not yet a trend",
                &[("tests", tests.into())],
            )
        }
    };
    Some(Told {
        weight: 47.0,
        kind: "place_trends",
        about: String::new(),
        subject: "place_trends".to_owned(),
        words,
    })
}

/// Targets of places that have other borders in this report, which nothing can be said of.
fn other_borders(c: &Composer<'_>) -> Option<Told> {
    let (all, all_span) = super::targets::targets_count(c, &[]);
    let (count, span) = super::targets::targets_count(c, &[TargetVerdict::OtherBorders]);
    let of = |row: &&TargetRow| row.verdict == TargetVerdict::OtherBorders;
    let first = c.summary.targets.iter().find(of)?;
    let share = count as f64 / all.max(1) as f64;
    let (vi, en) = match first.place.vintage {
        Vintage::V63 if count == all => (
            "cả {all} mục tiêu được đặt trước khi sáp nhập, không xét được theo địa giới 34 tỉnh, thành phố, nên báo cáo không kết luận về mục tiêu",
            "all {all} targets were set before the mergers and cannot be judged on the boundaries of the 34, so the report draws no conclusion on targets",
        ),
        Vintage::V63 => (
            "có {count} trong {all} mục tiêu được đặt cho tỉnh, thành phố đã sáp nhập, không xét được theo địa giới 34 tỉnh, thành phố, nên kết quả về mục tiêu chỉ nói về các đơn vị còn lại",
            "of {all} targets, {count} {were} set for provinces that have merged and cannot be judged on the boundaries of the 34; what is said of targets is about the other places only",
        ),
        _ => (
            "có {count} trong {all} mục tiêu được đặt cho tỉnh, thành phố sau sáp nhập, không xét được theo địa giới 63 tỉnh, thành phố, nên kết quả về mục tiêu chỉ nói về các đơn vị còn lại",
            "of {all} targets, {count} {were} set for provinces formed by mergers and cannot be judged on the boundaries of the 63; what is said of targets is about the other places only",
        ),
    };
    Some(Told {
        weight: 62.0 + 20.0 * share,
        kind: "target_borders",
        about: String::new(),
        subject: "target_borders".to_owned(),
        words: c.say(
            vi,
            en,
            &[
                ("count", span.into()),
                ("all", all_span.into()),
                ("were", plural(c.lang, count, "", "was", "were").into()),
            ],
        ),
    })
}

/// What counts as overdue may have been done without a record of it.
fn unrecorded(c: &Composer<'_>) -> Option<Told> {
    let (overdue, span) = commitments::lines_counted(
        c,
        "unrecorded",
        c.t("Cam kết quá hạn, chưa ghi nhận hoàn thành", "Commitments overdue, no completion recorded"),
        c.summary.commitments.iter().filter(|row| commitments::unrecorded(row)),
    );
    if overdue == 0 {
        return None;
    }
    let (since, _) = commitments::overdue_done_since(c);
    let (all, all_span) = c.commitments_count(&[CommitmentStatus::Overdue]);
    let (vi, en) = match overdue {
        _ if since > 0 && all > 0 => (
            "có {overdue} trong {all} cam kết quá hạn đến nay vẫn chưa ghi nhận hoàn thành; có việc có thể đã làm mà chưa được ghi lại, cần hỏi lại cơ quan cam kết",
            "of {all} overdue commitments, {overdue} still {have} no completion recorded; some may have been done without a record: the agencies should be asked",
        ),
        1 => (
            "có {overdue} cam kết bị coi là quá hạn vì chưa ghi nhận hoàn thành; việc này có thể đã làm mà chưa được ghi lại, cần hỏi lại cơ quan cam kết",
            "of the commitments, {overdue} counts as overdue because no completion is recorded; it may have been done without a record: the agency should be asked",
        ),
        _ => (
            "có {overdue} cam kết bị coi là quá hạn vì chưa ghi nhận hoàn thành; có việc có thể đã làm mà chưa được ghi lại, cần hỏi lại cơ quan cam kết",
            "of the commitments, {overdue} count as overdue because no completion is recorded; some may have been done without a record: the agencies should be asked",
        ),
    };
    Some(Told {
        weight: 49.0,
        kind: "unrecorded",
        about: String::new(),
        subject: "unrecorded".to_owned(),
        words: c.say(
            vi,
            en,
            &[
                ("overdue", span.into()),
                ("all", all_span.into()),
                ("have", plural(c.lang, overdue as u64, "", "has", "have").into()),
            ],
        ),
    })
}

/// How many series are long enough for a test at all.
pub(super) fn too_few(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Option<Told> {
    let s = c.summary;
    let covered = s.coverage_trends.iter().map(|trend| (&trend.place, trend.trend.n));
    // Share and number of questions of a topic are one series twice.
    let asked = s.topic_trends.iter().filter(|trend| trend.metric == "share");
    let asked = asked.map(|trend| (&trend.place, trend.trend.n));
    let teams = s.team_trends.iter().map(|trend| (&trend.place, trend.trend.n));
    let mut series: Vec<(&Place, usize)> = covered.chain(asked).chain(teams).collect();
    // The line of all places is no place beside them.
    if series.iter().any(|(place, _)| !place.is_country()) {
        series.retain(|(place, _)| !place.is_country());
    }
    let lengths: Vec<usize> = series.into_iter().map(|(_, n)| n).collect();
    let long = lengths.iter().filter(|n| **n >= 5).count();
    if lengths.is_empty() || long * 2 > lengths.len() || views.is_empty() {
        return None;
    }
    let span = |name: &str, count: usize, title: String| {
        c.counted(
            &format!("families/{name}"),
            c.n.count(u64::try_from(count).unwrap_or_default()),
            title,
            c.t(
                "Mỗi chỉ tiêu, mỗi chủ đề (tỷ trọng) và mỗi số đo của tổ công nghệ số ở một đơn vị là một chuỗi; đếm trong các bảng xu hướng",
                "Each indicator, each topic (its share) and each measure of the teams in a place is a series; counted in the trend tables",
            ),
        )
    };
    let slots = [
        ("all", span("series", lengths.len(), c.t("Số chuỗi số liệu", "Series")).into()),
        ("long", span("long", long, c.t("Số chuỗi có từ 5 kỳ", "Series of five periods or more")).into()),
        ("have", plural(c.lang, long as u64, "", "has", "have").into()),
    ];
    let words = if long == 0 {
        c.say(
            "không chuỗi nào trong {all} chuỗi số liệu (chỉ tiêu, chủ đề hoặc số đo của tổ ở từng đơn vị) có đủ 5 kỳ để kiểm định: thay đổi giữa hai kỳ chưa phải là xu hướng",
            "none of the {all} series (an indicator, a topic or a measure of the teams in a place) has the five periods that a test needs: a change between two periods is not a trend",
            &slots,
        )
    } else {
        c.say(
            "chỉ {long} trong {all} chuỗi số liệu (chỉ tiêu, chủ đề hoặc số đo của tổ ở từng đơn vị) có đủ 5 kỳ để kiểm định xu hướng",
            "only {long} of the {all} series (an indicator, a topic or a measure of the teams in a place) {have} the five periods that a trend test needs",
            &slots,
        )
    };
    Some(Told { weight: 62.0, kind: "too_few", about: String::new(), subject: "too_few".to_owned(), words })
}

pub(super) fn preliminary(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Option<Told> {
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
        kind: "preliminary",
        about: String::new(),
        subject: "preliminary".to_owned(),
        words: c.say(
            match rows.len() {
                1 => "có {count} số liệu là sơ bộ hoặc ước tính: {subject} của {place} ({level})",
                _ => "có {count} số liệu là sơ bộ hoặc ước tính, như {subject} của {place} ({level})",
            },
            match rows.len() {
                1 => "there is {count} preliminary or estimated figure: {subject} in {place} ({level})",
                _ => "there are {count} preliminary or estimated figures, such as {subject} in {place} ({level})",
            },
            &[
                ("count", count.into()),
                ("subject", c.indicator_subject(&first.indicator).into()),
                ("place", c.place_in(&first.place).into()),
                ("level", c.coverage_level(first).map(Phrase::from).unwrap_or_default()),
            ],
        ),
    })
}

pub(super) fn uncounted(c: &Composer<'_>) -> Option<Told> {
    let rows: Vec<_> = c.summary.uncounted.iter().filter(|row| !row.place.is_country()).collect();
    rows.first()?;
    let mut places: Vec<_> = rows.iter().map(|row| &row.place).collect();
    places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
    places.dedup();
    let number = rows.iter().map(|row| row.rows).sum();
    let count = c.counted(
        "topics/all/uncounted",
        c.n.count(number),
        c.t("Số dòng nêu chủ đề mà không ghi số ý kiến", "Rows that raise a topic without a count"),
        c.t("Đếm dòng có ô số ý kiến để trống", "Rows whose opinions cell is blank, counted"),
    );
    Some(Told {
        weight: 54.0,
        kind: "uncounted",
        about: String::new(),
        subject: "uncounted".to_owned(),
        words: c.say(
            "{count} dòng của {places} nêu chủ đề mà không ghi số ý kiến, nên không tính vào tỷ trọng",
            plural(
                crate::model::Lang::En,
                number,
                "",
                "in {places}, {count} row names a topic without the number of questions and does not count in the shares",
                "in {places}, {count} rows name a topic without the number of questions and do not count in the shares",
            ),
            &[("count", count.into()), ("places", c.place_list(&places, 3).into())],
        ),
    })
}

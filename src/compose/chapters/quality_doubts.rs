//! How many doubts and conflicts the checks across rows found, and what becomes of the figures concerned.

use crate::clean::Check;
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::report::Span;
use crate::compose::sentences::Phrase;
use crate::model::rule::Severity;
use crate::model::{Level, Rule};

/// What a check says of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finding {
    /// Rows contradict each other: none is used.
    Conflict,
    /// A figure is used, with a doubt.
    Doubt,
    /// A figure cannot be computed.
    NoFigure,
    /// A file, a setting or a note is not what it should be.
    Remark,
    /// Rows are sound and not shown, which the account of the rows tells.
    NotShown,
}

fn finding(rule: Rule) -> Finding {
    match rule {
        _ if rule.severity() == Severity::Conflict => Finding::Conflict,
        Rule::PartsNotCombined => Finding::NoFigure,
        Rule::RowsNotShown => Finding::NotShown,
        Rule::FileEmpty
        | Rule::EncodingUnsure
        | Rule::CorrectionUnused
        | Rule::SettingUnused
        | Rule::NoteUnused => Finding::Remark,
        _ => Finding::Doubt,
    }
}

/// Whether there is anything to say of the checks.
pub(super) fn any(c: &Composer<'_>) -> bool {
    c.audit.checks.iter().any(|check| finding(check.rule) != Finding::NotShown)
}

/// The kinds of places that figures are of, and what those places are made up of in the periods concerned.
fn made_up(c: &Composer<'_>, checks: &[&Check]) -> (String, String) {
    let mut kinds: Vec<(Level, String)> = Vec::new();
    let mut below: Vec<String> = Vec::new();
    for (place, period) in checks.iter().filter_map(|check| Some((check.place.as_ref()?, check.period?))) {
        let (vi, _, en) = c.place_noun(place);
        kinds.push((place.level, c.t(vi, en)));
        let (vi, en) = c.parts_of(place, period);
        below.push(c.t(vi, en));
    }
    kinds.sort();
    kinds.dedup();
    below.sort();
    below.dedup();
    let all = |words: Vec<String>| words.join(c.lang.pick(" hoặc ", " or "));
    (all(kinds.into_iter().map(|(_, words)| words).collect()), all(below))
}

/// Counts of doubts and conflicts, and of figures that could not be computed.
pub(super) fn doubts(c: &Composer<'_>) -> Phrase {
    let of = |wanted: Finding| -> Vec<&Check> {
        c.audit.checks.iter().filter(|check| finding(check.rule) == wanted).collect()
    };
    let span = |name: &str, checks: &[&Check], (vi, one, many): (&str, &str, &str), title: String| -> Span {
        let count = u64::try_from(checks.len()).unwrap_or(u64::MAX);
        c.counted_lines(
            &format!("quality/{name}"),
            format!("{}\u{a0}{}", c.n.count(count), plural(c.lang, count, vi, one, many)),
            title,
            c.t("Đếm kết quả đối chiếu giữa các dòng", "Findings of the checks across rows, counted"),
            checks.iter().flat_map(|check| check.origins.iter().copied()),
        )
    };
    let (conflicts, doubtful) = (of(Finding::Conflict), of(Finding::Doubt));
    let (uncomputed, remarks) = (of(Finding::NoFigure), of(Finding::Remark));
    let slots = [
        (
            "conflicts",
            span(
                "conflicts",
                &conflicts,
                ("mâu thuẫn", "conflict", "conflicts"),
                c.t("Mâu thuẫn", "Conflicts"),
            )
            .into(),
        ),
        (
            "doubts",
            span("doubts", &doubtful, ("điểm nghi vấn", "doubt", "doubts"), c.t("Điểm nghi vấn", "Doubts"))
                .into(),
        ),
        (
            "none",
            c.counted(
                "quality/no_checks",
                c.t("không thấy mâu thuẫn hay nghi vấn nào", "found neither conflict nor doubt"),
                c.t("Mâu thuẫn và điểm nghi vấn", "Conflicts and doubts"),
                c.t("Đếm kết quả đối chiếu giữa các dòng", "Findings of the checks across rows, counted"),
            )
            .into(),
        ),
    ];
    let mut parts = vec![match (conflicts.is_empty(), doubtful.is_empty()) {
        // What could not be computed is a finding, so that there is not none.
        (true, true) if !uncomputed.is_empty() => Phrase::default(),
        (true, true) => c.say("đối chiếu giữa các dòng {none}", "checks across rows {none}", &slots),
        (true, false) => c.say(
            "đối chiếu giữa các dòng phát hiện {doubts}; số liệu vẫn được dùng và nghi vấn được ghi rõ bên cạnh",
            "checks across rows found {doubts}: the figures are used, and the doubt stands beside them",
            &slots,
        ),
        (false, true) => c.say(
            "đối chiếu giữa các dòng phát hiện {conflicts}; không dòng nào trong số đó được dùng",
            "checks across rows found {conflicts}: none of those rows is used",
            &slots,
        ),
        (false, false) => c.say(
            "đối chiếu giữa các dòng phát hiện {conflicts} (không dòng nào được dùng) và {doubts} (vẫn dùng và ghi rõ bên cạnh)",
            "checks across rows found {conflicts} (none of those rows is used) and {doubts} (used, and said beside the figure)",
            &slots,
        ),
    }];
    if !uncomputed.is_empty() {
        let figures = span(
            "not_computed",
            &uncomputed,
            ("số liệu", "figure", "figures"),
            c.t("Số liệu không tính được", "Figures that could not be computed"),
        );
        let (wholes, below) = made_up(c, &uncomputed);
        parts.push(c.say(
            "không tính được {figures} của {wholes} vì số của {below} không đủ để cộng",
            "{figures} of {wholes} could not be computed, because the figures of {below} are not complete enough to add up",
            &[("figures", figures.into()), ("wholes", wholes.into()), ("below", below.into())],
        ));
    }
    if !remarks.is_empty() {
        let one = remarks.len() == 1;
        let remarks = span(
            "remarks",
            &remarks,
            ("lưu ý", "remark", "remarks"),
            c.t("Lưu ý về tệp và thiết lập", "Remarks on files and settings"),
        );
        parts.push(c.say(
            "có {remarks} về tệp, thiết lập hoặc lời của đơn vị",
            if one {
                "there is {remarks} on files, settings or notes"
            } else {
                "there are {remarks} on files, settings or notes"
            },
            &[("remarks", remarks.into())],
        ));
    }
    Phrase::joined(parts.into_iter().filter(|part| !part.is_empty()).collect(), "; ", "; ")
}

//! The chapter on the quality of the figures: every row accounted for, what was left out and why.

use super::not_shown;
pub(super) use super::quality_doubts::doubts;
use super::quality_tables::{
    MOST_LISTED, by_rule, check_table, file_name, file_table, rejection_table, rule_count, rule_table,
};
use std::collections::BTreeMap;

use crate::analyse::summary::NotCombined;
use crate::clean::Account;
use crate::compose::composer::Composer;
use crate::compose::names::{list, plural, to_name};
use crate::compose::report::{Block, Chapter, Span};
use crate::compose::sentences::{Phrase, paragraph};
use crate::ingest::ExportKind;

/// What became of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Read,
    Used,
    SetAside,
    Rejected,
}

/// That the exports hold rows of this kind of which none can be used; nothing where that is not so.
pub(super) fn none_usable(c: &Composer<'_>, kind: ExportKind) -> Option<Phrase> {
    let files = || c.audit.files.iter().filter(|account| account.kind == kind);
    let read: u64 = files().map(|account| account.read).sum();
    if read == 0 || files().any(|account| account.used > 0) {
        return None;
    }
    let (vi, en) = match kind {
        ExportKind::Commitments => ("cam kết", "commitments"),
        _ => ("mục tiêu", "targets"),
    };
    let count = c.counted(
        &format!("quality/read/{}", if kind == ExportKind::Commitments { "commitments" } else { "targets" }),
        c.n.count(read),
        c.t("Dòng số liệu đã đọc", "Data rows read"),
        c.t("Dòng số liệu của các tệp loại này", "Data rows of the files of this kind"),
    );
    Some(c.say(
        "không dòng nào trong {count} dòng {what} dùng được; lý do nêu ở chương Chất lượng số liệu",
        match read {
            1 => "the only row of {what} cannot be used; the chapter on the quality of the figures says why",
            _ => "none of the {count} rows of {what} can be used; the chapter on the quality of the figures says why",
        },
        &[("count", count.into()), ("what", c.t(vi, en).into())],
    ))
}

/// A count of rows of all files.
pub(super) fn rows(c: &Composer<'_>, fate: Fate) -> (u64, Span) {
    let of = |account: &Account| match fate {
        Fate::Read => account.read,
        Fate::Used => account.used,
        Fate::SetAside => account.set_aside(),
        Fate::Rejected => account.rejected,
    };
    let count = c.audit.files.iter().map(of).sum();
    let (name, title, formula) = match fate {
        Fate::Read => (
            "read",
            c.t("Dòng số liệu đã đọc", "Data rows read"),
            c.t(
                "Dòng số liệu của mọi tệp; tiêu đề, dòng trống, chữ ký không tính",
                "Data rows of all files; titles, blank lines and signatures apart",
            ),
        ),
        Fate::Used => (
            "used",
            c.t("Dòng được dùng", "Rows used"),
            match c.audit.unshown.is_empty() {
                true => c.t("Dòng có số liệu đi vào báo cáo", "Rows whose figures enter the report"),
                false => c.t(
                    "Dòng hợp lệ, kể cả dòng có số liệu không được trình bày",
                    "Sound rows, also those with figures that are not shown",
                ),
            },
        ),
        Fate::SetAside => (
            "set_aside",
            c.t("Dòng để riêng", "Rows set aside"),
            c.t(
                "Dòng tổng cộng, dòng không có số liệu và dòng lặp",
                "Total rows, rows without data and repeated rows",
            ),
        ),
        Fate::Rejected => (
            "rejected",
            c.t("Dòng bị loại", "Rows rejected"),
            c.t(
                "Dòng sai quy tắc hoặc mâu thuẫn với dòng khác",
                "Rows that break a rule or contradict another row",
            ),
        ),
    };
    let span = c.figure(&crate::model::FigureId(format!("quality/{name}")), c.n.count(count), || {
        let mut e = crate::compose::report::Explanation::new(title, c.n.count(count), formula);
        let named = to_name(c.audit.files.len(), 12);
        for account in c.audit.files.iter().take(named) {
            e = e.plain(file_name(account), c.n.count(of(account)));
        }
        if let Some(rest) = c.audit.files.len().checked_sub(named).filter(|rest| *rest > 0) {
            e.more = c.t(&format!("và {rest} tệp khác"), &format!("and {rest} more files"));
        }
        e
    });
    (count, span)
}

/// A merged unit without a figure, told with its parts.
pub(super) fn not_combined(c: &Composer<'_>, unit: &NotCombined) -> Phrase {
    // A part that carries the name of the unit is its former self.
    let name = |part: &std::sync::Arc<str>| match *part == unit.place.name {
        true => c.t(&format!("{part} cũ"), &format!("the former {part}")),
        false => part.to_string(),
    };
    let have: Vec<String> = unit.parts_reported.iter().map(name).collect();
    let missing: Vec<String> =
        unit.parts_expected.iter().filter(|part| !unit.parts_reported.contains(part)).map(name).collect();
    let id =
        c.id("not_combined", &unit.place, unit.period, &[&unit.measure, &unit.period.to_string(), "parts"]);
    let parts = c.t(
        &format!("{}/{}", have.len(), unit.parts_expected.len()),
        &format!("{} of {}", have.len(), unit.parts_expected.len()),
    );
    let parts = c.figure(&id, parts.clone(), || {
        crate::compose::report::Explanation::new(
            c.t("Số phần có số liệu của ", "Parts with a figure of ") + &c.place_in(&unit.place),
            parts,
            c.t(
                "Đơn vị sáp nhập chỉ có số liệu khi mọi đơn vị cũ đều có chỉ tiêu và kỳ đó",
                "A merged unit has a figure only when all its predecessors have that indicator and period",
            ),
        )
        .resting_on(c, &unit.origins)
    });
    let measure = match unit.measure.split_once('/') {
        Some(("teams", _)) => c.t("số tổ công nghệ số cộng đồng", "community digital teams"),
        _ => c.indicator_subject(&unit.measure),
    };
    let slots = [
        ("have", list(c.lang, &have, 3, ("đơn vị", "unit", "units")).into()),
        ("missing", list(c.lang, &missing, 3, ("đơn vị", "unit", "units")).into()),
        ("unit", c.place_full(&unit.place).into()),
        ("period", c.n.period(unit.period).into()),
        ("measure", measure.into()),
        ("parts", parts.into()),
    ];
    if unit.no_base {
        return c.say(
            "{have} nay thuộc {unit}; các đơn vị cũ chỉ có tỷ lệ mà không có mẫu số ({parts} có số liệu), nên không gộp được {measure} {period}",
            "{have} now make up {unit}; they give percentages without a base (figures for {parts}), so {measure} for {period} cannot be combined",
            &slots,
        );
    }
    c.say(
        "{have} nay thuộc {unit}; phần còn lại ({missing}) chưa có số liệu ({parts} đơn vị cũ có số liệu), nên chưa tính được {measure} {period} của đơn vị mới",
        "{have} is now part of {unit}; the rest of it ({missing}) has no figure, so for {period} there is no figure on {measure} of the new unit (figures for {parts} former units)",
        &slots,
    )
}

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = Vec::new();
    // Reasons and doubts stand at the head of the section that lists them, where there is one.
    let none = if c.audit.checks.is_empty() { doubts(c) } else { Phrase::default() };
    blocks.push(Block::Paragraph(paragraph([accounting(c), none])));
    if !c.audit.files.is_empty() {
        blocks.push(file_table(c));
    }
    blocks.extend(super::sources::sources(c));
    for unusable in c.audit.unusable.iter().take(MOST_LISTED) {
        let text = format!("{}: {}", unusable.source.file, unusable.problem.get(c.lang));
        blocks.push(Block::Note(paragraph([Phrase::from(text)])));
    }
    if !c.audit.rejections.is_empty() {
        blocks.push(heading(c, "quality-rejected", "Dòng bị loại", "Rows rejected"));
        blocks.push(Block::Paragraph(paragraph([reasons(c)])));
        if c.audit.rejections.len() > MOST_LISTED {
            blocks.push(rule_table(c));
        }
        blocks.push(rejection_table(c));
    }
    if !c.audit.checks.is_empty() {
        blocks.push(heading(c, "quality-checks", "Điểm nghi vấn và mâu thuẫn", "Doubts and conflicts"));
        blocks.push(Block::Paragraph(paragraph([doubts(c)])));
        blocks.push(check_table(c));
    }
    let units = latest_not_combined(c);
    if !units.is_empty() {
        blocks.push(heading(c, "quality-borders", "Địa giới", "Boundaries"));
        let mut told: Vec<Vec<Span>> = Vec::new();
        for said in units.iter().map(|unit| not_combined(c, unit).sentence().0) {
            // Several measures of the teams miss the same part.
            let text = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
            if told.len() < 8 && told.iter().all(|other| text(other) != text(&said)) {
                told.push(said);
            }
        }
        blocks.push(Block::List(told));
    }
    Chapter {
        id: "quality".to_owned(), title: c.t("Chất lượng số liệu", "Quality of the figures"), blocks
    }
}

/// The latest period of each merged unit and measure.
pub(super) fn latest_not_combined<'a>(c: &Composer<'a>) -> Vec<&'a NotCombined> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let mut latest: BTreeMap<(&crate::model::Place, &str), &NotCombined> = BTreeMap::new();
    for unit in &summary.not_combined {
        let entry = latest.entry((&unit.place, &unit.measure)).or_insert(unit);
        if unit.period > entry.period {
            *entry = unit;
        }
    }
    latest.into_values().collect()
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// `Trong 57 dòng số liệu đọc từ 5 tệp, 50 dòng được dùng, 1 dòng để riêng và 6 dòng bị loại`.
pub(super) fn accounting(c: &Composer<'_>) -> Phrase {
    let files = u64::try_from(c.audit.files.len()).unwrap_or(u64::MAX);
    let text = match files {
        0 => c.t("không có tệp số liệu nào", "no file of figures"),
        files => format!("{}\u{a0}{}", c.n.count(files), plural(c.lang, files, "tệp", "file", "files")),
    };
    let span = c.counted(
        "quality/files",
        text,
        c.t("Số tệp đã đọc", "Files read"),
        c.t("Đếm tệp và trang tính nhận ra được", "Files and sheets that were recognised, counted"),
    );
    let (read, read_span) = rows(c, Fate::Read);
    let mut slots = vec![("files", span.into()), ("read", read_span.into())];
    if files == 0 {
        return c.say("{files} được đọc", "{files} was read", &slots);
    }
    if read == 0 {
        return c.say(
            "{files} nhận được không có dòng số liệu nào",
            "the {files} received hold no row of figures",
            &slots,
        );
    }
    let told = not_shown::told(c);
    let used = match &told {
        None => (Fate::Used, "{n} dòng được dùng", "{n} is used", "{n} are used"),
        Some(_) => (Fate::Used, "{n} dòng hợp lệ", "{n} is sound", "{n} are sound"),
    };
    let fates = [
        used,
        (Fate::SetAside, "{n} dòng để riêng", "{n} is set aside", "{n} are set aside"),
        (Fate::Rejected, "{n} dòng bị loại", "{n} is rejected", "{n} are rejected"),
    ];
    let mut parts = Vec::new();
    for (fate, vi, one, many) in fates {
        let (count, span) = rows(c, fate);
        if count == read && fate == Fate::Used {
            if let Some(told) = told {
                slots.push(("told", told));
                return c.say(
                    if read == 1 {
                        "{read} dòng số liệu đọc từ {files} hợp lệ; {told}"
                    } else {
                        "cả {read} dòng số liệu đọc từ {files} đều hợp lệ; {told}"
                    },
                    if read == 1 {
                        "the {read} row of figures read from {files} is sound; {told}"
                    } else {
                        "all {read} rows read from {files} are sound; {told}"
                    },
                    &slots,
                );
            }
            return c.say(
                if read == 1 {
                    "{read} dòng số liệu đọc từ {files} được dùng"
                } else {
                    "cả {read} dòng số liệu đọc từ {files} đều được dùng"
                },
                if read == 1 {
                    "the {read} row of figures read from {files} is used"
                } else {
                    "all {read} rows read from {files} are used"
                },
                &slots,
            );
        }
        if count > 0 {
            parts.push(c.say(vi, if count == 1 { one } else { many }, &[("n", span.into())]));
        }
    }
    slots.push(("parts", Phrase::joined(parts, ", ", c.lang.pick(" và ", " and "))));
    let accounted = c.say(
        "trong {read} dòng số liệu đọc từ {files}, {parts}",
        match read {
            1 => "of the {read} row read from {files}, {parts}",
            _ => "of the {read} rows read from {files}, {parts}",
        },
        &slots,
    );
    match told {
        Some(told) => Phrase::joined(vec![accounted, told], "; ", "; "),
        None => accounted,
    }
}

/// Why rows were left out, most frequent reason first.
pub(super) fn reasons(c: &Composer<'_>) -> Phrase {
    let rules = by_rule(c);
    if rules.is_empty() {
        return Phrase::default();
    }
    let named = to_name(rules.len(), 3);
    let shown: Vec<Phrase> = rules
        .iter()
        .take(named)
        .map(|(rule, rows)| {
            let (vi, en) = rule.title();
            c.say(
                "{title} ({n} dòng)",
                "{title} ({n})",
                &[("title", c.t(vi, en).into()), ("n", rule_count(c, *rule, rows).into())],
            )
        })
        .collect();
    let more = match rules.len() - named {
        0 => String::new(),
        rest => c.t(&format!("; và {rest} lý do khác"), &format!("; and {rest} other reasons")),
    };
    c.say(
        "lý do loại: {shown}{more}",
        "reasons for rejection: {shown}{more}",
        &[("shown", Phrase::joined(shown, "; ", "; ")), ("more", more.into())],
    )
}

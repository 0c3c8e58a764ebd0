//! Sound rows whose figures the report does not show: on its borders, or of its year.

use super::told::Told;
use crate::clean::audit::Why;
use crate::compose::composer::Composer;
use crate::compose::report::{Explanation, Span};
use crate::compose::sentences::Phrase;
use crate::model::FigureId;

/// How many rows there are; nothing where all figures are shown.
pub(super) fn rows(c: &Composer<'_>) -> Option<Span> {
    let parts = &c.audit.unshown;
    let count: u64 = parts.iter().map(|part| part.rows).sum();
    if count == 0 {
        return None;
    }
    let text = c.n.count(count);
    Some(c.figure(&FigureId("quality/not_shown".to_owned()), text.clone(), || {
        let mut e = Explanation::new(
            c.t("Dòng có số liệu không được trình bày", "Rows with figures that are not shown"),
            text,
            c.t(
                "Dòng hợp lệ có số liệu của kỳ hoặc đơn vị mà địa giới và năm của báo cáo không trình bày",
                "Sound rows with figures of periods or places that the boundaries and the year of the report do not show",
            ),
        );
        for part in parts {
            e = e.plain(part.told(c.audit, c.lang), c.n.count(part.rows));
        }
        e
    }))
}

/// The files and periods.
fn which(c: &Composer<'_>) -> String {
    c.audit.unshown.iter().map(|part| part.told(c.audit, c.lang)).collect::<Vec<_>>().join("; ")
}

/// `số liệu của 3.299 dòng (coverage.csv, năm 2025) không được trình bày`.
pub(super) fn told(c: &Composer<'_>) -> Option<Phrase> {
    let slots = [("rows", rows(c)?.into()), ("which", which(c).into())];
    let one = c.audit.unshown.iter().map(|part| part.rows).sum::<u64>() == 1;
    Some(c.say(
        "số liệu của {rows} dòng ({which}) không được trình bày",
        if one {
            "the figures of {rows} row ({which}) are not shown"
        } else {
            "the figures of {rows} rows ({which}) are not shown"
        },
        &slots,
    ))
}

/// Whether periods that end after the former borders are among them.
pub(in crate::compose) fn ended(c: &Composer<'_>) -> bool {
    c.audit.unshown.iter().any(|part| part.why == Why::Ended)
}

/// The doubt of the director's page. That later years stay out is what was asked for; that figures have no place on
/// the borders may not be known to who chose them.
pub(super) fn doubt(c: &Composer<'_>) -> Option<Told> {
    let told = told(c)?;
    let mut reasons: Vec<Why> = c.audit.unshown.iter().map(|part| part.why).collect();
    reasons.dedup();
    let weight = if reasons.iter().all(|why| matches!(why, Why::Later(_))) { 45.0 } else { 80.0 };
    let reasons = reasons.into_iter().map(|why| Phrase::from(why.text().get(c.lang).to_owned())).collect();
    Some(Told {
        weight,
        kind: "not_shown",
        about: String::new(),
        subject: "not_shown".to_owned(),
        words: c.say(
            "{told}, vì {reasons}",
            "{told}, being {reasons}",
            &[("told", told), ("reasons", Phrase::joined(reasons, "; ", "; "))],
        ),
    })
}

//! Wide forms: one column an indicator, a part (covered, total, percentage) or a period.

use std::sync::Arc;

use crate::model::fold::{fold, tidy};
use crate::model::table::{COVERED, PERCENT, TOTAL};

use super::captions::{Candidate, Parts, is_part, lower_caption, shares_caption};
use super::header::HeadRow;
use super::{Caption, Role, WideColumn};

/// Gives each measure column of a wide form its indicator, part and period.
pub(super) fn wide_measures(
    candidates: &[Arc<Candidate>],
    fields: &[Parts],
    data: &[HeadRow],
    caption: &Caption,
    roles: &mut [Role],
) {
    let free = |i: usize, roles: &[Role]| roles[i] == Role::Ignored;
    let covered = |i: usize| {
        candidates[i].measures.iter().filter(|(_, part)| *part == COVERED).map(|(id, _)| id).next().cloned()
    };
    let mut named = false;
    for i in 0..roles.len() {
        let candidate = &candidates[i];
        if !free(i, roles) || candidate.measures.is_empty() {
            continue;
        }
        // One caption ("tổng số thôn") may serve several indicators: the neighbours tell, then the title.
        let serves = |id: &Arc<str>| candidate.measures.iter().find(|(other, _)| other == id).cloned();
        let near = neighbours(i, roles.len()).filter_map(covered).find_map(|id| serves(&id));
        let titled = caption.indicator.as_ref().and_then(serves);
        let chosen = match &candidate.measures[..] {
            [only] => Some(only.clone()),
            several => near.or(titled).or_else(|| several.first().cloned()),
        };
        if let Some((id, part)) = chosen {
            let period = candidate.period.as_deref().map(Arc::from);
            roles[i] =
                Role::Wide(WideColumn { indicator: Some(id), measure: part, period, also: Vec::new() });
            named = true;
        }
    }
    // "Tỷ lệ (%)", "2022": the indicator is that of the neighbour, or the one in the title.
    for i in 0..roles.len() {
        let candidate = &candidates[i];
        let part = candidate.column.filter(|col| is_part(*col));
        if !free(i, roles) || (part.is_none() && candidate.period.is_none()) {
            continue;
        }
        let of_neighbour = neighbours(i, roles.len()).take_while(|_| named).find_map(|j| match &roles[j] {
            Role::Wide(wide)
                if candidates[j].measures.iter().any(|(id, _)| Some(id) == wide.indicator.as_ref()) =>
            {
                wide.indicator.clone()
            }
            _ => None,
        });
        let Some(indicator) = of_neighbour.or_else(|| caption.indicator.clone()) else { continue };
        let period = candidate.period.as_deref().map(Arc::from);
        let measure = part.unwrap_or(PERCENT);
        roles[i] = Role::Wide(WideColumn { indicator: Some(indicator), measure, period, also: Vec::new() });
    }
    part_totals(fields, roles);
    share_totals(candidates, roles);
    let measured = roles.iter().any(|role| matches!(role, Role::Wide(_)));
    if measured {
        return;
    }
    // Indicators that nobody registered come as they are, where a column shows plainly that it holds one.
    for (i, parts) in fields.iter().enumerate() {
        let text = parts.join(" / ");
        let folded = fold(&text);
        let rate = text.contains('%')
            || ["ty le ", "ti le ", "rate of ", "share of "].iter().any(|w| folded.starts_with(w));
        let numbers =
            data.iter().filter(|row| row.cell(i).starts_with(|ch: char| ch.is_ascii_digit())).count();
        let named = folded.split(' ').filter(|word| !word.is_empty()).count() >= 2;
        if free(i, roles)
            && candidates[i].column.is_none()
            && rate
            && named
            && !is_serial(&folded)
            && numbers * 2 > data.len()
        {
            let indicator = Some(Arc::from(tidy(&text)));
            roles[i] = Role::Wide(WideColumn { indicator, measure: PERCENT, period: None, also: Vec::new() });
        }
    }
}

/// "Số thôn" below the name of an indicator is the base only beside a count of those reached. Beside "Tổng số thôn" it
/// is that count; by itself it may be either, and is not read.
fn part_totals(fields: &[Parts], roles: &mut [Role]) {
    for i in 0..roles.len() {
        let Role::Wide(wide) = &roles[i] else { continue };
        let lower = lower_caption(&fields[i]).map(fold).unwrap_or_default();
        if wide.measure != TOTAL || !lower.starts_with("so ") || !shares_caption(fields, i) {
            continue;
        }
        let beside = |part| {
            roles.iter().enumerate().any(|(j, role)| match role {
                Role::Wide(other) => {
                    j != i
                        && other.measure == part
                        && other.indicator == wide.indicator
                        && other.period == wide.period
                }
                _ => false,
            })
        };
        let role = match (beside(COVERED), beside(TOTAL)) {
            (true, _) => continue,
            (false, true) => Role::Wide(WideColumn { measure: COVERED, ..wide.clone() }),
            (false, false) => Role::Ignored,
        };
        roles[i] = role;
    }
}

/// One "Tổng số xã" serves every indicator that counts communes covered and has no total of its own.
fn share_totals(candidates: &[Arc<Candidate>], roles: &mut [Role]) {
    for i in 0..roles.len() {
        let Role::Wide(total) = &roles[i] else { continue };
        if total.measure != TOTAL {
            continue;
        }
        let has = |id: &Arc<str>, part| {
            roles.iter().any(|role| match role {
                Role::Wide(wide) => {
                    wide.measure == part
                        && wide.period == total.period
                        && (wide.indicator.as_ref() == Some(id) || wide.also.contains(id))
                }
                _ => false,
            })
        };
        let mut also: Vec<Arc<str>> = Vec::new();
        for (id, part) in &candidates[i].measures {
            if *part == TOTAL && !also.contains(id) && has(id, COVERED) && !has(id, TOTAL) {
                also.push(Arc::clone(id));
            }
        }
        if let Role::Wide(total) = &mut roles[i] {
            total.also = also;
        }
    }
}

pub(super) fn is_serial(folded: &str) -> bool {
    matches!(folded, "" | "tt" | "stt" | "so tt" | "so thu tu" | "no" | "id" | "code" | "ma")
}

/// Fields beside `i`, the nearest first, those to the left before those to the right.
fn neighbours(i: usize, len: usize) -> impl Iterator<Item = usize> {
    (0..i).rev().chain(i + 1..len)
}

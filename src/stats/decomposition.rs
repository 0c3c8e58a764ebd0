//! What moved a ratio of sums: levels of the parts, or their weights.

/// One part of a whole at two times: what is covered, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Covered and total at the first time.
    pub before: (u64, u64),
    /// Covered and total at the second time.
    pub after: (u64, u64),
}

/// What one part contributes to the change of the whole, in the whole's unit (a proportion).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Because its level moved: mean weight · change of level.
    pub level: f64,
    /// Because its weight moved: change of weight · (mean level − mean level of the whole).
    pub weight: f64,
}

/// Splits the change of Σcovered / Σtotal into a level and a weight effect of each part.
///
/// With weights w = total/Σtotal, rates r = covered/total and the whole R = Σ w·r, each part contributes
/// w̄·Δr and Δw·(r̄ − R̄), bars being means of the two times; since Σ Δw = 0 these add up to ΔR without a remainder.
/// `None` where a part has no base at either time. Source: Kitagawa (1955), JASA 50:1168–1194.
pub fn decompose(parts: &[Part]) -> Option<Vec<Contribution>> {
    let sum = |pick: fn(&Part) -> u64| parts.iter().map(pick).sum::<u64>() as f64;
    let (total_before, total_after) = (sum(|part| part.before.1), sum(|part| part.after.1));
    if parts.is_empty() || parts.iter().any(|part| part.before.1 == 0 || part.after.1 == 0) {
        return None;
    }
    let whole_before = sum(|part| part.before.0) / total_before;
    let whole_after = sum(|part| part.after.0) / total_after;
    let whole = f64::midpoint(whole_before, whole_after);
    let rate = |(covered, total): (u64, u64)| covered as f64 / total as f64;
    Some(
        parts
            .iter()
            .map(|part| {
                let (before, after) = (rate(part.before), rate(part.after));
                let (w0, w1) = (part.before.1 as f64 / total_before, part.after.1 as f64 / total_after);
                Contribution {
                    level: f64::midpoint(w0, w1) * (after - before),
                    weight: (w1 - w0) * (f64::midpoint(before, after) - whole),
                }
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn worked_by_hand() {
        // 50/100 and 90/100 → 60/100 and 270/300: 0.70 → 0.825.
        let parts =
            [Part { before: (50, 100), after: (60, 100) }, Part { before: (90, 100), after: (270, 300) }];
        let found = decompose(&parts).unwrap();
        let expected = [(0.375 * 0.1, -0.25 * (0.55 - 0.7625)), (0.0, 0.25 * (0.9 - 0.7625))];
        for (found, (level, weight)) in found.iter().zip(expected) {
            assert!(
                (found.level - level).abs() < 1e-15 && (found.weight - weight).abs() < 1e-15,
                "{found:?}"
            );
        }
        let sum: f64 = found.iter().map(|c| c.level + c.weight).sum();
        assert!((sum - 0.125).abs() < 1e-15);
    }

    #[test]
    fn undefined_without_a_base() {
        assert_eq!(decompose(&[]), None);
        assert_eq!(decompose(&[Part { before: (0, 0), after: (1, 2) }]), None);
    }

    proptest::proptest! {
        #[test]
        fn adds_up(cells in proptest::collection::vec((1u64..9999, 1u64..9999, 0.0f64..=1.0, 0.0f64..=1.0), 1..70)) {
            let part = |&(t0, t1, r0, r1): &(u64, u64, f64, f64)| Part {
                before: ((t0 as f64 * r0) as u64, t0),
                after: ((t1 as f64 * r1) as u64, t1),
            };
            let parts: Vec<Part> = cells.iter().map(part).collect();
            let rate = |pick: fn(&Part) -> (u64, u64)| {
                let (covered, total) = parts.iter().map(pick).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
                covered as f64 / total as f64
            };
            let change = rate(|part| part.after) - rate(|part| part.before);
            let sum: f64 = decompose(&parts).unwrap().iter().map(|c| c.level + c.weight).sum();
            assert!((sum - change).abs() < 1e-12, "{sum} {change}");
        }
    }
}

//! Diversity of a distribution (Shannon 1948).

/// Shannon's H of `counts`, in nats: −Σ pᵢ ln pᵢ over the counts that are not 0; `None` where all are 0.
pub fn shannon(counts: &[u64]) -> Option<f64> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let total = total as f64;
    let sum: f64 = counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = count as f64 / total;
            share * share.ln()
        })
        .sum();
    Some((-sum).max(0.0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(shannon(&[]), None);
        assert_eq!(shannon(&[0, 0]), None);
        assert_eq!(shannon(&[5, 0]), Some(0.0));
        // k equal parts: ln k.
        assert!((shannon(&[3, 3, 3, 3]).unwrap() - 4f64.ln()).abs() < 1e-15);
        // scipy.stats.entropy([1, 2, 3, 4])
        assert!((shannon(&[1, 2, 3, 4]).unwrap() - 1.279_854_225_833_667_5).abs() < 1e-14);
    }
}

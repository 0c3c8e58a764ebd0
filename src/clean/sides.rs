//! The rows of a conflict as messages tell them: all of a few, or the first ones and how many more there are.

use crate::model::numbers::{EN, VI};

/// One row, in Vietnamese and in English.
pub type Told = (String, String);

/// Rows that are told where there are more than this and one.
const SHOWN: usize = 3;

/// The rows of a conflict but the one at `but`, with `between` between them.
pub fn listed(sides: &[Told], but: Option<usize>, between: &str) -> Told {
    let count = sides.len() - usize::from(but.is_some_and(|but| but < sides.len()));
    let shown = if count > SHOWN + 1 { SHOWN } else { count };
    let rows = sides.iter().enumerate().filter(|(i, _)| Some(*i) != but).take(shown);
    let (vi, en): (Vec<&str>, Vec<&str>) = rows.map(|(_, (vi, en))| (&**vi, &**en)).unzip();
    let (mut vi, mut en) = (vi.join(between), en.join(between));
    let more = (count - shown) as u64;
    if more > 0 {
        vi += &format!(" và {} dòng khác", VI.count(more));
        en += &format!(" and {} other rows", EN.count(more));
    }
    (vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_told_and_many_are_counted() {
        let sides = |n: usize| -> Vec<Told> { (1..=n).map(|i| (format!("v{i}"), format!("e{i}"))).collect() };
        assert_eq!(listed(&sides(2), Some(0), ", ").0, "v2");
        assert_eq!(listed(&sides(4), None, " ≠ ").1, "e1 ≠ e2 ≠ e3 ≠ e4");
        assert_eq!(listed(&sides(5), Some(1), ", ").0, "v1, v3, v4, v5");
        assert_eq!(listed(&sides(5), None, " ≠ ").0, "v1 ≠ v2 ≠ v3 và 2 dòng khác");
        assert_eq!(listed(&sides(2000), Some(0), ", ").1, "e2, e3, e4 and 1,996 other rows");
    }
}

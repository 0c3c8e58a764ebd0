//! The groups of tests of a run, and what they can show at all.

use crate::analyse::summary::Family;
use crate::compose::composer::Composer;
use crate::compose::names;
use crate::compose::report::{Block, Table, TableRow};
use crate::compose::tables::{figure, number, number_column, text_column, words};

/// Periods from which the report speaks of a trend.
pub(in crate::compose) const FEWEST_PERIODS: usize = 5;

/// The smallest two-sided p that a perfect run of `n` distinct values can have.
fn least_p(n: usize) -> f64 {
    let n = n as f64;
    let s = n * (n - 1.0) / 2.0;
    let variance = n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;
    let z = (s - 1.0).max(0.0) / variance.sqrt();
    erfc(z / std::f64::consts::SQRT_2)
}

/// The complementary error function, by the continued fraction and series of Abramowitz and Stegun 7.1.26;
/// good to 1.5e-7, which is more than its printed digits need.
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = t
        * (0.254_829_592
            + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    poly * (-x * x).exp()
}

/// The groups in which something is tested; nothing where no series is long enough for a verdict.
pub(super) fn families(c: &Composer<'_>) -> Option<Block> {
    let tested: Vec<&Family> = c.summary.families.iter().filter(|family| family.tests > 0).collect();
    if tested.iter().all(|family| family.longest < FEWEST_PERIODS) {
        return None;
    }
    // Groups of one kind with series as long show the same: they share a row.
    let mut kinds: Vec<(String, Vec<&Family>)> = Vec::new();
    for family in tested {
        let kind = kind_name(c, family);
        let same = |(name, of): &&mut (String, Vec<&Family>)| {
            *name == kind && of.iter().all(|other| other.longest == family.longest)
        };
        match kinds.iter_mut().find(same) {
            Some((_, of)) => of.push(family),
            None => kinds.push((kind, vec![family])),
        }
    }
    let rows = kinds
        .iter()
        .map(|(kind, of)| {
            let longest = of.iter().map(|family| family.longest).max().unwrap_or_default();
            let least = least_p(longest);
            let whole = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            let plain = |count: usize| number(c.n.count(whole(count)), count as f64);
            let (name, tests, found) = match of.as_slice() {
                [only] => {
                    let name = family_name(c, only);
                    let (tests, found) = c.family_tests(only, &name);
                    (
                        name,
                        figure(Some(tests), Some(only.tests as f64)),
                        figure(Some(found), Some(only.found as f64)),
                    )
                }
                several => (
                    kind.clone(),
                    plain(several.iter().map(|family| family.tests).sum()),
                    plain(several.iter().map(|family| family.found).sum()),
                ),
            };
            TableRow {
                cells: vec![
                    words(name),
                    plain(of.len()),
                    tests,
                    plain(longest),
                    number(c.n.probability(least), least),
                    found,
                ],
                strong: false,
                ..TableRow::default()
            }
        })
        .collect();
    let table = Table {
        id: "methods-families".to_owned(),
        title: c.t("Các nhóm kiểm định xu hướng", "Groups of trend tests and what they can show"),
        columns: vec![
            text_column(c.t("Nhóm kiểm định", "Group")),
            number_column(c.t("Số nhóm", "Groups"), ""),
            number_column(c.t("Số chuỗi số liệu", "Series"), ""),
            number_column(c.t("Số kỳ nhiều nhất", "Most periods"), "").aside(),
            number_column(c.t("p nhỏ nhất", "Smallest p"), ""),
            number_column(c.t("Số chuỗi có xu hướng", "Series with a trend"), ""),
        ],
        rows,
        notes: vec![c.t(
            "p nhỏ nhất: khi chuỗi dài nhất tăng hoặc giảm liên tục và không có giá trị trùng nhau, trước khi hiệu chỉnh.",
            "Smallest p: where the longest series rises or falls without a break or a tie, before adjustment.",
        )],
        ..Table::default()
    };
    Some(c.table(c.tidy(table)))
}

/// What groups of one kind are called together.
fn kind_name(c: &Composer<'_>, family: &Family) -> String {
    let parts: Vec<&str> = family.name.split('/').collect();
    let whole = |rest: &[&str]| match rest.contains(&"all") {
        true => c.t("tính chung", "all places together"),
        false => c.t("từng đơn vị", "individual places"),
    };
    match parts.as_slice() {
        ["coverage", _, rest @ ..] => {
            format!("{}: {}", c.t("Chỉ tiêu bao phủ", "Coverage indicators"), whole(rest))
        }
        ["topics", level, ..] => {
            format!(
                "{}: {}",
                c.t("Chủ đề (tỷ trọng, số câu hỏi)", "Topics (share, questions)"),
                whole(&[level])
            )
        }
        ["teams", _, rest @ ..] => {
            let name = c.t("Tổ công nghệ số (các số đo)", "Digital teams (all measures)");
            format!("{name}: {}", whole(rest))
        }
        _ => family_name(c, family),
    }
}

/// What the report calls a group: subject, measure, and whether the places are tested or their line of all.
pub(super) fn family_name(c: &Composer<'_>, family: &Family) -> String {
    let metric = |metric: &str| names::metric(metric, c.lang).to_owned();
    let whole = || c.t("tính chung", "all places together");
    let single = || c.t("từng đơn vị", "individual places");
    let scope = |rest: &[&str]| if rest.contains(&"all") { whole() } else { single() };
    let parts: Vec<&str> = family.name.split('/').collect();
    match parts.as_slice() {
        ["coverage", indicator, basis, rest @ ..] => {
            format!("{}, {}: {}", c.indicator_name(indicator), metric(basis), scope(rest))
        }
        ["topics", level, measure] => {
            format!("{}, {}: {}", c.t("Chủ đề", "Topics"), metric(measure), scope(&[level]))
        }
        ["teams", level, measure, rest @ ..] => {
            let teams = names::teams(level, c.lang);
            format!("{teams}, {}: {}", metric(measure), scope(rest))
        }
        ["convergence", ..] => {
            c.t("Khoảng cách giữa các đơn vị, theo chỉ tiêu", "Distance between places, by indicator")
        }
        _ => family.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::Summary;
    use crate::clean::Audit;
    use crate::compose::SourceLines;
    use crate::compose::sample::{registers, settings};
    use crate::model::Lang;

    #[test]
    fn what_a_perfect_run_can_show() {
        assert!((least_p(4) - 0.089).abs() < 5e-4);
        assert!((least_p(5) - 0.0275).abs() < 5e-4);
        assert!((least_p(7) - 0.0027).abs() < 2e-4);
    }

    #[test]
    fn groups_are_named_and_only_what_is_tested_is_listed() {
        let (summary, audit, lines) = (Summary::default(), Audit::default(), SourceLines::new());
        let (settings, registers) = (settings(Lang::Vi), registers());
        let c = Composer::new(&summary, &audit, &lines, &settings, &registers);
        for (name, said) in [
            ("topics/all/share", "Chủ đề, tỷ trọng: tính chung"),
            ("topics/place/count", "Chủ đề, số câu hỏi: từng đơn vị"),
            ("teams/all/members", "Tổ công nghệ số, số thành viên: từng đơn vị"),
            ("teams/village/teams/all", "Tổ công nghệ số ở thôn, bản, số tổ: tính chung"),
            ("convergence", "Khoảng cách giữa các đơn vị, theo chỉ tiêu"),
            (
                "coverage/adults_smartphone/published",
                "Người trưởng thành có điện thoại thông minh, số công bố: từng đơn vị",
            ),
        ] {
            let family = Family { name: name.to_owned(), tests: 1, found: 0, longest: 5 };
            assert_eq!(family_name(&c, &family), said);
        }
        assert!(families(&c).is_none());
        let family = |tests, longest| Family { name: "convergence".to_owned(), tests, found: 0, longest };
        for (group, listed) in [(family(0, 7), false), (family(3, 4), false), (family(3, 5), true)] {
            let summary = Summary { families: vec![group], ..Summary::default() };
            let c = Composer::new(&summary, &audit, &lines, &settings, &registers);
            assert_eq!(families(&c).is_some(), listed);
        }
    }
}

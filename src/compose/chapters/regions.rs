//! Where the regions stand on an indicator.

use crate::analyse::summary::RegionCoverage;
use crate::compose::composer::Composer;
use crate::compose::names::{list, region_in};
use crate::compose::report::{Explanation, Span};
use crate::compose::sentences::Phrase;
use crate::compose::view::IndicatorView;
use crate::model::FigureId;

/// The level of a region in a period.
pub(super) fn level(c: &Composer<'_>, row: &RegionCoverage, name: &str) -> Span {
    let id = FigureId(format!("regions/{}/{}/{}", row.region, row.indicator, row.period));
    let text = c.level(&row.indicator, row.percent);
    c.figure(&id, text.clone(), || {
        let title = format!("{}, {name}, {}", c.indicator_name(&row.indicator), c.n.period(row.period));
        let formula = c.t(
            "Cộng số đạt của các tỉnh trong vùng, chia cho tổng số của các tỉnh đó, nhân 100",
            "Covered, added up over the provinces of the region, divided by their totals, times 100",
        );
        Explanation::new(title, text, formula)
            .plain(c.t("số đạt", "covered"), c.n.count(row.covered))
            .plain(c.t("tổng số", "total"), c.n.count(row.total))
            .plain(
                c.t("tỉnh, thành phố có số liệu / tất cả", "provinces with a figure / in all"),
                format!("{}/{}", row.places_with_figures, row.places_expected),
            )
    })
}

/// The best and the weakest region, where every province of at least two regions has the figure.
pub(super) fn regions(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(register) = &c.registers.places else { return Phrase::default() };
    let mut rows: Vec<(&RegionCoverage, String)> = c
        .summary
        .region_coverage
        .iter()
        .filter(|row| row.indicator == view.id && row.period == view.focus)
        .filter(|row| row.places_with_figures == row.places_expected)
        .filter_map(|row| Some((row, register.region(&row.region)?.name.get(c.lang).to_owned())))
        .collect();
    rows.sort_by(|a, b| b.0.percent.total_cmp(&a.0.percent).then_with(|| a.0.region.cmp(&b.0.region)));
    let (Some((top, top_name)), Some((low, low_name))) = (rows.first(), rows.last()) else {
        return Phrase::default();
    };
    let printed = |row: &RegionCoverage| c.level(&row.indicator, row.percent);
    if printed(top) == printed(low) {
        return Phrase::default();
    }
    // Regions that print the same level are named together.
    let named = |like: &RegionCoverage, rows: &mut dyn Iterator<Item = &(&RegionCoverage, String)>| {
        let same: Vec<String> = rows
            .take_while(|row| printed(row.0) == printed(like))
            .map(|row| region_in(&row.1, c.lang))
            .collect();
        list(c.lang, &same, 3, ("vùng", "region", "regions"))
    };
    let slots = [
        ("figure", if c.unit(&view.id) == "%" { "share" } else { "figure" }.into()),
        ("top", named(top, &mut rows.iter()).into()),
        ("top_level", level(c, top, top_name).into()),
        ("low", named(low, &mut rows.iter().rev()).into()),
        ("low_level", level(c, low, low_name).into()),
    ];
    if c.less_is_better(&view.id) {
        return c.say(
            "theo vùng, thấp nhất (tốt nhất) là {low} ({low_level}), cao nhất (kém nhất) là {top} ({top_level})",
            "by region, the {figure} was lowest (best) in {low} ({low_level}) and highest (worst) in {top} ({top_level})",
            &slots,
        );
    }
    c.say(
        "theo vùng, cao nhất là {top} ({top_level}), thấp nhất là {low} ({low_level})",
        "by region, the {figure} was highest in {top} ({top_level}) and lowest in {low} ({low_level})",
        &slots,
    )
}

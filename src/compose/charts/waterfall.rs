//! The waterfall of an indicator: what each place added to the change of all places together.

use crate::analyse::summary::Contribution;
use crate::compose::chapters::FEW_TIED;
use crate::compose::composer::Composer;
use crate::compose::names::to_name;
use crate::compose::report::{Chart, Figure, Waterfall};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::compose::view::IndicatorView;

/// Places with a step of their own; the others share one.
const STEPS: usize = 8;
/// What the steps shown must hold of all movement.
const LEAST_SHARE: f64 = 0.4;

/// Steps from the level before to the level now; from three places and a change that is not zero on.
pub fn waterfall(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Figure> {
    let total = |row: &Contribution| row.level_pp + row.weight_pp;
    let mut rows: Vec<&Contribution> = c
        .summary
        .contributions
        .iter()
        .filter(|row| row.indicator == view.id && row.period == view.focus)
        .collect();
    rows.sort_by(|a, b| {
        total(b).abs().total_cmp(&total(a).abs()).then_with(|| c.names.compare(&a.place.name, &b.place.name))
    });
    let first = *rows.first()?;
    let (from, to) = first.whole;
    if rows.len() < 3 || c.n.is_zero(to - from, 1) {
        return None;
    }
    // Where the steps shown hold little of the change, the bar of all others would be the whole picture.
    let moved =
        |rows: &mut dyn Iterator<Item = &&Contribution>| rows.map(|row| total(row).abs()).sum::<f64>();
    if moved(&mut rows.iter().take(STEPS)) < LEAST_SHARE * moved(&mut rows.iter()) {
        return None;
    }
    let drawn = to_name(rows.len(), STEPS);
    let mut steps: Vec<(String, f64, String)> = rows
        .iter()
        .take(drawn)
        .map(|row| (c.place(&row.place), total(row), c.n.signed(total(row), 2)))
        .collect();
    if rows.len() > drawn {
        let rest: f64 = rows.iter().skip(drawn).map(|row| total(row)).sum();
        let count = rows.len() - drawn;
        let name = c.t(&format!("{count} đơn vị khác"), &format!("{count} others"));
        steps.push((name, rest, c.n.signed(rest, 2)));
    }
    // The bars float between the levels they lead from and to.
    let mut levels = vec![from, to];
    let mut at = from;
    for step in &steps {
        at += step.1;
        levels.push(at);
    }
    let axis = c.axis(levels, false, c.indicator(&view.id).map(|known| known.range));
    // The place that pushed most in the direction of the change.
    let top = rows.iter().max_by(|a, b| {
        let push = |row: &Contribution| total(row) * (to - from).signum();
        push(a).total_cmp(&push(b)).then_with(|| b.place.cmp(&a.place))
    })?;
    let by = c.difference(&view.id, total(top), 2);
    let change = c.difference(&view.id, to - from, 2);
    // Places that print the same contribution are named together.
    let same: Vec<&crate::model::Place> = rows
        .iter()
        .filter(|row| c.difference(&view.id, total(row), 2) == by && total(row) * total(top) > 0.0)
        .map(|row| &row.place)
        .collect();
    let place = crate::compose::names::capital(&c.place_list(&same, 2));
    let together = if same.len() > 1 { c.t("cùng ", "") } else { String::new() };
    let each = if same.len() > 1 { c.t("mỗi nơi ", "") } else { String::new() };
    let (vi, en) = if to > from { ("mức tăng", "rise") } else { ("mức giảm", "fall") };
    // Of many that print the same none stands out.
    let headline = if same.len() > FEW_TIED {
        c.t(
            &format!("Không nơi nào đóng góp nổi trội vào {vi} {change}: nhiều nhất {by}"),
            &format!("No place stands out in the {en} of {change}: at most {by}"),
        )
    } else {
        c.t(
            &format!("{place} {together}đóng góp nhiều nhất vào {vi} {change}: {each}{by}"),
            &format!("{place} contributed most to the {en} of {change}: {by}"),
        )
    };
    // Levels and changes stand in one drawing: the axis has the unit of the levels, numbers beside bars that of the changes.
    let axis_unit = match c.unit(&view.id) {
        "%" => c.t(" (trục: %)", " (axis: %)"),
        _ => String::new(),
    };
    let subtitle = c.t(
        &format!(
            "{}{axis_unit}: đóng góp của từng đơn vị vào thay đổi chung, {} so với {}",
            c.measured(&view.id),
            c.n.period(first.period),
            c.n.period(first.since)
        ),
        &format!(
            "{}{axis_unit}: what each place contributed to the change of all, {} to {}",
            c.measured(&view.id),
            c.n.period(first.since),
            c.n.period(first.period)
        ),
    );
    let unit = c.difference_unit(&view.id);
    let id = format!("coverage-{}-contributions", view.id);
    let columns = vec![
        text_column(c.t("Đơn vị", "Place")),
        number_column(c.t("Đóng góp", "Contribution"), unit.clone()),
        number_column(c.t("Do mức thay đổi", "By its level"), unit.clone()).aside(),
        number_column(c.t("Do tỷ trọng thay đổi", "By its weight"), unit.clone()).aside(),
    ];
    let data = rows
        .iter()
        .map(|row| {
            let cell = |value: f64| number(c.n.signed(value, 2), value);
            vec![words(c.place(&row.place)), cell(total(row)), cell(row.level_pp), cell(row.weight_pp)]
        })
        .collect();
    let alt = c.t(
        &format!("Biểu đồ thác nước: {subtitle}. {headline}."),
        &format!("Waterfall chart: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit,
        source: c.source(view.places.iter().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Waterfall(Waterfall {
            start: (c.n.short(first.since), from, c.level(&view.id, from)),
            steps,
            end: (c.n.short(first.period), to, c.level(&view.id, to)),
            less_is_better: c.less_is_better(&view.id),
            axis,
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

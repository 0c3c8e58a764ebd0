//! Where one province stands on an indicator: beside the highest, the median and the lowest of all places, which stay
//! without names, its region and the line of all places.

use super::coverage::bounds;
use crate::analyse::summary::RegionCoverage;
use crate::compose::composer::Composer;
use crate::compose::report::{Chart, Figure, Rank, Ranking};
use crate::compose::tables::{bare, number, number_column, text_column, words};
use crate::compose::view::IndicatorView;

/// From so many places on the ends and the middle say something.
const LEAST_PLACES: u32 = 4;

/// The chart; for one province's edition alone.
pub fn position(
    c: &Composer<'_>,
    view: &IndicatorView<'_>,
    region: Option<(&RegionCoverage, String)>,
) -> Option<Figure> {
    let row = view.own()?;
    let value = row.percent?;
    let spread = view.spread.iter().find(|row| row.period == view.focus && row.places >= LEAST_PLACES)?;
    let [low, _, median, _, high] = spread.quartiles;
    let mut marks: Vec<(String, f64, bool, bool)> = vec![
        (c.t("Giá trị cao nhất", "Highest value"), high, false, false),
        (c.t("Trung vị", "Median"), median, false, false),
        (c.t("Giá trị thấp nhất", "Lowest value"), low, false, false),
    ];
    if let Some(line) = view.yardstick
        && let Some(level) = line.percent
    {
        marks.push((c.place(&line.place), level, false, line.preliminary));
    }
    if let Some((region, name)) = region {
        marks.push((c.t(&format!("Vùng {name}"), &format!("Region: {name}")), region.percent, false, false));
    }
    marks.push((c.place(&row.place), value, true, row.preliminary));
    let less = c.less_is_better(&view.id);
    marks.sort_by(|a, b| if less { a.1.total_cmp(&b.1) } else { b.1.total_cmp(&a.1) });
    let rows: Vec<Rank> = marks
        .into_iter()
        .map(|(label, value, strong, weak)| Rank {
            label,
            value,
            text: c.level(&view.id, value),
            previous: None,
            strong,
            weak,
        })
        .collect();
    let count = c.n.count(u64::from(spread.places));
    let place = c.place(&row.place);
    let (level, middle) = (c.level(&view.id, value), c.level(&view.id, median));
    let by = value - median;
    let headline = if c.n.is_zero(by, c.decimals(&view.id)) {
        c.t(
            &format!("{place}: {level}, đúng bằng trung vị của {count} đơn vị"),
            &format!("{place}: {level}, at the median of {count} places"),
        )
    } else {
        let (vi, en) = if by > 0.0 { ("trên", "above") } else { ("dưới", "below") };
        // Where less is better, which side is the good one is said.
        let (vi, en) = match (less, by > 0.0) {
            (false, _) => (vi, en),
            (true, true) => ("kém hơn", "worse than"),
            (true, false) => ("tốt hơn", "better than"),
        };
        c.t(
            &format!("{place}: {level}, {vi} trung vị của {count} đơn vị ({middle})"),
            &format!("{place}: {level}, {en} the median of {count} places ({middle})"),
        )
    };
    let subtitle = format!("{}, {}", c.measured(&view.id), c.n.period(view.focus));
    let alt = c.t(
        &format!("Biểu đồ chấm về vị trí của {place}: {subtitle}. {headline}."),
        &format!("Dot chart of where {place} stands: {subtitle}. {headline}."),
    );
    let id = format!("coverage-{}-position", view.id);
    let axis = c.axis(rows.iter().map(|row| row.value), false, bounds(c, &view.id));
    let columns =
        vec![text_column(c.t("Đơn vị", "Place")), number_column(c.n.short(view.focus), c.unit(&view.id))];
    let data = rows
        .iter()
        .map(|row| vec![words(row.label.clone()), number(bare(c, &row.text, c.unit(&view.id)), row.value)])
        .collect();
    let hollow = super::coverage::hollow(c, rows.iter().any(|row| row.weak));
    Some(Figure {
        number: 0,
        headline,
        unit: c.unit(&view.id).to_owned(),
        source: c.source([(row.source.as_ref(), &row.origins)]),
        alt,
        chart: Chart::Ranking(Ranking {
            rows,
            axis,
            reference: None,
            reference_before: None,
            previous_label: String::new(),
            current_label: c.n.short(view.focus),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle: subtitle + &hollow,
        id,
    })
}

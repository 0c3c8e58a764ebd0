//! Doubts that only show across rows: they stand beside the figures and change none.

use super::summary::{Basis, CoverageRow};
use crate::clean::{Audit, Check};
use crate::model::numbers::{EN, Numbers, VI, decimals_of};
use crate::model::register::IndicatorRegister;
use crate::model::{FigureId, Rule, Text};

/// Points that a published national figure may lie from ours before it is doubted: both are rounded.
const TOLERANCE: f64 = 0.1;

/// The published figure of the country against the sum of all provinces, where there is one.
pub(super) fn country_disagrees(rows: &[CoverageRow], register: &IndicatorRegister, audit: &mut Audit) {
    let country = || rows.iter().filter(|row| row.place.is_country());
    let whole =
        |row: &&CoverageRow| row.places_expected.is_some() && row.places_with_figures >= row.places_expected;
    for sum in country().filter(whole) {
        let published = country().find(|row| {
            row.basis == Basis::Published
                && row.places_expected.is_none()
                && (&row.indicator, row.period, &row.definition)
                    == (&sum.indicator, sum.period, &sum.definition)
        });
        let Some((row, given)) = published.and_then(|row| Some((row, row.percent?))) else { continue };
        let Some(found) = sum.percent.filter(|found| (found - given).abs() > TOLERANCE) else { continue };
        let unit = register.get(&row.indicator).map_or("%", |known| known.unit.as_str());
        let shown = |n: Numbers, value: f64, decimals| n.with_unit(&n.decimal(value, decimals), unit);
        // A percentage of ours has no last decimal, a sum has those of its parts.
        let own = if unit == "%" { 2 } else { decimals_of(found, 2) };
        audit.checks.push(Check {
            rule: Rule::CountryDisagrees,
            origins: row.origins.first.to_vec(),
            place: Some(row.place.clone()),
            period: Some(row.period),
            figure: Some(FigureId::new(
                "coverage",
                &row.place,
                row.place.vintage,
                &[&row.indicator, &row.period.to_string()],
            )),
            problem: Text::new(
                format!(
                    "cả nước công bố {}, cộng từ các tỉnh là {}",
                    shown(VI, given, decimals_of(given, 2)),
                    shown(VI, found, own)
                ),
                format!(
                    "published for the country: {}; added up from the provinces: {}",
                    shown(EN, given, decimals_of(given, 2)),
                    shown(EN, found, own)
                ),
            ),
        });
    }
}

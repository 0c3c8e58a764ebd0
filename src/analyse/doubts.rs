//! Doubts that only show across rows: they stand beside the figures and change none.

use super::summary::{Basis, CoverageRow};
use crate::clean::{Audit, Check};
use crate::model::numbers::{EN, VI, decimals_of};
use crate::model::{FigureId, Rule, Text};

/// Points that a published national figure may lie from ours before it is doubted: both are rounded.
const TOLERANCE: f64 = 0.1;

/// The published figure of the country against the sum of all provinces, where there is one.
pub(super) fn country_disagrees(rows: &[CoverageRow], audit: &mut Audit) {
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
        audit.checks.push(Check {
            rule: Rule::CountryDisagrees,
            origins: row.origins.first.clone(),
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
                    VI.percent(given, decimals_of(given, 2)),
                    VI.percent(found, 2)
                ),
                format!(
                    "published for the country: {}; added up from the provinces: {}",
                    EN.percent(given, decimals_of(given, 2)),
                    EN.percent(found, 2)
                ),
            ),
        });
    }
}

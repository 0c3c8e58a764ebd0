//! What can be said of a trend.

use crate::analyse::summary::{CoverageRow, CoverageTrend, Trend, TrendVerdict};
use crate::compose::cite::Series;
use crate::compose::composer::Composer;
use crate::compose::names::{list, plural};
use crate::compose::sentences::Phrase;
use crate::compose::view::IndicatorView;
use crate::model::{Level, Place};

/// Of fewer places each one stands in the table of trends.
const FEWEST_PLACES: usize = 6;

/// The trend of the headline's series.
fn of_headline<'a>(
    c: &Composer<'a>,
    view: &IndicatorView<'a>,
) -> Option<(&'a CoverageRow, &'a CoverageTrend)> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let row = view.headline()?;
    let trends = summary.coverage_trends.iter();
    let trends = trends.filter(|trend| trend.indicator == view.id && trend.basis == row.basis);
    Some((row, of_place(trends, &row.place, |trend| (&trend.place, &trend.trend))?))
}

/// Whether the test finds a trend in the headline's series.
pub(super) fn is_clear(c: &Composer<'_>, view: &IndicatorView<'_>) -> bool {
    let verdict = of_headline(c, view).map(|(_, trend)| trend.trend.verdict);
    matches!(verdict, Some(TrendVerdict::Rising | TrendVerdict::Falling))
}

/// What the test says of the headline's series, or of the places together.
pub(super) fn trend(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    if let Some((row, trend)) = of_headline(c, view) {
        let id = c.id(
            "coverage_trends",
            &trend.place,
            trend.trend.last_period,
            &[&trend.indicator, trend.basis.as_str()],
        );
        let series = Series {
            id,
            title: format!("{}, {}", c.indicator_name(&view.id), c.place_in(&row.place)),
            unit: c.difference_unit(&view.id),
            decimals: 2,
            trend: &trend.trend,
            joined: c.joined_within(&trend.place, &trend.indicator, &trend.trend),
        };
        return trend_phrase(c, &series);
    }
    of_places(c, view)
}

/// What the tests say of single places, beside the trend of the line of all of them; of few places nothing.
pub(super) fn each_place(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let alone = c.summary.province.is_some() || view.places.len() < FEWEST_PLACES;
    let line = view.headline().is_some_and(|row| row.place.is_country());
    if alone || !line {
        return Phrase::default();
    }
    let trends = c.summary.coverage_trends.iter();
    let own = |row: &&CoverageTrend| {
        row.indicator == view.id
            && row.trend.n >= 5
            && row.trend.last_period == view.focus
            && view.places.iter().any(|place| place.place == row.place && place.basis == row.basis)
    };
    let verdicts: Vec<TrendVerdict> = trends.filter(own).map(|row| row.trend.verdict).collect();
    one_by_one(c, &format!("coverage_trends/all/{}/places", view.id), &c.indicator_name(&view.id), &verdicts)
}

/// What the tests say of the series of single places, by their verdicts; of few places nothing. `id` and `name` are what is
/// tested.
pub(super) fn one_by_one(c: &Composer<'_>, id: &str, name: &str, verdicts: &[TrendVerdict]) -> Phrase {
    if verdicts.len() < FEWEST_PLACES {
        return Phrase::default();
    }
    let title = |words: String| format!("{words}, {name}");
    let formula = c.t(
        "Đếm chuỗi của từng đơn vị có từ 5 kỳ, theo kết luận của kiểm định (q < 0,05)",
        "Series of individual places with five periods or more, counted by the verdict of the test (q < 0.05)",
    );
    let count = |part: &str, count: usize, words: String| {
        let text = c.n.count(u64::try_from(count).unwrap_or(u64::MAX));
        c.counted(&format!("{id}/{part}"), text, title(words), formula.clone())
    };
    let of = |verdict: TrendVerdict| verdicts.iter().filter(|one| **one == verdict).count();
    let (up, down, all) = (of(TrendVerdict::Rising), of(TrendVerdict::Falling), verdicts.len());
    let slots = [
        ("all", count("tested", all, c.t("Số đơn vị được kiểm định", "Places tested")).into()),
        ("up", count("rising", up, c.verdict(TrendVerdict::Rising)).into()),
        ("down", count("falling", down, c.verdict(TrendVerdict::Falling)).into()),
        ("shows", plural(c.lang, (if up > 0 { up } else { down }) as u64, "", "shows", "show").into()),
    ];
    let (vi, en) = match (up, down) {
        (0, 0) => (
            "xét riêng từng nơi trong {all} đơn vị, chưa nơi nào có xu hướng rõ rệt",
            "taken one by one, none of the {all} places shows a clear trend",
        ),
        (up, _) if up == all => (
            "xét riêng từng nơi, cả {all} đơn vị đều tăng rõ rệt",
            "taken one by one, all {all} places show a clear rise",
        ),
        (_, down) if down == all => (
            "xét riêng từng nơi, cả {all} đơn vị đều giảm rõ rệt",
            "taken one by one, all {all} places show a clear fall",
        ),
        (_, 0) => (
            "xét riêng từng nơi, {up} trong {all} đơn vị tăng rõ rệt",
            "taken one by one, {up} of {all} places {shows} a clear rise",
        ),
        (0, _) => (
            "xét riêng từng nơi, {down} trong {all} đơn vị giảm rõ rệt",
            "taken one by one, {down} of {all} places {shows} a clear fall",
        ),
        _ => (
            "xét riêng từng nơi trong {all} đơn vị, {up} tăng rõ rệt và {down} giảm rõ rệt",
            "taken one by one, of {all} places {up} {shows} a clear rise and {down} a clear fall",
        ),
    };
    c.say(vi, en, &slots)
}

/// What the tests say of the places together, where no line of all of them is told.
fn of_places(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let summary = c.summary;
    let counted: Vec<_> = summary
        .coverage_trends
        .iter()
        .filter(|trend| trend.indicator == view.id && !trend.place.is_country())
        .collect();
    let Some(longest) = counted.iter().map(|trend| trend.trend.n).max() else { return Phrase::default() };
    let id = format!("coverage_trends/all/{}", view.id);
    if longest < 2 {
        return Phrase::default();
    }
    if longest < 5 {
        let span = c.counted(
            &format!("{id}/n"),
            c.periods_text(u64::try_from(longest).unwrap_or_default()),
            c.t("Số kỳ nhiều nhất của một đơn vị", "Most periods that a place has"),
            c.t(
                "Đếm kỳ có số liệu trong từng chuỗi, lấy số lớn nhất",
                "Periods of each series counted; the largest number",
            ),
        );
        return c.say(
            "mỗi đơn vị có nhiều nhất {n} số liệu, chưa đủ để kiểm định xu hướng",
            "no place has more than {n} of figures, too few to test for a trend",
            &[("n", span.into())],
        );
    }
    let named = |verdict| -> Vec<&_> {
        counted.iter().filter(|trend| trend.trend.verdict == verdict).map(|trend| &trend.place).collect()
    };
    let (rising, falling) = (named(TrendVerdict::Rising), named(TrendVerdict::Falling));
    let tested = counted.iter().filter(|trend| trend.trend.n >= 5).count();
    let total = c.counted(
        &format!("{id}/tests"),
        c.n.count(u64::try_from(tested).unwrap_or_default()),
        c.t("Số đơn vị được kiểm định", "Places tested"),
        c.t("Đếm đơn vị có từ 5 kỳ số liệu trở lên", "Places with figures of five periods or more, counted"),
    );
    let found = |verdict: TrendVerdict, places: &[_]| {
        let count = c.n.count(u64::try_from(places.len()).unwrap_or_default());
        c.counted(
            &format!("{id}/{}", verdict.as_str()),
            count,
            c.t("Số chuỗi: ", "Series: ") + &c.verdict(verdict),
            c.t(
                "Đếm chuỗi từ 5 kỳ trở lên có q < 0,05, theo dấu của S",
                "Series of five periods or more with q < 0.05, by the sign of S",
            ),
        )
    };
    if rising.is_empty() && falling.is_empty() {
        return c.say(
            "trong {total} đơn vị được kiểm định, chưa đơn vị nào có xu hướng rõ rệt",
            "of the {total} places tested, none shows a clear trend",
            &[("total", total.into())],
        );
    }
    let mut parts: Vec<Phrase> = Vec::new();
    for (verdict, places, vi, one, many) in [
        (TrendVerdict::Rising, &rising, "{n} tăng rõ rệt", "{n} shows a clear rise", "{n} show a clear rise"),
        (
            TrendVerdict::Falling,
            &falling,
            "{n} giảm rõ rệt",
            "{n} shows a clear fall",
            "{n} show a clear fall",
        ),
    ] {
        if places.is_empty() {
            continue;
        }
        let mut part =
            c.say(vi, if places.len() == 1 { one } else { many }, &[("n", found(verdict, places).into())]);
        if places.len() <= 4 {
            let names: Vec<String> = places.iter().map(|place| c.place_in(place)).collect();
            part.push(format!(" ({})", list(c.lang, &names, 4, ("đơn vị", "place", "places"))).into());
        }
        parts.push(part);
    }
    c.say(
        "trong {total} đơn vị được kiểm định, {parts} (đã hiệu chỉnh cho nhiều kiểm định)",
        "of the {total} places tested, {parts} (adjusted for many tests)",
        &[("total", total.into()), ("parts", Phrase::joined(parts, ", ", c.lang.pick(" và ", " and ")))],
    )
}

/// The trend of a place among those of one series, the latest where its borders changed. Below provinces several places
/// share a name.
pub(super) fn of_place<'t, T>(
    trends: impl Iterator<Item = &'t T>,
    place: &Place,
    at: fn(&T) -> (&Place, &Trend),
) -> Option<&'t T> {
    let one_name = matches!(place.level, Level::Country | Level::Province);
    let same = |own: &Place| {
        own.level == place.level && own.name == place.name && (one_name || own.code == place.code)
    };
    trends.filter(|trend| same(at(trend).0)).max_by_key(|trend| at(trend).1.last_period)
}

/// What can be said of one trend, in one sentence.
pub(super) fn trend_phrase(c: &Composer<'_>, series: &Series<'_>) -> Phrase {
    trend_of(c, series, "")
}

/// The same with the name of what has the trend, where the sentence before may speak of something else.
pub(super) fn trend_of(c: &Composer<'_>, series: &Series<'_>, what: &str) -> Phrase {
    // One period is a level, and the sentence before has told it.
    if series.trend.n < 2 {
        return Phrase::default();
    }
    let n: Phrase = c.trend_periods(series).into();
    if series.trend.verdict == TrendVerdict::NotJudged {
        return Phrase::default();
    }
    if series.trend.verdict == TrendVerdict::TooFew {
        return c.say(
            "mới có {n} số liệu, chưa đủ để kiểm định xu hướng",
            "there are only {n} of figures, too few to test for a trend",
            &[("n", n)],
        );
    }
    let (subject, has, of) = match what {
        "" => Default::default(),
        what => (format!("{what} "), format!("{what} có "), format!(" in the {what}")),
    };
    let slots = [
        ("n", n),
        ("subject", subject.into()),
        ("has", has.into()),
        ("of", of.into()),
        ("slope", c.trend_slope(series).map(Phrase::from).unwrap_or_default()),
        ("q", c.trend_q(series).map(Phrase::from).unwrap_or_default()),
    ];
    match series.trend.verdict {
        TrendVerdict::Rising => c.say(
            "qua {n}, {has}xu hướng tăng rõ rệt, khoảng {slope} mỗi năm ({q})",
            "over {n} the rise{of} is clear, about {slope} a year ({q})",
            &slots,
        ),
        TrendVerdict::Falling => c.say(
            "qua {n}, {has}xu hướng giảm rõ rệt, khoảng {slope} mỗi năm ({q})",
            "over {n} the fall{of} is clear, about {slope} a year ({q})",
            &slots,
        ),
        TrendVerdict::NoClearTrend | TrendVerdict::TooFew | TrendVerdict::NotJudged => c.say(
            "qua {n}, {subject}chưa có xu hướng rõ rệt ({q})",
            "over {n} there is no clear trend{of} ({q})",
            &slots,
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::compose::sample::{province, trend};
    use crate::model::Vintage;

    #[test]
    fn a_trend_is_that_of_the_place_and_not_of_its_namesake() {
        let commune = |code: &str| Place { level: Level::Commune, ..province(code, "Tân Lập") };
        let points = [("2020", 1.0), ("2021", 2.0)];
        let long = [("2020", 1.0), ("2021", 2.0), ("2022", 3.0)];
        let trends = [
            (commune("14/Mộc Châu/Tân Lập"), trend(&points)),
            (commune("14/Sông Mã/Tân Lập"), trend(&points)),
            // A province that has another code today goes on under its name.
            (province("44", "Quảng Bình"), trend(&points)),
            (Place { vintage: Vintage::V34, ..province("45", "Quảng Bình") }, trend(&long)),
        ];
        let found = |place: &Place| of_place(trends.iter(), place, |(own, trend)| (own, trend)).unwrap();
        assert_eq!(found(&trends[1].0).0, trends[1].0);
        assert_eq!(found(&trends[0].0).0, trends[0].0);
        assert_eq!(found(&trends[2].0).1.last_period, trends[3].1.last_period);
        assert!(of_place(trends.iter(), &commune("1/x/Tân Lập"), |(own, trend)| (own, trend)).is_none());
    }
}

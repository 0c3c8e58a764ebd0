//! Whether the places of an indicator draw together: their middle half over time, and how far the ends lie apart.

use crate::analyse::summary::{Convergence, TrendVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::{Explanation, Span};
use crate::compose::sentences::Phrase;
use crate::compose::view::IndicatorView;
use crate::model::{FigureId, Period};

/// Quartiles of fewer places are places themselves.
const FEWEST_FOR_QUARTILES: u32 = 4;

/// The distance between the quartiles of the places that have a figure in every period, over time.
pub(in crate::compose) fn drawing_together<'a>(
    c: &Composer<'a>,
    view: &IndicatorView<'_>,
) -> Option<&'a Convergence> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let basis = view.places.first().map(|row| row.basis);
    let found = summary.convergence.iter().find(|row| {
        row.indicator == view.id && Some(row.basis) == basis && row.trend.last_period == view.focus
    });
    found.filter(|row| row.places >= FEWEST_FOR_QUARTILES && row.trend.n >= 2)
}

/// How much the middle half of the places became wider or narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compose) enum Width {
    /// By less than a twentieth, or nothing that prints.
    Same,
    /// By less than a tenth.
    Slightly,
    /// By more.
    Clearly,
}

pub(in crate::compose) fn width(c: &Composer<'_>, from: f64, to: f64) -> Width {
    match (to - from).abs() {
        by if by < 0.05 * from || c.n.is_zero(by, 1) => Width::Same,
        by if by < 0.1 * from => Width::Slightly,
        _ => Width::Clearly,
    }
}

/// How far the highest and the lowest of the same places lie apart, beside their middle half.
pub(super) fn extremes(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(row) = drawing_together(c, view) else { return Phrase::default() };
    let ends = (row.quartiles.first(), row.quartiles.last());
    let (Some((first, from)), Some((last, to))) = ends else { return Phrase::default() };
    let gap = |part: &str, period: Period, quartiles: &[f64; 5]| -> Phrase {
        let text = c.difference(&view.id, quartiles[4] - quartiles[0], c.decimals(&view.id));
        c.counted(
            &range_id(row, part).0,
            text,
            c.t(
                "Chênh lệch giữa nơi cao nhất và nơi thấp nhất: ",
                "Gap between the highest and the lowest: ",
            ) + &format!("{}, {}", c.indicator_name(&view.id), c.n.period(period)),
            c.t(
                "Giá trị cao nhất trừ giá trị thấp nhất, chỉ tính những đơn vị có số liệu ở mọi kỳ",
                "Highest minus lowest value, over the places that have a figure in every period",
            ),
        )
        .into()
    };
    c.say(
        "chênh lệch giữa nơi cao nhất và nơi thấp nhất trong số đó là {from} {first} và {to} {last}",
        "the highest and the lowest of them lay {from} apart {first_within} and {to} {last_within}",
        &[
            ("from", gap("first_gap", *first, from)),
            ("to", gap("last_gap", *last, to)),
            ("first", c.n.period(*first).into()),
            ("last", c.n.period(*last).into()),
            ("first_within", c.n.within(*first).into()),
            ("last_within", c.n.within(*last).into()),
        ],
    )
}

/// Whether the same places draw together.
pub(super) fn convergence(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(row) = drawing_together(c, view) else { return Phrase::default() };
    let (from, to) = (row.trend.first_value, row.trend.last_value);
    let slots = [
        (
            "places",
            c.counted(
                &range_id(row, "places").0,
                c.n.count(u64::from(row.places)),
                c.t("Số đơn vị có số liệu ở mọi kỳ: ", "Places with a figure in every period: ")
                    + &c.indicator_name(&view.id),
                c.t(
                    "Đếm đơn vị có số liệu ở mọi kỳ của chuỗi",
                    "Places that have a figure in every period, counted",
                ),
            )
            .into(),
        ),
        ("from", range(c, row, ("first", row.trend.first_period), c.difference(&view.id, from, 1)).into()),
        ("to", range(c, row, ("last", row.trend.last_period), c.difference(&view.id, to, 1)).into()),
        ("first", c.n.period(row.trend.first_period).into()),
        ("last", c.n.period(row.trend.last_period).into()),
        ("first_within", c.n.within(row.trend.first_period).into()),
        ("last_within", c.n.within(row.trend.last_period).into()),
    ];
    let slightly = match width(c, from, to) {
        Width::Slightly => c.t(" nhẹ", " slightly"),
        Width::Same | Width::Clearly => String::new(),
    };
    let hardly = width(c, from, to) == Width::Same;
    let slots = [&slots[..], &[("slightly", slightly.into())]].concat();
    // A difference that the test does not bear out is told by its ends alone.
    let unclear = row.trend.verdict == TrendVerdict::NoClearTrend;
    // Ends that print the same are one figure.
    let same = c.n.decimal(from, 1) == c.n.decimal(to, 1);
    let (vi, en) = match to < from {
        _ if unclear && same => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) rộng {to} cả {first} và {last}",
            "the range of the middle half of the {places} places with figures in every period was {to} both {first_within} and {last_within}",
        ),
        _ if same => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) hầu như giữ nguyên ({to} cả {first} và {last})",
            "the range of the middle half of the {places} places with figures in every period hardly moved ({to} both {first_within} and {last_within})",
        ),
        _ if unclear => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) rộng {from} {first} và {to} {last}",
            "the range of the middle half of the {places} places with figures in every period was {from} {first_within} and {to} {last_within}",
        ),
        _ if hardly => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) hầu như giữ nguyên ({from} {first}, {to} {last})",
            "the range of the middle half of the {places} places with figures in every period hardly moved ({from} {first_within}, {to} {last_within})",
        ),
        true => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) thu hẹp{slightly} từ {from} {first} xuống {to} {last}",
            "the range of the middle half of the {places} places with figures in every period narrowed{slightly} from {from} {first_within} to {to} {last_within}",
        ),
        false => (
            "khoảng chứa một nửa số đơn vị ở giữa (xét {places} đơn vị có số liệu ở mọi kỳ) nới rộng{slightly} từ {from} {first} lên {to} {last}",
            "the range of the middle half of the {places} places with figures in every period widened{slightly} from {from} {first_within} to {to} {last_within}",
        ),
    };
    let said = c.say(vi, en, &slots);
    let q = row.trend.q.map(|q| c.n.equals("q", q)).unwrap_or_default();
    let periods = c.periods_text(row.trend.n as u64);
    // What is slight is not called clear: the test says that it is no chance.
    let slight = width(c, from, to) == Width::Slightly;
    said.then(match row.trend.verdict {
        TrendVerdict::Rising if slight => c.t(
            &format!(", nhưng qua {periods} đó là xu hướng có ý nghĩa thống kê ({q})"),
            &format!(", but over {periods} the divergence is statistically significant ({q})"),
        ),
        TrendVerdict::Falling if slight => c.t(
            &format!(", nhưng qua {periods} đó là xu hướng có ý nghĩa thống kê ({q})"),
            &format!(", but over {periods} the convergence is statistically significant ({q})"),
        ),
        TrendVerdict::Rising => c.t(
            &format!(", qua {periods} là xu hướng nới rộng rõ rệt ({q})"),
            &format!(", a clear divergence over {periods} ({q})"),
        ),
        TrendVerdict::Falling => c.t(
            &format!(", qua {periods} là xu hướng thu hẹp rõ rệt ({q})"),
            &format!(", a clear convergence over {periods} ({q})"),
        ),
        TrendVerdict::NoClearTrend => c.t(
            &format!("; qua {periods}, chưa có xu hướng rõ rệt ({q})"),
            &format!("; over {periods} there is no clear trend ({q})"),
        ),
        TrendVerdict::TooFew | TrendVerdict::NotJudged => c.t(
            &format!("; {periods} chưa đủ để kiểm định xu hướng"),
            &format!("; {periods} are too few to test for a trend"),
        ),
    })
}

fn range_id(row: &Convergence, part: &str) -> FigureId {
    FigureId(format!("convergence/all/{}/{}/{part}", row.indicator, row.basis.as_str()))
}

fn range(c: &Composer<'_>, row: &Convergence, (part, period): (&str, Period), text: String) -> Span {
    c.figure(&range_id(row, part), text.clone(), || {
        let title = c.t("Khoảng chứa một nửa số đơn vị ở giữa (khoảng tứ phân vị): ", "Range of the middle half: ")
            + &format!("{}, {}", c.indicator_name(&row.indicator), c.n.period(period));
        let formula = c.t(
            "Tứ phân vị thứ ba trừ tứ phân vị thứ nhất, chỉ tính những đơn vị có số liệu ở mọi kỳ, mỗi đơn vị một lần",
            "Third quartile minus first, over the places that have a figure in every period, each counted once",
        );
        let mut e = Explanation::new(title, text, formula);
        for (period, [_, low, _, high, _]) in row.quartiles.iter().take(12) {
            e = e.plain(c.n.period(*period), c.n.decimal(high - low, 2));
        }
        e
    })
}

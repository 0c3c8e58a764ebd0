//! What moved an indicator: contributions of places, who rose and fell in rank.

use crate::analyse::summary::{Contribution, RankRow};
use crate::compose::composer::Composer;
use crate::compose::names::{ordinal, to_name};
use crate::compose::report::{Explanation, Span};
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;
use crate::compose::view::IndicatorView;
use crate::model::{Lang, Place};

/// Ranks among fewer places say nothing that the levels do not.
const FEWEST_RANKED: u32 = 10;
/// More places than this that print the same contribution are not told as those that contributed most.
pub(in crate::compose) const FEW_TIED: usize = 3;
/// A rank that moves less is not told.
const RANKS_MOVED: u32 = 3;

fn total(row: &Contribution) -> f64 {
    row.level_pp + row.weight_pp
}

/// The contributions to the change that ends in the period in focus.
pub(super) fn of_focus<'a>(c: &Composer<'a>, view: &IndicatorView<'_>) -> Vec<&'a Contribution> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let rows: Vec<&Contribution> = summary
        .contributions
        .iter()
        .filter(|row| row.indicator == view.id && row.period == view.focus)
        .collect();
    // Two definitions of an indicator are two changes; one of them alone can be told.
    match rows.first() {
        Some(first) if rows.iter().all(|row| row.whole == first.whole) => rows,
        _ => Vec::new(),
    }
}

/// What one place added to the change of all: `+0,12`.
pub(super) fn contribution(c: &Composer<'_>, row: &Contribution, unit: bool) -> Span {
    let period = row.period.to_string();
    let id = c.id("contributions", &row.place, row.period, &[&row.indicator, &period]);
    let number = c.n.signed(total(row), 2);
    let text = if unit { c.n.with_unit(&number, &c.difference_unit(&row.indicator)) } else { number };
    c.figure(&id, text, || {
        let title = c.t("Đóng góp vào thay đổi chung: ", "Contribution to the change of all: ")
            + &format!(
                "{}, {}, {}",
                c.indicator_name(&row.indicator),
                c.place_in(&row.place),
                c.n.period(row.period)
            );
        let formula = c.t(
            "Trọng số bình quân × thay đổi của mức + thay đổi của trọng số × (mức bình quân của đơn vị − mức bình quân chung); cộng mọi đơn vị đúng bằng thay đổi chung (Kitagawa 1955)",
            "Mean weight × change of level + change of weight × (mean level of the place − mean level of all); all places add up to the change of the whole (Kitagawa 1955)",
        );
        let signed = |value: f64| c.n.signed(value, 2);
        Explanation::new(title, c.signed_difference(&row.indicator, total(row)), formula)
            .plain(c.t("do mức của đơn vị", "by its level"), signed(row.level_pp))
            .plain(c.t("do trọng số của đơn vị", "by its weight"), signed(row.weight_pp))
            .plain(c.n.period(row.since), c.level(&row.indicator, row.whole.0))
            .plain(c.n.period(row.period), c.level(&row.indicator, row.whole.1))
    })
}

fn effect(
    c: &Composer<'_>,
    rows: &[&Contribution],
    part: &str,
    title: (&str, &str),
    of: fn(&Contribution) -> f64,
) -> Phrase {
    let Some(first) = rows.first() else { return Phrase::default() };
    let id = c.id(
        "contributions",
        &Place::country(first.place.vintage),
        first.period,
        &[&first.indicator, &first.period.to_string(), part],
    );
    let sum: f64 = rows.iter().map(|row| of(row)).sum();
    let text = c.n.with_unit(&c.n.signed(sum, 2), &c.difference_unit(&first.indicator));
    let span = c.figure(&id, text.clone(), || {
        let formula = c.t("Cộng phần này của mọi đơn vị", "This part of every place, added up");
        let of = format!(
            ": {}, {}",
            c.indicator_name(&first.indicator),
            c.t(
                &format!("{} so với {}", c.n.period(first.period), c.n.period(first.since)),
                &format!("{} compared with {}", c.n.period(first.period), c.n.period(first.since)),
            )
        );
        Explanation::new(c.t(title.0, title.1) + &of, text, formula)
            .plain(c.t("số đơn vị", "places"), c.n.count(rows.len() as u64))
    });
    span.into()
}

/// Level and weight effects, and who added most.
pub(super) fn contributions(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let mut rows = of_focus(c, view);
    let Some(first) = rows.first().copied() else { return Phrase::default() };
    let change = first.whole.1 - first.whole.0;
    if rows.len() < 3 || c.n.is_zero(change, 1) {
        return Phrase::default();
    }
    rows.sort_by(|a, b| {
        (total(b) * change.signum())
            .total_cmp(&(total(a) * change.signum()))
            .then_with(|| c.names.compare(&a.place.name, &b.place.name))
    });
    let one = |row: &Contribution| {
        Phrase::from(format!("{} (", c.place_in(&row.place))).then(contribution(c, row, true)).then(")")
    };
    // Nobody is named before those who print the same.
    let shown = |row: &Contribution| c.n.signed(total(row), 2);
    let mut named = rows.len().min(3);
    while named > 0 && named < rows.len() && shown(rows[named - 1]) == shown(rows[named]) {
        named -= 1;
    }
    let same = tied(&rows, |row| shown(row));
    let most = match named {
        // Of as much each nobody added most.
        _ if same == rows.len() => {
            let each = contribution(c, rows.first().copied().unwrap_or(first), true);
            c.say("mỗi nơi đóng góp {each}", "each contributed {each}", &[("each", each.into())])
        }
        // Of many that print the same none stands out.
        0 if same > FEW_TIED => c.say(
            "không nơi nào đóng góp nổi trội (nhiều nhất {each})",
            "no place stands out (at most {each})",
            &[("each", contribution(c, rows.first().copied().unwrap_or(first), true).into())],
        ),
        0 => {
            let many = c.count_of(same as u64, c.place_noun(&first.place));
            let slots = [
                ("many", many.into()),
                ("each", contribution(c, rows.first().copied().unwrap_or(first), true).into()),
            ];
            c.say(
                "đóng góp nhiều nhất là {many}, mỗi nơi {each}",
                "{many} contributed most, {each} each",
                &slots,
            )
        }
        named => {
            let top = rows.iter().take(named).map(|row| one(row)).collect();
            let top = Phrase::joined(top, ", ", c.lang.pick(" và ", " and "));
            c.say("đóng góp nhiều nhất là {top}", "{top} contributed most", &[("top", top)])
        }
    };
    let slots = [
        ("change", effect(c, &rows, "change", ("Thay đổi chung", "Change of the whole"), total)),
        (
            "level",
            effect(
                c,
                &rows,
                "level",
                ("Phần do mức của các đơn vị thay đổi", "By the levels of the places"),
                |row| row.level_pp,
            ),
        ),
        (
            "weight",
            effect(
                c,
                &rows,
                "weight",
                ("Phần do trọng số của các đơn vị thay đổi", "By the weights of the places"),
                |row| row.weight_pp,
            ),
        ),
        ("since", c.n.period(first.since).into()),
        ("count", c.count_of(rows.len() as u64, c.place_noun(&first.place)).into()),
        ("most", most),
    ];
    let printed = |of: fn(&Contribution) -> f64| c.n.signed(rows.iter().map(|row| of(row)).sum::<f64>(), 2);
    let (whole, by_levels, by_weights) =
        (printed(total), printed(|row| row.level_pp), printed(|row| row.weight_pp));
    // Weights that cancel out, or print as nothing, are not none.
    let none = rows.iter().all(|row| row.weight_pp.abs() < 1e-12);
    let weights: f64 = rows.iter().map(|row| row.weight_pp).sum();
    let hardly = c.n.is_zero(weights, 2);
    // A part that prints as the whole change would not add up with the other one beside it.
    let (vi, en) = match (none, hardly || by_levels == whole, by_weights == whole) {
        (true, ..) => (
            "thay đổi chung {change} so với {since} (tính trên {count}) hoàn toàn do tỷ lệ của từng đơn vị thay đổi; {most}",
            "the change of {change} since {since} (over {count}) came wholly from changes within the places; {most}",
        ),
        (_, true, _) => (
            "thay đổi chung {change} so với {since} (tính trên {count}) hầu như toàn bộ do tỷ lệ của từng đơn vị thay đổi; {most}",
            "the change of {change} since {since} (over {count}) came almost wholly from changes within the places; {most}",
        ),
        (_, _, true) => (
            "thay đổi chung {change} so với {since} (tính trên {count}) hầu như toàn bộ do trọng số (quy mô) của các đơn vị thay đổi; {most}",
            "the change of {change} since {since} (over {count}) came almost wholly from shifts in the weights of the places; {most}",
        ),
        _ => (
            "trong thay đổi chung {change} so với {since} (tính trên {count}), {level} là do tỷ lệ của từng đơn vị thay đổi, {weight} là do trọng số (quy mô) của các đơn vị thay đổi; {most}",
            "of the change of {change} since {since} (over {count}), {level} came from changes within the places and {weight} from shifts in their weights; {most}",
        ),
    };
    let said = c.say(vi, en, &slots);
    match rows.last().filter(|row| total(row) * change < 0.0 && !c.n.is_zero(total(row), 2)) {
        Some(row) => said.then(c.say(
            "; kéo ngược lại nhiều nhất là {row}",
            "; {row} pulled most the other way",
            &[("row", one(row))],
        )),
        None => said,
    }
}

/// A rank behind `hạng`; in English by itself: `6`, `6th`.
fn place_in_order(c: &Composer<'_>, rank: u32) -> String {
    match c.lang {
        Lang::Vi => rank.to_string(),
        Lang::En => ordinal(c.lang, rank as usize),
    }
}

fn rank_span(c: &Composer<'_>, row: &RankRow) -> Span {
    let id = c.id("ranks", &row.place, row.period, &[&row.indicator, &row.period.to_string()]);
    c.figure(&id, place_in_order(c, row.rank), || {
        let title = c.t("Thứ hạng: ", "Rank: ")
            + &format!(
                "{}, {}, {}",
                c.indicator_name(&row.indicator),
                c.place_in(&row.place),
                c.n.period(row.period)
            );
        let formula = c.t(
            "Xếp theo giá trị, tốt nhất là 1; bằng nhau thì cùng hạng",
            "Ordered by value, 1 for the best; equal values share a rank",
        );
        let mut e = Explanation::new(title, format!("{}/{}", row.rank, row.places), formula)
            .plain(c.t("giá trị", "value"), c.level(&row.indicator, row.value));
        if let Some((period, rank)) = row.previous {
            e = e.plain(c.n.period(period), format!("{rank}/{}", row.places));
        }
        e
    })
}

/// Who rose and who fell most in rank, among the same places.
pub(super) fn ranks(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    if c.only_wavers(view) {
        return Phrase::default();
    }
    let ranked: Vec<(&RankRow, u32)> = c
        .summary
        .ranks
        .iter()
        .filter(|row| row.indicator == view.id && row.period == view.focus && row.places >= FEWEST_RANKED)
        .filter_map(|row| Some((row, row.previous?.1)))
        .collect();
    let rise = |(row, before): &(&RankRow, u32)| i64::from(*before) - i64::from(row.rank);
    // Equal moves are told together, those nearer the top first.
    let most = |wanted: i64| {
        let mut rows: Vec<&(&RankRow, u32)> = ranked.iter().filter(|one| rise(one) == wanted).collect();
        rows.sort_by_key(|one| one.0.rank);
        rows
    };
    let (Some(highest), Some(lowest)) = (ranked.iter().map(rise).max(), ranked.iter().map(rise).min()) else {
        return Phrase::default();
    };
    let told = |(row, before): &(&RankRow, u32)| {
        let rises = row.rank < *before;
        c.say(
            if rises {
                "{place} (từ hạng {before} lên hạng {now})"
            } else {
                "{place} (từ hạng {before} xuống hạng {now})"
            },
            "{place} (from {before} to {now})",
            &[
                ("place", c.place_in(&row.place).into()),
                ("before", place_in_order(c, *before).into()),
                ("now", rank_span(c, row).into()),
            ],
        )
    };
    let together = |rows: Vec<&(&RankRow, u32)>| {
        let shown = to_name(rows.len(), 3);
        let mut phrases: Vec<Phrase> = rows.iter().take(shown).map(|one| told(one)).collect();
        if let Some(rest) = rows.len().checked_sub(shown).filter(|rest| *rest > 0) {
            phrases.push(c.t(&format!("{rest} nơi khác"), &format!("{rest} more")).into());
        }
        Phrase::joined(phrases, ", ", c.lang.pick(" và ", " and "))
    };
    let slots = [("up", together(most(highest))), ("down", together(most(lowest)))];
    let (rises, falls) = (highest >= i64::from(RANKS_MOVED), lowest <= -i64::from(RANKS_MOVED));
    match (rises, falls) {
        (true, true) => c.say(
            "về thứ hạng, lên nhiều nhất là {up}, xuống nhiều nhất là {down}",
            "in the ranking, {up} rose most and {down} fell most",
            &slots,
        ),
        (true, false) => {
            c.say("về thứ hạng, lên nhiều nhất là {up}", "in the ranking, {up} rose most", &slots)
        }
        (false, true) => {
            c.say("về thứ hạng, xuống nhiều nhất là {down}", "in the ranking, {down} fell most", &slots)
        }
        (false, false) => Phrase::default(),
    }
}

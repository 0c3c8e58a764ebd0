//! Where the places stand on an indicator: who leads, who lags, who is above the line of all, who moved most.

use crate::analyse::summary::CoverageRow;
use crate::compose::composer::Composer;
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;
use crate::compose::view::IndicatorView;
use crate::model::Place;

/// `Hải Phòng (78,4 %)`.
pub(super) fn place_with_level(c: &Composer<'_>, row: &CoverageRow) -> Phrase {
    sharing_level(c, &[row])
}

/// Places that print the same level: `Hải Phòng (78,4 %)`; `Sơn La và Điện Biên (cùng 95,10 %)`.
pub(super) fn sharing_level(c: &Composer<'_>, rows: &[&CoverageRow]) -> Phrase {
    let level: Phrase =
        rows.first().and_then(|row| c.coverage_level(row)).map(Phrase::from).unwrap_or_default();
    let places: Vec<&Place> = rows.iter().map(|row| &row.place).collect();
    c.sharing(&places, level)
}

/// Rows that print the same level side by side, in their order.
fn by_level<'r, 'a>(c: &Composer<'_>, rows: &'r [&'a CoverageRow]) -> Vec<&'r [&'a CoverageRow]> {
    let printed = |row: &CoverageRow| row.percent.map(|value| c.level(&row.indicator, value));
    rows.chunk_by(|a, b| printed(a) == printed(b)).collect()
}

/// The places of the best printed level and those of the weakest; nothing where all print the same.
pub(super) fn ends<'r, 'a>(
    c: &Composer<'_>,
    rows: &'r [&'a CoverageRow],
) -> Option<(&'r [&'a CoverageRow], &'r [&'a CoverageRow])> {
    match by_level(c, rows).as_slice() {
        [first, .., last] => Some((first, last)),
        _ => None,
    }
}

pub(super) fn leaders(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(top) = view.places.first() else { return Phrase::default() };
    if view.places.len() < 2 {
        return Phrase::default();
    }
    let (Some(count), Some(gap)) = (c.coverage_count(&view.places), c.coverage_gap(&view.places)) else {
        return Phrase::default();
    };
    let groups = by_level(c, &view.places);
    let mut slots = vec![("count", count.into()), ("gap", gap.into())];
    let (Some((last, before)), true) = (groups.split_last(), groups.len() > 1) else {
        slots.push(("level", c.coverage_level(top).map(Phrase::from).unwrap_or_default()));
        return c.say(
            "{count} có số liệu đều ở mức {level}",
            "all {count} with figures stood at {level}",
            &slots,
        );
    };
    // Of many places three are named, those of a tie together.
    let shown = if view.places.len() >= 6 { 3 } else { 1 };
    let mut named = 0;
    let tops: Vec<&&[&CoverageRow]> = before
        .iter()
        .take_while(|group| {
            let room = named < shown;
            named += group.len();
            room
        })
        .collect();
    let (first, firsts) = (tops.len() == 1, tops.iter().map(|group| group.len()).sum());
    let ties = tops.iter().any(|group| group.len() > 1) && !first;
    let tops: Vec<Phrase> = tops.iter().map(|group| sharing_level(c, group)).collect();
    let tops = match ties {
        true => Phrase::joined(tops, "; ", "; "),
        false => Phrase::joined(tops, ", ", c.lang.pick(" và ", " and ")),
    };
    slots.push(("tops", tops));
    slots.push(("low", sharing_level(c, last)));
    slots.push(("are", c.was(firsts).into()));
    slots.push(("is", c.was(last.len()).into()));
    let median = view.spread.iter().find(|spread| spread.period == view.focus && spread.places >= 5);
    let (vi, en) = match (c.less_is_better(&view.id), first) {
        (true, _) => (
            "trong {count} có số liệu, thấp nhất (tốt nhất) là {tops}, cao nhất (kém nhất) là {low}, chênh nhau {gap}",
            "of the {count} with figures, {tops} {are} lowest (best) and {low} {is} highest (worst), {gap} apart",
        ),
        (false, true) => (
            "trong {count} có số liệu, cao nhất là {tops}, thấp nhất là {low}, chênh nhau {gap}",
            "of the {count} with figures, {tops} {are} highest and {low} {is} lowest, {gap} apart",
        ),
        (false, false) => (
            "trong {count} có số liệu, dẫn đầu là {tops}; thấp nhất là {low}, chênh {gap} so với nơi cao nhất",
            "of the {count} with figures, {tops} led and {low} {is} lowest, {gap} below the highest",
        ),
    };
    let said = c.say(vi, en, &slots);
    match median {
        Some(spread) => {
            let median = c.spread_median(spread, &top.place);
            said.then(c.say(
                "; trung vị là {median}",
                "; the median was {median}",
                &[("median", median.into())],
            ))
        }
        None => said,
    }
}

/// The only place against the line of all places.
fn only_place(c: &Composer<'_>, view: &IndicatorView<'_>, line: &CoverageRow) -> Phrase {
    let Some(only) = view.places.first() else { return Phrase::default() };
    let Some(distance) = c.coverage_distance(only, line) else { return Phrase::default() };
    let slots = [
        ("place", place_with_level(c, only)),
        ("line", c.place_in(&line.place).into()),
        ("distance", distance.into()),
    ];
    let apart = only.percent.zip(line.percent).map_or(0.0, |(value, level)| value - level);
    match apart {
        apart if c.n.is_zero(apart, c.decimals(&view.id)) => {
            c.say("{place} bằng mức của {line}", "{place} was level with {line}", &slots)
        }
        apart if apart > 0.0 => {
            c.say("{place} cao hơn {distance} so với {line}", "{place} was {distance} above {line}", &slots)
        }
        _ => {
            c.say("{place} thấp hơn {distance} so với {line}", "{place} was {distance} below {line}", &slots)
        }
    }
}

/// How many places are better than the line of all of them.
pub(super) fn against_line(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    // One province's position is told by itself.
    let Some(line) = view.yardstick.filter(|_| view.own().is_none()) else { return Phrase::default() };
    let Some(level) = line.percent else { return Phrase::default() };
    let Some(first) = view.places.first() else { return Phrase::default() };
    let all = view.places.len();
    if all < 2 {
        return only_place(c, view, line);
    }
    let less = c.less_is_better(&view.id);
    let better = |value: f64| c.clearly_better(&view.id, value, level);
    let above: Vec<&CoverageRow> =
        view.places.iter().filter(|row| row.percent.is_some_and(better)).copied().collect();
    let id = c.coverage_id(line).part("above");
    let noun = c.place_noun(&first.place);
    let number = |count: usize| c.n.count(u64::try_from(count).unwrap_or(u64::MAX));
    let text = match above.len() {
        0 => c.t(&format!("không {} nào", noun.0), &format!("no {}", noun.1)),
        count if count == all => c.t(
            &format!("cả {}\u{a0}{}", number(all), noun.0),
            &format!("all {}\u{a0}{}", number(all), noun.2),
        ),
        count => c.t(
            &format!("{} trong {}\u{a0}{}", number(count), number(all), noun.0),
            &format!("{} of the {}\u{a0}{}", number(count), number(all), noun.2),
        ),
    };
    let span = c.counted_lines(
        id.as_str(),
        text,
        c.t("Số đơn vị tốt hơn mức chung: ", "Places better than the line of all: ")
            + &format!("{}, {}", c.indicator_name(&line.indicator), c.n.period(line.period)),
        c.t(
            "Đếm đơn vị có giá trị tốt hơn hẳn mức chung trong cùng kỳ",
            "Places whose value is strictly better than the line of all places in the period, counted",
        ),
        above.iter().filter_map(|row| row.origins.first.first().copied()),
    );
    let slots = [
        ("count", span.into()),
        ("line", c.overall(&line.place).into()),
        ("how", c.t(if less { "thấp hơn" } else { "cao hơn" }, if less { "below" } else { "above" }).into()),
    ];
    c.say(
        match above.len() {
            0 => "{count} có số liệu {how} {line}",
            count if count == all => "{count} có số liệu đều {how} {line}",
            // No sentence begins with a number.
            _ => "có {count} {how} {line}",
        },
        match above.len() {
            count if count == 0 || count == all => "{count} with figures stood {how} {line}",
            _ => "in {count} the figure was {how} {line}",
        },
        &slots,
    )
}

/// Who rose and who fell most, among the places that are compared with one and the same period.
pub(super) fn movers(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(since) = view.compared_with().filter(|_| !c.only_wavers(view)) else {
        return Phrase::default();
    };
    let mut moved: Vec<(&CoverageRow, f64)> = view
        .places
        .iter()
        .filter(|row| row.change_since == Some(since))
        .filter_map(|row| Some((*row, row.change_pp?)))
        .collect();
    if moved.len() < 3 {
        return Phrase::default();
    }
    moved.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| c.names.compare(&a.0.place.name, &b.0.place.name)));
    let mut falling = moved.clone();
    falling
        .sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| c.names.compare(&a.0.place.name, &b.0.place.name)));
    let decimals = c.decimals(&view.id);
    let sharing = |rows: &[(&CoverageRow, f64)]| {
        let count = tied(rows, |row| c.n.decimal(row.1, decimals));
        let rows: Vec<&CoverageRow> = rows.iter().take(count).map(|row| row.0).collect();
        let change =
            rows.first().and_then(|row| c.coverage_change(row)).map(Phrase::from).unwrap_or_default();
        let places: Vec<&Place> = rows.iter().map(|row| &row.place).collect();
        (count, c.sharing(&places, change))
    };
    let ((_, up), (at_end, down)) = (sharing(&moved), sharing(&falling));
    // Everyone moved by the same: nobody moved most.
    if at_end == moved.len() {
        return Phrase::default();
    }
    let some = moved.len() < view.places.len();
    let count = c.counted_lines(
        &format!("{}/compared", c.id_of_all(view)),
        c.count_of(
            u64::try_from(moved.len()).unwrap_or(u64::MAX),
            moved.first().map_or(("đơn vị", "place", "places"), |row| c.place_noun(&row.0.place)),
        ),
        c.t("Số đơn vị so sánh được: ", "Places compared: ")
            + &format!(
                "{}, {}",
                c.indicator_name(&view.id),
                c.t(
                    &format!("{} so với {}", c.n.period(view.focus), c.n.period(since)),
                    &format!("{} compared with {}", c.n.period(view.focus), c.n.period(since)),
                )
            ),
        c.t("Đếm đơn vị có số liệu của cả hai kỳ", "Places with a figure in both periods, counted"),
        moved.iter().filter_map(|row| row.0.origins.first.first().copied()),
    );
    let slots = [("up", up), ("down", down), ("since", c.n.period(since).into()), ("count", count.into())];
    let lead = match some {
        true => c.say(
            "so với {since}, trong {count} có số liệu của cả hai kỳ, ",
            "of the {count} with figures of both periods, since {since} ",
            &slots,
        ),
        false => c.say("so với {since}, ", "since {since}, ", &slots),
    };
    let extreme = |rows: &[(&CoverageRow, f64)]| rows.first().map_or(0.0, |row| row.1);
    let (highest, lowest) = (extreme(&moved), extreme(&falling));
    let zero = |change: f64| c.n.is_zero(change, decimals);
    let rises = highest > 0.0 && !zero(highest);
    let falls = lowest < 0.0 && !zero(lowest);
    let told = match (rises, falls) {
        (true, true) => c.say(
            "tăng nhiều nhất là {up}, giảm nhiều nhất là {down}",
            "the largest rise was in {up}, the largest fall in {down}",
            &slots,
        ),
        // The least of the rises may be none at all.
        (true, false) if zero(lowest) => {
            c.say("tăng nhiều nhất là {up}", "the largest rise was in {up}", &slots)
        }
        (false, true) if zero(highest) => {
            c.say("giảm nhiều nhất là {down}", "the largest fall was in {down}", &slots)
        }
        (true, false) => c.say(
            "tăng nhiều nhất là {up}, tăng ít nhất là {down}",
            "the largest rise was in {up}, the smallest in {down}",
            &slots,
        ),
        (false, true) => c.say(
            "giảm nhiều nhất là {down}, giảm ít nhất là {up}",
            "the largest fall was in {down}, the smallest in {up}",
            &slots,
        ),
        (false, false) => return Phrase::default(),
    };
    lead.then(told)
}

//! The chapter on coverage: one section an indicator.

use super::coverage_table::{count_span, table};
use super::trends::trend;
use crate::analyse::summary::{Basis, CoverageRow};
use crate::compose::charts::coverage as charts;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::view::IndicatorView;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = Vec::new();
    let views = c.indicators();
    if views.is_empty() {
        blocks.push(nothing(c));
    }
    for view in &views {
        section(c, view, &mut blocks);
    }
    Chapter { id: "coverage".to_owned(), title: c.t("Mức độ bao phủ", "Coverage"), blocks }
}

fn nothing(c: &Composer<'_>) -> Block {
    let rows = c.counted(
        "coverage/all/rows",
        c.n.count(0),
        c.t("Số liệu bao phủ", "Coverage figures"),
        c.t("Đếm số liệu bao phủ dùng được", "Usable coverage figures, counted"),
    );
    let said = c.say(
        "Các tệp nhận được có {rows} số liệu bao phủ dùng được",
        "The exports hold {rows} usable coverage figures",
        &[("rows", rows.into())],
    );
    Block::Paragraph(paragraph([said]))
}

fn section(c: &Composer<'_>, view: &IndicatorView<'_>, blocks: &mut Vec<Block>) {
    let name = c.indicator_name(&view.id);
    blocks.push(Block::Heading { level: 2, id: format!("coverage-{}-section", view.id), text: name });
    let said = paragraph([
        headline(c, view),
        super::province::position(c, view),
        leaders(c, view),
        against_line(c, view),
        super::regions::regions(c, view),
        movers(c, view),
        targets(c, view),
        trend(c, view),
    ]);
    if !said.is_empty() {
        blocks.push(Block::Paragraph(said));
    }
    let moved = paragraph([
        super::coverage_moves::contributions(c, view),
        super::coverage_moves::ranks(c, view),
        super::coverage_moves::convergence(c, view),
    ]);
    if !moved.is_empty() {
        blocks.push(Block::Paragraph(moved));
    }
    if let Some(note) = caveats(c, view) {
        blocks.push(note);
    }
    let drawn = [
        charts::lines(c, view),
        charts::ranking(c, view),
        crate::compose::charts::province::position(c, view, super::province::region_of(c, view, view.focus)),
        crate::compose::charts::waterfall::waterfall(c, view),
        crate::compose::charts::coverage_spread::tiles(c, view),
        crate::compose::charts::coverage_spread::spread(c, view),
    ];
    blocks.extend(drawn.into_iter().flatten().map(|chart| c.chart(chart)));
    blocks.extend(match view.own() {
        Some(_) => super::province::table(c, view),
        None => table(c, view),
    });
}

/// `tăng 2,71 điểm % so với năm 2021`.
pub(super) fn change_phrase(c: &Composer<'_>, row: &CoverageRow) -> Phrase {
    let (Some(change), Some(since)) = (row.change_pp, row.change_since) else {
        return Phrase::default();
    };
    let Some(span) = c.coverage_change(row) else { return Phrase::default() };
    let slots = [("change", span.into()), ("since", c.n.period(since).into())];
    let zero = c.n.is_zero(change, c.decimals(&row.indicator));
    let (vi, en) = match change {
        _ if zero => ("{change} so với {since}", "{change} since {since}"),
        change if change > 0.0 => ("tăng {change} so với {since}", "up {change} since {since}"),
        _ => ("giảm {change} so với {since}", "down {change} since {since}"),
    };
    c.say(vi, en, &slots)
}

/// The level of the line of all places, or of the only place, and its change.
pub(super) fn headline(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(row) = view.headline() else { return Phrase::default() };
    let Some(level) = c.coverage_level(row) else { return Phrase::default() };
    let change = change_phrase(c, row);
    let mut slots = vec![
        ("subject", c.indicator_subject(&view.id).into()),
        ("level", level.into()),
        ("period", c.n.period(row.period).into()),
        ("within", c.n.within(row.period).into()),
    ];
    let partial = row.places_with_figures.zip(row.places_expected).filter(|(have, all)| have < all);
    let said = match partial.and_then(|_| c.coverage_places(row)) {
        Some(places) => {
            slots.push(("places", places.into()));
            slots.push(("noun", c.place_noun(&row.place).0.into()));
            slots.push(("nouns", c.place_noun(&row.place).2.into()));
            c.say(
                "{period}, {subject} tính chung {places} {noun} có số liệu là {level}",
                "{within}, {subject} over the {places} {nouns} with figures was {level}",
                &slots,
            )
        }
        None => {
            slots.push(("at", c.at(&row.place).into()));
            slots.push(("is", reaches(c, &view.id).into()));
            c.say("{period}, {subject} {at} {is} {level}", "{within}, {subject} {at} was {level}", &slots)
        }
    };
    let said = said.then(parts(c, row));
    let said = match incomplete_units(c, row) {
        true => said.then(c.t(
            " (gồm cả phần đã có số liệu của đơn vị mới chưa đủ số liệu)",
            " (with the reported parts of merged units that are not complete)",
        )),
        false => said,
    };
    let said = if row.preliminary {
        match row.places_with_figures.is_some_and(|places| places > 1) {
            true => said.then(
                c.t(" (gồm cả số sơ bộ hoặc ước tính)", " (preliminary or estimated figures included)"),
            ),
            false => said.then(c.t(" (số sơ bộ hoặc ước tính)", " (preliminary or estimated)")),
        }
    } else {
        said
    };
    if change.is_empty() { said } else { said.then(", ").then(change) }
}

/// Whether a sum holds counts of merged units that have no figure of their own, as a part of them is missing.
pub(super) fn incomplete_units(c: &Composer<'_>, row: &CoverageRow) -> bool {
    row.place.is_country()
        && row.basis == Basis::Computed
        && c.summary.not_combined.iter().any(|unit| {
            unit.measure == *row.indicator
                && unit.period == row.period
                && unit.place.vintage == row.place.vintage
                && !unit.no_base
                && !unit.parts_reported.is_empty()
        })
}

/// `đạt` where more is better; `là` otherwise, and where the name says it already.
fn reaches(c: &Composer<'_>, indicator: &str) -> &'static str {
    let said = c.indicator_name(indicator).contains("đạt");
    if said || c.less_is_better(indicator) { "là" } else { "đạt" }
}

/// ` (6/10)`: covered and total behind a level.
fn parts(c: &Composer<'_>, row: &CoverageRow) -> Phrase {
    let covered = count_span(c, row, "covered", row.covered);
    let total = count_span(c, row, "total", row.total);
    match (covered, total) {
        (Some(covered), Some(total)) => Phrase::from(" (").then(covered).then("/").then(total).then(")"),
        _ => Phrase::default(),
    }
}

/// `Hải Phòng (78,4 %)`.
pub(super) fn place_with_level(c: &Composer<'_>, row: &CoverageRow) -> Phrase {
    let level: Phrase = c.coverage_level(row).map(Phrase::from).unwrap_or_default();
    Phrase::from(c.place_in(&row.place)).then(" (").then(level).then(")")
}

fn and(c: &Composer<'_>, phrases: Vec<Phrase>) -> Phrase {
    Phrase::joined(phrases, ", ", c.lang.pick(" và ", " and "))
}

fn leaders(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let (Some(top), Some(low)) = (view.places.first(), view.places.last()) else { return Phrase::default() };
    if view.places.len() < 2 {
        return Phrase::default();
    }
    let (Some(count), Some(gap)) = (c.coverage_count(&view.places), c.coverage_gap(&view.places)) else {
        return Phrase::default();
    };
    let mut slots = vec![
        ("count", count.into()),
        ("gap", gap.into()),
        ("low", place_with_level(c, low)),
        ("when", if view.line.is_some() { Phrase::default() } else { c.n.period(view.focus).into() }),
    ];
    let zero = top.percent.zip(low.percent).is_some_and(|(a, b)| c.n.is_zero(a - b, c.decimals(&view.id)));
    if zero {
        slots.push(("level", c.coverage_level(top).map(Phrase::from).unwrap_or_default()));
        return c.say(
            "{count} có số liệu đều ở mức {level}",
            "all {count} with figures stand at {level}",
            &slots,
        );
    }
    let shown = if view.places.len() >= 6 { 3 } else { 1 };
    let tops: Vec<Phrase> = view.places.iter().take(shown).map(|row| place_with_level(c, row)).collect();
    slots.push(("tops", and(c, tops)));
    let median = view.spread.iter().find(|spread| spread.period == view.focus && spread.places >= 5);
    let (vi, en) = match (c.less_is_better(&view.id), view.places.len() < 6) {
        (true, _) => (
            "trong {count} có số liệu, thấp nhất (tốt nhất) là {tops}, cao nhất là {low}, chênh nhau {gap}",
            "of the {count} with figures, {tops} do best with the lowest values, {low} is highest, {gap} apart",
        ),
        (false, true) => (
            "trong {count} có số liệu, cao nhất là {tops}, thấp nhất là {low}, chênh nhau {gap}",
            "of the {count} with figures, {tops} is highest and {low} lowest, {gap} apart",
        ),
        (false, false) => (
            "trong {count} có số liệu, dẫn đầu là {tops}, thấp nhất là {low}, chênh nhau {gap}",
            "of the {count} with figures, {tops} lead and {low} comes last, {gap} apart",
        ),
    };
    let said = c.say(vi, en, &slots);
    match median {
        Some(spread) => {
            let median = c.spread_median(spread, &top.place);
            said.then(c.say(
                "; trung vị là {median}",
                "; the median is {median}",
                &[("median", median.into())],
            ))
        }
        None => said,
    }
}

fn against_line(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    // One province's position is told by itself.
    let Some(line) = view.line.filter(|_| view.own().is_none()) else { return Phrase::default() };
    let Some(level) = line.percent else { return Phrase::default() };
    let better = |row: &&&CoverageRow| {
        row.percent.is_some_and(
            |value| {
                if c.less_is_better(&view.id) { value < level } else { value > level }
            },
        )
    };
    let above: Vec<&CoverageRow> = view.places.iter().filter(better).copied().collect();
    let all = view.places.len();
    if all < 2 {
        return match view.places.first() {
            Some(only) => match c.coverage_distance(only, line) {
                Some(distance) => {
                    let higher = only.percent > line.percent;
                    let slots = [
                        ("place", place_with_level(c, only)),
                        ("line", c.place_in(&line.place).into()),
                        ("distance", distance.into()),
                    ];
                    match higher {
                        true => c.say(
                            "{place} cao hơn {line} {distance}",
                            "{place} stands {distance} above {line}",
                            &slots,
                        ),
                        false => c.say(
                            "{place} thấp hơn {line} {distance}",
                            "{place} stands {distance} below {line}",
                            &slots,
                        ),
                    }
                }
                None => Phrase::default(),
            },
            None => Phrase::default(),
        };
    }
    let id = c.coverage_id(line).part("above");
    let text = if above.len() == all { all.to_string() } else { format!("{}/{all}", above.len()) };
    let span = c.counted_lines(
        id.as_str(),
        c.t(&text, &text.replace('/', " of ")),
        c.t("Số đơn vị tốt hơn mức chung", "Places better than the line of all"),
        c.t(
            "Đếm đơn vị có giá trị tốt hơn hẳn mức chung trong cùng kỳ",
            "Places whose value is strictly better than the line of all places in the period, counted",
        ),
        above.iter().filter_map(|row| row.origins.first.first().copied()),
    );
    let slots = [("count", span.into()), ("line", c.place_in(&line.place).into())];
    let (vi, en) = match (c.less_is_better(&view.id), above.len() == all) {
        (true, false) => (
            "{count} đơn vị có số liệu thấp hơn mức của {line}",
            "{count} places with figures stand below {line}",
        ),
        (true, true) => (
            "cả {count} đơn vị có số liệu đều thấp hơn mức của {line}",
            "all places with figures ({count}) stand below {line}",
        ),
        (false, false) => (
            "{count} đơn vị có số liệu cao hơn mức của {line}",
            "{count} places with figures stand above {line}",
        ),
        (false, true) => (
            "cả {count} đơn vị có số liệu đều cao hơn mức của {line}",
            "all places with figures ({count}) stand above {line}",
        ),
    };
    c.say(vi, en, &slots)
}

fn movers(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let mut moved: Vec<&CoverageRow> =
        view.places.iter().filter(|row| row.change_pp.is_some()).copied().collect();
    if moved.len() < 3 {
        return Phrase::default();
    }
    moved.sort_by(|a, b| {
        b.change_pp
            .unwrap_or_default()
            .total_cmp(&a.change_pp.unwrap_or_default())
            .then_with(|| a.place.cmp(&b.place))
    });
    let (Some(up), Some(down)) = (moved.first(), moved.last()) else { return Phrase::default() };
    let one = |row: &CoverageRow| {
        let change = c.coverage_change(row).map(Phrase::from).unwrap_or_default();
        let since = row.change_since.map(|since| c.n.period(since)).unwrap_or_default();
        (change, since)
    };
    let decimals = c.decimals(&view.id);
    let (up_change, since) = one(up);
    let (down_change, _) = one(down);
    let slots = [
        ("up", c.place_in(&up.place).into()),
        ("up_change", up_change),
        ("down", c.place_in(&down.place).into()),
        ("down_change", down_change),
        ("since", since.into()),
    ];
    let rises = |row: &CoverageRow| {
        row.change_pp.is_some_and(|change| change > 0.0 && !c.n.is_zero(change, decimals))
    };
    let falls = |row: &CoverageRow| {
        row.change_pp.is_some_and(|change| change < 0.0 && !c.n.is_zero(change, decimals))
    };
    match (rises(up), falls(down)) {
        (true, true) => c.say(
            "so với {since}, tăng nhiều nhất là {up} ({up_change}), giảm nhiều nhất là {down} ({down_change})",
            "since {since}, {up} has risen most ({up_change}) and {down} has fallen most ({down_change})",
            &slots,
        ),
        (true, false) => c.say(
            "so với {since}, tăng nhiều nhất là {up} ({up_change}), tăng ít nhất là {down} ({down_change})",
            "since {since}, {up} has risen most ({up_change}) and {down} least ({down_change})",
            &slots,
        ),
        (false, true) => c.say(
            "so với {since}, giảm nhiều nhất là {down} ({down_change}), giảm ít nhất là {up} ({up_change})",
            "since {since}, {down} has fallen most ({down_change}) and {up} least ({up_change})",
            &slots,
        ),
        (false, false) => Phrase::default(),
    }
}

fn targets(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let told: Vec<Phrase> = view
        .targets
        .iter()
        .filter(|target| {
            view.headline().is_some_and(|row| {
                row.place.level == target.place.level && row.place.name == target.place.name
            })
        })
        .take(2)
        .map(|target| super::targets::standing(c, target, false))
        .collect();
    Phrase::joined(told, "; ", "; ")
}

/// Preliminary figures, missing parts, basis: beside the figures they are about.
fn caveats(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Block> {
    let mut said: Vec<Phrase> = Vec::new();
    let preliminary: Vec<&CoverageRow> = view.places.iter().filter(|row| row.preliminary).copied().collect();
    if !preliminary.is_empty() {
        let names: Vec<Phrase> = preliminary.iter().take(3).map(|row| place_with_level(c, row)).collect();
        let more = preliminary.len().saturating_sub(3);
        let rest = match more {
            0 => String::new(),
            more => c.t(&format!(" và {more} đơn vị khác"), &format!(" and {more} more")),
        };
        said.push(c.say(
            "số sơ bộ hoặc ước tính: {names}{rest}",
            "preliminary or estimated: {names}{rest}",
            &[("names", Phrase::joined(names, ", ", ", ")), ("rest", rest.into())],
        ));
    }
    let mut units = view.not_combined.clone();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.period));
    for unit in units.iter().filter(|unit| unit.period == view.focus).take(3) {
        said.push(super::quality::not_combined(c, unit));
    }
    let rows = view.line.into_iter().chain(view.places.iter().copied());
    for row in rows.filter(|row| !c.doubts(&c.coverage_id(row)).is_empty()).take(3) {
        let doubts = c.doubts(&c.coverage_id(row)).join("; ");
        said.push(c.say(
            "nghi vấn, {place}: {doubts}",
            "doubtful, {place}: {doubts}",
            &[("place", place_with_level(c, row)), ("doubts", doubts.into())],
        ));
    }
    (!said.is_empty()).then(|| Block::Note(paragraph(said)))
}

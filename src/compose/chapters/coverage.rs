//! The chapter on coverage: one section an indicator.

use super::coverage_places::{against_line, leaders, movers, place_with_level};
use super::coverage_table::{count_span, incomplete_units, table};
use super::target_words::{Lead, standing};
use super::trends::{each_place, trend};
use crate::analyse::summary::{CoverageRow, TargetVerdict};
use crate::compose::charts::coverage as charts;
use crate::compose::composer::Composer;
use crate::compose::names::to_name;
use crate::compose::other_periods;
use crate::compose::report::{Block, Chapter};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::view::IndicatorView;

/// From so many places on a ranking is tall.
const TALL: usize = 20;

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
    let none = c.counted(
        "coverage/all/rows",
        c.t("không có số liệu bao phủ nào dùng được", "no usable coverage figures"),
        c.t("Số liệu bao phủ", "Coverage figures"),
        c.t("Đếm số liệu bao phủ dùng được", "Usable coverage figures, counted"),
    );
    let said = c.say("các tệp nhận được {none}", "the exports hold {none}", &[("none", none.into())]);
    Block::Paragraph(paragraph([said]))
}

fn section(c: &Composer<'_>, view: &IndicatorView<'_>, blocks: &mut Vec<Block>) {
    let name = c.indicator_name(&view.id);
    blocks.push(Block::Heading { level: 2, id: format!("coverage-{}-section", view.id), text: name });
    // What is said of one place stays together; what is said of all of them follows.
    let (level, goals, test) = (headline(c, view), targets(c, view), trend(c, view));
    let (ranks, moves) = (leaders(c, view), movers(c, view));
    let said = match level.is_empty() {
        true => paragraph([ranks, moves, test]),
        false => {
            let regions = super::regions::regions(c, view);
            let own = super::province::position(c, view);
            paragraph([
                level,
                own,
                goals,
                test,
                each_place(c, view),
                ranks,
                against_line(c, view),
                regions,
                moves,
            ])
        }
    };
    if !said.is_empty() {
        blocks.push(Block::Paragraph(said));
    }
    let moved = paragraph([
        super::coverage_moves::contributions(c, view),
        super::coverage_moves::ranks(c, view),
        super::convergence::convergence(c, view),
        super::convergence::extremes(c, view),
    ]);
    if !moved.is_empty() {
        blocks.push(Block::Paragraph(moved));
    }
    if let Some(note) = caveats(c, view) {
        blocks.push(note);
    }
    let table = match view.own() {
        Some(_) => super::province::table(c, view),
        None => table(c, view),
    };
    let map = || crate::compose::charts::coverage_spread::tiles(c, view);
    let spread = || crate::compose::charts::coverage_spread::spread(c, view);
    // Rankings and maps of many places fill most of a page: charts that fill its rest come before and between them,
    // and a long table, which breaks anywhere, after them. A map comes last where the table is short.
    let tall = view.places.len() > TALL;
    let drawn = [
        charts::lines(c, view),
        spread().filter(|_| tall),
        charts::ranking(c, view),
        crate::compose::charts::province::position(c, view, super::province::region_of(c, view, view.focus)),
        crate::compose::charts::waterfall::waterfall(c, view),
        map().filter(|_| tall),
        spread().filter(|_| !tall),
    ];
    blocks.extend(drawn.into_iter().flatten().map(|chart| c.chart(chart)));
    blocks.extend(table);
    super::laggards::laggards(c, view, blocks);
    blocks.extend(map().filter(|_| !tall).map(|chart| c.chart(chart)));
}

/// `tăng 2,71 điểm % so với năm 2021`; `hầu như không đổi so với năm 2021 (tăng 0,01 điểm %)`.
pub(super) fn change_phrase(c: &Composer<'_>, row: &CoverageRow) -> Phrase {
    let (Some(change), Some(since)) = (row.change_pp, row.change_since) else {
        return Phrase::default();
    };
    let Some(span) = c.coverage_change(row) else { return Phrase::default() };
    let slots = [("change", span.into()), ("since", c.n.period(since).into())];
    let (vi, en) = match change {
        _ if c.n.is_zero(change, c.decimals(&row.indicator)) => {
            ("{change} so với {since}", "{change} since {since}")
        }
        change if c.hardly(&row.indicator, change) && change > 0.0 => {
            ("hầu như không đổi so với {since} (tăng {change})", "hardly changed since {since} (up {change})")
        }
        change if c.hardly(&row.indicator, change) => (
            "hầu như không đổi so với {since} (giảm {change})",
            "hardly changed since {since} (down {change})",
        ),
        change if change > 0.0 => ("tăng {change} so với {since}", "up {change} since {since}"),
        _ => ("giảm {change} so với {since}", "down {change} since {since}"),
    };
    c.say(vi, en, &slots)
}

/// The level of the line of all places, or of the only place, and its change.
pub(super) fn headline(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    told(c, view, true)
}

/// The same without the counts behind it, for the director's page.
pub(super) fn level_alone(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    told(c, view, false)
}

fn told(c: &Composer<'_>, view: &IndicatorView<'_>, counts: bool) -> Phrase {
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
                "{period}, {subject} tính chung của {places} {noun} có số liệu là {level}",
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
    let said = if counts { said.then(parts(c, row)) } else { said };
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
                c.t(" (gồm cả số liệu sơ bộ hoặc ước tính)", " (preliminary or estimated figures included)"),
            ),
            false => said.then(c.t(" (số liệu sơ bộ hoặc ước tính)", " (preliminary or estimated)")),
        }
    } else {
        said
    };
    if change.is_empty() { said } else { said.then(", ").then(change) }
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

/// Where the targets of the place stand that the headline speaks of.
pub(super) fn targets(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(row) = view.headline() else { return Phrase::default() };
    // The one that its level is set against, and the last of the others that could be judged.
    let first = view.target_of(&row.place, c.summary.as_of);
    let others = view
        .targets
        .iter()
        .copied()
        .filter(|target| row.place.level == target.place.level && row.place.name == target.place.name)
        .filter(|target| {
            use TargetVerdict::{OtherBorders, Unknown, Unseen};
            !matches!(target.verdict, OtherBorders | Unknown | Unseen)
        })
        .filter(|target| first.is_none_or(|first| first.due != target.due));
    let told = first.into_iter().chain(others.max_by_key(|target| target.due));
    let told = told.map(|target| standing(c, target, Lead::Place(row.period))).collect();
    Phrase::joined(told, "; ", "; ")
}

/// Figures of other periods, preliminary ones, missing parts, basis: beside the figures they are about.
fn caveats(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Block> {
    let mut said: Vec<Phrase> = Vec::new();
    let elsewhen = other_periods::told(c, view);
    if !elsewhen.is_empty() {
        said.push(elsewhen);
    }
    let preliminary: Vec<&CoverageRow> = view.places.iter().filter(|row| row.preliminary).copied().collect();
    if !preliminary.is_empty() {
        let shown = to_name(preliminary.len(), 3);
        let mut names: Vec<Phrase> =
            preliminary.iter().take(shown).map(|row| place_with_level(c, row)).collect();
        let more = preliminary.len() - shown;
        if more > 0 {
            names.push(c.t(&format!("{more} đơn vị khác"), &format!("{more} more")).into());
        }
        said.push(c.say(
            "số liệu sơ bộ hoặc ước tính: {names}",
            "preliminary or estimated: {names}",
            &[("names", Phrase::joined(names, ", ", c.lang.pick(" và ", " and ")))],
        ));
    }
    let mut units = view.not_combined.clone();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.period));
    for unit in units.iter().filter(|unit| unit.period == view.focus).take(3) {
        said.push(super::quality::not_combined(c, unit));
    }
    let rows = view.line.into_iter().chain(view.places.iter().copied());
    for row in rows.filter(|row| !c.doubts(&c.coverage_id(row)).is_empty()).take(3) {
        let level = c.coverage_level(row).map(Phrase::from).unwrap_or_default();
        said.push(c.to_check(level, &c.doubts(&c.coverage_id(row))));
    }
    (!said.is_empty()).then(|| Block::Note(paragraph(said)))
}

//! The director's page: at most eight key figures, five findings, three doubts.

use std::collections::BTreeMap;

use super::quality;
use super::told::Told;
use super::{doubts, findings, key_figures};
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Span};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::view::IndicatorView;
use crate::model::{FigureId, Level, Place, Vintage};

const FINDINGS: usize = 5;
const DOUBTS: usize = 3;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let views = c.indicators();
    let (key, place) = key_figures::key_figures(c, &views);
    let scope = match (scope(c, &views), of_one_place(c, place)) {
        (scope, place) if scope.is_empty() || place.is_empty() => scope,
        (scope, place) => scope.then("; ").then(place),
    };
    let said = [scope, one_province(c), quality::accounting(c)];
    let mut blocks = vec![Block::Paragraph(paragraph(said))];
    let found = pick(findings::findings(c, &views), FINDINGS);
    let spans = found.iter().flat_map(|found| &found.0);
    let shown = spans.filter_map(|span| match span {
        Span::Figure { id, .. } => Some(id),
        Span::Text(_) | Span::Strong(_) | Span::Table { .. } => None,
    });
    let shown: Vec<FigureId> = key.iter().map(|figure| &figure.id).chain(shown).cloned().collect();
    if !key.is_empty() {
        blocks.push(Block::KeyFigures(key));
    }
    let found: Vec<Vec<Span>> = found.into_iter().map(|words| c.marked(words).sentence().0).collect();
    if !found.is_empty() {
        blocks.push(heading(c, "key-findings", "Phát hiện chính", "Main findings"));
        blocks.push(Block::List(found));
    }
    let doubts = pick(doubts::doubts(c, &views, &shown), DOUBTS);
    let doubts: Vec<Vec<Span>> = doubts.into_iter().map(|words| words.sentence().0).collect();
    if !c.audit.files.is_empty() {
        blocks.push(heading(c, "key-doubts", "Điểm còn chưa chắc chắn", "What is uncertain"));
        // Where there is nothing to doubt the page says so, and does not leave it out.
        blocks.push(match doubts.is_empty() {
            true => Block::Paragraph(paragraph([quality::doubts(c)])),
            false => Block::List(doubts),
        });
    }
    Chapter { id: "key-figures".to_owned(), title: c.t("Số liệu chính", "Key figures"), blocks }
}

/// The place that all cards are of, where these do not name it themselves.
fn of_one_place(c: &Composer<'_>, place: Option<String>) -> Phrase {
    // The province of an edition stands in its title and in the first sentence.
    let Some(place) = place.filter(|_| c.summary.province.is_none()) else { return Phrase::default() };
    let names: std::collections::BTreeSet<String> = places(c).map(|place| c.place(place)).collect();
    let place = match names.contains(&place) {
        // The only one is named in the first sentence.
        true if names.len() == 1 => return Phrase::default(),
        true => place,
        false => crate::compose::names::small(&place),
    };
    if place == "whole country" {
        return c.t("", "the figures below are for the whole country").into();
    }
    let (vi, en) =
        (format!("các số liệu dưới đây là của {place}"), format!("the figures below are for {place}"));
    c.t(&vi, &en).into()
}

/// The place of every figure, but for lines of all places.
fn places<'a>(c: &Composer<'a>) -> impl Iterator<Item = &'a Place> + use<'a> {
    let s: &'a crate::analyse::Summary = c.summary;
    let places = s.coverage.iter().map(|row| &row.place).chain(s.teams.iter().map(|row| &row.place));
    let places = places.chain(s.topics.iter().map(|row| &row.place));
    places.chain(s.uncounted.iter().map(|row| &row.place)).filter(|place| !place.is_country())
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// What one province's edition holds, and what its ranks and trends are of.
fn one_province(c: &Composer<'_>) -> Phrase {
    let Some(place) = c.summary.province.as_ref().and_then(|province| province.places.last()) else {
        return Phrase::default();
    };
    c.say(
        "bản này chỉ gồm số liệu của {place}, đặt cạnh mức chung; thứ hạng, xu hướng và kiểm định được tính trên mọi đơn vị có số liệu, và phần kiểm tra số liệu nói về tất cả các tệp",
        "this edition holds the figures of {place} alone, beside the figures for the whole country; ranks, trends and tests are based on all places with figures, and the chapter on quality covers all files",
        &[("place", c.place_full(place).into())],
    )
}

/// What the report is about: indicators, places, years.
fn scope(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> Phrase {
    let s = c.summary;
    let mut levels: BTreeMap<Level, BTreeMap<Vintage, BTreeMap<&str, &Place>>> = BTreeMap::new();
    for place in places(c) {
        // A province that got another code within one set of borders is one place still; communes share names.
        let key = if place.level == Level::Province { &place.name } else { &place.code };
        levels.entry(place.level).or_default().entry(place.vintage).or_default().insert(key, place);
    }
    let size = |level: &Level| levels.get(level).map(|all| all.values().map(BTreeMap::len).sum::<usize>());
    let level = c.settings.by.filter(|by| levels.contains_key(by));
    let level = level.or_else(|| levels.keys().copied().max_by_key(size));
    let mut by_borders: Vec<(Vintage, &BTreeMap<&str, &Place>)> = level
        .and_then(|level| levels.get(&level))
        .into_iter()
        .flatten()
        .map(|(vintage, places)| (*vintage, places))
        .collect();
    // Provinces that go on under their names are told once.
    if by_borders.iter().all(|(_, places)| places.keys().eq(by_borders[0].1.keys())) {
        by_borders.drain(..by_borders.len().saturating_sub(1));
    }
    let periods = s.coverage.iter().map(|row| row.period);
    let periods =
        periods.chain(s.teams.iter().map(|row| row.period)).chain(s.topics.iter().map(|row| row.period));
    let years: std::collections::BTreeSet<i16> = periods.map(|period| period.calendar_year()).collect();
    let (false, Some(first), Some(last)) = (by_borders.is_empty(), years.first(), years.last()) else {
        return Phrase::default();
    };
    let count = |id: &str, count: usize, noun, title: String| {
        c.counted(
            id,
            c.count_of(u64::try_from(count).unwrap_or_default(), noun),
            title,
            c.t("Đếm trong các bảng số liệu của báo cáo", "Counted in the tables of the report"),
        )
    };
    let title = c.t("Số đơn vị có số liệu", "Places with figures");
    let counts = by_borders.iter().filter_map(|(vintage, places)| {
        let noun = c.place_noun(places.values().next()?);
        if by_borders.len() == 1 {
            return Some(count("scope/places", places.len(), noun, title.clone()).into());
        }
        // One land may be counted in both sets of borders: the two counts are never added.
        let borders = match vintage {
            Vintage::V63 => c.t(" (địa giới trước ngày 1/7/2025)", " (boundaries before 1 July 2025)"),
            _ => c.t(" (địa giới từ ngày 1/7/2025)", " (boundaries since 1 July 2025)"),
        };
        let id = format!("scope/places_{}", vintage.as_str());
        Some(Phrase::from(count(&id, places.len(), noun, title.clone())).then(borders))
    });
    let province = c.summary.province.as_ref().and_then(|province| province.places.last());
    let only = match by_borders.as_slice() {
        [(_, places)] if places.len() == 1 => places.values().next().copied(),
        _ => None,
    };
    let counts: Vec<Phrase> = match province.or(only) {
        Some(place) => vec![c.place_full(place).into()],
        None => counts.collect(),
    };
    let indicators = count(
        "scope/indicators",
        views.len(),
        ("chỉ tiêu bao phủ", "coverage indicator", "coverage indicators"),
        c.t("Số chỉ tiêu bao phủ", "Coverage indicators"),
    );
    // Without indicators there are teams or questions, which their chapters tell.
    let with = match views.is_empty() {
        true => Phrase::default(),
        false => c.say(", với {indicators}", ", with {indicators}", &[("indicators", indicators.into())]),
    };
    let slots = [
        ("places", Phrase::joined(counts, ", ", c.lang.pick(" và ", " and "))),
        ("with", with),
        ("first", c.n.year(*first).into()),
        ("last", c.n.year(*last).into()),
    ];
    if first == last {
        c.say(
            "báo cáo tổng hợp số liệu năm {last} của {places}{with}",
            "the report brings together figures for {last} from {places}{with}",
            &slots,
        )
    } else {
        c.say(
            "báo cáo tổng hợp số liệu từ năm {first} đến năm {last} của {places}{with}",
            "the report brings together figures for {first} to {last} from {places}{with}",
            &slots,
        )
    }
}

/// By so much the second one of a kind must outweigh the first one of another.
const SECOND: f64 = 30.0;

/// The weightiest, one a subject and no more than two of a kind: a second one stands back behind other kinds, unless it
/// weighs far more.
fn pick(mut told: Vec<Told>, most: usize) -> Vec<Phrase> {
    told.retain(|one| !one.words.is_empty());
    told.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.subject.cmp(&b.subject)));
    let mut kept: Vec<Told> = Vec::new();
    while kept.len() < most {
        let same = |of: &dyn Fn(&Told) -> bool| kept.iter().filter(|other| of(other)).count();
        let weight = |one: &Told| {
            // A second ranking or a second mover reads like the first.
            let of_kind = match (same(&|other| other.kind == one.kind), one.kind) {
                (0, _) => 0.0,
                (1, kind) if !matches!(kind, "spread" | "mover") => SECOND,
                _ => return None,
            };
            let fits = same(&|other| other.subject == one.subject) == 0
                && (one.about.is_empty() || same(&|other| other.about == one.about) < 2);
            fits.then_some(one.weight - of_kind)
        };
        let fitting = told.iter().enumerate().filter_map(|(at, one)| Some((at, weight(one)?)));
        // Of equal weights the first in order.
        let best = fitting.reduce(|a, b| if b.1 > a.1 { b } else { a });
        let Some((at, _)) = best else { break };
        kept.push(told.remove(at));
    }
    kept.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.subject.cmp(&b.subject)));
    kept.into_iter().map(|one| one.words).collect()
}

//! Rows of the tables beside those of the contract.

use super::{Lines, trend};
use crate::analyse::Summary;
use crate::analyse::summary::{
    Contribution, Convergence, Diversity, Laggards, Likeness, RankRow, RegionCoverage, RegionTeams,
    RegionTopic, Spread, TargetRow, TeamRow, TopicMove,
};
use crate::compose::labels::{Labels, commune};
use crate::compose::report::Datum;
use crate::model::Vintage;

pub(super) fn rows<'a>(s: &'a Summary, labels: &Labels<'a>, table: &str, lines: &mut Lines<'_, 'a>) {
    match table {
        "topic_moves" => s.moves.iter().for_each(|row| topic_move(labels, row, lines)),
        "similar_places" => s.likeness.iter().for_each(|row| likeness(row, lines)),
        "topic_diversity" => s.diversity.iter().for_each(|row| diversity(row, lines)),
        "region_topics" => s.region_topics.iter().for_each(|row| region_topic(labels, row, lines)),
        "contributions" => s.contributions.iter().for_each(|row| contribution(labels, row, lines)),
        "spread" => s.spread.iter().for_each(|row| spread(labels, row, lines)),
        "convergence" => s.convergence.iter().for_each(|row| convergence(labels, row, lines)),
        "ranks" => s.ranks.iter().for_each(|row| rank(labels, row, lines)),
        "region_coverage" => s.region_coverage.iter().for_each(|row| region_coverage(labels, row, lines)),
        "team_bases" => s.teams.iter().for_each(|row| team_bases(row, lines)),
        "target_ranges" => s.targets.iter().for_each(|row| target_range(row, lines)),
        "laggards" => s.laggards.iter().for_each(|told| laggards(labels, told, lines)),
        "region_teams" => s.region_teams.iter().for_each(|row| region_teams(labels, row, lines)),
        _ => {}
    }
}

fn topic_move<'a>(labels: &Labels<'a>, r: &'a TopicMove, lines: &mut Lines<'_, 'a>) {
    let cells = row![
        r.period,
        r.since,
        &r.topic,
        labels.topic(&r.topic),
        r.movement.as_str(),
        r.now.0,
        r.now.1,
        r.before.0,
        r.before.1,
        r.change_pp,
        r.interval.0,
        r.interval.1,
    ];
    lines.place(&r.place).add(cells).end();
}

fn target_range<'a>(r: &'a TargetRow, lines: &mut Lines<'_, 'a>) {
    let Some(range) = r.range.as_ref() else { return };
    let n = u64::try_from(range.n).ok();
    let cells =
        row![r.due, n, range.basis().as_str(), range.low, range.high, range.reached_from, range.reached_to];
    lines.add(row![&r.indicator]).place(&r.place).add(cells).end();
}

fn likeness<'a>(r: &'a Likeness, lines: &mut Lines<'_, 'a>) {
    let other = row![&r.other.code, &r.other.name, r.divergence, r.by_chance, r.chance_deviation];
    lines.place(&r.place).add(row![r.rank]).add(other).add(row![r.questions.0, r.questions.1]).end();
}

fn diversity<'a>(r: &'a Diversity, lines: &mut Lines<'_, 'a>) {
    lines
        .place(&r.place)
        .add(row![r.period, r.topics, r.shannon, r.shannon.exp(), r.rarefied.map(f64::exp)])
        .end();
}

fn region<'a>(labels: &Labels<'a>, code: &'a std::sync::Arc<str>, vintage: Vintage) -> [Datum<'a>; 3] {
    row![code, vintage.as_str(), labels.region(code)]
}

fn region_topic<'a>(labels: &Labels<'a>, r: &'a RegionTopic, lines: &mut Lines<'_, 'a>) {
    let cells = row![
        r.period,
        &r.topic,
        labels.topic(&r.topic),
        r.questions,
        r.total,
        r.share.0,
        r.share.1,
        r.share.2,
        r.partial,
        r.places_with_figures,
        r.places_expected,
    ];
    lines.add(region(labels, &r.region, r.vintage)).add(cells).end();
}

fn contribution<'a>(labels: &Labels<'a>, r: &'a Contribution, lines: &mut Lines<'_, 'a>) {
    let effects = row![r.level_pp, r.weight_pp, r.level_pp + r.weight_pp, r.whole.0, r.whole.1];
    let first = row![&r.indicator, labels.indicator(&r.indicator)];
    lines.add(first).place(&r.place).add(row![r.since, r.period]).add(effects).end();
}

fn spread<'a>(labels: &Labels<'a>, r: &'a Spread, lines: &mut Lines<'_, 'a>) {
    let name = labels.indicator(&r.indicator);
    let first = row![&r.indicator, name, r.vintage.as_str(), r.period, r.basis.as_str(), r.places];
    lines.add(first).add(r.quartiles.map(Datum::from)).end();
}

fn convergence<'a>(labels: &Labels<'a>, r: &'a Convergence, lines: &mut Lines<'_, 'a>) {
    let first = row![&r.indicator, labels.indicator(&r.indicator), r.basis.as_str(), r.places];
    lines.add(first).add(trend(&r.trend)).end();
}

fn rank<'a>(labels: &Labels<'a>, r: &'a RankRow, lines: &mut Lines<'_, 'a>) {
    let first = row![&r.indicator, labels.indicator(&r.indicator), r.period];
    let (before, rank) = r.previous.unzip();
    lines.add(first).place(&r.place).add(row![r.value, r.rank, r.places, before, rank]).end();
}

fn region_coverage<'a>(labels: &Labels<'a>, r: &'a RegionCoverage, lines: &mut Lines<'_, 'a>) {
    let name = labels.indicator(&r.indicator);
    let figure = row![&r.indicator, name, r.period, r.covered, r.total, r.percent];
    let places = row![r.places_with_figures, r.places_expected];
    lines.add(region(labels, &r.region, r.vintage)).add(figure).add(places).end();
}

fn region_teams<'a>(labels: &Labels<'a>, r: &'a RegionTeams, lines: &mut Lines<'_, 'a>) {
    let figure = row![r.level.as_str(), r.period, r.teams, r.places_with_figures, r.places_expected];
    lines.add(region(labels, &r.region, r.vintage)).add(figure).end();
}

/// Every measure of a sum, and the ratios of every place.
fn team_bases<'a>(r: &'a TeamRow, lines: &mut Lines<'_, 'a>) {
    let whole = |count: Option<u64>| count.map(|count| count as f64);
    let measures = [
        ("teams", whole(r.teams), None),
        ("members", whole(r.members), None),
        ("trained", whole(r.trained), None),
        ("members_per_team", r.members_per_team, r.bases.members),
        ("trained_share", r.trained_share, r.bases.trained),
        ("teams_per_commune", r.teams_per_commune, r.bases.communes),
    ];
    for (i, (metric, value, base)) in measures.into_iter().enumerate() {
        if value.is_none() || (i <= 2 && r.bases.places.is_none()) {
            continue;
        }
        let (numerator, denominator) = base.unzip();
        let places = r.bases.places.and_then(|places| places.get(i).copied());
        let expected = r.places_expected.filter(|_| places.is_some());
        let first = row![r.period, r.level.as_str(), metric, value];
        lines.place(&r.place).add(first).add(row![numerator, denominator, places, expected]).end();
    }
}

fn laggards<'a>(labels: &Labels<'a>, told: &'a Laggards, lines: &mut Lines<'_, 'a>) {
    let mut rank = 0_u64;
    let mut before = None;
    let name = labels.indicator(&told.indicator);
    for (position, r) in (1..).zip(&told.rows) {
        if before != Some(r.value) {
            (rank, before) = (position, Some(r.value));
        }
        let (covered, total) = r.counts.unzip();
        let figure = row![told.period, rank, covered, total, r.value, told.communes, told.zero];
        lines.place(&r.province).add(row![commune(r), &told.indicator, name]).add(figure).end();
    }
}

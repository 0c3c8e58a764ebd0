//! Rows of the tables beside those of the contract.

use super::{after, place, trend};
use crate::analyse::summary::{
    Contribution, Convergence, Diversity, Laggards, Likeness, RankRow, RegionCoverage, RegionTeams,
    RegionTopic, Spread, TargetRow, TeamRow, TopicMove,
};
use crate::compose::composer::Composer;
use crate::compose::report::Value;
use crate::model::Vintage;

pub(super) fn rows(c: &Composer<'_>, table: &str) -> Vec<Vec<Value>> {
    let s = c.summary;
    match table {
        "topic_moves" => s.moves.iter().map(|row| topic_move(c, row)).collect(),
        "similar_places" => s.likeness.iter().map(likeness).collect(),
        "topic_diversity" => s.diversity.iter().map(diversity).collect(),
        "region_topics" => s.region_topics.iter().map(|row| region_topic(c, row)).collect(),
        "contributions" => s.contributions.iter().map(|row| contribution(c, row)).collect(),
        "spread" => s.spread.iter().map(|row| spread(c, row)).collect(),
        "convergence" => s.convergence.iter().map(|row| convergence(c, row)).collect(),
        "ranks" => s.ranks.iter().map(|row| rank(c, row)).collect(),
        "region_coverage" => s.region_coverage.iter().map(|row| region_coverage(c, row)).collect(),
        "team_bases" => s.teams.iter().flat_map(team_bases).collect(),
        "target_ranges" => s.targets.iter().filter_map(target_range).collect(),
        "laggards" => s.laggards.iter().flat_map(|told| laggards(c, told)).collect(),
        "region_teams" => s.region_teams.iter().map(|row| region_teams(c, row)).collect(),
        _ => Vec::new(),
    }
}

fn topic_move(c: &Composer<'_>, r: &TopicMove) -> Vec<Value> {
    after(
        place(&r.place),
        row![
            r.period,
            r.since,
            &r.topic,
            c.topic(&r.topic),
            r.movement.as_str(),
            r.now.0,
            r.now.1,
            r.before.0,
            r.before.1,
            r.change_pp,
            r.interval.0,
            r.interval.1,
        ],
    )
}

fn target_range(r: &TargetRow) -> Option<Vec<Value>> {
    let range = r.range.as_ref()?;
    let first = after(row![&r.indicator], place(&r.place));
    let basis = range.basis().as_str();
    let n = u64::try_from(range.n).ok();
    Some(after(first, row![r.due, n, basis, range.low, range.high, range.reached_from, range.reached_to]))
}

fn likeness(r: &Likeness) -> Vec<Value> {
    let other = row![&r.other.code, &r.other.name, r.divergence, r.by_chance, r.questions.0, r.questions.1];
    after(after(place(&r.place), row![r.rank]), other)
}

fn diversity(r: &Diversity) -> Vec<Value> {
    after(place(&r.place), row![r.period, r.topics, r.shannon, r.shannon.exp()])
}

fn region(c: &Composer<'_>, code: &std::sync::Arc<str>, vintage: Vintage) -> [Value; 3] {
    row![code, vintage.as_str(), c.region_name(code)]
}

fn region_topic(c: &Composer<'_>, r: &RegionTopic) -> Vec<Value> {
    after(
        region(c, &r.region, r.vintage),
        row![
            r.period,
            &r.topic,
            c.topic(&r.topic),
            r.questions,
            r.total,
            r.share.0,
            r.share.1,
            r.share.2,
            r.partial,
            r.places_with_figures,
            r.places_expected,
        ],
    )
}

fn contribution(c: &Composer<'_>, r: &Contribution) -> Vec<Value> {
    let first = after(row![&r.indicator, c.indicator_name(&r.indicator)], place(&r.place));
    let effects = row![r.level_pp, r.weight_pp, r.level_pp + r.weight_pp, r.whole.0, r.whole.1];
    after(after(first, row![r.since, r.period]), effects)
}

fn spread(c: &Composer<'_>, r: &Spread) -> Vec<Value> {
    let [low, q1, median, q3, high] = r.quartiles;
    let name = c.indicator_name(&r.indicator);
    let first = row![&r.indicator, name, r.vintage.as_str(), r.period, r.basis.as_str(), r.places];
    after(first, row![low, q1, median, q3, high])
}

fn convergence(c: &Composer<'_>, r: &Convergence) -> Vec<Value> {
    let first = row![&r.indicator, c.indicator_name(&r.indicator), r.basis.as_str(), r.places];
    after(first, trend(&r.trend))
}

fn rank(c: &Composer<'_>, r: &RankRow) -> Vec<Value> {
    let first = after(row![&r.indicator, c.indicator_name(&r.indicator), r.period], place(&r.place));
    let (before, rank) = r.previous.unzip();
    after(first, row![r.value, r.rank, r.places, before, rank])
}

fn region_coverage(c: &Composer<'_>, r: &RegionCoverage) -> Vec<Value> {
    let first = region(c, &r.region, r.vintage);
    let figure = row![&r.indicator, c.indicator_name(&r.indicator), r.period, r.covered, r.total, r.percent];
    after(after(first, figure), row![r.places_with_figures, r.places_expected])
}

fn region_teams(c: &Composer<'_>, r: &RegionTeams) -> Vec<Value> {
    let figure = row![r.level.as_str(), r.period, r.teams, r.places_with_figures, r.places_expected];
    after(region(c, &r.region, r.vintage), figure)
}

/// Every measure of a sum, and the ratios of every place.
fn team_bases(r: &TeamRow) -> Vec<Vec<Value>> {
    let whole = |count: Option<u64>| count.map(|count| count as f64);
    let measures = [
        ("teams", whole(r.teams), None),
        ("members", whole(r.members), None),
        ("trained", whole(r.trained), None),
        ("members_per_team", r.members_per_team, r.bases.members),
        ("trained_share", r.trained_share, r.bases.trained),
        ("teams_per_commune", r.teams_per_commune, r.bases.communes),
    ];
    (0..)
        .zip(measures)
        .filter(|(i, (_, value, _))| value.is_some() && (*i > 2 || r.bases.places.is_some()))
        .map(|(i, (metric, value, base)): (usize, _)| {
            let (numerator, denominator) = base.unzip();
            let places = r.bases.places.and_then(|places| places.get(i).copied());
            let expected = r.places_expected.filter(|_| places.is_some());
            let first = after(place(&r.place), row![r.period, r.level.as_str(), metric, value]);
            after(first, row![numerator, denominator, places, expected])
        })
        .collect()
}

fn laggards(c: &Composer<'_>, told: &Laggards) -> Vec<Vec<Value>> {
    let mut rank = 0_u64;
    let mut before = None;
    (1..)
        .zip(&told.rows)
        .map(|(position, r)| {
            if before != Some(r.value) {
                (rank, before) = (position, Some(r.value));
            }
            let (covered, total) = r.counts.unzip();
            let name = c.commune_name(r);
            let first =
                after(place(&r.province), row![name, &told.indicator, c.indicator_name(&told.indicator)]);
            after(first, row![told.period, rank, covered, total, r.value, told.communes, told.zero])
        })
        .collect()
}

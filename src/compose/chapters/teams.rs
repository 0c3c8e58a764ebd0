//! The chapter on community digital teams.

use super::teams_table::{speaks, table};
use crate::analyse::summary::TeamRow;
use crate::clean::tables::TeamLevel;
use crate::compose::charts::teams as charts;
use crate::compose::cite::{Measure, Series};
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::report::{Block, Chapter};
use crate::compose::sentences::{Phrase, paragraph};
use crate::model::{Level, Period};

/// Places told in sentences of their own; more of them are told together.
const MOST_TOLD: usize = 3;

/// The latest row of each place and level, places in Vietnamese order, the country first; in one province's edition
/// the province.
pub(super) fn latest<'a>(c: &Composer<'a>) -> Vec<&'a TeamRow> {
    let mut rows: Vec<&TeamRow> = Vec::new();
    for row in &c.summary.teams {
        match rows.iter_mut().find(|other| other.place == row.place && other.level == row.level) {
            Some(other) if end(row.period) >= end(other.period) => *other = row,
            Some(_) => {}
            None => rows.push(row),
        }
    }
    // A province that goes on under its name is one place, whatever borders its figures are on.
    let all = rows.clone();
    let is_later = |row: &TeamRow, other: &TeamRow| {
        (other.place.level, &other.place.name, other.level) == (row.place.level, &row.place.name, row.level)
            && other.place.vintage != row.place.vintage
            && end(other.period) > end(row.period)
    };
    rows.retain(|row| row.place.level != Level::Province || !all.iter().any(|other| is_later(row, other)));
    // A level that an older period alone tells does not stand beside the later total.
    let latest: Vec<(_, Period)> =
        rows.iter().filter(|row| row.level == TeamLevel::All).map(|row| (&row.place, row.period)).collect();
    rows.retain(|row| {
        latest.iter().find(|(place, _)| **place == row.place).is_none_or(|(_, period)| *period == row.period)
    });
    rows.sort_by(|a, b| {
        let behind = |row: &TeamRow| row.place.is_country() == c.summary.province.is_some();
        behind(a)
            .cmp(&behind(b))
            .then_with(|| c.names.compare(&a.place.name, &b.place.name))
            .then_with(|| a.place.cmp(&b.place))
            .then_with(|| a.level.cmp(&b.level))
    });
    rows
}

fn end(period: Period) -> (jiff::civil::Date, std::cmp::Reverse<jiff::civil::Date>) {
    (period.end(), std::cmp::Reverse(period.start()))
}

/// The row that speaks for the report: the country where several places report, else the only place.
pub(super) fn headline<'a>(c: &Composer<'a>) -> Option<&'a TeamRow> {
    let rows = latest(c);
    let all = || rows.iter().filter(|row| row.level == TeamLevel::All && row.teams.is_some());
    let country = all()
        .filter(|row| row.place.is_country() && row.places_with_figures.is_none_or(|places| places > 1))
        .max_by_key(|row| (end(row.period), &*row.place.name == "Cả nước"));
    let mut places = all().filter(|row| !row.place.is_country());
    match (country, places.next(), places.next()) {
        (Some(country), _, Some(_)) => Some(country),
        (_, Some(only), None) => Some(only),
        (Some(country), _, None) => Some(country),
        (None, _, _) => None,
    }
}

/// The places themselves, where they are so few that each can stand by itself and no line of all of them speaks.
pub(super) fn few_places<'a>(c: &Composer<'a>) -> Vec<&'a TeamRow> {
    let mut places = latest(c);
    places.retain(|row| row.level == TeamLevel::All && row.teams.is_some() && !row.place.is_country());
    if headline(c).is_some() || places.len() > MOST_TOLD {
        return Vec::new();
    }
    places.sort_by_key(|row| std::cmp::Reverse(row.teams));
    places
}

/// The earlier rows of the same place and level, in the order of time.
pub(super) fn history<'a>(c: &Composer<'a>, row: &TeamRow) -> Vec<&'a TeamRow> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let mut rows: Vec<&TeamRow> = summary
        .teams
        .iter()
        .filter(|other| other.level == row.level && other.place.level == row.place.level)
        .filter(|other| other.place.name == row.place.name && other.period.kind() == row.period.kind())
        .collect();
    rows.sort_by_key(|row| row.period);
    rows
}

/// The row before, of the same kind of period.
pub(super) fn before<'a>(c: &Composer<'a>, row: &TeamRow, measure: Measure) -> Option<&'a TeamRow> {
    let has = |other: &&TeamRow| match measure {
        Measure::Teams => other.teams.is_some(),
        Measure::Members => other.members.is_some(),
        Measure::Trained => other.trained.is_some(),
        Measure::MembersPerTeam => other.members_per_team.is_some(),
        Measure::TrainedShare => other.trained_share.is_some(),
        Measure::TeamsPerCommune => other.teams_per_commune.is_some(),
    };
    let earlier = |other: &&TeamRow| other.period < row.period && has(other);
    history(c, row).into_iter().rfind(earlier).filter(|before| charts::comparable(c, row, before, measure))
}

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let rows = latest(c);
    let mut blocks = Vec::new();
    let shown: Vec<&TeamRow> = rows.iter().filter(|row| row.level == TeamLevel::All).copied().collect();
    if shown.is_empty() && rows.is_empty() {
        let none = c.counted(
            "teams/all/rows",
            c.t(
                "không có số liệu nào dùng được về tổ công nghệ số cộng đồng",
                "no usable figures on community digital teams",
            ),
            c.t("Số liệu về tổ công nghệ số cộng đồng", "Figures on community digital teams"),
            c.t("Đếm số liệu dùng được", "Usable figures, counted"),
        );
        let said = c.say("các tệp nhận được {none}", "the exports hold {none}", &[("none", none.into())]);
        blocks.push(Block::Paragraph(paragraph([said])));
    }
    let single = c.summary.teams.iter().filter(|row| !row.place.is_country()).map(|row| &row.place);
    let many = single.collect::<std::collections::BTreeSet<_>>().len() > MOST_TOLD;
    for row in
        shown.iter().filter(|row| if many { row.place.is_country() } else { speaks(row) }).take(MOST_TOLD + 1)
    {
        blocks.push(Block::Paragraph(paragraph(place_sentences(c, row, &rows))));
    }
    if shown.is_empty() {
        blocks.extend(levels_alone(c, &rows));
    }
    if many {
        let said = super::team_extremes::extremes(c, &shown);
        if !said.is_empty() {
            blocks.push(Block::Paragraph(paragraph(said)));
        }
    }
    let told = headline(c).or_else(|| shown.iter().find(|row| !row.place.is_country()).copied());
    let over_time = told.and_then(|row| charts::over_time(c, &history(c, row)));
    let drawn = [charts::by_level(c, &rows), charts::ranking(c, &shown), over_time];
    blocks.extend(drawn.into_iter().flatten().map(|chart| c.chart(chart)));
    super::team_regions::regions(c, headline(c), &mut blocks);
    if !rows.is_empty() {
        blocks.push(table(c, &rows));
    }
    Chapter {
        id: "teams".to_owned(),
        title: c.t("Tổ công nghệ số cộng đồng", "Community digital teams"),
        blocks,
    }
}

/// What the levels say where no place gives a total: they are told side by side and never added up.
fn levels_alone(c: &Composer<'_>, rows: &[&TeamRow]) -> Vec<Block> {
    let mut told: Vec<&TeamRow> = Vec::new();
    for row in rows.iter().filter(|row| speaks(row) && row.teams.is_some()) {
        if told.iter().all(|other| other.place != row.place) {
            told.push(row);
        }
    }
    // The line of all places stands first and speaks for many of them.
    let line = told.first().is_some_and(|row| row.place.is_country());
    told.truncate(if line && told.len() > MOST_TOLD { 1 } else { MOST_TOLD });
    let sentences = told.into_iter().map(|first| {
        let levels = rows
            .iter()
            .filter(|row| row.place == first.place && row.period == first.period)
            .filter_map(|row| {
                let teams: Phrase = c.team_value(row, Measure::Teams)?.into();
                Some(teams.then(" ").then(c.team_level(row.level)))
            })
            .collect();
        let slots = [
            ("as_of", c.n.as_of(first.period).into()),
            ("place", c.place_full(&first.place).into()),
            ("levels", Phrase::joined(levels, ", ", c.lang.pick(" và ", " and "))),
        ];
        c.say(
            "{as_of}, {place} có {levels}; các tệp không ghi tổng số, nên báo cáo không cộng các cấp với nhau",
            "{as_of}, {place} had {levels}; the exports give no total, and the report does not add the levels up",
            &slots,
        )
    });
    sentences.map(|said| Block::Paragraph(paragraph([said]))).collect()
}

/// `tổ`; `team`, `teams`: what a row counts.
pub(super) fn noun(row: &TeamRow) -> &'static str {
    plural(crate::model::Lang::En, row.teams.unwrap_or_default(), "", "team", "teams")
}

/// What is said of the teams of one place; `rows` are the latest ones of all places and levels.
pub(super) fn place_sentences(c: &Composer<'_>, row: &TeamRow, rows: &[&TeamRow]) -> Vec<Phrase> {
    let mut said = Vec::new();
    let Some(teams) = c.team_value(row, Measure::Teams) else { return said };
    let partial = row.places_with_figures.zip(row.places_expected).filter(|(have, all)| have < all);
    let place: Phrase = match partial {
        Some((have, all)) if row.place.is_country() => c
            .t(
                &format!("{have}/{all} tỉnh, thành phố có số liệu"),
                &format!("the {have} of {all} provinces with figures"),
            )
            .into(),
        _ => c.place_full(&row.place).into(),
    };
    let mut first = c.say(
        "{as_of}, {place} có {teams} tổ công nghệ số cộng đồng",
        "{as_of}, {place} had {teams} community digital {noun}",
        &[
            ("noun", noun(row).into()),
            ("as_of", c.n.as_of(row.period).into()),
            ("place", place),
            ("teams", teams.into()),
        ],
    );
    let part = |level| {
        rows.iter()
            .find(|other| other.place == row.place && other.period == row.period && other.level == level)
            .and_then(|other| c.team_value(other, Measure::Teams))
    };
    if let (Some(commune), Some(village)) = (part(TeamLevel::Commune), part(TeamLevel::Village)) {
        first.push(c.say(
            ", gồm {commune} tổ cấp xã và {village} tổ ở thôn, bản",
            ", {commune} of them at commune level and {village} at village level",
            &[("commune", commune.into()), ("village", village.into())],
        ));
    }
    let parts_of_units = row.place.is_country()
        && c.summary.not_combined.iter().any(|unit| {
            unit.measure == format!("teams/{}", row.level.as_str())
                && unit.period == row.period
                && unit.place.vintage == row.place.vintage
                && !unit.parts_reported.is_empty()
        });
    if partial.is_some() && parts_of_units {
        first.push(
            c.t(
                " (gồm cả phần đã có số liệu của đơn vị mới chưa đủ số liệu)",
                " (with the reported parts of merged units that are not complete)",
            )
            .into(),
        );
    }
    said.push(first);
    if let Some(before) = before(c, row, Measure::Teams)
        && let Some((change, span)) = c.team_change(row, before, Measure::Teams)
    {
        let slots = [("change", span.into()), ("since", c.n.period(before.period).into())];
        said.push(match change {
            0.0 => c.say("số tổ {change} so với {since}", "the number was {change} from {since}", &slots),
            change if change > 0.0 => c.say(
                "con số này tăng {change} so với {since}",
                "this was {change} more than in {since}",
                &slots,
            ),
            _ => c.say(
                "con số này giảm {change} so với {since}",
                "this was {change} fewer than in {since}",
                &slots,
            ),
        });
    }
    // The trend is that of the number of teams: it stands beside its change.
    said.push(trend(c, row));
    said.push(each_place(c, row));
    said.push(members(c, row));
    said.push(per_commune(c, row));
    said.push(trained(c, row));
    let doubts = c.doubts(&c.team_id(row, Measure::Teams));
    if let Some(teams) = c.team_words(row, Measure::Teams).filter(|_| !doubts.is_empty()) {
        said.push(c.to_check(teams.into(), &doubts));
    }
    said
}

/// The latest row of the place that tells `measure`: the total may be newer than its members.
fn with<'a>(c: &Composer<'a>, row: &'a TeamRow, measure: Measure) -> Option<&'a TeamRow> {
    let has = |other: &TeamRow| match measure {
        Measure::MembersPerTeam => other.members_per_team.is_some(),
        _ => other.trained_share.is_some(),
    };
    if has(row) {
        return Some(row);
    }
    let summary: &'a crate::analyse::Summary = c.summary;
    summary
        .teams
        .iter()
        .filter(|other| other.place == row.place && other.level == row.level && has(other))
        .max_by_key(|other| end(other.period))
}

fn members(c: &Composer<'_>, told: &TeamRow) -> Phrase {
    let Some(row) = with(c, told, Measure::MembersPerTeam) else { return Phrase::default() };
    let (Some(members), Some(per_team)) =
        (c.team_words(row, Measure::Members), c.team_value(row, Measure::MembersPerTeam))
    else {
        return Phrase::default();
    };
    let slots =
        [("members", members.into()), ("per", per_team.into()), ("as_of", c.n.as_of(row.period).into())];
    if row.period == told.period {
        c.say(
            "các tổ có {members}, bình quân {per} người một tổ",
            "the teams had {members}, {per} per team on average",
            &slots,
        )
    } else {
        c.say(
            "{as_of}, các tổ có {members}, bình quân {per} người một tổ",
            "{as_of}, the teams had {members}, {per} per team on average",
            &slots,
        )
    }
}

/// Teams per commune, where the teams were counted by communes.
fn per_commune(c: &Composer<'_>, row: &TeamRow) -> Phrase {
    let (Some(per), Some((_, communes))) = (c.team_value(row, Measure::TeamsPerCommune), row.bases.communes)
    else {
        return Phrase::default();
    };
    if communes < 2 {
        return Phrase::default();
    }
    let slots = [("per", per.into()), ("communes", c.n.count(communes).into())];
    c.say(
        "bình quân mỗi đơn vị cấp xã có {per} tổ, tính trên {communes} đơn vị có số liệu",
        "there were {per} teams per commune, in the {communes} communes with figures",
        &slots,
    )
}

fn trained(c: &Composer<'_>, told: &TeamRow) -> Phrase {
    let Some(row) = with(c, told, Measure::TrainedShare) else { return Phrase::default() };
    let (Some(trained), Some(share)) =
        (c.team_words(row, Measure::Trained), c.team_words(row, Measure::TrainedShare))
    else {
        return Phrase::default();
    };
    let slots =
        [("trained", trained.into()), ("share", share.into()), ("as_of", c.n.as_of(row.period).into())];
    if row.period == told.period {
        c.say(
            "có {trained} đã được tập huấn, bằng {share} số tổ",
            "training had reached {trained}, {share} of all",
            &slots,
        )
    } else {
        c.say(
            "{as_of}, {trained} đã được tập huấn, bằng {share} số tổ",
            "{as_of}, training had reached {trained}, {share} of all",
            &slots,
        )
    }
}

/// What the tests say of the number of teams in single places, beside the line of all of them.
fn each_place(c: &Composer<'_>, row: &TeamRow) -> Phrase {
    if c.summary.province.is_some() || !row.place.is_country() {
        return Phrase::default();
    }
    let of_places = c.summary.team_trends.iter().filter(|trend| {
        trend.level == row.level
            && trend.metric == "teams"
            && !trend.place.is_country()
            && trend.trend.n >= 5
            && trend.trend.last_period == row.period
    });
    let verdicts: Vec<_> = of_places.map(|trend| trend.trend.verdict).collect();
    super::trends::one_by_one(c, "team_trends/all/teams/places", &c.t("Số tổ", "Teams"), &verdicts)
}

fn trend(c: &Composer<'_>, row: &TeamRow) -> Phrase {
    let trends = c.summary.team_trends.iter();
    let trends =
        trends.filter(|trend| trend.level == row.level && trend.metric == "teams" && trend.trend.n >= 2);
    let found = super::trends::of_place(trends, &row.place, |trend| (&trend.place, &trend.trend));
    let Some(found) = found else { return Phrase::default() };
    let series = Series {
        id: c.id("team_trends", &found.place, found.trend.last_period, &[found.level.as_str(), found.metric]),
        title: c.t("Số tổ công nghệ số cộng đồng, ", "Community digital teams, ") + &c.place_in(&found.place),
        unit: c.t("tổ", "teams"),
        decimals: if found.trend.slope.is_some_and(|slope| slope.abs() < 10.0) { 1 } else { 0 },
        trend: &found.trend,
        joined: Vec::new(),
    };
    super::trends::trend_of(c, &series, &c.t("số tổ", "number of teams"))
}

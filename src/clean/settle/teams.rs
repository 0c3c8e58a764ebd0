//! Teams of all exports, judged.

use std::sync::Arc;

use super::{Bench, Judged, Named, Read, first_source, lost_to_conflicts};
use crate::clean::below::Counts;
use crate::clean::claims::Claim;
use crate::clean::context::Context;
use crate::clean::places::country_in;
use crate::clean::tables::{Origin, Origins, TeamCount, TeamLevel};
use crate::clean::teams::Teams;
use crate::ingest::IngestError;
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Level, Period, Place, Text};

impl Bench<'_, '_> {
    /// Teams of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn teams(&mut self, reads: &mut [Read<'_, Teams>]) -> Result<Vec<TeamCount>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = read;
            let gathered = &mut part.gathered;
            self.found.tallies.entry(job.file).or_default().used += gathered.folded;
            let sums = std::mem::take(&mut gathered.sums).into_sums();
            self.found.added_up.teams.extend(sums.map(|((spot, period, level), sum)| TeamCount {
                place: places[spot as usize].clone(),
                period,
                level,
                teams: sum.counts.teams,
                members: sum.counts.members,
                trained: sum.counts.trained,
                teams_with_members: sum.with_members.0,
                members_with_teams: sum.with_members.1,
                teams_with_trained: sum.with_trained.0,
                trained_with_teams: sum.with_trained.1,
                communes: Some(sum.with_teams),
                source: sum.source,
                note: None,
                rolled_up: sum.parts,
                origins: sum.origins,
            }));
            let lost = std::mem::take(&mut gathered.lost);
            let lacks =
                lost.lacks(job.file, &places, |place, (period, level)| (place.clone(), *level, *period));
            self.found.added_up.no_teams.extend(lacks);
            let mut lines: Vec<Vec<Origin>> = vec![Vec::new(); gathered.figures.count()];
            for (line, figure) in std::mem::take(&mut gathered.rows) {
                lines[figure as usize].push(Origin { file: job.file, line });
            }
            for (figure, origins) in
                std::mem::take(&mut gathered.figures).into_values().into_iter().zip(lines)
            {
                let place = country_in(job, &part.keys, places[figure.spot as usize].clone(), figure.period);
                claims.push(Claim {
                    key: (place, figure.period, figure.level),
                    value: (figure.counts, figure.source, figure.note),
                    origins,
                });
            }
        }
        let named = |context: &Context<'_>, (place, period, level): &(Place, Period, TeamLevel)| Named {
            place: place.clone(),
            period: *period,
            figure: context.figure("teams", place, *period, &[&period.to_string(), level.as_str()]),
            what: Text::new(
                format!(
                    "tổ công nghệ số cộng đồng ({}), {}, {}",
                    level_vi(*level),
                    place.name,
                    VI.period(*period)
                ),
                format!(
                    "community digital teams ({}), {}, {}",
                    level.as_str(),
                    place.name,
                    EN.period(*period)
                ),
            ),
        };
        let shown = |(counts, ..): &(Counts, Option<Arc<str>>, Option<Arc<str>>)| {
            let told = |n: Numbers, words: [&str; 3]| {
                let counts = [counts.teams, counts.members, counts.trained].into_iter().zip(words);
                let known = counts.filter_map(|(count, word)| Some(format!("{} {word}", n.count(count?))));
                known.collect::<Vec<_>>().join(", ")
            };
            (
                told(VI, ["tổ", "thành viên", "tổ đã tập huấn"]),
                told(EN, ["teams", "members", "teams trained"]),
            )
        };
        let Judged { kept, opposed } = self.settle(
            reads,
            claims,
            |a, b| a.0 == b.0,
            |known, other| {
                known.1 = first_source(known.1.take(), other.1.clone());
                known.2 = first_source(known.2.take(), other.2.clone());
            },
            named,
            shown,
        )?;
        let opposed =
            opposed.into_iter().map(|((place, period, level), origin)| ((place, level, period), origin));
        self.found.added_up.no_teams.extend(lost_to_conflicts(opposed.collect()));
        let figures = kept.into_iter().map(|((place, period, level), (counts, source, note), origin)| {
            let Counts { teams, members, trained } = counts;
            let with = |a: Option<u64>, b: Option<u64>| a.filter(|_| b.is_some());
            let communes = (place.level == Level::Commune).then_some(u64::from(teams.is_some()));
            TeamCount {
                place,
                period,
                level,
                teams,
                members,
                trained,
                teams_with_members: with(teams, members),
                members_with_teams: with(members, teams),
                teams_with_trained: with(teams, trained),
                trained_with_teams: with(trained, teams),
                communes,
                source,
                note,
                rolled_up: 0,
                origins: Origins::one(origin),
            }
        });
        Ok(figures.collect())
    }
}

fn level_vi(level: TeamLevel) -> &'static str {
    match level {
        TeamLevel::All => "tổng số",
        TeamLevel::Commune => "cấp xã",
        TeamLevel::Village => "thôn, bản",
    }
}

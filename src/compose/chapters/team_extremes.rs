//! Which places have most and fewest teams, members and trained teams.

use crate::analyse::summary::TeamRow;
use crate::compose::cite::Measure;
use crate::compose::composer::Composer;
use crate::compose::sentences::Phrase;
use crate::compose::ties::tied;
use crate::model::{Period, Place};

/// Averages of places that differ by less than this part of the highest are nearly the same.
const ALIKE: f64 = 0.1;

/// Points by which shares are nearly the same.
const ALIKE_SHARE: f64 = 1.0;

/// The places of the period that most of them report: levels of different times are not set against each other.
fn of_one_period<'a>(rows: &[&'a TeamRow]) -> Vec<&'a TeamRow> {
    let places: Vec<&TeamRow> = rows.iter().filter(|row| !row.place.is_country()).copied().collect();
    let mut periods: Vec<Period> = places.iter().map(|row| row.period).collect();
    periods.sort_unstable();
    let most = periods.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first());
    places.iter().filter(|row| Some(&row.period) == most).copied().collect()
}

/// Who has most and fewest, by teams, members and training; places that print the same are named together.
pub(super) fn extremes(c: &Composer<'_>, rows: &[&TeamRow]) -> Vec<Phrase> {
    let mut said = Vec::new();
    let places = of_one_period(rows);
    let all = rows.iter().filter(|row| !row.place.is_country()).count();
    for (measure, vi, en) in [
        (
            Measure::Teams,
            "{when}nhiều tổ nhất là {top}, ít nhất là {low}",
            "{when}the most teams were in {top}, the fewest in {low}",
        ),
        (
            Measure::MembersPerTeam,
            "{when}số thành viên bình quân một tổ cao nhất ở {top}, thấp nhất ở {low}",
            "{when}teams had the most members on average in {top} and the fewest in {low}",
        ),
        (
            Measure::TeamsPerCommune,
            "{when}số tổ bình quân một đơn vị cấp xã cao nhất ở {top}, thấp nhất ở {low}",
            "{when}communes had the most teams on average in {top} and the fewest in {low}",
        ),
        (
            Measure::TrainedShare,
            "{when}tỷ lệ tổ đã tập huấn cao nhất ở {top}, thấp nhất ở {low}",
            "{when}the share of trained teams was highest in {top} and lowest in {low}",
        ),
    ] {
        let mut known: Vec<(&TeamRow, f64)> =
            places.iter().filter_map(|row| Some((*row, measure.value(row)?))).collect();
        known.sort_by(|a, b| {
            b.1.total_cmp(&a.1).then_with(|| c.names.compare(&a.0.place.name, &b.0.place.name))
        });
        let words = |row: &TeamRow| match measure {
            Measure::TrainedShare => c.team_words(row, measure),
            _ => c.team_value(row, measure),
        };
        let printed = |row: &(&TeamRow, f64)| words(row.0).map(|span| span.text().to_owned());
        let highest = tied(&known, printed);
        if known.len() < 2 || highest == known.len() {
            continue;
        }
        let sharing = |rows: &[(&TeamRow, f64)]| {
            let places: Vec<&Place> = rows.iter().map(|row| &row.0.place).collect();
            let value = rows.first().and_then(|row| words(row.0)).map(Phrase::from).unwrap_or_default();
            c.sharing(&places, value)
        };
        // Where some places report other periods, the one that is compared is named.
        // The first sentence names it for all.
        let when = match known.first().filter(|_| places.len() < all && said.is_empty()) {
            Some((row, _)) => {
                c.t(&format!("{}, ", c.n.period(row.period)), &format!("{}, ", c.n.within(row.period)))
            }
            None => String::new(),
        };
        // Averages that lie so close are alike: who is a hundredth ahead is no news.
        let ends = known.first().map(|row| row.1).zip(known.last().map(|row| row.1));
        let near = |(high, low): (f64, f64)| match measure {
            Measure::MembersPerTeam | Measure::TeamsPerCommune => high - low < ALIKE * high,
            Measure::TrainedShare => high - low < ALIKE_SHARE,
            _ => false,
        };
        if ends.is_some_and(near) {
            let span = |row: Option<&(&TeamRow, f64)>| {
                row.and_then(|row| words(row.0)).map(Phrase::from).unwrap_or_default()
            };
            let (vi, en) = match measure {
                Measure::MembersPerTeam => (
                    "{when}số thành viên bình quân một tổ gần như nhau ở các nơi, từ {low} đến {high}",
                    "{when}teams had nearly the same number of members everywhere, {low} to {high} on average",
                ),
                Measure::TrainedShare => (
                    "{when}tỷ lệ tổ đã tập huấn gần như nhau ở các nơi, từ {low} đến {high}",
                    "{when}the share of trained teams was nearly the same everywhere, {low} to {high}",
                ),
                _ => (
                    "{when}số tổ bình quân một đơn vị cấp xã gần như nhau ở các nơi, từ {low} đến {high}",
                    "{when}communes had nearly the same number of teams everywhere, {low} to {high} on average",
                ),
            };
            let slots = [("when", when.into()), ("low", span(known.last())), ("high", span(known.first()))];
            said.push(c.say(vi, en, &slots));
            continue;
        }
        let top = sharing(known.get(..highest).unwrap_or_default());
        known.reverse();
        let lowest: Vec<(&TeamRow, f64)> = known.iter().take(tied(&known, printed)).copied().collect();
        said.push(c.say(vi, en, &[("when", when.into()), ("top", top), ("low", sharing(&lowest))]));
    }
    said
}

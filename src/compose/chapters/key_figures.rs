//! The key figures of the director's page.

use super::target_words::{self as targets, target_state};
use super::{topic_focus, topic_leading};
use crate::analyse::summary::{CommitmentStatus, CoverageRow, TargetRow, TargetVerdict};
use crate::compose::cite::Measure;
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::report::{Direction, KeyFigure, Span, State};
use crate::compose::ties::tied;
use crate::compose::view::IndicatorView;
use crate::model::{Lang, Period, PeriodKind};

/// At most so many stand on the page.
const KEY_FIGURES: usize = 8;

pub(super) fn split(span: Option<Span>) -> Option<(crate::model::FigureId, String)> {
    match span? {
        Span::Figure { id, text } => Some((id, text)),
        Span::Text(_) | Span::Strong(_) | Span::Table { .. } => None,
    }
}

pub(super) fn direction(change: Option<f64>, zero: bool) -> Direction {
    match change {
        None => Direction::Unknown,
        Some(_) if zero => Direction::Level,
        Some(change) if change > 0.0 => Direction::Up,
        Some(_) => Direction::Down,
    }
}

/// A key figure, and of whom it is where it is of one place.
type Card = (u8, KeyFigure, Option<String>);

/// The cards, and the place that all of them are of: where there is one, it is said once and not on each of them.
pub(super) fn key_figures(c: &Composer<'_>, views: &[IndicatorView<'_>]) -> (Vec<KeyFigure>, Option<String>) {
    let mut key: Vec<Card> = Vec::new();
    for view in views {
        // Without a line of all places the best one stands for what is reached.
        let Some(row) = view.headline().or(view.places.first().copied()) else { continue };
        let Some((id, value)) = split(c.coverage_level(row)) else { continue };
        let target = view.target_of(&row.place, c.summary.as_of);
        let change = match (row.change_pp, row.change_since) {
            (Some(change), Some(since)) => {
                let by = c.signed_difference(&view.id, change);
                c.t(
                    &format!("{by} so với {}", self::since(c, since)),
                    &format!("{by} since {}", self::since(c, since)),
                )
            }
            _ => String::new(),
        };
        let rank = super::province::rank_short(c, row);
        let preliminary = match row.preliminary {
            true if row.places_with_figures.is_some_and(|places| places > 1) => {
                c.t("gồm cả số liệu sơ bộ hoặc ước tính", "preliminary or estimated figures included")
            }
            true => c.t("số liệu sơ bộ hoặc ước tính", "preliminary or estimated"),
            false => String::new(),
        };
        let change = [change, rank, preliminary]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        let zero = row.change_pp.is_some_and(|change| c.n.is_zero(change, c.decimals(&view.id)));
        let lead = view.headline().is_none();
        let place = if lead {
            // Places that print the same are named together; where less is better the first is the lowest.
            let printed = |row: &&CoverageRow| row.percent.map(|value| c.level(&view.id, value));
            let first = tied(&view.places, printed);
            let places: Vec<&crate::model::Place> =
                view.places.iter().take(first).map(|row| &row.place).collect();
            let names = c.place_list(&places, 2);
            if c.less_is_better(&view.id) {
                c.t(&format!("thấp nhất: {names}"), &format!("lowest: {names}"))
            } else {
                c.t(&format!("cao nhất: {names}"), &format!("highest: {names}"))
            }
        } else {
            speaks_for(c, &row.place, row.places_with_figures, row.places_expected)
        };
        let figure = KeyFigure {
            id,
            label: format!("{}, {}", c.indicator_name(&view.id), c.n.short(row.period)),
            value,
            number: row.percent,
            trend: direction(row.change_pp, zero || row.change_pp.is_some_and(|by| c.hardly(&view.id, by))),
            target: target.map_or_else(
                || many_targets(c, view),
                |target| {
                    let (goal, due) = (c.goal(&view.id, target.target), c.n.short(target.due));
                    let said = targets::verdict(c, target.verdict);
                    // A verdict on a figure that is old by now, or on an earlier one, says what it rests on.
                    let latest = target.latest_period.unwrap_or(row.period);
                    let on = match stale(c, row) || latest != row.period {
                        true => c.t(
                            &format!(" (theo số liệu {})", c.n.period(latest)),
                            &format!(" (on figures of {})", c.n.period(latest)),
                        ),
                        false => String::new(),
                    };
                    c.t(
                        &format!("Mục tiêu {due}: {goal}, {said}{on}"),
                        &format!("Target for {due}: {goal}, {said}{on}"),
                    )
                },
            ),
            state: target.map_or_else(
                || many_state(view),
                |target| if stale(c, row) { State::Neutral } else { target_state(target.verdict) },
            ),
            change,
        };
        let weight = match (
            target.is_some() || !view.targets.is_empty(),
            row.place.is_country(),
            row.change_pp.is_some(),
        ) {
            (true, _, _) => 0,
            (false, true, _) => 1,
            (false, false, true) => 2,
            (false, false, false) => 4,
        };
        key.push((weight, figure, Some(place)));
    }
    let teams = team_figures(c).into_iter().zip([1, 3, 4]);
    key.extend(teams.map(|((figure, place), weight)| (weight, figure, Some(place))));
    key.extend(question_figure(c).map(|(figure, place)| (1, figure, Some(place))));
    key.extend(commitment_figure(c).map(|figure| (0, figure, promised_in(c))));
    // Weighty ones come in; those that do stand in the order of the chapters.
    let mut order: Vec<usize> = (0..key.len()).collect();
    order.sort_by_key(|i| (key.get(*i).map(|figure| figure.0), *i));
    order.truncate(KEY_FIGURES);
    let kept = key.into_iter().enumerate().filter(|(i, _)| order.contains(i)).map(|(_, card)| card);
    let kept: Vec<Card> = kept.collect();
    let mut places: Vec<&String> = kept.iter().filter_map(|card| card.2.as_ref()).collect();
    places.dedup();
    let shared = match places.as_slice() {
        [one] if kept.iter().filter(|card| card.2.is_some()).count() > 1 => Some((*one).clone()),
        _ => None,
    };
    let figures = kept.into_iter().map(|(_, mut figure, place)| {
        if let Some(place) = place.filter(|_| shared.is_none()) {
            figure.label = format!("{} ({place})", figure.label);
        }
        marked(c, figure)
    });
    (figures.collect(), shared)
}

/// The period that a card compares with, as short as its line; a half year in the form that labels have.
fn since(c: &Composer<'_>, period: Period) -> String {
    match (c.lang, period.kind()) {
        // A label of a half year leaves out the word as well.
        (Lang::Vi, PeriodKind::Half) | (Lang::En, _) => c.n.short(period),
        (Lang::Vi, _) => c.n.period(period),
    }
}

/// Whether a figure ended more than a year before the day on which the report judges.
fn stale(c: &Composer<'_>, row: &CoverageRow) -> bool {
    c.summary.as_of.is_some_and(|day| row.period.decimal_end() < day.decimal_end() - 1.01)
}

/// A key figure with the mark of what is doubted, beside its change, and with names of places kept whole.
fn marked(c: &Composer<'_>, figure: KeyFigure) -> KeyFigure {
    let mark = c.mark_of(&figure.id);
    let parts = [figure.change.as_str(), &mark];
    let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let change = c.whole.held(&parts.join("; "));
    KeyFigure { change, label: c.whole.held(&figure.label), target: c.whole.held(&figure.target), ..figure }
}

/// Targets that places have, of the due period that most of them name; and how many more there are of places of other
/// borders.
fn of_places<'a>(view: &IndicatorView<'a>) -> (Vec<&'a TargetRow>, usize) {
    let mut due: Vec<crate::model::Period> =
        view.targets.iter().filter(|row| !row.place.is_country()).map(|row| row.due).collect();
    due.sort_unstable();
    let most = due.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first());
    let of_due = view.targets.iter().filter(|row| !row.place.is_country() && Some(&row.due) == most).copied();
    let (other, rows): (Vec<_>, Vec<_>) =
        of_due.partition(|row: &&TargetRow| row.verdict == TargetVerdict::OtherBorders);
    (rows, other.len())
}

fn reaching(rows: &[&TargetRow]) -> usize {
    rows.iter().filter(|row| target_state(row.verdict) == State::Good).count()
}

/// Where the places stand against their own targets, beside the line of all of them.
fn many_targets(c: &Composer<'_>, view: &IndicatorView<'_>) -> String {
    let (rows, merged) = of_places(view);
    let Some(first) = rows.first() else { return String::new() };
    if let [only] = rows.as_slice() {
        let (place, goal) = (c.place(&only.place), c.goal(&view.id, only.target));
        let (due, said) = (c.n.short(only.due), targets::verdict(c, only.verdict));
        return c.t(
            &format!("Mục tiêu {due} của {place}: {goal}, {said}"),
            &format!("Target of {place} for {due}: {goal}, {said}"),
        );
    }
    let (good, all, due) = (reaching(&rows), rows.len(), c.n.short(first.due));
    let counted = |verdict: TargetVerdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (unjudged, unseen) = (counted(TargetVerdict::Unknown), counted(TargetVerdict::Unseen));
    // Of targets that are all judged, or due by now, none is on its way any more.
    let running = rows.iter().any(|row| match row.verdict {
        TargetVerdict::Met | TargetVerdict::Missed | TargetVerdict::Unseen | TargetVerdict::OtherBorders => {
            false
        }
        TargetVerdict::OnPace
        | TargetVerdict::NearPace
        | TargetVerdict::Behind
        | TargetVerdict::Receding
        | TargetVerdict::Unknown => true,
    });
    let near = counted(TargetVerdict::NearPace);
    let mut rest = String::new();
    if near > 0 {
        let (vi, en) = (format!(", {near} sát tiến độ cần có"), format!(", {near} close to the pace needed"));
        rest.push_str(&c.t(&vi, &en));
    }
    if unseen > 0 {
        rest.push_str(&c.t(
            &format!(", {unseen} đã đến hạn mà không có số liệu kỳ đó"),
            &format!(", {unseen} past the date with no figure for it"),
        ));
    }
    if unjudged > 0 {
        rest.push_str(&c.t(
            &format!(", {unjudged} chưa đủ căn cứ đánh giá"),
            &format!(", {unjudged} cannot be judged yet"),
        ));
    }
    if merged > 0 {
        rest.push_str(&c.t(
            &format!("; không xét mục tiêu của {merged} đơn vị đã sáp nhập"),
            &format!(
                "; {} of merged places not judged",
                c.count_of(merged as u64, ("mục tiêu", "target", "targets"))
            ),
        ));
    }
    if !running {
        return c.t(
            &format!("Mục tiêu {due}: {good}/{all} đã đạt{rest}"),
            &format!("Targets for {due}: {good} of {all} met{rest}"),
        );
    }
    c.t(
        &format!("Mục tiêu {due}: {good}/{all} đã đạt hoặc đúng tiến độ{rest}"),
        &format!("Targets for {due}: {good} of {all} met or on track{rest}"),
    )
}

fn many_state(view: &IndicatorView<'_>) -> State {
    let (rows, _) = of_places(view);
    if let [only] = rows.as_slice() {
        return target_state(only.verdict);
    }
    match reaching(&rows) {
        _ if rows.is_empty() => State::Neutral,
        good if good == rows.len() => State::Good,
        0 => State::Bad,
        _ => State::Watch,
    }
}

/// Whom a figure speaks for; a line of some places says of how many of how many.
fn speaks_for(c: &Composer<'_>, place: &crate::model::Place, have: Option<u32>, all: Option<u32>) -> String {
    match have.zip(all).filter(|(have, all)| place.is_country() && have < all) {
        Some((have, all)) => c.t(
            &format!("{have}/{all} tỉnh, thành phố có số liệu"),
            &format!("the {have} of {all} provinces with figures"),
        ),
        None => c.place(place),
    }
}

/// The cards of the teams, each with whom it speaks for.
pub(super) fn team_figures(c: &Composer<'_>) -> Vec<(KeyFigure, String)> {
    let teams = (Measure::Teams, "Tổ công nghệ số cộng đồng", "Community digital teams");
    let trained = (Measure::TrainedShare, "Tổ đã được tập huấn", "Teams that were trained");
    // Few places without a line of their own speak for themselves.
    let told: Vec<_> = match super::teams::headline(c) {
        Some(row) => vec![(row, teams), (row, trained)],
        None => super::teams::few_places(c).into_iter().map(|row| (row, teams)).collect(),
    };
    let mut figures = Vec::new();
    for (row, (measure, vi, en)) in told {
        let Some((id, value)) = split(c.team_words(row, measure)) else { continue };
        let before = super::teams::before(c, row, measure);
        let change = before.and_then(|before| Some((before, c.team_change(row, before, measure)?)));
        let place = speaks_for(c, &row.place, row.places_with_figures, row.places_expected);
        let figure = KeyFigure {
            id,
            label: format!("{}, {}", c.t(vi, en), c.n.short(row.period)),
            value,
            number: measure.value(row),
            trend: direction(
                change.as_ref().map(|change| change.1.0),
                change.as_ref().is_some_and(|change| shown_as_zero(c, measure, change.1.0)),
            ),
            change: change
                .map(|(before, (by, span))| {
                    let sign = match by {
                        by if shown_as_zero(c, measure, by) => String::new(),
                        by if by > 0.0 => "+".to_owned(),
                        by if by < 0.0 => crate::compose::numbers::MINUS.to_string(),
                        _ => String::new(),
                    };
                    let since = since(c, before.period);
                    c.t(
                        &format!("{sign}{} so với {since}", span.text()),
                        &format!("{sign}{} since {since}", span.text()),
                    )
                })
                .unwrap_or_default(),
            target: String::new(),
            state: State::Neutral,
        };
        figures.push((figure, place));
    }
    figures
}

pub(super) fn shown_as_zero(c: &Composer<'_>, measure: Measure, change: f64) -> bool {
    c.n.is_zero(change, if measure == Measure::TrainedShare { 1 } else { 0 })
}

fn question_figure(c: &Composer<'_>) -> Option<(KeyFigure, String)> {
    let focus = topic_focus::focus(c)?;
    let first = focus.rows.first()?;
    let (id, value) = split(Some(c.topic_total(first)))?;
    let earlier = focus.period.year_earlier();
    // Totals compare where the shares do: the same places on the same land.
    let comparable = focus.rows.iter().any(|row| row.change_pp.is_some());
    let before = c
        .summary
        .topics
        .iter()
        .find(|row| comparable && Some(row.period) == earlier && row.place == *focus.place)
        .map(|row| row.total);
    let change = before.map(|before| first.total as f64 - before as f64);
    let when = c.n.short(focus.period);
    let figure = KeyFigure {
        id,
        label: c.t(
            &format!("Câu hỏi, ý kiến trong đối thoại, {when}"),
            &format!("Questions raised in sessions, {when}"),
        ),
        value,
        number: Some(first.total as f64),
        change: match (change, earlier) {
            (Some(change), Some(earlier)) => {
                let (by, since) = (c.n.signed(change, 0), since(c, earlier));
                let questions = plural(c.lang, change.abs() as u64, "", "question", "questions");
                c.t(&format!("{by} câu hỏi so với {since}"), &format!("{by} {questions} since {since}"))
            }
            _ => String::new(),
        },
        trend: direction(change, change == Some(0.0)),
        // What they are about stands where other figures have their target.
        target: topic_leading::in_short(c, &focus),
        state: State::Neutral,
    };
    Some((figure, c.place(focus.place)))
}

/// The place of all commitments; nothing where several places made some.
fn promised_in(c: &Composer<'_>) -> Option<String> {
    let mut places = c.summary.commitments.iter().map(|row| &row.commitment.place);
    let first = places.next()?;
    places.all(|place| place == first).then(|| c.place(first))
}

pub(super) fn commitment_figure(c: &Composer<'_>) -> Option<KeyFigure> {
    let (all, _) = c.commitments_count(&[]);
    if all == 0 {
        return None;
    }
    let (overdue, of_overdue) = c.commitments_count(&[CommitmentStatus::Overdue]);
    let (done, of_done) = c.commitments_count(&[CommitmentStatus::Done]);
    // They are judged as of a day, whatever the period of the other figures.
    let when = c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default();
    let late = c.t("quá hạn, chưa ghi nhận hoàn thành", "overdue, no completion recorded");
    // What is not due yet is no failure: it is told beside what is.
    let (open, _) = c.commitments_count(&[CommitmentStatus::Open]);
    let open = match open {
        0 => String::new(),
        open => {
            c.t(&format!("; {} chưa đến hạn", c.n.count(open)), &format!("; {} not yet due", c.n.count(open)))
        }
    };
    // What was kept is told first, and what is overdue stands where other figures have their target.
    let (name, told, span, more) = match done {
        0 => (late, overdue, of_overdue, String::new()),
        _ if overdue == 0 => (c.t("hoàn thành đúng hạn", "done on time"), done, of_done, String::new()),
        _ => {
            // That no completion is recorded is told in the findings.
            let late = c.t("quá hạn", "overdue");
            let more = format!("{} {late}{open}", c.n.count(overdue));
            (c.t("hoàn thành đúng hạn", "done on time"), done, of_done, more)
        }
    };
    let (id, _) = split(Some(span))?;
    let (told, all) = (c.n.count(told), c.n.count(all));
    Some(KeyFigure {
        id,
        label: c.t(&format!("Cam kết {name}, đến {when}"), &format!("Commitments {name}, as of {when}")),
        value: c.t(&format!("{told}/{all}"), &format!("{told} of {all}")),
        number: None,
        change: String::new(),
        trend: Direction::Unknown,
        target: more,
        state: if overdue > 0 { State::Bad } else { State::Good },
    })
}

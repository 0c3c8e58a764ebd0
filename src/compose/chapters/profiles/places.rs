//! The page of one place: its indicators, teams and topics beside those of all places, its targets and commitments.

use std::collections::BTreeMap;

use super::small::{self, shares};
use super::{Named, heading, share_cells, share_columns, table};
use crate::analyse::summary::{
    CommitmentRow, CommitmentStatus, CoverageRow, TargetRow, TargetVerdict, TeamRow, TopicRow, UncountedTopic,
};
use crate::clean::tables::TeamLevel;
use crate::compose::chapters::{
    commitments, coverage, province, target_table, teams, topic_focus, topic_leading, topics,
};
use crate::compose::charts;
use crate::compose::cite::few;
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::report::{Axis, Block, Part, SmallLines, Span, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{number, number_column, text_column, with_state, without_unit, words};
use crate::compose::view::IndicatorView;
use crate::model::register::UNMATCHED;
use crate::model::{FigureId, Level, Period};

/// Topics listed of a place, the most asked first; of the first ones the share over time is drawn.
const MOST_TOPICS: usize = 10;
const DRAWN_TOPICS: usize = 3;

/// What the pages of all places are written from.
pub(super) struct Desk<'c, 'a> {
    c: &'c Composer<'a>,
    views: Vec<IndicatorView<'a>>,
    /// The scale of each of them, where there is one for all places.
    axes: Vec<Option<Axis>>,
    teams: Vec<&'a TeamRow>,
    /// Topics of the line of all places.
    shares: BTreeMap<(&'a str, Period), &'a TopicRow>,
}

impl<'c, 'a> Desk<'c, 'a> {
    pub(super) fn new(c: &'c Composer<'a>) -> Self {
        let summary: &'a crate::analyse::Summary = c.summary;
        let all = summary.topics.iter().filter(|row| row.place.is_country() && row.total > 0);
        let views = c.indicators();
        Desk {
            c,
            axes: views.iter().map(|view| scale(c, view)).collect(),
            views,
            teams: teams::latest(c),
            shares: all.map(|row| ((&*row.topic, row.period), row)).collect(),
        }
    }

    /// The page of a place, the so manieth.
    pub(super) fn page(&self, place: &Named<'a>, n: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        self.coverage(place, n, &mut parts);
        self.team(place, n, &mut parts);
        self.topics(place, n, &mut parts);
        self.targets(place, n, &mut parts);
        self.commitments(place, n, &mut parts);
        parts
    }

    fn coverage(&self, place: &Named<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let (mut told, mut drawn): (Vec<Vec<Span>>, Vec<SmallLines>) = Default::default();
        for (view, axis) in self.views.iter().zip(&self.axes) {
            let Some(own) = view.of_place(c, &place.places) else { continue };
            let goals = coverage::targets(c, &own);
            told.push(paragraph([coverage::headline(c, &own), province::position(c, &own), goals]));
            let line = charts::coverage::lines(c, &own).and_then(small::of_figure);
            drawn.extend(line.map(|mut line| {
                line.lines.axis = axis.clone().unwrap_or(line.lines.axis);
                line
            }));
        }
        told.retain(|spans| !spans.is_empty());
        if told.is_empty() {
            return;
        }
        parts.push(heading(c, format!("place-{n}-coverage"), "Mức độ bao phủ", "Coverage"));
        parts.push(Part::Block(match <[Vec<Span>; 1]>::try_from(told) {
            Ok([only]) => Block::Paragraph(only),
            Err(told) => Block::List(told),
        }));
        if !drawn.is_empty() {
            let title = c.t("Các chỉ tiêu qua các kỳ", "The indicators over time");
            let values = small::values(c, format!("place-{n}-values"), title, &drawn);
            parts.push(Part::Small { charts: drawn, values });
        }
    }

    fn team(&self, place: &Named<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let mine = self.teams.iter().filter(|row| row.level == TeamLevel::All && place.holds(&row.place));
        let Some(row) = mine.max_by_key(|row| (row.period.end(), row.place.vintage)) else { return };
        let said = paragraph(teams::place_sentences(c, row, &self.teams));
        if said.is_empty() {
            return;
        }
        let words = ("Tổ công nghệ số cộng đồng", "Community digital teams");
        parts.push(heading(c, format!("place-{n}-teams"), words.0, words.1));
        parts.push(Part::Block(Block::Paragraph(said)));
        let line = charts::teams::over_time(c, &teams::history(c, row)).and_then(small::of_figure);
        if let Some(line) = line {
            let title = c.t("Số tổ qua các kỳ", "Teams over time");
            let values =
                small::values(c, format!("place-{n}-teams-values"), title, std::slice::from_ref(&line));
            parts.push(Part::Small { charts: vec![line], values });
        }
    }

    /// The topic over all places, where they have more questions than the place itself.
    fn beside(&self, row: &TopicRow) -> Option<&'a TopicRow> {
        self.shares.get(&(&*row.topic, row.period)).copied().filter(|all| all.total > row.total)
    }

    /// The topics of the place in its latest period.
    fn focus(&self, place: &Named<'a>) -> Option<topic_focus::Focus<'a>> {
        let c = self.c;
        let summary: &'a crate::analyse::Summary = c.summary;
        let counted = || summary.topics.iter().filter(|row| row.total > 0 && place.holds(&row.place));
        let year = summary.year.and_then(Period::year);
        let latest = counted().max_by_key(|row| {
            let period = row.period;
            (Some(period) == year, period.end(), std::cmp::Reverse(period.start()), row.place.vintage)
        })?;
        let mut rows: Vec<&TopicRow> =
            counted().filter(|row| row.period == latest.period && row.place == latest.place).collect();
        rows.sort_by(|a, b| {
            (&*a.topic == UNMATCHED)
                .cmp(&(&*b.topic == UNMATCHED))
                .then_with(|| b.questions.cmp(&a.questions))
                .then_with(|| c.topic_order(&a.topic, &b.topic))
        });
        Some(topic_focus::Focus { place: &latest.place, period: latest.period, rows })
    }

    fn topics(&self, place: &Named<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let uncounted: Vec<&UncountedTopic> =
            c.summary.uncounted.iter().filter(|row| place.holds(&row.place)).collect();
        let focus = self.focus(place);
        if let Some(focus) = &focus {
            self.counted(place, focus, n, parts);
        }
        super::uncounted(c, &uncounted, &format!("place-{n}-topics"), true, parts);
    }

    /// What its counted questions tell.
    fn counted(&self, place: &Named<'a>, focus: &topic_focus::Focus<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let words = ("Chủ đề thanh niên quan tâm", "Topics that young people raise");
        parts.push(heading(c, format!("place-{n}-topics"), words.0, words.1));
        let said = paragraph([topics::volume(c, focus), topic_leading::leading(c, focus)]);
        parts.push(Part::Block(Block::Paragraph(said)));
        if let Some(first) = focus.rows.first().filter(|first| few(first)) {
            parts.push(Part::Block(Block::Note(paragraph(topics::caveats(c, focus, first)))));
        }
        let mut drawn: Vec<SmallLines> = asked(focus)
            .take(DRAWN_TOPICS)
            .filter_map(|row| {
                let mut own: Vec<&TopicRow> = c
                    .summary
                    .topics
                    .iter()
                    .filter(|other| other.topic == row.topic && place.holds(&other.place))
                    .filter(|other| other.total > 0 && other.period.kind() == focus.period.kind())
                    .collect();
                own.sort_by_key(|row| row.period);
                // All places stand beside it in the periods that it has itself.
                let all: Vec<&TopicRow> = own
                    .iter()
                    .filter_map(|row| self.shares.get(&(&*row.topic, row.period)).copied())
                    .collect();
                shares(c, c.topic(&row.topic), [&own, &all])
            })
            .collect();
        small::on_one_scale(c, &mut drawn);
        if !drawn.is_empty() {
            let title = c.t("Tỷ trọng qua các kỳ", "Shares over time");
            let values = small::values(c, format!("place-{n}-topics-values"), title, &drawn);
            parts.push(Part::Small { charts: drawn, values });
        }
        parts.extend(table(c, self.asked_table(focus, format!("place-{n}-topics-table"))));
    }

    fn asked_table(&self, focus: &topic_focus::Focus<'a>, id: String) -> Table {
        let c = self.c;
        let share = |row: Option<&TopicRow>| match row.and_then(|row| row.share) {
            Some(share) => number(c.n.decimal(share, 1), share),
            None => words(""),
        };
        let all = focus.rows.iter().find_map(|row| self.beside(row)).map(|row| c.place(&row.place));
        let earlier = focus.period.year_earlier().map(|period| c.n.short(period)).unwrap_or_default();
        let mut columns =
            vec![text_column(c.t("Chủ đề", "Topic")), number_column(c.t("Số câu hỏi", "Questions"), "")];
        columns.extend(share_columns(c, &earlier));
        columns.insert(4, number_column(all.unwrap_or_default(), "%").aside());
        let since = focus.period.year_earlier();
        let before: Vec<&TopicRow> = (c.summary.topics.iter())
            .filter(|row| Some(row.period) == since)
            .filter(|row| row.place.code == focus.place.code && row.place.name == focus.place.name)
            .collect();
        let rows = asked(focus)
            .take(MOST_TOPICS)
            .map(|row| {
                // Its explanation leads on to the questions behind it.
                let own = c.topic_share(row).map(|span| without_unit(c, span, "%"));
                let before = before.iter().copied().find(|before| before.topic == row.topic);
                let mut cells = vec![
                    words(c.topic(&row.topic)),
                    match row.questions {
                        Some(count) => number(c.n.count(count), count as f64),
                        None => words(""),
                    },
                ];
                cells.extend(share_cells(c, row, own, before));
                cells.insert(4, share(self.beside(row)));
                TableRow { cells, ..TableRow::default() }
            })
            .collect();
        let period = c.n.period(focus.period);
        let few = focus.rows.first().is_some_and(|first| few(first));
        c.tidy(Table {
            id,
            title: match few {
                true => c.t(&format!("Chủ đề được hỏi, {period}"), &format!("Topics asked about, {period}")),
                false => c.t(
                    &format!("Chủ đề được hỏi nhiều nhất, {period}"),
                    &format!("Topics most asked about, {period}"),
                ),
            },
            columns,
            rows,
            ..Table::default()
        })
    }

    fn targets(&self, place: &Named<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let mut rows: Vec<&TargetRow> =
            c.summary.targets.iter().filter(|row| place.holds(&row.place)).collect();
        // What was set for a former unit is not the new one's that has its name.
        rows.retain(|row| row.verdict != TargetVerdict::OtherBorders);
        if rows.is_empty() {
            return;
        }
        parts.push(heading(c, format!("place-{n}-targets"), "Mục tiêu", "Targets"));
        parts
            .extend(table(c, target_table::table_of_place(c, &mut rows, format!("place-{n}-targets-table"))));
    }

    fn commitments(&self, place: &Named<'a>, n: usize, parts: &mut Vec<Part>) {
        let c = self.c;
        let mut rows: Vec<&CommitmentRow> =
            c.summary.commitments.iter().filter(|row| place.holds(&row.commitment.place)).collect();
        let Some(code) = place.latest() else { return };
        if rows.is_empty() {
            return;
        }
        commitments::longest_first(&mut rows);
        let count = |status: Option<CommitmentStatus>| {
            let found = || rows.iter().filter(|row| status.is_none_or(|status| row.status == status));
            let count = u64::try_from(found().count()).unwrap_or(u64::MAX);
            let id = FigureId::new("commitments", code, code.vintage, &["all"]);
            let title = c.t("Cam kết, ", "Commitments, ") + &c.place_in(code);
            let (id, title) = match status {
                Some(status) => (id.part(status.as_str()), format!("{title}: {}", c.status(status))),
                None => (id, title),
            };
            let formula = c.t(
                "Đếm cam kết của đơn vị theo tình trạng tại ngày đánh giá",
                "Commitments of the place counted by their status at the date of judgement",
            );
            let lines = found().map(|row| row.commitment.origin);
            (count, c.counted_lines(id.as_str(), c.n.count(count), title, formula, lines))
        };
        let told: Vec<Phrase> = commitments::COUNTED
            .into_iter()
            .filter_map(|status| {
                let (of, span) = count(Some(status));
                let (vi, one, many) = commitments::said_of(status);
                let words = plural(c.lang, of, vi, one, many);
                let words = c.t(&format!(" cam kết {words}"), &format!(" {words}"));
                (of > 0).then(|| Phrase::from(span).then(words))
            })
            .collect();
        let (all, all_span) = count(None);
        let slots = [
            ("when", c.summary.as_of.map(|day| c.n.date(day.end())).unwrap_or_default().into()),
            ("all", all_span.into()),
            ("parts", Phrase::joined(told, ", ", c.lang.pick(" và ", " and "))),
        ];
        let said = match all {
            1 => c.say(
                "tính đến ngày {when}, có {all} cam kết: {parts}",
                "as of {when}, there is {all} commitment: {parts}",
                &slots,
            ),
            _ => c.say(
                "tính đến ngày {when}, trong {all} cam kết, {parts}",
                "as of {when}, of {all} commitments, {parts}",
                &slots,
            ),
        };
        let words = ("Cam kết sau đối thoại", "Commitments made in sessions");
        parts.push(heading(c, format!("place-{n}-commitments"), words.0, words.1));
        parts.push(Part::Block(Block::Paragraph(paragraph([said]))));
        parts.extend(table(c, promises(c, &rows, format!("place-{n}-commitments-table"))));
    }
}

/// One scale for a rate in the pages of all places, so that these can be laid beside each other; amounts of places that are
/// of unlike size have none.
fn scale(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Axis> {
    let drawn = |row: &&CoverageRow| row.place.level == Level::Province || row.place.is_country();
    let values = c.rows_of(&view.id).filter(drawn).filter_map(|row| row.percent);
    let goals = view.targets.iter().map(|target| target.target);
    (c.unit(&view.id) == "%").then(|| c.level_axis(&view.id, values.chain(goals)))
}

/// The topics with a question at least, most asked first.
fn asked<'f, 'a>(focus: &'f topic_focus::Focus<'a>) -> impl Iterator<Item = &'a TopicRow> + use<'f, 'a> {
    let rows = focus.rows.iter().copied();
    rows.filter(|row| &*row.topic != UNMATCHED && row.questions.is_some_and(|count| count > 0))
}

/// All commitments of a place.
fn promises(c: &Composer<'_>, rows: &[&CommitmentRow], id: String) -> Table {
    let body = rows
        .iter()
        .map(|row| {
            let promise = &row.commitment;
            TableRow {
                cells: vec![
                    words(promise.text.to_string()),
                    words(promise.agency.as_ref().map(|agency| agency.to_string()).unwrap_or_default()),
                    number(c.n.short(promise.session), promise.session.decimal()),
                    number(c.n.short(promise.due), promise.due.decimal_end()),
                    match promise.done {
                        Some(done) => number(c.n.short(done), done.decimal()),
                        None => words(""),
                    },
                    with_state(words(commitments::status_of(c, row)), commitments::state(row.status)),
                ],
                ..TableRow::default()
            }
        })
        .collect();
    c.tidy(Table {
        id,
        title: c.t("Cam kết và thời hạn", "Commitments and their deadlines"),
        columns: vec![
            text_column(c.t("Nội dung cam kết", "Commitment")),
            text_column(c.t("Cơ quan", "Agency")).aside(),
            text_column(c.t("Ngày đối thoại", "Session")).aside(),
            text_column(c.t("Thời hạn", "Due")),
            text_column(c.t("Hoàn thành", "Done")),
            text_column(c.t("Tình trạng", "Status")),
        ],
        rows: body,
        ..Table::default()
    })
}

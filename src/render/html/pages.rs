//! The pages of single places and topics, as the template is fed with them.

use serde::Serialize;

use super::anchors::{anchor, percent_encoded};
use super::bare::bare;
use super::small;
use super::tables::TableView;
use super::view::{BlockView, Look};
use crate::compose::report::{Part, SmallLines, Subject};

/// The pages of one kind.
#[derive(Serialize)]
pub(super) struct Pages<'a> {
    /// Anchor.
    pub id: &'static str,
    /// `p` or `t`: how the address of one of them begins.
    pub kind: &'static str,
    pub title: &'a str,
    pub pages: Vec<PageOf<'a>>,
}

/// The page of one place or topic.
#[derive(Serialize)]
pub(super) struct PageOf<'a> {
    pub key: &'a str,
    /// Anchor, and the link to it.
    pub id: String,
    pub href: String,
    pub name: &'a str,
    pub parts: Vec<PartView<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum PartView<'a> {
    Block(BlockView<'a>),
    Small(Box<Small<'a>>),
}

/// Small charts side by side.
#[derive(Serialize)]
pub(super) struct Small<'a> {
    kind: &'static str,
    legend: Vec<Legend<'a>>,
    charts: Vec<ChartView<'a>>,
    data: TableView<'a>,
}

#[derive(Serialize)]
struct Legend<'a> {
    class: &'static str,
    label: &'a str,
}

#[derive(Serialize)]
struct ChartView<'a> {
    title: &'a str,
    unit: &'a str,
    alt: &'a str,
    svg: String,
}

/// The pages of those that have one; nothing where none has.
pub(super) fn pages<'a>(
    look: &Look<'_, 'a>,
    (id, kind): (&'static str, &'static str),
    title: &'a str,
    subjects: &'a [Subject],
) -> Option<Pages<'a>> {
    let pages: Vec<PageOf<'a>> = subjects
        .iter()
        .filter(|subject| !subject.page.is_empty())
        .map(|subject| {
            let id = anchor(&format!("{kind}={}", subject.key));
            PageOf {
                key: &subject.key,
                href: percent_encoded(&id),
                id,
                name: &subject.name,
                parts: subject.page.iter().filter_map(|part| look.part(part)).collect(),
            }
        })
        .collect();
    (!pages.is_empty()).then_some(Pages { id, kind, title, pages })
}

impl<'a> Look<'_, 'a> {
    fn part(&self, part: &'a Part) -> Option<PartView<'a>> {
        match part {
            Part::Block(block) => self.block(block).map(PartView::Block),
            Part::Small { charts, values } => (!charts.is_empty()).then(|| {
                PartView::Small(Box::new(small_view(charts, self.table(values, values.title.clone()))))
            }),
        }
    }
}

fn small_view<'a>(charts: &'a [SmallLines], data: TableView<'a>) -> Small<'a> {
    let mut legend: Vec<Legend<'_>> = Vec::new();
    for line in charts.iter().flat_map(|chart| &chart.lines.lines) {
        let class = if line.strong { "own" } else { "all" };
        if legend.iter().all(|known| known.label != line.label) {
            legend.push(Legend { class, label: &line.label });
        }
    }
    // One line needs no name beside the page's own.
    if legend.len() < 2 {
        legend.clear();
    }
    // Side by side, what rises as much is drawn as steep.
    let span = |unit: &str| {
        let alike = charts.iter().filter(|chart| chart.unit == unit);
        let spans = alike.map(|chart| small::extent(&chart.lines)).map(|(low, high)| high - low);
        spans.fold(0.0, f64::max)
    };
    let charts = charts
        .iter()
        .map(|chart| ChartView {
            title: &chart.title,
            unit: &chart.unit,
            alt: &chart.alt,
            svg: bare(&small::draw(chart, span(&chart.unit))),
        })
        .collect();
    Small { kind: "small", legend, charts, data }
}

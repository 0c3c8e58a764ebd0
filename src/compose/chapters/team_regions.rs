//! Community digital teams by region.

use crate::analyse::summary::{RegionTeams, TeamRow};
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Explanation, Span, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number_column, text_column, words};
use crate::model::FigureId;

fn teams(c: &Composer<'_>, row: &RegionTeams) -> Span {
    let id = FigureId(format!("regions/{}/teams/{}/{}", row.region, row.level.as_str(), row.period));
    let text = c.n.count(row.teams);
    c.figure(&id, text.clone(), || {
        let title = c.t("Số tổ công nghệ số cộng đồng, ", "Community digital teams, ")
            + &format!("{}, {}", c.region_name(&row.region), c.n.period(row.period));
        let formula =
            c.t("Cộng số tổ của các tỉnh trong vùng", "Teams of the provinces of the region, added up");
        Explanation::new(title, text, formula).plain(
            c.t("tỉnh, thành phố có số liệu / tất cả", "provinces with a figure / in all"),
            format!("{}/{}", row.places_with_figures, row.places_expected),
        )
    })
}

/// Paragraph and table; where regions that are complete hold at least two of them.
pub(super) fn regions(c: &Composer<'_>, headline: Option<&TeamRow>, blocks: &mut Vec<Block>) {
    let Some(headline) = headline.filter(|row| row.place.is_country()) else { return };
    let rows: Vec<&RegionTeams> = c
        .summary
        .region_teams
        .iter()
        .filter(|row| row.level == headline.level && row.period == headline.period)
        .collect();
    let mut whole: Vec<&RegionTeams> =
        rows.iter().filter(|row| row.places_with_figures == row.places_expected).copied().collect();
    whole.sort_by(|a, b| b.teams.cmp(&a.teams).then_with(|| a.region.cmp(&b.region)));
    let (Some(most), Some(fewest)) = (whole.first(), whole.last()) else { return };
    if whole.len() < 2 {
        return;
    }
    let said = c.say(
        "theo vùng, nhiều tổ nhất là {most} ({most_teams}), ít nhất là {fewest} ({fewest_teams})",
        "by region, {most} had the most teams ({most_teams}) and {fewest} the fewest ({fewest_teams})",
        &[
            ("most", c.region_in(&most.region).into()),
            ("most_teams", Phrase::from(teams(c, most))),
            ("fewest", c.region_in(&fewest.region).into()),
            ("fewest_teams", Phrase::from(teams(c, fewest))),
        ],
    );
    blocks.push(Block::Paragraph(paragraph([said])));
    let body = rows
        .iter()
        .map(|row| {
            let share =
                headline.teams.filter(|all| *all > 0).map(|all| 100.0 * row.teams as f64 / all as f64);
            TableRow {
                cells: vec![
                    words(c.region_name(&row.region)),
                    words(format!("{}/{}", row.places_with_figures, row.places_expected)),
                    figure(Some(teams(c, row)), Some(row.teams as f64)),
                    share.map_or_else(
                        || words(""),
                        |share| crate::compose::tables::number(c.n.decimal(share, 1), share),
                    ),
                ],
                strong: false,
                ..TableRow::default()
            }
        })
        .collect();
    let period = c.n.period(headline.period);
    let table = Table {
        id: "teams-regions-table".to_owned(),
        title: c.t(
            &format!("Tổ công nghệ số cộng đồng theo vùng, {period}"),
            &format!("Community digital teams by region, {period}"),
        ),
        columns: vec![
            text_column(c.t("Vùng", "Region")),
            number_column(c.t("Số đơn vị có số liệu", "Provinces with a figure"), "").headed([
                c.t("Số đơn vị có số liệu", "Provinces with a figure"),
                c.t("Tổng số đơn vị của vùng", "Provinces in the region"),
            ]),
            number_column(c.t("Số tổ", "Teams"), ""),
            number_column(c.t("Tỷ trọng trong tổng số", "Share of all"), "%"),
        ],
        rows: body,
        source: c.source([(headline.source.as_ref(), &headline.origins)]),
        ..Table::default()
    };
    blocks.push(c.table(c.tidy(table)));
}

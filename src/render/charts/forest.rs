//! Trends: slope and interval a row around zero, with a mark that says what the test found.

use super::axis::{self, Scale};
use super::intervals::whisker;
use super::rows::{self, Row};
use super::scene::{Fill, Scene, Shape, Stroke};
use super::theme::Theme;
use crate::compose::report::{Direction, Forest};

pub(super) fn draw(chart: &Forest, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let listed: Vec<Row<'_>> = chart
        .rows
        .iter()
        .map(|row| Row {
            label: &row.label,
            text: &row.text,
            strong: matches!(row.verdict, Direction::Up | Direction::Down),
            weak: row.verdict == Direction::Unknown,
        })
        .collect();
    let top = if chart.rows.len() > 30 { 18.0 } else { 2.0 };
    let rows = rows::lay(&mut scene, &listed, top + 4.0, 0.38, theme);
    let ends = chart.rows.iter().filter_map(|row| row.interval).flat_map(|(low, high)| [low, high]);
    let values = chart.rows.iter().map(|row| row.slope).chain(ends).chain([0.0]);
    // The marks of the verdicts stand between plot and text.
    let scale = Scale::new(chart.axis.low, chart.axis.high, values).over(rows.left + 6.0, rows.right - 24.0);
    scene.height = axis::level(&mut scene, &chart.axis, &scale, (top, rows.bottom), rows.tall(), theme);
    let zero = scale.at(0.0);
    scene.line_beneath((zero, top), (zero, rows.bottom), Stroke::new(theme.rule.light, 1.4));
    for (row, &y) in chart.rows.iter().zip(&rows.middles) {
        let color = match row.verdict {
            Direction::Up => theme.series[0].light,
            Direction::Down => theme.series[2].light,
            Direction::Level | Direction::Unknown => theme.rule.light,
        };
        let ends = row.interval.filter(|(low, high)| low.is_finite() && high.is_finite());
        whisker(&mut scene, ends.map(|(low, high)| (scale.at(low), scale.at(high))), y, color);
        let clear = matches!(row.verdict, Direction::Up | Direction::Down);
        if row.slope.is_finite() {
            scene.dot(scale.at(row.slope), y, 4.2, color, !clear);
        }
        let x = rows.right - 4.0;
        match row.verdict {
            Direction::Up => {
                scene.add(Shape::Polygon(
                    vec![(x, y - 4.5), (x + 5.0, y + 4.0), (x - 5.0, y + 4.0)],
                    Fill::Plain(color),
                ));
            }
            Direction::Down => {
                scene.add(Shape::Polygon(
                    vec![(x, y + 4.5), (x + 5.0, y - 4.0), (x - 5.0, y - 4.0)],
                    Fill::Plain(color),
                ));
            }
            Direction::Level => scene.line((x - 4.5, y), (x + 4.5, y), Stroke::new(color, 2.0)),
            Direction::Unknown => {}
        }
    }
    scene
}

//! What the workbook alone has: words for its native charts, and the numbers they are drawn over.

use super::Waterfall;
use crate::model::table::Col;

/// Fixed words of the workbook, in the report's language.
#[derive(Clone, Debug, Default)]
pub struct WorkbookWords {
    /// "Số liệu của Hình …": before the label of a figure that the sheet has the data of, and no chart.
    pub data_of: String,
    /// Names of tables for machines, each with that of its sheet.
    pub sheets: Vec<(&'static str, &'static str)>,
    /// "điểm %": what shares differ by.
    pub points: String,
    /// What an interval reaches down from its value, and up: the columns from which a chart draws it.
    pub reach: [String; 2],
    /// The columns that a waterfall is drawn over: level, rise, fall.
    pub steps: [String; 3],
    /// "Chân cột": what the bars of a waterfall stand on.
    pub base: String,
    /// How high points of a chart stand: all, the clear ones, the others; and where their names end.
    pub places: [String; 4],
    /// "Số phụ của biểu đồ": the sheet of what charts are drawn with besides their tables.
    pub helpers: String,
    /// Its heads: sheet, what it is, row, value.
    pub helper_heads: [String; 4],
    /// "trục đứng": before what the upright axis of a waterfall measures, which is not what its steps do.
    pub axis: String,
    /// What a pale bar or point among trends says.
    pub unclear: String,
    /// Names of places as tables for machines have them, each with that of the report, where it is another one.
    pub names: Vec<(String, String)>,
    /// "Ghi chú": the sheet of notes, which are many.
    pub notes: String,
    /// "Giải thích cột": the sheet that tells what the columns of tables for machines mean.
    pub columns: String,
    /// Its heads: sheet, column, meaning, unit.
    pub column_heads: [String; 4],
    /// Codes of columns of tables for machines, each with what it says.
    pub codes: Vec<(Col, &'static str, String)>,
    /// The unit of a column of them as it is declared, and as people say it.
    pub units: Vec<(&'static str, &'static str)>,
    /// What the decimal mark of a cell follows: a line of the cover.
    pub decimals: String,
    /// "Số liệu giả định": at the foot of every sheet of a report on invented figures; else empty.
    pub invented: String,
    /// The heads of the contents: sheet, title.
    pub content_heads: [String; 2],
    /// What the sheet of helpers holds, for the contents.
    pub helpers_title: String,
    /// What the sheet of columns holds, for the contents.
    pub columns_title: String,
    /// What the sheet of notes holds, for the contents.
    pub notes_title: String,
    /// The link from a sheet to the contents.
    pub back: String,
    /// What a native chart is, before what it shows.
    pub kinds: ChartKinds,
}

/// What native charts are, each for those who do not see it.
#[derive(Clone, Debug, Default)]
pub struct ChartKinds {
    /// Lines over time.
    pub lines: String,
    /// Bars.
    pub bars: String,
    /// Bars with intervals.
    pub intervals: String,
    /// Lines between two times.
    pub slopes: String,
    /// Points with intervals.
    pub points: String,
    /// Bars of parts.
    pub stacked: String,
    /// Steps from one level to another.
    pub steps: String,
}

/// What an interval reaches down from its value, and up; nothing on the side where it does not.
pub fn reach(value: f64, (low, high): (f64, f64)) -> [f64; 2] {
    [(value - low).max(0.0), (high - value).max(0.0)]
}

impl Waterfall {
    /// The level before each step and after it.
    pub fn levels(&self) -> Vec<(f64, f64)> {
        let step = |at: &mut f64, (_, by, _): &(String, f64, String)| {
            let before = *at;
            *at += if by.is_finite() { *by } else { 0.0 };
            Some((before, *at))
        };
        self.steps.iter().scan(self.start.1, step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_reaches_to_both_sides_of_its_value() {
        assert_eq!(reach(5.0, (3.5, 9.0)), [1.5, 4.0]);
        assert_eq!(reach(0.0, (0.0, 2.0)), [0.0, 2.0]);
    }

    #[test]
    fn each_step_begins_where_the_one_before_ends() {
        let step = |by| (String::new(), by, String::new());
        let chart =
            Waterfall { start: step(10.0), steps: vec![step(2.5), step(-4.0)], ..Waterfall::default() };
        assert_eq!(chart.levels(), [(10.0, 12.5), (12.5, 8.5)]);
    }
}

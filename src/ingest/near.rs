//! What to tell of a table whose header is not understood: which kind it resembles, what was recognised, what is
//! missing and how the header could be written.

use std::ops::Range;
use std::sync::Arc;

use crate::model::called;
use crate::model::fold::fold;
use crate::model::near::distance;
use crate::model::table::{Col, DATE, DUE, PERIOD, PROVINCE, SESSION_DATE};
use crate::model::{Lang, Text};

use super::ExportKind;
use super::header::HeadRow;
use super::names::{KINDS, Names, required};

/// A row that could be a header of some kind, were it not for columns that are missing.
#[derive(Clone, Debug)]
pub(super) struct NearMiss {
    /// Its line.
    pub line: u64,
    /// Its rows, as indices into the head.
    pub rows: Range<usize>,
    /// The kind it could be.
    pub kind: ExportKind,
    /// Contract columns, and the captions that mean them.
    pub found: Vec<(Col, String)>,
    /// What the kind lacks.
    pub missing: Vec<&'static [Col]>,
    /// Captions that mean nothing in this kind.
    pub unknown: Vec<String>,
    /// Periods, indicators or provinces of a title that names several, so that none is that of the rows.
    pub unclear: Option<Arc<str>>,
    /// Whether most of what stands below these is numbers.
    pub numeric: bool,
}

/// What is told of a file without a header.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub problem: Text,
    pub advice: Text,
}

/// Captions that are told of.
const SHOWN: usize = 6;

impl NearMiss {
    /// How much the row resembles a header of its kind: places and periods are columns of every table, what is
    /// counted is that of one kind.
    pub fn likeness(&self) -> i32 {
        let general =
            |group: &[Col]| group.iter().any(|col| [PERIOD, PROVINCE, DATE, SESSION_DATE, DUE].contains(col));
        let mut score = i32::try_from(self.found.len()).unwrap_or(i32::MAX).min(20);
        for group in required(self.kind) {
            score += match (self.missing.contains(group), general(group)) {
                (true, _) => -3,
                (false, true) => 1,
                (false, false) => 4,
            };
        }
        // A table of numbers whose captions are not known is one of figures; one of words is one of questions.
        let figures = matches!(self.kind, ExportKind::Coverage | ExportKind::Teams | ExportKind::Targets);
        score += i32::from(!self.unknown.is_empty() && self.numeric == figures) * 2;
        // The indicators of a wide form stand in captions that nobody registered.
        score + i32::from(self.kind == ExportKind::Coverage && self.numeric && self.unknown.len() > 1) * 3
    }

    /// Captions that nearly name a column that is missing.
    fn hints(&self, names: &Names) -> Vec<(&str, Col)> {
        let wanted: Vec<Col> = self.missing.iter().flat_map(|group| group.iter().copied()).collect();
        let hints = self.unknown.iter().filter_map(|caption| {
            let near = names.nearly(caption, self.kind, &wanted)?;
            Some((caption.as_str(), near))
        });
        hints.collect()
    }
}

/// The kind that a row resembles most, among the readings of the row as each kind.
pub(super) fn nearest(readings: Vec<NearMiss>, names: &Names) -> Option<NearMiss> {
    let score = |miss: &NearMiss| miss.likeness() + 5 * i32::try_from(miss.hints(names).len()).unwrap_or(0);
    // Of equals the last, since KINDS begins with the rarest.
    readings
        .into_iter()
        .filter(|miss| !miss.found.is_empty() || !miss.hints(names).is_empty())
        .max_by_key(score)
}

/// What to tell of a table, given the row that is nearest to a header.
pub(super) fn explain(miss: Option<&NearMiss>, rows: &[HeadRow], names: &Names) -> Told {
    let Some(miss) = miss else { return nothing(rows) };
    let kind = called::kind(miss.kind.as_str());
    let list = |texts: Vec<String>, lang: Lang| -> String {
        let rest = texts.len().saturating_sub(SHOWN);
        let mut text = texts[..texts.len().min(SHOWN)].join(", ");
        if rest > 0 {
            text += &lang.pick(format!(" và {rest} cột khác"), format!(" and {rest} more"));
        }
        text
    };
    let found = |lang: Lang| {
        let texts = miss.found.iter().map(|(col, caption)| {
            let name = called::column(*col);
            let name = name.get(lang);
            if fold(name) == fold(caption) {
                format!("“{caption}”")
            } else {
                format!("“{caption}” ({name})")
            }
        });
        list(texts.collect(), lang)
    };
    let missing = |lang: Lang| {
        let groups = miss.missing.iter().map(|group| {
            let names = group.iter().map(|col| format!("“{}”", called::column(*col).get(lang)));
            names.collect::<Vec<_>>().join(lang.pick(" hoặc ", " or "))
        });
        groups.collect::<Vec<_>>().join(", ")
    };
    let unclear = |lang: Lang| {
        match &miss.unclear {
        Some(names) => lang.pick(
            format!("; dòng tên bảng nêu nhiều hơn một ({names}), nên ghi rõ ở từng dòng, trong một cột riêng"),
            format!("; the title names several ({names}), so that each row has to say which, in a column of its own"),
        ),
        None => String::new(),
    }
    };
    let unknown = |lang: Lang| {
        if miss.unknown.is_empty() {
            return unclear(lang);
        }
        let captions = list(miss.unknown.iter().map(|caption| format!("“{caption}”")).collect(), lang);
        lang.pick(format!("; chưa hiểu cột {captions}"), format!("; not understood: {captions}"))
            + &unclear(lang)
    };
    let recognised = |lang: Lang| match (miss.found.is_empty(), lang) {
        (true, Lang::Vi) => "chưa nhận ra cột nào".to_owned(),
        (true, Lang::En) => "no column was recognised".to_owned(),
        (false, Lang::Vi) => format!("nhận ra cột {}", found(lang)),
        (false, Lang::En) => format!("recognised {}", found(lang)),
    };
    let problem = Text::new(
        format!(
            "dòng {} giống nhất với tiêu đề của bảng {}: {}; còn thiếu {}{}",
            miss.line,
            kind.vi,
            recognised(Lang::Vi),
            missing(Lang::Vi),
            unknown(Lang::Vi)
        ),
        format!(
            "line {} resembles most a header of {}: {}; missing {}{}",
            miss.line,
            kind.en,
            recognised(Lang::En),
            missing(Lang::En),
            unknown(Lang::En)
        ),
    );
    Told { problem, advice: advice(miss, names) }
}

fn advice(miss: &NearMiss, names: &Names) -> Text {
    let header = called::header(miss.kind.as_str());
    let hints = miss.hints(names);
    let (mut vi, mut en) = (String::new(), String::new());
    for (caption, col) in &hints {
        let name = called::column(*col);
        vi += &format!("“{caption}” có phải là cột “{}”? ", name.vi);
        en += &format!("is “{caption}” the column “{}” ({})? ", name.vi, name.en);
    }
    vi += &format!("viết dòng tiêu đề như: {header}");
    en += &format!("write the header as: {header}");
    let lacks =
        miss.missing.first().and_then(|group| group.first()).map(|col| col.name()).unwrap_or_default();
    let own = hints.first().map(|(caption, col)| (*caption, col.name()));
    let own = own.or(miss.unknown.first().map(|caption| (caption.as_str(), lacks)));
    if let Some((caption, col)) = own {
        vi += &format!(
            "; hoặc khai báo tên riêng ở [headers] trong nhipso.toml, như \"{caption}\" = \"{col}\""
        );
        en += &format!(
            "; or declare a name of your own under [headers] in nhipso.toml, as \"{caption}\" = \"{col}\""
        );
    }
    if miss.kind == ExportKind::Coverage && miss.numeric && !miss.unknown.is_empty() {
        vi += "; nếu mỗi cột là một chỉ tiêu, khai báo tên cột ở [[indicator]] trong nhipso.toml";
        en += "; where each column is an indicator, declare its caption under [[indicator]] in nhipso.toml";
    }
    Text::new(vi, en)
}

fn nothing(rows: &[HeadRow]) -> Told {
    let filled = rows.iter().any(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let problem = if filled {
        Text::new(
            "không dòng nào ở đầu tệp có tên cột đã biết",
            "none of the first lines holds the name of a known column",
        )
    } else {
        return Told {
            problem: Text::new("tệp không có nội dung", "the file holds nothing"),
            advice: Text::new(
                "xuất lại tệp, hoặc bỏ tệp trống này đi",
                "export the file again, or take it away",
            ),
        };
    };
    let each = |lang: Lang| {
        let kinds = KINDS.iter().rev().map(|kind| {
            format!("{} ({})", called::kind(kind.as_str()).get(lang), called::header(kind.as_str()))
        });
        kinds.collect::<Vec<_>>().join("; ")
    };
    let advice = Text::new(
        format!("đặt một dòng tên cột ở trên số liệu, theo một trong năm loại: {}", each(Lang::Vi)),
        format!(
            "put a line with the names of columns above the figures, of one of five kinds: {}",
            each(Lang::En)
        ),
    );
    Told { problem, advice }
}

impl Names {
    /// The column among `wanted` that a caption misses by a letter or two, or whose name it holds.
    fn nearly(&self, caption: &str, kind: ExportKind, wanted: &[Col]) -> Option<Col> {
        let folded = fold(caption);
        let letters = folded.chars().count();
        let most = match letters {
            0..4 => return None,
            4..8 => 1,
            _ => 2,
        };
        let near = self.names_of(kind, wanted).filter_map(|(name, col)| {
            let holds = name.contains(' ') && super::names::holds_words(&folded, name);
            let apart = if holds { 0 } else { distance(&folded, name) };
            (apart <= most && name.chars().count() + 2 >= letters.min(4)).then_some((apart, name.len(), col))
        });
        near.min_by_key(|(apart, len, col)| (*apart, usize::MAX - len, col.name())).map(|(_, _, col)| col)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::super::header;
    use super::*;
    use crate::model::register::Registers;

    fn told(lines: &[&str]) -> Option<(ExportKind, Told)> {
        let rows: Vec<HeadRow> = (1..)
            .zip(lines)
            .map(|(line, text)| HeadRow {
                line,
                cells: text.split(';').map(str::to_owned).collect(),
                ..HeadRow::default()
            })
            .collect();
        let names = Names::new(&Registers::default_set().ok()?);
        let miss = header::find(&rows, &names).err()?;
        Some((miss.as_ref()?.kind, explain(miss.as_ref(), &rows, &names)))
    }

    #[test]
    fn a_header_that_is_not_understood_resembles_the_kind_it_was_meant_for() {
        for (lines, kind, problem, advice) in [
            (
                &["Tỉng;Năm;Số bản được phủ sóng băng rộng di động", "Sơn La;2022;3"][..],
                ExportKind::Coverage,
                "còn thiếu “Tỉnh”",
                "“Tỉng” có phải là cột “Tỉnh”?",
            ),
            (
                &["Địa phương;Năm;Số máy tính;Số máy in", "Sơn La;2022;3;55"],
                ExportKind::Coverage,
                "chưa hiểu cột “Số máy tính”, “Số máy in”",
                "[[indicator]]",
            ),
            (
                &["Tỉnh;Ngày;Phản ánh;Người ghi", "Sơn La;22/3/2022;Không có sóng;A"],
                ExportKind::Sessions,
                "còn thiếu “Chủ đề” hoặc “Câu hỏi”",
                "Ngày, Tỉnh, Chủ đề, Câu hỏi",
            ),
            (
                &["Tỉnh;Kỳ;Số lượng tổ CNS ở thôn", "Sơn La;2022;55"],
                ExportKind::Teams,
                "còn thiếu “Số tổ”",
                "\"Số lượng tổ CNS ở thôn\" = \"teams\"",
            ),
            (
                &["Chỉ tiêu;Tỉnh;Hạn định;Phấn đấu đạt", "adults_smartphone;Sơn La;2025;90"],
                ExportKind::Targets,
                "nhận ra cột “Chỉ tiêu”, “Tỉnh”",
                "“Phấn đấu đạt” có phải là cột “Mục tiêu”?",
            ),
        ] {
            let found = told(lines);
            let Some((found, told)) = found else { panic!("{lines:?}") };
            assert_eq!(found, kind, "{lines:?}: {}", told.problem.vi);
            assert!(told.problem.vi.contains(problem), "{}", told.problem.vi);
            assert!(told.advice.vi.contains(advice), "{}", told.advice.vi);
            for contract in ["indicator", "province", "covered", "opinions"] {
                assert!(!told.problem.vi.contains(contract), "{}", told.problem.vi);
            }
        }
    }
}

//! The communes that stand last on an indicator ("trắng sóng").

use super::coverage_table::counts_named;
use crate::analyse::summary::{Laggard, Laggards};
use crate::clean::tables::Origins;
use crate::compose::composer::Composer;
use crate::compose::names::small;
use crate::compose::report::{Block, Explanation, Span, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number, number_column, text_column, value_column, words};
use crate::compose::ties::tied;
use crate::compose::view::IndicatorView;
use crate::model::place::Boundaries;
use crate::model::table::LAGGARDS;
use crate::model::{FigureId, Vintage};

/// Among fewer communes the table of places tells it.
const FEWEST: u64 = 10;
/// Communes in the table; `laggards.csv` holds fifty.
const SHOWN: usize = 10;
/// A base below this is small: one of it is a step of more than three percent.
const FEW: u64 = 30;
/// Communes told by name.
const TOLD: usize = 3;

/// The communes of the period in focus that lag, told and listed; nothing where there are few communes.
pub(super) fn laggards(c: &Composer<'_>, view: &IndicatorView<'_>, blocks: &mut Vec<Block>) {
    let found = c
        .summary
        .laggards
        .iter()
        .find(|told| told.indicator == view.id && told.period == view.focus && told.communes >= FEWEST);
    let Some(told) = found else { return };
    let (Some(last), Some(first)) = (told.rows.first(), told.rows.last()) else { return };
    // Where all stand alike, none lags.
    if last.value == first.value && told.rows.len() as u64 == told.communes {
        return;
    }
    // Pages may part the sentence from its table: it names it.
    let named = Span::Table { id: table_id(told), text: c.table_name(c.next_table()) };
    blocks.push(Block::Paragraph(paragraph([sentence(c, told, last, named)])));
    blocks.push(table(c, view, told));
}

fn count(c: &Composer<'_>, told: &Laggards, part: &str, number: u64, title: (&str, &str)) -> Phrase {
    c.counted(
        &format!("laggards/all/{}/{}/{part}", told.indicator, told.period),
        c.n.count(number),
        c.t(title.0, title.1)
            + &format!(": {}, {}", c.indicator_name(&told.indicator), c.n.period(told.period)),
        c.t("Đếm xã có số liệu dùng được trong kỳ", "Communes with a usable figure in the period, counted"),
    )
    .into()
}

/// The sentence, which names its table.
fn sentence(c: &Composer<'_>, told: &Laggards, last: &Laggard, table: Span) -> Phrase {
    let communes = count(c, told, "communes", told.communes, ("Số xã có số liệu", "Communes with a figure"));
    let zero = count(c, told, "zero", told.zero, ("Số xã ở mức 0", "Communes at 0"));
    let tied = tied(&told.rows, |row| c.level(&told.indicator, row.value));
    let named: Vec<Phrase> = told
        .rows
        .iter()
        .take(TOLD)
        .map(|row| {
            let (within, commune) = c.commune_parts(row);
            let province = c.place_in(&row.province);
            let slots = [
                ("commune", commune.into()),
                ("within", within.map_or(province.clone(), |within| format!("{within}, {province}")).into()),
                ("level", level(c, told, row, true).into()),
            ];
            c.say("{commune} ({within}: {level})", "{commune} ({within}: {level})", &slots)
        })
        .collect();
    let named = Phrase::joined(named, ", ", c.lang.pick(" và ", " and "));
    // Of more that print the same than are named, none is the last: they are counted, and the table begins with them.
    let alike = (tied > TOLD).then(|| same_level(c, told, last, tied));
    let slots =
        [("communes", communes), ("zero", zero), ("named", alike.unwrap_or(named)), ("table", table.into())];
    // Too many stand at nothing for any of them to be the last.
    if told.zero > 0 && !told.down && tied > TOLD {
        return c.say(
            "trong {communes} đơn vị cấp xã có số liệu, {zero} đơn vị còn ở mức 0 ({table})",
            match told.zero {
                1 => "of {communes} communes with figures, {zero} was still at 0 ({table})",
                _ => "of {communes} communes with figures, {zero} were still at 0 ({table})",
            },
            &slots,
        );
    }
    let said = match (told.down, told.zero > 0) {
        (false, true) => c.say(
            "trong {communes} đơn vị cấp xã có số liệu, {zero} đơn vị còn ở mức 0; thấp nhất ({table}) là {named}",
            match told.zero {
                1 => "of {communes} communes with figures, {zero} was still at 0; the lowest values ({table}) were {named}",
                _ => "of {communes} communes with figures, {zero} were still at 0; the lowest values ({table}) were {named}",
            },
            &slots,
        ),
        (false, false) => c.say(
            "trong {communes} đơn vị cấp xã có số liệu, thấp nhất ({table}) là {named}",
            if tied > TOLD {
                "of {communes} communes with figures, the lowest value ({table}) was {named}"
            } else {
                "of {communes} communes with figures, the lowest ({table}) were {named}"
            },
            &slots,
        ),
        (true, _) => c.say(
            "trong {communes} đơn vị cấp xã có số liệu, cao nhất (kém nhất; {table}) là {named}",
            if tied > TOLD {
                "of {communes} communes with figures, the highest (worst; {table}) value was {named}"
            } else {
                "of {communes} communes with figures, the highest (worst; {table}) were {named}"
            },
            &slots,
        ),
    };
    let first = if tied > TOLD { tied } else { TOLD };
    said.then(small_bases(c, told, told.rows.get(..first).unwrap_or(&told.rows)))
}

/// How many there are in each of the communes told, where that is so few that one more or less moves the level a lot.
fn small_bases(c: &Composer<'_>, told: &Laggards, rows: &[Laggard]) -> Phrase {
    let bases: Vec<u64> = rows.iter().filter_map(|row| Some(row.counts?.1)).collect();
    let (Some(least), Some(most)) = (bases.iter().min(), bases.iter().max()) else {
        return Phrase::default();
    };
    if bases.len() < rows.len() || *most >= FEW {
        return Phrase::default();
    }
    let base = small(&counts_named(c, &told.indicator).1);
    let range = range(c, *least, *most);
    c.say(
        "; {base} ở mỗi nơi này chỉ {range}, nên thêm bớt một trường hợp cũng làm tỷ lệ thay đổi nhiều",
        "; their bases are small ({each}): one case more or less moves the level a lot",
        &[("each", each_has(&base, &range, *most).into()), ("base", base.into()), ("range", range.into())],
    )
}

/// `là 4`, `từ 2 đến 4`; `4`, `2 to 4`.
fn range(c: &Composer<'_>, least: u64, most: u64) -> String {
    let (low, high) = (c.n.count(least), c.n.count(most));
    match least == most {
        true => c.t(&format!("là {high}"), &high),
        false => c.t(&format!("từ {low} đến {high}"), &format!("{low} to {high}")),
    }
}

/// `4 to 13 villages each`, of a base that is called `all villages`; `1` and what has another name: `base: 1 each`.
fn each_has(base: &str, range: &str, most: u64) -> String {
    match base.strip_prefix("all ").filter(|_| most > 1) {
        Some(counted) => format!("{range} {counted} each"),
        None => format!("{base}: {range} each"),
    }
}

/// `5 xã cùng ở mức 50,00 %`; where even the last of the list prints the same there may be more of them.
fn same_level(c: &Composer<'_>, told: &Laggards, last: &Laggard, tied: usize) -> Phrase {
    let number = c.n.count(u64::try_from(tied).unwrap_or(u64::MAX));
    let more = tied == told.rows.len() && (tied as u64) < told.communes;
    let slots = [("tied", number.into()), ("level", level(c, told, last, true).into())];
    match more {
        true => {
            c.say("ít nhất {tied} đơn vị cùng ở mức {level}", "{level}, in at least {tied} communes", &slots)
        }
        false => c.say("{tied} đơn vị cùng ở mức {level}", "{level}, in {tied} communes", &slots),
    }
}

fn level(c: &Composer<'_>, told: &Laggards, row: &Laggard, unit: bool) -> Span {
    let code = row.province.code.replace('/', "|");
    let id = FigureId(format!("laggards/{code}/{}/{}", told.indicator, told.period)).part(&row.place.code);
    let text = match unit {
        true => c.level(&told.indicator, row.value),
        false => c.n.decimal(row.value, c.decimals(&told.indicator)),
    };
    c.figure(&id, text, || {
        let title = format!(
            "{}, {} ({}), {}",
            c.indicator_name(&told.indicator),
            c.commune_name(row),
            c.place_in(&row.province),
            c.n.period(told.period)
        );
        let formula = c.t(
            "Số của xã: tỷ lệ được báo cáo, hoặc số đạt chia tổng số, nhân 100",
            "The commune's own figure: the percentage as reported, or covered divided by total, times 100",
        );
        let mut e = Explanation::new(title, c.level(&told.indicator, row.value), formula);
        if let Some((covered, total)) = row.counts {
            let (covered_name, total_name) = counts_named(c, &told.indicator);
            e = e.plain(small(&covered_name), c.n.count(covered)).plain(small(&total_name), c.n.count(total));
        }
        let mut origins = Origins::default();
        row.origin.into_iter().for_each(|origin| origins.push(origin));
        e.resting_on(c, &origins)
    })
}

fn table_id(told: &Laggards) -> String {
    format!("coverage-{}-laggards", told.indicator)
}

fn table(c: &Composer<'_>, view: &IndicatorView<'_>, told: &Laggards) -> Block {
    let counted = |count: Option<u64>| match count {
        Some(count) => number(c.n.count(count), count as f64),
        None => words(""),
    };
    let (covered, total) = counts_named(c, &told.indicator);
    let rows = told
        .rows
        .iter()
        .take(SHOWN)
        .map(|row| TableRow {
            cells: vec![
                words(c.commune_name(row)),
                words(c.place(&row.province)),
                counted(row.counts.map(|counts| counts.0)),
                counted(row.counts.map(|counts| counts.1)),
                figure(Some(level(c, told, row, false)), Some(row.value)),
            ],
            strong: false,
            ..TableRow::default()
        })
        .collect();
    let mut notes = Vec::new();
    let (vi, en) = if told.down { ("cao nhất", "highest") } else { ("thấp nhất", "lowest") };
    if told.rows.len() > SHOWN {
        let more = told.rows.len().to_string();
        let held = c.data_table(&LAGGARDS);
        notes.push(c.t(
            &format!("Bảng nêu {SHOWN} đơn vị {vi}; {more} đơn vị {vi} có trong {held}. Các đơn vị có giá trị bằng nhau xếp theo thứ tự trong tệp số liệu."),
            &format!("The table shows the {SHOWN} communes with the {en} values; {held} hold the {more} {en}. Ties keep the order of the file."),
        ));
    }
    let shown = told.rows.get(..SHOWN).unwrap_or(&told.rows);
    let bases: Vec<u64> =
        shown.iter().filter_map(|row| Some(row.counts?.1)).filter(|base| *base < FEW).collect();
    // Where bases are small they are what the level is read with: they do not stand behind the others.
    let mut base = number_column(total.clone(), "").aside();
    if let (Some(least), Some(most)) = (bases.iter().min(), bases.iter().max())
        && bases.len() * 2 > shown.len()
    {
        base.aside = false;
        let (few, all, of) = (bases.len(), shown.len(), small(&total));
        let range = range(c, *least, *most);
        let each = each_has(&of, &range, *most);
        let (vi, en) = match few == all {
            true => (format!("cả {all}"), format!("all {all}")),
            false => (format!("{few} trong {all}"), format!("{few} of the {all}")),
        };
        notes.push(c.t(
            &format!("Ở {vi} đơn vị của bảng, {of} chỉ {range}: hơn kém một trường hợp đã đổi tỷ lệ nhiều, nên thứ tự này không cho biết nơi nào thật sự kém nhất."),
            &format!("In {en} communes shown the base is small ({each}): one case more or less moves the level a lot, so their order does not show which is really last."),
        ));
    }
    // Communes are named as their exports have them: in the provinces of their time, whatever borders the report is on.
    let former = told.rows.iter().take(SHOWN).any(|row| row.province.vintage == Vintage::V63);
    let province = match (c.summary.boundaries, former) {
        (Boundaries::Today, true) => c.t("Tỉnh, thành phố (trước 7/2025)", "Province (before July 2025)"),
        _ => c.t("Tỉnh, thành phố", "Province"),
    };
    let name = c.indicator_name(&told.indicator);
    let period = c.n.period(told.period);
    let mut lines = Origins::default();
    told.rows.iter().take(SHOWN).filter_map(|row| row.origin).for_each(|origin| lines.push(origin));
    // Whoever gives the figures of the provinces gives those of their communes.
    let given = view.places.iter().map(|row| (row.source.as_ref(), &row.origins));
    let table = Table {
        id: table_id(told),
        title: c.t(
            &format!(
                "{} đơn vị cấp xã có {} {vi}, {period}",
                shown.len(),
                c.indicator_subject(&told.indicator)
            ),
            &format!("Communes with the {en} values: {name}, {period}"),
        ),
        columns: vec![
            text_column(c.t("Đơn vị cấp xã", "Commune")),
            text_column(province),
            number_column(covered, "").aside(),
            base,
            value_column(c, c.unit(&told.indicator), &format!("{name}, {period}")),
        ],
        rows,
        notes,
        source: c.source(given.chain([(None, &lines)])),
        number: 0,
    };
    c.table(c.tidy(table))
}

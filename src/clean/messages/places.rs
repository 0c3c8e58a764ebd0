//! What is wrong with the place of a row.

use crate::clean::place::{NotThen, PlaceIndex, UnitId};
use crate::clean::record::Fault;
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Period, Rule, Text};

/// A place that the register does not have.
pub fn place_unknown(places: &PlaceIndex, cell: &str, near: &[UnitId]) -> Fault {
    let cell = cell.trim();
    let names = places.names(near);
    // Where a program could not write a letter, it wrote a question mark.
    if cell.contains('?') {
        let named = |text: &str| if names.is_empty() { String::new() } else { format!("; {text} {names}?") };
        return Fault::new(
            Rule::PlaceUnknown,
            Text::new(
                format!("\"{cell}\" đã mất chữ khi lưu tệp{}", named("có phải là")),
                format!("letters of \"{cell}\" were lost when the file was saved{}", named("did you mean")),
            ),
        )
        .advise(
            "xuất lại tệp với bảng mã UTF-8, hoặc ghi lại tên",
            "export the file again as UTF-8, or write the name anew",
        );
    }
    if near.is_empty() {
        return Fault::new(
            Rule::PlaceUnknown,
            Text::new(
                format!("danh mục không có đơn vị nào tên \"{cell}\""),
                format!("the register has no place called \"{cell}\""),
            ),
        );
    }
    Fault::new(
        Rule::PlaceUnknown,
        Text::new(
            format!("danh mục không có đơn vị nào tên \"{cell}\"; có phải là {names}?"),
            format!("the register has no place called \"{cell}\"; did you mean {names}?"),
        ),
    )
    .advise(
        format!("sửa thành \"{names}\" nếu đúng; nếu đây là cách viết riêng, khai báo trong [place_aliases] của nhipso.toml"),
        format!("write \"{names}\" if that is meant; declare a spelling of your own under [place_aliases] in nhipso.toml"),
    )
}

/// A city with the name of a province.
pub fn city(places: &PlaceIndex, cell: &str, id: UnitId) -> Fault {
    let (cell, name) = (cell.trim(), places.names(&[id]));
    Fault::new(
        Rule::PlaceUnknown,
        Text::new(
            format!("\"{cell}\" là tên một thành phố, còn {name} là tỉnh; có phải là Tỉnh {name}?"),
            format!("\"{cell}\" names a city, but {name} is a province; did you mean {name} Province?"),
        ),
    )
    .advise(
        format!("nếu là số liệu của cả tỉnh, ghi \"Tỉnh {name}\"; nếu là của thành phố thuộc tỉnh, ghi tên tỉnh và đặt tên thành phố ở cột huyện"),
        format!("write \"{name}\" for the whole province; for the city in it, write the province and put the city into the district column"),
    )
}

/// A name and a code in one row that stand for two places.
pub fn code_disagrees(places: &PlaceIndex, name: &str, code: &str, coded: &[UnitId]) -> Fault {
    let (name, code, coded) = (name.trim(), code.trim(), places.names(coded));
    Fault::new(
        Rule::PlaceAmbiguous,
        Text::new(
            format!("dòng này ghi tên \"{name}\" nhưng mã \"{code}\" là của {coded}"),
            format!("the row gives the name \"{name}\", but the code \"{code}\" is that of {coded}"),
        ),
    )
    .advise("sửa tên hoặc mã cho khớp nhau", "correct the name or the code")
}

/// A spelling that several places share.
pub fn place_shared(places: &PlaceIndex, cell: &str, ids: &[UnitId]) -> Fault {
    let (cell, names) = (cell.trim(), places.names(ids));
    Fault::new(
        Rule::PlaceAmbiguous,
        Text::new(
            format!("\"{cell}\" có thể là nhiều đơn vị: {names}"),
            format!("\"{cell}\" can be several places: {names}"),
        ),
    )
}

/// A place that was not there at the time.
pub fn place_not_then(places: &PlaceIndex, cell: &str, why: NotThen, period: Period) -> Fault {
    let cell = cell.trim();
    let unit = match why {
        NotThen::NotYet(id) | NotThen::Gone(id) => places.unit(id),
        NotThen::NoUnit => None,
    };
    let heir = match why {
        NotThen::Gone(id) | NotThen::NotYet(id) => places.heir(id).map(|heir| heir.name.to_string()),
        NotThen::NoUnit => None,
    }
    .unwrap_or_default();
    match (why, unit) {
        (NotThen::Gone(_), Some(unit)) => {
            let until = |n: Numbers| unit.valid_until.map(|day| n.date(day)).unwrap_or_default();
            Fault::new(
                Rule::PlaceUnknown,
                Text::new(
                    format!(
                        "{} không còn là một tỉnh sau ngày {}, mà dòng này ghi {}",
                        unit.name,
                        until(VI),
                        VI.period(period)
                    ),
                    format!(
                        "{} was no province any more after {}, but the row is for {}",
                        unit.name,
                        until(EN),
                        EN.period(period)
                    ),
                ),
            )
            .advise(
                format!("ghi số liệu vào đơn vị kế thừa ({heir}), hoặc kiểm tra lại thời kỳ"),
                format!("report it under the unit that took over its land ({heir}), or check the period"),
            )
        }
        (NotThen::NotYet(_), Some(unit)) => {
            let from = |n: Numbers| unit.valid_from.map(|day| n.date(day)).unwrap_or_default();
            Fault::new(
                Rule::PlaceUnknown,
                Text::new(
                    format!(
                        "{} chỉ được thành lập ngày {}, mà dòng này ghi {}",
                        unit.name,
                        from(VI),
                        VI.period(period)
                    ),
                    format!(
                        "{} was only founded on {}, but the row is for {}",
                        unit.name,
                        from(EN),
                        EN.period(period)
                    ),
                ),
            )
            .advise(
                "ghi số liệu vào tỉnh khi đó, hoặc kiểm tra lại thời kỳ",
                "report it under the province of that time, or check the period",
            )
        }
        _ => Fault::new(
            Rule::PlaceUnknown,
            Text::new(
                format!("\"{cell}\" không chỉ đơn vị nào {}", VI.within(period)),
                format!("\"{cell}\" stands for no place {}", EN.within(period)),
            ),
        ),
    }
}

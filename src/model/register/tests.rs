#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::path::Path;

use super::*;
use crate::model::fold::fold;
use crate::model::settings::{RegisterChoice, Settings};

fn settings(text: &str) -> Settings {
    Settings::from_toml(text).unwrap_or_else(|error| panic!("{error}"))
}

fn load(text: &str) -> Result<Registers, RegisterError> {
    Registers::load(&settings(text), Path::new("."))
}

#[test]
fn built_in_registers_load() {
    let registers = Registers::default_set().unwrap_or_else(|error| panic!("{error}"));
    let places = registers.places.unwrap();
    assert_eq!(places.units_of(Vintage::V63).count(), 63);
    assert_eq!(places.units_of(Vintage::V34).count(), 34);
    assert_eq!(registers.topics.unwrap().topics.len(), 14);
    assert_eq!(places.regions_of(Vintage::V63).count(), 6);
    assert_eq!(places.regions_of(Vintage::V34).count(), 6);
    for vintage in [Vintage::V63, Vintage::V34] {
        assert_eq!(places.tiles_of(vintage).filter(|tile| tile.archipelago).count(), 2, "{vintage}");
    }
}

#[test]
fn eleven_provinces_kept_their_land() {
    let places = PlaceRegister::built_in().unwrap();
    for vintage in [Vintage::V63, Vintage::V34] {
        let codes: Vec<&str> =
            places.units_of(vintage).filter(|unit| unit.unchanged).map(|unit| &*unit.code).collect();
        assert_eq!(codes, ["01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"]);
    }
}

#[test]
fn codes_mean_other_land_in_the_other_vintage() {
    let places = PlaceRegister::built_in().unwrap();
    let name = |vintage, code| places.unit(vintage, code).map(|unit| unit.name.to_string());
    assert_eq!(name(Vintage::V63, "44").as_deref(), Some("Quảng Bình"));
    assert_eq!(name(Vintage::V34, "44").as_deref(), Some("Quảng Trị"));
    assert_eq!(name(Vintage::V34, "45"), None);
    let parts: Vec<&str> = places.predecessors("44").map(|unit| &*unit.code).collect();
    assert_eq!(parts, ["44", "45"]);
    assert_eq!(places.unit(Vintage::V34, "79").unwrap().english.as_ref(), "Ho Chi Minh City");
}

#[test]
fn land_of_2004_and_2008_is_told_apart() {
    let places = PlaceRegister::built_in().unwrap();
    let on = |code, year, month, day| {
        let day = jiff::civil::date(year, month, day);
        places.predecessors_on(code, day).map(|units| units.len())
    };
    assert_eq!(on("66", 2003, 12, 31), None, "Đắk Lắk held Đắk Nông");
    assert_eq!(on("68", 2003, 12, 31), None, "there was no Đắk Nông");
    assert_eq!(on("68", 2004, 1, 1), Some(3));
    assert_eq!(on("01", 2008, 7, 31), None);
    assert_eq!(on("01", 2008, 8, 1), Some(1));
    assert_eq!(on("99", 2024, 1, 1), None);
    let [former] = places.former.as_slice() else { panic!("one former unit") };
    assert_eq!((&*former.name, &*former.today), ("Hà Tây", "01"));
    assert!(
        former.exists_on(jiff::civil::date(2008, 7, 31)) && !former.exists_on(jiff::civil::date(2008, 8, 1))
    );
}

#[test]
fn every_published_topic_has_its_place() {
    let topics = TopicRegister::built_in().unwrap();
    let named = |cell: &str| {
        let wanted = fold(cell);
        topics
            .topics
            .iter()
            .find(|topic| {
                [&topic.id, &topic.label.vi, &topic.label.en]
                    .into_iter()
                    .chain(&topic.aliases)
                    .any(|name| fold(name) == wanted)
            })
            .map(|topic| topic.id.as_str())
    };
    for (cell, id) in [
        ("Dữ liệu cán bộ công chức", "government-data"),
        ("An toàn mạng xã hội", "cyber-safety"),
        ("Dịch vụ công", "public-services"),
        ("Đào tạo nghề", "jobs"),
        ("Hạ tầng viễn thông", "infrastructure"),
        ("Giáo dục", "education"),
        ("Nghiệp vụ Đoàn", "union"),
        ("Hợp tác xã, thương mại điện tử", "digital-economy"),
        ("Tội phạm mạng", "cyber-safety"),
        ("Nghĩa vụ quân sự", "defence"),
        ("Tổ công nghệ số cộng đồng", "digital-skills"),
        ("Khởi nghiệp", "digital-economy"),
        ("An ninh mạng", "cyber-safety"),
        ("Di tích, du lịch số", "culture"),
        ("Trang thiết bị", "facilities"),
        ("Kỹ năng số, tập huấn", "digital-skills"),
    ] {
        assert_eq!(named(cell), Some(id), "{cell}");
    }
}

/// The message of the error, which names file and line.
fn message<T: std::fmt::Debug>(result: Result<T, RegisterError>) -> String {
    let error = result.expect_err("an error");
    let text = error.text();
    assert_eq!(text.en, error.to_string());
    assert!(text.vi.contains("dòng") || text.vi.contains("không đọc được"), "{}", text.vi);
    text.en
}

const TOPIC: &str =
    "[[topic]]\nid = \"a\"\nlabel = { vi = \"Một\", en = \"One\" }\naliases = [\"Ăn\"]\nkeywords = [\"x\"]\n";

#[test]
fn topic_errors_name_the_line() {
    let parse = |rest: &str| message(TopicRegister::from_toml("my.toml", &format!("{TOPIC}\n{rest}")));
    assert!(
        parse("[[topic]]\nid = \"b\"\ncolour = 1\n").starts_with("my.toml, line 9: unknown field `colour`")
    );
    assert!(parse("[[topic]]\nid = ").starts_with("my.toml, line 8: "));
    assert_eq!(
        parse("[[topic]]\nid = \"a\"\nlabel = { vi = \"Hai\", en = \"Two\" }\n"),
        "my.toml, line 7: \"a\" is there already, on line 1; ids name one entry only"
    );
    assert_eq!(
        parse(
            "[[topic]]\nid = \"b\"\nlabel = { vi = \"Hai\", en = \"Two\" }\naliases = [\n  \"Khác\",\n  \"  AN \",\n]\n"
        ),
        "my.toml, line 12: \"  AN \" would mean both \"a\" and \"b\"; remove it from one"
    );
    assert_eq!(
        parse("[[topic]]\nid = \"b\"\nlabel = { vi = \"Hai\", en = \"Two\" }\nkeywords = [\"X\"]\n"),
        "my.toml, line 10: \"X\" would mean both \"a\" and \"b\"; remove it from one"
    );
    assert_eq!(
        parse("[[topic]]\nid = \"b\"\nlabel = { vi = \"Hai\", en = \"\" }\n"),
        "my.toml, line 7: topic \"b\" needs a label in Vietnamese and in English"
    );
    assert!(parse("[[topic]]\nid = \"unmatched\"\nlabel = { vi = \"H\", en = \"T\" }\n").contains("line 7"));
}

fn indicator(id: &str, more: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\nname = {{ vi = \"Tên {id}\", en = \"Name {id}\" }}\n\
         covered = {{ vi = \"đạt\", en = \"covered\" }}\ntotal = {{ vi = \"tổng\", en = \"total\" }}\n\
         concept = {{ vi = \"Khái niệm.\", en = \"Concept.\" }}\n{more}\n"
    )
}

#[test]
fn indicator_errors_name_the_line() {
    let parse = |more: &str| {
        let text = indicator("a", "covered_headers = [\"Số a\"]\ntotal_headers = [\"Tổng\"]")
            + &indicator("b", more);
        message(IndicatorRegister::from_toml("my.toml", &text))
    };
    let shared = indicator("a", "total_headers = [\"Tổng\"]") + &indicator("b", "total_headers = [\"Tổng\"]");
    assert_eq!(IndicatorRegister::from_toml("my.toml", &shared).unwrap().indicators.len(), 2);
    assert!(parse("direction = \"sideways\"").starts_with("my.toml, line 15: unknown variant `sideways`"));
    assert_eq!(
        parse("covered_headers = [\"SO A\"]"),
        "my.toml, line 15: \"SO A\" would mean both \"a\" and \"b\"; remove it from one"
    );
    assert_eq!(
        parse("aliases = [\"Tên a\"]"),
        "my.toml, line 15: \"Tên a\" would mean both \"a\" and \"b\"; remove it from one"
    );
    assert_eq!(
        parse("range = [100, 0]"),
        "my.toml, line 9: the range of indicator \"b\" must run from low to high, not from 100 to 0"
    );
    assert!(parse("combine = \"sum\"").contains("cannot be added up"));
    let twice = indicator("a", "") + &indicator("a", "");
    assert!(
        message(IndicatorRegister::from_toml("my.toml", &twice))
            .starts_with("my.toml, line 8: \"a\" is there")
    );
    assert!(message(IndicatorRegister::from_toml("my.toml", &indicator("a/b", ""))).contains("line 1"));
}

#[test]
fn header_errors_name_the_line() {
    let parse = |text: &str| message(HeaderRegister::from_toml("my.toml", text));
    assert_eq!(
        parse("[[column]]\ncolumn = \"colour\"\nnames = []\n"),
        "my.toml, line 1: there is no column \"colour\""
    );
    assert_eq!(
        parse("\n[[column]]\ncolumn = \"date\"\nkinds = [\"letters\"]\nnames = []\n"),
        "my.toml, line 2: there is no kind of export \"letters\""
    );
    assert_eq!(
        parse(
            "[[column]]\ncolumn = \"covered\"\nnames = [\"Số\"]\n[[column]]\ncolumn = \"total\"\nnames = [\"SO\"]\n"
        ),
        "my.toml, line 6: \"SO\" would mean both \"covered\" and \"total\"; remove it from one"
    );
    let other_kind = "[[column]]\ncolumn = \"teams\"\nnames = [\"Số\"]\n[[column]]\ncolumn = \"total\"\nnames = [\"Số\"]\n";
    assert_eq!(HeaderRegister::from_toml("my.toml", other_kind).unwrap().columns.len(), 2);
}

#[test]
fn own_places_are_read_and_checked() {
    let places =
        PlaceRegister::from_csv("lao.csv", "code,name,aliases\nVT,Vientiane,Viang Chan | VTE\nLP,Louang\n");
    assert!(message(places).starts_with("lao.csv, line 3: "));
    let places =
        PlaceRegister::from_csv("lao.csv", "\u{feff}code,name,aliases\nVT,Vientiane,Viang Chan | VTE\n")
            .unwrap();
    let unit = places.unit(Vintage::Own, "VT").unwrap();
    assert_eq!(unit.spellings().last(), Some("VTE"));
    assert!(unit.unchanged);
    let parse = |text: &str| message(PlaceRegister::from_csv("lao.csv", text));
    assert_eq!(
        parse("code,name\nA,One\nA,Two\n"),
        "lao.csv, line 3: \"A\" is there already, on line 2; ids name one entry only"
    );
    assert_eq!(
        parse("code,name\nA,One\nB,\"ONE\"\n"),
        "lao.csv, line 3: \"ONE\" would mean both \"One\" and \"ONE\"; remove it from one"
    );
    assert_eq!(parse("code,name\nA,\n"), "lao.csv, line 2: every place needs a code and a name");
    assert!(parse("code,name,colour\nA,One,red\n").starts_with("lao.csv, line 2: "));
}

#[test]
fn the_project_adds_spellings_and_entries() {
    let registers = load(
        "[place_aliases]\n\"Xứ Nghệ\" = \"Nghệ An\"\n[topic_aliases]\n\"Trang thiết bị\" = \"education\"\n\
         [headers]\n\"Số lượt hỏi\" = \"opinions\"\n",
    )
    .unwrap();
    let places = registers.places.unwrap();
    for vintage in [Vintage::V63, Vintage::V34] {
        assert!(places.unit(vintage, "40").unwrap().spellings().any(|name| name == "Xứ Nghệ"));
    }
    let topics = registers.topics.unwrap();
    assert!(topics.get("education").unwrap().aliases.contains(&"Trang thiết bị".to_owned()));
    assert!(!topics.get("facilities").unwrap().aliases.contains(&"Trang thiết bị".to_owned()));
    assert_eq!(registers.headers.columns.last().unwrap().column, "opinions");
    let own = indicator("adults_smartphone", "version = 2");
    let registers = load(&own).unwrap();
    assert_eq!(registers.indicators.get("adults_smartphone").unwrap().version, 2);
}

#[test]
fn what_the_project_says_is_checked_too() {
    assert_eq!(
        message(load("year = 2025\n[place_aliases]\n\"Đất Mũi\" = \"Cà Mâu\"\nx = \"Không\"\n")),
        "nhipso.toml, line 4: there is no unit \"Không\""
    );
    assert!(
        message(load("[place_aliases]\nx = \"44\"\n"))
            .starts_with("nhipso.toml, line 2: code 44 is Quảng Bình")
    );
    let through = |place: &str| {
        message(load(&format!(
            "\n[[run_through]]\nchange = \"basis\"\nprovince = \"{place}\"\nreason = \"x\"\n"
        )))
    };
    assert_eq!(through("Sơn Laa"), "nhipso.toml, line 2: there is no unit \"Sơn Laa\"");
    assert_eq!(through("Sơn Laa/Mộc Châu"), "nhipso.toml, line 2: there is no unit \"Sơn Laa\"");
    assert!(through("TP. Sơn La").contains("no unit"), "the city, not the province");
    assert!(through("44").starts_with("nhipso.toml, line 2: code 44 is Quảng Bình before 2025-07-01"));
    for known in
        ["14", "Tỉnh Sơn La", "T. Sơn La", "TP. Hà Nội", "Hà Tây", "Cả nước", "son la/Mộc Châu", "Gia Lai"]
    {
        let entry = format!("[[run_through]]\nchange = \"basis\"\nprovince = \"{known}\"\nreason = \"x\"\n");
        assert!(load(&entry).is_ok(), "{known}");
    }
    assert!(message(load(&indicator("mine", "since = 2023"))).contains("version must be 2 or more"));
    assert!(message(load(&indicator("mine", "version = 2\nsince = 20"))).contains("not a year from 1900"));
    assert_eq!(
        message(load("[topic_aliases]\n\"Đất\" = \"land\"\n")),
        "nhipso.toml, line 2: there is no topic \"land\""
    );
    assert_eq!(
        message(load("[headers]\n\"Đất\" = \"land\"\n")),
        "nhipso.toml, line 2: there is no column \"land\""
    );
    assert!(
        message(load(&indicator("mine", "aliases = [\"Hồ sơ trực tuyến\"]")))
            .contains("would mean both \"online_service_files\" and \"mine\"")
    );
    assert_eq!(
        message(load("[[topic]]\nid = \"mine\"\nlabel = { vi = \"\", en = \"\" }\n")),
        "nhipso.toml, line 1: topic \"mine\" needs a label in Vietnamese and in English"
    );
    let missing = Settings { topics: RegisterChoice::File("none.toml".into()), ..Settings::default() };
    assert!(message(Registers::load(&missing, Path::new("."))).starts_with("cannot read ./none.toml"));
    let any = Settings { topics: RegisterChoice::Any, places: RegisterChoice::Any, ..Settings::default() };
    let registers = Registers::load(&any, Path::new(".")).unwrap();
    assert!(registers.places.is_none() && registers.topics.is_none());
}

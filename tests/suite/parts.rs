//! Sums of districts and communes of which a part gives no figure: they are no sums of the whole.

use nhipso::clean::Cleaned;
use nhipso::model::{Level, Rule};

use super::cleaning::project;

/// Teams by place; `-` where there is no figure.
fn teams(cleaned: &Cleaned) -> Vec<String> {
    let show = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let row = |f: &nhipso::clean::tables::TeamCount| {
        format!("{} {} {} {}", f.place.name, f.period, show(f.teams), show(f.members))
    };
    cleaned.tables.teams.iter().map(row).collect()
}

/// Coverage by place: counts.
fn coverage(cleaned: &Cleaned) -> Vec<String> {
    let show = |f: &nhipso::clean::tables::CoverageFigure| {
        let counts = f.covered.zip(f.total).map_or("-".to_owned(), |(c, t)| format!("{c}/{t}"));
        format!("{} {} {counts}", f.place.name, f.period)
    };
    cleaned.tables.coverage.iter().map(show).collect()
}

/// What is told of sums that are none, with the lines to blame.
fn told(cleaned: &Cleaned) -> Vec<(String, Vec<u64>)> {
    let gaps = cleaned.audit.checks.iter().filter(|check| check.rule == Rule::PartsNotCombined);
    gaps.map(|check| (check.problem.vi.clone(), check.origins.iter().map(|o| o.line).collect())).collect()
}

const TEAMS: &str = "Kỳ,Tỉnh,Huyện,Số tổ\n";
const LONG: &str = "Kỳ,Tỉnh,Huyện,Chỉ tiêu,Số đạt,Tổng số\n";
const HERE: &str = "villages_mobile_broadband";

#[test]
fn a_district_whose_row_is_rejected_leaves_its_province_blank() {
    let rows = "2022,Sơn La,Mai Sơn,khoảng 5\n2022,Sơn La,Mường La,7\n2022,Hà Giang,Đồng Văn,9\n";
    let cleaned = project(&[("t.csv", &format!("{TEAMS}{rows}"))]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 - -"]);
    let text = "Tổ công nghệ số cộng đồng, Sơn La: dòng của Mai Sơn bị loại nên không tính được số chung";
    assert_eq!(told(&cleaned), [(text.to_owned(), vec![2])]);
    // The same figure in another file takes the place of the rejected row.
    let other = format!("{TEAMS}2022,Sơn La,Mai Sơn,5\n");
    let cleaned = project(&[("t.csv", &format!("{TEAMS}{rows}")), ("u.csv", &other)]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 12 -"]);
    assert_eq!(told(&cleaned), []);
}

#[test]
fn a_district_in_conflict_leaves_its_province_blank() {
    let rows =
        "2022,Sơn La,Mai Sơn,5\n2022,Sơn La,Mai Sơn,6\n2022,Sơn La,Mường La,7\n2022,Hà Giang,Đồng Văn,9\n";
    let cleaned = project(&[("t.csv", &format!("{TEAMS}{rows}"))]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 - -"]);
    let text =
        "Tổ công nghệ số cộng đồng, Sơn La: các dòng của Mai Sơn mâu thuẫn nhau nên không tính được số chung";
    assert_eq!(told(&cleaned), [(text.to_owned(), vec![2])]);
}

#[test]
fn coverage_without_a_part_is_no_figure_of_the_whole() {
    for (row, why, line) in [
        (format!("2022,Sơn La,Mai Sơn,{HERE},>5,9"), "dòng của Mai Sơn bị loại", 3),
        (format!("2022,Sơn La,Mai Sơn,{HERE},10,9"), "dòng của Mai Sơn bị loại", 3),
        (format!("2022,Sơn La,Mai Sơn,{HERE},…,…"), "Mai Sơn chưa có số liệu", 3),
        (
            format!("2022,Sơn La,Mai Sơn,{HERE},5,9\n2022,Sơn La,Mai Sơn,{HERE},4,9"),
            "các dòng của Mai Sơn mâu thuẫn nhau",
            3,
        ),
    ] {
        let first = format!("2022,Sơn La,Mường La,{HERE},7,9\n");
        let last = format!("2022,Hà Giang,Đồng Văn,{HERE},9,9\n");
        let cleaned = project(&[("c.csv", &format!("{LONG}{first}{row}\n{last}"))]);
        assert_eq!(coverage(&cleaned), ["Hà Giang 2022 9/9"], "{row}");
        let text =
            format!("Thôn, bản được phủ băng rộng di động, Sơn La: {why} nên không tính được số chung");
        assert_eq!(told(&cleaned), [(text, vec![line])], "{row}");
    }
}

#[test]
fn a_province_that_gives_its_own_figure_needs_no_parts() {
    let rows = format!(
        "2022,Sơn La,,{HERE},16,18\n2022,Sơn La,Mường La,{HERE},7,9\n2022,Sơn La,Mai Sơn,{HERE},>5,9\n2022,Hà Giang,,{HERE},9,9\n"
    );
    let cleaned = project(&[("c.csv", &format!("{LONG}{rows}"))]);
    assert_eq!(coverage(&cleaned), ["Hà Giang 2022 9/9", "Sơn La 2022 16/18"]);
    assert_eq!(told(&cleaned), []);
}

#[test]
fn a_blank_cell_of_a_wide_form_is_a_part_without_a_figure() {
    let form = "Tỉnh,Huyện,Chỉ tiêu,2021,2022\n";
    let rows = format!(
        "Sơn La,Mai Sơn,{HERE},4/9,5/9\nSơn La,Mường La,{HERE},,7/9\nHà Giang,Đồng Văn,{HERE},8/9,9/9\n"
    );
    let cleaned = project(&[("c.csv", &format!("{form}{rows}"))]);
    assert_eq!(coverage(&cleaned), ["Hà Giang 2021 8/9", "Hà Giang 2022 9/9", "Sơn La 2022 12/18"]);
    let text =
        "Thôn, bản được phủ băng rộng di động, Sơn La: Mường La chưa có số liệu nên không tính được số chung";
    assert_eq!(told(&cleaned), [(text.to_owned(), vec![3])]);
}

#[test]
fn a_commune_that_is_lost_is_lost_to_its_province_too() {
    let head = "Kỳ,Tỉnh,Huyện,Xã,Số tổ\n";
    for lost in [
        "2022,Sơn La,Mai Sơn,Chiềng Ban,-5",
        "2022,Sơn La,Mai Sơn,Chiềng Ban,5\n2022,Sơn La,Mai Sơn,Chiềng Ban,6",
    ] {
        let rows = format!(
            "{lost}\n2022,Sơn La,Mai Sơn,Chiềng Mung,3\n2022,Sơn La,Mường La,Ít Ong,7\n2022,Hà Giang,Đồng Văn,Lũng Cú,9\n"
        );
        let cleaned = project(&[("t.csv", &format!("{head}{rows}"))]);
        assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 - -"], "{lost}");
        assert_eq!(told(&cleaned).len(), 1, "{lost}");
    }
    // All communes of a district: the district is lost, and its province with it.
    let rows = "2022,Sơn La,Mai Sơn,Chiềng Ban,-5\n2022,Sơn La,Mường La,Ít Ong,7\n2022,Hà Giang,Đồng Văn,Lũng Cú,9\n";
    let cleaned = project(&[("t.csv", &format!("{head}{rows}"))]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 - -"]);
    // Another row gives what one fails to give.
    let rows = format!("2022,Sơn La,Mai Sơn,Chiềng Ban,5\n{rows}");
    let cleaned = project(&[("t.csv", &format!("{head}{rows}"))]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 9 -", "Sơn La 2022 12 -"]);
    // By district, the district alone is blank.
    let settings = ("nhipso.toml", "by = \"district\"\n");
    let rows = "2022,Sơn La,Mai Sơn,Chiềng Ban,-5\n2022,Sơn La,Mai Sơn,Chiềng Mung,3\n2022,Sơn La,Mường La,Ít Ong,7\n";
    let cleaned = project(&[("t.csv", &format!("{head}{rows}")), settings]);
    assert_eq!(cleaned.tables.level, Some(Level::District));
    assert_eq!(teams(&cleaned), ["Mai Sơn 2022 - -", "Mường La 2022 7 -"]);
}

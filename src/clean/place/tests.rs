#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::model::Period;

fn index() -> PlaceIndex {
    PlaceIndex::new(Some(&PlaceRegister::built_in().unwrap()))
}

fn code(index: &PlaceIndex, cell: &str, period: &str) -> String {
    let Reading::Units(units) = index.read(cell) else { return format!("{:?}", index.read(cell)) };
    let era = index.era(Period::from_iso(period).unwrap());
    let show = |id| {
        let place = index.place(id);
        format!("{}@{}", place.code, place.vintage)
    };
    match index.settle(units, era, None) {
        Ok(Settled::Unit(id)) => show(id),
        Ok(Settled::Part(id)) => format!("part {}", show(id)),
        Ok(Settled::Either(a, b)) => format!("{} or {}", show(a), show(b)),
        Ok(Settled::Late(a, b)) => format!("{} by the rest, or {}", show(b), show(a)),
        Err(why) => format!("{why:?}"),
    }
}

#[test]
fn regions_with_and_without_their_number() {
    let index = index();
    for cell in
        ["Trung du và miền núi phía Bắc", "II. ĐỒNG BẰNG SÔNG HỒNG", "Vùng Tây Nguyên", "5 Đông Nam Bộ"]
    {
        assert_eq!(index.read(cell), Reading::Region, "{cell}");
    }
    for cell in ["II", "Vùng", "Đồng bằng", "I. Sơn La"] {
        assert_ne!(index.read(cell), Reading::Region, "{cell}");
    }
}

#[test]
fn every_sample_spelling_is_its_province() {
    let index = index();
    let samples = include_str!("../../../tests/registry/province_name_samples.csv");
    let mut wrong = Vec::new();
    for line in samples.lines().skip(1) {
        let fields: Vec<&str> = line.rsplitn(3, ',').collect();
        let (kind, expected, variant) = (fields[0], fields[1], fields[2].trim_matches('"'));
        if kind == "misspelling" {
            // A near miss is suggested and never taken.
            let Reading::Unknown(near) = index.read(variant) else { panic!("{variant} was taken") };
            assert_eq!(index.place(near[0]).code.as_ref(), expected, "{variant}");
            continue;
        }
        let found = code(&index, variant, "2022");
        if found != format!("{expected}@63") {
            wrong.push(format!("{variant} ({kind}): {found}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_and_codes_mean_what_their_period_says() {
    let index = index();
    for (cell, period, expected) in [
        ("44", "2024", "44@63"),
        ("44", "2026", "44@34 by the rest, or 44@63"),
        ("14", "2026", "14@34"),
        ("46", "2026", "46@34"),
        ("１４", "2024", "14@63"),
        ("45", "2024", "45@63"),
        ("Quảng Trị", "2024", "45@63"),
        ("Quảng Trị", "2026", "44@34"),
        ("1", "2022", "01@63"),
        ("Quảng Trị", "2025", "45@63 or 44@34"),
        ("Thái Bình", "2025", "34@63"),
        ("Thái Bình", "2026", "part 34@63"),
        ("Thái Bình", "2025-H1", "34@63"),
        ("Huế", "2022", "46@63"),
        ("Thừa Thiên Huế", "2026", "46@34"),
        ("Sơn La", "2025-Q3", "14@34"),
    ] {
        assert_eq!(code(&index, cell, period), expected, "{cell} {period}");
    }
    assert!(code(&index, "Hà Tây", "2007").ends_with("@63"));
    assert!(code(&index, "Hà Tây", "2008").starts_with("Gone"));
    assert!(code(&index, "Hà Tây", "2026").starts_with("Gone"));
    assert!(code(&index, "Đắk Nông", "2003").starts_with("NotYet"));
    assert_eq!(code(&index, "Đắk Nông", "2004"), "67@63");
}

#[test]
fn a_code_beside_a_name_has_to_be_its_own() {
    let index = index();
    let units = |cell: &str| match index.read(cell) {
        Reading::Units(units) => units,
        other => panic!("{cell}: {other:?}"),
    };
    for (name, code, period, agree) in [
        ("Sơn La", "14", "2022", true),
        ("Hà Giang", "14", "2022", false),
        ("Quảng Trị", "45", "2024", true),
        ("Quảng Trị", "44", "2024", false),
        ("Quảng Trị", "44", "2026", true),
        ("Quảng Trị", "44", "2025", true),
        ("Quảng Bình", "44", "2025", true),
        ("Quảng Bình", "45", "2025", false),
    ] {
        let era = index.era(Period::from_iso(period).unwrap());
        let agreed = index.agreed(units(name), units(code), era, None);
        assert_eq!(agreed.is_some(), agree, "{name} {code} {period}");
    }
}

#[test]
fn spellings_beyond_the_samples() {
    let index = index();
    for (cell, expected) in [
        ("Hoà Bình", "17"),
        ("THANH HOÁ", "38"),
        ("tp.hcm", "79"),
        ("TPHCM", "79"),
        ("TP HCM", "79"),
        ("T.P Hồ Chí Minh", "79"),
        ("HCMC", "79"),
        ("Ho Chi Minh City", "79"),
        ("Sài Gòn", "79"),
        ("Saigon", "79"),
        ("Hanoi", "01"),
        ("HÀ NỘI", "01"),
        ("Thủ đô Hà Nội", "01"),
        ("Haiphong", "31"),
        ("Danang City", "48"),
        ("BR-VT", "77"),
        ("Bà Rịa — Vũng Tàu", "77"),
        ("Tỉnh Bà Rịa-Vũng Tàu", "77"),
        ("Thừa Thiên - Huế", "46"),
        ("TT. Huế", "46"),
        ("T.T. Huế", "46"),
        ("Thua Thien-Hue", "46"),
        ("Dak Lak", "66"),
        ("Đak Lak", "66"),
        ("Dac Lac", "66"),
        ("Đắc Lắk", "66"),
        ("Ðắk Lắk", "66"),
        ("DAK NONG", "67"),
        ("Đăc Lăc", "66"),
        ("HoàBình", "17"),
        ("Quãng Ngãi", "51"),
        ("Hà Tỉnh", "42"),
        ("Ha Tĩnh", "42"),
        ("Bà Rịa - Vũng Tầu", "77"),
        ("1.0", "01"),
        ("44.0", "44"),
        ("Sơn La (14)", "14"),
        ("Tỉnh Sơn La (14)", "14"),
        ("Bac Can", "06"),
        ("KON TUM", "62"),
        ("Kon-Tum", "62"),
        ("Con Tum", "62"),
        ("  sơn   la ", "14"),
        ("S\u{1a1}n La.", "14"),
        ("Son La Province", "14"),
        ("tỉnhSơn La", "14"),
        ("14 - Sơn La", "14"),
        ("3. Sơn La", "14"),
        ("Đà Nẳng", "48"),
        ("Gialai", "64"),
        ("Province of Son La", "14"),
        ("City of Da Nang", "48"),
        ("TP. Huế", "46"),
        ("Thành phố Đồng Nai", "75"),
    ] {
        assert_eq!(code(&index, cell, "2022"), format!("{expected}@63"), "{cell}");
    }
}

#[test]
fn near_misses_are_suggested_and_captions_seen() {
    let index = index();
    let near = |cell: &str| match index.read(cell) {
        Reading::Unknown(near) => index.names(&near),
        other => panic!("{cell}: {other:?}"),
    };
    assert_eq!(near("Cần Thơn"), "Cần Thơ");
    assert_eq!(near("Quản Bình"), "Quảng Bình");
    assert_eq!(near("Sơn Lai"), "Sơn La");
    assert_eq!(near("Atlantis"), "");
    assert_eq!(near("UBND tỉnh Sơn La"), "Sơn La");
    assert_eq!(near("99"), "");
    assert!(matches!(index.read("Hà"), Reading::Shared(ids) if ids.len() == 4));
    assert!(matches!(index.read("Quảng"), Reading::Shared(_)));
    for cell in ["TỔNG CỘNG", "Tổng số:", "Cộng", "Trong đó:", "Total"] {
        assert_eq!(index.read(cell), Reading::Total, "{cell}");
    }
    for cell in ["Tổng toàn vùng", "Cộng toàn vùng"] {
        assert_eq!(index.read(cell), Reading::Total, "{cell}");
    }
    // Two sounds that only look alike, a sign, letters that were lost.
    for cell in ["Đồng Nay", "chanh Hóa", "Kyên Giang", "Hà Nộy", "-14", "??"] {
        assert!(matches!(index.read(cell), Reading::Unknown(_)), "{cell}");
    }
    for cell in ["TP. Sơn La", "Thành phố Hà Giang", "TP Bắc Ninh", "TPSơn La", "Son La City"] {
        assert!(matches!(index.read(cell), Reading::City(_)), "{cell}");
    }
    assert!(matches!(index.read("02 - Sơn La"), Reading::Shared(_)));
    assert!(matches!(index.read("Sơn La (02)"), Reading::Shared(_)));
    // Accents may be missing, but none may be another one.
    assert_eq!(near("Hà Tính"), "Hà Tĩnh");
    assert_eq!(near("Kiến Giang"), "Kiên Giang");
    assert_eq!(index.read("CẢ NƯỚC"), Reading::Country);
    assert_eq!(index.read("\u{a0}"), Reading::Blank);
    let free = PlaceIndex::new(None);
    assert_eq!(free.read("Cần  Thơn"), Reading::Name(Arc::from("cần thơn")));
}

#[test]
fn what_is_timeless_means_the_same_in_every_era() {
    let index = index();
    let eras: Vec<Era> = ["2003", "2007", "2022", "2025", "2026"]
        .map(|year| index.era(Period::from_iso(year).unwrap()))
        .into();
    let mut timeless = 0;
    for cell in ["Sơn La", "Hà Nội", "Gia Lai", "Bình Định", "Hà Giang", "Huế", "44", "52"] {
        let Reading::Units(units) = index.read(cell) else { panic!("{cell}") };
        for borders in [None, Some(Vintage::V63), Some(Vintage::V34)] {
            if index.is_timeless(units, borders) {
                timeless += 1;
                let mut meant = eras.iter().map(|era| index.settle(units, *era, borders));
                let first = meant.next().unwrap();
                assert!(first.is_ok() && meant.all(|other| other == first), "{cell} {borders:?}");
            }
        }
    }
    assert!((4..16).contains(&timeless), "{timeless}");
}

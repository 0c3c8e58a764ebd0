#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

fn n(cell: &str) -> Result<Option<u64>, NumberFault> {
    count(cell.as_bytes()).map(|(value, _)| value)
}

fn d(cell: &str) -> Option<(f64, u8)> {
    match decimal(cell.as_bytes()) {
        Ok(DecimalCell::Exact(value, _)) => Some((value.value(), value.decimals)),
        _ => None,
    }
}

#[test]
fn the_common_forms_are_read_as_any_form_is() {
    let mut known = 0;
    for cell in [
        "1.459",
        "12,345",
        "123.456",
        "1.234.567",
        "12.345.678.901",
        "1.234,567",
        "0.459",
        "01.459",
        "1.45",
        "1.4590",
        "1234.567",
        "1.459 ",
        ".459",
        "123.456.78",
        "999.999",
        "1.000",
    ] {
        if let Some((value, mark)) = grouped(cell.as_bytes()) {
            assert_eq!(any_count(cell.as_bytes()), Ok((Some(value), Some(mark.other()))), "{cell}");
            known += 1;
        }
    }
    for cell in ["95,10", "95.1", "0,5", "100,00", "05,1", "1000,5", "95,", ",5", "95,100", "9a,1", "0.00"] {
        if let Some((value, mark)) = short_decimal(cell.as_bytes()) {
            assert_eq!(any_decimal(cell.as_bytes()), Ok(DecimalCell::Exact(value, Some(mark))), "{cell}");
            known += 1;
        }
    }
    assert_eq!(known, 13);
}

#[test]
fn counts_are_read_with_any_grouping() {
    for cell in [
        "1459",
        "1.459",
        "1,459",
        "1 459",
        "1\u{a0}459",
        "1\u{2009}459",
        "１４５９",
        " 1.459 ",
        "１．４５９",
        "1459.0",
        "+1459",
    ] {
        assert_eq!(n(cell), Ok(Some(1459)), "{cell}");
    }
    assert_eq!(n("1.234.567"), Ok(Some(1_234_567)));
    assert_eq!(n("-"), Ok(Some(0)));
    assert_eq!(n("–"), Ok(Some(0)));
    for cell in ["", "  ", "…", "...", "n/a", "Không có số liệu"] {
        assert_eq!(n(cell), Ok(None), "{cell:?}");
    }
}

#[test]
fn what_is_no_count_is_named() {
    for (cell, fault) in [
        ("-3", NumberFault::Negative),
        ("12,5", NumberFault::Fraction),
        ("0.123", NumberFault::Fraction),
        ("1.45.9", NumberFault::Invalid),
        ("1 45", NumberFault::Invalid),
        ("1459 tổ", NumberFault::Invalid),
        ("mười", NumberFault::Invalid),
        ("khoảng 1000", NumberFault::Bound),
        (">90", NumberFault::Bound),
        ("≥ 1.000", NumberFault::Bound),
        ("100+", NumberFault::Bound),
        ("90-95", NumberFault::Bound),
        ("1459*", NumberFault::Footnote),
        ("1.459 (1)", NumberFault::Footnote),
        ("1459¹", NumberFault::Footnote),
        ("99999999999999999999", NumberFault::TooLarge),
        ("1.447/1.459", NumberFault::Invalid),
        ("#REF!", NumberFault::Invalid),
        ("1e5", NumberFault::Invalid),
    ] {
        assert_eq!(n(cell), Err(fault), "{cell}");
    }
}

#[test]
fn decimals_keep_their_printed_digits() {
    for cell in ["95,10", "95.10", "95,10%", " 95,10 % ", "９５，１０％"] {
        assert_eq!(d(cell), Some((95.10, 2)), "{cell}");
    }
    assert_eq!(d("100"), Some((100.0, 0)));
    assert_eq!(d("0,123"), Some((0.123, 3)));
    assert_eq!(d("1.234,5"), Some((1234.5, 1)));
    assert_eq!(d("1234.567"), Some((1234.567, 3)));
    assert_eq!(d("1 234,567"), Some((1234.567, 3)));
    assert_eq!(d("-2,5"), Some((-2.5, 1)));
    assert_eq!(d("-"), Some((0.0, 0)));
    for (cell, fault) in [
        (">90", NumberFault::Bound),
        ("hơn 90%", NumberFault::Bound),
        ("trên 90 %", NumberFault::Bound),
        ("dưới 5", NumberFault::Bound),
        ("<5%", NumberFault::Bound),
        ("95,1*", NumberFault::Footnote),
        ("95,1 (1)", NumberFault::Footnote),
        ("95,1% (a)", NumberFault::Footnote),
        ("95,,1", NumberFault::Invalid),
        ("95,", NumberFault::Invalid),
        ("cao", NumberFault::Invalid),
    ] {
        assert_eq!(decimal(cell.as_bytes()), Err(fault), "{cell}");
    }
    assert_eq!(decimal("1.447/1.459".as_bytes()), Ok(DecimalCell::Share(1447, 1459)));
    assert_eq!(decimal("…".as_bytes()), Ok(DecimalCell::Missing));
}

#[test]
fn two_readings_stay_open() {
    let cell = decimal(b"1.234").unwrap();
    let DecimalCell::Ambiguous { mark, decimal, grouped } = cell else { panic!("{cell:?}") };
    assert_eq!((mark, decimal.value(), grouped.value()), (Mark::Point, 1.234, 1234.0));
    assert_eq!(count(b"1.459"), Ok((Some(1459), Some(Mark::Comma))));
    let mut evidence = Evidence::default();
    evidence.note(Mark::Comma);
    assert_eq!(evidence.mark(), Some(Mark::Comma));
    evidence.note(Mark::Point);
    assert_eq!(evidence.mark(), None);
}

#[test]
fn a_percentage_agrees_within_one_unit_of_its_last_digit() {
    let percent = |digits, decimals| Decimal { digits, decimals };
    assert!(percent(6854, 2).agrees_with(115_665, 168_746));
    assert!(percent(9510, 2).agrees_with(2137, 2247));
    assert!(percent(95, 0).agrees_with(2137, 2247));
    assert!(!percent(9520, 2).agrees_with(2137, 2247));
    assert!(!percent(90, 0).agrees_with(10, 20));
    // 1/3: 33.4 is within 0.1 of 33.33…, 33.5 is not.
    assert!(percent(334, 1).agrees_with(1, 3));
    assert!(!percent(335, 1).agrees_with(1, 3));
}

/// Programs write floats with up to 17 digits; what they mean is read back to the last bit.
#[test]
fn long_decimals_are_read_as_the_nearest_float() {
    for text in [
        "0.6000000000000001",
        "47.368421052631575",
        "3.3333333333333335",
        "95.10000000000001",
        "0.00012345678901234567",
        "33.333333333333333333333333",
        "99.99999999999999999",
        "12345678901234.567",
        "0.99999999999999994",
    ] {
        let DecimalCell::Exact(value, _) = decimal(text.as_bytes()).unwrap() else { panic!("{text}") };
        assert_eq!(value.value(), text.parse::<f64>().unwrap(), "{text}");
        assert_eq!(decimal(text.replace('.', ",").as_bytes()).map(|_| ()), Ok(()));
        // Held against counts without overflow, however many digits.
        value.agrees_with(999_999_999_999_999, 1_000_000_000_000_000);
        let whole = value.value().fract() == 0.0;
        assert_eq!(held_count(text.as_bytes()).is_ok(), whole, "{text}");
    }
    assert_eq!(decimal(b"123456789012345678.5"), Err(NumberFault::TooLarge));
}

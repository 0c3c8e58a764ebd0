#![allow(clippy::unwrap_used)]
use std::collections::BTreeSet;

use super::*;

/// All commands with the one that holds them first.
fn commands(lang: Lang) -> Vec<Command> {
    let mut whole = command(lang).term_width(100);
    whole.build();
    let below: Vec<Command> = whole.get_subcommands().cloned().collect();
    std::iter::once(whole).chain(below).collect()
}

/// The help of every command, as it is read.
fn pages(lang: Lang) -> String {
    let pages =
        commands(lang).into_iter().map(|one| one.term_width(100).clone().render_long_help().to_string());
    let trimmed = pages.map(|page| page.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
    trimmed.collect::<Vec<_>>().join("\n----\n")
}

#[test]
fn every_command_and_argument_has_help_in_both_languages() {
    let mut said = BTreeSet::new();
    let english = commands(Lang::En);
    for (vi, en) in commands(Lang::Vi).iter().zip(&english) {
        let name = vi.get_name();
        assert_eq!(name, en.get_name());
        let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap();
        assert_ne!(about(vi), about(en), "{name}");
        let below = |command: &Command| command.get_after_help().map(ToString::to_string);
        assert_eq!(below(vi).is_some(), below(en).is_some(), "{name}");
        assert!(name == "man" || name == "help" || below(vi) != below(en), "{name}");
        let (ours, theirs) = (vi.get_arguments().count(), en.get_arguments().count());
        assert_eq!(ours, theirs, "{name}");
        for arg in vi.get_arguments() {
            let id = arg.get_id().as_str();
            let of = |command: &Command| {
                let arg = command.get_arguments().find(|arg| arg.get_id() == id).unwrap();
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.trim().is_empty(), "{name} {id}");
                help
            };
            if name != "help" {
                assert_ne!(of(vi), of(en), "{name} {id}");
                said.insert(id.to_owned());
            }
            // Every value is told, and none that there is not.
            let values: Vec<String> =
                arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            let told: Vec<&str> =
                VALUES.iter().filter(|(of, ..)| *of == id).map(|(_, value, _)| *value).collect();
            assert!(told.is_empty() || told == values, "{id}: {told:?} {values:?}");
        }
    }
    let names: BTreeSet<&str> = english.iter().map(Command::get_name).collect();
    assert!(COMMANDS.iter().all(|(name, ..)| names.contains(name)));
    assert!(ARGUMENTS.iter().all(|(_, name, ..)| said.contains(*name)), "{said:?}");
}

#[test]
fn help_reads_as_it_should() {
    insta::assert_snapshot!("help_vi", pages(Lang::Vi));
    insta::assert_snapshot!("help_en", pages(Lang::En));
    assert!(!pages(Lang::Vi).contains("Print ") && !pages(Lang::Vi).contains("Usage"));
}

#[test]
fn the_language_of_help_is_asked_for_or_the_systems() {
    let of = |args: &[&str], variables: &[(&str, &str)]| {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        language(&args, |name| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| value.into()))
    };
    assert_eq!(of(&[], &[]), Lang::Vi);
    assert_eq!(of(&["report", "--lang", "en"], &[("LANG", "vi_VN.UTF-8")]), Lang::En);
    assert_eq!(of(&["--lang=vi", "--help"], &[("LC_ALL", "en_GB.UTF-8")]), Lang::Vi);
    assert_eq!(of(&[], &[("LC_ALL", ""), ("LANG", "en_US.UTF-8")]), Lang::En);
    assert_eq!(of(&[], &[("LC_MESSAGES", "vi_VN"), ("LANG", "en_US.UTF-8")]), Lang::Vi);
    assert_eq!(of(&[], &[("LANG", "C.UTF-8")]), Lang::Vi);
    assert_eq!(of(&["--", "--lang", "en"], &[]), Lang::Vi);
}

#[test]
fn wrong_usage_is_told_in_vietnamese() {
    let told = |args: &[&str]| {
        let args = std::iter::once("nhipso").chain(args.iter().copied());
        wrong_usage(&command(Lang::Vi).try_get_matches_from(args).unwrap_err()).unwrap()
    };
    let said = told(&["report", "--fromat", "html"]);
    assert!(said.starts_with("lỗi: không có tùy chọn “--fromat”\n"), "{said}");
    assert!(said.contains("có phải là “--format”?") && said.contains("Cách dùng: nhipso report"), "{said}");
    let said = told(&["reprot"]);
    assert!(said.contains("không có lệnh “reprot”") && said.contains("có phải là “report”?"), "{said}");
    let said = told(&["report", "--lang", "fr"]);
    assert!(said.contains("“--lang <TIẾNG>” không nhận giá trị “fr”"), "{said}");
    assert!(said.contains("các giá trị nhận được: vi, en"), "{said}");
    assert!(
        told(&["report", "--out"]).contains("“--out <THƯ_MỤC>” thiếu giá trị"),
        "{}",
        told(&["report", "--out"])
    );
    assert!(told(&["explain"]).contains("thiếu <SỐ_LIỆU>"), "{}", told(&["explain"]));
    let said = told(&["report", "--as-of", "soon"]);
    assert!(said.contains("hãy ghi ngày như 31/12/2023"), "{said}");
    assert!(
        told(&["report", "--year", "x"]).contains("hãy ghi một số nguyên"),
        "{}",
        told(&["report", "--year", "x"])
    );
    assert!(
        told(&["demo", "x", "--years", "9"]).contains("hãy ghi hai năm"),
        "{}",
        told(&["demo", "x", "--years", "9"])
    );
    assert!(told(&["report", "a", "b"]).contains("thừa tham số “b”"), "{}", told(&["report", "a", "b"]));
    let twice = told(&["report", "--year", "2024", "--year", "2025"]);
    assert!(twice.contains("“--year <NĂM>” chỉ được ghi một lần"), "{twice}");
    for said in [twice, said, told(&["report", "--fromat"])] {
        assert!(!said.contains("Usage") && !said.contains("[OPTIONS]") && !said.contains("error"), "{said}");
    }
    // Help is help.
    let asked = command(Lang::Vi).try_get_matches_from(["nhipso", "report", "--help"]).unwrap_err();
    assert_eq!(wrong_usage(&asked), None);
}

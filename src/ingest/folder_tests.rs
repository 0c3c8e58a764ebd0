//! Which files of a project folder are exports.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use super::{Exports, discover};
use crate::model::register::Registers;
use crate::model::{Rule, Settings};

const COVERAGE: &str = "period,province,indicator,percent\n2022,Viêng Chăn,villages_mobile_broadband,90\n";

fn exports_of(folder: &Path) -> Exports {
    let settings = Settings::load(folder).unwrap();
    let registers = Registers::load(&settings, folder).unwrap();
    discover(folder, &settings, &registers).unwrap()
}

fn names(exports: &Exports) -> Vec<&str> {
    exports.exports.iter().map(|export| &*export.source.file).collect()
}

#[test]
fn registers_of_the_project_are_no_exports() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.csv", COVERAGE);
    write("lao.csv", "code,name,aliases\nVT,Vientiane,Viêng Chăn\n");
    write("nhipso.toml", "places = \"./lao.csv\"\n");
    let exports = exports_of(folder.path());
    assert_eq!((names(&exports), exports.unusable.len()), (vec!["a.csv"], 0));
    write("nhipso.toml", "year = 2022\n");
    assert_eq!(exports_of(folder.path()).unusable.len(), 1);
}

#[cfg(unix)]
#[test]
fn pipes_are_passed_by() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), COVERAGE).unwrap();
    let pipe = folder.path().join("b.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink(&pipe, folder.path().join("c.csv")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.csv"), folder.path().join("d.csv")).unwrap();
    std::os::unix::fs::symlink("nowhere.csv", folder.path().join("e.csv")).unwrap();
    let exports = exports_of(folder.path());
    assert_eq!(names(&exports), ["a.csv", "d.csv"]);
    let lost: Vec<_> = exports.unusable.iter().map(|lost| (&*lost.source.file, lost.rule)).collect();
    assert_eq!(lost, [("e.csv", Rule::FileUnreadable)]);
}

#[test]
fn empty_files_and_pages_named_as_workbooks_say_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "").unwrap();
    std::fs::write(folder.path().join("b.xls"), "<html><table><tr><td>Kỳ</td></tr></table></html>").unwrap();
    let exports = exports_of(folder.path());
    let told: Vec<_> = exports.unusable.iter().map(|lost| (&*lost.problem.en, &*lost.advice.en)).collect();
    assert_eq!(told[0].0, "the file is empty");
    assert!(told[1].0.contains("HTML") && told[1].1.contains(".xlsx"), "{told:?}");
}

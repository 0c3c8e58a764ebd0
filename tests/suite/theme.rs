//! An office's own look: its colours and its logo in every format, and a refusal where they cannot serve.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use assert_cmd::Command;

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" fill="#006341"/></svg>"##;

fn report(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipso"));
    let output =
        command.arg("report").arg(folder).arg("--out").arg(folder.join("out")).args(more).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn part(archive: &Path, name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn every_format_has_the_offices_look() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(
        at.join("coverage.csv"),
        "period,province,indicator,percent\n2021,Sơn La,villages_mobile_broadband,90\n2022,Sơn La,villages_mobile_broadband,95\n",
    )
    .unwrap();
    fs::write(at.join("logo.svg"), LOGO).unwrap();
    let theme = "office = \"Sở A\"\n[theme]\naccent = \"#006341\"\nlogo = \"logo.svg\"\n";
    fs::write(at.join("nhipso.toml"), theme).unwrap();
    assert_eq!(report(at, &[]), (Some(0), String::new()));
    let out = at.join("out");
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("alt=\"Biểu trưng của Sở A\"") && page.contains("data:image/svg+xml;base64,"));
    assert!(page.contains("--accent-light:#006341"));
    let word = String::from_utf8(part(&out.join("report.docx"), "word/document.xml")).unwrap();
    assert!(word.contains("descr=\"Biểu trưng của Sở A\"") && word.contains("r:embed=\"logo\""));
    let png = part(&out.join("report.docx"), "word/media/logo.png");
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(part(&out.join("report.xlsx"), "xl/media/image1.png"), png);
    let drawing = String::from_utf8(part(&out.join("report.xlsx"), "xl/drawings/drawing1.xml")).unwrap();
    assert!(drawing.contains("descr=\"Biểu trưng của Sở A\""), "{drawing}");
    // The words for the logo stand in the tags of the PDF as UTF-16.
    assert!(fs::metadata(out.join("report.pdf")).unwrap().len() > 10_000);
    let chart = fs::read_to_string(out.join("charts/coverage-villages_mobile_broadband.svg")).unwrap();
    assert!(chart.contains("#006341") && !chart.contains("#12436D"));
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"logo\": \""), "{manifest}");
    // A theme file goes before the project's own settings.
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("look.toml");
    fs::write(&file, "office = \"Sở B\"\n").unwrap();
    assert_eq!(report(at, &["--format", "html", "--theme", file.to_str().unwrap()]).0, Some(0));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Sở B") && !page.contains("class=\"logo\"") && !page.contains("#006341"));
}

#[test]
fn a_look_that_some_cannot_read_is_refused_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("coverage.csv"), "period,province,indicator,percent\n2021,Sơn La,a,90\n").unwrap();
    for (theme, said) in [
        ("accent = \"#FFD400\"", "too faint on white: its contrast is 1.4, and 4.5 is needed"),
        ("palette = [\"#D00000\", \"#008000\"]", "look alike to readers who cannot see green"),
        ("palette = [\"#1D4ED8\", \"#1D40D8\"]", "#1D4ED8 and #1D40D8 look alike;"),
        ("logo = \"../logo.png\"", "give a path within the project folder"),
        ("logo = \"none.svg\"", "logo \"none.svg\": cannot be read"),
    ] {
        fs::write(at.join("nhipso.toml"), format!("lang = \"en\"\n[theme]\n{theme}\n")).unwrap();
        let (code, error) = report(at, &[]);
        assert_eq!(code, Some(2), "{theme}: {error}");
        assert!(error.contains(said), "{theme}: {error}");
    }
    assert!(!at.join("out").exists());
}

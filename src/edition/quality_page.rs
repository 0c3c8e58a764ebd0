//! The quality report as one page, to send to the offices whose exports it is about: per file, per rule, worst first.

use std::borrow::Cow;
use std::collections::BTreeMap;

use minijinja::{Environment, context};

use super::points::points;
use crate::clean::{Account, Audit, Rejection, Repeats};
use crate::compose::numbers::Numbers;
use crate::compose::tongue::Tongues;
use crate::diagnostics::source_name;
use crate::model::{Lang, Rule};
use crate::render::{font_faces, marked};

/// Rows of one rule and file that the page shows; the rest is counted.
const SHOWN: usize = 20;

/// Letters before and after the fault of a row that is rejected as a whole.
const AROUND: usize = 24;

/// Of which exports the page speaks, and who sends it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Head<'a> {
    /// Folder or file of the exports.
    pub input: &'a str,
    /// Office that sends the page.
    pub office: Option<&'a str>,
    /// Title of the report that the exports are for.
    pub report: Option<&'a str>,
    /// When they were checked.
    pub day: Option<jiff::civil::Date>,
    /// They are invented.
    pub invented: bool,
}

/// The page.
///
/// # Errors
/// When the template fails: a fault of the program.
pub fn html(audit: &Audit, head: Head<'_>, lang: Lang) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("head.html", crate::PAGE_HEAD)?;
    environment.add_global("fonts", minijinja::Value::from_safe_string(font_faces()));
    // What an English page quotes of the exports is said to be Vietnamese, so that it is read aloud in its language.
    let tongues = Tongues::beside(lang);
    environment
        .add_filter("said", move |text: &str| minijinja::Value::from_safe_string(marked(&tongues, text)));
    // Names to be written as they stand.
    let tongues = Tongues::beside(lang);
    environment.add_filter("coded", move |text: &str| {
        minijinja::Value::from_safe_string(coded(&marked(&tongues, text)))
    });
    environment.add_template("quality.html", include_str!("quality_page.html"))?;
    let numbers = Numbers::new(lang);
    let mut files: Vec<(u64, minijinja::Value)> = (audit.files.iter().enumerate())
        .map(|(index, account)| {
            let rejections: Vec<&Rejection> =
                audit.rejections.iter().filter(|rejection| rejection.origin.file as usize == index).collect();
            (account.rejected, file(account, &rejections, lang, numbers))
        })
        .collect();
    files.sort_by_key(|(rejected, _)| std::cmp::Reverse(*rejected));
    let files: Vec<_> = files.into_iter().map(|(_, file)| file).collect();
    let sum = |count: fn(&Account) -> u64| numbers.count(audit.files.iter().map(count).sum());
    let page = environment.get_template("quality.html")?;
    page.render(context! {
        lang => lang.tag(),
        vi => lang == Lang::Vi,
        input => head.input,
        office => head.office,
        report => head.report,
        day => head.day.map(|day| numbers.date(day)),
        invented => head.invented,
        read => sum(|account| account.read),
        used => sum(|account| account.used),
        aside => sum(Account::set_aside),
        rejected => sum(|account| account.rejected),
        files => files,
        unread => (!audit.unusable.is_empty()).then(|| numbers.count(audit.unusable.len() as u64)),
        one_unread => audit.unusable.len() == 1,
        faults => !audit.unusable.is_empty() || !audit.checks.is_empty() || !audit.rejections.is_empty(),
        unusable => audit.unusable.iter().map(|unusable| context! {
            name => source_name(&unusable.source),
            code => unusable.rule.code(),
            problem => quoted(unusable.problem.get(lang)),
            advice => unusable.advice.get(lang),
        }).collect::<Vec<_>>(),
        points => points(audit, lang),
    })
}

fn file(account: &Account, rejections: &[&Rejection], lang: Lang, numbers: Numbers) -> minijinja::Value {
    let mut by_rule: BTreeMap<Rule, Vec<&Rejection>> = BTreeMap::new();
    for rejection in rejections {
        by_rule.entry(rejection.rule).or_default().push(rejection);
    }
    let mut rules: Vec<(Rule, Vec<&Rejection>)> = by_rule.into_iter().collect();
    rules.sort_by_key(|(rule, rows)| (std::cmp::Reverse(rows.len()), *rule));
    context! {
        name => source_name(&account.source),
        encoding => account.encoding.to_uppercase(),
        sure => account.encoding_percent(),
        limit => account.encoding_limit().map(|text| text.get(lang).to_owned()),
        unread => account.unread.iter().map(|name| name.to_string()).collect::<Vec<_>>(),
        account => accounted([account.read, account.used, account.rejected], [account.totals, account.empty], &account.repeats, lang, numbers),
        clean => account.rejected == 0,
        rules => rules.iter().map(|(rule, rows)| context! {
            code => rule.code(),
            title => lang.pick(rule.title().0, rule.title().1),
            count => numbers.count(rows.len() as u64),
            rows => rows.iter().take(SHOWN).map(|rejection| context! {
                line => rejection.cell_ref.clone().unwrap_or_else(|| rejection.origin.line.to_string()),
                header => rejection.header.as_deref().or(rejection.column),
                cell => as_it_stood(rejection),
                problem => quoted(rejection.problem.get(lang)),
                advice => rejection.advice.get(lang),
            }).collect::<Vec<_>>(),
            more => (rows.len() > SHOWN).then(|| numbers.count((rows.len() - SHOWN) as u64)),
        }).collect::<Vec<_>>(),
    }
}

/// What became of the rows of a file: read, used and rejected; of those set aside (totals, rows without data, repeats) only
/// what there was.
fn accounted(rows: [u64; 3], aside: [u64; 2], repeats: &Repeats, lang: Lang, numbers: Numbers) -> String {
    let told = |count: u64, vi: &str, one: &str, more: &str| {
        let en = if count == 1 { one } else { more };
        (count > 0).then(|| format!("{} {}", numbers.count(count), lang.pick(vi, en)))
    };
    let aside: Vec<String> = [
        told(aside[0], "dòng tổng", "total", "totals"),
        told(aside[1], "dòng trống", "without data", "without data"),
        told(repeats.count, "dòng lặp", "repeat", "repeats").map(|told| told + &repeats.shown(lang)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let aside = match aside.as_slice() {
        [] => String::new(),
        parts => format!("; {} {}", lang.pick("để riêng", "set aside:"), parts.join(", ")),
    };
    let [read, used, rejected] = rows.map(|count| numbers.count(count));
    let of_rows = if rows[0] == 1 { "row" } else { "rows" };
    lang.pick(
        format!("Đọc {read} dòng: dùng {used}{aside}; loại {rejected}."),
        format!("{read} {of_rows} read: {used} used{aside}; {rejected} rejected."),
    )
}

/// What stands between backticks in an advice, as a name to be written just so.
fn coded(html: &str) -> String {
    let parts: Vec<&str> = html.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return html.to_owned();
    }
    let of = |(i, part): (usize, &&str)| {
        if i % 2 == 1 { format!("<code>{part}</code>") } else { (*part).to_owned() }
    };
    parts.iter().enumerate().map(of).collect()
}

/// A text with its pairs of straight quotes as print has them; one that quotes a quote stays as it is.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let parts: Vec<&str> = text.split('"').collect();
    let is_pair = |pair: &[&str]| {
        let [before, inner] = pair else { return true };
        let opens = before.chars().next_back().is_none_or(|last| last.is_whitespace() || "(:".contains(last));
        opens && !inner.is_empty() && inner.trim() == *inner
    };
    if parts.len() < 3 || parts.len().is_multiple_of(2) || !parts.chunks(2).all(is_pair) {
        return text.into();
    }
    let mut told = String::with_capacity(text.len() + 8);
    for (i, part) in parts.iter().enumerate() {
        told.push_str(if i == 0 {
            ""
        } else if i % 2 == 1 {
            "“"
        } else {
            "”"
        });
        told.push_str(part);
    }
    told.into()
}

/// The cell, or of a row that is rejected as a whole the piece around its fault; nothing of a blank cell.
fn as_it_stood(rejection: &Rejection) -> String {
    if !rejection.cell.is_empty() || rejection.header.is_some() || rejection.column.is_some() {
        return rejection.cell.clone();
    }
    let text = &rejection.line_text;
    let span = rejection.span.clone().unwrap_or(0..0);
    let (Some(before), Some(fault), Some(after)) =
        (text.get(..span.start), text.get(span.clone()), text.get(span.end..))
    else {
        return String::new();
    };
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, letter)| at + letter.len_utf8());
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let cut = |cut: bool| if cut { "…" } else { "" };
    // A fault may reach to the end of the file.
    let fault: String = fault.chars().take(2 * AROUND).collect();
    format!("{}{}{fault}{}{}", cut(from > 0), &before[from..], &after[..to], cut(to < after.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ingest::{Source, Unusable};
    use crate::model::Text;

    /// An audit of one file that could not be read.
    fn unread(problem: Text) -> Audit {
        let file = Unusable {
            source: Source { file: "xa.csv".into(), sheet: None },
            line: None,
            line_text: String::new(),
            rule: Rule::QuoteStray,
            problem,
            advice: Text::default(),
        };
        Audit { unusable: vec![file], ..Audit::default() }
    }

    #[test]
    fn an_empty_audit_makes_a_page_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            let page = html(&Audit::default(), Head::default(), lang).unwrap();
            assert!(page.contains(&format!("lang=\"{}\"", lang.tag())));
            assert!(!page.contains("class=\"invented\"") && !page.contains("<dd>"));
        }
    }

    #[test]
    fn the_page_says_of_what_it_speaks_who_sends_it_and_when() {
        let head = Head {
            input: "so-lieu-2026",
            office: Some("Sở Khoa học và Công nghệ tỉnh Sơn La"),
            report: Some("Báo cáo <thử>"),
            day: Some(jiff::civil::date(2026, 3, 5)),
            invented: true,
        };
        let page = html(&Audit::default(), head, Lang::Vi).unwrap();
        for said in
            ["so-lieu-2026", "Sở Khoa học và Công nghệ tỉnh Sơn La", "&lt;thử&gt;", "5/3/2026", "giả định"]
        {
            assert!(page.replace("&#x2f;", "/").contains(said), "{said}: {page}");
        }
        assert!(html(&Audit::default(), head, Lang::En).unwrap().contains("Invented"));
    }

    #[test]
    fn an_english_page_says_what_it_quotes_in_vietnamese_and_an_invented_one_asks_for_nothing() {
        let audit = unread(Text::new("cột “số xã có báo cáo”", "column “số xã có báo cáo”"));
        let (en, vi) = (Head::default(), Head { invented: true, ..Head::default() });
        let page = html(&audit, en, Lang::En).unwrap();
        assert!(page.contains("column “<span lang=vi>số xã có báo cáo</span>”"), "{page}");
        assert!(page.contains("sent again"), "{page}");
        let page = html(&audit, vi, Lang::Vi).unwrap();
        assert!(!page.contains("lang=vi>") && page.contains("cột “số xã có báo cáo”"), "{page}");
        assert!(!page.contains("gửi lại"), "invented figures are not to be sent again: {page}");
    }

    #[test]
    fn a_file_tells_what_was_set_aside_and_nothing_that_was_not() {
        let told = |rows, totals, lines: &[u64], lang| {
            let mut repeats = Repeats::default();
            lines.iter().for_each(|line| repeats.note(*line));
            accounted(rows, [totals, 0], &repeats, lang, Numbers::new(lang))
        };
        let rows = [25, 17, 7];
        let one = "Đọc 25 dòng: dùng 17; để riêng 1 dòng lặp (dòng 16); loại 7.";
        assert_eq!(told(rows, 0, &[16], Lang::Vi), one);
        let two = "25 rows read: 17 used; set aside: 2 totals, 1 repeat (line 16); 7 rejected.";
        assert_eq!(told(rows, 2, &[16], Lang::En), two);
        let many = told(rows, 0, &[30, 16, 18, 40, 22, 17], Lang::En);
        assert!(many.contains("6 repeats (lines 16, 17, 18, 22, 30, …)"), "{many}");
        assert_eq!(told([1, 1, 0], 0, &[], Lang::En), "1 row read: 1 used; 0 rejected.");
    }

    #[test]
    fn names_in_an_advice_are_code_and_a_lone_sign_stays() {
        assert_eq!(
            coded("xếp (`rank`) trong `nhipso.toml`"),
            "xếp (<code>rank</code>) trong <code>nhipso.toml</code>"
        );
        assert_eq!(coded("dấu ` ở đây"), "dấu ` ở đây");
    }

    #[test]
    fn invented_figures_without_a_fault_speak_of_none_and_files_that_were_not_read_are_counted() {
        let head = Head { invented: true, ..Head::default() };
        let page = html(&Audit::default(), head, Lang::Vi).unwrap();
        assert!(page.contains("giả định") && !page.contains("các lỗi dưới đây"), "{page}");
        assert!(!page.contains("tệp không đọc được"));
        let audit = unread(Text::default());
        let page = html(&audit, head, Lang::Vi).unwrap();
        assert!(page.contains("các lỗi dưới đây") && page.contains("<b>1</b>tệp không đọc được"), "{page}");
        assert!(html(&audit, head, Lang::En).unwrap().contains("<b>1</b>file not read"));
    }

    #[test]
    fn pairs_of_quotes_are_those_of_print_and_quotes_within_stay() {
        for (text, told) in [
            ("\"xx\" không phải là số", "“xx” không phải là số"),
            ("cột \"Tỉnh\" (\"Huyện\")", "cột “Tỉnh” (“Huyện”)"),
            ("\"abc\"d\" sai chỗ", "\"abc\"d\" sai chỗ"),
            ("viết thành hai dấu \"\"", "viết thành hai dấu \"\""),
            ("thiếu \" ở cuối", "thiếu \" ở cuối"),
        ] {
            assert_eq!(quoted(text), told);
        }
    }

    #[test]
    fn the_page_brings_its_letters() {
        let page = html(&Audit::default(), Head::default(), Lang::Vi).unwrap();
        assert!(page.contains("@font-face{font-family:\"Be Vietnam Pro\"") && page.contains("@page"));
    }

    #[test]
    fn a_row_rejected_as_a_whole_shows_where_it_is_wrong() {
        let line = "2023,Sơn La,thôn có sóng di động,\"câu hỏi\"x về phủ sóng của các bản vùng cao,3";
        let at = line.find("x về").unwrap();
        let rejection = Rejection {
            origin: crate::clean::tables::Origin { file: 0, line: 7 },
            column: None,
            header: None,
            cell_ref: None,
            cell: String::new(),
            rule: Rule::QuoteStray,
            problem: crate::model::Text::default(),
            advice: crate::model::Text::default(),
            line_text: line.to_owned(),
            record: None,
            span: Some(at..at + 1),
            below: 0,
            skipped: 0,
        };
        assert_eq!(as_it_stood(&rejection), "…ó sóng di động,\"câu hỏi\"x về phủ sóng của các bản…");
        let blank = Rejection { column: Some("province"), ..rejection };
        assert_eq!(as_it_stood(&blank), "");
    }
}

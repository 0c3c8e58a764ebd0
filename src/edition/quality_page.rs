//! The quality report as one page, to send to the offices whose exports it is about: per file, per rule, worst first.

use std::borrow::Cow;
use std::collections::BTreeMap;

use minijinja::{Environment, context};

use super::points::points;
use crate::clean::{Account, Audit, Rejection};
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
        read => numbers.count(account.read),
        used => numbers.count(account.used),
        totals => numbers.count(account.totals),
        empty => numbers.count(account.empty),
        repeats => numbers.count(account.repeats),
        rejected => numbers.count(account.rejected),
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
        let mut audit = Audit::default();
        audit.unusable.push(crate::ingest::Unusable {
            source: crate::ingest::Source { file: "xa.csv".into(), sheet: None },
            line: None,
            line_text: String::new(),
            rule: Rule::QuoteStray,
            problem: crate::model::Text {
                vi: "cột “số xã có báo cáo”".into(),
                en: "column “số xã có báo cáo”".into(),
            },
            advice: crate::model::Text::default(),
        });
        let (en, vi) = (Head::default(), Head { invented: true, ..Head::default() });
        let page = html(&audit, en, Lang::En).unwrap();
        assert!(page.contains("column “<span lang=vi>số xã có báo cáo</span>”"), "{page}");
        assert!(page.contains("sent again"), "{page}");
        let page = html(&audit, vi, Lang::Vi).unwrap();
        assert!(!page.contains("lang=vi>") && page.contains("cột “số xã có báo cáo”"), "{page}");
        assert!(!page.contains("gửi lại"), "invented figures are not to be sent again: {page}");
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

//! What the program prints: messages to standard error, results to standard output.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::args::Global;
use super::colours;
use crate::clean::Audit;
use crate::compose::report::{Explanation, Words};
use crate::compose::trend_list::Entry;
use crate::diagnostics::{self, Style};
use crate::diff::{self, Comparison};
use crate::model::numbers::{self, Numbers};
use crate::model::table;
use crate::model::{FigureId, Lang, Rule, Text};
use crate::watch::{self, Changes};
use crate::{Error, Step};

/// Where results and messages go, and in which language.
#[derive(Debug)]
pub struct Output {
    /// The language the command line asks for.
    pub lang_given: Option<Lang>,
    lang: Cell<Lang>,
    quiet: bool,
    json: bool,
    per_rule: usize,
}

impl Output {
    /// As the command line says.
    pub fn new(global: &Global) -> Self {
        let lang_given = global.lang.map(Lang::from);
        Output {
            lang_given,
            lang: Cell::new(lang_given.unwrap_or_default()),
            quiet: global.quiet,
            json: global.json,
            per_rule: global.per_rule,
        }
    }

    /// Goes on in `lang`.
    pub fn speak(&self, lang: Lang) {
        self.lang.set(lang);
    }

    /// Says the Vietnamese or the English version of a result.
    pub fn say(&self, vi: &str, en: &str) {
        if !self.quiet && !self.json {
            print(&format!("{}\n", self.lang.get().pick(vi, en)));
        }
    }

    /// Rejected rows, conflicts and doubts, as a compiler would show them. A file that cannot be used at all is an
    /// error that no quietness hides.
    pub fn messages(&self, audit: &Audit) {
        let style = Style { colours: colours(&io::stderr()), lang: self.lang.get(), per_rule: self.per_rule };
        let messages = match (self.quiet, self.json) {
            (_, true) => return,
            (true, _) => diagnostics::unusable(audit, style),
            _ => diagnostics::messages(audit, style),
        };
        for message in messages {
            eprintln!("{message}\n");
        }
    }

    /// What became of every row, a line a file.
    pub fn accounting(&self, audit: &Audit) {
        if self.json {
            print(&format!("{:#}\n", accounting_json(audit)));
        } else if !self.quiet {
            print(&accounting_text(audit, self.lang.get()));
        }
    }

    /// Where the edition lies.
    pub fn written(&self, out: &Path) {
        let page = out.join("index.html");
        let shown = if page.is_file() { page } else { out.to_owned() };
        self.say(&format!("Báo cáo: {}", shown.display()), &format!("Report: {}", shown.display()));
    }

    /// That `watch` wrote the edition, when, and because of which files; no folder where it could not.
    pub fn written_again(&self, out: &Path, changed: &Changes) {
        let (time, why) = (watch::time_of_day(), changed.text());
        let (mut vi, mut en) = match out.as_os_str().is_empty() {
            true => (
                format!("{time}: không ghi được báo cáo"),
                format!("{time}: the report could not be written"),
            ),
            false => {
                let out = out.display();
                (
                    format!("{time} (giờ Việt Nam): đã ghi {out}"),
                    format!("{time} (Vietnam time): wrote {out}"),
                )
            }
        };
        if !why.is_blank() {
            vi += &format!(", vì {}", why.vi);
            en += &format!(", because {}", why.en);
        }
        self.say(&vi, &en);
    }

    /// How a figure came about.
    pub fn explanation(&self, id: &FigureId, explanation: &Explanation, words: &Words) {
        if self.json {
            print(&format!("{:#}\n", explanation_json(id, explanation)));
            return;
        }
        let mut text = format!("{}\n{} = {}\n", id, explanation.title, explanation.value);
        text.push_str(&format!("\n{}: {}\n", words.how_computed, explanation.formula));
        for (name, value, _) in &explanation.operands {
            text.push_str(&format!("  {name} = {value}\n"));
        }
        if !explanation.lines.is_empty() {
            text.push_str(&format!("\n{}:\n", words.source_lines));
        }
        for line in &explanation.lines {
            text.push_str(&format!("  {}  {}\n", line.place, line.text));
        }
        if !explanation.more.is_empty() {
            text.push_str(&format!("  {}\n", explanation.more));
        }
        for caveat in &explanation.caveats {
            text.push_str(&format!("\n{}: {caveat}\n", words.note));
        }
        print(&text);
    }

    /// No figure of that name; the nearest names are shown.
    pub fn unknown_figure(&self, asked: &str, near: &[FigureId]) {
        if near.is_empty() {
            let tables: Vec<&str> = table::FACTS.iter().map(|table| table.name).collect();
            let tables = tables.join(", ");
            self.complain(&Text::new(
                format!("không có số liệu nào tên «{asked}»; tên gồm BẢNG/ĐƠN VỊ/KỲ/…, xem `nhipso explain --help`; các bảng: {tables}"),
                format!("no figure is called '{asked}'; names are TABLE/PLACE/PERIOD/…, see `nhipso explain --help`; the tables are {tables}"),
            ));
            return;
        }
        let list = listed(near);
        eprintln!(
            "{}",
            self.lang.get().pick(
                format!("không có số liệu nào tên «{asked}»; gần nhất là:{list}"),
                format!("no figure is called '{asked}'; the nearest are:{list}"),
            )
        );
    }

    /// More than one row has that name: which ones.
    pub fn several_figures(&self, asked: &str, names: &[FigureId]) {
        let list = listed(names);
        eprintln!(
            "{}",
            self.lang.get().pick(
                format!("«{asked}» có thể là nhiều dòng; hãy ghi rõ một trong:{list}"),
                format!("'{asked}' can be several rows; name one of:{list}"),
            )
        );
    }

    /// Trends as they are listed, with a head above those of one measure where there are several.
    pub fn trends(&self, trends: &[Entry], csv: bool, most: usize) {
        if self.json {
            let list: Vec<_> = trends.iter().map(trend_json).collect();
            print(&format!("{:#}\n", serde_json::Value::Array(list)));
        } else if csv {
            print(&trends_csv(trends));
        } else {
            let shown = if most == 0 { trends.len() } else { most.min(trends.len()) };
            let several = trends.windows(2).any(|pair| pair[0].group != pair[1].group);
            let mut group = "";
            for (i, trend) in trends[..shown].iter().enumerate() {
                if several && trend.group != group {
                    let gap = if i == 0 { "" } else { "\n" };
                    print(&format!("{gap}{}\n{}\n", trend.group, "─".repeat(trend.group.chars().count())));
                    group = &trend.group;
                }
                print(&trend_lines(trend));
            }
            let rest = trends.len() - shown;
            match (trends.len(), rest) {
                (0, _) => self.say("Không có chuỗi số liệu nào như vậy.", "There is no such series."),
                (_, 0) => {}
                _ => self.say(
                    &format!("… và {} chuỗi khác; --most 0 để xem hết", numbers::VI.count(rest as u64)),
                    &format!("… and {} more; --most 0 shows all", numbers::EN.count(rest as u64)),
                ),
            }
        }
    }

    /// What moved between two editions.
    pub fn differences(&self, compared: &Comparison, csv: bool) {
        if self.json {
            let list: Vec<_> = (compared.differences.iter())
                .map(|d| {
                    json!({ "table": d.table.name, "row": d.row_name(), "column": d.column_name(), "old": d.old,
                        "new": d.new, "change": d.change, "cause": d.causes(), "detail": d.details() })
                })
                .collect();
            print(&format!("{:#}\n", serde_json::Value::Array(list)));
        } else if csv {
            print(&diff::to_csv(&compared.differences));
        } else if !self.quiet {
            print(&diff::to_text(compared, self.lang.get()));
        }
    }

    /// The language things are said in.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// One line of the list of rules.
    pub fn rule_line(&self, rule: Rule) {
        let (vi, en) = rule.title();
        print(&format!("{}  {}\n", rule.code(), self.lang.get().pick(vi, en)));
    }

    /// One rule with its example and advice.
    pub fn rule(&self, rule: Rule) {
        let lang = self.lang.get();
        let mut text = format!("{}: {}\n", rule.code(), lang.pick(rule.title().0, rule.title().1));
        let (bad, good) = rule.example();
        if !bad.is_empty() {
            let (wrong, right) = lang.pick(("sai", "đúng"), ("wrong", "right"));
            text.push_str(&format!("  {wrong}: {bad}\n  {right}: {good}\n"));
        }
        text.push_str(&format!("→ {}\n", lang.pick(rule.advice().0, rule.advice().1)));
        print(&text);
    }

    /// No rule has this code.
    pub fn unknown_rule(&self, code: &str) {
        let list: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        eprintln!(
            "{}",
            self.lang.get().pick(
                format!("không có quy tắc «{code}»; có: {}", list.join(" ")),
                format!("there is no rule '{code}'; there are: {}", list.join(" ")),
            )
        );
    }

    /// Wrong usage.
    pub fn complain(&self, text: &Text) {
        let lang = self.lang.get();
        eprintln!("{}: {}", lang.pick("lỗi", "error"), text.get(lang));
    }

    /// What ended the run.
    pub fn error(&self, error: &Error) {
        let lang = self.lang.get();
        eprintln!("{}: {}", lang.pick("lỗi", "error"), error.text().get(lang));
    }

    /// A line of progress, for runs that take longer than a moment, on a terminal.
    pub fn progress(&self) -> Progress {
        let bar = (!self.quiet && !self.json && io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Progress { bar, lang: self.lang.get() }
    }
}

/// Progress on a terminal.
pub struct Progress {
    bar: Option<ProgressBar>,
    lang: Lang,
}

impl Progress {
    /// Shows a step.
    pub fn step(&self, step: Step) {
        if let Some(bar) = &self.bar {
            bar.set_message(match step {
                Step::Read => self.lang.pick("đọc số liệu", "reading"),
                Step::Analyse => self.lang.pick("tính toán", "computing"),
                Step::Compose => self.lang.pick("soạn báo cáo", "wording"),
                Step::Write => self.lang.pick("ghi tệp", "writing"),
            });
        }
    }

    /// Clears the line.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Writes to standard output; a closed pipe ends the printing and not the run.
fn print(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

fn listed(names: &[FigureId]) -> String {
    names.iter().map(|id| format!("\n  {id}")).collect()
}

fn accounting_text(audit: &Audit, lang: Lang) -> String {
    let mut text = String::new();
    let n = Numbers { lang };
    for account in &audit.files {
        let name = diagnostics::source_name(&account.source);
        let [read, used, aside, rejected] =
            [account.read, account.used, account.set_aside(), account.rejected].map(|rows| n.count(rows));
        text.push_str(&match lang {
            Lang::Vi => format!("{name}: đọc {read} dòng = dùng {used} + để riêng {aside} + loại {rejected}"),
            Lang::En => {
                format!("{name}: {read} rows read = {used} used + {aside} set aside + {rejected} rejected")
            }
        });
        let aside = [
            (account.totals, "dòng tổng cộng", "totals", String::new()),
            (account.empty, "không có số liệu", "without data", String::new()),
            (account.repeats.count, "dòng lặp", "repeats", account.repeats.shown(lang)),
        ];
        let aside: Vec<String> = (aside.iter().filter(|(rows, ..)| *rows > 0))
            .map(|(rows, vi, en, lines)| format!("{} {}{lines}", n.count(*rows), lang.pick(*vi, *en)))
            .collect();
        if !aside.is_empty() {
            let aside = aside.join(", ");
            text.push_str(&lang.pick(format!("; để riêng: {aside}"), format!("; set aside: {aside}")));
        }
        if let Some(read_in) = &account.read_in {
            text.push_str(&format!(" ({})", read_in.get(lang)));
        }
        if let Some(percent) = account.encoding_percent() {
            let name = account.encoding.to_uppercase();
            text.push_str(&match lang {
                Lang::Vi => format!("; bảng mã {name} (tin cậy {percent} %)"),
                Lang::En => format!("; encoding {name} (confidence {percent} %)"),
            });
        }
        if let Some(limit) = account.encoding_limit() {
            text.push_str(&format!(", {}", limit.get(lang)));
        }
        if !account.unread.is_empty() {
            let columns = account.unread.join(" | ");
            text.push_str(&match lang {
                Lang::Vi => format!("; cột không đọc: {columns}"),
                Lang::En => format!("; columns not read: {columns}"),
            });
        }
        text.push('\n');
    }
    for unusable in &audit.unusable {
        let (name, code) = (diagnostics::source_name(&unusable.source), unusable.rule.code());
        text.push_str(&match lang {
            Lang::Vi => format!("{name}: không dùng được ({code})\n"),
            Lang::En => format!("{name}: cannot be used ({code})\n"),
        });
    }
    text
}

fn accounting_json(audit: &Audit) -> serde_json::Value {
    let files: Vec<_> = (audit.files.iter())
        .map(|account| {
            json!({
                "file": &*account.source.file, "sheet": account.source.sheet.as_deref(),
                "kind": account.kind.as_str(), "encoding": account.encoding,
                "encoding_confidence": account.encoding_confidence,
                "unread": account.unread.iter().map(|name| &**name).collect::<Vec<_>>(),
                "read": account.read, "used": account.used, "set_aside": account.set_aside(),
                "rejected": account.rejected, "form_lines": account.form_lines,
                "read_in": account.read_in.as_ref().map(|text| json!({ "vi": text.vi, "en": text.en })),
            })
        })
        .collect();
    let place =
        |file: u32| audit.files.get(file as usize).map(|account| diagnostics::source_name(&account.source));
    let rejected: Vec<_> = (audit.rejections.iter())
        .map(|rejection| {
            json!({
                "file": place(rejection.origin.file), "line": rejection.origin.line, "column": rejection.column,
                "cell": rejection.cell, "rule": rejection.rule.code(),
                "problem": { "vi": rejection.problem.vi, "en": rejection.problem.en },
                "advice": { "vi": rejection.advice.vi, "en": rejection.advice.en },
            })
        })
        .collect();
    let checks: Vec<_> = (audit.checks.iter())
        .map(|check| {
            json!({
                "rule": check.rule.code(), "figure": check.figure.as_ref().map(FigureId::as_str),
                "lines": check.origins.iter().map(|origin| json!({ "file": place(origin.file), "line": origin.line })).collect::<Vec<_>>(),
                "problem": { "vi": check.problem.vi, "en": check.problem.en },
            })
        })
        .collect();
    let unusable: Vec<_> = (audit.unusable.iter())
        .map(|file| json!({ "file": diagnostics::source_name(&file.source), "rule": file.rule.code(), "problem": { "vi": file.problem.vi, "en": file.problem.en } }))
        .collect();
    json!({ "files": files, "rejected": rejected, "checks": checks, "unusable": unusable })
}

fn trend_json(entry: &Entry) -> serde_json::Value {
    let trend = &entry.trend;
    json!({
        "table": entry.table, "place_code": &*entry.place.code, "vintage": entry.place.vintage.as_str(),
        "place": &*entry.place.name, "subject": entry.subject, "label": entry.label, "metric": entry.metric,
        "n": trend.n, "first_period": trend.first_period, "last_period": trend.last_period,
        "first_value": trend.first_value, "last_value": trend.last_value, "slope_per_year": trend.slope,
        "slope_low": trend.slope_low, "slope_high": trend.slope_high, "mk_z": trend.mk_z, "mk_p": trend.mk_p,
        "q": trend.q, "verdict": trend.verdict.as_str(),
        "points": trend.points.iter().map(|(period, value)| json!([period, value])).collect::<Vec<_>>(),
    })
}

/// Columns of a terminal that everyone has.
const COLUMNS_OF_TERMINAL: usize = 80;

/// What a series is, and below it what it does: on one line where that fits.
fn trend_lines(entry: &Entry) -> String {
    let course = format!("  {}  {}", entry.spark, entry.periods);
    let said: Vec<&str> =
        [entry.slope.as_str(), entry.verdict.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let said = said.join(": ");
    let fits = course.chars().count() + 2 + said.chars().count() <= COLUMNS_OF_TERMINAL;
    let between = if fits { "  " } else { "\n  " };
    let between = if said.is_empty() { "" } else { between };
    format!("{}\n{course}{between}{said}\n", entry.title)
}

fn trends_csv(trends: &[Entry]) -> String {
    const COLUMNS: [&str; 17] = [
        "table",
        "place_code",
        "vintage",
        "place",
        "subject",
        "label",
        "metric",
        "n",
        "first_period",
        "last_period",
        "first_value",
        "last_value",
        "slope_per_year",
        "slope_low",
        "slope_high",
        "q",
        "verdict",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(COLUMNS).is_ok();
    for entry in trends {
        let fields = trend_json(entry);
        let cells = COLUMNS.map(|column| match fields.get(column) {
            Some(serde_json::Value::String(text)) => crate::render::csv::safe(text).into_owned(),
            Some(serde_json::Value::Null) | None => String::new(),
            Some(value) => value.to_string(),
        });
        written &= writer.write_record(cells).is_ok();
    }
    debug_assert!(written, "records of one length, into memory");
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn explanation_json(id: &FigureId, explanation: &Explanation) -> serde_json::Value {
    json!({
        "figure": id.as_str(), "title": explanation.title, "value": explanation.value,
        "formula": explanation.formula,
        "operands": (explanation.operands.iter())
            .map(|(name, value, id)| json!({ "name": name, "value": value, "figure": id.as_ref().map(FigureId::as_str) }))
            .collect::<Vec<_>>(),
        "lines": (explanation.lines.iter())
            .map(|line| json!({ "place": line.place, "text": line.text }))
            .collect::<Vec<_>>(),
        "caveats": explanation.caveats,
    })
}

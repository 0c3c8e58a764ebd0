//! The command line: arguments in, messages and exit codes out. Only this module knows clap.
//!
//! Exit codes: 0 done; 1 rows were rejected or in conflict (`check`, and `report --strict`); 2 the input cannot
//! be used; 64 wrong usage; 74 the output cannot be written; 70 a fault of the program.

mod args;
mod help;
mod output;
mod vietnamese;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::analyse::AnalyseError;
use crate::compose::asked::Answer;
use crate::compose::trend_list;
use crate::diff;
use crate::edition::quality_page;
use crate::ingest::WORKBOOK_THREAD;
use crate::model::fold::fold;
use crate::model::rule::Severity;
use crate::model::{Lang, Overrides, Rule};
use crate::watch::{self, Server};
use crate::{Error, Project};
use args::{Cli, Command, ReportArgs};
use output::Output;

const DONE: u8 = 0;
const ROWS_LEFT_OUT: u8 = 1;
const UNUSABLE: u8 = 2;
const USAGE: u8 = 64;
const FAULT: u8 = 70;
const CANNOT_WRITE: u8 = 74;

/// Runs the program.
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let lang = help::language(&args, |name| std::env::var_os(name));
    let parsed =
        help::command(lang).try_get_matches_from(args).and_then(|found| Cli::from_arg_matches(&found));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Printing to a closed pipe is nobody's concern any more.
            let _ = match help::wrong_usage(&error).filter(|_| lang == Lang::Vi) {
                Some(text) => io::stderr().write_all(text.as_bytes()),
                None => error.print(),
            };
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    let output = Output::new(&cli.global);
    quiet_workbooks();
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&cli.command, &output)));
    // The fault itself has been printed.
    let Ok(done) = done else { return ExitCode::from(FAULT) };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if let Error::NoExports { audit, .. } = &error {
                output.messages(audit);
            }
            output.error(&error);
            ExitCode::from(exit_code(&error))
        }
    }
}

/// A damaged workbook is told as an unusable file, and not as a fault of the program.
fn quiet_workbooks() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        if std::thread::current().name() != Some(WORKBOOK_THREAD) {
            print(fault);
        }
    }));
}

fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Diff(_)
        | Error::Settings(_)
        | Error::Theme(_)
        | Error::Register(_)
        | Error::Ingest(_)
        | Error::NoExports { .. }
        | Error::Read { .. } => UNUSABLE,
        Error::Render(_) | Error::Edition(_) | Error::Init(_) | Error::Demo(_) | Error::Write { .. } => {
            CANNOT_WRITE
        }
        Error::Province(_) | Error::Analyse(AnalyseError::Year(_)) => USAGE,
        Error::Analyse(_) | Error::Page(_) => FAULT,
    }
}

fn run(command: &Command, output: &Output) -> Result<u8, Error> {
    match command {
        Command::Report(args) => {
            let project = open(&args.input, args.overrides(), output)?;
            let out = destination(args, &project);
            let progress = output.progress();
            let run = project.report(&out, &args.formats(), &|step| progress.step(step))?;
            progress.finish();
            output.messages(&run.audit);
            output.accounting(&run.audit);
            output.written(&out);
            let left_out = left_out(&run.audit);
            // The program ends here: the system takes its memory back faster than it could be given back.
            std::mem::forget(run);
            Ok(if project.settings.strict && left_out { ROWS_LEFT_OUT } else { DONE })
        }
        Command::Check(args) => {
            let project = open(&args.input, args.overrides(), output)?;
            let audit = project.check()?;
            if let Some(path) = &args.html {
                let (lang, settings) = (output.lang(), &project.settings);
                let input = name(&project.input);
                let head = quality_page::Head {
                    input: &input,
                    office: settings.office.as_ref().map(|office| office.get(lang)),
                    report: settings.title.as_ref().map(|title| title.get(lang)),
                    day: Some(today()),
                    invented: settings.invented,
                };
                write_page(path, &quality_page::html(&audit, head, lang)?)?;
            }
            output.messages(&audit);
            output.accounting(&audit);
            Ok(if left_out(&audit) { ROWS_LEFT_OUT } else { DONE })
        }
        Command::Watch { report, port } => watch(report, *port, output),
        Command::Diff { old, new, html, csv } => {
            let compared = diff::diff(old, new)?;
            output.differences(&compared, *csv);
            if let Some(path) = html {
                write_page(path, &diff::to_html(&compared, output.lang())?)?;
            }
            Ok(DONE)
        }
        Command::Trends(args) => {
            let project = open(&args.input, args.overrides(), output)?;
            let progress = output.progress();
            let run = project.run(&|step| progress.step(step))?;
            progress.finish();
            let trends = trend_list::list(&run.summary, &project.registers, &args.asked(), output.lang());
            if trends.is_empty()
                && let Some(unknown) =
                    trend_list::unknown(&run.summary, &project.registers, &args.asked(), output.lang())
            {
                output.complain(&unknown.text());
                return Ok(USAGE);
            }
            output.trends(&trends, args.csv, args.most);
            Ok(DONE)
        }
        Command::Explain(args) => {
            let project = open(&args.input, args.overrides(), output)?;
            match project.explain(&args.figure)? {
                Answer::Found(found) => {
                    output.explanation(&found.id, &found.explanation, &found.words);
                    Ok(DONE)
                }
                Answer::Several(names) => {
                    output.several_figures(&args.figure, &names);
                    Ok(UNUSABLE)
                }
                Answer::Unknown(near) => {
                    output.unknown_figure(&args.figure, &near);
                    Ok(UNUSABLE)
                }
            }
        }
        Command::Init { folder } => {
            crate::init::init(folder)?;
            let name = folder.display();
            output.say(
                &format!("Đã tạo {name}. Điền số liệu vào các mẫu rồi chạy: nhipso report {name}"),
                &format!("Made {name}. Fill in the templates, then run: nhipso report {name}"),
            );
            Ok(DONE)
        }
        Command::Demo(args) => {
            let progress = output.progress();
            crate::demo::demo(&args.folder, &args.options())?;
            progress.finish();
            let name = args.folder.display();
            output.say(
                &format!("Đã ghi số liệu giả định vào {name}. Chạy: nhipso report {name}"),
                &format!("Wrote invented figures to {name}. Now run: nhipso report {name}"),
            );
            Ok(DONE)
        }
        Command::Rules { code } => Ok(rules(code.as_deref(), output)),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut help::command(output.lang()), "nhipso", &mut io::stdout());
            Ok(DONE)
        }
        Command::Man => {
            let mut page = Vec::new();
            if clap_mangen::Man::new(Cli::command()).render(&mut page).is_ok() {
                let _ = io::stdout().write_all(&page);
            }
            Ok(DONE)
        }
    }
}

fn write_page(path: &Path, page: &str) -> Result<(), Error> {
    std::fs::write(path, page).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// The folder of the edition.
fn destination(args: &ReportArgs, project: &Project) -> PathBuf {
    args.out.clone().unwrap_or_else(|| Path::new("reports").join(edition_name(&project.input, args)))
}

/// Reports, waits for a change, and reports again, until the program is stopped.
fn watch(args: &ReportArgs, port: u16, output: &Output) -> Result<u8, Error> {
    let mut server: Option<Server> = None;
    let mut changed = watch::Changes::default();
    loop {
        let input = args.input.clone().unwrap_or_else(default_input);
        let mut out =
            args.out.clone().unwrap_or_else(|| Path::new("reports").join(edition_name(&input, args)));
        let seen = watch::snapshot(&input, &out);
        // A mistake in an export or in nhipso.toml is shown and waited out: mending it is what one watches for.
        let result = open(&args.input, args.overrides(), output).and_then(|project| {
            out = destination(args, &project);
            project.report(&out, &args.formats(), &|_| ())
        });
        match result {
            Ok(run) => {
                output.messages(&run.audit);
                output.written_again(&out, &changed);
                match &server {
                    Some(server) => server.reload(),
                    None => {
                        let started = Server::start(&out, port)
                            .map_err(|source| Error::Write { path: out.clone(), source })?;
                        output.say(&format!("Xem tại {}", started.url()), &format!("See {}", started.url()));
                        server = Some(started);
                    }
                }
            }
            // There is nothing to wait for in a folder that never was.
            Err(error) if server.is_none() && !input.exists() => return Err(error),
            Err(error) => {
                output.written_again(Path::new(""), &changed);
                output.error(&error);
            }
        }
        let now = watch::wait_for_change(&input, &out, &seen);
        changed = watch::changes(&input, &seen, &now);
    }
}

/// Opens the project; the language of messages follows its settings unless the command line says.
fn open(input: &Option<PathBuf>, mut overrides: Overrides, output: &Output) -> Result<Project, Error> {
    let input = input.clone().unwrap_or_else(default_input);
    overrides.lang = output.lang_given;
    let project = Project::open(&input, &overrides)?;
    output.speak(project.settings.lang);
    Ok(project)
}

/// The published figures where they lie beside the program's sources, else the folder one stands in.
fn default_input() -> PathBuf {
    let published = Path::new("data/published");
    if published.is_dir() { published.to_owned() } else { PathBuf::from(".") }
}

/// The edition is named for the folder of its exports, and for the province where it is one province's.
fn edition_name(input: &Path, args: &ReportArgs) -> PathBuf {
    let folder = if input.is_file() { input.with_extension("") } else { input.to_owned() };
    let full = std::path::absolute(&folder).unwrap_or(folder);
    let mut name = full.file_name().map_or_else(|| "report".into(), std::ffi::OsStr::to_owned);
    if let Some(province) = &args.only_province {
        // Letters and digits without accents, so that the folder can be sent anywhere.
        let words = fold(province);
        let words: Vec<&str> = words.split(|ch: char| !ch.is_ascii_alphanumeric()).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        name.push("-");
        name.push(words.join("-"));
    }
    PathBuf::from(name)
}

/// The name of a folder or file, wherever one stands.
fn name(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The day in Vietnam.
fn today() -> jiff::civil::Date {
    jiff::tz::Offset::constant(7).to_datetime(jiff::Timestamp::now()).date()
}

/// Whether a row is missing from the figures.
fn left_out(audit: &crate::clean::Audit) -> bool {
    audit.rejected() > 0
        || !audit.unusable.is_empty()
        || audit.checks.iter().any(|check| check.rule.severity() == Severity::Conflict)
}

fn rules(code: Option<&str>, output: &Output) -> u8 {
    match code.map(|code| (code, Rule::from_code(code))) {
        None => {
            for rule in Rule::ALL {
                output.rule_line(*rule);
            }
            DONE
        }
        Some((_, Some(rule))) => {
            output.rule(rule);
            DONE
        }
        Some((code, None)) => {
            output.unknown_rule(code);
            USAGE
        }
    }
}

/// Whether colours may be used on this stream: a terminal, and nobody asked for none.
fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

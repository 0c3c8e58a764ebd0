//! Help and wrong usage in the reader's language: clap's own words are English, so that the Vietnamese ones are put in
//! their place here.

use std::ffi::OsString;
use std::fmt;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Cli;
use super::vietnamese::{ABOUT, ARGUMENTS, COMMANDS, EXAMPLES, VALUES};
use crate::model::{Lang, Text};

/// Where the parts of a help page stand; `{all-args}` is commands, arguments and options.
const PAGE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// The place of help and version among the options.
const LAST: usize = 1000;

/// What was wrong with a value, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub Text);

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0.en)
    }
}

impl std::error::Error for Wrong {}

/// The language of help, before any folder has said its own: that of `--lang`, else English where the system speaks
/// English, else Vietnamese.
pub fn language(args: &[OsString], variable: impl Fn(&str) -> Option<OsString>) -> Lang {
    let words: Vec<&str> = args.iter().map_while(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
    let behind = |i: usize| words.get(i + 1).copied();
    let mut asked = words.iter().enumerate().filter_map(|(i, word)| match *word {
        "--lang" => behind(i),
        word => word.strip_prefix("--lang="),
    });
    match asked.next_back() {
        Some("en") => Lang::En,
        Some("vi") => Lang::Vi,
        _ => {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
            let first = set.into_iter().find(|value| !value.is_empty());
            let english = first.is_some_and(|value| value.to_string_lossy().to_lowercase().starts_with("en"));
            if english { Lang::En } else { Lang::Vi }
        }
    }
}

/// The command line with its help in `lang`.
pub fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Cli::command(),
        Lang::Vi => {
            let mut command = translated(Cli::command().disable_version_flag(true).arg(version()));
            // Usage lines are known once all is put together.
            command.build();
            let command = command.mut_subcommand("help", |help| {
                let says = |help: Command| help.about(told("help").0).help_template(PAGE);
                says(help).subcommand_help_heading("Lệnh").mut_subcommand("help", says)
            });
            with_usage(command.mut_subcommands(with_usage))
        }
    }
}

fn version() -> Arg {
    Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(LAST)
}

/// What a command does, and what stands below its help.
fn told(name: &str) -> (&'static str, &'static str) {
    let known = COMMANDS.iter().find(|(of, ..)| *of == name);
    known.map_or((ABOUT, EXAMPLES), |(_, about, below)| (about, below))
}

fn translated(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let (about, below) = told(&name);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST);
    let mut position = 0;
    let command = command.disable_help_flag(true).arg(help).about(about).help_template(PAGE);
    let command = if below.is_empty() { command } else { command.after_help(below) };
    command
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
        // Below a heading of its own clap sorts by name what has no place of its own.
        .mut_args(|arg| {
            position += usize::from(arg.is_positional());
            let positional = arg.is_positional();
            let arg = argument(&name, arg);
            if positional { arg.display_order(position) } else { arg }
        })
        .mut_subcommands(translated)
}

/// An argument with its help, and with what clap would say of its values in English.
fn argument(command: &str, arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Tham số" } else { "Tùy chọn" };
    let id = arg.get_id().to_string();
    let own = ARGUMENTS.iter().find(|(of, name, ..)| *of == command && *name == id);
    let shared = || ARGUMENTS.iter().find(|(of, name, ..)| of.is_empty() && *name == id);
    let Some((.., placeholder, says)) = own.or_else(shared) else { return arg };
    let mut help = (*says).to_owned();
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !default.is_empty() && !arg.is_hide_default_value_set() && !placeholder.is_empty() {
        help += &format!(" [mặc định: {}]", default.join(", "));
    }
    let values =
        VALUES.iter().filter(|(of, ..)| *of == id).map(|(_, value, says)| format!("{value} ({says})"));
    let mut values: Vec<String> = values.collect();
    if values.is_empty() && !placeholder.is_empty() {
        values = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    }
    if !values.is_empty() {
        help += &format!(" [giá trị: {}]", values.join(", "));
    }
    let arg = arg.help(help).help_heading(heading);
    match placeholder.is_empty() {
        true => arg,
        false => arg.value_name(*placeholder).hide_default_value(true).hide_possible_values(true),
    }
}

/// A command with its usage line in Vietnamese.
fn with_usage(mut command: Command) -> Command {
    let usage = vietnamese_usage(&command.render_usage());
    command.override_usage(usage)
}

fn vietnamese_usage(usage: &StyledStr) -> String {
    let usage = usage.to_string();
    let usage = usage.trim().strip_prefix("Usage:").unwrap_or(&usage).trim();
    usage.replace("[OPTIONS]", "[TÙY_CHỌN]").replace("[COMMAND]", "[LỆNH]")
}

/// Wrong usage in Vietnamese; `None` where clap's own text is right: help, and the version.
pub fn wrong_usage(error: &clap::Error) -> Option<String> {
    let one = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        }
        _ => None,
    };
    let named = |kind| one(kind).unwrap_or_default();
    let arg = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        ErrorKind::UnknownArgument if arg.starts_with('-') => format!("không có tùy chọn “{arg}”"),
        ErrorKind::UnknownArgument => format!("thừa tham số “{arg}”"),
        ErrorKind::InvalidSubcommand => format!("không có lệnh “{}”", named(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}” thiếu giá trị"),
        ErrorKind::InvalidValue => format!("“{arg}” không nhận giá trị “{value}”"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Wrong>());
            let why =
                why.map_or("hãy ghi một số nguyên trong phạm vi cho phép", |why| why.0.vi.as_str());
            format!("“{arg}” không nhận giá trị “{value}”: {why}")
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu {arg}"),
        ErrorKind::MissingSubcommand => "thiếu lệnh".to_owned(),
        ErrorKind::ArgumentConflict if named(ContextKind::PriorArg) == arg => {
            format!("“{arg}” chỉ được ghi một lần")
        }
        ErrorKind::ArgumentConflict => {
            format!("không dùng “{arg}” cùng với “{}”", named(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}” không có đúng số giá trị cần ghi")
        }
        ErrorKind::NoEquals => format!("“{arg}” cần dấu bằng trước giá trị"),
        ErrorKind::InvalidUtf8 => "có tham số không phải là UTF-8".to_owned(),
        _ => error.to_string().trim().trim_start_matches("error: ").to_owned(),
    };
    let mut text = format!("lỗi: {said}\n");
    if let Some(valid) = one(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        text += &format!("  các giá trị nhận được: {valid}\n");
    }
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        if let Some(near) = one(kind).filter(|near| !near.is_empty()) {
            text += &format!("  có phải là “{near}”?\n");
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text += &format!("\nCách dùng: {}\n", vietnamese_usage(usage));
    }
    Some(text + "\nXem thêm với “--help”.\n")
}

#[cfg(test)]
mod tests;

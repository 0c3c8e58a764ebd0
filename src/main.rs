//! The `nhipso` program: a thin shell around the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    nhipso::cli::main()
}

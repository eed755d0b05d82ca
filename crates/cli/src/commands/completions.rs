//! `frontdesk completions SHELL` and `frontdesk man`: what other programs need to help with this one.

use std::path::PathBuf;

use clap::Args;
use clap_complete::env::Shells;

use crate::completion;
use crate::failure::{Failure, Outcome};
use crate::printer;

/// Print what a shell needs to complete command lines.
///
/// The shell has to read it at its start, and asks this program from then on:
/// `source <(frontdesk completions bash)`, the same with zsh, `frontdesk completions fish | source`,
/// `frontdesk completions powershell | Out-String | Invoke-Expression`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_parser = ["bash", "zsh", "fish", "powershell", "elvish"])]
    shell: String,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&arguments.shell) else {
        return Err(Failure::usage(format!("`{}` is no shell that is known", arguments.shell)));
    };
    let mut script = Vec::new();
    shell
        .write_registration("COMPLETE", "frontdesk", "frontdesk", "frontdesk", &mut script)
        .map_err(|error| Failure::failed("completions", error))?;
    printer::raw(&script);
    Ok(())
}

/// Print the manual page, or write it and those of the commands into a folder.
#[derive(Debug, Args)]
pub(crate) struct Manual {
    /// The folder for the pages, such as ~/.local/share/man/man1
    folder: Option<PathBuf>,
}

pub(crate) fn manual(arguments: &Manual) -> Outcome {
    let failed = |error: std::io::Error| Failure::failed("manual", error);
    // The subcommand that clap adds for help is `help` the prompt here.
    let command = completion::command().disable_help_subcommand(true);
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page).map_err(failed)?;
        printer::raw(&page);
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(command, folder).map_err(failed)
}

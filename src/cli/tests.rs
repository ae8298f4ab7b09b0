//! Tests of `cli`.

use clap::CommandFactory;

#[test]
fn command_line_is_consistent() {
    super::Cli::command().debug_assert();
}

//! `bindings`: writes the screens' TypeScript bindings anew from the Rust commands.

use crate::failure::Failure;
use crate::tools;

/// Writes `ui/src/bindings.ts`. The test that finds stale bindings does the work when it is told
/// to keep what it made; the whole workspace is named so that nothing is built with other features.
pub fn write() -> Result<(), Failure> {
    let arguments = ["test", "--workspace", "--lib", "committed_bindings"];
    tools::finish(
        tools::cargo_command()
            .args(arguments)
            .env("MEEDOEN_WRITE_BINDINGS", "1"),
        "writing the bindings",
    )
}

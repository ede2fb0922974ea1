//! A look at a screen as people will see it: a picture at both sizes, and what axe finds.

use crate::Failure;
use crate::fixture::{App, Places};
use crate::webdriver::WindowSize;
use std::fs;

const SIZES: [(&str, WindowSize); 2] =
    [("phone", WindowSize::PHONE), ("laptop", WindowSize::LAPTOP)];

/// Runs axe and hands back what it finds, a line for each rule.
const RUN_AXE: &str = r#"
    const done = arguments[arguments.length - 1];
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { runOnly: rules })
        .then((found) => done(found.violations.map((violation) =>
            violation.id + ": " + violation.nodes.map((node) => node.target.join(" ")).join(", "))))
        .catch((problem) => done([String(problem)]));
"#;

/// Looks at screens and gathers what is wrong with them.
#[derive(Debug)]
pub struct Inspection {
    axe: String,
    kind: &'static str,
    found: Vec<String>,
}

impl Inspection {
    /// Begins; `kind` stands in the names of the pictures, such as `dark`.
    #[track_caller]
    pub fn begin(kind: &'static str) -> Result<Self, Failure> {
        let axe = Places::project().join("ui/node_modules/axe-core/axe.min.js");
        let reading = format!("reading {}", axe.display());
        let axe = fs::read_to_string(&axe).map_err(Failure::during(reading))?;
        Ok(Self {
            axe,
            kind,
            found: Vec::new(),
        })
    }

    /// Looks at the screen as it stands, once `sign` is on it; leaves the window as it was.
    #[track_caller]
    pub fn inspect(&mut self, app: &App, screen: &str, sign: &str) -> Result<(), Failure> {
        let before = app.size();
        for (size_name, size) in SIZES {
            app.resize(size)?;
            app.see(sign)?;
            let name = format!("{screen}-{size_name}-{}", self.kind);
            app.picture(&Places::target().join("screens").join(format!("{name}.png")))?;
            app.session().run(&self.axe, &[])?;
            let violations = app.session().run_async(RUN_AXE, &[])?;
            let violations = violations.as_array().into_iter().flatten();
            self.found
                .extend(violations.map(|one| format!("{name}: {one}")));
        }
        app.resize(before)
    }

    /// Fails if anything was found.
    #[track_caller]
    pub fn end(self) -> Result<(), Failure> {
        if self.found.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "axe found:\n  {}",
            self.found.join("\n  ")
        )))
    }
}

//! A look at a screen as people will see it: a picture at both sizes, what axe finds, and what sticks out.

use crate::Failure;
use crate::fixture::{App, Places, size_of_this_run};
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

/// Hands back what sticks out of the screen on the right, so that the hand would have to move it aside.
const SEE_WHAT_STICKS_OUT: &str = r#"
    const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
        && !["TEXTAREA", "INPUT", "SELECT"].includes(element.tagName)
        && element.scrollWidth > element.clientWidth + 1;
    const named = (element) => element.dataset.test
        || `${element.tagName} "${element.textContent.trim().slice(0, 30)}"`;
    return [...document.querySelectorAll("*")].filter(scrolls).map((screen) => {
        const edge = screen.getBoundingClientRect().left + screen.clientWidth + 1;
        const out = [...screen.querySelectorAll("*")]
            .filter((one) => !one.closest(".sr") && one.getBoundingClientRect().right > edge);
        return named(screen) + " is too narrow for " + out.slice(0, 6).map(named).join(", ");
    });
"#;

/// Puts a look on as the app does, with nothing half way between two colours.
const PUT_ON: &str = r#"
    document.documentElement.classList.toggle("dark", arguments[0]);
    for (const one of document.getAnimations()) one.cancel();
"#;

/// Looks at screens and gathers what is wrong with them.
#[derive(Debug)]
pub struct Inspection {
    axe: String,
    /// What stands in the names of the pictures, and the look that is put on for them.
    kinds: Vec<(&'static str, Option<bool>)>,
    found: Vec<String>,
}

impl Inspection {
    /// Begins; `kind` stands in the names of the pictures, such as `dark`.
    #[track_caller]
    pub fn begin(kind: &'static str) -> Result<Self, Failure> {
        Self::of(vec![(kind, None)])
    }

    /// Begins, in an app that is light, to look at each screen in light and in dark.
    #[track_caller]
    pub fn in_both_looks() -> Result<Self, Failure> {
        Self::of(vec![("dark", Some(true)), ("light", Some(false))])
    }

    #[track_caller]
    fn of(kinds: Vec<(&'static str, Option<bool>)>) -> Result<Self, Failure> {
        let axe = Places::project().join("ui/node_modules/axe-core/axe.min.js");
        let reading = format!("reading {}", axe.display());
        let axe = fs::read_to_string(&axe).map_err(Failure::during(reading))?;
        Ok(Self {
            axe,
            kinds,
            found: Vec::new(),
        })
    }

    /// Looks at the screen as it stands, once `sign` is on it; leaves the window as it was.
    #[track_caller]
    pub fn inspect(&mut self, app: &App, screen: &str, sign: &str) -> Result<(), Failure> {
        let before = app.size();
        // A run for one size looks at that size.
        let only = size_of_this_run()?;
        app.session().run(&self.axe, &[])?;
        for (size_name, size) in SIZES {
            if only.is_some_and(|only| only != size) {
                continue;
            }
            app.resize(size)?;
            app.see(sign)?;
            let mut found = Vec::new();
            for (kind, dark) in &self.kinds {
                if let Some(dark) = *dark {
                    app.session().run(PUT_ON, &[dark.into()])?;
                }
                let name = format!("{screen}-{size_name}-{kind}");
                app.picture(&Places::target().join("screens").join(format!("{name}.png")))?;
                let wrong = app.session().run_async(RUN_AXE, &[])?;
                found.push((name, wrong));
            }
            // Colours move nothing.
            let wide = app.session().run(SEE_WHAT_STICKS_OUT, &[])?;
            found.push((format!("{screen}-{size_name}"), wide));
            for (name, wrong) in found {
                let wrong = wrong.as_array().into_iter().flatten();
                self.found.extend(wrong.map(|one| format!("{name}: {one}")));
            }
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
            "looking found:\n  {}",
            self.found.join("\n  ")
        )))
    }
}

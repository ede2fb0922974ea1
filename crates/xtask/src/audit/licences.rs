//! Every crate and every package of the screens has a licence that `deny.toml` allows.

use crate::failure::Failure;
use crate::tools;
use serde::Deserialize;
use serde_json::Value;
use spdx::{Expression, ParseMode};
use stage::fixture::Places;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;

/// How many were looked at.
#[derive(Debug)]
pub struct Counts {
    crates: usize,
    packages: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} crates and {} npm packages",
            self.crates, self.packages
        )
    }
}

/// Something we build from, and the licence it says it has.
#[derive(Debug)]
struct Part {
    name: String,
    licence: Option<String>,
}

#[derive(Deserialize)]
struct DenyFile {
    licenses: Licences,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
}

/// Checks all; names each part that is not allowed.
pub fn check() -> Result<Counts, Failure> {
    let allowed = allowed()?;
    let (crates, packages) = (crates()?, packages()?);
    let parts = crates.iter().chain(&packages);
    let refused: Vec<String> = parts.filter_map(|part| part.objection(&allowed)).collect();
    if refused.is_empty() {
        Ok(Counts {
            crates: crates.len(),
            packages: packages.len(),
        })
    } else {
        Err(Failure::new(format!(
            "not allowed by deny.toml:\n  {}",
            refused.join("\n  ")
        )))
    }
}

impl Part {
    fn objection(&self, allowed: &BTreeSet<String>) -> Option<String> {
        let Some(licence) = &self.licence else {
            return Some(format!("{}: names no licence", self.name));
        };
        let fits = Expression::parse_mode(licence, ParseMode::LAX)
            .is_ok_and(|expression| expression.evaluate(|one| allowed.contains(&one.to_string())));
        (!fits).then(|| format!("{}: {licence}", self.name))
    }
}

fn allowed() -> Result<BTreeSet<String>, Failure> {
    let text = fs::read_to_string(Places::project().join("deny.toml"))?;
    let file: DenyFile = toml::from_str(&text).map_err(Failure::during("reading deny.toml"))?;
    Ok(file.licenses.allow)
}

fn crates() -> Result<Vec<Part>, Failure> {
    let mut command = tools::cargo_command();
    let output = command
        .args(["metadata", "--format-version", "1", "--all-features"])
        .output()?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(Failure::during("reading cargo metadata"))?;
    Ok(metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(crate_part)
        .collect())
}

fn crate_part(package: &Value) -> Part {
    let text = |field: &str| package[field].as_str().map(str::to_owned);
    let name = format!(
        "{} {}",
        text("name").unwrap_or_default(),
        text("version").unwrap_or_default()
    );
    Part {
        name,
        licence: text("license"),
    }
}

fn packages() -> Result<Vec<Part>, Failure> {
    let text = fs::read_to_string(tools::screens().join("package-lock.json"))?;
    let lock: Value =
        serde_json::from_str(&text).map_err(Failure::during("reading package-lock.json"))?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    Ok(packages
        // Our own package has no path, and what only builds or tests the screens is not shipped.
        .filter(|(path, package)| !path.is_empty() && package["dev"] != true)
        .map(|(path, package)| Part {
            name: path.replace("node_modules/", "npm "),
            licence: package["license"].as_str().map(str::to_owned),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_we_build_from_is_allowed() {
        let counts = check().unwrap();
        assert!(counts.crates > 100 && counts.packages > 5, "{counts}");
    }

    #[test]
    fn a_licence_outside_the_list_is_named() {
        let allowed = BTreeSet::from([
            "MIT".to_owned(),
            "Apache-2.0 WITH LLVM-exception".to_owned(),
        ]);
        let objection = |licence: Option<&str>| {
            Part {
                name: "x 1".into(),
                licence: licence.map(str::to_owned),
            }
            .objection(&allowed)
        };
        assert_eq!(objection(Some("MIT/Apache-2.0")), None);
        assert_eq!(objection(Some("Apache-2.0 WITH LLVM-exception")), None);
        assert_eq!(
            objection(Some("MIT AND GPL-3.0-only")).unwrap(),
            "x 1: MIT AND GPL-3.0-only"
        );
        assert!(objection(None).is_some());
    }
}

//! Holds the arrows of ARCHITECTURE.md: which crate may know which, and who may do I/O.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate of the product and the crates of the product it may depend on. A crate of the
/// workspace that is not in this list fails the test, so nobody adds a room without a door plan.
const ALLOWED: &[(&str, &[&str])] = &[
    ("meedoen-domain", &[]),
    // Empty in every build for use; see docs/reliability.md.
    ("meedoen-planted", &[]),
    (
        "meedoen-replication",
        &["meedoen-domain", "meedoen-planted"],
    ),
    ("meedoen-vault", &["meedoen-domain"]),
    ("meedoen-documents", &["meedoen-domain"]),
    (
        "meedoen-store",
        &["meedoen-domain", "meedoen-replication", "meedoen-planted"],
    ),
    (
        "meedoen-device",
        &[
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-vault",
            "meedoen-documents",
            "meedoen-store",
        ],
    ),
    (
        "meedoen-server",
        &[
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-documents",
            "meedoen-planted",
        ],
    ),
    ("meedoen", &["meedoen-device", "meedoen-domain"]),
    (
        "meedoen-bench-peer",
        &[
            "meedoen-device",
            "meedoen-server",
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-vault",
            "meedoen-store",
        ],
    ),
    (
        "meedoen-peers",
        &[
            "meedoen-device",
            "meedoen-server",
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-vault",
            "meedoen-store",
        ],
    ),
    // These know the programs, not the crates.
    ("meedoen-tests", &[]),
    // A disk beneath SQLite; it knows nobody, and only tests know it.
    ("meedoen-faultdisk", &[]),
    // Breaks the disk and the memory beneath a device.
    (
        "meedoen-faults",
        &[
            "meedoen-device",
            "meedoen-store",
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-faultdisk",
        ],
    ),
    // Plays whole histories, so it knows both sides.
    (
        "meedoen-simulation",
        &[
            "meedoen-device",
            "meedoen-store",
            "meedoen-server",
            "meedoen-domain",
            "meedoen-replication",
            "meedoen-faultdisk",
            "meedoen-planted",
        ],
    ),
    ("xtask", &["meedoen-tests"]),
];

/// The crates that are given time and randomness and do nothing else but reckon.
const PURE: &[&str] = &["meedoen-domain", "meedoen-replication"];

/// What a crate that only reckons may not depend on …
const IO_CRATES: &[&str] = &[
    "tokio",
    "reqwest",
    "rusqlite",
    "hyper",
    "axum",
    "ureq",
    "getrandom",
    "rand",
    "keyring",
    "tempfile",
    "tracing",
];

/// … nor write.
const IO_WORDS: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io",
    "std::thread",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Uuid::now_v7",
    "Uuid::new_v4",
    "getrandom",
    "println!",
];

type Dependencies = BTreeMap<String, Vec<String>>;

#[test]
fn crates_know_only_whom_they_may() {
    assert_eq!(forbidden_arrows(&dependencies()), Vec::<String>::new());
}

#[test]
fn a_planted_arrow_is_caught() {
    let found_before = forbidden_arrows(&dependencies());
    let mut planted = dependencies();
    planted
        .get_mut("meedoen-store")
        .unwrap()
        .push("meedoen-server".into());
    planted
        .get_mut("meedoen-domain")
        .unwrap()
        .push("tokio".into());
    planted.insert("meedoen-attic".into(), Vec::new());
    let mut found = forbidden_arrows(&planted);
    found.retain(|arrow| !found_before.contains(arrow));
    assert_eq!(
        found,
        [
            "meedoen-attic is not in the list of crates",
            "meedoen-domain does I/O through tokio",
            "meedoen-store may not know meedoen-server",
        ]
    );
}

#[test]
fn pure_crates_read_no_clock_and_touch_no_disk() {
    for name in PURE {
        let folder = project()
            .join("crates")
            .join(name.trim_start_matches("meedoen-"));
        let sources = sources(&folder.join("src"));
        assert!(!sources.is_empty(), "{name} has no sources");
        for source in sources {
            let words = impure_words(&fs::read_to_string(&source).unwrap());
            assert!(words.is_empty(), "{} uses {words:?}", source.display());
        }
    }
}

#[test]
fn a_planted_clock_is_caught() {
    assert_eq!(impure_words("let now = chrono::Utc::now();"), ["Utc::now"]);
    assert!(impure_words("// Utc::now() is the caller's business").is_empty());
    assert!(impure_words("fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }").is_empty());
}

#[test]
fn each_database_is_opened_in_one_place() {
    for name in ["store", "server"] {
        let folder = project().join("crates").join(name).join("src");
        let places: Vec<PathBuf> = sources(&folder)
            .into_iter()
            .filter(|source| {
                let text = fs::read_to_string(source).unwrap();
                product_part(&text).contains("clippy::disallowed_methods")
            })
            .collect();
        assert!(places.len() <= 1, "{name} opens databases in {places:?}");
    }
}

fn forbidden_arrows(dependencies: &Dependencies) -> Vec<String> {
    let mut found = Vec::new();
    for (name, uses) in dependencies {
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            found.push(format!("{name} is not in the list of crates"));
            continue;
        };
        for used in uses {
            let ours = dependencies.contains_key(used);
            if ours && !allowed.contains(&used.as_str()) {
                found.push(format!("{name} may not know {used}"));
            }
            if PURE.contains(&name.as_str()) && IO_CRATES.contains(&used.as_str()) {
                found.push(format!("{name} does I/O through {used}"));
            }
        }
    }
    found
}

/// The direct dependencies of each workspace member, those for its tests left out.
fn dependencies() -> Dependencies {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(project())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let uses = package["dependencies"].as_array().unwrap();
            (
                name(package),
                uses.iter()
                    .filter(|used| used["kind"] != "dev")
                    .map(name)
                    .collect(),
            )
        })
        .collect()
}

fn impure_words(text: &str) -> Vec<&'static str> {
    let code: Vec<&str> = product_part(text)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    IO_WORDS
        .iter()
        .copied()
        .filter(|word| code.contains(word))
        .collect()
}

/// What stands above a file's own tests.
fn product_part(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

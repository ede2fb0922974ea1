//! Bugs planted in the product, to see that its tests catch them. docs/reliability.md lists them.
//!
//! Without the feature `on`, which no build for use has, nothing of them is compiled in.

/// True when the bug of this name is let in: `MEEDOEN_PLANTED` names it and the feature `on` is
/// set. Otherwise the plain word `false`.
#[cfg(not(feature = "on"))]
#[macro_export]
macro_rules! planted {
    ($bug:literal) => {
        false
    };
}

/// True when `MEEDOEN_PLANTED` names this bug.
#[cfg(feature = "on")]
#[macro_export]
macro_rules! planted {
    ($bug:literal) => {
        $crate::is_let_in($bug)
    };
}

#[cfg(feature = "on")]
static LET_IN: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();

/// True when `MEEDOEN_PLANTED`, as it was when first asked, names this bug.
#[cfg(feature = "on")]
pub fn is_let_in(bug: &str) -> bool {
    let let_in = LET_IN.get_or_init(|| std::env::var("MEEDOEN_PLANTED").ok());
    let_in.as_deref() == Some(bug)
}

/// Lets a bug in for as long as this process lives, unless one was asked for before.
#[cfg(feature = "on")]
pub fn let_in(bug: &str) {
    LET_IN.get_or_init(|| Some(bug.to_owned()));
}

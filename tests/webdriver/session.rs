//! One app under the driver's hands.

use super::driver::Driver;
use super::element::{ELEMENT_KEY, Element};
use super::wire::Wire;
use crate::Failure;
use crate::fixture::{Patience, is_alive, kill_process};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Width and height of a window in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl WindowSize {
    /// A telephone held upright.
    pub const PHONE: Self = Self {
        width: 360,
        height: 740,
    };
    /// A small laptop.
    pub const LAPTOP: Self = Self {
        width: 1280,
        height: 800,
    };
}

/// Seconds that an app gets to go before it is killed.
const GOODBYE: u64 = 2;

/// A WebDriver session; it ends with the app and the driver when dropped, also when a test panics.
#[derive(Debug)]
pub struct Session {
    wire: Wire,
    driver: Driver,
    over: bool,
    killed: Vec<u32>,
}

impl Session {
    /// Starts `program` with `environment`; what it prints goes to `log`.
    pub fn start(
        program: &Path,
        environment: &[(&str, &str)],
        log: &Path,
    ) -> Result<Self, Failure> {
        let mut inherited = vec![("TAURI_WEBVIEW_AUTOMATION", "true")];
        inherited.extend_from_slice(environment);
        let driver = Driver::start(&inherited, log)?;
        let wanted = json!({"webkitgtk:browserOptions": {"binary": program, "args": []}});
        let capabilities = json!({"capabilities": {"alwaysMatch": wanted}});
        let answer = driver
            .wire
            .post("session", &capabilities)
            .map_err(|failure| {
                failure.with(format!("; the app said: {}", driver.process.last_words()))
            })?;
        let id = answer["sessionId"]
            .as_str()
            .ok_or_else(|| Failure::new("a session without id"))?;
        let wire = driver.wire.below(&format!("session/{id}"));
        let session = Self {
            wire,
            driver,
            over: false,
            killed: Vec::new(),
        };
        session
            .wire
            .post("timeouts", &json!({"script": 60_000, "implicit": 0}))?;
        Ok(session)
    }

    /// Kills the app, `kill -9`: nothing is asked of the driver any more.
    #[track_caller]
    pub fn kill_app(&mut self) -> Result<(), Failure> {
        let app = self.driver.process.children();
        if app.is_empty() {
            return Err(Failure::new("no app to kill"));
        }
        app.iter().copied().for_each(kill_process);
        self.over = true;
        self.killed = app;
        Ok(())
    }

    /// The processes of the app, also when they were killed.
    pub fn app_processes(&self) -> Vec<u32> {
        match self.over {
            true => self.killed.clone(),
            false => self.driver.process.children(),
        }
    }

    /// Waits until the app is gone, as a new one on the same home must not find it still running.
    #[track_caller]
    pub fn wait_until_gone(&self) -> Result<(), Failure> {
        wait_until_gone(&self.app_processes(), 10)
    }

    /// Closes the app, waits until it is gone and ends the driver.
    pub fn end(&mut self) {
        if self.over {
            return;
        }
        self.over = true;
        let app = self.driver.process.children();
        // Nobody is left to tell: an app that stays in spite of it is killed below.
        let _ = self.wire.delete("");
        // The driver ends the app after it has answered; one that is told to end first leaves it.
        if wait_until_gone(&app, GOODBYE).is_err() {
            app.iter().copied().for_each(kill_process);
            let _ = wait_until_gone(&app, GOODBYE);
        }
        self.driver.process.end();
    }

    /// The elements that `css` selects, none or many.
    #[track_caller]
    pub fn find_all(&self, css: &str) -> Result<Vec<Element>, Failure> {
        let found = self
            .wire
            .post("elements", &json!({"using": "css selector", "value": css}))?;
        let ids = found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one[ELEMENT_KEY].as_str());
        Ok(ids.map(|id| Element::new(&self.wire, id)).collect())
    }

    /// What `script` returns; it reads `arguments`.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Failure> {
        self.wire.post(
            "execute/sync",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// What `script` hands to the last of its `arguments`, a function.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value, Failure> {
        self.wire.post(
            "execute/async",
            &json!({"script": script, "args": arguments}),
        )
    }

    /// Gives the window's content `size`, whatever frame the window has around it.
    #[track_caller]
    pub fn resize(&self, size: WindowSize) -> Result<(), Failure> {
        let frame = self.run(
            "return [window.outerWidth - window.innerWidth, window.outerHeight - window.innerHeight]",
            &[],
        )?;
        let around = |side: usize| frame[side].as_i64().unwrap_or(0).max(0);
        let width = i64::from(size.width) + around(0);
        let height = i64::from(size.height) + around(1);
        self.wire
            .post("window/rect", &json!({"width": width, "height": height}))
            .map(drop)
    }

    /// Saves the window as PNG.
    #[track_caller]
    pub fn screenshot(&self, to: &Path) -> Result<(), Failure> {
        let picture = self.wire.get("screenshot")?;
        let encoded = picture
            .as_str()
            .ok_or_else(|| Failure::new("a screenshot without picture"))?;
        let png = STANDARD
            .decode(encoded)
            .map_err(Failure::during("reading a screenshot"))?;
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(to, png)?)
    }

    /// Presses keys on whatever has the focus; see [`super::keys`] for the special ones.
    #[track_caller]
    pub fn press(&self, keys: &str) -> Result<(), Failure> {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.wire
            .post("actions", &json!({"actions": [keyboard]}))
            .map(drop)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.end();
    }
}

#[track_caller]
fn wait_until_gone(app: &[u32], seconds: u64) -> Result<(), Failure> {
    Patience::seconds(seconds).until("the app to be gone", || {
        Ok((!app.iter().copied().any(is_alive)).then_some(()))
    })
}

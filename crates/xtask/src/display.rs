//! A display that nobody sees, for machines without one: an X server in memory and a session bus.

use crate::failure::Failure;
use stage::fixture::{Patience, Places, Process};
use std::env;
use std::fs::{self, File};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// Tells the files of several displays apart.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// Both end when this is dropped.
#[derive(Debug)]
pub struct Display {
    screen: String,
    bus: String,
    _screen: Process,
    _bus: Process,
}

impl Display {
    /// True when this terminal belongs to a desktop.
    pub fn is_present() -> bool {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        cfg!(not(target_os = "linux")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
    }

    /// Starts both.
    pub fn start() -> Result<Self, Failure> {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1000x24",
            "-nolisten",
            "tcp",
        ]);
        let (_screen, number) = start_and_read("xvfb", &mut xvfb)?;
        let mut dbus = Command::new("dbus-daemon");
        dbus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let (_bus, bus) = start_and_read("dbus", &mut dbus)?;
        Ok(Self {
            screen: format!(":{number}"),
            bus,
            _screen,
            _bus,
        })
    }

    /// What programs need to know to be shown on it.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("DISPLAY", self.screen.clone()),
            ("DBUS_SESSION_BUS_ADDRESS", self.bus.clone()),
            ("GDK_BACKEND", "x11".into()),
            // Accessibility would start a bus of its own, which outlives everything else.
            ("NO_AT_BRIDGE", "1".into()),
            // There is no graphics card behind it; imitating one costs more than drawing without.
            ("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1".into()),
        ]
    }
}

/// Starts a program that tells its address in the first line it prints.
fn start_and_read(name: &str, command: &mut Command) -> Result<(Process, String), Failure> {
    let folder = Places::target().join("display");
    fs::create_dir_all(&folder)?;
    let nth = STARTED.fetch_add(1, Ordering::Relaxed);
    let printed = folder.join(format!("{name}-{}-{nth}.out", std::process::id()));
    command.stdout(File::create(&printed)?);
    let mut process = Process::start_printing(command, &folder.join(format!("{name}-{nth}.log")))?;
    let line = Patience::default().until(&format!("{name} to start"), || {
        if process.has_ended() {
            return Err(stage::Failure::new(format!(
                "it ended: {}",
                process.last_words()
            )));
        }
        let text = fs::read_to_string(&printed)?;
        Ok(text
            .split_once('\n')
            .map(|(line, _)| line.trim().to_owned()))
    })?;
    fs::remove_file(&printed)?;
    Ok((process, line))
}

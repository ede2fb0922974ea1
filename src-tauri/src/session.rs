//! Where the app stands between start and open: what the first screens show.

use crate::app::App;
use device::{AppError, DeviceError, HomeState, passphrase};
use serde::Serialize;
use specta::Type;

/// The setting with where the coach was.
pub(crate) const PLACE: &str = "place";

/// Which screen is up to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// No device yet.
    Enrol,
    /// The passphrase is asked.
    Locked,
    /// Verbergen: a neutral page.
    Hidden,
    /// The coach's screens.
    Open,
    /// The database could not be read and was set aside.
    Damaged,
}

/// What every screen needs to know of the app.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppState {
    pub(crate) stage: Stage,
    pub(crate) language: Option<String>,
    pub(crate) appearance: String,
    pub(crate) keychain: bool,
    pub(crate) min_passphrase: u32,
    pub(crate) has_pin: bool,
    pub(crate) pin_tries_left: u8,
    pub(crate) coach: Option<Me>,
    pub(crate) place: Option<String>,
    pub(crate) set_aside: Option<String>,
    /// The address that this device used before, for enrolling again.
    pub(crate) server: Option<String>,
}

/// The coach whose device this is.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Me {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) team: String,
    pub(crate) municipality: String,
    pub(crate) server: String,
}

/// What an entered PIN did.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PinAnswer {
    /// `opened`, `wrong` or `passphrase_needed`.
    pub(crate) outcome: PinOutcome,
    pub(crate) tries_left: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PinOutcome {
    Opened,
    Wrong,
    PassphraseNeeded,
}

impl App {
    /// Where the app stands.
    pub(crate) fn state(&self) -> Result<AppState, AppError> {
        let home = self.home()?;
        let preferences = self.preferences();
        let known = self.device.with(|opened| {
            let me = opened.me();
            let me = Me {
                id: me.coach.to_string(),
                name: me.coach_name.clone(),
                team: me.team_name.clone(),
                municipality: me.municipality_name.clone(),
                server: opened.server_url().to_owned(),
            };
            Ok((me, opened.has_pin()?, opened.setting(PLACE)?))
        });
        let (coach, has_pin, place) = match known {
            Ok((coach, has_pin, place)) => (Some(coach), has_pin, place),
            Err(DeviceError::Locked) => (None, false, None),
            Err(other) => return Err(other.into()),
        };
        // Also after a restart: a new start must not look as if there had never been anything.
        let set_aside = match home.state() {
            HomeState::Empty => home.apart()?.into_iter().next(),
            HomeState::Enrolled => None,
        };
        let stage = match (&coach, home.state()) {
            (Some(_), _) if self.is_hidden() => Stage::Hidden,
            (Some(_), _) => Stage::Open,
            (None, HomeState::Enrolled) => Stage::Locked,
            (None, HomeState::Empty) if set_aside.is_some() => Stage::Damaged,
            (None, HomeState::Empty) => Stage::Enrol,
        };
        let shown = stage == Stage::Open;
        let makes_passphrase = matches!(stage, Stage::Enrol | Stage::Damaged);
        let keychain = makes_passphrase && passphrase::has_keychain();
        Ok(AppState {
            stage,
            language: preferences.language,
            appearance: preferences.appearance.unwrap_or_else(|| "auto".to_owned()),
            keychain,
            min_passphrase: u32::try_from(passphrase::least_length(keychain)).unwrap_or(u32::MAX),
            has_pin,
            pin_tries_left: self.pin_tries(),
            // A hidden screen says nothing of who uses it.
            coach: coach.filter(|_| shown),
            place: place.filter(|_| shown),
            set_aside,
            server: preferences.server.filter(|_| makes_passphrase),
        })
    }

    /// Opens the device, from locked or from hidden.
    pub(crate) fn unlock(&self, passphrase: &str) -> Result<(), AppError> {
        let home = self.home()?;
        self.device.lock();
        match home.unlock(passphrase, chrono::Utc::now()) {
            Ok(opened) => {
                self.set_hidden(false);
                self.device.put(opened);
                self.touch();
                self.live.at_once();
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Drops keys and content.
    pub(crate) fn lock(&self) {
        self.device.lock();
        self.set_hidden(false);
    }

    /// Sets or removes the PIN.
    pub(crate) fn set_pin(&self, pin: Option<&str>) -> Result<(), AppError> {
        self.with(|opened| opened.set_pin(pin))
    }

    /// Ends Verbergen with the PIN; after five wrong ones the device is locked.
    pub(crate) fn show_again(&self, pin: &str) -> Result<PinAnswer, AppError> {
        let right = self.device.with(|opened| opened.is_pin(pin))?;
        if right {
            self.set_hidden(false);
            self.touch();
            return Ok(PinAnswer {
                outcome: PinOutcome::Opened,
                tries_left: self.pin_tries(),
            });
        }
        let tries_left = self.spend_pin_try();
        if tries_left == 0 {
            self.lock();
            return Ok(PinAnswer {
                outcome: PinOutcome::PassphraseNeeded,
                tries_left,
            });
        }
        Ok(PinAnswer {
            outcome: PinOutcome::Wrong,
            tries_left,
        })
    }
}

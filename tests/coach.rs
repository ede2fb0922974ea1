//! What a coach does in the app, in the app's own words.

use crate::Failure;
use crate::fixture::App;
use crate::webdriver::{Element, keys};

impl App {
    /// Goes through the first start up to the passphrase, which is typed but not yet sent.
    #[track_caller]
    pub fn fill_enrolment(&self, url: &str, code: &str, passphrase: &str) -> Result<(), Failure> {
        self.tap("language-nl")?;
        self.tap("start-next")?;
        self.fill_address(url, code)?;
        self.fill("passphrase", passphrase)?;
        self.fill("passphrase-again", passphrase)
    }

    /// Fills in where the central endpoint is, and the one-time code.
    #[track_caller]
    pub fn fill_address(&self, url: &str, code: &str) -> Result<(), Failure> {
        self.fill("enrol-url", url)?;
        self.fill("enrol-code", code)?;
        self.tap("start-next")
    }

    /// Goes through the whole first start, without a PIN.
    #[track_caller]
    pub fn enrol(&self, url: &str, code: &str, passphrase: &str) -> Result<(), Failure> {
        self.fill_enrolment(url, code, passphrase)?;
        self.tap("start-enrol")?;
        self.tap("start-skip-pin")?;
        self.see("nav-today").map(drop)
    }

    /// Opens a locked app.
    #[track_caller]
    pub fn unlock(&self, passphrase: &str) -> Result<(), Failure> {
        self.fill("unlock-passphrase", passphrase)?;
        self.tap("unlock")?;
        self.see_no("unlock-passphrase")
    }

    /// Waits for a message with this code.
    #[track_caller]
    pub fn see_notice(&self, code: &str) -> Result<Element, Failure> {
        self.wait(&format!("the message {code}"), || {
            let notice = self.see("notice")?;
            let attribute = notice.attribute("data-code")?;
            if attribute == code {
                return Ok(Some(notice));
            }
            Err(Failure::new(format!(
                "the message is {attribute}: {}",
                notice.text()?
            )))
        })
    }

    /// Finds a person by part of the name and opens the dossier.
    #[track_caller]
    pub fn open_dossier(&self, part: &str, name: &str) -> Result<(), Failure> {
        self.tap("nav-people")?;
        self.fill("people-search", part)?;
        self.tap_with("person-*", name)?;
        self.see_with("title", name).map(drop)
    }

    /// Waits until what was typed is on the disk of this device.
    #[track_caller]
    pub fn see_saved(&self) -> Result<(), Failure> {
        self.wait("the text to be saved", || {
            let state = self.see("save-status")?.attribute("data-state")?;
            if state == "saved" {
                Ok(Some(()))
            } else {
                Err(Failure::new(format!("it is {state}")))
            }
        })
    }

    /// Begins a talk from the open dossier.
    #[track_caller]
    pub fn begin_talk(&self) -> Result<(), Failure> {
        self.tap("begin")?;
        self.see("wish").map(drop)
    }

    /// Opens a card of the talk, unless it is open.
    #[track_caller]
    pub fn open_card(&self, card: &str) -> Result<(), Failure> {
        let name = format!("card-{card}");
        let is_open = || Ok(Some(self.see(&name)?.property("open")? == true));
        if !self.wait(&format!("{name} to stand still"), is_open)? {
            self.tap(&format!("{name}-open"))?;
        }
        self.wait(&format!("{name} to open"), || {
            Ok((self.see(&name)?.property("open")? == true).then_some(()))
        })
    }

    /// Sets the slider `name` as a finger and arrow keys do.
    #[track_caller]
    pub fn slide(&self, name: &str, score: i32) -> Result<(), Failure> {
        self.tap(name)?;
        self.wait(&format!("{name} to stand at {score}"), || {
            let shown = self.see(&format!("{name}-value"))?.text()?;
            let now: i32 = shown.trim().parse().unwrap_or(5);
            if now == score && shown.trim() == score.to_string() {
                return Ok(Some(()));
            }
            let key = if now < score { keys::RIGHT } else { keys::LEFT };
            self.session().press(key)?;
            Ok(None)
        })
    }

    /// Goes to the page that says what is sent and what waits.
    #[track_caller]
    pub fn open_sync(&self) -> Result<(), Failure> {
        self.tap("nav-more")?;
        self.tap("more-sync")?;
        self.see("sync-now").map(drop)
    }

    /// Sends and fetches, as a coach does at the town hall, and waits until everything is there.
    #[track_caller]
    pub fn send(&self) -> Result<(), Failure> {
        self.open_sync()?;
        self.tap("sync-now")?;
        self.see_all_sent().map(drop)
    }

    /// Waits until the page says that everything is sent and nothing runs; returns its words.
    #[track_caller]
    pub fn see_all_sent(&self) -> Result<String, Failure> {
        self.wait("everything to be sent", || {
            let at_rest = self.see("sync-now")?.is_enabled()?;
            Ok(if at_rest {
                Some(self.see("all-sent")?.text()?)
            } else {
                None
            })
        })
    }
}

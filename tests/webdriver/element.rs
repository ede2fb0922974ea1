//! One element of the page.

use super::wire::Wire;
use crate::Failure;
use serde_json::{Value, json};

/// The name the protocol gives to an element's id.
pub(super) const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys without a character of their own, as the protocol writes them.
pub mod keys {
    /// To the next field.
    pub const TAB: &str = "\u{e004}";
    /// One letter, or one mark of a slider, to the left.
    pub const LEFT: &str = "\u{e012}";
    /// The same to the right.
    pub const RIGHT: &str = "\u{e014}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Away from here.
    pub const ESCAPE: &str = "\u{e00c}";
}

/// An element found in a session; stale once the page has replaced it.
#[derive(Debug, Clone)]
pub struct Element {
    session: Wire,
    wire: Wire,
    id: String,
}

impl Element {
    pub(super) fn new(session: &Wire, id: &str) -> Self {
        Self {
            session: session.clone(),
            wire: session.below(&format!("element/{id}")),
            id: id.into(),
        }
    }

    /// The nearest element around it that `css` selects.
    #[track_caller]
    pub fn around(&self, css: &str) -> Result<Self, Failure> {
        let answer = self.scripted("return arguments[0].closest(arguments[1])", &[json!(css)])?;
        let id = answer[ELEMENT_KEY].as_str();
        let id = id.ok_or_else(|| Failure::new(format!("no {css} around it")))?;
        Ok(Self::new(&self.session, id))
    }

    /// Scrolls to it and clicks in its middle.
    #[track_caller]
    pub fn click(&self) -> Result<(), Failure> {
        // The driver scrolls the page, but not enough inside a list that scrolls by itself.
        self.scripted("arguments[0].scrollIntoView({block: 'center'})", &[])?;
        self.wire.order("click").map(drop)
    }

    /// Draws a line over it with the pointer, through points from its middle.
    #[track_caller]
    pub fn draw(&self, points: &[(i32, i32)]) -> Result<(), Failure> {
        self.scripted("arguments[0].scrollIntoView({block: 'center'})", &[])?;
        let origin = json!({ELEMENT_KEY: self.id});
        let to = |(x, y): &(i32, i32)| json!({"type": "pointerMove", "duration": 30, "origin": origin, "x": x, "y": y});
        let mut moves: Vec<Value> = points.iter().map(to).collect();
        moves.insert(
            1.min(moves.len()),
            json!({"type": "pointerDown", "button": 0}),
        );
        moves.push(json!({"type": "pointerUp", "button": 0}));
        let mouse = json!({
            "type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves,
        });
        self.session
            .post("actions", &json!({"actions": [mouse]}))
            .map(drop)
    }

    /// Types `text` behind what it holds.
    #[track_caller]
    pub fn type_text(&self, text: &str) -> Result<(), Failure> {
        self.wire.post("value", &json!({"text": text})).map(drop)
    }

    /// Empties a field.
    #[track_caller]
    pub fn clear(&self) -> Result<(), Failure> {
        self.wire.order("clear").map(drop)
    }

    /// The text as shown.
    #[track_caller]
    pub fn text(&self) -> Result<String, Failure> {
        Ok(self
            .wire
            .get("text")?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// A property, such as the `value` of a field.
    #[track_caller]
    pub fn property(&self, name: &str) -> Result<Value, Failure> {
        self.wire.get(&format!("property/{name}"))
    }

    /// An attribute as text; empty when it is not there.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Result<String, Failure> {
        let value = self.wire.get(&format!("attribute/{name}"))?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// True when it takes room on the page.
    #[track_caller]
    pub fn is_displayed(&self) -> Result<bool, Failure> {
        Ok(self.wire.get("displayed")?.as_bool().unwrap_or(false))
    }

    /// True when it can be used.
    #[track_caller]
    pub fn is_enabled(&self) -> Result<bool, Failure> {
        Ok(self.wire.get("enabled")?.as_bool().unwrap_or(false))
    }

    /// What `script` returns, with this element as the first of its `arguments`.
    #[track_caller]
    fn scripted(&self, script: &str, arguments: &[Value]) -> Result<Value, Failure> {
        let mut all = vec![json!({ ELEMENT_KEY: self.id })];
        all.extend_from_slice(arguments);
        self.session
            .post("execute/sync", &json!({"script": script, "args": all}))
    }
}

//! One request and its answer: JSON over HTTP on loopback.

use crate::Failure;
use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;

/// Longer than any script or page may take, so that the driver's own time limits speak first.
const ANSWER_WITHIN: Duration = Duration::from_secs(90);

/// Speaks to one driver.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    agent: Agent,
    base: String,
}

impl Wire {
    pub(super) fn to_port(port: u16) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(ANSWER_WITHIN))
            .proxy(None)
            .build();
        Self {
            agent: config.into(),
            base: format!("http://127.0.0.1:{port}"),
        }
    }

    /// The same driver, every path below `path`.
    pub(super) fn below(&self, path: &str) -> Self {
        Self {
            agent: self.agent.clone(),
            base: format!("{}/{path}", self.base),
        }
    }

    #[track_caller]
    pub(super) fn get(&self, path: &str) -> Result<Value, Failure> {
        let doing = format!("GET {path}");
        let answer = self
            .agent
            .get(self.address(path))
            .call()
            .map_err(Failure::during(&doing))?;
        value_of(answer, &doing)
    }

    #[track_caller]
    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let doing = format!("POST {path}");
        let request = self.agent.post(self.address(path));
        let answer = request.send_json(body).map_err(Failure::during(&doing))?;
        value_of(answer, &doing)
    }

    #[track_caller]
    pub(super) fn order(&self, path: &str) -> Result<Value, Failure> {
        self.post(path, &json!({}))
    }

    #[track_caller]
    pub(super) fn delete(&self, path: &str) -> Result<(), Failure> {
        let doing = format!("DELETE {path}");
        let answer = self
            .agent
            .delete(self.address(path))
            .call()
            .map_err(Failure::during(&doing))?;
        value_of(answer, &doing).map(drop)
    }

    fn address(&self, path: &str) -> String {
        if path.is_empty() {
            self.base.clone()
        } else {
            format!("{}/{path}", self.base)
        }
    }
}

#[track_caller]
fn value_of(mut answer: ureq::http::Response<ureq::Body>, doing: &str) -> Result<Value, Failure> {
    let good = answer.status().is_success();
    let read = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_json::<Value>();
    let mut body = read.map_err(Failure::during(format!("{doing}: unreadable answer")))?;
    let value = body["value"].take();
    if good {
        return Ok(value);
    }
    let error = value["error"].as_str().unwrap_or("unknown error");
    let message = value["message"].as_str().unwrap_or_default();
    Err(Failure::new(format!("{doing}: {error} {message}")))
}

//! The endpoint, with one coach and a code for each of the two devices.

use crate::Outcome;
use crate::environment::{Problem, code_file, number, path};
use server::Endpoint;
use std::net::{Ipv4Addr, SocketAddr};

/// Serves until killed.
pub async fn run() -> Outcome<()> {
    let port = u16::try_from(number("PORT")?)
        .map_err(|_| Problem::Unexpected("PORT is not a port".into()))?;
    let endpoint = Endpoint::open(&path("RUN")?.join("srv"))?;
    let now = chrono::Utc::now().timestamp_millis();
    if let Some(first) = endpoint.storage().first_code(now).await? {
        std::fs::write(code_file("A")?, first.code.code.to_string())?;
        let second = endpoint.storage().code_for(first.id, now).await?;
        std::fs::write(code_file("B")?, second.code.code.to_string())?;
    }
    let running = endpoint
        .listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await?;
    eprintln!("listening on {}", running.url());
    std::future::pending::<()>().await;
    Ok(())
}

//! Connections: an accept loop of our own, because `axum::serve` sets no time limit on headers.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

const MOST_CONNECTIONS: u32 = 1024;
/// How long a connection may take for a request's headers, or lie idle between requests.
const HEADER_TIME: Duration = Duration::from_secs(60);
const MOST_HEADER_BYTES: usize = 16 * 1024;
/// How long a stop waits for requests under way.
const STOP_TIME: Duration = Duration::from_secs(10);
/// A pause after a failed accept, such as for want of file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until the sender of `stopped` is gone.
pub async fn serve(listener: TcpListener, app: Router, stopped: watch::Receiver<()>) {
    let slots = Arc::new(Semaphore::new(MOST_CONNECTIONS as usize));
    let mut stopping = stopped.clone();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            _ = stopping.changed() => break,
        };
        let Some((stream, slot)) = accepted else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        tokio::spawn(connection(stream, app.clone(), stopped.clone(), slot));
    }
    drop(listener);
    let all_done = slots.acquire_many(MOST_CONNECTIONS);
    if tokio::time::timeout(STOP_TIME, all_done).await.is_err() {
        tracing::warn!("stopped with requests under way");
    }
}

async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, slot)),
        Err(why) => {
            tracing::warn!(%why, "could not accept a connection");
            None
        }
    }
}

async fn connection(
    stream: TcpStream,
    app: Router,
    mut stopped: watch::Receiver<()>,
    _slot: OwnedSemaphorePermit,
) {
    // Small answers leave at once.
    if let Err(why) = stream.set_nodelay(true) {
        tracing::debug!(%why, "no delay cannot be switched off");
    }
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(MOST_HEADER_BYTES)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(why) = ended {
        tracing::debug!(%why, "a connection ended early");
    }
}

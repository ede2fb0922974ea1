//! A central endpoint over one data folder, and one that runs.

use crate::http;
use crate::poke::keep_poking;
use crate::storage::{Storage, StorageError};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Why an endpoint does not run.
#[derive(Debug, Error)]
pub enum EndpointError {
    /// Its data cannot be opened.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Others on the network could listen in: there is no TLS yet.
    #[error("{0} is not a loopback address; put a TLS proxy before a loopback address instead")]
    NotLoopback(SocketAddr),
    /// The address cannot be used.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
}

/// A central endpoint. A clone is another handle to the same.
#[derive(Clone)]
pub struct Endpoint {
    storage: Storage,
}

impl Endpoint {
    /// Opens the data folder, making it on the first start.
    pub fn open(data: &Path) -> Result<Self, EndpointError> {
        Ok(Endpoint {
            storage: Storage::open(data)?,
        })
    }

    /// What it keeps.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Starts to serve on a loopback address; port 0 takes a free one.
    pub async fn listen(&self, address: SocketAddr) -> Result<Running, EndpointError> {
        if !address.ip().is_loopback() {
            return Err(EndpointError::NotLoopback(address));
        }
        let failed = |why| EndpointError::Listen(address, why);
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = watch::channel(());
        tokio::spawn(keep_poking(self.storage.clone(), stopped.clone()));
        let app = http::routes(self.storage.clone());
        let serving = tokio::spawn(http::serve(listener, app, stopped));
        Ok(Running {
            address,
            stop,
            serving,
        })
    }
}

/// An endpoint that serves, until it is stopped or dropped.
pub struct Running {
    address: SocketAddr,
    stop: watch::Sender<()>,
    serving: JoinHandle<()>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as devices use it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no new requests, and waits a while for those under way.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(why) = self.serving.await {
            tracing::error!(%why, "serving ended badly");
        }
    }
}

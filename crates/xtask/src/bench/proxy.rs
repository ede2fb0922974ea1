//! Counts the bytes between a device and the central endpoint, where they pass: on the socket.

use crate::failure::Failure;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Payload bytes seen so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// From devices to the central endpoint.
    pub up: u64,
    /// From the central endpoint to devices.
    pub down: u64,
}

impl Traffic {
    /// What passed after `earlier`.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            up: self.up - earlier.up,
            down: self.down - earlier.down,
        }
    }
}

/// A listener that passes every connection on to one address and counts.
#[derive(Debug)]
pub struct CountingProxy {
    address: SocketAddr,
    up: Arc<AtomicU64>,
    down: Arc<AtomicU64>,
}

impl CountingProxy {
    /// Listens on a free port of loopback, for as long as this program runs.
    pub fn start(upstream: SocketAddr) -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (up, down) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
        let counters = (Arc::clone(&up), Arc::clone(&down));
        thread::spawn(move || {
            for device in listener.incoming().flatten() {
                // A device whose connection is not passed on sees it close, as with a dead server.
                let _ = pass_on(device, upstream, &counters);
            }
        });
        Ok(Self { address, up, down })
    }

    /// Where devices connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What has passed so far.
    pub fn traffic(&self) -> Traffic {
        Traffic {
            up: self.up.load(Ordering::SeqCst),
            down: self.down.load(Ordering::SeqCst),
        }
    }
}

fn pass_on(
    device: TcpStream,
    upstream: SocketAddr,
    (up, down): &(Arc<AtomicU64>, Arc<AtomicU64>),
) -> std::io::Result<()> {
    let server = TcpStream::connect(upstream)?;
    device.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_device, to_server) = (device.try_clone()?, server.try_clone()?);
    let (up, down) = (Arc::clone(up), Arc::clone(down));
    thread::spawn(move || copy(from_device, to_server, &up));
    thread::spawn(move || copy(server, device, &down));
    Ok(())
}

fn copy(mut from: TcpStream, mut to: TcpStream, counter: &AtomicU64) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(length) if length > 0 => {
                counter.fetch_add(length as u64, Ordering::SeqCst);
                if to.write_all(&buffer[..length]).is_err() {
                    break;
                }
            }
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    // The other side may be gone already; then there is nothing left to close.
    let _ = to.shutdown(Shutdown::Write);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_counted_in_its_direction() {
        let upstream = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = upstream.local_addr().unwrap();
        let answering = thread::spawn(move || {
            let (mut server, _) = upstream.accept().unwrap();
            let mut asked = Vec::new();
            server.read_to_end(&mut asked).unwrap();
            server.write_all(&vec![7; 300_000]).unwrap();
            asked.len()
        });
        let proxy = CountingProxy::start(address).unwrap();
        let mut device = TcpStream::connect(proxy.address()).unwrap();
        device.write_all(&vec![1; 100_000]).unwrap();
        device.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        device.read_to_end(&mut answer).unwrap();
        assert_eq!(
            (answering.join().unwrap(), answer.len()),
            (100_000, 300_000)
        );
        assert_eq!(
            proxy.traffic(),
            Traffic {
                up: 100_000,
                down: 300_000
            }
        );
    }
}

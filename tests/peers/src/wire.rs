//! HTTP/1.1 written by hand, because a peer that breaks its rules needs no library that keeps them.

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request};
use std::io::{Error, Result};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

const LINE: u64 = 64 * 1024;

/// Reads a request with its whole body; none when the connection ends before one.
pub async fn read_request(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Request<Body>>> {
    let first = line(from).await?;
    let mut words = first.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::from_bytes(method.as_bytes()).map_err(Error::other)?;
    *request.uri_mut() = path.parse().map_err(Error::other)?;
    loop {
        let line = line(from).await?;
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        let name: HeaderName = name.parse().map_err(Error::other)?;
        let value = HeaderValue::from_str(value).map_err(Error::other)?;
        request.headers_mut().append(name, value);
    }
    if request.headers().contains_key("transfer-encoding") {
        *request.body_mut() = Body::from(chunks(from).await?);
        request.headers_mut().remove("transfer-encoding");
    }
    Ok(Some(request))
}

async fn chunks(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = usize::from_str_radix(&line(from).await?, 16).map_err(Error::other)?;
        let start = body.len();
        body.resize(start + size, 0);
        from.read_exact(&mut body[start..]).await?;
        line(from).await?;
        if size == 0 {
            return Ok(body);
        }
    }
}

async fn line(from: &mut (impl AsyncBufRead + Unpin)) -> Result<String> {
    let mut line = String::new();
    from.take(LINE).read_line(&mut line).await?;
    line.truncate(line.trim_end().len());
    Ok(line)
}

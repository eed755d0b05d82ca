//! A client that sends bytes as they are and notices when a connection is dropped.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long an answer may take; far more than any needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// Whether the server takes no more requests on this connection.
    pub(super) closes: bool,
}

impl Response {
    /// The value of a header, by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(super) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub(super) async fn open(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), read: Vec::new() }
    }

    /// Sends a request and reads its answer. An error says how the connection was lost.
    pub(super) async fn exchange(&mut self, request: &[u8], head: bool) -> Result<Response, String> {
        tokio::time::timeout(PATIENCE, async {
            let (mut reader, mut writer) = self.stream.split();
            // The server may answer before it has read everything; so we read while we write.
            let write = async {
                let written = writer.write_all(request).await;
                written.map_err(|error| format!("while writing: {error}"))
            };
            let read = read_response(&mut reader, &mut self.read, head);
            let (written, response) = tokio::join!(write, read);
            response.map_err(|error| match written {
                Ok(()) => error,
                Err(written) => format!("{written}, {error}"),
            })
        })
        .await
        .unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }

    /// Sends bytes without waiting for anything.
    pub(super) async fn send(&mut self, bytes: &[u8]) {
        // The server may have hung up already, which is its right.
        let _ = self.stream.write_all(bytes).await;
    }

    /// Says that nothing more will be sent.
    pub(super) async fn finish_sending(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// The next answer.
    pub(super) async fn receive(&mut self) -> Result<Response, String> {
        let (mut reader, _) = self.stream.split();
        tokio::time::timeout(PATIENCE, read_response(&mut reader, &mut self.read, false))
            .await
            .unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }
}

async fn read_response(
    reader: &mut (impl AsyncReadExt + Unpin),
    buffer: &mut Vec<u8>,
    head: bool,
) -> Result<Response, String> {
    loop {
        if let Some((response, used)) = parse(buffer, head)? {
            buffer.drain(..used);
            // An interim answer: the real one follows.
            if response.status == 100 {
                continue;
            }
            return Ok(response);
        }
        match reader.read_buf(buffer).await {
            Ok(0) if buffer.is_empty() => return Err("closed without an answer".to_owned()),
            Ok(0) => return Err(format!("closed in the middle of {:?}", String::from_utf8_lossy(buffer))),
            Ok(_) => {}
            Err(error) => return Err(format!("while reading: {error}")),
        }
    }
}

/// The first answer in `bytes` and how long it is; `None` while it is not complete.
fn parse(bytes: &[u8], head: bool) -> Result<Option<(Response, usize)>, String> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Response::new(&mut headers);
    let start = match parsed.parse(bytes).map_err(|error| format!("unreadable answer: {error}"))? {
        httparse::Status::Complete(start) => start,
        httparse::Status::Partial => return Ok(None),
    };
    let status = parsed.code.unwrap_or_default();
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|header| (header.name.to_lowercase(), String::from_utf8_lossy(header.value).into_owned()))
        .collect();
    let mut response = Response { status, headers, body: Vec::new(), closes: false };
    response.closes = response.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
    if head || status == 204 || status == 304 || status < 200 {
        return Ok(Some((response, start)));
    }
    let rest = &bytes[start..];
    if response.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        return Ok(read_chunks(rest)?.map(|(body, used)| {
            response.body = body;
            (response, start + used)
        }));
    }
    let length: usize = response.header("content-length").unwrap_or("0").parse().map_err(|_| "a bad length")?;
    if rest.len() < length {
        return Ok(None);
    }
    response.body = rest[..length].to_vec();
    Ok(Some((response, start + length)))
}

fn read_chunks(bytes: &[u8]) -> Result<Option<(Vec<u8>, usize)>, String> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        match httparse::parse_chunk_size(&bytes[at..]).map_err(|_| "a bad chunk")? {
            httparse::Status::Partial => return Ok(None),
            httparse::Status::Complete((used, size)) => {
                let (start, size) = (at + used, usize::try_from(size).map_err(|_| "a huge chunk")?);
                if bytes.len() < start + size + 2 {
                    return Ok(None);
                }
                body.extend_from_slice(&bytes[start..start + size]);
                at = start + size + 2;
                if size == 0 {
                    return Ok(Some((body, at)));
                }
            }
        }
    }
}

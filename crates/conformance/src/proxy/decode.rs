//! Undoes content encodings, for the judge's eyes only.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// No answer of the API is larger; a body that is has been packed to hurt.
const MAX_BYTES: u64 = 256 << 20;

/// The body as a client reads it. `encodings` are the values of `Content-Encoding`, in order.
pub(super) fn decode<'a>(encodings: impl Iterator<Item = &'a [u8]>, body: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    let values: Vec<String> = encodings.map(|value| String::from_utf8_lossy(value).to_lowercase()).collect();
    let names: Vec<&str> = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut body = Cow::Borrowed(body);
    // An answer to HEAD names the encoding of a body that it does not have.
    if body.is_empty() {
        return Ok(body);
    }
    // Listed in the order they were applied.
    for name in names.into_iter().rev() {
        body = Cow::Owned(match name {
            "identity" | "" => continue,
            "gzip" | "x-gzip" => read(name, MultiGzDecoder::new(&*body))?,
            "deflate" => read(name, ZlibDecoder::new(&*body))?,
            "br" => read(name, Decompressor::new(&*body, 4096))?,
            _ => return Err(format!("Content-Encoding {name} cannot be read")),
        });
    }
    Ok(body)
}

fn read(name: &str, decoder: impl Read) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let mut decoder = decoder.take(MAX_BYTES + 1);
    decoder.read_to_end(&mut plain).map_err(|error| format!("the body is no valid {name}: {error}"))?;
    if plain.len() as u64 > MAX_BYTES {
        return Err(format!("the body is larger than {MAX_BYTES} bytes without its {name}"));
    }
    Ok(plain)
}

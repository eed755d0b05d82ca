//! Which kind of file bytes are, by what they begin with.

use image::ImageFormat;

use crate::ImageError;

/// An accepted format and its media type.
pub(crate) fn sniff(bytes: &[u8]) -> Result<(ImageFormat, &'static str), ImageError> {
    match image::guess_format(bytes) {
        Ok(format @ ImageFormat::Png) => Ok((format, "image/png")),
        Ok(format @ ImageFormat::Jpeg) => Ok((format, "image/jpeg")),
        Ok(format @ ImageFormat::Gif) => Ok((format, "image/gif")),
        Ok(format @ ImageFormat::WebP) => Ok((format, "image/webp")),
        Ok(_) => Err(ImageError::UnsupportedType),
        Err(_) if is_iso_media_image(bytes) || is_svg(bytes) => Err(ImageError::UnsupportedType),
        Err(_) => Err(ImageError::NotAnImage),
    }
}

/// HEIC, HEIF and AVIF: boxes of the ISO base media format, the first of which names a brand.
fn is_iso_media_image(bytes: &[u8]) -> bool {
    let Some((b"ftyp", brand)) = bytes.get(4..12).map(|head| head.split_at(4)) else { return false };
    [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"]
        .iter()
        .any(|known| *known == brand)
}

/// SVG has no magic number: an element of that name, after prologue and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    (head.starts_with("<?xml") || head.starts_with("<!") || head.starts_with("<svg")) && head.contains("<svg")
}

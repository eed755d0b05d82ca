//! Decoding within bounds.

use std::fmt::Write;
use std::io::Cursor;

use image::error::ImageError as CodecError;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use sha2::{Digest, Sha256};

use crate::{Image, ImageError, Limits, jpeg, sniff};

/// Accepts bytes that are a PNG, JPEG, GIF or WebP picture within the limits. Of an animation the first frame is decoded.
///
/// # Errors
///
/// What is wrong with them, the cheapest check first: size, type, dimensions, and only then content.
pub fn decode(bytes: impl Into<Vec<u8>>, limits: &Limits) -> Result<Image, ImageError> {
    let bytes = bytes.into();
    if bytes.len() > limits.max_bytes {
        return Err(ImageError::TooLarge { max_bytes: limits.max_bytes });
    }
    let (format, content_type) = sniff::sniff(&bytes)?;
    let (width, height) = decode_pixels(&bytes, format, limits)?;
    if format == ImageFormat::Jpeg && !jpeg::reaches_its_end(&bytes) {
        return Err(ImageError::Broken);
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(Image { bytes, content_type, width, height, sha256 })
}

fn decode_pixels(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<(u32, u32), ImageError> {
    let mut codec_limits = image::Limits::default();
    codec_limits.max_image_width = Some(limits.max_dimension);
    codec_limits.max_image_height = Some(limits.max_dimension);
    codec_limits.max_alloc = Some(limits.max_decoded_bytes);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(codec_limits);
    let decoder = reader.into_decoder().map_err(|error| name_error(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(ImageError::Broken);
    }
    if width.max(height) > limits.max_dimension || decoder.total_bytes() > limits.max_decoded_bytes {
        return Err(ImageError::TooManyPixels);
    }
    DynamicImage::from_decoder(decoder).map_err(|error| name_error(&error))?;
    Ok((width, height))
}

fn name_error(error: &CodecError) -> ImageError {
    match error {
        CodecError::Limits(_) => ImageError::TooManyPixels,
        CodecError::Unsupported(_) => ImageError::UnsupportedType,
        _ => ImageError::Broken,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

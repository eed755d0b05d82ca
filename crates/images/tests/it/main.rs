//! Pictures of every kind, whole, damaged and hostile.
#![expect(clippy::unwrap_used, reason = "tests")]

mod accepted;
mod refused;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

const FORMATS: [(ImageFormat, &str); 4] = [
    (ImageFormat::Png, "image/png"),
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::Gif, "image/gif"),
    (ImageFormat::WebP, "image/webp"),
];

/// A picture with enough going on in it that a cut is noticed.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_add(x * y);
        Rgb([noise.to_le_bytes()[1], (x * 7).to_le_bytes()[0], (y * 5).to_le_bytes()[0]])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

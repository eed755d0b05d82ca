use frontdesk_images::{Limits, decode};
use image::{DynamicImage, ImageFormat};

use crate::{FORMATS, picture};

#[test]
fn each_accepted_type_is_told_by_its_content() {
    for (format, content_type) in FORMATS {
        let bytes = picture(40, 30, format);
        let image = decode(bytes.clone(), &Limits::default()).unwrap();
        assert_eq!((image.content_type, image.width, image.height), (content_type, 40, 30));
        assert_eq!(image.bytes, bytes, "the original is kept");
    }
}

#[test]
fn equal_files_have_equal_digests() {
    let bytes = picture(3, 2, ImageFormat::Png);
    let digest = decode(bytes.as_slice(), &Limits::default()).unwrap().sha256;
    assert_eq!(digest.len(), 64);
    assert!(digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
    assert_eq!(decode(bytes, &Limits::default()).unwrap().sha256, digest);
    assert_ne!(decode(picture(2, 3, ImageFormat::Png), &Limits::default()).unwrap().sha256, digest);
}

#[test]
fn unusual_colours_are_accepted() {
    for pixels in [DynamicImage::new_luma16(5, 5), DynamicImage::new_rgba16(5, 5), DynamicImage::new_luma8(5, 5)] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert!(decode(bytes.into_inner(), &Limits::default()).is_ok());
    }
}

#[test]
fn an_animation_is_accepted() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    let frames = [1, 2].map(|_| image::Frame::new(DynamicImage::new_rgba8(6, 4).to_rgba8()));
    encoder.encode_frames(frames).unwrap();
    drop(encoder);
    let image = decode(bytes, &Limits::default()).unwrap();
    assert_eq!((image.width, image.height), (6, 4));
}

#[test]
fn a_file_that_is_also_something_else_is_only_ever_a_picture() {
    for (format, content_type) in FORMATS {
        let mut bytes = picture(20, 20, format);
        bytes.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");
        let image = decode(bytes, &Limits::default()).unwrap();
        assert_eq!(image.content_type, content_type);
    }
}

#[test]
fn the_limits_themselves_are_allowed() {
    let bytes = picture(64, 64, ImageFormat::Png);
    let limits = Limits { max_bytes: bytes.len(), max_dimension: 64, max_decoded_bytes: 64 * 64 * 3 };
    assert!(decode(bytes, &limits).is_ok());
}

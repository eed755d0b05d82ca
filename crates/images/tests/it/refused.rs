use frontdesk_images::{ImageError, Limits, decode};
use image::ImageFormat;
use proptest::prelude::*;

use crate::{FORMATS, picture};

fn refusal(bytes: impl Into<Vec<u8>>) -> ImageError {
    decode(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called() {
    for bytes in [
        &b""[..],
        b"hello",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"<!doctype html><html><script>alert(1)</script>",
        b"<?xml version=\"1.0\"?><feed/>",
        b"PK\x03\x04\x14\x00",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
        b"\x89PN",
        b"GIF8",
        b"RIFF\x00\x00\x00\x00",
    ] {
        assert_eq!(refusal(bytes), ImageError::NotAnImage, "{bytes:?}");
    }
}

#[test]
fn a_picture_behind_something_else_is_no_picture() {
    for (format, _) in FORMATS {
        let mut bytes = b"<script>alert(1)</script>".to_vec();
        bytes.extend(picture(20, 20, format));
        assert_eq!(refusal(bytes), ImageError::NotAnImage);
    }
}

#[test]
fn other_kinds_of_picture_are_named_unsupported() {
    for bytes in [
        &b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00"[..],
        b"II*\x00\x08\x00\x00\x00",
        b"MM\x00*\x00\x00\x00\x08",
        b"\x00\x00\x01\x00\x01\x00\x10\x10",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x -->\n<SVG></SVG>",
    ] {
        assert_eq!(refusal(bytes), ImageError::UnsupportedType, "{bytes:?}");
    }
}

#[test]
fn a_file_that_only_begins_like_a_picture_is_broken() {
    for bytes in [
        &b"GIF89a/\x00*\x00\x00\x00\x00*/=alert(1)//"[..],
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0<script>alert(1)</script>",
        b"\xff\xd8\xff\xd9",
        b"RIFF\x24\x00\x00\x00WEBPVP8 \x00\x00\x00\x00",
    ] {
        assert_eq!(refusal(bytes), ImageError::Broken, "{bytes:?}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_broken() {
    for (format, content_type) in FORMATS {
        let bytes = picture(48, 40, format);
        // The very end may be missing unnoticed where it holds nothing of the picture, such as a PNG's last check sum.
        for length in (20..bytes.len() - 16).step_by(1.max(bytes.len() / 150)) {
            let error = refusal(&bytes[..length]);
            assert_eq!(error, ImageError::Broken, "{content_type} cut to {length} of {}", bytes.len());
        }
    }
}

#[test]
fn a_cut_photograph_is_noticed_although_its_thumbnail_is_whole() {
    let mut bytes = picture(200, 200, ImageFormat::Jpeg);
    let thumbnail = picture(8, 8, ImageFormat::Jpeg);
    let length = u16::try_from(thumbnail.len() + 2).unwrap().to_be_bytes();
    let segment = [&[0xff, 0xe5][..], &length, &thumbnail].concat();
    bytes.splice(2..2, segment);
    assert!(decode(bytes.as_slice(), &Limits::default()).is_ok());
    assert_eq!(refusal(&bytes[..bytes.len() - 400]), ImageError::Broken);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_looked_at() {
    let limits = Limits { max_bytes: 100, ..Limits::default() };
    assert_eq!(decode(vec![0; 101], &limits), Err(ImageError::TooLarge { max_bytes: 100 }));
    assert_eq!(decode(vec![0; 100], &limits), Err(ImageError::NotAnImage));
}

#[test]
fn a_picture_that_is_too_wide_or_too_high_is_refused() {
    let limits = Limits { max_dimension: 50, ..Limits::default() };
    for (format, content_type) in FORMATS {
        for (width, height) in [(51, 3), (3, 51)] {
            let error = decode(picture(width, height, format), &limits).unwrap_err();
            assert_eq!(error, ImageError::TooManyPixels, "{content_type}");
        }
    }
    let limits = Limits { max_decoded_bytes: 40 * 40 * 3 - 1, ..Limits::default() };
    for (format, content_type) in FORMATS {
        assert_eq!(decode(picture(40, 40, format), &limits), Err(ImageError::TooManyPixels), "{content_type}");
    }
}

/// A PNG file of a few bytes that claims any dimensions, with all check sums right.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", vec![0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]), (b"IEND", vec![])] {
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        let chunk = [&kind[..], &content].concat();
        bytes.extend(&chunk);
        bytes.extend(crc32(&chunk).to_be_bytes());
    }
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    })
}

#[test]
fn a_decompression_bomb_is_refused_by_its_header() {
    for (width, height) in [(8192, 8192), (60_000, 60_000), (0x7fff_ffff, 0x7fff_ffff), (1, 0x7fff_ffff), (8193, 1)] {
        assert_eq!(refusal(png_claiming(width, height)), ImageError::TooManyPixels, "{width} × {height}");
    }
    assert_eq!(refusal(png_claiming(16, 16)), ImageError::Broken, "within the limits only the content is wrong");
    assert_eq!(refusal(png_claiming(0, 16)), ImageError::Broken);

    let mut gif = picture(4, 4, ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(refusal(gif), ImageError::TooManyPixels);

    let mut jpeg = picture(4, 4, ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(refusal(jpeg), ImageError::TooManyPixels);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(bytes, &Limits::default()).is_err());
    }

    #[test]
    fn no_bytes_behind_a_magic_number_make_it_panic(
        magic in prop::sample::select(vec![&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b"GIF89a", b"RIFF\x40\x00\x00\x00WEBPVP8 ", b"RIFF\x40\x00\x00\x00WEBPVP8L"]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = decode([magic, &rest].concat(), &Limits::default());
    }

    #[test]
    fn no_damage_makes_it_panic(
        kind in 0..4_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = picture(24, 24, FORMATS[kind].0);
        for (at, value) in damage {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = decode(bytes, &Limits::default());
    }
}

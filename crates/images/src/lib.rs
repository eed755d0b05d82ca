//! Decides whether bytes are a picture that may be stored and shown.
//!
//! What a client declares about an upload counts for nothing: the type is read from the content and the picture is really
//! decoded, within bounds that are checked before memory is taken. The bytes are then kept as they came. A file may be a
//! picture and something else at once, so that whoever serves it must send [`Image::content_type`] and forbid browsers
//! to guess another (`X-Content-Type-Options: nosniff`).

mod decode;
mod jpeg;
mod sniff;

pub use decode::decode;

/// How big a picture may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of the file.
    pub max_bytes: usize,
    /// The most pixels in a row and in a column.
    pub max_dimension: u32,
    /// The most bytes that the decoded picture may take.
    pub max_decoded_bytes: u64,
}

impl Default for Limits {
    /// 10 MiB, 8192 × 8192 and 128 MiB: room for the 24 megapixels that a telephone takes today.
    fn default() -> Self {
        Self { max_bytes: 10 << 20, max_dimension: 8192, max_decoded_bytes: 128 << 20 }
    }
}

/// A picture that could be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// What the content is: `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub content_type: &'static str,
    /// Pixels in a row, before any rotation that the file asks for.
    pub width: u32,
    /// Pixels in a column.
    pub height: u32,
    /// SHA-256 of the bytes in lower-case hexadecimal: an entity tag and a name for equal files.
    pub sha256: String,
}

/// Why bytes are not accepted as a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// The content is no picture of a kind we know.
    #[error("not an image")]
    NotAnImage,
    /// A picture, but none that every browser shows: BMP, TIFF, SVG, HEIC, …, or a rare variant of an accepted kind.
    #[error("images of this type are not supported: use PNG, JPEG, GIF or WebP")]
    UnsupportedType,
    /// The file is bigger than [`Limits::max_bytes`].
    #[error("the image is larger than {max_bytes} bytes")]
    TooLarge {
        /// The limit.
        max_bytes: usize,
    },
    /// The picture would be too wide, too high or take too much memory.
    #[error("the image has too many pixels")]
    TooManyPixels,
    /// It begins like a picture, but cannot be decoded to its end.
    #[error("the image is damaged")]
    Broken,
}

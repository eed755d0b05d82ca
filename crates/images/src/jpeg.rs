//! The structure of a JPEG file.

/// Whether a JPEG file reaches its end-of-image marker.
///
/// The decoder paints what is missing in grey, as viewers should; but an upload that was cut off must not be kept.
pub(crate) fn reaches_its_end(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xda;
    const END_OF_IMAGE: u8 = 0xd9;
    let mut at = 0;
    let mut inside_scan = false;
    while let Some(&[first, marker]) = bytes.get(at..at + 2) {
        match (first, marker) {
            // In the data of a scan any byte may stand; an 0xff that is data is followed by 0x00.
            (0xff, 0xd0..=0xd7 | 0x00) if inside_scan => at += 2,
            // Markers may be filled up with 0xff.
            (0xff, 0xff) => at += 1,
            (0xff, END_OF_IMAGE) => return true,
            // Markers without content: start of image, restart, temporary.
            (0xff, 0xd0..=0xd8 | 0x01) => at += 2,
            (0xff, _) => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
                inside_scan = marker == START_OF_SCAN;
            }
            // Data of a scan, or stray bytes between segments, which decoders skip too.
            _ => at += 1,
        }
    }
    false
}

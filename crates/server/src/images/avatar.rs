//! The picture of what has none: initials on a colour of its own.

use std::fmt::Write;

/// The most characters of initials that are drawn: two letters with their accents.
const MAX_INITIALS: usize = 24;

/// Draws a stand-in as SVG. Whoever makes up a link decides its texts, so that nothing of them may
/// become mark-up.
pub(crate) fn draw(resource_id: &str, initials: &str) -> String {
    // Any even spread over the colour circle will do (FNV-1a).
    let hash =
        resource_id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let hue = hash % 360;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"256\" height=\"256\" viewBox=\"0 0 256 256\">\
         <rect width=\"256\" height=\"256\" fill=\"hsl({hue},55%,45%)\"/>"
    );
    if initials.is_empty() {
        svg.push_str(
            "<g fill=\"#fff\" fill-opacity=\"0.85\"><circle cx=\"128\" cy=\"100\" r=\"44\"/>\
             <path d=\"M40 232a88 76 0 0 1 176 0z\"/></g>",
        );
    } else {
        svg.push_str(
            "<text x=\"128\" y=\"128\" dy=\"0.35em\" text-anchor=\"middle\" fill=\"#fff\" font-size=\"104\" \
             font-family=\"system-ui,sans-serif\">",
        );
        for character in initials.chars().filter(|character| !character.is_control()).take(MAX_INITIALS) {
            match character {
                '<' | '>' | '&' | '"' | '\'' => {
                    let _ = write!(svg, "&#{};", u32::from(character));
                }
                '\u{fffe}' | '\u{ffff}' => {}
                character => svg.push(character),
            }
        }
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_in_the_picture_and_never_become_mark_up() {
        assert!(draw("org_1", "AB").contains(">AB</text>"));
        let hostile = draw("org_1\"/>", "<script>\0");
        assert!(hostile.contains("&#60;script&#62;"), "{hostile}");
        assert!(!hostile.contains("<script"));
        assert!(!hostile.contains("org_1"));
    }

    #[test]
    fn without_initials_there_is_a_figure() {
        let picture = draw("org_1", "");
        assert!(picture.contains("<circle") && !picture.contains("<text"));
    }

    #[test]
    fn two_resources_mostly_differ_in_colour() {
        assert_ne!(draw("org_1", "A"), draw("org_2", "A"));
    }
}

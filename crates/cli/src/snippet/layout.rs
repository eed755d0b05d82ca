//! Literals and calls on one line where they fit, and one item a line where they do not.

/// How a language is laid out: by how much items are indented, and how wide a line may be.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) step: usize,
    pub(super) width: usize,
    /// How wide the inside of an object with a name may be on one line.
    pub(super) named: usize,
    /// Whether a lone item that has to be broken stays on the line of what is around it.
    pub(super) hugs: bool,
}

/// Something with items between two ends, or a text that is never broken.
pub(super) enum Tree {
    Leaf(String),
    Group {
        open: String,
        close: &'static str,
        /// Each with what stands before its value, such as `name: `.
        items: Vec<(String, Tree)>,
        /// Whether the ends stand apart from the items on one line, as in `{ a: 1 }`.
        apart: bool,
    },
}

impl Tree {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(text.into())
    }

    pub(super) fn group(open: impl Into<String>, close: &'static str, items: Vec<(String, Tree)>) -> Self {
        Self::Group { open: open.into(), close, items, apart: false }
    }

    /// An object, whose braces stand apart from what is inside.
    pub(super) fn object(open: impl Into<String>, items: Vec<(String, Tree)>) -> Self {
        Self::Group { open: open.into(), close: "}", items, apart: true }
    }

    /// On one line.
    pub(super) fn inline(&self) -> String {
        match self {
            Self::Leaf(text) => text.clone(),
            Self::Group { open, close, items, .. } if items.is_empty() => format!("{open}{close}"),
            Self::Group { open, close, items, apart } => {
                let items: Vec<String> =
                    items.iter().map(|(before, item)| format!("{before}{}", item.inline())).collect();
                let space = if *apart { " " } else { "" };
                format!("{open}{space}{}{space}{close}", items.join(", "))
            }
        }
    }

    /// As it stands in a program: `column` is where it begins, `indent` how far its line is indented. `rest`
    /// characters follow on its last line.
    pub(super) fn show(&self, column: usize, indent: usize, style: Style, rest: usize) -> String {
        let inline = self.inline();
        let Self::Group { open, close, items, .. } = self else { return inline };
        let is_named = open.ends_with(" {");
        let narrow = !is_named || inline.chars().count() <= open.chars().count() + style.named + 3;
        let fits = column + inline.chars().count() + rest <= style.width && !inline.contains('\n');
        if fits && narrow && !self.has_wide(style) || items.is_empty() {
            return inline;
        }
        if let ([(before, item)], true) = (items.as_slice(), style.hugs && !is_named && !open.ends_with('{'))
            && before.is_empty()
            && item.is_group()
        {
            let column = column + open.chars().count();
            return format!("{open}{}{close}", item.show(column, indent, style, rest + close.len()));
        }
        let inner = indent + style.step;
        let mut text = format!("{open}\n");
        for (before, item) in items {
            let column = inner + before.chars().count();
            let comma =
                if before.starts_with("..") && matches!(item, Self::Leaf(text) if text.is_empty()) { "" } else { "," };
            text.push_str(&format!("{:inner$}{before}{}{comma}\n", "", item.show(column, inner, style, 1)));
        }
        text + &format!("{:indent$}{close}", "")
    }

    /// Whether an object with a name, somewhere inside, is too wide for one line.
    fn has_wide(&self, style: Style) -> bool {
        let Self::Group { items, .. } = self else { return false };
        items.iter().any(|(_, item)| {
            let wide = match item {
                Self::Group { open, items, .. } if open.ends_with(" {") && !items.is_empty() => {
                    item.inline().chars().count() > open.chars().count() + style.named + 3
                }
                _ => false,
            };
            wide || item.has_wide(style)
        })
    }

    /// Whether it can be broken.
    pub(super) fn is_group(&self) -> bool {
        matches!(self, Self::Group { items, .. } if !items.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { step: 2, width: 80, named: 80, hugs: false };

    #[test]
    fn what_fits_stays_on_one_line() {
        let item = |name: &str, text: &str| (format!("{name}: "), Tree::leaf(text));
        let short = Tree::object("{", vec![item("a", "1"), item("b", "[]")]);
        assert_eq!(short.show(0, 0, STYLE, 0), "{ a: 1, b: [] }");
        let long = "x".repeat(50);
        let long = Tree::object("{", vec![item("a", &long), ("b: ".to_owned(), short), item("c", &long)]);
        let lines = format!("{{\n    a: {0},\n    b: {{ a: 1, b: [] }},\n    c: {0},\n  }}", "x".repeat(50));
        assert_eq!(long.show(2, 2, STYLE, 0), lines);
    }
}

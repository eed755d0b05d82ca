//! A bar on standard error while something takes long; nowhere but at a terminal.

use std::io::IsTerminal;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

/// The bar that is shown, so that lines can go above it.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// A bar. It goes when it is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Starts a bar where somebody sees it, unless rows that scroll by are progress enough. `total` is only asked
    /// then; without one there is no end to draw.
    pub(crate) fn start(scrolls: bool, total: impl FnOnce() -> Option<u64>) -> Self {
        if !std::io::stderr().is_terminal() || scrolls {
            return Self { bar: ProgressBar::hidden() };
        }
        let total = total();
        let bar = ProgressBar::no_length().with_style(style(total.is_some()));
        if let Some(total) = total {
            bar.set_length(total);
        }
        if let Ok(mut shown) = SHOWN.lock() {
            *shown = Some(bar.clone());
        }
        Self { bar }
    }

    /// So much is done, of so much where that is known.
    pub(crate) fn at(&self, done: u64, total: Option<u64>) {
        if let Some(total) = total {
            if self.bar.length().is_none() {
                self.bar.set_style(style(true));
            }
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
        self.bar.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(mut shown) = SHOWN.lock() {
            *shown = None;
        }
        self.bar.finish_and_clear();
    }
}

fn style(has_end: bool) -> ProgressStyle {
    let template = if has_end {
        "{wide_bar} {human_pos} of {human_len}  {per_sec}  {eta} left"
    } else {
        "{spinner} {human_pos} rows  {per_sec}"
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Prints something above the bar, if there is one.
pub(super) fn aside(print: impl FnOnce()) {
    let shown = SHOWN.lock().ok().and_then(|shown| shown.clone());
    match shown {
        Some(bar) => bar.suspend(print),
        None => print(),
    }
}

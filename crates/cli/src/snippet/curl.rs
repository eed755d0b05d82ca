//! A command line of curl, for a POSIX shell.

use super::{Body, Call, KEY};
use crate::example::quote;

pub(super) fn write(call: &Call<'_>) -> String {
    let mut lines = vec![format!("curl -sS --fail-with-body -X {} {}", call.method, quote(&call.url))];
    if call.has_key() {
        lines.push(format!("-H \"Authorization: Bearer ${KEY}\""));
    }
    for (name, value) in &call.headers {
        lines.push(format!("-H {}", quote(&format!("{name}: {value}"))));
    }
    match &call.body {
        Body::None => {}
        Body::Json(body) => lines.push(format!("--data-raw {}", quote(&body.to_string()))),
        Body::Form { fields, file } => {
            for (name, value) in fields {
                lines.push(format!("--form-string {}", quote(&format!("{name}={value}"))));
            }
            if let Some(file) = file {
                // Quoted once more for curl, whose commas and semicolons would end the name.
                let path = file.path.replace('\\', "\\\\").replace('"', "\\\"");
                lines.push(format!("-F {}", quote(&format!("{}=@\"{path}\";type={}", file.field, file.content_type))));
            }
        }
    }
    lines.join(" \\\n  ")
}

//! A program in Go, with its standard library.

use frontdesk_contract::Sdk;

use super::{Body, Call, KEY, pretty, quoted};

pub(super) fn write(call: &Call<'_>) -> String {
    let mut packages = vec!["fmt", "io", "log", "net/http"];
    let mut before = String::new();
    let mut content_type = None;
    let body = match &call.body {
        Body::None => "nil".to_owned(),
        Body::Json(body) => {
            packages.push("strings");
            let text = pretty(body, 0);
            let plain = !text.contains(['`', '\r', '\u{feff}']);
            before.push_str(&format!("\tbody := {}\n", if plain { format!("`{text}`") } else { quoted(&text) }));
            "strings.NewReader(body)".to_owned()
        }
        Body::Form { fields, file } => {
            packages.extend(["bytes", "mime/multipart"]);
            before.push_str("\tvar body bytes.Buffer\n\tform := multipart.NewWriter(&body)\n");
            for (name, value) in fields {
                before.push_str(&format!("\tcheck(form.WriteField({}, {}))\n", quoted(name), quoted(value)));
            }
            if let Some(file) = file {
                packages.extend(["net/textproto", "os"]);
                let head =
                    format!("form-data; name=\"{}\"; filename=\"{}\"", file.field, file.name.replace('"', "%22"));
                before.push_str(&format!(
                    "\tcontent, err := os.ReadFile({})\n\tcheck(err)\n\
                     \tpart, err := form.CreatePart(textproto.MIMEHeader{{\n\
                     \t\t\"Content-Disposition\": {{{}}},\n\t\t\"Content-Type\": {{{}}},\n\t}})\n\tcheck(err)\n\
                     \t_, err = part.Write(content)\n\tcheck(err)\n",
                    quoted(file.path),
                    quoted(&head),
                    quoted(file.content_type)
                ));
            }
            before.push_str("\tcheck(form.Close())\n");
            content_type = Some("form.FormDataContentType()");
            "&body".to_owned()
        }
    };
    if call.has_key() && !packages.contains(&"os") {
        packages.push("os");
    }
    packages.sort_unstable();
    let imports: String = packages.iter().map(|package| format!("\t\"{package}\"\n")).collect();
    let mut text = format!("package main\n\nimport (\n{imports})\n\nfunc main() {{\n{before}");
    let operation = call.request.operation;
    if let Some(name) = Sdk::Go.call(operation.sdk) {
        let (package, speaks) = (Sdk::Go.package(), Sdk::Go.speaks());
        text.push_str(&format!("\t// {name} of {package} speaks API version {speaks}; this says its own.\n"));
    }
    text.push_str(&format!(
        "\trequest, err := http.NewRequest({}, {}, {body})\n\tcheck(err)\n",
        quoted(call.method),
        quoted(&call.url)
    ));
    if call.has_key() {
        text.push_str(&format!("\trequest.Header.Set(\"Authorization\", \"Bearer \"+os.Getenv(\"{KEY}\"))\n"));
    }
    for (name, value) in &call.headers {
        text.push_str(&format!("\trequest.Header.Set({}, {})\n", quoted(name), quoted(value)));
    }
    if let Some(content_type) = content_type {
        text.push_str(&format!("\trequest.Header.Set(\"Content-Type\", {content_type})\n"));
    }
    text.push_str(
        "\tresponse, err := http.DefaultClient.Do(request)\n\tcheck(err)\n\tdefer response.Body.Close()\n\
         \tanswer, err := io.ReadAll(response.Body)\n\tcheck(err)\n\tfmt.Println(string(answer))\n\
         \tif response.StatusCode >= 400 {\n\t\tlog.Fatal(response.Status)\n\t}\n}\n\n\
         func check(err error) {\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n}",
    );
    text
}

"""All Rust programs as one, compiled against the libraries that the workspace was built with."""

import json
import shlex
import subprocess

CRATES = ["frontdesk_sdk", "serde_json", "tokio"]


class NotBuilt(Exception):
    """What the compiler said."""


def libraries(root, arguments):
    """Where the crates are, by name; of several builds of one, that with the most features."""
    command = [*shlex.split(arguments.cargo), "build", "--locked", *arguments.packages.split(), "--message-format=json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotBuilt(done.stderr)
    found = {}
    folders = set()
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message["reason"] == "build-script-executed":
            folders.update(message["linked_paths"])
        if message["reason"] != "compiler-artifact" or "lib" not in message["target"]["kind"]:
            continue
        files = [name for name in message["filenames"] if name.endswith(".rlib")]
        name = message["target"]["name"].replace("-", "_")
        if name in CRATES and files and len(message["features"]) >= found.get(name, (-1, ""))[0]:
            found[name] = (len(message["features"]), files[0])
    missing = [name for name in CRATES if name not in found]
    if missing:
        raise NotBuilt(f"cargo built no {missing}")
    return {name: path for name, (_, path) in found.items()}, folders


def build(programs, folder, root, arguments):
    crates, folders = libraries(root, arguments)
    text = "#![allow(clippy::all)]\n"
    for number, path in enumerate(programs):
        # `main` is private to its file, so what calls it stands beside it.
        text += f"mod program_{number} {{\n    include!({json.dumps(str(path))});\n"
        text += "    pub fn run() -> Result<(), Box<dyn std::error::Error>> {\n        main()\n    }\n}\n"
    arms = "".join(f"        {number} => program_{number}::run(),\n" for number in range(len(programs)))
    text += "fn main() -> Result<(), Box<dyn std::error::Error>> {\n"
    text += "    match std::env::args().nth(1).ok_or(\"which?\")?.parse::<usize>()? {\n"
    text += f"{arms}        _ => Err(\"no such program\".into()),\n    }}\n}}\n"
    source, output = folder / "programs.rs", folder / "programs"
    source.write_text(text)
    deps = crates["frontdesk_sdk"].rsplit("/", 1)[0]
    command = ["rustc", "--edition", "2024", str(source), "-o", str(output), "-D", "warnings", "-L", f"dependency={deps}",
               "-L", f"dependency={deps}/deps"]
    for path in sorted(folders):
        command += ["-L", path]
    for name, path in crates.items():
        command += ["--extern", f"{name}={path}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotBuilt(done.stderr[-6000:])
    return output

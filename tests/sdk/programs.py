"""What the trials that run our programs have in common."""

import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request


class Failed(Exception):
    """What went wrong, for the person at the terminal."""


def start(command, pattern, log, **options):
    """Starts a program, waits for the line that says where it listens, and gives both."""
    output = open(log, "wb")
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = re.search(pattern, pathlib.Path(log).read_text(errors="replace"))
        if found:
            return process, found.group(1)
        if process.poll() is not None:
            break
        time.sleep(0.02)
    process.kill()
    raise Failed(f"{command[0]} did not start:\n{pathlib.Path(log).read_text(errors='replace')}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Failed("a program did not stop when it was told to")


def conclude(failures, folder, keep):
    """Says what failed and where more about it stands, or clears the folder away; gives the program's exit code."""
    if failures:
        print(f"failed: {'; '.join(failures)}\nlogs and reports: {folder}", file=sys.stderr)
        return 1
    if not keep:
        shutil.rmtree(folder)
    return 0


def read_env(path):
    lines = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip('"') for name, value in lines}


def serve(frontdesk, database, folder, log="warn"):
    """A server that listens, where it does, and the keys that it wrote down."""
    env_file = folder / "keys.env"
    command = [frontdesk, "serve", "--listen", "127.0.0.1:0", "--database", database, "--env-file", str(env_file),
               "--log", log]
    server, url = start(command, r"frontdesk listens on (http://127\.0\.0\.1:\d+)", folder / "server.log")
    return server, url, read_env(env_file)


def seed(frontdesk, database, content, path, *arguments):
    """Fills the database of a running server, and gives what was made."""
    path.write_text(json.dumps(content))
    command = [frontdesk, "seed", str(path), "--database", database, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"frontdesk seed failed:\n{done.stderr}")
    return json.loads(done.stdout)


def call(url, key, path, body=None):
    """Reads, or posts a body."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/v1{path}", data=data)
    request.add_header("Authorization", f"Bearer {key}")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def environment(folder, requirements):
    """The folder of the programs of a virtual environment, which is made where there is none."""
    programs = folder / "bin"
    if not (programs / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "-r", str(requirements)], check=True)
    return programs

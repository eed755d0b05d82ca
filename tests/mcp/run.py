#!/usr/bin/env python3
"""Holds the tools for agents against the official Python SDK of the Model Context Protocol, on both transports.

    python3 tests/mcp/run.py --programs target/debug
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", required=True, help="the folder of the built program")
    arguments = parser.parse_args()
    interpreter = HERE / ".venv" / "bin" / "python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
    subprocess.run([str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "-r", str(HERE / "requirements.txt")], check=True)
    program = pathlib.Path(arguments.programs).resolve() / "frontdesk"
    sys.exit(subprocess.run([str(interpreter), str(HERE / "client.py"), str(program)]).returncode)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs the programs that `--as` prints, and holds what they send against what the executor sends.

Every tag and all five languages: curl by curl, JavaScript by node with `@clerk/backend`, Python with
`clerk-backend-api`, Go by `go run`, Rust compiled against this workspace and run. A recording proxy stands before a
real server on a fresh database. Users, organizations, invitations and sessions are really worked on: each program gets
things of its own, and its answer has to be the executor's too. Of every other tag, the explorer's examples are recorded
and not carried out.

    python3 tests/snippets/run.py --programs target/debug
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import cases
import compare
import rust
from recorder import Recorder, Server

ROOT = pathlib.Path(__file__).resolve().parents[2]
SDKS = ROOT / "tests" / "sdk"
sys.path.append(str(SDKS))

from programs import environment  # noqa: E402

LANGUAGES = ["curl", "js", "python", "go", "rust"]
EXECUTOR = "the executor"


class Tools:
    """What runs the programs; None where a language is not there."""

    def __init__(self, folder):
        self.folder = folder
        if not (SDKS / "javascript" / "node_modules").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=SDKS / "javascript", check=True)
        (folder / "node_modules").symlink_to(SDKS / "javascript" / "node_modules")
        self.python = environment(SDKS / "python" / ".venv", SDKS / "python" / "requirements.txt") / "python"
        self.go = shutil.which("go")

    def command(self, language, path):
        return {
            "curl": ["sh", str(path)],
            "js": ["node", str(path)],
            "python": [str(self.python), str(path)],
            "go": [self.go, "run", str(path)],
        }[language]


ENDINGS = {"curl": "sh", "js": "mjs", "python": "py", "go": "go", "rust": "rs"}


class Worker:
    """One proxy, so that what is recorded belongs to what is running."""

    def __init__(self, run):
        self.run = run
        self.recorder = Recorder(run.server.url)

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CLERK_")}
        return dict(kept, CLERK_SECRET_KEY=self.run.server.key, CLERK_TELEMETRY_DISABLED="1", HOME=str(self.run.folder),
                    XDG_CONFIG_HOME=str(self.run.folder / "config"), GOPATH=self.run.gopath,
                    GOCACHE=self.run.gocache, NO_PROXY="127.0.0.1")

    def program(self, words):
        """The executor's words with where and how."""
        return [self.run.frontdesk, "--api-url", self.recorder.url, *words]

    def start(self, command):
        return subprocess.run(command, cwd=self.run.folder, env=self.environment(), capture_output=True, text=True,
                              timeout=300)

    def execute(self, words, target):
        done = self.start(self.program(["--admin", "--yes", "--confirm", target, *words]))
        return done, self.recorder.take()

    def snippet(self, language, words):
        done = self.start(self.program(["--as", language, *words]))
        if done.returncode != 0 or self.recorder.take():
            raise compare.Different(f"--as {language} failed, or sent something:\n{done.stderr}")
        if self.run.server.key in done.stdout:
            raise compare.Different(f"--as {language} shows the key")
        return done.stdout


class Run:
    def __init__(self, arguments, folder):
        self.folder = folder
        self.frontdesk = str(pathlib.Path(arguments.programs).resolve() / "frontdesk")
        go = shutil.which("go")
        environment = {}
        for name in ("GOPATH", "GOCACHE"):
            found = subprocess.run([go, "env", name], capture_output=True, text=True) if go else None
            environment[name] = found.stdout.strip() if found else ""
        self.gopath, self.gocache = environment["GOPATH"], environment["GOCACHE"]
        self.server = Server(self.frontdesk, folder)
        self.tools = Tools(folder)
        self.failures = []
        self.counts = collections.Counter()
        self.with_sdk = collections.Counter()
        self.tags = collections.defaultdict(collections.Counter)
        self.waiting = []

    def languages(self, wanted):
        return [one for one in LANGUAGES if one in wanted and (one != "go" or self.tools.go)]

    def case(self, worker, number, case, languages):
        """The executor first, then each language on things of its own."""
        worker.recorder.forwards = case.served
        try:
            subject = case.prepare(self.server)
            done, seen = worker.execute(case.words(subject), case.target(subject))
            expected = compare.wanted(seen, case, subject, done)
            usage = case.detail(worker)
        except compare.Different as different:
            self.failures.append(f"{case}: {EXECUTOR}: {different}")
            return
        for language in languages:
            try:
                subject = case.prepare(self.server)
                text = worker.snippet(language, case.words(subject))
                path = self.folder / f"snippet_{number}_{language}.{ENDINGS[language]}"
                path.write_text(text)
                if language == "rust":
                    self.waiting.append((worker, case, subject, path, expected, usage))
                    continue
                done = worker.start(self.tools.command(language, path))
                self.judge(worker, case, language, subject, path, expected, usage, done)
            except compare.Different as different:
                self.failures.append(f"{case} as {language}: {different}")

    def judge(self, worker, case, language, subject, path, expected, usage, done):
        text = path.read_text()
        try:
            compare.same(expected, worker.recorder.take(), done, case, subject, language, text, usage, self.server.key)
        except compare.Different as different:
            self.failures.append(f"{case} as {language}: {different}\n{text}\n{done.stdout[-600:]}{done.stderr[-1200:]}")
            return
        self.counts[language] += 1
        self.tags[case.tag][language] += 1
        if compare.uses_sdk(language, text):
            self.with_sdk[language] += 1

    def go_names(self):
        """Compiles a mention of every name that the catalogue gives for the Go SDK."""
        names = sorted({name for name in cases.names_of(self.frontdesk, "go")})
        module = self.folder / "go-names"
        module.mkdir()
        for name in ("go.mod", "go.sum"):
            shutil.copy(SDKS / "go" / name, module)
        packages = sorted({name.split(".")[0] for name in names})
        lines = [f'\t"github.com/clerk/clerk-sdk-go/v2/{package}"' for package in packages]
        (module / "names.go").write_text("package main\n\nimport (\n" + "\n".join(lines) + "\n)\n\nfunc main() {\n"
                                         + "".join(f"\t_ = {name}\n" for name in names) + "}\n")
        environment = dict(os.environ, GOFLAGS="-mod=mod")
        fetched = subprocess.run(["go", "mod", "download"], cwd=module, env=environment, capture_output=True, text=True)
        if fetched.returncode != 0:
            return f"SKIPPED: the Go SDK cannot be fetched here, so that its names were not compiled: {fetched.stderr.strip()[-300:]}"
        built = subprocess.run(["go", "build", "-o", os.devnull, "."], cwd=module, env=environment, capture_output=True, text=True)
        if built.returncode != 0:
            self.failures.append(f"names that the Go SDK does not have:\n{built.stderr}")
            return "the names of the Go SDK are wrong"
        return f"{len(names)} names of the Go SDK compile"

    def compiled(self, arguments):
        """All Rust programs in one, each run by its number."""
        if not self.waiting:
            return
        try:
            program = rust.build([path for _, _, _, path, _, _ in self.waiting], self.folder, ROOT, arguments)
        except rust.NotBuilt as problem:
            self.failures.append(f"Rust: {problem}")
            return
        for number, (worker, case, subject, path, expected, usage) in enumerate(self.waiting):
            worker.recorder.forwards = case.served
            done = worker.start([str(program), str(number)])
            self.judge(worker, case, "rust", subject, path, expected, usage, done)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default=str(ROOT / "target" / "debug"), help="the folder of the built program")
    parser.add_argument("--cargo", default="cargo", help="the command to build with")
    parser.add_argument("--packages", default="--workspace --all-targets",
                        help="what cargo builds, as it was built before, so that nothing is built again")
    parser.add_argument("--only", choices=LANGUAGES, action="append", help="languages")
    parser.add_argument("--tag", action="append", help="tags")
    parser.add_argument("--keep", action="store_true", help="keep the programs")
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="frontdesk-snippets-"))
    (folder / "picture.png").write_bytes(cases.PICTURE)
    run = None
    try:
        run = Run(arguments, folder)
        languages = run.languages(arguments.only or LANGUAGES)
        chosen = [case for case in cases.all_of(run.frontdesk) if not arguments.tag or case.tag in arguments.tag]
        workers = [Worker(run) for _ in range(max(2, os.cpu_count() or 2))]
        free = list(workers)
        with concurrent.futures.ThreadPoolExecutor(len(workers)) as pool:
            def one(number, case):
                worker = free.pop()
                try:
                    run.case(worker, number, case, languages)
                finally:
                    free.append(worker)
            for future in [pool.submit(one, number, case) for number, case in enumerate(chosen)]:
                future.result()
        run.compiled(arguments)
        go_names = run.go_names() if run.tools.go and "go" in languages else None
        missing = {case.tag for case in chosen} - set(run.tags)
        if missing:
            run.failures.append(f"no program of these tags was right: {sorted(missing)}")
    finally:
        if run:
            run.server.stop()
    for failure in run.failures:
        print(f"\n{failure}", file=sys.stderr)
    if go_names:
        print(f"!!! {go_names}" if go_names.startswith("SKIPPED") else go_names)
    if not run.tools.go:
        print("!!! SKIPPED: no program in Go was run, because there is no `go`", file=sys.stderr)
    for tag in sorted(run.tags):
        shown = ", ".join(f"{language} {count}" for language, count in sorted(run.tags[tag].items()))
        print(f"  {tag}: {shown}")
    total = sum(run.counts.values())
    shown = ", ".join(
        f"{language} {run.counts[language]}" + (f" ({run.with_sdk[language]} by SDK)" if run.with_sdk[language] else "")
        for language in LANGUAGES if run.counts[language])
    print(f"{total} programs of {len(run.tags)} tags sent what the executor sends: {shown}; {len(run.failures)} did not")
    if run.failures:
        print(f"the programs are in {folder}", file=sys.stderr)
        return 1
    if total < 60 and not (arguments.only or arguments.tag):
        print("fewer than sixty programs were run", file=sys.stderr)
        return 1
    if not arguments.keep:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

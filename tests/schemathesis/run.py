#!/usr/bin/env python3
"""Lets schemathesis make up requests from the document that a running server publishes, and judge the answers by it.

    python3 tests/schemathesis/run.py --engine sqlite
    python3 tests/schemathesis/run.py --engine postgres --database postgres://user@127.0.0.1/name

Rounds of two minutes, each with a seed of its own, until the time is over. Before each, things of every kind are put
into the database, and requests name them: `hooks.py` and `pool.py` say how. What the document marks as not served
is left out.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import fixtures

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(ROOT / "tests" / "sdk"))

from programs import Failed, call, conclude, environment, seed, serve, stop  # noqa: E402

ROUND_SECONDS = 120
UNSERVED = "x-frontdesk-unserved"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "negative_data_rejection",
    "use_after_free",
]
# Left out, because they say how another API would be:
# - positive_data_acceptance: a document cannot say which ids exist, which names are taken and which settings are on.
# - unsupported_method, allow_header_conformance: Clerk answers 404 to a method that a path does not take, not 405.
# - missing_required_header: no operation declares a header.
# - ensure_resource_availability: a 404 also tells of something else that a request names, a role or a verification.
# - object_level_authorization: there is one kind of key, and it opens the whole instance.


def published(url, version):
    """The document as the server gives it away, and how many operations it has and serves."""
    try:
        with urllib.request.urlopen(f"{url}/openapi/{version}.json", timeout=30) as answer:
            document = json.load(answer)
    except urllib.error.HTTPError as error:
        raise Failed(f"the server does not publish a document of {version}: {error}") from error
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    served = sum(UNSERVED not in operation for operation in operations)
    if not served:
        raise Failed(f"the document of {version} has no operation that is served")
    return document, len(operations), served


class Run:
    """One server on one database, and what was asked of it so far."""

    def __init__(self, arguments, folder):
        self.folder = folder
        self.frontdesk = str(pathlib.Path(arguments.programs).resolve() / "frontdesk")
        self.database = arguments.database or f"sqlite:{folder / 'frontdesk.db'}"
        self.version = arguments.version
        self.random = random.Random(arguments.seed)
        self.answers = collections.defaultdict(collections.Counter)
        self.failures = collections.Counter()
        self.schemathesis = environment(folder / "environment", HERE / "requirements.txt") / "schemathesis"
        self.server, self.url, self.env = serve(self.frontdesk, self.database, folder)

    def prepare(self):
        document, self.declared, self.served = published(self.url, self.version)
        self.document = self.folder / "openapi.json"
        self.document.write_text(json.dumps(document))
        # Requests make others: accountless applications.
        self.instance = call(self.url, self.env["CLERK_SECRET_KEY"], "/instance")["id"]

    def round(self, number, seconds):
        """One start of schemathesis; says whether it was content."""
        chosen = self.random.randrange(2 ** 31)
        made = seed(self.frontdesk, self.database, fixtures.content(f"{chosen:08x}"), self.folder / "seed.json",
                    "--instance", self.instance)
        print(f"== round {number}, seed {chosen}, {seconds} seconds", flush=True)
        headers = {"Authorization": f"Bearer {self.env['CLERK_SECRET_KEY']}", "Clerk-API-Version": self.version}
        report, verdict = self.folder / f"answers-{number}.json", self.folder / f"verdict-{number}.json"
        told = self.folder / f"round-{number}.txt"
        configuration = self.folder / "configuration.json"
        configuration.write_text(json.dumps({
            "seed": chosen, "url": self.url, "headers": headers, "document": str(self.document), "made": made,
            "report": str(report), "publishable_key": self.env["CLERK_PUBLISHABLE_KEY"],
        }))
        command = [
            str(self.schemathesis), "run", str(self.document), "--origin", self.url, "--seed", str(chosen),
            "--max-time", str(seconds), "--phases", "examples,coverage,fuzzing,stateful", "--mode", "all",
            "--checks", ",".join(CHECKS), "--exclude-by", f"/{UNSERVED} == true", "--request-timeout", "30",
            # The order of what hooks name differs from try to try, so that nothing can be made smaller.
            "--no-shrink", "--continue-on-failure", "--generation-database", "none", "--no-color",
            # The key is gone with the database, and what a request said matters.
            "--output-sanitize", "false",
            # Python 3.11 compiles one thing at a time, and Hypothesis compiles in every thread.
            "--workers", "1", "--warnings", "off", "--report-json-path", str(verdict),
        ]
        for name, value in headers.items():
            command += ["--header", f"{name}: {value}"]
        variables = dict(os.environ, FRONTDESK_SCHEMATHESIS=str(configuration), SCHEMATHESIS_HOOKS="hooks",
                         PYTHONPATH=str(HERE), PYTHONDONTWRITEBYTECODE="1")
        with open(told, "wb") as output:
            done = subprocess.run(command, cwd=self.folder, env=variables, stdout=output, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            print(told.read_text(errors="replace")[-20_000:], flush=True)
        if not (report.exists() and verdict.exists()):
            return False
        for label, statuses in json.loads(report.read_text())["answers"].items():
            self.answers[label].update(statuses)
        result = json.loads(verdict.read_text())
        for failure in result["failures"]:
            self.failures.update({f"{failure['title']}: {label}": 1 for label in failure["operations"]})
        # A connection that ended without an answer is among them.
        self.failures.update({error["title"]: error["count"] for error in result["errors"]})
        return done.returncode == 0

    def summary(self, seconds):
        classes = collections.Counter()
        for statuses in self.answers.values():
            for status, count in statuses.items():
                classes[f"{status[0]}xx" if status.isdigit() else status] += count
        total = sum(classes.values())
        succeeded = [label for label, statuses in self.answers.items() if any(status[0] == "2" for status in statuses)]
        print(f"seconds             {seconds:.0f}")
        print(f"requests            {total}")
        print(f"operations          {len(self.answers)} reached, {self.served} served, {self.declared} in the document")
        print(f"with a success      {len(succeeded)}")
        for name, count in sorted(classes.items()):
            print(f"{name:<19} {count} ({count / total:.1%})")
        without = sorted(set(self.answers) - set(succeeded))
        if without:
            print("without a success   " + ", ".join(without))
        print(f"failures            {self.failures.total()}")
        for name, count in sorted(self.failures.items()):
            print(f"  {name} ({count})")
        return len(self.answers) == self.served


def rounds(minutes):
    """Whole rounds of about the same length."""
    seconds = max(round(minutes * 60), 10)
    count = max(round(seconds / ROUND_SECONDS), 1)
    return [seconds // count] * count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], required=True)
    parser.add_argument("--database", help="an empty PostgreSQL database; SQLite makes its own file")
    parser.add_argument("--programs", default=str(ROOT / "target" / "release"), help="the folder of the built program")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--version", default="2026-05-12", help="of the API")
    parser.add_argument("--seed", type=int, default=random.randrange(2 ** 31), help="of the seeds of the rounds")
    parser.add_argument("--keep", action="store_true", help="keep the logs")
    arguments = parser.parse_args()
    if (arguments.engine == "postgres") != bool(arguments.database):
        parser.error("--database goes with --engine postgres, and only with it")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="frontdesk-schemathesis-"))
    wrong = []
    try:
        run = Run(arguments, folder)
        try:
            run.prepare()
            print(f"== schemathesis on {arguments.engine}, {arguments.version}, --seed {arguments.seed}", flush=True)
            started = time.monotonic()
            for number, seconds in enumerate(rounds(arguments.minutes), 1):
                if not run.round(number, seconds):
                    wrong.append(f"round {number}")
            if not run.summary(time.monotonic() - started):
                wrong.append("operations that no request reached")
        finally:
            stop(run.server)
        log = (folder / "server.log").read_text(errors="replace")
        if re.search(r"\bERROR\b|panicked", log):
            wrong.append("errors in the log of the server")
        if subprocess.run([run.frontdesk, "check", "--database", run.database]).returncode != 0:
            wrong.append("the check of counters and orphans")
    except Failed as error:
        wrong.append(str(error))
    return conclude(wrong, folder, arguments.keep)


if __name__ == "__main__":
    sys.exit(main())

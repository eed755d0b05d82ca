#!/usr/bin/env python3
"""Runs the official SDKs against the real server, with a judge in between.

The server runs on a fresh database; a proxy holds every answer against the official documents; the
suites speak to the proxy. At the end the judge's report is summed up: every operation answered 2xx
and no answer that breaks its schema. Last comes the matrix of tokens (matrix.py).

    python3 tests/sdk/run.py --engine sqlite
    python3 tests/sdk/run.py --engine postgres --database postgres://user@127.0.0.1/name
"""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
import uuid

import matrix
from programs import Failed, call, conclude, environment, seed, serve, start, stop

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
VERSIONS = ["2026-05-12", "2025-11-10", "2025-04-10", "2025-03-12", "2024-10-01", "2021-02-05"]
ORIGIN = "https://app.example.com"
# What a user of every suite has granted to an application: each is used by one scenario.
GRANTS = {"opaque": {"jwt": False}, "refreshable": {"jwt": False}, "plain": {"jwt": False}, "jwt": {"jwt": True},
          "expired": {"jwt": True, "expired": True}}


def fixtures(run, suites):
    """What only a browser could make, for each suite its own: they are used up."""
    content = {"jwt_templates": [], "external_accounts": [], "passkeys": [], "trusted_devices": [], "sign_ups": [],
               "browser_sessions": [], "oauth_applications": [], "oauth_grants": []}
    users = {}
    for suite in suites:
        mark = uuid.uuid4().hex[:12]
        body = {"email_address": [f"seed.{mark}@example.com"], "skip_password_requirement": True}
        user = users[suite] = call(run.url, run.env["CLERK_SECRET_KEY"], "/users", body)["id"]
        content["jwt_templates"].append({"name": f"seeded-{mark}", "claims": {"mail": "{{user.primary_email_address}}"}})
        content["external_accounts"].append({
            "user_id": user, "provider": "oauth_github", "provider_user_id": mark, "email_address": f"{mark}@github.example",
            "approved_scopes": "read:user user:email", "token": {"token": f"gho_{mark}"},
        })
        content["passkeys"].append({"user_id": user, "name": "Seeded passkey"})
        content["trusted_devices"].append({"user_id": user, "platform": "ios", "app_identifier": "com.example.app", "name": "Seeded"})
        content["sign_ups"].append({"email_address": f"signup.{mark}@example.com", "first_name": "Seeded"})
        content["browser_sessions"].append({"user_id": user, "origin": ORIGIN, "expired": True})
        content["oauth_applications"].append({"name": f"Seeded {mark}", "scopes": ["profile", "email", "offline_access"]})
        content["oauth_grants"] += [{"application": f"Seeded {mark}", "user": user, **grant} for grant in GRANTS.values()]
    report = seed(run.frontdesk, run.database, content, run.folder / "seed.json")
    # An instance of its own for what changes settings, which would disturb the other scenarios.
    live = {}
    for suite in suites:
        command = [run.frontdesk, "instances", "create", "--kind", "production", "--database", run.database]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"frontdesk instances create failed:\n{done.stderr}")
        keys = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
        live[suite] = {"secret_key": keys["CLERK_SECRET_KEY"], "instance_id": keys["INSTANCE_ID"]}
    made = {}
    for position, suite in enumerate(suites):
        account, passkey = report["external_accounts"][position], report["passkeys"][position]
        made[suite] = {
            "jwt_template": content["jwt_templates"][position]["name"],
            "external_account": {"user_id": users[suite], "external_account_id": account.get("external_account_id") or account["id"]},
            "passkey": {"user_id": users[suite], "passkey_id": passkey.get("passkey_id") or passkey["id"]},
            "trusted_device": report["trusted_devices"][position],
            "sign_up": {"sign_up_id": report["sign_ups"][position]["id"],
                        "email_address": content["sign_ups"][position]["email_address"]},
            "browser_session": report["browser_sessions"][position],
            "oauth_grants": dict(zip(GRANTS, report["oauth_grants"][position * len(GRANTS):])),
            "production_instance": live[suite],
        }
    return made


def explore(frontdesk, *words):
    done = subprocess.run([frontdesk, "--output", "json", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"frontdesk {' '.join(words)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def catalogue(frontdesk):
    """Every operation of every version, as the explorer lists it."""
    operations = {}
    for version in [one["version"] for one in explore(frontdesk, "versions")["versions"]]:
        for tag in explore(frontdesk, "--api-version", version, "tags")["tags"]:
            for operation in explore(frontdesk, "--api-version", version, tag["tag"])["operations"]:
                operations[operation["method"], operation["path"]] = operation
    return list(operations.values())


class Run:
    """One server on one database, with the judge before it."""

    def __init__(self, arguments, folder):
        self.folder = folder
        self.frontdesk = str(pathlib.Path(arguments.programs) / "frontdesk")
        self.judge = str(pathlib.Path(arguments.programs) / "frontdesk-judge")
        self.database = arguments.database or f"sqlite:{folder / 'frontdesk.db'}"
        self.report = folder / "report.jsonl"
        self.catalogue = folder / "catalogue.json"
        self.catalogue.write_text(json.dumps(catalogue(self.frontdesk)))
        self.handed_out = folder / "handed-out.jsonl"
        # What an operator would read who looks for a mistake: secrets must not stand there either.
        self.server, self.url, self.env = serve(self.frontdesk, self.database, folder, log="debug")
        self.proxy, self.proxy_url = start(
            [self.judge, "proxy", "--upstream", self.url, "--listen", "127.0.0.1:0", "--report", str(self.report),
             "--handed-out", str(self.handed_out)],
            r"listening on (http://127\.0\.0\.1:\d+)", folder / "judge.log", cwd=ROOT)

    def stop(self):
        stop(self.proxy)
        with urllib.request.urlopen(f"{self.url}/metrics") as response:
            (self.folder / "metrics.txt").write_bytes(response.read())
        stop(self.server)

    def written(self):
        """Everything that is left of the run where secrets must not be read: database, backup, log, metrics."""
        files = [self.folder / "server.log", self.folder / "metrics.txt"]
        if self.database.startswith("sqlite:"):
            path = self.database.removeprefix("sqlite:")
            files += [pathlib.Path(path + end) for end in ("", "-wal") if pathlib.Path(path + end).exists()]
            # Read by rows besides, since long values lie in several pieces in the file.
            backup = self.folder / "rows.bin"
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database, open(backup, "wb") as output:
                database.text_factory = bytes
                tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
                for (table,) in database.execute(tables).fetchall():
                    for row in database.execute(f'SELECT * FROM "{table.decode()}"'):
                        output.writelines(value + b"\0" for value in row if isinstance(value, bytes))
        else:
            backup = self.folder / "backup.sql"
            dump = [*sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_dump")), shutil.which("pg_dump")]
            with open(backup, "wb") as output:
                subprocess.run([str(next(one for one in dump if one)), "--inserts", self.database], stdout=output, check=True)
        return [str(file) for file in [*files, backup]]

    def suite_environment(self, made, name):
        path = self.folder / f"fixtures-{name}.json"
        path.write_text(json.dumps(made[name]))
        return dict(os.environ, FRONTDESK_API_URL=self.proxy_url, FRONTDESK_SECRET_KEY=self.env["CLERK_SECRET_KEY"],
                    FRONTDESK_PUBLISHABLE_KEY=self.env["CLERK_PUBLISHABLE_KEY"], FRONTDESK_FIXTURES=str(path),
                    FRONTDESK_CATALOGUE=str(self.catalogue))


def node_modules():
    if not (HERE / "javascript" / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE / "javascript", check=True)


def javascript(run, made, name, version=None):
    folder = HERE / "javascript"
    node_modules()
    variables = run.suite_environment(made, name)
    if version:
        variables.update(FRONTDESK_API_VERSION=version, FRONTDESK_RAW="1")
        command = ["node", "--test", "plain-every-operation.test.mjs"]
        return subprocess.run(command, cwd=folder, env=variables).returncode
    return subprocess.run(["npm", "test", "--silent"], cwd=folder, env=variables).returncode


def python(run, made, name):
    folder = HERE / "python"
    programs = environment(folder / ".venv", folder / "requirements.txt")
    return subprocess.run([str(programs / "python"), "-m", "pytest", "-q", "-n", "2"], cwd=folder,
                          env=run.suite_environment(made, name)).returncode


def go(run, made, name):
    folder = HERE / "go"
    if not shutil.which("go"):
        raise Failed("there is no `go`: install golang-go, or leave this suite out with --only")
    variables = run.suite_environment(made, name)
    # Modules are only read and programs go into Go's own cache, so that nothing is written here.
    for command in (["vet", "-mod=readonly"], ["test", "-mod=readonly", "-count=1", "-parallel=4", "-timeout=5m"]):
        code = subprocess.run(["go", *command, "."], cwd=folder, env=variables).returncode
        if code != 0:
            break
    return code


SUITES = {"javascript": javascript, "python": python, "go": go}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], required=True)
    parser.add_argument("--database", help="an empty PostgreSQL database; SQLite makes its own file")
    parser.add_argument("--programs", default=str(ROOT / "target" / "debug"), help="the folder of the built programs")
    parser.add_argument("--only", choices=[*SUITES, "versions", "matrix"], action="append")
    parser.add_argument("--keep", action="store_true", help="keep logs and report")
    arguments = parser.parse_args()
    if (arguments.engine == "postgres") != bool(arguments.database):
        parser.error("--database goes with --engine postgres, and only with it")
    wanted = arguments.only or [*SUITES, "versions", "matrix"]
    suites = [name for name in SUITES if name in wanted]
    suites += [f"version {version}" for version in VERSIONS if "versions" in wanted]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="frontdesk-sdk-"))
    failures = []
    try:
        run = Run(arguments, folder)
        try:
            made = fixtures(run, suites)
            for suite in suites:
                print(f"== {suite} on {arguments.engine}", flush=True)
                if suite in SUITES:
                    code = SUITES[suite](run, made, suite)
                else:
                    code = javascript(run, made, suite, suite.split()[1])
                if code != 0:
                    failures.append(suite)
            if "matrix" in wanted:
                print(f"== the matrix of tokens on {arguments.engine}", flush=True)
                node_modules()
                if matrix.run(arguments.programs, arguments.engine, arguments.database, folder, run.report):
                    failures.append("the matrix of tokens")
        finally:
            run.stop()
        print(f"== what the judge says on {arguments.engine}", flush=True)
        command = [run.judge, "summary", str(run.report)]
        if "versions" in wanted:
            command += ["--require", str(HERE / "required.json")]
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            failures.append("the judge")
        print(f"== what is left to read on {arguments.engine}", flush=True)
        command = [run.judge, "leaks", "--handed-out", str(run.handed_out), *run.written()]
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            failures.append("secrets in clear")
        if subprocess.run([run.frontdesk, "check", "--database", run.database]).returncode != 0:
            failures.append("the check of counters and orphans")
    except Failed as error:
        failures.append(str(error))
    return conclude(failures, folder, arguments.keep)


if __name__ == "__main__":
    sys.exit(main())

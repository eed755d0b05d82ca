"""Tokens of every kind in every state, before the official SDKs and ours: the same tokens of the same server.

`token-matrix.json` says what each SDK has to say. All have to agree on whether a request is authenticated, and as whom;
their reasons are each one's own. Run by itself, this writes docs/token-matrix.md, which shows that file.
"""

import itertools
import json
import os
import pathlib
import subprocess

from programs import Failed, environment, start, stop

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE = HERE / "token-matrix.json"
DOCUMENT = ROOT / "docs" / "token-matrix.md"
SDKS = ["javascript", "python", "rust"]
# A service may accept every kind, or the one alone.
ACCEPTED = ["any", "own"]


def read_table():
    """The table by cell, and the kinds. Every kind stands in it in every state, once."""
    table = json.loads(TABLE.read_text())
    rows = {}
    for row in table["rows"]:
        cell = row["kind"], row["state"], row["accepts"]
        if cell in rows:
            raise Failed(f"{TABLE.name}: {', '.join(cell)} stands there twice")
        rows[cell] = row
    demand_all(TABLE.name, rows, [(*which, accepts) for which in made_of(table) for accepts in ACCEPTED])
    return table, rows


def made_of(table):
    """Kinds and states: all with all, but for what cannot be."""
    return [(kind, state) for kind, state in itertools.product(table["kinds"], table["states"])
            if state not in table["kinds"][kind].get("never", [])]


def demand_all(where, given, wanted):
    given, wanted = set(given), set(wanted)
    for what, cells in [("missing", wanted - given), ("unknown", given - wanted)]:
        if cells:
            raise Failed(f"{where}: {what}: {'; '.join(', '.join(cell) for cell in sorted(cells))}")


def expected(row, sdk):
    """The reason, `None` if the request is authenticated. Our SDK says what the one for JavaScript says."""
    return row.get("here", row["javascript"]) if sdk == "rust" else row[sdk]


def questions(sdk, table, tokens, rows, made, url):
    asked = []
    for kind, state, accepts in rows:
        token, names = tokens[kind, state], table["kinds"][kind]
        everything = ["any"] if sdk == "python" else sorted({kind["accepts"] for kind in table["kinds"].values()})
        asked.append({
            # What is left of an empty token on its way through HTTP.
            "authorization": f"Bearer {token['token']}".rstrip(),
            "accepts": everything if accepts == "any" else [names.get(f"accepts_{sdk}", names["accepts"])],
            "audience": token["audience"],
        })
    return {"api_url": url, "secret_key": made["secret_key"], "publishable_key": made["publishable_key"], "requests": asked}


def wrong(sdk, table, tokens, rows, verdicts):
    """What an SDK should not have said."""
    if len(verdicts) != len(rows):
        return [f"{sdk}: {len(verdicts)} verdicts on {len(rows)} cells"]
    found = []
    for ((kind, state, accepts), row), said in zip(rows.items(), verdicts):
        reason = expected(row, sdk)
        right = {"reason": reason}
        if reason is None:
            right = {"subject": tokens[kind, state]["subject"], "kind": table["kinds"][kind]["accepts"]}
            if sdk == "python":
                del right["kind"]
        if said != right:
            found.append(f"{kind}, {state}, accepts {accepts}: {sdk} says {said} instead of {right}")
    return found


def disagreements(rows):
    """Cells in which the table itself lets one SDK in what another keeps out."""
    return [f"{', '.join(cell)}: not all SDKs agree" for cell, row in rows.items()
            if len({expected(row, sdk) is None for sdk in SDKS}) > 1]


def run(programs, engine, database, folder, report):
    """Makes the tokens, asks all SDKs about them, and gives what is wrong."""
    table, rows = read_table()
    program = str(pathlib.Path(programs) / "frontdesk-token-matrix")
    judge = str(pathlib.Path(programs) / "frontdesk-judge")
    variables = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    if engine == "postgres":
        variables["TEST_DATABASE_URL"] = database
    path = folder / "tokens.json"
    server, upstream = start([program, "serve", "--tokens", str(path)], r"listens on (http://127\.0\.0\.1:\d+)",
                             folder / "matrix.log", env=variables)
    try:
        made = json.loads(path.read_text())
        tokens = {(token["kind"], token["state"]): token for token in made["tokens"]}
        demand_all("the tokens", tokens, made_of(table))
        proxy, url = start(
            [judge, "proxy", "--upstream", upstream, "--listen", "127.0.0.1:0", "--report", str(report)],
            r"listening on (http://127\.0\.0\.1:\d+)", folder / "matrix-judge.log", cwd=ROOT)
        try:
            python = environment(HERE / "python" / ".venv", HERE / "python" / "requirements.txt") / "python"
            commands = {
                "javascript": (["node", "token-matrix.mjs"], HERE / "javascript"),
                "python": ([str(python), "token_matrix.py"], HERE / "python"),
                "rust": ([program, "judge"], ROOT),
            }
            asked = {}
            for sdk, (command, where) in commands.items():
                file = folder / f"questions-{sdk}.json"
                file.write_text(json.dumps(questions(sdk, table, tokens, rows, made, url)))
                asked[sdk] = subprocess.Popen([*command, str(file)], cwd=where, stdout=subprocess.PIPE, text=True)
            answers = {sdk: process.communicate()[0] for sdk, process in asked.items()}
            failures = disagreements(rows)
            for sdk, process in asked.items():
                if process.returncode != 0:
                    raise Failed(f"the matrix's program for {sdk} failed")
                failures += wrong(sdk, table, tokens, rows, json.loads(answers[sdk]))
        finally:
            stop(proxy)
    finally:
        stop(server)
    if DOCUMENT.read_text() != document(table, rows):
        failures.append("docs/token-matrix.md is out of date: python3 tests/sdk/matrix.py writes it")
    size = f"matrix: {len(rows)} cells × {len(SDKS)} SDKs"
    print("\n".join([*failures, f"{size}, {len(failures)} wrong"]) if failures else f"{size}, all as expected", flush=True)
    return failures


def verdict(rows, kind, state, sdks):
    """What SDKs say, if any kind is accepted and if the own one alone."""
    said = []
    for accepts in ACCEPTED:
        reasons = {expected(rows[kind, state, accepts], sdk) for sdk in sdks}
        said.append(" or ".join(sorted("authenticated" if reason is None else f"`{reason}`" for reason in reasons)))
    return said[0] if said[0] == said[1] else f"{said[0]}; {said[1]} if nothing else is accepted"


def document(table, rows):
    """The table for people."""
    lines = ["# What becomes of a token", "",
             "Written by `python3 tests/sdk/matrix.py` from `tests/sdk/token-matrix.json`. `scripts/test` makes every one of these",
             "tokens on a real server, on SQLite and on PostgreSQL, and asks `authenticateRequest` of `@clerk/backend`,",
             "`authenticate_request` of `clerk_backend_api` and `Authenticator` of the Rust SDK about each. All three have to agree on",
             "who is authenticated; the reasons are those of each.", "",
             "| state | means |", "| --- | --- |"]
    lines += [f"| {state} | {meaning} |" for state, meaning in table["states"].items()]
    for kind, names in table["kinds"].items():
        about = ["", names["about"]] if "about" in names else []
        lines += ["", f"## {kind}", *about, "", "| state | JavaScript, Rust | Python |", "| --- | --- | --- |"]
        lines += [f"| {state} | {verdict(rows, kind, state, ['javascript', 'rust'])} | {verdict(rows, kind, state, ['python'])} |"
                  for one, state in made_of(table) if one == kind]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    DOCUMENT.write_text(document(*read_table()))

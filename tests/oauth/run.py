#!/usr/bin/env python3
"""Official clients for OpenID Connect and the Model Context Protocol, unmodified, against the pages and the token endpoint, in a real browser.

    python3 tests/oauth/run.py --programs target/debug
    python3 tests/oauth/run.py --programs target/debug --database postgres://user@127.0.0.1/name
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "sdk"))

from programs import Failed, call, conclude, environment, seed, serve, start, stop  # noqa: E402

PASSWORD = "a hat made of straw 1815"
REDIRECT_URI = "https://hats.example.com/back"
SCOPES = "openid profile email offline_access"


def prepare(frontdesk, database, folder, url, key):
    """An issuer on this machine, a user and two applications."""
    instance = call(url, key, "/instance")["id"]
    issuer = f"{url}/instances/{instance}"
    settings = {"proxy_url": issuer, "oauth_applications": {"dynamic_client_registration": True, "jwt_access_tokens": True}}
    users = [{"email_address": ["ada@example.com"], "first_name": "Ada", "last_name": "Lovelace", "password": PASSWORD}]
    seed(frontdesk, database, {"settings": settings, "users": users}, folder / "seed.json", "--instance", instance)
    deadline = time.monotonic() + 30
    # The server believes what it knew of the instance for a second.
    while True:
        with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration") as response:
            metadata = json.load(response)
        if metadata["issuer"] == issuer and "registration_endpoint" in metadata:
            break
        if time.monotonic() > deadline:
            raise Failed(f"the issuer stays {metadata['issuer']}")
        time.sleep(0.1)
    clients = {}
    for kind in ["confidential", "public"]:
        body = {"name": f"Hats, {kind}", "redirect_uris": [REDIRECT_URI], "scopes": SCOPES, "public": kind == "public"}
        made = call(url, key, "/oauth_applications", body)
        clients[kind] = {"client_id": made["client_id"], "redirect_uri": REDIRECT_URI}
        if made.get("client_secret"):
            clients[kind]["client_secret"] = made["client_secret"]
    return issuer, clients


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", required=True, help="the folder of the built program")
    parser.add_argument("--database", help="an empty PostgreSQL database; a new SQLite one if not given")
    parser.add_argument("--keep", action="store_true", help="keep logs when nothing failed")
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="frontdesk-oauth-"))
    frontdesk = str(pathlib.Path(arguments.programs).resolve() / "frontdesk")
    database = arguments.database or f"sqlite:{folder / 'frontdesk.db'}"
    if not (HERE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HERE, check=True)
    programs = environment(HERE / ".venv", HERE / "requirements.txt")
    server, url, keys = serve(frontdesk, database, folder)
    failures, servers = [], [server]
    try:
        issuer, clients = prepare(frontdesk, database, folder, url, keys["CLERK_SECRET_KEY"])
        variables = dict(os.environ, ISSUER=issuer, CLIENTS=json.dumps(clients), PASSWORD=PASSWORD)
        agents, variables["MCP_SERVER"] = start(
            [str(pathlib.Path(arguments.programs).resolve() / "examples" / "mcp_server")],
            r"listening on (http://\S+)", folder / "mcp-server.log",
            env=dict(os.environ, CLERK_SECRET_KEY=keys["CLERK_SECRET_KEY"], CLERK_API_URL=url, CLERK_ISSUER=issuer))
        servers.append(agents)
        for name, command in [
            ("openid-client", ["node", "--test", "openid-client.test.mjs"]),
            ("Authlib", [str(programs / "python"), "with_authlib.py"]),
            ("the client of the Model Context Protocol", [str(programs / "python"), "with_mcp.py"]),
        ]:
            if subprocess.run(command, cwd=HERE, env=variables).returncode != 0:
                failures.append(name)
    finally:
        for one in reversed(servers):
            stop(one)
    sys.exit(conclude(failures, folder, arguments.keep))


if __name__ == "__main__":
    main()

"""The official client of the Model Context Protocol, unmodified: it is turned away, finds out where to sign in, registers
itself, has its user sign in and consent in a real browser, and uses a tool in their name."""

import asyncio
import os
import pathlib
from urllib.parse import parse_qs, urlsplit

import httpx2
import mcp
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

HERE = pathlib.Path(__file__).resolve().parent
ISSUER, PASSWORD, SERVER = os.environ["ISSUER"], os.environ["PASSWORD"], os.environ["MCP_SERVER"]
REDIRECT_URI = "http://127.0.0.1:33418/callback"


class Storage:
    """What the client remembers."""

    def __init__(self):
        self.tokens = self.client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


class Person:
    """Who sits in front of the browser, and is asked once."""

    def __init__(self):
        self.visits = []

    async def sign_in(self, address):
        command = ["node", str(HERE / "drive.mjs"), address, REDIRECT_URI, "ada@example.com", PASSWORD]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
        assert process.returncode == 0, "the browser was not sent back"
        self.visits.append((address, output.decode().strip()))

    async def come_back(self):
        said = {name: values[0] for name, values in parse_qs(urlsplit(self.visits[-1][1]).query).items()}
        return AuthorizationCodeResult(code=said["code"], state=said.get("state"), iss=said.get("iss"))


async def use(storage, person):
    metadata = OAuthClientMetadata(client_name="An agent", redirect_uris=[REDIRECT_URI], scope="profile email",
                                   grant_types=["authorization_code", "refresh_token"],
                                   token_endpoint_auth_method="none")
    auth = OAuthClientProvider(SERVER, metadata, storage, person.sign_in, person.come_back)
    async with (
        httpx2.AsyncClient(auth=auth) as http,
        streamable_http_client(SERVER, http_client=http) as streams,
        mcp.ClientSession(streams[0], streams[1]) as session,
    ):
        await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        answer = (await session.call_tool("whoami", {})).content[0].text
    return tools, answer


async def main():
    storage, person = Storage(), Person()
    tools, answer = await use(storage, person)
    assert tools == ["whoami"] and answer.startswith("mail of user_"), (tools, answer)
    address, back = person.visits[0]
    asked, said = parse_qs(urlsplit(address).query), parse_qs(urlsplit(back).query)
    assert address.startswith(f"{ISSUER}/oauth/authorize?") and said["iss"] == [ISSUER], (address, back)
    assert asked["code_challenge_method"] == ["S256"] and asked["resource"] == [SERVER], address
    assert asked["client_id"] == [storage.client.client_id] and storage.client.client_secret is None
    # The next connection has a token already, and asks nobody.
    assert await use(storage, person) == (tools, answer) and len(person.visits) == 1
    # A token that is none leads to the page again.
    storage.tokens.access_token, storage.tokens.refresh_token = "nonsense", None
    assert await use(storage, person) == (tools, answer) and len(person.visits) == 2
    print(f"an agent registered, signed in and was told: {answer}")


asyncio.run(main())

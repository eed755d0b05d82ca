"""A client that shakes hands, lists and calls every tool, and tries to delete without the right token."""

import asyncio
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import httpx2
import mcp
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

PROGRAM = sys.argv[1]
READING = {"search", "describe", "plan", "read", "explain"}
EVERYTHING = READING | {"write", "confirm"}


def environment(folder, scopes):
    return {"HOME": str(folder), "PATH": os.environ["PATH"], "CLERK_BAPI_SCOPES": scopes}


@contextlib.asynccontextmanager
async def over_stdio(folder, scopes, flags):
    command = mcp.StdioServerParameters(
        command=PROGRAM, args=["mcp", "--local", *flags], cwd=str(folder), env=environment(folder, scopes))
    async with stdio_client(command) as (reader, writer), mcp.ClientSession(reader, writer) as session:
        yield session


@contextlib.asynccontextmanager
async def over_http(folder, scopes, flags):
    with subprocess.Popen(
        [PROGRAM, "mcp", "--local", "--listen", "127.0.0.1:0", *flags],
        cwd=folder, env={**environment(folder, scopes), "FRONTDESK_MCP_TOKEN": "a secret between two"}, stdout=subprocess.PIPE, text=True,
    ) as server:
        try:
            url = server.stdout.readline().strip()
            await strangers_are_kept_out(url)
            headers = {"Authorization": "Bearer a secret between two"}
            async with (
                httpx2.AsyncClient(headers=headers) as http,
                streamable_http_client(url, http_client=http) as streams,
                mcp.ClientSession(streams[0], streams[1]) as session,
            ):
                yield session
        finally:
            server.terminate()


async def strangers_are_kept_out(url):
    """Without the token, from a web page, or by another name of the host: each on a connection of its own, since a
    server may close one whose request it did not read to its end."""
    authorized = {"Authorization": "Bearer a secret between two", "Accept": "application/json, text/event-stream"}
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer a secret between three"}, 401),
        ({**authorized, "Origin": "https://evil.example"}, 403),
        ({**authorized, "Host": "evil.example"}, 403),
    ):
        async with httpx2.AsyncClient() as http:
            assert (await http.post(url, json={}, headers=headers)).status_code == status, headers


async def call(session, tool, **arguments):
    """The tool's answer, and whether it is an error."""
    result = await session.call_tool(tool, arguments)
    assert len(result.content) == 1 and result.content[0].type == "text", result
    text = result.content[0].text
    assert len(text) < 25_000, f"{tool} answered {len(text)} characters"
    try:
        return json.loads(text), bool(result.is_error)
    except json.JSONDecodeError:
        return text, bool(result.is_error)


async def refused(session, tool, code, **arguments):
    answer, is_error = await call(session, tool, **arguments)
    assert is_error and answer["error"]["code"] == code, (tool, arguments, answer)
    return answer


async def done(session, tool, **arguments):
    answer, is_error = await call(session, tool, **arguments)
    assert not is_error, (tool, arguments, answer)
    return answer


async def tools_of(session):
    tools = {tool.name: tool for tool in (await session.list_tools()).tools}
    assert len(tools) <= 8
    for name, tool in tools.items():
        assert tool.description and tool.input_schema["additionalProperties"] is False, name
        assert tool.annotations.read_only_hint is (name in READING), name
        assert tool.annotations.destructive_hint is (name not in READING), name
        assert tool.annotations.idempotent_hint is (name in READING), name
    return set(tools)


async def everything(session):
    """Each tool is called; a user is deleted with the token and not without it."""
    tools = await tools_of(session)
    assert tools == EVERYTHING, tools

    tags = await done(session, "search")
    assert any(tag["tag"] == "Users" for tag in tags["tags"])
    found = await done(session, "search", words="ban a user")
    assert "BanUser" in [operation["operation"] for operation in found["operations"]], found
    text = await done(session, "describe", operation="DELETE /users/{user_id}")
    assert "risk: irreversible" in text and "scopes: write, delete" in text, text
    assert "limit (integer" in await done(session, "describe", operation="getuserlist")
    plan = await done(session, "plan", operation="DELETE /users/user_1")
    assert plan["steps"][0]["operation"] == "DeleteUser" and plan["refusals"][0]["code"] == "confirmation_needed", plan
    await refused(session, "describe", "unknown_operation", operation="DeletUser")
    await refused(session, "plan", "invalid_parameters", operation="GetUserList", parameters={"limti": 1})

    new = {"email_address": ["ann@example.com"], "skip_password_requirement": True, "first_name": "Ann"}
    created = await done(session, "write", operation="CreateUser", parameters=new)
    user = created["answer"]["id"]
    target = {"operation": "DeleteUser", "parameters": {"user_id": user}}
    listed = await done(session, "read", operation="GET /users", parameters={"limit": 5}, fields=["id"])
    assert listed["answer"] == [{"id": user}], listed
    changed = await done(session, "write", operation=f"PATCH /users/{user}/metadata",
                         parameters={"public_metadata.plan": "pro"}, fields=["public_metadata"])
    assert changed["answer"] == {"public_metadata": {"plan": "pro"}} and "three kinds" in changed["notes"][0], changed

    # Reading tools do not write, writing tools do not delete unasked, and no argument is consent.
    await refused(session, "read", "not_a_read", **target)
    await refused(session, "write", "not_a_write", operation="GetUser", parameters={"user_id": user})
    for consent in ("yes", "admin", "confirm", "live", "token"):
        await refused(session, "write", "invalid_arguments", **target, **{consent: user})
    await refused(session, "confirm", "confirmation_wrong", **target, token="0" * 48, target=user)
    other = (await done(session, "write", operation="CreateUser", parameters={**new, "email_address": ["bob@example.com"]}))
    other = {"operation": "DeleteUser", "parameters": {"user_id": other["answer"]["id"]}}

    async def token():
        answer = await refused(session, "write", "confirmation_needed", **target)
        confirmation = answer["confirmation"]
        assert confirmation["target"] == user and "0 sessions" in confirmation["what_goes"], confirmation
        return confirmation["token"]

    await refused(session, "confirm", "confirmation_wrong", **other, token=await token(), target=other["parameters"]["user_id"])
    await refused(session, "confirm", "confirmation_wrong", **target, token=await token(), target="another")
    spent = await token()
    await refused(session, "confirm", "confirmation_wrong", **target, token=spent, target="another")
    await refused(session, "confirm", "confirmation_wrong", **target, token=spent, target=user)
    assert len((await done(session, "read", operation="GetUserList"))["answer"]) == 2

    good = await token()
    deleted = await done(session, "confirm", **target, token=good, target=user)
    assert deleted["answer"]["deleted"] is True and "A copy of what went" in deleted["notes"][-1], deleted
    await refused(session, "confirm", "confirmation_wrong", **target, token=good, target=user)
    await refused(session, "read", "resource_not_found", operation="GetUser", parameters={"user_id": user})
    await refused(session, "write", "upload_not_supported", operation="UploadOrganizationLogo",
                  parameters={"organization_id": "org_1", "file": "/etc/passwd"})
    assert "unsafe_metadata" in (await done(session, "explain", topic="metadata"))["text"]
    assert (await done(session, "explain", topic="form_param_unknown"))["statuses"] == [422]
    await refused(session, "explain", "unknown_topic", topic="the weather")


async def reading_only(session):
    assert "write" not in await tools_of(session) and "confirm" not in await tools_of(session)
    await done(session, "read", operation="GetUserList")
    new = {"operation": "CreateOrganization", "parameters": {"name": "Acme"}}
    await refused(session, "write", "not_allowed", **new)
    with contextlib.suppress(mcp.MCPError):
        await session.call_tool("delete_everything", {})
        raise AssertionError("a tool that does not exist was called")


async def not_granted(session):
    new = {"operation": "CreateOrganization", "parameters": {"name": "Acme"}}
    await refused(session, "write", "scope_missing", **new)


async def writing_only(session):
    created = await done(session, "write", operation="CreateOrganization", parameters={"name": "Acme"})
    gone = {"operation": "DeleteOrganization", "parameters": {"organization_id": created["answer"]["id"]}}
    await refused(session, "write", "not_allowed", **gone)


async def many_large_objects(session):
    """A result is bounded, and says what is not there."""
    long = {"notes": "x" * 7_000}
    for name in range(5):
        await done(session, "write", operation="CreateOrganization",
                   parameters={"name": f"Org {name}", "public_metadata": long}, fields=["id"])
    listed = await done(session, "read", operation="GET /organizations")
    assert listed["cut"]["of"] == 5 and listed["cut"]["shown"] == len(listed["answer"]["data"]) < 5, listed["cut"]
    assert listed["answer"]["total_count"] == 5


CASES = [
    (everything, "write,delete", ["--allow", "delete"]),
    (reading_only, "write,delete", []),
    (not_granted, "no-write,read", ["--allow", "delete"]),
    (writing_only, "write,delete", ["--allow", "write"]),
    (many_large_objects, "write", ["--allow", "write"]),
]


async def main():
    for transport in (over_stdio, over_http):
        for case, scopes, flags in CASES:
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "package.json").write_text("{}")
                async with transport(folder, scopes, flags) as session:
                    hello = await session.initialize()
                    assert hello.server_info.name == "frontdesk" and "search" in hello.instructions
                    await case(session)
            print(f"ok  {transport.__name__}  {case.__name__}", flush=True)


asyncio.run(main())

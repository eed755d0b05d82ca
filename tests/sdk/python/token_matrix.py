"""What the SDK makes of requests: reads them from the file that is named, writes a verdict for each."""

from __future__ import annotations

import asyncio
import functools
import json
import pathlib
import ssl
import sys
from dataclasses import dataclass
from typing import Any

from clerk_backend_api.security import (
    AuthenticateRequestOptions,
    authenticate_request,
    authenticate_request_async,
    authenticaterequest,
)
from clerk_backend_api.security.types import RequestState, VerifyTokenOptions


@dataclass
class Request:
    """What the SDK wants of a web framework's request."""

    headers: dict[str, str]


def verdict(state: RequestState) -> dict[str, Any]:
    if not state.is_signed_in:
        return {"reason": state.reason.value[0]}
    # It does not say what kind of token it has looked at. Claims have `sub`, what the API knows of a token has `subject`.
    payload = state.payload
    return {"subject": payload["sub"] if "sub" in payload else payload["subject"]}


async def main() -> None:
    given = json.loads(pathlib.Path(sys.argv[1]).read_text())
    # Requests can be authenticated against the hosted API alone: where it is, is no option of this SDK.
    authenticaterequest.VerifyTokenOptions = functools.partial(VerifyTokenOptions, api_url=given["api_url"])
    # It makes a client for each request, which would read every certificate of the world again, for no TLS at all.
    ssl.create_default_context = functools.cache(ssl.create_default_context)
    asked = []
    for one in given["requests"]:
        options = AuthenticateRequestOptions(
            secret_key=given["secret_key"], accepts_token=one["accepts"], audience=one["audience"]
        )
        asked.append((Request({"Authorization": one["authorization"]}), options))
    said = [verdict(authenticate_request(*one)) for one in asked]
    # The other way to ask has code of its own in this SDK.
    later = [verdict(state) for state in await asyncio.gather(*(authenticate_request_async(*one) for one in asked))]
    differ = [(one, other) for one, other in zip(said, later) if one != other]
    if differ:
        sys.exit(f"authenticate_request and authenticate_request_async differ: {differ}")
    print(json.dumps(said))


asyncio.run(main())

"""Whether two requests are the same, and whether they had the same effect."""

import email
import email.policy
import json
import re


class Different(Exception):
    """What differs, for the person at the terminal."""


def uses_sdk(language, text):
    return {"js": "@clerk/backend\";", "python": "from clerk_backend_api", "rust": "client.send("}.get(language, "\0") in text


def body_of(seen):
    """The body as a value: JSON, or the parts of a form."""
    kind = seen.headers.get("content-type", "")
    if not seen.body:
        return None
    if kind.startswith("multipart/form-data"):
        message = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + seen.body, policy=email.policy.HTTP)
        parts = []
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            kind = part.get_content_type() if part.get_filename() else "text"
            parts.append([name, part.get_filename(), kind, content.hex()])
        return {"form": sorted(parts, key=str)}
    if not kind.startswith("application/json"):
        raise Different(f"a body of {kind!r}")
    return json.loads(seen.body)


def masked(value, subject):
    """A value without what differs from run to run: the things of each run, new ids, times and secrets."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    for name, own in sorted(subject.items(), key=lambda item: -len(str(item[1]))):
        text = text.replace(str(own), f"<{name}>")
    text = re.sub(r"\b([a-z]+_)[0-9A-Za-z]{27}\b", r"\1…", text)
    text = re.sub(r"\b1[0-9]{12}\b", "0", text)
    text = re.sub(r"\b1[0-9]{9}\b", "0", text)
    text = re.sub(r"eyJ[0-9A-Za-z_\-]+\.[0-9A-Za-z_\-]+\.[0-9A-Za-z_\-]+", "<token>", text)
    text = re.sub(r"\b[0-9a-f]{32}\b", "<trace>", text)
    text = re.sub(r"[0-9A-Za-z_\-=%+/]{40,}", "<long>", text)
    return json.loads(text)


def answer_of(seen, subject):
    try:
        return masked(json.loads(seen.answer), subject)
    except ValueError:
        return seen.answer.decode(errors="replace")


def about(seen, case):
    return seen.method == case.method and case.pattern.fullmatch(re.sub(r"^/v1/", "/", seen.path))


def wanted(seen, case, subject, done):
    """What the executor sent, and how it was answered. Its guard rails read before; the request itself comes last."""
    found = [one for one in seen if about(one, case)]
    if not found:
        raise Different(f"it sent no {case.method} {case.path}: {done.stderr}")
    own = found[-1]
    if case.served and not 200 <= own.status < 300:
        raise Different(f"it was answered {own.status}: {own.answer.decode()}")
    if (done.returncode == 0) != (own.status < 400):
        raise Different(f"it exits with {done.returncode} on {own.status}: {done.stderr}")
    return {
        "path": re.sub(r"^/v1/", "/", str(masked(own.path, subject))),
        "query": masked(own.query, subject),
        "version": own.headers.get("clerk-api-version"),
        "key": own.headers.get("authorization"),
        "body": masked(body_of(own), subject),
        "status": own.status,
        "answer": answer_of(own, subject) if own.status < 300 else None,
    }


def same(expected, seen, done, case, subject, language, text, usage, key):
    """The program sent that request and nothing else, and was answered in the same way."""
    also = usage.also(language) if uses_sdk(language, text) else []
    beside = [one.split(" ", 1)[1] for one in also if one.startswith("GET ")]
    own = [one for one in seen if about(one, case)]
    others = [one for one in seen if one not in own and not (one.method == "GET" and re.sub(r"^/v1", "", one.path) in beside)]
    if len(own) != 1 or others:
        told = [f"{one.method} {one.path} -> {one.status}" for one in seen]
        raise Different(f"one request was expected, not {told}")
    own = own[0]
    unversioned = language == "js" and uses_sdk(language, text)
    if not own.path.startswith("/v1/") and not unversioned:
        raise Different(f"the path is {own.path}")
    path = str(masked(re.sub(r"^/v1/", "/", own.path), subject))
    if path != expected["path"]:
        raise Different(f"the path is {path}, and should be {expected['path']}")
    if own.headers.get("clerk-api-version") != expected["version"]:
        raise Different(f"the version is {own.headers.get('clerk-api-version')}, and should be {expected['version']}")
    authorization = own.headers.get("authorization")
    if expected["key"] != authorization or (authorization and authorization != f"Bearer {key}"):
        raise Different("the key is another one")
    defaults = usage.defaults if uses_sdk(language, text) and language in ("js", "python") else {}
    query = masked(own.query, subject)
    for name, value in [pair for pair in query if pair not in expected["query"]]:
        if f"{name}={value}" not in also and not is_default(defaults, name, value):
            raise Different(f"the query says {name}={value}, and should be {expected['query']}")
    lost = [pair for pair in expected["query"] if pair not in query]
    if lost:
        raise Different(f"the query is without {lost}")
    body, right = masked(body_of(own), subject), expected["body"]
    if uses_sdk(language, text) and language in ("js", "python"):
        # An SDK may write out what counts anyway, and a body without fields is none to some.
        body, right = body or {}, right or {}
        rows = zip(body, right) if isinstance(body, list) and isinstance(right, list) else [(body, right)]
        for ours, theirs in rows:
            for name in [name for name in ours if name not in theirs]:
                if is_default(defaults, name, ours[name]) or (case.operation, name, ours[name]) in HARMLESS:
                    del ours[name]
    if body != right:
        raise Different(f"the body is {body!r}, and should be {right!r}")
    if own.status != expected["status"]:
        raise Different(f"the answer is {own.status} {own.answer.decode(errors='replace')[:300]}, and was {expected['status']}")
    if own.status < 300 and not also and answer_of(own, subject) != expected["answer"]:
        raise Different(f"the answer is {answer_of(own, subject)}, and was {expected['answer']}")
    if (done.returncode == 0) != (own.status < 400):
        raise Different(f"it exits with {done.returncode} on {own.status}")


# What an SDK writes although nobody said it, where the documents name no default: null of a thing that is made is as
# good as nothing.
HARMLESS = {
    ("createM2MToken", "seconds_until_expiration", None),
    ("createM2MToken", "claims", None),
}


def is_default(defaults, name, value):
    if name not in defaults:
        return False
    default = defaults[name]
    if isinstance(default, (int, float)) and re.fullmatch(r"[0-9.]+", str(value)):
        return float(value) == default
    return value == default or str(value).lower() == str(default).lower()

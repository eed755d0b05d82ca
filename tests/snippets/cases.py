"""What is run: requests on real things for what the server answers, and the explorer's own example of every tag."""

import json
import re
import struct
import subprocess
import uuid
import zlib

NEWEST = "2026-05-12"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# Two by two pixels.
PICTURE = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
           + chunk(b"IDAT", zlib.compress(b"\0\1\2\3\4\5\6" * 2)) + chunk(b"IEND", b""))


def user(server):
    mark = uuid.uuid4().hex[:10]
    made = server.call("POST", "/users", {"email_address": [f"{mark}@example.com"], "skip_password_requirement": True,
                                          "public_metadata": {"plan": "free", "seats": 3}})
    return {"user": made["id"], "mail": made["email_addresses"][0]["id"], "mark": mark}


def organization(server):
    made = user(server)
    organization = server.call("POST", "/organizations", {"name": f"Works {made['mark']}", "created_by": made["user"],
                                                           "max_allowed_memberships": 9})
    return dict(made, org=organization["id"])


def member(server):
    team = organization(server)
    second = user(server)
    server.call("POST", f"/organizations/{team['org']}/memberships", {"user_id": second["user"], "role": "org:member"})
    return dict(team, member=second["user"], member_mark=second["mark"], member_mail=second["mail"])


def invitation(server):
    mark = uuid.uuid4().hex[:10]
    made = server.call("POST", "/invitations", {"email_address": f"{mark}@example.com", "notify": False})
    return {"invitation": made["id"], "mark": mark}


def team_invitation(server):
    team = organization(server)
    made = server.call("POST", f"/organizations/{team['org']}/invitations",
                       {"email_address": f"new.{team['mark']}@example.com", "role": "org:member", "notify": False})
    return dict(team, invitation=made["id"])


def session(server):
    made = user(server)
    return dict(made, session=server.call("POST", "/sessions", {"user_id": made["user"]})["id"])


def sign_in_token(server):
    made = user(server)
    return dict(made, token=server.call("POST", "/sign_in_tokens", {"user_id": made["user"]})["id"])


def nothing(server):
    return {"mark": uuid.uuid4().hex[:10]}


METADATA = json.dumps({"public_metadata": {"plan": "pro", "teamSize": 12, "quote": "it's \"so\" `$x` \\ é\n日本", "f": 1.5,
                                           "no": None, "yes": True, "e": [], "o": {}, "big": 3000000000,
                                           "list": [{"a": 1}, {"b": [1, 2]}]}})

# Tag, what is made before, the words, and the version where it is not the newest.
SERVED = [
    ("Users", user, ["GET", "/users/<user>"]),
    ("Users", user, ["GET", "/users", "limit=5", "query=<mark>", "order_by=-created_at"]),
    ("Users", user, ["GET", "/users", "user_id=<user>", "user_id=user_2"]),
    ("Users", user, ["GET", "/users/count", "query=<mark>"]),
    ("Users", nothing, ["POST", "/users", "email_address=<mark>@example.com", "first_name=Zoë", "last_name=O'Neil",
                        "skip_password_requirement=true", "public_metadata.plan=pro"]),
    ("Users", user, ["PATCH", "/users/<user>", "first_name=Ann", "last_name:=null", "external_id=<mark>"]),
    ("Users", user, ["PATCH", "/users/<user>/metadata", "-d", METADATA]),
    ("Users", user, ["PATCH", "/users/<user>/metadata", "public_metadata:={\"plan\":null,\"n\":12345678901234567890}"]),
    ("Users", user, ["PUT", "/users/<user>/metadata", "private_metadata.crm=<mark>"]),
    # Metadata belonged to the plain update before it had operations of its own.
    ("Users", user, ["PATCH", "/users/<user>", "public_metadata.plan=pro"], "2025-11-10"),
    ("Users", user, ["PATCH", "/users/<user>", "public_metadata.plan=pro"], "2024-10-01"),
    ("Users", user, ["PATCH", "/users/<user>", "first_name=Ann"], "2025-11-10"),
    ("Users", user, ["PATCH", "/users/<user>/metadata", "public_metadata.plan=pro"], "2021-02-05"),
    ("Users", user, ["POST", "/users/<user>/profile_image", "file@picture.png"]),
    ("Users", user, ["POST", "/users/<user>/ban"]),
    ("Users", user, ["DELETE", "/users/<user>"]),
    ("Users", user, ["POST", "/users/ban", "user_ids=<user>"]),
    ("Users", member, ["GET", "/users/<user>/organization_memberships", "limit=3"]),
    ("Email Addresses", user, ["GET", "/email_addresses/<mail>"]),
    ("Email Addresses", user, ["POST", "/email_addresses", "user_id=<user>", "email_address=two.<mark>@example.com", "verified=true"]),
    ("Email Addresses", user, ["PATCH", "/email_addresses/<mail>", "verified=true", "primary=true"]),
    ("Organizations", organization, ["GET", "/organizations/<org>", "include_members_count=true"]),
    ("Organizations", organization, ["GET", "/organizations", "limit=2", "query=<mark>", "include_members_count=false"]),
    ("Organizations", user, ["POST", "/organizations", "name=Bär & Söhne <mark>", "created_by=<user>", "max_allowed_memberships=5"]),
    ("Organizations", organization, ["PATCH", "/organizations/<org>", "name=Other <mark>"]),
    ("Organizations", organization, ["PATCH", "/organizations/<org>/metadata", "public_metadata.tier=gold"]),
    ("Organizations", organization, ["PUT", "/organizations/<org>/logo", "file@picture.png", "uploader_user_id=<user>"]),
    ("Organizations", organization, ["DELETE", "/organizations/<org>"]),
    ("Organization Memberships", member, ["GET", "/organizations/<org>/memberships", "role=org:member", "limit=4"]),
    ("Organization Memberships", member, ["PATCH", "/organizations/<org>/memberships/<member>", "role=org:admin"]),
    ("Organization Memberships", member, ["DELETE", "/organizations/<org>/memberships/<member>"]),
    ("Organization Invitations", organization, ["POST", "/organizations/<org>/invitations", "email_address=inv.<mark>@example.com",
                                                "role=org:member", "notify=false", "public_metadata.from=cli"]),
    ("Organization Invitations", organization, ["POST", "/organizations/<org>/invitations/bulk", "-d",
                                                "[{\"email_address\":\"a.<mark>@example.com\",\"role\":\"org:member\",\"notify\":false},"
                                                "{\"email_address\":\"b.<mark>@example.com\",\"role\":\"org:admin\"}]"]),
    ("Organization Invitations", team_invitation, ["POST", "/organizations/<org>/invitations/<invitation>/revoke"]),
    ("Invitations", nothing, ["POST", "/invitations", "email_address=<mark>@example.com", "expires_in_days=3",
                              "redirect_url=https://example.com/welcome?a=1&b=2"]),
    ("Invitations", nothing, ["POST", "/invitations/bulk", "-d",
                              "[{\"email_address\":\"a.<mark>@example.com\",\"notify\":false},{\"email_address\":\"b.<mark>@example.com\"}]"]),
    ("Invitations", invitation, ["POST", "/invitations/<invitation>/revoke"]),
    ("Invitations", invitation, ["GET", "/invitations", "status=pending", "query=<mark>"]),
    ("Sessions", session, ["GET", "/sessions/<session>"]),
    ("Sessions", session, ["GET", "/sessions", "user_id=<user>", "limit=2"]),
    ("Sessions", session, ["POST", "/sessions/<session>/tokens", "expires_in_seconds=90"]),
    ("Sessions", session, ["POST", "/sessions/<session>/revoke"]),
    ("Sign-in Tokens", user, ["POST", "/sign_in_tokens", "user_id=<user>", "expires_in_seconds=60"]),
    ("Sign-in Tokens", sign_in_token, ["POST", "/sign_in_tokens/<token>/revoke"]),
    ("JWKS", nothing, ["GET", "/jwks"]),
]


class Usage:
    """What the catalogue says of an operation: what the SDKs send besides, and what counts when nothing is said."""

    def __init__(self, detail):
        self.sdk = detail["sdk"]
        self.defaults = {}
        for parameter in detail.get("parameters") or []:
            if "default" in parameter.get("schema", {}):
                self.defaults[parameter["name"]] = parameter["schema"]["default"]
        schema = (detail.get("body") or {}).get("schema") or {}
        for name, field in (schema.get("properties") or schema.get("items", {}).get("properties") or {}).items():
            if "default" in field:
                self.defaults[name] = field["default"]

    def also(self, language):
        call = self.sdk.get({"js": "javascript"}.get(language, language))
        return call["usage"].split(" + ")[1:] if call else []


class Case:
    def __init__(self, tag, prepare, words, version=NEWEST, served=True, operation=None):
        self.tag, self.prepare, self.template, self.version, self.served = tag, prepare, words, version, served
        self.method, self.path = words[0], words[1].split("?")[0]
        self.pattern = re.compile(re.sub(r"<\w+>", "[^/]+", re.sub(r"[.+*?()\[\]]", r"\\\g<0>", self.path)))
        self.operation = operation

    def words(self, subject):
        filled = [re.sub(r"<(\w+)>", lambda found: subject[found.group(1)], word) for word in self.template]
        return ["--api-version", self.version, *filled]

    def target(self, subject):
        """The id that an irreversible request has to confirm: the last one in its path."""
        return next((part for part in reversed(self.words(subject)[3].split("/")) if part in subject.values()),
                    self.path.rsplit("/", 1)[-1]) if self.served else self.confirmed

    def detail(self, worker):
        done = worker.start([worker.run.frontdesk, "--api-version", self.version, "--output", "json",
                             self.method, re.sub(r"<\w+>", "id_1", self.path), "help"])
        detail = json.loads(done.stdout)
        self.operation = detail["operation"]
        return Usage(detail)

    def __str__(self):
        return f"{self.tag}: {' '.join(self.template)} ({self.version})"


def explore(frontdesk, *words):
    done = subprocess.run([frontdesk, "--output", "json", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"frontdesk {' '.join(words)}: {done.stderr}")
    return json.loads(done.stdout)


def examples(frontdesk, tag, version):
    """Two operations of a tag that are as different as can be: one that reads, and the one with the longest example."""
    listed = explore(frontdesk, "--api-version", version, tag)["operations"]
    details = [explore(frontdesk, "--api-version", version, one["method"], one["path"], "help") for one in listed]
    details.sort(key=lambda detail: -len(detail["example"]["words"]))
    chosen = [details[0]] + [detail for detail in details[1:] if detail["method"] != details[0]["method"]][:1]
    for detail in chosen:
        words = detail["example"]["words"]
        case = Case(tag, nothing, words, version, served=False, operation=detail["operation"])
        last = [part for part in detail["path"].split("/") if part.startswith("{")]
        parts = dict(zip(detail["path"].split("/"), words[1].split("/")))
        case.confirmed = parts[last[-1]] if last else detail["operation"]
        yield case


def names_of(frontdesk, sdk):
    """The names of every call of an SDK in the catalogue."""
    for version in [one["version"] for one in explore(frontdesk, "versions")["versions"]]:
        for tag in explore(frontdesk, "--api-version", version, "tags")["tags"]:
            for operation in explore(frontdesk, "--api-version", version, tag["tag"])["operations"]:
                if operation["sdk"][sdk]:
                    yield operation["sdk"][sdk]


def all_of(frontdesk):
    cases = [Case(*one) for one in SERVED]
    have = {case.tag for case in cases}
    for version in (NEWEST, "2025-11-10", "2025-04-10"):
        for tag in explore(frontdesk, "--api-version", version, "tags")["tags"]:
            if tag["tag"] not in have:
                have.add(tag["tag"])
                cases.extend(examples(frontdesk, tag["tag"], version))
    return cases

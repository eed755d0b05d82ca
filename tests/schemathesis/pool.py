"""What answers have told: which things there are and where, so that requests can name them.

Everything follows from paths. What `GET /organizations/{}/domains` lists, what `POST` there creates and what
`GET /organizations/{}/domains/{}` shows are the things that `PATCH /organizations/{}/domains/{}` can name.
"""

import base64
import collections
import hashlib
import hmac
import re
import struct
import time

import fixtures

# Newer ones push older ones out: a small number keeps requests among things that belong together.
KEPT = 30
PLACEHOLDER = re.compile(r"\{[^}]*\}")
# Named by something else than the id, and elsewhere than the path says.
ELSEWHERE = {
    "template_name": lambda pool: pool.value("/jwt_templates", "name"),
    "provider": lambda pool: fixtures.PROVIDER,
}
USER = re.compile(r"(^|_)(user_id|user_ids|created_by)$")
ORGANIZATION = re.compile(r"(^|_)(organization_id|org_id)$")
ROLE_KEY = re.compile(r"(^|_)role(_keys?)?$|^roles$")
# Fields that are there and have a value of a certain kind wherever a request is to succeed; a list is filled.
ADDED = {
    "/domains": {"is_satellite": True},
    "/role_sets": {"roles": ["org:admin", "org:member"], "creator_role_key": "org:admin",
                   "default_role_key": "org:member"},
    "/users": {"email_address": [], "skip_password_requirement": True},
    "/users/{}/profile_image": {"file": b""},
    "/agents/tasks": {"permissions": "*", "task_description": "Look at the settings."},
}
# Fields that are wrong without a partner that fits.
HARDLY_EVER = {"password_digest", "password_hasher", "signing_key", "signing_algorithm", "custom_signing_key",
               "email_address_identification_status", "phone_number_identification_status", "backup_codes"}
# Where a secret was told, and the body that takes it back.
PAIRS = {
    "/sessions/{}/refresh": ("/browser_sessions", lambda told: {
        "expired_token": told["expired_token"], "refresh_token": told["refresh_token"],
        "request_origin": told["origin"]}),
    "/sessions/{}/verify": ("/sessions/{}/tokens", lambda told: {"token": told.get("jwt", "")}),
    "/email_addresses/{}/attempt_verification": ("/email_addresses/{}/prepare_verification", lambda told: {
        "verification_id": told.get("id", ""), "code": "424242"}),
    "/phone_numbers/{}/attempt_verification": ("/phone_numbers/{}/prepare_verification", lambda told: {
        "verification_id": told.get("id", ""), "code": "424242"}),
}
# Fields that name a thing.
REFERENCE = re.compile(r"_ids?$|_keys?$|(^|_)roles?$|^created_by$|^permissions$")
SHARE_UNKNOWN = 0.15
OWNERS = ("id", "user_id", "organization_id")
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def bare(path):
    """The path without the names of its placeholders, which differ between operations."""
    return PLACEHOLDER.sub("{}", path)


def placeholders(path):
    return [name[1:-1] for name in PLACEHOLDER.findall(path)]


class Pool:
    def __init__(self, random, publishable_key):
        self.random = random
        self.publishable_key = publishable_key
        # By collection: the values of the placeholders before it, and the thing.
        self.things = collections.defaultdict(lambda: collections.deque(maxlen=KEPT))
        # What the seed made has what other things rarely have: a password, a picture, a second factor.
        self.seeded = collections.defaultdict(list)
        self.tokens = collections.deque(maxlen=KEPT)
        self.count = 0

    def plant(self, made):
        """Keeps what a seed made, apart from what answers tell."""
        for kind, things in made.items():
            self.seeded[f"/{kind}"] += [([], {"id": thing} if isinstance(thing, str) else thing) for thing in things]

    def learn(self, path, values, answer):
        """Keeps the things of an answer; `values` are those of the path's placeholders, in order."""
        path = bare(path)
        if isinstance(answer, dict) and isinstance(answer.get("jwt"), str):
            self.tokens.append(answer["jwt"])
        rows = answer.get("data") if isinstance(answer, dict) and isinstance(answer.get("data"), list) else answer
        if isinstance(rows, list):
            for row in rows:
                self._keep(path, values, row)
        elif isinstance(rows, dict) and path.endswith("/{}"):
            self._keep(path[:-3], values[:-1], rows)
        else:
            self._keep(path, values, rows)

    def _keep(self, collection, values, thing):
        if not isinstance(thing, dict) or thing.get("deleted") or collection.count("{}") != len(values):
            return
        kept = self.things[collection]
        for position, (_, other) in enumerate(kept):
            if thing.get("id") is not None and other.get("id") == thing["id"]:
                del kept[position]
                break
        kept.append((values, thing))
        for name, inner in thing.items():
            if isinstance(inner, list) and inner and isinstance(inner[0], dict) and isinstance(thing.get("id"), str):
                for one in inner:
                    # A part of a user is named below the user, or by itself.
                    self._keep(f"{collection}/{{}}/{name}", [*values, thing["id"]], one)
                    self._keep(f"/{name}", [], one)

    def forget(self, path, values):
        """A thing that is gone, with all that is kept of it and below it."""
        if values and bare(path).endswith("/{}"):
            gone = values[-1]
            for kept in [*self.things.values(), *self.seeded.values()]:
                for entry in [one for one in kept if gone in one[0] or gone in _ids(one[1])]:
                    kept.remove(entry)

    def place(self, path):
        """Values for the placeholders of a path that belong together, from the first on as far as anything is known."""
        found = list(PLACEHOLDER.finditer(path))
        names = placeholders(path)
        for depth in range(len(found), 0, -1):
            name, before = names[depth - 1], path[:found[depth - 1].start()].rstrip("/")
            if name in ELSEWHERE:
                values, value = self.place(before), ELSEWHERE[name](self)
                if value and len(values) == depth - 1:
                    return {**values, name: value}
            elif chosen := self._choose(bare(before)):
                values, thing = chosen
                if value := _named(thing, name):
                    return dict(zip(names, [*values, value]))
        return {}

    def _choose(self, collection):
        sources = [kept for kept in (self.things.get(collection), self.seeded.get(collection)) if kept]
        return self.random.choice(self.random.choice(sources)) if sources else None

    def value(self, collection, field):
        found = self._choose(collection)
        return found[1].get(field) if found else None

    def text(self, name, path):
        """A value for a field of that name; None where any text will do, or nothing is known."""
        known = self._text(name, path)
        if isinstance(known, str) and REFERENCE.search(name) and self.random.random() < SHARE_UNKNOWN:
            # Well-formed, and nobody's.
            return known[:-1] + ("0" if known[-1] != "0" else "1")
        return known

    def _text(self, name, path):
        self.count += 1
        number = f"{self.count}{self.random.randrange(10 ** 6):06}"
        if USER.search(name):
            return self.value("/users", "id")
        if ORGANIZATION.search(name):
            return self.value("/organizations", "id")
        if ROLE_KEY.search(name):
            return self.random.choice(["org:admin", "org:member", self.value("/organization_roles", "key")])
        known = {
            "identifier": f"i{number}@example.com",
            "email_address": f"m{number}+clerk_test@example.com",
            "phone_number": f"+4178{self.random.randrange(10 ** 7):07}",
            "web3_wallet": "0x" + number.rjust(40, "0"),
            "username": f"u{number}",
            "external_id": f"e{number}",
            "slug": f"slug-{number}",
            "locale": "en-US",
            "password": fixtures.PASSWORD,
            "totp_secret": fixtures.TOTP_SECRET,
            "code": totp(fixtures.TOTP_SECRET) if path.endswith("/verify_totp") else "424242",
            "publishable_key": self.publishable_key,
            "query": "exa",
            "verified": "true",
            "enrollment_mode": "manual_invitation",
            "token": self.random.choice([*self.tokens, None]),
            "created_at": "2024-02-29T12:00:00Z",
            "legal_accepted_at": "2024-02-29T12:00:00Z",
            "redirect_url": f"{fixtures.ORIGIN}/{number}",
            "proxy_url": f"{fixtures.ORIGIN}/__clerk",
            "url": f"app://{number}",
            "home_url": f"https://home{number}.example.com",
            "development_origin": "http://localhost:3000",
            "support_email": f"s{number}@example.com",
            "domain_id": self.value("/domains", "id"),
            "client_id": self.value("/clients", "id"),
            "permissions": self.value("/organization_permissions", "id"),
            "role_set_key": self.value("/role_sets", "key"),
            "dest_role_set_key": self.value("/role_sets", "key"),
            "key": f"org:k{number}",
            "expires_in_seconds": 3600,
            "expires_in_days": 7,
        }
        if path.endswith("/domains") and name == "name":
            return f"host{number}.example.com"
        if name == "key" and path.startswith("/organization_permissions"):
            return f"org:k{number}:read"
        if name == "key" and path.startswith("/role_sets"):
            return f"role_set:k{number}"
        if name == "subject":
            owners = ["/machines"] if path == "/m2m_tokens" else ["/users", "/organizations", "/machines"]
            return self.value(self.random.choice(owners), "id")
        if name == "secret":
            return self.value("/api_keys", "secret")
        if path == "/clients/verify":
            return self.value("/browser_sessions", "client_token")
        if name in ("name", "agent_name"):
            return f"Name {number}"
        return known.get(name)

    def pair(self, path):
        """Values for the placeholders and a body that only work together: secrets that belong to one thing."""
        collection, write = PAIRS[bare(path)]
        chosen = self._choose(collection)
        if not chosen:
            return None
        values, told = chosen
        values = values or [told["session_id"]]
        return dict(zip(placeholders(path), values)), write(told)

    def body(self, path, body, required):
        """A body that means something: less of what may be left out, and known values where there are some."""
        if isinstance(body, list):
            return [self.body(path, one, required) for one in body[:3]]
        if not isinstance(body, dict):
            return body
        added = ADDED.get(bare(path), {})
        body = {name: value for name, value in {**body, **added}.items() if name not in HARDLY_EVER or name in required}
        wanted = {*required, *added}
        kept = {name: value for name, value in body.items() if name in wanted or self.random.random() < 0.3}
        for name, value in kept.items():
            if added.get(name):
                kept[name] = added[name]
            elif name == "file":
                kept[name] = PICTURE
            elif name == "actor":
                kept[name] = {"sub": self.value("/users", "id") or "user_1"}
            elif name == "on_behalf_of":
                kept[name] = {"user_id": self.value("/users", "id") or "user_1"}
            elif isinstance(value, (str, list, int)) and not isinstance(value, bool):
                known = self.text(name, path)
                if known is not None:
                    kept[name] = [known] if isinstance(value, list) else known
        return kept


def _named(thing, name):
    """What a placeholder of that name takes from a thing: the field called so, here or one level down, or the id."""
    inner = [one for one in thing.values() if isinstance(one, dict)]
    return next((one[name] for one in [thing, *inner] if isinstance(one.get(name), str)), thing.get("id"))


def _ids(thing):
    """Its id, and those of what it belongs to."""
    inner = [one for one in thing.values() if isinstance(one, dict)]
    return [value for one in [thing, *inner] for name, value in one.items() if name in OWNERS]


def totp(secret):
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 10 ** 6:06}"

"""What schemathesis calls: names existing things in the requests that it makes up, and counts what is answered.

The values that schemathesis makes up on purpose to be refused stay as they are, each part of a request by itself: a
wrong body for a user that exists reaches further than one for a user that does not.
"""

import atexit
import collections
import functools
import json
import os
import pathlib
import random
import time
import urllib.error
import urllib.request

import schemathesis
from pool import PAIRS, PICTURE, Pool, bare, placeholders
from schemathesis.core import NOT_SET
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation

CONFIGURATION = json.loads(pathlib.Path(os.environ["FRONTDESK_SCHEMATHESIS"]).read_text())
DOCUMENT = json.loads(pathlib.Path(CONFIGURATION["document"]).read_text())
# The rest of the requests goes out as it was made up.
SHARE_FED = 0.8
# How often things are looked up anew that requests have deleted or created.
LOOK_EVERY = 15.0

pool = Pool(random.Random(CONFIGURATION["seed"]), CONFIGURATION["publishable_key"])
pool.plant(CONFIGURATION["made"])
answers = collections.defaultdict(collections.Counter)
# Why requests were refused: what to look at when an operation never succeeds.
refusals = collections.defaultdict(collections.Counter)
looked_at = 0.0


def get(path):
    request = urllib.request.Request(CONFIGURATION["url"] + "/v1" + path, headers=CONFIGURATION["headers"])
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise
        # A thing that is gone by now, or a setting that is off.
        return None


def look():
    """Reads the lists, first those without placeholders, then those of some things that the first ones named."""
    global looked_at
    reads = [(path, methods["get"]) for path, methods in DOCUMENT["paths"].items() if is_readable(methods)]
    reads.sort(key=lambda read: len(placeholders(read[0])))
    for path, operation in reads:
        names = placeholders(path)
        queries = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"]
        ask = "?limit=20&order_by=-created_at" if "order_by" in queries else "?limit=20" if "limit" in queries else ""
        for _ in range(4 if names or "user_id" in queries else 1):
            values = pool.place(path)
            if len(values) < len(names):
                break
            query = ask
            if "user_id" in queries and "client_id" in queries:
                query = f"{ask or '?'}&user_id={pool.value('/users', 'id')}"
            answer = get(path.format(**values) + query)
            if answer is not None:
                pool.learn(path, list(values.values()), answer)
    looked_at = time.monotonic()


def is_readable(methods):
    # A list below a thing is worth reading, and so is a list by itself; a thing by itself was in its list.
    operation = methods.get("get")
    if operation is None or "x-frontdesk-unserved" in operation:
        return False
    return not any(parameter["in"] == "query" and parameter["required"] for parameter in operation["parameters"])


def is_positive(case, location):
    component = case.meta.components.get(location) if case.meta else None
    return component is None or component.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    if time.monotonic() - looked_at > LOOK_EVERY:
        look()
    if pool.random.random() > SHARE_FED:
        return
    path = case.operation.path
    if bare(path) in PAIRS and is_positive(case, ParameterLocation.BODY) and (pair := pool.pair(path)):
        case.path_parameters, case.body = pair
        return
    if case.path_parameters and is_positive(case, ParameterLocation.PATH):
        case.path_parameters.update(pool.place(path))
    if case.query and is_positive(case, ParameterLocation.QUERY):
        feed_query(case, path)
    if isinstance(case.body, (dict, list)) and is_positive(case, ParameterLocation.BODY):
        case.body = pool.body(path, case.body, required_fields(path, case.operation.method))


def feed_query(case, path):
    parameters = DOCUMENT["paths"][path][case.operation.method.lower()]["parameters"]
    required = {parameter["name"] for parameter in parameters if parameter["in"] == "query" and parameter["required"]}
    for name in list(case.query):
        if name not in required and pool.random.random() < 0.5:
            del case.query[name]
        elif isinstance(case.query[name], (str, list)):
            known = pool.text(name, path)
            if known is not None:
                case.query[name] = [known] if isinstance(case.query[name], list) else known


@functools.cache
def required_fields(path, method):
    """The names that a body has to have, or each item of one that is a list."""
    body = DOCUMENT["paths"][path][method.lower()].get("requestBody", {"content": {}})
    for media in body["content"].values():
        schema = resolve(media["schema"])
        return set(resolve(schema.get("items", schema)).get("required", []))
    return set()


def resolve(schema):
    while inner := schema.get("$ref") or schema.get("allOf"):
        schema = DOCUMENT["components"]["schemas"][inner.rsplit("/", 1)[1]] if isinstance(inner, str) else inner[0]
    return schema


@schemathesis.hook
def after_call(context, case, response):
    label, status = case.operation.label, response.status_code
    answers[label][status] += 1
    path, given = case.operation.path, case.path_parameters or {}
    values = [str(given[name]) for name in placeholders(path) if name in given]
    if case.method.upper() != case.operation.method.upper():
        return
    if status == 404 or (case.method.upper() == "DELETE" and status < 300):
        pool.forget(path, values)
    elif status < 300 and response.headers.get("content-type") == ["application/json"]:
        pool.learn(path, values, json.loads(response.content))
    if status >= 400:
        refusals[label][reason(response)] += 1


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Which acceptances of a wrong request are as they should be; nothing else is let pass.

    Where every field may be left out, `null` or nothing stands for an object without fields: official SDKs send that.
    A picture that was put into a form is right, although bytes are no text, which is what a schema can say of it.
    """
    is_nothing = case.body is None or case.body is NOT_SET
    is_picture = isinstance(case.body, dict) and case.body.get("file") == PICTURE
    return not (isinstance(failure, AcceptedNegativeData) and (is_nothing or is_picture))


def reason(response):
    try:
        error = json.loads(response.content)["errors"][0]
        return f"{response.status_code} {error['code']} {error.get('meta', {}).get('param_name', '')}".strip()
    except (ValueError, KeyError, IndexError, TypeError):
        return str(response.status_code)


@atexit.register
def report():
    told = {"answers": answers, "refusals": refusals}
    pathlib.Path(CONFIGURATION["report"]).write_text(json.dumps(told))

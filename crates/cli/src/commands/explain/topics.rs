//! The topics: what is asked most about the Backend API, in short.

use frontdesk_contract::ApiVersion;

use crate::suggest::normalize;

/// One topic.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    /// The topic in half a line.
    pub(crate) about: &'static str,
    /// What else people call it.
    also: &'static [&'static str],
    /// Its text; indented lines stay as they are.
    pub(crate) lines: fn() -> Vec<String>,
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "metadata",
        about: "public, private, unsafe: who reads and writes which",
        also: &["public_metadata", "private_metadata", "unsafe_metadata", "custom data"],
        lines: || text(METADATA),
    },
    Topic {
        name: "metadata-overwrite",
        about: "when a change of metadata loses keys, and how not to",
        also: &["overwrite", "metadata merge", "merge", "overwritten metadata", "metadata replace"],
        lines: || text(OVERWRITE),
    },
    Topic {
        name: "rate-limits",
        about: "how many requests are allowed, and what to do about 429",
        also: &["429", "limits", "throttling", "too many requests", "retry-after"],
        lines: || text(RATE_LIMITS),
    },
    Topic {
        name: "pagination",
        about: "limit, offset, and reading everything",
        also: &["paging", "pages", "limit", "offset", "cursor"],
        lines: || text(PAGINATION),
    },
    Topic {
        name: "scopes",
        about: "what CLERK_BAPI_SCOPES grants, and --admin",
        also: &["CLERK_BAPI_SCOPES", "--admin", "admin", "guard rails", "permissions of this program"],
        lines: || text(SCOPES),
    },
    Topic {
        name: "versions",
        about: "the dated versions of the API, and which one a request gets",
        also: &["version", "api version", "Clerk-API-Version", "2026-05-12"],
        lines: versions,
    },
    Topic {
        name: "roles",
        about: "roles in organizations: org:admin, org:member, your own",
        also: &["org:admin", "org:member", "role", "permissions", "role keys"],
        lines: || text(ROLES),
    },
    Topic {
        name: "tokens",
        about: "secret keys, session tokens and the other tokens",
        also: &["token", "jwt", "session token", "keys", "secret key"],
        lines: || text(TOKENS),
    },
    Topic {
        name: "errors",
        about: "what an error looks like, and this program's exit codes",
        also: &["error codes", "trace id", "clerk_trace_id", "error envelope"],
        lines: || text(ERRORS),
    },
];

/// Every topic.
pub(crate) fn all() -> impl Iterator<Item = &'static Topic> {
    TOPICS.iter()
}

/// The topic that a text names.
pub(super) fn find(text: &str) -> Option<&'static Topic> {
    let wanted = normalize(text);
    TOPICS.iter().find(|topic| {
        let names = std::iter::once(&topic.name).chain(topic.also);
        names.map(|name| normalize(name)).any(|name| name == wanted)
    })
}

fn text(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

const METADATA: &str = "\
Users and organizations carry three kinds of free JSON. Which one is right depends on who may read and write it:

  kind              read by          written by       good for
  public_metadata   browser, server  server only      plan, role, feature flags
  private_metadata  server only      server only      billing ids, own notes
  unsafe_metadata   browser, server  browser, server  onboarding steps, UI state

Choose public for what the front end shows but must not change, private for what must never leave your servers, \
and unsafe only for what may be wrong: anybody signed in can change their own. Organizations have no unsafe \
metadata.

Public metadata can be put into session tokens, which have to stay small: a cookie holds about 4 kB in all. A \
kind takes 8 kB.

  frontdesk PATCH /users/user_1/metadata public_metadata.plan=pro
  frontdesk explain metadata-overwrite";

const OVERWRITE: &str = "\
Whether a change keeps the other keys depends on the operation and on the API version:

  operation                       version            other keys
  PATCH /users/{user_id}          up to 2025-11-10   lost: kinds are replaced
  PATCH /users/{user_id}          from 2026-05-12    refuses metadata
  PATCH /users/{user_id}/metadata all                kept: merged at every depth
  PUT   /users/{user_id}/metadata all                lost: kinds are replaced

The same holds for organizations. In a merge, null removes a key; lists are replaced whole.

An SDK call follows the operation it makes: updateUser replaces up to 2025-11-10, updateUserMetadata merges. \
Where nothing merges, read first, add to what was read, and write all of it; look again afterwards, since \
somebody else may have written in between.

  frontdesk PATCH /users/user_1/metadata public_metadata.plan=pro
  frontdesk PATCH /users/user_1/metadata 'public_metadata:={\"plan\":null}'";

const RATE_LIMITS: &str = "\
Every instance has a budget; what goes beyond it is answered with 429 and a Retry-After header in seconds.

  what                                      limit
  Backend API, production instance          1,000 requests in 10 seconds
  Backend API, development instance         100 requests in 10 seconds
  POST /invitations                         100 an hour
  POST /invitations/bulk                    25 an hour
  organization invitations                  250 an hour
  Frontend API, starting a sign-in          5 in 10 seconds
  Frontend API, attempts of a sign-in       3 in 10 seconds
  GET /users, most rows in a page           500

GET /jwks has no limit: verify tokens with its keys instead of asking the API about each.

To stay below: ask for large pages, read many by one list (`user_id=a user_id=b`) instead of one by one, and \
keep what seldom changes. On a server, currentUser() is a request to the Backend API each time; auth() reads the \
session token and costs nothing.

After a 429, wait as Retry-After says; a write that was refused so was not carried out and may be repeated. \
Development instances run into the limit early: loops and page loads that ask for the user each time are the \
usual reason.";

const PAGINATION: &str = "\
Lists come in pages. `limit` says how many rows (10 unless said, 500 at most for most lists), `offset` how many \
to skip.

  frontdesk GET /users limit=100 offset=200 order_by=-created_at

Some lists answer with a bare array, others with an object of `data` and `total_count`; `paginated=true` asks \
for the object where the operation has it. Newer lists give a cursor instead of an offset: send it back as it \
came.

Rows that are added or deleted meanwhile move the others: order by created_at, and know rows by their id. A page \
that is shorter than its limit is the last one.

  frontdesk GET /users/count
  frontdesk GET /users --all -o ndjson

`--all` reads every page, each row once, within the rate limits; after an interruption the same command goes on where \
it was.";

const SCOPES: &str = "\
The environment variable CLERK_BAPI_SCOPES says what this program may do, as words with commas or spaces between \
them. It is a rule of this program: the secret key itself can do everything.

  method              needs
  GET                 nothing
  POST, PUT, PATCH    write
  DELETE              write and delete

Whole words count: `no-write` grants nothing. What is not granted is not sent; the program says so and ends with \
code 9.

`--admin` answers this check for one request, and only this one: a write is still shown and asked for, and what \
cannot be undone still wants the id typed back (`--confirm ID` where nobody can be asked). `--yes` never \
confirms a deletion.

  CLERK_BAPI_SCOPES=write frontdesk PATCH /users/user_1 first_name=Ann
  frontdesk --admin --dry-run DELETE /users/user_1";

const ROLES: &str = "\
A member of an organization has one role, named by a key that begins with `org:`. Two are there from the start:

  org:admin     everything in the organization
  org:member    to see it and its members

Others can be made for the instance and given permissions (`org:feature:action`); the Organization Roles and \
Organization Permissions tags hold their operations where the API version has them. Write the key with its \
prefix: `admin` alone is not accepted.

Whoever is named in `created_by` gets the creator's role. The last member who can administer the organization \
cannot be removed or demoted.

  frontdesk POST /organizations/org_1/invitations role=org:admin email_address=…
  frontdesk PATCH /organizations/org_1/memberships/user_1 role=org:member";

const TOKENS: &str = "\
What looks like a key or token, and what it is for:

  what                  looks like         for
  secret key            sk_test_, sk_live_ servers: may do everything
  publishable key       pk_test_, pk_live_ browsers: names the instance only
  session token         JWT, 60 seconds    a request of somebody signed in
  sign-in token         a ticket           one sign-in without a password
  actor token           a ticket           signing in as somebody else
  invitation            a ticket           one sign-up or membership
  machine token         mt_ or JWT         one service calling another

Never send a secret key to a browser or put it into a repository; replace one that got out. `sk_test_` is of a \
development instance, `sk_live_` of production.

Session tokens are verified without a request: RS256, with the keys of GET /jwks, for signature, exp, nbf and \
azp. Since 2025-04-10 they are of version 2: the organization stands in `o`, with the role without its prefix. A \
JWT template gives another service's token its own claims: POST /sessions/{session_id}/tokens/{template_name}.";

const ERRORS: &str = "\
Every error has the same form; programs look at `code`, people at `long_message`:

  {\"errors\":[{\"message\":\"…\",\"long_message\":\"…\",\"code\":\"form_param_unknown\",
    \"meta\":{\"param_name\":\"…\"}}],\"clerk_trace_id\":\"…\"}

  400  the request cannot be carried out as it is
  401  the secret key is missing or not accepted
  403  not allowed for this instance
  404  there is no such thing, or it is of another instance
  409  in conflict with what is there
  422  a parameter is missing or wrong; meta.param_name names it
  429  the rate limit is reached; wait as Retry-After says
  5xx  the API failed; a read can be tried again

There may be several errors in one answer. Keep `clerk_trace_id` when asking for support.

This program's own errors are one JSON object a line on standard error where no terminal is; its exit codes are \
stable.

  frontdesk explain form_param_unknown
  frontdesk exit-codes";

fn versions() -> Vec<String> {
    let mut lines = text(
        "A request names a version by its date in the header Clerk-API-Version; without one it gets the oldest. SDKs \
         name the version that they were built for.\n",
    );
    lines.extend(ApiVersion::ALL.iter().rev().map(|version| format!("  {version}  {}", version.about())));
    lines.extend(text(
        "\nThis program uses the newest unless told otherwise, and knows for each which operations, parameters and \
         fields it has.\n\n  frontdesk --api-version 2025-11-10 Users\n  frontdesk diff 2025-11-10 2026-05-12\n  \
         frontdesk versions",
    ));
    lines
}

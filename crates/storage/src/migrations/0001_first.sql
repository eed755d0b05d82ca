-- Every table belongs to an instance and begins its keys with it, so that the data of one
-- instance lies together and can be spread by it. Times are milliseconds since the epoch.

CREATE TABLE instances (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL,
  environment_type TEXT NOT NULL,
  frontend_api TEXT NOT NULL,
  settings TEXT NOT NULL,
  signing_key TEXT NOT NULL,
  claim_token TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE secret_keys (
  hash TEXT PRIMARY KEY,
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  prefix TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX secret_keys_by_instance ON secret_keys (instance_id, created_at);

CREATE TABLE counters (
  instance_id TEXT NOT NULL,
  name TEXT NOT NULL,
  slot BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (instance_id, name, slot)
--sqlite ) WITHOUT ROWID;
--postgres );

-- A user is one row: what is filtered, sorted or unique stands in columns, all of it in data.
CREATE TABLE users (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  last_active_at BIGINT,
  last_sign_in_at BIGINT,
  first_name TEXT,
  last_name TEXT,
  username TEXT,
  email_address TEXT,
  phone_number TEXT,
  web3_wallet TEXT,
  banned BOOLEAN NOT NULL,
  data TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX users_by_created_at ON users (instance_id, created_at, id);
CREATE INDEX users_by_updated_at ON users (instance_id, updated_at, id);
CREATE INDEX users_by_last_active_at ON users (instance_id, last_active_at, id) WHERE last_active_at IS NOT NULL;
CREATE INDEX users_by_last_sign_in_at ON users (instance_id, last_sign_in_at, id) WHERE last_sign_in_at IS NOT NULL;
CREATE INDEX users_by_first_name ON users (instance_id, first_name, id) WHERE first_name IS NOT NULL;
CREATE INDEX users_by_last_name ON users (instance_id, last_name, id) WHERE last_name IS NOT NULL;
CREATE INDEX users_by_username ON users (instance_id, username, id) WHERE username IS NOT NULL;
CREATE INDEX users_by_email_address ON users (instance_id, email_address, id) WHERE email_address IS NOT NULL;
CREATE INDEX users_by_phone_number ON users (instance_id, phone_number, id) WHERE phone_number IS NOT NULL;
CREATE INDEX users_by_web3_wallet ON users (instance_id, web3_wallet, id) WHERE web3_wallet IS NOT NULL;
CREATE INDEX users_banned ON users (instance_id, id) WHERE banned;
--sqlite CREATE VIRTUAL TABLE users_search USING fts5(search, content='', contentless_delete=1, tokenize='trigram');
--postgres CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
--postgres CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
--postgres CREATE INDEX users_search ON users USING gin (instance_id, search public.gin_trgm_ops);

-- What identifies a user: e-mail addresses, phone numbers, wallets, passkeys, external accounts,
-- the username and the external id. `claim` is the value itself while it is verified or
-- reserved, so that the key makes it unique; otherwise the value, a space and the id.
CREATE TABLE identifications (
  instance_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  claim TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (instance_id, kind, claim)
--sqlite ) WITHOUT ROWID;
--postgres );
CREATE UNIQUE INDEX identifications_by_id ON identifications (instance_id, id);

-- One-time codes that were sent to an address or a number; the code itself is not kept.
CREATE TABLE verifications (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  identification_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  strategy TEXT NOT NULL,
  code_digest TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  expire_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX verifications_by_identification ON verifications (instance_id, identification_id, created_at);
CREATE INDEX verifications_by_user ON verifications (instance_id, user_id);

CREATE TABLE clients (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  rotating_token_hash TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX clients_by_created_at ON clients (instance_id, created_at, id);

-- `status` is what was last decided; whether an active session has expired is seen on reading.
-- The active organization counts only while the user is a member of it, which is seen on reading too.
CREATE TABLE sessions (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  status TEXT NOT NULL,
  organization_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  last_active_at BIGINT NOT NULL,
  expire_at BIGINT NOT NULL,
  abandon_at BIGINT NOT NULL,
  refresh_token_hash TEXT,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX sessions_by_user ON sessions (instance_id, user_id, created_at, id);
CREATE INDEX sessions_by_client ON sessions (instance_id, client_id, created_at, id);

-- Expired session tokens that were exchanged for new ones: each is good for one refresh.
CREATE TABLE refreshed_tokens (
  instance_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, session_id, token_hash)
--sqlite ) WITHOUT ROWID;
--postgres );

CREATE TABLE sign_in_tokens (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  organization_id TEXT,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ticket_hash TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX sign_in_tokens_by_user ON sign_in_tokens (instance_id, user_id);

CREATE TABLE jwt_templates (
  instance_id TEXT NOT NULL,
  name TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, name)
);

-- Uploaded pictures. The bytes of an id never change.
CREATE TABLE images (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  content_type TEXT NOT NULL,
  bytes
--sqlite BLOB
--postgres BYTEA
  NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);

-- `status` is what was last decided; whether a pending invitation has expired is seen on reading.
CREATE TABLE invitations (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email_address TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX invitations_by_created_at ON invitations (instance_id, created_at, id, status);
CREATE INDEX invitations_by_email_address ON invitations (instance_id, email_address, id, status);
CREATE INDEX invitations_by_expires_at ON invitations (instance_id, expires_at, id, status);
CREATE INDEX invitations_by_status ON invitations (instance_id, status, expires_at);
--sqlite CREATE VIRTUAL TABLE invitations_search USING fts5(search, content='', contentless_delete=1, tokenize='trigram');
--postgres CREATE INDEX invitations_search ON invitations USING gin (instance_id, search public.gin_trgm_ops);

-- Until when an address has a pending invitation: its key lets one of two that race for it win.
CREATE TABLE invitation_claims (
  instance_id TEXT NOT NULL,
  email_address TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, email_address)
--sqlite ) WITHOUT ROWID;
--postgres );

-- Roles are few; members and invitations name them by their keys.
CREATE TABLE roles (
  instance_id TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, key)
);

-- The counts are kept by every change of members and invitations, which lock the row first.
CREATE TABLE organizations (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  members_count BIGINT NOT NULL,
  pending_invitations_count BIGINT NOT NULL,
  invitations_count BIGINT NOT NULL,
  data TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organizations_by_slug ON organizations (instance_id, slug);
CREATE INDEX organizations_by_created_at ON organizations (instance_id, created_at, id);
CREATE INDEX organizations_by_name ON organizations (instance_id, name, id);
CREATE INDEX organizations_by_members_count ON organizations (instance_id, members_count, id);
--sqlite CREATE VIRTUAL TABLE organizations_search USING fts5(search, content='', contentless_delete=1, tokenize='trigram');
--postgres CREATE INDEX organizations_search ON organizations USING gin (instance_id, search public.gin_trgm_ops);

CREATE TABLE organization_memberships (
  instance_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  id TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, organization_id, user_id)
);
CREATE INDEX organization_memberships_by_organization
  ON organization_memberships (instance_id, organization_id, created_at, user_id);
CREATE INDEX organization_memberships_by_role ON organization_memberships (instance_id, organization_id, role, user_id);
CREATE INDEX organization_memberships_by_user ON organization_memberships (instance_id, user_id, created_at);
CREATE INDEX organization_memberships_by_created_at ON organization_memberships (instance_id, created_at, id);

-- `status` is what was last decided; whether a pending invitation has expired is seen on reading, and
-- noted before the next one is made.
CREATE TABLE organization_invitations (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  email_address TEXT NOT NULL,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX organization_invitations_by_organization
  ON organization_invitations (instance_id, organization_id, created_at, id);
CREATE INDEX organization_invitations_by_email_address
  ON organization_invitations (instance_id, email_address, id);
CREATE UNIQUE INDEX organization_invitations_pending
  ON organization_invitations (instance_id, organization_id, email_address) WHERE status = 'pending';
CREATE INDEX organization_invitations_by_expires_at
  ON organization_invitations (instance_id, organization_id, expires_at) WHERE status = 'pending';
CREATE INDEX organization_invitations_by_created_at ON organization_invitations (instance_id, created_at, id);
CREATE INDEX organization_invitations_by_status ON organization_invitations (instance_id, status, expires_at);

-- Machines: programs that prove to each other which they are.
CREATE TABLE machines (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  default_token_ttl BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX machines_by_created_at ON machines (instance_id, created_at, id);
CREATE INDEX machines_by_name ON machines (instance_id, name, id);

-- Which machine may talk to which.
CREATE TABLE machine_scopes (
  instance_id TEXT NOT NULL,
  from_machine_id TEXT NOT NULL,
  to_machine_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, from_machine_id, to_machine_id)
);
CREATE INDEX machine_scopes_to ON machine_scopes (instance_id, to_machine_id, from_machine_id);

-- The keys of machines, found by their hash before anybody knows of which instance they are. The present key of a
-- machine has no end; those that it replaced have.
CREATE TABLE machine_secret_keys (
  hash TEXT PRIMARY KEY,
  instance_id TEXT NOT NULL,
  machine_id TEXT NOT NULL,
  expires_at BIGINT,
  created_at BIGINT NOT NULL,
--sqlite   sealed BLOB NOT NULL
--postgres   sealed BYTEA NOT NULL
);
CREATE INDEX machine_secret_keys_by_machine ON machine_secret_keys (instance_id, machine_id);
CREATE UNIQUE INDEX machine_secret_keys_present ON machine_secret_keys (instance_id, machine_id)
  WHERE expires_at IS NULL;

-- Opaque tokens of machines. `expired` says that the end of a token is in the kept counts, which follows soon after it.
CREATE TABLE m2m_tokens (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  machine_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  revoked BOOLEAN NOT NULL,
  expired BOOLEAN NOT NULL,
  expires_at BIGINT NOT NULL,
  last_used_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
--sqlite   sealed BLOB NOT NULL,
--postgres   sealed BYTEA NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX m2m_tokens_by_hash ON m2m_tokens (instance_id, hash);
CREATE INDEX m2m_tokens_by_machine ON m2m_tokens (instance_id, machine_id, created_at, id);
CREATE INDEX m2m_tokens_alive ON m2m_tokens (instance_id, machine_id, created_at, id) WHERE NOT expired;
CREATE INDEX m2m_tokens_reusable ON m2m_tokens (instance_id, machine_id, fingerprint, expires_at)
  WHERE NOT expired AND NOT revoked;
CREATE INDEX m2m_tokens_to_expire ON m2m_tokens (instance_id, expires_at, id) WHERE NOT expired;

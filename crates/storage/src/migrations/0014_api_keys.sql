-- API keys: with what the programs of a user, an organization or a machine prove themselves. `expired` says that the
-- end of a key is in the kept counts, which follows soon after it; a key without an end has no `expires_at`.
CREATE TABLE api_keys (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  search TEXT NOT NULL,
  hash TEXT NOT NULL,
  revoked BOOLEAN NOT NULL,
  expired BOOLEAN NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
--sqlite   sealed BLOB NOT NULL,
--postgres   sealed BYTEA NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX api_keys_by_hash ON api_keys (instance_id, hash);
CREATE UNIQUE INDEX api_keys_by_name ON api_keys (instance_id, subject, name);
CREATE INDEX api_keys_by_subject ON api_keys (instance_id, subject, type, created_at, id);
CREATE INDEX api_keys_valid ON api_keys (instance_id, subject, type, created_at, id) WHERE NOT expired AND NOT revoked;
CREATE INDEX api_keys_ending ON api_keys (instance_id, subject, type, expires_at)
  WHERE NOT expired AND NOT revoked AND expires_at IS NOT NULL;
CREATE INDEX api_keys_to_expire ON api_keys (instance_id, expires_at, id) WHERE NOT expired AND expires_at IS NOT NULL;

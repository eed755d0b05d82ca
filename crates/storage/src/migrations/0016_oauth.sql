-- Applications that users sign in to with their account here. Of a secret there is the hash alone.
CREATE TABLE oauth_applications (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  name TEXT NOT NULL,
  client_secret_hash TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  search TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX oauth_applications_by_client_id ON oauth_applications (instance_id, client_id);
CREATE INDEX oauth_applications_by_created_at ON oauth_applications (instance_id, created_at, id);
CREATE INDEX oauth_applications_by_name ON oauth_applications (instance_id, name, id);

-- What a user has granted to an application, once for each authorization: the code that it began with and the refresh
-- token of the moment stand in the row, so that whoever uses one of them has locked both. From `ends_at` on nothing of it
-- works any more, and the row goes.
CREATE TABLE oauth_grants (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  family_hash TEXT,
  revoked BOOLEAN NOT NULL,
  ends_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX oauth_grants_by_code ON oauth_grants (instance_id, code_hash);
CREATE UNIQUE INDEX oauth_grants_by_family ON oauth_grants (instance_id, family_hash);
CREATE INDEX oauth_grants_by_application ON oauth_grants (instance_id, application_id, id);
CREATE INDEX oauth_grants_by_user ON oauth_grants (instance_id, user_id, id);
CREATE INDEX oauth_grants_by_end ON oauth_grants (instance_id, ends_at, id);

-- Access tokens by their id, which a JWT says itself; an opaque one is found by its hash.
CREATE TABLE oauth_access_tokens (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  grant_id TEXT NOT NULL,
  hash TEXT,
  scopes TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX oauth_access_tokens_by_hash ON oauth_access_tokens (instance_id, hash);
CREATE INDEX oauth_access_tokens_by_grant ON oauth_access_tokens (instance_id, grant_id, expires_at);
CREATE INDEX oauth_access_tokens_by_end ON oauth_access_tokens (instance_id, expires_at, id);

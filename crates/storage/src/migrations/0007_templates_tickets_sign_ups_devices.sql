-- Templates are asked for by name, and managed by id.
CREATE UNIQUE INDEX jwt_templates_by_id ON jwt_templates (instance_id, id);
CREATE INDEX jwt_templates_by_created_at ON jwt_templates (instance_id, created_at, id);
INSERT INTO counters (instance_id, name, slot, value)
  SELECT instance_id, 'jwt_templates', 0, count(*) FROM jwt_templates GROUP BY instance_id;

CREATE TABLE actor_tokens (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX actor_tokens_by_user ON actor_tokens (instance_id, user_id);

CREATE TABLE agent_tasks (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX agent_tasks_by_user ON agent_tasks (instance_id, user_id);

-- `status` is what was last decided; whether a sign-up was abandoned is seen on reading. The user is the
-- one that it led to.
CREATE TABLE sign_ups (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  status TEXT NOT NULL,
  user_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  abandon_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX sign_ups_by_user ON sign_ups (instance_id, user_id) WHERE user_id IS NOT NULL;

CREATE TABLE trusted_devices (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX trusted_devices_by_user ON trusted_devices (instance_id, user_id, created_at, id);

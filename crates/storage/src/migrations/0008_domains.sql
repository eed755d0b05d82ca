-- Domains of e-mail addresses that belong to organizations. Of one name, one may be verified in an instance. The
-- counts of what is pending are kept by every change of enrollments, which lock the row first. `enrolled_through` is
-- the last user looked at while users who were there before are offered the organization; null when that is done.
CREATE TABLE organization_domains (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  enrollment_mode TEXT NOT NULL,
  verified BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  pending_invitations BIGINT NOT NULL,
  pending_suggestions BIGINT NOT NULL,
  enrolled_through TEXT,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organization_domains_verified ON organization_domains (instance_id, name) WHERE verified;
CREATE UNIQUE INDEX organization_domains_by_organization_and_name
  ON organization_domains (instance_id, organization_id, name);
CREATE INDEX organization_domains_by_organization
  ON organization_domains (instance_id, organization_id, created_at, id);
CREATE INDEX organization_domains_by_created_at ON organization_domains (instance_id, created_at, id);
CREATE INDEX organization_domains_by_name ON organization_domains (instance_id, name, id);
CREATE INDEX organization_domains_unfinished ON organization_domains (instance_id, id)
  WHERE enrolled_through IS NOT NULL;
--postgres CREATE INDEX organization_domains_search ON organization_domains USING gin (instance_id, name public.gin_trgm_ops);

ALTER TABLE organizations ADD COLUMN domains_count BIGINT NOT NULL DEFAULT 0;

-- What a domain has offered to users: to join by an invitation, or to ask for it by a suggestion.
CREATE TABLE organization_enrollments (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  domain_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  email_address TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organization_enrollments_by_domain ON organization_enrollments (instance_id, domain_id, user_id);
CREATE INDEX organization_enrollments_by_user ON organization_enrollments (instance_id, user_id, created_at, id);

-- Users by the host of what addresses they have; one that is not verified has more than the host here.
--sqlite CREATE INDEX identifications_by_host ON identifications (instance_id, substr(claim, instr(claim, '@') + 1), user_id) WHERE kind = 'email_address';
--postgres CREATE INDEX identifications_by_host ON identifications (instance_id, split_part(claim, '@', 2), user_id) WHERE kind = 'email_address';

-- Domains that the instance serves: one primary domain, and its satellites.
CREATE TABLE domains (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  is_satellite BOOLEAN NOT NULL,
  is_secondary BOOLEAN NOT NULL,
  proxy_url TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX domains_by_name ON domains (instance_id, name);
CREATE UNIQUE INDEX domains_primary ON domains (instance_id) WHERE NOT is_satellite;

-- Instances that were there before get their primary domain: the name belongs to the host of the Frontend API.
INSERT INTO domains (instance_id, id, name, is_satellite, is_secondary, proxy_url, created_at, updated_at)
SELECT id, replace(id, 'ins_', 'dmn_'),
  CASE
    WHEN frontend_api LIKE 'clerk.%' THEN substr(frontend_api, 7)
--sqlite     WHEN frontend_api LIKE '%-%.clerk.accounts.dev' THEN substr(frontend_api, 1, instr(frontend_api, '-') - 1) || '.' || replace(substr(frontend_api, instr(frontend_api, '-') + 1), '.clerk.accounts.dev', '.lcl.dev')
--postgres     WHEN frontend_api LIKE '%-%.clerk.accounts.dev' THEN split_part(frontend_api, '-', 1) || '.' || replace(substr(frontend_api, strpos(frontend_api, '-') + 1), '.clerk.accounts.dev', '.lcl.dev')
    ELSE frontend_api
  END,
  false, false, NULL, created_at, created_at
FROM instances;

-- What the latest check of each domain's proxy found.
CREATE TABLE proxy_checks (
  instance_id TEXT NOT NULL,
  domain_id TEXT NOT NULL,
  id TEXT NOT NULL,
  proxy_url TEXT NOT NULL,
  successful BOOLEAN NOT NULL,
  last_run_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, domain_id)
);

-- URLs that native applications may be sent back to.
CREATE TABLE redirect_urls (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX redirect_urls_by_url ON redirect_urls (instance_id, url);
CREATE INDEX redirect_urls_by_created_at ON redirect_urls (instance_id, created_at, id);

-- Instances whose webhooks are on.
CREATE TABLE webhook_applications (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id)
);

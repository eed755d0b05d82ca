-- Who may sign up, and who may not: addresses, domains as *@example.com, numbers, wallets. Its key makes an
-- identifier unique in its list, and finds it.
CREATE TABLE allowlist_identifiers (
  instance_id TEXT NOT NULL,
  identifier TEXT NOT NULL,
  id TEXT NOT NULL,
  identifier_type TEXT NOT NULL,
  invitation_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, identifier)
);
CREATE UNIQUE INDEX allowlist_identifiers_by_id ON allowlist_identifiers (instance_id, id);
CREATE INDEX allowlist_identifiers_by_created_at ON allowlist_identifiers (instance_id, created_at, id);

CREATE TABLE blocklist_identifiers (
  instance_id TEXT NOT NULL,
  identifier TEXT NOT NULL,
  id TEXT NOT NULL,
  identifier_type TEXT NOT NULL,
  invitation_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (instance_id, identifier)
);
CREATE UNIQUE INDEX blocklist_identifiers_by_id ON blocklist_identifiers (instance_id, id);
CREATE INDEX blocklist_identifiers_by_created_at ON blocklist_identifiers (instance_id, created_at, id);

-- People who ask to be invited. Each order has an index that holds all a page is chosen by, with and without a status.
CREATE TABLE waitlist_entries (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email_address TEXT NOT NULL,
  status TEXT NOT NULL,
  is_locked BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  invited_at BIGINT,
  invitation_id TEXT,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX waitlist_entries_by_email_address ON waitlist_entries (instance_id, email_address);
CREATE INDEX waitlist_entries_by_created_at ON waitlist_entries (instance_id, created_at, id);
CREATE INDEX waitlist_entries_by_status_and_created_at ON waitlist_entries (instance_id, status, created_at, id);
CREATE INDEX waitlist_entries_by_status_and_email_address ON waitlist_entries (instance_id, status, email_address);
-- Who was never invited comes last in both directions.
CREATE INDEX waitlist_entries_by_invited_at ON waitlist_entries (instance_id, coalesce(invited_at, 9223372036854775807), id);
CREATE INDEX waitlist_entries_by_last_invited_at ON waitlist_entries (instance_id, coalesce(invited_at, -1), id);
CREATE INDEX waitlist_entries_by_status_and_invited_at
  ON waitlist_entries (instance_id, status, coalesce(invited_at, 9223372036854775807), id);
CREATE INDEX waitlist_entries_by_status_and_last_invited_at
  ON waitlist_entries (instance_id, status, coalesce(invited_at, -1), id);
--sqlite CREATE VIRTUAL TABLE waitlist_entries_search USING fts5(search, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ' !""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'");
--sqlite INSERT INTO waitlist_entries_search (waitlist_entries_search, rank) VALUES ('usermerge', 2);
--postgres CREATE INDEX waitlist_entries_search ON waitlist_entries USING gin (instance_id, search public.gin_trgm_ops);

-- Where Gmail addresses that differ in dots alone count as one, they are found without their dots.
CREATE INDEX identifications_without_dots ON identifications (instance_id, replace(claim, '.', ''))
  WHERE kind = 'email_address' AND (claim LIKE '%@gmail.com' OR claim LIKE '%@googlemail.com');

-- The domains that production instances moved to: two cannot have the same one.
CREATE TABLE home_domains (
  name TEXT PRIMARY KEY,
  instance_id TEXT NOT NULL
);
CREATE INDEX home_domains_by_instance ON home_domains (instance_id);
CREATE INDEX instances_by_frontend_api ON instances (frontend_api);

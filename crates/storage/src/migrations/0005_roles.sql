-- Permissions, those of the system and an instance's own. Roles repeat the keys of theirs in their data.
CREATE TABLE permissions (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX permissions_by_key ON permissions (instance_id, key);
CREATE INDEX permissions_by_created_at ON permissions (instance_id, created_at, id);
CREATE INDEX permissions_by_name ON permissions (instance_id, name, id);

-- Role sets are few, as roles are. Their data names their roles by id.
CREATE TABLE role_sets (
  instance_id TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (instance_id, key)
);
CREATE UNIQUE INDEX role_sets_by_id ON role_sets (instance_id, id);
CREATE UNIQUE INDEX role_sets_initial ON role_sets (instance_id) WHERE type = 'initial';

-- What members and invitations have in their column `role` is a token; which role it stands for depends on the
-- cohort of their organization. So a role is renamed, or replaced for any number of members, by changing a few rows
-- here: at once, and without holding up anybody. The first cohort of a role set has the id of the set.
CREATE TABLE role_cohorts (
  instance_id TEXT NOT NULL,
  id TEXT NOT NULL,
  role_set_id TEXT NOT NULL,
  PRIMARY KEY (instance_id, id)
);
CREATE INDEX role_cohorts_by_role_set ON role_cohorts (instance_id, role_set_id);
CREATE TABLE role_slots (
  instance_id TEXT NOT NULL,
  cohort TEXT NOT NULL,
  token TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (instance_id, cohort, token)
);
CREATE INDEX role_slots_by_role ON role_slots (instance_id, role, cohort);

ALTER TABLE organizations ADD COLUMN cohort TEXT NOT NULL DEFAULT '';
CREATE INDEX organizations_by_cohort ON organizations (instance_id, cohort);
CREATE INDEX organization_invitations_by_role
  ON organization_invitations (instance_id, role, expires_at) WHERE status = 'pending';

-- What every instance has from now on. Ids end in 27 characters, here of hexadecimal digits.
INSERT INTO permissions (instance_id, id, key, name, type, description, created_at, updated_at, search)
SELECT i.id,
--sqlite   'perm_' || substr(lower(hex(randomblob(14))), 1, 27),
--postgres   'perm_' || substr(replace(CAST(gen_random_uuid() AS text), '-', ''), 1, 27),
  p.key, p.name, 'system', p.description, i.created_at, i.created_at,
--sqlite   lower(p.name) || char(10) || p.key
--postgres   lower(p.name) || chr(10) || p.key
FROM instances i CROSS JOIN (
  SELECT 'org:sys_profile:manage' AS key, 'Manage organization' AS name, 'Change the profile of the organization.' AS description
  UNION ALL SELECT 'org:sys_profile:delete', 'Delete organization', 'Delete the organization.'
  UNION ALL SELECT 'org:sys_memberships:read', 'Read members', 'See the members of the organization.'
  UNION ALL SELECT 'org:sys_memberships:manage', 'Manage members', 'Change members and invitations of the organization.'
  UNION ALL SELECT 'org:sys_domains:read', 'Read domains', 'See the domains of the organization.'
  UNION ALL SELECT 'org:sys_domains:manage', 'Manage domains', 'Change the domains of the organization.'
  UNION ALL SELECT 'org:sys_billing:read', 'Read billing', 'See what the organization pays for.'
  UNION ALL SELECT 'org:sys_billing:manage', 'Manage billing', 'Change what the organization pays for.'
  UNION ALL SELECT 'org:sys_entconns:manage', 'Manage enterprise connections', 'Change the enterprise connections of the organization.'
) p;
INSERT INTO counters (instance_id, name, slot, value)
SELECT instance_id, 'permissions', 0, count(*) FROM permissions GROUP BY instance_id;

INSERT INTO role_sets (instance_id, key, id, type, created_at, data)
SELECT i.id, 'role_set:default',
--sqlite   'rset_' || substr(lower(hex(randomblob(14))), 1, 27), 'initial', i.created_at, json_object(
--postgres   'rset_' || substr(replace(CAST(gen_random_uuid() AS text), '-', ''), 1, 27), 'initial', i.created_at, CAST(json_build_object(
  'name', 'Primary',
--sqlite   'roles', json((SELECT json_group_array(r.id) FROM roles r WHERE r.instance_id = i.id)),
--postgres   'roles', (SELECT json_agg(r.id) FROM roles r WHERE r.instance_id = i.id),
  'default_role', (SELECT r.id FROM roles r WHERE r.instance_id = i.id ORDER BY r.key = 'org:member' DESC LIMIT 1),
  'creator_role', (SELECT r.id FROM roles r WHERE r.instance_id = i.id ORDER BY r.key = 'org:admin' DESC LIMIT 1),
  'updated_at', i.created_at
--sqlite )
--postgres ) AS text)
FROM instances i WHERE EXISTS (SELECT 1 FROM roles r WHERE r.instance_id = i.id);
INSERT INTO role_cohorts (instance_id, id, role_set_id) SELECT instance_id, id, id FROM role_sets;
INSERT INTO role_slots (instance_id, cohort, token, role)
SELECT r.instance_id, s.id, r.key, r.key FROM roles r JOIN role_sets s ON s.instance_id = r.instance_id;
UPDATE organizations SET cohort = (SELECT s.id FROM role_sets s WHERE s.instance_id = organizations.instance_id);
INSERT INTO counters (instance_id, name, slot, value)
SELECT m.instance_id, 'role_members ' || o.cohort || ' ' || m.role, 0, count(*)
FROM organization_memberships m JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
GROUP BY m.instance_id, o.cohort, m.role;
-- Members in one role, page by page in the order of their coming.
DROP INDEX organization_memberships_by_role;
CREATE INDEX organization_memberships_by_role
  ON organization_memberships (instance_id, organization_id, role, created_at, user_id);

-- How often a membership of the organization was made, given another role or deleted: who has counted its members may use
-- what was found as long as this is the same.
ALTER TABLE organizations ADD COLUMN member_changes BIGINT NOT NULL DEFAULT 0;

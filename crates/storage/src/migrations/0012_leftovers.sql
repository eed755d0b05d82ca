-- Organizations and domains of organizations that are deleted while there are more memberships, invitations and offers
-- of theirs than one unit of work deletes. Those rows count nowhere and show nowhere, and go piece by piece.
CREATE TABLE leftovers (
  instance_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  PRIMARY KEY (instance_id, owner_id)
);

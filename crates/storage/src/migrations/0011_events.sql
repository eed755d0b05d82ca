-- What happened, as webhooks tell it: written with the change itself, followed in the order of `sequence`.
-- The numbers belong to the whole server, so that one of them says how far somebody has read in all instances; what was
-- deleted never gives its number to something newer.
--sqlite CREATE TABLE events (sequence INTEGER PRIMARY KEY AUTOINCREMENT,
--postgres CREATE SEQUENCE events_sequence;
--postgres CREATE TABLE events (
  instance_id TEXT NOT NULL,
--postgres   sequence BIGINT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  client_ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  data TEXT NOT NULL
--postgres , PRIMARY KEY (instance_id, sequence)
);
-- SQLite ends every entry of an index with the row's number, which is the sequence.
--sqlite CREATE INDEX events_by_instance ON events (instance_id);

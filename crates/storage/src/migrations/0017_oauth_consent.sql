-- What a user has granted to an application before, so that they need not be asked for it again.
CREATE INDEX oauth_grants_by_user_and_application ON oauth_grants (instance_id, user_id, application_id, id);

"""What there is before requests are made up: things of every kind that only a front end or an operator makes."""

PASSWORD = "correct horse battery staple 9"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PROVIDER = "oauth_github"
ORIGIN = "https://app.example.com"
USERS = 6
ORGANIZATIONS = 3

# What a request may have switched off, so that most others would be refused for ever after.
SETTINGS = {
    "organizations_enabled": True, "organization_slugs_enabled": True, "admin_delete_enabled": True,
    "email_address_enabled": True, "phone_number_enabled": True, "username_enabled": True, "test_mode": True,
    "max_allowed_memberships": 0, "max_allowed_roles": 100_000, "max_role_sets_allowed": 100_000, "max_users": None,
    "organization_domains": {
        "enabled": True, "max_allowed": 1000, "default_role": "org:member",
        "enrollment_modes": ["manual_invitation", "automatic_invitation", "automatic_suggestion"],
    },
    "restrictions": {
        "allowlist": False, "blocklist": False, "block_disposable_email_domains": False,
        "block_email_subaddresses": False, "sign_up_mode": "public",
    },
}


def content(mark):
    """A seed whose names nobody had before; `mark` tells the rounds apart."""
    people = [f"{mark}.{number}+clerk_test@example.com" for number in range(USERS)]
    teams = [f"team-{mark}-{number}" for number in range(ORGANIZATIONS)]
    numbers = [f"+4179{int(mark, 16) % 1_000_000:06}{number}" for number in range(USERS)]
    return {
        "settings": SETTINGS,
        "users": [
            {"email_address": [mail, f"second.{mail}"], "phone_number": [numbers[number]],
             "username": f"p{mark}{number}", "external_id": f"{mark}-{number}",
             "password": PASSWORD, "totp_secret": TOTP_SECRET,
             "web3_wallet": ["0x" + f"{mark}{number}".rjust(40, "0")]}
            for number, mail in enumerate(people)
        ],
        "organizations": [{"name": team, "slug": team, "created_by": people[0]} for team in teams],
        "organization_memberships": [
            {"organization": team, "user": mail, "role": "org:admin" if mail == people[0] else "org:member"}
            for team in teams for mail in people[:4]
        ],
        "organization_invitations": [
            {"organization": team, "email_address": f"{number}.{team}@example.com", "role": "org:member"}
            for team in teams for number in range(3)
        ],
        "organization_domains": [{"organization": team, "name": f"{team}-{number}.example.com"}
                                 for team in teams for number in range(3)],
        "invitations": [{"email_address": f"invited.{mail}"} for mail in people],
        "waitlist_entries": [{"email_address": f"waiting.{mail}"} for mail in people],
        "allowlist_identifiers": [{"identifier": f"allowed.{mail}"} for mail in people[:3]],
        "blocklist_identifiers": [{"identifier": f"blocked.{mail}"} for mail in people[:3]],
        "redirect_urls": [{"url": f"app://{mark}/{number}"} for number in range(3)],
        "domains": [{"name": f"satellite-{mark}-{number}.example.com"} for number in range(3)],
        "jwt_templates": [{"name": f"t-{mark}-{number}", "claims": {"aud": "app"}} for number in range(3)],
        "permissions": [{"key": f"org:f{mark}:a{number}", "name": f"Permission {number}"} for number in range(2)],
        "roles": [{"key": f"org:r{mark}{number}", "name": f"Role {number}", "permissions": [f"org:f{mark}:a{number}"]}
                  for number in range(2)],
        "role_sets": [{"key": f"role_set:s{mark}", "name": f"Set {mark}", "roles": ["org:admin", "org:member"],
                       "creator_role_key": "org:admin", "default_role_key": "org:member"}],
        "sessions": [{"user": mail} for mail in people],
        "external_accounts": [
            {"user": mail, "provider": PROVIDER, "provider_user_id": mail, "email_address": f"github.{mail}",
             "approved_scopes": "read:user", "token": {"token": f"gho_{mark}{number}"}}
            for number, mail in enumerate(people)
        ],
        "passkeys": [{"user": mail, "name": f"Passkey {mark}"} for mail in people],
        "trusted_devices": [{"user": mail, "platform": "ios", "app_identifier": "com.example.app", "name": mark}
                            for mail in people],
        "sign_ups": [{"email_address": f"signup.{mail}", "first_name": "Seeded"} for mail in people],
        "browser_sessions": [{"user": mail, "origin": ORIGIN, "expired": True} for mail in people],
    }

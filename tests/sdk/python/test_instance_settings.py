"""Settings of an instance, on one of its own, so that no other scenario runs under what is tried out here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clerk_backend_api import Clerk, models

from expect import refused
from maker import absent_id, unique, unique_email
from settings import Settings

# One after another, on whichever worker: they share the instance.
pytestmark = pytest.mark.xdist_group("instance settings")


@pytest.fixture(scope="module")
def own(settings: Settings) -> Iterator[Clerk]:
    """The SDK on the production instance that this file has to itself."""
    with Clerk(
        bearer_auth=settings.seed("production_instance")["secret_key"],
        server_url=settings.server_url,
        retry_config=None,
        timeout_ms=30_000,
    ) as sdk:
        yield sdk


def test_an_instance_says_which_it_is(clerk: Clerk, own: Clerk, settings: Settings) -> None:
    instance = own.instance_settings.get()
    assert (instance.object, instance.environment_type) == ("instance", "production")
    assert instance.id == settings.seed("production_instance")["instance_id"]
    assert clerk.instance_settings.get().environment_type == "development"


def test_an_instance_is_updated(own: Clerk) -> None:
    origins = ["my-app://localhost"]
    request = models.UpdateInstanceRequestBody(allowed_origins=origins, support_email="help@example.com", hibp=True)
    assert own.instance_settings.update(request=request) is None
    assert own.instance_settings.get().allowed_origins == origins
    with refused(422, "form_invalid_origin", param="allowed_origins"):
        own.instance_settings.update(request=models.UpdateInstanceRequestBody(allowed_origins=["https://example.com"]))


def test_restrictions_have_an_effect(own: Clerk) -> None:
    name = unique("ada")
    own.users.create(email_address=[f"{name}@example.com"], skip_password_requirement=True)
    restrict = models.UpdateInstanceRestrictionsRequestBody
    restrictions = own.instance_settings.update_restrictions(request=restrict(block_email_subaddresses=True))
    assert restrictions.block_email_subaddresses is True
    assert restrictions.allowlist_blocklist_disabled_on_sign_in is True
    with refused(403, "not_allowed_access", param="email_address"):
        own.users.create(email_address=[f"{name}+x@example.com"], skip_password_requirement=True)
    own.instance_settings.update_restrictions(request=restrict(block_email_subaddresses=False))
    own.users.create(email_address=[f"{name}+x@example.com"], skip_password_requirement=True)


def test_countries_get_no_messages(own: Clerk) -> None:
    assert own.instance_settings.get_communication().blocked_country_codes == []
    body = models.UpdateInstanceCommunicationRequestBody
    communication = own.instance_settings.update_communication(request=body(blocked_country_codes=["GB", "ZZ"]))
    assert communication.blocked_country_codes == ["GB"]
    with refused(422, "form_param_duplicate", param="blocked_country_codes"):
        own.instance_settings.update_communication(request=body(blocked_country_codes=["GB", "GB"]))
    user = own.users.create(phone_number=["+447400123456"], skip_password_requirement=True)
    with refused(403, "unsupported_country_code"):
        own.phone_numbers.prepare_verification(phone_number_id=user.phone_numbers[0].id)
    own.users.delete(user_id=user.id)
    assert own.instance_settings.update_communication(request=body(blocked_country_codes=[])).blocked_country_codes == []


def test_settings_of_oauth_applications_are_kept(own: Clerk) -> None:
    assert own.instance_settings.get_o_auth_application_settings().default_scopes is None
    body = models.UpdateInstanceOAuthApplicationSettingsRequestBody
    changed = own.instance_settings.update_o_auth_application_settings(
        request=body(default_scopes=["profile"], oauth_jwt_access_tokens=True)
    )
    assert (changed.default_scopes, changed.oauth_jwt_access_tokens) == (["profile"], True)
    reset = own.instance_settings.update_o_auth_application_settings(request=body(default_scopes=None))
    assert (reset.default_scopes, reset.oauth_jwt_access_tokens) == (None, True)


def test_settings_of_organizations_are_for_the_next_one(own: Clerk) -> None:
    settings = own.instance_settings.get_organization_settings()
    assert (settings.enabled, settings.creator_role) == (True, "org:admin")
    body = models.UpdateInstanceOrganizationSettingsRequestBody
    changed = own.instance_settings.update_organization_settings(request=body(max_allowed_memberships=7))
    assert changed.max_allowed_memberships == 7
    request = models.CreateOrganizationRequestBody(name=unique("Firm "))
    assert own.organizations.create(request=request).max_allowed_memberships == 7
    with refused(400, "organizations_disable_not_allowed"):
        own.instance_settings.update_organization_settings(request=body(enabled=False))
    with refused(404, "resource_not_found", param="creator_role_id"):
        own.instance_settings.update_organization_settings(request=body(creator_role_id=absent_id("role")))


def test_the_switches_of_protect_are_kept(own: Clerk) -> None:
    before = own.instance_settings.get_instance_protect().rules_enabled
    request = models.UpdateInstanceProtectRequestBody(rules_enabled=not before)
    assert own.instance_settings.update_instance_protect(request=request).rules_enabled is not before
    assert own.instance_settings.get_instance_protect().rules_enabled is not before


def test_beta_settings_are_answered(own: Clerk) -> None:
    body = models.UpdateInstanceAuthConfigRequestBody
    settings = own.beta_features.update_instance_settings(request=body(from_email_address="hello"))
    assert (settings.from_email_address, settings.restricted_to_allowlist) == ("hello", False)
    with refused(422, "form_param_format_invalid", param="from_email_address"):
        own.beta_features.update_instance_settings(request=body(from_email_address="hello@example.com"))


def test_a_production_instance_moves(clerk: Clerk, own: Clerk) -> None:
    home = f"{unique('home')}.com"
    change = models.ChangeProductionInstanceDomainRequestBody
    assert own.instance_settings.change_domain(request=change(home_url=f"https://www.{home}")) is None
    request = models.CreateInvitationRequestBody(email_address=unique_email(), notify=False)
    url = own.invitations.create(request=request).url
    assert url is not None and url.startswith(f"https://clerk.{home}/")
    update = models.UpdateProductionInstanceDomainRequestBody
    secondary = update(home_url=f"https://shop.{home}", is_secondary=True)
    assert own.beta_features.update_production_instance_domain(request=secondary) is None
    with refused(422, "known_hosting_domain", param="home_url"):
        own.instance_settings.change_domain(request=change(home_url="https://shop.vercel.app"))
    with refused(400, "domain_update_forbidden"):
        clerk.instance_settings.change_domain(request=change(home_url="https://www.example.com"))

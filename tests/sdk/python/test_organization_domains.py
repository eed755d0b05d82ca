"""Domains of organizations."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from expect import assert_id, refused
from maker import Maker, absent_id, unique


def host() -> str:
    return f"{unique('d')}.example"


@pytest.fixture
def organization(clerk: Clerk, make: Maker) -> models.Organization:
    """An organization of an instance whose organizations can have domains."""
    clerk.instance_settings.update_organization_settings(
        request=models.UpdateInstanceOrganizationSettingsRequestBody(
            enabled=True,
            domains_enabled=True,
            domains_enrollment_modes=["automatic_invitation", "automatic_suggestion"],
        )
    )
    return make.organization()


def test_a_domain_comes_changes_and_goes(clerk: Clerk, organization: models.Organization) -> None:
    domain = clerk.organization_domains.create(organization_id=organization.id, name=host(), verified=False)
    assert_id(domain.id, "orgdmn")
    assert (domain.organization_id, domain.enrollment_mode.value) == (organization.id, "manual_invitation")
    assert domain.affiliation_verification and domain.affiliation_verification.status == "unverified"
    ids = {"organization_id": organization.id, "domain_id": domain.id}
    changed = clerk.organization_domains.update(**ids, enrollment_mode="automatic_suggestion", verified=True)
    assert changed.enrollment_mode.value == "automatic_suggestion"
    shown = clerk.organization_domains.verify_ownership(**ids)
    assert shown.ownership_verification and shown.ownership_verification.strategy == "manual_override"
    page = clerk.organization_domains.list(organization_id=organization.id, verified="true")
    assert (page.total_count, page.data[0].id) == (1, domain.id)
    page = clerk.organization_domains.list_all(query=organization.id, order_by="name")
    assert (page.total_count, page.data[0].name) == (1, domain.name)
    assert clerk.organization_domains.delete(**ids).deleted
    with refused(404, "resource_not_found"):
        clerk.organization_domains.delete(**ids)


def test_users_at_the_domain_are_offered_the_organization(
    clerk: Clerk, make: Maker, organization: models.Organization
) -> None:
    name = host()
    user = make.user(email_address=[f"{unique()}@{name}"])
    domain = clerk.organization_domains.create(
        organization_id=organization.id, name=name, enrollment_mode="automatic_invitation"
    )
    assert domain.total_pending_invitations == 1
    page = clerk.users.get_organization_invitations(user_id=user.id)
    assert [one.organization_id for one in page.data] == [organization.id]


def test_what_cannot_be_a_domain_is_refused(clerk: Clerk, organization: models.Organization) -> None:
    create = clerk.organization_domains.create
    with refused(422, "organization_domain_common", param="name"):
        create(organization_id=organization.id, name="gmail.com")
    with refused(422, "form_param_format_invalid", param="name"):
        create(organization_id=organization.id, name="no domain")
    with refused(404, "resource_not_found"):
        create(organization_id=absent_id("org"), name=host())

"""PUT and DELETE /organizations/{id}/logo."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from crypto import png
from expect import refused
from maker import Maker, absent_id


def logo(content: bytes) -> models.UploadOrganizationLogoFile:
    return models.UploadOrganizationLogoFile(file_name="logo.png", content=content, content_type="image/png")


def test_a_logo_is_set_and_removed(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    first = clerk.organizations.upload_logo(
        organization_id=organization.id, file=logo(png(40, 20, (1, 2, 3))), uploader_user_id=user.id
    )
    assert (first.id, first.has_image) == (organization.id, True)
    assert first.image_url != organization.image_url

    second = clerk.organizations.upload_logo(organization_id=organization.id, file=logo(png(9, 9, (9, 9, 9))))
    assert second.image_url not in (first.image_url, organization.image_url)
    assert clerk.organizations.get(organization_id=organization.id).image_url == second.image_url

    removed = clerk.organizations.delete_logo(organization_id=organization.id)
    assert (removed.has_image, removed.image_url) == (False, organization.image_url)
    with refused(404, "image_not_found"):
        clerk.organizations.delete_logo(organization_id=organization.id)


@pytest.mark.parametrize("content", [b"<svg/>", png(8, 8, (0, 0, 0))[:50]])
def test_only_pictures_are_taken(clerk: Clerk, make: Maker, content: bytes) -> None:
    organization = make.organization()
    with refused(400, "request_body_invalid"):
        clerk.organizations.upload_logo(organization_id=organization.id, file=logo(content))
    assert clerk.organizations.get(organization_id=organization.id).has_image is False


def test_an_unknown_organization_has_no_logo(clerk: Clerk) -> None:
    with refused(404, "resource_not_found"):
        clerk.organizations.upload_logo(organization_id=absent_id("org"), file=logo(png(8, 8, (0, 0, 0))))
    with refused(404, "resource_not_found"):
        clerk.organizations.delete_logo(organization_id=absent_id("org"))

"""Organizations: creation, reading, lists, changes, deletion."""

from __future__ import annotations

import re

import pytest
from clerk_backend_api import Clerk

from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique


def test_a_new_organization_has_every_default(clerk: Clerk, make: Maker) -> None:
    user = make.user()
    organization = make.organization(name="Acme Corp", created_by=user.id)
    assert_id(organization.id, "org")
    assert (organization.object, organization.name) == ("organization", "Acme Corp")
    assert re.fullmatch(r"acme-corp-\d+", organization.slug)
    assert organization.created_by == user.id
    assert (organization.public_metadata, organization.private_metadata) == ({}, {})
    assert (organization.has_image, organization.admin_delete_enabled) == (False, True)
    assert organization.image_url is not None and organization.image_url.startswith("http")
    assert organization.max_allowed_memberships == 5
    assert organization.role_set_key == "role_set:default"
    assert organization.members_count is None
    assert organization.created_at == organization.updated_at
    assert clerk.organizations.get(organization_id=organization.id) == organization


def test_the_creator_becomes_administrator(clerk: Clerk, make: Maker) -> None:
    user = make.user(first_name="Ada")
    organization = make.organization(created_by=user.id)
    members = clerk.organization_memberships.list(organization_id=organization.id)
    assert members.total_count == 1
    assert members.data[0].role == "org:admin"
    assert members.data[0].public_user_data is not None
    assert members.data[0].public_user_data.user_id == user.id


def test_an_organization_may_have_no_creator(clerk: Clerk, make: Maker) -> None:
    organization = make.organization()
    assert not organization.created_by
    read = clerk.organizations.get(
        organization_id=organization.id,
        include_members_count=True,
        include_missing_member_with_elevated_permissions=True,
    )
    assert (read.members_count, read.missing_member_with_elevated_permissions) == (0, True)


def test_every_attribute_is_kept(clerk: Clerk, make: Maker) -> None:
    slug = unique("slug-")
    created = make.organization(
        name="Zürich & Söhne",
        slug=slug,
        max_allowed_memberships=0,
        public_metadata={"tier": {"level": 2}},
        private_metadata={"crm": [1, None]},
        created_at="2022-03-04T05:06:07.008Z",
    )
    assert (created.name, created.slug, created.max_allowed_memberships) == ("Zürich & Söhne", slug, 0)
    assert created.public_metadata == {"tier": {"level": 2}}
    assert created.private_metadata == {"crm": [1, None]}
    assert created.created_at == 1_646_370_367_008
    assert clerk.organizations.get(organization_id=slug) == created


def test_what_cannot_be_created_is_refused(clerk: Clerk, make: Maker) -> None:
    taken = make.organization(slug=unique("slug-"))
    with refused(400, "organization_creator_not_found"):
        clerk.organizations.create(request={"name": "Orphan", "created_by": absent_id("user")})
    with refused(422, "form_identifier_exists", param="slug"):
        clerk.organizations.create(request={"name": "Copy", "slug": taken.slug})
    with refused(422, "form_param_format_invalid", param="slug"):
        clerk.organizations.create(request={"name": "Shouting", "slug": "NOT A SLUG"})
    with refused(422, "form_param_nil", "form_param_missing", param="name"):
        clerk.organizations.create(request={"name": ""})
    with refused(422, "form_param_max_length_exceeded", param="name"):
        clerk.organizations.create(request={"name": "x" * 257})
    with refused(422, "form_param_invalid_time", param="created_at"):
        clerk.organizations.create(request={"name": "Undated", "created_at": "soon"})


def test_an_unknown_organization_is_not_found(clerk: Clerk) -> None:
    for organization_id in (absent_id("org"), unique("no-slug-")):
        with refused(404, "resource_not_found"):
            clerk.organizations.get(organization_id=organization_id)
    with refused(404, "resource_not_found"):
        clerk.organizations.update(organization_id=absent_id("org"), name="Nothing")
    with refused(404, "resource_not_found"):
        clerk.organizations.delete(organization_id=absent_id("org"))


def test_a_change_keeps_what_was_not_given(clerk: Clerk, make: Maker) -> None:
    organization = make.organization(name="Before", public_metadata={"a": 1})
    slug = unique("after-")
    changed = clerk.organizations.update(
        organization_id=organization.id, name="After", slug=slug, max_allowed_memberships=9
    )
    assert (changed.name, changed.slug, changed.max_allowed_memberships) == ("After", slug, 9)
    assert (changed.public_metadata, changed.admin_delete_enabled) == ({"a": 1}, True)

    again = clerk.organizations.update(
        organization_id=organization.id, admin_delete_enabled=False, created_at="2020-01-01T00:00:00Z"
    )
    assert (again.name, again.slug, again.admin_delete_enabled) == ("After", slug, False)
    assert again.created_at == 1_577_836_800_000
    assert clerk.organizations.get(organization_id=slug) == again
    with refused(404, "resource_not_found"):
        clerk.organizations.get(organization_id=organization.slug)


def test_a_slug_belongs_to_one_organization(clerk: Clerk, make: Maker) -> None:
    first, second = make.organization(slug=unique("one-")), make.organization(slug=unique("two-"))
    with refused(422, "form_identifier_exists", param="slug"):
        clerk.organizations.update(organization_id=second.id, slug=first.slug)
    same = clerk.organizations.update(organization_id=second.id, slug=second.slug)
    assert same.slug == second.slug


@pytest.mark.parametrize("by_slug", [False, True])
def test_a_deleted_organization_is_gone_with_all_it_had(clerk: Clerk, make: Maker, by_slug: bool) -> None:
    user = make.user()
    organization = make.organization(created_by=user.id)
    invitation = clerk.organization_invitations.create(
        organization_id=organization.id, email_address=f"{unique()}@example.com", role="org:member", notify=False
    )
    deleted = clerk.organizations.delete(organization_id=organization.slug if by_slug else organization.id)
    assert (deleted.object, deleted.id, deleted.slug) == ("organization", organization.id, organization.slug)
    assert deleted.deleted is True

    with refused(404, "resource_not_found"):
        clerk.organizations.get(organization_id=organization.id)
    with refused(404, "resource_not_found"):
        clerk.organization_invitations.get(organization_id=organization.id, invitation_id=invitation.id)
    assert clerk.users.get_organization_memberships(user_id=user.id).total_count == 0
    make.organization(slug=organization.slug)


def test_metadata_is_merged_and_replaced(clerk: Clerk, make: Maker) -> None:
    organization = make.organization(public_metadata={"a": {"b": 1, "c": 2}}, private_metadata={"p": 1})
    merged = clerk.organizations.merge_metadata(
        organization_id=organization.id, public_metadata={"a": {"b": None, "d": [3]}}, private_metadata={"q": 2}
    )
    assert merged.public_metadata == {"a": {"c": 2, "d": [3]}}
    assert merged.private_metadata == {"p": 1, "q": 2}

    replaced = clerk.organizations.replace_metadata(
        organization_id=organization.id, public_metadata={"only": {"null": None}}
    )
    assert replaced.public_metadata == {"only": {"null": None}}
    assert replaced.private_metadata == {"p": 1, "q": 2}
    read = clerk.organizations.get(organization_id=organization.id)
    assert read.public_metadata == replaced.public_metadata


def test_metadata_is_bounded_and_needs_an_organization(clerk: Clerk, make: Maker) -> None:
    organization = make.organization()
    for change in (clerk.organizations.merge_metadata, clerk.organizations.replace_metadata):
        with refused(422, "form_param_exceeds_allowed_size", param="private_metadata"):
            change(organization_id=organization.id, private_metadata={"x": "y" * 8200})
        with refused(404, "resource_not_found"):
            change(organization_id=absent_id("org"), private_metadata={"x": 1})
    assert clerk.organizations.get(organization_id=organization.id).private_metadata == {}


def test_organizations_are_searched_and_ordered(clerk: Clerk, make: Maker) -> None:
    word = unique("word")
    user, member = make.user(), make.user()
    first, second, third = (
        make.organization(
            name=f"{name} {word}",
            slug=f"{name.lower()}-{word}",
            created_by=user.id,
            created_at=f"2021-01-0{day}T00:00:00Z",
        )
        for name, day in (("Alpha", 1), ("Beta", 2), ("Gamma", 3))
    )
    clerk.organization_memberships.create(organization_id=second.id, user_id=member.id, role="org:member")

    for order, expected in (
        ("name", [first, second, third]),
        ("-name", [third, second, first]),
        ("+created_at", [first, second, third]),
        ("-created_at", [third, second, first]),
    ):
        found = clerk.organizations.list(query=word, order_by=order)
        assert (ids(found.data), found.total_count) == (ids(expected), 3), order
    assert ids(clerk.organizations.list(query=word).data) == [third.id, second.id, first.id]
    counted = clerk.organizations.list(query=word, order_by="-members_count", include_members_count=True)
    assert counted.data[0].id == second.id
    assert [item.members_count for item in counted.data] == [2, 1, 1]

    page = clerk.organizations.list(query=word.upper(), order_by="name", limit=1, offset=1)
    assert (ids(page.data), page.total_count) == ([second.id], 3)
    assert page.data[0].members_count is None
    assert ids(clerk.organizations.list(query=f"gamma-{word}").data) == [third.id]
    assert ids(clerk.organizations.list(query=first.id).data) == [first.id]


def test_organizations_are_found_by_member_and_id(clerk: Clerk, make: Maker) -> None:
    word = unique("word")
    user, other = make.user(), make.user()
    mine, both, theirs = (make.organization(name=f"{name} {word}", created_by=user.id) for name in "ABC")
    clerk.organization_memberships.create(organization_id=both.id, user_id=other.id, role="org:member")

    assert ids(clerk.organizations.list(user_id=[other.id]).data) == [both.id]
    assert clerk.organizations.list(user_id=[f"+{user.id}"]).total_count == 3
    without = clerk.organizations.list(query=word, user_id=[f"-{other.id}"], order_by="name")
    assert ids(without.data) == [mine.id, theirs.id]
    assert ids(clerk.organizations.list(organization_id=[theirs.id, absent_id("org")]).data) == [theirs.id]
    rest = clerk.organizations.list(query=word, organization_id=[f"-{mine.id}"], order_by="name")
    assert ids(rest.data) == [both.id, theirs.id]


def test_lists_of_organizations_have_bounds(clerk: Clerk) -> None:
    for bad in ({"limit": 0}, {"limit": 501}, {"offset": -1}):
        (param,) = bad
        with refused(
            422, "form_param_value_invalid", "form_param_format_invalid", "form_param_value_too_large", param=param
        ):
            clerk.organizations.list(**bad)
    with refused(422, "form_param_value_invalid", param="order_by"):
        clerk.organizations.list(order_by="colour")

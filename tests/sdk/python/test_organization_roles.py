"""Roles, permissions and role sets. There are few roles and role sets, so each scenario clears away what it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from clerk_backend_api import Clerk, models
from clerk_backend_api.security import AuthenticateRequestOptions, authenticate_request

from crypto import public_key
from expect import assert_id, ids, refused
from maker import Maker, absent_id, unique

MINIMUM = ["org:sys_memberships:manage", "org:sys_memberships:read", "org:sys_profile:delete"]


class Rights:
    """Makes permissions, roles and role sets, and removes them when the scenario is over.

    A scenario that makes organizations asks for it before the maker, so that those are gone first.
    """

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._permissions: list[str] = []
        self._roles: list[str] = []
        self._sets: list[str] = []

    def permission(self, action: str = "read") -> models.Permission:
        made = self._clerk.organization_permissions.create(name="May", key=f"org:{unique()}:{action}")
        self._permissions.append(made.id)
        return made

    def permission_id(self, key: str) -> str:
        found = self._clerk.organization_permissions.list(query=key, limit=500)
        return next(item.id for item in found.data if item.key == key)

    def role(self, permissions: list[str] | None = None, include: bool = False) -> models.Role:
        made = self._clerk.organization_roles.create(
            name="Made",
            key=f"org:{unique()}",
            permissions=[self.permission_id(key) for key in permissions or []],
            include_in_initial_role_set=include,
        )
        self._roles.append(made.id)
        return made

    def role_set(self, *roles: str) -> models.RoleSet:
        made = self._clerk.role_sets.create(
            name="Made",
            key=f"role_set:{unique()}",
            roles=list(roles),
            creator_role_key=roles[0],
            default_role_key=roles[-1],
        )
        self._sets.append(made.id)
        return made

    def remove_all(self) -> None:
        """What the scenario removed itself answers 404."""
        for role_set in self._sets:
            fields = {"role_set_key_or_id": role_set, "dest_role_set_key": "role_set:default"}
            self._ignore_absent(self._clerk.role_sets.replace, **fields)
        for role in self._roles:
            self._ignore_absent(self._clerk.organization_roles.delete, organization_role_id=role)
        for permission in self._permissions:
            self._ignore_absent(self._clerk.organization_permissions.delete, permission_id=permission)

    @staticmethod
    def _ignore_absent(call: Any, **fields: str) -> None:
        try:
            call(**fields)
        except models.ClerkErrors as error:
            if error.status_code != 404:
                raise


@pytest.fixture
def rights(clerk: Clerk) -> Iterator[Rights]:
    made = Rights(clerk)
    yield made
    made.remove_all()


@dataclass
class Request:
    headers: dict[str, str]


def keys(items: Any) -> list[str]:
    return [item.key for item in items]


def test_a_permission_comes_and_goes(clerk: Clerk, rights: Rights) -> None:
    made = rights.permission("pay")
    assert_id(made.id, "perm")
    assert (made.type, made.description) == ("custom", "")
    assert clerk.organization_permissions.get(permission_id=made.id) == made
    found = clerk.organization_permissions.list(query=made.key, order_by="-name")
    assert (found.total_count, ids(found.data)) == (1, [made.id])
    changed = clerk.organization_permissions.update(permission_id=made.id, name="Pay", description="Pays.")
    assert (changed.name, changed.key, changed.description) == ("Pay", made.key, "Pays.")
    gone = clerk.organization_permissions.delete(permission_id=made.id)
    assert (gone.object, gone.id, gone.deleted) == ("permission", made.id, True)
    with refused(404, "resource_not_found"):
        clerk.organization_permissions.get(permission_id=made.id)


def test_permissions_of_the_system_stay(clerk: Clerk, rights: Rights) -> None:
    system = rights.permission_id(MINIMUM[0])
    with refused(403, "organization_system_permission_not_modifiable"):
        clerk.organization_permissions.update(permission_id=system, name="x")
    with refused(403, "organization_system_permission_not_modifiable"):
        clerk.organization_permissions.delete(permission_id=system)
    with refused(422, "form_param_value_invalid", param="key"):
        clerk.organization_permissions.create(name="x", key="org:sys_hats:wear")


def test_a_role_comes_and_goes(clerk: Clerk, rights: Rights) -> None:
    permission = rights.permission()
    role = rights.role([permission.key])
    assert_id(role.id, "role")
    assert (keys(role.permissions), role.is_creator_eligible, role.description) == ([permission.key], False, None)
    assert clerk.organization_roles.get(organization_role_id=role.id) == role
    found = clerk.organization_roles.list(query=role.key)
    assert (found.total_count, ids(found.data)) == (1, [role.id])
    pair = {"organization_role_id": role.id, "permission_id": permission.id}
    poorer = clerk.organization_roles.remove_permission(**pair)
    assert poorer.permissions == []
    with refused(404, "organization_role_permission_association_not_found"):
        clerk.organization_roles.remove_permission(**pair)
    assert keys(clerk.organization_roles.assign_permission(**pair).permissions) == [permission.key]
    with refused(409, "organization_role_permission_association_exists"):
        clerk.organization_roles.assign_permission(**pair)
    changed = clerk.organization_roles.update(organization_role_id=role.id, name="Clerk", description="Files.")
    assert (changed.name, changed.description) == ("Clerk", "Files.")
    with refused(422, "form_identifier_exists", param="key"):
        clerk.organization_roles.create(name="x", key=role.key)
    gone = clerk.organization_roles.delete(organization_role_id=role.id)
    assert (gone.object, gone.id, gone.deleted) == ("role", role.id, True)
    with refused(404, "resource_not_found"):
        clerk.organization_roles.get(organization_role_id=absent_id("role"))


def test_a_role_set_decides_what_members_can_be(clerk: Clerk, rights: Rights, make: Maker) -> None:
    boss, guest = rights.role(MINIMUM), rights.role()
    role_set = rights.role_set(boss.key, guest.key)
    assert_id(role_set.id, "rset")
    assert clerk.role_sets.get(role_set_key_or_id=role_set.key) == role_set
    found = clerk.role_sets.list(query=role_set.key)
    assert (found.total_count, ids(found.data)) == (1, [role_set.id])
    user = make.user()
    organization = make.organization(created_by=user.id, role_set_key=role_set.key, max_allowed_memberships=9)
    with refused(404, "resource_not_found", param="role"):
        clerk.organization_memberships.create(
            organization_id=organization.id, user_id=make.user().id, role="org:member"
        )
    added = clerk.role_sets.add_roles(role_set_key_or_id=role_set.id, role_keys=["org:member"])
    assert keys(added.roles) == [boss.key, guest.key, "org:member"]
    member = make.user()
    clerk.organization_memberships.create(organization_id=organization.id, user_id=member.id, role="org:member")
    replaced = clerk.role_sets.replace_role(
        role_set_key_or_id=role_set.key, role_key="org:member", to_role_key=guest.key
    )
    assert [(item.key, item.members_count) for item in replaced.roles] == [(boss.key, 1), (guest.key, 1)]
    changed = clerk.role_sets.update(role_set_key_or_id=role_set.key, name="Firms", default_role_key=boss.key)
    assert changed.name == "Firms"
    with refused(422, "organization_role_set_reassignment_mappings_missing"):
        clerk.role_sets.replace(role_set_key_or_id=role_set.key, dest_role_set_key="role_set:default")
    gone = clerk.role_sets.replace(
        role_set_key_or_id=role_set.key,
        dest_role_set_key="role_set:default",
        reassignment_mappings={boss.key: "org:admin", guest.key: "org:member"},
    )
    assert (gone.object, gone.id, gone.deleted) == ("role_set", role_set.id, True)
    members = clerk.organization_memberships.list(organization_id=organization.id)
    assert {item.public_user_data.user_id: item.role for item in members.data if item.public_user_data} == {
        user.id: "org:admin",
        member.id: "org:member",
    }


def test_the_initial_role_set_stays(clerk: Clerk, rights: Rights) -> None:
    other = rights.role_set("org:admin")
    with refused(403, "cannot_delete_initial_role_set"):
        clerk.role_sets.replace(role_set_key_or_id="role_set:default", dest_role_set_key=other.key)


def test_the_sdk_reads_out_of_a_token_what_the_role_allows(clerk: Clerk, rights: Rights, make: Maker) -> None:
    options = AuthenticateRequestOptions(jwt_key=public_key(clerk.jwks.get_jwks()))
    custom = [rights.permission(action) for action in ("read", "manage", "read")]
    for chosen in ([], custom[:1], custom[1:], custom):
        role = rights.role([item.key for item in chosen] + MINIMUM[:2], include=True)
        user = make.user()
        organization = make.organization(max_allowed_memberships=9)
        clerk.organization_memberships.create(organization_id=organization.id, user_id=user.id, role=role.key)
        session = make.session(user, active_organization_id=organization.id)
        token = clerk.sessions.create_token(session_id=session.id).jwt
        state = authenticate_request(Request({"Authorization": f"Bearer {token}"}), options)
        assert state.is_signed_in, state.message
        auth = state.to_auth()
        assert (auth.org_id, f"org:{auth.org_role}") == (organization.id, role.key)
        assert set(auth.org_permissions or []) == {item.key for item in chosen}
        clerk.organizations.delete(organization_id=organization.id)
        clerk.organization_roles.delete(organization_role_id=role.id)

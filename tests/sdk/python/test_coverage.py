"""The suite calls every operation that the SDK has a method for."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from clerk_backend_api import Clerk

# Resource of the SDK, and its methods of the operations that are served.
OPERATIONS = {
    "users": """
        list create count get update delete ban unban bulk_ban bulk_unban lock unlock set_profile_image
        delete_profile_image update_metadata replace_metadata get_organization_memberships
        get_organization_invitations remove_password verify_password verify_totp disable_mfa delete_backup_codes
        delete_passkey delete_web3_wallet delete_totp delete_external_account set_password_compromised
        unset_password_compromised get_instance_organization_memberships list_trusted_devices revoke_trusted_device
        get_o_auth_access_token
    """,
    "email_addresses": "create get delete update prepare_verification attempt_verification replace_for_user",
    "phone_numbers": "create get delete update prepare_verification attempt_verification replace_for_user",
    "organizations": "list create get update delete merge_metadata replace_metadata upload_logo delete_logo",
    "organization_memberships": "create list update delete update_metadata",
    "organization_permissions": "list create get update delete",
    "organization_roles": "list create get update delete assign_permission remove_permission",
    "role_sets": "list create get update replace add_roles replace_role",
    "organization_invitations": "get_all create list bulk_create list_pending get revoke",
    "organization_domains": "create list update delete verify_ownership list_all",
    "domains": "list add update delete",
    "proxy_checks": "verify",
    "redirect_urls": "list create get delete",
    "webhooks": "create_svix_app delete_svix_app generate_svix_auth_url",
    "invitations": "create list bulk_create revoke",
    "sessions": "list create get refresh revoke create_token create_token_from_template",
    "clients": "list verify get",
    "jwks": "get_jwks",
    "sign_in_tokens": "create revoke",
    "instance_settings": """
        get update update_restrictions get_communication update_communication get_o_auth_application_settings
        update_o_auth_application_settings change_domain get_organization_settings update_organization_settings
        get_instance_protect update_instance_protect
    """,
    "beta_features": "update_instance_settings update_production_instance_domain",
    "allowlist_identifiers": "list create delete",
    "blocklist_identifiers": "list create delete",
    "waitlist_entries": "list create bulk_create delete invite reject",
    "actor_tokens": "create revoke",
    "agent_tasks": "create revoke",
    "testing_tokens": "create",
    "jwt_templates": "list create get update delete",
    "sign_ups": "get update",
    "miscellaneous": "get_public_interstitial",
    "machines": "list create get update delete get_secret_key rotate_secret_key create_scope delete_scope",
    "m2m": "create_token list_tokens revoke_token verify_token",
    "api_keys": """
        create_api_key get_api_keys get_api_key update_api_key delete_api_key get_api_key_secret revoke_api_key
        verify_api_key
    """,
    "oauth_applications": "list create get update delete upload_logo rotate_secret revoke_token",
    "oauth_access_tokens": "verify",
}
# Operations of no document that the JavaScript SDK calls.
JAVASCRIPT_ALONE = {"ChangeInstanceDomain"}
# This SDK has no method for these.
NOT_IN_THE_SDK = {"CompleteAccountlessApplication", "CreateAccountlessApplication", "VerifySession"}
METHODS = {(resource, method) for resource, methods in OPERATIONS.items() for method in methods.split()}


def named_methods() -> set[tuple[str, str]]:
    """Every `….resource.method` in the suite, and every method named in the parameters of a scenario."""
    found = set()
    for path in Path(__file__).parent.glob("*.py"):
        if path.name == Path(__file__).name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                found.add((node.value.attr, node.attr.removesuffix("_async")))
            if isinstance(node, ast.FunctionDef):
                found |= looked_up(node)
    return found


def looked_up(scenario: ast.FunctionDef) -> set[tuple[str, str]]:
    """Methods reached by `getattr(clerk.resource, operation)`, `operation` being a parameter of the scenario."""
    resources = {
        node.args[0].attr
        for node in ast.walk(scenario)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and isinstance(node.args[0], ast.Attribute)
    }
    names = {
        node.value
        for decorator in scenario.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {(resource, name) for resource in resources for name in names}


def test_there_is_a_method_for_every_operation_that_the_suites_have_to_call() -> None:
    required = json.loads((Path(__file__).parents[1] / "required.json").read_text(encoding="utf-8"))
    assert len(METHODS) == len(set(required["2026-05-12"]) - JAVASCRIPT_ALONE - NOT_IN_THE_SDK)


def test_the_sdk_has_every_operation(clerk: Clerk) -> None:
    for resource, method in METHODS:
        assert callable(getattr(getattr(clerk, resource), method)), (resource, method)


def test_every_operation_is_called() -> None:
    assert METHODS - named_methods() == set()

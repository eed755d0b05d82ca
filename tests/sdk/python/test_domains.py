"""Domains of the instance, proxies, redirect URLs and the webhooks' switch."""

from __future__ import annotations

from clerk_backend_api import Clerk, models

from expect import assert_id, refused
from maker import unique


def test_a_satellite_comes_changes_and_goes(clerk: Clerk) -> None:
    name = f"{unique('s')}.example"
    made = clerk.domains.add(request=models.AddDomainRequestBody(name=name))
    assert_id(made.id, "dmn")
    page = clerk.domains.list()
    assert made.id in [domain.id for domain in page.data]
    assert not page.data[0].is_satellite
    assert clerk.domains.update(domain_id=made.id, name=f"www.{name}").name == f"www.{name}"
    with refused(400, "domain_update_forbidden"):
        clerk.domains.update(domain_id=made.id, proxy_url="https://example.com/__clerk")
    assert clerk.domains.delete(domain_id=made.id).deleted
    with refused(403, "operation_not_allowed_on_primary_domain"):
        clerk.domains.delete(domain_id=page.data[0].id)


def test_a_proxy_that_nobody_runs_does_not_work(clerk: Clerk) -> None:
    domain = clerk.domains.list().data[0]
    request = models.VerifyDomainProxyRequestBody(domain_id=domain.id, proxy_url="http://127.0.0.1:1/__clerk")
    check = clerk.proxy_checks.verify(request=request)
    assert_id(check.id, "proxychk")
    assert (check.domain_id, check.successful) == (domain.id, False)


def test_a_redirect_url_is_allowed_once_and_taken_off(clerk: Clerk) -> None:
    request = models.CreateRedirectURLRequestBody(url=f"{unique('app')}://back")
    made = clerk.redirect_urls.create(request=request)
    assert clerk.redirect_urls.get(id=made.id) == made
    assert made.id in [one.id for one in clerk.redirect_urls.list(limit=500)]
    with refused(400, "duplicate_record"):
        clerk.redirect_urls.create(request=request)
    assert clerk.redirect_urls.delete(id=made.id).deleted
    with refused(404, "resource_not_found"):
        clerk.redirect_urls.get(id=made.id)


def test_webhooks_are_turned_on_once_and_off_again(clerk: Clerk) -> None:
    try:
        clerk.webhooks.delete_svix_app()
    except models.ClerkErrors:
        pass  # They were off.
    with refused(400, "svix_app_missing"):
        clerk.webhooks.generate_svix_auth_url()
    assert clerk.webhooks.create_svix_app().svix_url
    with refused(400, "svix_app_exists"):
        clerk.webhooks.create_svix_app()
    assert clerk.webhooks.generate_svix_auth_url().svix_url
    clerk.webhooks.delete_svix_app()


def test_the_interstitial_page_is_served(clerk: Clerk) -> None:
    clerk.miscellaneous.get_public_interstitial(frontend_api_query_parameter1="clerk.example.com")
    with refused(400, "missing_query_parameter", declared=False):
        clerk.miscellaneous.get_public_interstitial()

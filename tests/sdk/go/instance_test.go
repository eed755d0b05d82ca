package scenarios

import (
	"testing"
	"time"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/allowlistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/blocklistidentifier"
	"github.com/clerk/clerk-sdk-go/v2/domain"
	"github.com/clerk/clerk-sdk-go/v2/instancesettings"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/proxycheck"
	"github.com/clerk/clerk-sdk-go/v2/redirecturl"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestIdentifiersAreAllowedAndBlocked(t *testing.T) {
	t.Parallel()
	for identifier, kind := range map[string]string{
		uniqueEmail(): "email_address", "*@" + host(): "email_address", uniquePhone(): "phone_number", uniqueWallet(): "web3_wallet",
	} {
		allow := &allowlistidentifier.CreateParams{Identifier: clerk.String(identifier)}
		allowed := must(api.allowlist.Create(ctx, allow))(t)
		isID(t, allowed.ID, "alid")
		equal(t, "allowed", allowed.Identifier+" "+allowed.IdentifierType, identifier+" "+kind)
		refused(api.allowlist.Create(ctx, allow))(t, 400, "duplicate_record", "")
		blocked := must(api.blocklist.Create(ctx, &blocklistidentifier.CreateParams{Identifier: clerk.String(identifier)}))(t)
		isID(t, blocked.ID, "blid")
		equal(t, "blocked", blocked.Identifier+" "+blocked.IdentifierType, identifier+" "+kind)

		held := must(api.blocklist.List(ctx, &blocklistidentifier.ListParams{}))(t)
		of := func(one *clerk.BlocklistIdentifier) string { return one.ID }
		equal(t, "listed", contains(ids(held.BlocklistIdentifiers, of), blocked.ID), true)
		equal(t, "total", must(api.allowlist.List(ctx, &allowlistidentifier.ListParams{}))(t).TotalCount >= 1, true)
		equal(t, "deleted", must(api.allowlist.Delete(ctx, allowed.ID))(t).Deleted, true)
		equal(t, "deleted", must(api.blocklist.Delete(ctx, blocked.ID))(t).Deleted, true)
		refused(api.allowlist.Delete(ctx, allowed.ID))(t, 404, "resource_not_found", "")
		refused(api.blocklist.Delete(ctx, blocked.ID))(t, 404, "resource_not_found", "")
	}
	for _, identifier := range []string{"", "example.com", "*@*", "+12", "0x12"} {
		refused(api.allowlist.Create(ctx, &allowlistidentifier.CreateParams{Identifier: clerk.String(identifier)}))(t, 422, "form_param_format_invalid", "identifier")
	}
}

func TestAnAllowedAddressIsInvitedAlongTheWay(t *testing.T) {
	t.Parallel()
	params := &allowlistidentifier.CreateParams{Identifier: clerk.String(uniqueEmail()), Notify: clerk.Bool(true)}
	isID(t, text(must(api.allowlist.Create(ctx, params))(t).InvitationID), "inv")
}

func TestASatelliteDomainComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	name := host()
	made := must(api.domains.Create(ctx, &domain.CreateParams{Name: &name, IsSatellite: clerk.Bool(true)}))(t)
	isID(t, made.ID, "dmn")
	equal(t, "satellite", made.IsSatellite, true)
	all := must(api.domains.List(ctx, &domain.ListParams{}))(t)
	equal(t, "listed", contains(ids(all.Domains, func(one *clerk.Domain) string { return one.ID }), made.ID), true)
	equal(t, "primary", all.Domains[0].IsSatellite, false)
	equal(t, "name", must(api.domains.Update(ctx, made.ID, &domain.UpdateParams{Name: clerk.String("www." + name)}))(t).Name, "www."+name)
	proxied := &domain.UpdateParams{ProxyURL: clerk.String("https://example.com/__clerk")}
	refused(api.domains.Update(ctx, made.ID, proxied))(t, 400, "domain_update_forbidden", "")
	equal(t, "deleted", must(api.domains.Delete(ctx, made.ID))(t).Deleted, true)
	refused(api.domains.Delete(ctx, made.ID))(t, 404, "resource_not_found", "")
	refused(api.domains.Delete(ctx, all.Domains[0].ID))(t, 403, "operation_not_allowed_on_primary_domain", "")
}

func TestAProxyThatNobodyRunsDoesNotWork(t *testing.T) {
	t.Parallel()
	primary := must(api.domains.List(ctx, &domain.ListParams{}))(t).Domains[0]
	params := &proxycheck.CreateParams{DomainID: &primary.ID, ProxyURL: clerk.String("http://127.0.0.1:1/__clerk")}
	check := must(api.proxyChecks.Create(ctx, params))(t)
	isID(t, check.ID, "proxychk")
	equal(t, "works", check.Successful, false)
	equal(t, "domain", check.DomainID, primary.ID)
	params.DomainID = clerk.String(absentID("dmn"))
	refused(api.proxyChecks.Create(ctx, params))(t, 422, "form_resource_not_found", "domain_id")
}

func TestARedirectURLIsAllowedOnceAndTakenOff(t *testing.T) {
	t.Parallel()
	params := &redirecturl.CreateParams{URL: clerk.String(unique("app") + "://back")}
	made := must(api.redirectURLs.Create(ctx, params))(t)
	isID(t, made.ID, "ru")
	equal(t, "address", must(api.redirectURLs.Get(ctx, made.ID))(t).URL, *params.URL)
	equal(t, "total", must(api.redirectURLs.List(ctx, &redirecturl.ListParams{}))(t).TotalCount >= 1, true)
	refused(api.redirectURLs.Create(ctx, params))(t, 400, "duplicate_record", "")
	equal(t, "deleted", must(api.redirectURLs.Delete(ctx, made.ID))(t).Deleted, true)
	refused(api.redirectURLs.Get(ctx, made.ID))(t, 404, "resource_not_found", "")
}

func TestATestingTokenLastsAnHour(t *testing.T) {
	t.Parallel()
	made := must(api.testingTokens.Create(ctx))(t)
	if left := time.Until(time.Unix(made.ExpiresAt, 0)); made.Token == "" || left < 55*time.Minute || left > 65*time.Minute {
		t.Errorf("token %q for %s", made.Token, left)
	}
}

func TestWebhooksAreTurnedOnOnceAndOffAgain(t *testing.T) {
	t.Parallel()
	own := connect(apiURL, seeded.ProductionInstance.SecretKey)
	refused(own.svixWebhooks.RefreshURL(ctx))(t, 400, "svix_app_missing", "")
	equal(t, "on", must(own.svixWebhooks.Create(ctx))(t).SvixURL == "", false)
	refused(own.svixWebhooks.Create(ctx))(t, 400, "svix_app_exists", "")
	equal(t, "address", must(own.svixWebhooks.RefreshURL(ctx))(t).SvixURL == "", false)
	must(own.svixWebhooks.Delete(ctx))(t)
	refused(own.svixWebhooks.Delete(ctx))(t, 400, "svix_app_missing", "")
}

// One after another, on an instance of their own, so that no other scenario runs under what is tried out here.
func TestSettingsOfAnInstance(t *testing.T) {
	t.Parallel()
	own := connect(apiURL, seeded.ProductionInstance.SecretKey)
	create := func(email string) (*clerk.User, error) {
		return own.users.Create(ctx, &user.CreateParams{EmailAddresses: &[]string{email}, SkipPasswordRequirement: clerk.Bool(true)})
	}

	t.Run("are changed without an answer", func(t *testing.T) {
		if err := own.instanceSettings.Update(ctx, &instancesettings.UpdateParams{
			HIBP: clerk.Bool(true), SupportEmail: clerk.String("help@example.com"), EnhancedEmailDeliverability: clerk.Bool(false),
		}); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("restrict who may be created", func(t *testing.T) {
		name := unique("ada")
		must(create(name + "@example.com"))(t)
		restrict := func(subaddresses bool) *clerk.InstanceRestrictions {
			params := &instancesettings.UpdateRestrictionsParams{BlockEmailSubaddresses: &subaddresses, Allowlist: clerk.Bool(false)}
			return must(own.instanceSettings.UpdateRestrictions(ctx, params))(t)
		}
		restrictions := restrict(true)
		equal(t, "subaddresses", restrictions.BlockEmailSubaddresses, true)
		equal(t, "lists", restrictions.Allowlist || restrictions.Blocklist, false)
		refused(create(name+"+x@example.com"))(t, 403, "not_allowed_access", "email_address")
		equal(t, "subaddresses", restrict(false).BlockEmailSubaddresses, false)
		must(create(name + "+x@example.com"))(t)
	})
	t.Run("are for the next organization", func(t *testing.T) {
		settings := must(own.instanceSettings.UpdateOrganizationSettings(ctx, &instancesettings.UpdateOrganizationSettingsParams{
			MaxAllowedMemberships: clerk.Int64(7), AdminDeleteEnabled: clerk.Bool(true),
		}))(t)
		equal(t, "enabled", settings.Enabled, true)
		equal(t, "role of creators", settings.CreatorRole, "org:admin")
		equal(t, "members", settings.MaxAllowedMemberships, 7)
		firm := must(own.organizations.Create(ctx, &organization.CreateParams{Name: clerk.String("Firm")}))(t)
		equal(t, "members allowed", firm.MaxAllowedMemberships, 7)
		off := &instancesettings.UpdateOrganizationSettingsParams{Enabled: clerk.Bool(false)}
		refused(own.instanceSettings.UpdateOrganizationSettings(ctx, off))(t, 400, "organizations_disable_not_allowed", "")
		role := &instancesettings.UpdateOrganizationSettingsParams{CreatorRoleID: clerk.String(absentID("role"))}
		refused(own.instanceSettings.UpdateOrganizationSettings(ctx, role))(t, 404, "resource_not_found", "creator_role_id")
	})
	t.Run("of a development instance are not these", func(t *testing.T) {
		opened := newSession(t, newUser(t, nil).ID)
		refused(own.sessions.Get(ctx, opened.ID))(t, 404, "resource_not_found", "")
		alone := must(create(uniqueEmail()))(t)
		refused(api.users.Get(ctx, alone.ID))(t, 404, "resource_not_found", "")
	})
}

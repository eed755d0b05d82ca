package scenarios

import (
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
)

const day = 86_400_000

func invite(t *testing.T, organizationID, email string) *clerk.OrganizationInvitation {
	t.Helper()
	return must(api.organizationInvitations.Create(ctx, &organizationinvitation.CreateParams{
		OrganizationID: organizationID, EmailAddress: &email, Role: clerk.String("org:member"),
	}))(t)
}

func invitationOf(organizationID, id string) *organizationinvitation.GetParams {
	return &organizationinvitation.GetParams{OrganizationID: organizationID, ID: id}
}

func organizationInvitationID(one *clerk.OrganizationInvitation) string { return one.ID }

func near(t *testing.T, what string, got, want int64) {
	t.Helper()
	if got < want-1000 || got > want+1000 {
		t.Errorf("%s: got %d, want %d", what, got, want)
	}
}

func TestAnInvitationToAnOrganizationCarriesEverything(t *testing.T) {
	t.Parallel()
	host := newUser(t, nil)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &host.ID})
	email := uniqueEmail()
	made := must(api.organizationInvitations.Create(ctx, &organizationinvitation.CreateParams{
		OrganizationID: firm.ID, EmailAddress: clerk.String(strings.ToUpper(email)), Role: clerk.String("org:admin"),
		InviterUserID: &host.ID, RedirectURL: clerk.String("https://app.example.com/join"), ExpiresInDays: clerk.Int64(3),
		PublicMetadata: metadata(`{"team":["x"]}`), PrivateMetadata: metadata(`{"note":null}`),
	}))(t)
	isID(t, made.ID, "orginv")
	equal(t, "invitation", made.EmailAddress+" "+made.Role+" "+made.RoleName+" "+made.Status, email+" org:admin Admin pending")
	near(t, "expires", *made.ExpiresAt, made.CreatedAt+3*day)
	equal(t, "link", strings.Contains(made.URL, "/v1/tickets/accept?ticket="), true)
	read := must(api.organizationInvitations.Get(ctx, invitationOf(firm.ID, made.ID)))(t)
	equal(t, "organization", read.OrganizationID, firm.ID)
	sameJSON(t, "public metadata", read.PublicMetadata, `{"team":["x"]}`)
	sameJSON(t, "private metadata", read.PrivateMetadata, `{"note":null}`)
}

func TestWhoCannotBeInvitedToAnOrganizationIsRefused(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	invited := invite(t, ours.firm.ID, uniqueEmail())
	type params = organizationinvitation.CreateParams
	for name, refusal := range map[string]struct {
		status      int
		code, param string
		fields      params
	}{
		"twice":        {400, "organization_invitation_not_unique", "", params{EmailAddress: &invited.EmailAddress}},
		"a member":     {400, "already_a_member_in_organization", "", params{EmailAddress: &ours.abe.EmailAddresses[0].EmailAddress}},
		"nowhere":      {422, "form_param_format_invalid", "email_address", params{EmailAddress: clerk.String("nobody at nowhere")}},
		"unknown role": {404, "resource_not_found", "role", params{Role: clerk.String("org:astronaut")}},
		"stranger":     {403, "not_a_member_in_organization", "", params{InviterUserID: &newUser(t, nil).ID}},
		"no manager":   {403, "missing_organization_permission", "", params{InviterUserID: &ours.abe.ID}},
		"too long":     {422, "form_param_value_invalid", "expires_in_days", params{ExpiresInDays: clerk.Int64(366)}},
		"no firm":      {404, "resource_not_found", "", params{OrganizationID: absentID("org")}},
	} {
		refusal := refusal
		t.Run(name, func(t *testing.T) {
			fields := refusal.fields
			if fields.OrganizationID == "" {
				fields.OrganizationID = ours.firm.ID
			}
			if fields.EmailAddress == nil {
				fields.EmailAddress = clerk.String(uniqueEmail())
			}
			if fields.Role == nil {
				fields.Role = clerk.String("org:member")
			}
			refused(api.organizationInvitations.Create(ctx, &fields))(t, refusal.status, refusal.code, refusal.param)
		})
	}
}

func TestAnInvitationToAnOrganizationIsRevokedOnce(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	invited := invite(t, ours.firm.ID, uniqueEmail())
	revoke := &organizationinvitation.RevokeParams{OrganizationID: ours.firm.ID, ID: invited.ID, RequestingUserID: &ours.zoe.ID}
	equal(t, "status", must(api.organizationInvitations.Revoke(ctx, revoke))(t).Status, "revoked")
	refused(api.organizationInvitations.Revoke(ctx, revoke))(t, 404, "organization_invitation_not_pending", "")
	again := invite(t, ours.firm.ID, invited.EmailAddress)
	equal(t, "another", again.ID != invited.ID && again.Status == "pending", true)
	other := newOrganization(t, nil)
	refused(api.organizationInvitations.Get(ctx, invitationOf(other.ID, again.ID)))(t, 404, "resource_not_found", "")
	refused(api.organizationInvitations.Get(ctx, invitationOf(ours.firm.ID, absentID("orginv"))))(t, 404, "resource_not_found", "")
}

func TestInvitationsToOrganizationsAreListed(t *testing.T) {
	t.Parallel()
	firm, word := newOrganization(t, nil), unique("guests")
	invited := []string{}
	for _, letter := range []string{"a", "b", "c"} {
		invited = append(invited, invite(t, firm.ID, letter+"."+word+"@example.com").ID)
	}
	must(api.organizationInvitations.Revoke(ctx, &organizationinvitation.RevokeParams{OrganizationID: firm.ID, ID: invited[1]}))(t)

	everything := &organizationinvitation.ListParams{OrganizationID: firm.ID, OrderBy: clerk.String("email_address")}
	found := must(api.organizationInvitations.List(ctx, everything))(t)
	same(t, "all", ids(found.OrganizationInvitations, organizationInvitationID), invited)
	pending := &organizationinvitation.ListParams{
		OrganizationID: firm.ID, Statuses: &[]string{"pending"}, OrderBy: clerk.String("-email_address"),
		ListParams: clerk.ListParams{Limit: clerk.Int64(1)},
	}
	page := must(api.organizationInvitations.List(ctx, pending))(t)
	same(t, "page", ids(page.OrganizationInvitations, organizationInvitationID), invited[2:])
	equal(t, "pending", page.TotalCount, 2)
	exact := &organizationinvitation.ListParams{OrganizationID: firm.ID, EmailAddress: clerk.String("a." + word + "@example.com")}
	equal(t, "exact", must(api.organizationInvitations.List(ctx, exact))(t).TotalCount, 1)

	revoked := &organizationinvitation.ListFromInstanceParams{Query: &word, Statuses: &[]string{"revoked"}}
	same(t, "revoked of the instance",
		ids(must(api.organizationInvitations.ListFromInstance(ctx, revoked))(t).OrganizationInvitations, organizationInvitationID), invited[1:2])
	of := must(api.organizationInvitations.ListFromInstance(ctx, &organizationinvitation.ListFromInstanceParams{Query: &word}))(t)
	equal(t, "of the instance", of.TotalCount, 3)
	equal(t, "organization", of.OrganizationInvitations[0].PublicOrganizationData.Slug, firm.Slug)
	refused(api.organizationInvitations.ListFromInstance(ctx, &organizationinvitation.ListFromInstanceParams{OrderBy: clerk.String("colour")}))(t, 422, "form_param_value_invalid", "order_by")
}

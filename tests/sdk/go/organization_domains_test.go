package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/instancesettings"
	"github.com/clerk/clerk-sdk-go/v2/organizationdomain"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

// openOrganization is one that domains may be added to; the switch is turned on as often as anybody likes.
func openOrganization(t *testing.T) *clerk.Organization {
	t.Helper()
	must(api.instanceSettings.UpdateOrganizationSettings(ctx, &instancesettings.UpdateOrganizationSettingsParams{
		Enabled: clerk.Bool(true), DomainsEnabled: clerk.Bool(true),
		DomainsEnrollmentModes: &[]string{"automatic_invitation", "automatic_suggestion"},
	}))(t)
	return newOrganization(t, nil)
}

func host() string { return unique("host") + ".example" }

func TestADomainOfAnOrganizationComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	firm := openOrganization(t)
	name := host()
	made := must(api.organizationDomains.Create(ctx, firm.ID, &organizationdomain.CreateParams{Name: &name, Verified: clerk.Bool(false)}))(t)
	isID(t, made.ID, "orgdmn")
	equal(t, "mode", made.EnrollmentMode, "manual_invitation")
	equal(t, "status", made.Verification.Status, "unverified")
	changed := must(api.organizationDomains.Update(ctx, &organizationdomain.UpdateParams{
		OrganizationID: firm.ID, DomainID: made.ID, EnrollmentMode: clerk.String("automatic_suggestion"), Verified: clerk.Bool(true),
	}))(t)
	equal(t, "mode", changed.EnrollmentMode, "automatic_suggestion")
	equal(t, "status", changed.Verification.Status, "verified")

	for label, search := range map[string]struct {
		params organizationdomain.ListParams
		total  int64
	}{
		"all":        {organizationdomain.ListParams{}, 1},
		"verified":   {organizationdomain.ListParams{Verified: clerk.Bool(true)}, 1},
		"unverified": {organizationdomain.ListParams{Verified: clerk.Bool(false)}, 0},
		"mode":       {organizationdomain.ListParams{EnrollmentModes: &[]string{"automatic_suggestion"}}, 1},
		"other mode": {organizationdomain.ListParams{EnrollmentModes: &[]string{"automatic_invitation"}}, 0},
	} {
		search := search
		equal(t, label, must(api.organizationDomains.List(ctx, firm.ID, &search.params))(t).TotalCount, search.total)
	}
	gone := &organizationdomain.DeleteParams{OrganizationID: firm.ID, DomainID: made.ID}
	equal(t, "deleted", must(api.organizationDomains.Delete(ctx, gone))(t).Deleted, true)
	refused(api.organizationDomains.Delete(ctx, gone))(t, 404, "resource_not_found", "")
}

func TestUsersAtADomainAreOfferedTheOrganization(t *testing.T) {
	t.Parallel()
	firm, name := openOrganization(t), host()
	created := newUser(t, &user.CreateParams{EmailAddresses: &[]string{unique("go") + "@" + name}})
	made := must(api.organizationDomains.Create(ctx, firm.ID, &organizationdomain.CreateParams{
		Name: &name, EnrollmentMode: clerk.String("automatic_invitation"), Verified: clerk.Bool(true),
	}))(t)
	equal(t, "invitations", made.TotalPendingInvitations, 1)
	offered := must(api.users.ListOrganizationInvitations(ctx, &user.ListOrganizationInvitationsParams{UserID: created.ID}))(t)
	equal(t, "organization", offered.OrganizationInvitations[0].OrganizationID, firm.ID)
}

func TestWhatCannotBeADomainOfAnOrganizationIsRefused(t *testing.T) {
	t.Parallel()
	firm := openOrganization(t)
	add := func(organizationID, name string) (*clerk.OrganizationDomain, error) {
		return api.organizationDomains.Create(ctx, organizationID, &organizationdomain.CreateParams{Name: &name})
	}
	refused(add(firm.ID, "gmail.com"))(t, 422, "organization_domain_common", "name")
	refused(add(firm.ID, "no domain"))(t, 422, "form_param_format_invalid", "name")
	refused(add(absentID("org"), host()))(t, 404, "resource_not_found", "")
}

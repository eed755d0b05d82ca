package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2/invitation"
	"github.com/clerk/clerk-sdk-go/v2/organizationdomain"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
	"github.com/clerk/clerk-sdk-go/v2/user"
	"github.com/clerk/clerk-sdk-go/v2/waitlistentry"
)

// The documents have one value where this SDK takes a list and repeats the key.

func TestInvitationsOfTwoStatesAreListed(t *testing.T) {
	t.Parallel()
	word := unique("guests")
	pending := must(api.invitations.Create(ctx, silently("a."+word+"@example.com")))(t)
	revoked := must(api.invitations.Create(ctx, silently("b."+word+"@example.com")))(t)
	must(api.invitations.Revoke(ctx, revoked.ID))(t)
	params := &invitation.ListParams{Query: &word, Statuses: []string{"pending", "revoked"}}
	found := must(api.invitations.List(ctx, params))(t)
	same(t, "found", sorted(ids(found.Invitations, invitationID)), sorted([]string{pending.ID, revoked.ID}))
}

func TestWaitlistEntriesOfTwoStatesAreListed(t *testing.T) {
	t.Parallel()
	word := unique("queue")
	must(api.waitlistEntries.Create(ctx, &waitlistentry.CreateParams{EmailAddress: word + "@example.com"}))(t)
	params := &waitlistentry.ListParams{Query: &word, Statuses: []string{"pending", "invited"}}
	equal(t, "found", must(api.waitlistEntries.List(ctx, params))(t).TotalCount, 1)
}

func TestInvitationsToOrganizationsOfTwoStatesAreListed(t *testing.T) {
	t.Parallel()
	created, firm := newUser(t, nil), newOrganization(t, nil)
	first := invite(t, firm.ID, created.EmailAddresses[0].EmailAddress)
	revoke := &organizationinvitation.RevokeParams{OrganizationID: firm.ID, ID: first.ID}
	must(api.organizationInvitations.Revoke(ctx, revoke))(t)
	invite(t, firm.ID, first.EmailAddress)
	both := &[]string{"pending", "revoked"}

	ofFirm := &organizationinvitation.ListParams{OrganizationID: firm.ID, Statuses: both}
	equal(t, "of the organization", must(api.organizationInvitations.List(ctx, ofFirm))(t).TotalCount, 2)
	t.Run("of the instance", func(t *testing.T) {
		params := &organizationinvitation.ListFromInstanceParams{Query: &first.EmailAddress, Statuses: both}
		equal(t, "found", must(api.organizationInvitations.ListFromInstance(ctx, params))(t).TotalCount, 2)
	})
	t.Run("of the user", func(t *testing.T) {
		params := &user.ListOrganizationInvitationsParams{UserID: created.ID, Statuses: both}
		equal(t, "found", must(api.users.ListOrganizationInvitations(ctx, params))(t).TotalCount, 2)
	})
}

func TestDomainsOfTwoModesAreListed(t *testing.T) {
	t.Parallel()
	firm, name := openOrganization(t), host()
	must(api.organizationDomains.Create(ctx, firm.ID, &organizationdomain.CreateParams{Name: &name}))(t)
	params := &organizationdomain.ListParams{EnrollmentModes: &[]string{"manual_invitation", "automatic_suggestion"}}
	equal(t, "found", must(api.organizationDomains.List(ctx, firm.ID, params))(t).TotalCount, 1)
}

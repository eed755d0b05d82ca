package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func memberID(one *clerk.OrganizationMembership) string { return one.PublicUserData.UserID }

// team is an organization with an administrator named Zoe and a member named Abe.
type team struct {
	firm       *clerk.Organization
	zoe, abe   *clerk.User
	membership *clerk.OrganizationMembership
}

func newTeam(t *testing.T) team {
	t.Helper()
	zoe := newUser(t, &user.CreateParams{
		FirstName: clerk.String("Zoe"), LastName: clerk.String("Alpha"), Username: clerk.String(unique("z_")),
		PhoneNumbers: &[]string{uniquePhone()},
	})
	abe := newUser(t, &user.CreateParams{
		FirstName: clerk.String("Abe"), LastName: clerk.String("Omega"), Username: clerk.String(unique("a_")),
		Web3Wallets: &[]string{uniqueWallet()},
	})
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &zoe.ID})
	return team{firm, zoe, abe, join(t, firm.ID, abe.ID, "org:member")}
}

func (one team) change(userID, role string) (*clerk.OrganizationMembership, error) {
	params := &organizationmembership.UpdateParams{OrganizationID: one.firm.ID, UserID: userID, Role: &role}
	return api.organizationMemberships.Update(ctx, params)
}

func (one team) remove(userID string) (*clerk.OrganizationMembership, error) {
	return api.organizationMemberships.Delete(ctx, &organizationmembership.DeleteParams{OrganizationID: one.firm.ID, UserID: userID})
}

func TestAMembershipCarriesItsUserOrganizationAndPermissions(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	isID(t, ours.membership.ID, "orgmem")
	equal(t, "role", ours.membership.Role+" "+ours.membership.RoleName, "org:member Member")
	equal(t, "reads members", contains(ours.membership.Permissions, "org:sys_memberships:read"), true)
	equal(t, "manages members", contains(ours.membership.Permissions, "org:sys_memberships:manage"), false)
	equal(t, "organization", ours.membership.Organization.ID, ours.firm.ID)
	data := ours.membership.PublicUserData
	equal(t, "user", data.UserID+" "+text(data.FirstName), ours.abe.ID+" Abe")
	equal(t, "identifier", data.Identifier, ours.abe.EmailAddresses[0].EmailAddress)
}

func TestWhoCannotJoinAnOrganizationIsRefused(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	add := func(organizationID, userID, role string) (*clerk.OrganizationMembership, error) {
		params := &organizationmembership.CreateParams{OrganizationID: organizationID, UserID: &userID, Role: &role}
		return api.organizationMemberships.Create(ctx, params)
	}
	stranger := newUser(t, nil)
	refused(add(ours.firm.ID, ours.abe.ID, "org:member"))(t, 400, "already_a_member_in_organization", "")
	refused(add(ours.firm.ID, stranger.ID, "org:astronaut"))(t, 404, "resource_not_found", "role")
	refused(add(ours.firm.ID, absentID("user"), "org:member"))(t, 404, "resource_not_found", "")
	refused(add(absentID("org"), stranger.ID, "org:member"))(t, 404, "resource_not_found", "")

	full := newOrganization(t, &organization.CreateParams{CreatedBy: &ours.zoe.ID, MaxAllowedMemberships: clerk.Int64(1)})
	refused(add(full.ID, stranger.ID, "org:member"))(t, 403, "organization_membership_quota_exceeded", "")
}

func TestARoleChangesButTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	refused(ours.change(ours.zoe.ID, "org:member"))(t, 400, "organization_minimum_permissions_needed", "")
	refused(ours.remove(ours.zoe.ID))(t, 400, "organization_minimum_permissions_needed", "")
	refused(ours.change(ours.abe.ID, "org:astronaut"))(t, 404, "resource_not_found", "role")
	changed := must(ours.change(ours.abe.ID, "org:admin"))(t)
	equal(t, "role", changed.Role+" "+changed.RoleName, "org:admin Admin")
	equal(t, "manages members", contains(changed.Permissions, "org:sys_memberships:manage"), true)
	equal(t, "role", must(ours.change(ours.zoe.ID, "org:member"))(t).Role, "org:member")
}

func TestARemovedMemberIsAnsweredWhole(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	removed := must(ours.remove(ours.abe.ID))(t)
	equal(t, "user", removed.PublicUserData.UserID, ours.abe.ID)
	left := must(api.organizationMemberships.List(ctx, &organizationmembership.ListParams{OrganizationID: ours.firm.ID}))(t)
	same(t, "left", ids(left.OrganizationMemberships, memberID), []string{ours.zoe.ID})
	refused(ours.remove(ours.abe.ID))(t, 404, "resource_not_found", "")
}

func TestMembersAreFilteredAndOrdered(t *testing.T) {
	t.Parallel()
	ours := newTeam(t)
	zoe, abe := ours.zoe, ours.abe
	moment := ours.membership.CreatedAt
	type params = organizationmembership.ListParams
	for name, search := range map[string]struct {
		params   params
		expected []string
	}{
		"id":           {params{UserIDs: []string{abe.ID}}, []string{abe.ID}},
		"address":      {params{EmailAddresses: []string{zoe.EmailAddresses[0].EmailAddress}}, []string{zoe.ID}},
		"number":       {params{PhoneNumbers: []string{zoe.PhoneNumbers[0].PhoneNumber}}, []string{zoe.ID}},
		"username":     {params{Usernames: []string{*abe.Username}}, []string{abe.ID}},
		"wallet":       {params{Web3Wallets: []string{abe.Web3Wallets[0].Web3Wallet}}, []string{abe.ID}},
		"role":         {params{Roles: []string{"org:admin"}}, []string{zoe.ID}},
		"query":        {params{Query: clerk.String("omega")}, []string{abe.ID}},
		"name":         {params{NameQuery: clerk.String("ZOE")}, []string{zoe.ID}},
		"address part": {params{EmailAddressQuery: clerk.String(abe.EmailAddresses[0].EmailAddress[2:12])}, []string{abe.ID}},
		"number part":  {params{PhoneNumberQuery: clerk.String(zoe.PhoneNumbers[0].PhoneNumber[4:])}, []string{zoe.ID}},
		"name part":    {params{UsernameQuery: clerk.String((*zoe.Username)[2:])}, []string{zoe.ID}},
		"later":        {params{CreatedAtAfter: clerk.Int64(moment + 60_000)}, []string{}},
		"first names":  {params{OrderBy: clerk.String("first_name"), Roles: []string{"org:admin", "org:member"}}, []string{abe.ID, zoe.ID}},
		"last names":   {params{OrderBy: clerk.String("last_name")}, []string{zoe.ID, abe.ID}},
		"page":         {params{OrderBy: clerk.String("-first_name"), ListParams: clerk.ListParams{Limit: clerk.Int64(1), Offset: clerk.Int64(1)}}, []string{abe.ID}},
	} {
		search := search
		search.params.OrganizationID = ours.firm.ID
		found := must(api.organizationMemberships.List(ctx, &search.params))(t)
		same(t, name, ids(found.OrganizationMemberships, memberID), search.expected)
	}
	refused(api.organizationMemberships.List(ctx, &params{OrganizationID: absentID("org")}))(t, 404, "resource_not_found", "")
}

package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationinvitation"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestAWalletIsRemoved(t *testing.T) {
	t.Parallel()
	wallet := uniqueWallet()
	created, other := newUser(t, &user.CreateParams{Web3Wallets: &[]string{wallet}}), newUser(t, nil)
	id := created.Web3Wallets[0].ID
	refused(api.users.DeleteWeb3Wallet(ctx, other.ID, id))(t, 404, "resource_not_found", "")
	equal(t, "object", must(api.users.DeleteWeb3Wallet(ctx, created.ID, id))(t).Object, "web3_wallet")
	refused(api.users.DeleteWeb3Wallet(ctx, created.ID, id))(t, 404, "resource_not_found", "")
	equal(t, "wallets", len(must(api.users.Get(ctx, created.ID))(t).Web3Wallets), 0)
	newUser(t, &user.CreateParams{Web3Wallets: &[]string{wallet}})
}

func TestAPasskeyIsRemoved(t *testing.T) {
	t.Parallel()
	passkey := seeded.Passkey
	deleted := must(api.users.DeletePasskey(ctx, passkey.UserID, passkey.PasskeyID))(t)
	equal(t, "deleted", deleted.Deleted && deleted.ID == passkey.PasskeyID && deleted.Object == "passkey", true)
	refused(api.users.DeletePasskey(ctx, passkey.UserID, passkey.PasskeyID))(t, 404, "resource_not_found", "")
}

func TestAnExternalAccountHasTokensAndIsRemoved(t *testing.T) {
	t.Parallel()
	account := seeded.ExternalAccount
	read := must(api.users.Get(ctx, account.UserID))(t)
	equal(t, "accounts", len(read.ExternalAccounts), 1)
	equal(t, "provider", read.ExternalAccounts[0].Provider, "oauth_github")

	params := &user.ListOAuthAccessTokensParams{ID: account.UserID, Provider: "oauth_github"}
	tokens := must(api.users.ListOAuthAccessTokens(ctx, params))(t)
	equal(t, "tokens", tokens.TotalCount, 1)
	equal(t, "account", tokens.OAuthAccessTokens[0].ExternalAccountID, account.ExternalAccountID)
	same(t, "scopes", tokens.OAuthAccessTokens[0].Scopes, []string{"read:user", "user:email"})

	remove := &user.DeleteExternalAccountParams{UserID: account.UserID, ID: account.ExternalAccountID}
	equal(t, "deleted", must(api.users.DeleteExternalAccount(ctx, remove))(t).ID, account.ExternalAccountID)
	refused(api.users.DeleteExternalAccount(ctx, remove))(t, 404, "external_account_not_found", "")
	equal(t, "tokens", must(api.users.ListOAuthAccessTokens(ctx, params))(t).TotalCount, 0)
}

func TestMembershipsOfAUserAreListed(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	firms := []string{}
	for range []int{1, 2, 3} {
		firms = append(firms, newOrganization(t, &organization.CreateParams{CreatedBy: &created.ID}).ID)
	}
	seen := []string{}
	for _, offset := range []int64{0, 2} {
		params := &user.ListOrganizationMembershipsParams{}
		params.Limit, params.Offset = clerk.Int64(2), clerk.Int64(offset)
		page := must(api.users.ListOrganizationMemberships(ctx, created.ID, params))(t)
		equal(t, "total", page.TotalCount, 3)
		for _, membership := range page.OrganizationMemberships {
			equal(t, "role", membership.Role, "org:admin")
			equal(t, "member", membership.PublicUserData.UserID, created.ID)
			seen = append(seen, membership.Organization.ID)
		}
	}
	same(t, "organizations", sorted(seen), sorted(firms))
	nobody := &user.ListOrganizationMembershipsParams{}
	refused(api.users.ListOrganizationMemberships(ctx, absentID("user"), nobody))(t, 404, "resource_not_found", "")
}

func TestInvitationsOfAUserAreListedByTheirAddresses(t *testing.T) {
	t.Parallel()
	created, firm := newUser(t, nil), newOrganization(t, nil)
	invited := must(api.organizationInvitations.Create(ctx, &organizationinvitation.CreateParams{
		OrganizationID: firm.ID, EmailAddress: &created.EmailAddresses[0].EmailAddress, Role: clerk.String("org:member"),
	}))(t)
	params := &user.ListOrganizationInvitationsParams{UserID: created.ID}
	found := must(api.users.ListOrganizationInvitations(ctx, params))(t)
	equal(t, "total", found.TotalCount, 1)
	equal(t, "invitation", found.OrganizationInvitations[0].ID, invited.ID)
	equal(t, "organization", found.OrganizationInvitations[0].PublicOrganizationData.Name, firm.Name)

	params.Statuses = &[]string{"revoked"}
	equal(t, "others", must(api.users.ListOrganizationInvitations(ctx, params))(t).TotalCount, 0)
	must(api.organizationInvitations.Revoke(ctx, &organizationinvitation.RevokeParams{OrganizationID: firm.ID, ID: invited.ID}))(t)
	equal(t, "revoked", must(api.users.ListOrganizationInvitations(ctx, params))(t).TotalCount, 1)
}

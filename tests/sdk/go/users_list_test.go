package scenarios

import (
	"fmt"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

// trio is three users, each of whose attributes ascends from the first to the last.
type trio struct {
	word  string
	users []*clerk.User
	ids   []string
}

func newTrio(t *testing.T) trio {
	t.Helper()
	three := trio{word: unique("w")}
	numbers := sorted([]string{uniquePhone(), uniquePhone(), uniquePhone()})
	wallets := sorted([]string{uniqueWallet(), uniqueWallet(), uniqueWallet()})
	for index, name := range []string{"anna", "bert", "cleo"} {
		created := newUser(t, &user.CreateParams{
			EmailAddresses: &[]string{name + "." + three.word + "@example.com"},
			PhoneNumbers:   &[]string{numbers[index]},
			Web3Wallets:    &[]string{wallets[index]},
			Username:       clerk.String(name + "_" + three.word),
			ExternalID:     clerk.String(name + "-" + three.word),
			FirstName:      clerk.String(name),
			LastName:       clerk.String(name + " " + three.word),
			CreatedAt:      clerk.String(fmt.Sprintf("2021-05-0%dT00:00:00Z", index+1)),
		})
		three.users = append(three.users, created)
		three.ids = append(three.ids, created.ID)
	}
	return three
}

// list holds the users and the total of a search, ordered by name unless it says otherwise.
func list(t *testing.T, params user.ListParams) ([]string, int64) {
	t.Helper()
	if params.OrderBy == nil {
		params.OrderBy = clerk.String("username")
	}
	found := must(api.users.List(ctx, &params))(t)
	return ids(found.Users, userID), found.TotalCount
}

func TestUsersAreOrderedBothWays(t *testing.T) {
	t.Parallel()
	three := newTrio(t)
	down := []string{three.ids[2], three.ids[1], three.ids[0]}
	for _, order := range []string{
		"created_at", "email_address", "web3wallet", "first_name", "last_name", "phone_number", "username",
	} {
		for prefix, expected := range map[string][]string{"": three.ids, "+": three.ids, "-": down} {
			found, _ := list(t, user.ListParams{UserIDs: three.ids, OrderBy: clerk.String(prefix + order)})
			same(t, prefix+order, found, expected)
		}
	}
	newest := must(api.users.List(ctx, &user.ListParams{UserIDs: three.ids}))(t)
	same(t, "without an order", ids(newest.Users, userID), down)
}

func TestPagesVisitEveryUserOnce(t *testing.T) {
	t.Parallel()
	three := newTrio(t)
	seen := []string{}
	for offset := int64(0); offset < 4; offset++ {
		params := user.ListParams{Query: &three.word}
		params.Limit, params.Offset = clerk.Int64(1), clerk.Int64(offset)
		page, total := list(t, params)
		equal(t, "total", total, 3)
		seen = append(seen, page...)
	}
	same(t, "seen", seen, three.ids)
}

func TestUsersAreFoundByWhatIsTheirs(t *testing.T) {
	t.Parallel()
	three := newTrio(t)
	first, last := three.users[0], three.users[2]
	both := []string{first.ID, last.ID}
	for name, search := range map[string]struct {
		params   user.ListParams
		expected []string
	}{
		"addresses":         {user.ListParams{EmailAddresses: []string{first.EmailAddresses[0].EmailAddress, last.EmailAddresses[0].EmailAddress, uniqueEmail()}}, both},
		"numbers":           {user.ListParams{PhoneNumbers: []string{first.PhoneNumbers[0].PhoneNumber, last.PhoneNumbers[0].PhoneNumber}}, both},
		"wallets":           {user.ListParams{Web3Wallets: []string{first.Web3Wallets[0].Web3Wallet, last.Web3Wallets[0].Web3Wallet}}, both},
		"usernames":         {user.ListParams{Usernames: []string{*first.Username, *last.Username, "absent_" + three.word}}, both},
		"external ids":      {user.ListParams{ExternalIDs: []string{*first.ExternalID, *last.ExternalID}}, both},
		"ids":               {user.ListParams{UserIDs: []string{first.ID, last.ID, absentID("user")}}, both},
		"included":          {user.ListParams{UserIDs: []string{"+" + first.ID, "+" + last.ID}}, both},
		"excluded":          {user.ListParams{Query: &three.word, UserIDs: []string{"-" + three.ids[1]}}, both},
		"external excluded": {user.ListParams{Query: &three.word, ExternalIDs: []string{"-" + *first.ExternalID}}, three.ids[1:]},
		"query":             {user.ListParams{Query: clerk.String("bert." + three.word)}, three.ids[1:2]},
		"address part":      {user.ListParams{EmailAddressQuery: clerk.String("CLEO." + three.word + "@EXAMPLE")}, three.ids[2:]},
		"username part":     {user.ListParams{UsernameQuery: clerk.String("nna_" + three.word)}, three.ids[:1]},
		"name part":         {user.ListParams{NameQuery: clerk.String("cleo " + three.word)}, three.ids[2:]},
		"number part":       {user.ListParams{PhoneNumberQuery: clerk.String(first.PhoneNumbers[0].PhoneNumber[3:]), UserIDs: three.ids}, three.ids[:1]},
		"created before":    {user.ListParams{Query: &three.word, CreatedAtBefore: clerk.Int64(1_620_000_000_000 - 1)}, three.ids[:2]},
		"created after":     {user.ListParams{Query: &three.word, CreatedAtAfter: clerk.Int64(1_619_913_600_000)}, three.ids[2:]},
		"nobody":            {user.ListParams{Query: clerk.String("absent." + three.word)}, []string{}},
	} {
		found, total := list(t, search.params)
		same(t, name, found, search.expected)
		equal(t, "total of "+name, total, int64(len(search.expected)))
	}
}

func TestUsersAreFoundByTheirOrganization(t *testing.T) {
	t.Parallel()
	three := newTrio(t)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &three.ids[0]})
	join(t, firm.ID, three.ids[1], "org:member")
	members, total := list(t, user.ListParams{OrganizationIDs: []string{firm.ID}})
	same(t, "members", members, three.ids[:2])
	equal(t, "total", total, 2)
	others, _ := list(t, user.ListParams{Query: &three.word, OrganizationIDs: []string{"-" + firm.ID}})
	same(t, "others", others, three.ids[2:])
}

func TestUsersAreFoundByTheirBan(t *testing.T) {
	t.Parallel()
	three := newTrio(t)
	must(api.users.Ban(ctx, three.ids[1]))(t)
	banned, _ := list(t, user.ListParams{Query: &three.word, Banned: clerk.Bool(true)})
	same(t, "banned", banned, three.ids[1:2])
	// Of the SDKs only this one can send a false.
	free, _ := list(t, user.ListParams{Query: &three.word, Banned: clerk.Bool(false)})
	same(t, "not banned", free, []string{three.ids[0], three.ids[2]})
}

func TestAListOfUsersHasBounds(t *testing.T) {
	t.Parallel()
	for param, params := range map[string]user.ListParams{
		"limit":    {ListParams: clerk.ListParams{Limit: clerk.Int64(501)}},
		"offset":   {ListParams: clerk.ListParams{Offset: clerk.Int64(-1)}},
		"order_by": {OrderBy: clerk.String("colour")},
	} {
		params := params
		refused(api.users.List(ctx, &params))(t, 422, "form_param_value_invalid", param)
	}
	many := make([]string, 101)
	for index := range many {
		many[index] = absentID("user")
	}
	refused(api.users.List(ctx, &user.ListParams{UserIDs: many}))(t, 422, "form_param_array_size_exceeded", "user_id")
}

func TestAnUnknownUserIsNotFound(t *testing.T) {
	t.Parallel()
	id := absentID("user")
	answer := refused(api.users.Get(ctx, id))(t, 404, "resource_not_found", "")
	equal(t, "message", answer.Errors[0].Message, "not found")
	refused(api.users.Update(ctx, id, &user.UpdateParams{FirstName: clerk.String("Nobody")}))(t, 404, "resource_not_found", "")
	refused(api.users.UpdateMetadata(ctx, id, &user.UpdateMetadataParams{PublicMetadata: metadata("{}")}))(t, 404, "resource_not_found", "")
	refused(api.users.Delete(ctx, id))(t, 404, "resource_not_found", "")
}

package scenarios

import (
	"fmt"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/invitation"
	"github.com/clerk/clerk-sdk-go/v2/waitlistentry"
)

func invitationID(one *clerk.Invitation) string { return one.ID }

func silently(email string) *invitation.CreateParams {
	return &invitation.CreateParams{EmailAddress: email, Notify: clerk.Bool(false)}
}

func TestAnInvitationCarriesEverythingAndIsSentOnce(t *testing.T) {
	t.Parallel()
	params := silently(uniqueEmail())
	params.PublicMetadata, params.ExpiresInDays = metadata(`{"beta":true}`), clerk.Int64(365)
	params.RedirectURL = clerk.String("https://app.example.com/welcome")
	made := must(api.invitations.Create(ctx, params))(t)
	isID(t, made.ID, "inv")
	equal(t, "invitation", made.EmailAddress+" "+made.Status, params.EmailAddress+" pending")
	sameJSON(t, "metadata", made.PublicMetadata, `{"beta":true}`)
	near(t, "expires", *made.ExpiresAt, made.CreatedAt+365*day)
	answer := refused(api.invitations.Create(ctx, silently(params.EmailAddress)))(t, 400, "duplicate_record", "")
	same(t, "addresses", meta(t, answer.Errors[0])["email_addresses"], []any{params.EmailAddress})

	address := newUser(t, nil).EmailAddresses[0].EmailAddress
	refused(api.invitations.Create(ctx, silently(address)))(t, 422, "form_identifier_exists", "")
	existing := silently(address)
	existing.IgnoreExisting = clerk.Bool(true)
	equal(t, "status", must(api.invitations.Create(ctx, existing))(t).Status, "pending")
	refused(api.invitations.Create(ctx, silently("nowhere")))(t, 422, "form_param_format_invalid", "email_address")
}

func TestARevokedInvitationFreesTheAddress(t *testing.T) {
	t.Parallel()
	made := must(api.invitations.Create(ctx, silently(uniqueEmail())))(t)
	revoked := must(api.invitations.Revoke(ctx, made.ID))(t)
	equal(t, "revoked", revoked.Revoked && revoked.Status == "revoked", true)
	refused(api.invitations.Revoke(ctx, made.ID))(t, 400, "invitation_already_revoked", "")
	refused(api.invitations.Revoke(ctx, absentID("inv")))(t, 404, "resource_not_found", "")
	equal(t, "another", must(api.invitations.Create(ctx, silently(made.EmailAddress)))(t).ID == made.ID, false)
}

func TestInvitationsAreMadeTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	word := unique("bulk")
	bulk := func(count int, more ...string) (*clerk.Invitations, error) {
		params := &invitation.BulkCreateParams{}
		for number := 0; number < count; number++ {
			params.Invitations = append(params.Invitations, silently(fmt.Sprintf("%d.%s@example.com", number, word)))
		}
		for _, email := range more {
			params.Invitations = append(params.Invitations, silently(email))
		}
		return api.invitations.BulkCreate(ctx, params)
	}
	answer := refused(bulk(1, "nowhere"))(t, 422, "form_param_format_invalid", "")
	same(t, "addresses", meta(t, answer.Errors[0])["email_addresses"], []any{"nowhere"})
	refused(bulk(11))(t, 400, "bulk_size_exceeded", "")
	equal(t, "made", must(api.invitations.List(ctx, &invitation.ListParams{Query: &word}))(t).TotalCount, 0)
	equal(t, "made", len(must(bulk(3))(t).Invitations), 3)
	equal(t, "made", must(api.invitations.List(ctx, &invitation.ListParams{Query: &word}))(t).TotalCount, 3)
}

func TestInvitationsAreListedAndSearched(t *testing.T) {
	t.Parallel()
	word, made := unique("guests"), []string{}
	for _, letter := range []string{"a", "b", "c"} {
		made = append(made, must(api.invitations.Create(ctx, silently(letter+"."+word+"@example.com")))(t).ID)
	}
	must(api.invitations.Revoke(ctx, made[1]))(t)
	type params = invitation.ListParams
	for name, search := range map[string]struct {
		params   params
		expected []string
	}{
		"not revoked": {params{Query: &word, OrderBy: clerk.String("email_address")}, []string{made[0], made[2]}},
		"revoked":     {params{Query: &word, Statuses: []string{"revoked"}}, made[1:2]},
		"accepted":    {params{Query: &word, Statuses: []string{"accepted"}}, []string{}},
		"one":         {params{Query: &made[2]}, made[2:]},
	} {
		search := search
		found := must(api.invitations.List(ctx, &search.params))(t)
		same(t, name, ids(found.Invitations, invitationID), search.expected)
		equal(t, "total of "+name, found.TotalCount, int64(len(search.expected)))
	}
	page := &params{Query: &word, OrderBy: clerk.String("-email_address"), ListParams: clerk.ListParams{Limit: clerk.Int64(1), Offset: clerk.Int64(1)}}
	same(t, "page", ids(must(api.invitations.List(ctx, page))(t).Invitations, invitationID), made[:1])
	refused(api.invitations.List(ctx, &params{OrderBy: clerk.String("colour")}))(t, 422, "form_param_value_invalid", "order_by")
}

func TestWhoWaitsIsOnTheWaitlistOnce(t *testing.T) {
	t.Parallel()
	word := unique("queue")
	wait := func(email string) (*clerk.WaitlistEntry, error) {
		return api.waitlistEntries.Create(ctx, &waitlistentry.CreateParams{EmailAddress: email, Notify: clerk.Bool(false)})
	}
	b, a := must(wait("b."+word+"@example.com"))(t), must(wait("a."+word+"@example.com"))(t)
	isID(t, a.ID, "wle")
	equal(t, "status", a.Status, "pending")
	equal(t, "again", must(wait(a.EmailAddress))(t).ID, a.ID)
	refused(wait("nobody"))(t, 422, "form_param_format_invalid", "email_address")

	id := func(one *clerk.WaitlistEntry) string { return one.ID }
	params := &waitlistentry.ListParams{Query: &word, OrderBy: clerk.String("email_address"), Statuses: []string{"pending"}}
	found := must(api.waitlistEntries.List(ctx, params))(t)
	same(t, "waiting", ids(found.WaitlistEntries, id), []string{a.ID, b.ID})
	params.Limit, params.Offset = clerk.Int64(1), clerk.Int64(1)
	page := must(api.waitlistEntries.List(ctx, params))(t)
	same(t, "page", ids(page.WaitlistEntries, id), []string{b.ID})
	equal(t, "total", page.TotalCount, 2)
	params.OrderBy = clerk.String("weight")
	refused(api.waitlistEntries.List(ctx, params))(t, 422, "form_param_value_invalid", "order_by")
}

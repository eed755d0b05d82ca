package scenarios

import (
	"net/http"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/client"
	"github.com/clerk/clerk-sdk-go/v2/session"
)

func sessionID(one *clerk.Session) string { return one.ID }

func tokenOf(sessionID string) *session.CreateTokenParams {
	return &session.CreateTokenParams{ID: sessionID}
}

func TestANewSessionIsActive(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	opened := newSession(t, created.ID)
	isID(t, opened.ID, "sess")
	isID(t, opened.ClientID, "client")
	equal(t, "session", opened.UserID+" "+opened.Status, created.ID+" active")
	equal(t, "expires", opened.ExpireAt-opened.CreatedAt, 7*day)
	equal(t, "abandoned", opened.AbandonAt-opened.CreatedAt, 30*day)
	read := must(api.sessions.Get(ctx, opened.ID))(t)
	equal(t, "read", read.ID+" "+read.ClientID, opened.ID+" "+opened.ClientID)
	equal(t, "another client", newSession(t, created.ID).ClientID == opened.ClientID, false)
	refused(api.sessions.Create(ctx, &session.CreateParams{UserID: absentID("user")}))(t, 404, "resource_not_found", "")
}

func TestSessionsAreListedByUserClientAndStatus(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	first, second, third := newSession(t, created.ID), newSession(t, created.ID), newSession(t, created.ID)
	must(api.sessions.Revoke(ctx, &session.RevokeParams{ID: second.ID}))(t)
	for name, search := range map[string]struct {
		params   session.ListParams
		expected []string
	}{
		"user":    {session.ListParams{UserID: &created.ID}, []string{first.ID, second.ID, third.ID}},
		"active":  {session.ListParams{UserID: &created.ID, Status: clerk.String("active")}, []string{first.ID, third.ID}},
		"revoked": {session.ListParams{UserID: &created.ID, Status: clerk.String("revoked")}, []string{second.ID}},
		"client":  {session.ListParams{ClientID: &third.ClientID}, []string{third.ID}},
		"other":   {session.ListParams{ClientID: &third.ClientID, UserID: clerk.String(absentID("user"))}, []string{}},
	} {
		search := search
		found := must(api.sessions.List(ctx, &search.params))(t)
		same(t, name, sorted(ids(found.Sessions, sessionID)), sorted(search.expected))
		equal(t, "total by "+name, found.TotalCount, int64(len(search.expected)))
	}
	page := &session.ListParams{UserID: &created.ID, ListParams: clerk.ListParams{Limit: clerk.Int64(2), Offset: clerk.Int64(2)}}
	rest := must(api.sessions.List(ctx, page))(t)
	equal(t, "rest", len(rest.Sessions), 1)
	equal(t, "total", rest.TotalCount, 3)
}

func TestASessionIsRevokedForGood(t *testing.T) {
	t.Parallel()
	opened := newSession(t, newUser(t, nil).ID)
	for range []int{1, 2} {
		equal(t, "status", must(api.sessions.Revoke(ctx, &session.RevokeParams{ID: opened.ID}))(t).Status, "revoked")
	}
	refused(api.sessions.CreateToken(ctx, tokenOf(opened.ID)))(t, 404, "resource_not_found", "")
}

func TestAnUnknownSessionIsNotFound(t *testing.T) {
	t.Parallel()
	id := absentID("sess")
	answer := refused(api.sessions.Get(ctx, id))(t, 404, "resource_not_found", "")
	equal(t, "message", answer.Errors[0].Message, "Session not found")
	refused(api.sessions.Revoke(ctx, &session.RevokeParams{ID: id}))(t, 404, "resource_not_found", "")
	refused(api.sessions.CreateToken(ctx, tokenOf(id)))(t, 404, "resource_not_found", "")
	refused(api.sessions.CreateToken(ctx, &session.CreateTokenParams{ID: id, TemplateName: "any"}))(t, 404, "resource_not_found", "")
}

func TestASessionIsVerifiedOnlyWithAToken(t *testing.T) {
	t.Parallel()
	opened, other := newSession(t, newUser(t, nil).ID), newSession(t, newUser(t, nil).ID)
	token := must(api.sessions.CreateToken(ctx, tokenOf(opened.ID)))(t).JWT
	// The SDK leaves the token of these parameters out of its request, so what it calls is sent by hand as well.
	refused(api.sessions.Verify(ctx, &session.VerifyParams{ID: opened.ID, Token: &token}))(t, 400, "invalid_session_token", "token")
	with := func(id string) (document, error) {
		return call(http.MethodPost, "/sessions/"+id+"/verify", document{"token": token})
	}
	equal(t, "session", must(with(opened.ID))(t)["id"], any(opened.ID))
	refused(with(other.ID))(t, 404, "resource_not_found", "")
}

func TestAClientCarriesItsSessions(t *testing.T) {
	t.Parallel()
	opened := newSession(t, newUser(t, nil).ID)
	read := must(api.clients.Get(ctx, opened.ClientID))(t)
	same(t, "sessions", read.SessionIDs, []string{opened.ID})
	equal(t, "user", read.Sessions[0].UserID, opened.UserID)
	equal(t, "last active", text(read.LastActiveSessionID), opened.ID)
	must(api.sessions.Revoke(ctx, &session.RevokeParams{ID: opened.ID}))(t)
	equal(t, "last active", text(must(api.clients.Get(ctx, opened.ClientID))(t).LastActiveSessionID), "")
	answer := refused(api.clients.Get(ctx, absentID("client")))(t, 404, "resource_not_found", "")
	equal(t, "message", answer.Errors[0].Message, "Client not found")
}

func TestClientsAreListedInPages(t *testing.T) {
	t.Parallel()
	opened := newSession(t, newUser(t, nil).ID)
	// The SDK reads a page, but its List does not ask for one and gets the bare list, as documented.
	found := &clerk.ClientList{}
	request := clerk.NewAPIRequest(http.MethodGet, "/clients?paginated=true&limit=500")
	if err := api.clients.Backend.Call(ctx, request, found); err != nil {
		t.Fatal(err)
	}
	mine := ids(found.Clients, func(one *clerk.Client) string { return one.ID })
	equal(t, "ours is there", contains(mine, opened.ClientID), true)
	equal(t, "total", found.TotalCount >= int64(len(mine)), true)
}

func TestABrowserIsRecognisedByItsToken(t *testing.T) {
	t.Parallel()
	browser := seeded.BrowserSession
	found := must(api.clients.Verify(ctx, &client.VerifyParams{Token: &browser.ClientToken}))(t)
	equal(t, "client", found.ID, browser.ClientID)
	equal(t, "its session", contains(found.SessionIDs, browser.SessionID), true)
	refused(api.clients.Verify(ctx, &client.VerifyParams{Token: clerk.String("not.a.token")}))(t, 400, "invalid_session_token", "")
}

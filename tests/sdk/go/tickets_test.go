package scenarios

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/actortoken"
	"github.com/clerk/clerk-sdk-go/v2/jwt"
	"github.com/clerk/clerk-sdk-go/v2/signintoken"
)

// ticket reads what a link carries.
func ticket(t *testing.T, token string) map[string]any {
	t.Helper()
	return must(jwt.Decode(ctx, &jwt.DecodeParams{Token: token}))(t).Extra
}

func TestASignInTokenIsALinkThatIsRevokedOnce(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	made := must(api.signInTokens.Create(ctx, &signintoken.CreateParams{UserID: &created.ID, ExpiresInSeconds: clerk.Int64(120)}))(t)
	isID(t, made.ID, "sit")
	equal(t, "token", made.UserID+" "+made.Status, created.ID+" pending")
	equal(t, "link", strings.HasSuffix(text(made.URL), "/v1/tickets/accept?ticket="+made.Token), true)
	claims := ticket(t, made.Token)
	same(t, "claims", []any{claims["st"], claims["sid"], claims["eis"]}, []any{"sign_in_token", made.ID, float64(120)})
	equal(t, "status", must(api.signInTokens.Revoke(ctx, made.ID))(t).Status, "revoked")
	refused(api.signInTokens.Revoke(ctx, made.ID))(t, 400, "sign_in_token_cannot_be_revoked_code", "")

	refused(api.signInTokens.Create(ctx, &signintoken.CreateParams{UserID: clerk.String(absentID("user"))}))(t, 404, "resource_not_found", "")
	brief := &signintoken.CreateParams{UserID: &created.ID, ExpiresInSeconds: clerk.Int64(0)}
	refused(api.signInTokens.Create(ctx, brief))(t, 422, "form_param_value_invalid", "expires_in_seconds")
	refused(api.signInTokens.Revoke(ctx, absentID("sit")))(t, 404, "resource_not_found", "")
}

func TestAnActorTokenIsALinkThatIsRevokedOnce(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	actor := json.RawMessage(`{"sub":"cli:ada@example.com","more":[1]}`)
	made := must(api.actorTokens.Create(ctx, &actortoken.CreateParams{
		UserID: &created.ID, Actor: actor, ExpiresInSeconds: clerk.Int64(600), SessionMaxDurationInSeconds: clerk.Int64(900),
	}))(t)
	isID(t, made.ID, "act")
	equal(t, "token", made.UserID+" "+made.Status, created.ID+" pending")
	sameJSON(t, "actor", made.Actor, string(actor))
	claims := ticket(t, made.Token)
	same(t, "claims", []any{claims["st"], claims["sid"], claims["eis"]}, []any{"actor_token", made.ID, float64(600)})
	equal(t, "status", must(api.actorTokens.Revoke(ctx, made.ID))(t).Status, "revoked")
	refused(api.actorTokens.Revoke(ctx, made.ID))(t, 400, "actor_token_cannot_be_revoked_code", "")

	nobody := &actortoken.CreateParams{UserID: clerk.String(absentID("user")), Actor: actor}
	refused(api.actorTokens.Create(ctx, nobody))(t, 422, "form_resource_not_found", "user_id")
	refused(api.actorTokens.Create(ctx, &actortoken.CreateParams{UserID: &created.ID}))(t, 422, "form_param_missing", "actor")
	refused(api.actorTokens.Revoke(ctx, absentID("act")))(t, 404, "resource_not_found", "")
}

package scenarios

import (
	"encoding/json"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/jwt"
	"github.com/clerk/clerk-sdk-go/v2/jwttemplate"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func newAda(t *testing.T) *clerk.User {
	t.Helper()
	return newUser(t, &user.CreateParams{FirstName: clerk.String("Ada"), PublicMetadata: metadata(`{"plan":{"seats":3}}`)})
}

func newTemplate(t *testing.T, claims string, lifetime int64) *clerk.JWTTemplate {
	t.Helper()
	made := must(api.jwtTemplates.Create(ctx, &jwttemplate.CreateParams{
		Name: clerk.String(unique("template")), Claims: json.RawMessage(claims), Lifetime: &lifetime,
	}))(t)
	t.Cleanup(func() {
		_, err := api.jwtTemplates.Delete(ctx, made.ID)
		ignoreAbsent(t, err)
	})
	return made
}

func TestAJWTTemplateComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	template := newTemplate(t, `{"hat":"{{user.first_name}}"}`, 60)
	isID(t, template.ID, "jtmp")
	equal(t, "algorithm", template.SigningAlgorithm, "RS256")
	equal(t, "skew", template.AllowedClockSkew, 5)
	sameJSON(t, "claims", must(api.jwtTemplates.Get(ctx, template.ID))(t).Claims, `{"hat":"{{user.first_name}}"}`)
	listed := must(api.jwtTemplates.List(ctx, &jwttemplate.ListParams{}))(t)
	equal(t, "total", listed.TotalCount >= 1, true)

	name := unique("renamed")
	changed := must(api.jwtTemplates.Update(ctx, template.ID, &jwttemplate.UpdateParams{
		Name: &name, Claims: json.RawMessage(`{"a":1}`), Lifetime: clerk.Int64(90), AllowedClockSkew: clerk.Int64(7),
	}))(t)
	equal(t, "name", changed.Name, name)
	equal(t, "times", changed.Lifetime+changed.AllowedClockSkew, 97)
	equal(t, "deleted", must(api.jwtTemplates.Delete(ctx, template.ID))(t).Deleted, true)
	refused(api.jwtTemplates.Get(ctx, template.ID))(t, 404, "resource_not_found", "")
	refused(api.jwtTemplates.Delete(ctx, template.ID))(t, 404, "resource_not_found", "")
}

func TestAJWTTemplateSignsWithAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	secret := "a secret that is long enough for this algorithm"
	template := must(api.jwtTemplates.Create(ctx, &jwttemplate.CreateParams{
		Name: clerk.String(unique("template")), Claims: json.RawMessage(`{"a":1}`), CustomSigningKey: clerk.Bool(true),
		SigningKey: &secret, SigningAlgorithm: clerk.String("HS256"),
	}))(t)
	equal(t, "its own key", template.CustomSigningKey, true)
	opened := newSession(t, newUser(t, nil).ID)
	token := must(api.sessions.CreateToken(ctx, &session.CreateTokenParams{ID: opened.ID, TemplateName: template.Name}))(t).JWT
	key, proxy := &clerk.JSONWebKey{Key: []byte(secret), Algorithm: "HS256"}, issuer(t)
	claims := must(jwt.Verify(ctx, &jwt.VerifyParams{Token: token, JWK: key, ProxyURL: &proxy, Leeway: lenient}))(t)
	equal(t, "subject", claims.Subject, opened.UserID)
	must(api.jwtTemplates.Delete(ctx, template.ID))(t)
}

func TestAJWTTemplateThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	taken := newTemplate(t, `{}`, 60)
	type params = jwttemplate.CreateParams
	for name, refusal := range map[string]struct {
		status      int
		code, param string
		fields      params
	}{
		"taken name":     {422, "form_identifier_exists", "name", params{Name: &taken.Name}},
		"reserved claim": {400, "jwt_template_reserved_claim", "", params{Claims: json.RawMessage(`{"sub":"x"}`)}},
		"short life":     {422, "form_param_value_invalid", "lifetime", params{Lifetime: clerk.Int64(29)}},
		"no key":         {422, "form_param_value_invalid", "signing_key", params{CustomSigningKey: clerk.Bool(true), SigningAlgorithm: clerk.String("ES256"), SigningKey: clerk.String("no key")}},
		"no algorithm":   {422, "form_conditional_param_missing", "signing_algorithm", params{CustomSigningKey: clerk.Bool(true), SigningKey: clerk.String("no key")}},
	} {
		refusal := refusal
		t.Run(name, func(t *testing.T) {
			fields := refusal.fields
			if fields.Name == nil {
				fields.Name = clerk.String(unique("template"))
			}
			if fields.Claims == nil {
				fields.Claims = json.RawMessage(`{}`)
			}
			refused(api.jwtTemplates.Create(ctx, &fields))(t, refusal.status, refusal.code, refusal.param)
		})
	}
}

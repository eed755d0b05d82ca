package scenarios

import (
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/oauthapplication"
)

func newApplication(t *testing.T, params oauthapplication.CreateParams) *clerk.OAuthApplication {
	t.Helper()
	if params.Name == "" {
		params.Name = unique("application")
	}
	made := must(api.oauthApplications.Create(ctx, &params))(t)
	t.Cleanup(func() {
		_, err := api.oauthApplications.DeleteOAuthApplication(ctx, made.ID)
		ignoreAbsent(t, err)
	})
	return made
}

func TestAnOAuthApplicationComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	application := newApplication(t, oauthapplication.CreateParams{
		CallbackURL: "https://app.example.com/back", Scopes: "profile email openid", ConsentScreenEnabled: clerk.Bool(false),
	})
	isID(t, application.ID, "oauthapp")
	isID(t, application.ClientID, "client")
	equal(t, "secret", len(text(application.ClientSecret)), 32)
	equal(t, "callback", application.CallbackURL, "https://app.example.com/back")
	equal(t, "consent", application.ConsentScreenEnabled, false)
	equal(t, "registered itself", application.DynamicallyRegistered, false)
	equal(t, "authorize", strings.HasSuffix(application.AuthorizeURL, "/oauth/authorize"), true)
	equal(t, "discovery", strings.HasSuffix(application.DiscoveryURL, "/.well-known/openid-configuration"), true)
	found := must(api.oauthApplications.Get(ctx, application.ID))(t)
	equal(t, "name", found.Name, application.Name)
	equal(t, "no secret", found.ClientSecret == nil, true)

	name := unique("renamed")
	changed := must(api.oauthApplications.Update(ctx, application.ID, &oauthapplication.UpdateParams{
		Name: &name, CallbackURL: clerk.String("my-app://back"), Scopes: clerk.String("email"), ConsentScreenEnabled: clerk.Bool(true),
	}))(t)
	equal(t, "changed", changed.Name+" "+changed.CallbackURL+" "+changed.Scopes, name+" my-app://back email")
	params := oauthapplication.ListParams{}
	params.Limit = clerk.Int64(500)
	listed := must(api.oauthApplications.List(ctx, &params))(t)
	names := ""
	for _, one := range listed.OAuthApplications {
		names += " " + one.Name
	}
	equal(t, "listed", strings.Contains(names, name) && listed.TotalCount >= 1, true)

	equal(t, "deleted", must(api.oauthApplications.DeleteOAuthApplication(ctx, application.ID))(t).Deleted, true)
	refused(api.oauthApplications.Get(ctx, application.ID))(t, 404, "resource_not_found", "")
	refused(api.oauthApplications.DeleteOAuthApplication(ctx, application.ID))(t, 404, "resource_not_found", "")
}

// The SDK cannot leave these texts out, and cannot say that a public application needs PKCE.
func TestAnOAuthApplicationNeedsNoMoreThanAName(t *testing.T) {
	t.Parallel()
	plain := newApplication(t, oauthapplication.CreateParams{})
	equal(t, "scopes", plain.Scopes, "profile email")
	equal(t, "callback", plain.CallbackURL, "")
	equal(t, "consent", plain.ConsentScreenEnabled, true)
	public := newApplication(t, oauthapplication.CreateParams{Public: true})
	equal(t, "public", public.Public, true)
	equal(t, "secret", text(public.ClientSecret), "")
	refused(api.oauthApplications.RotateClientSecret(ctx, public.ID))(t, 403, "authorization_invalid", "")
}

func TestTheSecretOfAnOAuthApplicationIsReplaced(t *testing.T) {
	t.Parallel()
	application := newApplication(t, oauthapplication.CreateParams{})
	rotated := must(api.oauthApplications.RotateClientSecret(ctx, application.ID))(t)
	equal(t, "length", len(text(rotated.ClientSecret)), 32)
	equal(t, "another one", text(rotated.ClientSecret) != text(application.ClientSecret), true)
	refused(api.oauthApplications.RotateClientSecret(ctx, absentID("oauthapp")))(t, 404, "resource_not_found", "")
}

func TestAnOAuthApplicationThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]struct {
		status      int
		code, param string
		fields      oauthapplication.CreateParams
	}{
		"no name":     {422, "form_param_nil", "name", oauthapplication.CreateParams{}},
		"no URI":      {422, "form_param_format_invalid", "callback_url", oauthapplication.CreateParams{Name: "x", CallbackURL: "nowhere"}},
		"other scope": {422, "form_param_value_invalid", "scopes", oauthapplication.CreateParams{Name: "x", Scopes: "hats"}},
	} {
		refusal := refusal
		t.Run(name, func(t *testing.T) {
			refused(api.oauthApplications.Create(ctx, &refusal.fields))(t, refusal.status, refusal.code, refusal.param)
		})
	}
}

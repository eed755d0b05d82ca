package scenarios

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/clerk/clerk-sdk-go/v2"
	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/jwt"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/session"
)

// issuer is the front-end host in the publishable key, which is in base 64 and ends in a dollar sign.
func issuer(t *testing.T) string {
	t.Helper()
	encoded := strings.TrimRight(strings.SplitN(publishableKey, "_", 3)[2], "=")
	decoded := must(base64.RawStdEncoding.DecodeString(encoded))(t)
	name := strings.TrimSuffix(string(decoded), "$")
	if strings.HasPrefix(name, "http") {
		return name
	}
	return "https://" + name
}

func newToken(t *testing.T, sessionID string) string {
	t.Helper()
	return must(api.sessions.CreateToken(ctx, tokenOf(sessionID)))(t).JWT
}

// lenient allows for a second between the clocks of the server and of this program.
const lenient = 5 * time.Second

func verify(t *testing.T, token string) *clerk.SessionClaims {
	t.Helper()
	proxy := issuer(t)
	return must(jwt.Verify(ctx, &jwt.VerifyParams{Token: token, JWKSClient: api.jwks, ProxyURL: &proxy, Leeway: lenient}))(t)
}

func onlyKey(t *testing.T) *clerk.JSONWebKey {
	t.Helper()
	set := must(api.jwks.Get(ctx, &jwks.GetParams{}))(t)
	if len(set.Keys) != 1 {
		t.Fatalf("%d keys", len(set.Keys))
	}
	return set.Keys[0]
}

func asPEM(t *testing.T, key any) string {
	t.Helper()
	content := must(x509.MarshalPKIXPublicKey(key))(t)
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: content}))
}

func TestASessionTokenVerifiesAgainstTheKeySet(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	opened := newSession(t, created.ID)
	claims := verify(t, newToken(t, opened.ID))
	equal(t, "subject", claims.Subject, created.ID)
	equal(t, "session", claims.SessionID, opened.ID)
	equal(t, "issuer", claims.Issuer, issuer(t))
	equal(t, "lifetime", *claims.Expiry-*claims.IssuedAt, 60)
	equal(t, "head start", *claims.IssuedAt-*claims.NotBefore, 10)
	equal(t, "organization", claims.ActiveOrganizationID, "")
	equal(t, "has a role", claims.HasRole("org:admin"), false)
	// Nobody typed a password for a session that was made here.
	equal(t, "needs a proof", claims.NeedsReverification(clerk.SessionReverificationStrict), true)

	long := &session.CreateTokenParams{ID: opened.ID, ExpiresInSeconds: clerk.Int64(3600)}
	hour := verify(t, must(api.sessions.CreateToken(ctx, long))(t).JWT)
	equal(t, "lifetime", *hour.Expiry-*hour.IssuedAt, 3600)
}

func TestASessionTokenVerifiesWithoutTheNetwork(t *testing.T) {
	t.Parallel()
	opened := newSession(t, newUser(t, nil).ID)
	token, key, proxy := newToken(t, opened.ID), onlyKey(t), issuer(t)
	fromPEM := must(clerk.JSONWebKeyFromPEM(asPEM(t, key.Key)))(t)
	for name, one := range map[string]*clerk.JSONWebKey{"key of the set": key, "key as PEM": fromPEM} {
		// No server answers at this address: a request would fail.
		nowhere := connect("http://127.0.0.1:1/v1", "sk_test_unused")
		claims := must(jwt.Verify(ctx, &jwt.VerifyParams{Token: token, JWK: one, JWKSClient: nowhere.jwks, ProxyURL: &proxy, Leeway: lenient}))(t)
		equal(t, name, claims.SessionID, opened.ID)
	}
	decoded := must(jwt.Decode(ctx, &jwt.DecodeParams{Token: token}))(t)
	equal(t, "id of the key", decoded.KeyID, key.KeyID)
	equal(t, "algorithm and use", key.Algorithm+" "+key.Use, "RS256 sig")
	equal(t, "session", decoded.Extra["sid"], any(opened.ID))
}

// moment is a clock that stands still.
type moment time.Time

func (m moment) Now() time.Time { return time.Time(m) }

func TestATokenThatDoesNotHoldIsRefused(t *testing.T) {
	t.Parallel()
	token, key, proxy := newToken(t, newSession(t, newUser(t, nil).ID).ID), onlyKey(t), issuer(t)
	parts := strings.Split(token, ".")
	stranger := must(rsa.GenerateKey(rand.Reader, 2048))(t)
	foreign := must(clerk.JSONWebKeyFromPEM(asPEM(t, &stranger.PublicKey)))(t)
	elsewhere := "https://elsewhere.example.com"
	for name, params := range map[string]jwt.VerifyParams{
		"expired":       {Token: token, JWK: key, ProxyURL: &proxy, Clock: moment(time.Now().Add(2 * time.Minute))},
		"not yet":       {Token: token, JWK: key, ProxyURL: &proxy, Clock: moment(time.Now().Add(-2 * time.Minute))},
		"foreign key":   {Token: token, JWK: foreign, ProxyURL: &proxy, Leeway: lenient},
		"other payload": {Token: parts[0] + "." + parts[1][:len(parts[1])-4] + "AAAA." + parts[2], JWK: key, ProxyURL: &proxy, Leeway: lenient},
		"other issuer":  {Token: token, JWK: key, ProxyURL: &elsewhere, Leeway: lenient},
		"other party":   {Token: token, JWK: key, ProxyURL: &proxy, Leeway: lenient, AuthorizedPartyHandler: func(party string) bool { return party == elsewhere }},
	} {
		params := params
		if _, err := jwt.Verify(ctx, &params); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestATokenCarriesTheOrganizationWithItsRoleAndPermissions(t *testing.T) {
	t.Parallel()
	mark := unique("g")
	permissions := []any{}
	granted := []string{"org:" + mark + "_a:read", "org:" + mark + "_a:manage", "org:" + mark + "_b:read", "org:" + mark + "_c:pay"}
	for _, key := range granted {
		made := must(call(http.MethodPost, "/organization_permissions", document{"name": key, "key": key}))(t)
		permissions = append(permissions, made["id"])
	}
	withheld := "org:" + mark + "_b:manage"
	must(call(http.MethodPost, "/organization_permissions", document{"name": withheld, "key": withheld}))(t)
	role := "org:" + mark
	must(call(http.MethodPost, "/organization_roles", document{
		"name": mark, "key": role, "permissions": permissions, "include_in_initial_role_set": true,
	}))(t)
	admin, member := newUser(t, nil), newUser(t, nil)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &admin.ID})
	join(t, firm.ID, member.ID, role)
	// The SDK's own parameters have no room for the organization.
	opened := must(call(http.MethodPost, "/sessions", document{"user_id": member.ID, "active_organization_id": firm.ID}))(t)

	claims := verify(t, newToken(t, opened["id"].(string)))
	equal(t, "organization", claims.ActiveOrganizationID+" "+claims.ActiveOrganizationSlug, firm.ID+" "+firm.Slug)
	equal(t, "version", claims.Version, 2)
	equal(t, "has the role", claims.HasRole(role), true)
	same(t, "permissions", sorted(claims.ActiveOrganizationPermissions), sorted(granted))
	equal(t, "has what was withheld", claims.HasPermission(withheld), false)
}

func TestAHandlerIsReachedOnlyWithAToken(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	token, proxy := newToken(t, newSession(t, created.ID).ID), issuer(t)
	var seen string
	handler := clerkhttp.RequireHeaderAuthorization(
		clerkhttp.JWKSClient(api.jwks), clerkhttp.ProxyURL(proxy), clerkhttp.Leeway(lenient),
	)(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		claims, _ := clerk.SessionClaimsFromContext(request.Context())
		seen = claims.Subject
	}))
	status := func(authorization string) int {
		request := httptest.NewRequest(http.MethodGet, "https://app.example.com/page", nil)
		if authorization != "" {
			request.Header.Set("Authorization", authorization)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		return recorder.Code
	}
	equal(t, "without a token", status(""), http.StatusForbidden)
	equal(t, "with half a token", status("Bearer "+token[:len(token)-8]+"AAAAAAAA"), http.StatusUnauthorized)
	equal(t, "with a token", status("Bearer "+token), http.StatusOK)
	equal(t, "user", seen, created.ID)
}

func TestATemplateMakesATokenOfItsOwn(t *testing.T) {
	t.Parallel()
	type custom struct {
		Hat   string `json:"hat"`
		Seats int    `json:"seats"`
	}
	template := newTemplate(t, `{"hat":"Dear {{user.first_name}}","seats":"{{user.public_metadata.plan.seats}}"}`, 300)
	opened := newSession(t, newAda(t).ID)
	token := must(api.sessions.CreateToken(ctx, &session.CreateTokenParams{ID: opened.ID, TemplateName: template.Name}))(t).JWT
	proxy := issuer(t)
	claims := must(jwt.Verify(ctx, &jwt.VerifyParams{
		Token: token, JWKSClient: api.jwks, ProxyURL: &proxy, Leeway: lenient,
		CustomClaimsConstructor: func(context.Context) any { return &custom{} },
	}))(t)
	equal(t, "subject", claims.Subject, opened.UserID)
	equal(t, "custom claims", *claims.Custom.(*custom), custom{"Dear Ada", 3})
	equal(t, "lifetime", *claims.Expiry-*claims.IssuedAt, 300)
	absent := &session.CreateTokenParams{ID: opened.ID, TemplateName: unique("absent")}
	refused(api.sessions.CreateToken(ctx, absent))(t, 404, "resource_not_found", "")
}

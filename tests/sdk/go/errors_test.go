package scenarios

import (
	"net/http"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2/jwks"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestAKeyThatBelongsToNobodyIsRefused(t *testing.T) {
	t.Parallel()
	stranger := connect(apiURL, "sk_test_"+unique(""))
	refused(stranger.users.List(ctx, &user.ListParams{}))(t, 401, "clerk_key_invalid", "")
	refused(stranger.users.Get(ctx, absentID("user")))(t, 401, "clerk_key_invalid", "")
	refused(stranger.jwks.Get(ctx, &jwks.GetParams{}))(t, 401, "clerk_key_invalid", "")
	refused(connect(apiURL, "").users.Get(ctx, absentID("user")))(t, 401, "authorization_header_format_invalid", "")
}

func TestAPathThatIsNoOperationIsNotFound(t *testing.T) {
	t.Parallel()
	lost := connect(apiURL+"/nowhere", "unused")
	answer := refused(lost.users.Get(ctx, "anybody"))(t, 404, "resource_not_found", "")
	equal(t, "message", answer.Errors[0].Message, "URL not found")
}

func TestEveryAnswerHasATraceOfItsOwn(t *testing.T) {
	t.Parallel()
	traces := map[string]bool{}
	for range []int{1, 2, 3} {
		traces[refused(api.users.Get(ctx, absentID("user")))(t, 404, "resource_not_found", "").TraceID] = true
	}
	equal(t, "traces", len(traces), 3)
	created := newUser(t, nil)
	if !traceID.MatchString(created.Response.TraceID) || created.Response.StatusCode != http.StatusOK {
		t.Errorf("a success: %d, trace %q", created.Response.StatusCode, created.Response.TraceID)
	}
}

func TestABodyWithAnUnknownKeyIsRefused(t *testing.T) {
	t.Parallel()
	body := document{"email_address": []string{uniqueEmail()}, "shoe_size": 43, "skip_password_requirement": true}
	refused(call(http.MethodPost, "/users", body))(t, 422, "form_param_unknown", "shoe_size")
}

package scenarios

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"sort"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
)

// must gives the answer of a call that has to succeed: must(call())(t).
func must[T any](answer T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		return answer
	}
}

var traceID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// refused gives the errors of a call that has to fail: refused(call())(t, 404, "resource_not_found", "").
// A parameter is asked for only where one is named.
func refused[T any](_ T, err error) func(t *testing.T, status int, code, param string) *clerk.APIErrorResponse {
	return func(t *testing.T, status int, code, param string) *clerk.APIErrorResponse {
		t.Helper()
		var answer *clerk.APIErrorResponse
		if !errors.As(err, &answer) {
			t.Fatalf("expected %d %s, got %v", status, code, err)
		}
		if len(answer.Errors) == 0 {
			t.Fatalf("%d without errors", answer.HTTPStatusCode)
		}
		first := answer.Errors[0]
		if answer.HTTPStatusCode != status || first.Code != code {
			t.Fatalf("expected %d %s, got %d %v", status, code, answer.HTTPStatusCode, answer)
		}
		if param != "" {
			equal(t, "param_name", meta(t, first)["param_name"], any(param))
		}
		for _, one := range answer.Errors {
			if one.Message == "" || one.LongMessage == "" {
				t.Errorf("an error says nothing: %+v", one)
			}
		}
		if !traceID.MatchString(answer.TraceID) || answer.Response.TraceID != answer.TraceID {
			t.Errorf("trace ids of body and header: %q and %q", answer.TraceID, answer.Response.TraceID)
		}
		return answer
	}
}

func meta(t *testing.T, one clerk.Error) map[string]any {
	t.Helper()
	values := map[string]any{}
	if one.Meta != nil {
		if err := json.Unmarshal(one.Meta, &values); err != nil {
			t.Fatalf("meta %s: %v", one.Meta, err)
		}
	}
	return values
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if any(got) != any(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// same compares what == cannot, such as lists.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// sameJSON compares documents, whatever the order of their keys.
func sameJSON(t *testing.T, what string, got json.RawMessage, want string) {
	t.Helper()
	var left, right any
	if err := json.Unmarshal(got, &left); err != nil {
		t.Fatalf("%s is no JSON: %q", what, got)
	}
	if err := json.Unmarshal([]byte(want), &right); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(left, right) {
		t.Errorf("%s: got %s, want %s", what, got, want)
	}
}

// text gives what a pointer points to, and nothing for nil.
func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

var identifiers = map[string]*regexp.Regexp{}

func init() {
	for _, prefix := range []string{
		"user", "idn", "sess", "client", "org", "orgmem", "orginv", "orgdmn", "inv", "sit", "act", "jtmp", "alid", "blid",
		"wle", "dmn", "ru", "proxychk", "mch", "oauthapp",
	} {
		identifiers[prefix] = regexp.MustCompile("^" + prefix + "_[0-9A-Za-z]{27}$")
	}
}

func isID(t *testing.T, id, prefix string) {
	t.Helper()
	if !identifiers[prefix].MatchString(id) {
		t.Errorf("%q is no id with the prefix %s", id, prefix)
	}
}

// ids gives the ids of a list in its order.
func ids[T any](items []T, id func(T) string) []string {
	found := []string{}
	for _, item := range items {
		found = append(found, id(item))
	}
	return found
}

func userID(one *clerk.User) string { return one.ID }

func sorted(values []string) []string {
	ordered := append([]string{}, values...)
	sort.Strings(ordered)
	return ordered
}

func contains(values []string, wanted string) bool {
	for _, value := range values {
		if value == wanted {
			return true
		}
	}
	return false
}

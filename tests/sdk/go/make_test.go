package scenarios

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/big"
	"mime/multipart"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
	"github.com/clerk/clerk-sdk-go/v2/session"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func randomBytes(count int) []byte {
	content := make([]byte, count)
	if _, err := rand.Read(content); err != nil {
		panic(err)
	}
	return content
}

// unique is a name that nobody else has, so that suites can share an instance.
func unique(prefix string) string { return prefix + hex.EncodeToString(randomBytes(6)) }

func uniqueEmail() string { return unique("go") + "@example.com" }

func uniquePassword() string { return "Fd!9" + hex.EncodeToString(randomBytes(16)) }

func uniqueWallet() string { return "0x" + hex.EncodeToString(randomBytes(20)) }

func below(limit int64) int64 {
	number, err := rand.Int(rand.Reader, big.NewInt(limit))
	if err != nil {
		panic(err)
	}
	return number.Int64()
}

// uniquePhone is a number in E.164 that a strict parser takes, and none of those that are for tests.
func uniquePhone() string {
	areas := []int{201, 202, 206, 212, 213, 214, 215, 216, 303, 305, 312, 313, 404, 412, 415, 503, 512, 617, 702, 713}
	exchange := 220 + below(190)
	if exchange%100 == 11 {
		exchange++
	}
	return fmt.Sprintf("+1%d%d%04d", areas[below(int64(len(areas)))], exchange, below(10_000))
}

// absentID is a well-formed id of nothing.
func absentID(prefix string) string {
	return prefix + "_000000000000000" + hex.EncodeToString(randomBytes(6))
}

func oneTimeSecret() string { return base32.StdEncoding.EncodeToString(randomBytes(20)) }

func pointer[T any](value T) *T { return &value }

func metadata(document string) *json.RawMessage {
	return clerk.JSONRawMessage(json.RawMessage(document))
}

// ignoreAbsent is for cleaning up after a scenario that may have deleted the thing itself.
func ignoreAbsent(t *testing.T, err error) {
	t.Helper()
	var answer *clerk.APIErrorResponse
	if err != nil && !(errors.As(err, &answer) && answer.HTTPStatusCode == 404) {
		t.Errorf("cannot clean up: %v", err)
	}
}

// newUser creates a user for one scenario, with an e-mail address unless the scenario gives one itself.
func newUser(t *testing.T, params *user.CreateParams) *clerk.User {
	t.Helper()
	if params == nil {
		params = &user.CreateParams{}
	}
	if params.EmailAddresses == nil {
		params.EmailAddresses = &[]string{uniqueEmail()}
	}
	if params.Password == nil && params.PasswordDigest == nil {
		params.SkipPasswordRequirement = clerk.Bool(true)
	}
	created := must(api.users.Create(ctx, params))(t)
	t.Cleanup(func() {
		_, err := api.users.Delete(ctx, created.ID)
		ignoreAbsent(t, err)
	})
	return created
}

func newOrganization(t *testing.T, params *organization.CreateParams) *clerk.Organization {
	t.Helper()
	if params == nil {
		params = &organization.CreateParams{}
	}
	if params.Name == nil {
		params.Name = clerk.String(unique("Firm "))
	}
	created := must(api.organizations.Create(ctx, params))(t)
	t.Cleanup(func() {
		_, err := api.organizations.Delete(ctx, created.ID)
		ignoreAbsent(t, err)
	})
	return created
}

func newSession(t *testing.T, userID string) *clerk.Session {
	t.Helper()
	return must(api.sessions.Create(ctx, &session.CreateParams{UserID: userID}))(t)
}

func join(t *testing.T, organizationID, userID, role string) *clerk.OrganizationMembership {
	t.Helper()
	params := &organizationmembership.CreateParams{OrganizationID: organizationID, UserID: &userID, Role: &role}
	return must(api.organizationMemberships.Create(ctx, params))(t)
}

// upload is a file as a web framework would hand it to the SDK.
type upload struct{ *bytes.Reader }

func (upload) Close() error { return nil }

func file(content []byte) multipart.File { return upload{bytes.NewReader(content)} }

func picture(t *testing.T, shade color.Color) multipart.File {
	t.Helper()
	canvas := image.NewRGBA(image.Rect(0, 0, 24, 16))
	for x := 0; x < 24; x++ {
		for y := 0; y < 16; y++ {
			canvas.Set(x, y, shade)
		}
	}
	var content bytes.Buffer
	if err := png.Encode(&content, canvas); err != nil {
		t.Fatal(err)
	}
	return file(content.Bytes())
}

package scenarios

import (
	"image/color"
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/emailaddress"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestAChangeOfAUserKeepsWhatIsNotGiven(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{
		FirstName: clerk.String("Alan"), LastName: clerk.String("Turing"), Username: clerk.String(unique("alan_")),
		PublicMetadata: metadata(`{"a":1}`),
	})
	changed := must(api.users.Update(ctx, created.ID, &user.UpdateParams{
		FirstName: clerk.String("Alonzo"), DeleteSelfEnabled: clerk.Bool(false), CreateOrganizationsLimit: pointer(2),
		LegalAcceptedAt: clerk.String("2023-01-01T00:00:00Z"), CreatedAt: clerk.String("2019-12-31T23:59:59.999Z"),
	}))(t)
	equal(t, "names", text(changed.FirstName)+" "+text(changed.LastName), "Alonzo Turing")
	equal(t, "username", text(changed.Username), text(created.Username))
	equal(t, "address", changed.EmailAddresses[0].ID, created.EmailAddresses[0].ID)
	equal(t, "may delete themselves", changed.DeleteSelfEnabled, false)
	equal(t, "may create organizations", changed.CreateOrganizationEnabled, true)
	equal(t, "organizations", *changed.CreateOrganizationsLimit, 2)
	equal(t, "legal", *changed.LegalAcceptedAt, 1_672_531_200_000)
	equal(t, "created", changed.CreatedAt, 1_577_836_799_999)
	sameJSON(t, "metadata", changed.PublicMetadata, `{"a":1}`)

	unchanged := must(api.users.Update(ctx, created.ID, &user.UpdateParams{}))(t)
	equal(t, "first name after an empty change", text(unchanged.FirstName), "Alonzo")
}

func TestMetadataInAChangeReplacesItInTheVersionOfTheSDK(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{
		PublicMetadata: metadata(`{"a":1,"b":{"c":2}}`), PrivateMetadata: metadata(`{"p":1}`), UnsafeMetadata: metadata(`{"u":1}`),
	})
	changed := must(api.users.Update(ctx, created.ID, &user.UpdateParams{
		PublicMetadata: metadata(`{"b":{"d":null}}`), UnsafeMetadata: metadata(`{}`),
	}))(t)
	sameJSON(t, "public", changed.PublicMetadata, `{"b":{"d":null}}`)
	sameJSON(t, "private", changed.PrivateMetadata, `{"p":1}`)
	sameJSON(t, "unsafe", changed.UnsafeMetadata, `{}`)
}

func TestMetadataOfAUserIsMerged(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{
		PublicMetadata: metadata(`{"a":{"b":1,"c":[1,2]},"gone":true}`), PrivateMetadata: metadata(`{"p":1}`),
	})
	merged := must(api.users.UpdateMetadata(ctx, created.ID, &user.UpdateMetadataParams{
		PublicMetadata: metadata(`{"a":{"c":[3],"d":{"e":null}},"gone":null}`), UnsafeMetadata: metadata(`{"u":"x"}`),
	}))(t)
	sameJSON(t, "public", merged.PublicMetadata, `{"a":{"b":1,"c":[3],"d":{}}}`)
	sameJSON(t, "private", merged.PrivateMetadata, `{"p":1}`)
	sameJSON(t, "unsafe", merged.UnsafeMetadata, `{"u":"x"}`)

	large := &user.UpdateMetadataParams{PrivateMetadata: metadata(`{"x":"` + strings.Repeat("y", 8200) + `"}`)}
	refused(api.users.UpdateMetadata(ctx, created.ID, large))(t, 422, "form_param_exceeds_allowed_size", "private_metadata")
	sameJSON(t, "private after a refusal", must(api.users.Get(ctx, created.ID))(t).PrivateMetadata, `{"p":1}`)
}

func TestNamesOfAUserMoveToAnother(t *testing.T) {
	t.Parallel()
	username, external := unique("free_"), unique("ext-")
	first := newUser(t, &user.CreateParams{Username: &username, ExternalID: &external})
	second := newUser(t, nil)
	refused(api.users.Update(ctx, second.ID, &user.UpdateParams{Username: &username}))(t, 422, "form_identifier_exists", "username")
	refused(api.users.Update(ctx, second.ID, &user.UpdateParams{ExternalID: &external}))(t, 422, "form_identifier_exists", "external_id")

	other := &user.UpdateParams{Username: clerk.String(unique("other_")), ExternalID: clerk.String(unique("ext-"))}
	must(api.users.Update(ctx, first.ID, other))(t)
	taken := must(api.users.Update(ctx, second.ID, &user.UpdateParams{Username: &username, ExternalID: &external}))(t)
	equal(t, "username", text(taken.Username), username)
	equal(t, "external id", text(taken.ExternalID), external)
}

func TestThePrimaryIdentifiersMove(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{
		EmailAddresses: &[]string{uniqueEmail(), uniqueEmail()}, PhoneNumbers: &[]string{uniquePhone(), uniquePhone()},
		Web3Wallets: &[]string{uniqueWallet(), uniqueWallet()},
	})
	email, phone, wallet := created.EmailAddresses[1].ID, created.PhoneNumbers[1].ID, created.Web3Wallets[1].ID
	moved := must(api.users.Update(ctx, created.ID, &user.UpdateParams{
		PrimaryEmailAddressID: &email, PrimaryPhoneNumberID: &phone, PrimaryWeb3WalletID: &wallet,
	}))(t)
	same(t, "primary", []string{text(moved.PrimaryEmailAddressID), text(moved.PrimaryPhoneNumberID), text(moved.PrimaryWeb3WalletID)},
		[]string{email, phone, wallet})

	stranger := newUser(t, nil)
	refused(api.users.Update(ctx, created.ID, &user.UpdateParams{PrimaryEmailAddressID: stranger.PrimaryEmailAddressID}))(t, 404, "resource_not_found", "")
	unverified := must(api.emailAddresses.Create(ctx, &emailaddress.CreateParams{UserID: &created.ID, EmailAddress: clerk.String(uniqueEmail())}))(t)
	refused(api.users.Update(ctx, created.ID, &user.UpdateParams{PrimaryEmailAddressID: &unverified.ID}))(t, 422, "form_verification_needed", "primary_email_address_id")
	equal(t, "primary after refusals", text(must(api.users.Get(ctx, created.ID))(t).PrimaryEmailAddressID), email)
}

func TestTheImageOfAUserIsSetAndRemoved(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{FirstName: clerk.String("Frida")})
	set := func(shade color.Color) *clerk.User {
		params := &user.UpdateProfileImageParams{File: picture(t, shade)}
		return must(api.users.UpdateProfileImage(ctx, created.ID, params))(t)
	}
	first, second := set(color.RGBA{R: 200, A: 255}), set(color.RGBA{B: 200, A: 255})
	equal(t, "has an image", first.HasImage && second.HasImage, true)
	if text(first.ImageURL) == text(second.ImageURL) || text(first.ImageURL) == text(created.ImageURL) {
		t.Errorf("another image has the same address: %s", text(first.ImageURL))
	}
	removed := must(api.users.DeleteProfileImage(ctx, created.ID))(t)
	equal(t, "has an image", removed.HasImage, false)
	equal(t, "image", text(removed.ImageURL), text(created.ImageURL))
	refused(api.users.DeleteProfileImage(ctx, created.ID))(t, 404, "image_not_found", "")
	broken := &user.UpdateProfileImageParams{File: file([]byte("not a picture"))}
	refused(api.users.UpdateProfileImage(ctx, created.ID, broken))(t, 400, "request_body_invalid", "")
}

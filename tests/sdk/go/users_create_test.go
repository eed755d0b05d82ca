package scenarios

import (
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestANewUserHasTheDefaults(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{FirstName: clerk.String("Ada")})
	isID(t, created.ID, "user")
	equal(t, "object", created.Object, "user")
	equal(t, "first name", text(created.FirstName), "Ada")
	if created.LastName != nil || created.Username != nil || created.ExternalID != nil {
		t.Errorf("names that nobody gave: %+v", created)
	}
	flags := []bool{
		created.PasswordEnabled, created.TwoFactorEnabled, created.TOTPEnabled, created.BackupCodeEnabled, created.Banned,
		created.Locked, created.HasImage, !created.DeleteSelfEnabled, !created.CreateOrganizationEnabled,
	}
	same(t, "flags", flags, make([]bool, len(flags)))
	if created.LastSignInAt != nil || created.LastActiveAt != nil || created.LegalAcceptedAt != nil {
		t.Error("a user who was never there has times of it")
	}
	if !strings.HasPrefix(text(created.ImageURL), "http") {
		t.Errorf("image: %q", text(created.ImageURL))
	}
	equal(t, "updated", created.UpdatedAt, created.CreatedAt)
	sameJSON(t, "public metadata", created.PublicMetadata, "{}")
	sameJSON(t, "private metadata", created.PrivateMetadata, "{}")
	sameJSON(t, "unsafe metadata", created.UnsafeMetadata, "{}")
}

func TestIdentifiersOfANewUserAreVerified(t *testing.T) {
	t.Parallel()
	addresses := []string{uniqueEmail(), uniqueEmail()}
	created := newUser(t, &user.CreateParams{EmailAddresses: &addresses, PhoneNumbers: &[]string{uniquePhone()}})
	same(t, "addresses", ids(created.EmailAddresses, func(one *clerk.EmailAddress) string { return one.EmailAddress }), addresses)
	equal(t, "primary address", text(created.PrimaryEmailAddressID), created.EmailAddresses[0].ID)
	equal(t, "primary number", text(created.PrimaryPhoneNumberID), created.PhoneNumbers[0].ID)
	for _, address := range created.EmailAddresses {
		isID(t, address.ID, "idn")
		equal(t, "status", address.Verification.Status, "verified")
		equal(t, "strategy", address.Verification.Strategy, "admin")
	}
	equal(t, "status of the number", created.PhoneNumbers[0].Verification.Status, "verified")
}

func TestEveryAttributeOfAUserIsKept(t *testing.T) {
	t.Parallel()
	username, external, phone, wallet := unique("grace_"), unique("ext-"), uniquePhone(), uniqueWallet()
	created := newUser(t, &user.CreateParams{
		Username: &username, ExternalID: &external, PhoneNumbers: &[]string{phone}, Web3Wallets: &[]string{wallet},
		FirstName: clerk.String("Grace"), LastName: clerk.String("Hopper"),
		PublicMetadata:            metadata(`{"plan":{"seats":3,"tags":["a","b"]}}`),
		PrivateMetadata:           metadata(`{"camelCase":null}`),
		UnsafeMetadata:            metadata(`{"note":"é世😀"}`),
		DeleteSelfEnabled:         clerk.Bool(false),
		CreateOrganizationEnabled: clerk.Bool(false),
		CreateOrganizationsLimit:  pointer(7),
		LegalAcceptedAt:           clerk.String("2024-02-03T04:05:06.789Z"),
		CreatedAt:                 clerk.String("2020-01-02T03:04:05.678Z"),
	})
	read := must(api.users.Get(ctx, created.ID))(t)
	equal(t, "names", text(read.FirstName)+" "+text(read.LastName), "Grace Hopper")
	equal(t, "username", text(read.Username), username)
	equal(t, "external id", text(read.ExternalID), external)
	equal(t, "number", read.PhoneNumbers[0].PhoneNumber, phone)
	equal(t, "wallet", read.Web3Wallets[0].Web3Wallet, wallet)
	equal(t, "primary wallet", text(read.PrimaryWeb3WalletID), read.Web3Wallets[0].ID)
	sameJSON(t, "public metadata", read.PublicMetadata, `{"plan":{"seats":3,"tags":["a","b"]}}`)
	sameJSON(t, "private metadata", read.PrivateMetadata, `{"camelCase":null}`)
	sameJSON(t, "unsafe metadata", read.UnsafeMetadata, `{"note":"é世😀"}`)
	equal(t, "may delete themselves", read.DeleteSelfEnabled, false)
	equal(t, "may create organizations", read.CreateOrganizationEnabled, false)
	equal(t, "organizations", *read.CreateOrganizationsLimit, 7)
	equal(t, "legal", *read.LegalAcceptedAt, 1_706_933_106_789)
	equal(t, "created", read.CreatedAt, 1_577_934_245_678)
}

func TestAnIdentifierBelongsToOneUser(t *testing.T) {
	t.Parallel()
	email, phone, wallet := uniqueEmail(), uniquePhone(), uniqueWallet()
	username, external := unique("taken_"), unique("ext-")
	newUser(t, &user.CreateParams{
		EmailAddresses: &[]string{email}, PhoneNumbers: &[]string{phone}, Web3Wallets: &[]string{wallet},
		Username: &username, ExternalID: &external,
	})
	for param, fields := range map[string]user.CreateParams{
		"email_address": {EmailAddresses: &[]string{strings.ToUpper(email)}},
		"phone_number":  {PhoneNumbers: &[]string{phone}},
		"web3_wallet":   {Web3Wallets: &[]string{wallet}},
		"username":      {Username: clerk.String(strings.ToUpper(username))},
		"external_id":   {ExternalID: &external},
	} {
		fields := fields
		if fields.EmailAddresses == nil {
			fields.EmailAddresses = &[]string{uniqueEmail()}
		}
		fields.SkipPasswordRequirement = clerk.Bool(true)
		refused(api.users.Create(ctx, &fields))(t, 422, "form_identifier_exists", param)
	}
	equal(t, "users with the name", must(api.users.Count(ctx, &user.ListParams{Usernames: []string{username}}))(t).TotalCount, 1)
}

func TestAUserThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]struct {
		code, param string
		fields      user.CreateParams
	}{
		"address":        {"form_param_format_invalid", "email_address", user.CreateParams{EmailAddresses: &[]string{"nobody at nowhere"}}},
		"number":         {"form_param_format_invalid", "phone_number", user.CreateParams{PhoneNumbers: &[]string{"12345"}}},
		"wallet":         {"form_param_format_invalid", "web3_wallet", user.CreateParams{Web3Wallets: &[]string{"0x123"}}},
		"short name":     {"form_username_invalid_length", "username", user.CreateParams{Username: clerk.String("abc")}},
		"dollar":         {"form_username_invalid_character", "username", user.CreateParams{Username: clerk.String("under$core")}},
		"only digits":    {"form_username_needs_non_number_char", "username", user.CreateParams{Username: clerk.String("20211231")}},
		"date":           {"form_param_invalid_time", "created_at", user.CreateParams{CreatedAt: clerk.String("yesterday")}},
		"large metadata": {"form_param_exceeds_allowed_size", "public_metadata", user.CreateParams{PublicMetadata: metadata(`{"x":"` + strings.Repeat("y", 8200) + `"}`)}},
		"secret":         {"invalid_totp_secret_code", "", user.CreateParams{TOTPSecret: clerk.String("not base 32!")}},
	} {
		refusal := refusal
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if refusal.fields.EmailAddresses == nil {
				refusal.fields.EmailAddresses = &[]string{uniqueEmail()}
			}
			refusal.fields.SkipPasswordRequirement = clerk.Bool(true)
			refused(api.users.Create(ctx, &refusal.fields))(t, 422, refusal.code, refusal.param)
			if address := (*refusal.fields.EmailAddresses)[0]; strings.Contains(address, "@") {
				found := must(api.users.Count(ctx, &user.ListParams{EmailAddresses: []string{address}}))(t)
				equal(t, "users left behind", found.TotalCount, 0)
			}
		})
	}
}

func TestEveryFaultOfAUserIsReported(t *testing.T) {
	t.Parallel()
	params := &user.CreateParams{
		EmailAddresses: &[]string{"nobody"}, Username: clerk.String("no"), SkipPasswordRequirement: clerk.Bool(true),
	}
	answer := refused(api.users.Create(ctx, params))(t, 422, "form_param_format_invalid", "email_address")
	codes := ids(answer.Errors, func(one clerk.Error) string { return one.Code })
	same(t, "codes", codes, []string{"form_param_format_invalid", "form_username_invalid_length"})
	equal(t, "second parameter", meta(t, answer.Errors[1])["param_name"], any("username"))
}

func TestAUserNeedsAnIdentifier(t *testing.T) {
	t.Parallel()
	params := &user.CreateParams{FirstName: clerk.String("Nobody"), SkipPasswordRequirement: clerk.Bool(true)}
	answer := refused(api.users.Create(ctx, params))(t, 422, "form_data_missing", "")
	if names, _ := meta(t, answer.Errors[0])["names"].([]any); len(names) == 0 {
		t.Errorf("meta names nothing: %s", answer.Errors[0].Meta)
	}
}

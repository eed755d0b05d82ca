package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
	"github.com/clerk/clerk-sdk-go/v2/phonenumber"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func attempt(userID, password string) *user.VerifyPasswordParams {
	return &user.VerifyPasswordParams{UserID: userID, Password: password}
}

func TestAPasswordIsVerified(t *testing.T) {
	t.Parallel()
	password := uniquePassword()
	created := newUser(t, &user.CreateParams{Password: &password})
	equal(t, "has a password", created.PasswordEnabled, true)
	equal(t, "verified", must(api.users.VerifyPassword(ctx, attempt(created.ID, password)))(t).Verified, true)
	refused(api.users.VerifyPassword(ctx, attempt(created.ID, password+"x")))(t, 422, "incorrect_password", "")

	without := newUser(t, nil)
	refused(api.users.VerifyPassword(ctx, attempt(without.ID, password)))(t, 400, "no_password_set", "")
	refused(api.users.VerifyPassword(ctx, attempt(absentID("user"), password)))(t, 404, "resource_not_found", "")
}

func TestAPasswordIsChangedAndEndsSessionsOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	before, after := uniquePassword(), uniquePassword()
	created := newUser(t, &user.CreateParams{Password: &before})
	opened := newSession(t, created.ID)
	changed := must(api.users.Update(ctx, created.ID, &user.UpdateParams{Password: &after}))(t)
	if changed.PasswordLastUpdatedAt == nil {
		t.Error("no time of the change")
	}
	equal(t, "session", must(api.sessions.Get(ctx, opened.ID))(t).Status, "active")
	refused(api.users.VerifyPassword(ctx, attempt(created.ID, before)))(t, 422, "incorrect_password", "")
	equal(t, "verified", must(api.users.VerifyPassword(ctx, attempt(created.ID, after)))(t).Verified, true)

	again := &user.UpdateParams{Password: &before, SignOutOfOtherSessions: clerk.Bool(true)}
	must(api.users.Update(ctx, created.ID, again))(t)
	equal(t, "session", must(api.sessions.Get(ctx, opened.ID))(t).Status, "revoked")
}

func TestAPasswordThatIsNotAllowedIsRefused(t *testing.T) {
	t.Parallel()
	password := uniquePassword()
	created := newUser(t, &user.CreateParams{Password: &password, FirstName: clerk.String("Before")})
	short := &user.UpdateParams{Password: clerk.String("Ab1!x"), FirstName: clerk.String("After")}
	refused(api.users.Update(ctx, created.ID, short))(t, 422, "form_password_length_too_short", "password")
	equal(t, "first name", text(must(api.users.Get(ctx, created.ID))(t).FirstName), "Before")
	short.SkipPasswordChecks = clerk.Bool(true)
	must(api.users.Update(ctx, created.ID, short))(t)
	equal(t, "verified", must(api.users.VerifyPassword(ctx, attempt(created.ID, "Ab1!x")))(t).Verified, true)
}

func TestAnImportedDigestVerifies(t *testing.T) {
	t.Parallel()
	// Of the password "correct horse battery staple".
	const digest = "c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
	created := newUser(t, &user.CreateParams{PasswordDigest: clerk.String(digest), PasswordHasher: clerk.String("sha256")})
	equal(t, "verified", must(api.users.VerifyPassword(ctx, attempt(created.ID, "correct horse battery staple")))(t).Verified, true)
	refused(api.users.VerifyPassword(ctx, attempt(created.ID, "correct horse")))(t, 422, "incorrect_password", "")

	for name, refusal := range map[string]struct {
		code, param string
		fields      user.UpdateParams
	}{
		"no hasher":      {"form_conditional_param_missing", "password_hasher", user.UpdateParams{PasswordDigest: clerk.String(digest)}},
		"no digest":      {"form_conditional_param_missing", "password_digest", user.UpdateParams{PasswordHasher: clerk.String("sha256")}},
		"unknown hasher": {"form_param_value_invalid", "password_hasher", user.UpdateParams{PasswordDigest: clerk.String(digest), PasswordHasher: clerk.String("rot13")}},
		"other digest":   {"form_password_digest_invalid_code", "password_digest", user.UpdateParams{PasswordDigest: clerk.String(digest), PasswordHasher: clerk.String("bcrypt")}},
	} {
		refusal := refusal
		t.Run(name, func(t *testing.T) {
			refused(api.users.Update(ctx, created.ID, &refusal.fields))(t, 422, refusal.code, refusal.param)
		})
	}
}

func TestSecondFactorsAreRemovedOneByOne(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{TOTPSecret: clerk.String(oneTimeSecret()), BackupCodes: &[]string{"3f9ac2d1", "77b0e4aa"}})
	factors := func(one *clerk.User) []bool {
		return []bool{one.TOTPEnabled, one.BackupCodeEnabled, one.TwoFactorEnabled}
	}
	same(t, "factors", factors(created), []bool{true, true, true})
	equal(t, "user", must(api.users.DeleteBackupCode(ctx, created.ID))(t).UserID, created.ID)
	same(t, "factors without codes", factors(must(api.users.Get(ctx, created.ID))(t)), []bool{true, false, true})
	equal(t, "user", must(api.users.DeleteTOTP(ctx, created.ID))(t).UserID, created.ID)
	same(t, "factors without any", factors(must(api.users.Get(ctx, created.ID))(t)), []bool{false, false, false})
	refused(api.users.DeleteTOTP(ctx, absentID("user")))(t, 404, "resource_not_found", "")
	refused(api.users.DeleteBackupCode(ctx, absentID("user")))(t, 404, "resource_not_found", "")
}

func TestSecondFactorsAreRemovedTogether(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{
		TOTPSecret: clerk.String(oneTimeSecret()), BackupCodes: &[]string{"c0ffee12"}, PhoneNumbers: &[]string{uniquePhone()},
	})
	reserve := &phonenumber.UpdateParams{ReservedForSecondFactor: clerk.Bool(true)}
	number := must(api.phoneNumbers.Update(ctx, created.PhoneNumbers[0].ID, reserve))(t)
	equal(t, "reserved", number.ReservedForSecondFactor, true)
	equal(t, "user", must(api.users.DeleteMFA(ctx, &user.DeleteMFAParams{ID: created.ID}))(t).UserID, created.ID)
	read := must(api.users.Get(ctx, created.ID))(t)
	flags := []bool{read.TOTPEnabled, read.BackupCodeEnabled, read.TwoFactorEnabled, read.PhoneNumbers[0].ReservedForSecondFactor}
	same(t, "flags", flags, make([]bool, 4))
	refused(api.users.DeleteMFA(ctx, &user.DeleteMFAParams{ID: absentID("user")}))(t, 404, "resource_not_found", "")
}

func TestSecondFactorsAreChanged(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	params := &user.UpdateParams{TOTPSecret: clerk.String(oneTimeSecret()), BackupCodes: &[]string{"c0ffee12"}}
	changed := must(api.users.Update(ctx, created.ID, params))(t)
	same(t, "factors", []bool{changed.TOTPEnabled, changed.BackupCodeEnabled, changed.TwoFactorEnabled}, []bool{true, true, true})
}

func TestABanRevokesEverySession(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	opened := newSession(t, created.ID)
	for range []int{1, 2} {
		equal(t, "banned", must(api.users.Ban(ctx, created.ID))(t).Banned, true)
	}
	equal(t, "session", must(api.sessions.Get(ctx, opened.ID))(t).Status, "revoked")
	equal(t, "banned", must(api.users.Unban(ctx, created.ID))(t).Banned, false)
	equal(t, "session", must(api.sessions.Get(ctx, opened.ID))(t).Status, "revoked")
}

func TestALockKeepsSessionsAndRunsOut(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	opened := newSession(t, created.ID)
	locked := must(api.users.Lock(ctx, created.ID))(t)
	if !locked.Locked || locked.Banned || locked.LockoutExpiresInSeconds == nil || *locked.LockoutExpiresInSeconds > 3600 {
		t.Errorf("locked: %v, banned: %v, for %v", locked.Locked, locked.Banned, locked.LockoutExpiresInSeconds)
	}
	equal(t, "session", must(api.sessions.Get(ctx, opened.ID))(t).Status, "active")
	unlocked := must(api.users.Unlock(ctx, created.ID))(t)
	equal(t, "locked", unlocked.Locked || unlocked.LockoutExpiresInSeconds != nil, false)
	equal(t, "attempts", *unlocked.VerificationAttemptsRemaining, *created.VerificationAttemptsRemaining)
}

func TestAnUnknownUserHasNoState(t *testing.T) {
	t.Parallel()
	refused(api.users.Ban(ctx, absentID("user")))(t, 404, "resource_not_found", "")
	refused(api.users.Unban(ctx, absentID("user")))(t, 404, "resource_not_found", "")
	refused(api.users.Lock(ctx, absentID("user")))(t, 404, "resource_not_found", "")
	refused(api.users.Unlock(ctx, absentID("user")))(t, 404, "resource_not_found", "")
}

func TestADeletedUserIsGoneWithAllTheyHad(t *testing.T) {
	t.Parallel()
	email, phone, username, external := uniqueEmail(), uniquePhone(), unique("gone_"), unique("ext-")
	fields := user.CreateParams{EmailAddresses: &[]string{email}, PhoneNumbers: &[]string{phone}, Username: &username, ExternalID: &external}
	first, colleague := fields, newUser(t, nil)
	created := newUser(t, &first)
	opened := newSession(t, created.ID)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &colleague.ID})
	join(t, firm.ID, created.ID, "org:member")

	deleted := must(api.users.Delete(ctx, created.ID))(t)
	equal(t, "deleted", deleted.Deleted && deleted.ID == created.ID && deleted.Object == "user", true)
	refused(api.users.Get(ctx, created.ID))(t, 404, "resource_not_found", "")
	refused(api.users.Delete(ctx, created.ID))(t, 404, "resource_not_found", "")
	refused(api.emailAddresses.Get(ctx, created.EmailAddresses[0].ID))(t, 404, "resource_not_found", "")
	refused(api.phoneNumbers.Get(ctx, created.PhoneNumbers[0].ID))(t, 404, "resource_not_found", "")
	refused(api.sessions.CreateToken(ctx, tokenOf(opened.ID)))(t, 404, "resource_not_found", "")
	members := must(api.organizationMemberships.List(ctx, &organizationmembership.ListParams{OrganizationID: firm.ID}))(t)
	equal(t, "members", members.TotalCount, 1)

	second := fields
	equal(t, "username", text(newUser(t, &second).Username), username)
}

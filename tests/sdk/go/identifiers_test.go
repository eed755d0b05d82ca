package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/emailaddress"
	"github.com/clerk/clerk-sdk-go/v2/phonenumber"
	"github.com/clerk/clerk-sdk-go/v2/user"
)

func TestAnAddressIsAddedVerifiedAndMadePrimary(t *testing.T) {
	t.Parallel()
	created, email := newUser(t, nil), uniqueEmail()
	added := must(api.emailAddresses.Create(ctx, &emailaddress.CreateParams{UserID: &created.ID, EmailAddress: &email}))(t)
	isID(t, added.ID, "idn")
	equal(t, "address", added.EmailAddress, email)
	equal(t, "verified", added.Verification != nil, false)
	equal(t, "links", len(added.LinkedTo), 0)

	update := &emailaddress.UpdateParams{Verified: clerk.Bool(true), Primary: clerk.Bool(true)}
	changed := must(api.emailAddresses.Update(ctx, added.ID, update))(t)
	equal(t, "strategy", changed.Verification.Strategy, "admin")
	equal(t, "status", must(api.emailAddresses.Get(ctx, added.ID))(t).Verification.Status, "verified")
	equal(t, "primary", text(must(api.users.Get(ctx, created.ID))(t).PrimaryEmailAddressID), added.ID)
}

func TestARemovedAddressIsFreeAndTheNextOneIsPrimary(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{EmailAddresses: &[]string{uniqueEmail(), uniqueEmail()}})
	first, second := created.EmailAddresses[0], created.EmailAddresses[1]
	deleted := must(api.emailAddresses.Delete(ctx, first.ID))(t)
	equal(t, "deleted", deleted.Deleted && deleted.ID == first.ID && deleted.Object == "email_address", true)
	equal(t, "primary", text(must(api.users.Get(ctx, created.ID))(t).PrimaryEmailAddressID), second.ID)
	refused(api.emailAddresses.Get(ctx, first.ID))(t, 404, "resource_not_found", "")
	refused(api.emailAddresses.Delete(ctx, second.ID))(t, 400, "identification_deletion_failed", "")
	newUser(t, &user.CreateParams{EmailAddresses: &[]string{first.EmailAddress}})
}

func TestAnAddressThatCannotBeAddedIsRefused(t *testing.T) {
	t.Parallel()
	created, other := newUser(t, nil), newUser(t, nil)
	add := func(userID, email string) (*clerk.EmailAddress, error) {
		return api.emailAddresses.Create(ctx, &emailaddress.CreateParams{UserID: &userID, EmailAddress: &email})
	}
	refused(add(created.ID, other.EmailAddresses[0].EmailAddress))(t, 422, "form_identifier_exists", "email_address")
	refused(add(created.ID, "nowhere"))(t, 422, "form_param_format_invalid", "email_address")
	refused(add(absentID("user"), uniqueEmail()))(t, 404, "resource_not_found", "")
	refused(api.emailAddresses.Create(ctx, &emailaddress.CreateParams{UserID: &created.ID}))(t, 422, "form_param_missing", "email_address")
	update := &emailaddress.UpdateParams{Verified: clerk.Bool(true)}
	refused(api.emailAddresses.Update(ctx, absentID("idn"), update))(t, 404, "resource_not_found", "")
}

func TestANumberIsAddedVerifiedAndMadePrimary(t *testing.T) {
	t.Parallel()
	created := newUser(t, &user.CreateParams{PhoneNumbers: &[]string{uniquePhone()}})
	phone := uniquePhone()
	spaced := phone[:2] + " " + phone[2:5] + "-" + phone[5:8] + " " + phone[8:]
	added := must(api.phoneNumbers.Create(ctx, &phonenumber.CreateParams{UserID: &created.ID, PhoneNumber: &spaced}))(t)
	equal(t, "number", added.PhoneNumber, phone)
	equal(t, "verified", added.Verification != nil, false)
	update := &phonenumber.UpdateParams{Verified: clerk.Bool(true), Primary: clerk.Bool(true)}
	equal(t, "status", must(api.phoneNumbers.Update(ctx, added.ID, update))(t).Verification.Status, "verified")
	equal(t, "number", must(api.phoneNumbers.Get(ctx, added.ID))(t).PhoneNumber, phone)
	equal(t, "primary", text(must(api.users.Get(ctx, created.ID))(t).PrimaryPhoneNumberID), added.ID)
}

func TestAVerifiedNumberCanBeASecondFactor(t *testing.T) {
	t.Parallel()
	created := newUser(t, nil)
	add := func(verified bool) *clerk.PhoneNumber {
		return must(api.phoneNumbers.Create(ctx, &phonenumber.CreateParams{
			UserID: &created.ID, PhoneNumber: clerk.String(uniquePhone()), Verified: &verified,
		}))(t)
	}
	reserve := &phonenumber.UpdateParams{ReservedForSecondFactor: clerk.Bool(true)}
	first, second, unverified := add(true), add(true), add(false)
	changed := must(api.phoneNumbers.Update(ctx, first.ID, reserve))(t)
	equal(t, "default factor", changed.ReservedForSecondFactor && changed.DefaultSecondFactor, true)
	equal(t, "default factor", must(api.phoneNumbers.Update(ctx, second.ID, reserve))(t).DefaultSecondFactor, false)
	refused(api.phoneNumbers.Update(ctx, unverified.ID, reserve))(t, 400, "identification_update_second_factor_unverified", "")
	equal(t, "two factors", must(api.users.Get(ctx, created.ID))(t).TwoFactorEnabled, true)
}

func TestANumberThatCannotBeAddedIsRefusedAndARemovedOneIsFree(t *testing.T) {
	t.Parallel()
	phone := uniquePhone()
	owner, other := newUser(t, &user.CreateParams{PhoneNumbers: &[]string{phone}}), newUser(t, nil)
	add := func(userID, phone string) (*clerk.PhoneNumber, error) {
		return api.phoneNumbers.Create(ctx, &phonenumber.CreateParams{UserID: &userID, PhoneNumber: &phone})
	}
	refused(add(other.ID, phone))(t, 422, "form_identifier_exists", "phone_number")
	refused(add(other.ID, "+1 call me"))(t, 422, "form_param_format_invalid", "phone_number")
	refused(add(absentID("user"), uniquePhone()))(t, 404, "resource_not_found", "")
	deleted := must(api.phoneNumbers.Delete(ctx, owner.PhoneNumbers[0].ID))(t)
	equal(t, "deleted", deleted.Deleted && deleted.Object == "phone_number", true)
	refused(api.phoneNumbers.Get(ctx, owner.PhoneNumbers[0].ID))(t, 404, "resource_not_found", "")
	equal(t, "number", must(add(other.ID, phone))(t).PhoneNumber, phone)
}

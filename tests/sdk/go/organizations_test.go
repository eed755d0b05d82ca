package scenarios

import (
	"image/color"
	"regexp"
	"strings"
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/organization"
	"github.com/clerk/clerk-sdk-go/v2/organizationmembership"
)

func organizationID(one *clerk.Organization) string { return one.ID }

func TestANewOrganizationHasTheDefaultsAndItsCreatorAsAdministrator(t *testing.T) {
	t.Parallel()
	creator := newUser(t, nil)
	firm := newOrganization(t, &organization.CreateParams{Name: clerk.String("Acme Corp"), CreatedBy: &creator.ID})
	isID(t, firm.ID, "org")
	if !regexp.MustCompile(`^acme-corp-\d+$`).MatchString(firm.Slug) {
		t.Errorf("slug: %s", firm.Slug)
	}
	equal(t, "creator", firm.CreatedBy, creator.ID)
	equal(t, "members allowed", firm.MaxAllowedMemberships, 5)
	equal(t, "may be deleted", firm.AdminDeleteEnabled, true)
	sameJSON(t, "metadata", firm.PublicMetadata, "{}")
	equal(t, "by slug", must(api.organizations.Get(ctx, firm.Slug))(t).ID, firm.ID)
	counted := must(api.organizations.GetWithParams(ctx, firm.ID, &organization.GetParams{IncludeMembersCount: clerk.Bool(true)}))(t)
	equal(t, "members", *counted.MembersCount, 1)
	members := must(api.organizationMemberships.List(ctx, &organizationmembership.ListParams{OrganizationID: firm.ID}))(t)
	equal(t, "role", members.OrganizationMemberships[0].Role, "org:admin")

	// The SDK wants a text where nobody created it.
	equal(t, "no creator", newOrganization(t, nil).CreatedBy, "")
}

func TestAnOrganizationThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	slug := unique("taken-")
	newOrganization(t, &organization.CreateParams{Slug: &slug})
	name := clerk.String("Firm")
	for label, refusal := range map[string]struct {
		status      int
		code, param string
		fields      organization.CreateParams
	}{
		"no name":         {422, "form_param_missing", "name", organization.CreateParams{}},
		"long name":       {422, "form_param_max_length_exceeded", "name", organization.CreateParams{Name: clerk.String(strings.Repeat("x", 257))}},
		"taken slug":      {422, "form_identifier_exists", "slug", organization.CreateParams{Name: name, Slug: &slug}},
		"loud slug":       {422, "form_param_format_invalid", "slug", organization.CreateParams{Name: name, Slug: clerk.String("NOT A SLUG")}},
		"unknown creator": {400, "organization_creator_not_found", "", organization.CreateParams{Name: name, CreatedBy: clerk.String(absentID("user"))}},
		"large metadata":  {422, "form_param_exceeds_allowed_size", "private_metadata", organization.CreateParams{Name: name, PrivateMetadata: metadata(`{"x":"` + strings.Repeat("y", 8200) + `"}`)}},
	} {
		refusal := refusal
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			refused(api.organizations.Create(ctx, &refusal.fields))(t, refusal.status, refusal.code, refusal.param)
		})
	}
}

func TestAChangeOfAnOrganizationKeepsWhatIsNotGiven(t *testing.T) {
	t.Parallel()
	firm := newOrganization(t, &organization.CreateParams{Name: clerk.String("Before"), PrivateMetadata: metadata(`{"p":1}`)})
	slug := unique("after-")
	changed := must(api.organizations.Update(ctx, firm.ID, &organization.UpdateParams{
		Name: clerk.String("After"), Slug: &slug, MaxAllowedMemberships: clerk.Int64(9), PublicMetadata: metadata(`{"a":1}`),
	}))(t)
	equal(t, "name and slug", changed.Name+" "+changed.Slug, "After "+slug)
	equal(t, "members allowed", changed.MaxAllowedMemberships, 9)
	sameJSON(t, "public metadata", changed.PublicMetadata, `{"a":1}`)
	sameJSON(t, "private metadata", changed.PrivateMetadata, `{"p":1}`)
	again := must(api.organizations.Update(ctx, firm.ID, &organization.UpdateParams{AdminDeleteEnabled: clerk.Bool(false)}))(t)
	equal(t, "name", again.Name, "After")
	equal(t, "may be deleted", again.AdminDeleteEnabled, false)
	refused(api.organizations.Get(ctx, firm.Slug))(t, 404, "resource_not_found", "")
	refused(api.organizations.Update(ctx, absentID("org"), &organization.UpdateParams{}))(t, 404, "resource_not_found", "")
}

func TestMetadataOfAnOrganizationIsMerged(t *testing.T) {
	t.Parallel()
	firm := newOrganization(t, &organization.CreateParams{
		PublicMetadata: metadata(`{"a":{"b":1,"c":2}}`), PrivateMetadata: metadata(`{"p":1}`),
	})
	merged := must(api.organizations.UpdateMetadata(ctx, firm.ID, &organization.UpdateMetadataParams{
		PublicMetadata: metadata(`{"a":{"b":null,"d":[3]}}`), PrivateMetadata: metadata(`{"q":2}`),
	}))(t)
	sameJSON(t, "public", merged.PublicMetadata, `{"a":{"c":2,"d":[3]}}`)
	sameJSON(t, "private", merged.PrivateMetadata, `{"p":1,"q":2}`)
	refused(api.organizations.UpdateMetadata(ctx, absentID("org"), &organization.UpdateMetadataParams{}))(t, 404, "resource_not_found", "")
}

func TestTheLogoOfAnOrganizationIsSetAndRemoved(t *testing.T) {
	t.Parallel()
	uploader := newUser(t, nil)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &uploader.ID})
	params := &organization.UpdateLogoParams{File: picture(t, color.RGBA{G: 200, A: 255}), UploaderUserID: &uploader.ID}
	with := must(api.organizations.UpdateLogo(ctx, firm.ID, params))(t)
	equal(t, "has a logo", with.HasImage && text(with.ImageURL) != text(firm.ImageURL), true)
	without := must(api.organizations.DeleteLogo(ctx, firm.ID))(t)
	equal(t, "has a logo", without.HasImage, false)
	refused(api.organizations.DeleteLogo(ctx, firm.ID))(t, 404, "image_not_found", "")
	broken := &organization.UpdateLogoParams{File: file([]byte("not a picture"))}
	refused(api.organizations.UpdateLogo(ctx, firm.ID, broken))(t, 400, "request_body_invalid", "")
}

func TestOrganizationsAreSearchedOrderedAndPaged(t *testing.T) {
	t.Parallel()
	word, creator, member := unique("word"), newUser(t, nil), newUser(t, nil)
	firms := []string{}
	for _, name := range []string{"Alpha", "Beta", "Gamma"} {
		firms = append(firms, newOrganization(t, &organization.CreateParams{
			Name: clerk.String(name + " " + word), Slug: clerk.String(strings.ToLower(name) + "-" + word), CreatedBy: &creator.ID,
		}).ID)
	}
	join(t, firms[1], member.ID, "org:member")
	for name, search := range map[string]struct {
		params   organization.ListParams
		expected []string
	}{
		"by name":      {organization.ListParams{Query: &word, OrderBy: clerk.String("name")}, firms},
		"by name down": {organization.ListParams{Query: &word, OrderBy: clerk.String("-name")}, []string{firms[2], firms[1], firms[0]}},
		"by slug":      {organization.ListParams{Query: clerk.String("gamma-" + word)}, firms[2:]},
		"by id":        {organization.ListParams{Query: &firms[0]}, firms[:1]},
		"by member":    {organization.ListParams{UserIDs: []string{member.ID}}, firms[1:2]},
		"not theirs":   {organization.ListParams{Query: &word, UserIDs: []string{"-" + member.ID}, OrderBy: clerk.String("name")}, []string{firms[0], firms[2]}},
	} {
		search := search
		found := must(api.organizations.List(ctx, &search.params))(t)
		same(t, name, ids(found.Organizations, organizationID), search.expected)
		equal(t, "total "+name, found.TotalCount, int64(len(search.expected)))
	}
	page := &organization.ListParams{
		Query: clerk.String(strings.ToUpper(word)), OrderBy: clerk.String("-members_count"), IncludeMembersCount: clerk.Bool(true),
	}
	page.Limit = clerk.Int64(1)
	largest := must(api.organizations.List(ctx, page))(t)
	equal(t, "total", largest.TotalCount, 3)
	equal(t, "largest", largest.Organizations[0].ID, firms[1])
	equal(t, "its members", *largest.Organizations[0].MembersCount, 2)
	refused(api.organizations.List(ctx, &organization.ListParams{OrderBy: clerk.String("colour")}))(t, 422, "form_param_value_invalid", "order_by")
}

func TestADeletedOrganizationIsGoneWithAllItHad(t *testing.T) {
	t.Parallel()
	creator := newUser(t, nil)
	firm := newOrganization(t, &organization.CreateParams{CreatedBy: &creator.ID})
	invited := invite(t, firm.ID, uniqueEmail())
	deleted := must(api.organizations.Delete(ctx, firm.ID))(t)
	equal(t, "deleted", deleted.Deleted && deleted.ID == firm.ID && deleted.Slug == firm.Slug, true)
	refused(api.organizations.Get(ctx, firm.ID))(t, 404, "resource_not_found", "")
	refused(api.organizations.Delete(ctx, firm.ID))(t, 404, "resource_not_found", "")
	refused(api.organizationInvitations.Get(ctx, invitationOf(firm.ID, invited.ID)))(t, 404, "resource_not_found", "")
	newOrganization(t, &organization.CreateParams{Slug: &firm.Slug})
}

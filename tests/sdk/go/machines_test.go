package scenarios

import (
	"testing"

	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/m2m_token"
	"github.com/clerk/clerk-sdk-go/v2/machine"
	"github.com/clerk/clerk-sdk-go/v2/machinescope"
)

// newMachine creates a machine for one scenario, which may talk to others.
func newMachine(t *testing.T, to ...string) *clerk.MachineWithScopedMachinesAndSecretKey {
	t.Helper()
	made := must(api.machines.Create(ctx, &machine.CreateParams{Name: unique("machine"), ScopedMachines: to}))(t)
	t.Cleanup(func() {
		_, err := api.machines.Delete(ctx, made.ID)
		ignoreAbsent(t, err)
	})
	return made
}

func machineID(one *clerk.Machine) string { return one.ID }

func TestAMachineComesChangesAndGoes(t *testing.T) {
	t.Parallel()
	other := newMachine(t)
	made := newMachine(t, other.ID)
	isID(t, made.ID, "mch")
	equal(t, "object", made.Object, "machine")
	equal(t, "lifetime of tokens", made.DefaultTokenTTL, 3600)
	same(t, "may talk to", ids(made.ScopedMachines, machineID), []string{other.ID})
	equal(t, "key", must(api.machines.GetSecretKey(ctx, made.ID))(t).Secret, made.SecretKey)

	name := unique("renamed")
	changed := must(api.machines.Update(ctx, made.ID, &machine.UpdateParams{Name: &name, DefaultTokenTTL: clerk.Int64(60)}))(t)
	equal(t, "name", changed.Name, name)
	equal(t, "lifetime of tokens", must(api.machines.Get(ctx, made.ID))(t).DefaultTokenTTL, 60)
	listed := must(api.machines.List(ctx, &machine.ListParams{Query: &name, OrderBy: clerk.String("+name")}))(t)
	equal(t, "total", listed.TotalCount, 1)
	equal(t, "listed", listed.Machines[0].ID, made.ID)
	same(t, "may talk to, listed", ids(listed.Machines[0].ScopedMachines, machineID), []string{other.ID})

	equal(t, "deleted", must(api.machines.Delete(ctx, made.ID))(t).Deleted, true)
	refused(api.machines.Get(ctx, made.ID))(t, 404, "resource_not_found", "")
	refused(connect(apiURL, made.SecretKey).m2mTokens.Create(ctx, &m2m_token.CreateParams{}))(t, 401, "machine_secret_key_invalid", "")
}

func TestAMachineMayTalkToOthers(t *testing.T) {
	t.Parallel()
	from, to := newMachine(t), newMachine(t)
	params := &machinescope.CreateScopeParams{ToMachineID: to.ID}
	scope := must(api.machineScopes.CreateScope(ctx, from.ID, params))(t)
	equal(t, "object", scope.Object, "machine_scope")
	equal(t, "from", scope.FromMachineID, from.ID)
	equal(t, "to", scope.ToMachineID, to.ID)
	refused(api.machineScopes.CreateScope(ctx, from.ID, params))(t, 409, "conflict", "")
	gone := must(api.machineScopes.DeleteScope(ctx, from.ID, to.ID))(t)
	equal(t, "deleted", gone.Deleted, true)
	refused(api.machineScopes.DeleteScope(ctx, from.ID, to.ID))(t, 404, "resource_not_found", "")
	unknown := &machine.CreateParams{Name: unique("machine"), ScopedMachines: []string{absentID("mch")}}
	refused(api.machines.Create(ctx, unknown))(t, 404, "resource_not_found", "scoped_machines")
}

func TestATokenOfAMachineProvesItToThoseItMayTalkTo(t *testing.T) {
	t.Parallel()
	to := newMachine(t)
	from := newMachine(t, to.ID)
	sender, receiver := connect(apiURL, from.SecretKey), connect(apiURL, to.SecretKey)
	token := must(sender.m2mTokens.Create(ctx, &m2m_token.CreateParams{
		SecondsUntilExpiration: clerk.Int64(600), Claims: metadata(`{"permission":"read"}`),
	}))(t)
	equal(t, "subject", token.Subject, from.ID)
	same(t, "scopes", token.Scopes, []string{to.ID})
	sameJSON(t, "claims", token.Claims, `{"permission":"read"}`)
	equal(t, "lifetime", *token.Expiration-token.CreatedAt, 600_000)

	asked := &m2m_token.VerifyParams{Token: token.Token}
	for _, whoever := range []*sdk{receiver, api} {
		verified := must(whoever.m2mTokens.Verify(ctx, asked))(t)
		equal(t, "verified", verified.ID, token.ID)
		equal(t, "used", verified.LastUsedAt != nil, true)
	}
	refused(sender.m2mTokens.Verify(ctx, asked))(t, 404, "resource_not_found", "")
	refused(api.m2mTokens.Create(ctx, &m2m_token.CreateParams{}))(t, 401, "machine_secret_key_invalid", "")

	of := &m2m_token.ListParams{Subject: &from.ID}
	equal(t, "listed", must(api.m2mTokens.List(ctx, of))(t).M2MTokens[0].ID, token.ID)
	refused(receiver.m2mTokens.List(ctx, of))(t, 403, "authorization_invalid", "")
	reason := "leaked"
	revoked := must(api.m2mTokens.Revoke(ctx, token.ID, &m2m_token.RevokeParams{RevocationReason: &reason}))(t)
	equal(t, "revoked", revoked.Revoked, true)
	equal(t, "reason", text(revoked.RevocationReason), reason)
	refused(receiver.m2mTokens.Verify(ctx, asked))(t, 404, "resource_not_found", "")
	equal(t, "total", must(api.m2mTokens.List(ctx, of))(t).TotalCount, 0)
	all := &m2m_token.ListParams{Subject: &from.ID, Revoked: clerk.Bool(true)}
	equal(t, "total with the revoked", must(api.m2mTokens.List(ctx, all))(t).TotalCount, 1)
}

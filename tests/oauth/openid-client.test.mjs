// The certified client for OpenID Connect, unmodified, with a person in front of a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { drive } from "./drive.mjs";

const { ISSUER, CLIENTS, PASSWORD } = process.env;
const clients = JSON.parse(CLIENTS);
const options = { execute: [client.allowInsecureRequests] };

async function request(config, redirectUri, more = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid profile email offline_access",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...more,
  });
  return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true } };
}

for (const kind of ["confidential", "public"]) {
  test(`a ${kind} client from discovery to revocation`, async () => {
    const { client_id, client_secret, redirect_uri } = clients[kind];
    const authentication = kind === "public" ? client.None() : client.ClientSecretBasic(client_secret);
    const config = await client.discovery(new URL(ISSUER), client_id, undefined, authentication, options);
    const { url, checks } = await request(config, redirect_uri);
    const back = await drive(url.href, redirect_uri, "ada@example.com", PASSWORD);
    const tokens = await client.authorizationCodeGrant(config, new URL(back), checks);
    const { sub } = tokens.claims();
    const person = await client.fetchUserInfo(config, tokens.access_token, sub);
    assert.equal(person.email, "ada@example.com");

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
    const active = await client.tokenIntrospection(config, refreshed.refresh_token);
    assert.deepEqual([active.active, active.sub, active.client_id], [true, sub, client_id]);
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
    await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), { error: "invalid_grant" });

    const again = await request(config, redirect_uri, { prompt: "consent" });
    const second = await drive(again.url.href, redirect_uri, "ada@example.com", PASSWORD);
    const more = await client.authorizationCodeGrant(config, new URL(second), again.checks);
    await client.tokenRevocation(config, more.refresh_token);
    assert.deepEqual(await client.tokenIntrospection(config, more.refresh_token), { active: false });
    await assert.rejects(client.fetchUserInfo(config, more.access_token, sub));
  });
}

test("who does not allow it is sent back with an error", async () => {
  const { client_id, client_secret, redirect_uri } = clients.confidential;
  const config = await client.discovery(new URL(ISSUER), client_id, client_secret, undefined, options);
  const { url, checks } = await request(config, redirect_uri, { prompt: "login consent" });
  const back = await drive(url.href, redirect_uri, "ada@example.com", PASSWORD, "deny");
  await assert.rejects(client.authorizationCodeGrant(config, new URL(back), checks), { error: "access_denied" });
});

test("a client that registers itself", async () => {
  const redirectUri = "http://127.0.0.1:53682/back";
  const metadata = { client_name: "Registered", redirect_uris: ["http://127.0.0.1/back"], token_endpoint_auth_method: "none",
    scope: "openid profile email offline_access" };
  const config = await client.dynamicClientRegistration(new URL(ISSUER), metadata, client.None(), options);
  const { url, checks } = await request(config, redirectUri);
  const back = await drive(url.href, redirectUri, "ada@example.com", PASSWORD);
  const tokens = await client.authorizationCodeGrant(config, new URL(back), checks);
  assert.ok(tokens.claims().sub);
});

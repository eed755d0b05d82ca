// What the SDK makes of requests: reads them from the file that is named, writes a verdict for each.
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createAuthenticateRequest } from '@clerk/backend/internal';

// Node 18, which Debian 12 has, keeps it in its module; libraries look for it here.
globalThis.crypto ??= webcrypto;

const given = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { authenticateRequest } = createAuthenticateRequest({ options: { apiUrl: given.api_url, secretKey: given.secret_key } });

async function verdict({ authorization, accepts, audience }) {
  const state = await authenticateRequest(new Request('https://app.example.com/page', { headers: { authorization } }), {
    acceptsToken: accepts.length === 1 ? accepts[0] : 'any',
    publishableKey: given.publishable_key,
    audience: audience ?? undefined,
  });
  if (!state.isAuthenticated) return { reason: state.reason };
  const auth = state.toAuth();
  return { kind: auth.tokenType, subject: auth.tokenType === 'session_token' ? auth.userId : auth.subject };
}

const verdicts = [];
for (const request of given.requests) verdicts.push(await verdict(request));
process.stdout.write(JSON.stringify(verdicts));

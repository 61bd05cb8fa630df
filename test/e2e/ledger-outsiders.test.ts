import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LedgerSource, readTrust, verifyLedger } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, logInWith, verdict } from '../stack/admin-callers.ts';
import { EMBEDDING, exchangeFields, exchangeGrant, provingClient } from '../stack/callers.ts';
import { newKey, proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { isEvent } from '../stack/read-verified.ts';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

let stack: Stack;
let auditor: AdminSession;
beforeAll(async () => {
  stack = await startStack(ADMIN_STACK);
  auditor = await logInWith(stack, ['audit'], await newKey());
});
afterAll(() => stack?.close());

const trustBytes = async () => new Uint8Array(await (await fetch(`${stack.companion.url}/v1/trust`)).arrayBuffer());

async function getProof(session: string | null, grant: string) {
  const path = `/v1/sessions/${session}/proof`;
  const dpop = await proofFor({ method: 'GET', url: `${stack.companion.url}${path}`, grant });
  const headers = { authorization: `DPoP ${grant}`, dpop };
  return rawCall(stack.companion.url, { method: 'GET', path, headers });
}

/** The ledger as an auditor reads it over HTTP. */
function overHttp({ token, key }: AdminSession): LedgerSource {
  return {
    read: async (path) => {
      const url = `${stack.companion.url}/log/${path}`;
      const dpop = await proofFor({ method: 'GET', url, grant: token, key });
      const named = path.startsWith('tile/entries/') ? { headers: { authorization: `DPoP ${token}`, dpop } } : {};
      const answer = await fetch(url, named);
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
    },
  };
}

describe('a caller', () => {
  it('gets proofs of its own session alone, which the command verifies offline', async () => {
    const grant = await exchangeGrant(stack, exchangeFields(await stack.identityProvider.issueToken()));
    const { response } = await provingClient(stack, grant).embeddings.create(EMBEDDING).withResponse();
    const answer = await getProof(response.headers.get('sallyport-session'), grant);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const proofs = JSON.parse(answer.body) as Record<'intent' | 'outcome', { leaf: string; proof: string }>;
    const file = (name: string) => join(stack.folder, name);
    await writeFile(file('trust.json'), await trustBytes());
    for (const part of ['intent', 'outcome'] as const) {
      await writeFile(file('x.tlog-proof'), proofs[part].proof);
      await writeFile(file('x.jws'), proofs[part].leaf);
      const args = [file('x.tlog-proof'), '--leaf', file('x.jws'), '--trust', file('trust.json')];
      expect(await runCommand(['verify', ...args])).toMatchObject({ exitCode: 0 });
    }
    const others = await stack.client().embeddings.create(EMBEDDING).withResponse();
    expect(verdict(await getProof(others.response.headers.get('sallyport-session'), grant))).toBe(
      '404 session_unknown',
    );
  });
});

describe('an auditor', () => {
  it('reads the whole ledger over HTTP and verifies it, and one event says so', async () => {
    for (let times = 0; times < 2; times += 1) {
      expect(await verifyLedger(overHttp(auditor), await readTrust(await trustBytes()))).toMatchObject({ ok: true });
    }
    const reads = (await stack.leaves()).filter((leaf) => isEvent(leaf) && leaf.unmapped.read === 'ledger');
    expect(reads).toMatchObject([{ unmapped: { adminSessionId: auditor.id } }]);
  });

  it('is the only one who may, and reads no more than there is', async () => {
    const path = '/log/tile/entries/000.p/1';
    expect(verdict(await rawCall(stack.companion.url, { method: 'GET', path }))).toBe('401 token_missing');
    expect((await adminCall(stack, await logInWith(stack, ['platform'], await newKey()), { path })).status).toBe(200);
    for (const beyond of ['/log/tile/entries/001', '/log/tile/entries/000.p/255']) {
      expect(verdict(await adminCall(stack, auditor, { path: beyond }))).toBe('404 route_unknown');
    }
  });
});

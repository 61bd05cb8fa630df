import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, plainClient, postForm } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const ISSUER = [
  'requiredClaims: { tenant: ward }',
  'groups: { claim: realm_access.roles }',
  'serviceAccounts: [{ claims: { preferred_username: "service-account-*" }, groups: [jobs] }]',
].join(', ');

let stack: Stack;
let ledger: LedgerWatch;
beforeAll(async () => {
  stack = await startStack({ issuer: ISSUER, allow: '{ groups: [nurse, jobs] }' });
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

/** What the token endpoint and the data path say to a token with these claims. */
async function use(claims: object): Promise<readonly unknown[]> {
  const token = await stack.identityProvider.issueToken({
    subject: 'notes-app',
    claims: { tenant: 'ward', ...claims },
  });
  const exchanged = await postForm(stack, exchangeFields(token));
  const plain = await nativeFailure(plainClient(stack, token).embeddings.create(EMBEDDING));
  await ledger.lines();
  return [exchanged.status, (JSON.parse(exchanged.body) as { code?: string }).code, plain.code ?? plain.type];
}

describe('the rules of an issuer', () => {
  it('find groups where it has them', async () => {
    expect(await use({ realm_access: { roles: ['nurse'] } })).toEqual([200, undefined, 'none']);
    const refused = [400, 'identity_not_allowed', 'identity_not_allowed'];
    expect(await use({ realm_access: { roles: ['cook'] } })).toEqual(refused);
    expect(await use({ groups: ['nurse'] })).toEqual(refused);
  });

  it('give a service its groups', async () => {
    expect(await use({ preferred_username: 'service-account-batch' })).toEqual([200, undefined, 'none']);
    expect(await use({ preferred_username: 'ada' })).toEqual([400, 'identity_not_allowed', 'identity_not_allowed']);
  });

  it('demand what they demand, and take no token for what it is not', async () => {
    const roles = { realm_access: { roles: ['nurse'] } };
    expect(await use({ ...roles, tenant: 'other' })).toEqual([400, 'token_claims', 'token_claims']);
    expect(await use({ ...roles, nonce: 'n' })).toEqual([400, 'token_type', 'token_type']);
  });
});

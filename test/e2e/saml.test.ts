import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSamlProvider, type SamlProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, exchangeGrant, postForm, provingClient } from '../stack/callers.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

let folder: string;
let saml: SamlProvider;
let stack: Stack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-saml-'));
  saml = await makeSamlProvider();
  const certificate = join(folder, 'idp.pem');
  await writeFile(certificate, saml.certificate);
  const { issuer, audience, recipient } = saml;
  stack = await startStack({
    top: `samlIssuers: [{ issuer: "${issuer}", audience: "${audience}", recipient: "${recipient}", certificateFiles: ["${certificate}"] }]`,
  });
});
afterAll(async () => {
  await stack.close();
  await rm(folder, { recursive: true, force: true });
});

/** The fields of an exchange of an assertion, RFC 8693 §3 and RFC 7522 §2.1. */
function fields(xml: string): Readonly<Record<string, string>> {
  const assertion = Buffer.from(xml).toString('base64url');
  return { ...exchangeFields(assertion), subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' };
}

async function codeOf(xml: string): Promise<unknown> {
  const { body } = await postForm(stack, fields(xml));
  return (JSON.parse(body) as { readonly code?: string }).code;
}

describe('a SAML assertion', () => {
  it('becomes a grant, by which its subject calls, and which the ledger names', async () => {
    const grant = await exchangeGrant(stack, fields(saml.assertion()));
    expect((await provingClient(stack, grant).embeddings.create(EMBEDDING)).data).toHaveLength(1);
    const issued = (await stack.events()).find(({ metadata }) => metadata.event_code === 'grant.issued');
    expect(issued?.actor).toMatchObject({ idp: { issuer: saml.issuer } });
  });

  it('serves once', async () => {
    const xml = saml.assertion();
    expect(await codeOf(xml)).toBeUndefined();
    expect(await codeOf(xml)).toBe('token_replayed');
  });

  it('is taken inside a response too, and not without a signature or changed', async () => {
    expect(await codeOf(saml.response())).toBeUndefined();
    expect(await codeOf(saml.unsigned())).toBe('assertion_invalid');
    expect(await codeOf(saml.assertion().replace('</saml:NameID>', 'x</saml:NameID>'))).toBe('assertion_invalid');
    expect(await codeOf('<nothing/>')).toBe('assertion_invalid');
  });
});

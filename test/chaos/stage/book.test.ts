import { generateKeyPairSync } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { importEventKeys, type Receipt, signReceipt, webCryptoEventSigner } from '@sallyport/ledger';
import { type Provider, startProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markCall } from '../call-marker.ts';
import { Book } from './book.ts';

const newSigner = () =>
  webCryptoEventSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
const signer = await newSigner();
const KEYS = await importEventKeys([signer.publicKey]);
const CALL = markCall(3, 7);
const RECEIPT: Receipt = { origin: 'o', treeSize: 9, leaves: [{ index: 5, leafHash: 'A'.repeat(43) }] };

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

async function bookAfter(...lines: readonly string[]): Promise<Book> {
  const book = new Book(KEYS);
  for (const line of lines) book.take(line.split(' '));
  await book.settle();
  return book;
}

const send = (text: string) => fetch(`${provider.url}/embeddings`, { method: 'POST', body: JSON.stringify({ text }) });

describe('a Book', () => {
  it('keeps a receipt, and the session that came with it', async () => {
    const book = await bookAfter(`receipt call-1 session-1 ${await signReceipt(RECEIPT, signer)}`);
    expect(book.intents).toEqual([{ ...RECEIPT.leaves[0], correlationId: 'call-1' }]);
    expect(book.sessions).toEqual(new Map([['session-1', { correlationId: 'call-1', answered: false }]]));
  });

  it('keeps that a session was answered, whatever it hears first', async () => {
    const receipt = `receipt call-1 session-1 ${await signReceipt(RECEIPT, signer)}`;
    for (const lines of [
      [receipt, 'answered call-1 session-1'],
      ['answered call-1 session-1', receipt],
    ]) {
      const { sessions } = await bookAfter(...lines);
      expect(sessions.get('session-1')).toEqual({ correlationId: 'call-1', answered: true });
    }
  });

  it('refuses a receipt that somebody else signed', async () => {
    const receipt = await signReceipt(RECEIPT, await newSigner());
    const refused = bookAfter(`receipt call-1 session-1 ${receipt}`);
    await expect(refused).rejects.toEqual(new SallyportError('receipt_invalid'));
  });

  it('keeps outcomes and refusals', async () => {
    const book = await bookAfter('kept call-1', 'kept call-2', 'refused call-3 ledger_unavailable', 'delivered');
    expect(book.outcomes).toEqual(new Set(['call-1', 'call-2']));
    expect(book.refusals).toEqual(new Map([['ledger_unavailable', 1]]));
  });

  it('counts each request of the provider once, by call', async () => {
    const book = new Book(KEYS);
    await send(CALL.text);
    book.takeRequests(provider);
    await send(CALL.text);
    await send('somebody else');
    book.takeRequests(provider);
    book.takeRequests(provider);
    expect(book.requests).toEqual(new Map([[CALL.correlationId, 2]]));
    expect(book.strangeRequests).toBe(1);
  });
});

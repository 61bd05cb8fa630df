import { SallyportError, toBase64url } from '@sallyport/core';
import { signReceipt, verifyReceipt } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { generateSigner } from './generate-signer.ts';
import { receiptKeys } from './receipt-keys.ts';

const signer = generateSigner();
const RECEIPT = {
  origin: 'ledger.example/log',
  treeSize: 5,
  leaves: [{ index: 4, leafHash: toBase64url(new Uint8Array(32).fill(1)) }],
};
const refused = new SallyportError('receipt_invalid');

describe('receiptKeys', () => {
  it('verify what their key signed, also where r or s are short', async () => {
    const keys = await receiptKeys([generateSigner().publicKey, signer.publicKey]);
    for (let signed = 0; signed < 300; signed += 1) {
      expect(await verifyReceipt(await signReceipt(RECEIPT, signer), keys)).toEqual(RECEIPT);
    }
  });

  it('refuse what is changed, cut short, or signed by another', async () => {
    const keys = await receiptKeys([signer.publicKey]);
    const text = await signReceipt(RECEIPT, signer);
    const [header, payload, signature = ''] = text.split('.');
    const foreign = { ...generateSigner(), kid: signer.kid };
    for (const other of [
      `${header}.${payload}.${toBase64url(new Uint8Array(64))}`,
      `${header}.${payload}.${signature.slice(0, 80)}`,
      `${header}.${payload}.`,
      `${header}.${payload?.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))}.${signature}`,
      await signReceipt(RECEIPT, foreign),
    ]) {
      await expect(verifyReceipt(other, keys)).rejects.toThrow(refused);
    }
    await expect(verifyReceipt(text, await receiptKeys([]))).rejects.toThrow(refused);
  });

  it('are none that are no point of P-256', async () => {
    const x = toBase64url(new Uint8Array(32).fill(1));
    const invalid = new SallyportError('config_invalid');
    await expect(receiptKeys([{ kty: 'EC', crv: 'P-256', x, y: x, kid: 'k' }])).rejects.toThrow(invalid);
    const { kid: _, ...point } = signer.publicKey;
    await expect(receiptKeys([{ ...point, y: point.x } as never])).rejects.toThrow(invalid);
  });
});

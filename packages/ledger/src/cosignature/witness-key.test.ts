import { toHex } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.test-support.ts';
import { decodeWitnessKey, encodeWitnessKey, witnessKeyId } from './witness-key.ts';

// Keys of public witnesses, as witness-network.org lists them.
const KEYS = [
  'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
  'staging.witness.transparency.goog/ring-any-bells+2e1a8dc9+BG5JTpLc3FJtwzgh1Uv+Qelz9qeOH2bfWjS1s0s+y4rL',
];

describe('witness keys', () => {
  it.each(KEYS)('reads %s and writes it so', (text) => {
    const { name, keyId, publicKey } = decodeWitnessKey(text);
    expect(encodeWitnessKey(name, publicKey)).toBe(text);
    expect(witnessKeyId(name, publicKey)).toEqual(keyId);
    expect(text).toContain(`+${toHex(keyId)}+`);
  });

  it('takes no key with any one character changed, nor one of another type', () => {
    const [text = ''] = KEYS;
    for (let at = 0; at < text.length; at++) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ 1);
      expect(codeOf(() => decodeWitnessKey(text.slice(0, at) + other + text.slice(at + 1)))).toBe('config_invalid');
    }
    const noteKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(codeOf(() => decodeWitnessKey(noteKey))).toBe('config_invalid');
  });
});

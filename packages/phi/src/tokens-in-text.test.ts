import { ENTITIES, type Entity, TOKEN_RANDOM_LENGTH, tokenFrom } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const SENTENCES: readonly ((token: string) => string)[] = [
  (token) => `Patient: ${token}, seen today.`,
  (token) => `Dear Dr. ${token}, thank you for referring him.`,
  (token) => `SSN: ${token}, MRN ${token}, phone ${token}.`,
  (token) => `She lives at ${token} and was born on ${token}.`,
  (token) => `${token}${token} (${token})`,
  (token) => `{"name": "${token}", "dob": "${token}", "mrn": "${token}"}`,
  (token) => `Please repeat ${token.toLowerCase()} and ${token.replace(/_(?=[^_]*$)/, ' _ ')}.`,
];
const RAW: readonly (readonly [string, Entity])[] = [
  ['SSN 321-54-9876', 'SSN'],
  ['ines.calloway@example.com', 'EMAIL'],
  ['MRN: 4471208', 'MRN'],
];

function randomToken(entity: Entity): string {
  for (;;) {
    const token = tokenFrom(entity, crypto.getRandomValues(new Uint8Array(TOKEN_RANDOM_LENGTH)));
    if (token !== undefined) return token;
  }
}

describe('a token', () => {
  it.each(ENTITIES)('of %s is no identifier, in any sentence', (entity) => {
    for (let round = 0; round < 40; round++) {
      for (const sentence of SENTENCES) expect(scan(sentence(randomToken(entity)))).toEqual([]);
    }
  });

  it.each(ENTITIES)('of %s hides no raw identifier beside it', (entity) => {
    for (const [raw, type] of RAW) {
      const text = `${randomToken(entity)} ${raw} ${randomToken(entity)}`;
      const found = scan(text).map((span) => [span.type, raw.includes(text.slice(span.start, span.end))]);
      expect(found).toEqual([[type, true]]);
    }
  });

  it('with a wrong check character is plain text', () => {
    expect(scan('Patient: [NAME_K7Q2M9XF]')).toEqual([]);
    expect(scan('MRN: [MRN_44712089]').map(({ type }) => type)).toEqual(['MRN']);
  });
});

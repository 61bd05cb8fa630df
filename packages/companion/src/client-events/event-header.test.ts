import { EVENT_TYPE, PROOF_TYPE, RECEIPT_TYPE } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { eventHeaderReader } from './event-header.ts';

const KID = 'A'.repeat(43);
const read = (text: string) => eventHeaderReader()(Buffer.from(text).toString('base64url'));

describe('eventHeaderReader', () => {
  it('gives the kid, in whatever order the members are, and as often as it is asked', () => {
    expect(read(JSON.stringify({ kid: KID, typ: EVENT_TYPE, alg: 'ES256' }))).toBe(KID);
    const reader = eventHeaderReader();
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: KID })).toString('base64url');
    expect([reader(header), reader(header), reader(`${header}A`), reader(header)]).toStrictEqual([
      KID,
      KID,
      undefined,
      KID,
    ]);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE }),
    JSON.stringify({ alg: 'ES256', kid: KID }),
    JSON.stringify({ typ: EVENT_TYPE, kid: KID }),
    JSON.stringify({ alg: 'none', typ: EVENT_TYPE, kid: KID }),
    JSON.stringify({ alg: 'HS256', typ: EVENT_TYPE, kid: KID }),
    JSON.stringify({ alg: 'es256', typ: EVENT_TYPE, kid: KID }),
    JSON.stringify({ alg: 'ES256', typ: PROOF_TYPE, kid: KID }),
    JSON.stringify({ alg: 'ES256', typ: RECEIPT_TYPE, kid: KID }),
    JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: KID }),
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: `${KID}A` }),
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: `${KID.slice(1)} ` }),
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: 7 }),
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: KID, crit: ['b64'], b64: false }),
    JSON.stringify({ alg: 'ES256', typ: EVENT_TYPE, kid: KID, jwk: {} }),
    `{"alg":"none","alg":"ES256","typ":"${EVENT_TYPE}","kid":"${KID}"}`,
    `{"alg":"ES256","typ":"${EVENT_TYPE}","kid":"${KID}","__proto__":{}}`,
    `{"alg":"ES256", "typ":"${EVENT_TYPE}","kid":"${KID}"}`,
  ])('refuses %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifySlackSignature } from './verify-slack-signature.ts';

/** The example of Slack's documentation. */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = '1531420618';
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const NOW = Number(TIMESTAMP) * 1000;

const verify = (
  more: { signature?: string | undefined; timestamp?: string | undefined; body?: string },
  options = {},
) => {
  const { body = BODY, ...rest } = more;
  const signed = { signature: SIGNATURE, timestamp: TIMESTAMP, ...rest, body: Buffer.from(body) };
  verifySlackSignature(signed, { secrets: [SECRET], now: NOW, ...options });
};
const refused = expect.objectContaining({ code: 'signature_invalid' });

describe('the signature of Slack', () => {
  it('is that of the documentation’s example, with any of the secrets that live', () => {
    expect(() => verify({})).not.toThrow();
    expect(() => verify({}, { secrets: ['a newer secret', SECRET] })).not.toThrow();
    for (const at of [-300_000, 300_000]) expect(() => verify({}, { now: NOW + at })).not.toThrow();
  });

  it.each<[string, Parameters<typeof verify>[0], object?]>([
    ['no signature', { signature: undefined }],
    ['no timestamp', { timestamp: undefined }],
    ['another body', { body: `${BODY}&more` }],
    ['another time', { timestamp: '1531420619' }],
    ['a time that is none', { timestamp: 'NaN' }],
    ['a time in another notation', { timestamp: `${TIMESTAMP}.0` }],
    ['another version', { signature: SIGNATURE.replace('v0', 'v1') }],
    ['upper case', { signature: `v0=${SIGNATURE.slice(3).toUpperCase()}` }],
    ['half a signature', { signature: SIGNATURE.slice(0, 35) }],
    ['more than a signature', { signature: `${SIGNATURE}00` }],
    ['another secret', {}, { secrets: ['another secret'] }],
    ['no secret', {}, { secrets: [] }],
    ['what is too old', {}, { now: NOW + 301_000 }],
    ['what is from the future', {}, { now: NOW - 301_000 }],
  ])('refuses %s', (_, more, options) => {
    expect(() => verify(more, options)).toThrow(refused);
  });

  it('refuses what an empty secret signed', () => {
    const empty = createHmac('sha256', '').update(`v0:${TIMESTAMP}:${BODY}`).digest('hex');
    expect(() => verify({ signature: `v0=${empty}` }, { secrets: [''] })).toThrow(refused);
  });
});

import { randomBytes } from 'node:crypto';
import { joinBytes, type MediaRange, systemClock, utf8 } from '@sallyport/core';
import { definePolicy, type Policy, planOf, SAFE_HARBOR } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import type { Transformed } from '../exchange.ts';
import { receivePayload } from '../payload/receive-payload.ts';
import type { Door, Reviews } from '../ports.ts';
import { runCall } from '../run-call.ts';

const CALLER = { issuer: 'https://idp.example', subject: 'notes-app', groups: [], means: 'local' } as const;
const HEAD = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const png = (bytes = 600) => joinBytes([HEAD, new Uint8Array(randomBytes(bytes))]);
const urlOf = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;

function chat(text: string, ...pictures: readonly Uint8Array[]): Uint8Array {
  const parts = pictures.map((one) => ({ type: 'image_url', image_url: { url: urlOf(one) } }));
  const messages = [{ role: 'user', content: [{ type: 'text', text }, ...parts] }];
  return utf8(JSON.stringify({ model: 'gpt-4o', messages }));
}

function scans(media: readonly MediaRange[], effect: 'allow' | 'review' = 'allow'): Policy {
  const review = { groups: ['privacy'], quorum: 1, expiresIn: 60, useWithin: 60, window: { most: 60 } };
  const operators = { out: planOf('redact'), back: planOf('redact') };
  return definePolicy('scans', [{ name: 'scans', effect, operators, media, review }]);
}

/** Sends a chat through a door, and gives what its people were shown, what left, and how it was refused. */
async function send(
  body: Uint8Array,
  {
    policy,
    reviews,
    baa = true,
  }: { readonly policy: Policy; readonly reviews?: Reviews | 'behind'; readonly baa?: boolean },
) {
  const asked: Transformed[] = [];
  const sent: string[] = [];
  let refused: string | undefined;
  const approving: Reviews = {
    subjectOf: async () => undefined,
    approve: async (exchange) => {
      asked.push(exchange);
      return { review: { id: 'r', kind: 'call' }, giveBack: async () => undefined };
    },
  };
  const door: Door = {
    identify: async () => ({ caller: CALLER }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    policy: () => policy,
    send: async ({ egress }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of egress.read()) chunks.push(chunk.slice());
      sent.push(new TextDecoder().decode(joinBytes(chunks)));
      return { status: 200, headers: { 'content-type': 'application/json' }, body: utf8('{}') };
    },
    scratch: { heldBytes: 1_048_576, limitBytes: 67_108_864, textLength: 1_048_576 },
    maxDepth: 64,
    reviews: reviews ?? approving,
    clock: systemClock,
    journal: {
      intent: async () => ({ salt: new Uint8Array(32), commitments: { egress: 'committed' } }),
      outcome: async () => undefined,
      denied: async (_, error) => {
        refused = error.code;
      },
    },
  };
  async function* chunks() {
    for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
  }
  const reply = await runCall(door, {
    connection: { name: 'openai', kind: 'openai', baa },
    correlationId: '00000000-0000-4000-8000-000000000001',
    call: {
      method: 'POST',
      path: '/chat/completions',
      url: 'https://companion.example/c/openai/v1/chat/completions',
      query: '',
      headers: { 'content-type': 'application/json' },
      readBody: (scratch) => receivePayload(chunks(), scratch),
      signal: new AbortController().signal,
    },
  });
  return { asked, sent, refused, status: reply.status };
}

describe('a call with an attachment', () => {
  it('is refused as unreadable where no rule names any, before it is decided', async () => {
    const { refused, sent, asked } = await send(chat('hello', png()), { policy: SAFE_HARBOR });
    expect({ refused, sent, asked }).toEqual({ refused: 'input_unreadable', sent: [], asked: [] });
  });

  it.each(['allow', 'review'] as const)(
    'is asked about, and leaves as it came, its text redacted: %s',
    async (effect) => {
      const picture = png();
      const policy = scans(['image/*'], effect);
      const { asked, sent, refused } = await send(chat('SSN 512-80-4471', picture, png(9)), { policy });
      expect(refused).toBeUndefined();
      expect(sent[0]).toContain(urlOf(picture));
      expect(sent[0]).not.toContain('512-80-4471');
      const [exchange] = asked;
      expect(exchange?.attachments?.map(({ type, bytes }) => [type, bytes.length])).toEqual([
        ['image/png', 608],
        ['image/png', 17],
      ]);
      const shown = new TextDecoder().decode(exchange?.withoutAttachments?.bytes);
      expect(shown).toContain('"url":"[attachment 1: image/png, 608 bytes]"');
      expect(shown).toContain('"url":"[attachment 2: image/png, 17 bytes]"');
      expect(shown).not.toContain('base64');
      expect(exchange?.decision.review).toEqual({ groups: ['privacy'], quorum: 1, expiresIn: 60, useWithin: 60 });
    },
  );

  it('passes a door behind which another asks, which is not asked', async () => {
    const { sent, refused } = await send(chat('hello', png()), { policy: scans(['image/png']), reviews: 'behind' });
    expect([sent.length, refused]).toEqual([1, undefined]);
  });

  it('is not asked about where there is none', async () => {
    const { asked, sent } = await send(chat('hello'), { policy: scans(['image/png']) });
    expect([asked.length, sent.length]).toEqual([0, 1]);
  });

  it.each([
    ['of a kind that the rule does not name', scans(['application/pdf']), {}, 'input_unreadable'],
    ['without an agreement', scans(['image/*']), { baa: false }, 'baa_required'],
  ] as const)('is refused %s', async (_, policy, more, code) => {
    const { asked, sent, refused } = await send(chat('hello', png()), { policy, ...more });
    expect([asked, sent, refused]).toEqual([[], [], code]);
  });

  it('is held in memory whole, beyond what other bodies are', async () => {
    const picture = png(3_000_000);
    const { asked, sent } = await send(chat('SSN 512-80-4471', picture), { policy: scans(['image/png']) });
    expect(asked[0]?.attachments?.[0]?.bytes).toEqual(picture);
    expect(sent[0]).toContain(urlOf(picture));
    expect(sent[0]).not.toContain('512-80-4471');
  });

  it.each([
    ['too large', chat('hello', png(9_000_000)), 'body_too_large'],
    ['in a body too large to be held', chat('hello', ...new Array(3).fill(png(4_000_000))), 'body_too_large'],
    ['beside more text than is held', chat('a b. '.repeat(260_000), png()), 'body_too_large'],
  ])('is refused %s', async (_, body, code) => {
    const { asked, sent, refused } = await send(body, { policy: scans(['image/png']) });
    expect([asked, sent, refused]).toEqual([[], [], code]);
  });

  it('leaves large text as it was where there is none', async () => {
    const text = {
      model: 'text-embedding-3-small',
      messages: new Array(25).fill({ role: 'user', content: 'a b. '.repeat(9_000) }),
    };
    const { sent, refused } = await send(utf8(JSON.stringify(text)), { policy: scans(['image/png']) });
    expect([sent.length, refused]).toEqual([1, undefined]);
  });
});

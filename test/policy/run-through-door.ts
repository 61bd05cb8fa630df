import { type AppliedCounts, type EntityCounts, SallyportError, utf8 } from '@sallyport/core';
import { DEFAULT_DETECT, type Door, heldPayload, type Received, runCall } from '@sallyport/pipeline';
import type { Policy } from '@sallyport/policy';
import { createProcessVault } from '@sallyport/vault';
import { bodyOf, type RandomCall } from './random-call.ts';

/** What became of a call at a door. */
export interface DoorRun {
  /** What was sent, if anything was. */
  readonly sent: readonly string[];
  /** What was done to what was found, by the record of the intent. */
  readonly applied: AppliedCounts;
  /** How often people were asked. */
  readonly asked: number;
  /** The code of the refusal. */
  readonly code?: string;
  readonly found: EntityCounts;
  readonly inputs: number;
  readonly bodyBytes: number;
}

const PATHS = { 'chat.completions.create': '/chat/completions', 'embeddings.create': '/embeddings' } as const;

/** Takes a call through a door with a policy, with real detection. People approve, or are only asked. */
export async function runThroughDoor(
  policy: Policy,
  { call, approve }: { readonly call: RandomCall; readonly approve: boolean },
): Promise<DoorRun> {
  const body = bodyOf(call);
  const seen = { sent: [] as string[], applied: {} as AppliedCounts, asked: 0, found: {} as EntityCounts, inputs: 0 };
  const door: Door = {
    ...fixedParts(call),
    policy: () => policy,
    reviews: {
      subjectOf: async () => undefined,
      approve: async () => {
        seen.asked += 1;
        if (!approve) throw new SallyportError('review_required');
        return { review: { id: 'review-1', kind: 'call' }, giveBack: async () => undefined };
      },
    },
    journal: {
      intent: async ({ applied, found, inputs }) => {
        Object.assign(seen, { applied, found, inputs });
        return { salt: new Uint8Array(32), commitments: {} };
      },
      outcome: async () => undefined,
      denied: async (exchange) => {
        Object.assign(seen, { found: exchange.found, inputs: exchange.inputs });
      },
    },
    send: async ({ egress }) => {
      seen.sent.push(new TextDecoder().decode(egress.bytes));
      return { status: 200, headers: { 'content-type': 'application/json' }, body: answerTo(call) };
    },
  };
  const reply = await runCall(door, received(call, body));
  const { code } = JSON.parse(new TextDecoder().decode(reply.body)) as { readonly code?: string };
  return { ...seen, bodyBytes: body.length, ...(code === undefined ? {} : { code }) };
}

function fixedParts(call: RandomCall) {
  const { issuer, subject, groups, client, nature } = call;
  const known = { ...(client === undefined ? {} : { client }), ...(nature === undefined ? {} : { nature }) };
  return {
    identify: async () => ({ caller: { issuer, subject, groups, means: 'local' as const, ...known } }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    vault: createProcessVault(),
    clock: { now: () => call.time },
    scratch: { heldBytes: 1_048_576, limitBytes: 1_048_576, textLength: 1_048_576 },
    maxDepth: 64,
  };
}

function received({ operation, connection, baa, purpose, source }: RandomCall, body: Uint8Array): Received {
  const path = PATHS[operation];
  return {
    connection: { name: connection, kind: 'openai', baa },
    correlationId: '00000000-0000-4000-8000-000000000001',
    call: {
      method: 'POST',
      path,
      url: `https://sallyport.example/c/${connection}${path}`,
      query: '',
      headers: {
        'content-type': 'application/json',
        ...(purpose === undefined ? {} : { 'sallyport-purpose': purpose }),
      },
      readBody: async () => heldPayload(body),
      signal: new AbortController().signal,
      ...(source === undefined ? {} : { clientIp: source }),
    },
  };
}

function answerTo({ operation, model }: RandomCall): Uint8Array {
  if (operation === 'embeddings.create') {
    return utf8(JSON.stringify({ object: 'list', data: [], model, usage: { prompt_tokens: 1, total_tokens: 1 } }));
  }
  const message = { role: 'assistant', content: 'noted' };
  return utf8(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model,
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    }),
  );
}

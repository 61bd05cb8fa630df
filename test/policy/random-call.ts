import type { Baa, Purpose } from '@sallyport/core';
import fc from 'fast-check';
import { HARMLESS, PLANTED } from './planted.ts';

/** A call that somebody makes through a door. */
export interface RandomCall {
  readonly operation: 'chat.completions.create' | 'embeddings.create';
  readonly model: string;
  /** One input each. */
  readonly sentences: readonly string[];
  readonly issuer: string;
  readonly subject: string;
  readonly groups: readonly string[];
  readonly client?: string;
  readonly nature?: 'person' | 'service';
  readonly connection: string;
  readonly baa: Baa;
  readonly source?: string;
  readonly purpose?: Purpose;
  readonly time: number;
}

const sentence = fc.constantFrom(HARMLESS, ...PLANTED.map((one) => one.sentence));

/** Calls in a small world, so that rules and calls often meet. */
export const randomCall: fc.Arbitrary<RandomCall> = fc.record(
  {
    operation: fc.constantFrom('chat.completions.create' as const, 'embeddings.create' as const),
    model: fc.constantFrom('gpt-4o', 'text-embedding-3-small', 'o3'),
    sentences: fc.array(sentence, { minLength: 1, maxLength: 5 }),
    issuer: fc.constantFrom('https://login.example', 'https://other.example'),
    subject: fc.constantFrom('ines', 'amir', 'notes-app'),
    groups: fc.subarray(['nurses', 'billing']),
    client: fc.constantFrom('app', 'cli'),
    nature: fc.constantFrom('person' as const, 'service' as const),
    connection: fc.constantFrom('openai', 'ward'),
    baa: fc.constantFrom(true, false, 'self_hosted' as const),
    source: fc.constantFrom('10.1.2.3', '10.9.0.1', '192.0.2.7'),
    purpose: fc.constantFrom('treatment' as const, 'research' as const),
    time: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  },
  {
    requiredKeys: ['operation', 'model', 'sentences', 'issuer', 'subject', 'groups', 'connection', 'baa', 'time'],
  },
);

/** The body of a call, as its client would write it. */
export function bodyOf({ operation, model, sentences }: RandomCall): Uint8Array {
  const rest =
    operation === 'embeddings.create'
      ? { input: sentences }
      : { messages: sentences.map((content) => ({ role: 'user', content })) };
  return new TextEncoder().encode(JSON.stringify({ model, ...rest }));
}

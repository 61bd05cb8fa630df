import type { Baa, MediaType, Purpose } from '@sallyport/core';
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
  /** What is attached to a chat, each once. */
  readonly media?: readonly MediaType[];
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
    media: fc.constantFrom<readonly MediaType[]>(['image/png'], ['application/pdf'], ['application/pdf', 'image/png']),
  },
  {
    requiredKeys: ['operation', 'model', 'sentences', 'issuer', 'subject', 'groups', 'connection', 'baa', 'time'],
  },
);

/** How a file of each kind begins. */
const BEGINS: Readonly<Partial<Record<MediaType, readonly number[]>>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37],
};

/** What a call is attached by: only chats are. */
export function mediaOf({ operation, media = [] }: RandomCall): readonly MediaType[] {
  return operation === 'chat.completions.create' ? media : [];
}

function partOf(type: MediaType): object {
  const data = `data:${type};base64,${Buffer.from(BEGINS[type] ?? []).toString('base64')}`;
  if (type.startsWith('image/')) return { type: 'image_url', image_url: { url: data } };
  return { type: 'file', file: { file_data: data } };
}

/** The body of a call, as its client would write it. */
export function bodyOf(call: RandomCall): Uint8Array {
  const { operation, model, sentences } = call;
  const parts = mediaOf(call).map(partOf);
  const rest =
    operation === 'embeddings.create'
      ? { input: sentences }
      : {
          messages: sentences.map((text, at) => ({
            role: 'user',
            content: at > 0 || parts.length === 0 ? text : [{ type: 'text', text }, ...parts],
          })),
        };
  return new TextEncoder().encode(JSON.stringify({ model, ...rest }));
}

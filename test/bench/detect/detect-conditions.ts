import type { Options } from '../options.ts';
import { readExampleNotes } from './example-notes.ts';
import { notesOf, textsOf } from './texts.ts';

/** What the figures of detection depend on: what was read, and how the peers were called. */
export async function detectConditions({ rounds, count }: Options): Promise<Readonly<Record<string, string>>> {
  const examples = await readExampleNotes();
  const [varied, invented] = notesOf(1, examples).map((texts) => ({ texts: texts.length, bytes: bytesOf(texts) }));
  const short = textsOf({ kind: 'short', round: 1, count }, examples);
  return {
    'notes of a round': `${describe(varied)} from examples/notes about other people, ${describe(invented)} of invented notes`,
    'short texts of a round': `${short.length}, ${Math.round(bytesOf(short) / short.length)} bytes on average`,
    rounds: `${rounds}, and one before them to warm up; every detector in a process of its own, one at a time`,
    'redact-pii 3.4.0': 'SyncRedactor as it comes',
    '@openai/guardrails 0.2.1': 'Contains PII, masking, all 42 entities; "its defaults": without NRP and PERSON',
  };
}

function describe(part: { readonly texts: number; readonly bytes: number } | undefined): string {
  return `${part?.texts} texts, ${((part?.bytes ?? 0) / 1000).toFixed(0)} kB`;
}

function bytesOf(texts: readonly string[]): number {
  return Buffer.byteLength(texts.join(''));
}

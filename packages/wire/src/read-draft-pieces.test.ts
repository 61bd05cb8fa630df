import type { Operation } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { matchOf } from './api.ts';
import { EMBEDDINGS } from './fixtures/bodies.ts';
import { matchOperation } from './match-operation.ts';
import { readDraftPieces } from './read-draft-pieces.ts';
import { rejection } from './rewrite-request-stream.test-support.ts';
import { FREE } from './shape.ts';

const OPTIONS = { shape: FREE, maxDepth: 64, maxTextLength: 100_000, maxKeysLength: 100_000 };

async function* piecesOf(text: string, size: number, seen = { used: 0 }): AsyncGenerator<string, void> {
  for (; seen.used < text.length; seen.used += size) yield text.slice(seen.used, seen.used + size);
}

async function drafts(pieces: AsyncIterable<string>, options = OPTIONS): Promise<string[]> {
  const sources: string[] = [];
  for await (const { source } of readDraftPieces(pieces, options)) sources.push(source);
  return sources;
}

describe('readDraftPieces', () => {
  it('gives drafts that are the text together', async () => {
    const text = '{"a": [true, "Alma", 4481234 ]}\n';
    for (let size = 1; size <= text.length; size++) expect((await drafts(piecesOf(text, size))).join('')).toBe(text);
  });

  it('tries an unfinished token again only when it has doubled', async () => {
    const text = `["${'x'.repeat(50_000)}"]`;
    const found = await drafts(piecesOf(text, 1));
    expect(found.join('')).toBe(text);
    expect(found.length).toBeLessThan(50);
  });

  it('ends at once past a limit, and at the end of a text with a fault', async () => {
    const limited = { used: 0 };
    const text = `["${'x'.repeat(1_000_000)}"]`;
    expect(await rejection(drafts(piecesOf(text, 1000, limited), { ...OPTIONS, maxTextLength: 1000 }))).toBe(
      'body_too_large',
    );
    expect(limited.used).toBeLessThan(10_000);
    const faulty = { used: 0 };
    expect(await rejection(drafts(piecesOf(`]${' '.repeat(100_000)}`, 1000, faulty)))).toBe('body_not_json');
    expect(faulty.used).toBeGreaterThan(100_000);
  });

  it('gives no draft of a text once it is refused', async () => {
    const shape = matchOf(matchOperation('POST', EMBEDDINGS.path) as Operation)?.entry.request ?? FREE;
    const text = `{"user":"early"${' '.repeat(20)},"input":7${' '.repeat(20)},"user ":"late"}`;
    const found: string[] = [];
    const reading = (async () => {
      for await (const { source } of readDraftPieces(piecesOf(text, 10), { ...OPTIONS, shape })) found.push(source);
    })();
    expect(await rejection(reading)).toBe('input_unreadable');
    expect(found.join('')).toContain('early');
    expect(found.join('')).not.toContain('7');
  });

  it('cannot divide leaves that are rewritten together', async () => {
    const shape = { group: true } as const;
    expect(await rejection(drafts(piecesOf('{"a":"Alma","b":"Petra"}', 8), { ...OPTIONS, shape }))).toBe('internal');
  });
});

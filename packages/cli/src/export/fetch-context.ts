import { encodePlacedLeaf, TILE_WIDTH } from '@sallyport/ledger';
import { chosenEntries } from './chosen-entries.ts';
import type { ContextQuestion } from './companion-evidence.ts';
import type { Exporting } from './exporting.ts';
import { fetchTiles } from './fetch-log.ts';
import { leafTile, tileOf } from './log-places.ts';
import { edgesOf } from './period-edges.ts';
import { sizeOfNote } from './size-of-note.ts';
import type { Survey } from './survey-entries.ts';

const CONTEXT = 'context.ndjson';

/** So much is asked for at once. */
const CHUNK = 500;

const KID = /^[\w-]{43}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Fetches the entries outside of the export's own that these rest on, and the leaf hashes that prove all of them. Keeps a number for each in memory.
 */
export async function fetchContext(
  exporting: Exporting,
  { needs, purges }: Pick<Survey, 'needs'> & { readonly purges: readonly number[] },
): Promise<void> {
  const { evidence, folder, plan } = exporting;
  const found = [plan.event, ...purges, ...(await edgesOf(exporting))];
  for (const question of questionsOf(needs)) found.push(...(await evidence.context(question)));
  const indexes = await withoutOwn(exporting, found);
  await folder.remove(CONTEXT);
  if (indexes.length > 0) await folder.write(CONTEXT, contextLines(exporting, indexes));
  await fetchTiles(exporting, edgeTiles(exporting, indexes));
}

function* questionsOf({ kids, sessions, reviews }: Survey['needs']): Generator<ContextQuestion> {
  for (const names of inChunks(kids.filter((kid) => KID.test(kid)))) yield { kids: names };
  for (const names of inChunks(sessions.filter((id) => UUID.test(id)))) yield { sessions: names };
  for (const names of inChunks(reviews.filter((id) => UUID.test(id)))) yield { reviews: names };
}

function* inChunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}

/** Ascending, each once, in the tree, and not among the export's own. */
async function withoutOwn(exporting: Exporting, found: readonly number[]): Promise<readonly number[]> {
  const { wish, plan } = exporting;
  const sorted = found.toSorted((one, other) => one - other);
  const indexes = sorted.filter((index, at) => index < plan.size && index !== sorted[at - 1]);
  if (wish.filter === undefined) return indexes.filter((index) => index < plan.first || index >= plan.end);
  const kept: number[] = [];
  let at = 0;
  for await (const { index } of chosenEntries(exporting)) {
    for (; at < indexes.length && (indexes[at] ?? 0) < index; at += 1) kept.push(indexes[at] ?? 0);
    if (indexes[at] === index) at += 1;
  }
  return [...kept, ...indexes.slice(at)];
}

async function* contextLines({ evidence }: Exporting, indexes: readonly number[]): AsyncGenerator<string> {
  for (const chunk of inChunks(indexes)) {
    for await (const placed of evidence.placed(chunk)) yield encodePlacedLeaf(placed);
  }
}

/** The leaf hashes of the context, of what stands before the range, and of the edge of the log as witnesses saw it, where that is in a tile. */
function* edgeTiles({ plan: { first, size, witnessed } }: Exporting, indexes: readonly number[]) {
  const seen = witnessed === undefined ? 0 : sizeOfNote(witnessed);
  const places = [...indexes, ...(first > 0 ? [first - 1] : []), ...(seen % TILE_WIDTH === 0 ? [] : [seen - 1])];
  for (const index of new Set(places.map(tileOf))) yield leafTile(index, size);
}

import { SallyportError } from '@sallyport/core';
import type { ExportFolder } from './export-folder.ts';
import { STATE_FILE } from './export-folder.ts';
import type { ExportWish } from './export-wish.ts';

/** What an export is held to from its beginning on, as the companion says. */
export interface ExportPlan {
  /** The entries: from this index on, and before that one. */
  readonly first: number;
  readonly end: number;
  /** Of the log. */
  readonly size: number;
  /** The signed checkpoint of that size, C2SP tlog-checkpoint. */
  readonly checkpoint: string;
  /** The latest checkpoint that witnesses cosigned, of a size that is not larger. */
  readonly witnessed?: string;
  /** Where the event of the export stands. */
  readonly event: number;
}

/** An export that has begun: what was asked for, of whom, and what came of it. */
export interface ExportState {
  /** The companion's public URL. */
  readonly url: string;
  readonly wish: ExportWish;
  readonly plan: ExportPlan;
}

const MOST_BYTES = 1_048_576;

/** How an export goes on, or begins. */
export interface Beginning extends Pick<ExportState, 'url' | 'wish'> {
  /** Whether the seed was named, and not drawn. */
  readonly seeded: boolean;
  readonly begin: (wish: ExportWish) => Promise<ExportPlan>;
}

/**
 * What an export has begun with, or begins with now: the companion records it only where there is a folder to write to. Raises `folder_taken` where the
 * folder has the beginning of another one.
 */
export async function beginExport(folder: ExportFolder, { url, wish, seeded, begin }: Beginning): Promise<ExportState> {
  const known = await readState(folder);
  if (known === undefined) {
    const state = { url, wish, plan: await begin(wish) };
    await writeState(folder, state);
    return state;
  }
  const sample = { ...wish.sample, ...(seeded ? {} : { seed: known.wish.sample.seed }) };
  if (known.url !== url || textOf(known.wish) !== textOf({ ...wish, sample })) throw new SallyportError('folder_taken');
  return known;
}

/** Keeps what an export is held to. */
export function writeState(folder: ExportFolder, state: ExportState): Promise<void> {
  return folder.write(STATE_FILE, [JSON.stringify(state)]);
}

async function readState(folder: ExportFolder): Promise<ExportState | undefined> {
  const bytes = await folder.read(STATE_FILE, MOST_BYTES);
  if (bytes === undefined) return undefined;
  try {
    const state = JSON.parse(Buffer.from(bytes).toString()) as ExportState;
    if (typeof state.plan.checkpoint === 'string') return state;
  } catch {
    // As good as another's.
  }
  throw new SallyportError('folder_taken');
}

function textOf({ from, to, filter, recordings, sample }: ExportWish): string {
  const { issuer, subject, connection, operation, correlation } = filter ?? {};
  const { seed, size } = sample;
  return JSON.stringify([from, to, issuer, subject, connection, operation, correlation, recordings, seed, size]);
}

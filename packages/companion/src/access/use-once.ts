import { hash } from 'node:crypto';
import type { SqlRunner } from '../storage/index.ts';

/** What serves once, and until when, in seconds since the Unix epoch, it would serve at all. */
export interface UsedOnce {
  readonly digestInput: string;
  readonly expiresAt: number;
}

/** Tells whether this is the first time, on whichever replica: the table takes each digest once. */
export async function useOnce(runner: SqlRunner, { digestInput, expiresAt }: UsedOnce): Promise<boolean> {
  const rows = await runner.query({
    name: 'sallyport_use_once',
    text: `insert into used_once (digest, expires_at) values ($1, to_timestamp($2::float8))
      on conflict (digest) do nothing returning 1 as first`,
    values: [hash('sha256', digestInput, 'buffer'), expiresAt],
  });
  return rows.length === 1;
}

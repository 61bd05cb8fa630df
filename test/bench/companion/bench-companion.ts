import type { Options } from '../options.ts';
import { Closing } from '../process/closing.ts';
import type { BenchResult } from '../report/result.ts';
import { openStage } from '../servers/open-stage.ts';
import { comparePeers } from './compare-peers.ts';
import { profileCalls } from './profile-calls.ts';
import { watchMemory } from './watch-memory.ts';

/** Measures the companion on PostgreSQL with everything on: against Portkey, or its memory, or where its time goes. */
export async function benchCompanion(options: Options): Promise<BenchResult> {
  const closing = new Closing();
  try {
    const stage = await openStage(closing, 'postgresql');
    if (options.calls !== undefined) return await watchMemory(stage, options.calls);
    return options.profile ? await profileCalls(stage, options) : await comparePeers(stage, { options, closing });
  } finally {
    await closing.close();
  }
}

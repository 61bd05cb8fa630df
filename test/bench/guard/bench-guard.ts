import type { Options } from '../options.ts';
import { Closing } from '../process/closing.ts';
import type { BenchResult } from '../report/result.ts';
import { installPeers } from '../servers/install-peers.ts';
import { compareClients } from './compare-clients.ts';
import { openGuardStage } from './guard-stage.ts';
import { profileClient } from './profile-client.ts';

/** Calls of a client in a round, unless `--calls` says otherwise. */
const CALLS = 500;

/** Measures what the guarded client adds to a call, beside redactum's and guardrails' wrappers; or where its time goes. */
export async function benchGuard(options: Options): Promise<BenchResult> {
  const closing = new Closing();
  const plan = { rounds: options.rounds, count: options.calls ?? CALLS };
  try {
    if (options.profile) return await profileClient(await openGuardStage(closing, ['sallyport']), plan);
    await installPeers();
    return await compareClients(await openGuardStage(closing), plan);
  } finally {
    await closing.close();
  }
}

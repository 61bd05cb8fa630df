import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Log } from '../log/index.ts';

/** Records that the log goes without a witness, where the configuration says so: before the first call. */
export async function recordUnwitnessed(
  { ledger, digest }: Pick<Config, 'ledger' | 'digest'>,
  { events, log }: { readonly events: Pick<EventLog, 'record'>; readonly log: Log },
): Promise<void> {
  if (ledger.dangerouslyUnwitnessed !== true) return;
  log.warn('ledger unwitnessed', { config: digest });
  await events.record({ kind: 'opt_out', status: 'success', details: { optOut: 'witness', config: digest } });
}

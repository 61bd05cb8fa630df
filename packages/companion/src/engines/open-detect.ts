import { SallyportError } from '@sallyport/core';
import { type Detect, withEngines } from '@sallyport/pipeline';
import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Log } from '../log/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { openEngines } from './open-engines.ts';

/** What detection is put together from. */
export interface DetectParts {
  readonly config: Config;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly log: Log;
  /** Sallyport's own. */
  readonly builtIn: Detect;
}

/**
 * Detection as configured: Sallyport's own, and beside it the engines that are named. A failure that is passed over is logged.
 * Raises what `openEngines` does.
 */
export async function openDetect({ config, secrets, log, builtIn }: DetectParts): Promise<Detect> {
  const { engines: configured } = config;
  if (configured === undefined) return builtIn;
  return withEngines(builtIn, {
    engines: await openEngines(configured, secrets),
    onFailure: configured.onFailure,
    onIgnored: ({ engine, code }) => log.error('engine failed', new SallyportError(code), { engine }),
  });
}

/** Records that the failures of engines are passed over, where they are: before the first call. */
export async function recordOptOut(
  { engines, digest }: Config,
  { events, log }: { readonly events: Pick<EventLog, 'record'>; readonly log: Log },
): Promise<void> {
  if (engines?.onFailure !== 'dangerouslyIgnore') return;
  log.warn('engine failures ignored', { config: digest });
  await events.record({
    kind: 'opt_out',
    status: 'success',
    details: { optOut: 'engine_failure', config: digest },
  });
}

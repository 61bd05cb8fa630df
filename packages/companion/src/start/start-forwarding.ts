import type { Clock } from '@sallyport/core';
import type { Activity } from '../activity/index.ts';
import type { Config, MetricsConfig } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import {
  createMetrics,
  type FurtherGauge,
  type Metrics,
  type MetricsListener,
  readCounts,
  startMetricsListener,
} from '../metrics/index.ts';
import { openSinks, readSinkStates, startSinks } from '../sinks/index.ts';
import type { Ticker } from '../ticker/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import type { Gates } from './service-parts.ts';

/** What events are forwarded with, and measured. */
export interface ForwardingParts extends Pick<Evidence, 'ledger'> {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly gates: Gates;
  readonly activity: Pick<Activity, 'standing'>;
  /** Whether calls are served. */
  readonly ready: () => Promise<boolean>;
}

/**
 * Starts to forward the ledger's events to the configured sinks, beside the calls, and to serve metrics where they are configured. Raises
 * `config_invalid`.
 */
export async function startForwarding(parts: ForwardingParts): Promise<Ticker> {
  const { config, clock, log, store, ledger } = parts;
  const { database, secrets } = store;
  const sinks = await openSinks(config.sinks ?? [], { secrets, clock, log });
  const measuring =
    config.metrics === undefined
      ? undefined
      : await startMeasuring(parts, config.metrics).catch(async (cause: unknown) => {
          await Promise.allSettled(sinks.map(({ sink }) => sink.close()));
          throw cause;
        });
  const watch = measuring === undefined ? {} : { watch: measuring.metrics.watch };
  const forwarding = startSinks({ sinks, alone: database.kind === 'pglite', database, ledger, log, ...watch });
  return {
    stop: async () => {
      await Promise.all([forwarding.stop(), measuring?.listener.close()]);
    },
  };
}

async function startMeasuring(
  { config, clock, store: { database }, gates, ready, activity }: ForwardingParts,
  place: MetricsConfig,
): Promise<{ readonly metrics: Metrics; readonly listener: MetricsListener }> {
  const metrics = createMetrics({
    counts: () => readCounts(database),
    sinks: () => readSinkStates({ database, configs: config.sinks ?? [], clock }),
    inFlight: () => ({ calls: gates.calls.inside, control: gates.control.inside }),
    ready,
    more: activityGauges(activity),
  });
  return { metrics, listener: await startMetricsListener(place, metrics) };
}

function activityGauges({ standing }: Pick<Activity, 'standing'>): readonly FurtherGauge[] {
  return [
    {
      ...{ name: 'activity_digests_waiting', help: 'Digests of activity that nobody has signed off yet.' },
      read: async () => (await standing()).waiting,
    },
    {
      ...{ name: 'activity_digests_overdue', help: 'Those of them that are overdue.' },
      read: async () => (await standing()).overdue,
    },
  ];
}

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { version } from '../../package.json';
import type { SinkState, SinkWatch } from '../sinks/index.ts';
import type { StoredCounts } from './read-counts.ts';

/** Where the numbers come from: asked for each time that somebody reads them. */
export interface MetricSources {
  /** What is counted in the database. */
  readonly counts: () => Promise<StoredCounts>;
  readonly sinks: () => Promise<readonly SinkState[]>;
  /** Calls, and requests that forward nothing, in hand. */
  readonly inFlight: () => { readonly calls: number; readonly control: number };
  /** Whether calls are served. */
  readonly ready: () => Promise<boolean>;
  /** Further gauges. Default none. */
  readonly more?: readonly FurtherGauge[];
}

/** A number that is read out of the database. */
export interface FurtherGauge {
  /** `activity_digests_overdue`: what comes after `sallyport_`. */
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

/** What is measured. */
export interface Metrics {
  /** Told what becomes of events. */
  readonly watch: SinkWatch;
  /** All metrics, in the text format of Prometheus 0.0.4. Whoever asks while somebody is answered gets the same answer. */
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * Measures: how far behind each sink is, what it took and how it failed, how long the ledger is, what is in hand, and what Node and the process are
 * doing. No label says anything of a caller or of a call. Where the database is away, what it would say is left out, and
 * `sallyport_database_up` is 0.
 */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = makeGauges(registry);
  const { more = [] } = sources;
  const further = more.map(({ name, help, read }) => ({ gauge: makeGauge(registry, { name, help }), read }));
  gauges.build.set({ version }, 1);
  const counters = makeCounters(registry);
  let reading: Promise<string> | undefined;
  return Object.freeze({
    contentType: registry.contentType,
    watch: {
      delivered: (sink, events) => counters.delivered.inc({ sink }, events),
      failed: (sink, code) => counters.failures.inc({ sink, code }),
    },
    text: () => {
      reading ??= measure({ ...gauges, further }, sources)
        .then(() => registry.metrics())
        .finally(() => {
          reading = undefined;
        });
      return reading;
    },
  } satisfies Metrics);
}

type Gauges = ReturnType<typeof makeGauges> & {
  readonly further: readonly { readonly gauge: Gauge; readonly read: FurtherGauge['read'] }[];
};

interface GaugeWords<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly T[];
}

function makeGauge<const T extends string = never>(
  registry: Registry,
  { name, help, labelNames = [] }: GaugeWords<T>,
): Gauge<T> {
  return new Gauge({ name: `sallyport_${name}`, help, labelNames, registers: [registry] });
}

function makeGauges(registry: Registry) {
  const gauge = <const T extends string = never>(name: string, help: string, labelNames: readonly T[] = []) =>
    makeGauge(registry, { name, help, labelNames });
  return {
    build: gauge('build_info', 'Always 1; the label is the version.', ['version']),
    ready: gauge('ready', '1 while calls are served.'),
    database: gauge('database_up', '1 while the database answers.'),
    calls: gauge('calls_in_flight', 'Calls in hand.'),
    control: gauge('control_requests_in_flight', 'Requests in hand that forward nothing.'),
    entries: gauge('ledger_entries', 'Entries of the ledger.'),
    reviews: gauge('reviews_pending', 'Reviews that wait for people.'),
    lagEntries: gauge('sink_lag_entries', 'Entries of the ledger that a sink has not had.', ['sink']),
    lagSeconds: gauge('sink_lag_seconds', 'How old the first entry is that a sink has not had.', ['sink']),
    deadLetters: gauge('sink_dead_letters', 'Entries that a sink will never take as they are.', ['sink']),
  };
}

function makeCounters(registry: Registry) {
  const counter = <const T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `sallyport_${name}`, help, labelNames, registers: [registry] });
  return {
    delivered: counter('sink_events_delivered_total', 'Events that a sink took from this process.', ['sink']),
    failures: counter('sink_failures_total', 'Deliveries from this process that failed, by error code.', [
      'sink',
      'code',
    ]),
  };
}

async function measure(gauges: Gauges, sources: MetricSources): Promise<void> {
  const { calls, control } = sources.inFlight();
  gauges.calls.set(calls);
  gauges.control.set(control);
  gauges.ready.set((await sources.ready().catch(() => false)) ? 1 : 0);
  for (const gauge of [gauges.lagEntries, gauges.lagSeconds, gauges.deadLetters]) gauge.reset();
  const stored = [gauges.entries, gauges.reviews, ...gauges.further.map(({ gauge }) => gauge)];
  for (const gauge of stored) gauge.remove();
  const read = await measureStored(gauges, sources).catch(() => false);
  gauges.database.set(read ? 1 : 0);
}

/** What the database says, all of it or none. */
async function measureStored(gauges: Gauges, { counts, sinks }: MetricSources): Promise<true> {
  const [{ entries, pendingReviews }, states] = [await counts(), await sinks()];
  const further: number[] = [];
  for (const { read } of gauges.further) further.push(await read());
  gauges.entries.set(entries);
  gauges.reviews.set(pendingReviews);
  for (const [at, { gauge }] of gauges.further.entries()) gauge.set(further[at] ?? 0);
  for (const state of states) if (state.kind !== undefined) measureSink(gauges, state);
  return true;
}

function measureSink(gauges: Gauges, { name: sink, lagEntries, lagSeconds, deadLetters }: SinkState): void {
  gauges.lagEntries.set({ sink }, lagEntries);
  gauges.lagSeconds.set({ sink }, lagSeconds);
  gauges.deadLetters.set({ sink }, deadLetters);
}

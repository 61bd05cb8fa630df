import type { SplunkSinkConfig } from '../../config/index.ts';
import { textAt } from '../ocsf-value.ts';
import type { SinkEvent } from '../sink.ts';

/**
 * Events as the collector takes several at once: one JSON object behind the other ("Format events for HTTP Event Collector"). The source is
 * the log's origin; the event itself is the OCSF JSON, byte for byte.
 */
export function hecBody(
  events: readonly SinkEvent[],
  { index, sourcetype }: Pick<SplunkSinkConfig, 'index' | 'sourcetype'>,
): string {
  const fixed = { sourcetype, ...(index === undefined ? {} : { index }) };
  return events
    .map(({ time, ocsf, json }) => {
      const about = JSON.stringify({ source: textAt(ocsf, 'metadata', 'log_name') ?? 'sallyport', ...fixed });
      return `{"time":${seconds(time)},${about.slice(1, -1)},"event":${json}}`;
    })
    .join('\n');
}

/** Seconds with three decimals, of which no binary fraction takes a millisecond away. */
function seconds(time: number): string {
  return `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}`;
}

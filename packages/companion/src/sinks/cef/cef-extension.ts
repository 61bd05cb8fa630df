import { isIP } from 'node:net';
import { countAt, textAt, valueAt } from '../ocsf-value.ts';
import type { SinkEvent } from '../sink.ts';

/** A key of ArcSight's dictionary, and what stands for it, unescaped. */
export type CefPair = readonly [key: string, value: string];

/** The most that CEF's integers hold. */
const LARGEST = 2_147_483_647;

const CLASSES: Readonly<Record<number, string>> = { 6003: 'API Activity', 2006: 'Data Security Finding' };
const OUTCOMES = ['unknown', 'success', 'failure'] as const;

/**
 * What CEF's extension says of an event, by the keys of the extension dictionary (ArcSight Common Event Format, "CEF Key Names for Event
 * Producers"): what has none of its own is a custom string or number, beside its label. What an event does not say is left out.
 */
export function cefPairs({ index, time, ocsf }: SinkEvent): readonly CefPair[] {
  return [
    ...whole('rt', time, Number.MAX_SAFE_INTEGER),
    ...text('externalId', textAt(ocsf, 'metadata', 'uid')),
    ...text('deviceExternalId', textAt(ocsf, 'metadata', 'log_name')),
    ...text('cat', CLASSES[countAt(ocsf, 'class_uid') ?? 0]),
    ...text('act', textAt(ocsf, 'api', 'operation')),
    ...text('outcome', outcomeOf(ocsf)),
    ...text('reason', textAt(ocsf, 'api', 'response', 'error')),
    ...text('suid', textAt(ocsf, 'actor', 'user', 'uid')),
    ...source(textAt(ocsf, 'src_endpoint', 'ip')),
    ...text('requestMethod', textAt(ocsf, 'http_request', 'http_method')),
    ...text('request', textAt(ocsf, 'http_request', 'url', 'url_string')),
    ...text('destinationServiceName', textAt(ocsf, 'api', 'service', 'name')),
    // From the source to the destination, and back: CEF's names are those of the destination.
    ...whole('in', countAt(ocsf, 'unmapped', 'bytesOut')),
    ...whole('out', countAt(ocsf, 'unmapped', 'bytesBack')),
    ...whole('cnt', countAt(ocsf, 'unmapped', 'count')),
    ...custom('cs1', 'Issuer', textAt(ocsf, 'actor', 'idp', 'issuer')),
    ...custom('cs2', 'Session', textAt(ocsf, 'api', 'request', 'uid')),
    ...custom('cs3', 'Correlation id', textAt(ocsf, 'metadata', 'correlation_uid')),
    ...custom('cs4', 'Policy', textAt(ocsf, 'unmapped', 'policy')),
    ...custom('cs5', 'Rule', textAt(ocsf, 'unmapped', 'rule')),
    ...custom('cs6', 'Review', textAt(ocsf, 'unmapped', 'review', 'id')),
    ...custom('cn1', 'Ledger index', String(index)),
    ...custom('cn2', 'Provider status', numeral(countAt(ocsf, 'api', 'response', 'code'))),
    ...custom('cn3', 'Entities found', numeral(sumOf(valueAt(ocsf, ['unmapped', 'found'])))),
  ];
}

function text(key: string, value: string | undefined): readonly CefPair[] {
  return value === undefined ? [] : [[key, value]];
}

function whole(key: string, value: number | undefined, most = LARGEST): readonly CefPair[] {
  return value === undefined || !(value >= 0 && value <= most) ? [] : [[key, String(value)]];
}

function custom(key: string, label: string, value: string | undefined): readonly CefPair[] {
  return value === undefined
    ? []
    : [
        [`${key}Label`, label],
        [key, value],
      ];
}

/** `src` is for IPv4 alone; of the four custom IPv6 addresses, the second is the source's. */
function source(ip: string | undefined): readonly CefPair[] {
  const family = ip === undefined ? 0 : isIP(ip);
  if (family === 4) return text('src', ip);
  return family === 6 ? custom('c6a2', 'Source IPv6 Address', ip?.split('%', 1)[0]) : [];
}

/** A finding has a status of another kind. */
function outcomeOf(ocsf: SinkEvent['ocsf']): string | undefined {
  return ocsf.class_uid === 6003 ? OUTCOMES[countAt(ocsf, 'status_id') ?? 0] : undefined;
}

function numeral(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function sumOf(counts: unknown): number | undefined {
  if (typeof counts !== 'object' || counts === null) return undefined;
  return Object.keys(counts).reduce((sum, entity) => sum + (countAt(counts, entity) ?? 0), 0);
}

import { countAt, textAt } from '../ocsf-value.ts';
import type { SinkEvent } from '../sink.ts';
import { cefHeader, cefValue, cut } from './cef-escape.ts';
import { cefPairs } from './cef-extension.ts';

/** OCSF: unknown, informational, low, medium, high, critical, fatal. CEF: 0 to 3 is low, to 6 medium, to 8 high, to 10 very high. */
const SEVERITIES = [0, 1, 3, 5, 7, 9, 10] as const;

/** The most characters of values: CEF's dictionary. Those of other keys are shorter than any of its bounds. */
const LONGEST: Readonly<Record<string, number>> = {
  ...{
    externalId: 40,
    deviceExternalId: 255,
    act: 63,
    reason: 1023,
    suid: 1023,
    requestMethod: 1023,
    request: 1023,
    destinationServiceName: 1023,
  },
  ...{ cs1: 4000, cs2: 4000, cs3: 4000, cs4: 4000, cs5: 4000, cs6: 4000 },
};

/**
 * Writes an event in ArcSight's Common Event Format, version 0: one line of UTF-8. Header and extension are escaped each in its own way;
 * control characters become U+FFFD; what is longer than the dictionary allows is cut.
 */
export function cefMessage(event: SinkEvent): string {
  const { kind, ocsf } = event;
  const version = textAt(ocsf, 'metadata', 'product', 'version') ?? 'unknown';
  const severity = SEVERITIES[countAt(ocsf, 'severity_id') ?? 0] ?? 0;
  const header = ['CEF:0', 'Sallyport', 'Sallyport', version, kind, nameOf(kind), String(severity)];
  const pairs = cefPairs(event).map(([key, value]) => `${key}=${cefValue(cut(value, LONGEST[key] ?? value.length))}`);
  return `${header.map(cefHeader).join('|')}|${pairs.join(' ')}`;
}

/** `session.outcome`: session outcome. */
function nameOf(kind: string): string {
  return kind.replaceAll(/[._]/g, ' ');
}

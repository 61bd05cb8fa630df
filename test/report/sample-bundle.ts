import { toBase64url } from '@sallyport/core';
import type { BundleEntry, BundleManifest, Trust } from '@sallyport/ledger';

/** In milliseconds. */
export const HOUR = 3_600_000;
/** In milliseconds. */
export const DAY = 24 * HOUR;

/** The first moment of the week: Monday, 16 November 2026, in UTC. */
export const WEEK_FROM = Date.UTC(2026, 10, 16);
/** The first moment after it. */
export const WEEK_TO = WEEK_FROM + 7 * DAY;

/** A digest of nothing. */
export const DIGEST = toBase64url(new Uint8Array(32).fill(7));

/** The manifest of the sample's bundle. */
export function sampleManifest(entries: readonly BundleEntry[]): BundleManifest {
  const range = entries.filter(({ within }) => within === 'range');
  const first = range[0]?.index ?? 0;
  return {
    version: 1,
    tool: 'sallyport 0.1.0',
    origin: 'sallyport.hospital.example/log',
    size: first + range.length,
    root: Buffer.from(new Uint8Array(32).fill(0x5a)).toString('base64'),
    from: WEEK_FROM,
    to: WEEK_TO,
    first,
    end: first + range.length,
    recordings: true,
    sample: { seed: 'audit-2026-q4', size: 25 },
  };
}

/** A trust with keys that are nobody's. */
export const SAMPLE_TRUST: Trust = {
  logKeys: ['sallyport.hospital.example/log+1a2b3c4d+AfakefakefakefakefakefakefakefakefakefakefakeA=='],
  eventKeys: [{ kty: 'EC', crv: 'P-256', x: DIGEST, y: DIGEST, kid: 'companion-key' }],
  witnesses: [],
};

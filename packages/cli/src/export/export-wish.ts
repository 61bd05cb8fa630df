import { randomBytes } from 'node:crypto';
import { readTime } from '@sallyport/companion';
import { isUuid, SallyportError } from '@sallyport/core';
import { type BundleFilter, type BundleManifest, MAX_SAMPLE } from '@sallyport/ledger';

/** The options of `sallyport export`. */
export interface ExportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly connection?: string;
  readonly operation?: string;
  readonly correlation?: string;
  readonly recordings: boolean;
  readonly seed?: string;
  readonly sample: string;
}

/** What is to be exported. */
export type ExportWish = Pick<BundleManifest, 'from' | 'to' | 'filter' | 'recordings' | 'sample'>;

/** As long as a manifest's texts may be. */
const LONGEST = 2_048;

/** Reads what is to be exported; without a seed the sample gets a random one. Raises `request_invalid` with the option that is wrong. */
export function readWish(options: ExportOptions, now: number): ExportWish {
  const [from, to] = [timeOf(options.from, '--from'), timeOf(options.to, '--to')];
  if (from !== undefined && from > now) refuse('--from lies ahead');
  if (to !== undefined && to > now) refuse('--to lies ahead: without it, all up to now is exported');
  if (from !== undefined && to !== undefined && from >= to) refuse('--from must come before --to');
  const filter = filterOf(options);
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(filter !== undefined && { filter }),
    recordings: options.recordings,
    sample: { seed: seedOf(options.seed), size: sampleOf(options.sample) },
  };
}

function filterOf({ issuer, subject, connection, operation, correlation }: ExportOptions): BundleFilter | undefined {
  if ((issuer === undefined) !== (subject === undefined)) refuse('--issuer and --subject go together');
  if (correlation !== undefined && !isUuid(correlation)) refuse('--correlation takes a UUID');
  const members = Object.entries({ issuer, subject, connection, operation, correlation });
  const given = members.filter(([, value]) => value !== undefined);
  for (const [name, value = ''] of given) if (value === '' || value.length > LONGEST) refuse(`--${name}`);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as BundleFilter);
}

function timeOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  try {
    return readTime(text).getTime();
  } catch {
    return refuse(`${option} takes a time such as 2026-12-01T09:00:00Z`);
  }
}

/** It is written into a manifest, and into a worksheet. */
function seedOf(text: string | undefined): string {
  if (text !== undefined && !/^[\w.-]{1,128}$/.test(text)) refuse('--seed takes letters, digits, dots and dashes');
  return text ?? randomBytes(8).toString('hex');
}

function sampleOf(text: string): number {
  const size = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return size > 0 && size <= MAX_SAMPLE ? size : refuse(`--sample takes a number from 1 to ${MAX_SAMPLE}`);
}

function refuse(place: string): never {
  throw new SallyportError('request_invalid', { place });
}

import { SallyportError } from '@sallyport/core';

/** What a companion states about a restore of its log. */
export interface StatedRecovery {
  /** Where its `log.recovered` stands. */
  readonly index: number;
  /** The exact bytes of that. */
  readonly leaf: Uint8Array;
  /** The checkpoint that was lost, with the cosignature of the witness that had seen it. */
  readonly witnessed: string;
}

/** More than a companion tells of. */
const MOST = 64;

/** Reads the answer of `GET /log/recoveries`. Raises `companion_invalid` for anything else. */
export function readRecoveries(body: Uint8Array): readonly StatedRecovery[] {
  const { recoveries } = objectOf(parse(body));
  if (!Array.isArray(recoveries) || recoveries.length > MOST) throw invalid();
  return recoveries.map((one) => {
    const { index, leaf, witnessed } = objectOf(one);
    const bytes = typeof leaf === 'string' ? Buffer.from(leaf, 'base64') : undefined;
    if (!Number.isSafeInteger(index) || bytes === undefined || typeof witnessed !== 'string') throw invalid();
    return { index: index as number, leaf: new Uint8Array(bytes), witnessed };
  });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw invalid();
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw invalid();
  return value as Readonly<Record<string, unknown>>;
}

function invalid(): SallyportError {
  return new SallyportError('companion_invalid');
}

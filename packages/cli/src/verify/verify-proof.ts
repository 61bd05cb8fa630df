import { readFile } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';
import { MAX_LEAF_BYTES, MAX_TLOG_PROOF_LENGTH, readTrust, verifyTlogProof } from '@sallyport/ledger';
import { visibleLine } from '../scan/visible-text.ts';
import { believe, type TrustOptions } from './believed-trust.ts';
import { readUpTo } from './read-up-to.ts';
import { verdict } from './report-text.ts';

/** What verifying one entry found, as it is printed. */
export interface Printed {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * Verifies offline that an entry is in a log: a `.tlog-proof`, the exact bytes of the entry, and the log's keys. Raises `request_invalid` where no
 * keys are named, for a proof comes without any; `config_invalid`; and the system's errors.
 */
export async function verifyProof(proof: string, options: TrustOptions & { readonly leaf: string }): Promise<Printed> {
  if (options.trust === undefined) throw new SallyportError('request_invalid', { place: '--trust is missing' });
  const trust = await readTrust(await readFile(options.trust));
  const { believed, lines } = believe(trust, { options, from: 'file' });
  // A character of UTF-8 has at most three bytes where it is one UTF-16 code unit.
  const text = Buffer.from(await readUpTo(proof, 3 * MAX_TLOG_PROOF_LENGTH)).toString();
  const report = await verifyTlogProof(text, { leaf: await readLeaf(options.leaf), trust });
  const head = report.ok
    ? `log ${visibleLine(report.origin)}, entry ${report.index} of ${report.size}, root ${report.rootHash}`
    : 'log (unread)';
  const seen =
    report.ok && report.witnesses.length > 0 ? [`cosigned by ${report.witnesses.map(visibleLine).join(', ')}`] : [];
  const end = verdict(report.ok ? { ok: true } : { ok: false, firstFault: report }, believed);
  return { ok: report.ok && believed, text: `${[head, ...seen, ...lines, end].join('\n')}\n` };
}

/** An entry has no newline; one that an editor or a shell put behind it is none of its bytes. */
async function readLeaf(file: string): Promise<Uint8Array> {
  const bytes = await readUpTo(file, MAX_LEAF_BYTES + 1);
  return bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
}

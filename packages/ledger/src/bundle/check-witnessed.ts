import { type Checkpoint, inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import { checkCosignatures } from '../cosignature/check-cosignatures.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { MAX_CHECKPOINT_BYTES, textOf } from '../verify/exported-ledger.ts';
import type { Findings } from '../verify/findings.ts';
import { readFile } from '../verify/read-file.ts';
import type { TrustedKeys } from '../verify/trusted-keys.ts';
import type { BundleSource } from './bundle-source.ts';
import type { BundleTree } from './bundle-tree.ts';

const WITNESSED = 'witnessed';

/** What the witnessed note is checked with. */
export interface WitnessedParts {
  readonly source: BundleSource;
  readonly keys: TrustedKeys;
  readonly checkpoint: Checkpoint;
  readonly tree: BundleTree;
  readonly findings: Findings;
}

/** What a witnessed note says. */
export interface Witnessed {
  /** Who cosigned it. */
  readonly names: readonly string[];
  /** Of how many entries it is. */
  readonly size: number;
}

/** Checks `witnessed`, where there is one: an earlier state of this log, signed by it, and cosigned. */
export async function checkWitnessed({
  source,
  keys,
  checkpoint,
  tree,
  findings,
}: WitnessedParts): Promise<Witnessed | undefined> {
  const bytes = await readFile(source, WITNESSED, MAX_CHECKPOINT_BYTES);
  if (bytes === undefined) return undefined;
  const note = textOf(bytes);
  const kept = await inspectCheckpoint(note, keys.logKeys);
  const fault = typeof kept === 'string' ? 'note_invalid' : await faultOf(kept, { checkpoint, tree });
  if (fault !== undefined) findings.fault(fault, WITNESSED);
  if (typeof kept === 'string' || fault !== undefined) return undefined;
  const names = (await checkCosignatures(note, keys.witnesses)).map(({ name }) => name);
  if (names.length === 0) findings.fault('note_uncosigned', WITNESSED);
  return { names, size: kept.size };
}

async function faultOf({ size, root }: Checkpoint, { checkpoint, tree }: Pick<WitnessedParts, 'checkpoint' | 'tree'>) {
  if (size > checkpoint.size) return 'rolled_back';
  const known = await tree.rootAt(size);
  if (known === undefined) return 'note_unproven';
  return sameBytes(known, root) ? undefined : 'forked';
}

import { deepFreeze } from '@sallyport/core';
import type { Policy } from '../policy.ts';
import { checkDocument } from './check/check-document.ts';
import { isBounded } from './check/is-bounded.ts';
import { shapeFaults } from './check/shape-faults.ts';
import { compilePolicy } from './compile/compile-policy.ts';
import { copyOf } from './copy-of.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyFault } from './fault.ts';

const MOST_FAULTS = 32;

/** What became of a document: a policy, or what is wrong with it. */
export type PolicyRead =
  | { readonly policy: Policy; readonly document: PolicyDocument }
  | { readonly faults: readonly PolicyFault[] };

/**
 * Checks a policy document, for example the value of a YAML file, and compiles it. Of what is wrong with it the first 32 faults are given,
 * unknown keys before all others. The document that is given back is a frozen copy.
 */
export function readPolicy(value: unknown): PolicyRead {
  const copy = copyOf(value);
  if (copy === undefined || !isBounded(copy.value))
    return { faults: [{ path: [], message: 'must be plain data, and less' }] };
  const shape = shapeFaults(copy.value);
  if (shape.length > 0) return { faults: shape.slice(0, MOST_FAULTS) };
  const document = deepFreeze(copy.value as PolicyDocument);
  const faults = firstFaults(checkDocument(document));
  return faults.length > 0 ? { faults } : { policy: compilePolicy(document), document };
}

function firstFaults(faults: Iterable<PolicyFault>): readonly PolicyFault[] {
  const first: PolicyFault[] = [];
  for (const fault of faults) if (first.push(fault) === MOST_FAULTS) break;
  return first;
}

import type { Policy } from '../policy.ts';
import { compilePolicy } from './compile/compile-policy.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyFault } from './fault.ts';

/** What became of a document: a policy, or what is wrong with it. */
export type PolicyRead =
  | { readonly policy: Policy; readonly document: PolicyDocument }
  | { readonly faults: readonly PolicyFault[] };

/** Checks a policy document, for example the value of a YAML file, and compiles it. Of what is wrong with it, unknown keys come first. */
export function readPolicy(value: unknown): PolicyRead {
  try {
    const document = value as PolicyDocument;
    return { policy: compilePolicy(document), document };
  } catch {
    return { faults: [{ path: [], message: 'is not valid' }] };
  }
}

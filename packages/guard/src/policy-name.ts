import { SallyportError } from '@sallyport/core';
import { COMPILED_POLICIES, type Policy } from '@sallyport/pipeline';

/** The name of a policy that is compiled in. */
export type PolicyName = keyof typeof COMPILED_POLICIES;

/** Reads a policy's name. Raises `config_invalid`, naming the place it was read from, for one there is not. */
export function readPolicyName(name: string, place: string): PolicyName {
  if (!Object.hasOwn(COMPILED_POLICIES, name)) throw new SallyportError('config_invalid', { place });
  return name as PolicyName;
}

/** The policy of that name. Default: `safe-harbor`. Raises `config_invalid`. */
export function policyNamed(name: string = 'safe-harbor'): Policy {
  return COMPILED_POLICIES[readPolicyName(name, 'policy')];
}

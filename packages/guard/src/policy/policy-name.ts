import { SallyportError } from '@sallyport/core';
import { COMPILED_POLICIES, type Policy } from '@sallyport/pipeline';

/** Which policy the inner door follows: `companion`, what the companion says of this caller, or one that is compiled in. */
export type PolicyName = 'companion' | keyof typeof COMPILED_POLICIES;

/** Reads a policy's name. Raises `config_invalid`, naming the place it was read from, for one there is not. */
export function readPolicyName(name: string, place: string): PolicyName {
  if (name !== 'companion' && !Object.hasOwn(COMPILED_POLICIES, name)) {
    throw new SallyportError('config_invalid', { place });
  }
  return name as PolicyName;
}

/** The policy of that name; `undefined` for the companion's, which is the default. Raises `config_invalid`. */
export function compiledPolicy(name: string = 'companion'): Policy | undefined {
  const known = readPolicyName(name, 'policy');
  return known === 'companion' ? undefined : COMPILED_POLICIES[known];
}

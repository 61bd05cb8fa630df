import { speaksOf } from './conditions/speaks-of.ts';
import type { Policy } from './policy.ts';

/** What is known of a call before its body is read. */
export interface MediaCall {
  readonly operation: string;
  readonly connection: string;
}

/** Tells whether a policy may let attachments through such calls. Where it may not, they are not even read; where it may, `decide` says which. */
export function permitsMedia(policy: Policy, { operation, connection }: MediaCall): boolean {
  return policy.rules.some(({ media, effect, when }) => {
    if (media === undefined || effect === 'deny') return false;
    const { operations, connections } = when ?? {};
    return (
      (operations === undefined || operations.some((name) => speaksOf(name, operation))) &&
      (connections === undefined || connections.includes(connection))
    );
  });
}

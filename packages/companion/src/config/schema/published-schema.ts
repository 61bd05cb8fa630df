import { POLICY_SCHEMA } from '@sallyport/policy';
import { CONFIG_SCHEMA } from './schema.ts';

const { $schema, $id, $defs, ...policy } = POLICY_SCHEMA;

/** The schema as editors use it: with that of the policy in it, which `readPolicy` checks by itself. */
export const PUBLISHED_SCHEMA = Object.freeze({
  ...CONFIG_SCHEMA,
  properties: { ...CONFIG_SCHEMA.properties, policy },
  // The policy refers to its own as `#/$defs/…`.
  $defs,
});

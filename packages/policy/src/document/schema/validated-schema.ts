import { POLICY_SCHEMA } from './policy-schema.ts';
import { SLICE_DEFINITIONS } from './slice-schema.ts';

const { $schema, $id: _, $defs, ...document } = POLICY_SCHEMA;

/** What validators are made of: documents and slices in one schema, so that they share their parts. */
export const VALIDATED_SCHEMA = Object.freeze({
  $schema,
  $id: 'https://sallyport.dev/schema/policy-validators.json',
  $defs: { ...$defs, document, ...SLICE_DEFINITIONS },
});

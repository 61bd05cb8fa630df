/** The JSON Schema (2020-12) of a policy document. What it cannot say (references, networks, zones) `readPolicy` checks. */
export const POLICY_SCHEMA = Object.freeze({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sallyport.dev/schema/policy-1.json',
  title: 'A policy of Sallyport',
  type: 'object',
});

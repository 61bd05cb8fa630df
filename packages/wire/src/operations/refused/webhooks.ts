import { type RefusedOperation, refused } from './refused-operation.ts';

/** Webhooks: the provider calls back to an address, past both doors. */
export const WEBHOOKS: readonly RefusedOperation[] = refused(
  'webhooks',
  `
  GET POST /webhook_endpoints
  GET POST DELETE /webhook_endpoints/{endpoint_id}
  POST /webhook_endpoints/{endpoint_id}/rotate_secret
  POST /webhook_endpoints/{endpoint_id}/test
  GET /webhook_event_types
`,
);

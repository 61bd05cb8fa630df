import { type RefusedOperation, refused } from '../refused/refused-operation.ts';

/** What hands out access to sessions past both doors, or runs at the provider on what it fetches itself. */
export const GOOGLE_REFUSED: readonly RefusedOperation[] = [
  ...refused('realtime', 'POST /auth_tokens'),
  ...refused(
    'agents',
    `
  GET POST /interactions
  GET DELETE /interactions/{interaction_id}
  GET POST /projects/{project}/locations/{location}/reasoningEngines
  POST /projects/{project}/locations/{location}/reasoningEngines/{engine}:query
  POST /projects/{project}/locations/{location}/reasoningEngines/{engine}:streamQuery
`,
  ),
];

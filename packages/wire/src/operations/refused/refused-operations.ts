import type { ErrorCode } from '@sallyport/core';
import { ADMINISTRATION } from './administration.ts';
import { AGENTS } from './agents.ts';
import { REALTIME } from './realtime.ts';
import { type RefusalReason, type RefusedOperation, refused } from './refused-operation.ts';
import { WEBHOOKS } from './webhooks.ts';

/** With the key this hands out a browser talks to the provider past both doors. */
const DIRECT_ACCESS = refused('direct_access', 'POST /chatkit/sessions');

/** Answers that are archives. */
const ARCHIVES = refused(
  'archive',
  `GET /skills/{skill_id}/content
  GET /skills/{skill_id}/versions/{version}/content`,
);

/** Every operation of the API that is refused by name. What is in neither table is unknown, and refused too. */
export const REFUSED_OPERATIONS: readonly RefusedOperation[] = [
  ...ADMINISTRATION,
  ...REALTIME,
  ...WEBHOOKS,
  ...AGENTS,
  ...DIRECT_ACCESS,
  ...ARCHIVES,
];

/** What the refusal of each is called. */
export const REFUSAL_CODES: Readonly<Record<RefusalReason, ErrorCode>> = Object.freeze({
  administration: 'operation_administrative',
  realtime: 'operation_realtime',
  webhooks: 'operation_webhook',
  agents: 'operation_agent',
  direct_access: 'operation_direct_access',
  archive: 'operation_archive',
});

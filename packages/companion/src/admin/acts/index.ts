import { ACTIVITY_ACTS } from './activity-acts.ts';
import type { AdminAct } from './admin-act.ts';
import { CONFIG_ACTS } from './config-acts.ts';
import { EXPORT_ACTS } from './export-acts.ts';
import { KEY_ACTS } from './key-acts.ts';
import { LOGIN_ACTS } from './login-acts.ts';
import { RECORDING_ACTS } from './recording-acts.ts';
import { RETENTION_ACTS } from './retention-acts.ts';
import { REVIEW_ACTS } from './review-acts.ts';
import { REVOCATION_ACTS } from './revocation-acts.ts';
import { SECRET_ACTS } from './secret-acts.ts';
import { SESSION_ACTS } from './session-acts.ts';
import { SINK_ACTS } from './sink-acts.ts';

export type { ActParts, RotatedSecrets, RotatedSigningKeys } from './act-parts.ts';
export { type AdminAct, isActStream } from './admin-act.ts';

/** All that can be done on the admin plane by those who are logged in. */
export const ADMIN_ACTS: readonly AdminAct[] = [
  ...LOGIN_ACTS,
  ...SESSION_ACTS,
  ...REVOCATION_ACTS,
  ...SECRET_ACTS,
  ...KEY_ACTS,
  ...CONFIG_ACTS,
  ...REVIEW_ACTS,
  ...RECORDING_ACTS,
  ...RETENTION_ACTS,
  ...ACTIVITY_ACTS,
  ...EXPORT_ACTS,
  ...SINK_ACTS,
];

import { type RefusedOperation, refused } from './refused-operation.ts';

/** Realtime and live sessions: what is said in them passes by WebSocket, WebRTC or SIP, or with a secret handed out here. */
export const REALTIME: readonly RefusedOperation[] = refused(
  'realtime',
  `
  POST /live/sessions
  POST /live/sessions/{session_id}/accept
  GET /live/sessions/{session_id}/content
  POST /live/sessions/{session_id}/fork
  POST /live/sessions/{session_id}/hangup
  POST /live/sessions/{session_id}/refer
  POST /live/sessions/{session_id}/reject
  POST /realtime/calls
  POST /realtime/calls/{call_id}/accept
  POST /realtime/calls/{call_id}/hangup
  POST /realtime/calls/{call_id}/refer
  POST /realtime/calls/{call_id}/reject
  POST /realtime/client_secrets
  POST /realtime/sessions
  POST /realtime/transcription_sessions
  POST /realtime/translations/client_secrets
`,
);

import { type RefusedOperation, refused } from './refused-operation.ts';

/** Hosted agents and the vaults they take credentials from: they run at the provider, on what they fetch themselves. */
export const AGENTS: readonly RefusedOperation[] = refused(
  'agents',
  `
  GET POST /agents
  GET POST /agents/automations
  GET POST DELETE /agents/automations/{automation_id}
  GET POST /agents/automations/{automation_id}/invocations
  GET /agents/automations/{automation_id}/invocations/{invocation_id}
  POST /agents/automations/{automation_id}/pause
  POST /agents/automations/{automation_id}/resume
  GET POST /agents/environments
  GET POST /agents/environments/templates
  GET POST DELETE /agents/environments/templates/{template_id}
  GET /agents/environments/{environment_id}
  GET POST /agents/environments/{environment_id}/files
  GET POST /agents/sessions
  GET POST DELETE /agents/sessions/{session_id}
  GET /agents/sessions/{session_id}/artifacts
  GET DELETE /agents/sessions/{session_id}/artifacts/{artifact_id}
  GET /agents/sessions/{session_id}/artifacts/{artifact_id}/content
  GET POST /agents/sessions/{session_id}/events
  GET /agents/sessions/{session_id}/items
  GET /agents/sessions/{session_id}/subagents
  GET /agents/sessions/{session_id}/subagents/{subagent_id}
  GET /agents/sessions/{session_id}/subagents/{subagent_id}/items
  GET /agents/sessions/{session_id}/subagents/{subagent_id}/turns
  GET /agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}
  GET /agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}/items
  GET /agents/sessions/{session_id}/traces
  GET /agents/sessions/{session_id}/turns
  GET /agents/sessions/{session_id}/turns/{turn_id}
  GET /agents/sessions/{session_id}/turns/{turn_id}/items
  GET POST DELETE /agents/{agent_id}
  GET POST /vaults
  GET POST DELETE /vaults/{vault_id}
  GET POST /vaults/{vault_id}/credentials
  GET POST DELETE /vaults/{vault_id}/credentials/{credential_id}
`,
);

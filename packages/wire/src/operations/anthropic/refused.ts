import { type RefusedOperation, refused } from '../refused/refused-operation.ts';

/** The administration of an organization: its people, keys, money, compliance reviews, the profiles of its users and its tunnels. */
const ADMINISTRATION = refused(
  'administration',
  `
  GET /compliance/review/cases
  GET /compliance/review/cases/{case_id}
  POST /compliance/review/cases/{case_id}/respond
  GET /compliance/review/items/{item_id}
  GET /compliance/review/notices
  GET /organizations/analytics/apps/chat/projects
  GET /organizations/analytics/artifacts
  GET /organizations/analytics/connectors
  GET /organizations/analytics/cost
  GET /organizations/analytics/cost_report
  GET /organizations/analytics/plugins
  GET /organizations/analytics/skills
  GET /organizations/analytics/summaries
  GET /organizations/analytics/usage
  GET /organizations/analytics/usage_report
  GET /organizations/analytics/user_cost_report
  GET /organizations/analytics/user_usage_report
  GET /organizations/analytics/users
  GET /organizations/api_keys
  GET POST /organizations/api_keys/{api_key_id}
  GET POST /organizations/claude_code/managed_settings/configuration
  GET POST /organizations/claude_code/managed_settings/rbac_group_default
  GET /organizations/claude_code/managed_settings/rbac_groups
  GET POST DELETE /organizations/claude_code/managed_settings/rbac_groups/{rbac_group_id}
  GET /organizations/claude_tag/bundles
  GET POST /organizations/claude_tag/bundles/{bundle_id}
  GET POST /organizations/claude_tag/bundles/{bundle_id}/targets
  GET DELETE /organizations/claude_tag/bundles/{bundle_id}/targets/{target_id}
  GET POST /organizations/claude_tag/slack_channels
  GET POST DELETE /organizations/claude_tag/slack_channels/{id}
  GET /organizations/claude_tag/slack_workspaces
  GET POST /organizations/claude_tag/slack_workspaces/{id}
  GET POST /organizations/compliance_settings
  GET POST /organizations/external_keys
  GET POST DELETE /organizations/external_keys/{external_key_id}
  POST /organizations/external_keys/{external_key_id}/validate
  GET POST /organizations/external_storage
  GET POST DELETE /organizations/external_storage/{external_storage_id}
  POST /organizations/external_storage/{external_storage_id}/activate
  GET POST /organizations/federation_issuers
  GET POST /organizations/federation_issuers/{federation_issuer_id}
  POST /organizations/federation_issuers/{federation_issuer_id}/archive
  GET POST /organizations/federation_rules
  GET POST /organizations/federation_rules/{federation_rule_id}
  POST /organizations/federation_rules/{federation_rule_id}/archive
  GET POST /organizations/federation_rules/{federation_rule_id}/workspaces
  DELETE /organizations/federation_rules/{federation_rule_id}/workspaces/{workspace_id}
  GET POST /organizations/invites
  GET DELETE /organizations/invites/{invite_id}
  GET /organizations/me
  GET /organizations/plugin_marketplaces
  POST /organizations/plugin_marketplaces/validate_archive
  POST /organizations/plugin_marketplaces/validate_repository
  GET POST /organizations/plugin_marketplaces/{marketplace_id}
  GET POST /organizations/plugins
  GET POST DELETE /organizations/plugins/{plugin_id}
  GET /organizations/plugins/{plugin_id}/installation_settings
  POST DELETE /organizations/plugins/{plugin_id}/installation_settings/{target}
  GET /organizations/plugins/{plugin_id}/shares
  GET POST /organizations/plugins/{plugin_id}/versions
  GET /organizations/plugins/{plugin_id}/versions/{version}
  GET /organizations/plugins/{plugin_id}/versions/{version}/content
  GET POST /organizations/providers/google/projects/{project_number}/data_controls
  GET /organizations/rate_limits
  GET POST /organizations/rbac_groups
  GET POST DELETE /organizations/rbac_groups/{rbac_group_id}
  GET POST /organizations/rbac_groups/{rbac_group_id}/members
  DELETE /organizations/rbac_groups/{rbac_group_id}/members/{user_id}
  GET /organizations/rbac_roles
  GET /organizations/rbac_roles/{rbac_role_id}
  GET /organizations/rbac_roles/{rbac_role_id}/permissions
  GET POST /organizations/service_accounts
  GET POST /organizations/service_accounts/{service_account_id}
  POST /organizations/service_accounts/{service_account_id}/archive
  GET POST /organizations/service_accounts/{service_account_id}/workspaces
  DELETE /organizations/service_accounts/{service_account_id}/workspaces/{workspace_id}
  GET /organizations/spend_limit_increase_requests
  GET /organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}
  POST /organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/approve
  POST /organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/deny
  GET POST /organizations/spend_limits
  GET /organizations/spend_limits/effective
  GET DELETE /organizations/spend_limits/{spend_limit_id}
  GET POST /organizations/telemetry_destinations
  GET POST DELETE /organizations/telemetry_destinations/{destination_id}
  POST /organizations/telemetry_destinations/{destination_id}/test
  GET /organizations/telemetry_destinations/{destination_id}/workspaces
  POST DELETE /organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}
  GET /organizations/users
  GET POST DELETE /organizations/users/{user_id}
  POST /organizations/users/{user_id}/sign_out
  GET POST /organizations/workspaces
  GET POST /organizations/workspaces/{workspace_id}
  POST /organizations/workspaces/{workspace_id}/archive
  GET POST /organizations/workspaces/{workspace_id}/members
  GET POST DELETE /organizations/workspaces/{workspace_id}/members/{user_id}
  GET /organizations/workspaces/{workspace_id}/rate_limits
  POST /organizations/workspaces/{workspace_id}/rate_limits/{rate_limit_id}
  GET POST /organizations/workspaces/{workspace_id}/service_accounts
  GET POST DELETE /organizations/workspaces/{workspace_id}/service_accounts/{service_account_id}
  GET POST /tunnels
  GET /tunnels/{tunnel_id}
  POST /tunnels/{tunnel_id}/archive
  GET POST /tunnels/{tunnel_id}/certificates
  GET /tunnels/{tunnel_id}/certificates/{certificate_id}
  POST /tunnels/{tunnel_id}/certificates/{certificate_id}/archive
  POST /tunnels/{tunnel_id}/reveal_token
  POST /tunnels/{tunnel_id}/rotate_token
  GET POST /user_profiles
  GET POST DELETE /user_profiles/{user_profile_id}
  POST /user_profiles/{user_profile_id}/action_urls
  POST /user_profiles/{user_profile_id}/enrollment_url
  GET POST /user_profiles/{user_profile_id}/providers/google/data_controls
`,
);

/** Hosted agents, what they run in and what they keep: they run at the provider, on what they fetch themselves. */
const AGENTS = refused(
  'agents',
  `
  GET POST /agents
  GET POST /agents/{agent_id}
  POST /agents/{agent_id}/archive
  GET /agents/{agent_id}/versions
  GET /deployment_runs
  GET /deployment_runs/{deployment_run_id}
  GET POST /deployments
  GET POST /deployments/{deployment_id}
  POST /deployments/{deployment_id}/archive
  POST /deployments/{deployment_id}/pause
  POST /deployments/{deployment_id}/run
  POST /deployments/{deployment_id}/unpause
  GET POST /dreams
  GET /dreams/{dream_id}
  POST /dreams/{dream_id}/archive
  POST /dreams/{dream_id}/cancel
  GET POST /environments
  GET POST DELETE /environments/{environment_id}
  POST /environments/{environment_id}/archive
  GET /environments/{environment_id}/work
  GET /environments/{environment_id}/work/poll
  GET /environments/{environment_id}/work/stats
  GET POST /environments/{environment_id}/work/{work_id}
  POST /environments/{environment_id}/work/{work_id}/ack
  POST /environments/{environment_id}/work/{work_id}/heartbeat
  POST /environments/{environment_id}/work/{work_id}/stop
  GET POST /memory_stores
  GET POST DELETE /memory_stores/{memory_store_id}
  POST /memory_stores/{memory_store_id}/archive
  GET POST /memory_stores/{memory_store_id}/memories
  GET POST DELETE /memory_stores/{memory_store_id}/memories/{memory_id}
  GET /memory_stores/{memory_store_id}/memory_versions
  GET /memory_stores/{memory_store_id}/memory_versions/{memory_version_id}
  POST /memory_stores/{memory_store_id}/memory_versions/{memory_version_id}/redact
  GET POST /sessions
  GET POST DELETE /sessions/{session_id}
  POST /sessions/{session_id}/archive
  GET POST /sessions/{session_id}/events
  GET /sessions/{session_id}/events/stream
  GET POST /sessions/{session_id}/resources
  GET POST DELETE /sessions/{session_id}/resources/{resource_id}
  GET /sessions/{session_id}/threads
  GET /sessions/{session_id}/threads/{thread_id}
  POST /sessions/{session_id}/threads/{thread_id}/archive
  GET /sessions/{session_id}/threads/{thread_id}/events
  GET /sessions/{session_id}/threads/{thread_id}/stream
  GET POST /skills
  GET DELETE /skills/{skill_id}
  GET POST /skills/{skill_id}/versions
  GET DELETE /skills/{skill_id}/versions/{version}
  GET POST /vaults
  GET POST DELETE /vaults/{vault_id}
  POST /vaults/{vault_id}/archive
  GET POST /vaults/{vault_id}/credentials
  GET POST DELETE /vaults/{vault_id}/credentials/{credential_id}
  POST /vaults/{vault_id}/credentials/{credential_id}/archive
  POST /vaults/{vault_id}/credentials/{credential_id}/mcp_oauth_validate
`,
);

/** Webhooks: the provider calls back to an address, past both doors. */
const WEBHOOKS = refused(
  'webhooks',
  `
  GET POST /organizations/webhooks
  GET POST DELETE /organizations/webhooks/{webhook_endpoint_id}
  POST /organizations/webhooks/{webhook_endpoint_id}/regenerate_signing_secret
`,
);

/** Answers that are archives. */
const ARCHIVES = refused(
  'archive',
  `
  GET /skills/{skill_id}/versions/{version}/content
`,
);

/** Every operation of Anthropic's API that is refused by name (@anthropic-ai/sdk 1.14). */
export const ANTHROPIC_REFUSED: readonly RefusedOperation[] = [...ADMINISTRATION, ...AGENTS, ...WEBHOOKS, ...ARCHIVES];

import { type RefusedOperation, refused } from './refused-operation.ts';

/** The administration of an organization and its projects: people, keys, roles, money, audit logs. */
export const ADMINISTRATION: readonly RefusedOperation[] = refused(
  'administration',
  `
  GET POST /organization/admin_api_keys
  GET DELETE /organization/admin_api_keys/{key_id}
  GET /organization/audit_logs
  GET POST /organization/certificates
  POST /organization/certificates/activate
  POST /organization/certificates/deactivate
  GET POST DELETE /organization/certificates/{certificate_id}
  GET /organization/costs
  GET POST /organization/data_retention
  GET POST /organization/external_keys
  GET DELETE /organization/external_keys/{key_id}
  POST /organization/external_keys/{key_id}/validate
  GET POST /organization/external_storage
  GET DELETE /organization/external_storage/{storage_id}
  POST /organization/external_storage/{storage_id}/validate
  GET POST /organization/groups
  GET POST DELETE /organization/groups/{group_id}
  GET POST /organization/groups/{group_id}/roles
  GET DELETE /organization/groups/{group_id}/roles/{role_id}
  GET POST /organization/groups/{group_id}/users
  GET DELETE /organization/groups/{group_id}/users/{user_id}
  GET POST /organization/invites
  GET DELETE /organization/invites/{invite_id}
  GET POST /organization/projects
  GET POST /organization/projects/{project_id}
  GET /organization/projects/{project_id}/api_keys
  GET POST DELETE /organization/projects/{project_id}/api_keys/{api_key_id}
  POST /organization/projects/{project_id}/archive
  GET /organization/projects/{project_id}/certificates
  POST /organization/projects/{project_id}/certificates/activate
  POST /organization/projects/{project_id}/certificates/deactivate
  GET POST /organization/projects/{project_id}/data_retention
  GET POST /organization/projects/{project_id}/groups
  GET DELETE /organization/projects/{project_id}/groups/{group_id}
  GET POST /organization/projects/{project_id}/hosted_tool_permissions
  GET POST DELETE /organization/projects/{project_id}/model_permissions
  GET /organization/projects/{project_id}/rate_limits
  POST /organization/projects/{project_id}/rate_limits/{rate_limit_id}
  GET POST /organization/projects/{project_id}/service_accounts
  GET POST DELETE /organization/projects/{project_id}/service_accounts/{service_account_id}
  POST /organization/projects/{project_id}/service_accounts/{service_account_id}/api_keys
  GET POST /organization/projects/{project_id}/service_tier_settings
  GET POST /organization/projects/{project_id}/spend_alerts
  GET POST DELETE /organization/projects/{project_id}/spend_alerts/{alert_id}
  GET POST DELETE /organization/projects/{project_id}/spend_limit
  GET POST /organization/projects/{project_id}/users
  GET POST DELETE /organization/projects/{project_id}/users/{user_id}
  GET POST /organization/roles
  GET POST DELETE /organization/roles/{role_id}
  GET POST /organization/spend_alerts
  GET POST DELETE /organization/spend_alerts/{alert_id}
  GET POST DELETE /organization/spend_limit
  GET /organization/usage/audio_speeches
  GET /organization/usage/audio_transcriptions
  GET /organization/usage/code_interpreter_sessions
  GET /organization/usage/completions
  GET /organization/usage/decisions
  GET /organization/usage/embeddings
  GET /organization/usage/file_search_calls
  GET /organization/usage/images
  GET /organization/usage/moderations
  GET /organization/usage/vector_stores
  GET /organization/usage/web_search_calls
  GET /organization/users
  GET POST DELETE /organization/users/{user_id}
  GET POST /organization/users/{user_id}/roles
  GET DELETE /organization/users/{user_id}/roles/{role_id}
  GET POST /organization/workload_identity_providers
  GET POST DELETE /organization/workload_identity_providers/{provider_id}
  GET POST /organization/workload_identity_providers/{provider_id}/federation_rules
  GET POST DELETE /organization/workload_identity_providers/{provider_id}/federation_rules/{rule_id}
  GET POST /projects/{project_id}/groups/{group_id}/roles
  GET DELETE /projects/{project_id}/groups/{group_id}/roles/{role_id}
  GET POST /projects/{project_id}/roles
  GET POST DELETE /projects/{project_id}/roles/{role_id}
  GET POST /projects/{project_id}/users/{user_id}/roles
  GET DELETE /projects/{project_id}/users/{user_id}/roles/{role_id}
`,
);

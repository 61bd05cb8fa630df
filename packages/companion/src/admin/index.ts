export {
  type ActParts,
  ADMIN_ACTS,
  type AdminAct,
  isActStream,
  type RotatedSecrets,
  type RotatedSigningKeys,
} from './acts/index.ts';
export { type AdminSessions, adminSessions } from './admin-sessions.ts';
export { adminTokens } from './admin-tokens.ts';
export { type AuthoriseAdmin, adminAuthoriser } from './authorise-admin.ts';
export { openBootstrap } from './bootstrap.ts';
export { givenRoles } from './given-roles.ts';
export { type BootstrapOrder, issueBootstrapToken } from './issue-bootstrap-token.ts';
export { type LoginParts, logIn } from './log-in.ts';
export { readMembers } from './read-members.ts';
export { rolesOfGroups } from './roles-of-groups.ts';
export { loginTokenVerifier, type VerifyLoginToken } from './verify-login-token.ts';

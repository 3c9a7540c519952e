/** Workspaces, who may do what in them, and what they did. */
export { isOnlyApprover, membersWho } from './approvers.ts';
export { type AuditEntry, type AuditItem, type AuditTarget, listAudit, recordAudit } from './audit.ts';
export { ACCOUNT_ERRORS, AccountError, type AccountErrorCode } from './errors.ts';
export { type ApiKey, createKey, findKey, type KnownKey, listKeys, revokeKey, rotateKey } from './keys.ts';
export { LOGO_BYTES, LOGO_TYPES, type LogoSize, type LogoType, logoSize, putLogo, readLogo } from './logo.ts';
export {
  addMember,
  changeMember,
  invite,
  listInvitations,
  listMembers,
  type Membership,
  readInvitation,
  removeMember,
  takeBackInvitation,
} from './members.ts';
export { type Notices, openNotices } from './notices/index.ts';
export { hasAccounts, People, type SignedIn } from './people.ts';
export { type Actor, PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './permissions.ts';
export type { ProviderOptions } from './provider.ts';
export { campaignDefaults, changeWorkspace, readWorkspace } from './settings.ts';
export { settingsChangeSchema, settingsSchema, type WorkspaceSettings } from './settings-schema.ts';
export type { Step } from './sign-in.ts';
export { createWorkspace } from './workspaces.ts';

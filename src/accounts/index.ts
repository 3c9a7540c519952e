/** Workspaces, who may do what in them, and what they did. */
export { isOnlyApprover } from './approvers.ts';
export { type AuditEntry, type AuditItem, type AuditTarget, listAudit, recordAudit } from './audit.ts';
export { type ApiKey, createKey, findKey, type KnownKey, listKeys, revokeKey } from './keys.ts';
export { type Actor, PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './permissions.ts';
export { createWorkspace } from './workspaces.ts';

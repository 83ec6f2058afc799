/** Front door of access: who asks, what they may do, and the accounts behind it. */
export { authentication } from './authentication.ts';
export { type HeldRole, isRole, permissionsOf, ROLE_NAMES, ROLES, type Role } from './roles.ts';

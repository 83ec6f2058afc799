/** Front door of access: who asks, what they may do, and the accounts behind it. */
export type { AccountDetails, Post } from './accounts.ts';
export { makeApiToken, revokeApiToken } from './api-tokens.ts';
export { authentication } from './authentication.ts';
export { loadAccessExample } from './example.ts';
export { lastLooked, markLooked } from './looked.ts';
export type { AccountRow } from './queries.ts';
export { type HeldRole, isRole, permissionsOf, ROLE_NAMES, ROLES, type Role } from './roles.ts';
export { createUser, endUser, listUsers, type NewUser, resetUser } from './users.ts';

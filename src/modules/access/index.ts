/** Front door of access: who asks, what they may do, and the accounts behind it. */
export { authentication } from './authentication.ts';
export { loadAccessExample } from './example.ts';
export { lastLooked, markLooked } from './looked.ts';
export { isRole, ROLE_NAMES, ROLES, type Role } from './roles.ts';
export { choosePurpose } from './session.ts';
export { createUser, endUser, listUsers, resetUser } from './users.ts';
export { addressesOfHolders } from './who-holds.ts';

import { sealJob } from '../../platform/audit/seal.ts';
import { mailJob } from '../../platform/mail/index.ts';
import type { ModuleManifest } from '../../platform/module.ts';
import { endedAccountsHaveNoSession, nobodyGrantedThemselves } from './checks.ts';
import { accountRoutes } from './routes/account.tsx';
import { accountsRoutes } from './routes/accounts.tsx';
import { auditRoutes } from './routes/audit.tsx';
import { credentialRoutes } from './routes/credentials.tsx';
import { exampleRoutes } from './routes/example.tsx';
import { sessionRoutes } from './routes/session.ts';
import { signInRoutes } from './routes/sign-in.tsx';
import { sweepJob } from './sweep.ts';

/** What access offers to the application. */
export const access: ModuleManifest = {
  name: 'access',
  navigation: [
    { text: 'Accounts', href: '/accounts', order: 80, permission: 'accounts.manage' },
    { text: 'Mail', href: '/mail', order: 85, permission: 'mail.read' },
    { text: 'Audit trail', href: '/audit', order: 90, permission: 'audit.read' },
  ],
  jobs: [mailJob, sealJob, sweepJob],
  checks: [endedAccountsHaveNoSession, nobodyGrantedThemselves],
  permissions: [
    { name: 'read', says: 'Read what the partnership plans, does and achieves' },
    { name: 'accounts.manage', says: 'Invite, change and end accounts' },
    { name: 'roles.grant', says: 'Grant roles to others' },
    { name: 'audit.read', says: 'Search the audit trail' },
    { name: 'audit.erase', says: 'Erase the detail of an audit event' },
    { name: 'audit.seal', says: 'Seal the audit trail in signed checkpoints' },
    { name: 'access.authenticate', says: 'Check passwords and begin sessions (the sign-in machinery only)' },
    { name: 'mail.read', says: 'See mails that were written' },
    { name: 'mail.send', says: 'Send mails (the mail job only)' },
    { name: 'partnership.edit', says: 'Change the name and address of the partnership' },
    { name: 'platform.sweep', says: 'Remove what has run out (a job only)' },
    { name: 'platform.work', says: 'Say how far long work is (a job only)' },
    { name: 'search.index', says: 'Keep the search index (commands and a job only)' },
    { name: 'api.tokens', says: 'Make tokens for programs' },
  ],
  routes: [
    ...signInRoutes,
    ...exampleRoutes,
    ...credentialRoutes,
    ...sessionRoutes,
    ...accountRoutes,
    ...accountsRoutes,
    ...auditRoutes,
  ],
};

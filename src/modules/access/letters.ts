import type { Mail } from '../../platform/mail/index.ts';
import type { Settings } from '../../platform/settings.ts';
import { LINK_HOURS } from './links.ts';

/** The address that links in mails begin with. */
export const siteAddress = (settings: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string =>
  settings.publicUrl ?? `http://${settings.host}:${settings.port}`;

interface Addressed {
  readonly to: string;
  readonly site: string;
  readonly token: string;
  readonly accountId: string;
}

const about = (accountId: string) => ({ kind: 'account', id: accountId });

export const invitationAddress = (site: string, token: string): string => `${site}/invitation/${token}`;

export const invitationLetter = (partnership: string, { to, site, token, accountId }: Addressed): Mail => ({
  to,
  subject: `Your account at ${partnership}`,
  about: about(accountId),
  body: `You have been given an account in Concord for ${partnership}.

Open this page to choose your password and set up your phone as second factor:

${invitationAddress(site, token)}

The page works once, until ${LINK_HOURS.invitation / 24} days from now. You need an authenticator app on your phone, such as the one that your organisation uses.

If you did not expect this, do nothing and tell the partnership's administrator.
`,
});

export const resetLetter = (partnership: string, { to, site, token, accountId }: Addressed): Mail => ({
  to,
  subject: `Choose a new password for ${partnership}`,
  about: about(accountId),
  body: `Somebody, probably you, asked for a new password for your account in Concord for ${partnership}.

Open this page to choose it:

${site}/reset/${token}

The page works once, until ${LINK_HOURS['password-reset']} hours from now. You will still need the code from your phone to sign in.

If you did not ask for this, do nothing: your password stays as it is.
`,
});

/** Tells somebody of a change that only they should make, so that they can object. */
export const changedLetter = (to: string, accountId: string, what: string): Mail => ({
  to,
  subject: 'Your Concord account was changed',
  about: about(accountId),
  body: `${what}

If that was not you and you did not expect it, tell the partnership's administrator now.
`,
});

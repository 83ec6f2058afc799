import { setTimeout as pause } from 'node:timers/promises';
import { isRefusal } from '../../../kernel/refusal.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import type { Post } from '../accounts.ts';
import { acceptInvitation, secretOfInvitation } from '../invitation.ts';
import { siteAddress } from '../letters.ts';
import { findLink, linkUnknown } from '../links.ts';
import { asMachinery } from '../machinery.ts';
import {
  InvitationPage,
  NewPasswordPage,
  RecoveryCodesPage,
  ResetPage,
  ResetSentPage,
} from '../pages/credentials.tsx';
import { requestReset, resetPassword } from '../password-reset.ts';
import { enrolment } from '../second-factor.ts';
import { errorsFrom, field } from './browser.ts';

const ANYONE = { who: 'anyone' } as const;
/** Longer than any way through a request for a reset takes. */
const SAME_TIME_MS = 250;

/** What letters need to be written and sent. */
export const postOf = (c: Context): Post => ({
  site: siteAddress(c.services.settings),
  partnership: c.partnership.name,
  now: new Date(),
  jobs: c.services.jobs,
});

async function invitationForm(c: Context, typed: Typed): Promise<Answer> {
  const token = c.params.token ?? '';
  const link = await asMachinery(c.tx, c.actor, (machinery) =>
    findLink(c.tx, machinery, 'invitation', token, new Date()),
  );
  if (!link) return linkUnknown();
  const secret = secretOfInvitation(c.services.keys, token);
  return {
    title: 'Set up your account',
    body: (
      <InvitationPage
        partnership={c.partnership.name}
        email={link.email}
        token={token}
        enrolment={enrolment(secret, link.email, c.partnership.name)}
        keys={c.formKeys}
        typed={typed}
      />
    ),
  };
}

async function newPasswordForm(c: Context, typed: Typed): Promise<Answer> {
  const token = c.params.token ?? '';
  const link = await asMachinery(c.tx, c.actor, (machinery) =>
    findLink(c.tx, machinery, 'password-reset', token, new Date()),
  );
  if (!link) return linkUnknown();
  return {
    title: 'Choose a new password',
    body: <NewPasswordPage token={token} keys={c.formKeys} typed={typed} />,
  };
}

const resetForm = (c: Context, typed: Typed): Answer => ({
  title: 'Choose a new password',
  body: <ResetPage csrf={c.formKeys.csrf} typed={typed} />,
});

/** What was wrong, without the password that was typed. */
const withoutPasswords = ({ errors }: Attempt): Typed => ({ values: {}, errors });

/** Invitations and new passwords, by links that work once. */
export const credentialRoutes: readonly Route[] = [
  get('/invitation/:token', ANYONE, (c) => invitationForm(c, NOTHING_TYPED)),
  post(
    '/invitation/:token',
    ANYONE,
    async (c) => {
      const accepted = await acceptInvitation(c.tx, c.actor, {
        token: c.params.token ?? '',
        password: field(c, 'password'),
        code: field(c, 'code'),
        keys: c.services.keys,
        now: new Date(),
      });
      return isRefusal(accepted)
        ? accepted
        : {
            title: 'Keep your recovery codes',
            body: <RecoveryCodesPage codes={accepted.recoveryCodes} next="/sign-in" />,
          };
    },
    { again: (c, attempt) => invitationForm(c, withoutPasswords(attempt)) },
  ),
  get('/reset', ANYONE, async (c) => resetForm(c, NOTHING_TYPED)),
  post('/reset', ANYONE, async (c) => {
    const email = field(c, 'email');
    const evenly = pause(SAME_TIME_MS);
    const requested = await requestReset(c.tx, c.actor, {
      email,
      keys: c.services.keys,
      address: c.request.ip,
      now: new Date(),
      post: postOf(c),
    });
    await evenly;
    return requested.turnedAway
      ? resetForm(c, { values: { email }, errors: errorsFrom(requested.turnedAway) })
      : { redirect: '/reset/sent' };
  }),
  get('/reset/sent', ANYONE, async () => ({ title: 'Check your mail', body: <ResetSentPage /> })),
  get('/reset/:token', ANYONE, (c) => newPasswordForm(c, NOTHING_TYPED)),
  post(
    '/reset/:token',
    ANYONE,
    async (c) =>
      (await resetPassword(c.tx, c.actor, {
        token: c.params.token ?? '',
        password: field(c, 'password'),
        now: new Date(),
      })) ?? { redirect: '/sign-in' },
    { again: (c, attempt) => newPasswordForm(c, withoutPasswords(attempt)) },
  ),
];

import { z } from 'zod';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { accountOf, maySomewhere } from '../../../platform/actor.ts';
import { givenDate, givenText, readFields, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { makeApiToken, revokeApiToken } from '../api-tokens.ts';
import { asMachinery } from '../machinery.ts';
import { changePassword, replaceSecondFactor, secretForMember } from '../own-account.ts';
import { OwnAccountPage } from '../pages/account.tsx';
import { ChangePasswordPage, RecoveryCodesPage, SecondFactorPage } from '../pages/credentials.tsx';
import { NewTokenPage, TokenMadePage } from '../pages/tokens.tsx';
import { findAccount, listGrants, listOwnSessions, listOwnTokens, ownFactor } from '../queries.ts';
import { enrolment } from '../second-factor.ts';
import { revokeSession, signOutEverywhere } from '../session.ts';
import { findCredential } from '../sign-in.ts';
import { errorsFrom, field, idIn, leaveTo } from './browser.ts';

const SIGNED_IN = { who: 'signed-in' } as const;
const TOKENS = { permission: 'api.tokens', anywhere: true } as const;
const CRUMBS = [{ text: 'Your account', href: '/account' }];

async function ownAccount(c: Context): Promise<Answer> {
  const accountId = accountOf(c.actor) ?? '';
  const account = await findAccount(c.tx, c.actor, accountId, c.today);
  if (!account) return refused('not-found', 'This account has ended.');
  const now = new Date();
  return {
    title: 'Your account',
    body: (
      <OwnAccountPage
        account={account}
        grants={await listGrants(c.tx, c.actor, accountId)}
        sessions={await listOwnSessions(c.tx, c.actor, now, c.services.settings.session.idleMinutes)}
        currentSession={c.actor.kind === 'member' ? c.actor.sessionId : undefined}
        factor={await ownFactor(c.tx, c.actor)}
        tokens={maySomewhere(c.actor, 'api.tokens') ? await listOwnTokens(c.tx, c.actor) : undefined}
        now={now}
        keys={c.formKeys}
      />
    ),
  };
}

const passwordForm = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Change your password',
  breadcrumbs: CRUMBS,
  body: <ChangePasswordPage keys={c.formKeys} typed={typed} />,
});

async function factorForm(c: Context, typed: Typed): Promise<Answer> {
  const known = await asMachinery(c.tx, c.actor, (machinery) =>
    findCredential(c.tx, machinery, 'id', accountOf(c.actor) ?? ''),
  );
  if (!known) return refused('no-password', 'This account has no password: it belongs to the example.');
  const secret = secretForMember(c.services.keys, known);
  return {
    title: 'Set up another phone',
    breadcrumbs: CRUMBS,
    body: (
      <SecondFactorPage
        enrolment={enrolment(secret, known.email, c.partnership.name)}
        keys={c.formKeys}
        typed={typed}
      />
    ),
  };
}

/** The permissions the member holds somewhere, in words, for a token's scopes. */
const scopesOf = (c: Context) =>
  [...c.services.offers.permissions.values()].filter(({ name }) => maySomewhere(c.actor, name));

const tokenForm = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Make a token',
  breadcrumbs: CRUMBS,
  body: <NewTokenPage scopes={scopesOf(c)} keys={c.formKeys} typed={typed} />,
});

const tokenFields = z.object({
  name: givenText('Say what the token is for'),
  expires: givenDate('Write the day as day, month and year, such as 17 1 2027'),
});

const onlyErrors = ({ errors }: Attempt): Typed => ({ values: {}, errors });
const approachOf = (c: Context) => ({
  keys: c.services.keys,
  address: c.request.ip,
  now: new Date(),
  jobs: c.services.jobs,
});

/** What is one's own: details, sessions, password, second factor, tokens. */
export const accountRoutes: readonly Route[] = [
  get('/account', SIGNED_IN, ownAccount),
  post('/account/sessions/ending', SIGNED_IN, async (c) => {
    const ended = await signOutEverywhere(c.tx, c.actor);
    return isRefusal(ended) ? ended : leaveTo(c, '/sign-in');
  }),
  post(
    '/account/sessions/:id/ending',
    SIGNED_IN,
    async (c) => (await revokeSession(c.tx, c.actor, idIn(c, 'id'))) ?? { redirect: '/account' },
  ),
  get('/account/password', SIGNED_IN, (c) => passwordForm(c, NOTHING_TYPED)),
  post(
    '/account/password',
    SIGNED_IN,
    async (c) => {
      const changed = await changePassword(c.tx, c.actor, {
        ...approachOf(c),
        current: field(c, 'current'),
        password: field(c, 'password'),
      });
      if (changed === undefined) return { redirect: '/account' };
      if (isRefusal(changed)) return changed;
      return passwordForm(c, { values: {}, errors: errorsFrom(changed.turnedAway) });
    },
    { again: (c, attempt) => passwordForm(c, onlyErrors(attempt)) },
  ),
  get('/account/second-factor', SIGNED_IN, (c) => factorForm(c, NOTHING_TYPED)),
  post(
    '/account/second-factor',
    SIGNED_IN,
    async (c) => {
      const changed = await replaceSecondFactor(c.tx, c.actor, {
        ...approachOf(c),
        current: field(c, 'current'),
        code: field(c, 'code'),
      });
      if (changed === undefined) return { redirect: '/account' };
      if (isRefusal(changed)) return changed;
      if ('turnedAway' in changed)
        return factorForm(c, { values: {}, errors: errorsFrom(changed.turnedAway) });
      return {
        title: 'Keep your recovery codes',
        body: <RecoveryCodesPage codes={changed.recoveryCodes} next="/account" />,
      };
    },
    { again: (c, attempt) => factorForm(c, onlyErrors(attempt)) },
  ),
  get('/account/tokens', TOKENS, (c) => tokenForm(c, NOTHING_TYPED)),
  post(
    '/account/tokens',
    TOKENS,
    async (c) => {
      const fields = readFields(tokenFields, c.form);
      if (isRefusal(fields)) return fields;
      const made = await makeApiToken(c.tx, c.actor, {
        name: fields.name,
        scopes: textsIn(c.form, 'scopes'),
        expiresAt: new Date(`${fields.expires}T23:59:59Z`),
      });
      return isRefusal(made)
        ? made
        : { title: 'Copy your token', breadcrumbs: CRUMBS, body: <TokenMadePage token={made.token} /> };
    },
    { again: (c, attempt) => tokenForm(c, attempt) },
  ),
  post(
    '/account/tokens/:id/revocation',
    TOKENS,
    async (c) => (await revokeApiToken(c.tx, c.actor, idIn(c, 'id'))) ?? { redirect: '/account' },
  ),
];

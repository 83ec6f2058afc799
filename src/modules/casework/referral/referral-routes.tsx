/** Referrals as lists and one by one, and what is done with each. */
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { accountOf, agencyOf, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { revisionIn, textIn, textsIn } from '../../../platform/http/form.ts';
import { cursorOf, keyIn } from '../../../platform/http/paging.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listServices } from '../../partners/index.ts';
import { namesOf } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import {
  acceptReferral,
  beginReferral,
  completeReferral,
  declineReferral,
  receiveReferral,
  sendDraft,
  withdrawReferral,
} from './answering/answer.ts';
import { redirectReferral } from './answering/redirect.ts';
import { deskOf } from './desk.ts';
import { visitLedTo } from './feedback.ts';
import { ACT_HEADINGS, type ActName, ActPage } from './pages/acts.tsx';
import { MinePage, QueuePage } from './pages/lists.tsx';
import { ReferralPage } from './pages/referral.tsx';
import {
  countQueue,
  type ListedReferral,
  listMade,
  listQueue,
  type ReferralRow,
  referralRow,
} from './queries.ts';
import { readReference } from './reference.ts';
import { STATE_NAMES } from './states.ts';
import { viewReferral } from './view.ts';
import { BASIS_NAMES, TOLD_NAMES } from './words.ts';

const READ = { permission: 'read' } as const;
const TAKE_PART = ['casework.read', 'referral.receive', 'referral.make'] as const;
const CRUMBS = [{ text: 'Referrals', href: '/casework/referrals' }];
const PAGE = 50;
const BLANK: Attempt = { values: {}, errors: {} };

const reads = (action: string) => ({ reads: () => ({ action }) });

/** Which referral is read stands in the audit trail by its reference. */
const readsOne = (action: string) => ({
  reads: ({ params }: Pick<Context, 'params'>) => ({ action, detail: { reference: params.reference ?? '' } }),
});

const names = (c: Context, rows: readonly ListedReferral[]) =>
  namesOf(
    c.tx,
    c.actor,
    c.services.subjects,
    rows.flatMap(({ recordId }) => recordId ?? []),
  );

/** The rows of a page and the address of the next, when one more came than a page holds. */
function paged(c: Context, rows: readonly ListedReferral[], key: (row: ListedReferral) => readonly string[]) {
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  if (rows.length <= PAGE || !last) return { shown, next: undefined };
  const query = new URLSearchParams({ ...c.query, after: cursorOf(key(last)) });
  return { shown, next: `${c.request.url.split('?')[0]}?${query}` };
}

async function queuePage(c: Context) {
  const agencyId = agencyOf(c.actor) ?? '';
  if (!TAKE_PART.some((permission) => maySomewhere(c.actor, permission)))
    return refused('not-allowed', 'Your role does not include referrals. Ask your administrator.');
  if (!maySomewhere(c.actor, 'referral.receive') && !maySomewhere(c.actor, 'casework.read'))
    return { redirect: '/casework/referrals/mine' };
  const key = c.query.after ? keyIn(c.query.after, z.tuple([z.iso.date(), z.uuid()])) : undefined;
  if (isRefusal(key)) return key;
  const { service, state } = c.query;
  const wanted = STATE_NAMES.find((name) => name === state);
  const filter = { agencyId, ...(service ? { service } : {}), ...(wanted ? { state: wanted } : {}) };
  const rows = await listQueue(c.tx, c.actor, filter, { after: key, limit: PAGE + 1 });
  const { shown, next } = paged(c, rows, ({ dueOn, id }) => [dueOn ?? '', id]);
  const view = {
    ...(await countQueue(c.tx, c.actor, agencyId, c.today)),
    referrals: shown,
    names: await names(c, shown),
    services: await listServices(c.tx, c.actor, { agencyId, accepts: 'referrals' }),
    service: service ?? '',
    state: wanted ?? '',
    today: c.today,
    next,
    mayRefer: maySomewhere(c.actor, 'referral.make'),
  };
  return { title: 'Referrals', body: <QueuePage {...view} /> };
}

async function minePage(c: Context) {
  const key = c.query.after ? keyIn(c.query.after, z.tuple([z.uuid()])) : undefined;
  if (isRefusal(key)) return key;
  const rows = await listMade(
    c.tx,
    c.actor,
    { accountId: accountOf(c.actor) ?? '' },
    { after: key, limit: PAGE + 1 },
  );
  const { shown, next } = paged(c, rows, ({ id }) => [id]);
  const led = visitLedTo(shown.map(({ outcome }) => outcome))?.replace('Your visit', 'Your visits');
  const mayRefer = maySomewhere(c.actor, 'referral.make');
  const view = { referrals: shown, names: await names(c, shown), today: c.today, next, led, mayRefer };
  return { title: 'My referrals', breadcrumbs: CRUMBS, body: <MinePage {...view} /> };
}

async function found(c: Context) {
  const reference = readReference(c.query.reference ?? '');
  return reference === undefined
    ? refused('reference-unreadable', 'A reference is R and seven letters or digits, such as R-3F7K2QX.')
    : { redirect: `/casework/referrals/${reference}` };
}

async function referralPage(c: Context) {
  const view = await viewReferral(c.tx, c.actor, c.services.subjects, c.params.reference ?? '');
  if (!view) return notFound('referral');
  return {
    title: `Referral ${view.referral.reference}`,
    breadcrumbs: CRUMBS,
    body: <ReferralPage {...view} today={c.today} keys={c.formKeys} />,
  };
}

async function actPage(c: Context, act: ActName, attempt = BLANK) {
  const referral = await referralRow(c.tx, c.actor, c.params.reference ?? '');
  if (!referral) return notFound('referral');
  const view = {
    ...attempt,
    act,
    reference: referral.reference,
    revision: attempt === BLANK ? referral.revision : revisionIn(attempt.values),
    services: await listServices(c.tx, c.actor, { accepts: 'referrals', on: c.today }),
    keys: c.formKeys,
  };
  return {
    title: `${ACT_HEADINGS[act]} ${referral.reference}`,
    breadcrumbs: [...CRUMBS, { text: referral.reference, href: `/casework/referrals/${referral.reference}` }],
    body: <ActPage {...view} />,
  };
}

type Doing = (tx: Tx, c: Context, reference: string) => Promise<ReferralRow | Refusal>;

const act = (c: Context) => ({ revision: revisionIn(c.form), words: textIn(c.form, 'words') || null });

/** What each address below a referral does with it. */
const DOES: Readonly<Record<string, Doing>> = {
  receipt: (tx, c, ref) => receiveReferral(tx, c.actor, deskOf(c.services), ref, act(c)),
  acceptance: (tx, c, ref) => acceptReferral(tx, c.actor, deskOf(c.services), ref, act(c)),
  beginning: (tx, c, ref) => beginReferral(tx, c.actor, deskOf(c.services), ref, act(c)),
  withdrawal: (tx, c, ref) => withdrawReferral(tx, c.actor, deskOf(c.services), ref, act(c)),
  refusal: (tx, c, ref) =>
    declineReferral(tx, c.actor, deskOf(c.services), ref, {
      ...act(c),
      reason: textIn(c.form, 'reason'),
      alternative: textIn(c.form, 'alternative') || null,
    }),
  outcome: (tx, c, ref) =>
    completeReferral(tx, c.actor, deskOf(c.services), ref, { ...act(c), outcome: textIn(c.form, 'outcome') }),
  redirection: (tx, c, ref) =>
    redirectReferral(tx, c.actor, deskOf(c.services), ref, { ...act(c), service: textIn(c.form, 'service') }),
  sending: (tx, c, ref) =>
    sendDraft(tx, c.actor, deskOf(c.services), ref, {
      ...act(c),
      basis: BASIS_NAMES.find((basis) => basis === textIn(c.form, 'basis')) ?? null,
      consent: (['spoken', 'written'] as const).find((how) => how === textIn(c.form, 'consent')) ?? null,
      told: TOLD_NAMES.filter((code) => textsIn(c.form, 'told').includes(code)),
      mayPassOn: textIn(c.form, 'mayPassOn') === 'yes',
    }),
};

const ASKS: readonly ActName[] = ['refusal', 'outcome', 'redirection', 'withdrawal', 'sending'];

/** The pages of referrals that were made. */
export const referralRoutes: readonly Route[] = [
  inCasework(get('/casework/referrals', READ, queuePage, reads('referral.queue'))),
  inCasework(get('/casework/referrals/mine', READ, minePage, reads('referral.mine'))),
  inCasework(get('/casework/referrals/found', READ, found, reads('referral.find'))),
  inCasework(get('/casework/referrals/:reference', READ, referralPage, readsOne('referral.read'))),
  ...ASKS.map((name) =>
    inCasework(
      get(`/casework/referrals/:reference/${name}`, READ, (c) => actPage(c, name), readsOne('referral.act')),
    ),
  ),
  ...Object.entries(DOES).map(([name, does]) => {
    const asks = ASKS.find((one) => one === name);
    return inCasework(
      post(
        `/casework/referrals/:reference/${name}`,
        READ,
        async (c) => {
          const done = await does(c.tx, c, c.params.reference ?? '');
          return isRefusal(done) ? done : { redirect: `/casework/referrals/${done.reference}` };
        },
        asks === undefined ? {} : { again: (c, attempt) => actPage(c, asks, attempt) },
      ),
    );
  }),
];

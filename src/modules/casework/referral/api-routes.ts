/** Referrals for programs: the same commands, and the same refusals by name. */
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { accountOf, agencyOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
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
import { ACT_BODIES, OpenedReferral, Referral, VisitMade, visitBody } from './api-schemas.ts';
import { type Desk, deskOf } from './desk.ts';
import { type ListedReferral, listMade, listQueue, type ReferralRow } from './queries.ts';
import { viewReferral } from './view.ts';
import { recordVisit } from './visit/record-visit.ts';

const PATH = '/api/v1/casework/referrals';
const TAKES_PART = { permission: 'read' } as const;

const readsOne =
  (action: string) =>
  ({ params }: Pick<Context, 'params'>) => ({
    action,
    detail: { reference: params.reference ?? '' },
  });

async function opened(c: Pick<Context, 'tx' | 'actor' | 'services'>, reference: string) {
  const view = await viewReferral(c.tx, c.actor, c.services.subjects, reference);
  if (!view) return notFound('referral');
  const { referral, told } = view;
  return {
    value: {
      reference: referral.reference,
      service: view.service,
      from: view.from,
      to: view.to,
      urgent: referral.urgent,
      needs: [...referral.needs],
      state: referral.state,
      dueOn: referral.due_on,
      outcome: referral.outcome,
      subject: told?.subject ?? null,
      seen: told?.seen ?? null,
      basis: referral.basis,
      consent: referral.consent,
      told: [...referral.told],
      mayPassOn: referral.may_pass_on,
      moves: [...view.moves],
      news: view.news.map(({ id, words, ...news }) => ({ ...news, words: words ?? null })),
      revision: referral.revision,
    },
    revision: referral.revision,
  };
}

type Acts = typeof ACT_BODIES;
type Does<Name extends keyof Acts> = (
  context: ApiContext<unknown, z.output<Acts[Name]>>,
  desk: Desk,
  reference: string,
) => Promise<ReferralRow | Refusal>;

/** An act on a referral: POST a noun below it. The referral as it is then is the answer. */
function actRoute<Name extends keyof Acts>(
  name: Name,
  summary: string,
  does: Does<Name>,
  problems: string[] = [],
) {
  return inCasework(
    apiPost(
      `${PATH}/:reference/${name}`,
      {
        name: `${VERBS[name]}Referral`,
        summary,
        ...TAKES_PART,
        revised: 'if-sent',
        body: ACT_BODIES[name] as z.ZodObject,
        response: OpenedReferral,
        problems: ['referral-cannot-go-there', 'choose-a-purpose', ...problems],
      },
      async (context) => {
        const done = await does(context as never, deskOf(context.services), context.params.reference ?? '');
        return isRefusal(done) ? done : ((await opened(context, done.reference)) as never);
      },
    ),
  );
}

const VERBS: Readonly<Record<keyof Acts, string>> = {
  receipt: 'receive',
  acceptance: 'accept',
  beginning: 'begin',
  withdrawal: 'withdraw',
  refusal: 'decline',
  outcome: 'complete',
  redirection: 'redirect',
  sending: 'send',
};

const listed = ({ id, recordId, ...row }: ListedReferral) => ({ ...row, id, needs: [...row.needs] });

/** Referrals under /api/v1. */
export const referralApiRoutes: readonly Route[] = [
  inCasework(
    apiPost(
      PATH,
      {
        name: 'recordVisit',
        summary: 'Refer: one visit becomes referrals and signposts at once',
        says: 'With an `id` the same visit sent again is the same visit. Without a lawful basis the referrals stay drafts.',
        permission: 'referral.make',
        anywhere: true,
        body: visitBody,
        response: VisitMade,
        status: 201,
        problems: [
          'choose-a-purpose',
          'training-required',
          'checklist-not-published',
          'sign-unknown',
          'service-unknown',
          'service-takes-no-referrals',
          'subject-incomplete',
          'says-nobody',
          'date-of-birth-unreadable',
          'postcode-unreadable',
          'consent-says-how',
          'consent-is-informed',
          'says-what-was-told',
          'disclosure-covered-by-no-agreement',
          'visit-sent-already',
        ],
      },
      async ({ tx, actor, services, body: { offline, ...input } }) => {
        const made = await recordVisit(tx, actor, deskOf(services), input, offline ? 'offline' : 'api');
        if (isRefusal(made)) return made;
        const value = { ...made, referrals: [...made.referrals], signposts: [...made.signposts] };
        return { value };
      },
    ),
  ),
  inCasework(
    apiPages(
      `${PATH}/queue`,
      {
        name: 'listReferralQueue',
        summary: 'What waits for the caller’s agency, the most pressing first',
        permission: 'referral.receive',
        anywhere: true,
        item: Referral,
        query: z.object({ service: z.string().optional().describe('The slug of a service') }),
        key: z.tuple([z.iso.date(), z.uuid()]),
        order: (row): [string, string] => [row.dueOn ?? '', row.id],
        reads: () => ({ action: 'referral.queue' }),
      },
      async ({ tx, actor, query }, page) =>
        (
          await listQueue(
            tx,
            actor,
            { agencyId: agencyOf(actor) ?? '', service: query.service },
            page as never,
          )
        ).map(listed) as never,
    ),
  ),
  inCasework(
    apiPages(
      PATH,
      {
        name: 'listMyReferrals',
        summary: 'What the caller referred, newest first',
        permission: 'referral.make',
        anywhere: true,
        item: Referral,
        key: z.tuple([z.uuid()]),
        order: (row): [string] => [row.id],
        reads: () => ({ action: 'referral.mine' }),
      },
      async ({ tx, actor }, page) => {
        const accountId = accountOf(actor);
        if (accountId === undefined) return refused('not-allowed', 'Only somebody with an account refers.');
        return (await listMade(tx, actor, { accountId }, page as never)).map(listed) as never;
      },
    ),
  ),
  inCasework(
    apiGet(
      `${PATH}/:reference`,
      {
        name: 'getReferral',
        summary: 'A referral in which the caller takes part',
        ...TAKES_PART,
        response: OpenedReferral,
        reads: readsOne('referral.read'),
      },
      async (context) => (await opened(context, context.params.reference ?? '')) as never,
    ),
  ),
  actRoute('receipt', 'Say that it arrived', (c, desk, ref) =>
    receiveReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
  ),
  actRoute('acceptance', 'Accept it', (c, desk, ref) =>
    acceptReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
  ),
  actRoute(
    'refusal',
    'Decline it, with a reason and perhaps another service',
    (c, desk, ref) => declineReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
    ['service-unknown'],
  ),
  actRoute('beginning', 'Say that the service has begun', (c, desk, ref) =>
    beginReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
  ),
  actRoute('outcome', 'Complete it with its outcome', (c, desk, ref) =>
    completeReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
  ),
  actRoute('withdrawal', 'Withdraw it', (c, desk, ref) =>
    withdrawReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
  ),
  actRoute(
    'redirection',
    'Redirect it to another service; the new referral is the answer',
    (c, desk, ref) => redirectReferral(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
    ['consent-does-not-cover-passing-on', 'service-takes-no-referrals', 'redirected-elsewhere'],
  ),
  actRoute(
    'sending',
    'Send a draft on a lawful basis',
    (c, desk, ref) => sendDraft(c.tx, c.actor, desk, ref, { revision: c.revision, ...c.body }),
    ['consent-says-how', 'consent-is-informed', 'says-what-was-told', 'disclosure-covered-by-no-agreement'],
  ),
];

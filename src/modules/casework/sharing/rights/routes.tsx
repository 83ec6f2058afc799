import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, textIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../../ui/forms/typed.ts';
import { inCasework } from '../../purpose/working.ts';
import { GOVERNANCE_CRUMBS, SHARING_CRUMBS } from '../parts.tsx';
import { idInPath, personInQuery, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';
import { confirmCorrection } from './correction.ts';
import { CorrectionPage, RequestForm, RequestPage } from './pages.tsx';
import { correctionsOf, findCorrection, findRightsRequest } from './queries.ts';
import { answerRights, takeDownRequest } from './request.ts';
import { isCorrected, isRight, type RightsOutcome } from './words.ts';

const SEE = { permission: 'casework.read', anywhere: true } as const;
const BASE = '/casework/governance/requests';
const received = z.object({ receivedOn: givenDate('Enter the day on which it was received.') });

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const clusterId = c.query.person ?? '';
  if (!isUuid(clusterId)) return notFound('person');
  return {
    title: 'What a person asks about their data',
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <RequestForm
        clusterId={clusterId}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('receivedOn', c.today), errors: {} }}
      />
    ),
  };
}

async function takeDown(c: Context): Promise<{ redirect: string } | Refusal> {
  const kind = textIn(c.form, 'kind');
  if (!isRight(kind))
    return refused('say-what-is-wanted', 'Choose what the person wants.', { field: 'kind' });
  const fields = readFields(received, c.form);
  if (isRefusal(fields)) return fields;
  const taken = await takeDownRequest(c.tx, c.actor, c.services.subjects, {
    clusterId: c.query.person ?? '',
    kind,
    receivedOn: fields.receivedOn,
    says: textIn(c.form, 'says'),
  });
  return isRefusal(taken) ? taken : { redirect: `${BASE}/${taken.id}` };
}

async function requestPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const request = await findRightsRequest(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!request) return notFound('request');
  const govern = may(c.actor, 'casework.govern');
  return {
    title: 'What a person asked about their data',
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <RequestPage
        request={request}
        corrections={await correctionsOf(c.tx, c.actor, c.services.subjects, request.id)}
        mayAnswer={govern || mayFor(c.actor, 'casework.write', request.agencyId)}
        mayExport={govern}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

const OUTCOMES: readonly string[] = ['upheld', 'partly', 'refused'] satisfies readonly RightsOutcome[];

async function answer(c: Context): Promise<{ redirect: string } | Refusal> {
  const outcome = textIn(c.form, 'outcome');
  if (!OUTCOMES.includes(outcome))
    return refused('say-what-was-done', 'Say what was done.', { field: 'outcome' });
  const answered = await answerRights(c.tx, c.actor, c.services.subjects, c.params.id ?? '', {
    outcome: outcome as RightsOutcome,
    says: textIn(c.form, 'says'),
    site: siteOf(c),
  });
  return isRefusal(answered) ? answered : { redirect: `${BASE}/${answered.id}` };
}

async function correctionPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const correction = await findCorrection(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!correction) return notFound('correction');
  const answering = correction.agencyId ?? correction.fromAgencyId;
  return {
    title: 'Correction',
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <CorrectionPage
        correction={correction}
        mayConfirm={may(c.actor, 'casework.govern') || answering === agencyOf(c.actor)}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

async function confirm(c: Context): Promise<{ redirect: string } | Refusal> {
  const outcome = textIn(c.form, 'outcome');
  if (!isCorrected(outcome)) return refused('say-what-was-done', 'Say what you did.', { field: 'outcome' });
  const confirmed = await confirmCorrection(c.tx, c.actor, c.services.subjects, c.params.id ?? '', {
    outcome,
    says: textIn(c.form, 'says'),
  });
  return isRefusal(confirmed) ? confirmed : { redirect: `/casework/sharing/corrections/${confirmed.id}` };
}

/** What people ask about their own data, and the corrections that follow. */
export const rightsRoutes: readonly Route[] = [
  inCasework(
    get(`${BASE}/new`, SEE, (c) => form(c), {
      reads: readsOf('rights-request.begun', 'person', personInQuery),
    }),
  ),
  inCasework(post(`${BASE}/new`, SEE, takeDown, { again: form })),
  inCasework(
    get(`${BASE}/:id`, SEE, (c) => requestPage(c), {
      reads: readsOf('rights-request.read', 'rights-request', idInPath),
    }),
  ),
  inCasework(post(`${BASE}/:id`, SEE, answer, { again: requestPage })),
  inCasework(
    get('/casework/sharing/corrections/:id', SEE, (c) => correctionPage(c), {
      reads: readsOf('correction.read', 'correction', idInPath),
    }),
  ),
  inCasework(post('/casework/sharing/corrections/:id', SEE, confirm, { again: correctionPage })),
];

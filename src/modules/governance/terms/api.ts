import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { earlierFields, GROUND_PROBLEMS } from '../../partners/index.ts';
import { type Body, findBody } from '../queries.ts';
import { compareTerms } from './compare.ts';
import { listObligations, OBLIGATION_KINDS, OBLIGATION_STATES } from './compliance.ts';
import { termsFields } from './fields.ts';
import { termsInWords } from './in-words.ts';
import { loadNames } from './names.ts';
import { findTerms, listTerms } from './queries.ts';
import { adoptTerms, changeTerms, draftTerms, fieldsOfTerms } from './terms.ts';

export const day = z.iso.date();
export const givenDay = day.transform((text) => text as PlainDate);
const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(table) as [Key, ...Key[]]);

const Terms = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    version: z.int(),
    revision: z.int(),
    adoptedOn: day.nullable().describe('Null while it is a draft'),
    adoptedBy: z.string().nullable(),
    decisionId: z.uuid().nullable(),
    inForceFrom: day.nullable(),
    inForceUntil: day.nullable().describe('The day from which the next version is in force'),
    purpose: z.string(),
    quorum: z.object({
      rule: z.enum(['number', 'fraction', 'none']),
      number: z.int().nullable(),
      numerator: z.int().nullable(),
      denominator: z.int().nullable(),
      of: z.enum(['core-organisations', 'core-members', 'members']),
      for: z.enum(['key-decisions', 'all-decisions']),
    }),
    keyDecisions: z
      .object({ fromPence: z.int().nullable(), kinds: z.array(z.string()) })
      .describe('What a key decision is by these terms'),
    remotePresence: z.string(),
    yearFrom: z.enum(['adoption', 'financial-year']),
    sittingsAYear: z.int().nullable(),
    papersDaysBefore: z.int().nullable(),
    minutesDaysAfter: z.int().nullable(),
    chairElection: z.string(),
    chairTermMonths: z.int().nullable(),
    hasViceChair: z.boolean(),
    escalation: z.object({
      toId: z.uuid().nullable(),
      days: z.int().nullable(),
      triggers: z.array(z.string()),
    }),
    startsOn: day.nullable(),
    note: z.string(),
    sections: z.array(z.object({ heading: z.string(), words: z.string() })),
    functions: z.array(z.object({ slug: z.string(), name: z.string(), says: z.string() })),
    seats: z.array(
      z.object({
        title: z.string(),
        standing: z.string(),
        functionSlug: z.string().nullable(),
        agencyId: z.uuid().nullable(),
        postId: z.uuid().nullable(),
      }),
    ),
    duties: z.array(
      z.object({
        cadence: z.enum(['quarter', 'year']),
        toBodyId: z.uuid(),
        templateSlug: z.string().nullable(),
        says: z.string(),
      }),
    ),
  })
  .meta({ id: 'Terms', description: 'A version of a body’s terms of reference, as data and prose.' });

const Obligation = z
  .object({
    bodyId: z.uuid(),
    body: z.string(),
    bodySlug: z.string(),
    yearStart: day,
    yearEnd: day,
    yearFrom: z.enum(['adoption', 'financial-year']),
    kind: keysOf(OBLIGATION_KINDS),
    number: z.int().nullable(),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    periodStart: day.nullable(),
    periodEnd: day.nullable(),
    dueOn: day,
    metOn: day.nullable(),
    says: z.string(),
    state: keysOf(OBLIGATION_STATES),
    lateBy: z.int().nullable().describe('By how many days it is late, or was when it was met'),
  })
  .meta({ id: 'Obligation', description: 'What terms in force ask of a body’s year. All of it is derived.' });

/** The body that the address names. */
export const bodyIn = async (
  tx: Tx,
  { slug = '' }: Readonly<Record<string, string>>,
): Promise<Body | Refusal> => (await findBody(tx, slug)) ?? notFound('body');

async function termsAnswer(tx: Tx, id: string | undefined) {
  const terms = z.uuid().safeParse(id).success ? await findTerms(tx, id ?? '') : undefined;
  return terms ? { value: terms, revision: terms.revision } : notFound('version of terms of reference');
}

/** Terms of reference and what they ask of the year, by program. */
export const termsApi: readonly Route[] = [
  apiList(
    '/api/v1/bodies/:slug/terms',
    {
      name: 'listTerms',
      summary: 'Every version of a body’s terms of reference, drafts too',
      permission: 'read',
      item: Terms,
      order: ({ version, id }) => [version, id],
    },
    async ({ tx, params }) => {
      const body = await bodyIn(tx, params);
      return isRefusal(body) ? body : listTerms(tx, body.id);
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/terms',
    {
      name: 'draftTerms',
      summary: 'Draft the next version of a body’s terms of reference',
      permission: 'governance.edit',
      status: 201,
      body: termsFields,
      fields: { escalatesToId: 'escalation.toId', escalatesTo: 'escalation.toId' },
      response: Terms,
      problems: [
        'terms-drafted-already',
        'body-had-ended',
        'seat-in-unknown-function',
        'function-named-twice',
        'quorum-cannot-be-reached',
      ],
    },
    async ({ tx, actor, params, body: fields }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const drafted = await draftTerms(tx, actor, body.id, fields);
      if (isRefusal(drafted)) return drafted;
      const answer = await termsAnswer(tx, drafted.id);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/terms/${drafted.id}` };
    },
  ),
  apiGet(
    '/api/v1/terms/:id',
    { name: 'getTerms', summary: 'A version of terms of reference', permission: 'read', response: Terms },
    async ({ tx, params }) => termsAnswer(tx, params.id),
  ),
  apiPut(
    '/api/v1/terms/:id',
    {
      name: 'changeTerms',
      summary: 'Change a draft of terms of reference',
      permission: 'governance.edit',
      revised: true,
      body: termsFields,
      fields: { escalatesToId: 'escalation.toId', escalatesTo: 'escalation.toId' },
      response: Terms,
      problems: ['terms-adopted-already', 'body-had-ended'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const there = await termsAnswer(tx, params.id);
      if (isRefusal(there)) return there;
      const changed = await changeTerms(tx, actor, there.value.id, revision, body);
      return isRefusal(changed) ? changed : termsAnswer(tx, params.id);
    },
  ),
  apiPost(
    '/api/v1/terms/:id/adoptions',
    {
      name: 'adoptTerms',
      summary:
        'Record that terms were adopted before the partnership kept its decisions here, or a body’s first',
      says: 'Everything since is adopted by a decision on it.',
      permission: 'terms.adopt',
      status: 201,
      body: z.strictObject({ on: givenDay, by: z.string().trim().min(1).max(200), ...earlierFields }),
      response: Terms,
      problems: [
        ...GROUND_PROBLEMS,
        'body-had-ended',
        'terms-adopted-already',
        'terms-in-force-already',
        'adoption-is-to-come',
        'terms-bind-from-their-adoption',
      ],
    },
    async ({ tx, actor, params, body: { on, by, ...earlier } }) => {
      const there = await termsAnswer(tx, params.id);
      if (isRefusal(there)) return there;
      const adopted = await adoptTerms(tx, actor, { termsId: there.value.id, on, by, ground: { earlier } });
      return isRefusal(adopted) ? adopted : termsAnswer(tx, params.id);
    },
  ),
  apiGet(
    '/api/v1/terms/:id/words',
    {
      name: 'readTerms',
      summary: 'Terms of reference in plain words, and what changed from the version before',
      permission: 'read',
      response: z
        .object({
          clauses: z.array(z.object({ topic: z.string(), says: z.string() })),
          changes: z.array(
            z.object({
              topic: z.string(),
              what: z.enum(['added', 'taken-out', 'changed']),
              before: z.string().nullable(),
              after: z.string().nullable(),
            }),
          ),
        })
        .meta({ id: 'TermsInWords' }),
    },
    async ({ tx, params }) => {
      const there = await termsAnswer(tx, params.id);
      if (isRefusal(there)) return there;
      const names = await loadNames(tx);
      const own = fieldsOfTerms(there.value);
      const before = (await listTerms(tx, there.value.bodyId)).find(
        ({ version }) => version === there.value.version - 1,
      );
      return {
        value: {
          clauses: termsInWords(own, names).map(({ topic, says }) => ({ topic, says })),
          changes: before ? [...compareTerms(fieldsOfTerms(before), own, names)] : [],
        },
      };
    },
  ),
  apiList(
    '/api/v1/compliance',
    {
      name: 'listObligations',
      summary: 'What terms in force on a day ask of each body’s year, and what became of it by that day',
      permission: 'read',
      item: Obligation,
      query: z.object({ on: givenDay.optional(), body: z.string().optional() }),
      order: ({ bodySlug, dueOn, kind, says, subjectId }) => [bodySlug, dueOn, kind, says, subjectId],
    },
    async ({ tx, query, today }) => {
      const body = query.body === undefined ? undefined : await findBody(tx, query.body);
      if (query.body !== undefined && !body) return notFound('body');
      const bodyId: Id<'body'> | undefined = body?.id;
      return listObligations(tx, query.on ?? today, { bodyId });
    },
  ),
];

import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listAllPurposes } from '../purpose/queries.ts';
import { addAgreement, changeAgreement } from './agreement.ts';
import { type Agreement as AgreementRow, findAgreement, listAgreements } from './agreements.ts';
import { CATEGORY_NAMES } from './categories.ts';
import { fieldsOf } from './import.ts';

const day = z.iso.date().transform(plainDate).describe('YYYY-MM-DD');

const Purpose = z.object({
  slug: z.string().describe('As Concord-Purpose names it'),
  title: z.string(),
  says: z.string(),
  gateway: z.string().describe('The law that allows it'),
  regime: z.enum(['uk-gdpr', 'part-3']),
  inUse: z.boolean(),
  endsOn: z.string().nullable(),
});

const Agreement = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  standing: z.enum(['coming', 'in-force', 'review-due', 'review-overdue', 'ended']),
  providers: z.array(z.uuid()).describe('Agencies that provide data'),
  recipients: z.array(z.uuid()).describe('Agencies that receive it'),
  purposes: z.array(z.string()),
  categories: z.array(z.enum(CATEGORY_NAMES)),
  conditions: z.string(),
  assessment: z.string().describe('The data protection impact assessment that it rests on, by reference'),
  startsOn: z.string(),
  reviewOn: z.string(),
  endsOn: z.string().nullable(),
  revision: z.int(),
});

const agreementBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  providers: z.array(z.uuid()).min(1).max(200),
  recipients: z.array(z.uuid()).min(1).max(200),
  purposes: z.array(z.string().max(61)).min(1).max(50),
  categories: z.array(z.enum(CATEGORY_NAMES)).min(1).max(20),
  conditions: z.string().max(5000).default(''),
  assessment: z.string().max(200).default(''),
  startsOn: day,
  reviewOn: day,
  endsOn: day.nullable().default(null),
});

const shown = (agreement: AgreementRow): z.input<typeof Agreement> => {
  const { id, slug, standing, revision } = agreement;
  const fields = fieldsOf(agreement);
  return {
    ...{ id, slug, standing, revision },
    ...fields,
    providers: [...fields.providers],
    recipients: [...fields.recipients],
    purposes: [...fields.purposes],
    categories: [...fields.categories],
  };
};

async function now(tx: Tx, actor: Actor, slug: string) {
  const agreement = await findAgreement(tx, actor, slug);
  return agreement
    ? { value: shown(agreement), revision: agreement.revision, location: `/api/v1/agreements/${slug}` }
    : notFound('agreement');
}

const PROBLEMS = [
  'agreement-has-a-provider',
  'agreement-has-a-recipient',
  'agreement-slug-unique',
  'agreement-is-reviewed-after-it-starts',
];

/** Agreements and purposes, for programs. They name agencies and no person, so that no purpose is needed. */
export const agreementApi: readonly Route[] = [
  apiList(
    '/api/v1/purposes',
    {
      name: 'listPurposes',
      summary: 'What personal data may be read for, and under which law',
      says: 'A call to casework names one of those in use in the header Concord-Purpose.',
      permission: 'read',
      item: Purpose,
      order: ({ slug }) => [slug],
    },
    async ({ tx, actor }) => [...(await listAllPurposes(tx, actor))],
  ),
  apiList(
    '/api/v1/agreements',
    {
      name: 'listAgreements',
      summary: 'Information sharing agreements, ended ones too',
      permission: 'read',
      item: Agreement,
      order: ({ slug }) => [slug],
    },
    async ({ tx, actor }) => (await listAgreements(tx, actor)).map(shown),
  ),
  apiGet(
    '/api/v1/agreements/:slug',
    {
      name: 'getAgreement',
      summary: 'An information sharing agreement',
      permission: 'read',
      response: Agreement,
    },
    ({ tx, actor, params }) => now(tx, actor, params.slug ?? ''),
  ),
  apiPost(
    '/api/v1/agreements',
    {
      name: 'addAgreement',
      summary: 'Make an agreement',
      permission: 'sharing.agree',
      body: agreementBody,
      response: Agreement,
      status: 201,
      problems: PROBLEMS,
    },
    async ({ tx, actor, body }) => {
      const added = await addAgreement(tx, actor, body);
      return isRefusal(added) ? added : now(tx, actor, added.slug);
    },
  ),
  apiPut(
    '/api/v1/agreements/:slug',
    {
      name: 'changeAgreement',
      summary: 'Change an agreement; what it said before is kept',
      permission: 'sharing.agree',
      revised: true,
      body: agreementBody,
      response: Agreement,
      problems: PROBLEMS,
    },
    async ({ tx, actor, params, body, revision }) => {
      const changed = await changeAgreement(tx, actor, params.slug ?? '', revision, body);
      return isRefusal(changed) ? changed : now(tx, actor, changed.slug);
    },
  ),
];

/** Records of people for programs: the same commands and refusals as the pages. What changes something answers with ids. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../../kernel/refusal.ts';
import { agencyOf } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet, apiPatch, apiPost } from '../../../../platform/http/api.ts';
import { apiPages } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { changeRecord } from '../change.ts';
import { decideMatch } from '../matching/decision.ts';
import { findPerson, findRecord, listOwnRecords, type RecordView } from '../person.ts';
import { saveRecord } from '../record.ts';
import { searchPeople } from '../search.ts';
import { auditSearch } from './people.tsx';
import { restriction } from './record-fields.ts';

const text = z.string().max(200);
const texts = z.array(text).max(10);
const identityFields = {
  givenNames: text.optional(),
  surname: text.optional(),
  otherNames: texts.optional().describe('Each as given names and surname, or another surname alone'),
  dateOfBirth: text.optional().describe('YYYY-MM-DD, or YYYY-MM or YYYY where no more is known'),
  sex: text.optional(),
  telephones: texts.optional(),
  emails: texts.optional(),
  nhsNumber: text.optional(),
  nationalInsuranceNumber: text.optional(),
  policeNumber: text.optional(),
  reference: text.optional().describe('The agency’s own number for the person'),
};
const address = z.strictObject({
  lines: z.array(text).max(6),
  postcode: text.optional(),
  uprn: text.optional(),
});

const Record = z
  .object({
    id: z.uuid(),
    person: z.uuid().describe('The person (cluster) that the record stands with now'),
    agency: z.string(),
    ...identityFields,
    disposedOf: z.boolean(),
    regime: z.enum(['uk-gdpr', 'part-3']),
    restrictedBecause: restriction.nullable(),
    disputed: z.boolean(),
    recordedOn: z.string(),
    lastActiveOn: z.string(),
    reviewOn: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'PersonRecord' });

const Saved = z
  .object({
    id: z.uuid(),
    person: z.uuid(),
    joined: z.boolean().describe('The person was known already'),
    asked: z.int().describe('Other records that may be of the same person: somebody is asked'),
  })
  .meta({ id: 'SavedPersonRecord' });

const recordOf = (record: RecordView): z.input<typeof Record> => ({
  id: record.recordId,
  person: record.clusterId,
  agency: record.agency,
  ...(record.identity as object),
  disposedOf: record.identity === undefined,
  regime: record.regime,
  restrictedBecause: record.restrictedBecause ?? null,
  disputed: record.disputed,
  recordedOn: record.recordedOn,
  lastActiveOn: record.lastActiveOn,
  reviewOn: record.reviewOn,
  revision: record.revision,
});

const IDENTITY_PROBLEMS = [
  'says-nobody',
  'date-of-birth-unreadable',
  'too-long',
  'too-many',
  'record-reference-unique',
];
const READ = { permission: 'casework.read', anywhere: true } as const;

const Person = z
  .object({
    id: z.uuid(),
    code: z.string(),
    records: z.array(Record),
    knownTo: z.array(z.object({ agency: z.string(), ask: z.string().nullable() })),
  })
  .meta({ id: 'PersonOfConcern' });

/** Records, persons, searches and decisions on matches under /api/v1/casework. */
export const peopleApiRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/casework/records',
    {
      name: 'listPersonRecords',
      summary: 'The records that your agency holds, in the order in which they were made',
      ...READ,
      item: Record,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id],
      reads: () => ({ action: 'record.listed' }),
    },
    async ({ tx, actor, services }, { after, limit }) =>
      (await listOwnRecords(tx, actor, services.subjects, { after: after?.[0], limit })).map(recordOf),
  ),
  apiGet(
    '/api/v1/casework/records/:id',
    {
      name: 'getPersonRecord',
      summary: 'One record, where you may see it',
      ...READ,
      response: Record,
      reads: ({ params }) => ({ action: 'record.read', subject: { kind: 'record', id: params.id ?? '' } }),
    },
    async ({ tx, actor, services, params }) => {
      const id = asId<'record'>(params.id ?? '');
      const record = id && (await findRecord(tx, actor, services.subjects, id));
      return record ? { value: recordOf(record), revision: record.revision } : notFound('record');
    },
  ),
  apiPost(
    '/api/v1/casework/records',
    {
      name: 'savePersonRecord',
      summary: 'Keep what your agency knows of a person, and match it',
      ...READ,
      status: 201,
      body: z.strictObject({
        ...identityFields,
        address: address.optional(),
        livesFrom: z.iso.date().optional(),
        restrictedBecause: restriction.optional(),
      }),
      response: Saved,
      problems: [...IDENTITY_PROBLEMS, 'postcode-unreadable', 'address-missing', 'uprn-unreadable'],
    },
    async ({ tx, actor, services, body }) => {
      const agencyId = agencyOf(actor);
      if (agencyId === undefined) return notFound('agency');
      const saved = await saveRecord(tx, actor, services.subjects, { ...body, agencyId, source: 'api' });
      if (isRefusal(saved)) return saved;
      const { recordId, clusterId, joined, asked } = saved;
      return {
        value: { id: recordId, person: clusterId, joined, asked },
        location: `/api/v1/casework/records/${recordId}`,
      };
    },
  ),
  apiPatch(
    '/api/v1/casework/records/:id',
    {
      name: 'changePersonRecord',
      summary: 'Change a record of your agency; it is matched anew',
      says: 'An empty text or list takes a field out; null lifts the restriction.',
      permission: 'casework.write',
      anywhere: true,
      revised: true,
      body: z.strictObject({ ...identityFields, restrictedBecause: restriction.nullable().optional() }),
      response: Saved,
      problems: [...IDENTITY_PROBLEMS, 'disposed-of'],
    },
    async ({ tx, actor, services, params, body, revision }) => {
      const recordId = asId<'record'>(params.id ?? '');
      if (!recordId) return notFound('record');
      const changed = await changeRecord(tx, actor, services.subjects, { ...body, recordId, revision });
      if (isRefusal(changed)) return changed;
      const { clusterId, joined, asked } = changed;
      return { value: { id: recordId, person: clusterId, joined, asked }, revision: revision + 1 };
    },
  ),
  apiGet(
    '/api/v1/casework/people/:id',
    {
      name: 'getPersonOfConcern',
      summary: 'A person: the records that you may see, and which other agencies know them',
      ...READ,
      response: Person,
      reads: ({ params }) => ({ action: 'person.read', subject: { kind: 'person', id: params.id ?? '' } }),
    },
    async ({ tx, actor, services, params }) => {
      const id = asId<'cluster'>(params.id ?? '');
      const person = id && (await findPerson(tx, actor, services.subjects, id));
      if (!person) return notFound('person');
      return {
        value: {
          id: person.clusterId,
          code: person.code,
          records: person.records.map(recordOf),
          knownTo: person.knownTo.map(({ agency, ask }) => ({ agency, ask: ask ?? null })),
        },
      };
    },
  ),
  apiPost(
    '/api/v1/casework/people/searches',
    {
      name: 'searchPeople',
      summary: 'Find a person by a misspelt name, a date of birth, a postcode or a number',
      says: 'Every search is recorded. Send no Idempotency-Key: answers are not kept.',
      ...READ,
      body: z.strictObject({
        givenNames: text.optional(),
        surname: text.optional(),
        dateOfBirth: text.optional(),
        postcode: text.optional(),
        telephone: text.optional(),
        number: text.optional(),
      }),
      response: z.object({
        items: z.array(
          z.object({
            person: z.uuid(),
            code: z.string(),
            name: z.string(),
            dateOfBirth: z.string().nullable(),
            agencies: z.array(z.string()),
            weight: z.number().describe('Evidence in bits that this is who was asked for'),
          }),
        ),
      }),
      problems: ['nothing-asked', 'postcode-unreadable', 'date-of-birth-unreadable', 'not-kept'],
    },
    async (c) => {
      if (c.request.headers['idempotency-key'] !== undefined)
        return refused(
          'not-kept',
          'Answers about people are not kept: send the search without Idempotency-Key.',
        );
      const found = await searchPeople(c.tx, c.actor, c.services.subjects, c.body);
      if (isRefusal(found)) return found;
      await auditSearch(c, found);
      return {
        value: {
          items: found.map(({ clusterId, code, name, dateOfBirth, agencies, weight }) => ({
            person: clusterId,
            code,
            name,
            dateOfBirth: dateOfBirth ?? null,
            agencies: [...agencies],
            weight,
          })),
        },
      };
    },
  ),
  apiPost(
    '/api/v1/casework/matches',
    {
      name: 'decideMatch',
      summary: 'Decide whether two records are one person',
      permission: 'match.decide',
      anywhere: true,
      status: 201,
      body: z.strictObject({
        records: z.tuple([z.uuid(), z.uuid()]),
        verdict: z.enum(['same', 'different', 'cannot-tell']),
        reason: z.string().min(1).max(2000),
      }),
      response: z.object({ id: z.uuid(), people: z.array(z.uuid()) }),
      problems: ['reason-missing', 'said-to-be-different'],
    },
    async ({ tx, actor, services, body }) => {
      const [oneRecordId, otherRecordId] = body.records;
      const told = { oneRecordId, otherRecordId, verdict: body.verdict, reason: body.reason };
      const decided = await decideMatch(tx, actor, services.subjects, told);
      return isRefusal(decided)
        ? decided
        : { value: { id: decided.linkId, people: [...decided.clusterIds] } };
    },
  ),
].map((route) =>
  inCasework(route, ({ params }) => (route.path.includes('/people/:id') ? params.id : undefined)),
);

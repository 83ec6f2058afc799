/** Reading records and people, and searching for them. Each search is recorded, as on the page. */
import { z } from 'zod';
import { asId } from '../../../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../../../kernel/refusal.ts';
import { notFound } from '../../../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../../../platform/http/api.ts';
import { apiPages } from '../../../../../platform/http/api-list.ts';
import type { Route } from '../../../../../platform/http/route.ts';
import { findPerson, findRecord, listOwnRecords } from '../../person.ts';
import { searchPeople } from '../../search.ts';
import { auditSearch } from '../people.tsx';
import { Person, Record, recordOf, text } from './schemas.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;

export const peopleReadingApi: readonly Route[] = [
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
];

/** Who takes part in restorative matters, for programs. */
import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { apiPost } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { GROUND_NAMES } from '../../sharing/categories.ts';
import { addMatterPerson, recordMatterConsent, recordSatisfaction, tellWho } from '../people.ts';
import { CONSENTS, keysOf, ROLES, SATISFIED } from '../words.ts';
import { BASE, COMMON, ofPerson, WRITE } from './after.ts';
import { PersonSchema } from './shapes.ts';

const day = z.iso.date().transform((text) => plainDate(text));

export const personRoutesApi: readonly Route[] = [
  apiPost(
    `${BASE}/:id/people`,
    {
      name: 'addToRestorativeMatter',
      summary: 'Somebody takes part; only the caller’s agency knows who was harmed and who is responsible',
      ...WRITE,
      body: z.strictObject({
        role: z.enum(keysOf(ROLES)),
        recordId: z.uuid().nullable().default(null),
        name: z.string().default(''),
      }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'side-has-a-record', 'name-missing'],
    },
    async ({ body, ...c }) =>
      ofPerson(
        c,
        await addMatterPerson(c.tx, c.actor, c.services.subjects, { ...body, matterId: c.params.id ?? '' }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/telling`,
    {
      name: 'tellWhoTakesPart',
      summary: 'Tell another agency who somebody is; it stands in the disclosure ledger',
      ...WRITE,
      body: z.strictObject({
        agencyId: z.uuid(),
        ground: z.enum(GROUND_NAMES).optional(),
        basis: z.string().default(''),
      }),
      response: PersonSchema,
      status: 201,
      problems: [
        ...COMMON,
        'takes-no-part',
        'knows-already',
        'disclosure-covered-by-no-agreement',
        'person-objected',
      ],
    },
    async ({ body: { ground, ...body }, ...c }) =>
      ofPerson(
        c,
        await tellWho(c.tx, c.actor, c.services.subjects, {
          ...body,
          ...(ground ? { ground } : {}),
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/consent`,
    {
      name: 'recordRestorativeConsent',
      summary: 'What somebody said to taking part',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ consent: z.enum(keysOf(CONSENTS)), on: day }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'consent-of-a-side', 'consent-is-ahead'],
    },
    async ({ body, revision, ...c }) =>
      ofPerson(
        c,
        await recordMatterConsent(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
  apiPost(
    `${BASE}/:id/people/:person/satisfaction`,
    {
      name: 'recordRestorativeSatisfaction',
      summary: 'How satisfied who was harmed or is responsible was',
      ...WRITE,
      revised: true,
      fields: { day: 'on' },
      body: z.strictObject({ satisfied: z.enum(keysOf(SATISFIED)), on: day }),
      response: PersonSchema,
      status: 201,
      problems: [...COMMON, 'satisfaction-of-a-side', 'asked-after-the-meeting'],
    },
    async ({ body, revision, ...c }) =>
      ofPerson(
        c,
        await recordSatisfaction(c.tx, c.actor, {
          ...body,
          revision,
          matterId: c.params.id ?? '',
          id: c.params.person ?? '',
        }),
      ),
  ),
];

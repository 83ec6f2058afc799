/** Programmes for programs: the same commands and refusals as the pages. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
import { STATE_NAMES } from './fields.ts';
import { matchSupporter } from './match.ts';
import { movePlacement } from './move.ts';
import { listPlacements, listProgrammes, type Placement } from './queries.ts';
import { referToProgramme } from './refer.ts';
import { keysOf, OUTCOMES, PROGRAMME_KINDS } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const day = z.iso.date();
const givenDay = day.transform((text) => plainDate(text));

const ProgrammeSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    kind: z.enum(keysOf(PROGRAMME_KINDS)),
    agency: z.string(),
    eligibility: z.string(),
    triggers: z.array(z.string()),
    minimumAge: z.int().nullable(),
    maximumAge: z.int().nullable(),
    places: z.int(),
    taster: z.boolean(),
    startsOn: day,
    endsOn: day.nullable(),
  })
  .meta({ id: 'CaseworkProgramme' });
const PlacementSchema = z
  .object({
    id: z.uuid(),
    programme: z.string().describe('The slug of the programme'),
    from: z.string(),
    name: z.string().nullable(),
    underAge: z.boolean(),
    consent: z.enum(['given', 'refused']).nullable(),
    state: z.enum(STATE_NAMES),
    stateOn: day,
    referredOn: day,
    dueOn: day.nullable(),
    outcome: z.enum(keysOf(OUTCOMES)).nullable(),
    supporter: z.string().nullable().describe('Of peer support: who was matched'),
    matchedOn: day.nullable(),
    sessions: z.int(),
    attended: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'Placement', description: 'Somebody on a programme.' });

const shown = (one: Placement) => ({
  id: one.id,
  programme: one.programmeSlug,
  from: one.from,
  name: one.name ?? null,
  underAge: one.underAge,
  consent: one.consent,
  state: one.state,
  stateOn: one.stateOn,
  referredOn: one.referredOn,
  dueOn: one.dueOn,
  outcome: one.outcome,
  supporter: one.supporter ?? null,
  matchedOn: one.matchedOn,
  sessions: one.sessions,
  attended: one.attended,
  revision: one.revision,
});

export const programmeApiRoutes: readonly Route[] = [
  inCasework(
    apiList(
      '/api/v1/programmes',
      {
        name: 'listCaseworkProgrammes',
        summary: 'Courses and schemes that people can be referred to',
        ...READ,
        item: ProgrammeSchema,
        order: ({ slug }) => [slug],
      },
      async ({ tx, actor }) =>
        (await listProgrammes(tx, actor))
          .map(({ id, agencyId, says, costPence, revision, ...rest }) => ({
            ...rest,
            triggers: [...rest.triggers],
          }))
          .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    ),
  ),
  inCasework(
    apiGet(
      '/api/v1/placements/:id',
      {
        name: 'getPlacement',
        summary: 'Somebody on a programme',
        ...READ,
        response: PlacementSchema,
        problems: ['not-found'],
        reads: ({ params }) => ({
          action: 'placement.read',
          subject: { kind: 'placement', id: params.id ?? '' },
        }),
      },
      async ({ tx, actor, services, params }) => {
        const [placement] = await listPlacements(tx, actor, services.subjects, { id: params.id ?? '' });
        return placement ? { value: shown(placement), revision: placement.revision } : notFound('placement');
      },
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/placements',
      {
        name: 'referToProgramme',
        summary: 'Refer somebody to a programme by a record that the caller sees',
        ...WRITE,
        body: z.strictObject({
          programme: z.string(),
          recordId: z.uuid(),
          trigger: z.string().default(''),
          because: z.string().trim().min(1).max(20_000),
          underAge: z.boolean().optional().describe('Needed where no birth date is recorded'),
          ground: z.enum(GROUND_NAMES).optional(),
          basis: z.string().optional(),
        }),
        response: PlacementSchema,
        status: 201,
        problems: [
          'not-found',
          'not-allowed',
          'programme-has-ended',
          'under-age-unknown',
          'not-eligible-by-age',
          'disclosure-covered-by-no-agreement',
        ],
      },
      async ({ tx, actor, services, body }) => {
        const { ground, basis, underAge, ...rest } = body;
        const done = await referToProgramme(tx, actor, services.subjects, {
          ...rest,
          underAge,
          ...(ground ? { ground } : {}),
          ...(basis ? { basis } : {}),
        });
        if (isRefusal(done)) return done;
        const [placement] = await listPlacements(tx, actor, services.subjects, { id: done.id });
        return placement
          ? {
              value: shown(placement),
              revision: placement.revision,
              location: `/api/v1/placements/${done.id}`,
            }
          : notFound('placement');
      },
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/placements/:id/steps',
      {
        name: 'movePlacement',
        summary: 'The next step of a placement',
        ...WRITE,
        revised: true,
        body: z.strictObject({
          to: z.enum(STATE_NAMES),
          on: givenDay,
          startsOn: givenDay.nullish(),
          outcome: z.enum(keysOf(OUTCOMES)).nullish(),
          words: z.string().default(''),
        }),
        response: PlacementSchema,
        status: 201,
        problems: [
          'not-found',
          'not-allowed',
          'placement-cannot-move',
          'words-missing',
          'place-begins-when',
          'programme-is-full',
          'placement-of-a-minor-begins-with-consent',
          'peer-support-begins-with-a-supporter',
        ],
      },
      async ({ tx, actor, services, params, body, revision }) => {
        const id = params.id ?? '';
        const done = await movePlacement(tx, actor, services.subjects, {
          id,
          revision,
          to: body.to,
          on: body.on,
          words: body.words,
          startsOn: body.startsOn ?? null,
          outcome: body.outcome ?? null,
        });
        if (isRefusal(done)) return done;
        const [placement] = await listPlacements(tx, actor, services.subjects, { id });
        return placement ? { value: shown(placement), revision: placement.revision } : notFound('placement');
      },
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/placements/:id/supporter',
      {
        name: 'matchSupporter',
        summary: 'Match a supporter to somebody in peer support; another takes over from a day',
        ...WRITE,
        revised: true,
        body: z.strictObject({ name: z.string().trim().max(200), on: givenDay }),
        response: PlacementSchema,
        status: 201,
        problems: [
          'not-found',
          'not-allowed',
          'not-peer-support',
          'supporter-missing',
          'matched-out-of-time',
        ],
      },
      async ({ tx, actor, services, params, body, revision }) => {
        const id = params.id ?? '';
        const done = await matchSupporter(tx, actor, services.subjects, { ...body, id, revision });
        if (isRefusal(done)) return done;
        const [placement] = await listPlacements(tx, actor, services.subjects, { id });
        return placement ? { value: shown(placement), revision: placement.revision } : notFound('placement');
      },
    ),
  ),
];

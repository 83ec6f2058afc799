import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { apiPost, apiPut } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { given, SelectionSchema } from './api.ts';
import { MOST_CRITERIA, type SelectionInput } from './input.ts';
import { findSelection, type Selection } from './queries.ts';
import { adoptSelection, changeSelection, choosePlaces, prepareSelection } from './selection.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const words = z.string().trim().max(4000).default('');
const said = (error: string) => z.string().trim().min(1, error).max(4000);

const Criterion = z
  .strictObject({
    indicator: z.string().nullable().default(null).describe('Slug; null where the values are given here'),
    name: words.describe('Of a criterion that is no indicator'),
    weight: z.number().positive().max(1000),
    worse: z.enum(['higher', 'lower']).describe('Which values speak for taking a place'),
    source: words.describe('Where values that are given here come from'),
    values: z
      .array(z.strictObject({ place: z.string().trim().min(1), value: z.number() }))
      .max(500)
      .default([]),
  })
  .superRefine(({ indicator, name, source, values }, context) => {
    if (indicator !== null) return;
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (name === '') missing('name', 'Name the criterion.');
    if (source === '') missing('source', 'Say where these values come from.');
    if (values.length === 0) missing('values', 'Give a value for each place, or an indicator.');
  });

const SelectionBody = z.object({
  title: said('Enter a title.').max(300),
  question: words,
  asAt: day.describe('As at which day the data are taken'),
  places: z.array(z.string().trim().min(1)).min(2).max(500).describe('Slugs, codes or names'),
  criteria: z.array(Criterion).min(1).max(MOST_CRITERIA),
});

const inputOf = ({ criteria, ...body }: z.output<typeof SelectionBody>): SelectionInput => ({
  ...body,
  criteria: criteria.map((one) => ({ ...one, values: one.indicator === null ? one.values : [] })),
});

/** The page numbers its criteria from one; the body has them in a list. */
const FIELDS = Object.fromEntries(
  Array.from({ length: MOST_CRITERIA }, (_, at) =>
    ['name', 'indicator', 'values', 'weight', 'source'].map((field) => [
      `${field}-${at + 1}`,
      `criteria.${at}.${field}`,
    ]),
  ).flat(),
);

const told = async (tx: Tx, done: { readonly slug: string } | Refusal) => {
  if (isRefusal(done)) return done;
  const selection = await findSelection(tx, done.slug);
  return selection ? given(selection) : notFound('selection');
};

/** Which places are taken and why: of those that are left out nothing is. Refused: place-unknown. */
function choiceOf(
  { contents }: Selection,
  chosen: readonly { readonly place: string; readonly reason: string; readonly chosen: boolean }[],
): ReadonlyMap<string, { readonly chosen: boolean; readonly reason: string }> | Refusal {
  const choice = new Map(contents.candidates.map(({ slug }) => [slug, { chosen: false, reason: '' }]));
  for (const [at, { place, ...one }] of chosen.entries()) {
    if (!choice.has(place))
      return refused('place-unknown', 'This is none of the places that can be chosen.', {
        field: `candidates.${at}.place`,
      });
    choice.set(place, one);
  }
  return choice;
}

const EDITS = { permission: 'indicators.edit', response: SelectionSchema } as const;
const TAKING = [
  'place-unknown',
  'nothing-to-choose',
  'value-elsewhere',
  'indicator-unknown',
  'indicator-without-places',
];

/** Preparing a selection of target areas, choosing and adopting it, for programs. */
export const areaChangeApi: readonly Route[] = [
  apiPost(
    '/api/v1/area-selections',
    {
      ...EDITS,
      name: 'prepareAreaSelection',
      summary: 'Prepare a selection of target areas: its data are taken as at a day',
      status: 201,
      body: SelectionBody,
      fields: FIELDS,
      problems: ['title-is-reserved', 'area-selection-slug-unique', ...TAKING],
    },
    async ({ tx, actor, body }) => told(tx, await prepareSelection(tx, actor, inputOf(body))),
  ),
  apiPut(
    '/api/v1/area-selections/:slug',
    {
      ...EDITS,
      name: 'changeAreaSelection',
      summary: 'Take the data anew; what was chosen of the places that stay is kept',
      revised: true,
      body: SelectionBody,
      fields: FIELDS,
      problems: ['not-found', 'adopted-already', ...TAKING],
    },
    async ({ tx, actor, params, revision, body }) =>
      told(tx, await changeSelection(tx, actor, params.slug ?? '', revision, inputOf(body))),
  ),
  apiPut(
    '/api/v1/area-selections/:slug/choice',
    {
      ...EDITS,
      name: 'chooseAreas',
      summary: 'Say which places are taken and why, and why others are passed over',
      revised: true,
      body: z.object({
        candidates: z
          .array(z.strictObject({ place: z.string().describe('Slug'), chosen: z.boolean(), reason: words }))
          .max(500),
      }),
      problems: ['not-found', 'adopted-already', 'place-unknown'],
    },
    async ({ tx, actor, params, revision, body }) => {
      const selection = await findSelection(tx, params.slug ?? '');
      if (!selection) return notFound('selection');
      const choice = choiceOf(selection, body.candidates);
      if (isRefusal(choice)) return choice;
      return told(tx, await choosePlaces(tx, actor, selection.slug, revision, choice));
    },
  ),
  apiPost(
    '/api/v1/area-selections/:slug/adoptions',
    {
      ...EDITS,
      name: 'adoptAreaSelection',
      summary: 'Record that a selection was adopted: all that it rests on is kept as it is, for ever',
      revised: true,
      status: 201,
      body: z.object({
        adoptedOn: day,
        decidedBy: said('Say who adopted it, such as a board.'),
        reason: said('Say why these places.'),
      }),
      problems: ['not-found', 'adopted-already', 'day-is-in-the-future', 'nothing-chosen', 'reasons-missing'],
    },
    async ({ tx, actor, params, revision, body }) =>
      told(tx, await adoptSelection(tx, actor, params.slug ?? '', revision, body)),
  ),
];

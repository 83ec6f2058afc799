import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, wantsCsv } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listFigures } from './close.ts';
import { findSurvey, findWave, listSurveys } from './queries.ts';
import { resultsCsv } from './results-csv.ts';
import { type Choice, METHODS, QUESTION_KINDS, type SurveyWave, WEIGHTS } from './types.ts';
import { choiceInFile } from './words.ts';

const day = z.iso.date();
const oneOf = <Words extends Record<string, string>>(words: Words) =>
  z.enum(Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]);
const choice = z.object({
  value: z.string(),
  text: z.string(),
  positive: z.boolean(),
  exclusive: z.boolean().describe('Where several can be ticked, this one is ticked alone'),
});
const Wave = z
  .object({
    slug: z.string(),
    title: z.string(),
    startsOn: day,
    endsOn: day,
    firstWave: z.int().nullable(),
    lastWave: z.int().nullable(),
    sampleSize: z.int().nullable().describe('Null when it is not known'),
    method: oneOf(METHODS),
    weights: oneOf(WEIGHTS),
    openUntil: day.nullable().describe('Anybody may answer it until then; null when it was never opened'),
    closedOn: day.nullable(),
    responses: z.int().nullable().describe('Null until it is closed and counted'),
    publishedOn: day.nullable(),
  })
  .meta({ id: 'SurveyWave' });
const SurveySchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    about: z.string(),
    synthetic: z.boolean().describe('Its answers are invented'),
  })
  .meta({ id: 'Survey' });
const FigureSchema = z
  .object({
    question: z.string(),
    split: z.string().describe('Empty for all; place, or a group'),
    part: z.string().describe('Which place or group; empty for all, or for who stated none'),
    choice: z.string().describe('A choice; (positive) for the positive ones together; (mean) for the mean'),
    hidden: z.boolean().describe('True where too few people stand behind it, or it would give another away'),
    answered: z.int().nullable(),
    effective: z.number().nullable().describe('The sample size that the limits rest on'),
    people: z.int().nullable(),
    value: z.number().nullable().describe('A percentage, or a mean'),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'SurveyFigure' });

const shownWave = (wave: SurveyWave): z.input<typeof Wave> => ({
  slug: wave.slug,
  title: wave.title,
  startsOn: wave.startsOn,
  endsOn: wave.endsOn,
  firstWave: wave.firstWave,
  lastWave: wave.lastWave,
  sampleSize: wave.sampleSize,
  method: wave.method,
  weights: wave.weights,
  openUntil: wave.opened?.closesOn ?? null,
  closedOn: wave.closed?.on ?? null,
  responses: wave.closed?.responses ?? null,
  publishedOn: wave.published?.on ?? null,
});

const choices = (all: readonly Choice[]) =>
  all.map(({ value, text, positive = false, exclusive = false }) => ({ value, text, positive, exclusive }));

/** Surveys for programs: what was asked, and the same suppressed figures as on the pages. Never a response. */
export const surveyApi: readonly Route[] = [
  apiList(
    '/api/v1/surveys',
    {
      name: 'listSurveys',
      summary: 'What residents are asked in waves',
      permission: 'read',
      item: SurveySchema,
      order: ({ slug }) => [slug],
    },
    async ({ tx }) =>
      (await listSurveys(tx))
        .map(({ slug, title, about, synthetic }) => ({ slug, title, about, synthetic }))
        .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
  ),
  apiGet(
    '/api/v1/surveys/:survey',
    {
      name: 'getSurvey',
      summary: 'A survey with its questions, groups and waves',
      permission: 'read',
      response: SurveySchema.extend({
        questions: z.array(
          z.object({
            slug: z.string(),
            kind: oneOf(QUESTION_KINDS),
            wording: z.string(),
            choices: z.array(choice),
            withdrawnOn: day.nullable(),
          }),
        ),
        groups: z.array(z.object({ slug: z.string(), title: z.string(), choices: z.array(choice) })),
        waves: z.array(Wave),
      }),
      problems: ['not-found'],
    },
    async ({ tx, params }) => {
      const survey = await findSurvey(tx, params.survey ?? '');
      if (!survey) return notFound('survey');
      const { slug, title, about, synthetic, questions, groups, waves } = survey;
      return {
        value: {
          ...{ slug, title, about, synthetic },
          questions: questions.map((one) => ({
            slug: one.slug,
            kind: one.kind,
            wording: one.wording,
            choices: choices(one.choices),
            withdrawnOn: one.withdrawnOn,
          })),
          groups: groups.map((one) => ({ ...one, choices: choices(one.choices) })),
          waves: waves.map(shownWave),
        },
      };
    },
  ),
  apiGet(
    '/api/v1/surveys/:survey/waves/:wave',
    {
      name: 'getSurveyWave',
      summary: 'A wave with every figure that was counted, the hidden ones without a value',
      says: 'Figures come when the wave is closed; until then the list is empty.',
      permission: 'read',
      query: z.object({ format: z.enum(['json', 'csv']).optional() }),
      response: Wave.extend({ figures: z.array(FigureSchema) }),
      problems: ['not-found'],
      csv: true,
    },
    async (c) => {
      const found = await findWave(c.tx, c.params.wave ?? '');
      if (!found || found.survey.slug !== c.params.survey) return notFound('wave');
      const { survey, wave } = found;
      if (wantsCsv(c)) return { csv: await resultsCsv(c.tx, survey, wave), fileName: `${wave.slug}.csv` };
      const figures = (await listFigures(c.tx, [wave.id])).map(({ waveId: _, ...figure }) => ({
        ...figure,
        choice: choiceInFile(figure.choice),
      }));
      return { value: { ...shownWave(wave), figures } };
    },
  ),
];

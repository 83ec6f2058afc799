import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findExercise, listExercises, OVERALL } from './queries.ts';
import { agreementOf } from './weigh.ts';

const day = z.iso.date();
const Listed = z
  .object({
    id: z.uuid(),
    title: z.string(),
    openedOn: day,
    closesOn: day,
    closedOn: day.nullable(),
    answered: z.int().nullable().describe('Members counted; null while it is open'),
    synthetic: z.boolean(),
  })
  .meta({ id: 'PriorityExercise', description: 'Members score needs by the partnership’s own criteria.' });

const Spread = z.object({
  mean: z.number(),
  low: z.number().describe('First quartile'),
  middle: z.number(),
  high: z.number().describe('Third quartile'),
});
const Result = Listed.extend({
  criteria: z.array(z.object({ title: z.string(), weight: z.int() })),
  needs: z
    .array(
      z.object({
        need: z.string().describe('Slug'),
        title: z.string(),
        overall: Spread.nullable().describe('From 1 to 5, weighted; null while it is open'),
        agreement: z.enum(['agree', 'mostly-agree', 'differ']).nullable(),
        byCriterion: z.array(z.object({ criterion: z.string(), ...Spread.shape })),
      }),
    )
    .describe('By score, the highest first'),
}).meta({ id: 'PriorityExerciseResult' });

/** Exercises and their results for programs; what a single member gave is in neither. */
export const exerciseApiRoutes: readonly Route[] = [
  apiList(
    '/api/v1/priority-exercises',
    {
      name: 'listPriorityExercises',
      summary: 'Exercises in which members score needs',
      permission: 'read',
      item: Listed,
      order: ({ id }) => [id],
    },
    async ({ tx }) => [...(await listExercises(tx))],
  ),
  apiGet(
    '/api/v1/priority-exercises/:id',
    {
      name: 'getPriorityExercise',
      summary: 'An exercise, and what members put first once it is closed',
      permission: 'read',
      response: Result,
      problems: ['not-found'],
    },
    async ({ tx, params }) => {
      const view = await findExercise(tx, params.id ?? '');
      if (!view) return notFound('exercise');
      const { criteria, needs, ...exercise } = view;
      return {
        value: {
          ...exercise,
          criteria: criteria.map(({ title, weight }) => ({ title, weight })),
          needs: needs.map(({ slug, title, results }) => {
            const overall = results.get(OVERALL);
            return {
              need: slug,
              title,
              overall: overall ?? null,
              agreement: overall ? agreementOf(overall) : null,
              byCriterion: criteria.flatMap(({ position, title: criterion }) => {
                const spread = results.get(position);
                return spread ? [{ criterion, ...spread }] : [];
              }),
            };
          }),
        },
      };
    },
  ),
];

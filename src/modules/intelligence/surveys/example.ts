import { sql } from 'kysely';
import { z } from 'zod';
import { slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { allWritten } from '../../../platform/import-rows.ts';
import type { Services } from '../../../platform/services.ts';
import { readChoices } from './choices.ts';
import { closeWave } from './close.ts';
import { addTheme } from './comments.ts';
import { addGroup, addQuestion, addWave, defineSurvey, openWave, takeWave } from './define.ts';
import { importResponses } from './import-responses.ts';
import { pairWaves } from './pairs.ts';
import { findSurvey, findWave } from './queries.ts';
import { METHODS, QUESTION_KINDS, WEIGHTS, type WholeSurvey } from './types.ts';

const keys = <Words extends Record<string, string>>(words: Words) =>
  z.enum(Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]]);
const day = z.iso.date().transform((text) => text as PlainDate);
const how = { method: keys(METHODS), weights: keys(WEIGHTS) };

const Example = z.array(
  z.object({
    slug: z.string(),
    title: z.string(),
    about: z.string(),
    geography: z.string(),
    synthetic: z.boolean(),
    printed: z.array(z.object({ wave: z.string(), ...how })),
    questions: z.array(
      z.object({
        slug: z.string(),
        kind: keys(QUESTION_KINDS),
        wording: z.string(),
        hint: z.string(),
        needed: z.boolean(),
        choices: z.array(z.string()),
        lowest: z.int().nullable().default(null),
        highest: z.int().nullable().default(null),
      }),
    ),
    groups: z.array(z.object({ slug: z.string(), title: z.string(), choices: z.array(z.string()) })),
    waves: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        startsOn: day,
        endsOn: day,
        ...how,
        note: z.string(),
        responses: z.string().optional(),
        closedOn: day.optional(),
        opening: z
          .object({ openedOn: day, closesOn: day, welcome: z.string(), otherwise: z.string().optional() })
          .optional(),
      }),
    ),
    themes: z.array(z.string()),
    pairs: z.array(
      z.object({
        title: z.string(),
        place: z.string(),
        before: z.string(),
        after: z.string(),
        project: z.string(),
        on: day,
      }),
    ),
  }),
);
type Given = z.output<typeof Example>[number];

/**
 * Loads the example's surveys: that of which the sources print percentages, and a synthetic one with responses, two closed
 * waves before and after a project, one that is open to everybody and one that is planned.
 */
export async function loadSurveysExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  services: Pick<Services, 'offers'>,
): Promise<undefined | Refusal> {
  for (const given of Example.parse(JSON.parse(files('surveys.json')))) {
    const { slug, title, about, geography, synthetic } = given;
    orThrow(await defineSurvey(tx, actor, { slug, title, about, geography, synthetic }));
    await ask(tx, actor, given);
    for (const wave of given.waves) await field(tx, actor, given, wave, files);
    for (const { wave, method, weights } of given.printed) {
      const [row] = await tx
        .selectFrom('intelligence.survey_wave')
        .select('id')
        .where('slug', '=', wave)
        .execute();
      if (row) orThrow(await takeWave(tx, actor, await whole(tx, slug), { waveId: row.id, method, weights }));
    }
    for (const theme of given.themes)
      orThrow(
        await addTheme(tx, actor, await whole(tx, slug), { slug: slugOf(theme), title: theme, says: '' }),
      );
    for (const pair of given.pairs) await setPair(tx, actor, await whole(tx, slug), pair, services);
  }
  return undefined;
}

async function whole(tx: Tx, slug: string): Promise<WholeSurvey> {
  const survey = await findSurvey(tx, slug);
  if (!survey) throw new Error(`There is no survey ${slug}`);
  return survey;
}

async function ask(tx: Tx, actor: Actor, given: Given): Promise<void> {
  for (const { choices, ...question } of given.questions)
    orThrow(
      await addQuestion(tx, actor, await whole(tx, given.slug), {
        ...question,
        choices: orThrow(readChoices(choices.join('\n'))),
      }),
    );
  for (const { choices, ...group } of given.groups)
    orThrow(
      await addGroup(tx, actor, await whole(tx, given.slug), {
        ...group,
        choices: orThrow(readChoices(choices.join('\n'))),
      }),
    );
}

async function field(
  tx: Tx,
  actor: Actor,
  given: Given,
  { responses, closedOn, opening, ...fields }: Given['waves'][number],
  files: (name: string) => string,
): Promise<void> {
  const plan = { ...fields, firstWave: null, lastWave: null, sampleSize: null };
  orThrow(await addWave(tx, actor, await whole(tx, given.slug), plan));
  const found = await findWave(tx, fields.slug);
  if (!found) throw new Error(`There is no wave ${fields.slug}`);
  const { survey, wave } = found;
  if (opening)
    orThrow(await openWave(tx, actor, survey, wave, { ...opening, codes: false, today: opening.openedOn }));
  if (responses && closedOn) {
    const asked = { survey, wave, file: responses, today: closedOn, write: true, leaveOut: false };
    orThrow(allWritten(await importResponses(tx, actor, files(responses), asked)));
    orThrow(await closeWave(tx, actor, survey, wave, closedOn));
  }
}

async function setPair(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  pair: Given['pairs'][number],
  { offers }: Pick<Services, 'offers'>,
): Promise<void> {
  const id = (slug: string) => survey.waves.find((wave) => wave.slug === slug)?.id ?? '';
  const projects = offers.kinds
    ? await sql<{ id: string }>`
        select k.id from (${sql.raw(offers.kinds)}) k where k.kind = 'project' and k.path = ${pair.project}`.execute(
        tx,
      )
    : { rows: [] };
  const made = await pairWaves(tx, actor, survey, {
    title: pair.title,
    place: pair.place,
    beforeWaveId: id(pair.before),
    afterWaveId: id(pair.after),
    projectId: projects.rows[0]?.id ?? null,
    on: pair.on,
  });
  if (isRefusal(made)) orThrow(made);
}

import { sql } from 'kysely';
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { givenText, readFields } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { ChooseField, LineField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { surveyPath } from './pages/list.tsx';
import { PairsPage } from './pages/pairs.tsx';
import { listPairs, pairResults, pairWaves } from './pairs.ts';
import { placeNames } from './queries.ts';
import { crumbsTo, EDIT, READ, surveyIn } from './routes-shared.ts';

/** Projects by id, as their module names and links them. */
async function projectsOf(c: Context): Promise<ReadonlyMap<string, { title: string; path: string }>> {
  const { kinds } = c.services.offers;
  if (!kinds) return new Map();
  const { rows } = await sql<{ id: string; title: string; path: string }>`
    select k.id, k.title, k.path from (${sql.raw(kinds)}) k where k.kind = 'project' order by k.title`.execute(
    c.tx,
  );
  return new Map(rows.map(({ id, ...project }) => [id, project]));
}

async function pairsPage(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const pairs = await listPairs(c.tx, survey);
  const named = pairs.some(({ project }) => project !== null);
  return {
    title: `Before and after: ${survey.title}`,
    wide: true,
    breadcrumbs: crumbsTo(survey),
    body: (
      <PairsPage
        survey={survey}
        results={await pairResults(c.tx, survey, pairs)}
        places={await placeNames(c.tx)}
        projects={named ? await projectsOf(c) : new Map()}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

const fields = z.object({
  title: givenText('Say what happened between the two waves'),
  place: givenText('Choose the place'),
  beforeWaveId: givenText('Choose the wave before'),
  afterWaveId: givenText('Choose the wave after'),
  projectId: z
    .string()
    .default('')
    .refine((text) => text === '' || isUuid(text), 'Choose a project of the list')
    .transform((text) => text || null),
});

async function pairForm(c: Context, typed: Typed): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const attempt = { attempt: typed };
  const waves = survey.waves.map(({ id, title }) => ({ value: id, text: title }));
  const path = `${surveyPath(survey)}/pairs`;
  return {
    title: 'Pair two waves',
    breadcrumbs: crumbsTo(survey),
    body: (
      <FormPage
        {...typed}
        {...c.formKeys}
        heading="Pair a wave before with one after"
        lead="The same questions in one place, before and after a project: what changed, and whether it is more than chance."
        action={path}
        back={path}
        submit="Pair them"
      >
        <LineField
          {...attempt}
          name="title"
          label="What happened between them?"
          hint="Such as: Love Your Street in Brereton"
        />
        <ChooseField
          {...attempt}
          name="place"
          label="Place"
          choices={[...(await placeNames(c.tx))].map(([value, text]) => ({ value, text }))}
        />
        <ChooseField {...attempt} name="beforeWaveId" label="Wave before" choices={waves} />
        <ChooseField {...attempt} name="afterWaveId" label="Wave after" choices={waves} />
        <ChooseField
          {...attempt}
          name="projectId"
          label="Project of the delivery plan (optional)"
          choices={[...(await projectsOf(c))].map(([value, { title }]) => ({ value, text: title }))}
          none="None"
        />
      </FormPage>
    ),
  };
}

async function pair(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const read = readFields(fields, c.form);
  if (isRefusal(read)) return read;
  const paired = await pairWaves(c.tx, c.actor, survey, { ...read, on: c.today });
  return isRefusal(paired) ? paired : { redirect: `${surveyPath(survey)}/pairs` };
}

/** Before-and-after pairs of a survey. */
export const pairRoutes: readonly Route[] = [
  get('/surveys/:survey/pairs', READ, pairsPage),
  get('/surveys/:survey/pairs/new', EDIT, (c) => pairForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/pairs', EDIT, pair, { again: pairForm }),
];

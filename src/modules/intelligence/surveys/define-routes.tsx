import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { givenDate, givenText, readFields, textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { listPlaces } from '../../places/index.ts';
import { readChoices } from './choices.ts';
import { addGroup, addQuestion, addWave, defineSurvey, withdrawQuestion } from './define.ts';
import { GroupForm, QuestionForm, SurveyForm, WaveForm, WithdrawalForm } from './pages/define-forms.tsx';
import { SURVEYS, SurveysPage, surveyPath, wavePath } from './pages/list.tsx';
import { SurveyPage } from './pages/survey.tsx';
import { listSurveys, listSurveyWaves } from './queries.ts';
import { CRUMBS, crumbsTo, EDIT, READ, surveyIn } from './routes-shared.ts';
import { METHODS, QUESTION_KINDS, WEIGHTS, type WholeSurvey } from './types.ts';

const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((text) => text !== undefined && text.length > 0);
const words = z.string().default('');
const slug = givenText('Enter a short name');
const wholeNumber = z
  .string()
  .default('')
  .transform((text) => text.trim().replaceAll(',', ''))
  .refine(
    (text) => text === '' || (/^\d{1,7}$/.test(text) && Number(text) > 0),
    'Enter a whole number, such as 1200',
  )
  .transform((text) => (text === '' ? null : Number(text)));
const oneOf = <Words extends Record<string, string>>(all: Words, error: string) =>
  z.enum(Object.keys(all) as [keyof Words & string, ...(keyof Words & string)[]], { error });

const surveyFields = z.object({
  title: givenText('Enter a title'),
  slug,
  about: words,
  geography: words,
  synthetic: ticked,
});
const bound = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^(-?\d{1,9})?$/.test(text), 'Enter a whole number, or leave it empty')
  .transform((text) => (text === '' ? null : Number(text)));
const questionFields = z.object({
  wording: givenText('Enter the question as it is asked'),
  slug,
  kind: oneOf(QUESTION_KINDS, 'Choose how it is answered'),
  choices: words,
  lowest: bound,
  highest: bound,
  hint: words,
  needed: ticked,
});
const groupFields = z.object({ title: givenText('Enter a title'), slug, choices: words });
export const waveFields = z.object({
  title: givenText('Enter a title'),
  slug,
  startsOn: givenDate('Write the first day as day, month and year, such as 1 10 2012'),
  endsOn: givenDate('Write the last day as day, month and year, such as 31 10 2012'),
  method: oneOf(METHODS, 'Choose how people are asked'),
  weights: oneOf(WEIGHTS, 'Say whether answers are weighted'),
  sampleSize: wholeNumber,
  firstWave: wholeNumber,
  lastWave: wholeNumber,
  note: words,
});

async function listPage(c: Context): Promise<Answer> {
  const waves = Map.groupBy(await listSurveyWaves(c.tx), ({ surveyId }) => surveyId);
  const rows = (await listSurveys(c.tx)).map((survey) => ({ survey, waves: waves.get(survey.id) ?? [] }));
  return {
    title: 'Surveys',
    wide: true,
    breadcrumbs: CRUMBS.slice(0, 1),
    body: <SurveysPage rows={rows} today={c.today} mayEdit={may(c.actor, 'indicators.edit')} />,
  };
}

async function surveyPage(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  return {
    title: survey.title,
    wide: true,
    breadcrumbs: CRUMBS,
    body: (
      <SurveyPage
        survey={survey}
        today={c.today}
        mayEdit={may(c.actor, 'indicators.edit')}
        mayCode={may(c.actor, 'surveys.comments')}
      />
    ),
  };
}

type FormOf = (
  props: Typed & Context['formKeys'] & { action: string; back: string; survey: WholeSurvey },
) => preact.JSX.Element;

/** The pages of one form of a survey: asked, and asked again with what was typed. */
function formRoutes(
  name: { readonly path: string; readonly title: string },
  Form: FormOf,
  take: (c: Context, survey: WholeSurvey) => Promise<string | Refusal>,
): readonly Route[] {
  const show = async (c: Context, typed: Typed): Promise<Answer> => {
    const survey = await surveyIn(c);
    if (isRefusal(survey)) return survey;
    const path = surveyPath(survey);
    const page = { action: `${path}/${name.path}`, back: path, survey };
    return {
      title: name.title,
      breadcrumbs: crumbsTo(survey),
      body: <Form {...typed} {...c.formKeys} {...page} />,
    };
  };
  return [
    get(`/surveys/:survey/${name.path}/new`, EDIT, (c) => show(c, NOTHING_TYPED)),
    post(
      `/surveys/:survey/${name.path}`,
      EDIT,
      async (c) => {
        const survey = await surveyIn(c);
        if (isRefusal(survey)) return survey;
        const taken = await take(c, survey);
        return isRefusal(taken) ? taken : { redirect: taken };
      },
      { again: show },
    ),
  ];
}

const surveyForm = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Define a survey',
  breadcrumbs: CRUMBS,
  body: (
    <SurveyForm
      {...typed}
      {...c.formKeys}
      action={SURVEYS}
      back={SURVEYS}
      geographies={[
        ...new Map(
          (await listPlaces(c.tx)).map(({ geographySlug, geography }) => [geographySlug, geography]),
        ),
      ].map(([value, text]) => ({ value, text }))}
    />
  ),
});

async function define(c: Context): Promise<Answer> {
  const fields = readFields(surveyFields, c.form);
  if (isRefusal(fields)) return fields;
  const defined = await defineSurvey(c.tx, c.actor, fields);
  return isRefusal(defined) ? defined : { redirect: surveyPath(fields) };
}

async function takeQuestion(c: Context, survey: WholeSurvey): Promise<string | Refusal> {
  const fields = readFields(questionFields, c.form);
  if (isRefusal(fields)) return fields;
  const choices = readChoices(fields.choices);
  if (isRefusal(choices)) return choices;
  const added = await addQuestion(c.tx, c.actor, survey, { ...fields, choices });
  return isRefusal(added) ? added : surveyPath(survey);
}

async function takeGroup(c: Context, survey: WholeSurvey): Promise<string | Refusal> {
  const fields = readFields(groupFields, c.form);
  if (isRefusal(fields)) return fields;
  const choices = readChoices(fields.choices);
  if (isRefusal(choices)) return choices;
  const added = await addGroup(c.tx, c.actor, survey, { ...fields, choices });
  return isRefusal(added) ? added : surveyPath(survey);
}

async function takeWave(c: Context, survey: WholeSurvey): Promise<string | Refusal> {
  const fields = readFields(waveFields, c.form);
  if (isRefusal(fields)) return fields;
  const added = await addWave(c.tx, c.actor, survey, fields);
  return isRefusal(added) ? added : wavePath(survey, fields);
}

async function takeWithdrawal(c: Context, survey: WholeSurvey): Promise<string | Refusal> {
  const question = textIn(c.form, 'question');
  if (question === '') return refused('question-missing', 'Choose a question', { field: 'question' });
  const withdrawn = await withdrawQuestion(c.tx, c.actor, survey, question, c.today);
  return isRefusal(withdrawn) ? withdrawn : surveyPath(survey);
}

/** The list of surveys, one survey, and the forms that define it. */
export const defineRoutes: readonly Route[] = [
  get(SURVEYS, READ, listPage),
  get(`${SURVEYS}/new`, EDIT, (c) => surveyForm(c, NOTHING_TYPED)),
  post(SURVEYS, EDIT, define, { again: surveyForm }),
  get('/surveys/:survey', READ, surveyPage),
  ...formRoutes({ path: 'questions', title: 'Add a question' }, QuestionForm, takeQuestion),
  ...formRoutes({ path: 'groups', title: 'Tell answers apart' }, GroupForm, takeGroup),
  ...formRoutes({ path: 'waves', title: 'Plan or record a wave' }, WaveForm, takeWave),
  ...formRoutes(
    { path: 'withdrawals', title: 'Stop asking a question' },
    ({ survey, ...props }) => (
      <WithdrawalForm
        {...props}
        questions={survey.questions.filter(({ withdrawnOn }) => withdrawnOn === null)}
      />
    ),
    takeWithdrawal,
  ),
];

import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn, textsIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { asForm } from './actors.ts';
import { readResponse } from './answers.ts';
import { sayEnoughOfOne, sayFull } from './cap.ts';
import { publicPath } from './pages/list.tsx';
import { AnswerPage, ClosedPage, OpenSurveys, ThanksPage } from './pages/public.tsx';
import { findSurvey, findWave, listSurveys, listSurveyWaves, placeNames } from './queries.ts';
import { takeResponse } from './respond.ts';
import { sendersOf } from './senders.ts';
import { isFull, isOpenToAll, type SurveyWave, type WholeSurvey } from './types.ts';

const ANYONE = { who: 'anyone' } as const;

interface Open {
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
}

/** Does something as the form, with the wave in the address if it was ever open to everybody. */
const withWave = (c: Context, work: (found: Open) => Promise<Answer>): Promise<Answer> =>
  asForm(c.tx, c.actor, async () => {
    const found = await findWave(c.tx, c.params.wave ?? '');
    return found?.wave.opened ? work(found) : notFound('survey');
  });

const listOpen = (c: Context): Promise<readonly Open[]> =>
  asForm(c.tx, c.actor, async () => {
    const open = (await listSurveyWaves(c.tx)).filter((wave) => isOpenToAll(wave, c.today));
    const surveys = new Map((await listSurveys(c.tx)).map(({ id, slug }) => [id, slug]));
    const found: Open[] = [];
    for (const wave of open) {
      const survey = await findSurvey(c.tx, surveys.get(wave.surveyId) ?? '');
      if (survey) found.push({ survey, wave });
    }
    return found;
  });

const form = (c: Context, typed: Typed): Promise<Answer> =>
  withWave(c, async ({ survey, wave }) => {
    if (!isOpenToAll(wave, c.today))
      return { title: survey.title, status: 410, body: <ClosedPage survey={survey} /> };
    const places = await placeNames(c.tx, survey.geography);
    return {
      title: survey.title,
      breadcrumbs: [{ text: 'Have your say', href: '/have-your-say' }],
      body: (
        <AnswerPage
          {...typed}
          {...c.formKeys}
          survey={survey}
          wave={wave}
          full={whyNot(c, wave)}
          places={[...places].map(([value, text]) => ({ value, text }))}
        />
      ),
    };
  });

/** Why the form takes no answer of this visitor today; undefined while it does. */
function whyNot(c: Context, wave: SurveyWave): string | undefined {
  if (isFull(wave, c.today)) return sayFull(wave, c.today, c.partnership.name);
  const enough = sendersOf(c.services).gaveEnough(wave, c.today, c.request.ip);
  return enough ? sayEnoughOfOne(wave, c.today, c.partnership.name) : undefined;
}

const answer = (c: Context): Promise<Answer> =>
  asForm(c.tx, c.actor, async (machine) => {
    const found = await findWave(c.tx, c.params.wave ?? '');
    if (!found?.wave.opened) return notFound('survey');
    const { survey, wave } = found;
    if (!isOpenToAll(wave, c.today)) return refused('wave-closed', 'This survey takes no answers any more.');
    const read = await readForm(c, survey);
    if (isRefusal(read)) return read;
    const taken = await sendersOf(c.services).counted(wave, c.today, c.request.ip, () =>
      takeResponse(c.tx, machine, wave, read, {
        way: 'form',
        on: c.today,
        code: textIn(c.form, 'code'),
        partnership: c.partnership.name,
      }),
    );
    if (taken === 'enough')
      return refused('network-gave-enough', sayEnoughOfOne(wave, c.today, c.partnership.name));
    return isRefusal(taken) ? taken : { redirect: `${publicPath(wave)}/thanks` };
  });

async function readForm(c: Context, survey: WholeSurvey) {
  const places = await placeNames(c.tx, survey.geography);
  const { response, wrong } = readResponse(survey, {
    texts: (name) => (name === 'weight' ? [] : textsIn(c.form, name)),
    places: new Set(places.keys()),
    strict: true,
    questions: survey.questions.filter(({ withdrawnOn }) => withdrawnOn === null),
  });
  const incomplete: Refusal = refused('form-incomplete', 'Some answers are missing or cannot be read.', {
    details: { fields: wrong },
  });
  return Object.keys(wrong).length > 0 ? incomplete : response;
}

/** What anybody sees and answers while a wave is open, at an address that stays the same. */
export const publicRoutes: readonly Route[] = [
  get('/have-your-say', ANYONE, async (c) => ({
    title: 'Have your say',
    body: <OpenSurveys open={await listOpen(c)} />,
  })),
  get('/have-your-say/:wave', ANYONE, (c) => form(c, NOTHING_TYPED)),
  post('/have-your-say/:wave', ANYONE, answer, { again: form }),
  get('/have-your-say/:wave/thanks', ANYONE, (c) =>
    withWave(c, async (found) => ({
      title: 'Thank you',
      body: <ThanksPage {...found} />,
    })),
  ),
];

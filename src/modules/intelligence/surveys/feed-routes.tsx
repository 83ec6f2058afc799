import { asId } from '../../../kernel/ids.ts';
import { plural } from '../../../kernel/names.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { InsetText } from '../../../ui/govuk/index.ts';
import { listIndicators } from '../queries.ts';
import { endFeed, fedFigures, feedIndicator, feedOf, listFeeds, publishWave } from './feed.ts';
import { FedTable, FeedForm, FeedsPage } from './pages/feeds.tsx';
import { surveyPath, wavePath } from './pages/list.tsx';
import { placeNames } from './queries.ts';
import { crumbsTo, EDIT, READ, RECORD, surveyIn, waveIn } from './routes-shared.ts';

async function feedsPage(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  return {
    title: `Indicators: ${survey.title}`,
    breadcrumbs: crumbsTo(survey),
    body: (
      <FeedsPage
        {...c.formKeys}
        survey={survey}
        feeds={await listFeeds(c.tx, survey)}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function feedForm(c: Context, typed: Typed): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const indicators = (await listIndicators(c.tx, { currentOn: c.today })).filter(
    ({ kind, uncertainty, numeratorId }) =>
      (kind === 'percentage' || kind === 'number') && uncertainty !== 'complete' && numeratorId === null,
  );
  const path = `${surveyPath(survey)}/indicators`;
  return {
    title: 'Feed an indicator',
    breadcrumbs: crumbsTo(survey),
    body: (
      <FeedForm
        {...typed}
        {...c.formKeys}
        action={path}
        back={path}
        questions={survey.questions.filter((question) => feedOf(question) !== undefined)}
        indicators={indicators}
      />
    ),
  };
}

async function feed(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const fed = await feedIndicator(c.tx, c.actor, survey, {
    question: textIn(c.form, 'question'),
    indicator: textIn(c.form, 'indicator'),
    places: textIn(c.form, 'places') === 'yes',
  });
  return isRefusal(fed) ? fed : { redirect: `${surveyPath(survey)}/indicators` };
}

async function end(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const indicatorId = asId<'indicator'>(textIn(c.form, 'indicatorId'));
  const question = textIn(c.form, 'question');
  const known = (await listFeeds(c.tx, survey)).find(
    (one) => one.indicatorId === indicatorId && one.question === question,
  );
  if (!known) return notFound('indicator of this question');
  const ended = await endFeed(c.tx, c.actor, survey, known);
  return isRefusal(ended) ? ended : { redirect: `${surveyPath(survey)}/indicators` };
}

async function publicationForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const path = wavePath(survey, wave);
  const figures = await fedFigures(c.tx, survey, wave);
  if (figures.length === 0)
    return {
      title: 'Publish to indicators',
      breadcrumbs: crumbsTo(survey, wave),
      body: (
        <>
          <h1 class="govuk-heading-xl">Publish to indicators</h1>
          <p class="govuk-body">
            {wave.closed
              ? 'No question of this survey feeds an indicator yet, so that there is nothing to publish. '
              : 'This wave is not closed and counted yet. '}
            <a class="govuk-link" href={`${surveyPath(survey)}/indicators`}>
              Say which question feeds which indicator
            </a>
          </p>
        </>
      ),
    };
  return {
    title: 'Publish to indicators',
    breadcrumbs: crumbsTo(survey, wave),
    body: (
      <FormPage
        {...typed}
        {...c.formKeys}
        heading="Publish to indicators"
        lead={`${plural(figures.length, 'figure')} will be recorded for ${wave.title}, each with the sample that its limits rest on.`}
        action={`${path}/publication`}
        back={path}
        submit={`Record ${plural(figures.length, 'figure')}`}
      >
        {survey.synthetic ? (
          <InsetText>
            The answers of this survey are invented: its figures are recorded as estimated.
          </InsetText>
        ) : null}
        <FedTable figures={figures} places={await placeNames(c.tx)} path={path} />
      </FormPage>
    ),
  };
}

async function publish(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const published = await publishWave(c.tx, c.actor, survey, wave, c.today);
  return isRefusal(published) ? published : { redirect: wavePath(survey, wave) };
}

/** Which question feeds which indicator, and publishing a wave to them. */
export const feedRoutes: readonly Route[] = [
  get('/surveys/:survey/indicators', READ, feedsPage),
  get('/surveys/:survey/indicators/new', EDIT, (c) => feedForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/indicators', EDIT, feed, { again: feedForm }),
  post('/surveys/:survey/indicators/ending', EDIT, end),
  get('/surveys/:survey/waves/:wave/publication', RECORD, (c) => publicationForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/publication', RECORD, publish, { again: publicationForm }),
];

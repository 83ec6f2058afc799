import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { finalOnceOver, realDay } from '../not-over.ts';
import { type ObservationInput, recordObservations } from '../observations.ts';
import { readPeriod } from '../period.ts';
import { findIndicator, listIndicators, listWaves } from '../queries.ts';
import type { IndicatorId } from '../types.ts';
import { listFigures } from './close.ts';
import { MEAN, POSITIVE } from './count.ts';
import type { SurveyFigure } from './figures.ts';
import type { Question, Survey, SurveyWave, WholeSurvey } from './types.ts';

/** Which question gives the figures of which indicator. */
export interface Feed {
  readonly question: string;
  readonly indicatorId: IndicatorId;
  readonly indicator: string;
  readonly title: string;
  readonly places: boolean;
}

/** What a question can give an indicator: the share of its positive answers, or the mean of its numbers. */
export const feedOf = ({ kind, choices }: Pick<Question, 'kind' | 'choices'>): '+' | '=' | undefined =>
  kind === 'number' ? MEAN : choices.some(({ positive }) => positive) ? POSITIVE : undefined;

export async function listFeeds(tx: Tx, survey: Pick<Survey, 'id'>): Promise<readonly Feed[]> {
  const { rows } = await sql<Feed>`
    select f.question_slug as question, f.indicator_id as "indicatorId", i.slug as indicator, i.title, f.places
    from intelligence.survey_feed f
    join intelligence.indicator i on i.partnership_id = f.partnership_id and i.id = f.indicator_id
    where f.survey_id = ${survey.id} order by i.title`.execute(tx);
  return rows;
}

/**
 * Lets a question give the figures of an indicator. Refused: not-allowed, question-gives-nothing, indicator-unknown,
 * indicator-of-another-kind, survey-feed-unique.
 */
export async function feedIndicator(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  input: { readonly question: string; readonly indicator: string; readonly places: boolean },
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const question = survey.questions.find(({ slug }) => slug === input.question);
  const gives = question && feedOf(question);
  if (!question || !gives)
    return refused(
      'question-gives-nothing',
      'Choose a question with positive answers, or one that asks a number',
      {
        field: 'question',
      },
    );
  const indicator = await findIndicator(tx, input.indicator);
  if (!indicator) return refused('indicator-unknown', 'Choose an indicator', { field: 'indicator' });
  if ((indicator.kind === 'percentage') !== (gives === POSITIVE) || indicator.uncertainty === 'complete')
    return refused(
      'indicator-of-another-kind',
      'A share of answers feeds a percentage that rests on a sample; a mean feeds a number. Choose another indicator',
      { field: 'indicator' },
    );
  await tx
    .insertInto('intelligence.survey_feed')
    .values({
      partnership_id: actor.partnershipId,
      survey_id: survey.id,
      question_slug: question.slug,
      indicator_id: indicator.id,
      places: input.places,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-feed.set',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { survey: survey.slug, ...input },
  });
  return undefined;
}

/** Ends it; figures that were written stay. Refused: not-allowed. */
export async function endFeed(
  tx: Tx,
  actor: Actor,
  survey: Pick<Survey, 'id' | 'slug'>,
  feed: Pick<Feed, 'question' | 'indicatorId'>,
): Promise<undefined | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  await tx
    .deleteFrom('intelligence.survey_feed')
    .where('survey_id', '=', survey.id)
    .where('question_slug', '=', feed.question)
    .where('indicator_id', '=', feed.indicatorId)
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-feed.ended',
    subject: { kind: 'indicator', id: feed.indicatorId },
    detail: { survey: survey.slug, question: feed.question },
  });
  return undefined;
}

/** A figure that a publication would write. */
export interface FedFigure {
  readonly feed: Feed;
  readonly figure: SurveyFigure;
}

/** What publishing a closed wave would write; hidden figures are not in it. */
export async function fedFigures(
  tx: Tx,
  survey: Pick<Survey, 'id'>,
  wave: Pick<SurveyWave, 'id'>,
): Promise<readonly FedFigure[]> {
  const feeds = await listFeeds(tx, survey);
  if (feeds.length === 0) return [];
  const figures = (await listFigures(tx, [wave.id])).filter(
    ({ split, hidden, part }) => !hidden && (split === '' || (split === 'place' && part !== '')),
  );
  return feeds.flatMap((feed) => {
    const own = figures.filter(
      ({ question, split }) => question === feed.question && (split === '' || feed.places),
    );
    const choice = own.some((one) => one.choice === POSITIVE) ? POSITIVE : MEAN;
    return own.filter((one) => one.choice === choice).map((figure) => ({ feed, figure }));
  });
}

/**
 * Writes the figures of a closed wave to the indicators that its questions feed, with the sample that their limits rest
 * on. Refused: not-allowed, wave-not-closed, nothing-fed, may-not-record, survey-publication-pkey.
 */
export async function publishWave(
  tx: Tx,
  actor: Actor,
  survey: WholeSurvey,
  wave: SurveyWave,
  today: PlainDate,
): Promise<{ figures: number } | Refusal> {
  if (!may(actor, 'observations.record')) return notAllowed();
  if (!wave.closed) return refused('wave-not-closed', 'Close and count the wave first.');
  const fed = await fedFigures(tx, survey, wave);
  if (fed.length === 0)
    return refused('nothing-fed', 'No question of this survey feeds an indicator yet. Say first which does.');
  const period = readPeriod(wave.slug, await listWaves(tx, [wave.slug]));
  if (!period) throw new Error(`The wave ${wave.slug} is no period`);
  const indicators = await listIndicators(tx, { ids: [...new Set(fed.map(({ feed }) => feed.indicatorId))] });
  const own = new Map(indicators.map(({ id, placeSlug }) => [id, placeSlug]));
  const inputs = fed.map(({ feed, figure }): ObservationInput => {
    const { value, effective, answered } = figure;
    const isShare = figure.choice === POSITIVE;
    const sample = `${answered?.toLocaleString('en-GB')} answered${
      answered !== null && effective !== null && Math.round(effective) !== answered
        ? `; weighted, they tell as much as ${Math.round(effective).toLocaleString('en-GB')}`
        : ''
    }`;
    return {
      indicatorId: feed.indicatorId,
      period,
      place: figure.split === '' || own.get(feed.indicatorId) === figure.part ? null : figure.part,
      value,
      numerator: isShare && value !== null && effective !== null ? (value / 100) * effective : null,
      denominator: isShare ? effective : null,
      quality: survey.synthetic ? 'estimated' : finalOnceOver(period, realDay()),
      source: `${survey.title}${survey.synthetic ? ' (synthetic)' : ''}, ${wave.title}`,
      note: sample,
      publishedOn: today < period.end ? period.end : today,
    };
  });
  const recorded = await recordObservations(tx, actor, inputs);
  if (isRefusal(recorded)) return recorded;
  await tx
    .insertInto('intelligence.survey_publication')
    .values({
      partnership_id: actor.partnershipId,
      wave_id: wave.id,
      published_on: today,
      figures: recorded,
      published_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-wave.published',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { figures: recorded },
  });
  return { figures: recorded };
}

import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Change, changeOf, whyNot } from './change.ts';
import { listFigures } from './close.ts';
import { MEAN, POSITIVE } from './count.ts';
import type { SurveyFigure } from './figures.ts';
import { placeNames } from './queries.ts';
import type { Question, SurveyWave, WholeSurvey } from './types.ts';

/** One answer of a question, as a row of its table. */
export interface ResultRow {
  readonly label: string;
  readonly figure: SurveyFigure;
  readonly before: SurveyFigure | undefined;
  readonly change: Change;
}

export interface QuestionResult {
  readonly question: Question;
  readonly answered: number;
  readonly effective: number;
  readonly rows: readonly ResultRow[];
}

/** One place or group, with every answer's figure. */
export interface SplitRow {
  readonly part: string;
  readonly label: string;
  readonly figures: ReadonlyMap<string, SurveyFigure>;
}

export interface WaveResults {
  readonly before: SurveyWave | undefined;
  readonly questions: readonly QuestionResult[];
}

/** The wave that a wave is compared with: the last that ended before it did. */
export const waveBefore = (survey: Pick<WholeSurvey, 'waves'>, wave: SurveyWave): SurveyWave | undefined =>
  survey.waves.find(({ id, endsOn }) => id !== wave.id && endsOn < wave.endsOn);

export const labelOf = (question: Pick<Question, 'choices'>, choice: string): string =>
  choice === MEAN
    ? 'Mean'
    : choice === POSITIVE
      ? question.choices
          .filter(({ positive }) => positive)
          .map(({ text }) => text)
          .join(' or ')
      : (question.choices.find(({ value }) => value === choice)?.text ?? choice);

/** The answers of a question in its own order; the positive ones together and the mean come last. */
export const orderOf = (question: Pick<Question, 'choices'>): readonly string[] => {
  const positive = question.choices.filter((one) => one.positive);
  return [...question.choices.map(({ value }) => value), ...(positive.length > 1 ? [POSITIVE] : []), MEAN];
};

/** What a closed wave found of all who answered, with the change from the wave before. */
export async function resultsOf(tx: Tx, survey: WholeSurvey, wave: SurveyWave): Promise<WaveResults> {
  const before = waveBefore(survey, wave);
  const figures = await listFigures(tx, [wave.id, ...(before ? [before.id] : [])], { split: '' });
  const because = whyNot(wave, before);
  const questions = survey.questions.flatMap((question): QuestionResult[] => {
    const own = figures.filter((one) => one.question === question.slug);
    const now = own.filter(({ waveId }) => waveId === wave.id);
    const first = now[0];
    if (!first) return [];
    const rows = orderOf(question).flatMap((choice): ResultRow[] => {
      const figure = now.find((one) => one.choice === choice);
      if (!figure) return [];
      const then = own.find((one) => one.waveId === before?.id && one.choice === choice);
      return [
        { label: labelOf(question, choice), figure, before: then, change: changeOf(figure, then, because) },
      ];
    });
    return [{ question, answered: first.answered ?? 0, effective: first.effective ?? 0, rows }];
  });
  return { before, questions };
}

/** The parts of a split in the order that the survey names them; who belongs to none comes last. */
export async function splitOf(
  tx: Tx,
  survey: WholeSurvey,
  wave: Pick<SurveyWave, 'id'>,
  split: string,
): Promise<ReadonlyMap<string, readonly SplitRow[]>> {
  const figures = await listFigures(tx, [wave.id], { split });
  const names =
    split === 'place'
      ? await placeNames(tx)
      : new Map(
          survey.groups.find(({ slug }) => slug === split)?.choices.map(({ value, text }) => [value, text]),
        );
  const order = [...names.keys(), ''];
  const byQuestion = Map.groupBy(figures, ({ question }) => question);
  return new Map(
    [...byQuestion].map(([question, own]) => {
      const byPart = Map.groupBy(own, ({ part }) => part);
      const rows = order.flatMap((part): SplitRow[] => {
        const there = byPart.get(part);
        if (!there) return [];
        const label = part === '' ? 'Not stated' : (names.get(part) ?? part);
        return [{ part, label, figures: new Map(there.map((one) => [one.choice, one])) }];
      });
      return [question, rows];
    }),
  );
}

/** A printed figure of a wave of which there are no responses here. */
export interface PrintedFigure {
  readonly slug: string;
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

/** Figures of indicators in a wave: what a source printed, or what the wave's publication wrote. */
export async function printedFigures(tx: Tx, waveId: string): Promise<readonly PrintedFigure[]> {
  const { rows } = await sql<PrintedFigure>`
    select i.slug, i.title, o.value, case when i.kind = 'percentage' then '%' else ' ' || i.unit end as unit, o.source
    from intelligence.observation o
    join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
    where o.wave_id = ${waveId} and o.place_slug is null and o.value is not null
      and not exists (select from intelligence.observation n where n.partnership_id = o.partnership_id and n.supersedes = o.id)
    order by i.title`.execute(tx);
  return rows;
}

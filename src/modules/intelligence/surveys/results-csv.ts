import type { Tx } from '../../../platform/database/transaction.ts';
import { type Column, toCsv } from '../../../ui/table/index.ts';
import { listFigures } from './close.ts';
import type { SurveyFigure } from './figures.ts';
import type { SurveyWave, WholeSurvey } from './types.ts';
import { choiceInFile } from './words.ts';

const COLUMNS = [
  'question',
  'split',
  'part',
  'choice',
  'hidden',
  'answered',
  'effective',
  'people',
  'value',
  'low',
  'high',
] as const satisfies readonly (keyof SurveyFigure)[];

type Row = SurveyFigure & { readonly survey: string; readonly wave: string; readonly synthetic: boolean };

const asText = (value: string | number | boolean | null): string | number | null =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : typeof value === 'number'
      ? Number(value.toFixed(4))
      : value;

/** Every figure of a wave as it was counted, the hidden ones without a value. */
export async function resultsCsv(tx: Tx, survey: WholeSurvey, wave: SurveyWave): Promise<string> {
  const figures = await listFigures(tx, [wave.id]);
  const rows = figures.map((figure) => ({
    ...figure,
    choice: choiceInFile(figure.choice),
    survey: survey.slug,
    wave: wave.slug,
    synthetic: survey.synthetic,
  }));
  const columns = (['survey', 'wave', 'synthetic', ...COLUMNS] as const).map(
    (key): Column<Row> => ({
      key,
      header: key,
      cell: (row) => String(row[key]),
      csv: (row) => asText(row[key]),
    }),
  );
  return toCsv(columns, rows);
}

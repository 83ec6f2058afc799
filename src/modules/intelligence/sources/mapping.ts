import { z } from 'zod';

const column = z.string().max(200).default('');

/**
 * How a file of somebody else's figures is read. Columns are named by their headings; an empty one is not there. Long
 * files have a row for each figure, wide ones a column for each period.
 */
export const mappingSchema = z.object({
  shape: z.enum(['long', 'wide']),
  /** The column that names the indicator, and which of ours each of its names means; or the one that all rows are about. */
  indicatorColumn: column,
  indicators: z.record(z.string().max(400), z.string().max(100)).default({}),
  indicator: z.string().max(100).default(''),
  /** The column of the place: its code, short name or name. Without one every row is of the indicator's own place. */
  placeColumn: column,
  /** Places of this geography alone, where codes stand in several vintages. */
  geography: z.string().max(100).default(''),
  /** What stands in the place column for the indicator's own place. */
  ownPlace: z.string().max(200).default(''),
  periodColumn: column,
  /** Of a wide file: the columns that are periods; none named means every one whose heading is a period. */
  periods: z.array(z.string().max(200)).max(500).default([]),
  valueColumn: column,
  numeratorColumn: column,
  denominatorColumn: column,
  lowerColumn: column,
  upperColumn: column,
  qualityColumn: column,
  noteColumn: column,
  /** Only rows that have one of these words in a column. */
  only: z
    .array(z.object({ column: z.string().max(200), is: z.array(z.string().max(200)).max(50) }))
    .max(10)
    .default([]),
  /** Whether count and denominator must make the value, or are told in the note where they do not. */
  parts: z.enum(['check', 'note']).default('check'),
  source: z.string().max(400).default(''),
  licence: z.string().max(200).default(''),
});

export type Mapping = z.output<typeof mappingSchema>;

/** A mapping under its name. */
export interface NamedMapping {
  readonly slug: string;
  readonly title: string;
  readonly mapping: Mapping;
}

const OGL = 'Open Government Licence v3.0';

const builtIn = (slug: string, title: string, mapping: z.input<typeof mappingSchema>): NamedMapping => ({
  slug,
  title,
  mapping: mappingSchema.parse(mapping),
});

/** What every Concord knows how to read, by the headings that these services publish. */
export const BUILT_IN: readonly NamedMapping[] = [
  builtIn('fingertips', 'Fingertips (public health profiles)', {
    shape: 'long',
    indicatorColumn: 'Indicator Name',
    placeColumn: 'Area Code',
    periodColumn: 'Time period',
    valueColumn: 'Value',
    numeratorColumn: 'Count',
    denominatorColumn: 'Denominator',
    lowerColumn: 'Lower CI 95.0 limit',
    upperColumn: 'Upper CI 95.0 limit',
    noteColumn: 'Value note',
    only: [
      { column: 'Sex', is: ['Persons', 'Not applicable'] },
      { column: 'Category', is: [''] },
    ],
    parts: 'note',
    source: 'Fingertips, public health profiles',
    licence: OGL,
  }),
  builtIn('lg-inform', 'LG Inform (a row for each area, a column for each period)', {
    shape: 'wide',
    placeColumn: 'area',
    source: 'LG Inform',
    licence: '',
  }),
  builtIn('nomis', 'Nomis (official census and labour market statistics)', {
    shape: 'long',
    placeColumn: 'GEOGRAPHY_CODE',
    periodColumn: 'DATE',
    valueColumn: 'OBS_VALUE',
    source: 'Nomis, Office for National Statistics',
    licence: OGL,
  }),
];

/** The columns that a file must have for a mapping to read it. */
export function columnsOf(mapping: Mapping): readonly string[] {
  return [
    ...new Set(
      [
        mapping.indicatorColumn,
        mapping.placeColumn,
        ...(mapping.shape === 'wide' ? mapping.periods : [mapping.periodColumn, mapping.valueColumn]),
        mapping.numeratorColumn,
        mapping.denominatorColumn,
        mapping.lowerColumn,
        mapping.upperColumn,
        mapping.qualityColumn,
        mapping.noteColumn,
        ...mapping.only.map((one) => one.column),
      ].filter((name) => name !== ''),
    ),
  ];
}

/** Why a mapping reads nothing, or undefined. */
export function incomplete(
  mapping: Mapping,
): { readonly field: string; readonly message: string } | undefined {
  if (mapping.shape === 'long' && mapping.periodColumn === '')
    return { field: 'periodColumn', message: 'Choose the column that holds the period' };
  if (mapping.shape === 'long' && mapping.valueColumn === '')
    return { field: 'valueColumn', message: 'Choose the column that holds the value' };
  if ((mapping.lowerColumn === '') !== (mapping.upperColumn === ''))
    return { field: 'lowerColumn', message: 'Choose both limits, or neither' };
  return undefined;
}

import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { textIn, textsIn } from '../../../platform/http/form.ts';
import type { SheetRow } from '../../../platform/spreadsheet.ts';
import type { Waves } from '../period.ts';
import { guessHeading } from './heading.ts';
import { type Mapping, mappingSchema } from './mapping.ts';
import { sourcePeriod } from './period-words.ts';

type Posted = Readonly<Record<string, string | readonly string[]>>;

/** So many conditions on rows can be given on the page. */
export const CONDITIONS = [1, 2, 3] as const;

const COLUMNS = [
  'indicatorColumn',
  'placeColumn',
  'periodColumn',
  'valueColumn',
  'numeratorColumn',
  'denominatorColumn',
  'lowerColumn',
  'upperColumn',
  'qualityColumn',
  'noteColumn',
] as const;
const TEXTS = ['indicator', 'geography', 'ownPlace', 'source', 'licence'] as const;

/** The mapping that stands in the fields of the form; what the form does not show stays as `base` has it. */
export function mappingIn(form: Posted, base?: Mapping): Mapping {
  const texts = Object.fromEntries([...COLUMNS, ...TEXTS].map((name) => [name, textIn(form, name)]));
  return mappingSchema.parse({
    ...texts,
    shape: textIn(form, 'shape') === 'wide' ? 'wide' : 'long',
    periods: textsIn(form, 'periods'),
    parts: textIn(form, 'parts') === 'note' ? 'note' : 'check',
    indicators: base?.indicators ?? {},
    only: CONDITIONS.flatMap((at) => {
      const column = textIn(form, `only${at}`);
      const is = textIn(form, `is${at}`).split(';');
      return column === '' ? [] : [{ column, is: is.map((word) => word.trim()).slice(0, 50) }];
    }),
  });
}

/** A mapping as the fields of the form. */
export const valuesOf = (mapping: Mapping): Record<string, string | readonly string[]> => ({
  ...Object.fromEntries([...COLUMNS, ...TEXTS].map((name) => [name, mapping[name]])),
  shape: mapping.shape,
  periods: mapping.periods,
  parts: mapping.parts,
  ...Object.fromEntries(
    mapping.only.flatMap(({ column, is }, index) => [
      [`only${index + 1}`, column],
      [`is${index + 1}`, is.join('; ')],
    ]),
  ),
});

/** The mapping that a hidden field carries from page to page. Refused: mapping-unreadable. */
export function carriedMapping(form: Posted): Mapping | Refusal {
  try {
    const read = mappingSchema.safeParse(JSON.parse(textIn(form, 'mapping')));
    if (read.success) return read.data;
  } catch {
    // Whoever changed the field by hand begins again.
  }
  return refused('mapping-unreadable', 'The mapping cannot be read. Choose the file again.', {
    field: 'file',
  });
}

/** Names of the source that were joined to indicators of ours on the preview. */
export function withJoins(mapping: Mapping, form: Posted): Mapping {
  const joined = Object.fromEntries(
    Object.keys(form).flatMap((key) => {
      const at = /^name-(\d+)$/.exec(key)?.[1];
      const slug = at === undefined ? '' : textIn(form, `join-${at}`);
      return slug === '' ? [] : [[textIn(form, key), slug]];
    }),
  );
  return { ...mapping, indicators: { ...mapping.indicators, ...joined } };
}

const LIKELY: readonly (readonly [(typeof COLUMNS)[number], RegExp])[] = [
  ['indicatorColumn', /^(indicator|measure|metric)( name| label| title)?$/],
  ['placeColumn', /(area|geography|ward|lsoa|place|la|district).*code|^(area|ward|place|geography)$/],
  ['periodColumn', /^(time )?(period|date|month|year|quarter)( name)?$/],
  ['valueColumn', /^(value|obs_value|rate|figure|crimes)$/],
  ['numeratorColumn', /^(count|numerator)$/],
  ['denominatorColumn', /^(denominator|population|base)$/],
  ['lowerColumn', /^lower.*(95|ci|limit)/],
  ['upperColumn', /^upper.*(95|ci|limit)/],
  ['qualityColumn', /^(quality|status)$/],
  ['noteColumn', /^(value )?notes?$/],
];

/** A longer heading is a note, and no column can be named by it. */
const LONGEST_NAME = 200;

/** What a file looks like: its headings, a row to know them by, and which of them are probably what. */
export interface Look {
  readonly headings: readonly string[];
  readonly samples: readonly { readonly heading: string; readonly sample: string }[];
  readonly periods: readonly string[];
  readonly guess: Mapping;
}

export function lookAt(rows: readonly SheetRow[], waves: Waves): Look {
  const heading = guessHeading(rows);
  const headings = [...new Set((heading?.values ?? []).filter((name) => name !== ''))].slice(0, 200);
  const body = heading ? rows.slice(rows.indexOf(heading) + 1, rows.indexOf(heading) + 30) : [];
  const samples = headings.map((name) => {
    const at = heading?.values.indexOf(name) ?? -1;
    return {
      heading: name,
      sample: body.map(({ values }) => values[at] ?? '').find((cell) => cell !== '') ?? '',
    };
  });
  const periods = headings.filter((name) => sourcePeriod(name, waves) !== undefined);
  const likely = Object.fromEntries(
    LIKELY.flatMap(([column, shape]) => {
      const found = headings.find((name) => name.length <= LONGEST_NAME && shape.test(name.toLowerCase()));
      return found === undefined ? [] : [[column, found]];
    }),
  );
  const wide = periods.length > 1 || (periods.length === 1 && likely.valueColumn === undefined);
  const limits = likely.lowerColumn !== undefined && likely.upperColumn !== undefined;
  return {
    headings,
    samples,
    periods,
    guess: mappingSchema.parse({
      shape: wide ? 'wide' : 'long',
      ...likely,
      ...(limits ? {} : { lowerColumn: '', upperColumn: '' }),
    }),
  };
}

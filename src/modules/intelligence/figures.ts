import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { onceForEach } from '../../platform/gathering.ts';
import type { FigureOffer, FigureRequest, FigureValue } from '../../platform/module.ts';
import { yearOf } from './assessment/year.ts';
import { periodName, Sheet } from './figure-sheet.ts';
import { listStandings } from './queries.ts';
import { earlierThan } from './standing.ts';
import { STATUS_WORDS, TRACK_WORDS } from './status-words.ts';
import { targetsAndBaselines } from './target-figures.ts';
import type { Change, Indicator, KnownPoint, Standing } from './types.ts';
import {
  changeBetween,
  changeInWords,
  sayPoint,
  sayValue,
  sizeOf,
  writePercentChange,
  writeValue,
} from './words.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function latestFigures(sheet: Sheet, standing: Standing): void {
  const { indicator, latest, previous, change } = standing;
  const used = [latest, previous].filter((point) => point !== undefined);
  const nothing = { value: null, text: 'not known', sentence: `${indicator.title}: no figure is known yet.` };
  const point = (one: KnownPoint | undefined) =>
    one
      ? {
          value: one.value,
          text: writeValue(indicator, one.value),
          sentence: `${indicator.title}: ${sayPoint(indicator, one)}.`,
        }
      : nothing;
  sheet.from('latest', latest ? [latest] : [], point(latest));
  sheet.from('previous', previous ? [previous] : [], point(previous));
  const parts = latest
    ? ([
        ['numerator', latest.numerator],
        ['denominator', latest.denominator],
      ] as const)
    : [];
  for (const [name, part] of parts)
    if (latest && part !== null)
      sheet.from(name, [latest], {
        value: part,
        unit: '',
        text: part.toLocaleString('en-GB'),
        sentence: `${indicator.title}, ${name}: ${part.toLocaleString('en-GB')} in ${latest.period.label}.`,
      });
  sheet.from('period', latest ? [latest] : [], {
    ...point(latest),
    value: latest?.period.text ?? null,
    unit: '',
    text: latest?.period.label ?? 'not known',
  });
  if (change && latest) changeFigures(sheet, latest, change, 'change', 'change-percent');
  const status = {
    value: standing.status,
    unit: '',
    text: STATUS_WORDS[standing.status],
    sentence: standing.sentence,
  };
  sheet.from('status', used, status);
  const { track } = standing;
  sheet.from('track', latest ? [latest] : [], {
    value: track.track,
    unit: '',
    text: TRACK_WORDS[track.track],
    sentence: track.sentence,
  });
}

function changeFigures(
  sheet: Sheet,
  latest: KnownPoint,
  change: Change,
  absolute: string,
  percent: string,
): void {
  const { indicator } = sheet;
  const points = [latest, change.from];
  const sentence = `${indicator.title}: ${sayValue(indicator, latest.value)} in ${latest.period.label}, ${change.text}.`;
  sheet.from(absolute, points, {
    value: change.absolute,
    text: sizeOf(indicator, latest.value, change.from.value) ?? 'no change',
    sentence,
  });
  const inWords = changeInWords(indicator, change);
  if (absolute === 'change')
    sheet.from('change-in-words', points, { value: change.absolute, text: inWords, sentence });
  if (change.percent !== null)
    sheet.from(percent, points, {
      value: change.percent,
      unit: '%',
      text: writePercentChange(change.percent),
      sentence,
    });
}

function earlierFigures(sheet: Sheet, { indicator, latest, points }: Standing): void {
  if (latest)
    for (const from of earlierThan(latest, points)) {
      const name = `since-${periodName(from.period.text)}`;
      const change = changeBetween(indicator, latest, from);
      changeFigures(sheet, latest, change, `${name}-change`, name);
    }
  for (const point of points)
    if (point.value !== null)
      sheet.from(`in-${periodName(point.period.text)}`, [point], {
        value: point.value,
        text: writeValue(indicator, point.value),
        sentence: `${indicator.title}: ${sayPoint(indicator, { ...point, value: point.value })}.`,
      });
}

/** The rate under its own indicator, and under the one that it is a rate of. */
function rateFigure(sheet: Sheet, name: string, latest: KnownPoint, counted: Indicator | undefined): void {
  const { indicator } = sheet;
  for (const of of [indicator, ...(counted ? [counted] : [])])
    sheet.from(
      name,
      [latest],
      {
        value: latest.value,
        text: writeValue(indicator, latest.value),
        sentence: `${capitalised(indicator.title)}: ${sayPoint(indicator, latest)}.`,
      },
      of,
    );
}

/** What an assessment says of the year, where the latest figure is of a part of a later one. */
function yearFigures(
  sheet: Sheet,
  { indicator, latest, previous, change, status, sentence }: Standing,
): void {
  if (!latest) return;
  const says = `${indicator.title}: ${sayPoint(indicator, latest)}.`;
  sheet.from('year', [latest], {
    value: latest.value,
    text: writeValue(indicator, latest.value),
    sentence: says,
  });
  if (change)
    sheet.from('year-change-in-words', [latest, change.from], {
      value: change.absolute,
      text: changeInWords(indicator, change),
      sentence: says,
    });
  sheet.from('year-status', previous ? [latest, previous] : [latest], {
    value: status,
    unit: '',
    text: STATUS_WORDS[status],
    sentence,
  });
}

/** Every figure of these standings by name. A rate is also offered under the indicator it is a rate of. */
function figuresOf(standings: readonly Standing[], asAt: PlainDate): Map<string, FigureValue> {
  const byId = new Map<string, Indicator>(standings.map(({ indicator }) => [indicator.id, indicator]));
  const slugOf = (id: string | null): string => byId.get(id ?? '')?.slug ?? '';
  return new Map(
    standings.flatMap((standing) => {
      const sheet = new Sheet(standing, asAt, slugOf);
      latestFigures(sheet, standing);
      earlierFigures(sheet, standing);
      targetsAndBaselines(sheet, standing);
      const { indicator, latest } = standing;
      const year = yearOf(standing);
      if (year) yearFigures(sheet, year);
      const counted = byId.get(indicator.numeratorId ?? '');
      if (indicator.kind === 'rate' && latest) rateFigure(sheet, 'rate', latest, counted);
      if (indicator.kind === 'rate' && year?.latest) rateFigure(sheet, 'year-rate', year.latest, counted);
      return sheet.figures;
    }),
  );
}

/** How the indicators that were not retired stood on the day of a report. */
export const standingsNow = onceForEach((tx: Tx, { asAt }: FigureRequest) =>
  listStandings(tx, { asAt, currentOn: asAt }),
);

/** Their figures by name. */
export const figuresNow = onceForEach(async (tx: Tx, request: FigureRequest) =>
  figuresOf(await standingsNow(tx, request), request.asAt),
);

/** `indicator.<slug>.latest`, `.previous`, `.change`, `.change-percent`, `.since-…`, `.target`, `.baseline`, `.status` … */
export const indicatorFigures: FigureOffer = {
  prefix: 'indicator',
  source: 'Observations, baselines and targets of the partnership’s indicators',
  gather: (tx: Tx, _actor: Actor, request: FigureRequest) => figuresNow(tx, request),
};

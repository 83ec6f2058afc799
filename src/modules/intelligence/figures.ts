import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FigureOffer, FigureRequest, FigureValue } from '../../platform/module.ts';
import { baselineSql, sqlOf, targetSql } from './figure-sql.ts';
import { listStandings } from './queries.ts';
import { earlierThan } from './standing.ts';
import { STATUS_WORDS, TRACK_WORDS } from './status-words.ts';
import type { Baseline, Change, Indicator, KnownPoint, Point, Standing, Target } from './types.ts';
import {
  changeBetween,
  sayPoint,
  sayTarget,
  sayValue,
  sizeOf,
  unitOf,
  writePercentChange,
  writeValue,
} from './words.ts';

type Named = [name: string, figure: FigureValue];

/** `2011/12` as part of a name: `2011-12`; `2012-04..2012-11` becomes `2012-04-to-2012-11`. */
export const periodName = (text: string): string =>
  text
    .toLowerCase()
    .replace('..', '-to-')
    .replace(/[^a-z0-9]+/g, '-');

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Gathers the figures of one standing. */
class Sheet {
  readonly #standing: Standing;
  readonly #asAt: PlainDate;
  readonly #slugOf: (id: string | null) => string;
  readonly figures: Named[] = [];

  constructor(standing: Standing, asAt: PlainDate, slugOf: (id: string | null) => string) {
    this.#standing = standing;
    this.#asAt = asAt;
    this.#slugOf = slugOf;
  }

  get indicator(): Indicator {
    return this.#standing.indicator;
  }

  add(name: string, figure: Omit<FigureValue, 'asAt'>, of: Indicator = this.indicator): void {
    this.figures.push([`indicator.${of.slug}.${name}`, { ...figure, asAt: this.#asAt }]);
  }

  /** A figure that stands on observations. */
  from(
    name: string,
    points: readonly Point[],
    figure: Pick<FigureValue, 'value' | 'text' | 'sentence'> & { readonly unit?: string },
    of: Indicator = this.indicator,
  ): void {
    this.add(
      name,
      {
        unit: unitOf(this.indicator),
        ...figure,
        source: sourceOf(this.indicator, points),
        ...sqlOf(this.indicator, points, this.#slugOf, this.#asAt),
      },
      of,
    );
  }
}

/** `Police recorded crime, 2011/12 (final)` for every point. */
function sourceOf(indicator: Indicator, points: readonly Point[]): string {
  if (points.length === 0) return indicator.source || 'No figure is recorded';
  return [
    ...new Set(
      points.map(
        ({ source, period, quality }) =>
          `${source || indicator.source || 'Source not stated'}, ${period.label} (${quality})`,
      ),
    ),
  ].join('; ');
}

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
    text: sizeOf(indicator, change.absolute) ?? 'no change',
    sentence,
  });
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

function targetFigures(sheet: Sheet, name: string, target: Target): void {
  const { indicator } = sheet;
  const common = {
    unit: unitOf(indicator),
    source: target.source || indicator.source || 'Source not stated',
    query: targetSql(target.id),
    rows: Math.max(1, target.stages.length),
  };
  const last = target.stages.at(-1);
  const words = target.stages.length > 0 ? sayTarget(indicator, target) : 'not known yet';
  const says = target.statement ? ` “${target.statement}”` : '';
  sheet.add(name, {
    ...common,
    value: last?.value ?? null,
    text: last?.value == null ? 'to be agreed' : writeValue(indicator, last.value),
    sentence: `${indicator.title}, target: ${words}.${says}`,
  });
  if (target.reviewSays || target.reviewOn)
    sheet.add(`${name}-review`, {
      ...common,
      value: target.reviewOn,
      unit: '',
      text: target.reviewSays || (target.reviewOn ?? ''),
      sentence: `The target for ${indicator.title} is reviewed: ${target.reviewSays || target.reviewOn}.`,
    });
  if (target.endsOn)
    sheet.add(`${name}-end`, {
      ...common,
      value: target.endsOn,
      unit: '',
      text: target.endsSays || target.endsOn,
      sentence: `The target for ${indicator.title} ends: ${target.endsSays || target.endsOn}.`,
    });
  for (const stage of target.stages)
    sheet.add(`${name}-${periodName(stage.period ?? stage.dueOn)}`, {
      ...common,
      value: stage.value,
      text: stage.value === null ? 'to be agreed' : writeValue(indicator, stage.value),
      sentence: `${indicator.title}, target: ${words}.`,
    });
}

function baselineFigure(sheet: Sheet, name: string, baseline: Baseline): void {
  const { indicator } = sheet;
  const known = baseline.value === null ? undefined : writeValue(indicator, baseline.value);
  sheet.add(name, {
    value: baseline.value,
    unit: unitOf(indicator),
    text: baseline.state === 'awaited' ? 'baseline awaited' : (known ?? baseline.statement),
    sentence: `${indicator.title}, baseline: ${baseline.state === 'awaited' ? 'awaited' : (known ?? 'as stated')}.${baseline.statement ? ` “${baseline.statement}”` : ''}`,
    source: baseline.source || indicator.source || 'Source not stated',
    query: baselineSql(baseline.id),
    rows: 1,
  });
}

function targetsAndBaselines(sheet: Sheet, { indicator, targets, baselines }: Standing): void {
  const counted = new Map<string, number>();
  const nameFor = (what: string, kind: string | undefined): string => {
    const name = kind === undefined ? what : `${what}-of-${kind}`;
    const before = counted.get(name) ?? 0;
    counted.set(name, before + 1);
    return before === 0 ? name : `${name}-${before + 1}`;
  };
  for (const { target } of targets) targetFigures(sheet, nameFor('target', target.subject?.kind), target);
  for (const baseline of baselines)
    baselineFigure(sheet, nameFor('baseline', baseline.subject?.kind), baseline);
  const none = {
    value: null,
    unit: '',
    source: indicator.source || 'Source not stated',
    query: 'select',
    rows: 0,
  };
  if (!counted.has('target'))
    sheet.add('target', {
      ...none,
      text: 'no target agreed',
      sentence: `${indicator.title}: no target is agreed.`,
    });
  if (!counted.has('baseline'))
    sheet.add('baseline', {
      ...none,
      text: 'no baseline',
      sentence: `${indicator.title}: no baseline is set.`,
    });
}

/** Every figure of these standings by name. A rate is also offered under the indicator it is a rate of. */
export function figuresOf(standings: readonly Standing[], asAt: PlainDate): Map<string, FigureValue> {
  const byId = new Map<string, Indicator>(standings.map(({ indicator }) => [indicator.id, indicator]));
  const slugOf = (id: string | null): string => byId.get(id ?? '')?.slug ?? '';
  return new Map(
    standings.flatMap((standing) => {
      const sheet = new Sheet(standing, asAt, slugOf);
      latestFigures(sheet, standing);
      earlierFigures(sheet, standing);
      targetsAndBaselines(sheet, standing);
      const { indicator, latest } = standing;
      const counted = byId.get(indicator.numeratorId ?? '');
      if (indicator.kind === 'rate' && latest)
        for (const of of [indicator, ...(counted ? [counted] : [])])
          sheet.from(
            'rate',
            [latest],
            {
              value: latest.value,
              text: writeValue(indicator, latest.value),
              sentence: `${capitalised(indicator.title)}: ${sayPoint(indicator, latest)}.`,
            },
            of,
          );
      return sheet.figures;
    }),
  );
}

/** `indicator.<slug>.latest`, `.previous`, `.change`, `.change-percent`, `.since-…`, `.target`, `.baseline`, `.status` … */
export const indicatorFigures: FigureOffer = {
  prefix: 'indicator',
  source: 'Observations, baselines and targets of the partnership’s indicators',
  gather: async (tx: Tx, _actor: Actor, { asAt }: FigureRequest) =>
    figuresOf(await listStandings(tx, { asAt }), asAt),
};

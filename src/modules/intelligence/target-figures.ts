import { targetBasis } from './figure-bases.ts';
import { periodName, type Sheet } from './figure-sheet.ts';
import { baselineSql, everybodysSql } from './figure-sql.ts';
import type { Baseline, Standing, Target } from './types.ts';
import { sayTarget, unitOf, writeValue } from './words.ts';

function targetFigures(sheet: Sheet, name: string, target: Target): void {
  const { indicator } = sheet;
  const common = {
    unit: unitOf(indicator),
    source: target.source || indicator.source || 'Source not stated',
    ...targetBasis(target),
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

/** Figures of every target and baseline; those of one thing are named `target-of-project`. */
export function targetsAndBaselines(sheet: Sheet, { indicator, targets, baselines }: Standing): void {
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
  const none = (table: 'target' | 'baseline') => ({
    value: null,
    unit: '',
    source: indicator.source || 'Source not stated',
    query: everybodysSql(table, indicator.slug),
    rows: 0,
  });
  if (!counted.has('target'))
    sheet.add('target', {
      ...none('target'),
      text: 'no target agreed',
      sentence: `${indicator.title}: no target is agreed.`,
    });
  if (!counted.has('baseline'))
    sheet.add('baseline', {
      ...none('baseline'),
      text: 'no baseline',
      sentence: `${indicator.title}: no baseline is set.`,
    });
}

import { daysBetween, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Baseline, KnownPoint, Measured, Stage, Target, Tracking } from './types.ts';
import { sayPoint, sayStage, sayTarget, sayValue } from './words.ts';

interface KnownStage extends Stage {
  readonly value: number;
}

/**
 * On or off track: holds the latest figure against the path, which runs straight from the baseline to each stage of
 * the target. A count that is part of its target's period is held against its share of the days.
 */
export function trackOf(
  measured: Measured,
  target: Target | undefined,
  baseline: Baseline | undefined,
  latest: KnownPoint | undefined,
): Tracking {
  if (!target) return told('no-target', 'No target is agreed.');
  const stages = target.stages.filter((stage): stage is KnownStage => stage.value !== null);
  const [first] = stages;
  const last = stages.at(-1);
  if (target.status === 'to-be-agreed' || !first || !last)
    return told('target-unknown', unknownTarget(target));
  const aim = `The ${target.status === 'proposed' ? 'proposed ' : ''}target is ${sayTarget(measured, target)}`;
  if (!latest) return told('too-early', `${aim}; there is no figure to hold against it yet.`);

  const within = stages.find(
    (stage) =>
      stage.periodStart !== null &&
      latest.period.start >= stage.periodStart &&
      latest.period.end <= stage.dueOn,
  );
  if (within) return againstPeriod(measured, target, within, latest);
  const reached = stages.filter((stage) => stage.dueOn <= latest.period.end).at(-1);
  if (reached && reached === last) return finished(measured, target, last, latest);
  const next = stages.find((stage) => stage.dueOn > latest.period.end) ?? last;
  const start = reached ? { on: reached.dueOn, value: reached.value } : startOf(baseline);
  if (!start || start.on >= latest.period.end)
    return told(
      'too-early',
      start
        ? `${aim}; there is no figure since the baseline yet.`
        : `${aim}; ${sayPoint(measured, latest)} came before it.`,
    );
  const expected = between(start.on, start.value, next, latest.period.end);
  const good = meets(measured, target, latest.value, expected);
  return {
    track: good ? 'on-track' : 'off-track',
    expected,
    sentence: `${sayPoint(measured, latest)}; the path to ${sayStage(measured, next)} asks for ${sayValue(measured, expected)} by then.`,
  };
}

const told = (track: Tracking['track'], sentence: string): Tracking => ({ track, sentence, expected: null });

function unknownTarget(target: Target): string {
  const when = target.expectedOn ? ` It is expected by ${longDate(target.expectedOn)}.` : '';
  return `The target is not known yet${target.statement ? `: “${target.statement}”` : ''}.${when}`;
}

const startOf = (baseline: Baseline | undefined): { on: PlainDate; value: number } | undefined =>
  baseline && baseline.value !== null && baseline.periodEnd !== null
    ? { on: baseline.periodEnd, value: baseline.value }
    : undefined;

function between(from: PlainDate, value: number, next: KnownStage, at: PlainDate): number {
  const share = daysBetween(from, at) / Math.max(1, daysBetween(from, next.dueOn));
  return value + (next.value - value) * share;
}

/** Whether a value is as good as asked, at the precision the indicator is printed in. */
function meets(measured: Measured, target: Target, value: number, asked: number): boolean {
  const [is, should] = [value, asked].map((number) => Number(number.toFixed(measured.decimals)));
  if (is === undefined || should === undefined) return false;
  const down = target.aim === 'at-most' || (target.aim === 'maintain' && measured.direction === 'lower');
  if (target.aim === 'maintain' && measured.direction === 'neither') return is === should;
  return down ? is <= should : is >= should;
}

function finished(measured: Measured, target: Target, stage: KnownStage, latest: KnownPoint): Tracking {
  const good = meets(measured, target, latest.value, stage.value);
  return {
    track: good ? 'met' : 'missed',
    expected: stage.value,
    sentence: `${sayPoint(measured, latest)} ${good ? 'meets' : 'misses'} the target of ${sayStage(measured, stage)}.`,
  };
}

function againstPeriod(measured: Measured, target: Target, stage: KnownStage, latest: KnownPoint): Tracking {
  if (latest.period.end === stage.dueOn && latest.period.start === stage.periodStart)
    return finished(measured, target, stage, latest);
  const adds = measured.kind === 'number' || measured.kind === 'money';
  const days = (from: PlainDate, to: PlainDate): number => daysBetween(from, to) + 1;
  const share = adds
    ? days(latest.period.start, latest.period.end) /
      days(stage.periodStart ?? latest.period.start, stage.dueOn)
    : 1;
  const expected = stage.value * share;
  const good = meets(measured, target, latest.value, expected);
  return {
    track: good ? 'on-track' : 'off-track',
    expected,
    sentence: `${sayPoint(measured, latest)}; ${sayStage(measured, stage)} ${
      adds ? `is ${sayValue(measured, expected)} over so many days` : 'is the target'
    }.`,
  };
}

/** Where a target contradicts itself or another; what sources say twice differently is kept and shown. */
export function contradictionsOf(measured: Measured, targets: readonly Target[]): string[] {
  const own = targets.flatMap((target) => {
    const last = target.stages.at(-1);
    return target.endsOn && last && last.dueOn !== target.endsOn
      ? [
          `The source gives two end dates for the target: ${target.endsSays || longDate(target.endsOn)}, and ${last.period ?? longDate(last.dueOn)} for its last stage. Both are kept.`,
        ]
      : [];
  });
  const said = new Map<string, string>();
  for (const target of targets) {
    const last = target.stages.at(-1);
    const value = last?.value ?? null;
    said.set(value === null ? 'unknown' : sayValue(measured, value), target.subject?.kind ?? 'everybody');
  }
  const ends = new Set(targets.map((target) => target.endsOn ?? target.stages.at(-1)?.dueOn ?? null));
  const others =
    said.size > 1 && ends.size === 1
      ? [
          `The targets for the same date differ: ${[...said].map(([value, whose]) => `${value} (${whose})`).join(', ')}. All are kept.`,
        ]
      : [];
  return [...own, ...others];
}

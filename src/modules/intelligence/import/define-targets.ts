import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listIndicators, listWaves, loadBaselines, loadTargets } from '../queries.ts';
import { type BaselineInput, type StageInput, setBaseline, setTarget, type TargetInput } from '../targets.ts';
import type { Aim, Baseline, Indicator, Target, TargetStatus } from '../types.ts';
import { type DefinitionReport, importDefinitions } from './define.ts';
import { noIndicator } from './near-miss.ts';
import { readNumber } from './numbers.ts';
import { loadOwners } from './owners.ts';
import { readStageText } from './stage-text.ts';

const COLUMNS = [
  'indicator',
  'baseline',
  'baseline_period',
  'baseline_value',
  'baseline_statement',
  'baseline_expected',
  'target',
  'aim',
  'stages',
  'target_statement',
  'target_expected',
  'ends_on',
  'ends_says',
  'review_on',
  'review_says',
  'owner_agency',
  'owner_post',
  'source',
  'note',
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

class Unreadable extends Error {}

const fail = (reason: string): never => {
  throw new Unreadable(reason);
};

const dateIn = (text: string): PlainDate | null =>
  text === '' ? null : (parsePlainDate(text) ?? fail(`“${text}” is not a date such as 2013-01-31.`));

function word<const Word extends string>(text: string, words: readonly Word[]): Word {
  return (
    words.find((one) => one === text.toLowerCase()) ?? fail(`“${text}” is not one of ${words.join(', ')}.`)
  );
}

function numberIn(text: string, indicator: Indicator): number {
  const read = readNumber(text, indicator.kind);
  return typeof read === 'string' ? fail(read) : read.value;
}

function staged(text: string, indicator: Indicator): readonly StageInput[] {
  const stages = readStageText(text, indicator.kind);
  return typeof stages === 'string' ? fail(stages) : stages;
}

type Both = { readonly baseline: BaselineInput | undefined; readonly target: TargetInput | undefined };

function readBoth(
  cells: Cells,
  indicator: Indicator,
  owner: { agencyId: string | null; postId: string | null },
): Both {
  const common = {
    indicatorId: indicator.id,
    ownerAgencyId: owner.agencyId,
    ownerPostId: owner.postId,
    source: cells.source,
    note: cells.note,
  };
  return {
    baseline:
      cells.baseline === ''
        ? undefined
        : {
            ...common,
            state: word(cells.baseline, ['known', 'awaited']),
            period: cells.baseline_period || null,
            value: cells.baseline_value === '' ? null : numberIn(cells.baseline_value, indicator),
            statement: cells.baseline_statement,
            expectedOn: dateIn(cells.baseline_expected),
          },
    target:
      cells.target === ''
        ? undefined
        : {
            ...common,
            status: word<TargetStatus>(cells.target, ['agreed', 'proposed', 'to-be-agreed']),
            ...(cells.aim === '' ? {} : { aim: word<Aim>(cells.aim, ['at-least', 'at-most', 'maintain']) }),
            stages: staged(cells.stages, indicator),
            statement: cells.target_statement,
            expectedOn: dateIn(cells.target_expected),
            endsOn: dateIn(cells.ends_on),
            endsSays: cells.ends_says,
            reviewOn: dateIn(cells.review_on),
            reviewSays: cells.review_says,
          },
  };
}

/** Imports everybody's baselines and targets from CSV, one line for each indicator. All or nothing. */
export async function importTargets(
  tx: Tx,
  actor: Actor,
  text: string,
  { dryRun = false } = {},
): Promise<DefinitionReport | Refusal> {
  const known = new Map((await listIndicators(tx)).map((one) => [one.slug, one]));
  const owners = await loadOwners(tx);
  const ids = [...known.values()].map(({ id }) => id);
  const [targets, baselines] = [
    await loadTargets(tx, ids),
    await loadBaselines(tx, ids, await listWaves(tx)),
  ];
  return importDefinitions(
    tx,
    actor,
    text,
    {
      columns: COLUMNS,
      needed: ['indicator'],
      what: ({ cells }) => cells.indicator,
      understand: ({ cells }) => {
        const indicator = known.get(cells.indicator);
        if (!indicator) return { reason: noIndicator(cells.indicator, known.keys()) };
        const owner = owners.find(cells.owner_agency, cells.owner_post);
        if ('reason' in owner) return owner;
        try {
          const both = readBoth(cells, indicator, owner);
          const now = { baseline: everybodys(baselines, indicator), target: everybodys(targets, indicator) };
          return { outcome: outcomeOf(both, now), write: (writing, who) => write(writing, who, both) };
        } catch (error) {
          if (error instanceof Unreadable) return { reason: error.message };
          throw error;
        }
      },
    },
    dryRun,
  );
}

const everybodys = <One extends { readonly subject: unknown }>(
  all: ReadonlyMap<string, readonly One[]>,
  { id }: Indicator,
): One | undefined => all.get(id)?.find(({ subject }) => subject === null);

type Now = { readonly baseline: Baseline | undefined; readonly target: Target | undefined };

/** New where nothing of it is there yet, unchanged where all that the line says is there already. */
function outcomeOf({ baseline, target }: Both, now: Now): 'added' | 'changed' | 'unchanged' {
  if (!now.baseline && !now.target) return 'added';
  return (!baseline || saysSame(baseline, now.baseline)) && (!target || saysSame(target, now.target))
    ? 'unchanged'
    : 'changed';
}

/** Compares what a line says with what is there, field by field; stages by when and how much. */
function saysSame(line: BaselineInput | TargetInput, now: Baseline | Target | undefined): boolean {
  if (!now) return false;
  const { indicatorId: _indicator, ownerAgencyId, ...said } = line;
  const there = new Map<string, unknown>(Object.entries(now));
  return (
    (ownerAgencyId === null || ownerAgencyId === now.ownerAgencyId) &&
    Object.entries(said).every(([name, value]) =>
      name === 'stages' ? sameStages(value as readonly StageInput[], now) : there.get(name) === value,
    )
  );
}

const sameStages = (said: readonly StageInput[], now: Baseline | Target): boolean =>
  'stages' in now &&
  said.length === now.stages.length &&
  said.every(({ period, dueOn, value }) =>
    now.stages.some(
      (stage) => stage.value === value && (period ? stage.period === period : stage.dueOn === dueOn),
    ),
  );

async function write(tx: Tx, actor: Actor, { baseline, target }: Both): Promise<undefined | Refusal> {
  const set = baseline && (await setBaseline(tx, actor, baseline));
  if (isRefusal(set)) return set;
  const aimed = target && (await setTarget(tx, actor, target));
  return isRefusal(aimed) ? aimed : undefined;
}

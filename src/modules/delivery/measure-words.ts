import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  type Indicator,
  type KnownPoint,
  listStandings,
  type listWaves,
  type Measured,
  nextPeriod,
  type Stage,
  type Standing,
  sayValue,
  type Target,
} from '../intelligence/index.ts';

export type { Standing } from '../intelligence/index.ts';

/** `164 victims in 2012`. */
export const sayPoint = (measured: Measured, point: KnownPoint): string =>
  `${sayValue(measured, point.value)} in ${point.period.label}`;

type Waves = Awaited<ReturnType<typeof listWaves>>;

/** What the period of a measure's next figure is guessed from. */
export interface Guessable {
  readonly indicator: Pick<Indicator, 'frequency'>;
  readonly latest: Pick<KnownPoint, 'period'> | undefined;
  readonly targets: readonly {
    readonly target: Pick<Target, 'subject'> & {
      readonly stages: readonly Pick<Stage, 'dueOn' | 'period'>[];
    };
  }[];
}

/**
 * The period that the next figure of a measure is most likely for, as people write it: the one after the latest known
 * figure, in the same kind of period; else that of the project's own target, or of everybody's, which comes next.
 */
export function likelyPeriod(
  { indicator, latest, targets }: Guessable,
  projectId: string,
  { waves, today }: { readonly waves: Waves; readonly today: PlainDate },
): string | undefined {
  const next = latest && indicator.frequency !== 'once' ? nextPeriod(latest.period, waves) : undefined;
  if (next) return next.text;
  const target =
    targets.find((one) => one.target.subject?.id === projectId) ??
    targets.find((one) => one.target.subject === null);
  const stages = (target?.target.stages ?? [])
    .filter((stage) => stage.period !== null)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  return (stages.find((stage) => stage.dueOn >= today) ?? stages.at(-1))?.period ?? undefined;
}

/** How the measures of a project stand on a day, in the order of the project plan. */
export async function standingsOfProject(
  tx: Tx,
  projectId: string,
  asAt: PlainDate,
): Promise<readonly Standing[]> {
  const measures = await tx
    .selectFrom('delivery.measure')
    .select('indicator_id')
    .where('project_id', '=', projectId)
    .orderBy('position')
    .execute();
  const ids = measures.map((measure) => measure.indicator_id);
  const standings = new Map(
    (await listStandings(tx, { asAt, ids })).map((one) => [String(one.indicator.id), one]),
  );
  return ids.flatMap((id) => standings.get(id) ?? []);
}

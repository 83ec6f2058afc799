import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { VersionStatus } from './states.ts';

export interface StrategyVersion {
  readonly id: Id<'strategy-version'>;
  readonly number: number;
  readonly title: string;
  readonly status: VersionStatus;
  /** The vision in its own words; null while they are not known. */
  readonly vision: string | null;
  readonly visionNote: string | null;
  readonly summary: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly source: string | null;
  readonly adoptedOn: PlainDate | null;
  /** `by`: on that day or before. */
  readonly adoptedPrecision: 'day' | 'by' | null;
  readonly adoptedById: Id<'body'> | null;
  readonly supersededOn: PlainDate | null;
  readonly revision: number;
}

export interface Priority {
  readonly id: Id<'priority'>;
  readonly slug: string;
  readonly versionId: Id<'strategy-version'>;
  readonly versionStatus: VersionStatus;
  readonly position: number;
  readonly title: string;
  /** How a report asks for it: `What are we doing to improve health?` */
  readonly question: string | null;
  readonly description: string | null;
  readonly source: string | null;
  readonly revision: number;
}

/** An outcome as one version has it, in the words that stand on the business date. */
export interface Outcome {
  readonly id: Id<'outcome'>;
  readonly slug: string;
  readonly wording: string;
  /** From when it is worded so; null when it was never reworded. */
  readonly wordedOn: PlainDate | null;
  /** `a`, `b` … under its priority, where the strategy letters them. */
  readonly letter: string | null;
  readonly position: number;
  readonly priorityId: Id<'priority'>;
  readonly priority: string;
  readonly prioritySlug: string;
  readonly priorityPosition: number;
  readonly versionId: Id<'strategy-version'>;
  readonly versionStatus: VersionStatus;
  readonly revision: number;
}

const versions = (tx: Tx) =>
  tx
    .selectFrom('strategy.version_now')
    .select([
      'id',
      'number',
      'title',
      'status',
      'vision',
      'vision_note as visionNote',
      'summary',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'source',
      'adopted_on as adoptedOn',
      'adopted_precision as adoptedPrecision',
      'adopted_by_id as adoptedById',
      'superseded_on as supersededOn',
      'revision',
    ])
    .$castTo<StrategyVersion>();

/** Every version, the latest first. */
export const listVersions = (tx: Tx): Promise<readonly StrategyVersion[]> =>
  versions(tx).orderBy('number', 'desc').execute();

/** Versions by number, the first first, all or a part. */
export const listVersionsByNumber = (tx: Tx, part: Part): Promise<readonly StrategyVersion[]> =>
  partOf(versions(tx), ['number'], part).execute();

/** The adopted version that no other supersedes; undefined before the first adoption. */
export const currentStrategy = (tx: Tx): Promise<StrategyVersion | undefined> =>
  versions(tx).where('status', '=', 'adopted').executeTakeFirst();

/** The version of that number. */
export const findVersion = (tx: Tx, number: number): Promise<StrategyVersion | undefined> =>
  Number.isInteger(number) && number > 0 && number < 1e6
    ? versions(tx).where('number', '=', number).executeTakeFirst()
    : Promise.resolve(undefined);

export const findVersionById = (tx: Tx, id: string): Promise<StrategyVersion | undefined> =>
  versions(tx).where('id', '=', id).executeTakeFirst();

/** The priorities of a version (the current one unless it is named), in its order, all or a part. */
export async function listPriorities(
  tx: Tx,
  { versionId, ...part }: Part & { versionId?: string | undefined } = {},
): Promise<readonly Priority[]> {
  const version = versionId ?? (await currentStrategy(tx))?.id;
  if (version === undefined) return [];
  const all = tx
    .selectFrom('strategy.version_priority as p')
    .innerJoin('strategy.priority as i', (join) =>
      join.onRef('i.partnership_id', '=', 'p.partnership_id').onRef('i.id', '=', 'p.priority_id'),
    )
    .innerJoin('strategy.version_now as v', (join) =>
      join.onRef('v.partnership_id', '=', 'p.partnership_id').onRef('v.id', '=', 'p.version_id'),
    )
    .where('p.version_id', '=', version)
    .select([
      'i.id',
      'i.slug',
      'p.version_id as versionId',
      'v.status as versionStatus',
      'p.position',
      'p.title',
      'p.question',
      'p.description',
      'p.source',
      'p.revision',
    ])
    .$castTo<Priority>();
  return partOf(all, ['p.position', 'i.id'], part).execute();
}

/** The priority of that slug, as the current version words it, else as the latest that has it. */
export const findPriority = (tx: Tx, slug: string): Promise<Priority | undefined> =>
  tx
    .selectFrom('strategy.priority_now')
    .where('slug', '=', slug)
    .select([
      'id',
      'slug',
      'version_id as versionId',
      'version_status as versionStatus',
      'position',
      'title',
      'question',
      'description',
      'source',
      'revision',
    ])
    .$castTo<Priority>()
    .executeTakeFirst();

const OUTCOME = [
  'slug',
  'revision',
  'wording',
  'worded_on as wordedOn',
  'letter',
  'position',
  'priority_id as priorityId',
  'priority_title as priority',
  'priority_slug as prioritySlug',
  'priority_position as priorityPosition',
  'version_id as versionId',
  'version_status as versionStatus',
] as const;

/** The outcomes of a version (the current one unless it is named), by priority and position, all or a part. */
export async function listOutcomes(
  tx: Tx,
  {
    versionId,
    prioritySlug,
    ...part
  }: Part & { versionId?: string | undefined; prioritySlug?: string | undefined } = {},
): Promise<readonly Outcome[]> {
  const all = tx
    .selectFrom('strategy.outcome_in_version')
    .select(['outcome_id as id', ...OUTCOME])
    .$if(prioritySlug !== undefined, (under) => under.where('priority_slug', '=', prioritySlug ?? ''));
  const ofVersion =
    versionId === undefined
      ? all.where('version_status', '=', 'adopted')
      : all.where('version_id', '=', versionId);
  return partOf(
    ofVersion.$castTo<Outcome>(),
    ['priority_position', 'priority_id', 'position', 'outcome_id'],
    part,
  ).execute();
}

const outcomesNow = (tx: Tx) =>
  tx
    .selectFrom('strategy.outcome_now')
    .select(['id', ...OUTCOME])
    .$castTo<Outcome>();

/** The outcome of that slug, as the current version has it, else as the latest that has it. */
export const findOutcome = (tx: Tx, slug: string): Promise<Outcome | undefined> =>
  outcomesNow(tx).where('slug', '=', slug).executeTakeFirst();

export interface Wording {
  readonly wording: string;
  readonly startsOn: PlainDate | null;
  readonly reason: string | null;
  readonly source: string | null;
  readonly version: number;
}

/** Every wording an outcome has had, the first one first. */
export const listWordings = (tx: Tx, outcomeId: string): Promise<readonly Wording[]> =>
  tx
    .selectFrom('strategy.outcome_wording as w')
    .innerJoin('strategy.version as v', (join) =>
      join.onRef('v.partnership_id', '=', 'w.partnership_id').onRef('v.id', '=', 'w.version_id'),
    )
    .where('w.outcome_id', '=', outcomeId)
    .select(['w.wording', 'w.starts_on as startsOn', 'w.reason', 'w.source', 'v.number as version'])
    .orderBy('v.number')
    .orderBy('w.starts_on', (order) => order.asc().nullsFirst())
    .orderBy('w.id')
    .$castTo<Wording>()
    .execute();

import { sql } from 'kysely';
import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { listInWords } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { type Ground, groundOf } from '../partners/index.ts';
import {
  currentStrategy,
  findVersion,
  findVersionById,
  listOutcomes,
  listPriorities,
  listVersions,
  type StrategyVersion,
} from './queries.ts';
import { canBecome } from './states.ts';

/** What the form of a version asks. */
export const versionFields = z.object({
  title: givenText('Give the strategy a title'),
  vision: optionalText(),
  visionNote: optionalText(),
  summary: optionalText(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  source: optionalText(),
});

export type VersionFields = z.output<typeof versionFields>;

const columnsOf = (fields: VersionFields) => ({
  title: fields.title,
  vision: fields.vision,
  vision_note: fields.visionNote,
  summary: fields.summary,
  starts_on: fields.startsOn,
  ends_on: fields.endsOn,
  source: fields.source,
});

/** Starts a draft. It begins with the priorities and outcomes of the current version, which keep their identity. */
export async function startVersion(
  tx: Tx,
  actor: Actor,
  fields: VersionFields,
): Promise<{ id: Id<'strategy-version'>; number: number } | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const [latest] = await listVersions(tx);
  const current = await currentStrategy(tx);
  const id = newId<'strategy-version'>();
  const number = (latest?.number ?? 0) + 1;
  await tx
    .insertInto('strategy.version')
    .values({ partnership_id: actor.partnershipId, id, number, ...columnsOf(fields) })
    .execute();
  if (current) await copyContents(tx, current.id, id);
  await recordCommand(tx, actor, {
    action: 'strategy-version.start',
    subject: { kind: 'strategy-version', id },
    detail: { number, ...fields },
  });
  return { id, number };
}

async function copyContents(tx: Tx, from: string, to: string): Promise<void> {
  await sql`insert into strategy.version_priority (partnership_id, version_id, priority_id, position, title, question, description, source)
    select partnership_id, ${to}, priority_id, position, title, question, description, source
    from strategy.version_priority where version_id = ${from}`.execute(tx);
  await sql`insert into strategy.version_outcome (partnership_id, version_id, outcome_id, priority_id, position, letter)
    select partnership_id, ${to}, outcome_id, priority_id, position, letter
    from strategy.version_outcome where version_id = ${from}`.execute(tx);
}

/** The draft of that number; a version that was adopted is not edited but followed by a new draft. */
export async function openDraft(tx: Tx, actor: Actor, number: number): Promise<StrategyVersion | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const version = await findVersion(tx, number);
  if (!version) return notFound('version');
  return version.status === 'draft'
    ? version
    : refused(
        'version-is-not-a-draft',
        'An adopted strategy is not edited. Start a new version and change that.',
      );
}

/** Changes title, vision and dates of a draft; `revision` is the one that was seen. */
export async function changeVersion(
  tx: Tx,
  actor: Actor,
  number: number,
  revision: number,
  fields: VersionFields,
): Promise<undefined | Refusal> {
  const draft = await openDraft(tx, actor, number);
  if (isRefusal(draft)) return draft;
  const { numUpdatedRows } = await tx
    .updateTable('strategy.version')
    .set({ ...columnsOf(fields), revision: draft.revision + 1 })
    .where('id', '=', draft.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('version');
  await recordCommand(tx, actor, {
    action: 'strategy-version.change',
    subject: { kind: 'strategy-version', id: draft.id },
    detail: { ...fields },
  });
  return undefined;
}

export interface Adoption {
  readonly adoptedOn: PlainDate;
  /** `by` where only a day is known on which it had been adopted. */
  readonly precision: 'day' | 'by';
  readonly bodyId?: Id<'body'> | null;
  readonly sittingId?: Id<'sitting'> | null;
  readonly note?: string | null;
  readonly ground: Ground;
  /** The revision of the draft that was seen, where one is to be heeded. */
  readonly revision?: number | undefined;
}

/** Adopts a draft. In the same moment the version that was current becomes superseded. */
export async function adoptVersion(
  tx: Tx,
  actor: Actor,
  versionId: string,
  { revision, ...adoption }: Adoption,
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.adopt')) return notAllowed();
  const version = await findVersionById(tx, versionId);
  if (!version) return notFound('version');
  if (revision !== undefined && revision !== version.revision) return changedMeanwhile('version');
  if (!canBecome(version.status, 'adopted'))
    return refused('version-is-not-a-draft', `Version ${version.number} is ${version.status} already.`);
  const missing = await whatIsMissing(tx, version.id);
  if (missing) return missing;
  const ground = await groundOf(tx, adoption.ground, { on: adoption.adoptedOn, field: 'adoptedOn' });
  if (isRefusal(ground)) return ground;
  const former = await currentStrategy(tx);
  await tx
    .insertInto('strategy.adoption')
    .values({
      partnership_id: actor.partnershipId,
      version_id: version.id,
      supersedes_id: former?.id ?? null,
      adopted_on: adoption.adoptedOn,
      precision: adoption.precision,
      body_id: adoption.bodyId ?? null,
      sitting_id: adoption.sittingId ?? null,
      note: adoption.note ?? null,
      ...ground,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'strategy-version.adopt',
    subject: { kind: 'strategy-version', id: version.id },
    detail: { ...adoption, supersedes: former?.number ?? null },
  });
  return undefined;
}

/** A priority without an outcome says nothing about the difference to be made, so the version cannot be adopted. */
async function whatIsMissing(tx: Tx, versionId: string): Promise<Refusal | undefined> {
  const priorities = await listPriorities(tx, { versionId });
  if (priorities.length === 0)
    return refused('version-has-no-priorities', 'Add at least one priority with an outcome before adopting.');
  const served = new Set((await listOutcomes(tx, { versionId })).map((outcome) => outcome.priorityId));
  const bare = priorities.filter((priority) => !served.has(priority.id)).map((priority) => priority.title);
  return bare.length === 0
    ? undefined
    : refused('priority-without-outcome', `Add an outcome to ${listInWords(bare)} before adopting.`, {
        details: { priorities: bare },
      });
}

import { sql } from 'kysely';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Collected } from '../../../platform/collect.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { didYouMean } from '../import/near-miss.ts';
import type { Subject } from '../types.ts';
import { type Thing, usualThings } from './follow.ts';

/** What has a dashboard, in words. */
export const SUBJECT_KINDS = { body: 'Board', place: 'Place', theme: 'Theme', priority: 'Priority' } as const;
export type SubjectKind = keyof typeof SUBJECT_KINDS;

export const isSubjectKind = (text: string): text is SubjectKind => Object.hasOwn(SUBJECT_KINDS, text);

type Offers = Pick<Collected, 'thread' | 'kinds'>;

/** What stands on a dashboard: what was chosen, else what follows from the golden thread. */
export interface Contents {
  readonly chosen: boolean;
  /** 0 while nobody chose. */
  readonly revision: number;
  readonly things: readonly Thing[];
}

export async function contentsOf(tx: Tx, offers: Offers, subject: Subject): Promise<Contents> {
  const revision = await revisionOf(tx, subject);
  if (revision === 0) return { chosen: false, revision, things: await usualThings(tx, offers, subject) };
  const { rows } = await sql<Thing>`
    select thing_kind as kind, thing_id as id from intelligence.dashboard_tile
    where partnership_id = platform.partnership() and subject_kind = ${subject.kind} and subject_id = ${subject.id}::uuid
    order by position`.execute(tx);
  return { chosen: true, revision, things: rows };
}

async function revisionOf(tx: Tx, { kind, id }: Subject): Promise<number> {
  const row = await tx
    .selectFrom('intelligence.dashboard')
    .where('subject_kind', '=', kind as SubjectKind)
    .where('subject_id', '=', id)
    .select('revision')
    .executeTakeFirst();
  return row?.revision ?? 0;
}

const MOST_TILES = 60;

/** Chooses what stands on a dashboard, in its order. Refused: not-allowed, changed-meanwhile, too-many-tiles, dashboard-tile-stands-once. */
export async function arrangeDashboard(
  tx: Tx,
  actor: Actor,
  subject: Subject & { readonly kind: SubjectKind },
  things: readonly Thing[],
  revision: number,
): Promise<number | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (things.length > MOST_TILES)
    return refused('too-many-tiles', `A dashboard shows at most ${MOST_TILES}. Leave some out.`, {
      field: 'tiles',
    });
  if ((await revisionOf(tx, subject)) !== revision) return changedMeanwhile('dashboard');
  const key = { partnership_id: actor.partnershipId, subject_kind: subject.kind, subject_id: subject.id };
  if (revision === 0) await tx.insertInto('intelligence.dashboard').values(key).execute();
  else {
    const changed = await tx
      .updateTable('intelligence.dashboard')
      .set({ revision: revision + 1 })
      .where('subject_kind', '=', subject.kind)
      .where('subject_id', '=', subject.id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return changedMeanwhile('dashboard');
  }
  await tx
    .deleteFrom('intelligence.dashboard_tile')
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .execute();
  if (things.length > 0)
    await tx
      .insertInto('intelligence.dashboard_tile')
      .values(
        things.map(({ kind, id }, at) => ({ ...key, position: at + 1, thing_kind: kind, thing_id: id })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'dashboard.arranged',
    subject,
    detail: { things: things.map(({ kind, id }) => `${kind} ${id}`) },
  });
  return revision + 1;
}

interface Known extends Thing {
  readonly title: string;
  readonly path: string;
}

const addressIn = (line: string): string => line.replace(/^https?:\/\/[^/]+/, '').replace(/[?#].*$/s, '');

/**
 * Reads what should stand on a dashboard: indicators and projects by title or address, one per line. Refused:
 * tile-unknown and tile-ambiguous, at the field `tiles` and with the line.
 */
export async function readThings(
  tx: Tx,
  kinds: string | undefined,
  text: string,
): Promise<readonly Thing[] | Refusal> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (!kinds || lines.length === 0) return [];
  const { rows } = await sql<Known>`
    select kind, id, title, path from (${sql.raw(kinds)}) k where k.kind in ('indicator', 'project')`.execute(
    tx,
  );
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const byTitle = Map.groupBy(rows, ({ title }) => title.toLowerCase());
  const things: Thing[] = [];
  for (const [at, line] of lines.entries()) {
    const titled = byTitle.get(line.toLowerCase()) ?? [];
    const found = byPath.get(addressIn(line)) ?? (titled.length === 1 ? titled[0] : undefined);
    if (!found)
      return titled.length > 1
        ? refused(
            'tile-ambiguous',
            `Line ${at + 1}: ${titled.length} are called “${line}”. Give the address of the one you mean, such as ${titled[0]?.path}.`,
            { field: 'tiles' },
          )
        : refused(
            'tile-unknown',
            `Line ${at + 1}: there is no indicator or project “${line}”.${didYouMean(
              line,
              rows.map(({ title }) => title),
            )}`,
            { field: 'tiles' },
          );
    things.push({ kind: found.kind, id: found.id });
  }
  return things;
}

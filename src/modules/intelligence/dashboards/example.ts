import { sql } from 'kysely';
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Collected } from '../../../platform/collect.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { arrangeDashboard, isSubjectKind, readThings } from './dashboard.ts';

const file = z.array(z.object({ of: z.string(), stands: z.array(z.string()) }));

/** Chooses what stands on some of the example's dashboards, by the addresses of what they are of. Refused: example-refused. */
export async function loadDashboardsExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  { kinds }: Pick<Collected, 'kinds'>,
): Promise<undefined | Refusal> {
  for (const { of, stands } of file.parse(JSON.parse(files('dashboards.json')))) {
    const { rows } = await sql<{ kind: string; id: string }>`
      select kind, id from (${sql.raw(kinds ?? 'select null::text as kind, null::uuid as id, null::text as path')}) k
      where k.path = ${of}`.execute(tx);
    const [subject] = rows;
    if (!subject || !isSubjectKind(subject.kind))
      return refused('example-refused', `dashboards.json: nothing at ${of} has a dashboard.`);
    const things = await readThings(tx, kinds, stands.join('\n'));
    if (isRefusal(things)) return refused('example-refused', `dashboards.json: ${things.message}`);
    const done = await arrangeDashboard(tx, actor, { kind: subject.kind, id: subject.id }, things, 0);
    if (isRefusal(done)) return refused('example-refused', `dashboards.json: ${done.message}`);
  }
  return undefined;
}

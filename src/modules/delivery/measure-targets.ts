import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { setTarget } from '../intelligence/index.ts';
import type { Measure } from './project-plan.ts';

type OwnTarget = NonNullable<Measure['target']>;

/** The last figure of each project's own targets, by `<project> <indicator>`: one query for all projects. */
export async function projectTargets(
  tx: Tx,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, OwnTarget>> {
  const { rows } = await sql<{ key: string; value: number; by: PlainDate }>`
    select distinct on (t.for_id, t.indicator_id) t.for_id || ' ' || t.indicator_id as key, s.value, s.due_on as by
    from intelligence.target t
    join intelligence.target_stage s on s.partnership_id = t.partnership_id and s.target_id = t.id
    where t.for_kind = 'project' and s.value is not null and t.place_slug is null
      and (${ids === undefined}::boolean or t.for_id = any(${[...(ids ?? [])]}::uuid[]))
    order by t.for_id, t.indicator_id, s.due_on desc`.execute(tx);
  return new Map(rows.map(({ key, value, by }) => [key, { value, by }]));
}

/** Sets a project's own target of a measure in intelligence. */
export async function setProjectTarget(
  tx: Tx,
  actor: Actor,
  input: { readonly projectId: string; readonly indicatorId: string; readonly target: OwnTarget },
): Promise<undefined | Refusal> {
  const { value, by } = input.target;
  const set = await setTarget(tx, actor, {
    indicatorId: input.indicatorId as Parameters<typeof setTarget>[2]['indicatorId'],
    subject: { kind: 'project', id: input.projectId },
    status: 'agreed',
    statement: `${value.toLocaleString('en-GB')} by ${longDate(by)}`,
    stages: [{ dueOn: by, value }],
    endsOn: by,
  });
  return 'refused' in set ? set : undefined;
}

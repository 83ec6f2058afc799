import { sql } from 'kysely';
import { addDays, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Job } from '../../../../platform/module.ts';
import { businessDay } from '../../business-day.ts';
import { DAYS_TO_ANSWER, escalationRoute, insertEscalation } from './escalation.ts';

/** Which early warnings each trigger of terms of reference listens to. */
const LISTENS = {
  'silent-project': ['silent-project'],
  'slipped-milestone': ['slipped-milestone', 'late-milestone'],
  'worsening-indicator': ['worsening', 'alert-worse'],
  'stream-running-out': ['stream-lapses-soon', 'stream-has-lapsed', 'stream-running-out'],
  'two-inquorate-sittings': ['two-inquorate-sittings'],
} as const;

interface Warning {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly since: PlainDate;
  readonly sentence: string;
}

interface Listener {
  readonly bodyId: string;
  readonly trigger: string;
}

/**
 * Raises what the terms of reference say is to be raised by itself. The same problem is not raised twice to a body while
 * it is open, nor again for the same occurrence once it was answered. Answers how many were raised.
 */
export async function raiseByRules(tx: Tx, actor: Actor, warnings: string | undefined): Promise<number> {
  if (warnings === undefined) return 0;
  const today = await businessDay(tx);
  const { rows: listeners } = await sql<Listener>`
    select t.body_id as "bodyId", g.trigger
    from governance.terms_now t cross join lateral unnest(t.escalation_triggers) as g (trigger)
    where t.adopted_on is not null and t.in_force_from <= ${today} and coalesce(t.in_force_until > ${today}, true)
    order by t.body_id, g.trigger`.execute(tx);
  if (listeners.length === 0) return 0;
  const { rows: found } = await sql<Warning>`
    select kind, subject_kind as "subjectKind", subject_id as "subjectId", since, sentence
    from (${sql.raw(warnings)}) w order by kind, since, subject_id`.execute(tx);
  let raised = 0;
  for (const listener of listeners)
    for (const warning of found.filter((one) => listensTo(listener, one)))
      if (await raise(tx, actor, listener, warning, today)) raised += 1;
  return raised;
}

const listensTo = ({ bodyId, trigger }: Listener, { kind, subjectKind, subjectId }: Warning): boolean =>
  ((LISTENS as Readonly<Record<string, readonly string[]>>)[trigger] ?? []).includes(kind) &&
  (subjectKind !== 'body' || subjectId === bodyId);

async function raise(
  tx: Tx,
  actor: Actor,
  { bodyId, trigger }: Listener,
  warning: Warning,
  today: PlainDate,
): Promise<boolean> {
  const route = await escalationRoute(tx, bodyId, today);
  if (!route) return false;
  const { subjectKind: kind, subjectId: id } = warning;
  const { rows: before } = await sql<{ round: number; answeredOn: PlainDate | null }>`
    select e.round, a.answered_on as "answeredOn"
    from governance.escalation e
    left join governance.escalation_answer a on a.partnership_id = e.partnership_id and a.escalation_id = e.id
    where e.to_body_id = ${route.toBodyId} and e.rule = ${trigger} and e.subject_kind = ${kind} and e.subject_id = ${id}
    order by e.round desc limit 1`.execute(tx);
  const [last] = before;
  if (last && (last.answeredOn === null || warning.since <= last.answeredOn)) return false;
  await insertEscalation(tx, actor, {
    fromBodyId: bodyId,
    toBodyId: route.toBodyId,
    title: warning.sentence.split(': ')[0] ?? warning.sentence,
    says: warning.sentence,
    subject: { kind, id },
    raisedOn: today,
    answerBy: addDays(today, route.days ?? DAYS_TO_ANSWER),
    raisedBy: 'rule',
    rule: trigger,
    round: (last?.round ?? 0) + 1,
  });
  return true;
}

/** Each night the rules of the terms of reference look at the early warnings. */
export const escalationJob: Job = {
  name: 'governance.escalations',
  every: '40 5 * * *',
  run: async ({ services, transact }) => {
    await transact(['read', 'governance.edit', 'papers.exempt'], (tx, actor) =>
      raiseByRules(tx, actor, services.offers.warnings),
    );
  },
};

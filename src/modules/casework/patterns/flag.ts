/** Raising flags: one open flag for each subject, which grows with its evidence. For the machine. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { discloseByRule } from '../concerns/ledger.ts';
import { reviewOn } from '../retention/review-on.ts';
import type { Subject } from './series.ts';

export interface Raising {
  readonly kind: 'pattern' | 'case-review';
  readonly subject: Subject;
  readonly rules: readonly string[];
  /** Ids of incidents. */
  readonly evidence: readonly string[];
  readonly agencyIds: readonly string[];
  readonly restricted: boolean;
  readonly facts: object;
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly today: PlainDate;
  /** Working days in which it is to be answered. */
  readonly answerDays: number;
  /** How many incidents that no settled flag stood on raise it again. */
  readonly again: number;
}

interface Known {
  readonly id: string;
  readonly state: string;
  readonly evidence: readonly string[];
  readonly rules: readonly string[];
  readonly agencyIds: readonly string[];
}

/** Raises a flag or lets the open one grow; gives its id, undefined where nothing is new. */
export async function raiseFlag(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  raising: Raising,
): Promise<string | undefined> {
  const known = await flagsOn(tx, machine, raising);
  const open = known.find(({ state }) => state === 'open' || state === 'acknowledged');
  if (open) {
    const grown = await grow(tx, machine, raising, open);
    if (grown !== undefined) await tellEach(tx, machine, subjects, grown, raising, open.agencyIds);
    return grown;
  }
  const seen = new Set(known.flatMap(({ evidence }) => evidence));
  const fresh = raising.evidence.filter((id) => !seen.has(id)).length;
  if (known.length > 0 && fresh < raising.again) return undefined;
  const id = newId();
  await tx
    .insertInto('casework.pattern_flag')
    .values({
      partnership_id: machine.partnershipId,
      id,
      kind: raising.kind,
      subject_kind: raising.subject.kind,
      subject_id: raising.subject.id,
      raised_on: raising.today,
      due_on: sql<PlainDate>`platform.add_working_days(${raising.today}::date, ${sql.lit(raising.answerDays)})`,
      review_on: await reviewOn(tx, machine, 'concern', raising.today),
      ...contentOf(raising),
    })
    .execute();
  await recordCommand(tx, machine, { action: 'pattern.flagged', subject: { kind: 'pattern', id } });
  await tellEach(tx, machine, subjects, id, raising, []);
  return id;
}

/** That others know too is told by each agency that knows to each other: rows of the ledger, once for each pair. */
async function tellEach(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  id: string,
  { agencyIds, subject, kind }: Raising,
  before: readonly string[],
): Promise<void> {
  for (const from of agencyIds)
    for (const to of agencyIds)
      if (from !== to && !(before.includes(from) && before.includes(to)))
        await discloseByRule(tx, machine, subjects, {
          from,
          to,
          usually: kind === 'pattern' ? 'crime-and-disorder' : 'asb-case-review',
          item: { kind: 'pattern', id },
          clusterId: subject.kind === 'person' ? subject.id : null,
          categories: ['known'],
          ground: 'crime-and-disorder',
        });
}

const contentOf = ({ agencyIds, restricted, rules, evidence, facts, firstOn, lastOn }: Raising) => ({
  agency_ids: [...agencyIds].toSorted(),
  restricted,
  rules: [...rules],
  evidence: [...evidence],
  facts: JSON.stringify(facts),
  first_on: firstOn,
  last_on: lastOn,
});

async function grow(tx: Tx, machine: Actor, raising: Raising, open: Known): Promise<string | undefined> {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((one) => b.includes(one));
  if (same(raising.evidence, open.evidence) && same(raising.rules, open.rules)) return undefined;
  await tx
    .updateTable('casework.pattern_flag')
    .set({ ...contentOf(raising), revision: sql<number>`revision + 1` })
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', open.id)
    .execute();
  await recordCommand(tx, machine, {
    action: 'pattern.grew',
    subject: { kind: 'pattern', id: open.id },
    detail: { incidents: raising.evidence.length },
  });
  return open.id;
}

/** Flags of the kind on the subject, the last first; a person's under whichever cluster they were raised. */
async function flagsOn(tx: Tx, machine: Actor, { kind, subject }: Raising): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`
    select f.id, f.state, f.evidence, f.rules, f.agency_ids as "agencyIds" from casework.pattern_flag f
    where f.partnership_id = ${machine.partnershipId} and f.kind = ${kind} and f.subject_kind = ${subject.kind}
      and (f.subject_id = ${subject.id} or f.subject_id in (select c.id from casework.cluster c
        where c.partnership_id = ${machine.partnershipId} and c.joined_into = ${subject.id}))
    order by f.raised_on desc, f.id desc for update of f`.execute(tx);
  return rows;
}

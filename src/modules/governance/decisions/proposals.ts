import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { walkOf } from './on-route.ts';
import type { Decidables } from './record.ts';
import { namesOf, type Walk, walkInWords } from './route.ts';
import { keyOf, type Named, namesOfSubjects } from './subjects.ts';

/** A proposal that is on its route, and where. */
export interface Proposal {
  readonly kind: string;
  readonly id: string;
  /** In words: `A delivery plan`. */
  readonly says: string;
  readonly name: Named;
  readonly walk: Walk;
  readonly sentence: string;
  /** Whose turn it is. */
  readonly waitsFor: string;
  /** The next sitting that has it on its agenda. */
  readonly next: { readonly day: PlainDate; readonly body: string; readonly path: string } | undefined;
}

/** Every proposal that is neither decided nor refused: put before the boards, decided on once at least, on an agenda to come or in the forward plan. */
export async function listProposals(
  tx: Tx,
  offers: { readonly decidable: Decidables; readonly kinds: string | undefined },
  today: PlainDate,
): Promise<readonly Proposal[]> {
  const kinds = [...offers.decidable.keys()];
  const { rows } = await sql<{ kind: string; id: string }>`
    select subject_kind as kind, subject_id as id from (
      select partnership_id, subject_kind, subject_id from governance.decision
      union select i.partnership_id, i.subject_kind, i.subject_id from governance.agenda_item i
        join governance.sitting_now s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
        where i.withdrawn_on is null and s.latest_day >= ${today} and s.status <> 'cancelled'
      union select partnership_id, subject_kind, subject_id from governance.forward_plan where withdrawn_on is null) s
    where subject_id is not null and subject_kind = any(${kinds})`.execute(tx);
  const seen = new Set(rows.map(({ kind, id }) => keyOf(kind, id)));
  for (const { kind, waiting } of offers.decidable.values())
    for (const id of (await waiting?.(tx)) ?? []) if (!seen.has(keyOf(kind, id))) rows.push({ kind, id });
  const names = await namesOfSubjects(tx, offers.kinds, rows);
  const found: Proposal[] = [];
  for (const { kind, id } of rows) {
    const name = names.get(keyOf(kind, id));
    if (!name) continue;
    const walk = await walkOf(tx, offers.decidable, { kind, id }, today);
    if (!walk.awaits && (walk.stands === 'decided' || walk.stands === 'refused')) continue;
    const step = walk.at === undefined ? undefined : walk.steps[walk.at];
    found.push({
      kind,
      id,
      says: offers.decidable.get(kind)?.says ?? kind,
      name,
      walk,
      sentence: walkInWords(walk),
      waitsFor: step ? namesOf(step).replace(/^the /, '') : '',
      next: await nextSittingWith(tx, kind, id, today),
    });
  }
  return found.sort(
    (a, b) => a.waitsFor.localeCompare(b.waitsFor) || a.name.title.localeCompare(b.name.title),
  );
}

async function nextSittingWith(
  tx: Tx,
  kind: string,
  id: string,
  today: PlainDate,
): Promise<Proposal['next']> {
  const { rows } = await sql<{ day: PlainDate; body: string; path: string }>`
    select s.day, b.name as body, '/bodies/' || b.slug || '/sittings/' || s.id as path
    from governance.agenda_item i
    join governance.sitting_now s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
    join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id
    where i.subject_kind = ${kind} and i.subject_id = ${id} and i.withdrawn_on is null
      and s.latest_day >= ${today} and s.status <> 'cancelled'
    order by s.day limit 1`.execute(tx);
  return rows[0];
}

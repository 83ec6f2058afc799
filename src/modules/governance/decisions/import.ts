import { sql } from 'kysely';
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ImportResult, importRows } from '../../../platform/import-rows.ts';
import { findBody, listSittingsByDay } from '../queries.ts';
import { listAgenda } from '../sittings/queries.ts';
import type { DecisionInput } from './input.ts';
import { type Decidables, recordDecision } from './record.ts';
import { OUTCOME_NAMES, type Outcome } from './words.ts';

/** The columns of decisions that are taken over from minutes. */
const COLUMNS = ['body', 'decided_on', 'outcome', 'title', 'words'] as const;
const MORE = [
  'item',
  'subject',
  'key',
  'key_reason',
  'reason',
  'deferred_to',
  'condition',
  'condition_due',
  'quorum',
  'effect_done',
] as const;

/** What the file of an import holds. */
export const DECISION_COLUMNS = [
  { name: 'body', says: 'Short address of the body' },
  { name: 'decided_on', says: 'YYYY-MM-DD; earlier decisions stand before later ones' },
  {
    name: 'outcome',
    says: `One of ${OUTCOME_NAMES.filter((name) => name !== 'ratified' && name !== 'undone').join(', ')}`,
  },
  { name: 'title, words', says: 'What was decided, in the words of the minutes' },
  { name: 'item', says: 'Title of the agenda item at which it was decided; may be left out' },
  {
    name: 'subject',
    says: 'What it was decided on, by kind and address, such as plan:/plans/safety-2013; may be left out',
  },
  { name: 'key', says: 'yes for a key decision, no for none; as the terms define it where left out' },
  { name: 'key_reason', says: 'Why that is other than the terms define; may be left out' },
  { name: 'reason, deferred_to, condition, condition_due', says: 'May be left out' },
  {
    name: 'quorum',
    says: 'What the minutes say of the quorum; “Not …” where there was none; may be left out',
  },
  { name: 'effect_done', says: 'What it did already, so that it is not done again; may be left out' },
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number] | (typeof MORE)[number], string>>;

export interface DecisionOffers {
  readonly decidable: Decidables;
  readonly kinds: string | undefined;
}

/**
 * Imports decisions that were taken before the system, from minutes: CSV, in the order in which they were decided. `subject`
 * is a kind and its address (`plan:/plans/…`). A row whose body, day and title are in the register already changes nothing.
 */
export const importDecisions = (
  tx: Tx,
  actor: Actor,
  csv: string,
  options: { readonly write: boolean },
  offers: DecisionOffers,
): Promise<ImportResult | Refusal> =>
  importRows(
    tx,
    csv,
    {
      required: COLUMNS,
      optional: MORE,
      what: (row) => `${row.decided_on}: ${row.title}`,
      row: async (row) => {
        const input = await inputOf(tx, offers, row);
        if (isRefusal(input)) return input;
        if (await isThere(tx, input)) return 'unchanged';
        const recorded = await recordDecision(tx, actor, offers.decidable, input);
        return isRefusal(recorded) ? recorded : 'added';
      },
    },
    options,
  );

const dayIn = (text: string, what: string): PlainDate | Refusal =>
  parsePlainDate(text) ?? refused('date-unreadable', `Write ${what} as YYYY-MM-DD.`);

async function inputOf(tx: Tx, offers: DecisionOffers, row: Row): Promise<DecisionInput | Refusal> {
  const body = await findBody(tx, row.body);
  if (!body) return notFound('body');
  const decidedOn = dayIn(row.decided_on, 'the day of the decision');
  if (isRefusal(decidedOn)) return decidedOn;
  if (!(OUTCOME_NAMES as readonly string[]).includes(row.outcome))
    return refused('outcome-unknown', `The outcome is one of ${OUTCOME_NAMES.join(', ')}.`);
  const subject = await subjectAt(tx, offers.kinds, row.subject);
  if (isRefusal(subject)) return subject;
  const deferredTo = row.deferred_to === '' ? null : dayIn(row.deferred_to, 'the day of the deferral');
  if (isRefusal(deferredTo)) return deferredTo;
  const dueOn = row.condition === '' ? undefined : dayIn(row.condition_due, 'the day of the condition');
  if (isRefusal(dueOn)) return dueOn;
  const [sitting] = await listSittingsByDay(tx, { bodyId: body.id, from: decidedOn, to: decidedOn });
  const sittingId = sitting && sitting.status !== 'cancelled' ? sitting.id : null;
  const item =
    row.item === '' || sittingId === null
      ? undefined
      : (await listAgenda(tx, sittingId)).find(({ title }) => title === row.item);
  if (row.item !== '' && !item)
    return refused('agenda-item-unknown', `There is no item "${row.item}" on an agenda of that day.`);
  return {
    bodyId: body.id,
    sittingId,
    itemId: item?.id,
    decidedOn,
    title: row.title,
    words: row.words,
    outcome: row.outcome as Outcome,
    keyDecision: row.key === 'yes' ? true : row.key === 'no' ? false : undefined,
    keyReason: row.key_reason,
    method: 'recorded-from-minutes',
    subject,
    reason: row.reason,
    deferredTo,
    conditions: dueOn === undefined ? [] : [{ says: row.condition, dueOn }],
    quorumKnown: row.quorum === '' ? undefined : { quorate: !/^not\b/i.test(row.quorum), says: row.quorum },
    effectDone: row.effect_done === '' ? undefined : row.effect_done,
  };
}

async function subjectAt(
  tx: Tx,
  kinds: string | undefined,
  said: string,
): Promise<{ kind: string; id: string } | undefined | Refusal> {
  if (said === '') return undefined;
  const at = said.indexOf(':');
  const [kind, path] = [said.slice(0, at), said.slice(at + 1)];
  const { rows } =
    kinds === undefined
      ? { rows: [] }
      : await sql<{ id: string }>`
          select k.id from (${sql.raw(kinds)}) k where k.kind = ${kind} and k.path = ${path} limit 1`.execute(
          tx,
        );
  const [found] = rows;
  return found ? { kind, id: found.id } : refused('subject-unknown', `There is no ${kind} at ${path}.`);
}

async function isThere(tx: Tx, { bodyId, decidedOn, title }: DecisionInput): Promise<boolean> {
  const row = await tx
    .selectFrom('governance.decision')
    .select('id')
    .where('body_id', '=', bodyId)
    .where('decided_on', '=', decidedOn)
    .where('title', '=', title.trim())
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a person, or one thing about people, out of casework for good. */
import { sql } from 'kysely';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { forgetRecords } from '../people/index.ts';
import { STANDS } from '../retention/holds.ts';
import { attachmentsNamed, forgetDrafts, forgetFiles, forgetTrails } from './beside.ts';
import { type Because, certify } from './certify.ts';
import { type Catalogue, follow, idsIn, type Rows, readCatalogue, rowsWith, valuesIn } from './closure.ts';
import { heldAmong, openAmong } from './open.ts';
import { type DisposedKind, namesStaying, type Subject, subjectOf, thingsOf } from './person.ts';
import { GOES_WITH } from './tables.ts';
import { openAll, type Redaction, recordsIn, textsThatStay, without } from './texts.ts';

export interface DisposalInput {
  readonly kind: DisposedKind;
  /** A cluster for a person, else the id of the thing. */
  readonly id: string;
  readonly because: Because;
}

/** What the machine of disposal may, beside who decided. No role holds it all. */
const DISPOSING = ['read', 'casework.machine', 'audit.read', 'audit.erase', 'search.index'];

/**
 * Removes the rows and writes the certificate; keys and file bytes are destroyed by `finishDisposals` once this has
 * committed. Refuses `on-legal-hold` and `still-open`. For information governance alone.
 */
export async function dispose(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: DisposalInput,
): Promise<{ certificateId: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  const permissions = [...new Set([...actor.permissions, ...DISPOSING])];
  return actingAs(tx, actor, { ...actor, permissions }, (machine) => remove(tx, machine, subjects, input));
}

async function remove(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  input: DisposalInput,
): Promise<{ certificateId: string } | Refusal> {
  const subject = await subjectOf(tx, machine, subjects, input.kind, input.id);
  if (!subject) return notFound('person or thing');
  const catalogue = await readCatalogue(tx);
  await partReceivers(tx, machine, subject);
  const going = await whatGoes(tx, machine, catalogue, subject);
  const things = await thingsOf(tx, machine, subject);
  const staying = await recordsIn(tx, machine, catalogue, things);
  const blocked = await blocking(tx, machine, going, [...staying, ...things]);
  if (blocked) return blocked;
  const redaction: Redaction = {
    goes: subject.tells,
    stay: await namesStaying(
      tx,
      machine,
      subjects,
      staying.filter((id) => !subject.records.includes(id)),
    ),
  };
  const redact = without(redaction);
  const named = await attachmentsNamed(tx, machine, subjects, things, redact);
  await follow(tx, machine, catalogue, going, 'attachment', named);
  const texts = await textsThatStay(
    tx,
    machine,
    subjects,
    catalogue,
    { things, keys: keysLeft(subjects, catalogue, going) },
    going,
    redact,
  );
  const files = await forgetFiles(tx, machine, valuesIn(going, 'attachment', 'file_id'), () =>
    takeOut(tx, machine, subject, going),
  );
  const forgotten = await forgetRecords(tx, machine, subject.records);
  const drafts = subject.kind === 'person' ? await forgetDrafts(tx, machine, subjects, redact) : [];
  const outside = (await rowsWith(tx, machine, 'disclosure', 'cluster_id', subject.clusters)).map(({ id }) =>
    String(id),
  );
  const keys = new Set([...idsIn(going), ...forgotten.keys, ...drafts, ...outside, ...texts.keys]);
  await forgetTrails(tx, machine, [...new Set([...idsIn(going), ...forgotten.keys, ...subject.clusters])]);
  return certify(tx, machine, subjects, {
    ...{ catalogue, subject, because: input.because, going, files, texts, redaction },
    keys: [...keys],
    more: { address: forgotten.addresses, referral_draft: drafts.length },
  });
}

/** A receiver's own record of somebody whom others refer goes without the referral, which is another's. */
const partReceivers = (tx: Tx, machine: Actor, { records, clusters }: Subject): Promise<unknown> =>
  sql`update casework.referral set to_record_id = null where partnership_id = ${machine.partnershipId}
    and to_record_id = any(${[...records]}::uuid[])
    and case when record_id is null then ${clusters.length === 0}::boolean else record_id <> all(${[...records]}::uuid[]) end`.execute(
    tx,
  );

/** All rows that go, with what hangs on them. */
async function whatGoes(tx: Tx, machine: Actor, catalogue: Catalogue, subject: Subject): Promise<Rows> {
  const going: Rows = new Map();
  if (subject.root) {
    const { table, ids } = subject.root;
    await follow(tx, machine, catalogue, going, table, await rowsWith(tx, machine, table, 'id', ids));
  }
  await follow(
    tx,
    machine,
    catalogue,
    going,
    'record',
    await rowsWith(tx, machine, 'record', 'id', subject.records),
  );
  for (const { table, where } of GOES_WITH) {
    const { rows } = await sql<
      Readonly<Record<string, unknown>>
    >`select t.* from ${sql.table(`casework.${table}`)} t
      where t.partnership_id = ${machine.partnershipId} and (${condition(where, subject, idsIn(going))})`.execute(
      tx,
    );
    await follow(tx, machine, catalogue, going, table, rows);
  }
  return going;
}

/** A condition of the list of tables with its ids bound. */
function condition(where: string, subject: Subject, gone: readonly string[]) {
  const ids = {
    records: sql`${[...subject.records]}::uuid[]`,
    clusters: sql`${[...subject.clusters]}::uuid[]`,
    agencies: sql`${[...subject.agencies]}::uuid[]`,
    homes: sql`${[...subject.homes]}::uuid[]`,
    gone: sql`${[...gone]}::uuid[]`,
    whole: sql`${subject.clusters.length > 0}::boolean`,
  };
  const parts = where
    .split(/\$(\w+)/)
    .map((part, at) => (at % 2 === 0 ? sql.raw(part) : ids[part as keyof typeof ids]));
  return sql.join(parts, sql.raw(''));
}

async function blocking(
  tx: Tx,
  machine: Actor,
  going: Rows,
  beside: readonly string[],
): Promise<Refusal | undefined> {
  if (await heldAmong(tx, machine, going, beside))
    return refused(
      'on-legal-hold',
      'This is on legal hold, or part of something that is. Lift the hold first.',
    );
  const open = await openAmong(tx, machine, going);
  return open.length === 0
    ? undefined
    : refused('still-open', `Something is still open: ${open.join(', ')}. Close it first.`);
}

/** Keys under which something that goes is sealed, although what they are of stays. */
function keysLeft(subjects: SubjectKeys, catalogue: Catalogue, going: Rows): readonly string[] {
  const gone = new Set(idsIn(going));
  return [...new Set(openAll(subjects, catalogue, going).map(({ key }) => key))].filter(
    (key) => !gone.has(key),
  );
}

/** Deletes what does not hang on a record; the records go afterwards, and take the rest along. */
async function takeOut(tx: Tx, machine: Actor, subject: Subject, going: Rows): Promise<void> {
  await sql`delete from casework.held d using casework.legal_hold h where d.partnership_id = ${machine.partnershipId}
    and h.partnership_id = d.partnership_id and h.id = d.hold_id and not (${sql.raw(STANDS)})`.execute(tx);
  const incidents = valuesIn(going, 'concern', 'incident_id');
  const tables = new Set([
    ...(subject.root ? [subject.root.table] : []),
    'attachment',
    ...GOES_WITH.map(({ table }) => table),
  ]);
  for (const table of tables) {
    const ids = table === 'case_link' ? valuesIn(going, table, 'item_id') : idsIn(going, table);
    if (ids.length > 0)
      await sql`delete from ${sql.table(`casework.${table}`)} where partnership_id = ${machine.partnershipId}
        and ${sql.ref(table === 'case_link' ? 'item_id' : 'id')} = any(${[...ids]}::uuid[])`.execute(tx);
  }
  await sql`delete from casework.incident i where i.partnership_id = ${machine.partnershipId} and i.id = any(${[...incidents]}::uuid[])
    and not exists (select from casework.concern c where c.partnership_id = i.partnership_id and c.incident_id = i.id)`.execute(
    tx,
  );
}

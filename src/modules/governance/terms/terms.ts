import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Id, newId } from '../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { canonical, recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Ground, groundOf } from '../../partners/index.ts';
import { businessDay } from '../business-day.ts';
import { type TermsFields, type TermsInput, termsFields } from './fields.ts';
import { findTerms, listTerms, type Terms } from './queries.ts';

/** What terms say, without what became of them. */
export const fieldsOfTerms = (terms: Terms): TermsFields => {
  const { id, bodyId, version, revision, adoptedOn, adoptedBy, decisionId, ...rest } = terms;
  const { inForceFrom, inForceUntil, ...fields } = rest;
  return fields;
};

/** SHA-256 of what terms say, whatever the order of its keys. */
export const hashOfTerms = (fields: TermsFields): Buffer =>
  createHash('sha256')
    .update(canonical(JSON.stringify(hashed(fields))))
    .digest();

/** Terms that do not say what a key decision is keep the hash that they had before terms could say so. */
const hashed = ({ keyDecisions, ...fields }: TermsFields): object =>
  keyDecisions.fromPence === null && keyDecisions.kinds.length === 0 ? fields : { ...fields, keyDecisions };

/** Drafts the next version of a body's terms of reference. */
export async function draftTerms(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  input: TermsInput,
): Promise<{ id: Id<'terms'>; version: number } | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const fields = checked(input);
  if (isRefusal(fields)) return fields;
  const ended = await escalatesToTheEnded(tx, fields);
  if (ended) return ended;
  const versions = await listTerms(tx, bodyId);
  if (versions.some(({ adoptedOn }) => adoptedOn === null))
    return refused('terms-drafted-already', 'A draft of the next version exists. Change that one.');
  const id = newId<'terms'>();
  const version = Math.max(0, ...versions.map((one) => one.version)) + 1;
  await tx
    .insertInto('governance.terms')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: bodyId,
      version,
      ...columnsOf(fields),
    })
    .execute();
  await writeParts(tx, actor, id, fields);
  await recordCommand(tx, actor, {
    action: 'terms.draft',
    subject: { kind: 'terms', id },
    detail: { bodyId, version },
  });
  return { id, version };
}

/** Changes a draft; what was adopted stays as it was. `revision` is the one that was seen. */
export async function changeTerms(
  tx: Tx,
  actor: Actor,
  termsId: string,
  revision: number,
  input: TermsInput,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const fields = checked(input);
  if (isRefusal(fields)) return fields;
  const terms = await findTerms(tx, termsId);
  if (!terms) return notFound('version of terms of reference');
  if (terms.adoptedOn !== null) return adoptedAlready();
  const ended = await escalatesToTheEnded(tx, fields);
  if (ended) return ended;
  const { numUpdatedRows } = await tx
    .updateTable('governance.terms')
    .set({ ...columnsOf(fields), revision: revision + 1 })
    .where('id', '=', terms.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('version of terms of reference');
  for (const table of [
    'governance.terms_seat',
    'governance.terms_section',
    'governance.terms_reporting_duty',
    'governance.terms_function',
  ] as const)
    await tx.deleteFrom(table).where('terms_id', '=', terms.id).execute();
  await writeParts(tx, actor, terms.id, fields);
  await recordCommand(tx, actor, {
    action: 'terms.change',
    subject: { kind: 'terms', id: terms.id },
    detail: { bodyId: terms.bodyId, version: terms.version },
  });
  return undefined;
}

/** Adopts a draft: from then on it is what the body acts under, and nobody can change it. */
export async function adoptTerms(
  tx: Tx,
  actor: Actor,
  input: {
    readonly termsId: string;
    readonly on: PlainDate;
    /** The body that adopted them, by its name then. */
    readonly by: string;
    readonly ground: Ground;
    /** The one that was seen, where one is to be heeded. */
    readonly revision?: number | undefined;
  },
): Promise<{ version: number; inForceFrom: PlainDate } | Refusal> {
  if (!may(actor, 'terms.adopt')) return notAllowed();
  const terms = await findTerms(tx, input.termsId);
  if (!terms) return notFound('version of terms of reference');
  if (terms.adoptedOn !== null) return adoptedAlready();
  if (input.revision !== undefined && input.revision !== terms.revision)
    return changedMeanwhile('version of terms of reference');
  if (terms.startsOn !== null && terms.startsOn < input.on)
    return refused(
      'terms-bind-from-their-adoption',
      `They would bind from ${longDate(terms.startsOn)}, before they were adopted. Change from when they are in force, or the day of adoption.`,
      { field: 'adoptedOn' },
    );
  const inForceFrom = terms.startsOn ?? input.on;
  const former = (await listTerms(tx, terms.bodyId)).findLast(({ adoptedOn }) => adoptedOn !== null);
  const gone = await escalatesToTheEnded(tx, fieldsOfTerms(terms));
  if (gone) return gone;
  if (former?.inForceFrom && former.inForceFrom >= inForceFrom)
    return refused(
      'terms-in-force-already',
      `Version ${former.version} is in force from ${longDate(former.inForceFrom)}. The next must come into force later.`,
      { field: 'adoptedOn' },
    );
  const first = terms.version === 1;
  const ground = await groundOf(tx, input.ground, { on: input.on, field: 'adoptedOn', anyDay: first });
  if (isRefusal(ground)) return ground;
  const today = await businessDay(tx);
  if (input.on > today)
    return refused(
      'adoption-is-to-come',
      `${longDate(input.on)} is still to come. Give the day on which they were adopted.`,
      {
        field: 'adoptedOn',
      },
    );
  await tx
    .insertInto('governance.terms_adoption')
    .values({
      partnership_id: actor.partnershipId,
      terms_id: terms.id,
      revision: terms.revision,
      adopted_on: input.on,
      adopted_by: input.by,
      version: terms.version,
      ...ground,
      contents_hash: hashOfTerms(fieldsOfTerms(terms)),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'terms.adopt',
    subject: { kind: 'terms', id: terms.id },
    detail: { bodyId: terms.bodyId, version: terms.version, on: input.on, by: input.by, ...input.ground },
    rowHash: hashOfTerms(fieldsOfTerms(terms)),
  });
  return { version: terms.version, inForceFrom };
}

/** Named rule: problems are escalated, and reports given, to bodies that still are when the terms come into force. */
async function escalatesToTheEnded(tx: Tx, fields: TermsFields): Promise<Refusal | undefined> {
  const { toId } = fields.escalation;
  const named = [...(toId === null ? [] : [toId]), ...fields.duties.map(({ toBodyId }) => toBodyId)];
  if (named.length === 0) return undefined;
  const today = await businessDay(tx);
  const ended = await tx
    .selectFrom('governance.body')
    .select(['id', 'name', 'ends_on'])
    .where('id', 'in', named)
    .where('ends_on', '<', fields.startsOn !== null && fields.startsOn < today ? fields.startsOn : today)
    .executeTakeFirst();
  return ended
    ? refused(
        'body-had-ended',
        `The ${ended.name} ended on ${ended.ends_on ? longDate(ended.ends_on) : ''}. Choose a body that still is.`,
        { field: ended.id === toId ? 'escalatesTo' : 'duties' },
      )
    : undefined;
}

const adoptedAlready = (): Refusal =>
  refused('terms-adopted-already', 'These terms were adopted and cannot be changed. Draft the next version.');

/** Reads input, and refuses what contradicts itself. */
function checked(input: TermsInput): TermsFields | Refusal {
  const read = termsFields.safeParse(input);
  if (!read.success) {
    const fields: Record<string, string> = {};
    for (const issue of read.error.issues) fields[issue.path.join('.')] ??= issue.message;
    return refused('form-incomplete', 'Some answers are missing or wrong.', { details: { fields } });
  }
  const { functions, seats, quorum } = read.data;
  const slugs = functions.map(({ slug }) => slug);
  if (new Set(slugs).size !== slugs.length)
    return refused('function-named-twice', 'Two functions have the same name.', { field: 'functions' });
  const stray = seats.find(({ functionSlug }) => functionSlug !== null && !slugs.includes(functionSlug));
  if (stray)
    return refused(
      'seat-in-unknown-function',
      `The seat of ${stray.title} is in a function that is not listed.`,
      { field: 'seats' },
    );
  const core = seats.filter(({ standing }) => standing === 'core').length;
  if (quorum.rule === 'number' && quorum.of !== 'members' && core > 0 && (quorum.number ?? 0) > core)
    return refused(
      'quorum-cannot-be-reached',
      `The quorum is ${quorum.number} of ${core} core seats. It could never be reached.`,
      { field: 'quorum' },
    );
  return read.data;
}

const columnsOf = (fields: TermsFields) => ({
  purpose: fields.purpose,
  quorum_rule: fields.quorum.rule,
  quorum_number: fields.quorum.number,
  quorum_numerator: fields.quorum.numerator,
  quorum_denominator: fields.quorum.denominator,
  quorum_of: fields.quorum.of,
  quorum_for: fields.quorum.for,
  key_pence: fields.keyDecisions.fromPence,
  key_kinds: sql<string[]>`${fields.keyDecisions.kinds}::text[]`,
  remote_presence: fields.remotePresence,
  year_from: fields.yearFrom,
  sittings_a_year: fields.sittingsAYear,
  papers_days_before: fields.papersDaysBefore,
  minutes_days_after: fields.minutesDaysAfter,
  chair_election: fields.chairElection,
  chair_term_months: fields.chairTermMonths,
  has_vice_chair: fields.hasViceChair,
  escalates_to_id: fields.escalation.toId,
  escalation_days: fields.escalation.days,
  escalation_triggers: sql<string[]>`${fields.escalation.triggers}::text[]`,
  starts_on: fields.startsOn,
  note: fields.note,
});

async function writeParts(tx: Tx, actor: Actor, termsId: Id<'terms'>, fields: TermsFields): Promise<void> {
  const own = { partnership_id: actor.partnershipId, terms_id: termsId };
  const sections = fields.sections.map((one, position) => ({ ...own, position, ...one }));
  if (sections.length > 0) await tx.insertInto('governance.terms_section').values(sections).execute();
  const functions = fields.functions.map((one, position) => ({ ...own, position, ...one }));
  if (functions.length > 0) await tx.insertInto('governance.terms_function').values(functions).execute();
  const seats = fields.seats.map((one, position) => ({
    ...own,
    id: newId<'seat'>(),
    position,
    title: one.title,
    standing: one.standing,
    function_slug: one.functionSlug,
    agency_id: one.agencyId,
    post_id: one.postId,
  }));
  if (seats.length > 0) await tx.insertInto('governance.terms_seat').values(seats).execute();
  const duties = fields.duties.map((one, position) => ({
    ...own,
    position,
    cadence: one.cadence,
    to_body_id: one.toBodyId,
    template_slug: one.templateSlug,
    says: one.says,
  }));
  if (duties.length > 0) await tx.insertInto('governance.terms_reporting_duty').values(duties).execute();
}

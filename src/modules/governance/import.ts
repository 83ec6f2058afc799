import { addMonths, type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, refused } from '../../kernel/refusal.ts';
import { readFields } from '../../platform/http/form.ts';
import { did, importer, saysTheSame } from '../../platform/import-rows.ts';
import { findAgency } from '../partners/index.ts';
import { addBody, bodyFields, changeBody } from './body.ts';
import { findBody, listReportingLines, listSittings } from './queries.ts';
import { addSitting, recordSittingOutcome, type SittingDay } from './sitting.ts';
import { addRelation } from './structure/relations.ts';
import { RELATIONS, type Relation } from './structure/words.ts';

export const BODY_COLUMNS = [
  { name: 'slug', says: 'Short address, such as executive-board' },
  { name: 'name', says: 'Name of the body' },
  {
    name: 'kind',
    says: 'strategic, executive, thematic, joint-operations, commissioning, programme, cabinet …',
  },
  {
    name: 'agency',
    says: 'Short address of the agency whose own body it is; empty for bodies of the partnership',
  },
  { name: 'purpose, starts_on, ends_on, note', says: 'May be left out' },
] as const;

export const LINE_COLUMNS = [
  { name: 'body, reports_to', says: 'Short addresses of the body and of the one it answers to' },
  {
    name: 'kind',
    says: 'reports-to, advises, recommends-to, delegates-to or escalates-to; reports-to where it is left out',
  },
  { name: 'starts_on, note', says: 'May be left out' },
] as const;

export const SITTING_COLUMNS = [
  { name: 'body', says: 'Short address of the body' },
  { name: 'day', says: 'YYYY-MM-DD, or YYYY-MM where the day is not known' },
  { name: 'kind', says: 'ordinary or extraordinary' },
  { name: 'status', says: 'planned, held or cancelled' },
  { name: 'reason, note, source', says: 'May be left out; a cancelled sitting needs a reason' },
] as const;

/** Imports bodies.csv; see `BODY_COLUMNS`. Rows are known by their slug. */
export const importBodies = importer({
  required: ['slug', 'name', 'kind'],
  optional: ['agency', 'purpose', 'starts_on', 'ends_on', 'note'],
  what: (row) => row.name || row.slug,
  async row(tx, actor, row) {
    const agency = row.agency === '' ? undefined : await findAgency(tx, row.agency);
    if (row.agency !== '' && !agency)
      return refused('agency-unknown', `There is no agency "${row.agency}". Import it first.`);
    const fields = readFields(bodyFields, {
      ...row,
      agencyId: agency?.id ?? '',
      startsOn: row.starts_on,
      endsOn: row.ends_on,
    });
    if (isRefusal(fields)) return fields;
    const present = await findBody(tx, row.slug);
    if (!present) {
      return did('added', await addBody(tx, actor, { ...fields, slug: row.slug }));
    }
    if (saysTheSame(present, fields)) return 'unchanged';
    return did('changed', await changeBody(tx, actor, present.slug, present.revision, fields));
  },
});

/** Imports reporting-lines.csv: `body,reports_to,kind,starts_on,note`; without a kind the body reports to the other. */
export const importReportingLines = importer({
  required: ['body', 'reports_to'],
  optional: ['kind', 'starts_on', 'note'],
  what: (row) => `${row.body} ${row.kind || 'reports-to'} ${row.reports_to}`,
  async row(tx, actor, row) {
    const [body, superior] = [await findBody(tx, row.body), await findBody(tx, row.reports_to)];
    if (!body || !superior)
      return refused(
        'body-unknown',
        `There is no body "${body ? row.reports_to : row.body}". Import it first.`,
      );
    const startsOn = row.starts_on === '' ? null : parsePlainDate(row.starts_on);
    if (startsOn === undefined) return refused('date-unreadable', 'Write starts_on as YYYY-MM-DD.');
    const kind = (row.kind || 'reports-to') as Relation;
    if (!Object.hasOwn(RELATIONS, kind))
      return refused('relation-unknown', `Write one of ${Object.keys(RELATIONS).join(', ')}.`);
    const lines = await listReportingLines(tx);
    if (
      lines.some((line) => line.bodyId === body.id && line.reportsToId === superior.id && line.kind === kind)
    )
      return 'unchanged';
    return did(
      'added',
      await addRelation(tx, actor, {
        bodyId: body.id,
        reportsToId: superior.id,
        kind,
        startsOn,
        note: row.note || null,
      }),
    );
  },
});

const readDay = (text: string): SittingDay | undefined => {
  const [day, month] = [parsePlainDate(text), parsePlainDate(`${text}-01`)];
  return day ? { day, precision: 'day' } : month ? { day: month, precision: 'month' } : undefined;
};

/** Imports sittings.csv; see `SITTING_COLUMNS`. A sitting is known by its body and day. */
export const importSittings = importer({
  required: ['body', 'day', 'kind', 'status'],
  optional: ['reason', 'note', 'source'],
  what: (row) => `${row.body}, ${row.day}`,
  async row(tx, actor, row) {
    const body = await findBody(tx, row.body);
    if (!body) return refused('body-unknown', `There is no body "${row.body}". Import it first.`);
    const when = readDay(row.day);
    if (!when)
      return refused('date-unreadable', 'Write the day as YYYY-MM-DD, or YYYY-MM where it is not known.');
    if (row.kind !== 'ordinary' && row.kind !== 'extraordinary')
      return refused('sitting-kind', 'Say ordinary or extraordinary.');
    if (row.status !== 'planned' && row.status !== 'held' && row.status !== 'cancelled')
      return refused('sitting-status', 'Say planned, held or cancelled.');
    const present = (await listSittings(tx, body.id)).find(
      (sitting) => sitting.day === when.day && sitting.precision === when.precision,
    );
    if (present && present.status === row.status) return 'unchanged';
    const id =
      present?.id ??
      (await addSitting(tx, actor, body, {
        ...when,
        kind: row.kind,
        note: row.note || null,
        source: row.source || null,
      }));
    if (isRefusal(id)) return id;
    if (row.status === 'planned' && !present) return 'added';
    const recorded = await recordSittingOutcome(tx, actor, id, {
      outcome: row.status,
      recordedOn: recordedOn(when),
      reason: row.reason || null,
    });
    return isRefusal(recorded) ? recorded : present ? 'changed' : 'added';
  },
});

/** A sitting that a file brings counts as recorded on its own day, or at its month's end. */
const recordedOn = ({ day, precision }: SittingDay): PlainDate =>
  precision === 'day' ? day : addMonths(day, 1);

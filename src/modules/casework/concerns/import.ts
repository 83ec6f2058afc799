/** Concerns from a file: a police incident extract, a housing complaint log, or our own columns. */
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ImportResult, importRows } from '../../../platform/import-rows.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { mayKeep } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import type { ConcernInput, PersonInConcern } from './input.ts';
import { CONCERN_COLUMN_NAMES, type ConcernColumn, inOurColumns } from './mappings.ts';
import { recordConcern } from './record.ts';
import {
  type Answer,
  PRECISION_NAMES,
  type Precision,
  REPORTER_NAMES,
  type Role,
  typeTitle,
} from './types.ts';

type Values = Readonly<Record<ConcernColumn, string>>;

export interface ConcernImport {
  readonly write: boolean;
  /** Slug of the agency that was told, for rows that name none. */
  readonly agency?: string | undefined;
}

/** Imports concerns row by row: all are written, or none. A number that the agency has told of already stays as it is. */
export async function importConcerns(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  text: string,
  { write, agency }: ConcernImport,
): Promise<ImportResult | Refusal> {
  const agencies = new Map<string, string>((await listAgencies(tx)).map(({ slug, id }) => [slug, id]));
  if (agency !== undefined && !agencies.has(agency))
    return refused('agency-unknown', `No agency has the slug "${agency}".`);
  const ours = inOurColumns(text);
  if (isRefusal(ours)) return ours;
  return importRows<ConcernColumn>(
    tx,
    ours,
    {
      required: ['type', 'date'],
      optional: CONCERN_COLUMN_NAMES.filter((name) => name !== 'type' && name !== 'date'),
      what: ({ reference, type, date }) => [reference, typeTitle(type), date].filter(Boolean).join(', '),
      async row(values) {
        const slug = values.agency || agency;
        const agencyId = slug === undefined ? agencyOf(actor) : agencies.get(slug);
        if (agencyId === undefined)
          return refused('agency-unknown', 'Name the agency that was told by its slug.', { field: 'agency' });
        // Before anything is looked up: a preview says nothing of what another agency was told.
        if (!mayKeep(actor, agencyId, ['concern.record'])) return notAllowed();
        if (await isTold(tx, actor, subjects, agencyId, values.reference)) return 'unchanged';
        const input = inputOf(values, agencyId);
        if (isRefusal(input)) return input;
        const saved = await recordConcern(tx, actor, subjects, input);
        return isRefusal(saved) ? saved : 'added';
      },
    },
    { write },
  );
}

const isTold = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  agencyId: string,
  reference: string,
): Promise<boolean> =>
  reference !== '' &&
  (await asMachine(tx, actor, (machine) =>
    tx
      .selectFrom('casework.concern')
      .where('partnership_id', '=', machine.partnershipId)
      .where('agency_id', '=', agencyId)
      .where('reference_hash', '=', subjects.hash('concern-reference', reference.toLowerCase()))
      .select('id')
      .executeTakeFirst(),
  )) !== undefined;

function inputOf(values: Values, agencyId: string): ConcernInput | Refusal {
  const onDay = readDay(values.date);
  if (!onDay) return unreadable('date', 'Give the day as 2013-01-17 or 17/01/2013.');
  const reportedOn = values.reported_on === '' ? onDay : readDay(values.reported_on);
  if (!reportedOn) return unreadable('reported_on', 'Give the day as 2013-01-17 or 17/01/2013.');
  const reportedBy = REPORTER_NAMES.find((name) => name === (values.reported_by || 'unnamed'));
  if (!reportedBy) return unreadable('reported_by', `Give one of ${REPORTER_NAMES.join(', ')}.`);
  const time = values.time === '' ? undefined : values.time.slice(0, 5).padStart(5, '0');
  const lines = values.address
    .split(',')
    .map((line) => line.trim())
    .filter(Boolean);
  const uprn = values.uprn || undefined;
  return {
    agencyId,
    source: 'import',
    reference: values.reference || undefined,
    type: values.type,
    onDay,
    ...(time === undefined ? {} : { atTime: time }),
    precision: precisionOf(values.precision, time),
    address: lines.length > 0 || uprn ? { lines, postcode: values.postcode || undefined, uprn } : undefined,
    postcode: values.postcode || undefined,
    atHome: values.at_home === 'yes',
    reportedBy,
    reportedOn,
    narrative: values.narrative || undefined,
    answers: {
      happenedBefore: yesOrNo(values.happened_before),
      toldOthers: yesOrNo(values.told_others),
      feelsTargeted: yesOrNo(values.feels_targeted),
      illAtHome: yesOrNo(values.ill_at_home),
    },
    people: [...personOf(values, 'affected', 'affected'), ...personOf(values, 'responsible', 'responsible')],
  };
}

const unreadable = (field: string, message: string): Refusal => refused('row-unreadable', message, { field });

const precisionOf = (given: string, time: string | undefined): Precision =>
  PRECISION_NAMES.find((name) => name === given) ?? (time === undefined ? 'day' : 'time');

const yesOrNo = (text: string): Answer =>
  /^(y|yes|true|1)$/i.test(text) ? 'yes' : /^(n|no|false|0)$/i.test(text) ? 'no' : 'not-known';

/** A day as extracts write it; undefined when it is none. */
export function readDay(text: string): PlainDate | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  return year === undefined
    ? parsePlainDate(text.trim().slice(0, 10))
    : parsePlainDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
}

function personOf(
  values: Values,
  prefix: 'affected' | 'responsible',
  role: Role,
): readonly PersonInConcern[] {
  const [givenNames, surname] = [values[`${prefix}_given`], values[`${prefix}_surname`]];
  const isAffected = prefix === 'affected';
  const telephone = isAffected ? values.affected_telephone : '';
  if (givenNames === '' && surname === '' && telephone === '') return [];
  return [
    {
      role,
      person: {
        givenNames: givenNames || undefined,
        surname: surname || undefined,
        dateOfBirth: (isAffected && values.affected_born) || undefined,
        telephones: telephone === '' ? undefined : [telephone],
      },
    },
  ];
}

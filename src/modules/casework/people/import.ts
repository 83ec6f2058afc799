/** Records of people from a file: row by row with the commands that forms use; all are written, or none. */
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ImportResult, importRows } from '../../../platform/import-rows.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { type AddressInput, addressKey } from './address.ts';
import { changeRecord } from './change.ts';
import { type Identity, isoDate, openIdentity, readIdentity } from './identity.ts';
import type { RestrictedBecause } from './input.ts';
import { openRecords } from './matching/read.ts';
import { saveResidence } from './move.ts';
import { mayKeep, referenceHash, saveRecord } from './record.ts';
import { RESTRICTIONS } from './words.ts';

/** The columns of a file of records, each with what it holds. */
export const RECORD_COLUMNS = {
  reference: 'Your agency’s own number for the person; a row with a known number changes that record',
  given_names: 'Given names',
  surname: 'Surname',
  other_names: 'Other names, separated by semicolons',
  date_of_birth: 'Such as 1980-03-27 or 27/03/1980; a year alone is enough',
  sex: 'F, M or X',
  telephone: 'Telephone numbers, separated by semicolons',
  email: 'E-mail addresses, separated by semicolons',
  nhs_number: 'NHS number',
  national_insurance_number: 'National Insurance number',
  police_number: 'Police number',
  address: 'House and street, town; separated by commas',
  postcode: 'Postcode',
  uprn: 'Unique property reference number',
  lives_from: 'Since when they live there',
  restricted: `Why it is kept from colleagues: ${Object.keys(RESTRICTIONS).join(', ')}; empty when it is not`,
  agency: 'Slug of the agency that holds the record, where it is not your own',
} as const;

type Column = keyof typeof RECORD_COLUMNS;
type Values = Readonly<Record<Column, string>>;

const COLUMNS = Object.keys(RECORD_COLUMNS) as Column[];

export interface RecordImport {
  readonly write: boolean;
  /** Slug of the agency that holds the records, for rows that name none. */
  readonly agency?: string | undefined;
}

/**
 * Imports records row by row and matches each. A row whose number the agency has already changes that record: what the
 * row leaves empty stays. Refused rows are named by line, number and reason.
 */
export async function importRecords(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  text: string,
  { write, agency }: RecordImport,
): Promise<ImportResult | Refusal> {
  const agencies = new Map<string, string>((await listAgencies(tx)).map(({ slug, id }) => [slug, id]));
  if (agency !== undefined && !agencies.has(agency))
    return refused('agency-unknown', `No agency has the slug "${agency}".`);
  return importRows<Column>(
    tx,
    text,
    {
      required: ['surname'],
      optional: COLUMNS.filter((name) => name !== 'surname'),
      what: ({ reference }) => (reference === '' ? 'a record without a number' : `record ${reference}`),
      async row(values) {
        const slug = values.agency || agency;
        const agencyId = slug === undefined ? agencyOf(actor) : agencies.get(slug);
        if (agencyId === undefined)
          return refused('agency-unknown', 'Name the agency that holds the record by its slug.', {
            field: 'agency',
          });
        // Before anything is looked up: a preview says nothing of what another agency holds.
        if (!mayKeep(actor, agencyId)) return notAllowed();
        const restrictedBecause = restrictionOf(values);
        if (isRefusal(restrictedBecause)) return restrictedBecause;
        const livesFrom =
          values.lives_from === '' ? undefined : since(values.lives_from, await businessToday(tx));
        if (isRefusal(livesFrom)) return livesFrom;
        const told = { ...identityOf(values), address: addressOf(values), livesFrom };
        const known = await knownBy(tx, actor, subjects, agencyId, told);
        if (isRefusal(known)) return known;
        if (known) return changeKnown(tx, actor, subjects, known, { ...told, restrictedBecause });
        const saved = await saveRecord(tx, actor, subjects, {
          ...told,
          agencyId,
          restrictedBecause,
          source: 'import',
        });
        if (isRefusal(saved)) return saved;
        return saved.again ? 'unchanged' : 'added';
      },
    },
    { write },
  );
}

/** Since when they live there: no day that does not exist, and none that is still to come. */
function since(text: string, today: string): string | Refusal {
  const day = isoDate(text);
  return day === undefined || day > today
    ? refused(
        'lives-from-unreadable',
        'Give since when they live there as a day in the past, such as 27 3 1980, or leave it empty.',
        { field: 'lives_from' },
      )
    : day;
}

const listed = (text: string): readonly string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const identityOf = (values: Values): Identity => ({
  reference: values.reference,
  givenNames: values.given_names,
  surname: values.surname,
  otherNames: listed(values.other_names),
  dateOfBirth: values.date_of_birth,
  sex: values.sex,
  telephones: listed(values.telephone),
  emails: listed(values.email),
  nhsNumber: values.nhs_number,
  nationalInsuranceNumber: values.national_insurance_number,
  policeNumber: values.police_number,
});

function addressOf({ address, postcode, uprn }: Values): AddressInput | undefined {
  const lines = address.split(',').map((line) => line.trim());
  return address === '' && postcode === '' && uprn === '' ? undefined : { lines, postcode, uprn };
}

const restrictionOf = ({ restricted }: Values): RestrictedBecause | undefined | Refusal => {
  if (restricted === '') return undefined;
  return Object.hasOwn(RESTRICTIONS, restricted)
    ? (restricted as RestrictedBecause)
    : refused('restriction-unknown', `Restricted must be one of ${Object.keys(RESTRICTIONS).join(', ')}.`, {
        field: 'restricted',
      });
};

interface Known {
  readonly recordId: string;
  readonly revision: number;
  readonly restricted: boolean;
  readonly identity: Identity;
  readonly address: AddressInput | undefined;
}

/** The record that the agency has of this number; of one that the actor may not see, no more than that the number is taken. */
async function knownBy(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  agencyId: string,
  identity: Identity,
): Promise<Known | Refusal | undefined> {
  const hash = identity.reference === '' ? null : referenceHash(subjects, identity);
  if (hash === null) return undefined;
  const numbered = () =>
    tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', actor.partnershipId)
      .where('agency_id', '=', agencyId)
      .where('reference_hash', '=', hash)
      .select(['id', 'revision', 'identity', 'restricted'])
      .executeTakeFirst();
  const seen = await numbered();
  return asMachine(tx, actor, async (machine) => {
    const row = await numbered();
    const known = row && openIdentity(subjects, row.id, row.identity);
    if (!row || !known) return undefined;
    if (!seen)
      return refused('record-reference-unique', 'Your agency holds a record of this number already.', {
        field: 'reference',
      });
    const [opened] = await openRecords(tx, machine, subjects, [row.id]);
    return {
      recordId: row.id,
      revision: row.revision,
      restricted: row.restricted,
      identity: known,
      address: opened?.address,
    };
  });
}

async function changeKnown(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  known: Known,
  told: Identity & {
    readonly address: AddressInput | undefined;
    readonly livesFrom: string | undefined;
    readonly restrictedBecause: RestrictedBecause | undefined;
  },
): Promise<'changed' | 'unchanged' | Refusal> {
  const { address, livesFrom, restrictedBecause, ...identity } = told;
  const given = Object.fromEntries(
    Object.entries(identity).filter(([, value]) => value !== undefined && value.length > 0),
  );
  const merged = readIdentity({ ...known.identity, ...given }, await businessToday(tx));
  if (isRefusal(merged)) return merged;
  const isSame =
    canonical(merged) === canonical(known.identity) && (restrictedBecause === undefined || known.restricted);
  if (!isSame) {
    const changed = await changeRecord(tx, actor, subjects, {
      ...given,
      recordId: known.recordId,
      revision: known.revision,
      restrictedBecause,
    });
    if (isRefusal(changed)) return changed;
  }
  const moved =
    address !== undefined && (!known.address || addressKey(address) !== addressKey(known.address));
  if (moved) {
    const saved = await saveResidence(tx, actor, subjects, {
      recordId: known.recordId,
      address,
      relation: 'lives',
      from: parsePlainDate(livesFrom ?? ''),
    });
    if (isRefusal(saved)) return saved;
  }
  return isSame && !moved ? 'unchanged' : 'changed';
}

const canonical = (identity: Identity): string =>
  JSON.stringify(Object.entries(identity).toSorted(([a], [b]) => (a < b ? -1 : 1)));

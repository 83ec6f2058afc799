/** How extracts of other systems are read: which of their columns is which of ours, and what their codes mean. */
import { parse } from 'csv-parse/sync';
import type { Refusal } from '../../../kernel/refusal.ts';
import { refuseCut } from '../../../platform/cut-rows.ts';
import type { ConcernType } from './types.ts';

/** The columns of a file of concerns. */
export const CONCERN_COLUMNS = {
  reference: 'The agency’s own number; a number that is there already is left alone',
  type: 'What happened, by its code: verbal-abuse, harassment, noise, damage …',
  date: 'The day, such as 2013-01-17 or 17/01/2013',
  time: 'The time, such as 22:15; empty where only the day is known',
  precision: 'time, hours, day, week or month; follows from the time where it is empty',
  agency: 'Slug of the agency that was told; your own where it is empty',
  address: 'House and street, parts divided by commas',
  postcode: 'Postcode, or its first half',
  uprn: 'Unique property reference number',
  at_home: 'yes where the address is the home of who was affected',
  reported_by: 'victim, representative, witness, worker or unnamed',
  reported_on: 'The day on which it was told; the day it happened where it is empty',
  affected_given: 'First names of who was affected',
  affected_surname: 'Surname of who was affected',
  affected_born: 'Date of birth of who was affected',
  affected_telephone: 'Telephone of who was affected',
  responsible_given: 'First names of who is thought responsible',
  responsible_surname: 'Surname of who is thought responsible',
  happened_before: 'yes, no or empty: has it happened before?',
  told_others: 'yes, no or empty: told anyone else?',
  feels_targeted: 'yes, no or empty: do they feel targeted?',
  ill_at_home: 'yes, no or empty: is anyone at home disabled or long-term ill?',
  narrative: 'What was said or seen; kept sealed',
} as const;

export type ConcernColumn = keyof typeof CONCERN_COLUMNS;
export const CONCERN_COLUMN_NAMES = Object.keys(CONCERN_COLUMNS) as [ConcernColumn, ...ConcernColumn[]];

interface Mapping {
  readonly says: string;
  /** Ours ← theirs, folded: lower case, words joined by underscores. */
  readonly columns: Readonly<Partial<Record<ConcernColumn, readonly string[]>>>;
  readonly types: Readonly<Record<string, ConcernType>>;
  readonly always: Readonly<Partial<Record<ConcernColumn, string>>>;
  /** One column that holds first names and surname. */
  readonly wholeName?: {
    readonly from: string;
    readonly given: ConcernColumn;
    readonly surname: ConcernColumn;
  };
}

/** Extracts that are recognised by their headings. */
export const MAPPINGS: Readonly<Record<string, Mapping>> = {
  'police-incident-extract': {
    says: 'Police incident extract: incident_number, incident_date, incident_time, incident_type, location, postcode, victim_forenames, victim_surname, victim_dob, suspect_forenames, suspect_surname, reported_by, narrative',
    columns: {
      reference: ['incident_number', 'incident_no', 'log_number'],
      date: ['incident_date', 'date_of_incident'],
      time: ['incident_time', 'time_of_incident'],
      type: ['incident_type', 'closing_code'],
      address: ['location', 'incident_location'],
      postcode: ['postcode', 'location_postcode'],
      affected_given: ['victim_forenames', 'victim_forename'],
      affected_surname: ['victim_surname'],
      affected_born: ['victim_dob'],
      responsible_given: ['suspect_forenames', 'suspect_forename'],
      responsible_surname: ['suspect_surname'],
      reported_by: ['reported_by', 'caller'],
      feels_targeted: ['repeat_or_targeted', 'targeted'],
      happened_before: ['repeat_victim'],
      ill_at_home: ['vulnerable', 'vulnerability'],
      narrative: ['narrative', 'summary'],
    },
    types: {
      'asb personal': 'harassment',
      'asb nuisance': 'other-behaviour',
      'asb environmental': 'damage',
      'rowdy or inconsiderate behaviour': 'gathering',
      'neighbour dispute': 'neighbour-dispute',
      'vehicle nuisance': 'vehicles',
      'hate incident': 'hate',
      'missiles thrown': 'missiles-thrown',
      'malicious communications': 'false-calls',
      'concern for safety': 'welfare',
    },
    always: { reported_by: 'victim' },
  },
  'housing-complaint-log': {
    says: 'Housing complaint log: complaint_ref, date_of_incident, date_received, category, tenant_name, tenancy_address, postcode, uprn, disability_in_household, complaint',
    columns: {
      reference: ['complaint_ref', 'case_ref'],
      date: ['date_of_incident', 'incident_on'],
      reported_on: ['date_received', 'received_on'],
      type: ['category', 'complaint_category'],
      address: ['tenancy_address', 'property_address'],
      postcode: ['postcode'],
      uprn: ['uprn'],
      affected_telephone: ['tenant_telephone'],
      affected_born: ['tenant_dob'],
      happened_before: ['previous_complaints'],
      told_others: ['reported_to_police'],
      feels_targeted: ['feels_targeted'],
      ill_at_home: ['disability_in_household', 'vulnerable_household'],
      narrative: ['complaint', 'details'],
    },
    types: {
      noise: 'noise',
      'noise nuisance': 'noise',
      harassment: 'harassment',
      'verbal abuse': 'verbal-abuse',
      'hate related': 'hate',
      vandalism: 'damage',
      pets: 'animals',
      'pets and animals': 'animals',
      'litter/rubbish': 'litter',
      'drugs/substance misuse': 'drugs',
      'vehicle nuisance': 'vehicles',
      'youths congregating': 'gathering',
      'neighbour dispute': 'neighbour-dispute',
    },
    always: { reported_by: 'victim', at_home: 'yes' },
    wholeName: { from: 'tenant_name', given: 'affected_given', surname: 'affected_surname' },
  },
};

const fold = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** The file in our own columns, where it is an extract that is recognised; else as it is. Refused: file-cut. */
export function inOurColumns(text: string): string | Refusal {
  let read: readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
  try {
    const options = { bom: true, info: true, trim: true, relax_column_count: true };
    read = parse(text, options) as unknown as typeof read;
  } catch {
    return text;
  }
  const rows = read.map(({ record }) => record);
  const header = rows[0]?.map(fold) ?? [];
  const mapping = Object.values(MAPPINGS).find(({ columns }) =>
    [columns.reference, columns.date, columns.type].every((names) =>
      names?.some((name) => header.includes(name)),
    ),
  );
  if (!mapping || header.includes('reference')) return text;
  const cut = refuseCut(
    header,
    read.slice(1).map(({ info, record }) => ({ line: info.lines, cells: record })),
  );
  if (cut) return cut;
  const out = [
    CONCERN_COLUMN_NAMES as readonly string[],
    ...rows.slice(1).map((row) => rowOf(mapping, header, row)),
  ];
  return out.map((row) => row.map(quoted).join(',')).join('\n');
}

function rowOf(mapping: Mapping, header: readonly string[], row: readonly string[]): readonly string[] {
  const named = wholeNameOf(mapping, header, row);
  return CONCERN_COLUMN_NAMES.map((column) => {
    const theirs = mapping.columns[column]?.find((name) => header.includes(name));
    const value = theirs === undefined ? '' : (row[header.indexOf(theirs)] ?? '');
    if (column === 'type') return mapping.types[value.toLowerCase()] ?? value;
    if (column === 'reported_by') return REPORTER[value.toLowerCase()] ?? mapping.always.reported_by ?? '';
    return value || named[column] || mapping.always[column] || '';
  });
}

const REPORTER: Readonly<Record<string, string>> = {
  victim: 'victim',
  'third party': 'witness',
  witness: 'witness',
  officer: 'worker',
  anonymous: 'unnamed',
  relative: 'representative',
};

function wholeNameOf(
  { wholeName }: Mapping,
  header: readonly string[],
  row: readonly string[],
): Readonly<Partial<Record<ConcernColumn, string>>> {
  if (!wholeName) return {};
  const words = (row[header.indexOf(wholeName.from)] ?? '')
    .replace(/^(mr|mrs|ms|miss|dr)\.?\s+/i, '')
    .split(/\s+/)
    .filter(Boolean);
  return { [wholeName.given]: words.slice(0, -1).join(' '), [wholeName.surname]: words.at(-1) ?? '' };
}

const quoted = (value: string): string =>
  /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

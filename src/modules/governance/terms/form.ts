import { parsePounds } from '../../../kernel/pence.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { datePartsOf, dateValues, textIn, textsIn } from '../../../platform/http/form.ts';
import type { TermsFields, TermsInput } from './fields.ts';
import { readLists, writeDuties, writeFunctions, writeSeats, writeSections } from './lines.ts';
import type { Names } from './names.ts';

type Posted = Readonly<Record<string, string | readonly string[]>>;

/** Terms as their form shows them. */
export const valuesOfTerms = (terms: TermsFields, names: Names): Record<string, string | string[]> => ({
  purpose: terms.purpose,
  functions: writeFunctions(terms.functions),
  seats: writeSeats(terms, names),
  quorum:
    terms.quorum.rule === 'fraction'
      ? `${terms.quorum.numerator}/${terms.quorum.denominator}`
      : terms.quorum.rule === 'number'
        ? String(terms.quorum.number)
        : '',
  quorumOf: terms.quorum.of,
  quorumFor: terms.quorum.for,
  keyPounds: terms.keyDecisions.fromPence === null ? '' : String(terms.keyDecisions.fromPence / 100),
  keyKinds: [...terms.keyDecisions.kinds],
  remotePresence: terms.remotePresence,
  sittingsAYear: String(terms.sittingsAYear ?? ''),
  yearFrom: terms.yearFrom,
  papersDaysBefore: String(terms.papersDaysBefore ?? ''),
  minutesDaysAfter: String(terms.minutesDaysAfter ?? ''),
  chairElection: terms.chairElection,
  chairTermMonths: String(terms.chairTermMonths ?? ''),
  hasViceChair: terms.hasViceChair ? ['yes'] : [],
  duties: writeDuties(terms, names),
  escalatesTo: terms.escalation.toId ?? '',
  escalationDays: String(terms.escalation.days ?? ''),
  triggers: [...terms.escalation.triggers],
  ...dateValues('startsOn', terms.startsOn),
  sections: writeSections(terms),
  note: terms.note,
});

/** Reads the form of terms; the first thing that cannot be read is named at its field. */
export function readTermsForm(form: Posted, names: Names): TermsInput | Refusal {
  const text = (name: string) => textIn(form, name);
  const lists = readLists(
    {
      functions: text('functions'),
      seats: text('seats'),
      duties: text('duties'),
      sections: text('sections'),
    },
    names,
  );
  if (isRefusal(lists)) return lists;
  const quorum = readQuorum(text('quorum'));
  if (isRefusal(quorum)) return quorum;
  const counts: Record<string, number | null> = {};
  for (const name of [
    'sittingsAYear',
    'papersDaysBefore',
    'minutesDaysAfter',
    'chairTermMonths',
    'escalationDays',
  ]) {
    const typed = text(name);
    if (!/^\d{0,4}$/.test(typed))
      return refused('form-incomplete', 'Write a whole number, or leave it empty.', { field: name });
    counts[name] = typed === '' ? null : Number(typed);
  }
  const fromPence = text('keyPounds') === '' ? null : parsePounds(text('keyPounds'));
  if (fromPence === undefined || (fromPence !== null && fromPence <= 0))
    return refused('form-incomplete', 'Write an amount such as £25,000, or leave it empty.', {
      field: 'keyPounds',
    });
  const startsOn = dateIn(form, 'startsOn');
  if (isRefusal(startsOn)) return startsOn;
  return {
    purpose: text('purpose'),
    quorum: {
      ...quorum,
      of: (text('quorumOf') || 'core-organisations') as TermsFields['quorum']['of'],
      for: (text('quorumFor') || 'key-decisions') as TermsFields['quorum']['for'],
    },
    keyDecisions: { fromPence, kinds: textsIn(form, 'keyKinds') as string[] },
    remotePresence: (text('remotePresence') || 'counts') as TermsFields['remotePresence'],
    yearFrom: (text('yearFrom') || 'adoption') as TermsFields['yearFrom'],
    sittingsAYear: counts.sittingsAYear ?? null,
    papersDaysBefore: counts.papersDaysBefore ?? null,
    minutesDaysAfter: counts.minutesDaysAfter ?? null,
    chairElection: text('chairElection'),
    chairTermMonths: counts.chairTermMonths ?? null,
    hasViceChair: textsIn(form, 'hasViceChair').includes('yes'),
    escalation: {
      toId: text('escalatesTo') || null,
      days: counts.escalationDays ?? null,
      triggers: textsIn(form, 'triggers') as TermsFields['escalation']['triggers'],
    },
    startsOn,
    note: text('note'),
    ...lists,
  };
}

/** `4`, `1/2`, or nothing. */
function readQuorum(typed: string): Pick<TermsFields['quorum'], 'rule'> | Refusal {
  if (typed === '') return { rule: 'none' };
  const [, whole, numerator, denominator] = /^(?:(\d{1,3})|(\d{1,3})\s*\/\s*(\d{1,3}))$/.exec(typed) ?? [];
  if (whole !== undefined) return { rule: 'number', number: Number(whole) } as TermsFields['quorum'];
  if (numerator === undefined)
    return refused('form-incomplete', 'Write a number such as 4, or a fraction such as 1/2.', {
      field: 'quorum',
    });
  return {
    rule: 'fraction',
    numerator: Number(numerator),
    denominator: Number(denominator),
  } as TermsFields['quorum'];
}

function dateIn(form: Posted, name: string): string | null | Refusal {
  const { day = '', month = '', year = '' } = datePartsOf(form, name);
  if (day + month + year === '') return null;
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return (
    parsePlainDate(text) ??
    refused('form-incomplete', 'Write the date as day, month and year, such as 17 1 2013', { field: name })
  );
}

import { listInWords, plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { TermsFields } from './fields.ts';
import { type Names, nameOf } from './names.ts';
import { CADENCES, QUORUM_FOR, QUORUM_OF, REMOTE_PRESENCE, STANDINGS, TRIGGERS, YEAR_FROM } from './words.ts';

/** One thing that terms say, under a key by which two versions are compared. */
export interface Clause {
  readonly key: string;
  readonly topic: string;
  readonly says: string;
  /** Prose is Markdown of several paragraphs. */
  readonly prose?: true;
}

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** `six`, `14`: numbers up to twelve as words. */
export const inNumberWords = (count: number): string => NUMBERS[count] ?? String(count);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Four core organisations must be there for key decisions.` */
export function quorumInWords({ quorum }: Pick<TermsFields, 'quorum'>): string {
  const whom = QUORUM_OF[quorum.of];
  const decisions = QUORUM_FOR[quorum.for];
  if (quorum.rule === 'none') return 'No quorum is needed.';
  if (quorum.rule === 'fraction')
    return `${quorum.numerator}/${quorum.denominator} of the ${whom} must be there for ${decisions}.`;
  const one = quorum.number === 1;
  return `${capital(inNumberWords(quorum.number ?? 0))} ${one ? whom.replace(/s$/, '') : whom} must be there for ${decisions}.`;
}

const FRACTION_OF_A_WEEK = 7;
const daysInWords = (days: number): string =>
  days > 0 && days % FRACTION_OF_A_WEEK === 0
    ? plural(days / FRACTION_OF_A_WEEK, 'week')
    : plural(days, 'day');

function ofTheYear(terms: TermsFields): Clause[] {
  const clauses: Clause[] = [];
  const say = (key: string, topic: string, says: string) => clauses.push({ key, topic, says });
  if (terms.sittingsAYear !== null)
    say(
      'sittings',
      'Sittings',
      `It sits ${terms.sittingsAYear === 1 ? 'once' : `${inNumberWords(terms.sittingsAYear)} times`} a year. The year runs ${YEAR_FROM[terms.yearFrom]}.`,
    );
  if (terms.papersDaysBefore !== null)
    say(
      'papers',
      'Papers',
      `Agenda and papers go out ${daysInWords(terms.papersDaysBefore)} before a sitting.`,
    );
  if (terms.minutesDaysAfter !== null)
    say(
      'minutes',
      'Minutes',
      `Minutes are agreed by the chair and go out ${daysInWords(terms.minutesDaysAfter)} after it.`,
    );
  return clauses;
}

function ofTheChair(terms: TermsFields): Clause[] {
  const clauses: Clause[] = [];
  if (terms.chairElection !== '' || terms.chairTermMonths !== null || terms.hasViceChair)
    clauses.push({
      key: 'chair',
      topic: 'Chair',
      says: [
        terms.chairElection,
        terms.chairTermMonths === null
          ? ''
          : `The chair is elected for ${plural(terms.chairTermMonths, 'month')}.`,
        terms.hasViceChair ? 'There is a vice-chair.' : '',
      ]
        .filter(Boolean)
        .join(' '),
    });
  return clauses;
}

function ofEscalation({ escalation }: TermsFields, names: Names): Clause[] {
  if (escalation.toId === null) return [];
  const within = escalation.days === null ? '' : ` within ${daysInWords(escalation.days)}`;
  const triggers = escalation.triggers.map((trigger) => TRIGGERS[trigger]);
  return [
    {
      key: 'escalation',
      topic: 'Escalation',
      says: `What it cannot settle goes to the ${nameOf(names.bodies, escalation.toId)}, which answers${within || ' in its own time'}.${
        triggers.length === 0 ? '' : ` It is raised without being asked when ${listInWords(triggers, 'or')}.`
      }`,
    },
  ];
}

function ofKeyDecisions({ keyDecisions: { fromPence, kinds } }: TermsFields): Clause[] {
  if (fromPence === null && kinds.length === 0) return [];
  const what = [
    ...(fromPence === null ? [] : [`about ${formatPence(fromPence)} or more`]),
    ...kinds.map((kind) => `on a ${kind.replaceAll('-', ' ')}`),
  ];
  return [
    {
      key: 'key-decisions',
      topic: 'Key decisions',
      says: `A decision ${listInWords(what, 'or')} is a key decision.`,
    },
  ];
}

/** Everything that terms say, in plain words and in the order in which somebody would ask. */
export const termsInWords = (terms: TermsFields, names: Names): readonly Clause[] => [
  ...(terms.purpose === '' ? [] : [{ key: 'purpose', topic: 'Purpose', says: terms.purpose }]),
  { key: 'quorum', topic: 'Quorum', says: quorumInWords(terms) },
  ...ofKeyDecisions(terms),
  ...(terms.remotePresence === 'counts' && terms.quorum.rule === 'none'
    ? []
    : [{ key: 'remote', topic: 'Remote presence', says: `${REMOTE_PRESENCE[terms.remotePresence]}.` }]),
  ...ofTheYear(terms),
  ...ofTheChair(terms),
  ...terms.duties.map((duty) => ({
    key: `duty:${duty.cadence}:${duty.toBodyId}`,
    topic: CADENCES[duty.cadence],
    says: `It owes the ${nameOf(names.bodies, duty.toBodyId)} ${duty.cadence === 'year' ? 'an annual' : 'a quarterly'} report.${duty.says ? ` ${duty.says}` : ''}`,
  })),
  ...ofEscalation(terms, names),
  ...terms.functions.map((one) => ({
    key: `function:${one.slug}`,
    topic: `${one.name} function`,
    says: one.says || 'It has this function.',
    prose: true as const,
  })),
  ...terms.seats.map((seat) => {
    const within = terms.functions.find(({ slug }) => slug === seat.functionSlug)?.name;
    return {
      key: `seat:${seat.functionSlug ?? ''}:${seat.title.toLowerCase()}`,
      topic: within ? `Seats: ${within}` : 'Seats',
      says: `${seat.title} (${STANDINGS[seat.standing].toLowerCase()})`,
    };
  }),
  ...(terms.startsOn === null
    ? []
    : [{ key: 'starts', topic: 'In force', says: `From ${longDate(terms.startsOn)}.` }]),
  ...terms.sections.map((section) => ({
    key: `section:${section.heading.toLowerCase()}`,
    topic: section.heading,
    says: section.words,
    prose: true as const,
  })),
];

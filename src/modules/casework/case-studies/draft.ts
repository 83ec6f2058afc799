import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { daysBetween } from '../../../kernel/plain-date.ts';
import { ageOn } from '../programmes/refer.ts';
import { generalise } from './check/generalise.ts';
import { AGE_BANDS, bandOf } from './check/words.ts';
import type { Draft, Story } from './story.ts';

const KINDS: Readonly<Record<string, string>> = {
  'anti-social-behaviour': 'anti-social behaviour',
  'vulnerable-person': 'several worries at once',
  victim: 'what had been done to them',
  offender: 'trouble with the law',
  family: 'troubles of a whole family',
  community: 'trouble in the neighbourhood',
  other: 'something that one service alone could not answer',
};

const sentence = (text: string): string => {
  const trimmed = text.trim().replace(/[.!?]*$/, '');
  // What somebody said ends within its quotation marks.
  const end = /[.!?][”"]$/.test(trimmed) ? '' : '.';
  return trimmed === '' ? '' : `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${end}`;
};

/** How long a case took, without a day by which it can be looked up. */
const duration = (from: PlainDate, to: PlainDate): string => {
  const months = Math.round(daysBetween(from, to) / 30);
  return months < 2
    ? 'some weeks'
    : months < 12
      ? 'some months'
      : months < 24
        ? 'about a year'
        : 'some years';
};

const ACHIEVED = {
  achieved: 'It was achieved.',
  partly: 'It was achieved in part.',
  not: 'It was not achieved.',
};

/** A first draft from a case: names, places, dates and rare facts generalised. The writer reads and rewrites it. */
export function draftFrom({ view, record, known }: Story, today: PlainDate): Draft {
  const free = (text: string): string => sentence(generalise(text, known));
  const band = bandOf(ageOn(record.identity?.dateOfBirth, today)) ?? 'adult';
  const { kind, opened_on: openedOn, closed_on: closedOn } = view.row;
  const agencies = view.members.length;
  const paragraphs = [
    `${sentence(`${AGE_BANDS[band].person[2]} came to us because of ${KINDS[kind]}`)} The case took ${duration(openedOn, closedOn ?? today)}.`,
    ...view.needs.map(
      ({ says, wanted, achieved }) =>
        `What was needed: ${free(says)} What would be better: ${free(wanted)} ${achieved === null ? '' : ACHIEVED[achieved]}`,
    ),
    agencies > 1 ? `${plural(agencies, 'agency', 'agencies')} worked together under one plan.` : '',
    ...view.tasks
      .filter(({ state }) => state !== 'not-done')
      .map(
        ({ says, state, answer }) =>
          `${state === 'done' ? 'Done' : 'Begun'}: ${free(says)} ${answer ? free(answer) : ''}`,
      ),
  ];
  return {
    title: sentence(`One plan against ${KINDS[kind]}`).replace(/\.$/, ''),
    body: paragraphs
      .map((one) => one.trim())
      .filter(Boolean)
      .join('\n\n'),
    told: { place: null, age: band, sex: false, kind: true, rare: [] },
  };
}

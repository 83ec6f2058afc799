import { plural } from '../../../kernel/names.ts';
import { addDays, addMonths, longDate, monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Block, type Document, heading, list, paragraph } from '../../../ui/document/index.ts';
import type { MonthGrade } from './grade.ts';
import type { TensionItem } from './item-queries.ts';
import type { Told, ToldCount } from './released.ts';
import { FORMS, type TensionForm, TIERS } from './words.ts';

/** What a report of a month is made of. */
export interface MonthFacts {
  readonly month: PlainDate;
  readonly grade: MonthGrade | undefined;
  readonly partnership: string;
  readonly today: PlainDate;
}

/** The last day of the month that begins on that day. */
export const lastDayOf = (month: PlainDate): PlainDate => addDays(addMonths(month, 1), -1);

/** `Raised (3), up from Watchful (2) in November 2012`. */
export function gradeInWords({ levelName, level, beforeLevel, beforeName, beforeMonth }: MonthGrade): string {
  const now = `${levelName} (grade ${level})`;
  if (beforeLevel === null || beforeMonth === null) return now;
  const way = level > beforeLevel ? 'up from' : level < beforeLevel ? 'down from' : 'the same as';
  return level === beforeLevel
    ? `${now}, ${way} in ${monthAndYear(beforeMonth)}`
    : `${now}, ${way} ${beforeName} (grade ${beforeLevel}) in ${monthAndYear(beforeMonth)}`;
}

const headOf = (
  { month, partnership, today }: MonthFacts,
  subtitle: string,
): Omit<Document, 'blocks' | 'front'> => ({
  title: `Tension monitoring, ${monthAndYear(month)}`,
  subtitle,
  language: 'en-GB',
  meta: { author: partnership, organisation: partnership, date: today },
});

const NOT_GRADED = 'Not graded yet';

/** The month as its reader may see it: the grade, how much of what, and each sign. It says for whose eyes it is. */
export function monthReport(
  facts: MonthFacts,
  items: readonly TensionItem[],
  { forWhom, left }: { readonly forWhom: string; readonly left: number },
): Document {
  const { month, grade, today } = facts;
  return {
    ...headOf(facts, forWhom),
    front: [
      { label: 'Overall grade', value: grade ? gradeInWords(grade) : NOT_GRADED },
      ...(grade ? [{ label: 'Graded by', value: `${grade.by}, on ${longDate(grade.gradedOn)}` }] : []),
      { label: 'Who may read this', value: forWhom },
      { label: 'As at', value: longDate(today) },
    ],
    blocks: [
      heading(1, 'why', 'Why this grade'),
      paragraph(grade ? grade.reason : 'The tension group has not graded this month yet.'),
      ...(grade?.levelSays ? [paragraph(`${grade.levelName}: ${grade.levelSays}`)] : []),
      heading(1, 'what', `What was told: ${plural(items.length + left, 'item')}`),
      ...(items.length === 0
        ? [paragraph('Nothing was told of this month that its reader may see.')]
        : [byType(items, month), signs(items)]),
      ...(left > 0 ? [paragraph(`${plural(left, 'older item')} of the month stand in the list alone.`)] : []),
    ],
  };
}

/** `2 experienced, 1 potential` */
const formsOf = (items: readonly TensionItem[]): string =>
  (Object.keys(FORMS) as TensionForm[])
    .map((form) => [items.filter((item) => item.form === form).length, FORMS[form].toLowerCase()] as const)
    .filter(([count]) => count > 0)
    .map(([count, form]) => `${count} ${form}`)
    .join(', ');

function byType(items: readonly TensionItem[], month: PlainDate): Block {
  const types = [...new Set(items.map(({ type }) => type))].toSorted((a, b) => a.localeCompare(b, 'en-GB'));
  return {
    kind: 'table',
    caption: `How much of what, ${monthAndYear(month)}`,
    headerColumn: true,
    columns: [
      { header: 'Type', width: 2 },
      { header: 'How it is known', width: 2 },
      { header: 'Highest grade', width: 2 },
    ],
    rows: types.map((type) => {
      const these = items.filter((item) => item.type === type);
      const highest = these.toSorted((a, b) => b.level - a.level)[0];
      return {
        cells: [type, formsOf(these), highest ? `${highest.levelName} (${highest.level})` : ''],
      };
    }),
  };
}

const signs = (items: readonly TensionItem[]): Block => ({
  kind: 'table',
  caption: 'Each sign, the latest first',
  landscape: true,
  columns: [
    { header: 'Day and place', width: 1.3 },
    { header: 'What', width: 3 },
    { header: 'Grade' },
    { header: 'What is being done', width: 2 },
    { header: 'Who may see it' },
  ],
  rows: items.map((item) => ({
    cells: [
      [longDate(item.happenedOn), item.community, item.place].filter(Boolean).join(', '),
      `${item.type}, ${FORMS[item.form].toLowerCase()}: ${item.says}`,
      `${item.levelName} (${item.level})`,
      item.closedOn === null
        ? item.doing || 'Nothing is said'
        : `${item.doing ? `${item.doing} ` : ''}Closed on ${longDate(item.closedOn)}: ${item.closedSays}`,
      TIERS[item.tier],
    ],
  })),
});

/**
 * The month for forums: the grade, the words written for forums, and numbers that are not small. No source, place, day,
 * agency or reason of the group is in it.
 */
export function forumReport(facts: MonthFacts, { statements, counts }: Told): Document {
  const { grade, today } = facts;
  return {
    ...headOf(facts, 'For community forums'),
    front: [
      { label: 'Overall grade', value: grade ? gradeInWords(grade) : NOT_GRADED },
      { label: 'As at', value: longDate(today) },
    ],
    blocks: [
      ...(grade?.forumSays ? [paragraph(grade.forumSays)] : []),
      heading(1, 'told', 'What can be told'),
      statements.length === 0
        ? paragraph('Nothing was told of this month that is for forums.')
        : list('bulleted', statements),
      ...(counts
        ? [
            heading(1, 'numbers', `${plural(counts.all, 'sign')} of tension can be told of`),
            countsTable('By type', 'Type', counts.byType),
            countsTable('By community', 'Community', counts.byCommunity),
            paragraph('Numbers from one to four are hidden, and others where they would give those away.'),
          ]
        : statements.length > 0
          ? [paragraph('There are too few to be told by type or by community.')]
          : []),
    ],
  };
}

const countsTable = (caption: string, header: string, counts: readonly ToldCount[]): Block => ({
  kind: 'table',
  caption,
  headerColumn: true,
  columns: [
    { header, width: 3 },
    { header: 'Signs', align: 'right' },
  ],
  rows: counts.map(({ name, count }) => ({ cells: [name, count === null ? 'hidden' : String(count)] })),
});

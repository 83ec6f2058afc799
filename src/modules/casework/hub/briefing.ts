/** The briefing sheet of a meeting: what each agency needs to know beforehand, as far as it takes part. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type Block, type Document, heading, list, paragraph } from '../../../ui/document/index.ts';
import { chronologyOf } from '../cases/chronology.ts';
import { findCase } from '../cases/queries.ts';
import { CASE_KINDS, CASE_ROLES } from '../cases/words.ts';
import { type Item, listItems, type MeetingRow } from './queries.ts';
import { explain } from './urgency.ts';

const LATEST_LINES = 5;

/** The sheet that the actor's agency may read; every item says why it is on the agenda. */
export async function briefingOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  meeting: MeetingRow,
  today: PlainDate,
  partnership: string,
): Promise<Document> {
  const items = await listItems(tx, actor, subjects, meeting.id);
  const blocks: Block[] = [];
  for (const item of items) blocks.push(...(await blocksOf(tx, actor, subjects, meeting, item)));
  if (items.length === 0) blocks.push(paragraph('Your agency takes part in no item of this meeting.'));
  return {
    title: 'Hub briefing',
    subtitle: longDate(meeting.onDay),
    language: 'en-GB',
    meta: { author: 'Hub', date: today, organisation: partnership },
    front: [
      {
        label: 'Handling',
        value:
          'Personal data. For the agencies that take part in each item, for the purpose it was shared for.',
      },
      { label: 'Since', value: longDate(meeting.since) },
    ],
    blocks,
  };
}

async function blocksOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  meeting: MeetingRow,
  item: Item,
): Promise<readonly Block[]> {
  const why = [
    heading(1, `item-${item.position}`, `${item.position}. ${item.title}`),
    paragraph(explain(item.why)),
  ];
  const view = item.subjectKind === 'case' ? await findCase(tx, actor, subjects, item.subjectId) : undefined;
  if (!view) return why;
  const lines = (await chronologyOf(tx, actor, subjects, view.row.id))
    .filter(({ on }) => on >= meeting.since)
    .slice(0, LATEST_LINES);
  const open = view.tasks.filter(({ state }) => state === 'open');
  return [
    ...why,
    paragraph(
      `${CASE_KINDS[view.row.kind]}. ${view.people.map(({ name, role }) => `${name} (${CASE_ROLES[role].toLowerCase()})`).join(', ') || 'Nobody is named in it yet'}. Agencies: ${view.members
        .filter(({ untilOn }) => untilOn === null)
        .map(({ agency }) => agency)
        .join(', ')}.`,
    ),
    ...(lines.length === 0
      ? [paragraph('Nothing was written in it since the last meeting.')]
      : [
          list(
            'bulleted',
            lines.map(({ on, agency, words }) => `${longDate(on)}, ${agency}: ${words ?? 'no words'}`),
          ),
        ]),
    ...(open.length === 0
      ? []
      : [
          heading(2, `tasks-${item.position}`, 'Open tasks'),
          list(
            'bulleted',
            open.map(({ says, owner, dueOn }) => `${says} (${owner}, by ${longDate(dueOn)})`),
          ),
        ]),
  ];
}

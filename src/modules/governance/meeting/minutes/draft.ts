import { listInWords } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { OUTCOMES, type Outcome } from '../../decisions/words.ts';
import { standingEntries, whose } from '../here.ts';
import type { DecisionTaken } from '../outcome-queries.ts';
import type { BookEntry, Meeting, Motion } from '../queries.ts';
import { quorumOf } from '../quorum-at.ts';
import { standingVotes, tallyInWords, tallyOf } from '../tally.ts';

/** A part of minutes: who was there, or an item. It is written in Markdown and can be corrected on its own. */
export interface MinutesSection {
  /** `present`, or the id of the item. */
  readonly key: string;
  readonly heading: string;
  readonly markdown: string;
  readonly exempt: boolean;
}

export interface MinutesContents {
  readonly body: string;
  readonly bodySlug: string;
  readonly day: PlainDate;
  readonly precision: 'day' | 'month';
  readonly sections: readonly MinutesSection[];
}

/** Words of a fact, so that Markdown shows them as they are. */
const plain = (words: string): string =>
  words.replaceAll(/[\\`*_[\]<>#|~]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** Drafts minutes from what was recorded at the sitting; nothing is said that was not. */
export function draftContents(meeting: Meeting): MinutesContents {
  const { sitting, agenda } = meeting;
  return {
    body: sitting.body,
    bodySlug: sitting.bodySlug,
    day: sitting.day,
    precision: sitting.precision,
    sections: [
      { key: 'present', heading: 'Present', markdown: presentWords(meeting), exempt: false },
      ...agenda.map((item) => ({
        key: item.id,
        heading: `${item.number}. ${item.title}`,
        markdown: itemWords(meeting, item.id),
        exempt:
          item.exemptReason !== null ||
          meeting.decisions.some(({ itemId, exempt }) => exempt && itemId === item.id),
      })),
      ...besideTheAgenda(meeting),
    ],
  };
}

/** What was decided at the sitting and at no item of its agenda; what is exempt of it stands in a part of its own. */
function besideTheAgenda(meeting: Meeting): readonly MinutesSection[] {
  const part = (key: string, heading: string, exempt: boolean): readonly MinutesSection[] => {
    const taken = meeting.decisions.filter((one) => one.itemId === null && one.exempt === exempt);
    const markdown = taken
      .map((one) => `**${plain(one.title)}**\n\n${decisionWords(meeting, one)}`)
      .join('\n\n');
    return taken.length === 0 ? [] : [{ key, heading, markdown, exempt }];
  };
  return [
    ...part('beside', 'Decided beside the agenda', false),
    ...part('beside-exempt', 'Decided beside the agenda, exempt', true),
  ];
}

function presentWords(meeting: Meeting): string {
  const { members, replies } = meeting;
  const ways = Map.groupBy(standingEntries(meeting.book), whose);
  const came = members.flatMap(({ id, title, office }) => {
    const entries = ways.get(id) ?? [];
    return entries.some(({ kind }) => kind === 'arrived')
      ? [`${plain(title)}${office ? ` (${office})` : ''}${wayOf(meeting, entries)}`]
      : [];
  });
  const guests = [...ways.entries()].flatMap(([who, entries]) => {
    const [first] = entries;
    return who.startsWith('guest:') && first
      ? [`${plain([first.guest, first.agency].filter(Boolean).join(', '))}${wayOf(meeting, entries)}`]
      : [];
  });
  const away = members.filter(({ id }) => !(ways.get(id) ?? []).some(({ kind }) => kind === 'arrived'));
  const sorry = new Set(
    replies.filter(({ answer }) => answer === 'apologies').map(({ membershipId }) => membershipId),
  );
  const titles = (all: typeof away) => bullets(all.map(({ title }) => plain(title)));
  const [apologies, absent] = [
    away.filter(({ id }) => sorry.has(id)),
    away.filter(({ id }) => !sorry.has(id)),
  ];
  // Minutes of a sitting whose attendance nobody recorded do not call its members absent.
  if (meeting.book.length === 0)
    return [
      'Who was present is not recorded, so neither is whether there was a quorum.',
      ...(apologies.length > 0 ? [`**Apologies**\n\n${titles(apologies)}`] : []),
    ].join('\n\n');
  return [
    came.length === 0 ? 'Nobody is recorded as present.' : bullets(came),
    ...(guests.length > 0 ? [`**In attendance**\n\n${bullets(guests)}`] : []),
    ...(apologies.length > 0 ? [`**Apologies**\n\n${titles(apologies)}`] : []),
    ...(absent.length > 0 ? [`**Absent**\n\n${titles(absent)}`] : []),
    `**Quorum at the first item**\n\n${plain(quorumOf(meeting.facts, meeting.agenda[0]?.id ?? null).says)}`,
  ].join('\n\n');
}

/** How somebody was there: in whose place, remotely, from which item to which. */
function wayOf({ agenda }: Meeting, entries: readonly BookEntry[]): string {
  const numberOf = ({ from }: BookEntry) => from ?? agenda[0]?.number ?? 1;
  const parts = entries.flatMap((entry, index) => {
    if (entry.kind === 'left') return [`left before item ${numberOf(entry)}`];
    const late = index > 0 || entry.from !== null;
    return [
      ...(entry.substitute ? [`represented by ${plain(entry.substitute)}`] : []),
      ...(entry.remote ? ['remotely'] : []),
      ...(late ? [`from item ${numberOf(entry)}`] : []),
    ];
  });
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

function itemWords(meeting: Meeting, itemId: string): string {
  const of = <T extends { readonly itemId: string | null }>(all: readonly T[]) =>
    all.filter((one) => one.itemId === itemId);
  const standing = <T extends { readonly struckOut: string | null }>(all: readonly T[]) =>
    all.filter(({ struckOut }) => struckOut === null);
  const decisions = of(meeting.decisions);
  const decided = new Map(decisions.map((decision) => [decision.motionId, decision]));
  const blocks = [
    ...standing(of(meeting.declarations)).map(
      ({ membershipId, nature, consequence }) =>
        `${nameIn(meeting, membershipId)} declared an interest: ${plain(nature)}. ${FOLLOWS[consequence]}`,
    ),
    ...of(meeting.facts.declarations).flatMap(({ membershipId, nature, consequence, from, withdrawn }) =>
      from === null
        ? []
        : `${nameIn(meeting, membershipId)} declared an interest in this matter at the ${from.body} on ${longDate(from.day)}: ${plain(nature)}. ${withdrawn === null ? FOLLOWS[consequence] : `It was withdrawn: ${plain(withdrawn)}`}`,
    ),
    ...of(meeting.notes).map(({ words }) => words.trim()),
    ...standing(of(meeting.motions)).map((motion) => motionWords(meeting, motion, decided.get(motion.id))),
    ...decisions.map((decision) => decisionWords(meeting, decision)),
    ...(of(meeting.actions).length > 0
      ? [
          `**Actions**\n\n${bullets(
            of(meeting.actions).map(
              ({ says, owner, dueOn }) => `${plain(says)}: ${plain(owner)}, by ${longDate(dueOn)}`,
            ),
          )}`,
        ]
      : []),
  ];
  return blocks.length === 0 ? 'Nothing was recorded at this item.' : blocks.join('\n\n');
}

const FOLLOWS = {
  leaves: 'They left for this item.',
  'speaks-without-vote': 'They spoke without a vote.',
  'takes-part': 'They took part fully.',
} as const;

const nameIn = ({ members }: Meeting, membershipId: string | null): string =>
  plain(members.find(({ id }) => id === membershipId)?.title ?? 'A former member');

function motionWords(meeting: Meeting, motion: Motion, decision: DecisionTaken | undefined): string {
  const by = [
    `Moved by ${nameIn(meeting, motion.moverId)}`,
    ...(motion.seconderId ? [`seconded by ${nameIn(meeting, motion.seconderId)}`] : []),
  ].join(' and ');
  const votes = standingVotes(motion.votes);
  const named = (choice: string) =>
    listInWords(
      votes.filter((vote) => vote.choice === choice).map((vote) => nameIn(meeting, vote.membershipId)),
    );
  const recorded =
    votes.length === 0
      ? ''
      : ` Recorded vote: ${tallyInWords(tallyOf(votes))}. ${[
          ['For', named('for')],
          ['Against', named('against')],
          ['Abstained', named('abstains')],
        ]
          .filter(([, who]) => who !== '')
          .map(([how, who]) => `${how}: ${who}.`)
          .join(' ')}`;
  const same = decision?.words === motion.words ? '' : ` "${plain(motion.words)}"`;
  return `${by}${motion.amendsId ? ', as an amendment' : ''}:${same || ' what is decided below.'}${recorded}`;
}

/** Of what was taken over from minutes that do not say how it was come to, nothing is said. */
const HOW: Readonly<Record<string, string>> = { vote: 'By recorded vote. ', consensus: 'By consensus. ' };

function decisionWords(meeting: Meeting, decision: DecisionTaken): string {
  const outcome = OUTCOMES[decision.outcome as Outcome] ?? decision.outcome;
  const waits =
    decision.standing === 'awaits-ratification'
      ? ' The decision waits to be ratified at a quorate sitting and has no effect until then.'
      : '';
  return [
    `**${outcome}** (${decision.reference}${decision.ofDecision ? `, on ${decision.ofDecision}` : ''}): ${plain(decision.words)}`,
    `${HOW[decision.method] ?? ''}${plain(decision.quorumSays)}${waits}`,
    ...(decision.deferredTo ? [`Deferred to ${longDate(decision.deferredTo)}.`] : []),
    ...(decision.reason ? [`Reason: ${plain(decision.reason)}`] : []),
    ...decision.conditions.map(({ says, dueOn }) => `Condition, by ${longDate(dueOn)}: ${plain(says)}`),
    ...decision.dissent.map(
      ({ membershipId, words }) =>
        `${nameIn(meeting, membershipId)} asked that dissent be recorded: ${plain(words)}`,
    ),
    ...(decision.effectSays ? [plain(decision.effectSays)] : []),
  ].join('\n\n');
}

import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { did, importer, saysTheSame } from '../../../platform/import-rows.ts';
import { findPost } from '../../partners/index.ts';
import { findBody, listSittings, type Sitting } from '../queries.ts';
import { addAgendaItem, changeAgendaItem } from './agenda.ts';
import { addPaper, addPaperVersion } from './papers.ts';
import { type ItemType, listAgenda, listPapers } from './queries.ts';

export const AGENDA_COLUMNS = [
  { name: 'body', says: 'Short address of the body' },
  { name: 'day', says: 'Day of the sitting, YYYY-MM-DD, or YYYY-MM where the day is not known' },
  { name: 'title', says: 'Title of the item' },
  { name: 'type', says: 'information, discussion or decision' },
  {
    name: 'key_decision, owner_post, minutes, exempt_reason, proposal',
    says: 'May be left out; key_decision is yes or empty, owner_post the short address of a post',
  },
] as const;

export const PAPER_COLUMNS = [
  { name: 'body, day', says: 'As in the file of agenda items' },
  { name: 'item', says: 'Title of the item that the paper is for; empty for none' },
  { name: 'title', says: 'Title of the paper' },
  { name: 'words', says: 'What it says, in Markdown' },
  { name: 'exempt', says: 'yes or empty; may be left out' },
] as const;

async function sittingOfRow(
  tx: Tx,
  { body: slug, day }: { readonly body: string; readonly day: string },
): Promise<Sitting | Refusal> {
  const body = await findBody(tx, slug);
  if (!body) return refused('body-unknown', `There is no body "${slug}". Import it first.`);
  const [precision, on] = /^\d{4}-\d\d$/.test(day)
    ? (['month', parsePlainDate(`${day}-01`)] as const)
    : (['day', parsePlainDate(day)] as const);
  const sitting = (await listSittings(tx, body.id)).find(
    (one) => one.day === on && one.precision === precision,
  );
  return sitting ?? refused('sitting-unknown', `The ${body.name} has no sitting on ${day}. Import it first.`);
}

const TYPES: readonly string[] = ['information', 'discussion', 'decision'] satisfies ItemType[];

/** Imports agenda-items.csv; see `AGENDA_COLUMNS`. An item is known by its sitting and title. */
export const importAgendaItems = importer({
  required: ['body', 'day', 'title', 'type'],
  optional: ['key_decision', 'owner_post', 'minutes', 'exempt_reason', 'proposal'],
  what: (row) => `${row.body}, ${row.day}: ${row.title}`,
  async row(tx, actor, row) {
    const sitting = await sittingOfRow(tx, row);
    if (isRefusal(sitting)) return sitting;
    if (!TYPES.includes(row.type))
      return refused('agenda-item-type', 'Say information, discussion or decision.');
    const post = row.owner_post === '' ? undefined : await findPost(tx, row.owner_post);
    if (row.owner_post !== '' && !post)
      return refused('post-unknown', `There is no post "${row.owner_post}". Import it first.`);
    if (!/^\d*$/.test(row.minutes)) return refused('agenda-item-minutes', 'Write minutes as a number.');
    const fields = {
      title: row.title,
      type: row.type as ItemType,
      keyDecision: row.key_decision === 'yes',
      ownerPostId: post?.id ?? null,
      minutes: row.minutes === '' ? null : Number(row.minutes),
      exemptReason: row.exempt_reason || null,
      proposal: row.proposal,
    };
    const present = (await listAgenda(tx, sitting.id)).find(({ title }) => title === row.title);
    if (!present) {
      return did('added', await addAgendaItem(tx, actor, { ...fields, sittingId: sitting.id }));
    }
    if (saysTheSame(present, fields)) return 'unchanged';
    const { ownerAgencyId, subject } = present;
    const whole = { ...fields, ownerAgencyId, subject };
    return did('changed', await changeAgendaItem(tx, actor, present.id, present.revision, whole));
  },
});

/** Imports papers.csv; see `PAPER_COLUMNS`. A paper is known by its sitting and title; other words are another version. */
export const importPapers = importer({
  required: ['body', 'day', 'item', 'title', 'words'],
  optional: ['exempt'],
  what: (row) => `${row.body}, ${row.day}: ${row.title}`,
  async row(tx, actor, row) {
    const sitting = await sittingOfRow(tx, row);
    if (isRefusal(sitting)) return sitting;
    const item = (await listAgenda(tx, sitting.id)).find(({ title }) => title === row.item);
    if (row.item !== '' && !item)
      return refused('agenda-item-unknown', `There is no item "${row.item}" on that agenda.`);
    const present = (await listPapers(tx, sitting.id)).find(({ title }) => title === row.title);
    if (present?.version?.words === row.words) return 'unchanged';
    const on = sitting.day;
    if (present) {
      const seen = present.version?.version ?? 0;
      const later = { paperId: present.id, seen, words: row.words, reason: 'Imported', on };
      return did('changed', await addPaperVersion(tx, actor, null, later));
    }
    return did(
      'added',
      await addPaper(tx, actor, null, {
        sittingId: sitting.id,
        itemId: item?.id ?? null,
        title: row.title,
        words: row.words,
        exempt: row.exempt === 'yes',
        on,
      }),
    );
  },
});

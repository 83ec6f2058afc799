import { parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, refused } from '../../../../kernel/refusal.ts';
import { importer } from '../../../../platform/import-rows.ts';
import { findPost } from '../../../partners/index.ts';
import { findBody, listSittings } from '../../queries.ts';
import { addAction, CLOSURES, type Closure, closeAction } from './action.ts';
import { listActions } from './queries.ts';

export const ACTION_COLUMNS = [
  { name: 'body', says: 'Short address of the body that set it' },
  { name: 'day', says: 'Day of the sitting at which it was set, YYYY-MM-DD' },
  { name: 'action', says: 'What is to be done' },
  { name: 'owner_post', says: 'Short address of the post that does it' },
  { name: 'due_on', says: 'By when, YYYY-MM-DD' },
  {
    name: 'closed_on, outcome, evidence',
    says: `May be left out; the outcome is one of ${Object.keys(CLOSURES).join(', ')}`,
  },
] as const;

const isClosure = (outcome: string): outcome is Closure => outcome in CLOSURES;
const UNREADABLE = refused('date-unreadable', 'Write every day as YYYY-MM-DD.');

/** Imports actions.csv; see `ACTION_COLUMNS`. An action is known by its body, the day it was set and what it says. */
export const importActions = importer({
  required: ['body', 'day', 'action', 'owner_post', 'due_on'],
  optional: ['closed_on', 'outcome', 'evidence'],
  what: (row) => `${row.body}, ${row.day}: ${row.action}`,
  async row(tx, actor, row) {
    const body = await findBody(tx, row.body);
    if (!body) return refused('body-unknown', `There is no body "${row.body}". Import it first.`);
    const [setOn, dueOn] = [parsePlainDate(row.day), parsePlainDate(row.due_on)];
    if (!setOn || !dueOn) return UNREADABLE;
    const post = await findPost(tx, row.owner_post);
    if (!post) return refused('post-unknown', `There is no post "${row.owner_post}". Import it first.`);
    const sitting = (await listSittings(tx, body.id)).find(({ day }) => day === setOn);
    if (!sitting)
      return refused('sitting-unknown', `The ${body.name} has no sitting on ${row.day}. Import it first.`);
    const known = (await listActions(tx, { today: setOn, bodyId: body.id })).find(
      (action) => action.setOn === setOn && action.says === row.action,
    );
    const closes = row.closed_on !== '' && !known?.closedOn;
    const id =
      known?.id ??
      (await addAction(tx, actor, {
        bodyId: body.id,
        sittingId: sitting.id,
        says: row.action,
        ownerPostId: post.id,
        setOn,
        dueOn,
      }));
    if (isRefusal(id)) return id;
    if (closes) {
      const on = parsePlainDate(row.closed_on);
      if (!on) return UNREADABLE;
      if (!isClosure(row.outcome))
        return refused('action-outcome', `Write one of ${Object.keys(CLOSURES).join(', ')}.`);
      const closed = await closeAction(tx, actor, {
        actionId: id,
        outcome: row.outcome,
        evidence: row.evidence,
        on,
      });
      if (isRefusal(closed)) return closed;
    }
    return known ? (closes ? 'changed' : 'unchanged') : 'added';
  },
});

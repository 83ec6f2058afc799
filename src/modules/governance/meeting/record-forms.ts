import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
  revisionIn,
  textIn,
} from '../../../platform/http/form.ts';
import type { Context } from '../../../platform/http/route.ts';
import { recordDecision } from '../decisions/record.ts';
import { OUTCOME_NAMES } from '../decisions/words.ts';
import type { Sitting } from '../queries.ts';
import { addAction } from './actions/action.ts';
import { declareInterest, strikeOut, withdrawInterest } from './record/interest.ts';
import { moveMotion } from './record/motion.ts';
import { writeNote } from './record/note.ts';
import { recordPresence, strikePresence } from './record/presence.ts';
import { recordVotes } from './record/vote.ts';
import type { Choice } from './tally.ts';

/** What the screen's forms ask, read and handed to the commands. */
type Deed = (c: Context, sitting: Sitting) => Promise<unknown>;

const optional = () => optionalText().transform((text) => text ?? undefined);

const presenceFields = z.object({
  kind: z.enum(['arrived', 'arrived-remotely', 'left'], { error: 'Say whether they came or left' }),
  membershipId: optional(),
  guest: optional(),
  agencyId: optional().transform((id) => id?.replace('agency:', '')),
  substitute: z.string().trim().optional(),
  from: optional(),
});

export const presenceHere: Deed = async (c, sitting) => {
  const fields = readFields(presenceFields, c.form);
  if (isRefusal(fields)) return fields;
  const { kind, from, ...who } = fields;
  if (who.substitute === '' && who.membershipId !== undefined)
    return refused('substitute-needed', 'Say who sits in their place.', { field: 'substitute' });
  return recordPresence(c.tx, c.actor, {
    ...who,
    sittingId: sitting.id,
    kind: kind === 'left' ? 'left' : 'arrived',
    remote: kind === 'arrived-remotely',
    fromItemId: from,
  });
};

export const strikePresenceHere: Deed = (c, sitting) =>
  strikePresence(c.tx, c.actor, { sittingId: sitting.id, presenceId: c.params.entry ?? '' });

const declarationFields = z.object({
  membershipId: givenText('Choose who declares an interest'),
  nature: givenText('Say what the interest is'),
  consequence: z.enum(['takes-part', 'speaks-without-vote', 'leaves'], {
    error: 'Say whether they take part, speak without a vote, or leave',
  }),
});

export const declareHere: Deed = async (c, sitting) => {
  const fields = readFields(declarationFields, c.form);
  return isRefusal(fields)
    ? fields
    : declareInterest(c.tx, c.actor, { ...fields, sittingId: sitting.id, itemId: textIn(c.form, 'item') });
};

export const withdrawHere: Deed = (c, sitting) =>
  withdrawInterest(c.tx, c.actor, {
    sittingId: sitting.id,
    itemId: textIn(c.form, 'item'),
    declarationId: c.params.fact ?? '',
    reason: textIn(c.form, 'reason'),
  });

export const strikeHere =
  (kind: 'declaration' | 'motion'): Deed =>
  (c, sitting) =>
    strikeOut(c.tx, c.actor, {
      sittingId: sitting.id,
      kind,
      factId: c.params.fact ?? '',
      reason: textIn(c.form, 'reason'),
    });

const motionFields = z.object({
  words: givenText('Write the motion'),
  moverId: givenText('Choose who moved it'),
  seconderId: optional(),
  amendsId: optional(),
});

export const moveHere: Deed = async (c, sitting) => {
  const fields = readFields(motionFields, c.form);
  return isRefusal(fields)
    ? fields
    : moveMotion(c.tx, c.actor, { ...fields, sittingId: sitting.id, itemId: textIn(c.form, 'item') });
};

const isChoice = (text: string): text is Choice => ['for', 'against', 'abstains'].includes(text);

const choicesIn = (c: Context, prefix: string) =>
  Object.keys(c.form)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const choice = textIn(c.form, name);
      return isChoice(choice) ? [{ membershipId: name.slice(prefix.length), choice }] : [];
    });

export const voteHere: Deed = async (c, sitting) => {
  const [casting] = choicesIn(c, 'casting-');
  return recordVotes(c.tx, c.actor, {
    sittingId: sitting.id,
    motionId: c.params.motion ?? '',
    votes: choicesIn(c, 'vote-'),
    casting: casting && casting.choice !== 'abstains' ? { ...casting, choice: casting.choice } : undefined,
  });
};

export const noteHere: Deed = async (c, sitting) => {
  const words = textIn(c.form, 'words');
  if (words === '') return refused('note-says-something', 'Write the note.', { field: 'words' });
  return writeNote(c.tx, c.actor, {
    sittingId: sitting.id,
    itemId: textIn(c.form, 'item'),
    words,
    revision: revisionIn(c.form),
  });
};

const decisionFields = z.object({
  title: givenText('Enter a title'),
  words: givenText('Write what was decided'),
  outcome: z.enum(OUTCOME_NAMES, { error: 'Choose what was decided' }),
  method: z.enum(['consensus', 'vote'], { error: 'Say how it was decided' }),
  motionId: optional(),
  condition: optional(),
  conditionDueOn: optionalDate(),
  deferredTo: optionalDate(),
  reason: optional(),
  dissentBy: optional(),
  keyReason: optional(),
  dissent: optional(),
});

export const decideHere: Deed = async (c, sitting) => {
  const fields = readFields(decisionFields, c.form);
  if (isRefusal(fields)) return fields;
  const { condition, conditionDueOn, dissent, dissentBy, ...decision } = fields;
  if (condition !== undefined && conditionDueOn === null)
    return refused('condition-has-a-day', 'Say by when the condition is to be met.', {
      field: 'conditionDueOn',
    });
  const itemId = textIn(c.form, 'item');
  if (!isUuid(itemId)) return notFound('item');
  const item = await c.tx
    .selectFrom('governance.agenda_item')
    .select('key_decision')
    .where('id', '=', itemId)
    .executeTakeFirst();
  return recordDecision(c.tx, c.actor, c.services.offers.decidable, {
    ...decision,
    bodyId: sitting.bodyId,
    sittingId: sitting.id,
    itemId,
    decidedOn: sitting.day,
    // What the agenda marks as key is; the rest is as the terms define it, unless the recorder says why not.
    keyDecision: item?.key_decision ? true : decision.keyReason === undefined ? undefined : false,
    conditions: condition !== undefined && conditionDueOn ? [{ says: condition, dueOn: conditionDueOn }] : [],
    dissent: dissentBy && dissent ? [{ membershipId: dissentBy, words: dissent }] : [],
  });
};

const actionFields = z.object({
  says: givenText('Say what is to be done'),
  owner: givenText('Say who does it'),
  dueOn: givenDate('Say by when it is to be done'),
});

export const setActionHere: Deed = async (c, sitting) => {
  const fields = readFields(actionFields, c.form);
  if (isRefusal(fields)) return fields;
  return addAction(c.tx, c.actor, {
    ...ownerIn(fields.owner),
    bodyId: sitting.bodyId,
    sittingId: sitting.id,
    itemId: isUuid(textIn(c.form, 'item')) ? textIn(c.form, 'item') : null,
    says: fields.says,
    setOn: sitting.day,
    dueOn: fields.dueOn,
  });
};

/** `post:<id>` or `agency:<id>` */
export const ownerIn = (owner: string): { ownerPostId?: string; ownerAgencyId?: string } =>
  owner.startsWith('post:')
    ? { ownerPostId: owner.slice('post:'.length) }
    : { ownerAgencyId: owner.replace('agency:', '') };

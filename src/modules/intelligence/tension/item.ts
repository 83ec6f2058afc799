/** Signs of tension: recorded by the agency that holds them, without names, seen as far as their tier goes. */
import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { listInWords } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { businessToday } from '../queries.ts';
import { findItem } from './item-queries.ts';
import { chosenLevel, listTerms, scaleOn, termsOn } from './lists.ts';
import { possibleNames } from './names.ts';
import { FORMS, keysOf, MOST_LETTERS, TIERS, TOO_LONG } from './words.ts';

const someText = () =>
  optionalText()
    .transform((text) => text ?? '')
    .pipe(z.string().max(MOST_LETTERS, TOO_LONG));

/** What is said of an item. The grade is a position on the scale of the day that it happened. */
export const itemFields = z.object({
  form: z.enum(keysOf(FORMS), { error: 'Say whether it was experienced, is evidenced, or may come' }),
  happenedOn: givenDate('Say when it happened, or when it may'),
  level: chosenLevel(),
  typeId: givenText('Choose a type'),
  communityId: optionalText(),
  placeId: optionalText(),
  source: someText(),
  says: givenText('Say what was seen, heard or is expected').max(MOST_LETTERS, TOO_LONG),
  doing: someText(),
  tier: z.enum(keysOf(TIERS), { error: 'Choose who may see this' }),
  forumSays: someText(),
  closedOn: optionalDate(),
  closedSays: someText(),
  /** Whoever writes has looked at what may be names, and none is. */
  namesChecked: optionalText().transform((text) => text === 'yes'),
});
export type ItemFields = z.output<typeof itemFields>;

/** What may name somebody in these fields, beside places, partners and the entries of the lists. */
async function namesIn(
  tx: Tx,
  { source, says, doing, forumSays, closedSays }: ItemFields,
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from places.place where partnership_id = platform.partnership()
    union select name from partners.agency where partnership_id = platform.partnership()
    union select short_name from partners.agency where partnership_id = platform.partnership()
    union select name from intelligence.tension_term where partnership_id = platform.partnership()`.execute(
    tx,
  );
  return possibleNames(
    [source, says, doing, forumSays, closedSays],
    rows.map(({ name }) => name),
  );
}

/** The columns of what is said, or why it cannot be said so. */
async function columnsOf(
  tx: Tx,
  fields: ItemFields,
  known?: { readonly scaleId: string; readonly happenedOn: PlainDate },
) {
  const today = await businessToday(tx);
  if (fields.happenedOn > today && fields.form !== 'potential')
    return refused(
      'day-is-in-the-future',
      `What has happened has a day that has come: today is ${longDate(today)}.`,
      {
        field: 'happenedOn',
      },
    );
  const names = fields.namesChecked ? [] : await namesIn(tx, fields);
  if (names.length > 0)
    return refused(
      'may-name-somebody',
      `Tension is told without names. These words may say who somebody is: ${listInWords(names)}. Take them out, or say below that they name nobody.`,
      { field: 'namesChecked' },
    );
  const scale = await scaleOn(tx, fields.happenedOn > today ? today : fields.happenedOn);
  if (!scale)
    return refused('no-scale', 'No scale of grades was in force on that day. The tension group sets one.', {
      field: 'level',
    });
  const types = termsOn(await listTerms(tx), 'type', fields.happenedOn);
  if (!known && !types.some(({ id }) => id === fields.typeId))
    return refused('type-unknown', 'Choose a type that is in the list on that day.', { field: 'typeId' });
  return {
    tier: fields.tier,
    form: fields.form,
    happened_on: fields.happenedOn,
    scale_id: known && known.happenedOn === fields.happenedOn ? known.scaleId : scale.id,
    level: fields.level,
    type_id: fields.typeId,
    community_id: fields.communityId,
    place_id: fields.placeId,
    source: fields.source,
    says: fields.says,
    doing: fields.doing,
    forum_says: fields.forumSays,
    closed_on: fields.closedOn,
    closed_says: fields.closedSays,
  };
}

/** The audit trail keeps who did what to which item, not what the item says: its readers are others. */
const told = ({ tier, form, happenedOn, level, closedOn }: ItemFields) => ({
  tier,
  form,
  happenedOn,
  level,
  closedOn,
});

/**
 * Records a sign of tension for the actor's agency (an import says for which). Refused: may-name-somebody until
 * whoever writes has checked, no-scale, type-unknown, day-is-in-the-future.
 */
export async function recordItem(
  tx: Tx,
  actor: Actor,
  fields: ItemFields,
  ownerAgencyId: string | undefined = agencyOf(actor),
): Promise<{ id: string } | Refusal> {
  if (!ownerAgencyId || !mayFor(actor, 'tension.record', ownerAgencyId)) return notAllowed();
  const columns = await columnsOf(tx, fields);
  if ('refused' in columns) return columns;
  const id = newId<'tension-item'>();
  await tx
    .insertInto('intelligence.tension_item')
    .values({
      ...columns,
      partnership_id: actor.partnershipId,
      id,
      owner_agency_id: ownerAgencyId,
      recorded_on: await businessToday(tx),
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'tension-item.recorded',
    subject: { kind: 'tension-item', id },
    detail: told(fields),
  });
  return { id };
}

/** Changes what is said of an item, who sees it, or closes it; `revision` is the one that was seen. */
export async function changeItem(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  fields: ItemFields,
): Promise<{ id: string } | Refusal> {
  const item = await findItem(tx, id);
  if (!item) return notFound('item');
  if (!mayFor(actor, 'tension.record', item.ownerAgencyId)) return notAllowed();
  if ((agencyOf(actor) ?? item.ownerAgencyId) !== item.ownerAgencyId) return notAllowed();
  const columns = await columnsOf(tx, fields, item);
  if ('refused' in columns) return columns;
  const { numUpdatedRows } = await tx
    .updateTable('intelligence.tension_item')
    .set({ ...columns, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('item');
  await recordCommand(tx, actor, {
    action: 'tension-item.changed',
    subject: { kind: 'tension-item', id },
    detail: told(fields),
  });
  return { id };
}

import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readFields } from '../../../platform/http/form.ts';
import { listAgencies } from '../../partners/index.ts';
import { findPlace } from '../../places/index.ts';
import { gradeFields, gradeMonth } from './grade.ts';
import { itemFields, recordItem } from './item.ts';
import { addTerm, listTerms, scaleFields, setScale } from './lists.ts';

const text = z.string().default('');

const file = z.object({
  scale: z.object({ name: z.string(), startsOn: z.string(), levels: z.array(z.string()) }),
  types: z.array(z.string()),
  communities: z.array(z.string()),
  items: z.array(
    z.object({
      agency: z.string(),
      tier: z.string(),
      form: z.string(),
      happenedOn: z.string(),
      level: z.number(),
      type: z.string(),
      community: text,
      place: text,
      source: text,
      says: z.string(),
      doing: text,
      forumSays: text,
      closedOn: text,
      closedSays: text,
    }),
  ),
  grades: z.array(z.object({ month: z.string(), level: z.number(), reason: z.string(), forumSays: text })),
});

/** Loads the example's tension log, which is synthetic: the sources print none. Refused: example-refused. */
export async function loadTensionExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const { scale, types, communities, items, grades } = file.parse(JSON.parse(files('tension.json')));
  const startsOn = plainDate(scale.startsOn);
  const set = readFields(scaleFields, { ...scale, levels: scale.levels.join('\n') });
  const refusals: unknown[] = [isRefusal(set) ? set : await setScale(tx, actor, set)];
  for (const name of types) refusals.push(await addTerm(tx, actor, { kind: 'type', name, startsOn }));
  for (const name of communities)
    refusals.push(await addTerm(tx, actor, { kind: 'community', name, startsOn }));
  const terms = await listTerms(tx);
  const agencies = await listAgencies(tx);
  const idOf = (kind: string, name: string) =>
    terms.find((term) => term.kind === kind && term.name === name)?.id ?? '';
  for (const { agency, type, community, place, level, ...item } of items) {
    const owner = agencies.find(({ slug }) => slug === agency);
    if (!owner)
      return refused('example-refused', `tension.json names the agency ${agency}, which is not there.`);
    const fields = readFields(itemFields, {
      ...item,
      level: String(level),
      typeId: idOf('type', type),
      communityId: idOf('community', community),
      placeId: place === '' ? '' : ((await findPlace(tx, place))?.id ?? place),
    });
    refusals.push(isRefusal(fields) ? fields : await recordItem(tx, actor, fields, owner.id));
  }
  for (const { level, ...grade } of grades) {
    const fields = readFields(gradeFields, { ...grade, level: String(level) });
    refusals.push(isRefusal(fields) ? fields : await gradeMonth(tx, actor, fields));
  }
  const wrong = refusals.find(isRefusal);
  return wrong
    ? refused('example-refused', `tension.json: ${wrong.message} ${JSON.stringify(wrong.details ?? {})}`)
    : undefined;
}

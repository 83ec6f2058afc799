import { sql } from 'kysely';
import type { LocalityOffer } from '../../../platform/module.ts';
import { type Block, list } from '../../../ui/document/index.ts';

const MOST = 50;

/**
 * What forums may be told of a place and of those in it, of the last twelve months: the words written for them alone, so
 * that a profile is the same whoever makes it, in the order of the words, which says nothing of when each was.
 */
export const issuesLocality: LocalityOffer = {
  name: 'issues',
  title: 'Issues raised here',
  order: 45,
  empty: 'Nothing that may be told was raised here in the last twelve months.',
  async gather(tx, _actor, { ids, today, isArea }): Promise<readonly Block[]> {
    const { rows } = await sql<{ says: string }>`
      select distinct i.forum_says as says from intelligence.tension_item i
      where i.partnership_id = platform.partnership() and i.tier = 'forums'
        and i.happened_on > ${today}::date - interval '1 year' and i.happened_on <= ${today}::date
        and (i.place_id = any(${ids}::uuid[]) or (${isArea} and i.place_id is null))
      order by 1 limit ${MOST}`.execute(tx);
    return rows.length === 0
      ? []
      : [
          list(
            'bulleted',
            rows.map(({ says }) => says),
          ),
        ];
  },
};

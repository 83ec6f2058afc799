import { sql } from 'kysely';
import type { Check, SearchOffer } from './module.ts';
import { tokensOf } from './search.ts';

interface Copied {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly path: string;
  readonly permission: string;
  readonly tokens: number;
}

/** The copy that search compares is what the modules' offers say now. */
export const searchCopyEqualsTheOffers = (offers: () => Iterable<SearchOffer>): Check => ({
  name: 'platform.search-copy-equals-the-offers',
  says: 'What search finds is what there is, as it is called now',
  find: async (tx) => {
    const faults: string[] = [];
    for (const { kind, list } of offers()) {
      const { rows } = await sql<Copied>`
        select e.subject_id as id, e.title, e.summary, e.path, e.permission,
          (select count(*)::int from platform.search_token t
            where t.partnership_id = e.partnership_id and t.kind = e.kind and t.subject_id = e.subject_id) as tokens
        from platform.search_entry e where e.partnership_id = platform.partnership() and e.kind = ${kind}
        order by e.title`.execute(tx);
      const copied = new Map(rows.map((row) => [row.id, row]));
      for (const entry of await list(tx)) {
        const { title, summary, path, permission = 'read' } = entry;
        const copy = copied.get(entry.id);
        copied.delete(entry.id);
        if (!copy) faults.push(`The ${kind} “${title}” is not found.`);
        else if (
          copy.title !== title ||
          copy.summary !== summary ||
          copy.path !== path ||
          copy.permission !== permission ||
          copy.tokens !== tokensOf(entry).size
        )
          faults.push(`The ${kind} “${title}” is found as it was before it changed.`);
      }
      for (const { title } of copied.values())
        faults.push(`A ${kind} that is not there any more is found: “${title}”.`);
    }
    return faults;
  },
});

import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { CellError, didYouMean } from './cell-text.ts';

interface Named {
  readonly id: string;
  readonly slug: string;
  readonly titles: readonly string[];
}

/** One kind of thing that a plan refers to: found by slug or by title, in any case. */
export class Directory {
  readonly #kind: string;
  readonly #byName = new Map<string, Named>();
  readonly #slugs = new Map<string, string>();

  constructor(kind: string, things: Iterable<Named>) {
    this.#kind = kind;
    for (const thing of things) {
      this.#slugs.set(thing.id, thing.slug);
      for (const title of thing.titles) this.#byName.set(title.trim().toLowerCase(), thing);
    }
    for (const thing of things) this.#byName.set(thing.slug, thing);
  }

  find(text: string): Named | undefined {
    return this.#byName.get(text.trim().toLowerCase());
  }

  /** The slug of what was written; throws a CellError with the nearest name when there is none. */
  slug(text: string): string {
    const found = this.find(text);
    if (!found)
      throw new CellError(`There is no ${this.#kind} "${text}".${didYouMean(text, this.#byName.keys())}`);
    return found.slug;
  }

  /** The id behind a slug that was resolved before. */
  id(slug: string): string {
    const found = this.find(slug);
    if (!found)
      throw new CellError(`There is no ${this.#kind} "${slug}".${didYouMean(slug, this.#byName.keys())}`);
    return found.id;
  }

  slugOfId(id: string | null): string {
    return id === null ? '' : (this.#slugs.get(id) ?? '');
  }

  list(): readonly Named[] {
    return [...new Set(this.#byName.values())];
  }
}

/** Everything a project plan may refer to, read once. */
export interface Lookup {
  readonly posts: Directory;
  readonly agencies: Directory;
  readonly outcomes: Directory;
  readonly priorities: Directory;
  readonly indicators: Directory;
  readonly programmes: Directory;
  /** Agency of each post, by slug of the post. */
  readonly agencyOfPost: ReadonlyMap<string, string>;
}

/**
 * Reads the names that a project plan may refer to: six queries, whatever the number of projects. For showing projects,
 * only the names that those of `shown` refer to: a partnership has had more posts and indicators than it has.
 */
export async function loadLookup(tx: Tx, shown?: readonly string[]): Promise<Lookup> {
  const within = (references: RawBuilder<unknown>): Expression<SqlBool> =>
    shown === undefined ? sql<SqlBool>`true` : sql<SqlBool>`id in (${references})`;
  const these = sql`any(${[...(shown ?? [])]}::uuid[])`;
  const posts = await tx
    .selectFrom('partners.post')
    .select(['id', 'slug', 'title', 'agency_id'])
    .where(
      within(sql`select post_id from delivery.lead where project_id = ${these}
        union select owner_post_id from delivery.gap where project_id = ${these}`),
    )
    .execute();
  const agencies = await tx
    .selectFrom('partners.agency')
    .select(['id', 'slug', 'name', 'short_name'])
    .where(
      within(sql`select agency_id from delivery.lead where project_id = ${these}
        union select agency_id from delivery.human_resource where project_id = ${these}
        union select agency_id from delivery.project where id = ${these}
        union select unnest(${posts.map((post) => post.agency_id)}::uuid[])`),
    )
    .execute();
  const outcomes = await tx
    .selectFrom('strategy.outcome_now')
    .select(['id', 'slug', 'wording'])
    .where(within(sql`select outcome_id from delivery.project_outcome where project_id = ${these}`))
    .execute();
  const priorities = await tx
    .selectFrom('strategy.priority_now')
    .select(['id', 'slug', 'title'])
    .where(
      within(sql`select n.priority_id from delivery.plan_line l
        join delivery.plan n on n.partnership_id = l.partnership_id and n.id = l.plan_id where l.project_id = ${these}`),
    )
    .execute();
  const indicators = await tx
    .selectFrom('intelligence.indicator')
    .select(['id', 'slug', 'title'])
    .where(within(sql`select indicator_id from delivery.measure where project_id = ${these}`))
    .execute();
  const programmes = await tx
    .selectFrom('delivery.programme')
    .select(['id', 'slug', 'title'])
    .where(within(sql`select programme_id from delivery.project where id = ${these}`))
    .execute();
  const agencyDirectory = new Directory(
    'agency',
    agencies.map((a) => ({ id: a.id, slug: a.slug, titles: [a.name, a.short_name] })),
  );
  return {
    posts: new Directory(
      'post',
      posts.map((p) => ({ id: p.id, slug: p.slug, titles: [p.title] })),
    ),
    agencies: agencyDirectory,
    outcomes: new Directory(
      'outcome',
      outcomes.map((o) => ({ id: o.id, slug: o.slug, titles: [o.wording] })),
    ),
    priorities: new Directory(
      'priority',
      priorities.map((p) => ({ id: p.id, slug: p.slug, titles: [p.title] })),
    ),
    indicators: new Directory(
      'indicator',
      indicators.map((i) => ({ id: i.id, slug: i.slug, titles: [i.title] })),
    ),
    programmes: new Directory(
      'programme',
      programmes.map((p) => ({ id: p.id, slug: p.slug, titles: [p.title] })),
    ),
    agencyOfPost: new Map(posts.map((p) => [p.slug, agencyDirectory.slugOfId(p.agency_id)])),
  };
}

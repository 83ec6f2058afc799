import { slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Lookup, loadLookup } from '../lookup.ts';
import { loadProjects, type StoredProject } from '../stored.ts';
import type { Column, FileRow } from './columns.ts';
import type { ReadFile } from './read-file.ts';

interface KnownPlan {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

/** What an import knows while it goes through the rows: names, plans and projects, kept up to date as rows add to them. */
export class Importing {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly today: PlainDate;
  readonly columns: ReadonlySet<Column>;
  lookup: Lookup;
  readonly plans = new Map<string, KnownPlan>();
  readonly projects: Map<string, StoredProject>;
  /** Project slug → the line of this file that describes it. */
  readonly describedOn = new Map<string, number>();
  /** Plans that the file says are adopted: done last, since a superseded plan takes no more lines. */
  readonly adoptions: {
    readonly line: number;
    readonly planId: string;
    readonly on: PlainDate;
    readonly by: string;
  }[] = [];

  private constructor(
    tx: Tx,
    actor: Actor,
    today: PlainDate,
    columns: ReadonlySet<Column>,
    lookup: Lookup,
    projects: Map<string, StoredProject>,
  ) {
    this.tx = tx;
    this.actor = actor;
    this.today = today;
    this.columns = columns;
    this.lookup = lookup;
    this.projects = projects;
  }

  static async begin(tx: Tx, actor: Actor, file: ReadFile, today: PlainDate): Promise<Importing> {
    const lookup = await loadLookup(tx);
    const slugs = [...new Set(file.rows.map(slugOfRow).filter((slug) => slug !== ''))];
    const known =
      slugs.length === 0
        ? []
        : await tx.selectFrom('delivery.project').select('id').where('slug', 'in', slugs).execute();
    const projects = await loadProjects(
      tx,
      lookup,
      known.map((row) => row.id),
    );
    const importing = new Importing(tx, actor, today, file.columns, lookup, new Map(projects));
    for (const plan of await tx.selectFrom('delivery.plan').select(['id', 'slug', 'title']).execute())
      importing.plans.set(plan.slug, plan);
    return importing;
  }

  /** Names changed: a programme was added. */
  async renewLookup(): Promise<void> {
    this.lookup = await loadLookup(this.tx);
  }

  /** Reads a project again after it was changed. */
  async renewProject(id: string): Promise<void> {
    for (const [slug, project] of await loadProjects(this.tx, this.lookup, [id]))
      this.projects.set(slug, project);
  }

  /** A plan by slug or title. */
  findPlan(text: string): KnownPlan | undefined {
    return (
      this.plans.get(text) ??
      [...this.plans.values()].find((plan) => plan.title.toLowerCase() === text.toLowerCase())
    );
  }
}

/** The slug of a project row: as given, or made from the title. */
export const slugOfRow = ({ cells }: FileRow): string =>
  cells.project ? slugOf(cells.project) : slugOf(cells.title);

import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listAgencies, listPosts } from '../../partners/index.ts';
import { listBodies } from '../queries.ts';

interface Named {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

interface NamedBody extends Named {
  readonly endsOn: PlainDate | null;
}

/** The bodies, agencies and posts that terms speak of, by id and by short address. */
export interface Names {
  readonly bodies: readonly NamedBody[];
  readonly agencies: readonly Named[];
  readonly posts: readonly Named[];
}

/** Reads the names that terms speak of. */
export const loadNames = async (tx: Tx): Promise<Names> => ({
  bodies: await listBodies(tx),
  agencies: await listAgencies(tx),
  posts: (await listPosts(tx)).map(({ id, slug, title }) => ({ id, slug, name: title })),
});

export const nameOf = (named: readonly Named[], id: string | null): string =>
  named.find((one) => one.id === id)?.name ?? '';
export const slugOfId = (named: readonly Named[], id: string | null): string =>
  named.find((one) => one.id === id)?.slug ?? '';

/** Finds a thing by its short address or its name, whatever the letters' case. */
export const byText = (named: readonly Named[], text: string): Named | undefined =>
  named.find((one) => one.slug === text || one.name.toLowerCase() === text.trim().toLowerCase());

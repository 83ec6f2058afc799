import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importAgencies, importPosts } from './import.ts';

/** Loads the example's agencies and posts through the public importers. The people in the posts come with their accounts. */
export async function loadPartnersExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const agencies = allWritten(await importAgencies(tx, actor, files('agencies.csv'), { write: true }));
  if (isRefusal(agencies)) return agencies;
  const posts = allWritten(await importPosts(tx, actor, files('posts.csv'), { write: true }));
  return isRefusal(posts) ? posts : undefined;
}

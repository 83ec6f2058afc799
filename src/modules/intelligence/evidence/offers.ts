import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { BeginOffer, Check, SearchOffer } from '../../../platform/module.ts';
import { hashOf } from './areas/selection.ts';
import { findEvidence, listEvidence } from './queries.ts';
import { EVIDENCE_KINDS, SUPPORTED } from './words.ts';

/** Entries of the library are found by the search over everything. */
export const evidenceSearch: SearchOffer = {
  kind: 'evidence',
  list: async (tx, id) => {
    const one = id === undefined ? undefined : await findEvidence(tx, { id });
    const entries = id === undefined ? await listEvidence(tx, {}) : one ? [one] : [];
    return entries.map(({ id: of, slug, title, kind, publisher, says }) => ({
      id: of,
      title,
      summary: [`${EVIDENCE_KINDS[kind]}, ${publisher}`, says].filter(Boolean).join('. '),
      path: `/evidence/${slug}`,
    }));
  },
};

/** From the page of a need, a priority or a project to what it rests on. */
export const evidenceBegins: readonly BeginOffer[] = SUPPORTED.map((kind) => ({
  kind,
  text: 'In the evidence library',
  permission: 'read',
  href: (path) => `/evidence?for=${encodeURIComponent(path)}`,
}));

/** What was adopted rests on the data it was adopted with. */
export const selectionCheck: Check = {
  name: 'intelligence.selections-are-as-adopted',
  says: 'Every adopted selection of target areas holds the data and the reasons that it was adopted with',
  find: async (tx: Tx) => {
    const { rows } = await sql<{ title: string; contents: unknown; sha256: Buffer; open: boolean }>`
      select s.title, a.contents, a.sha256, s.adopted_on is null as open from intelligence.area_selection_adoption a
      join intelligence.area_selection s on s.partnership_id = a.partnership_id and s.id = a.selection_id`.execute(
      tx,
    );
    return rows.flatMap(({ title, contents, sha256, open }) => [
      ...(hashOf(contents).equals(sha256) ? [] : [`${title} does not hold what was adopted`]),
      ...(open ? [`${title} was adopted, and can still be changed`] : []),
    ]);
  },
};

import { clustersOf } from '../people/index.ts';
import { listLedger } from '../sharing/ledger/queries.ts';
import { categoriesInWords } from '../sharing/parts.tsx';
import type { SubjectAccess } from './part.ts';

/** What was disclosed about the person, to whom and why; and what agencies decided not to share. */
export const sharingAccess: SubjectAccess = {
  title: 'Who was told what about you, and why',
  tables: ['disclosure', 'not_shared'],
  async gather(tx, machine, subjects, clusterId) {
    const clusterIds = await clustersOf(tx, machine, clusterId);
    const ledger = await listLedger(tx, machine, subjects, { clusterIds, limit: 10_000 });
    return ledger.map((row) => ({
      On: row.onDay,
      What: row.kind === 'disclosed' ? 'Disclosed' : 'Not shared',
      From: row.from,
      To: row.to ?? 'Nobody in particular',
      Data: categoriesInWords(row.categories),
      For: row.purposeTitle,
      ...(row.basis ? { Basis: row.basis } : {}),
      ...(row.conditions ? { Conditions: row.conditions } : {}),
      ...(row.reason ? { Reason: row.reason } : {}),
    }));
  },
};

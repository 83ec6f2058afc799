import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importBodies, importReportingLines, importSittings } from './import.ts';
import { importAgendaItems, importPapers } from './sittings/import.ts';
import { importBodyChanges } from './structure/import.ts';
import { importMembers, importTerms } from './terms/import.ts';

/** Loads the example's bodies, to whom they answer, and their sittings through the public importers. */
export async function loadGovernanceExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const write = { write: true };
  const bodies = allWritten(await importBodies(tx, actor, files('bodies.csv'), write));
  if (isRefusal(bodies)) return bodies;
  const lines = allWritten(await importReportingLines(tx, actor, files('reporting-lines.csv'), write));
  if (isRefusal(lines)) return lines;
  const sittings = allWritten(await importSittings(tx, actor, files('sittings.csv'), write));
  if (isRefusal(sittings)) return sittings;
  const agendas = allWritten(await importAgendaItems(tx, actor, files('agenda-items.csv'), write));
  if (isRefusal(agendas)) return agendas;
  const papers = allWritten(await importPapers(tx, actor, files('papers.csv'), write));
  if (isRefusal(papers)) return papers;
  const terms = await importTerms(tx, actor, files('terms.json'));
  if (isRefusal(terms)) return terms;
  const members = allWritten(await importMembers(tx, actor, files('members.csv'), write));
  if (isRefusal(members)) return members;
  const changes = allWritten(await importBodyChanges(tx, actor, files('body-changes.csv'), write));
  return isRefusal(changes) ? changes : undefined;
}

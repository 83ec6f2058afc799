import { type Actor, system } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { openPart, type PackContents, type PackPaper } from './pack-contents.ts';
import { listPacks, type Pack } from './pack-queries.ts';

/** Ids of the items and papers of a sitting that are exempt now. */
async function exemptNow(tx: Tx, sittingId: string): Promise<ReadonlySet<string>> {
  const items = await tx
    .selectFrom('governance.agenda_item')
    .select('id')
    .where('sitting_id', '=', sittingId)
    .where('exempt', '=', true)
    .execute();
  const papers = await tx
    .selectFrom('governance.paper')
    .select('id')
    .where('sitting_id', '=', sittingId)
    .where('exempt', '=', true)
    .execute();
  return new Set([...items, ...papers].map(({ id }) => id));
}

/** What was open when it was published and is exempt now is withheld, and the PDF that holds it with it. */
function withhold(contents: PackContents, exempt: ReadonlySet<string>): PackContents {
  let withheld = false;
  const judged = (paper: PackPaper): PackPaper => {
    if (!exempt.has(paper.id)) return paper;
    withheld = true;
    return { ...paper, exempt: true };
  };
  const now = {
    ...contents,
    papers: contents.papers.map(judged),
    items: contents.items.map((item) => {
      const closed = item.exemptReason === null && exempt.has(item.id);
      withheld ||= closed;
      return {
        ...item,
        exemptReason: closed ? 'Exempt since it was published' : item.exemptReason,
        papers: item.papers.map(judged),
      };
    }),
  };
  return withheld ? openPart(now) : contents;
}

/** The open part of a sitting's packs as everybody may read it now. What is published stays as it was for who has leave. */
export async function openPacks(tx: Tx, actor: Actor, sittingId: string): Promise<readonly Pack[]> {
  const packs = await listPacks(tx, sittingId, 'public');
  if (packs.length === 0) return packs;
  const reader = system('governance.public', actor.partnershipId, ['read', 'papers.exempt']);
  const exempt = await actingAs(tx, actor, reader, () => exemptNow(tx, sittingId));
  return packs.map((pack) => ({ ...pack, contents: withhold(pack.contents, exempt) }));
}

import { newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { businessToday } from './queries.ts';
import { notAllowed } from './template-commands.ts';

/**
 * Signs off a case study word for word, after a check that nobody can be recognised (rule 23). Other words have
 * another hash and need another sign-off.
 */
export async function releaseCaseStudy(
  tx: Tx,
  actor: Actor,
  release: { readonly hash: string; readonly title: string; readonly checked: string },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'report.approve', undefined)) return notAllowed();
  if (!/^[0-9a-f]{64}$/.test(release.hash)) return refused('not-found', 'There is no such case study.');
  const id = newId<'case-study-release'>();
  await tx
    .insertInto('reporting.case_study_release')
    .values({
      partnership_id: actor.partnershipId,
      id,
      content_hash: release.hash,
      title: release.title,
      checked: release.checked.trim(),
      released_on: await businessToday(tx, actor),
      by_account: accountOf(actor) ?? null,
      by_person: actor.kind === 'member' ? actor.personId : null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'case-study.release',
    detail: { hash: release.hash, title: release.title, checked: release.checked },
  });
  return undefined;
}

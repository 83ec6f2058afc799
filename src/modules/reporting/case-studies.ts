import { newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { plainText } from '../../ui/document/index.ts';
import { offeredCaseStudies } from './case-study-release.ts';
import { buildDraft, type DraftTools } from './draft.ts';
import { businessToday, type ReportRow } from './queries.ts';
import { notAllowed } from './template-commands.ts';

/** A case study that modules offer to a report, with the hash of its words. */
export interface OfferedCaseStudy {
  readonly hash: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** That somebody has signed off these words. */
  readonly released: boolean;
}

/** The case studies that a draft offers, as they read now. */
export async function caseStudiesOf(
  tx: Tx,
  actor: Actor,
  tools: DraftTools,
  report: ReportRow,
): Promise<readonly OfferedCaseStudy[]> {
  const { facts } = await buildDraft(tx, actor, tools, report);
  return offeredCaseStudies(facts).map(({ hash, title, blocks }) => ({
    hash,
    title,
    paragraphs: blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? [plainText(block.inlines)]
        : block.items.map((item) => plainText(item.inlines)),
    ),
    released: facts.released.has(hash),
  }));
}

/** Signs off a case study of a draft; refused when its words are no longer those that were read. */
export async function releaseCaseStudyOf(
  tx: Tx,
  actor: Actor,
  tools: DraftTools,
  report: ReportRow,
  { hash, checked }: { readonly hash: string; readonly checked: string },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'report.approve', undefined)) return notAllowed();
  const study = (await caseStudiesOf(tx, actor, tools, report)).find((one) => one.hash === hash);
  return study
    ? releaseCaseStudy(tx, actor, { hash, title: study.title, checked })
    : refused('case-study-changed', 'This case study has changed meanwhile. Read it again.');
}

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

import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { businessToday, findTemplate } from './queries.ts';
import { type Template, templateSchema } from './template.ts';

export const notAllowed = (): Refusal =>
  refused('not-allowed', 'Your role does not include this. Ask your administrator.');

export const changedMeanwhile = (): Refusal =>
  refused(
    'changed-meanwhile',
    'Somebody else has changed this since you opened it. Reload the page and look.',
  );

/** What importing a template did. */
export interface ImportedTemplate {
  readonly slug: string;
  readonly version: number;
  readonly outcome: 'added' | 'changed' | 'unchanged';
}

/** Reads a template from JSON data; the refusal names the first thing that is wrong and where. */
export function readTemplate(data: unknown): Template | Refusal {
  const parsed = templateSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refused(
    'template-wrong',
    `${issue?.path.join('.') || 'The template'}: ${issue?.message ?? 'cannot be read'}`,
  );
}

/**
 * Imports a report template from JSON data. What is new becomes a template, what differs a new version of it, and
 * what is the same changes nothing. `preview` says what would happen without writing.
 */
export async function importTemplate(
  tx: Tx,
  actor: Actor,
  data: unknown,
  { preview = false }: { preview?: boolean } = {},
): Promise<ImportedTemplate | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  const template = readTemplate(data);
  if (isRefusal(template)) return template;
  const known = await findTemplate(tx, actor, template.slug);
  const version = (known?.version ?? 0) + 1;
  if (known && JSON.stringify(known.template) === JSON.stringify(template))
    return { slug: template.slug, version: known.version, outcome: 'unchanged' };
  const outcome = known ? 'changed' : 'added';
  if (preview) return { slug: template.slug, version, outcome };
  const id = known?.id ?? newId<'report-template'>();
  if (!known)
    await tx
      .insertInto('reporting.template')
      .values({ partnership_id: actor.partnershipId, id, slug: template.slug })
      .execute();
  const kept = await keepVersion(tx, actor, id, version, template);
  return isRefusal(kept) ? kept : { slug: template.slug, version, outcome };
}

/** Keeps a changed template as its next version; reports already begun stay with the version they have. */
export async function changeTemplate(
  tx: Tx,
  actor: Actor,
  change: { readonly slug: string; readonly revision: number; readonly template: Template },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'report.edit', undefined)) return notAllowed();
  const template = readTemplate(change.template);
  if (isRefusal(template)) return template;
  const known = await findTemplate(tx, actor, change.slug);
  if (!known) return refused('not-found', 'There is no such report template.');
  const renewed = await tx
    .updateTable('reporting.template')
    .set({ revision: change.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', known.id)
    .where('revision', '=', change.revision)
    .executeTakeFirst();
  if (renewed.numUpdatedRows !== 1n) return changedMeanwhile();
  return keepVersion(tx, actor, known.id, known.version + 1, { ...template, slug: change.slug });
}

async function keepVersion(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number,
  template: Template,
): Promise<undefined | Refusal> {
  const { every, body, daysAfter, startsOn } = template.cadence;
  const bodyId = every === 'board' ? await bodyOf(tx, actor, body) : null;
  if (isRefusal(bodyId)) return bodyId;
  await tx
    .insertInto('reporting.template_version')
    .values({
      partnership_id: actor.partnershipId,
      template_id: id,
      version,
      title: template.title,
      cadence: every,
      body_id: bodyId,
      days_after: daysAfter,
      starts_on: startsOn as PlainDate,
      definition: JSON.stringify(template),
      made_on: await businessToday(tx, actor),
      made_by_person: actor.kind === 'member' ? actor.personId : null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: version === 1 ? 'report-template.add' : 'report-template.change',
    subject: { kind: 'report-template', id },
    detail: { version, template },
  });
  return undefined;
}

async function bodyOf(tx: Tx, actor: Actor, slug: string | undefined): Promise<string | Refusal> {
  const row = await tx
    .selectFrom('governance.body')
    .select('id')
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', slug ?? '')
    .executeTakeFirst();
  return (
    row?.id ??
    refused('no-such-body', 'Choose the board whose sittings the report follows.', { field: 'body' })
  );
}

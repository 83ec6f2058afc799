import { createHash } from 'node:crypto';
import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { canonical, recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { siteOf } from '../../../platform/settings.ts';
import { dayOfSitting, findSitting, type Sitting } from '../queries.ts';
import { tellMembers } from './invitations.ts';
import { membersAt } from './members.ts';
import { newSince, openPart, type PackContents, papersIn } from './pack-contents.ts';
import { emptyPack, gatherPack, headOf, type PackServices, setPack } from './pack-gather.ts';
import { listPacks } from './pack-queries.ts';

export interface Publication {
  readonly sittingId: string;
  readonly on: PlainDate;
  /** Why a supplement comes late; not needed for the first pack. */
  readonly reason?: string;
}

export interface PublishedPack {
  readonly id: Id<'pack'>;
  readonly number: number;
  readonly supplement: boolean;
  /** How many members were written to. */
  readonly told: number;
}

/** SHA-256 over what a pack holds, its keys in order: the audit seal covers it. */
export const hashOfPack = (contents: PackContents): Buffer =>
  createHash('sha256')
    .update(canonical(JSON.stringify(contents)))
    .digest();

/**
 * Publishes the pack of a sitting: freezes agenda and papers as they stand, sets them as one PDF, makes the open part
 * public and writes to every member. What is new after that is published as a supplement, marked as late, whose pages go
 * on counting.
 */
export async function publishPack(
  tx: Tx,
  actor: Actor,
  services: PackServices,
  { sittingId, on, reason = '' }: Publication,
): Promise<PublishedPack | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, sittingId);
  if (!sitting) return notFound('sitting');
  if (sitting.status === 'cancelled')
    return refused('sitting-is-cancelled', 'This sitting is cancelled. Plan it again first.');
  await tx.selectFrom('governance.sitting').select('id').where('id', '=', sitting.id).forUpdate().execute();
  const whole = { ...actor, permissions: [...actor.permissions, 'papers.exempt'] };
  return actingAs(tx, actor, whole, async () => {
    const contents = await contentsOf(tx, whole, services, sitting, { on, reason });
    if (isRefusal(contents)) return contents;
    const id = await keepPack(tx, actor, services, sitting, contents);
    const told = await tellOfPack(tx, actor, services, sitting, contents);
    return { id, number: contents.number, supplement: contents.supplement, told };
  });
}

/** The first pack holds everything; a supplement what was in none before. */
async function contentsOf(
  tx: Tx,
  actor: Actor,
  services: PackServices,
  sitting: Sitting,
  { on, reason }: { readonly on: PlainDate; readonly reason: string },
): Promise<PackContents | Refusal> {
  const now = await gatherPack(tx, actor, services, sitting);
  const before = await listPacks(tx, sitting.id);
  const contents = {
    ...headOf(sitting, await partnershipName(tx, actor)),
    number: before.length + 1,
    supplement: before.length > 0,
    reason: before.length > 0 ? reason.trim() : '',
    publishedOn: on,
    pdf: null,
  };
  if (before.length === 0) return emptyPack(now) ?? { ...contents, ...now };
  if (contents.reason === '')
    return refused('pack-supplement-says-why', 'Say why the paper comes late.', { field: 'reason' });
  const late = newSince(now, before);
  return late.items.length === 0 && late.papers.length === 0
    ? refused('nothing-new-to-publish', 'Everything is published already. Add a paper or a version first.')
    : { ...contents, ...late };
}

/** Pages go on where the last pack ended, in the whole pack and in its open part each for itself. */
const nextPage = (before: readonly { readonly contents: PackContents }[]): number => {
  const pdf = before.at(-1)?.contents.pdf;
  return pdf ? pdf.firstPage + pdf.pages : 1;
};

async function keepPack(
  tx: Tx,
  actor: Actor,
  services: PackServices,
  sitting: Sitting,
  unset: PackContents,
): Promise<Id<'pack'>> {
  const id = newId<'pack'>();
  const path = `/bodies/${sitting.bodySlug}/sittings/${sitting.id}`;
  const before = await listPacks(tx, sitting.id);
  const publicBefore = await listPacks(tx, sitting.id, 'public');
  const contents: PackContents = {
    ...unset,
    pdf: await setPack(services, unset, {
      firstPage: nextPage(before),
      addressOf: ({ versionId }) => `${path}/files/${versionId}`,
    }),
  };
  const openUnset = openPart(unset);
  const open: PackContents = {
    ...openUnset,
    pdf: await setPack(services, openUnset, {
      firstPage: nextPage(publicBefore),
      addressOf: ({ versionId }) => `/published/sittings/${sitting.id}/files/${versionId}`,
    }),
  };
  const hash = hashOfPack(contents);
  const row = {
    partnership_id: actor.partnershipId,
    number: contents.number,
    published_on: contents.publishedOn,
  };
  await tx
    .insertInto('governance.pack')
    .values({
      ...row,
      id,
      sitting_id: sitting.id,
      supplement: contents.supplement,
      reason: contents.reason,
      contents: JSON.stringify(contents),
      hash,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await tx
    .insertInto('governance.public_pack')
    .values({
      ...row,
      pack_id: id,
      body_slug: sitting.bodySlug,
      body_name: sitting.body,
      sitting_id: sitting.id,
      day: sitting.day,
      contents: JSON.stringify(open),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: contents.supplement ? 'pack.supplement' : 'pack.publish',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { packId: id, number: contents.number, papers: papersIn(contents).length },
    rowHash: hash,
  });
  return id;
}

/** Writes to every member; exempt papers are counted, not named. */
async function tellOfPack(
  tx: Tx,
  actor: Actor,
  services: PackServices,
  sitting: Sitting,
  contents: PackContents,
): Promise<number> {
  const papers = papersIn(contents);
  const named = papers.filter(({ exempt }) => !exempt).map(({ title }) => `- ${title}`);
  const exempt = papers.length - named.length;
  const address = `${siteOf(services.settings)}/bodies/${sitting.bodySlug}/sittings/${sitting.id}/pack`;
  const first = contents.supplement
    ? `Late papers for the ${sitting.body}. They come late because: ${contents.reason}`
    : `The agenda and papers of the ${sitting.body} are published.`;
  return tellMembers(tx, actor, sitting, {
    subject: `${sitting.body}, ${dayOfSitting(sitting)}: ${contents.supplement ? 'late papers' : 'agenda and papers'}`,
    body: [first, '', ...named, ...(exempt > 0 ? [`- and ${exempt} exempt`] : []), '', address].join('\n'),
    members: await membersAt(tx, sitting),
  });
}

async function partnershipName(tx: Tx, { partnershipId }: Actor): Promise<string> {
  const row = await tx
    .selectFrom('partners.partnership')
    .select('name')
    .where('partnership_id', '=', partnershipId)
    .executeTakeFirstOrThrow();
  return row.name;
}

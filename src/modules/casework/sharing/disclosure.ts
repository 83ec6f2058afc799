import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { type Category, GROUNDS, type Ground } from './categories.ts';
import { objects } from './rights/request.ts';

/** What leaves an agency. */
export interface Disclosing {
  /** What was disclosed, by id: a referral, a case, a task, a record. */
  readonly item: { readonly kind: string; readonly id: string };
  /** The person it is about; null for what is about a household, a street or a community. */
  readonly clusterId: string | null;
  readonly to: { readonly agencyId: string } | { readonly outside: string };
  readonly categories: readonly Category[];
  /** Unless given, an agreement in force must cover recipient, purpose and every category. */
  readonly ground?: Ground;
  /** The basis in words, such as what the person was told; the purpose's gateway or the ground's own words unless given. */
  readonly basis?: string;
  readonly conditions?: string;
  readonly expiresOn?: PlainDate | null;
  /** Only for who acts for no agency (an import, a job); everybody else discloses for their own. */
  readonly fromAgencyId?: string;
  /** For the machine alone: the agency whose data was opened, whoever set it off. */
  readonly onBehalfOf?: string;
  /** Why; the actor's purpose unless given. */
  readonly purpose?: string;
}

/** An objection that waits or was upheld stops what is shared on these grounds; the law weighs the others itself. */
const STOPPED_BY_OBJECTION: readonly Ground[] = ['agreement', 'consent', 'direct-care', 'asked'];

/**
 * Writes a row of the disclosure ledger. Refuses `choose-a-purpose`, `disclosure-covered-by-no-agreement`
 * and `person-objected`: nothing about a person is shared without a purpose, a legal basis and an agreement
 * that covers both, unless another ground is named.
 */
export async function disclose(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Disclosing,
): Promise<{ id: string } | Refusal> {
  const from =
    (may(actor, 'casework.machine') ? input.onBehalfOf : undefined) ?? agencyOf(actor) ?? input.fromAgencyId;
  const purpose = await purposeInUse(tx, actor, input.purpose ?? actor.purpose ?? '');
  if (from === undefined || !purpose)
    return refused('choose-a-purpose', 'Say first for which purpose this is disclosed.');
  if (input.categories.length === 0)
    return refused('disclosure-says-what', 'Say which categories of data are disclosed.', {
      field: 'categories',
    });
  const ground = input.ground ?? 'agreement';
  if (
    input.clusterId !== null &&
    STOPPED_BY_OBJECTION.includes(ground) &&
    (await objects(tx, actor, from, input.clusterId))
  )
    return refused(
      'person-objected',
      'The person objected, and that stands or has not been answered. Answer it first, or name a ground that outweighs it.',
    );
  const agreement =
    ground === 'agreement' ? await agreementFor(tx, actor, { ...input, from, purpose: purpose.slug }) : null;
  if (isRefusal(agreement)) return agreement;
  const id = newId<'disclosure'>();
  await tx
    .insertInto('casework.disclosure')
    .values({
      partnership_id: actor.partnershipId,
      id,
      at: new Date(),
      on_day: sql<PlainDate>`(select partners.business_date(s) from partners.partnership s where s.partnership_id = ${actor.partnershipId})`,
      item_kind: input.item.kind,
      item_id: input.item.id,
      cluster_id: input.clusterId,
      from_agency_id: from,
      to_agency_id: 'agencyId' in input.to ? input.to.agencyId : null,
      to_outside: 'outside' in input.to ? subjects.seal(id, input.to.outside) : null,
      purpose: purpose.slug,
      ground,
      basis: input.basis?.trim() || (ground === 'agreement' ? purpose.gateway : GROUNDS[ground]),
      agreement_id: agreement,
      categories: [...input.categories],
      conditions: input.conditions ?? '',
      expires_on: input.expiresOn ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'disclosure.made',
    subject: { kind: 'disclosure', id },
    detail: { item: input.item.kind, purpose: purpose.slug, ground, categories: input.categories },
  });
  return { id };
}

/** The agreement in force that covers all of it, by its id. */
export async function agreementFor(
  tx: Tx,
  actor: Actor,
  {
    from,
    to,
    purpose,
    categories,
  }: Pick<Disclosing, 'to' | 'categories'> & { from: string; purpose: string },
): Promise<string | Refusal> {
  const recipient = 'agencyId' in to ? to.agencyId : undefined;
  if (recipient !== undefined) {
    const rows = await tx
      .selectFrom('casework.sharing_in_force')
      .where('partnership_id', '=', actor.partnershipId)
      .where('provider_id', '=', from)
      .where('recipient_id', '=', recipient)
      .where('purpose', '=', purpose)
      .where('category', 'in', [...categories])
      .groupBy('agreement_id')
      .having(sql<number>`count(distinct category)`, '=', new Set(categories).size)
      .orderBy('agreement_id')
      .select('agreement_id')
      .execute();
    if (rows[0]) return rows[0].agreement_id ?? '';
  }
  return refused(
    'disclosure-covered-by-no-agreement',
    'No agreement in force lets this agency receive all of it for this purpose. Share less, name another lawful basis such as consent, or ask information governance.',
  );
}

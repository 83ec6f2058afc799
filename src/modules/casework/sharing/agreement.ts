import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate } from '../../../platform/http/form.ts';
import { businessToday } from '../retention/review-on.ts';
import { findAgreement } from './agreements.ts';
import { isCategory } from './categories.ts';

const listed = () =>
  z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .transform((given): readonly string[] =>
      given == null ? [] : typeof given === 'string' ? [given] : given,
    );

const some = (message: string) => listed().refine((given) => given.length > 0, message);

/** What is said of an agreement: as its form, its import and the API ask it. */
export const agreementFields = z.object({
  title: givenText('Enter what the agreement is called.'),
  providers: listed(),
  recipients: listed(),
  purposes: some('Choose at least one purpose.'),
  categories: some('Choose at least one category of data.').transform((given) => given.filter(isCategory)),
  conditions: z
    .string()
    .trim()
    .nullish()
    .transform((text) => text ?? ''),
  assessment: z
    .string()
    .trim()
    .nullish()
    .transform((text) => text ?? ''),
  startsOn: givenDate('Enter the day from which it is in force.'),
  reviewOn: givenDate('Enter the day by which it is to be reviewed.'),
  endsOn: optionalDate(),
});
export type AgreementFields = z.output<typeof agreementFields>;

/** An agreement needs somebody who provides and somebody else who receives. */
function partiesRefusal({ providers, recipients }: AgreementFields): Refusal | undefined {
  if (providers.length === 0)
    return refused('agreement-has-a-provider', 'Choose at least one agency that provides data.', {
      field: 'providers',
    });
  return recipients.some((recipient) => providers.some((provider) => provider !== recipient))
    ? undefined
    : refused(
        'agreement-has-a-recipient',
        'Choose at least one agency that receives what another provides.',
        {
          field: 'recipients',
        },
      );
}

/** Makes an agreement, in force from its day. Needs `sharing.agree`. */
export async function addAgreement(
  tx: Tx,
  actor: Actor,
  input: AgreementFields & { readonly slug?: string },
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const wrong = partiesRefusal(input);
  if (wrong) return wrong;
  const id = newId<'agreement'>();
  const slug = input.slug ?? slugOf(input.title);
  await tx
    .insertInto('casework.agreement')
    .values({ partnership_id: actor.partnershipId, id, slug, ...columns(input) })
    .execute();
  await writeParts(tx, actor, id, input);
  await keepVersion(tx, actor, id, 1, input);
  await recordCommand(tx, actor, {
    action: 'agreement.made',
    subject: { kind: 'agreement', id },
    detail: { ...input, slug },
  });
  return { id, slug };
}

/** Changes an agreement; what it said before is kept. Needs `sharing.agree` and the revision that was seen. */
export async function changeAgreement(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  input: AgreementFields,
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const there = await findAgreement(tx, actor, slug);
  if (!there) return notFound('agreement');
  if (there.revision !== revision) return changedMeanwhile('agreement');
  const wrong = partiesRefusal(input);
  if (wrong) return wrong;
  await tx
    .updateTable('casework.agreement')
    .set({ ...columns(input), revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', there.id)
    .execute();
  for (const part of [
    'casework.agreement_party',
    'casework.agreement_purpose',
    'casework.agreement_category',
  ] as const)
    await tx
      .deleteFrom(part)
      .where('partnership_id', '=', actor.partnershipId)
      .where('agreement_id', '=', there.id)
      .execute();
  await writeParts(tx, actor, there.id, input);
  await keepVersion(tx, actor, there.id, revision + 1, input);
  await recordCommand(tx, actor, {
    action: 'agreement.changed',
    subject: { kind: 'agreement', id: there.id },
    detail: input,
  });
  return { id: there.id, slug };
}

const columns = ({ title, conditions, assessment, startsOn, reviewOn, endsOn }: AgreementFields) => ({
  ...{ title, conditions, assessment },
  starts_on: startsOn,
  review_on: reviewOn,
  ends_on: endsOn,
});

async function writeParts(tx: Tx, actor: Actor, id: string, input: AgreementFields): Promise<void> {
  const of = { partnership_id: actor.partnershipId, agreement_id: id };
  const parties = [...new Set([...input.providers, ...input.recipients])];
  await tx
    .insertInto('casework.agreement_party')
    .values(
      parties.map((agency) => ({
        ...of,
        agency_id: agency,
        provides: input.providers.includes(agency),
        receives: input.recipients.includes(agency),
      })),
    )
    .execute();
  await tx
    .insertInto('casework.agreement_purpose')
    .values([...new Set(input.purposes)].map((purpose) => ({ ...of, purpose })))
    .execute();
  await tx
    .insertInto('casework.agreement_category')
    .values([...new Set(input.categories)].map((category) => ({ ...of, category })))
    .execute();
}

async function keepVersion(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  said: AgreementFields,
): Promise<void> {
  await tx
    .insertInto('casework.agreement_version')
    .values({
      partnership_id: actor.partnershipId,
      agreement_id: id,
      revision,
      said: JSON.stringify(agreementSays(said)),
      from_day: await businessToday(tx),
      at: new Date(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
}

/** What an agreement says, as its versions keep it. */
const agreementSays = ({ title, providers, recipients, purposes, categories, ...rest }: AgreementFields) => ({
  ...{ title, providers, recipients, purposes, categories },
  conditions: rest.conditions,
  assessment: rest.assessment,
  startsOn: rest.startsOn,
  reviewOn: rest.reviewOn,
  endsOn: rest.endsOn,
});

/** Names whom to ask at an agency about somebody it knows. Needs `sharing.agree`. */
export async function nameContact(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  postId: string,
): Promise<undefined | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const post = await tx
    .selectFrom('partners.post')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', postId)
    .select('agency_id')
    .executeTakeFirst();
  if (post?.agency_id !== agencyId)
    return refused('contact-is-of-the-agency', 'Choose a post of that agency.', { field: 'postId' });
  await tx
    .insertInto('casework.contact')
    .values({ partnership_id: actor.partnershipId, agency_id: agencyId, post_id: postId })
    .onConflict((on) => on.columns(['partnership_id', 'agency_id']).doUpdateSet({ post_id: postId }))
    .execute();
  await recordCommand(tx, actor, {
    action: 'contact.named',
    subject: { kind: 'agency', id: agencyId },
    detail: { postId },
  });
  return undefined;
}

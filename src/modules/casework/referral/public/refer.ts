/** A referral from the public, where the partnership has opened it: it goes to one service, and nothing can be read back. */
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, system } from '../../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../../platform/database/transaction.ts';
import { givenText, optionalText } from '../../../../platform/http/form.ts';
import { listServices, type Service } from '../../../partners/index.ts';
import { knocksTooOften } from '../../knock.ts';
import { listPurposes } from '../../purpose/queries.ts';
import { findChecklist } from '../checklist/checklist.ts';
import type { Desk } from '../desk.ts';
import { referralSettings } from '../settings.ts';
import { visitInput } from '../visit/input.ts';
import { makeVisit } from '../visit/record-visit.ts';

const LONGEST = 200;
const MOST_LINES = 6;
const MOST_SIGNS = 40;
const upTo = (most: number) => ({ error: `Shorten this to ${most} characters` });

/** What the public is asked: little, and nothing that is not needed to help. */
export const publicFields = z.object({
  kind: z.enum(['person', 'household', 'street', 'community'], { error: 'Choose what it is about' }),
  needs: z
    .union([z.string(), z.array(z.string())], { error: 'Choose at least one' })
    .transform((given) => (typeof given === 'string' ? [given] : given).filter(Boolean))
    .refine((needs) => needs.length > 0, { error: 'Choose at least one' })
    .refine((needs) => needs.length <= MOST_SIGNS && needs.every((need) => need.length < 62), {
      error: 'Choose from the list',
    }),
  name: optionalText().refine((name) => (name ?? '').length <= LONGEST, upTo(LONGEST)),
  where: givenText('Say where: an address, a street or a place')
    .max(LONGEST, upTo(LONGEST))
    .refine((where) => where.split('\n').length <= MOST_LINES, {
      error: `Write the address in up to ${MOST_LINES} lines`,
    }),
  seen: givenText('Say in a few words what is wrong').max(5000, upTo(5000)),
  contact: optionalText().refine((contact) => (contact ?? '').length <= 1000, upTo(1000)),
  knows: z.enum(['self', 'yes', 'no'], { error: 'Say whether they know that you tell us' }),
});

/** The service that receives what the public tells; undefined while the partnership has not opened it. */
export async function publicService(tx: Tx, actor: Actor): Promise<Service | undefined> {
  const settings = await referralSettings(tx, actor);
  if (!settings.publicOpen || settings.publicServiceId === null) return undefined;
  const reader: Actor = { ...actor, permissions: [...actor.permissions, 'read'] };
  return actingAs(tx, actor, reader, async (as) =>
    (await listServices(tx, as, { ids: [settings.publicServiceId ?? ''] })).find(
      ({ accepts }) => accepts === 'referrals',
    ),
  );
}

/**
 * Sends what somebody of the public tells to the service that the partnership has opened for it. Refuses
 * `public-referrals-closed` and `too-many-requests`. Gives the reference, by which they may ask.
 */
export async function referFromPublic(
  tx: Tx,
  visitor: Actor,
  desk: Desk,
  fields: z.output<typeof publicFields>,
  knock: Buffer,
): Promise<{ readonly reference: string } | Refusal> {
  const service = await publicService(tx, visitor);
  if (!service)
    return refused(
      'public-referrals-closed',
      'Referrals from the public are not taken here. Ask an agency near you.',
    );
  const machine = system('public referral', visitor.partnershipId, ['read', 'casework.machine']);
  return actingAs(tx, visitor, machine, async () => {
    const [purpose] = (await listPurposes(tx, machine)).toSorted((a, b) => rank(a.slug) - rank(b.slug));
    const checklist = await findChecklist(tx, machine);
    if (!purpose || !checklist)
      return refused('public-referrals-closed', 'Referrals from the public are not taken here yet.');
    const often = await knocksTooOften(tx, machine, knock);
    if (often) return often;
    const acting: Actor = { ...machine, purpose: purpose.slug };
    const made = await actingAs(tx, machine, acting, () =>
      makeVisit(tx, acting, desk, visitFrom(fields, service, checklist.version), 'public', {
        agencyId: service.agencyId,
        accountId: null,
      }),
    );
    if (isRefusal(made)) return made;
    return { reference: made.referrals[0]?.reference ?? '' };
  });
}

const rank = (slug: string): number => (slug === 'making-a-referral' ? 0 : 1);

/** The receiving agency holds it as its own; it was told to it, and nothing leaves an agency. */
function visitFrom(fields: z.output<typeof publicFields>, service: Service, checklist: number) {
  const somebody = fields.kind === 'person' || fields.kind === 'household';
  const [surname = '', ...given] = (fields.name ?? '').split(/\s+/).filter(Boolean).toReversed();
  return visitInput.parse({
    subject: {
      kind: fields.kind,
      ...(somebody
        ? {
            surname: surname || (fields.kind === 'person' ? 'Name not given' : undefined),
            givenNames: given.toReversed().join(' ') || undefined,
            address: { lines: fields.where.split('\n') },
          }
        : { place: fields.where }),
      contact: fields.contact ?? undefined,
    },
    checklist,
    needs: fields.needs,
    seen: fields.seen,
    basis: fields.knows === 'self' ? 'consent' : 'safeguarding',
    consent: fields.knows === 'self' ? 'written' : null,
    told: fields.knows === 'no' ? ['not-there-to-tell'] : ['who-receives'],
    to: [{ service: service.slug, as: 'referral' }],
  });
}

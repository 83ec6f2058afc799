import { z } from 'zod';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { optionalText } from '../../../platform/http/form.ts';
import { findService } from '../../partners/index.ts';
import type { Clock } from './states.ts';

/** How referrals are made in a partnership. All days are working days. */
export interface ReferralSettings extends Readonly<Record<Exclude<Clock, 'answer'>, number>> {
  readonly publicOpen: boolean;
  /** The service that receives what the public tells. */
  readonly publicServiceId: string | null;
  /** The course without which nobody refers; null when everybody who may, may. */
  readonly trainingCourse: string | null;
  /** After so many hours a draft on a device is wiped. */
  readonly deviceHours: number;
  /** So long after the answer was due, a referral counts as not responded to. */
  readonly silentDays: number;
  readonly escalateTo: string | null;
  /** 0 while the partnership has set nothing. */
  readonly revision: number;
}

const USUAL: ReferralSettings = {
  publicOpen: false,
  publicServiceId: null,
  trainingCourse: null,
  deviceHours: 24,
  draftDays: 5,
  beginDays: 10,
  outcomeDays: 60,
  followDays: 5,
  silentDays: 5,
  escalateTo: null,
  revision: 0,
};

/** The partnership's settings, or the usual ones. */
export async function referralSettings(tx: Tx, actor: Actor): Promise<ReferralSettings> {
  const row = await tx
    .selectFrom('casework.referral_setting')
    .where('partnership_id', '=', actor.partnershipId)
    .select([
      'public_open as publicOpen',
      'public_service_id as publicServiceId',
      'training_course as trainingCourse',
      'device_hours as deviceHours',
      'draft_days as draftDays',
      'begin_days as beginDays',
      'outcome_days as outcomeDays',
      'follow_days as followDays',
      'silent_days as silentDays',
      'escalate_to as escalateTo',
      'revision',
    ])
    .executeTakeFirst();
  return row ?? USUAL;
}

const days = (most: number) =>
  z
    .string({ error: 'Give a number' })
    .regex(/^\d{1,3}$/, 'Give a number')
    .transform(Number)
    .refine((number) => number >= 1 && number <= most, { error: `Give a number from 1 to ${most}` });

/** What the settings page asks. */
export const settingFields = z.object({
  publicOpen: z
    .enum(['yes', 'no'], { error: 'Say whether the public may refer' })
    .transform((is) => is === 'yes'),
  publicService: optionalText(),
  trainingCourse: optionalText(),
  escalateTo: optionalText(),
  deviceHours: days(120),
  draftDays: days(60),
  beginDays: days(60),
  outcomeDays: days(250),
  followDays: days(60),
  silentDays: days(60),
});

/** Sets how referrals are made; `revision` is the one that was seen, 0 when nothing was set. */
export async function setReferrals(
  tx: Tx,
  actor: Actor,
  fields: z.output<typeof settingFields>,
  revision: number,
): Promise<undefined | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  const before = await referralSettings(tx, actor);
  if (before.revision !== revision) return changedMeanwhile('setting');
  const service = fields.publicService ? await findService(tx, actor, fields.publicService) : undefined;
  if (fields.publicService && service?.accepts !== 'referrals')
    return refused('public-service-takes-referrals', 'Choose a service that takes referrals.', {
      field: 'publicService',
    });
  const columns = {
    public_open: fields.publicOpen,
    public_service_id: service?.id ?? null,
    training_course: fields.trainingCourse,
    escalate_to: fields.escalateTo,
    device_hours: fields.deviceHours,
    draft_days: fields.draftDays,
    begin_days: fields.beginDays,
    outcome_days: fields.outcomeDays,
    follow_days: fields.followDays,
    silent_days: fields.silentDays,
    revision: revision + 1,
  };
  await tx
    .insertInto('casework.referral_setting')
    .values({ partnership_id: actor.partnershipId, ...columns })
    .onConflict((there) => there.column('partnership_id').doUpdateSet(columns))
    .execute();
  await recordCommand(tx, actor, {
    action: 'referral-setting.set',
    subject: { kind: 'partnership', id: actor.partnershipId },
    detail: { ...fields },
  });
  return undefined;
}

import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { dateOf, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { optionalText } from '../../platform/http/form.ts';
import { NEXT_STATUS } from './kinds.ts';
import { type Body, findSitting, type Sitting, type SittingStatus } from './queries.ts';
import { recordSpeaksAgainst } from './sittings/against.ts';
import { tellOfCancellation, tellOfChange } from './sittings/invitations.ts';

export interface SittingDay {
  readonly day: PlainDate;
  readonly precision: 'day' | 'month';
}

/** When on its day, where, and how those who are elsewhere join; what is left out is not known. */
export interface SittingPlace {
  /** `14:00`, in London. */
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly venue?: string | null;
  readonly joiningLink?: string | null;
}

const TIME = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/;

/** A time as `14:00`, from what is typed: `14:00`, `14.00`, `1400`, `9:30`. */
const optionalTime = () =>
  optionalText().transform((text, issues): string | null => {
    if (text === null) return null;
    const [, hours, minutes] = TIME.exec(text) ?? [];
    if (hours !== undefined && minutes !== undefined) return `${hours.padStart(2, '0')}:${minutes}`;
    issues.addIssue({ code: 'custom', message: 'Write the time as 14:00' });
    return null;
  });

/** What the form of a sitting asks. The day may stay empty where only the month is known. */
export const sittingFields = z.object({
  'day-day': z.string().trim().default(''),
  'day-month': z.string().trim().default(''),
  'day-year': z.string().trim().default(''),
  kind: z.enum(['ordinary', 'extraordinary'], {
    error: 'Say whether the sitting is ordinary or extraordinary',
  }),
  startsAt: optionalTime(),
  endsAt: optionalTime(),
  venue: optionalText(),
  joiningLink: optionalText().refine((text) => text === null || /^https?:\/\/\S+$/.test(text), {
    message: 'Write the whole address, beginning with https://',
  }),
  note: optionalText(),
});

/** Day, month and year as typed; without a day the precision is the month. */
export function readSittingDay(day: string, month: string, year: string): SittingDay | Refusal {
  const date = dateOf(Number(year), Number(month), day === '' ? 1 : Number(day));
  return date === undefined || year.length !== 4
    ? refused('sitting-day-unknown', 'Write the day, or only month and year where the day is not known', {
        field: 'day',
      })
    : { day: date, precision: day === '' ? 'month' : 'day' };
}

const placeColumns = ({ startsAt, endsAt, venue, joiningLink }: SittingPlace) => ({
  starts_at: startsAt ?? null,
  ends_at: endsAt ?? null,
  venue: venue ?? null,
  joining_link: joiningLink ?? null,
});

/** Plans a sitting of a body, or records one that was held. */
export async function addSitting(
  tx: Tx,
  actor: Actor,
  body: Pick<Body, 'id' | 'startsOn' | 'endsOn' | 'name'>,
  input: SittingDay &
    SittingPlace & {
      readonly kind: Sitting['kind'];
      readonly note?: string | null;
      readonly source?: string | null;
    },
): Promise<Id<'sitting'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  if (body.endsOn !== null && input.day > body.endsOn)
    return refused(
      'body-had-ended',
      `The ${body.name} ended on ${longDate(body.endsOn)}. Choose an earlier day.`,
      {
        field: 'day',
      },
    );
  const id = newId<'sitting'>();
  const { day, precision, kind, note = null, source = null } = input;
  await tx
    .insertInto('governance.sitting')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: body.id,
      day,
      precision,
      kind,
      note,
      source,
      ...placeColumns(input),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.add',
    subject: { kind: 'sitting', id },
    detail: { bodyId: body.id, ...input },
  });
  return id;
}

/** Moves a planned sitting to another day; `revision` is the one that was seen. */
export async function moveSitting(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  { day, precision }: SittingDay,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, id);
  if (!sitting) return notFound('sitting');
  if (sitting.status !== 'planned')
    return refused(
      'sitting-is-not-planned',
      `This sitting is ${sitting.status}. Only a planned one can be moved.`,
    );
  const { numUpdatedRows } = await tx
    .updateTable('governance.sitting')
    .set({ day, precision, revision: sitting.revision + 1 })
    .where('id', '=', sitting.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('sitting');
  await recordCommand(tx, actor, {
    action: 'sitting.move',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { from: sitting.day, day, precision },
  });
  await tellOfChange(tx, actor, sitting, await findSitting(tx, id));
  return undefined;
}

/** Changes when, where and what kind of sitting it is; the day only while it is planned. */
export async function changeSitting(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  fields: SittingDay & SittingPlace & { readonly kind: Sitting['kind']; readonly note: string | null },
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, id);
  if (!sitting) return notFound('sitting');
  const { day, precision, kind, note } = fields;
  if (sitting.status !== 'planned' && (day !== sitting.day || precision !== sitting.precision))
    return refused(
      'sitting-is-not-planned',
      `This sitting is ${sitting.status}. Only a planned one can be moved.`,
      { field: 'day' },
    );
  const { numUpdatedRows } = await tx
    .updateTable('governance.sitting')
    .set({ day, precision, kind, note, ...placeColumns(fields), revision: revision + 1 })
    .where('id', '=', sitting.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('sitting');
  await recordCommand(tx, actor, {
    action: 'sitting.change',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { ...fields },
  });
  await tellOfChange(tx, actor, sitting, await findSitting(tx, id));
  return undefined;
}

const SAT: readonly SittingStatus[] = ['held', 'inquorate', 'adjourned'];

/** Records what became of a sitting, or that a cancelled one is planned after all. */
export async function recordSittingOutcome(
  tx: Tx,
  actor: Actor,
  id: string,
  input: {
    readonly outcome: SittingStatus;
    readonly recordedOn: PlainDate;
    readonly reason: string | null;
    /** The sitting as which an adjourned or inquorate one continues. */
    readonly continuesAs?: string | null;
  },
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, id);
  if (!sitting) return notFound('sitting');
  if (!(NEXT_STATUS[sitting.status] as readonly string[]).includes(input.outcome))
    return refused('sitting-outcome-recorded', `This sitting is recorded as ${sitting.status} already.`);
  if (SAT.includes(input.outcome) && sitting.day > input.recordedOn)
    return refused(
      'sitting-is-still-to-come',
      `This sitting is on ${longDate(sitting.day)}; it cannot have been held yet.`,
    );
  const against = await recordSpeaksAgainst(tx, sitting.id, input.outcome);
  if (against) return against;
  await tx
    .insertInto('governance.sitting_outcome')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      sitting_id: sitting.id,
      outcome: input.outcome,
      recorded_on: input.recordedOn,
      reason: input.reason,
      continues_as: input.continuesAs ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `sitting.record-${input.outcome}`,
    subject: { kind: 'sitting', id: sitting.id },
    detail: { ...input },
  });
  if (input.outcome === 'cancelled') await tellOfCancellation(tx, actor, sitting, input.reason);
  return undefined;
}

/** The training register: courses, who attended for which agency, and until when it counts. */
import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText, optionalText } from '../../../platform/http/form.ts';

export interface Course {
  readonly id: Id<'course'>;
  readonly slug: string;
  readonly title: string;
  readonly says: string;
  /** For how many months attendance counts; null for good. */
  readonly validMonths: number | null;
}

export interface Attendance {
  readonly id: Id<'attendance'>;
  readonly personId: string;
  readonly person: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly attendedOn: PlainDate;
  /** The first day on which it no longer counts; null when it counts for good. */
  readonly expiresOn: PlainDate | null;
}

export const courseFields = z.object({
  title: givenText('Give the course its title'),
  says: optionalText().transform((text) => text ?? ''),
  validMonths: optionalText()
    .refine((text) => text === null || /^\d{1,3}$/.test(text), { error: 'Give the months as a number' })
    .transform((text) => (text === null ? null : Number(text))),
});

const courses = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('partners.course')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'slug', 'title', 'says', 'valid_months as validMonths'])
    .$castTo<Course>();

/** Courses by title. */
export const listCourses = (tx: Tx, actor: Actor): Promise<readonly Course[]> =>
  courses(tx, actor).orderBy('title').execute();

/** The course of that slug. */
export const findCourse = (tx: Tx, actor: Actor, slug: string): Promise<Course | undefined> =>
  courses(tx, actor).where('slug', '=', slug).executeTakeFirst();

/** Adds a course. */
export async function addCourse(
  tx: Tx,
  actor: Actor,
  fields: z.output<typeof courseFields> & { readonly slug?: string },
): Promise<{ id: Id<'course'>; slug: string } | Refusal> {
  if (!may(actor, 'partners.edit')) return notAllowed();
  const slug = (fields.slug ?? slugOf(fields.title)).slice(0, 60);
  const id = newId<'course'>();
  await tx
    .insertInto('partners.course')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug,
      title: fields.title,
      says: fields.says,
      valid_months: fields.validMonths,
    })
    .execute();
  await recordCommand(tx, actor, { action: 'course.add', subject: { kind: 'course', id }, detail: { slug } });
  return { id, slug };
}

/** Who attended a course, newest first. */
export async function listAttendances(
  tx: Tx,
  actor: Actor,
  courseId: string,
): Promise<readonly Attendance[]> {
  return tx
    .selectFrom('partners.attendance as t')
    .innerJoin('partners.person as p', (join) =>
      join.onRef('p.partnership_id', '=', 't.partnership_id').onRef('p.id', '=', 't.person_id'),
    )
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 't.partnership_id').onRef('a.id', '=', 't.agency_id'),
    )
    .where('t.partnership_id', '=', actor.partnershipId)
    .where('t.course_id', '=', courseId)
    .select([
      't.id',
      'p.id as personId',
      'p.name as person',
      'a.id as agencyId',
      'a.name as agency',
      't.attended_on as attendedOn',
      't.expires_on as expiresOn',
    ])
    .orderBy('t.attended_on', 'desc')
    .orderBy('p.name')
    .$castTo<Attendance>()
    .execute();
}

/** Records that somebody attended a course for their agency on a day that is not to come. */
export async function recordAttendance(
  tx: Tx,
  actor: Actor,
  input: {
    readonly course: string;
    readonly personId: string;
    readonly agencyId: string;
    readonly attendedOn: PlainDate;
    readonly today: PlainDate;
  },
): Promise<{ id: Id<'attendance'> } | Refusal> {
  if (!mayFor(actor, 'partners.edit', input.agencyId)) return notAllowed();
  const course = await findCourse(tx, actor, input.course);
  if (!course) return notFound('course');
  if (input.attendedOn > input.today)
    return refused('attendance-has-been', 'Record the course once it has been attended.', {
      field: 'attendedOn',
    });
  const id = newId<'attendance'>();
  await tx
    .insertInto('partners.attendance')
    .values({
      partnership_id: actor.partnershipId,
      id,
      course_id: course.id,
      person_id: input.personId,
      agency_id: input.agencyId,
      attended_on: input.attendedOn,
      expires_on: course.validMonths === null ? null : addMonths(input.attendedOn, course.validMonths),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'attendance.record',
    subject: { kind: 'attendance', id },
    detail: { course: course.slug, agencyId: input.agencyId, attendedOn: input.attendedOn },
  });
  return { id };
}

/** Takes back an attendance that was recorded by mistake. */
export async function takeBackAttendance(tx: Tx, actor: Actor, id: string): Promise<undefined | Refusal> {
  const { numDeletedRows } = await tx
    .deleteFrom('partners.attendance')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return notFound('attendance');
  await recordCommand(tx, actor, { action: 'attendance.take-back', subject: { kind: 'attendance', id } });
  return undefined;
}

/** True when somebody's attendance of a course counts on a day. */
export async function trainedFor(
  tx: Tx,
  actor: Actor,
  personId: string,
  course: string,
  on: PlainDate,
): Promise<boolean> {
  const found = await tx
    .selectFrom('partners.attendance as t')
    .innerJoin('partners.course as c', (join) =>
      join.onRef('c.partnership_id', '=', 't.partnership_id').onRef('c.id', '=', 't.course_id'),
    )
    .where('t.partnership_id', '=', actor.partnershipId)
    .where('t.person_id', '=', personId)
    .where('c.slug', '=', course)
    .where('t.attended_on', '<=', on)
    .where((is) => is.or([is('t.expires_on', 'is', null), is('t.expires_on', '>', on)]))
    .select('t.id')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { refused } from '../../../kernel/refusal.ts';
import { did, importer } from '../../../platform/import-rows.ts';
import { findAgency } from '../queries.ts';
import { findCourse, recordAttendance } from './register.ts';

export const ATTENDANCE_COLUMNS = [
  { name: 'course', says: 'Short address of the course, such as spotting-vulnerability' },
  { name: 'email', says: 'The email address by which the person is known here' },
  { name: 'agency', says: 'Short address of the agency that the person attended for' },
  { name: 'attended_on', says: 'Day as YYYY-MM-DD' },
] as const;

/** Imports attendances.csv; see `ATTENDANCE_COLUMNS`. The same person, course and day is one attendance. */
export const importAttendances = importer({
  required: ['course', 'email', 'agency', 'attended_on'],
  optional: [],
  what: (row) => `${row.course}, ${row.email}`,
  async row(tx, actor, row) {
    const attendedOn = parsePlainDate(row.attended_on);
    if (!attendedOn) return refused('date-unreadable', 'Write attended_on as YYYY-MM-DD.');
    const course = await findCourse(tx, actor, row.course);
    if (!course) return refused('course-unknown', `There is no course "${row.course}". Add it first.`);
    const agency = await findAgency(tx, row.agency);
    if (!agency) return refused('agency-unknown', `There is no agency "${row.agency}".`);
    const person = await tx
      .selectFrom('partners.person')
      .where('partnership_id', '=', actor.partnershipId)
      .where('email', '=', row.email)
      .select('id')
      .executeTakeFirst();
    if (!person) return refused('person-unknown', `Nobody is known here by ${row.email}. Invite them first.`);
    const there = await tx
      .selectFrom('partners.attendance')
      .where('partnership_id', '=', actor.partnershipId)
      .where('course_id', '=', course.id)
      .where('person_id', '=', person.id)
      .where('attended_on', '=', attendedOn)
      .select('id')
      .executeTakeFirst();
    if (there) return 'unchanged';
    const recorded = await recordAttendance(tx, actor, {
      course: course.slug,
      personId: person.id,
      agencyId: agency.id,
      attendedOn,
      today: attendedOn,
    });
    return did('added', recorded);
  },
});

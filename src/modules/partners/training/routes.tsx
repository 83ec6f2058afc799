import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, readFields } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listAgencies, listPeople } from '../queries.ts';
import { ATTENDANCE_COLUMNS, importAttendances } from './import.ts';
import { AttendanceForm, CourseForm, CoursePage, Courses } from './pages/register.tsx';
import {
  addCourse,
  courseFields,
  findCourse,
  listAttendances,
  listCourses,
  recordAttendance,
  takeBackAttendance,
} from './register.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'partners.edit' } as const;
const EDIT_OWN = { permission: 'partners.edit', anywhere: true } as const;
const CRUMBS = [{ text: 'Training', href: '/training' }];
const BLANK: Attempt = { values: {}, errors: {} };

const newCourse = async (c: Context, attempt = BLANK) => ({
  title: 'Add a course',
  breadcrumbs: CRUMBS,
  body: (
    <CourseForm {...attempt} {...c.formKeys} heading="Add a course" action="/training" back="/training" />
  ),
});

async function coursePage(c: Context) {
  const course = await findCourse(c.tx, c.actor, c.params.slug ?? '');
  if (!course) return notFound('course');
  const view = {
    course,
    attendances: await listAttendances(c.tx, c.actor, course.id),
    today: c.today,
    mayEdit: (agencyId: string) => mayFor(c.actor, 'partners.edit', agencyId),
    mayRecord: maySomewhere(c.actor, 'partners.edit'),
  };
  return { title: course.title, breadcrumbs: CRUMBS, body: <CoursePage {...view} {...c.formKeys} /> };
}

async function attendanceForm(c: Context, attempt = BLANK) {
  const course = await findCourse(c.tx, c.actor, c.params.slug ?? '');
  if (!course) return notFound('course');
  const path = `/training/${course.slug}`;
  const view = {
    ...attempt,
    ...c.formKeys,
    people: await listPeople(c.tx),
    agencies: (await listAgencies(c.tx, { on: c.today })).filter(({ id }) =>
      mayFor(c.actor, 'partners.edit', id),
    ),
    heading: 'Record who attended',
    action: `${path}/attendances`,
    back: path,
  };
  return {
    title: 'Record who attended',
    breadcrumbs: [...CRUMBS, { text: course.title, href: path }],
    body: <AttendanceForm {...view} />,
  };
}

const attendanceFields = z.object({
  personId: z.uuid({ error: 'Choose who attended' }),
  agencyId: z.uuid({ error: 'Choose the agency' }),
  attendedOn: givenDate('Say when it was attended'),
});

/** The training register's pages. */
export const trainingRoutes: readonly Route[] = [
  get('/training', READ, async (c) => ({
    title: 'Training',
    body: <Courses courses={await listCourses(c.tx, c.actor)} mayEdit={may(c.actor, 'partners.edit')} />,
  })),
  get('/training/new', EDIT, (c) => newCourse(c)),
  post(
    '/training',
    EDIT,
    async (c) => {
      const fields = readFields(courseFields, c.form);
      if (isRefusal(fields)) return fields;
      const added = await addCourse(c.tx, c.actor, fields);
      return isRefusal(added) ? added : { redirect: `/training/${added.slug}` };
    },
    { again: newCourse },
  ),
  ...importRoutes({
    path: '/training/import',
    things: 'attendances',
    access: EDIT,
    afterwards: '/training',
    breadcrumbs: CRUMBS,
    columns: ATTENDANCE_COLUMNS,
    run: importAttendances,
  }),
  get('/training/:slug', READ, coursePage),
  get('/training/:slug/attendances/new', EDIT_OWN, (c) => attendanceForm(c)),
  post(
    '/training/:slug/attendances',
    EDIT_OWN,
    async (c) => {
      const fields = readFields(attendanceFields, c.form);
      if (isRefusal(fields)) return fields;
      const course = c.params.slug ?? '';
      const recorded = await recordAttendance(c.tx, c.actor, { ...fields, course, today: c.today });
      return isRefusal(recorded) ? recorded : { redirect: `/training/${course}` };
    },
    { again: attendanceForm },
  ),
  post('/training/:slug/attendances/:id/withdrawal', EDIT_OWN, async (c) => {
    const undone = await takeBackAttendance(c.tx, c.actor, c.params.id ?? '');
    return isRefusal(undone) ? undone : { redirect: `/training/${c.params.slug ?? ''}` };
  }),
];

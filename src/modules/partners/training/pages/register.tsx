import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, DateInput, Form, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { Attendance, Course } from '../register.ts';

/** The courses, and where each leads. */
export function Courses({ courses, mayEdit }: { courses: readonly Course[]; mayEdit: boolean }) {
  return (
    <>
      <PageHeading
        heading="Training"
        lead="Who was trained to see vulnerability and to speak about it, and until when that counts."
        actions={mayEdit ? <Button href="/training/new">Add a course</Button> : undefined}
      />
      {courses.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            Courses such as spotting vulnerability will be here, with everybody who attended. Add the first
            one.
          </p>
        </div>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {courses.map((course) => (
            <li key={course.id}>
              <a class="govuk-link" href={`/training/${course.slug}`}>
                {course.title}
              </a>
              <br />
              <span class="app-quiet">{course.says || counts(course)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/measures/training-yield">
          What training brought, by agency: trained, referring, accepted
        </a>
      </p>
    </>
  );
}

const counts = ({ validMonths }: Course): string =>
  validMonths === null ? 'Counts for good' : `Counts for ${validMonths} months`;

export interface CoursePageProps {
  readonly course: Course;
  readonly attendances: readonly Attendance[];
  readonly today: PlainDate;
  /** Whether the reader may record and take back for an agency. */
  readonly mayEdit: (agencyId: string) => boolean;
  readonly mayRecord: boolean;
  readonly csrf: string;
  readonly formId: string;
}

/** One course: who is trained today, and whose training ran out. */
export function CoursePage(props: CoursePageProps) {
  const { course, attendances, today } = props;
  const current = attendances.filter(({ expiresOn }) => expiresOn === null || expiresOn > today);
  const people = new Set(current.map(({ personId }) => personId)).size;
  return (
    <>
      <PageHeading
        caption={counts(course)}
        heading={course.title}
        lead={people === 1 ? 'One person is trained today.' : `${people} people are trained today.`}
        actions={
          props.mayRecord ? (
            <Button href={`/training/${course.slug}/attendances/new`}>Record who attended</Button>
          ) : undefined
        }
      />
      {course.says === '' ? null : <p class="govuk-body">{course.says}</p>}
      {attendances.length === 0 ? (
        <p class="govuk-body app-quiet">Nobody is recorded as having attended yet.</p>
      ) : (
        <ul class="govuk-list">
          {attendances.map((attendance) => (
            <li key={attendance.id}>
              {attendance.person}, {attendance.agency}, attended {longDate(attendance.attendedOn)}{' '}
              <Standing attendance={attendance} today={today} />
              {props.mayEdit(attendance.agencyId) ? (
                <Form
                  action={`/training/${course.slug}/attendances/${attendance.id}/withdrawal`}
                  csrf={props.csrf}
                >
                  <Button kind="secondary" class="app-button--small">
                    Take back
                    <span class="govuk-visually-hidden"> the attendance of {attendance.person}</span>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Standing({ attendance, today }: { attendance: Attendance; today: PlainDate }) {
  const { expiresOn } = attendance;
  if (expiresOn === null) return <StatusTag tone="good">Counts for good</StatusTag>;
  return expiresOn > today ? (
    <StatusTag tone="good">{`Counts until ${longDate(expiresOn)}`}</StatusTag>
  ) : (
    <StatusTag tone="warning">{`Ran out ${longDate(expiresOn)}`}</StatusTag>
  );
}

/** Adds a course. */
export function CourseForm(props: FormPageProps) {
  const field = (name: string) => ({ name, value: textIn(props.values, name), error: props.errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="Title" />
      <Textarea {...field('says')} label="What is learnt in it? (optional)" rows={3} />
      <TextInput
        {...field('validMonths')}
        label="For how many months does it count? (optional)"
        hint="Leave it empty when it counts for good"
        width={3}
        inputMode="numeric"
      />
    </FormPage>
  );
}

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** Records that somebody attended. */
export function AttendanceForm(
  props: FormPageProps & { readonly people: readonly Choice[]; readonly agencies: readonly Choice[] },
) {
  const { values, errors } = props;
  const choose = (items: readonly Choice[]) => [
    { value: '', text: 'Choose' },
    ...items.map(({ id, name }) => ({ value: id, text: name })),
  ];
  return (
    <FormPage {...props}>
      <Select
        name="personId"
        label="Who attended?"
        value={textIn(values, 'personId')}
        error={errors.personId}
        items={choose(props.people)}
      />
      <Select
        name="agencyId"
        label="For which agency?"
        value={textIn(values, 'agencyId')}
        error={errors.agencyId}
        items={choose(props.agencies)}
      />
      <DateInput
        name="attendedOn"
        legend="When?"
        values={datePartsOf(values, 'attendedOn')}
        error={errors.attendedOn}
      />
    </FormPage>
  );
}

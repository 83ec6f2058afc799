import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, DateInput, Radios, Select, SummaryList, Textarea } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { DataTable } from '../../../../ui/table/index.ts';
import type { Handover, HandoverItem } from '../handover-queries.ts';

const receiver = (to: string | null): string => (to === null ? 'bodies that are not named yet' : `the ${to}`);

const standing = (one: Handover, today: PlainDate) =>
  one.completedOn !== null ? (
    <StatusTag tone="good">Done</StatusTag>
  ) : one.plannedOn < today ? (
    <StatusTag tone="bad">Overdue</StatusTag>
  ) : (
    <StatusTag tone="active">Planned</StatusTag>
  );

/** Every hand-over of a programme from one body to another. */
export function HandoversPage(props: {
  readonly handovers: readonly (Handover & { readonly title: string })[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  const open = props.handovers.filter(({ completedOn }) => completedOn === null);
  return (
    <>
      <PageHeading
        heading="Hand-overs"
        lead={`${open.length === 0 ? 'No hand-over is' : plural(open.length, 'hand-over is', 'hand-overs are')} under way.`}
        actions={props.mayEdit ? <Button href="/handovers/new">Plan a hand-over</Button> : undefined}
      />
      <DataTable
        caption="Hand-overs"
        captionHidden
        columns={[
          {
            key: 'what',
            header: 'What',
            cell: (one) => (
              <a class="govuk-link" href={`/handovers/${one.id}`}>
                {one.title}
              </a>
            ),
          },
          { key: 'from', header: 'From', cell: ({ from }) => from },
          { key: 'to', header: 'To', cell: ({ to }) => to ?? 'Not named yet' },
          { key: 'stands', header: 'Stands', cell: (one) => standing(one, props.today) },
          { key: 'by', header: 'By', cell: ({ plannedOn }) => longDate(plannedOn) },
        ]}
        rows={props.handovers}
        rowKey={({ id }) => id}
        path="/handovers"
        empty="Hand-overs of a programme’s projects between bodies will be listed here, with what is ready. Plan the first one."
      />
    </>
  );
}

/** A project of a hand-over, and what is said last of it. */
export interface ProjectOf {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly item: HandoverItem | undefined;
  readonly to: string | null;
}

export interface HandoverPageProps {
  readonly handover: Handover;
  readonly title: string;
  readonly place: string | null;
  readonly projects: readonly ProjectOf[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}

/** One hand-over: what is ready, what is not, by when, and how the focus on the area survives. */
export function HandoverPage(props: HandoverPageProps) {
  const { handover, projects, today } = props;
  const ready = projects.filter(({ item }) => item?.ready).length;
  const open = handover.completedOn === null;
  const path = `/handovers/${handover.id}`;
  return (
    <>
      <PageHeading
        caption={`From the ${handover.from} to ${receiver(handover.to)}`}
        heading={props.title}
        lead={
          open
            ? `${ready} of ${plural(projects.length, 'project')} ready. To be done by ${longDate(handover.plannedOn)}.${handover.areaFocus === '' ? ' How the focus on the area survives is not said yet.' : ''}`
            : `Done on ${longDate(handover.completedOn ?? handover.plannedOn)}. ${handover.completedSays ?? ''}`
        }
        actions={
          open && props.mayEdit ? (
            <>
              <Button href={`${path}/edit`} kind="secondary">
                Change
              </Button>
              <Button href={`${path}/completion`}>Record that it is done</Button>
            </>
          ) : undefined
        }
      />
      <SummaryList
        rows={[
          { key: 'Stands', value: standing(handover, today) },
          {
            key: 'Focus on the area',
            value: handover.areaFocus || 'Not said yet. The hand-over cannot be done before it is.',
          },
          props.place !== null && { key: 'Area', value: props.place },
          handover.note !== '' && { key: 'Note', value: handover.note },
        ]}
      />
      <DataTable
        caption="Projects"
        columns={[
          {
            key: 'project',
            header: 'Project',
            cell: (one) => (
              <a class="govuk-link" href={one.path}>
                {one.title}
              </a>
            ),
          },
          { key: 'ready', header: 'Ready', cell: ({ item }) => readiness(item) },
          { key: 'to', header: 'To', cell: (one) => one.to ?? handover.to ?? 'Not named yet' },
          { key: 'by', header: 'By', cell: ({ item }) => (item?.plannedOn ? longDate(item.plannedOn) : '') },
          {
            key: 'says',
            header: 'What is said',
            cell: ({ id, item, title }) => (
              <>
                {item?.says}{' '}
                {open && props.mayEdit ? (
                  <a class="govuk-link" href={`${path}/projects/${id}`}>
                    Note its readiness<span class="govuk-visually-hidden">: {title}</span>
                  </a>
                ) : null}
              </>
            ),
          },
        ]}
        rows={projects}
        rowKey={({ id }) => id}
        path={path}
        empty="The projects of the programme will be listed here, each with whether it is ready."
      />
    </>
  );
}

const readiness = (item: HandoverItem | undefined) =>
  item === undefined || item.ready === null ? (
    <StatusTag tone="unknown">Not said</StatusTag>
  ) : item.ready ? (
    <StatusTag tone="good">Ready</StatusTag>
  ) : (
    <StatusTag tone="warning">Not ready</StatusTag>
  );

/** Plans or changes a hand-over. */
export function HandoverForm(
  props: FormPageProps & {
    readonly subjects?: readonly Choice[] | undefined;
    readonly bodies: readonly Choice[];
    readonly places: readonly Choice[];
  },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      {props.subjects ? (
        <Select
          {...field('subject')}
          label="What is handed over?"
          items={[{ value: '', text: 'Choose' }, ...props.subjects]}
        />
      ) : null}
      <Select
        {...field('fromBodyId')}
        label="Which body hands over?"
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <Select
        {...field('toBodyId')}
        label="Which body takes it?"
        hint="Leave it open where each project goes to a body of its own"
        items={[{ value: '', text: 'Not decided yet' }, ...props.bodies]}
      />
      <DateInput
        name="plannedOn"
        legend="By which day is it to be done?"
        values={datePartsOf(values, 'plannedOn')}
        error={errors.plannedOn}
      />
      <Select
        {...field('placeId')}
        label="Which area is it about? (optional)"
        items={[{ value: '', text: 'None' }, ...props.places]}
      />
      <Textarea
        {...field('areaFocus')}
        label="How does the focus on the area survive?"
        hint="It can be said later, but the hand-over cannot be done before"
        rows={3}
      />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

/** Notes whether a project is ready. */
export function ReadinessForm(props: FormPageProps & { readonly bodies: readonly Choice[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <Radios
        {...field('ready')}
        legend="Is it ready to be handed over?"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'Not yet' },
        ]}
      />
      <Select
        {...field('toBodyId')}
        label="Which body takes it? (optional)"
        items={[{ value: '', text: 'The one that takes the whole' }, ...props.bodies]}
      />
      <DateInput
        name="plannedOn"
        legend="By when? (optional)"
        values={datePartsOf(values, 'plannedOn')}
        error={errors.plannedOn}
      />
      <Textarea {...field('says')} label="What is still to be done? (optional)" rows={3} />
    </FormPage>
  );
}

/** Records that a hand-over is done. */
export function CompletionForm(props: FormPageProps) {
  return (
    <FormPage {...props} submit="It is done">
      <DateInput
        name="completedOn"
        legend="On which day?"
        values={datePartsOf(props.values, 'completedOn')}
        error={props.errors.completedOn}
      />
      <Textarea
        name="says"
        label="What was agreed? (optional)"
        rows={3}
        value={textIn(props.values, 'says')}
        error={props.errors.says}
      />
    </FormPage>
  );
}

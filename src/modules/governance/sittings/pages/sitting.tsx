import type { ComponentChildren } from 'preact';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import {
  Button,
  DateInput,
  Details,
  ErrorSummaryFor,
  Form,
  Radios,
  SummaryList,
  Textarea,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { NEXT_STATUS } from '../../kinds.ts';
import { SittingTag } from '../../pages/bodies.tsx';
import { dayOfSitting, type Sitting } from '../../queries.ts';

export interface SittingPageProps {
  readonly sitting: Sitting;
  readonly continuesAs: Sitting | undefined;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly csrf: string;
  readonly formId: string;
  /** What stands between when it sits and what became of it: agenda, papers, replies. */
  readonly children?: ComponentChildren;
}

const ACT: Readonly<Record<Sitting['status'], string>> = {
  held: 'It was held',
  cancelled: 'It was cancelled',
  planned: 'It is planned after all',
  inquorate: 'It sat without a quorum',
  adjourned: 'It was adjourned',
};

export const pathOfSitting = ({ bodySlug, id }: Pick<Sitting, 'bodySlug' | 'id'>): string =>
  `/bodies/${bodySlug}/sittings/${id}`;

/** One sitting: when and where, what is to be dealt with, who comes, and what became of it. */
export function SittingPage(props: SittingPageProps) {
  const { sitting, errors, mayEdit } = props;
  return (
    <>
      <ErrorSummaryFor errors={errors} targets={{ continuesOn: 'continuesOn-day' }} />
      <PageHeading
        caption={sitting.body}
        heading={dayOfSitting(sitting)}
        lead={sitting.note ?? undefined}
        actions={
          mayEdit ? (
            <Button href={`${pathOfSitting(sitting)}/edit`} kind="secondary">
              Change
            </Button>
          ) : undefined
        }
      />
      <Facts {...props} />
      {sitting.status === 'cancelled' ? null : (
        <ul class="govuk-list app-inline-list">
          <li>
            <a class="govuk-link" href={`${pathOfSitting(sitting)}/meeting`}>
              The meeting
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${pathOfSitting(sitting)}/minutes`}>
              Minutes
            </a>
          </li>
        </ul>
      )}
      {props.children}
      {mayEdit && NEXT_STATUS[sitting.status].length > 0 ? <OutcomeForm {...props} /> : null}
    </>
  );
}

const timeOf = ({ startsAt, endsAt }: Sitting): string =>
  startsAt === null ? 'Not set' : endsAt === null ? startsAt : `${startsAt} to ${endsAt}`;

function Facts({ sitting, continuesAs, today }: SittingPageProps) {
  const { precision, status, venue, joiningLink, kind, reason, source } = sitting;
  return (
    <SummaryList
      rows={[
        { key: 'Status', value: <SittingTag sitting={sitting} today={today} /> },
        precision === 'month' && { key: 'Day', value: 'Not known, only the month' },
        (sitting.startsAt !== null || status === 'planned') && { key: 'Time', value: timeOf(sitting) },
        venue !== null && { key: 'Where', value: venue },
        joiningLink !== null && {
          key: 'Join remotely',
          value: (
            <a class="govuk-link" href={joiningLink} rel="noreferrer">
              {joiningLink}
            </a>
          ),
        },
        kind === 'extraordinary' && { key: 'Kind', value: 'Extraordinary' },
        reason !== null && { key: 'Why', value: reason },
        continuesAs !== undefined && {
          key: 'Continues',
          value: (
            <a class="govuk-link" href={pathOfSitting(continuesAs)}>
              {dayOfSitting(continuesAs)}
            </a>
          ),
        },
        source !== null && { key: 'Source', value: source },
      ]}
    />
  );
}

function OutcomeForm({ sitting, values, errors, ...props }: SittingPageProps) {
  const opened = Object.keys(errors).length > 0 || sitting.latestDay <= props.today;
  const next = NEXT_STATUS[sitting.status];
  return (
    <Details summary="Record what became of it" open={opened}>
      <Form action={`${pathOfSitting(sitting)}/outcome`} csrf={props.csrf} formId={props.formId}>
        <Radios
          name="outcome"
          legend="What became of it?"
          legendSize="m"
          items={next.map((status) => ({ value: status, text: ACT[status] }))}
          value={textIn(values, 'outcome')}
          error={errors.outcome}
        />
        <Textarea
          name="reason"
          label="Why? (needed unless it was held)"
          rows={2}
          value={textIn(values, 'reason')}
          error={errors.reason}
        />
        {sitting.status === 'planned' ? (
          <DateInput
            name="continuesOn"
            legend="If it broke off, when does it continue? (optional)"
            values={datePartsOf(values, 'continuesOn')}
            error={errors.continuesOn}
          />
        ) : null}
        <Button preventDoubleClick>Record</Button>
      </Form>
    </Details>
  );
}

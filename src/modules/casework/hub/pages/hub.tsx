import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, DayField, TickField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { DataTable } from '../../../../ui/table/index.ts';
import type { MeetingRow } from '../queries.ts';

const STATES = { planned: 'Planned', open: 'Sitting now', closed: 'Closed' } as const;

/** The meetings of the hub, the latest first. */
export const HubPage = ({
  meetings,
  mayRun,
}: {
  readonly meetings: readonly MeetingRow[];
  readonly mayRun: boolean;
}) => (
  <>
    <PageHeading
      heading="Weekly hub"
      lead="What is new, changed, overdue or flagged since the last meeting, in an order that can be explained."
      actions={
        mayRun ? (
          <a class="govuk-button app-button--small" href="/casework/hub/new">
            Plan a meeting
          </a>
        ) : null
      }
    />
    <DataTable
      caption="Meetings"
      captionHidden
      columns={[
        {
          key: 'day',
          header: 'Day',
          cell: ({ id, onDay }) => (
            <a class="govuk-link" href={`/casework/hub/${id}`}>
              {longDate(onDay)}
            </a>
          ),
        },
        {
          key: 'agencies',
          header: 'Agencies',
          cell: ({ agencyIds }) => plural(agencyIds.length, 'agency', 'agencies'),
        },
        {
          key: 'state',
          header: 'State',
          cell: ({ state }) => (
            <StatusTag tone={state === 'open' ? 'active' : 'neutral'}>{STATES[state]}</StatusTag>
          ),
        },
      ]}
      rows={meetings}
      rowKey={({ id }) => id}
      empty="No meeting is planned. Who runs the hub plans one, and the agenda writes itself."
      path="/casework/hub"
    />
  </>
);

/** Plans a meeting: the day and who comes. */
export const PlanPage = (props: {
  readonly attempt: Attempt;
  readonly keys: { readonly csrf: string; readonly formId: string };
  readonly agencies: readonly Choice[];
}) => (
  <FormPage
    {...props.attempt}
    {...props.keys}
    heading="When does the hub meet?"
    lead="The agenda is built from what is new, changed, overdue or flagged. Each agency sees the items it takes part in."
    action="/casework/hub/new"
    back="/casework/hub"
    submit="Plan the meeting"
  >
    <DayField name="onDay" label="Day" attempt={props.attempt} />
    <TickField
      name="agencies"
      label="Which agencies come, beside yours?"
      choices={props.agencies}
      attempt={props.attempt}
    />
  </FormPage>
);

import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { Button, Checkboxes, Details, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { TaskView } from '../../cases/queries.ts';
import type { Item, MeetingRow } from '../queries.ts';
import { explain } from '../urgency.ts';

export interface MeetingPageProps {
  readonly meeting: MeetingRow;
  readonly items: readonly Item[];
  readonly hidden: number;
  readonly tasks: readonly TaskView[];
  readonly present: readonly string[];
  readonly agencies: readonly Choice[];
  readonly mark: string;
  readonly mayRun: boolean;
  /** One screen for the room: an item is shown in full only if every agency that is here takes part in it. */
  readonly shared: boolean;
  readonly keys: () => { readonly csrf: string; readonly formId: string };
}

const STATES: Readonly<Record<Item['state'], string>> = {
  waiting: 'Waits',
  open: 'Now',
  decided: 'Decided',
  carried: 'Next time',
  withdrawn: 'Taken off',
};

/** A meeting of the hub while it sits: each part is replaced as others write. */
export function MeetingPage(props: MeetingPageProps) {
  const { meeting, items } = props;
  const base = `/casework/hub/${meeting.id}`;
  const left = items.filter(({ state }) => state === 'waiting' || state === 'open').length;
  return (
    <>
      <PageHeading
        heading={`Hub of ${longDate(meeting.onDay)}`}
        lead={`${plural(items.length, 'item')}, ${left} still to talk about. Since ${longDate(meeting.since)}.`}
      />
      <div data-live={meeting.state === 'open' ? `${base}/events` : undefined} data-mark={props.mark}>
        <p class="govuk-visually-hidden" role="status" data-live-says />
        {props.mayRun && !props.shared ? <Running {...props} base={base} /> : null}
        <p class="govuk-body">
          <a class="govuk-link" href={props.shared ? base : `${base}/screen`}>
            {props.shared ? 'Back to your own view' : 'Screen for the room'}
          </a>{' '}
          <a class="govuk-link" href={`${base}/briefing`}>
            Briefing sheet
          </a>
        </p>
        {props.hidden > 0 ? (
          <p class="govuk-inset-text">
            {`${plural(props.hidden, 'more item')} on the agenda ${props.hidden === 1 ? 'is' : 'are'} of other agencies; yours takes no part in ${props.hidden === 1 ? 'it' : 'them'}.`}
          </p>
        ) : null}
        <ol class="app-chronology" data-part="items">
          {items.map((item) => (
            <ItemLine {...props} item={item} base={base} />
          ))}
        </ol>
        {items.length === 0 ? (
          <p class="govuk-body">Nothing is new, changed, overdue or flagged where your agency takes part.</p>
        ) : null}
      </div>
    </>
  );
}

const inSight = ({ shared, present }: MeetingPageProps, item: Item): boolean =>
  !shared || (!item.restricted && present.length > 0 && present.every((id) => item.agencyIds.includes(id)));

function ItemLine(props: MeetingPageProps & { readonly item: Item; readonly base: string }) {
  const { item, tasks, meeting, base } = props;
  if (!inSight(props, item))
    return (
      <li>
        <p class="govuk-body">
          <strong>{`Item ${item.position}`}</strong> Not for everybody in the room: the agencies of this item
          read it on their own screens.
        </p>
      </li>
    );
  const own = tasks.filter((task) => task.caseId === item.subjectId || item.subjectKind !== 'case');
  return (
    <li>
      <p class="govuk-body app-chronology__head">
        <strong>
          {`${item.position}. `}
          <a class="govuk-link" href={item.path}>
            {item.title}
          </a>
        </strong>
        <StatusTag tone={item.state === 'decided' ? 'good' : item.state === 'waiting' ? 'active' : 'neutral'}>
          {STATES[item.state]}
        </StatusTag>
      </p>
      <p class="govuk-body-s app-muted">{`${explain(item.why)} Urgency ${item.urgency}.`}</p>
      {item.decision === null ? null : <p class="govuk-body app-chronology__words">{item.decision}</p>}
      {own.length === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {own.map((task) => (
            <li>{`${task.says} (${task.owner}, by ${longDate(task.dueOn)}${task.state === 'open' ? '' : `, ${task.state === 'done' ? 'done' : 'not done'}`})`}</li>
          ))}
        </ul>
      )}
      {meeting.state === 'open' && props.mayRun && !props.shared && item.state === 'waiting' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/items/${item.id}`}>
            Decide<span class="govuk-visually-hidden"> item {item.position}</span>
          </a>
        </p>
      ) : null}
    </li>
  );
}

function Running({ meeting, base, keys, agencies, present }: MeetingPageProps & { readonly base: string }) {
  if (meeting.state === 'closed') return null;
  return (
    <>
      <Form
        action={`${base}/${meeting.state === 'planned' ? 'open' : 'close'}`}
        {...keys()}
        revision={meeting.revision}
      >
        <Button kind={meeting.state === 'open' ? 'secondary' : undefined} preventDoubleClick>
          {meeting.state === 'planned' ? 'Open the meeting' : 'Close the meeting'}
        </Button>
      </Form>
      <Form action={`${base}/agenda`} {...keys()}>
        <Button kind="secondary" preventDoubleClick>
          Look for what came up since
        </Button>
      </Form>
      <Details summary={`Who is here: ${present.length} of ${meeting.agencyIds.length}`}>
        <Form action={`${base}/attendance`} {...keys()}>
          <Checkboxes
            name="present"
            legend="Agencies that are here"
            legendSize="s"
            small
            items={agencies}
            values={present}
          />
          <Button kind="secondary" preventDoubleClick>
            Save who is here
          </Button>
        </Form>
      </Details>
    </>
  );
}

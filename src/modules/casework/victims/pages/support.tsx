import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { Column } from '../../../../ui/table/index.ts';
import { type Act, ActLinks } from '../../acts.tsx';
import { PartsTable, RowLink } from '../../parts.tsx';
import { SOURCES } from '../../restorative/words.ts';
import type { SupportView } from '../queries.ts';
import { HARMS, HOW, MET, NEEDS, OUTCOMES, PROMISE_STATES } from '../words.ts';
import { promiseWords } from './promise-words.ts';

export interface SupportPageProps {
  readonly view: SupportView;
  readonly acts: readonly Act<SupportView>[];
  readonly c: Context;
  /** The reader's agency gives the support, and they may write. */
  readonly mayWrite: boolean;
  readonly today: PlainDate;
}

/** One support: what was promised, what they need, and every contact. */
export function SupportPage(props: SupportPageProps) {
  const { view } = props;
  const path = `/casework/victims/${view.id}`;
  return (
    <>
      <PageHeading caption={view.code} heading={view.name} lead={leadOf(props)} />
      {props.mayWrite ? (
        <ActLinks
          acts={props.acts}
          view={view}
          path={path}
          c={props.c}
          more={
            view.clusterId === null || view.closedOn !== null
              ? []
              : [
                  {
                    text: 'Refer to peer support',
                    href: `/casework/programmes/refer?person=${view.clusterId}`,
                  },
                ]
          }
        />
      ) : null}
      <SummaryList
        rows={[
          { key: 'Harmed by', value: HARMS[view.harm] },
          { key: 'Supported by', value: `${view.worker}, ${view.agency}` },
          { key: 'Told of by', value: SOURCES[view.source] },
          view.clusterId === null
            ? undefined
            : {
                key: 'Person',
                value: (
                  <a class="govuk-link" href={`/casework/people/${view.clusterId}`}>
                    What is known of them
                  </a>
                ),
              },
        ]}
      />
      <Promises {...props} path={path} />
      <Needs {...props} path={path} />
      <Contacts {...props} path={path} />
    </>
  );
}

function leadOf({ view, today }: SupportPageProps): string {
  if (view.closedOn !== null)
    return `Supported from ${longDate(view.openedOn)} to ${longDate(view.closedOn)}: ${view.outcome ? OUTCOMES[view.outcome].toLowerCase() : ''}.`;
  const next =
    view.nextOn === null
      ? 'No contact is promised.'
      : view.nextOn < today
        ? `A contact was promised by ${longDate(view.nextOn)} and was missed.`
        : `The next contact is promised by ${longDate(view.nextOn)}.`;
  return `Supported since ${longDate(view.openedOn)}. ${next} ${view.lastOn === null ? 'They were not reached yet.' : `Last reached on ${longDate(view.lastOn)}.`}`;
}

type PartProps = SupportPageProps & { readonly path: string };

const Promises = ({ view, path, mayWrite }: PartProps) => {
  type Row = SupportView['promises'][number];
  const columns: readonly Column<Row>[] = [
    { key: 'what', header: 'Promised', cell: promiseWords },
    { key: 'when', header: 'Promised on', cell: ({ promisedOn }) => longDate(promisedOn) },
    {
      key: 'state',
      header: 'What became of it',
      cell: ({ state, keptOn }) => (
        <StatusTag
          tone={
            state === 'missed' || state === 'kept-late' ? 'warning' : state === 'kept' ? 'good' : 'neutral'
          }
        >
          {`${PROMISE_STATES[state]}${keptOn ? `, ${longDate(keptOn)}` : ''}`}
        </StatusTag>
      ),
    },
    {
      key: 'act',
      header: 'What you can do',
      cell: (promise) =>
        mayWrite && (promise.state === 'waiting' || promise.state === 'missed') ? (
          <RowLink
            href={`${path}/promises/${promise.id}/release`}
            text="No longer wanted"
            of={promiseWords(promise)}
          />
        ) : null,
    },
  ];
  return (
    <PartsTable
      caption="What they were promised"
      columns={columns.filter(({ key }) => key !== 'act' || (mayWrite && view.nextOn !== null))}
      rows={view.promises}
      empty="Nothing was promised. Promise a contact, so that they know when they hear from you."
      path={path}
    />
  );
};

const Needs = ({ view, path, mayWrite }: PartProps) => {
  type Row = SupportView['needs'][number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'need',
      header: 'Need',
      cell: ({ kind, says }) => (
        <>
          {NEEDS[kind]}
          {says === null ? null : <span class="app-muted">{` ${says}`}</span>}
        </>
      ),
    },
    {
      key: 'met',
      header: 'Met?',
      cell: ({ id, kind, met, judgedOn }) =>
        met !== null && judgedOn !== null ? (
          <StatusTag
            tone={met === 'met' ? 'good' : 'warning'}
          >{`${MET[met]}, ${longDate(judgedOn)}`}</StatusTag>
        ) : mayWrite ? (
          <RowLink href={`${path}/needs/${id}/outcome`} text="Was it met?" of={NEEDS[kind]} />
        ) : (
          'Not known yet'
        ),
    },
  ];
  return (
    <PartsTable
      caption="What they need"
      columns={columns}
      rows={view.needs}
      empty="No need is recorded yet."
      path={path}
    />
  );
};

/** How often they were reached, and how often somebody tried. */
const triesOf = ({ contacts }: SupportView): string => {
  const tries = contacts.filter(({ reached }) => !reached).length;
  const reached = `${plural(contacts.length - tries, 'contact', 'contacts')} reached them`;
  return tries === 0 ? `${reached}.` : `${reached}; ${plural(tries, 'try', 'tries')} did not.`;
};

const Contacts = ({ view }: PartProps) => (
  <>
    <h2 class="govuk-heading-m">Contacts</h2>
    {view.contacts.length === 0 ? (
      <p class="govuk-body app-quiet">Nobody has contacted them yet.</p>
    ) : (
      <>
        <p class="govuk-body app-quiet">{triesOf(view)}</p>
        <ul class="govuk-list">
          {view.contacts.map(({ id, on, how, reached, words }) => (
            <li key={id}>
              <strong>{reached ? HOW[how] : `${HOW[how]}, not reached`}</strong>
              {`, ${longDate(on)}${words ? `: ${words}` : ''}`}
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);

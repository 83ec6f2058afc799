import { ErrorSummaryFor } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { dayOfSitting } from '../../queries.ts';
import { WhoIsHere } from './here.tsx';
import { ItemInFocus } from './item.tsx';
import { type MeetingView, Part } from './parts.tsx';

/** Ids of fields that are not called by their name on this screen, where several forms ask alike. */
const targetsOf = (form: string): Readonly<Record<string, string>> => {
  if (form === 'notes') return { words: 'note-words', revision: 'note-words' };
  if (form === 'motions') return { words: 'motion-words' };
  if (form === 'decisions')
    return {
      title: 'decision-title',
      words: 'decision-words',
      reason: 'decision-reason',
      deferredTo: 'deferredTo-day',
      conditionDueOn: 'conditionDueOn-day',
    };
  if (form === 'declarations') return { membershipId: 'declaring' };
  if (form === 'actions') return { says: 'action-says', dueOn: 'dueOn-day', ownerAgencyId: 'owner' };
  if (form === 'attendance-guest') return { guest: 'guest-name' };
  if (form.startsWith('strike-')) return { reason: `reason-${form.slice('strike-'.length)}` };
  if (form.startsWith('attendance-'))
    return { substitute: `substitute-${form.slice('attendance-'.length)}`, membershipId: 'here' };
  return {};
};

/** The screen that a secretary drives a meeting from; to other members, the same to read. */
export function MeetingScreen({ view }: { readonly view: MeetingView }) {
  const { meeting, base } = view;
  const refused = Object.entries(view.attempts).find(([, { errors }]) => Object.keys(errors).length > 0);
  return (
    <>
      {refused ? <ErrorSummaryFor errors={refused[1].errors} targets={targetsOf(refused[0])} /> : null}
      <PageHeading
        caption={`${meeting.sitting.body}, ${dayOfSitting(meeting.sitting)}`}
        heading="Meeting"
        actions={
          <ul class="govuk-list app-inline-list">
            <li>
              <a class="govuk-link" href={base.replace(/\/meeting$/, '/pack')}>
                Papers
              </a>
            </li>
            <li>
              <a class="govuk-link" href={base.replace(/\/meeting$/, '/minutes')}>
                Minutes
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/actions">
                All actions
              </a>
            </li>
            <li>
              <a class="govuk-link" href={`/attendance?body=${meeting.sitting.bodySlug}`}>
                Attendance
              </a>
            </li>
          </ul>
        }
      />
      <div class="app-meeting" data-live={`${base}/events`} data-mark={view.mark}>
        <QuorumBanner view={view} />
        <p class="govuk-body" data-live-link>
          <a class="govuk-link" href={`${base}${view.item ? `?item=${view.item.id}` : ''}`}>
            Show what is new
          </a>
        </p>
        <p class="govuk-visually-hidden" role="status" data-live-says />
        <div class="app-meeting-columns">
          <Agenda view={view} />
          <div class="app-meeting-item">
            <ItemInFocus view={view} />
          </div>
          <div class="app-meeting-here">
            <WhoIsHere view={view} />
          </div>
        </div>
      </div>
    </>
  );
}

function QuorumBanner({ view: { quorum, item } }: { readonly view: MeetingView }) {
  const none = quorum.needed === null;
  return (
    <Part
      name="quorum"
      label="Quorum"
      class={`app-quorum app-quorum--${none ? 'none' : quorum.quorate ? 'met' : 'lost'}`}
    >
      <p class="govuk-body app-quorum__says">
        <StatusTag tone={none ? 'neutral' : quorum.quorate ? 'good' : 'bad'}>
          {none ? 'No quorum laid down' : quorum.quorate ? 'Quorum' : 'No quorum'}
        </StatusTag>{' '}
        {quorum.says}
        {none || quorum.applies || !item ? '' : ' A decision at this item does not need it.'}
      </p>
    </Part>
  );
}

function Agenda({ view }: { readonly view: MeetingView }) {
  const { agenda, decisions } = view.meeting;
  const at = agenda.findIndex(({ id }) => id === view.item?.id);
  const [before, after] = [agenda[at - 1], agenda[at + 1]];
  const to = (id: string) => `${view.base}?item=${id}`;
  return (
    <nav class="app-meeting-agenda" aria-label="Items of the agenda">
      <Part name="agenda">
        <ol class="govuk-list">
          {agenda.map((item) => (
            <li key={item.id}>
              <a
                class="govuk-link"
                href={to(item.id)}
                aria-current={item.id === view.item?.id ? 'step' : undefined}
              >
                {item.number}. {item.title}
              </a>
              {decisions.some(({ itemId }) => itemId === item.id) ? (
                <span class="app-quiet"> decided</span>
              ) : null}
            </li>
          ))}
        </ol>
        <p class="govuk-body app-inline-list">
          {at > 0 && before ? (
            <a class="govuk-link" href={to(before.id)} rel="prev" accesskey="b">
              Previous item
            </a>
          ) : null}
          {after ? (
            <a class="govuk-link" href={to(after.id)} rel="next" accesskey="n">
              Next item
            </a>
          ) : null}
        </p>
      </Part>
    </nav>
  );
}

import { Select, TextInput } from '../../../../ui/govuk/index.ts';
import { StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import type { Member } from '../../terms/member-queries.ts';
import { STANDINGS } from '../../terms/words.ts';
import { standingEntries, whoIsHere } from '../here.ts';
import type { BookEntry, Reply } from '../queries.ts';
import { Act, attemptOf, type MeetingView, More, nameOf, Part, typed } from './parts.tsx';

const REPLIES: Readonly<Record<Reply['answer'], string>> = {
  attends: 'expected',
  'attends-remotely': 'expected remotely',
  apologies: 'apologies',
  'sends-substitute': 'sends a substitute',
};

const small = (id: string, name: string, value: string, text: string, about: string) => (
  <button
    type="submit"
    id={id}
    name={name}
    value={value}
    class="govuk-button govuk-button--secondary app-button--small"
  >
    {text}
    <span class="govuk-visually-hidden">: {about}</span>
  </button>
);

/** From which item an entry made now holds: from the start while the first item is in focus. */
const fromNow = ({ meeting, item }: MeetingView): string | undefined =>
  item && item.id !== meeting.agenda[0]?.id ? item.id : undefined;

function standing(view: MeetingView, member: Member, entry: BookEntry | undefined): readonly [Tone, string] {
  if (entry?.substitute) return ['good', `${entry.substitute} in place`];
  if (entry) return ['good', entry.remote ? 'Here remotely' : 'Here'];
  const came = standingEntries(view.meeting.book).some(({ membershipId }) => membershipId === member.id);
  if (came) return ['neutral', 'Not here now'];
  const reply = view.meeting.replies.find(({ membershipId }) => membershipId === member.id);
  return reply ? ['unknown', REPLIES[reply.answer]] : ['unknown', 'Not here'];
}

function MemberRow({
  view,
  member,
  entry,
}: {
  readonly view: MeetingView;
  readonly member: Member;
  readonly entry: BookEntry | undefined;
}) {
  const [tone, says] = standing(view, member, entry);
  const hidden = { membershipId: member.id, from: fromNow(view) };
  const attempt = attemptOf(view, `attendance-${member.id}`);
  return (
    <li class="app-meeting-member">
      <div>
        {member.title}
        <span class="app-quiet">
          {' '}
          {STANDINGS[member.standing].toLowerCase()}
          {member.office ? `, ${member.office}` : ''}
        </span>{' '}
        <StatusTag tone={tone}>{says}</StatusTag>
      </div>
      {view.mayRecord ? (
        <Act view={view} to="attendance" hidden={hidden} class="app-meeting-buttons">
          {entry ? (
            small(`leave-${member.id}`, 'kind', 'left', 'Leaves', member.title)
          ) : (
            <>
              {small(`arrive-${member.id}`, 'kind', 'arrived', 'Here', member.title)}
              {small(`remote-${member.id}`, 'kind', 'arrived-remotely', 'Remote', member.title)}
            </>
          )}
        </Act>
      ) : null}
      {view.mayRecord && !entry ? (
        <More
          id={`substitute-of-${member.id}`}
          open={Object.keys(attempt.errors).length > 0}
          summary={
            <>
              Substitute<span class="govuk-visually-hidden"> for {member.title}</span>
            </>
          }
        >
          <Act
            view={view}
            to="attendance"
            hidden={{ ...hidden, kind: 'arrived' }}
            button="Here in their place"
            secondary
          >
            <TextInput
              name="substitute"
              id={`substitute-${member.id}`}
              label="Who sits in their place"
              value={typed(attempt, 'substitute')}
              error={attempt.errors.substitute}
            />
          </Act>
        </More>
      ) : null}
    </li>
  );
}

/** Who is here at the item in focus, with one click to come or leave. */
export function WhoIsHere({ view }: { readonly view: MeetingView }) {
  const { meeting, item } = view;
  const here = whoIsHere(meeting.book, item?.number ?? null);
  const guests = [...here.values()].filter(({ membershipId }) => membershipId === null);
  return (
    <Part name="here" label="Who is here">
      <h2 class="govuk-heading-m">Who is here</h2>
      {meeting.members.length === 0 ? (
        <p class="govuk-body app-empty">
          The members of this body on that day will be here. Start by adding them to the body.
        </p>
      ) : (
        <ul class="govuk-list app-meeting-members">
          {meeting.members.map((member) => (
            <MemberRow key={member.id} view={view} member={member} entry={here.get(member.id)} />
          ))}
        </ul>
      )}
      {guests.length > 0 ? (
        <>
          <h3 class="govuk-heading-s">Guests</h3>
          <ul class="govuk-list app-meeting-members">
            {guests.map((guest) => (
              <li key={guest.id} class="app-meeting-member">
                <div>{[guest.guest, guest.agency].filter(Boolean).join(', ')}</div>
                {view.mayRecord ? (
                  <Act
                    view={view}
                    to="attendance"
                    hidden={{ guest: guest.guest ?? '', from: fromNow(view) }}
                    class="app-meeting-buttons"
                  >
                    {small(`leave-${guest.id}`, 'kind', 'left', 'Leaves', guest.guest ?? 'Guest')}
                  </Act>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {view.mayRecord ? <GuestForm view={view} /> : null}
      <Book view={view} />
    </Part>
  );
}

function GuestForm({ view }: { readonly view: MeetingView }) {
  const attempt = attemptOf(view, 'attendance-guest');
  return (
    <More id="guest" summary="A guest comes" open={Object.keys(attempt.errors).length > 0}>
      <Act
        view={view}
        to="attendance"
        hidden={{ kind: 'arrived', from: fromNow(view) }}
        button="Record the guest"
        secondary
      >
        <TextInput
          name="guest"
          id="guest-name"
          label="Name or post"
          value={typed(attempt, 'guest')}
          error={attempt.errors.guest}
        />
        <Select
          name="agencyId"
          id="guest-agency"
          label="Agency"
          items={[{ value: '', text: 'None or not known' }, ...view.agencies]}
          value={typed(attempt, 'agencyId')}
        />
      </Act>
    </More>
  );
}

/** Every entry as it was made; one that was wrong is struck out and stays to be read. */
function Book({ view }: { readonly view: MeetingView }) {
  const { book } = view.meeting;
  const stands = new Set(standingEntries(book).map(({ id }) => id));
  const entries = book.filter(({ kind }) => kind !== 'corrected');
  if (entries.length === 0) return null;
  const says = (entry: BookEntry): string =>
    [
      entry.membershipId ? nameOf(view, entry.membershipId) : entry.guest,
      entry.kind === 'left' ? 'left' : entry.remote ? 'came remotely' : 'came',
      entry.substitute ? `(${entry.substitute})` : '',
      entry.item ? `at "${entry.item}"` : entry.from === null ? 'at the start' : `at item ${entry.from}`,
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <More id="attendance-book" summary={`Attendance as it was recorded (${entries.length})`}>
      <ol class="govuk-list app-meeting-book">
        {entries.map((entry) => (
          <li key={entry.id}>
            {stands.has(entry.id) ? (
              says(entry)
            ) : (
              <>
                <s>{says(entry)}</s> <span class="app-quiet">struck out</span>
              </>
            )}{' '}
            {view.mayRecord && stands.has(entry.id) ? (
              <Act view={view} to={`attendance/${entry.id}/striking-out`} class="app-meeting-inline">
                {small(`strike-${entry.id}`, 'strike', 'yes', 'Strike out', says(entry))}
              </Act>
            ) : null}
          </li>
        ))}
      </ol>
    </More>
  );
}

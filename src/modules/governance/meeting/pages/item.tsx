import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, dateValues } from '../../../../platform/http/form.ts';
import { DateInput, InsetText, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import type { HeldInterest } from '../interests-at.ts';
import type { Declaration } from '../queries.ts';
import { DecisionsTaken } from './decision.tsx';
import { Motions, StrikeForm } from './motions.tsx';
import { Act, attemptOf, type MeetingView, More, nameOf, Part, typed } from './parts.tsx';

const TYPES = {
  information: 'For information',
  discussion: 'For discussion',
  decision: 'For decision',
} as const;

const CONSEQUENCES = {
  leaves: 'Leaves for the item',
  'speaks-without-vote': 'Speaks without a vote',
  'takes-part': 'Takes part fully',
} as const satisfies Record<Declaration['consequence'], string>;

/** The item that the meeting is at, and everything that can be recorded at it. */
export function ItemInFocus({ view }: { readonly view: MeetingView }) {
  const { item, meeting } = view;
  if (!item)
    return (
      <p class="govuk-body app-empty">
        What happens at each item will be recorded here. Start by adding items to{' '}
        <a
          class="govuk-link"
          href={`/bodies/${meeting.sitting.bodySlug}/sittings/${meeting.sitting.id}/agenda`}
        >
          the agenda
        </a>
        .
      </p>
    );
  return (
    <>
      <Part name="item">
        <h2 class="govuk-heading-l">
          {item.number}. {item.title}
        </h2>
        <p class="govuk-body">
          <StatusTag tone="active">{TYPES[item.type]}</StatusTag>{' '}
          {item.keyDecision ? <StatusTag tone="warning">Key decision</StatusTag> : null}{' '}
          {item.exemptReason ? <StatusTag tone="bad">Exempt</StatusTag> : null}{' '}
          <span class="app-quiet">
            {[item.ownerPost ?? item.ownerAgency, item.minutes ? `${item.minutes} minutes` : null]
              .filter(Boolean)
              .join(', ')}
          </span>
        </p>
        {view.about ? (
          <p class="govuk-body">
            About{' '}
            <a class="govuk-link" href={view.about.path}>
              {view.about.title}
            </a>
          </p>
        ) : null}
        {item.proposal ? <InsetText>{item.proposal}</InsetText> : null}
      </Part>
      {view.mayRecord ? <Notes view={view} /> : null}
      <Declarations view={view} />
      <Motions view={view} />
      <DecisionsTaken view={view} />
      <Actions view={view} />
    </>
  );
}

function Declarations({ view }: { readonly view: MeetingView }) {
  const declared = view.meeting.declarations.filter(({ itemId }) => itemId === view.item?.id);
  const carried = view.meeting.facts.declarations.filter(
    ({ itemId, from }) => from !== null && itemId === view.item?.id,
  );
  return (
    <Part name="interests" label="Interests">
      <h3 class="govuk-heading-s">Interests declared</h3>
      {carried.map((one) => (
        <CarriedInterest key={one.declarationId} view={view} interest={one} />
      ))}
      {declared.length + carried.length === 0 ? (
        <p class="govuk-body app-quiet">Nobody declared an interest in this item.</p>
      ) : null}
      {declared.map((one) => {
        const says = `${nameOf(view, one.membershipId)}: ${one.nature}. ${CONSEQUENCES[one.consequence]}.`;
        return (
          <article key={one.id} class="app-meeting-fact">
            <p class="govuk-body">
              {one.struckOut === null ? says : <s>{says}</s>}
              {one.struckOut === null ? null : <span class="app-quiet"> Struck out: {one.struckOut}</span>}
            </p>
            {view.mayRecord && one.struckOut === null ? (
              <StrikeForm view={view} kind="declarations" id={one.id} about={says} />
            ) : null}
          </article>
        );
      })}
      {view.mayRecord ? <DeclarationForm view={view} /> : null}
    </Part>
  );
}

/** An interest that goes with the matter: where it was declared, and how it is withdrawn or renewed here, on record. */
function CarriedInterest({
  view,
  interest,
}: {
  readonly view: MeetingView;
  readonly interest: HeldInterest;
}) {
  const { declarationId, membershipId, nature, consequence, from, withdrawn } = interest;
  const attempt = attemptOf(view, `withdraw-${declarationId}`);
  const name = nameOf(view, membershipId);
  const says = `${name}: ${nature}. ${CONSEQUENCES[consequence]}.`;
  return (
    <article class="app-meeting-fact">
      <p class="govuk-body">
        {withdrawn === null ? says : <s>{says}</s>}{' '}
        <span class="app-quiet">
          Declared at the {from?.body} on {from ? longDate(from.day) : ''}, {from?.title}; it goes with the
          matter.{withdrawn === null ? '' : ` Withdrawn: ${withdrawn}`}
        </span>
      </p>
      {view.mayRecord ? (
        <>
          {withdrawn === null ? (
            <More
              id={`withdrawing-${declarationId}`}
              summary={
                <>
                  It no longer exists<span class="govuk-visually-hidden">: {says}</span>
                </>
              }
              open={Object.keys(attempt.errors).length > 0}
            >
              <Act
                view={view}
                to={`interests/${declarationId}/withdrawal`}
                button="Withdraw the interest"
                secondary
              >
                <TextInput
                  name="reason"
                  id={`withdrawal-${declarationId}`}
                  label="Why it no longer exists"
                  value={typed(attempt, 'reason')}
                  error={attempt.errors.reason}
                />
              </Act>
            </More>
          ) : null}
          <Act
            view={view}
            to="declarations"
            hidden={{ membershipId, nature, consequence }}
            button={`Renew it for this item: ${name}`}
            secondary
          />
        </>
      ) : null}
    </article>
  );
}

function DeclarationForm({ view }: { readonly view: MeetingView }) {
  const attempt = attemptOf(view, 'declarations');
  return (
    <More id="declare" summary="A member declares an interest" open={Object.keys(attempt.errors).length > 0}>
      <Act view={view} to="declarations" button="Record the interest" secondary>
        <Select
          name="membershipId"
          id="declaring"
          label="Member"
          items={[
            { value: '', text: 'Choose' },
            ...view.meeting.members.map(({ id, title }) => ({ value: id, text: title })),
          ]}
          value={typed(attempt, 'membershipId')}
          error={attempt.errors.membershipId}
        />
        <TextInput
          name="nature"
          label="What the interest is"
          value={typed(attempt, 'nature')}
          error={attempt.errors.nature}
        />
        <Select
          name="consequence"
          label="What follows"
          items={Object.entries(CONSEQUENCES).map(([value, text]) => ({ value, text }))}
          value={typed(attempt, 'consequence')}
          error={attempt.errors.consequence}
        />
      </Act>
    </More>
  );
}

/** The writer's own note, to be written; those of others, to be read. Nobody can write over another's words. */
function Notes({ view }: { readonly view: MeetingView }) {
  const attempt = attemptOf(view, 'notes');
  const notes = view.meeting.notes.filter(({ itemId }) => itemId === view.item?.id);
  const mine = notes.find(({ accountId }) => accountId === (view.accountId ?? null));
  const wasRefused = Object.keys(attempt.errors).length > 0;
  return (
    <>
      <div id="notes" class="app-meeting-note">
        {wasRefused && mine ? <InsetText>Your note as it was saved meanwhile: {mine.words}</InsetText> : null}
        <Act view={view} to="notes" revision={mine?.revision ?? 0} button="Save my note">
          <Textarea
            name="words"
            id="note-words"
            label="My note on this item"
            labelSize="s"
            hint="Ctrl and Enter saves it."
            rows={5}
            value={wasRefused ? typed(attempt, 'words') : (mine?.words ?? '')}
            error={attempt.errors.words}
            attributes={{ accesskey: 'w' }}
          />
        </Act>
      </div>
      <Part name="others-notes" label="Notes of others">
        {notes
          .filter((note) => note !== mine)
          .map((note) => (
            <article key={note.id} class="app-meeting-fact">
              <h3 class="govuk-heading-s">Note of {note.writer}</h3>
              <p class="govuk-body app-meeting-words">{note.words}</p>
            </article>
          ))}
      </Part>
    </>
  );
}

function Actions({ view }: { readonly view: MeetingView }) {
  const set = view.meeting.actions.filter(({ itemId }) => itemId === view.item?.id);
  return (
    <Part name="actions-set" label="Actions">
      <h3 class="govuk-heading-s">Actions</h3>
      {set.length === 0 ? (
        <p class="govuk-body app-quiet">No action was set at this item.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {set.map((action) => (
            <li key={action.id}>
              <a class="govuk-link" href={`/actions/${action.id}`}>
                {action.says}
              </a>
              : {action.owner}, by {longDate(action.dueOn)}
            </li>
          ))}
        </ul>
      )}
      {view.mayRecord ? <ActionForm view={view} /> : null}
    </Part>
  );
}

function ActionForm({ view }: { readonly view: MeetingView }) {
  const attempt = attemptOf(view, 'actions');
  const { errors } = attempt;
  const refused = Object.keys(errors).length > 0;
  return (
    <More id="act" summary="Set an action" open={refused}>
      <Act view={view} to="actions" button="Set the action" secondary>
        <TextInput
          name="says"
          id="action-says"
          label="What is to be done"
          value={typed(attempt, 'says')}
          error={errors.says}
        />
        <Select
          name="owner"
          label="By whom"
          items={[{ value: '', text: 'Choose' }, ...view.posts, ...view.agencies]}
          value={typed(attempt, 'owner')}
          error={errors.owner ?? errors.ownerAgencyId}
        />
        <DateInput
          name="dueOn"
          legend="By when"
          values={datePartsOf(refused ? attempt.values : dateValues('dueOn', null), 'dueOn')}
          error={errors.dueOn}
        />
      </Act>
    </More>
  );
}

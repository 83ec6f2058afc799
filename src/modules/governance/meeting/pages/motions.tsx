import { Radios, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import { whoIsHere } from '../here.ts';
import type { Motion } from '../queries.ts';
import { standingVotes, tallyInWords, tallyOf } from '../tally.ts';
import { Act, attemptOf, type MeetingView, More, nameOf, type Option, Part, typed } from './parts.tsx';

/** Members who may move, second and vote at the item in focus. */
function taking(view: MeetingView): readonly Option[] {
  const { meeting, item } = view;
  const here = whoIsHere(meeting.book, item?.number ?? null);
  const declared = new Set(
    meeting.declarations
      .filter((one) => one.itemId === item?.id && one.struckOut === null && one.consequence !== 'takes-part')
      .map(({ membershipId }) => membershipId),
  );
  return meeting.members
    .filter(({ id, standing }) => here.has(id) && !declared.has(id) && standing !== 'advisory')
    .map(({ id, title }) => ({ value: id, text: title }));
}

const isOpen = (view: MeetingView, motion: Motion): boolean =>
  motion.struckOut === null && !view.meeting.decisions.some(({ motionId }) => motionId === motion.id);

/** What was moved at the item, with the votes. */
export function Motions({ view }: { readonly view: MeetingView }) {
  const motions = view.meeting.motions.filter(({ itemId }) => itemId === view.item?.id);
  return (
    <Part name="motions" label="Motions">
      <h3 class="govuk-heading-s">Motions and votes</h3>
      {motions.length === 0 ? <p class="govuk-body app-quiet">Nothing was moved at this item.</p> : null}
      {motions.map((motion) => (
        <OneMotion key={motion.id} view={view} motion={motion} />
      ))}
      {view.mayRecord ? <MotionForm view={view} /> : null}
    </Part>
  );
}

function OneMotion({ view, motion }: { readonly view: MeetingView; readonly motion: Motion }) {
  const says = `${motion.amendsId ? 'Amendment: ' : ''}${motion.words}`;
  const moved = `Moved by ${nameOf(view, motion.moverId)}${motion.seconderId ? `, seconded by ${nameOf(view, motion.seconderId)}` : ''}.`;
  const tally = tallyOf(motion.votes);
  return (
    <article class="app-meeting-fact">
      <p class="govuk-body">{motion.struckOut === null ? says : <s>{says}</s>}</p>
      <p class="govuk-body app-quiet">
        {moved} {motion.struckOut === null ? '' : `Struck out: ${motion.struckOut}`}
      </p>
      {motion.votes.length > 0 ? (
        <>
          <p class="govuk-body">
            <StatusTag tone={tally.carried ? 'good' : 'bad'}>{tallyInWords(tally)}</StatusTag>
          </p>
          <More id={`votes-of-${motion.id}`} summary="Who voted how">
            <ul class="govuk-list">
              {standingVotes(motion.votes).map((vote) => (
                <li key={`${vote.membershipId} ${vote.casting}`}>
                  {nameOf(view, vote.membershipId)}: {vote.choice}
                  {vote.casting ? ' (casting vote)' : ''}
                </li>
              ))}
            </ul>
          </More>
        </>
      ) : null}
      {view.mayRecord && isOpen(view, motion) ? (
        <>
          <VoteForm view={view} motion={motion} />
          <StrikeForm view={view} kind="motions" id={motion.id} about={motion.words} />
        </>
      ) : null}
    </article>
  );
}

function VoteForm({ view, motion }: { readonly view: MeetingView; readonly motion: Motion }) {
  const attempt = attemptOf(view, `votes-${motion.id}`);
  const before = new Map(
    standingVotes(motion.votes).map((vote) => [`${vote.membershipId} ${vote.casting}`, vote.choice]),
  );
  const voters = taking(view);
  const presiding = view.meeting.members.filter(
    ({ office }) => office === 'chair' || office === 'vice-chair',
  );
  const choice = (name: string, otherwise: string | undefined) => typed(attempt, name) || otherwise || '';
  return (
    <More
      id={`vote-on-${motion.id}`}
      summary={
        <>
          Record the vote<span class="govuk-visually-hidden"> on: {motion.words}</span>
        </>
      }
      open={Object.keys(attempt.errors).length > 0}
    >
      {voters.length === 0 ? (
        <p class="govuk-body">Nobody is here who may vote.</p>
      ) : (
        <Act view={view} to={`motions/${motion.id}/votes`} button="Record the votes" secondary>
          {voters.map(({ value, text }) => (
            <Radios
              key={value}
              name={`vote-${value}`}
              id={`vote-${motion.id}-${value}`}
              legend={text}
              inline
              small
              items={[
                { value: 'for', text: 'For' },
                { value: 'against', text: 'Against' },
                { value: 'abstains', text: 'Abstains' },
              ]}
              value={choice(`vote-${value}`, before.get(`${value} false`))}
              error={attempt.errors[`vote-${value}`]}
            />
          ))}
          {presiding.map(({ id, office }) => (
            <Radios
              key={id}
              name={`casting-${id}`}
              id={`casting-${motion.id}-${id}`}
              legend={`Casting vote of the ${office}, where the votes are tied`}
              inline
              small
              items={[
                { value: 'for', text: 'For' },
                { value: 'against', text: 'Against' },
              ]}
              value={choice(`casting-${id}`, before.get(`${id} true`))}
              error={attempt.errors.casting}
            />
          ))}
        </Act>
      )}
    </More>
  );
}

/** Strikes something out, with the reason. */
export function StrikeForm(props: {
  readonly view: MeetingView;
  readonly kind: 'motions' | 'declarations';
  readonly id: string;
  readonly about: string;
}) {
  const attempt = attemptOf(props.view, `strike-${props.id}`);
  return (
    <More
      id={`strike-out-${props.id}`}
      summary={
        <>
          Strike out<span class="govuk-visually-hidden">: {props.about}</span>
        </>
      }
      open={Object.keys(attempt.errors).length > 0}
    >
      <Act view={props.view} to={`${props.kind}/${props.id}/striking-out`} button="Strike out" secondary>
        <TextInput
          name="reason"
          id={`reason-${props.id}`}
          label="Why"
          value={typed(attempt, 'reason')}
          error={attempt.errors.reason}
        />
      </Act>
    </More>
  );
}

/** Records a motion or an amendment. */
function MotionForm({ view }: { readonly view: MeetingView }) {
  const attempt = attemptOf(view, 'motions');
  const members = taking(view);
  const open = view.meeting.motions.filter((one) => one.itemId === view.item?.id && isOpen(view, one));
  return (
    <More id="move" summary="A motion or amendment is moved" open={Object.keys(attempt.errors).length > 0}>
      <Act view={view} to="motions" button="Record the motion" secondary>
        <Textarea
          name="words"
          id="motion-words"
          label="The motion"
          rows={2}
          value={typed(attempt, 'words') || (open.length === 0 ? (view.item?.proposal ?? '') : '')}
          error={attempt.errors.words}
        />
        <Select
          name="moverId"
          label="Mover"
          items={[{ value: '', text: 'Choose' }, ...members]}
          value={typed(attempt, 'moverId')}
          error={attempt.errors.moverId}
        />
        <Select
          name="seconderId"
          label="Seconder"
          items={[{ value: '', text: 'Nobody' }, ...members]}
          value={typed(attempt, 'seconderId')}
          error={attempt.errors.seconderId}
        />
        {open.length > 0 ? (
          <Select
            name="amendsId"
            label="Amends"
            items={[
              { value: '', text: 'It is a motion of its own' },
              ...open.map(({ id, words }) => ({ value: id, text: words.slice(0, 80) })),
            ]}
            value={typed(attempt, 'amendsId')}
            error={attempt.errors.amendsId}
          />
        ) : null}
      </Act>
    </More>
  );
}

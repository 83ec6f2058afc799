import { plural } from '../../../../kernel/names.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Radios, SummaryList, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import type { Sitting } from '../../queries.ts';
import type { Member } from '../../terms/member-queries.ts';
import type { Reply } from '../replies.ts';
import { ANSWERS, type Answer, whenOf } from '../words.ts';
import { pathOfSitting } from './sitting.tsx';

export interface RepliesView {
  readonly sitting: Sitting;
  readonly members: readonly Member[];
  readonly replies: ReadonlyMap<string, Reply>;
  /** The members for whom the reader may answer. */
  readonly mine: readonly Member[];
  readonly today: PlainDate;
  readonly mayInvite: boolean;
  readonly keys: Keys;
}

const toCome = ({ sitting, today }: Pick<RepliesView, 'sitting' | 'today'>): boolean =>
  sitting.status === 'planned' && sitting.latestDay >= today;

/** `4 attend, 1 remotely, 2 apologies, 3 have not answered` */
export function countInWords({ members, replies }: Pick<RepliesView, 'members' | 'replies'>): string {
  const answers = members.map(({ id }) => replies.get(id)?.answer);
  const count = (answer: Answer | undefined) => answers.filter((one) => one === answer).length;
  const parts = [
    [count('attends'), 'attend'],
    [count('attends-remotely'), 'attend remotely'],
    [count('sends-substitute'), 'send a substitute'],
    [count('apologies'), 'send apologies'],
    [count(undefined), 'have not answered'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

const answerOf = (reply: Reply | undefined): string =>
  reply === undefined
    ? 'No answer'
    : [
        `${ANSWERS[reply.answer]}${reply.substitute ? `: ${reply.substitute}` : ''}`,
        reply.reason ? `(${reply.reason})` : '',
      ]
        .filter(Boolean)
        .join(' ');

/** Who said that they come, and the way to answer for oneself. */
export function RepliesSection(view: RepliesView) {
  const { sitting, members, replies, mine, mayInvite, keys } = view;
  if (members.length === 0 && !mayInvite) return null;
  const path = pathOfSitting(sitting);
  const open = toCome(view);
  const may = new Set(open ? mine.map(({ id }) => id) : []);
  const columns: readonly Column<Member>[] = [
    { key: 'member', header: 'Member', cell: ({ title }) => title },
    { key: 'answer', header: 'Answer', cell: ({ id }) => answerOf(replies.get(id)) },
    ...(may.size > 0
      ? [
          {
            key: 'change',
            header: 'Change',
            cell: ({ id, title }: Member) =>
              may.has(id) ? (
                <a class="govuk-link" href={`${path}/reply?member=${id}`}>
                  {replies.has(id) ? 'Change' : 'Answer'}
                  <span class="govuk-visually-hidden"> for {title}</span>
                </a>
              ) : (
                ''
              ),
          },
        ]
      : []),
  ];
  return (
    <section aria-labelledby="who-comes">
      <h2 class="govuk-heading-m" id="who-comes">
        Who comes
      </h2>
      {members.length > 0 ? <p class="govuk-body">{countInWords(view)}.</p> : null}
      <DataTable
        caption="Members"
        captionHidden
        columns={columns}
        rows={members}
        rowKey={({ id }) => id}
        empty="The body has no members on that day. Add them on the body’s page; they can then be invited."
        path={path}
        query={parseTableQuery({}, columns)}
      />
      {mayInvite && open && members.length > 0 && sitting.precision === 'day' ? (
        <Form action={`${path}/invitations`} csrf={keys.csrf} formId={`${keys.formId}-invite`}>
          <Button kind="secondary" preventDoubleClick>
            Invite by mail
          </Button>
        </Form>
      ) : null}
    </section>
  );
}

/** What came of inviting. */
export function InvitedPage(props: {
  readonly sitting: Sitting;
  readonly invited: readonly string[];
  readonly withoutAddress: readonly string[];
}) {
  const { sitting, invited, withoutAddress } = props;
  return (
    <>
      <PageHeading
        caption={sitting.body}
        heading={`${plural(invited.length, 'member', 'members')} invited`}
        lead={`To the sitting on ${whenOf(sitting)}. Each mail holds a link that answers once, without signing in.`}
      />
      {withoutAddress.length > 0 ? (
        <>
          <p class="govuk-body">No address is known of these; ask them otherwise and enter their answers:</p>
          <ul class="govuk-list govuk-list--bullet">
            {withoutAddress.map((title) => (
              <li>{title}</li>
            ))}
          </ul>
        </>
      ) : null}
      <Button href={pathOfSitting(sitting)}>Back to the sitting</Button>
    </>
  );
}

export interface ReplyFormView {
  readonly sitting: Sitting;
  readonly member: Member;
  readonly action: string;
  /** Where "Cancel" leads; nowhere for who came by a link. */
  readonly back?: string | undefined;
  readonly attempt: Attempt;
  readonly keys: Keys;
}

/** Says whether a member comes. */
export function ReplyPage({ sitting, member, action, back, attempt, keys }: ReplyFormView) {
  const { values, errors } = attempt;
  return (
    <>
      <ErrorSummaryFor errors={errors} />
      <PageHeading caption={sitting.body} heading={`Will you come on ${whenOf(sitting)}?`} />
      <SummaryList
        rows={[
          { key: 'Seat', value: member.title },
          sitting.venue !== null && { key: 'Where', value: sitting.venue },
          sitting.joiningLink !== null && { key: 'Join remotely', value: sitting.joiningLink },
        ]}
      />
      <Form action={action} csrf={keys.csrf} formId={keys.formId}>
        <Radios
          name="answer"
          legend="Your answer"
          legendSize="m"
          value={textIn(values, 'answer')}
          error={errors.answer}
          items={[
            { value: 'attends', text: 'I come' },
            { value: 'attends-remotely', text: 'I join remotely' },
            {
              value: 'sends-substitute',
              text: 'Somebody comes in my place',
              conditional: (
                <TextInput
                  name="substitute"
                  label="Who?"
                  value={textIn(values, 'substitute')}
                  error={errors.substitute}
                />
              ),
            },
            { value: 'apologies', text: 'I send apologies' },
          ]}
        />
        <TextInput
          name="reason"
          label="Anything to add? (optional)"
          value={textIn(values, 'reason')}
          error={errors.reason}
        />
        <Button preventDoubleClick>Send</Button>
        {back === undefined ? null : (
          <>
            {' '}
            <a class="govuk-link" href={back}>
              Cancel
            </a>
          </>
        )}
      </Form>
    </>
  );
}

/** What follows an answer that was given by a mail's link. */
export function RepliedPage({
  sitting,
  reply,
}: {
  readonly sitting: Sitting;
  readonly reply: Reply | undefined;
}) {
  return (
    <>
      <PageHeading
        caption={sitting.body}
        heading="Thank you"
        lead={`Your answer for ${whenOf(sitting)}: ${answerOf(reply)}.`}
      />
      <p class="govuk-body">To change it, sign in and open the sitting, or ask the secretary.</p>
    </>
  );
}

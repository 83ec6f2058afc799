import { listInWords, plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { SealedForm } from '../../../../ui/forms/sealed-form.tsx';
import { ErrorSummaryFor, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { ConcernTable } from '../../concerns/pages/concerns.tsx';
import type { ConcernLine } from '../../concerns/queries.ts';
import { ANSWER_TITLES, NEXT } from '../answers.ts';
import type { AnswerView, FlagView } from '../queries.ts';
import { RULE_NAMES, RULES, type Rule } from '../rules.ts';
import { FlagTag } from './patterns.tsx';

export interface WhoKnows {
  readonly agency: string;
  readonly own: boolean;
  /** Whom to ask: a post's title. */
  readonly ask: string | undefined;
}

export interface PatternPageView {
  readonly flag: FlagView;
  readonly knows: readonly WhoKnows[];
  /** Reports behind it that the actor may see. */
  readonly reports: readonly ConcernLine[];
  readonly unseen: number;
  readonly answers: readonly AnswerView[];
  readonly mayAnswer: boolean;
  readonly attempt: Attempt;
  readonly csrf: string;
  readonly formId: string;
}

const TITLES = { person: 'one person', household: 'one household', address: 'one address' } as const;

/** A flag: what was found, which agencies know, whom to ask, the reports as far as they are shared, and the answer. */
export function PatternPage(view: PatternPageView) {
  const { flag, attempt } = view;
  const next = NEXT[flag.state];
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={`Pattern ${flag.code}`}
        heading={
          flag.kind === 'pattern'
            ? `${plural(flag.evidence.length, 'incident')} on ${TITLES[flag.subjectKind]}`
            : 'A victim may ask for a case review'
        }
        lead={flag.says.join(' ')}
      />
      <SummaryList
        rows={[
          { key: 'State', value: <FlagTag state={flag.state} /> },
          { key: 'About', value: <SubjectLink flag={flag} /> },
          {
            key: 'Found by',
            value:
              flag.kind === 'pattern'
                ? listInWords(flag.rules.filter(isRule).map((rule) => RULES[rule]))
                : 'The threshold of the ASB case review',
          },
          { key: 'Raised', value: longDate(flag.raisedOn) },
          flag.state === 'open' && { key: 'Answer by', value: longDate(flag.dueOn) },
          { key: 'Who knows', value: <Knows {...view} /> },
        ]}
      />
      <ConcernTable
        caption="Reports behind it that you may see"
        rows={view.reports}
        empty="None of the reports may be shown for this purpose. Ask those who know."
      />
      {view.unseen > 0 ? (
        <p class="govuk-body">
          {plural(view.unseen, 'incident')} more {view.unseen === 1 ? 'was' : 'were'} told to agencies that do
          not share the detail for this purpose.
        </p>
      ) : null}
      {view.answers.length > 0 ? <Answers answers={view.answers} /> : null}
      {view.mayAnswer && next.length > 0 ? (
        <section aria-labelledby="own-answer">
          <h2 class="govuk-heading-m" id="own-answer">
            Answer
          </h2>
          <SealedForm
            action={`/casework/patterns/${flag.id}/answers`}
            csrf={view.csrf}
            formId={view.formId}
            revision={flag.revision}
            submit="Record answer"
          >
            <PickField
              name="answer"
              label="What do you make of it?"
              choices={next.map((value) => ({ value, text: ANSWER_TITLES[value] }))}
              attempt={attempt}
            />
            <WordsField
              name="reason"
              label="Why, and what was done?"
              hint="Your answers show how often each rule is right."
              rows={3}
              attempt={attempt}
            />
          </SealedForm>
        </section>
      ) : null}
    </>
  );
}

const isRule = (rule: string): rule is Rule => RULE_NAMES.some((name) => name === rule);

const SubjectLink = ({ flag }: { readonly flag: FlagView }) => (
  <a
    class="govuk-link"
    href={
      flag.subjectKind === 'person'
        ? `/casework/people/${flag.subjectId}`
        : `/casework/addresses/${flag.subjectId}`
    }
  >
    {flag.subjectKind === 'person' ? 'The person' : `The ${flag.subjectKind}`}
  </a>
);

const Knows = ({ knows, flag }: PatternPageView) => (
  <ul class="govuk-list">
    {knows.map((one) => (
      <li key={one.agency}>
        {one.agency}
        {one.own ? ' (your agency)' : one.ask ? `: ask the ${one.ask}` : ': no contact is named yet'}
      </li>
    ))}
    {flag.otherAgencies > 0 ? (
      <li>
        {plural(flag.otherAgencies, 'more agency', 'more agencies')}, with no agreement for this purpose: ask
        information governance
      </li>
    ) : null}
  </ul>
);

const Answers = ({ answers }: { readonly answers: readonly AnswerView[] }) => (
  <>
    <h2 class="govuk-heading-m">What agencies answered</h2>
    <ul class="govuk-list govuk-list--bullet">
      {answers.map((one) => (
        <li key={`${one.on} ${one.agency} ${one.answer}`}>
          {longDate(one.on)}, {one.agency}: {ANSWER_TITLES[one.answer].split(':')[0]}.{' '}
          {one.reason ?? 'The reason was disposed of.'}
        </li>
      ))}
    </ul>
  </>
);

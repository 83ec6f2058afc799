import { longDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { type Choice, ChooseField, PickField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../../ui/forms/typed.ts';
import { Button, InsetText } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { type Act, ActLinks } from '../../acts.tsx';
import type { StudyInList, StudyView } from '../queries.ts';
import { ANSWERS, HOW_SAID } from '../words.ts';

const PATH = '/casework/case-studies';

const State = ({ toldOn, withdrawnOn }: Pick<StudyInList, 'toldOn' | 'withdrawnOn'>) =>
  withdrawnOn !== null ? (
    <StatusTag tone="warning">{`Taken back on ${longDate(withdrawnOn)}`}</StatusTag>
  ) : toldOn !== null ? (
    <StatusTag tone="good">{`Signed off on ${longDate(toldOn)}`}</StatusTag>
  ) : (
    <StatusTag tone="neutral">Draft</StatusTag>
  );

const COLUMNS: readonly Column<StudyInList>[] = [
  {
    key: 'title',
    header: 'Case study',
    cell: ({ id, title }) => (
      <a class="govuk-link" href={`${PATH}/${id}`}>
        {title}
      </a>
    ),
  },
  { key: 'drafted', header: 'Drafted on', cell: ({ draftedOn }) => longDate(draftedOn) },
  { key: 'state', header: 'Stands', cell: (study) => <State {...study} /> },
];

/** The case studies of the actor's agency. */
export const StudiesPage = (props: {
  readonly studies: readonly StudyInList[];
  readonly mayWrite: boolean;
}) => {
  const drafts = props.studies.filter(({ toldOn }) => toldOn === null).length;
  const told = props.studies.filter(
    ({ toldOn, withdrawnOn }) => toldOn !== null && withdrawnOn === null,
  ).length;
  return (
    <>
      <PageHeading
        heading="Case studies"
        lead={
          props.studies.length === 0
            ? undefined
            : `${told === 0 ? 'None' : told} may be told by reports; ${drafts} in the making.`
        }
        actions={props.mayWrite ? <Button href={`${PATH}/new`}>Draft a case study</Button> : null}
      />
      <DataTable
        caption="Case studies"
        captionHidden
        columns={COLUMNS}
        rows={props.studies}
        rowKey={({ id }) => id}
        empty="Stories that your agency drafts from its cases will stand here: nobody named, consented to, checked and signed off, and then offered to reports."
        path={PATH}
      />
    </>
  );
};

/** Chooses the case, and whom the story is about. */
export const NewStudyPage = (props: {
  readonly attempt: Typed;
  readonly keys: Keys;
  readonly cases: readonly Choice[];
  readonly caseId: string;
  readonly people: readonly Choice[];
}) =>
  props.caseId === '' ? (
    <>
      <PageHeading heading="Which case is it drawn from?" />
      {props.cases.length === 0 ? (
        <p class="govuk-body">Your agency takes part in no case. A story is drafted from a case.</p>
      ) : (
        <ul class="govuk-list">
          {props.cases.map(({ value, text }) => (
            <li key={value}>
              <a class="govuk-link" href={`${PATH}/new?case=${value}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  ) : (
    <FormPage
      sealed
      {...props.attempt}
      {...props.keys}
      heading="Whose story is it?"
      lead="Concord drafts it from the case and takes out names, places, days and rare facts. You read it and rewrite it."
      action={`${PATH}/new?case=${props.caseId}`}
      back={`/casework/cases/${props.caseId}`}
      submit="Draft the story"
    >
      {props.people.length > 8 ? (
        <ChooseField name="recordId" label="Person" choices={props.people} attempt={props.attempt} />
      ) : (
        <PickField name="recordId" label="Person" choices={props.people} attempt={props.attempt} />
      )}
    </FormPage>
  );

/** One study: the words, who could still be recognised and why, what the person said. */
export function StudyPage({
  view,
  acts,
  c,
  mayWrite,
}: {
  readonly view: StudyView;
  readonly acts: readonly Act<StudyView>[];
  readonly c: Context;
  readonly mayWrite: boolean;
}) {
  const stops = view.findings.filter(({ weight }) => weight === 'stops');
  return (
    <>
      <PageHeading caption="Case study" heading={view.title} lead={leadOf(view, stops.length)} />
      {mayWrite ? <ActLinks acts={acts} view={view} path={`${PATH}/${view.id}`} c={c} /> : null}
      {view.draft.body
        .split('\n')
        .filter(Boolean)
        .map((line) => (
          <p class="govuk-body">{line}</p>
        ))}
      <h2 class="govuk-heading-m">Who could still be recognised</h2>
      <Check view={view} />
      <h2 class="govuk-heading-m">What the person said</h2>
      {view.consents.length === 0 ? (
        <p class="govuk-body app-quiet">They were not asked yet.</p>
      ) : (
        <ul class="govuk-list">
          {view.consents.map(({ id, answer, how, on }) => (
            <li key={id}>
              <strong>{ANSWERS[answer]}</strong>
              {`, ${longDate(on)}. ${HOW_SAID[how]}`}
            </li>
          ))}
        </ul>
      )}
      {view.checked === null ? null : (
        <>
          <h2 class="govuk-heading-m">How it was checked</h2>
          <p class="govuk-body">{view.checked}</p>
        </>
      )}
    </>
  );
}

function leadOf({ release, findings, consents }: StudyView, stops: number): string {
  if (release?.withdrawnOn) return `Taken back on ${longDate(release.withdrawnOn)}: no report carries it.`;
  if (release) return `Signed off on ${longDate(release.toldOn)}: reports may carry it, word for word.`;
  if (stops > 0) return 'It still names somebody and cannot be signed off.';
  if (consents[0]?.answer !== 'given') return 'The person has not consented to their story being told.';
  return findings.length === 0
    ? 'The check finds nobody. Somebody else signs it off.'
    : 'Somebody could still be recognised. Generalise more, or say at the sign-off why it may be told.';
}

const Check = ({ view }: { readonly view: StudyView }) =>
  view.storyGone ? (
    <InsetText>Its case or its person is gone, or you may not see them: nothing can be checked.</InsetText>
  ) : (
    <>
      <p class="govuk-body">
        {view.tells.length === 0
          ? 'The story tells nothing by which the person could be looked for.'
          : `The story tells ${view.tells.join('; ')}.`}
      </p>
      {view.findings.length === 0 ? (
        <p class="govuk-body">Nobody, as far as Concord can tell. Read it as a neighbour would.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {view.findings.map(({ weight, who, why }) => (
            <li key={why}>
              <strong>{`${who}${weight === 'stops' ? ' (must go)' : ''}: `}</strong>
              {why}
            </li>
          ))}
        </ul>
      )}
    </>
  );

import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { GroundNote } from '../../../../ui/forms/earlier.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  InsetText,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { GroundTold } from '../../decisions/ground.ts';
import { BODY_KINDS } from '../../kinds.ts';
import { overlay, type Structure, type StructureChange } from '../model.ts';
import type { Proposal } from '../proposals.ts';
import { RELATIONS } from '../words.ts';
import { Diagram } from './diagram.tsx';
import { ProposalTag, StructureList } from './structure.tsx';

const WHAT = {
  new: { tone: 'good', words: 'New' },
  ends: { tone: 'bad', words: 'Ends' },
  renamed: { tone: 'active', words: 'New name' },
  restructured: { tone: 'active', words: 'Restructured' },
} as const;

const STEPS = {
  establish: 'A body is established',
  rename: 'A body is renamed',
  restructure: 'A body is restructured',
  merge: 'A body is merged into another',
  abolish: 'A body is abolished',
  relate: 'A body stands to another in a new way',
  unrelate: 'A body no longer stands so to another',
} as const;

export interface ProposalPageProps {
  readonly proposal: Proposal;
  readonly ground: GroundTold | undefined;
  readonly before: Structure;
  readonly after: Structure;
  readonly changes: readonly StructureChange[];
  readonly attempt: Attempt;
  readonly keys: { readonly csrf: string; readonly formId: string };
  readonly mayEdit: boolean;
  readonly mayAdopt: boolean;
  readonly mayDecide: boolean;
}

/** A proposed structure beside the one it would replace: drawn, as a list of what changes, and step by step. */
export function ProposalPage(props: ProposalPageProps) {
  const { proposal, before, after, changes } = props;
  const { structure, marks } = overlay(before, after);
  const open = proposal.adoptedOn === null;
  const path = `/structure/proposals/${proposal.id}`;
  return (
    <>
      <ErrorSummaryFor errors={props.attempt.errors} />
      <PageHeading
        caption="Proposed structure"
        heading={proposal.title}
        lead={`${open ? 'It would be so' : `Adopted by the ${proposal.adoptedBy} on ${longDate(proposal.adoptedOn ?? proposal.effectiveOn)}. It is so`} from ${longDate(proposal.effectiveOn)}. ${proposal.why}`}
        actions={
          <>
            <ProposalTag proposal={proposal} />
            {open && props.mayAdopt && proposal.changes.length > 0 ? (
              <Button href={`${path}/adoption`} kind="secondary">
                Record an earlier adoption
              </Button>
            ) : null}
            {open && props.mayDecide && proposal.changes.length > 0 ? (
              <Button href={`/decisions/new?subject=structure:${proposal.id}`}>
                Record a decision on it
              </Button>
            ) : null}
          </>
        }
      />
      <GroundNote ground={props.ground} />
      <h2 class="govuk-heading-m">What changes</h2>
      {changes.length === 0 ? (
        <p class="govuk-body">Nothing yet. Add the first step below.</p>
      ) : (
        <ul class="govuk-list app-spaced">
          {changes.map(({ what, says }) => (
            <li key={says}>
              <StatusTag tone={WHAT[what].tone}>{WHAT[what].words}</StatusTag> {says}
            </li>
          ))}
        </ul>
      )}
      {changes.length > 0 ? (
        <>
          <Diagram structure={structure} marks={marks} title="Today’s structure and the proposed one" />
          <h2 class="govuk-heading-m">The proposed structure as a list</h2>
          <StructureList structure={after} />
        </>
      ) : null}
      {open && props.mayEdit ? <Steps {...props} path={path} /> : null}
    </>
  );
}

function Steps(props: ProposalPageProps & { readonly path: string }) {
  const { proposal, after, attempt, keys, path } = props;
  const { values, errors } = attempt;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const bodies = [
    { value: '', text: 'Choose' },
    ...after.bodies.map(({ key, name }) => ({ value: key, text: name })),
  ];
  return (
    <>
      {proposal.changes.length > 0 ? (
        <Form
          action={`${path}/steps/taking-back`}
          csrf={keys.csrf}
          formId={`${keys.formId}-b`}
          revision={proposal.revision}
        >
          <Button kind="secondary">Take the last step back</Button>
        </Form>
      ) : (
        <InsetText>Steps are carried out in this order when the proposal is adopted.</InsetText>
      )}
      <h2 class="govuk-heading-m" id="step">
        Add a step
      </h2>
      <Form action={`${path}/steps`} csrf={keys.csrf} formId={keys.formId} revision={proposal.revision}>
        <Radios
          {...field('kind')}
          legend="What is to change?"
          items={Object.entries(STEPS).map(([value, text]) => ({ value, text }))}
        />
        <Select {...field('body')} label="Which body? (not for a new one)" items={bodies} />
        <TextInput {...field('name')} label="Name (of a new body, or a new name)" />
        <Select
          {...field('bodyKind')}
          label="Kind (of a new body)"
          items={[
            { value: '', text: 'Choose' },
            ...Object.entries(BODY_KINDS).map(([value, text]) => ({ value, text })),
          ]}
        />
        <DateInput
          name="endsOn"
          legend="Last day (of a new task-and-finish group)"
          values={datePartsOf(values, 'endsOn')}
          error={errors.endsOn}
        />
        <Select
          {...field('relation')}
          label="How does it stand to the other body?"
          items={[
            { value: '', text: 'Choose' },
            ...Object.entries(RELATIONS).map(([value, { says }]) => ({ value, text: says })),
          ]}
        />
        <Select {...field('other')} label="The other body" items={bodies} />
        <Textarea {...field('says')} label="Why? (optional)" rows={2} />
        <Button preventDoubleClick>Add the step</Button>
      </Form>
    </>
  );
}

/** Begins a proposal. */
export function ProposalForm(props: FormPageProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Go on to its steps">
      <TextInput {...field('title')} label="Title" hint="Such as: One board for health" />
      <Textarea {...field('why')} label="Why? (optional)" rows={3} />
      <DateInput
        name="effectiveOn"
        legend="From which day would it be so?"
        values={datePartsOf(values, 'effectiveOn')}
        error={errors.effectiveOn}
      />
    </FormPage>
  );
}

import type { Attempt } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import { Details, ErrorSummaryFor, Fieldset, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { PlanField } from '../plan-cells.ts';
import { GAP_SUBJECTS } from '../project-plan.ts';
import { ActionForm } from './parts.tsx';

export interface ProjectFormView {
  readonly heading: string;
  readonly action: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
  /** For a new project: the plan and outcome under which it will stand. */
  readonly planLine?: { readonly plans: readonly Choice[]; readonly outcomes: readonly Choice[] } | undefined;
  readonly programmes: readonly Choice[];
  readonly names: {
    readonly posts: readonly Choice[];
    readonly agencies: readonly Choice[];
    readonly outcomes: readonly Choice[];
    readonly indicators: readonly Choice[];
  };
}

interface Field {
  readonly name: PlanField;
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
}

const ONE_EACH = 'One on each line.';

const SECTIONS: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  {
    title: 'What it is',
    fields: [
      { name: 'activity', label: 'Activity', rows: 6 },
      {
        name: 'outcomes',
        label: 'Outcomes it addresses',
        hint: `${ONE_EACH} The short name or the wording of an outcome.`,
        rows: 3,
      },
      { name: 'intended_outcomes', label: 'Intended outcomes of the project itself', rows: 3 },
    ],
  },
  {
    title: 'Who and with what',
    fields: [
      {
        name: 'leads',
        label: 'Lead officers',
        hint: `${ONE_EACH} A post, an agency, or words such as All Board members. The first one's agency reports progress.`,
        rows: 2,
      },
      {
        name: 'resources',
        label: 'Cash and in-kind resources',
        hint: `${ONE_EACH} For example: £23,902 | cash | one-off | already allocated | 2012/13 SSCF allocation. Kinds: cash, in kind. How often: one-off, per year, option. Status: already allocated, requested, to be confirmed, spent.`,
        rows: 4,
      },
      { name: 'resources_note', label: 'Note on resources', rows: 2 },
      {
        name: 'people',
        label: 'Human resources',
        hint: `${ONE_EACH} For example: Staffordshire Police | 65 hours | £12.50 an hour | evenings and packs.`,
        rows: 4,
      },
      { name: 'people_note', label: 'Note on human resources', rows: 2 },
      { name: 'communications', label: 'Communications requirements', rows: 3 },
    ],
  },
  {
    title: 'When',
    fields: [
      { name: 'timescale', label: 'Timescale', rows: 4 },
      {
        name: 'milestones',
        label: 'Milestones',
        hint: `${ONE_EACH} For example: 2013-06 | Summer project developed. Dates: 2013-06-30, 2013-06, 2013 Q2, 2013 or no date. Add "moved to 2013-09-30 because …" or "met 2013-06-20".`,
        rows: 5,
      },
    ],
  },
  {
    title: 'How it is judged',
    fields: [
      { name: 'baseline', label: 'Baseline', rows: 4 },
      { name: 'target', label: 'Target', rows: 4 },
      {
        name: 'measures',
        label: 'Indicators that measure it',
        hint: `${ONE_EACH} For example: champion-case-studies | 4 a year | target 165 by 2013-12-31.`,
        rows: 4,
      },
    ],
  },
  {
    title: 'Afterwards',
    fields: [
      {
        name: 'sustainability',
        label: 'Is it sustainable? Will future funding be required?',
        hint: 'Begin with none, this fund, elsewhere or likely. For example: likely | £5,475 | from 2014-01-01 | licences. Leave it empty while nobody knows.',
        rows: 2,
      },
    ],
  },
  {
    title: 'What is still unknown',
    fields: [
      {
        name: 'unknowns',
        label: 'Unknowns',
        hint: `${ONE_EACH} For example: targets | Target to be agreed | lsp-manager | due 2013-03-31. What it is about: ${GAP_SUBJECTS.join(', ')}. Take the line out when it is known.`,
        rows: 4,
      },
      { name: 'note', label: 'Note', rows: 3 },
    ],
  },
];

/** The whole project plan as one form; what was typed stays when something is wrong. */
export function ProjectForm(view: ProjectFormView) {
  const { attempt } = view;
  const value = (name: string): string => typed(attempt, name);
  const error = (name: string): string | undefined => attempt.errors[name];
  return (
    <>
      <ErrorSummaryFor errors={view.attempt.errors} />
      <PageHeading heading={view.heading} />
      <ActionForm
        action={view.action}
        keys={view.keys}
        revision={view.revision}
        button="Save the project plan"
      >
        <TextInput name="title" label="Title" value={value('title')} error={error('title')} />
        <TextInput
          name="reference"
          label="Reference"
          hint="If it has one."
          value={value('reference')}
          error={error('reference')}
          width={20}
        />
        {view.planLine ? <LineFields {...view} /> : null}
        <Select
          name="programme"
          label="Programme"
          items={[{ value: '', text: 'None' }, ...view.programmes]}
          value={value('programme')}
          error={error('programme')}
        />
        {SECTIONS.map((section) => (
          <Fieldset key={section.title} legend={section.title} legendSize="m">
            {section.fields.map((field) => (
              <Textarea
                key={field.name}
                name={field.name}
                label={field.label}
                hint={field.hint}
                rows={field.rows}
                value={value(field.name)}
                error={error(field.name)}
              />
            ))}
          </Fieldset>
        ))}
        <TextInput
          name="starts"
          label="Starts on"
          hint="For example 2013-01-31. Leave it empty while nobody knows."
          value={value('starts')}
          error={error('starts')}
          width={10}
        />
        <TextInput name="ends" label="Ends on" value={value('ends')} error={error('ends')} width={10} />
        <TextInput
          name="update_every"
          label="Days between progress updates"
          value={value('update_every') || '91'}
          error={error('update_every')}
          width={3}
          inputMode="numeric"
        />
      </ActionForm>
      <Names {...view.names} />
    </>
  );
}

function LineFields({ planLine, attempt }: ProjectFormView) {
  if (!planLine) return null;
  return (
    <Fieldset legend="Where it stands in a plan" legendSize="m">
      <Select
        name="plan"
        label="Plan"
        items={[{ value: '', text: 'In no plan yet' }, ...planLine.plans]}
        value={typed(attempt, 'plan')}
        error={attempt.errors.plan}
      />
      <Select
        name="outcome"
        label="Under which outcome"
        items={[{ value: '', text: 'Choose an outcome' }, ...planLine.outcomes]}
        value={typed(attempt, 'outcome')}
        error={attempt.errors.outcome}
      />
      <TextInput
        name="objective"
        label="Objective"
        value={typed(attempt, 'objective')}
        error={attempt.errors.objective}
      />
    </Fieldset>
  );
}

function Names({ posts, agencies, outcomes, indicators }: ProjectFormView['names']) {
  const list = (title: string, choices: readonly Choice[]) => (
    <Details summary={title}>
      <ul class="govuk-list">
        {choices.map((choice) => (
          <li key={choice.value}>
            <code>{choice.value}</code> {choice.text}
          </li>
        ))}
      </ul>
    </Details>
  );
  return (
    <>
      <h2 class="govuk-heading-m">Short names that you can use</h2>
      {list('Posts', posts)}
      {list('Agencies', agencies)}
      {list('Outcomes', outcomes)}
      {list('Indicators', indicators)}
    </>
  );
}

import type { Attempt } from '../../../../platform/http/route.ts';
import {
  type Choice,
  ChooseField,
  DayField,
  LineField,
  PickField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { typed, typedAll } from '../../../../ui/forms/typed.ts';
import { Checkboxes } from '../../../../ui/govuk/index.ts';
import type { FormProps } from '../forms.tsx';
import { rank } from './contents.ts';
import { MOST_CRITERIA } from './input.ts';
import type { Selection } from './queries.ts';

/** What can be chosen and by what. */
export function SelectionForm(
  props: FormProps & {
    readonly selection: Selection | undefined;
    readonly revision: number | undefined;
    readonly indicators: readonly Choice[];
  },
) {
  const { selection, attempt, keys, revision } = props;
  const base = selection ? `/evidence/target-areas/${selection.slug}` : '/evidence/target-areas';
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={selection ? `Change ${selection.title}` : 'Prepare a selection'}
      lead="The data are taken when you save, as at the day you name, and stay as they were taken."
      action={selection ? `${base}/edit` : `${base}/new`}
      back={base}
      revision={revision}
      submit="Take the data"
    >
      <LineField name="title" label="Title" attempt={attempt} />
      <WordsField name="question" label="What are places selected for?" rows={2} attempt={attempt} />
      <DayField
        name="asAtOn"
        label="As at which day?"
        hint="Figures of periods that had ended by then are taken"
        attempt={attempt}
      />
      <WordsField
        name="places"
        label="Which places can be chosen?"
        hint="One a line, by name or code"
        rows={8}
        attempt={attempt}
      />
      {Array.from({ length: MOST_CRITERIA }, (_, index) => (
        <CriterionFields key={index} at={index + 1} attempt={attempt} indicators={props.indicators} />
      ))}
    </FormPage>
  );
}

function CriterionFields({
  at,
  attempt,
  indicators,
}: {
  readonly at: number;
  readonly attempt: Attempt;
  readonly indicators: readonly Choice[];
}) {
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{`Criterion ${at}`}</legend>
      <ChooseField
        name={`indicator-${at}`}
        label="Indicator"
        none="None: the values are written below"
        choices={indicators}
        attempt={attempt}
      />
      <LineField name={`name-${at}`} label="Name, if it is no indicator" attempt={attempt} />
      <LineField
        name={`weight-${at}`}
        label="Weight"
        hint="Such as 1, or 2 for twice as much"
        attempt={attempt}
      />
      <PickField
        name={`worse-${at}`}
        label="What speaks for a place?"
        choices={[
          { value: 'higher', text: 'A higher value' },
          { value: 'lower', text: 'A lower value' },
        ]}
        attempt={attempt}
      />
      <WordsField
        name={`values-${at}`}
        label="Values, if it is no indicator"
        hint="One place a line, such as Chadsmoor: 12.5"
        attempt={attempt}
      />
      <LineField name={`source-${at}`} label="Source of the values" attempt={attempt} />
    </fieldset>
  );
}

/** Which places are taken, and why. */
export function ChoiceForm({
  selection,
  attempt,
  keys,
  revision,
}: FormProps & { readonly selection: Selection; readonly revision: number }) {
  const ranked = rank(selection.contents);
  const base = `/evidence/target-areas/${selection.slug}`;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`Choose for ${selection.title}`}
      lead="What is taken says why, and so does what is passed over though it ranks higher."
      action={`${base}/choice`}
      back={base}
      revision={revision}
    >
      <Checkboxes
        name="chosen"
        legend="Which places are taken?"
        legendSize="s"
        items={ranked.map(({ slug, name, rank: at, score }) => ({
          value: slug,
          text: at === null ? `${name}, not ranked` : `${name}, rank ${at}, score ${score}`,
        }))}
        values={typedAll(attempt, 'chosen')}
        error={attempt.errors.chosen}
      />
      {ranked.map(({ slug, name }) => (
        <WordsField
          key={slug}
          name={`reason-${slug}`}
          label={`Why is ${name} taken or not?`}
          rows={2}
          attempt={attempt}
        />
      ))}
    </FormPage>
  );
}

/** What the form of the choice shows of what was chosen. */
export const choiceValues = ({ contents }: Selection): Attempt['values'] => ({
  chosen: contents.candidates.filter(({ chosen }) => chosen).map(({ slug }) => slug),
  ...Object.fromEntries(contents.candidates.map(({ slug, reason }) => [`reason-${slug}`, reason])),
});

/** Reads the form of the choice. */
export const readChoice = (
  { contents }: Selection,
  form: Attempt['values'],
): ReadonlyMap<string, { readonly chosen: boolean; readonly reason: string }> => {
  const chosen = new Set(typedAll({ values: form }, 'chosen'));
  return new Map(
    contents.candidates.map(({ slug }) => [
      slug,
      { chosen: chosen.has(slug), reason: typed({ values: form }, `reason-${slug}`).trim() },
    ]),
  );
};

/** By whom and why a selection is adopted. */
export const AdoptionForm = ({ selection, attempt, keys }: FormProps & { readonly selection: Selection }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Record the adoption of ${selection.title}`}
    lead="From then on it is kept as it is, with all its data and reasons, and changes no more."
    action={`/evidence/target-areas/${selection.slug}/adoption`}
    back={`/evidence/target-areas/${selection.slug}`}
    revision={selection.revision}
    submit="Adopt it"
  >
    <DayField name="adoptedOn" label="When was it adopted?" attempt={attempt} />
    <LineField name="decidedBy" label="By whom?" hint="Such as the Strategic Board" attempt={attempt} />
    <WordsField name="reason" label="Why these places?" attempt={attempt} />
  </FormPage>
);

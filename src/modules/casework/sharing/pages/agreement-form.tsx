import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, DayField, LineField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed, typedAll } from '../../../../ui/forms/typed.ts';
import { Checkboxes, Select } from '../../../../ui/govuk/index.ts';
import { categoryItems } from '../parts.tsx';

interface Props {
  readonly heading: string;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** What an agreement says. */
export function AgreementForm(
  props: Props & {
    readonly revision?: number | undefined;
    readonly agencies: readonly Choice[];
    readonly purposes: readonly (Choice & { readonly hint: string })[];
  },
) {
  const { attempt, keys, revision, agencies } = props;
  const boxes = (name: string, legend: string, items: readonly Choice[], hint?: string) => (
    <Checkboxes
      {...{ name, legend, items, hint }}
      legendSize="s"
      small
      values={typedAll(attempt, name)}
      error={attempt.errors[name]}
    />
  );
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={props.heading}
      action={props.action}
      back={props.back}
      revision={revision}
    >
      <LineField name="title" label="What is the agreement called?" attempt={attempt} />
      {boxes('providers', 'Who provides data?', agencies)}
      {boxes('recipients', 'Who receives it?', agencies)}
      {boxes('purposes', 'For which purposes?', props.purposes)}
      {boxes('categories', 'Which categories of data?', categoryItems())}
      <WordsField
        name="conditions"
        label="On which conditions?"
        hint="What a recipient must and must not do with it"
        attempt={attempt}
      />
      <LineField
        name="assessment"
        label="Which data protection impact assessment does it rest on?"
        hint="Its reference. Leave it empty when there is none"
        attempt={attempt}
      />
      <DayField name="startsOn" label="In force from" attempt={attempt} />
      <DayField name="reviewOn" label="To be reviewed by" attempt={attempt} />
      <DayField name="endsOn" label="Last day" hint="Leave it empty when it has no end" attempt={attempt} />
    </FormPage>
  );
}

/** Whom to ask at an agency: the post, which is of that agency. */
export function ContactForm(props: Props & { readonly posts: readonly Choice[] }) {
  const { attempt, keys } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={props.heading}
      lead="Shown to other agencies where yours shares only that it knows somebody."
      action={props.action}
      back={props.back}
    >
      <Select
        name="postId"
        label="Post to ask"
        items={[{ value: '', text: 'Choose a post' }, ...props.posts]}
        value={typed(attempt, 'postId')}
        error={attempt.errors.postId}
      />
    </FormPage>
  );
}

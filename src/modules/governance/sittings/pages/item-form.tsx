import { textIn, textsIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, Checkboxes, Form, Radios, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';

export interface ItemFormProps extends FormPageProps {
  readonly posts: readonly Choice[];
  readonly agencies: readonly Choice[];
  readonly subjects: readonly Choice[];
}

/** Adds an item to an agenda, or changes one. */
export function ItemForm(props: ItemFormProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const nobody = { value: '', text: 'Nobody in particular' };
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="Title" />
      <Radios
        {...field('type')}
        legend="What is it for?"
        items={[
          { value: 'information', text: 'Information' },
          { value: 'discussion', text: 'Discussion' },
          { value: 'decision', text: 'Decision' },
        ]}
      />
      <Checkboxes
        name="keyDecision"
        legend="Key decision"
        legendSize="s"
        hint="Where the terms of reference make it one, it is marked by itself"
        items={[{ value: 'yes', text: 'It is a key decision' }]}
        values={textsIn(values, 'keyDecision')}
      />
      <TextInput {...field('minutes')} label="How many minutes? (optional)" width={3} inputMode="numeric" />
      <Select
        {...field('ownerPostId')}
        label="Who presents it? (optional)"
        items={[nobody, ...props.posts]}
      />
      <Select
        {...field('ownerAgencyId')}
        label="For which agency? (optional)"
        items={[nobody, ...props.agencies]}
      />
      {props.subjects.length > 0 ? (
        <Select
          {...field('subject')}
          label="What does it decide? (optional)"
          hint="What is chosen here is what the decision takes effect on"
          items={[{ value: '', text: 'Nothing that is kept here' }, ...props.subjects]}
        />
      ) : null}
      <Textarea {...field('proposal')} label="What is proposed? (optional)" hint="Markdown" rows={4} />
      <TextInput
        {...field('exemptReason')}
        label="Why is it exempt? (leave empty for an open item)"
        hint="The paragraph of schedule 12A to the Local Government Act 1972. Hides the item and its papers."
      />
    </FormPage>
  );
}

/** Takes an item off the agenda. */
export function WithdrawItem(props: {
  readonly action: string;
  readonly keys: Keys;
  readonly revision: number;
}) {
  const { action, keys, revision } = props;
  return (
    <Form action={action} csrf={keys.csrf} formId={`${keys.formId}-withdraw`} revision={revision}>
      <Button kind="warning">Take it off the agenda</Button>
    </Form>
  );
}

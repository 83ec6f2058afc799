import { InsetText, Textarea, TextInput } from '../govuk/index.ts';

/** What every form asks that records an adoption of before: where the minutes say so, and why it is recorded so. */
export function EarlierFields({
  values,
  errors,
}: {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}) {
  const field = (name: string) => {
    const value = values[name];
    return { name, value: typeof value === 'string' ? value : '', error: errors[name] };
  };
  return (
    <>
      <TextInput {...field('minutes')} label="Which minutes say so?" hint="The body, the date and the item" />
      <Textarea
        {...field('reason')}
        label="Why is it recorded here and not decided here?"
        hint="Such as: decided before the partnership began to use Concord"
        rows={2}
      />
    </>
  );
}

/** By what something was adopted: a decision, or the record of what was decided before. */
export function GroundNote({
  ground,
}: {
  readonly ground: { readonly says: string; readonly href: string | null } | undefined;
}) {
  if (!ground) return null;
  return (
    <InsetText>
      {ground.href === null ? (
        ground.says
      ) : (
        <a class="govuk-link" href={ground.href}>
          {ground.says}
        </a>
      )}
    </InsetText>
  );
}

import type { Attempt } from '../../../platform/http/route.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Radios } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { PURPOSE_PATH } from './next.ts';
import type { Purpose } from './queries.ts';

/** Asked on entry to casework: what do you read personal data for? */
export function ChoosePurposePage(props: {
  readonly purposes: readonly Purpose[];
  readonly current: string | undefined;
  readonly next: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly mayAgree: boolean;
}) {
  const { purposes, current, next, keys, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading="What do you need to see personal data for?"
        lead="You see what the law allows for this purpose, and what other agencies share for it. Every page you open is recorded with it."
      />
      {purposes.length === 0 ? (
        <NoPurposes keys={keys} mayAgree={props.mayAgree} />
      ) : (
        <Form action={PURPOSE_PATH} csrf={keys.csrf}>
          <input type="hidden" name="next" value={next} />
          <Radios
            name="purpose"
            legend="Purpose"
            legendSize="m"
            items={purposes.map((purpose) => ({
              value: purpose.slug,
              text: purpose.title,
              hint: `${purpose.says} ${purpose.gateway}.`,
            }))}
            value={current}
            error={attempt.errors.purpose}
          />
          <Button>Continue</Button>
        </Form>
      )}
      {current === undefined ? null : (
        <Form action={`${PURPOSE_PATH}/leaving`} csrf={keys.csrf}>
          <Button class="govuk-button--secondary">Leave casework</Button>
        </Form>
      )}
    </>
  );
}

function NoPurposes({ keys, mayAgree }: { readonly keys: Keys; readonly mayAgree: boolean }) {
  return mayAgree ? (
    <>
      <p class="govuk-body">
        The purposes for which the partnership reads personal data will be here. Begin with the standard ones,
        each with the law that allows it, and change them afterwards.
      </p>
      <Form action="/casework/sharing/purposes/standard" csrf={keys.csrf} formId={keys.formId}>
        <Button preventDoubleClick>Begin with the standard purposes</Button>
      </Form>
    </>
  ) : (
    <p class="govuk-body">
      Nobody has set the purposes for which personal data may be read, so nobody may read any. Ask whoever
      holds the role Information governance to set them.
    </p>
  );
}

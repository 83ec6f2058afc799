import { longDate } from '../../../../kernel/plain-date.ts';
import { DayField, WordsField } from '../../../../ui/forms/fields.tsx';
import { type Keys, NOT_KEPT, type Typed } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, SummaryList, WarningText } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { HOLDS, RETENTION } from '../crumbs.ts';
import { kindOf } from '../kinds.ts';
import type { KeptLonger, ToReview } from '../queue.ts';
import { DisposalFields } from './due-of-kind.tsx';
import { Standing } from './queue.tsx';

/** One thing whose review came: kept longer, or disposed of. */
export function ReviewPage(props: {
  readonly thing: ToReview;
  readonly earlier: readonly KeptLonger[];
  readonly keys: Keys;
  readonly attempt: Typed;
}) {
  const { thing, keys, attempt } = props;
  const path = `${RETENTION}/${thing.kind}/${thing.id}`;
  const may = !thing.held && thing.open.length === 0;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ untilOn: 'untilOn-day' }} />
      <PageHeading heading={`${kindOf(thing.kind).says} ${thing.code}`} lead={<Standing {...thing} />} />
      <SummaryList
        rows={[
          { key: 'Held by', value: thing.agencies.join(', ') },
          { key: 'To be reviewed', value: longDate(thing.reviewOn) },
          ...props.earlier.map(({ onDay, untilOn, reason }) => ({
            key: `Decided on ${longDate(onDay)}`,
            value: `Kept until ${longDate(untilOn)}: ${reason ?? 'the reason was disposed of'}`,
          })),
        ]}
      />
      <h2 class="govuk-heading-m">Keep it longer</h2>
      <Form action={`${path}/keeping`} csrf={keys.csrf} formId={keys.formId} attributes={NOT_KEPT}>
        <DayField
          name="untilOn"
          label="Until when?"
          hint="It is reviewed again on that day"
          attempt={attempt}
        />
        <WordsField name="reason" label="Why is it still needed?" rows={3} attempt={attempt} />
        <Button preventDoubleClick>Keep it until then</Button>
      </Form>
      <h2 class="govuk-heading-m">Dispose of it</h2>
      {may ? (
        <Form action={`${path}/disposal`} csrf={keys.csrf} formId={keys.formId}>
          <WarningText>
            This cannot be undone. Rows, files and keys are destroyed; older backups cannot bring it back.
          </WarningText>
          <DisposalFields kind={thing.kind} attempt={attempt} />
          <Button kind="warning" preventDoubleClick>
            Dispose of it for good
          </Button>
        </Form>
      ) : (
        <p class="govuk-body">
          {thing.held
            ? 'It is on legal hold, or part of something that is. Lift the hold first.'
            : `Something is still open: ${thing.open.join(', ')}. Close it first.`}
        </p>
      )}
      {thing.kind === 'record' || thing.kind === 'case' ? (
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={`${HOLDS}/new?kind=${thing.kind === 'case' ? 'case' : 'person'}&about=${thing.clusterId ?? thing.id}`}
          >
            Put {thing.kind === 'case' ? 'the case' : 'the person'} on legal hold
          </a>
        </p>
      ) : null}
    </>
  );
}

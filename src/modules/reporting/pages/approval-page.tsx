import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, Checkboxes, ErrorSummaryFor, Form, Textarea, WarningText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ReportRow } from '../queries.ts';
import { STATE_WORDS } from '../report-states.ts';
import type { StepRow } from '../step-queries.ts';
import type { DraftWarning } from '../warnings/index.ts';
import { ReportNav, StateTag, titleAsAt, typed, WarningList } from './parts.tsx';

export interface ApprovalView {
  readonly report: ReportRow;
  readonly steps: readonly StepRow[];
  readonly warnings: readonly DraftWarning[];
  readonly editionId: string | undefined;
  readonly mayEdit: boolean;
  readonly mayApprove: boolean;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** Submits, approves or sends back a report, and tells who did which when. */
export function ApprovalPage(view: ApprovalView) {
  const { report, warnings, again } = view;
  const serious = warnings.filter((warning) => warning.severity !== 'hint');
  return (
    <>
      <ErrorSummaryFor errors={again?.errors} />
      <PageHeading caption={titleAsAt(report)} heading="Approval" lead={<StateTag state={report.state} />} />
      <ReportNav id={report.id} current="/approval" />
      <NextStep {...view} />
      <WarningList warnings={serious} reportId={report.id} templateSlug={report.templateSlug} />
      <h2 class="govuk-heading-m">What has happened</h2>
      <ol class="govuk-list govuk-list--number">
        {view.steps.map((step) => (
          <li>
            {STATE_WORDS[step.state]}, {longDate(step.onDay)}
            {step.person ? `, by ${step.person}` : ''}
            {step.agency ? ` (${step.agency})` : ''}
            {step.reason ? `: ${step.reason}` : ''}
          </li>
        ))}
      </ol>
    </>
  );
}

function NextStep(view: ApprovalView) {
  const { report, editionId } = view;
  if (editionId)
    return (
      <p class="govuk-body">
        This report is approved.{' '}
        <a class="govuk-link" href={`/editions/${editionId}`}>
          See its frozen edition
        </a>
      </p>
    );
  if (report.state === 'draft') return <Submit {...view} />;
  return (
    <>
      {view.mayApprove ? (
        <Approve {...view} />
      ) : (
        <p class="govuk-body">The report waits for somebody who may approve it.</p>
      )}
      {view.mayApprove || view.mayEdit ? <SendBack {...view} /> : null}
    </>
  );
}

function Submit({ report, keys, mayEdit }: ApprovalView) {
  if (!mayEdit) return <p class="govuk-body">The report is still being written.</p>;
  return (
    <Form action={`/reports/${report.id}/submission`} {...keys} revision={report.revision}>
      <p class="govuk-body">While it waits for approval, nobody writes in it. It can be sent back.</p>
      <Button preventDoubleClick>Submit for approval</Button>
    </Form>
  );
}

function Approve({ report, keys, warnings, again }: ApprovalView) {
  const stops = warnings.filter((warning) => warning.severity === 'stops').length;
  const open = warnings.filter((warning) => warning.severity === 'warning').length;
  if (stops > 0)
    return (
      <WarningText>
        {plural(stops, 'thing')} below must be put right first. Send the report back to draft to do it.
      </WarningText>
    );
  return (
    <Form action={`/reports/${report.id}/approval`} {...keys} revision={report.revision}>
      <p class="govuk-body">
        Approval freezes the report: its web page, PDF, Word document and data stay exactly as they are now,
        and their hashes go into the audit trail.
      </p>
      {open > 0 ? (
        <Checkboxes
          name="acknowledged"
          error={again?.errors.acknowledged}
          values={typed(again, 'acknowledged', '') === 'yes' ? ['yes'] : []}
          items={[{ value: 'yes', text: `I have seen the ${plural(open, 'warning')} below` }]}
        />
      ) : null}
      <Button preventDoubleClick>Approve and freeze</Button>
    </Form>
  );
}

function SendBack({ report, keys, again }: ApprovalView) {
  return (
    <Form
      action={`/reports/${report.id}/return`}
      csrf={keys.csrf}
      formId={`${keys.formId}-r`}
      revision={report.revision}
    >
      <Textarea
        name="reason"
        label="Or send it back: what has to be changed?"
        error={again?.errors.reason}
        rows={3}
        value={typed(again, 'reason', '')}
      />
      <Button kind="secondary">Send back to draft</Button>
    </Form>
  );
}

import type { Document } from '../../../ui/document/index.ts';
import { DocumentView } from '../../../ui/document/index.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  Details,
  ErrorSummaryFor,
  Form,
  InsetText,
  Radios,
  Textarea,
} from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { WrittenText } from '../model.ts';
import type { ReportRow } from '../queries.ts';
import type { DraftWarning } from '../warnings/index.ts';
import { ReportNav, titleAsAt, typed, WarningList } from './parts.tsx';

export interface TextView {
  readonly report: ReportRow;
  readonly place: string;
  readonly title: string;
  readonly help: string;
  readonly text: WrittenText | undefined;
  readonly warnings: readonly DraftWarning[];
  /** What was typed, or what stands there for who only reads. */
  readonly preview: Document | undefined;
  readonly mayWrite: boolean;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** The words at one place of the draft: to be written by who may while it is a draft, else to be read. */
export function TextPage(view: TextView) {
  const { report, place } = view;
  const action = `/reports/${report.id}/sections/${place}`;
  return (
    <>
      <ErrorSummaryFor errors={view.again?.errors ?? {}} />
      <PageHeading
        caption={titleAsAt(report)}
        heading={view.title}
        lead={view.mayWrite ? view.help : undefined}
      />
      <ReportNav id={report.id} current={action} />
      {view.mayWrite ? <Writing {...view} action={action} /> : <Reading {...view} />}
    </>
  );
}

function Reading({ text, preview }: TextView) {
  if (!text) return <p class="govuk-body">Nothing is written here.</p>;
  if (text.standing === 'none' && text.words === '') return <p class="govuk-body">None</p>;
  return preview ? <DocumentPreview document={preview} /> : null;
}

/** Says that copied words still hold. */
function Confirmation({ text, keys, action }: Pick<TextView, 'text' | 'keys'> & { readonly action: string }) {
  if (text?.origin !== 'copied') return null;
  return (
    <Form action={`${action}/confirmation`} {...keys} formId={`${keys.formId}-c`} revision={text.revision}>
      <InsetText>
        <p class="govuk-body">
          <StatusTag tone="warning">Copied</StatusTag> These words come from the last edition. Change them
          below, or say that they still hold.
        </p>
        <Button kind="secondary">They still hold</Button>
      </InsetText>
    </Form>
  );
}

function Writing(view: TextView & { readonly action: string }) {
  const { report, place, text, again, action } = view;
  const overtaken = again !== undefined && typed(again, '_revision', '0') !== String(text?.revision ?? 0);
  const isImplication = place.startsWith('implication.');
  return (
    <>
      <WarningList warnings={view.warnings} reportId={report.id} templateSlug={report.templateSlug} />
      <Confirmation text={text} keys={view.keys} action={action} />
      {overtaken ? (
        <Details summary="What stands there now" open>
          <p class="govuk-body">{text?.words}</p>
          <p class="govuk-body">Bring both together below. Saving again replaces what stands there now.</p>
        </Details>
      ) : null}
      <Form
        action={action}
        {...view.keys}
        revision={text?.revision ?? 0}
        attributes={{ 'data-draft': `report-${report.id}-${place}` }}
      >
        {isImplication ? (
          <Radios
            name="standing"
            legend="Is there anything to say?"
            legendSize="s"
            value={typed(again, 'standing', text?.standing ?? 'written')}
            items={[
              { value: 'written', text: 'Yes, as written below' },
              { value: 'none', text: 'None', hint: 'Say below why there is none.' },
            ]}
          />
        ) : null}
        <Textarea
          name="words"
          label={isImplication ? 'What follows, or why there is none' : 'Words'}
          labelSize="s"
          hint="Write **bold**, lists and paragraphs as plain text. Put a figure in as {{figure:name}}, never as a number."
          error={again?.errors.words}
          rows={place.startsWith('front.') ? 2 : 16}
          value={typed(again, 'words', text?.words ?? '')}
          spellcheck
        />
        <ButtonGroup>
          <Button name="act" value="save" preventDoubleClick>
            Save
          </Button>
          <Button name="act" value="preview" kind="secondary">
            Preview
          </Button>
          <a class="govuk-link" href={`/reports/${report.id}/figures`}>
            Find a figure
          </a>
        </ButtonGroup>
      </Form>
      {view.preview ? (
        <section aria-labelledby="preview">
          <h2 class="govuk-heading-m" id="preview">
            Preview (not saved)
          </h2>
          <DocumentPreview document={view.preview} />
        </section>
      ) : (
        <Details summary="How figures are written in">
          <p class="govuk-body">
            “There were {'{{figure:indicator.recorded-crime.latest}}'} crimes” prints the value as at the date
            of the report, with a number that leads to its source. When the value changes, the sentence
            changes with it.
          </p>
        </Details>
      )}
    </>
  );
}

const DocumentPreview = ({ document }: { readonly document: Document }) => (
  <div class="app-preview">
    <DocumentView document={document} />
  </div>
);

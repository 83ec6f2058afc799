import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  ErrorSummaryFor,
  FileUpload,
  Form,
  InsetText,
  Textarea,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ImportedTemplate } from '../template-commands.ts';
import { typed } from './parts.tsx';

export interface TemplateImportView {
  readonly json: string;
  /** What importing would do; shown before anything is written. */
  readonly preview: ImportedTemplate | undefined;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

const SAYS = {
  added: 'becomes a new template',
  changed: 'becomes the next version',
  unchanged: 'is there already; nothing would change',
} as const;

/** Brings a report template in as data, with a look at what it would do first. */
export function TemplateImportPage({ json, preview, keys, again }: TemplateImportView) {
  return (
    <>
      <ErrorSummaryFor errors={again?.errors} />
      <PageHeading
        heading="Import a report template"
        lead="A template is a file of data (JSON): its sections, its implications and when it is due. Any template can be downloaded, changed and brought back."
      />
      {preview ? (
        <InsetText>
          The template “{preview.slug}” {SAYS[preview.outcome]} (version {preview.version}). Nothing is
          written yet.
        </InsetText>
      ) : null}
      <Form action="/reports/templates" {...keys} multipart>
        <FileUpload name="file" label="A file" labelSize="s" error={again?.errors.file} />
        <Textarea
          name="json"
          label="Or its contents"
          labelSize="s"
          rows={10}
          error={again?.errors.json}
          value={json || typed(again, 'json', '')}
        />
        <ButtonGroup>
          <Button name="act" value="preview" kind="secondary">
            Show what it would do
          </Button>
          <Button name="act" value="import" preventDoubleClick>
            Import template
          </Button>
        </ButtonGroup>
      </Form>
    </>
  );
}

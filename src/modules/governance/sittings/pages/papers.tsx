import { longDate } from '../../../../kernel/plain-date.ts';
import { textIn, textsIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Document, DocumentView } from '../../../../ui/document/index.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import type { Keys } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  ErrorSummaryFor,
  FileUpload,
  Form,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Sitting } from '../../queries.ts';
import type { Paper, PaperVersion } from '../queries.ts';
import type { Named } from '../subjects.ts';
import { whenOf } from '../words.ts';
import { pathOfSitting } from './sitting.tsx';

export interface PaperFormView {
  readonly sitting: Sitting;
  readonly items: readonly Choice[];
  /** What other modules keep and can lie before a board: approved reports. */
  readonly kept: readonly Choice[];
  readonly attempt: Attempt;
  readonly keys: Keys;
}

const FILE_HINT = 'PDF, picture, Word, spreadsheet or text. A PDF or picture stands in the pack itself.';

/** Adds a paper: words, a file, or something that is kept here already. */
export function PaperForm({ sitting, items, kept, attempt, keys }: PaperFormView) {
  const { values, errors } = attempt;
  const path = pathOfSitting(sitting);
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <>
      <ErrorSummaryFor errors={errors} />
      <PageHeading caption={`${sitting.body}, ${whenOf(sitting)}`} heading="Add a paper" />
      <Form action={`${path}/papers`} csrf={keys.csrf} formId={keys.formId} multipart>
        <TextInput {...field('title')} label="Title" />
        <Select
          {...field('itemId')}
          label="Which item is it for?"
          items={[{ value: '', text: 'None of them' }, ...items]}
        />
        <FileUpload name="file" label="A file (optional)" hint={FILE_HINT} error={errors.file} />
        <Textarea {...field('words')} label="Or its words" hint="Markdown" rows={10} />
        {kept.length > 0 ? (
          <Select
            {...field('subject')}
            label="Or a report that was approved here"
            items={[{ value: '', text: 'None' }, ...kept]}
          />
        ) : null}
        <Checkboxes
          name="exempt"
          legend="Exempt"
          legendSize="s"
          hint="A paper of an exempt item is exempt by itself"
          items={[{ value: 'yes', text: 'It is exempt: not for the public, nor for members without leave' }]}
          values={textsIn(values, 'exempt')}
        />
        <ButtonGroup>
          <Button preventDoubleClick>Save</Button>
          <a class="govuk-link" href={`${path}/agenda`}>
            Cancel
          </a>
        </ButtonGroup>
      </Form>
    </>
  );
}

export interface PaperView {
  readonly sitting: Sitting;
  readonly paper: Paper;
  readonly versions: readonly PaperVersion[];
  readonly subject: Named | undefined;
  /** Its words as a document; undefined for a file. */
  readonly document: Document | undefined;
  readonly mayEdit: boolean;
  readonly attempt: Attempt;
  readonly keys: Keys;
}

/** One paper as it is now, and its versions. */
export function PaperPage(view: PaperView) {
  const { sitting, paper, versions, subject, document, attempt } = view;
  const path = pathOfSitting(sitting);
  const file = paper.version?.file;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={`${sitting.body}, ${whenOf(sitting)}`}
        heading={paper.title}
        lead={[
          paper.exempt ? 'Exempt.' : '',
          paper.withdrawnOn ? `Withdrawn on ${longDate(paper.withdrawnOn)}.` : '',
        ]
          .filter(Boolean)
          .join(' ')}
      />
      {subject ? (
        <p class="govuk-body">
          This paper is{' '}
          <a class="govuk-link" href={subject.path}>
            {subject.title}
          </a>
          .
        </p>
      ) : null}
      {file && paper.version ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}/files/${paper.version.id}`}>
            {file.name}
          </a>{' '}
          ({Math.max(1, Math.round(file.size / 1024))} kB)
        </p>
      ) : null}
      {document ? <DocumentView document={document} titled={false} /> : null}
      {versions.length > 1 ? <Versions versions={versions} path={path} /> : null}
      {view.mayEdit && paper.withdrawnOn === null ? <PaperActions {...view} /> : null}
    </>
  );
}

function Versions({ versions, path }: { readonly versions: readonly PaperVersion[]; readonly path: string }) {
  return (
    <section aria-labelledby="versions">
      <h2 class="govuk-heading-m" id="versions">
        Versions
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {versions.map((version) => (
          <li key={version.id}>
            {version.file ? (
              <a class="govuk-link" href={`${path}/files/${version.id}`}>
                Version {version.version}
              </a>
            ) : (
              `Version ${version.version}`
            )}
            , {longDate(version.addedOn)}
            {version.reason ? `: ${version.reason}` : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PaperActions({ sitting, paper, attempt, keys }: PaperView) {
  const path = `${pathOfSitting(sitting)}/papers/${paper.id}`;
  const { values, errors } = attempt;
  return (
    <>
      {paper.subject ? null : (
        <Form
          action={path}
          csrf={keys.csrf}
          formId={keys.formId}
          revision={paper.version?.version ?? 0}
          multipart
        >
          <h2 class="govuk-heading-m">Add another version</h2>
          <FileUpload name="file" label="A file" hint={FILE_HINT} error={errors.file} />
          <Textarea
            name="words"
            label="Or its words"
            hint="Markdown"
            rows={10}
            value={'words' in values ? textIn(values, 'words') : (paper.version?.words ?? '')}
            error={errors.words}
          />
          <TextInput
            name="reason"
            label="What is different?"
            value={textIn(values, 'reason')}
            error={errors.reason}
          />
          <Button preventDoubleClick>Save this version</Button>
        </Form>
      )}
      <Form action={`${path}/withdrawal`} csrf={keys.csrf} formId={`${keys.formId}-withdraw`}>
        <Button kind="warning">Withdraw this paper</Button>
      </Form>
    </>
  );
}

import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Document, DocumentView } from '../../../../ui/document/index.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, ErrorSummaryFor, Form, InsetText, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import type { Minutes, MinutesState } from './queries.ts';

export const STATES: Readonly<Record<MinutesState, readonly [Tone, string]>> = {
  drafted: ['active', 'Draft'],
  corrected: ['active', 'Corrected draft'],
  agreed: ['good', 'Agreed by the chair'],
  published: ['good', 'Published'],
};

/** How a version stands, in a sentence. */
export function standingOf({ state, onDay, agreedBy }: Minutes, agreed: Minutes | undefined): string {
  if (state === 'drafted' || state === 'corrected') return `Draft, not yet agreed, of ${longDate(onDay)}`;
  const by = (agreed?.agreedBy ?? agreedBy) === 'chair' ? 'the chair' : 'the chair, as recorded for them,';
  const day = longDate(agreed?.onDay ?? onDay);
  return state === 'agreed'
    ? `Agreed by ${by} on ${day}`
    : `Agreed by ${by} on ${day}; published on ${longDate(onDay)}`;
}

export interface MinutesView {
  readonly heading: string;
  readonly caption: string;
  readonly base: string;
  /** The version that is shown; undefined before the first, or where only the open part may be read. */
  readonly shown: Minutes | undefined;
  readonly latest: boolean;
  readonly document: Document | undefined;
  readonly versions: readonly Minutes[];
  readonly dueOn: PlainDate | null;
  readonly isPublished: boolean;
  readonly today: PlainDate;
  readonly mayRecord: boolean;
  readonly isChair: boolean;
  readonly keys: { readonly csrf: string; readonly formId: string };
  readonly attempt: Attempt;
}

/** The minutes of a sitting: what they say, how they stand, what can be done next. */
export function MinutesPage(view: MinutesView) {
  const { shown, document, dueOn } = view;
  const state = shown?.state;
  const late = dueOn !== null && dueOn < view.today && !view.isPublished;
  return (
    <>
      <ErrorSummaryFor errors={view.attempt.errors} />
      <PageHeading caption={view.caption} heading={view.heading} />
      <p class="govuk-body">
        {state ? <StatusTag tone={STATES[state][0]}>{STATES[state][1]}</StatusTag> : null}{' '}
        {dueOn === null || view.isPublished ? null : (
          <>
            {late ? <StatusTag tone="bad">Late</StatusTag> : null} Due by {longDate(dueOn)}.
          </>
        )}{' '}
        {shown && !view.latest ? 'This is an earlier version.' : ''}
      </p>
      {document ? null : (
        <p class="govuk-body app-empty">
          {view.mayRecord
            ? 'The minutes will be here. Start by drafting them from what was recorded at the meeting.'
            : 'The minutes will be here once they are published.'}
        </p>
      )}
      {view.latest && view.mayRecord ? <NextStep view={view} /> : null}
      {view.latest && !view.mayRecord && view.isChair && (state === 'drafted' || state === 'corrected') ? (
        <Agreement view={view} />
      ) : null}
      {document ? (
        <>
          <ul class="govuk-list app-inline-list">
            <li>
              <a class="govuk-link" href={`${view.base}.pdf${versionQuery(view)}`}>
                PDF
              </a>
            </li>
            <li>
              <a class="govuk-link" href={`${view.base}.docx${versionQuery(view)}`}>
                Word document
              </a>
            </li>
            {view.versions.length > 1 ? (
              <li>
                <a class="govuk-link" href={`${view.base}/comparison`}>
                  What changed since the first draft
                </a>
              </li>
            ) : null}
          </ul>
          <div class="app-document app-preview">
            <DocumentView document={document} />
          </div>
        </>
      ) : null}
      {shown && view.latest && view.mayRecord && (state === 'drafted' || state === 'corrected') ? (
        <>
          <h2 class="govuk-heading-m">Correct a part</h2>
          <ul class="govuk-list">
            {shown.contents.sections.map(({ key, heading }) => (
              <li key={key}>
                <a class="govuk-link" href={`${view.base}/parts/${key}`}>
                  {heading}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {view.versions.length > 0 ? <Versions view={view} /> : null}
    </>
  );
}

const versionQuery = ({ shown, latest }: MinutesView): string =>
  shown && !latest ? `?version=${shown.version}` : '';

function NextStep({ view }: { readonly view: MinutesView }) {
  const { shown, base, keys } = view;
  if (shown?.state === 'published') return null;
  if (shown?.state === 'agreed')
    return (
      <Form action={`${base}/publication`} {...keys} revision={shown.version}>
        <p class="govuk-body">
          Published minutes can be read by everybody. Exempt items are left out, and they say so.
        </p>
        <Button preventDoubleClick>Publish the minutes</Button>
      </Form>
    );
  return (
    <>
      <Form action={`${base}/drafts`} {...keys} revision={shown?.version ?? 0}>
        <Button preventDoubleClick kind={shown ? 'secondary' : undefined}>
          {shown ? 'Draft again from what was recorded' : 'Draft the minutes'}
        </Button>
      </Form>
      {shown ? <Agreement view={view} /> : null}
    </>
  );
}

function Agreement({ view }: { readonly view: MinutesView }) {
  const { attempt, shown } = view;
  return (
    <Form action={`${view.base}/agreement`} {...view.keys} revision={shown?.version ?? 0}>
      {view.isChair ? (
        <p class="govuk-body">You are the chair of this body.</p>
      ) : (
        <TextInput
          name="how"
          label="How and when the chair agreed the minutes"
          hint="You record the chair's agreement; the minutes will say so."
          value={textIn(attempt.values, 'how')}
          error={attempt.errors.how}
        />
      )}
      <Button preventDoubleClick>
        {view.isChair ? 'Agree the minutes' : 'Record that the chair agreed'}
      </Button>
    </Form>
  );
}

function Versions({ view }: { readonly view: MinutesView }) {
  return (
    <>
      <h2 class="govuk-heading-m">Versions</h2>
      <ol class="govuk-list">
        {view.versions.map((one) => (
          <li key={one.version}>
            <a class="govuk-link" href={`${view.base}?version=${one.version}`}>
              Version {one.version}
            </a>
            : {STATES[one.state][1].toLowerCase()}, {longDate(one.onDay)}
            {one.agreedBy === 'recorded-for-the-chair' ? ', recorded for the chair' : ''}
            {one.reason ? `: ${one.reason}` : ''}
            <span class="app-hash app-quiet"> SHA-256 {one.hash.toString('hex')}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The form that corrects one part of the minutes. */
export function CorrectionForm(props: FormPageProps) {
  return (
    <FormPage {...props} submit="Correct the minutes">
      {props.errors[''] ? <InsetText>{props.errors['']}</InsetText> : null}
      <Textarea
        name="markdown"
        label="What the minutes say"
        hint="Markdown: - for a list, ** around what is bold. An empty line begins a paragraph."
        rows={16}
        value={textIn(props.values, 'markdown')}
        error={props.errors.markdown}
      />
      <TextInput
        name="reason"
        label="What was wrong"
        value={textIn(props.values, 'reason')}
        error={props.errors.reason}
      />
    </FormPage>
  );
}

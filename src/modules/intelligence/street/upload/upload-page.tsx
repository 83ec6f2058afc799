import { listInWords, plural } from '../../../../kernel/names.ts';
import type { Progress } from '../../../../platform/progress.ts';
import { formatNumber } from '../../../../ui/charts/index.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, ButtonGroup, Form, InsetText, WarningText } from '../../../../ui/govuk/index.ts';
import { LiveProgress, PageHeading } from '../../../../ui/layout/index.ts';
import { GrownMonths } from './grown.tsx';
import { UPLOADS } from './job.ts';
import { CountsByFile, RowsByKind, sumOf, UnreadableRows } from './preview.tsx';
import { type StreetUpload, WAITS_DAYS } from './types.ts';

interface UploadPageProps {
  readonly upload: StreetUpload;
  /** How far it is, for whoever brought or confirmed it. */
  readonly progress: Progress | undefined;
  /** It has said nothing for a while, as after a restart. */
  readonly rests: boolean;
  readonly keys: Keys;
}

const pathOf = ({ id }: StreetUpload): string => `${UPLOADS}/${id}`;

/** Street files that somebody brought: how far they are, what would become of their rows, or what became of them. */
export function UploadPage(props: UploadPageProps) {
  const { upload } = props;
  switch (upload.state) {
    case 'reading':
      return (
        <Working
          {...props}
          heading="Reading street files"
          lead="Nothing is written. The preview comes next."
        />
      );
    case 'looked':
      return <Preview {...props} />;
    case 'importing':
      return (
        <Working
          {...props}
          heading="Importing street files"
          lead="File by file, each whole or not at all. You can leave this page; the work goes on, also after a restart."
        />
      );
    case 'finished':
      return <Finished {...props} />;
    case 'refused':
      return <Refused {...props} />;
    case 'put-aside':
      return (
        <>
          <PageHeading heading="Street files put aside" lead="Nothing of these files was imported." />
          <Another />
        </>
      );
  }
}

/** What is left to do where nothing can be done with the files any more. */
const Another = () => (
  <>
    <p class="govuk-body">The files themselves are kept no longer. What became of them stays on this page.</p>
    <p class="govuk-body">
      <a class="govuk-link" href={UPLOADS}>
        Import other street files
      </a>
      {', '}
      <a class="govuk-link" href="/indicators/street-crime">
        all that were imported
      </a>
    </p>
  </>
);

const accountsOf = ({ files }: StreetUpload) => files.flatMap(({ account }) => account ?? []);

function Working(props: UploadPageProps & { readonly heading: string; readonly lead: string }) {
  const { upload, progress, keys } = props;
  const path = pathOf(upload);
  const done = accountsOf(upload);
  return (
    <>
      <PageHeading caption="Street crime from police.uk" heading={props.heading} lead={props.lead} />
      {progress && !props.rests ? (
        <LiveProgress
          label={props.heading}
          value={progress.done}
          max={progress.total ?? 1}
          text={progress.sentence}
          src={`/progress/${progress.id}/events`}
          refreshHref={path}
        />
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={path}>
            Look again how far it is
          </a>
        </p>
      )}
      {props.rests ? (
        <Form action={`${path}/continuation`} csrf={keys.csrf} formId={keys.formId}>
          <InsetText>
            Nothing has been heard of it for a while. It goes on by itself within some minutes, with the file
            in which it stopped; nothing is counted twice.
          </InsetText>
          <Button kind="secondary" preventDoubleClick>
            Go on now
          </Button>
        </Form>
      ) : null}
      {props.rests && upload.state === 'reading' ? <PutAside path={path} keys={keys} /> : null}
      {upload.state === 'importing' ? (
        <CountsByFile
          accounts={done}
          caption={`${done.length} of ${plural(upload.files.length, 'file')} imported`}
          path={path}
        />
      ) : null}
    </>
  );
}

function Preview({ upload, keys }: UploadPageProps) {
  const accounts = upload.look ?? [];
  const path = pathOf(upload);
  const [read, added, changed, unreadable] = (['read', 'added', 'changed', 'unreadable'] as const).map(
    (key) => sumOf(accounts, key),
  ) as [number, number, number, number];
  const fresh = added + changed;
  const unnamed = Math.max(upload.notRead.length - MOST_NAMED, 0) + upload.notReadMore;
  return (
    <>
      <PageHeading
        caption="Street crime from police.uk"
        heading="Preview of the import"
        lead={`Nothing is written yet: of ${plural(read, 'row')} in ${plural(accounts.length, 'file')}, ${formatNumber(added)} new, ${formatNumber(changed)} with a new outcome, ${formatNumber(sumOf(accounts, 'unchanged'))} known already, ${formatNumber(unreadable)} that cannot be read.`}
      />
      {unreadable > 0 ? (
        <WarningText>
          {plural(unreadable, 'row')} cannot be read, which may be where a file was cut. Download it again
          from police.uk, or leave such rows out.
        </WarningText>
      ) : null}
      <GrownMonths accounts={accounts} before />
      {fresh > 0 ? (
        <Form action={`${path}/confirmation`} csrf={keys.csrf} formId={keys.formId}>
          {unreadable > 0 ? <input type="hidden" name="leaveOut" value="yes" /> : null}
          <ButtonGroup>
            <Button preventDoubleClick kind={unreadable > 0 ? 'warning' : undefined}>
              {unreadable > 0
                ? `Import ${plural(fresh, 'row')}, leave ${formatNumber(unreadable)} out`
                : `Import ${plural(fresh, 'row')}`}
            </Button>
            <a class="govuk-link" href={UPLOADS}>
              Choose other files
            </a>
          </ButtonGroup>
        </Form>
      ) : (
        <InsetText>Every row that can be read is here already. There is nothing to import.</InsetText>
      )}
      <RowsByKind accounts={accounts} caption="What becomes of the rows" path={path} />
      <UnreadableRows accounts={accounts} path={path} />
      <CountsByFile accounts={accounts} caption="File by file" path={path} />
      {upload.notRead.length > 0 ? (
        <p class="govuk-body">
          Not read, since they are no street files: {listInWords(upload.notRead.slice(0, MOST_NAMED))}
          {unnamed > 0 ? ` and ${unnamed} more` : ''}.
        </p>
      ) : null}
      <p class="govuk-body">Where nobody decides, these files are put aside after {WAITS_DAYS} days.</p>
      <PutAside path={path} keys={keys} />
    </>
  );
}

/** Says that the files are not to be imported. */
const PutAside = ({ path, keys }: { readonly path: string; readonly keys: Keys }) => (
  <Form action={`${path}/removal`} csrf={keys.csrf} formId={keys.formId}>
    <Button kind="secondary">Put these files aside</Button>
  </Form>
);

const MOST_NAMED = 20;

function Finished({ upload }: UploadPageProps) {
  const accounts = accountsOf(upload);
  const path = pathOf(upload);
  return (
    <>
      <PageHeading
        caption="Street crime from police.uk"
        heading="Street files are imported"
        lead={`${plural(sumOf(accounts, 'read'), 'row')} read: ${formatNumber(sumOf(accounts, 'added'))} new, ${formatNumber(sumOf(accounts, 'changed'))} with a new outcome, ${formatNumber(sumOf(accounts, 'unchanged'))} known already, ${formatNumber(sumOf(accounts, 'unreadable'))} left out.`}
      />
      <GrownMonths accounts={accounts} />
      <RowsByKind accounts={accounts} caption="What became of the rows" path={path} />
      <UnreadableRows accounts={accounts} path={path} />
      <CountsByFile accounts={accounts} caption="File by file" path={path} />
      <Another />
    </>
  );
}

function Refused({ upload }: UploadPageProps) {
  const done = accountsOf(upload);
  return (
    <>
      <PageHeading caption="Street crime from police.uk" heading="These files could not be imported" />
      <WarningText>{upload.says}</WarningText>
      <p class="govuk-body">
        {done.length === 0
          ? 'Nothing of them was written.'
          : `Before that, ${done.length} of ${plural(upload.files.length, 'file')} were imported: these stay.`}
      </p>
      {done.length > 0 ? (
        <CountsByFile accounts={done} caption="What was imported" path={pathOf(upload)} />
      ) : null}
      <Another />
    </>
  );
}

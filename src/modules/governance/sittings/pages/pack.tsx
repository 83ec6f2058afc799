import { plural } from '../../../../kernel/names.ts';
import { addDays, daysBetween, longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { DocumentView } from '../../../../ui/document/index.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  Form,
  InsetText,
  TextInput,
  WarningText,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Sitting } from '../../queries.ts';
import { type PackReading, packDocument } from '../pack-document.ts';
import type { Pack, PublicSitting } from '../pack-queries.ts';

/** When papers are due by the terms of reference, and when they came. */
export function deadlineInWords(
  sitting: Pick<Sitting, 'day'>,
  daysBefore: number | null,
  publishedOn: PlainDate | undefined,
  today: PlainDate,
): string | undefined {
  if (daysBefore === null) return undefined;
  const due = addDays(sitting.day, -daysBefore);
  const late = daysBetween(due, publishedOn ?? today);
  const days = plural(Math.abs(late), 'day', 'days');
  if (publishedOn !== undefined)
    return late > 0 ? `Papers were due on ${longDate(due)}; they came ${days} late.` : undefined;
  if (late > 0) return `Papers were due on ${longDate(due)}, ${days} ago.`;
  return `Papers are due on ${longDate(due)}${late === 0 ? ', today' : `, in ${days}`}.`;
}

const pagesOf = ({ contents }: Pack): ReadonlyMap<string, number> =>
  new Map(Object.entries(contents.pdf?.headings ?? {}));

const pageRange = ({ contents: { pdf } }: Pack): string =>
  pdf === null
    ? ''
    : pdf.firstPage === 1
      ? `${plural(pdf.pages, 'page', 'pages')}`
      : `pages ${pdf.firstPage} to ${pdf.firstPage + pdf.pages - 1}`;

/** Published packs one under the other, each with its PDF and the page of each heading in it. */
export function Packs(props: {
  readonly packs: readonly Pack[];
  readonly pdfPath: (number: number) => string;
  readonly reading: PackReading;
}) {
  return (
    <>
      {props.packs.map((pack) => (
        <section
          key={pack.id}
          aria-label={pack.number === 1 ? 'Agenda and papers' : `Supplement ${pack.number - 1}`}
        >
          <p class="govuk-body">
            {pack.number === 1 ? 'Published' : `Supplement ${pack.number - 1}, published late`} on{' '}
            {longDate(pack.publishedOn)}.{' '}
            {pack.contents.pdf ? (
              <a class="govuk-link" href={props.pdfPath(pack.number)}>
                {pack.number === 1 ? 'All of it as one PDF' : 'The supplement as PDF'} ({pageRange(pack)})
              </a>
            ) : null}
          </p>
          <DocumentView
            document={packDocument(pack.contents, props.reading)}
            titled={pack.number > 1}
            pages={pagesOf(pack)}
          />
        </section>
      ))}
    </>
  );
}

export interface PackPageView {
  readonly sitting: Sitting;
  readonly packs: readonly Pack[];
  /** The reader sees the open part only. */
  readonly openOnly: boolean;
  readonly reading: PackReading;
  readonly deadline: string | undefined;
  readonly mayPublish: boolean;
  /** Something could be published that is not yet. */
  readonly news: boolean;
  /** Titles of items for decision that have no paper. */
  readonly without: readonly string[];
  readonly attempt: Attempt;
  readonly keys: Keys;
  readonly path: string;
}

/** The pack of a sitting as one page. */
export function PackPage(view: PackPageView) {
  const { sitting, packs, openOnly, deadline, path } = view;
  return (
    <>
      <ErrorSummaryFor errors={view.attempt.errors} />
      <PageHeading caption={sitting.body} heading="Agenda and papers" lead={deadline} />
      {openOnly && packs.length > 0 ? (
        <InsetText>Exempt items and papers are left out: your role does not include them.</InsetText>
      ) : null}
      {packs.length === 0 ? (
        <p class="govuk-body">
          Nothing is published yet.{' '}
          {view.mayPublish
            ? 'Build the agenda, add papers, then publish: what is published stays as it is.'
            : 'Agenda and papers will be here once they are published.'}
        </p>
      ) : null}
      {view.mayPublish && view.news ? <PublishForm {...view} /> : null}
      <Packs packs={packs} pdfPath={(number) => `${path}/pack-${number}.pdf`} reading={view.reading} />
    </>
  );
}

function PublishForm({ packs, without, attempt, keys, path }: PackPageView) {
  const supplement = packs.length > 0;
  return (
    <Form action={`${path}/pack`} csrf={keys.csrf} formId={keys.formId}>
      {without.length > 0 && !supplement ? (
        <WarningText>
          For decision, but without a paper or a proposal: {without.join(', ')}. You can publish all the same.
        </WarningText>
      ) : null}
      {supplement ? (
        <TextInput
          name="reason"
          label="Why do more papers come late?"
          value={textIn(attempt.values, 'reason')}
          error={attempt.errors.reason}
        />
      ) : null}
      <Button kind={supplement ? 'secondary' : undefined} preventDoubleClick>
        {supplement ? 'Publish a supplement' : 'Publish the pack and tell the members'}
      </Button>
    </Form>
  );
}

/** The papers that everybody may read. */
export function PublicListPage({ sittings }: { readonly sittings: readonly PublicSitting[] }) {
  return (
    <>
      <PageHeading heading="Agendas and papers" lead="What boards had before them, as far as it is open." />
      {sittings.length === 0 ? (
        <p class="govuk-body">Nothing is published yet. Agendas and papers appear here once they are.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {sittings.map(({ sittingId, body, when, publishedOn }) => (
            <li key={sittingId}>
              <a class="govuk-link govuk-!-font-weight-bold" href={`/published/sittings/${sittingId}`}>
                {body}, {when}
              </a>
              <br />
              Published {longDate(publishedOn)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The open papers of one sitting. */
export function PublicPackPage(props: {
  readonly packs: readonly Pack[];
  readonly body: string;
  readonly when: string;
  readonly path: string;
  readonly reading: PackReading;
}) {
  const { packs, body, when, path, reading } = props;
  return (
    <>
      <PageHeading caption={body} heading={`Agenda and papers, ${when}`} />
      <Packs packs={packs} pdfPath={(number) => `${path}/pack-${number}.pdf`} reading={reading} />
    </>
  );
}

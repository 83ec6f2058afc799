import { notFound } from '../../../platform/common-refusals.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { CONTACT, SUGGESTIONS, type SuggestionRecord } from './records.ts';

const PATH = '/transparency/automated-suggestions';
const ANYONE = { who: 'anyone' } as const;

const bullets = (items: readonly string[]) => (
  <ul class="govuk-list govuk-list--bullet">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

function SuggestionsPage() {
  return (
    <>
      <PageHeading
        heading="What the machine suggests about people"
        lead={`${SUGGESTIONS.length} automated suggestions are made. None of them decides anything about anybody: a person does, and writes down why.`}
      />
      {SUGGESTIONS.map((record) => (
        <section key={record.slug} aria-labelledby={record.slug}>
          <h2 class="govuk-heading-m" id={record.slug}>
            <a class="govuk-link" href={`${PATH}/${record.slug}`}>
              {record.title}
            </a>
          </h2>
          <p class="govuk-body">{record.does}</p>
          <p class="govuk-body">Who decides: {record.decides}</p>
        </section>
      ))}
      <p class="govuk-body">Whom to ask: {CONTACT}</p>
      <p class="govuk-body">
        The records have the shape of the Algorithmic Transparency Recording Standard.{' '}
        <a class="govuk-link" href={`${PATH}.json`}>
          The same as JSON
        </a>
      </p>
    </>
  );
}

const SuggestionPage = ({ record }: { readonly record: SuggestionRecord }) => (
  <>
    <PageHeading heading={record.title} caption="Automated suggestion" lead={record.does} />
    <SummaryList
      rows={[
        { key: 'Why it is there', value: record.why },
        { key: 'What it uses', value: bullets(record.uses) },
        { key: 'What it never uses', value: record.neverUses },
        { key: 'How it works', value: record.how },
        { key: 'Who decides', value: record.decides },
        { key: 'What somebody can do about it', value: record.appeal },
        { key: 'How it was tested', value: bullets(record.tested) },
        {
          key: 'Risks, and what is done about them',
          value: bullets(record.risks.map(({ risk, answer }) => `${risk} ${answer}`)),
        },
        { key: 'Tests that hold it to this', value: bullets(record.shownBy) },
        { key: 'Whom to ask', value: CONTACT },
      ]}
    />
  </>
);

/** A public record of each automated suggestion: names nobody, and needs no purpose. */
export const transparencyRoutes: readonly Route[] = [
  get(PATH, ANYONE, async () => ({
    title: 'What the machine suggests about people',
    body: <SuggestionsPage />,
  })),
  get(`${PATH}.json`, ANYONE, async () => ({ json: { contact: CONTACT, suggestions: SUGGESTIONS } })),
  get(`${PATH}/:slug`, ANYONE, async (c) => {
    const record = SUGGESTIONS.find(({ slug }) => slug === c.params.slug);
    if (!record) return notFound('record');
    return {
      title: record.title,
      breadcrumbs: [{ text: 'Automated suggestions', href: PATH }],
      body: <SuggestionPage record={record} />,
    };
  }),
];

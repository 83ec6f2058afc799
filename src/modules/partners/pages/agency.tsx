import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Agency, Charge, Holding, Post } from '../queries.ts';
import { SECTORS } from '../sectors.ts';
import { Presence } from './directory.tsx';

export interface AgencyPageProps {
  readonly agency: Agency;
  readonly posts: readonly (Post & { readonly holder: Holding | undefined })[];
  readonly duties: readonly Charge[];
  /** What the golden thread joins it to. */
  readonly leads: readonly Charge[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}

/** One agency: who to ask, what it answers for, what it has still to do. */
export function AgencyPage({ agency, posts, duties, leads, today, mayEdit }: AgencyPageProps) {
  const path = `/agencies/${agency.slug}`;
  return (
    <>
      <PageHeading
        caption={SECTORS[agency.sector]}
        heading={agency.name}
        lead={agency.note ?? undefined}
        actions={
          mayEdit ? (
            <>
              <Button href={`${path}/edit`} kind="secondary">
                Change
              </Button>
              {agency.leftOn === null ? (
                <Button href={`${path}/ending`} kind="secondary">
                  Record that it ended
                </Button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <Presence from={agency.joinedOn} to={agency.leftOn} today={today} />
      <SummaryList
        rows={[
          { key: 'Known as', value: agency.shortName },
          { key: 'Statutory', value: agency.statutory ? 'Yes' : 'No' },
          { key: 'Email', value: <Contact href="mailto:" text={agency.email} /> },
          { key: 'Telephone', value: <Contact href="tel:" text={agency.telephone} /> },
          agency.website !== null && { key: 'Website', value: <Contact href="" text={agency.website} /> },
          agency.address !== null && { key: 'Address', value: agency.address },
          agency.joinedOn !== null && { key: 'Joined', value: longDate(agency.joinedOn) },
        ]}
      />
      <h2 class="govuk-heading-m">Posts</h2>
      {posts.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">The jobs at this agency that the partnership deals with will be here.</p>
        </div>
      ) : (
        <ul class="govuk-list">
          {posts.map((post) => (
            <li key={post.id}>
              <a class="govuk-link" href={`/agencies/posts/${post.slug}`}>
                {post.title}
              </a>
              {post.holder ? `, held by ${post.holder.person}` : ''}{' '}
              <Presence from={post.startsOn} to={post.endsOn} today={today} />
            </li>
          ))}
        </ul>
      )}
      {mayEdit ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}/posts/new`}>
            Add a post
          </a>
        </p>
      ) : null}
      <Charges
        heading="What it leads"
        charges={leads}
        empty="Nothing is recorded as led by this agency yet."
      />
      <Charges
        heading="What it has still to do"
        charges={duties}
        empty="Nothing is waiting for this agency."
      />
    </>
  );
}

/** A list of things with links, dates where they are due, and a sentence when there are none. */
export function Charges(props: {
  readonly heading: string;
  readonly charges: readonly Charge[];
  readonly empty: string;
}) {
  return (
    <>
      <h2 class="govuk-heading-m">{props.heading}</h2>
      {props.charges.length === 0 ? (
        <p class="govuk-body app-quiet">{props.empty}</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {props.charges.map((charge) => (
            <li key={`${charge.path} ${charge.title}`}>
              <a class="govuk-link" href={charge.path}>
                {charge.title}
              </a>{' '}
              <span class="app-quiet">
                {charge.dueOn ? `due ${longDate(charge.dueOn)}` : charge.kind.replaceAll('-', ' ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A way to reach somebody as a link, or that it is not given. */
export function Contact({ href, text }: { readonly href: string; readonly text: string | null }) {
  if (text === null) return <span class="app-quiet">Not given</span>;
  return (
    <a class="govuk-link" href={`${href}${href === 'tel:' ? text.replaceAll(' ', '') : text}`}>
      {text}
    </a>
  );
}

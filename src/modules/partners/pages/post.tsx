import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { Button, DateInput, Select, SummaryList, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import type { Agency, Charge, Holding, Person, Post } from '../queries.ts';
import { Charges, Contact } from './agency.tsx';
import { Presence } from './directory.tsx';

export interface PostPageProps {
  readonly post: Post;
  readonly holder: Holding | undefined;
  readonly holdings: readonly Holding[];
  readonly duties: readonly Charge[];
  readonly leads: readonly Charge[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly mayAppoint: boolean;
}

const holdingColumns: readonly Column<Holding>[] = [
  { key: 'person', header: 'Person', cell: (holding) => holding.person },
  { key: 'from', header: 'From', cell: (holding) => longDate(holding.startsOn) },
  {
    key: 'to',
    header: 'To',
    cell: (holding) => (holding.endsOn ? longDate(holding.endsOn) : 'Still holds it'),
  },
  { key: 'seconded', header: 'Seconded from', cell: (holding) => holding.secondedFrom ?? 'Not seconded' },
];

/** One post: who holds it, how to reach them, what they answer for. */
export function PostPage(props: PostPageProps) {
  const { post, holder, today } = props;
  const path = `/agencies/posts/${post.slug}`;
  return (
    <>
      <PageHeading
        caption={post.agency}
        heading={post.title}
        lead={
          holder
            ? `Held by ${holder.person} since ${longDate(holder.startsOn)}.`
            : 'Nobody is recorded as holding this post.'
        }
        actions={
          <>
            {props.mayEdit ? (
              <Button href={`${path}/edit`} kind="secondary">
                Change
              </Button>
            ) : null}
            {props.mayAppoint && holder ? (
              <Button href={`${path}/vacancy`} kind="secondary">
                Record that they left
              </Button>
            ) : null}
            {props.mayAppoint ? <Button href={`${path}/appointment`}>Appoint somebody</Button> : null}
          </>
        }
      />
      <Presence from={post.startsOn} to={post.endsOn} today={today} />
      <SummaryList
        rows={[
          {
            key: 'Agency',
            value: (
              <a class="govuk-link" href={`/agencies/${post.agencySlug}`}>
                {post.agency}
              </a>
            ),
          },
          { key: 'Email', value: <Contact href="mailto:" text={post.email ?? holder?.email ?? null} /> },
          {
            key: 'Telephone',
            value: <Contact href="tel:" text={post.telephone ?? holder?.telephone ?? null} />,
          },
        ]}
      />
      {props.leads.length > 0 ? (
        <Charges heading="What it is joined to" charges={props.leads} empty="" />
      ) : null}
      <Charges
        heading="What it has still to do"
        charges={props.duties}
        empty="Nothing is waiting for this post."
      />
      {props.holdings.length > 0 ? (
        <DataTable
          caption="Who has held it"
          columns={holdingColumns}
          rows={props.holdings}
          rowKey={(holding) => holding.id}
          path={path}
          query={parseTableQuery({}, holdingColumns)}
          empty=""
        />
      ) : null}
    </>
  );
}

/** Adds or changes a post. */
export function PostForm(props: FormPageProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput
        {...field('title')}
        label="Title of the post"
        hint="Such as LSP Manager; never the name of a person"
      />
      <TextInput {...field('email')} label="Email (optional)" type="email" />
      <TextInput {...field('telephone')} label="Telephone (optional)" type="tel" width={20} />
      <DateInput
        name="startsOn"
        legend="From when is there this post? (optional)"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <DateInput
        name="endsOn"
        legend="What is its last day? (optional)"
        values={datePartsOf(values, 'endsOn')}
        error={errors.endsOn}
      />
    </FormPage>
  );
}

/** Records that somebody left a post, which stays empty until somebody is appointed. */
export function VacatingForm(props: FormPageProps) {
  return (
    <FormPage {...props}>
      <DateInput
        name="endsOn"
        legend="What was their last day in this post?"
        values={datePartsOf(props.values, 'endsOn')}
        error={props.errors.endsOn}
      />
    </FormPage>
  );
}

/** Appoints somebody to a post: somebody who is known, or somebody new. */
export function AppointmentForm(
  props: FormPageProps & { readonly people: readonly Person[]; readonly agencies: readonly Agency[] },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <Select
        {...field('personId')}
        label="Who is appointed?"
        items={[
          { value: '', text: 'Somebody new, named below' },
          ...props.people.map((person) => ({ value: person.id, text: person.name })),
        ]}
      />
      <TextInput {...field('name')} label="Name of somebody new" />
      <TextInput {...field('email')} label="Their email (optional)" type="email" />
      <DateInput
        name="startsOn"
        legend="From which day?"
        hint="Whoever holds the post now ends the day before."
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <Select
        {...field('secondedFrom')}
        label="Seconded from (optional)"
        items={[
          { value: '', text: 'Not seconded' },
          ...props.agencies.map((agency) => ({ value: agency.id, text: agency.name })),
        ]}
      />
    </FormPage>
  );
}

export const postColumns: readonly Column<Post>[] = [
  {
    key: 'title',
    header: 'Post',
    cell: (post) => (
      <a class="govuk-link" href={`/agencies/posts/${post.slug}`}>
        {post.title}
      </a>
    ),
  },
  {
    key: 'agency',
    header: 'Agency',
    cell: (post) => (
      <a class="govuk-link" href={`/agencies/${post.agencySlug}`}>
        {post.agency}
      </a>
    ),
  },
  { key: 'email', header: 'Email', cell: (post) => post.email ?? 'Not given' },
];

/** Every post of every agency. */
export function PostList(props: {
  readonly posts: readonly Post[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="Posts"
        lead="The jobs that the partnership deals with. People come and go; posts stay."
        actions={
          props.mayEdit ? (
            <Button href="/agencies/posts/import" kind="secondary">
              Import
            </Button>
          ) : undefined
        }
      />
      <DataTable
        caption="Posts"
        captionHidden
        columns={postColumns}
        rows={props.posts}
        rowKey={(post) => post.id}
        path="/agencies/posts"
        query={props.query}
        empty="The posts of all agencies will be listed here. Open an agency and add its first post."
      />
    </>
  );
}

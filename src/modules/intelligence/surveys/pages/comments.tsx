import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { LineField, TickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { type Keys, NOT_KEPT, type Typed } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, InsetText, Select } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterWords,
  filterOf,
  type TableQuery,
} from '../../../../ui/table/index.ts';
import { COMMENTS_AT_A_TIME, type Comment, type Theme } from '../comments.ts';
import type { WholeSurvey } from '../types.ts';
import { surveyPath } from './list.tsx';

/** What people wrote in their own words, by theme. */
export function CommentsPage(props: {
  readonly survey: WholeSurvey;
  readonly themes: readonly Theme[];
  readonly comments: readonly Comment[];
  readonly total: number;
  readonly query: TableQuery;
}) {
  const { survey, themes, query } = props;
  const path = `${surveyPath(survey)}/comments`;
  const title = (slug: string) => themes.find((theme) => theme.slug === slug)?.title ?? slug;
  const columns: readonly Column<Comment>[] = [
    { key: 'words', header: 'Comment', cell: ({ words }) => words },
    {
      key: 'wave',
      header: 'Wave',
      cell: ({ waveId }) => survey.waves.find(({ id }) => id === waveId)?.title ?? '',
    },
    {
      key: 'themes',
      header: 'Themes',
      cell: ({ codes }) =>
        codes.length === 0
          ? 'Not coded yet'
          : codes.map(({ theme, on }) => `${title(theme)} (${longDate(on)})`).join('; '),
    },
    { key: 'quoted', header: 'Quotation', cell: ({ quoted }) => (quoted ? 'Offered to reports' : '') },
    {
      key: 'code',
      header: 'Code it',
      cell: ({ id, words }) => (
        <a class="govuk-link" href={`${path}/${id}`}>
          Code<span class="govuk-visually-hidden"> “{words.slice(0, 40)}”</span>
        </a>
      ),
    },
  ];
  return (
    <>
      <PageHeading
        caption={survey.title}
        heading="Comments and their themes"
        lead={`${plural(props.total, 'comment')}. They stand apart from the other answers of whoever wrote them, and each reading is recorded, since words may say who somebody is.`}
        actions={<Button href={`${surveyPath(survey)}/themes/new`}>Add a theme</Button>}
      />
      <DataTable
        caption="Comments"
        captionHidden
        columns={columns}
        rows={props.comments}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={props.total}
        pageSize={COMMENTS_AT_A_TIME}
        empty="What people write in their own words will stand here, to be coded to themes."
        filters={
          <>
            <FilterWords name="words" label="Words in it" query={query} />
            <Select
              name="theme"
              label="Theme"
              items={[
                { value: '', text: 'Any' },
                { value: 'none', text: 'Not coded yet' },
                ...themes.map(({ slug, title: text }) => ({ value: slug, text })),
              ]}
              value={filterOf(query, 'theme')}
            />
            <Select
              name="wave"
              label="Wave"
              items={[
                { value: '', text: 'Any' },
                ...survey.waves.map(({ slug, title: text }) => ({ value: slug, text })),
              ]}
              value={filterOf(query, 'wave')}
            />
          </>
        }
      />
    </>
  );
}

/** One comment: the themes it is about, and what of it may be quoted. */
export function CommentPage(
  props: Keys & {
    readonly typed: Typed;
    readonly survey: WholeSurvey;
    readonly comment: { readonly id: string; readonly words: string; readonly themes: readonly string[] };
    readonly themes: readonly Theme[];
  },
) {
  const { survey, comment, typed, csrf, formId } = props;
  const path = `${surveyPath(survey)}/comments/${comment.id}`;
  const quoting = 'words' in typed.values;
  const own = (values: Typed['values'], is: boolean) => ({ values, errors: is ? typed.errors : {} });
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading caption={survey.title} heading="Code a comment" />
      <InsetText>{comment.words}</InsetText>
      <Form action={`${path}/codes`} csrf={csrf} formId={formId} attributes={NOT_KEPT}>
        <TickField
          attempt={own('themes' in typed.values ? typed.values : { themes: comment.themes }, !quoting)}
          name="themes"
          label="What is it about?"
          hint="Tick all that apply"
          choices={props.themes.map(({ slug, title }) => ({ value: slug, text: title }))}
        />
        <Button preventDoubleClick>Save the themes</Button>
      </Form>
      <h2 class="govuk-heading-m">Offer a quotation to reports</h2>
      <Form action={`${path}/quotation`} csrf={csrf} formId={`${formId}-quotation`} attributes={NOT_KEPT}>
        <WordsField
          attempt={own(quoting ? typed.values : { words: comment.words }, quoting)}
          name="words"
          label="Words that may be quoted"
          hint="Take out names, addresses and what tells who wrote it: put … or [the place] instead"
          rows={4}
        />
        <Button kind="secondary" preventDoubleClick>
          Offer it
        </Button>
      </Form>
    </>
  );
}

export const ThemeForm = (props: Omit<FormPageProps, 'heading'>) => (
  <FormPage {...props} heading="Add a theme to the code frame" submit="Add the theme">
    <LineField attempt={props} name="title" label="Theme" />
    <WordsField attempt={props} name="says" label="What belongs to it (optional)" rows={2} />
  </FormPage>
);

import { ChooseField } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typedAll } from '../../../../ui/forms/typed.ts';
import { Button, Checkboxes, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { FedFigure, Feed } from '../feed.ts';
import type { Question, WholeSurvey } from '../types.ts';
import { sayFigure, sayLimits } from '../words.ts';
import { surveyPath } from './list.tsx';

/** Which question of a survey feeds which indicator. */
export function FeedsPage(
  props: Keys & { readonly survey: WholeSurvey; readonly feeds: readonly Feed[]; readonly mayEdit: boolean },
) {
  const path = `${surveyPath(props.survey)}/indicators`;
  const wording = (slug: string) => props.survey.questions.find((one) => one.slug === slug)?.wording ?? slug;
  const columns: readonly Column<Feed>[] = [
    {
      key: 'indicator',
      header: 'Indicator',
      cell: ({ indicator, title }) => (
        <a class="govuk-link" href={`/indicators/${indicator}`}>
          {title}
        </a>
      ),
    },
    { key: 'question', header: 'Question', cell: ({ question }) => wording(question) },
    {
      key: 'places',
      header: 'For',
      cell: ({ places }) => (places ? 'All, and place by place' : 'All who answered'),
    },
    ...(props.mayEdit
      ? [
          {
            key: 'end',
            header: 'Change',
            cell: ({ question, indicatorId, title }: Feed) => (
              <Form
                action={`${path}/ending`}
                csrf={props.csrf}
                formId={`${props.formId}${indicatorId.slice(-8)}`}
              >
                <input type="hidden" name="question" value={question} />
                <input type="hidden" name="indicatorId" value={indicatorId} />
                <Button kind="secondary">
                  Stop<span class="govuk-visually-hidden"> feeding {title}</span>
                </Button>
              </Form>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeading
        caption={props.survey.title}
        heading="Indicators that its questions feed"
        lead="When a closed wave is published, the share of positive answers, or the mean of a number, is recorded for these indicators with its sample."
        actions={props.mayEdit ? <Button href={`${path}/new`}>Feed an indicator</Button> : null}
      />
      <DataTable
        caption="Indicators"
        captionHidden
        columns={columns}
        rows={props.feeds}
        rowKey={({ question, indicatorId }) => `${question} ${indicatorId}`}
        path={path}
        empty="Indicators that follow a question will stand here. Nobody then types their figures."
      />
    </>
  );
}

export const FeedForm = (
  props: Omit<FormPageProps, 'heading'> & {
    readonly questions: readonly Question[];
    readonly indicators: readonly { readonly slug: string; readonly title: string }[];
  },
) => (
  <FormPage
    {...props}
    heading="Feed an indicator from a question"
    lead="A share of positive answers feeds a percentage; the mean of a number feeds a number."
    submit="Feed it"
  >
    <ChooseField
      attempt={props}
      name="question"
      label="Question"
      choices={props.questions.map(({ slug, wording }) => ({ value: slug, text: wording }))}
    />
    <ChooseField
      attempt={props}
      name="indicator"
      label="Indicator"
      choices={props.indicators.map(({ slug, title }) => ({ value: slug, text: title }))}
    />
    <Checkboxes
      name="places"
      values={[...typedAll(props, 'places')]}
      items={[{ value: 'yes', text: 'Place by place too, where enough people answered' }]}
    />
  </FormPage>
);

/** What a publication would record. */
export function FedTable(props: {
  readonly figures: readonly FedFigure[];
  readonly places: ReadonlyMap<string, string>;
  readonly path: string;
}) {
  const columns: readonly Column<FedFigure>[] = [
    { key: 'indicator', header: 'Indicator', cell: ({ feed }) => feed.title },
    {
      key: 'place',
      header: 'Place',
      cell: ({ figure }) => (figure.split === '' ? 'All' : (props.places.get(figure.part) ?? figure.part)),
    },
    { key: 'value', header: 'Figure', numeric: true, cell: ({ figure }) => sayFigure(figure) },
    { key: 'limits', header: '95% limits', numeric: true, cell: ({ figure }) => sayLimits(figure) },
    {
      key: 'sample',
      header: 'Sample',
      numeric: true,
      cell: ({ figure }) => Math.round(figure.effective ?? 0).toLocaleString('en-GB'),
    },
  ];
  return (
    <DataTable
      caption="Figures"
      columns={columns}
      rows={props.figures}
      rowKey={({ feed, figure }) => `${feed.indicatorId} ${figure.part}`}
      path={props.path}
      empty="There is nothing to record."
    />
  );
}

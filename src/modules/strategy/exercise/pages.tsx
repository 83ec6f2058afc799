import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import {
  type Choice,
  ChooseField,
  DayField,
  LineField,
  TickField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { Button, Form } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { FEWEST } from './commands.ts';
import { type Exercise, type ExerciseView, scoreField } from './queries.ts';
import { Results, sayResult } from './results.tsx';

/** Where an exercise stands on a day, in a word. */
const standing = ({ closedOn, closesOn }: Exercise, today: PlainDate): string =>
  closedOn
    ? `Closed ${longDate(closedOn)}`
    : today > closesOn
      ? 'To be counted'
      : `Open until ${longDate(closesOn)}`;

const listColumns = (today: PlainDate): readonly Column<Exercise>[] => [
  {
    key: 'title',
    header: 'Exercise',
    cell: ({ id, title }) => (
      <a class="govuk-link" href={`/strategy/exercises/${id}`}>
        {title}
      </a>
    ),
  },
  { key: 'state', header: 'State', cell: (one) => standing(one, today) },
  {
    key: 'answered',
    header: 'Members counted',
    numeric: true,
    cell: ({ answered }) => (answered === null ? '' : String(answered)),
  },
];

/** Every exercise in which members scored needs. */
export function ExerciseList(props: {
  readonly exercises: readonly Exercise[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="Setting priorities"
        lead="Members score what the place needs, each for themselves, and then see where they agree and differ."
        actions={
          props.mayEdit ? <Button href="/strategy/exercises/new">Begin an exercise</Button> : undefined
        }
      />
      <DataTable
        caption="Exercises"
        captionHidden
        columns={listColumns(props.today)}
        rows={props.exercises}
        rowKey={({ id }) => id}
        path="/strategy/exercises"
        empty="No exercise has been held yet. Begin one with the needs to choose between and the criteria to score them by."
      />
    </>
  );
}

/** Begins an exercise: what is decided between, by which criteria, until when. */
export function ExerciseForm({ needs, ...props }: FormPageProps & { readonly needs: readonly Choice[] }) {
  return (
    <FormPage {...props}>
      <LineField
        name="title"
        label="What is decided?"
        hint="Such as Priorities for 2013/14"
        attempt={props}
      />
      <WordsField
        name="criteria"
        label="Criteria"
        hint="One a line with its weight from 1 to 100, such as “How many people it touches: 3”"
        attempt={props}
      />
      <TickField name="needIds" label="Needs to be scored" choices={needs} attempt={props} />
      <DayField name="closesOn" label="Until when can members score?" attempt={props} />
    </FormPage>
  );
}

const SCORES: readonly Choice[] = ['1, lowest', '2', '3', '4', '5, highest'].map((text, at) => ({
  value: String(at + 1),
  text,
}));

/** One member scores every need by every criterion. */
export function ScoreForm({ view, ...props }: FormPageProps & { readonly view: ExerciseView }) {
  return (
    <FormPage {...props}>
      {view.needs.map((need) => (
        <>
          <h2 class="govuk-heading-m">{need.title}</h2>
          <p class="govuk-body">{need.statement}</p>
          {view.criteria.map(({ position, title }) => (
            <ChooseField
              name={scoreField(need.id, position)}
              label={title}
              choices={SCORES}
              attempt={props}
            />
          ))}
        </>
      ))}
    </FormPage>
  );
}

export interface ExercisePageProps {
  readonly view: ExerciseView;
  readonly today: PlainDate;
  readonly soFar: number;
  readonly mayScore: boolean;
  readonly hasScored: boolean;
  readonly mayClose: boolean;
  readonly keys: () => { readonly csrf: string; readonly formId: string };
}

/** One exercise: who is waited for while it is open, then what members put first and where they differ. */
export function ExercisePage(props: ExercisePageProps) {
  const { view, today } = props;
  const path = `/strategy/exercises/${view.id}`;
  const isScored = view.closedOn === null && today <= view.closesOn && props.mayScore;
  return (
    <>
      <PageHeading
        caption="Setting priorities"
        heading={view.title}
        lead={
          view.closedOn === null
            ? `${standing(view, today)}. ${plural(props.soFar, 'member')} ${props.soFar === 1 ? 'has' : 'have'} scored; nobody sees what others gave before it closes.`
            : sayResult(view)
        }
        actions={
          isScored ? (
            <Button href={`${path}/scores`}>
              {props.hasScored ? 'Change your scores' : 'Score the needs'}
            </Button>
          ) : undefined
        }
      />
      {view.synthetic ? (
        <p class="govuk-inset-text">The scores are made up for the example. No real member gave them.</p>
      ) : null}
      {view.closedOn === null ? <Open {...props} path={path} /> : <Results view={view} />}
    </>
  );
}

function Open({ view, path, mayClose, keys }: ExercisePageProps & { readonly path: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Needs</h2>
      <ul class="govuk-list govuk-list--bullet">
        {view.needs.map(({ slug, title }) => (
          <li>
            <a class="govuk-link" href={`/strategy/needs/${slug}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Criteria</h2>
      <ul class="govuk-list govuk-list--bullet">
        {view.criteria.map(({ title, weight }) => (
          <li>{`${title}: weight ${weight}`}</li>
        ))}
      </ul>
      {mayClose ? (
        <>
          <p class="govuk-body">{`Closing counts the scores and removes what each member gave. At least ${FEWEST} members must have scored first.`}</p>
          <Form action={`${path}/close`} {...keys()}>
            <Button kind="secondary" preventDoubleClick>
              Close and count
            </Button>
          </Form>
        </>
      ) : null}
    </>
  );
}

/** What was typed in the form of scores, by field. */
export const givenScores = (view: ExerciseView, values: Attempt['values']): ReadonlyMap<string, number> =>
  new Map(
    view.needs.flatMap(({ id }) =>
      view.criteria.flatMap(({ position }): [string, number][] => {
        const name = scoreField(id, position);
        const value = values[name];
        return typeof value === 'string' && value !== '' ? [[name, Number(value)]] : [];
      }),
    ),
  );

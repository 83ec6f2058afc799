import { textsIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, Checkboxes, ErrorSummaryFor, Form, Tag } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Sitting } from '../../queries.ts';
import type { Carried } from '../carry.ts';
import type { AgendaItem, Paper } from '../queries.ts';
import type { Named } from '../subjects.ts';
import { TYPES, whenOf } from '../words.ts';
import { pathOfSitting } from './sitting.tsx';

export interface AgendaView {
  readonly sitting: Sitting;
  readonly items: readonly AgendaItem[];
  /** When each item begins, as far as that is known. */
  readonly begins: readonly (string | null)[];
  readonly papers: readonly Paper[];
  readonly subjects: ReadonlyMap<string, Named>;
  readonly mayEdit: boolean;
  /** Of the items' titles; 3 unless given. */
  readonly level?: 2 | 3;
}

/** The items in order with what belongs to each; those who build it move, change and withdraw them here. */
export function AgendaList({ keys, ...view }: AgendaView & { readonly keys?: Keys | undefined }) {
  if (view.items.length === 0)
    return (
      <p class="govuk-body">
        The agenda is empty.{' '}
        {view.mayEdit
          ? 'Add an item, or tick what waits to be put on it.'
          : 'Its items will be here once they are put on it.'}
      </p>
    );
  return (
    <ol class="govuk-list app-agenda">
      {view.items.map((item, index) => (
        <li key={item.id} id={`item-${item.id}`} class="app-agenda__item">
          <ItemWords {...view} item={item} at={view.begins[index] ?? null} />
          {view.mayEdit && keys ? <ItemActions {...view} item={item} keys={keys} /> : null}
        </li>
      ))}
    </ol>
  );
}

type OneItem = AgendaView & { readonly item: AgendaItem };

function ItemWords({
  item,
  at,
  subjects,
  papers,
  sitting,
  level = 3,
}: OneItem & { readonly at: string | null }) {
  const Heading = `h${level}` as const;
  const subject = item.subject && subjects.get(`${item.subject.kind}:${item.subject.id}`);
  const own = papers.filter(({ itemId }) => itemId === item.id);
  const facts = [
    at,
    item.minutes === null ? null : `${item.minutes} minutes`,
    item.ownerPost ?? item.ownerAgency,
  ].filter(Boolean);
  return (
    <>
      <Heading class="govuk-heading-s govuk-!-margin-bottom-1">
        {item.number}. {item.title}
      </Heading>
      <p class="govuk-body govuk-!-margin-bottom-1">
        <Tag>{item.keyDecision ? 'Key decision' : TYPES[item.type]}</Tag>{' '}
        {item.exemptReason === null ? null : <Tag colour="purple">Exempt</Tag>}{' '}
        <span class="app-quiet">{facts.join(' · ')}</span>
      </p>
      {item.exemptReason === null ? null : <p class="govuk-body-s">Exempt: {item.exemptReason}</p>}
      {item.proposal === '' ? null : <p class="govuk-body">{item.proposal}</p>}
      {subject ? (
        <p class="govuk-body govuk-!-margin-bottom-1">
          About{' '}
          <a class="govuk-link" href={subject.path}>
            {subject.title}
          </a>
        </p>
      ) : null}
      {own.length === 0 ? null : <PaperLinks papers={own} sitting={sitting} />}
    </>
  );
}

/** Papers by name; each opens its own page. */
export function PaperLinks({
  papers,
  sitting,
}: {
  readonly papers: readonly Paper[];
  readonly sitting: Sitting;
}) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {papers.map((paper) => (
        <li key={paper.id}>
          <a class="govuk-link" href={`${pathOfSitting(sitting)}/papers/${paper.id}`}>
            {paper.title}
          </a>
          {paper.version && paper.version.version > 1 ? ` (version ${paper.version.version})` : ''}
          {paper.exempt ? ' (exempt)' : ''}
        </li>
      ))}
    </ul>
  );
}

function ItemActions({ item, items, sitting, keys }: OneItem & { readonly keys: Keys }) {
  const path = `${pathOfSitting(sitting)}/agenda/${item.id}`;
  const named = <span class="govuk-visually-hidden"> {item.title}</span>;
  const move = (to: 'up' | 'down', words: string) => (
    <Form action={`${path}/place`} csrf={keys.csrf} formId={`${keys.formId}-${item.id}-${to}`}>
      <input type="hidden" name="to" value={to} />
      <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
        {words}
        {named}
      </button>
    </Form>
  );
  return (
    <div class="app-agenda__actions">
      {item.number > 1 ? move('up', 'Up') : null}
      {item.number < (items.at(-1)?.number ?? 0) ? move('down', 'Down') : null}
      <a class="govuk-link" href={path}>
        Change{named}
      </a>
      <a class="govuk-link" href={`${pathOfSitting(sitting)}/papers/new?item=${item.id}`}>
        Add a paper<span class="govuk-visually-hidden"> to {item.title}</span>
      </a>
    </div>
  );
}

/** Builds the agenda of a sitting. */
export function AgendaPage(
  view: AgendaView & {
    readonly carried: readonly Carried[];
    readonly attempt: Attempt;
    readonly keys: Keys;
  },
) {
  const { sitting, keys, carried, attempt } = view;
  const path = pathOfSitting(sitting);
  const total = view.items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={`${sitting.body}, ${whenOf(sitting)}`}
        heading="Agenda"
        lead={total > 0 ? `${total} minutes in all.` : undefined}
        actions={view.mayEdit ? <Button href={`${path}/agenda/new`}>Add an item</Button> : undefined}
      />
      <AgendaList {...view} level={2} />
      {view.mayEdit && carried.length > 0 ? (
        <Form action={`${path}/agenda/carried`} csrf={keys.csrf}>
          <Checkboxes
            name="carry"
            legend="Waiting to be put on it"
            legendSize="m"
            values={textsIn(attempt.values, 'carry')}
            error={attempt.errors.carry}
            items={carried.map(({ kind, id, fields, why }) => ({
              value: `${kind}:${id}`,
              text: fields.title,
              hint: why,
            }))}
          />
          <Button kind="secondary">Put on the agenda</Button>
        </Form>
      ) : null}
    </>
  );
}

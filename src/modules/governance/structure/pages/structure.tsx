import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf } from '../../../../platform/http/form.ts';
import { Button, DateInput } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { BODY_KINDS } from '../../kinds.ts';
import type { Structure, StructureBody } from '../model.ts';
import type { Proposal } from '../proposals.ts';
import { RELATIONS } from '../words.ts';
import { Diagram } from './diagram.tsx';

/** The boards and how they stand to each other on a day, as a diagram and as a list. */
export function StructurePage(props: {
  readonly structure: Structure;
  readonly on: PlainDate;
  readonly today: PlainDate;
  readonly proposals: readonly Proposal[];
  readonly mayEdit: boolean;
}) {
  const { structure, on } = props;
  const empty = structure.bodies.length === 0;
  return (
    <>
      <PageHeading
        heading="Structure"
        lead={
          empty
            ? 'The boards and how they stand to each other will be drawn here. Add the board that decides first.'
            : `${plural(structure.bodies.length, 'body', 'bodies')} on ${longDate(on)}, and how they stand to each other.`
        }
        actions={
          props.mayEdit ? (
            <Button href="/structure/proposals/new" kind="secondary">
              Propose another structure
            </Button>
          ) : undefined
        }
      />
      {empty ? null : <Diagram structure={structure} title={`Structure on ${longDate(on)}`} />}
      <h2 class="govuk-heading-m">As a list</h2>
      <StructureList structure={structure} />
      <form method="get" action="/structure" class="app-filter">
        <div class="app-filter__fields">
          <DateInput
            name="on"
            legend="See it as it was, or will be, on another day"
            values={datePartsOf(partsOf(on), 'on')}
          />
        </div>
        <div class="app-filter__actions">
          <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
            Show that day
          </button>
        </div>
      </form>
      {props.proposals.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Proposals</h2>
          <ul class="govuk-list">
            {props.proposals.map((one) => (
              <li key={one.id}>
                <a class="govuk-link" href={`/structure/proposals/${one.id}`}>
                  {one.title}
                </a>{' '}
                <ProposalTag proposal={one} /> from {longDate(one.effectiveOn)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

const partsOf = (on: PlainDate) => {
  const [year = '', month = '', day = ''] = on.split('-');
  return { 'on-day': String(Number(day)), 'on-month': String(Number(month)), 'on-year': year };
};

/** Whether a proposal was adopted. */
export const ProposalTag = ({ proposal }: { readonly proposal: Pick<Proposal, 'adoptedOn'> }) =>
  proposal.adoptedOn === null ? (
    <StatusTag tone="active">Proposed</StatusTag>
  ) : (
    <StatusTag tone="good">Adopted</StatusTag>
  );

/** Every body with how it stands to others, in words. */
export function StructureList({ structure }: { readonly structure: Structure }) {
  const names = new Map(structure.bodies.map((body) => [body.key, body]));
  return (
    <ul class="govuk-list app-spaced">
      {structure.bodies.map((body) => (
        <li key={body.key}>
          <BodyName body={body} />{' '}
          <span class="app-quiet">{[BODY_KINDS[body.kind], body.agency].filter(Boolean).join(', ')}</span>
          <ul class="govuk-list govuk-list--bullet">
            {structure.lines
              .filter(({ from }) => from === body.key)
              .map((line) => (
                <li key={`${line.kind} ${line.to}`}>
                  {RELATIONS[line.kind].says} <BodyName body={names.get(line.to)} />
                  {line.note ? `: ${line.note}` : ''}
                </li>
              ))}
            {body.programmes.map((title) => (
              <li key={title}>Programme board of {title}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

const BodyName = ({ body }: { readonly body: StructureBody | undefined }) =>
  body?.slug ? (
    <a class="govuk-link" href={`/bodies/${body.slug}`}>
      {body.name}
    </a>
  ) : (
    <span>{body?.name}</span>
  );

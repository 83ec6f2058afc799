import { plural } from '../../../kernel/names.ts';
import { StandingTag, writeValue } from '../../intelligence/index.ts';
import type { OutcomeView } from '../views.ts';

/** Cards on a phone are made with `display: block`, which takes a table's meaning away; saying the roles gives it back. */
const ROLE = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** Outcomes with how their indicators stand, one row each. */
export function OutcomeTable(props: { readonly outcomes: readonly OutcomeView[]; readonly caption: string }) {
  if (props.outcomes.length === 0)
    return <p class="govuk-body app-quiet">No outcome has been agreed here yet.</p>;
  return (
    <table class="govuk-table app-table app-table--cards" {...ROLE.table}>
      <caption class="govuk-visually-hidden">{props.caption}</caption>
      <thead class="govuk-table__head" {...ROLE.group}>
        <tr class="govuk-table__row" {...ROLE.row}>
          {['Outcome', 'How we are doing', 'Served by'].map((text) => (
            <th key={text} scope="col" class="govuk-table__header" {...ROLE.header}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" {...ROLE.group}>
        {props.outcomes.map((outcome) => (
          <tr key={outcome.id} class="govuk-table__row" {...ROLE.row}>
            <th scope="row" class="govuk-table__header" {...ROLE.rowHeader}>
              {outcome.letter ? `${outcome.letter}. ` : ''}
              <a class="govuk-link" href={`/strategy/outcomes/${outcome.slug}`}>
                {outcome.wording}
              </a>
            </th>
            <td class="govuk-table__cell" data-label="How we are doing" {...ROLE.cell}>
              <div class="app-table__value">
                <Standings outcome={outcome} />
              </div>
            </td>
            <td class="govuk-table__cell" data-label="Served by" {...ROLE.cell}>
              <div class="app-table__value">{servedInWords(outcome)}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standings({ outcome }: { readonly outcome: OutcomeView }) {
  if (outcome.standings.length === 0) return <span class="app-quiet">No indicator yet</span>;
  return (
    <ul class="govuk-list">
      {outcome.standings.map(({ indicator, latest, status }) => (
        <li key={indicator.id}>
          <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
            {indicator.title}
          </a>
          {latest ? `: ${writeValue(indicator, latest.value)}` : ''} <StandingTag status={status} />
        </li>
      ))}
    </ul>
  );
}

function servedInWords(outcome: OutcomeView): string {
  const projects = outcome.served.filter(({ kind }) => kind === 'project').length;
  return projects === 0 ? 'No project yet' : plural(projects, 'project');
}

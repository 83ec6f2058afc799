import { longDate } from '../../../../kernel/plain-date.ts';
import type { Line, LineKind } from '../chronology.ts';
import type { CaseView } from '../queries.ts';
import { HEARD_FROM } from '../words.ts';

const SAYS: Readonly<Record<LineKind, string>> = {
  note: 'Note',
  contact: 'Contact',
  visit: 'Visit',
  information: 'Information',
  decision: 'Decision',
  correction: 'Correction',
  opened: 'Case opened',
  'led-by': 'Lead handed over',
  joined: 'An agency joined',
  left: 'An agency left',
  reviewed: 'Reviewed',
  closed: 'Closed',
  reopened: 'Reopened',
  assessed: 'Risk assessed',
  'task-ended': 'Task ended',
  linked: 'Linked',
  file: 'File added',
  'file-withdrawn': 'File taken out',
};

const ITEM_WORDS: Readonly<Record<string, string>> = {
  'case-review': 'case review',
  restorative: 'restorative matter',
};

const ITEM_PATHS: Readonly<Record<string, string>> = {
  concern: '/casework/concerns/',
  referral: '/casework/referrals/',
  flag: '/casework/patterns/',
  'case-review': '/casework/case-reviews/',
  restorative: '/casework/restorative/',
};

/** Every line says when, what, who knows it and from whom, and who of the case reads it. */
export function Chronology(props: {
  readonly lines: readonly Line[];
  readonly view: CaseView;
  readonly base: string;
  readonly mayWrite: boolean;
  readonly ownAgencyId: string | undefined;
}) {
  const { view } = props;
  const names = new Map(view.members.map(({ agencyId, agency }) => [agencyId, agency]));
  const readBy = ({ readers }: Line): string | undefined =>
    view.row.agency_ids.every((id) => readers.includes(id))
      ? undefined
      : `Read by ${readers.map((id) => names.get(id) ?? 'another agency').join(', ')} only`;
  return (
    <section aria-labelledby="chronology">
      <h2 class="govuk-heading-m" id="chronology">
        Chronology
      </h2>
      <ol class="app-chronology">
        {props.lines.map((line) => (
          <li id={`line-${line.id}`}>
            <p class="govuk-body app-chronology__head">
              <strong>{SAYS[line.kind]}</strong> <span>{longDate(line.on)}</span> <span>{line.agency}</span>
            </p>
            {line.words === null ? null : <p class="govuk-body app-chronology__words">{line.words}</p>}
            {line.kind === 'file' ? (
              <p class="govuk-body">
                <a class="govuk-link" href={`${props.base}/files/${line.id}`}>
                  Open the file<span class="govuk-visually-hidden"> {line.words}</span>
                </a>
                {props.mayWrite && line.agencyId === props.ownAgencyId ? (
                  <>
                    {' '}
                    <a class="govuk-link" href={`${props.base}/files/${line.id}/withdraw`}>
                      Take it out<span class="govuk-visually-hidden">: {line.words}</span>
                    </a>
                  </>
                ) : null}
              </p>
            ) : null}
            {line.item === null ? null : (
              <p class="govuk-body">
                <a class="govuk-link" href={`${ITEM_PATHS[line.item.kind] ?? '/casework/'}${line.item.id}`}>
                  {`Open the ${ITEM_WORDS[line.item.kind] ?? line.item.kind}`}
                </a>
              </p>
            )}
            <p class="govuk-body-s app-muted">
              {[line.heardFrom ? HEARD_FROM[line.heardFrom] : undefined, readBy(line)]
                .filter(Boolean)
                .join('. ')}
              {line.correctsId ? (
                <a class="govuk-link" href={`#line-${line.correctsId}`}>
                  {' '}
                  What it corrects
                </a>
              ) : null}
              {props.mayWrite &&
              line.heardFrom !== null &&
              line.kind !== 'file' &&
              line.agencyId === props.ownAgencyId &&
              view.row.closed_on === null ? (
                <>
                  {' '}
                  <a class="govuk-link" href={`${props.base}/notes/${line.id}/correct`}>
                    Correct<span class="govuk-visually-hidden"> the note of {longDate(line.on)}</span>
                  </a>
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { Change, Duty, Warning } from '../queries.ts';

/** `due in 3 days`, `due today`, `9 days late`. */
export function dueInWords(dueOn: PlainDate, today: PlainDate): string {
  const days = daysBetween(today, dueOn);
  if (days === 0) return 'due today';
  return days > 0 ? `due in ${plural(days, 'day')}` : `${plural(-days, 'day')} late`;
}

export function DutyList({ duties, today }: { readonly duties: readonly Duty[]; readonly today: PlainDate }) {
  return (
    <ul class="govuk-list app-list">
      {duties.map((duty) => {
        const late = duty.dueOn < today;
        return (
          <li key={`${duty.path} ${duty.title} ${duty.dueOn}`} class="app-list__item">
            <a class="govuk-link" href={duty.path}>
              {duty.title}
            </a>
            <span class="app-list__detail">
              <StatusTag tone={late ? 'bad' : 'active'}>{dueInWords(duty.dueOn, today)}</StatusTag>{' '}
              {longDate(duty.dueOn)}
              {duty.owner ? `, ${duty.owner}` : ''}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const TONE: Readonly<Record<Warning['severity'], Tone>> = { high: 'bad', medium: 'warning', low: 'neutral' };
const WORD: Readonly<Record<Warning['severity'], string>> = { high: 'Serious', medium: 'Watch', low: 'Note' };

export function WarningList({ warnings }: { readonly warnings: readonly Warning[] }) {
  return (
    <ul class="govuk-list app-list">
      {warnings.map((warning) => (
        <li key={`${warning.path} ${warning.sentence}`} class="app-list__item">
          <a class="govuk-link" href={warning.path}>
            {warning.sentence}
          </a>
          <span class="app-list__detail">
            <StatusTag tone={TONE[warning.severity]}>{WORD[warning.severity]}</StatusTag>
            {warning.since ? ` since ${longDate(warning.since)}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

const REGULAR =
  'add adopt appoint change close define end erase follow import invite join move name open part postpone propose publish record release remove reset reword save score start vacate';

/** What was done, by the verb of the action that did it; one that is not here says what was done itself. */
const DONE: ReadonlyMap<string, string> = new Map([
  ...REGULAR.split(' ').map((verb) => [verb, verb.endsWith('e') ? `${verb}d` : `${verb}ed`] as const),
  ['refer', 'referred'],
  ['send', 'sent'],
  ['stop', 'stopped'],
  ['take', 'taken'],
  ['withdraw', 'withdrawn'],
]);

/** `project.progress-reported` → `progress reported`, `place.add` → `added`, `need.take-evidence-out` → `taken evidence out`. */
export const actionInWords = (action: string): string => {
  const [verb = '', ...rest] = (action.split('.').at(-1) ?? action).split('-');
  return [DONE.get(verb) ?? verb, ...rest].join(' ');
};

export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul class="govuk-list app-list">
      {changes.map((change) => (
        <li key={change.path} class="app-list__item">
          <a class="govuk-link" href={change.path}>
            {change.title}
          </a>
          <span class="app-list__detail">
            {actionInWords(change.action)}
            {change.agency ? ` by ${change.agency}` : ''}
            {change.times > 1 ? ` (${plural(change.times, 'change')})` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

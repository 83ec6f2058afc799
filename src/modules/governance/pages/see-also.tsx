import { SummaryList } from '../../../ui/govuk/index.ts';

/** What speaks of all of them together. */
const SEE_ALSO = {
  'At work': {
    'What waits where': '/proposals',
    Actions: '/actions',
    Escalations: '/escalations',
    'Forward plan': '/forward-plan',
    Attendance: '/attendance',
    'Sittings of the year': '/sittings',
  },
  'How they stand': {
    Structure: '/structure',
    'Compliance clock': '/compliance',
    'Load of meetings': '/structure/load',
    'Hand-overs': '/handovers',
    'Agencies called to account': '/questions',
    'Register of interests': '/interests',
  },
} as const;

/** The ways from the boards' page to every page about them. */
export function SeeAlso() {
  return (
    <SummaryList
      noBorder
      rows={Object.entries(SEE_ALSO).map(([title, links]) => ({
        key: title,
        value: (
          <>
            {Object.entries(links).map(([text, href], at) => (
              <span key={href}>
                {at > 0 ? ' · ' : ''}
                <a class="govuk-link" href={href}>
                  {text}
                </a>
              </span>
            ))}
          </>
        ),
      }))}
    />
  );
}

/** Where else the fund leads to: from its front page. */
const LINKS: readonly (readonly [href: string, text: string, says: string])[] = [
  [
    '/fund/statement',
    'Statement of the fund',
    'what was held, came in, went out and is committed, for any period',
  ],
  ['/fund/run-off', 'Run-off', 'when each stream fails, month by month, and what if'],
  [
    '/fund/contributions',
    'Contributions of partners',
    'cash, in kind, match, time, attendance and timeliness',
  ],
  ['/fund/opportunities', 'External funding in sight', 'deadlines, leads, match and results'],
  ['/fund/partner-spend', 'What each partner spends here', 'by place and outcome, pooled or aligned'],
];

export const FundLinks = () => (
  <section aria-labelledby="more-of-the-fund">
    <h2 class="govuk-heading-m" id="more-of-the-fund">
      More of the fund
    </h2>
    <ul class="govuk-list">
      {LINKS.map(([href, text, says]) => (
        <li key={href}>
          <a class="govuk-link" href={href}>
            {text}
          </a>
          : {says}
        </li>
      ))}
      <li>
        <a class="govuk-link" href="/fund/360giving.json" download>
          Download every award in the 360Giving standard (JSON)
        </a>
      </li>
    </ul>
  </section>
);

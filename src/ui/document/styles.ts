/** What documents need beyond the GOV.UK stylesheet. The application's stylesheet includes it. */
export const documentCss = `
.app-document { max-width: 50rem; overflow-wrap: break-word; }
.app-document__meta { color: var(--app-quiet, #505a5f); }
.app-document section.app-table-scroll { overflow-x: auto; margin-bottom: 30px; }
.app-document .app-table-scroll:focus { outline: 3px solid #ffdd00; outline-offset: 2px; }
.app-document .app-table-scroll .govuk-table { min-width: 45rem; margin-bottom: 0; }
.app-document .app-table-scroll .app-table--dense { font-size: 0.875rem; min-width: 70rem; }
.app-document .app-table__centred { text-align: center; }
.app-document .app-table__total > * { font-weight: 700; border-top: 2px solid var(--app-line-strong, #0b0c0c); }
.app-document .app-on-demand { margin: 0; font-size: inherit; }
.app-document .app-on-demand .govuk-details__text { font-size: 0.875rem; }
.app-document .govuk-table td > :last-child, .app-document .govuk-inset-text > :last-child { margin-bottom: 0; }
.app-document tr:target > * { background: #fff7bf; }
.app-document .app-numbered { padding-left: 3.5rem; position: relative; }
.app-document .app-numbered > .app-number { position: absolute; left: 0; }
.app-document .app-figure { white-space: nowrap; }
.app-document .app-figure__source { font-size: 0.7em; line-height: 0; margin-left: 1px; }
.app-document .app-chart { margin: 0 0 30px; }
.app-document .app-chart__headline { margin-bottom: 5px; }
.app-document .app-chart__picture svg { max-width: 100%; height: auto; }
.app-document .app-case-study { border: 1px solid var(--app-line, #b1b4b6); border-left: 10px solid #12436d; padding: 15px 20px 0; margin: 0 0 30px; }
.app-document .app-quote { border-left: 4px solid #28a197; margin: 0 0 30px; padding-left: 15px; }
.app-document .app-quote blockquote { margin: 0; }
.app-document .app-contents { border-top: 1px solid var(--app-line, #b1b4b6); padding-top: 15px; margin-bottom: 30px; }
@media print {
  .app-page-break { break-after: page; }
  .app-document { max-width: none; }
  .app-document .app-contents { display: none; }
  .app-document thead { display: table-header-group; }
  .app-document tr, .app-document .app-chart { break-inside: avoid; }
  .app-document h2, .app-document h3, .app-document h4, .app-document h5 { break-after: avoid; }
}
`.trim();

/** The GOV.UK classes a document uses, restated small enough to travel inside the exported file. */
export const standaloneCss = `
.app-standalone { margin: 0; color: #0b0c0c; background: #fff; font: 1.0625rem/1.5 Arial, Helvetica, sans-serif; }
.app-standalone__header { background: #12436d; color: #fff; font-weight: 700; padding: 12px max(16px, calc(50vw - 25rem)); }
.govuk-main-wrapper { max-width: 50rem; margin: 0 auto; padding: 24px 16px 48px; }
.govuk-skip-link { position: absolute; left: -999em; }
.govuk-skip-link:focus { position: static; display: block; padding: 10px 16px; background: #ffdd00; color: #0b0c0c; }
.govuk-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.govuk-heading-xl { font-size: 2.25rem; line-height: 1.15; margin: 0 0 20px; }
.govuk-heading-l { font-size: 1.625rem; line-height: 1.2; margin: 36px 0 14px; }
.govuk-heading-m { font-size: 1.25rem; line-height: 1.3; margin: 28px 0 10px; }
.govuk-heading-s { font-size: 1.0625rem; line-height: 1.3; margin: 22px 0 8px; }
.govuk-body, .govuk-body-l, .govuk-body-s { margin: 0 0 16px; }
.govuk-body-l { font-size: 1.25rem; }
.govuk-body-s { font-size: 0.9375rem; }
.govuk-\\!-font-weight-bold { font-weight: 700; }
.govuk-link { color: #1d70b8; }
.govuk-link:visited { color: #4c2c92; }
a:focus, summary:focus { outline: 3px solid transparent; background: #ffdd00; color: #0b0c0c; box-shadow: 0 -2px #ffdd00, 0 4px #0b0c0c; }
.govuk-list { margin: 0 0 16px; padding-left: 0; list-style: none; }
.govuk-list--bullet { padding-left: 20px; list-style: disc; }
.govuk-list--number { padding-left: 24px; list-style: decimal; }
.govuk-list li { margin-bottom: 5px; }
.govuk-table { width: 100%; border-collapse: collapse; margin: 0 0 30px; }
.govuk-table__caption { text-align: left; font-weight: 700; padding-bottom: 6px; }
.govuk-table__header, .govuk-table__cell { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--app-line, #b1b4b6); }
.govuk-table__header--numeric, .govuk-table__cell--numeric { text-align: right; font-variant-numeric: tabular-nums; }
.govuk-summary-list { margin: 0 0 30px; }
.govuk-summary-list__row { display: grid; grid-template-columns: 30% 1fr; border-bottom: 1px solid var(--app-line, #b1b4b6); padding: 8px 0; }
.govuk-summary-list__key { font-weight: 700; padding-right: 16px; }
.govuk-summary-list__value { margin: 0; }
.govuk-inset-text { border-left: 10px solid var(--app-line, #b1b4b6); padding: 12px 16px; margin: 0 0 30px; }
.govuk-warning-text { display: flex; gap: 12px; margin: 0 0 30px; }
.govuk-warning-text__icon { flex: none; width: 1.75em; height: 1.75em; border-radius: 50%; background: #0b0c0c; color: #fff; text-align: center; font-weight: 700; line-height: 1.75; }
.govuk-details__summary { color: #1d70b8; cursor: pointer; margin-bottom: 10px; }
.govuk-details__summary-text { text-decoration: underline; }
.govuk-details__text { border-left: 5px solid var(--app-line, #b1b4b6); padding: 10px 16px; }
@media (max-width: 40rem) { .govuk-summary-list__row { grid-template-columns: 1fr; } }
`.trim();

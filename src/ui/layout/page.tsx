import { renderToString } from 'preact-render-to-string';
import { longDate } from '../../kernel/plain-date.ts';
import { Header } from './header.tsx';
import { Breadcrumbs, ErrorSummary, Notice } from './page-parts.tsx';
import type { PageProps } from './view-model.ts';

/** The whole HTML document of a page, as text. */
export const renderPage = (props: PageProps): string =>
  `<!DOCTYPE html>${renderToString(<Page {...props} />)}`;

/** A page from `<html>` down: a pure function of its view model. */
export function Page(props: PageProps) {
  const { title, partnership, assets, errors = [], wide } = props;
  const failed = errors.length > 0 ? 'Error: ' : '';
  return (
    <html lang="en-GB" class={`govuk-template${wide ? ' app-wide' : ''}`}>
      <head>
        <meta charset="utf-8" />
        <title>{`${failed}${title} – ${partnership} – Concord`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#12436D" />
        {assets.icon ? <link rel="icon" href={assets.icon} type="image/svg+xml" /> : null}
        <link rel="stylesheet" href={assets.css} />
        <script type="module" src={assets.js} />
      </head>
      <body class="govuk-template__body">
        <a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">
          Skip to main content
        </a>
        <Header {...props} />
        <div class="govuk-width-container">
          <Breadcrumbs items={props.breadcrumbs ?? []} />
          <main class="govuk-main-wrapper app-main" id="main-content">
            <ErrorSummary errors={errors} />
            {props.notice ? <Notice>{props.notice}</Notice> : null}
            {props.children}
          </main>
        </div>
        <Footer {...props} />
      </body>
    </html>
  );
}

function Footer({ partnership, asAt, footerLinks = [] }: PageProps) {
  return (
    <footer class="govuk-footer app-footer">
      <div class="govuk-width-container app-footer__row">
        <p class="app-footer__date">
          {partnership} <span class="app-footer__divider">·</span> as at{' '}
          <time dateTime={asAt}>{longDate(asAt)}</time>
        </p>
        {footerLinks.length > 0 ? (
          <nav aria-label="About this service">
            <ul class="govuk-footer__inline-list app-footer__links">
              {footerLinks.map((link) => (
                <li key={link.href} class="govuk-footer__inline-list-item">
                  <a class="govuk-footer__link" href={link.href}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </footer>
  );
}

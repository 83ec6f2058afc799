import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { KeyFigures, LiveProgress, PageHeading, type PageProps, renderPage, StatusTag } from './index.ts';

const PAGE: PageProps = {
  title: 'Funding requests',
  partnership: 'Chase <Partnership>',
  asAt: plainDate('2012-03-31'),
  navigation: [
    { text: 'Home', href: '/' },
    { text: 'Fund', href: '/fund', current: true },
  ],
  assets: { css: '/assets/concord.1.css', js: '/assets/concord.2.js' },
  csrf: 'token',
  children: <h1>Funding requests</h1>,
};

test('a page is a whole document titled page, partnership, product', () => {
  const page = renderPage(PAGE);
  expect(page).toMatch(/^<!DOCTYPE html><html lang="en-GB"/);
  expect(page).toContain('<title>Funding requests – Chase &lt;Partnership> – Concord</title>');
  expect(page).toContain('<link rel="stylesheet" href="/assets/concord.1.css"/>');
  expect(page).toContain('<script type="module" src="/assets/concord.2.js"></script>');
});

test('a page with errors says so first, in title and summary', () => {
  const page = renderPage({ ...PAGE, errors: [{ text: 'Enter an amount', href: '#amount' }] });
  expect(page).toContain('<title>Error: Funding requests');
  expect(page).toContain('<a href="#amount">Enter an amount</a>');
});

test('the current place is marked in the navigation', () => {
  expect(renderPage(PAGE)).toMatch(/href="\/fund" aria-current="page"><strong/);
});

test('somebody signed in sees name and post, and signs out with a token', () => {
  const page = renderPage({ ...PAGE, user: { name: 'Sam Example', post: 'LSP Manager' } });
  expect(page).toContain('LSP Manager');
  expect(page).toMatch(
    /<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="_csrf" value="token"/,
  );
  expect(renderPage(PAGE)).toContain('href="/sign-in"');
});

test('the foot of every page says which day it is as at', () => {
  expect(renderPage(PAGE)).toContain('<time datetime="2012-03-31">31 March 2012</time>');
});

test('nothing on a page needs an inline script, style or handler', () => {
  const page = renderPage({ ...PAGE, banner: { tag: 'Example', text: 'Invented' }, notice: 'Saved' });
  expect(page).not.toMatch(/ style=| on[a-z]+=|<script(?![^>]* src=)|javascript:/);
});

test('every page can be skipped into, and its parts are landmarks', () => {
  const page = renderPage({ ...PAGE, breadcrumbs: [{ text: 'Home', href: '/' }] });
  expect(page).toContain('href="#main-content" class="govuk-skip-link"');
  for (const landmark of ['<header', '<main', '<footer', '<search', 'aria-label="Breadcrumb"']) {
    expect(page).toContain(landmark);
  }
});

test('a status is words with a shape, never colour alone', () => {
  const shapes = (['good', 'warning', 'bad', 'active', 'neutral', 'unknown'] as const).map((tone) => {
    const tag = renderToString(<StatusTag tone={tone}>Words</StatusTag>);
    expect(tag).toContain('Words');
    return /<path d="([^"]+)"/.exec(tag)?.[1];
  });
  expect(new Set(shapes).size).toBe(6);
});

test('work under way can be followed without script', () => {
  const progress = renderToString(
    <LiveProgress
      label="Building"
      value={3}
      max={12}
      text="Page 3 of 12"
      src="/jobs/1/events"
      refreshHref="/jobs/1"
    />,
  );
  expect(progress).toContain('<progress class="app-live-progress__bar" value="3" max="12">');
  expect(progress).toMatch(/href="\/jobs\/1"[^>]*>Refresh to see how far it is/);
});

test('a heading has its caption inside reach, and key figures are a list of terms', () => {
  expect(renderToString(<PageHeading heading="Projects" caption="Delivery plan" />)).toMatch(
    /Delivery plan<\/span><h1[^>]*>Projects/,
  );
  const figures = renderToString(<KeyFigures figures={[{ label: 'Left', value: '£5', detail: 'of £9' }]} />);
  expect(figures).toMatch(/<dt[^>]*>Left<\/dt><dd[^>]*>£5<\/dd><dd[^>]*>of £9/);
});

import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import { actionsFor } from './actions.ts';
import { DatesPage } from './pages/dates.tsx';
import { Home } from './pages/home.tsx';
import { actionInWords, dueInWords } from './pages/lists.tsx';

const today = plainDate('2013-01-17');
const actorWith = (...permissions: string[]): Actor => ({
  kind: 'system',
  name: 'test',
  partnershipId: newId(),
  permissions,
});

describe('the home page', () => {
  test('says what was done, not what to do', () => {
    expect(
      ['project.progress-reported', 'place.add', 'need.take-evidence-out', 'indicator.reworded'].map(
        actionInWords,
      ),
    ).toEqual(['progress reported', 'added', 'taken evidence out', 'reworded']);
  });

  test('offers each role the three things it does most', () => {
    expect(actionsFor(actorWith('read', 'progress.report@x')).map((a) => a.text)).toEqual([
      'Say where a project stands',
      'See how we are doing',
      'Read the delivery plan',
    ]);
    expect(actionsFor(actorWith('read', 'report.edit', 'plan.edit', 'indicators.edit'))[0]?.href).toBe(
      '/reports',
    );
    expect(actionsFor(actorWith('read'))).toHaveLength(3);
    expect(actionsFor(actorWith('read', 'observations.record@x', 'progress.report@x'))[0]?.href).toBe(
      '/updates',
    );
    expect(actionsFor(actorWith('read', 'report.edit', 'plan.edit'))[1]?.text).toBe('Chase progress updates');
  });
  test('says when something is due, and how late it is', () => {
    expect(dueInWords(plainDate('2013-01-20'), today)).toBe('due in 3 days');
    expect(dueInWords(today, today)).toBe('due today');
    expect(dueInWords(plainDate('2013-01-16'), today)).toBe('1 day late');
  });
  test('leads to what is asked next, even when nothing is asked soon', () => {
    const later = {
      kind: 'progress-update',
      title: 'Report progress on Night bus',
      path: '/projects/night-bus/update',
      dueOn: plainDate('2013-03-15'),
      ownerAgencyId: null,
      ownerPostId: null,
      owner: 'Lead officer, Night bus',
    };
    const html = render(
      <Home
        name=""
        partnership="Chase"
        today={today}
        duties={[]}
        later={[later]}
        warnings={[]}
        changes={[]}
        actions={[]}
        steps={[]}
        csrf=""
      />,
    );
    expect(html).toContain('Nothing needs you today');
    expect(html).toContain('href="/projects/night-bus/update"');
  });
  test('says what will be there when nothing is', () => {
    const html = render(
      <Home
        name=""
        partnership="Chase"
        today={today}
        duties={[]}
        later={[]}
        warnings={[]}
        changes={[]}
        actions={[]}
        steps={[]}
        csrf=""
      />,
    );
    expect(html).toContain('Nothing needs you today');
    expect(html).toContain('No rule reports anything going wrong');
  });
});

test('dates stand under their month; what is further away than three months waits behind a line', () => {
  const nobodys = { kind: 'milestone', path: '/', ownerAgencyId: null, ownerPostId: null, owner: null };
  const duty = (dueOn: string) => ({ ...nobodys, title: `Due ${dueOn}`, dueOn: plainDate(dueOn) });
  const days = ['2012-12-31', '2013-01-20', '2013-03-31', '2013-04-01', '2013-12-01'];
  const html = render(<DatesPage duties={days.map(duty)} today={today} mine={false} />);
  expect([...html.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, heading]) => heading)).toEqual([
    'Late',
    'January 2013',
    'March 2013',
    'April 2013',
    'December 2013',
  ]);
  expect(html).toContain('1 duty late, 2 due by the end of March 2013, 2 after, of all partners.');
  expect(html.indexOf('<details')).toBeGreaterThan(html.indexOf('March 2013</h2>'));
  expect(html.indexOf('<details')).toBeLessThan(html.indexOf('April 2013</h2>'));
});

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { loadGovernanceExample } from '../governance/index.ts';
import { loadIntelligenceExample } from '../intelligence/index.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { EARLIER } from '../partners/testing.ts';
import { loadPlacesExample } from '../places/index.ts';
import { checks } from './checks.ts';
import { currentStrategy, findOutcome, listOutcomes, listPriorities, loadStrategyExample } from './index.ts';
import { joinOutcome } from './joining.ts';
import { listOutcomeIndicators } from './links.ts';
import { addOutcome, rewordOutcome, takeOutcomeOut } from './outcome.ts';
import { putPriority } from './priority.ts';
import { listVersions, listWordings } from './queries.ts';
import { sections } from './sections.ts';
import { adoptVersion, changeVersion, startVersion } from './version.ts';

const db = testDatabase();
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const secretary = () =>
  db().with(
    'read',
    'partners.edit',
    'places.edit',
    'governance.edit',
    'indicators.edit',
    'observations.record',
    'strategy.edit',
    'strategy.adopt',
  );
const drafter = () => db().with('read', 'strategy.edit');
const blank = { vision: null, visionNote: null, summary: null, startsOn: null, endsOn: null, source: null };

beforeAll(async () => {
  const actor = secretary();
  await db().does(actor, async (tx) => {
    for (const load of [
      loadPartnersExample,
      loadPlacesExample,
      loadGovernanceExample,
      loadIntelligenceExample,
      loadStrategyExample,
    ])
      orThrow(await load(tx, actor, files));
  });
});

describe('the example strategy', () => {
  test('has the outcomes of January 2012 under its three priorities', async () => {
    const found = await db().does(drafter(), async (tx) => ({
      priorities: await listPriorities(tx),
      outcomes: await listOutcomes(tx),
    }));
    expect(found.priorities.map((priority) => priority.title)).toEqual([
      'Improved Health',
      'Increased Economic Opportunity',
      'Community Safety',
    ]);
    expect(
      found.outcomes.map((outcome) => `${outcome.prioritySlug} ${outcome.letter} ${outcome.wording}`),
    ).toEqual([
      'improved-health a Increasing healthy lives and reducing preventable mortality',
      'improved-health b Tackling the wider determinants of health',
      'improved-health c Helping people to live healthier lifestyle and make healthier choices',
      'improved-health d Prevention of ill health',
      'increased-economic-opportunity a Reduced youth unemployment',
      'increased-economic-opportunity b Increased number of businesses that start, survive and grow',
      'increased-economic-opportunity c Improved qualifications and skills in school leavers',
      'community-safety a Increased assurance in the community',
      'community-safety b Improved living environments',
      'community-safety c Reduced Offending Behaviour & Anti Social Behaviour',
    ]);
  });

  test('an outcome that is reworded keeps its identity, its indicators and its earlier words', async () => {
    const found = await db().does(drafter(), async (tx) => {
      const outcome = await findOutcome(tx, 'reduced-offending');
      return {
        outcome,
        wordings: await listWordings(tx, outcome?.id ?? ''),
        indicators: (await listOutcomeIndicators(tx)).filter(({ outcomeId }) => outcomeId === outcome?.id),
      };
    });
    expect(found.outcome?.wording).toBe('Reduced Offending Behaviour & Anti Social Behaviour');
    expect(found.outcome?.wordedOn).toBe('2013-01-01');
    expect(found.wordings.map((wording) => wording.wording)).toEqual([
      'Reduced offending',
      'Reduced Offending Behaviour & Anti Social Behaviour',
    ]);
    expect(found.indicators.length).toBeGreaterThan(0);
  });

  test('words that begin on a later day do not stand before it', async () => {
    await db().does(secretary(), async (tx) => {
      const outcome = await findOutcome(tx, 'prevention-of-ill-health');
      orThrow(
        await rewordOutcome(tx, secretary(), {
          slug: 'prevention-of-ill-health',
          wording: 'Less ill health that could be prevented',
          startsOn: plainDate('2013-02-01'),
          reason: 'Agreed for later',
          revision: outcome?.revision ?? 0,
        }),
      );
      expect((await findOutcome(tx, 'prevention-of-ill-health'))?.wording).toBe('Prevention of ill health');
    });
  });

  test('an unknown vision is kept as unknown, with a note that says what the sources print', async () => {
    const version = await db().does(drafter(), (tx) => currentStrategy(tx));
    expect(version).toMatchObject({ status: 'adopted', vision: null, adoptedPrecision: 'by' });
    expect(version?.visionNote).toContain('do not print its words');
  });

  test('keeps every invariant that is checked in production', async () => {
    const broken = await db().does(drafter(), async (tx) => {
      const found: string[] = [];
      for (const check of checks) found.push(...(await check.find(tx)));
      return found;
    });
    expect(checks).toHaveLength(5);
    expect(broken).toEqual([]);
  });

  test('a report says to which corporate priorities the outcomes contribute', async () => {
    const section = sections.find(({ name }) => name === 'relationship-to-corporate-priorities');
    const request = { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-10-01') };
    const blocks = await db().does(drafter(), async (tx) => section?.gather(tx, drafter(), request));
    expect(JSON.stringify(blocks)).toContain(
      'Prosperity through Increased Economic Opportunity, People through Improved Health and Place through Community Safety',
    );
  });
});

describe('versions', () => {
  test('an adopted strategy is not edited', async () => {
    const answer = await db().as(drafter(), (tx) =>
      changeVersion(tx, drafter(), 1, 1, { ...blank, title: 'Something else' }),
    );
    expect(answer).toMatchObject({ refused: 'version-is-not-a-draft' });
  });

  test('somebody who may draft may not adopt', async () => {
    const answer = await db().as(drafter(), async (tx) => {
      const started = orThrow(await startVersion(tx, drafter(), { ...blank, title: 'Draft' }));
      return adoptVersion(tx, drafter(), started.id, {
        adoptedOn: plainDate('2013-01-16'),
        precision: 'day',
        ground: EARLIER,
      });
    });
    expect(answer).toMatchObject({ refused: 'not-allowed' });
  });

  test('a version with a priority that has no outcome cannot be adopted', async () => {
    const actor = secretary();
    const answer = await db().as(actor, async (tx) => {
      const started = orThrow(await startVersion(tx, actor, { ...blank, title: 'Draft' }));
      const fields = { title: 'Environment', question: null, description: null, source: null };
      orThrow(await putPriority(tx, actor, started.number, fields));
      return adoptVersion(tx, actor, started.id, {
        adoptedOn: plainDate('2013-01-16'),
        precision: 'day',
        ground: EARLIER,
      });
    });
    expect(answer).toMatchObject({
      refused: 'priority-without-outcome',
      details: { priorities: ['Environment'] },
    });
  });

  test('a form that was opened before somebody else saved is refused', async () => {
    const actor = drafter();
    const answer = await db().as(actor, async (tx) => {
      const started = orThrow(await startVersion(tx, actor, { ...blank, title: 'Draft' }));
      orThrow((await changeVersion(tx, actor, started.number, 1, { ...blank, title: 'Mine' })) ?? true);
      return changeVersion(tx, actor, started.number, 1, { ...blank, title: 'Yours' });
    });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('adopting a draft supersedes the former version in the same moment, and outcomes keep their ids', async () => {
    const actor = secretary();
    const before = await db().does(actor, (tx) => findOutcome(tx, 'reduced-offending'));
    const statuses = await db().does(actor, async (tx) => {
      const started = orThrow(await startVersion(tx, actor, { ...blank, title: 'Strategy 2013' }));
      orThrow((await takeOutcomeOut(tx, actor, started.number, 'prevention-of-ill-health')) ?? true);
      const [, , safety] = await listPriorities(tx, { versionId: started.id });
      if (safety)
        orThrow(
          await addOutcome(tx, actor, started.number, { priorityId: safety.id, wording: 'Fewer fires' }),
        );
      orThrow(
        (await adoptVersion(tx, actor, started.id, {
          adoptedOn: plainDate('2013-01-16'),
          precision: 'day',
          ground: EARLIER,
        })) ?? true,
      );
      return (await listVersions(tx)).map(({ number, status }) => `${number} ${status}`);
    });
    expect(statuses).toEqual(['2 adopted', '1 superseded']);
    const after = await db().does(actor, async (tx) => ({
      same: await findOutcome(tx, 'reduced-offending'),
      gone: await findOutcome(tx, 'prevention-of-ill-health'),
      all: await listOutcomes(tx),
    }));
    expect(after.same?.id).toBe(before?.id);
    expect(after.same?.wording).toBe('Reduced Offending Behaviour & Anti Social Behaviour');
    expect(after.gone).toMatchObject({ versionStatus: 'superseded' });
    expect(after.all.map((outcome) => outcome.slug)).toContain('fewer-fires');
  });

  test('two adoptions of the same moment cannot both follow one version', async () => {
    const actor = secretary();
    const answer = await db().as(actor, async (tx) => {
      const first = orThrow(await startVersion(tx, actor, { ...blank, title: 'A' }));
      const second = orThrow(await startVersion(tx, actor, { ...blank, title: 'B' }));
      const current = await currentStrategy(tx);
      for (const version of [first, second])
        await tx
          .insertInto('strategy.adoption')
          .values({
            partnership_id: actor.partnershipId,
            version_id: version.id,
            supersedes_id: current?.id ?? null,
            adopted_on: plainDate('2013-01-16'),
            precision: 'day',
            began_on: plainDate('2013-01-17'),
            earlier_minutes: 'Item 5',
            earlier_reason: 'Decided before',
          })
          .execute();
      return 'both';
    });
    expect(isRefusal(answer) && answer.refused).toBe('adoption-supersedes-once');
  });

  test('what an outcome is joined to is not overwritten unknowingly', async () => {
    const answer = await db().as(drafter(), async (tx) => {
      const outcome = await findOutcome(tx, 'improved-living-environments');
      if (!outcome) throw new Error('missing');
      const none = { indicatorIds: [], themeIds: [], corporatePriorityIds: [] };
      return joinOutcome(tx, drafter(), outcome.id, outcome.revision - 1, none);
    });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });
});

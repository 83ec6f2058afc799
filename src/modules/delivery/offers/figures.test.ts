import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { renderHtmlFragment } from '../../../ui/document/index.ts';
import { loadDeliveryExample } from '../example.ts';
import { EVERYTHING, exampleFile, onGround, TODAY } from '../testing.ts';
import { measureName, planFigures, projectFigures } from './figures.ts';
import { caseStudiesSection, initiativesSection, planSection, updatesSection } from './sections.ts';

const db = testDatabase(onGround);
const actor = () => db().with(...EVERYTHING);
const request = { asAt: TODAY, periodStart: plainDate('2012-09-28') };

beforeAll(async () => {
  await db().does(actor(), async (tx) => orThrow(await loadDeliveryExample(tx, actor(), exampleFile)));
});

describe('what a report takes from delivery', () => {
  test('figures of projects and plans say value, target, money and where they come from', async () => {
    const figures = await db().does(
      actor(),
      async (tx) =>
        new Map([
          ...(await projectFigures.gather(tx, actor(), request)),
          ...(await planFigures.gather(tx, actor(), request)),
        ]),
    );
    const text = (name: string) => figures.get(name)?.text;
    expect({
      champion: [
        text('project.vulnerable-peoples-champion.victims-supported.latest'),
        text('project.vulnerable-peoples-champion.victims-supported.target'),
      ],
      life: [text('project.life-course.referrals.latest'), text('project.life-course.completed.target')],
      justice: [
        text('project.restorative-justice.restorative-justice.latest'),
        text('project.restorative-justice.face-to-face-mediations.target'),
      ],
      agree: text(
        'project.good-news-stories-and-road-shows.police-and-council-deal-with-what-matters.target',
      ),
      economic: [text('plan.economic-delivery-plan.requested'), text('plan.economic-delivery-plan.projects')],
      safety: [
        text('plan.community-safety-delivery-plan-2013.projects'),
        text('plan.community-safety-delivery-plan-2013.cash'),
      ],
      all: text('plan.all.requested'),
    }).toEqual({
      champion: ['164', '165'],
      life: ['45', '42'],
      justice: ['29', '15'],
      agree: '49%',
      economic: ['£81,000', '5'],
      safety: ['11', '£71,402'],
      all: '£102,500',
    });
    for (const figure of figures.values()) {
      expect(figure.source).not.toBe('');
      expect(figure.sentence).not.toBe('');
    }
  });

  test('a share of a project carries its unit, and money that no plan names is not said to be nothing', async () => {
    const figures = await db().does(actor(), (tx) => projectFigures.gather(tx, actor(), request));
    const say = (name: string) => {
      const figure = figures.get(`project.${name}`);
      return [figure?.value, figure?.unit, figure?.sentence];
    };
    expect(figures.get('project.life-course.completion.target')?.unit).toBe('%');
    expect(figures.get('project.love-your-street.improved-area.latest')?.unit).toBe('%');
    expect(say('life-course.cash')).toEqual([6500, '£', 'LIFE course: cash of £6,500, options left out']);
    expect(say('divert.cash')).toEqual([0, '£', 'Divert: the project plan names no cash']);
  });

  test('an amount of cash that is not known yet is not counted as nothing', async () => {
    await db().does(actor(), async (tx) => {
      const { id } = await tx
        .selectFrom('delivery.project')
        .select('id')
        .where('slug', '=', 'community-games')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('delivery.resource')
        .values({
          partnership_id: actor().partnershipId,
          id: newId(),
          project_id: id,
          position: 1,
          kind: 'cash',
          pence: null,
          basis: 'one-off',
          status: 'to-be-confirmed',
        })
        .execute();
    });
    const figures = await db().does(actor(), (tx) => projectFigures.gather(tx, actor(), request));
    expect(figures.get('project.community-games.cash')).toMatchObject({
      value: null,
      text: 'not known yet',
      sentence: 'Community Games: cash, of which the amount is not known yet',
    });
  });

  test('a measure is named without the words that its project says already', () => {
    expect(measureName('vulnerable-peoples-champion', 'champion-victims-supported')).toBe(
      'victims-supported',
    );
    expect(measureName('restorative-justice', 'restorative-justice')).toBe('restorative-justice');
  });

  test('sections hold the plan by priority, initiatives and signed-off case studies', async () => {
    const html = await db().does(actor(), async (tx) => {
      const blocks = [];
      for (const section of [planSection, updatesSection, initiativesSection, caseStudiesSection])
        blocks.push(...(await section.gather(tx, actor(), request)));
      return renderHtmlFragment({
        title: 'Test',
        language: 'en-GB',
        meta: { author: 'LSP Manager', date: TODAY },
        front: [],
        blocks,
      });
    });
    for (const words of [
      'Love Your Street',
      'Blake programme',
      'No lead officer reported',
      'It brings people together',
      'Vulnerable People',
    ])
      expect(html).toContain(words);
  });

  test('a report tells of a programme that has open projects or of which something was noted within the year', async () => {
    await db().ownerPool.query(
      `with p as (select partnership_id from partners.partnership), g as (
         insert into delivery.programme (partnership_id, id, slug, title)
         select partnership_id, gen_random_uuid(), slug, title from p, (values ('old', 'Old programme'), ('new', 'New programme')) x (slug, title)
         returning *)
       insert into delivery.programme_note (partnership_id, id, programme_id, noted_on, source, says)
       select partnership_id, gen_random_uuid(), id, case slug when 'old' then date '2010-05-01' else date '2012-05-01' end, 'A paper', 'It went well.' from g`,
    );
    const blocks = await db().does(actor(), (tx) => initiativesSection.gather(tx, actor(), request));
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings.filter((text) => text.includes('programme')).sort()).toEqual([
      'Blake programme',
      'New programme',
    ]);
  });

  test('a report tells a case study once: in the period in which it was told and signed off', async () => {
    const toldIn = (periodStart: string, asAt: string) =>
      db().does(actor(), (tx) =>
        caseStudiesSection.gather(tx, actor(), {
          asAt: plainDate(asAt),
          periodStart: plainDate(periodStart),
        }),
      );
    expect(await toldIn('2012-09-28', TODAY)).toHaveLength(1);
    expect(await toldIn('2013-01-18', '2013-04-17')).toHaveLength(0);
  });
});

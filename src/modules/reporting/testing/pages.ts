/** Reports on real pages: the server over a database of its own, with one figure and one case study on offer. */
import { beforeAll, beforeEach } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { ModuleManifest } from '../../../platform/module.ts';
import type { Block } from '../../../ui/document/index.ts';
import { reporting } from '../module.ts';
import { beginReport } from '../reports.ts';
import { importTemplate } from '../template-commands.ts';
import { AS_AT, figure, sampleOffers, sampleTemplate } from './facts.ts';

const study: Block = {
  kind: 'caseStudy',
  title: 'A resident of the ward',
  blocks: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Somebody felt safer.' }] }],
};
const offers = sampleOffers(
  () => ({ 'indicator.crime.latest': figure('5,803', 5803, { sentence: 'Crimes recorded in 2011/12.' }) }),
  () => [study],
);
const facts: ModuleManifest = {
  name: 'facts',
  permissions: [{ name: 'read', says: 'Read' }],
  figures: [...offers.figures.values()],
  sections: [...offers.sections.values()],
};

export const revisionIn = (html: string): string => /name="_revision" value="(\d+)"/.exec(html)?.[1] ?? '';

/** A manager and a reader who are signed in, and a fresh template with its draft for each test. */
export function pageDesk() {
  // Search has a job and tests of its own.
  const concord = testApp({ modules: [facts, { ...reporting, search: [] }] });
  let manager: SignedInCaller;
  let reader: SignedInCaller;
  let count = 0;
  let id = '';
  let template = '';

  beforeAll(async () => {
    manager = await concord().signInAs('report.edit', 'report.approve', 'report.publish');
    reader = await concord().signInAs();
  });

  beforeEach(async () => {
    count += 1;
    template = `cabinet-${count}`;
    const { db } = concord();
    const actor = db.with('read', 'report.edit');
    id = (await db.does(actor, async (tx) => {
      await importTemplate(tx, actor, { ...sampleTemplate(), slug: template });
      return beginReport(tx, actor, { template, periodStart: plainDate('2012-10-01'), asAt: AS_AT });
    })) as string;
  });

  return {
    manager: () => manager,
    reader: () => reader,
    visitor: () => concord().visitor,
    id: () => id,
    template: () => template,
    /** Writes at a place as its page does. */
    async write(place: string, words: string, more: Record<string, string> = {}) {
      const path = `/reports/${id}/sections/${place}`;
      const page = await manager.get(path);
      return manager.form(path, { _revision: revisionIn(page.body), words, ...more });
    },
  };
}

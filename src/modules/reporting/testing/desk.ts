/** A desk at which the tests of reports write, submit and approve. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import type { Id } from '../../../kernel/ids.ts';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { fileStore } from '../../../platform/files.ts';
import type { FigureValue } from '../../../platform/module.ts';
import { type BuiltDraft, buildDraft } from '../draft.ts';
import { approveReport } from '../editions.ts';
import { gatherFigures } from '../gather.ts';
import { findReport } from '../queries.ts';
import { beginReport, submitReport } from '../reports.ts';
import { importTemplate } from '../template-commands.ts';
import { writeText } from '../texts.ts';
import { AS_AT, figure, sampleOffers, sampleTemplate } from './facts.ts';

/** A database, a files folder, one changing figure, and a fresh template for each test. */
export function reportDesk() {
  const db = testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-editions-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const files = fileStore(folder);
  let crimes: FigureValue;
  const crimesAre = (text: string, value: number): void => {
    crimes = figure(text, value, { sentence: 'Crimes recorded.' });
  };
  crimesAre('5,803', 5803);
  const offers = sampleOffers(() => ({ 'indicator.crime.latest': crimes }));
  const tools = { offers, files };
  const editor = (): Actor => db().with('read', 'report.edit');
  const approver = (): Actor => db().with('read', 'report.approve', 'report.publish');
  let templates = 0;
  let template = '';

  beforeEach(async () => {
    templates += 1;
    template = `cabinet-${templates}`;
    crimesAre('5,803', 5803);
    await db().does(editor(), (tx) => importTemplate(tx, editor(), { ...sampleTemplate(), slug: template }));
  });

  const begin = async (asAt: PlainDate = AS_AT): Promise<Id<'report'>> => {
    const period = { template, periodStart: plainDate('2012-10-01'), asAt };
    return (await db().does(editor(), (tx) => beginReport(tx, editor(), period))) as Id<'report'>;
  };
  const report = async (id: string) => {
    const found = await db().does(editor(), (tx) => findReport(tx, editor(), id));
    if (!found) throw new Error('The report is gone');
    return found;
  };
  const figures = () =>
    db().does(editor(), (tx) => gatherFigures(offers, tx, editor(), { asAt: AS_AT, periodStart: AS_AT }));
  const write = async (reportId: string, place: string, words: string, revision = 0) => {
    const known = await figures();
    return db().as(editor(), (tx) =>
      writeText(tx, editor(), known, { reportId, place, words, standing: 'written', revision }),
    );
  };
  const submit = async (id: string) => {
    const { revision } = await report(id);
    return db().as(editor(), (tx) => submitReport(tx, editor(), { id, revision }));
  };
  const approve = async (id: string, acknowledged = true): Promise<Id<'edition'> | Refusal> => {
    const { revision } = await report(id);
    return db().as(approver(), (tx) =>
      approveReport(tx, approver(), tools, { reportId: id, revision, acknowledged }),
    );
  };
  const approved = async (asAt: PlainDate = AS_AT): Promise<Id<'edition'>> => {
    const id = await begin(asAt);
    await write(id, 'section.purpose', `There were {{figure:indicator.crime.latest}} crimes (${template}).`);
    await submit(id);
    const edition = await approve(id);
    if (isRefusal(edition)) throw new Error(edition.message);
    return edition;
  };
  const build = async (id: string): Promise<BuiltDraft> => {
    const row = await report(id);
    return db().does(editor(), (tx) => buildDraft(tx, editor(), tools, row));
  };
  return {
    db,
    files,
    folder,
    offers,
    tools,
    editor,
    approver,
    template: () => template,
    crimesAre,
    begin,
    report,
    figures,
    write,
    submit,
    approve,
    approved,
    build,
  };
}

/** What a strategic assessment says of each indicator: what changed, where and for whom. */
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { FigureRequest } from '../../../platform/module.ts';
import { type Block, paragraph } from '../../../ui/document/index.ts';
import { figuresNow, standingsNow } from '../figures.ts';
import { chartOf, hasCourse } from '../sections.tsx';
import { groupsTable } from './groups.ts';
import { sentenceOf } from './sentence.ts';
import { whereOf } from './where.tsx';
import { yearOf } from './year.ts';

async function areaNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ area: string }>`
    select area from partners.partnership where partnership_id = platform.partnership()`.execute(tx);
  return rows[0]?.area ?? '';
}

/** Blocks for each of these indicators in their order, leaving out those that were retired. */
export async function assessIndicators(
  tx: Tx,
  request: FigureRequest,
  ids: readonly string[],
): Promise<readonly Block[]> {
  const [standings, figures, area] = [
    await standingsNow(tx, request),
    await figuresNow(tx, request),
    await areaNow(tx),
  ];
  const blocks: Block[] = [];
  let isParted = false;
  for (const id of ids) {
    const standing = standings.find(({ indicator }) => indicator.id === id);
    if (!standing) continue;
    const parts = [
      ...(await whereOf(tx, standing.indicator, { today: request.asAt, area })),
      ...(await groupsTable(tx, standing.indicator, request.asAt)),
    ];
    const rate = standings.findLast(
      (one) => one.indicator.kind === 'rate' && one.indicator.numeratorId === id,
    );
    blocks.push(sentenceOf(standing, rate, figures, parts.length > 0));
    for (const course of [yearOf(standing), standing])
      if (course && hasCourse(course)) blocks.push(chartOf(course));
    blocks.push(...parts);
    isParted ||= parts.length > 0;
  }
  if (blocks.length > 0 && !isParted)
    blocks.push(paragraph('Where and for whom: no figures of these indicators are known by place or group.'));
  return blocks;
}

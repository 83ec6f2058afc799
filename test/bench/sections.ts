/** docs/performance.md by its sections: what is measured alone replaces its own, and a run of all the rest keeps it. */
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { ROOT } from './processes.ts';

const FILE = path.join(ROOT, 'docs/performance.md');
/** Sections that are measured alone, by their titles, in the order in which they stand at the end. */
export const ALONE = {
  casework: 'Casework',
  matching: 'A million records',
  street: 'A year of street crime',
  places: 'Maps and profiles of places',
};

const part = (text: string, title: string): { readonly from: number; readonly to: number } | undefined => {
  const from = text.indexOf(`## ${title}\n`);
  if (from === -1) return undefined;
  const next = text.indexOf('\n## ', from + 1);
  return { from, to: next === -1 ? text.length : next + 1 };
};

/** The text with this section in the place of the one of its title, or at the end. */
export function withSection(text: string, title: string, body: string): string {
  const found = part(text, title);
  const section = `## ${title}\n${body.trim()}\n`;
  if (!found) return `${text.trimEnd()}\n\n${section}`;
  const rest = text.slice(found.to);
  return `${text.slice(0, found.from)}${section}${rest === '' ? '' : '\n'}${rest}`;
}

/** Writes one section; all others stay. */
export async function writeSection(title: string, body: string): Promise<void> {
  await writeFile(FILE, withSection(await readFile(FILE, 'utf8'), title, body));
}

/** Writes all anew but what is measured alone and this run did not measure. */
export async function writeAll(text: string): Promise<void> {
  const before = await readFile(FILE, 'utf8').catch(() => '');
  let written = text;
  for (const title of Object.values(ALONE)) {
    const found = part(before, title);
    if (!found || part(text, title)) continue;
    written = withSection(written, title, before.slice(found.from, found.to).replace(/^.*\n/, ''));
  }
  await writeFile(FILE, written);
}

/** By what, when and beside how much else: the load says how far the figures can be believed. */
export const measuredBy = (option: string, began: number): string =>
  `Measured by \`npm run bench -- ${option} --write\` on ${new Date().toISOString().slice(0, 10)}; load ${began.toFixed(1)} when it began and ${(loadavg()[0] ?? 0).toFixed(1)} at its end, on the two cores that the server, its database and what asks share.`;

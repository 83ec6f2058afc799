/** How long a pack of some 300 pages takes to be set as one PDF: words, and a file of slides bound in. */
import { plainDate } from '../../src/kernel/plain-date.ts';
import type { PackContents, PackPaper } from '../../src/modules/governance/sittings/pack-contents.ts';
import { packDocument, paperId } from '../../src/modules/governance/sittings/pack-document.ts';
import { pdfPages, renderPdf } from '../../src/ui/document/index.ts';

export interface PackResult {
  readonly pages: number;
  readonly ms: number;
  readonly bytes: number;
}

const ITEMS = 17;
const WORDS = Array(310).fill('A paragraph of a paper that a board reads before it decides.').join('\n\n');

const paper = (nth: number, more: Partial<PackPaper> = {}): PackPaper => ({
  id: `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`,
  title: `Paper ${nth}`,
  exempt: false,
  late: false,
  version: 1,
  versionId: null,
  words: WORDS,
  file: null,
  document: null,
  ...more,
});

const contentsOf = (slides: PackPaper | undefined): PackContents => ({
  partnership: 'A partnership',
  body: 'Strategic Board',
  bodySlug: 'strategic-board',
  day: plainDate('2012-12-14'),
  when: '14 December 2012',
  venue: null,
  number: 1,
  supplement: false,
  reason: '',
  publishedOn: plainDate('2012-12-07'),
  pdf: null,
  papers: slides ? [slides] : [],
  items: Array.from({ length: ITEMS }, (_, nth) => ({
    id: `item-${nth}`,
    number: nth + 1,
    title: `Item ${nth + 1}`,
    type: 'decision',
    keyDecision: false,
    owner: 'Partnership Manager',
    at: null,
    minutes: null,
    exemptReason: null,
    proposal: 'Agree what is proposed.',
    subject: null,
    papers: [paper(nth * 2), paper(nth * 2 + 1)],
  })),
});

const reading = { addressOf: () => '/', onPaper: true } as const;

/** The middle of some builds of the pack, first to last word; undefined on a machine that can make no PDF. */
export async function setPacks(rounds: number): Promise<PackResult | undefined> {
  const one = await renderPdf(packDocument({ ...contentsOf(undefined), items: [] }, reading));
  if (!('bytes' in one)) return undefined;
  const pages = (await pdfPages(one.bytes)) ?? 1;
  const file = {
    name: 'slides.pdf',
    mediaType: 'application/pdf',
    size: one.bytes.length,
    sha256: '',
    pages,
  };
  const slides = paper(1000, { words: null, file });
  const contents = contentsOf(slides);
  const bound = { bytes: one.bytes, format: 'pdf', pages, alt: 'Slides' } as const;
  const boundIn = new Map([[paperId(slides, contents), bound]]);
  const taken: PackResult[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    const pdf = await renderPdf(packDocument(contents, reading), { contents: true, boundIn });
    if (!('bytes' in pdf)) return undefined;
    taken.push({ pages: pdf.pages, ms: Math.round(performance.now() - from), bytes: pdf.bytes.length });
  }
  return taken.toSorted((a, b) => a.ms - b.ms)[Math.floor(taken.length / 2)];
}

import { ExternalHyperlink, InternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import { inlinesOf } from './build.ts';
import { figureAnchor, outsideHref, type Prepared } from './prepare.ts';
import type { Inline, Words } from './tree.ts';
import { printable } from './typst-text.ts';

type Look = Pick<IRunOptions, 'bold' | 'italics' | 'color' | 'style' | 'size'>;

/** Words as runs; figures are followed by their number, which leads to their row in the appendix. */
export function runs(words: Words, prepared: Prepared, look: Look = {}): ParagraphChild[] {
  return inlinesOf(words).flatMap((inline) => runsOf(inline, prepared, look));
}

/** Plain words as one run. */
export const run = (words: string, look: Look = {}): TextRun =>
  new TextRun({ ...look, text: printable(words) });

function runsOf(inline: Inline, prepared: Prepared, look: Look): ParagraphChild[] {
  switch (inline.kind) {
    case 'text':
      return [run(inline.text, look)];
    case 'strong':
      return runs(inline.inlines, prepared, { ...look, bold: true });
    case 'emphasis':
      return runs(inline.inlines, prepared, { ...look, italics: true });
    case 'lineBreak':
      return [new TextRun({ break: 1 })];
    case 'link': {
      const hyperlink = { ...look, style: 'Hyperlink' };
      const anchor = inline.href.startsWith('#') ? prepared.anchors.get(inline.href.slice(1)) : undefined;
      if (anchor !== undefined) {
        return [new InternalHyperlink({ anchor, children: runs(inline.inlines, prepared, hyperlink) })];
      }
      const href = outsideHref(prepared.document, inline.href);
      if (href === undefined) return runs(inline.inlines, prepared, look);
      return [new ExternalHyperlink({ link: href, children: runs(inline.inlines, prepared, hyperlink) })];
    }
    case 'figure': {
      const anchor = figureAnchor(prepared, inline.name);
      const number = String(prepared.figureNumbers.get(inline.name) ?? '');
      const words = run(inline.text, look);
      if (anchor === undefined) return [words];
      const note = new TextRun({ text: `[${number}]`, superScript: true, color: '1A5A96' });
      return [words, new InternalHyperlink({ anchor, children: [note] })];
    }
  }
}

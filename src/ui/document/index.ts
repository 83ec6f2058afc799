/** Documents: one tree of blocks, rendered as HTML, tagged PDF and Word. */
export { figuresAppendix } from './appendix.ts';
export { heading, link, list, paragraph, strong, text } from './build.ts';
export { renderDocx } from './docx.ts';
export { DocumentView, renderHtml, renderHtmlFragment } from './html.tsx';
export {
  blocksFromMarkdown,
  type FindFigure,
  figureReferences,
  inlinesFromMarkdown,
  type Prose,
} from './markdown.ts';
export { type BoundIn, type PdfOptions, pdfPages, type RenderedPdf, renderPdf } from './pdf.ts';
export type * from './tree.ts';
export { figuresOf, plainText } from './walk.ts';
export { openZip, readZip, writeZip } from './zip.ts';
export { BrokenZip, type ZipMember, zipEnd, zipHeadLength, zipMembers } from './zip-directory.ts';

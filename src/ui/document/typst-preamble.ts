import { partsOf } from '../../kernel/plain-date.ts';
import type { Document } from './tree.ts';
import { typstString } from './typst-text.ts';

/** Embedded in the compiler, so that a document looks the same on a machine without fonts. There is no sans. */
export const EMBEDDED_FONTS = ['Libertinus Serif', 'New Computer Modern Math', 'DejaVu Sans Mono'];

/** The look of a document and the functions that its body calls. */
export function typstPreamble(
  document: Document,
  fonts: readonly string[],
  unshown: ReadonlySet<string>,
): string {
  const words = (value: string) => typstString(value, unshown);
  const { year, month, day } = partsOf(document.meta.date);
  const keywords = (document.meta.keywords ?? []).map((word) => `${words(word)}, `).join('');
  const running = [document.meta.organisation, document.meta.reference].filter((part) => part !== undefined);
  return `
#set document(title: ${words(document.title)}, author: ${words(document.meta.author)}, keywords: (${keywords}),
  date: datetime(year: ${year}, month: ${month}, day: ${day}, hour: 0, minute: 0, second: 0))
#set text(lang: "en", region: "GB", size: 11pt, hyphenate: false, fallback: false,
  font: (${fonts.map((font) => `${typstString(font)}, `).join('')}))
#let navy = rgb("#12436D")
#let grey = rgb("#505A5F")
#let hairline = 0.5pt + rgb("#B1B4B6")
#set page(paper: "a4", margin: (x: 2.3cm, top: 2.6cm, bottom: 2.4cm),
  header: context if here().page() > 1 {
    set text(size: 8.5pt, fill: grey)
    ${words(document.title)}
    h(1fr)
    ${words(running.join(' · '))}
    v(-6pt)
    line(length: 100%, stroke: hairline)
  },
  footer: context {
    set text(size: 8.5pt, fill: grey)
    h(1fr)
    [Page #counter(page).display() of #counter(page).final().first()]
  })
#set par(leading: 0.68em, spacing: 1.05em)
#show title: set text(size: 23pt, fill: navy)
#show title: set par(leading: 0.45em)
#show heading: set text(fill: navy)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 3): set text(size: 11pt)
#show heading.where(level: 4): set text(size: 11pt, style: "italic")
#show heading: set block(above: 1.7em, below: 0.8em, sticky: true)
#set list(indent: 0.6em, body-indent: 0.6em, spacing: 0.75em)
#set enum(indent: 0.6em, body-indent: 0.6em, spacing: 0.75em)
#show link: set text(fill: rgb("#1A5A96"))
#set table(inset: (x: 5pt, y: 5pt), stroke: (x, y) => (bottom: if y == 0 { 1pt + navy } else { hairline }))
#set table.hline(stroke: 1pt + navy)
#show table: set par(leading: 0.5em, spacing: 0.6em)
#set figure(numbering: none, supplement: none, gap: 0.7em)
#set figure.caption(position: top)
#show figure: set block(breakable: true, above: 1.5em, below: 1.8em)
#show figure: set align(left)
#show figure.caption: it => block(sticky: true, text(weight: "bold", size: 10pt, it.body))
#let small(body) = text(size: 9pt, fill: grey, body)
#let numbered(number, body) = par(hanging-indent: 3.2em, { box(width: 3.2em, number); body })
#let anchor(name) = [#metadata(none)#label(name)]
#let figure-note(name, number) = link(label(name), super(size: 0.68em, "[" + number + "]"))
#let aside(stroke, body) = block(width: 100%, inset: (left: 12pt, right: 8pt, y: 8pt), stroke: (left: 4pt + stroke), body)
#let framed(body) = block(width: 100%, inset: 12pt, fill: rgb("#F3F5F7"), stroke: (left: 4pt + navy), body)
#let head(body) = text(weight: "bold", fill: navy, body)
#let pairs(..rows) = block(above: 1.4em, below: 1.6em, grid(columns: (3fr, 7fr), inset: (x: 5pt, y: 5.5pt),
  stroke: (x, y) => (bottom: hairline, top: if y == 0 { hairline }), ..rows))
#let words-table(size, caption, body) = { set text(size: size); figure(kind: table, caption: caption, body) }
`;
}

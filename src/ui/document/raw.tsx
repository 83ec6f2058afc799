import type { JSX } from 'preact';

const FORBIDDEN: readonly RegExp[] = [
  /<script/i,
  /<foreignObject/i,
  /<style/i,
  /\sstyle\s*=/i,
  /\son[a-z]+\s*=/i,
  /(?:href|src)\s*=\s*["'](?!#)/i,
  /<!(?:DOCTYPE|ENTITY)/i,
  /url\(\s*["']?(?!#)/i,
];

/** Throws when a chart's SVG holds anything that runs, loads or styles: our own charts never do. */
export function checkedSvg(svg: string): string {
  const found = FORBIDDEN.find((pattern) => pattern.test(svg));
  if (found !== undefined) throw new Error(`A chart's SVG may not hold ${found.source}`);
  if (!/^\s*<svg[\s>]/.test(svg)) throw new Error('A chart must be one <svg> element');
  return svg;
}

/** The only raw markup of a document: a chart drawn by us. Its words for those who cannot see it are `alt`. */
export function ChartPicture({ svg, alt }: { svg: string; alt: string }): JSX.Element {
  return (
    <div
      class="app-chart__picture"
      role="img"
      aria-label={alt}
      dangerouslySetInnerHTML={{ __html: checkedSvg(svg) }}
    />
  );
}

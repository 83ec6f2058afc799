export { type KeyFigure, KeyFigures } from './key-figures.tsx';
export { LiveProgress, type LiveProgressProps } from './live-progress.tsx';
export { renderPage } from './page.tsx';
export { PageHeading } from './page-parts.tsx';
export { StatusTag, type Tone } from './status-tag.tsx';
export type { Assets, NavigationItem, PageProps, SignedIn } from './view-model.ts';

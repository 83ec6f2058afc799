import type { ComponentChildren } from 'preact';
import type { PlainDate } from '../../kernel/plain-date.ts';

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean | undefined;
}

/** Addresses of the built assets, as `dist/assets/manifest.json` has them. */
export interface Assets {
  readonly css: string;
  readonly js: string;
  readonly icon?: string | undefined;
}

export interface SignedIn {
  readonly name: string;
  /** The post they act in: "LSP Manager". */
  readonly post?: string | undefined;
  /** Their account page. */
  readonly href?: string | undefined;
}

export interface PageProps {
  /** What this page is about; the document's title adds partnership and product. */
  readonly title: string;
  readonly partnership: string;
  /** The partnership's business date. */
  readonly asAt: PlainDate;
  readonly navigation: readonly NavigationItem[];
  /** Absent for somebody who has not signed in. */
  readonly user?: SignedIn | undefined;
  /** From the outermost page inwards, without this page. */
  readonly breadcrumbs?: readonly { readonly text: string; readonly href: string }[] | undefined;
  readonly assets: Assets;
  readonly csrf: string;
  /** Says what kind of site this is: tag "Example", "Every person in it is invented". */
  readonly banner?: { readonly tag: string; readonly text: ComponentChildren } | undefined;
  /** What has just been done, shown once. */
  readonly notice?: ComponentChildren;
  /** What stopped a form, each linked to its field. */
  readonly errors?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined;
  /** What is in the search box; `false` where there is nothing to search. */
  readonly search?: string | false | undefined;
  readonly footerLinks?: readonly { readonly text: string; readonly href: string }[] | undefined;
  /** Uses the whole width of a large screen, for tables of many columns. */
  readonly wide?: boolean | undefined;
  readonly children?: ComponentChildren;
}

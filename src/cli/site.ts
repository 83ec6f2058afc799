import { type Settings, siteOf } from '../platform/settings.ts';

/** The address that links of a command lead to; at a host name of its own where the partnership has one. */
export function siteAt(settings: Settings, host?: string): string {
  const url = new URL(siteOf(settings));
  if (host !== undefined) url.hostname = host;
  return url.origin;
}

/** Says of which address a link is: a command cannot know where a server was started. */
export const whereLinksLead = ({ publicUrl }: Settings, site: string): string =>
  publicUrl === undefined
    ? `It leads to ${site}, as this command was told. Where the server has another PORT or HOST, put its address there instead, or set CONCORD_URL for both.`
    : `It leads to ${site}, as CONCORD_URL says.`;

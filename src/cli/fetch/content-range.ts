/** Which bytes an answer says that it holds, and of how many. */
interface ContentRange {
  readonly start: number;
  readonly end: number;
  /** How large the whole is; undefined where the service does not say. */
  readonly total: number | undefined;
}

/** What a part of a file says of itself (RFC 9110, 14.4); undefined where it says nothing that can be read. */
export function contentRange(headers: Headers): ContentRange | undefined {
  const [, start, end, total] =
    /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(headers.get('content-range')?.trim() ?? '') ?? [];
  if (start === undefined || end === undefined || Number(start) > Number(end)) return undefined;
  return { start: Number(start), end: Number(end), total: total === '*' ? undefined : Number(total) };
}

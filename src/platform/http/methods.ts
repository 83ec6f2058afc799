import type { Route } from './route.ts';

/** Which methods an address takes, for `Allow`; none when no route has it. */
export function methodsByAddress(routes: readonly Route[]): (url: string) => string[] {
  const patterns = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  for (const { path, method } of routes) {
    const known = patterns.get(path) ?? { pattern: patternOf(path), methods: new Set(['OPTIONS']) };
    known.methods.add(method);
    if (method === 'GET') known.methods.add('HEAD');
    patterns.set(path, known);
  }
  return (url) => {
    const path = url.split('?')[0] ?? '';
    const methods = new Set<string>();
    for (const known of patterns.values())
      if (known.pattern.test(path)) for (const method of known.methods) methods.add(method);
    return [...methods].sort();
  };
}

/**
 * The page a form was sent from, for who opens the address it was sent to: the nearest address above that answers GET.
 * Addresses that programs call have none.
 */
export function pageAbove(methodsAt: (url: string) => string[], url: string): string | undefined {
  const parts = (url.split('?')[0] ?? '').split('/').slice(0, -1);
  if (parts[1] === 'api' || parts[1] === '') return undefined;
  for (; parts.length > 1; parts.pop()) {
    const above = parts.join('/');
    if (methodsAt(above).includes('GET')) return above;
  }
  return undefined;
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll('.', '\\.')
      .replace(/:[^/]+/g, '[^/]+')
      .replace('*', '.*')}/?$`,
  );

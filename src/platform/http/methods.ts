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

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll('.', '\\.')
      .replace(/:[^/]+/g, '[^/]+')
      .replace('*', '.*')}/?$`,
  );

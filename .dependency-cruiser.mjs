/** The import table of the architecture: downwards, through front doors, without cycles. */
const BELOW = {
  partners: [],
  access: ['partners'],
  places: ['partners'],
  governance: [],
  intelligence: [],
  strategy: ['governance', 'intelligence'],
  delivery: ['strategy', 'intelligence', 'governance'],
  fund: ['delivery', 'strategy', 'intelligence', 'governance'],
  reporting: ['governance'],
  casework: [],
};
const EVERYBODYS = ['partners', 'access', 'places'];

const forbidden = Object.entries(BELOW).map(([name, below]) => {
  const allowed = [name, ...below, ...(below.length > 0 || !['partners', 'access', 'places'].includes(name) ? EVERYBODYS : [])];
  return {
    name: `${name}-imports-downwards`,
    severity: 'error',
    from: { path: `^src/modules/${name}/` },
    to: { path: '^src/modules/', pathNot: `^src/modules/(${[...new Set(allowed)].join('|')})/` },
  };
});

export default {
  forbidden: [
    ...forbidden,
    {
      name: 'through-front-doors',
      comment: 'A module uses another through its index.ts only',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/modules/', pathNot: '^src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/(kernel|platform|ui)/' },
      to: { path: '^src/modules' },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src/(platform|ui|modules)|node_modules)' },
    },
    {
      name: 'ui-knows-no-platform',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/(platform|modules)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'product-imports-no-tests', severity: 'error', from: { path: '^src/', pathNot: '(\\.test\\.tsx?|/testing(\\.tsx?$|/)|fixtures/)' }, to: { path: '(\\.test\\.tsx?$|^test/|/testing(\\.ts$|/))' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};

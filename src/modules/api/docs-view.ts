import { isApiRoute, type Json, problemsOf, tagOf } from '../../platform/http/openapi.ts';
import type { Route } from '../../platform/http/route.ts';

export interface FieldView {
  readonly name: string;
  /** Where it goes: path, query, header or body; or `answer`. */
  readonly place: string;
  readonly type: string;
  readonly required: boolean;
  readonly says: string;
}

export interface OperationView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly says: string | undefined;
  readonly scope: string;
  readonly takes: readonly FieldView[];
  readonly gives: readonly FieldView[];
  readonly status: number;
  readonly problems: readonly { readonly status: string; readonly names: readonly string[] }[];
  readonly curl: string;
}

export interface DocsView {
  readonly operations: number;
  readonly groups: readonly { readonly tag: string; readonly operations: readonly OperationView[] }[];
  readonly problems: readonly { readonly name: string; readonly status: string; readonly uses: number }[];
}

/** The view model of the API's page, out of the same document that programs read. */
export function docsView(routes: readonly Route[], document: Json, server: string): DocsView {
  const described = routes
    .filter(isApiRoute)
    .map((route) => ({ tag: tagOf(route), operation: viewOf(route, document, server) }));
  const groups = [...Map.groupBy(described, ({ tag }) => tag)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, members]) => ({ tag, operations: members.map(({ operation }) => operation) }));
  const uses = described.flatMap(({ operation }) =>
    operation.problems.flatMap(({ status, names }) => names.map((name) => ({ name, status }))),
  );
  return {
    operations: described.length,
    groups,
    problems: [...Map.groupBy(uses, ({ name }) => name)]
      .map(([name, all]) => ({ name, status: all[0]?.status ?? '422', uses: all.length }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

type ApiRoute = Parameters<typeof problemsOf>[0];

function viewOf(route: ApiRoute, document: Json, server: string): OperationView {
  const address = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
  const operation = at(document, 'paths', address, route.method.toLowerCase());
  const parameters = (operation.parameters ?? []) as readonly Json[];
  const status = String(route.api.status);
  const body = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  const answer = at(operation, 'responses', status, 'content', 'application/json', 'schema');
  return {
    id: route.api.name,
    method: route.method,
    path: address,
    summary: route.api.summary,
    says: route.api.says,
    scope: route.api.scope,
    takes: [
      ...parameters.map((parameter) => ({
        name: String(parameter.name),
        place: String(parameter.in),
        type: typeOf((parameter.schema ?? {}) as Json),
        required: parameter.required === true,
        says: String(parameter.description ?? ''),
      })),
      ...fieldsOf(body, document, 'body'),
    ],
    gives: fieldsOf(answer, document, 'answer'),
    status: route.api.status,
    problems: [...problemsOf(route)].map(([code, names]) => ({ status: code, names })),
    curl: curlOf(route, address, server, body, document),
  };
}

/** A part of a JSON document; empty where there is none. */
function at(part: unknown, ...path: readonly string[]): Json {
  const found = path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], part);
  return (found ?? {}) as Json;
}

const nameIn = (schema: Json): string | undefined =>
  typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;

const resolved = (schema: Json, document: Json): Json => {
  const name = nameIn(schema);
  return name === undefined ? schema : at(document, 'components', 'schemas', name);
};

function fieldsOf(schema: Json, document: Json, place: string): FieldView[] {
  const whole = resolved(schema, document);
  const required = (whole.required ?? []) as readonly string[];
  return Object.entries((whole.properties ?? {}) as Record<string, Json>).flatMap(([name, field]) => {
    const own = {
      name,
      place,
      type: typeOf(field),
      required: required.includes(name),
      says: String(field.description ?? ''),
    };
    const items = field.items as Json | undefined;
    return items === undefined
      ? [own]
      : [
          own,
          ...fieldsOf(items, document, place).map((inner) => ({ ...inner, name: `${name}[].${inner.name}` })),
        ];
  });
}

/** A schema's type in words: `text`, `date or null`, `one of: police, fire`, `list of Stage`. */
function typeOf(schema: Json): string {
  const name = nameIn(schema);
  if (name !== undefined) return name;
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (choices !== undefined) return choices.map(typeOf).join(' or ');
  if (schema.enum !== undefined) return `one of: ${(schema.enum as readonly unknown[]).join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Json)}`;
  if (typeof schema.format === 'string') return schema.format;
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]) as readonly unknown[];
  return types.map((type) => (type === 'string' ? 'text' : String(type ?? 'any'))).join(' or ');
}

function curlOf(route: ApiRoute, address: string, server: string, body: Json, document: Json): string {
  const lines = [`curl ${route.method === 'GET' ? '' : `-X ${route.method} `}${server}${address}`];
  if (route.api.scope !== 'anyone') lines.push(`-H 'authorization: Bearer YOUR_TOKEN'`);
  if (route.api.revised) lines.push(`-H 'if-match: "r1"'`);
  if (route.method === 'POST') lines.push(`-H 'idempotency-key: a-word-of-your-own'`);
  if (route.api.body) {
    lines.push(`-H 'content-type: application/json'`);
    lines.push(`-d '${JSON.stringify(exampleOf(body, document))}'`);
  }
  return lines.join(' \\\n  ');
}

/** A body with a value of the right type in every field that must be given. */
function exampleOf(schema: Json, document: Json): unknown {
  const whole = resolved(schema, document);
  if (whole.default !== undefined) return whole.default;
  const [first] = (whole.enum ?? []) as readonly unknown[];
  if (first !== undefined) return first;
  if (whole.anyOf !== undefined) return exampleOf((whole.anyOf as readonly Json[])[0] ?? {}, document);
  if (whole.type === 'array') return [exampleOf((whole.items ?? {}) as Json, document)];
  if (whole.type === 'integer' || whole.type === 'number') return 1;
  if (whole.type === 'boolean') return true;
  if (whole.type !== 'object') return EXAMPLES[String(whole.format)] ?? 'text';
  const required = (whole.required ?? []) as readonly string[];
  const properties = (whole.properties ?? {}) as Record<string, Json>;
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {}, document)]));
}

const EXAMPLES: Readonly<Record<string, string>> = {
  date: '2013-01-17',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
};

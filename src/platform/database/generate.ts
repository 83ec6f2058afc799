import type pg from 'pg';
import { type Column, readColumns, readListing } from './catalogue.ts';

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  'double precision': 'number',
  bytea: 'Buffer',
  date: 'PlainDate',
  'time without time zone': 'string',
  'timestamp with time zone': 'Date',
  jsonb: 'Json',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'date[]': 'PlainDate[]',
  'integer[]': 'number[]',
};

function typeOf(column: Column): string {
  const base = column.type.replace(/\(\d+(,\d+)?\)/, '').replace(/^character varying/, 'text');
  const known = column.allowed ? column.allowed.map((word) => `'${word}'`).join(' | ') : TYPES[base];
  if (!known)
    throw new Error(
      `${column.schema}.${column.table}.${column.column} has the type ${column.type}, which has no counterpart in TypeScript: add one`,
    );
  const type = column.nullable && column.relation === 'table' ? `${known} | null` : known;
  return column.hasDefault ? `Generated<${type}>` : type;
}

const group = (columns: readonly Column[]): Map<string, Column[]> =>
  Map.groupBy(columns, (column) => `${column.schema}.${column.table}`);

/** The Kysely types of the whole database. View columns are taken as present: PostgreSQL cannot tell. */
export async function generateTypes(client: pg.ClientBase): Promise<string> {
  const tables = [...group(await readColumns(client))].map(
    ([name, columns]) =>
      `  '${name}': {\n${columns.map((column) => `    ${column.column}: ${typeOf(column)};`).join('\n')}\n  };`,
  );
  return `// Generated from the database by \`npm run db:generate\`. Do not edit.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';

type Generated<T> = ColumnType<T, T | undefined, T>;
/** Written as JSON text, read as the value it holds. */
type Json = ColumnType<unknown, string | null, string | null>;

export interface DB {
${tables.join('\n')}
}
`;
}

/** The listing of the catalogue that reviewers read: tables, columns, constraints, policies, indexes and grants. */
export async function generateListing(client: pg.ClientBase): Promise<string> {
  const { constraints, policies, indexes, grants } = await readListing(client);
  const sections = [...group(await readColumns(client))].map(([name, columns]) => {
    const own = <T extends { table: string }>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.table === name);
    const list = (title: string, rows: string[]): string[] =>
      rows.length > 0 ? ['', `${title}:`, '', ...rows.map((row) => `- ${row}`)] : [];
    return [
      `## ${name}${columns[0]?.relation === 'view' ? ' (view)' : ''}`,
      '',
      ...(columns[0]?.tableComment ? [columns[0].tableComment, ''] : []),
      '| column | type | null | default | says |',
      '|---|---|---|---|---|',
      ...columns.map(
        (c) =>
          `| ${c.column} | ${c.type} | ${c.nullable ? 'yes' : ''} | ${c.hasDefault ? 'yes' : ''} | ${c.comment ?? ''} |`,
      ),
      ...list(
        'Constraints',
        own(constraints).map((c) => `\`${c.name}\` ${c.definition}${c.comment ? ` – “${c.comment}”` : ''}`),
      ),
      ...list(
        'Policies',
        own(policies).map(
          (p) =>
            `\`${p.name}\` ${p.command.toLowerCase()}${p.using ? ` using ${p.using}` : ''}${p.check ? ` check ${p.check}` : ''}`,
        ),
      ),
      ...list(
        'Indexes',
        own(indexes).map((i) => `\`${i.definition}\``),
      ),
      ...list(
        'Grants',
        own(grants).map((g) => `${g.role}: ${g.verbs}`),
      ),
    ].join('\n');
  });
  return `# The database

Made by \`npm run db:generate\` from the catalogue; a test fails when it differs.

${sections.join('\n\n')}
`;
}

import type { ComponentChildren } from 'preact';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form } from '../../../ui/govuk/index.ts';
import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { PlanState } from '../plan.ts';
import type { Rag } from '../rag.ts';

/** CSRF token and form id, as a page gets them. */
const RAG: Readonly<Record<Rag, readonly [Tone, string]>> = {
  red: ['bad', 'Red'],
  amber: ['warning', 'Amber'],
  green: ['good', 'Green'],
  unknown: ['unknown', 'Not known'],
  ended: ['neutral', 'Ended'],
};

export const RagTag = ({ rag }: { readonly rag: Rag }) => (
  <StatusTag tone={RAG[rag][0]}>{RAG[rag][1]}</StatusTag>
);

const STATES: Readonly<Record<PlanState, readonly [Tone, string]>> = {
  draft: ['active', 'Draft'],
  adopted: ['good', 'Adopted'],
  superseded: ['neutral', 'Superseded'],
};

export const PlanTag = ({ state }: { readonly state: PlanState }) => (
  <StatusTag tone={STATES[state][0]}>{STATES[state][1]}</StatusTag>
);

/** Text of several lines as it was written: one line as words, more as a list. */
export function Lines({ text, empty }: { readonly text: string; readonly empty?: string | undefined }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return empty ? <span class="app-quiet">{empty}</span> : null;
  if (lines.length === 1) return <>{lines[0]}</>;
  return (
    <ul class="app-plan-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export const day = (date: PlainDate | null | undefined, otherwise = 'not yet'): string =>
  date ? longDate(date) : otherwise;

/** A form and its button; what was typed is the caller's to show, and what was refused stands above the page's heading. */
export function ActionForm(props: {
  readonly action: string;
  readonly keys: Keys;
  readonly button: string;
  readonly revision?: number | undefined;
  readonly multipart?: boolean | undefined;
  readonly id?: string | undefined;
  readonly secondary?: boolean | undefined;
  readonly children?: ComponentChildren;
}) {
  return (
    <Form
      action={props.action}
      csrf={props.keys.csrf}
      formId={props.keys.formId}
      revision={props.revision}
      multipart={props.multipart}
      id={props.id}
    >
      {props.children}
      <Button preventDoubleClick kind={props.secondary ? 'secondary' : undefined}>
        {props.button}
      </Button>
    </Form>
  );
}

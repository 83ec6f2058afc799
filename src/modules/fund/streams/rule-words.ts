import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Rule } from './queries.ts';

/** A restriction in words: the funder's, and what the system makes of it. */
export function ruleInWords(rule: Rule): string {
  const names = rule.allowedNames.map((name) => `“${name}”`).join(' or ');
  switch (rule.kind) {
    case 'priority':
    case 'outcome':
      return `Pays only for projects that address ${names}.`;
    case 'agency':
      return `Pays only ${rule.allowedNames.join(' or ')}.`;
    case 'place':
      return `Pays only for ${rule.allowedNames.join(' or ')}, and what lies within.`;
    case 'spending':
      return `Pays only for ${rule.spending}.`;
    case 'dates':
      return `Pays only for what is needed ${[rule.fromOn && `from ${longDate(rule.fromOn)}`, rule.untilOn && `until ${longDate(rule.untilOn)}`].filter(Boolean).join(' ')}.`;
    case 'match-ratio':
      return `Pays only beside match funding of ${rule.ratioPercent}% or more.`;
    case 'largest-request':
      return `Pays requests of ${formatPence(rule.pence ?? 0)} or less.`;
    case 'condition':
      return 'A person answers it for each request.';
  }
}

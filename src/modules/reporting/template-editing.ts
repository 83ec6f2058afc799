import { slugOf } from '../../kernel/names.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Template, TemplateSection } from './template.ts';

/** Pure changes to a template: each gives the changed template, or says why it cannot be. */

const notThere = () =>
  refused('no-such-section', 'This section is not in the template any more. Reload the page.');

const at = (template: Template, key: string): number => template.sections.findIndex((one) => one.key === key);

/** Adds an empty section at the end, under a key made from its title. */
export function addSection(template: Template, title: string, level: 1 | 2): Template | Refusal {
  const key = slugOf(title).slice(0, 60);
  if (key === '') return refused('section-title', 'Give the section a title.', { field: 'title' });
  if (at(template, key) >= 0)
    return refused('section-title', 'There is already a section of this title.', { field: 'title' });
  const section: TemplateSection = {
    key,
    title: title.trim(),
    kind: 'prose',
    level,
    required: false,
    help: '',
    feeds: [],
    figures: [],
    gatheredFirst: false,
    newPage: false,
  };
  return { ...template, sections: [...template.sections, section] };
}

/** Takes a section out. What was written in it stays in the reports that have it. */
export function removeSection(template: Template, key: string): Template | Refusal {
  if (at(template, key) < 0) return notThere();
  if (template.sections.length === 1)
    return refused(
      'last-section',
      'A report has at least one section. Add another before you remove this one.',
    );
  return { ...template, sections: template.sections.filter((one) => one.key !== key) };
}

/** Moves a section one place up (-1) or down (1). */
export function moveSection(template: Template, key: string, by: -1 | 1): Template | Refusal {
  const from = at(template, key);
  const moved = template.sections[from];
  const other = template.sections[from + by];
  if (!moved) return notThere();
  if (!other) return refused('at-the-end', 'The section cannot be moved further.');
  const sections = [...template.sections];
  sections[from] = other;
  sections[from + by] = moved;
  return { ...template, sections };
}

export type SectionChange = Partial<
  Pick<TemplateSection, 'title' | 'level' | 'required' | 'help' | 'feeds' | 'figures'>
>;

/** Renames a section, or changes what feeds it. Its key stays, so that its prose follows. */
export function changeSection(template: Template, key: string, change: SectionChange): Template | Refusal {
  const place = at(template, key);
  const before = template.sections[place];
  if (!before) return notThere();
  if (change.title !== undefined && change.title.trim() === '')
    return refused('section-title', 'Give the section a title.', { field: 'title' });
  return {
    ...template,
    sections: template.sections.map((one) => (one === before ? { ...one, ...change } : one)),
  };
}

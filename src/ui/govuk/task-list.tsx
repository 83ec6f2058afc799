import { type Content, classes, isPresent, type Maybe, type Part } from './parts.ts';

export interface Task {
  readonly title: Content;
  /** Left out while the task cannot be started. */
  readonly href?: string | undefined;
  readonly hint?: Content;
  /** Words for what is complete, a `Tag` for what is not. */
  readonly status: Content;
  readonly class?: string | undefined;
  readonly titleClass?: string | undefined;
  readonly statusClass?: string | undefined;
}

export interface TaskListProps extends Part {
  readonly items: readonly Maybe<Task>[];
  readonly idPrefix?: string | undefined;
}

function TaskItem({ task, id }: { readonly task: Task; readonly id: string }) {
  const hintId = `${id}-hint`;
  const statusId = `${id}-status`;
  return (
    <li class={classes('govuk-task-list__item', task.href && 'govuk-task-list__item--with-link', task.class)}>
      <div class="govuk-task-list__name-and-hint">
        {task.href ? (
          <a
            class={classes('govuk-link govuk-task-list__link', task.titleClass)}
            href={task.href}
            aria-describedby={classes(isPresent(task.hint) && hintId, statusId)}
          >
            {task.title}
          </a>
        ) : (
          <div class={task.titleClass}>{task.title}</div>
        )}
        {isPresent(task.hint) && (
          <div id={hintId} class="govuk-task-list__hint">
            {task.hint}
          </div>
        )}
      </div>
      <div class={classes('govuk-task-list__status', task.statusClass)} id={statusId}>
        {task.status}
      </div>
    </li>
  );
}

/** What has to be done before something is complete, and how far each has come. */
export function TaskList({ items, idPrefix = 'task-list', ...part }: TaskListProps) {
  return (
    <ul class={classes('govuk-task-list', part.class)} {...part.attributes}>
      {items.map((task, index) => task && <TaskItem task={task} id={`${idPrefix}-${index + 1}`} />)}
    </ul>
  );
}

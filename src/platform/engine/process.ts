/** What can be known about another process: whether it is alive, and whether it is the one it was. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { codeOf } from './problem.ts';

/** Process ids are reused; an id together with the moment the process started is not. */
export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
}

/** The mark of a process, or undefined when it is gone (a zombie is gone). */
export function markOf(pid: number): ProcessMark | undefined {
  if (!isTaken(pid)) return undefined;
  const started = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether the process that once had this mark still runs. */
export function stillRuns(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.started === mark.started;
}

/** Whether a process works in this folder, as a postmaster does in its data; where that cannot be seen, yes. */
export function worksIn(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    return codeOf(error) === 'EACCES';
  }
}

/** Sends a signal; a process that is gone already is no error. Zero and below would mean whole groups: refused. */
export function signal(pid: number, name: NodeJS.Signals): void {
  if (pid <= 0) throw new RangeError(`${pid} is not the id of a process.`);
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Whether a process id is in use, be it by a zombie. */
export function isTaken(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Fields 3 (state) and 22 (start, in ticks since boot) of /proc/<pid>/stat, counted after the name in brackets. */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startElsewhere(pid: number): string | undefined {
  if (process.platform === 'win32') return 'unknown';
  try {
    const [state = '', ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)])
      .toString()
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

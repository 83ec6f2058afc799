/** Asks for one address over a few kept connections, bounded in count and time, and says how long answers took. */
import { connect, type Socket } from 'node:net';

/** How hard a measurement asks. */
export interface Effort {
  readonly connections: number;
  readonly seconds: number;
  readonly most: number;
}

export interface Measured {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly requests: number;
}

/** Times one piece of work again and again, on as many lanes as there are connections. */
export async function measure(effort: Effort, lane: () => Promise<() => Promise<void>>): Promise<Measured> {
  const works = await Promise.all(Array.from({ length: effort.connections }, lane));
  const times: number[] = [];
  const began = performance.now();
  const until = began + effort.seconds * 1000;
  await Promise.all(
    works.map(async (work) => {
      while (performance.now() < until && times.length < effort.most) {
        const asked = performance.now();
        await work();
        times.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: times.length / seconds, medianMs: at(0.5), p95Ms: at(0.95), requests: times.length };
}

/** A kept HTTP connection that does next to nothing itself: GET, and every answer must be 200. */
export class Connection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  #parts: Buffer[] = [];
  #missing = -1;
  #done: { resolve: (body: number) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket, request: string) {
    this.#socket = socket;
    this.#request = Buffer.from(request);
    socket.on('data', (data) => this.#take(data));
    socket.on('error', (error) => this.#done?.reject(error));
    socket.on('close', () => this.#done?.reject(new Error('The server closed the connection')));
  }

  static async to(
    address: URL,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Connection> {
    const socket = connect(Number(address.port), address.hostname);
    socket.setNoDelay(true);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const lines = [`GET ${path} HTTP/1.1`, `host: ${address.host}`, 'connection: keep-alive'];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    return new Connection(socket, `${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Asks once. Gives the size of the answer's body. */
  ask(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#done = { resolve, reject };
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#done = undefined;
    this.#socket.destroy();
  }

  #size = 0;

  #take(data: Buffer): void {
    if (this.#missing < 0) {
      this.#parts.push(data);
      const whole = this.#parts.length === 1 ? data : Buffer.concat(this.#parts);
      const end = whole.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = whole.toString('latin1', 0, end);
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
        this.#fail(new Error(`Not an answer that can be measured: ${head.split('\r\n')[0]}`));
        return;
      }
      this.#size = Number(length);
      this.#missing = this.#size - (whole.length - end - 4);
      this.#parts = [];
    } else this.#missing -= data.length;
    if (this.#missing > 0) return;
    this.#missing = -1;
    const done = this.#done;
    this.#done = undefined;
    done?.resolve(this.#size);
  }

  #fail(error: Error): void {
    const done = this.#done;
    this.#done = undefined;
    done?.reject(error);
  }
}

/** Measures a page. */
export async function measurePage(
  effort: Effort,
  address: URL,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const open: Connection[] = [];
  try {
    return await measure(effort, async () => {
      const connection = await Connection.to(address, path, headers);
      open.push(connection);
      return async () => {
        await connection.ask();
      };
    });
  } finally {
    for (const connection of open) connection.close();
  }
}

export interface Manifest {
  readonly css: string;
  readonly js: string;
  readonly icon: string;
}

/** Builds everything, unless the sources are those of the last build. */
export function build(options?: {
  readonly root?: string;
  readonly out?: string;
  readonly entry?: string;
  readonly force?: boolean;
}): Promise<{ built: boolean; manifest: Manifest }>;

/** What a process of ours is started with, so that it reads TypeScript: as `candor` starts it. */
export const TYPESCRIPT = ['--import', new URL('../../src/typescript.mjs', import.meta.url).href] as const;

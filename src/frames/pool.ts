/** Confined processes for one bundle, as many as there are cores: one until more asks wait than it can take next. */
import { availableParallelism } from 'node:os';
import { Confined, type ConfinedOptions } from './confined.ts';

type Ask = Confined['ask'];

export class Pool {
  readonly #options: ConfinedOptions;
  readonly #most: number;
  readonly #all: Confined[] = [];
  /** The one that rested last is asked first: its code is warm, and the others may end. */
  readonly #free: Confined[] = [];
  readonly #waiting: ((one: Confined) => void)[] = [];

  constructor(options: ConfinedOptions, most = availableParallelism()) {
    this.#options = options;
    this.#most = most;
  }

  /** Runs one job in whichever process is free first. See {@link Confined.ask}. */
  async ask(...[job, o]: Parameters<Ask>): ReturnType<Ask> {
    const one = await this.#take();
    try {
      return await one.ask(job, o);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(one);
      else this.#free.push(one);
    }
  }

  /** Ends the processes. What is waiting fails. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.close()));
  }

  #take(): Promise<Confined> | Confined {
    const free = this.#free.pop();
    if (free) return free;
    const turn = new Promise<Confined>((resolve) => this.#waiting.push(resolve));
    const crowded = this.#all.length === 0 || this.#waiting.length > 1;
    if (crowded && this.#all.length < this.#most) {
      const one = new Confined(this.#options);
      this.#all.push(one);
      this.#waiting.shift()?.(one);
    }
    return turn;
  }
}

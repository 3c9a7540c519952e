/** One question for all who ask it while it is open. Nothing is remembered afterwards. */
export class Shared<T> {
  readonly #open = new Map<string, Promise<T>>();

  once(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#open.get(key);
    if (known) return known;
    const answer = ask().finally(() => this.#open.delete(key));
    this.#open.set(key, answer);
    return answer;
  }
}

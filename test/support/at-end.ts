import { afterAll, onTestFinished, TestRunner } from 'vitest';

const steps: (() => unknown)[] = [];
// Registered while the file is collected: a hook made inside another hook would never run.
afterAll(async () => {
  for (const step of steps.splice(0).reverse()) await step();
}, 120_000);

/** Tidies up after the running test, or after the file's tests where none runs. The last thing made goes first. */
export function atEnd(tidy: () => unknown): void {
  if (TestRunner.getCurrentTest()) onTestFinished(async () => void (await tidy()), 120_000);
  else steps.push(tidy);
}

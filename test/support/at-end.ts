import { afterAll, onTestFinished, TestRunner } from 'vitest';

/** Tidies up after the running test, or after the file's tests where none runs. The last thing made goes first. */
export function atEnd(tidy: () => unknown): void {
  const step = async () => void (await tidy());
  if (TestRunner.getCurrentTest()) onTestFinished(step, 120_000);
  else afterAll(step, 120_000);
}

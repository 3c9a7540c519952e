/** Files that start services and browsers go first: whatever is last, while the other worker has nothing left, is short. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONG = /\/test\/(cli\/candor|render|service|campaigns\/memory|delivery|disclosure\/(pixels|ocr))/;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = sorted.filter(({ moduleId }) => LONG.test(moduleId));
    return [...long, ...sorted.filter((file) => !long.includes(file))];
  }
}

/** A service that asks a template for a frame it never finishes, tells which bundle runs, and waits to be killed. */
import { Builder } from '../../../src/frames/build.ts';
import { findTemplates } from '../../../src/frames/discover.ts';
import { openTemplate } from '../../../src/frames/opened.ts';

async function run([folder = '', cacheDir = '']: string[]): Promise<void> {
  const found = (await findTemplates([`${folder}/..`])).find((one) => one.folder === folder);
  if (!found) throw new Error('no such fixture');
  const template = await openTemplate(found, { builder: await Builder.open(cacheDir), deadline: 4_000 });
  const data = { firstName: 'spin' };
  void template.draw({ scene: 'only', format: 'landscape', locale: 'en', brand: {}, content: {}, data, markup: false });
  // A moment for the job to begin; the test waits for the end, not for this.
  setTimeout(() => process.send?.(template.bundle.path), 500);
}
void run(process.argv.slice(2));

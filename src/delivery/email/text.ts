/** The plain-text twin: the same words in the same order. */
import type { MailView } from './view.ts';
import { fill, mailWords } from './words.ts';

const WIDTH = 72;

/** Lines end with a line feed; addresses stand on lines of their own, so that no program breaks them. */
export function mailText(view: MailView): string {
  const words = mailWords(view.locale);
  const names = { sender: view.sender.name, title: view.title };
  const paragraphs = [
    fill(words.from, names),
    view.title,
    fill(words.lead, names),
    `${words.watch}:\n${view.watch}`,
    ...(view.uses.length > 0
      ? [[`${words.uses}:`, ...view.uses.map(({ label, why }) => `- ${label}: ${why}`)].join('\n'), words.choose]
      : [words.usesNothing]),
    `${words.stop}:\n${view.stop}\n${words.stopSays}`,
    ...(view.unsubscribe ? [`${words.unsubscribe}:\n${view.unsubscribe}`] : []),
    [view.sender.name, view.sender.address, `${words.privacy}: ${view.sender.privacyUrl}`].join('\n'),
  ];
  return `${paragraphs.map(wrapped).join('\n\n')}\n`;
}

const wrapped = (paragraph: string): string => paragraph.split('\n').map(wrapLine).join('\n');

function wrapLine(line: string): string {
  // Tags and addresses stay whole, also where a tag has spaces in it.
  if (/[{%|]|:\/\//.test(line)) return line;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current].join('\n');
}

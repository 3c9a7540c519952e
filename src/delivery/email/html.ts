/**
 * A mail as HTML: tables 600 wide, styles on the elements, a button that Outlook draws as VML, dark where the program
 * lets it, and whole when pictures are off. `test/delivery/mail-support.test.ts` checks it against what mail programs can do.
 */
import type { MailView } from './view.ts';
import { fill, mailWords } from './words.ts';

const WIDTH = 600;
const SERIF = "Georgia,'Times New Roman',serif";
const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Characters that would end a text or an attribute. Tags of mailing systems are not escaped: they hold neither. */
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? '');

const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

/** The whole mail, from doctype to the mailing system's unsubscribe link. */
export function mailHtml(view: MailView): string {
  const words = mailWords(view.locale);
  const names = { sender: view.sender.name, title: view.title };
  const { light } = view;
  return `<!doctype html>
<html lang="${escaped(view.locale)}" dir="${view.direction}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escaped(view.title)}</title>
<!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]-->
<style>
${sheet(view)}
</style>
</head>
<body class="c-around" style="margin:0;padding:0;background-color:${light.around}">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:${light.around};mso-hide:all">${escaped(fill(words.preheader, names))}${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>
<table ${TABLE} width="100%" class="c-around" bgcolor="${light.around}" style="background-color:${light.around}"><tr><td align="center" class="c-edge" style="padding:24px 12px">
${mailBlock(view)}
${footer(view)}
</td></tr></table>
</body>
</html>
`;
}

/** The part that stands in a design of the sender's own: it brings no style sheet. */
export function mailBlock(view: MailView): string {
  const words = mailWords(view.locale);
  const names = { sender: view.sender.name, title: view.title };
  const { light } = view;
  const start = view.direction === 'rtl' ? 'right' : 'left';
  const text = (size: number, colour: string, more = ''): string =>
    `margin:0;font-family:${SANS};font-size:${size}px;line-height:${Math.round(size * 1.5)}px;color:${colour};text-align:${start}${more}`;
  const row = (inside: string, padding: string): string =>
    `<tr><td align="${start}" class="c-pad" style="padding:${padding}">${inside}</td></tr>`;
  const logo = view.logo
    ? row(
        // Made for paper, as nearly every logo is: in the dark it keeps its own.
        `<img src="${escaped(view.logo.at)}" alt="${escaped(view.sender.name)}" width="${view.logo.width}" height="${view.logo.height}" style="display:block;width:${view.logo.width}px;height:${view.logo.height}px;border:0;background-color:${light.paper};font-family:${SANS};font-size:18px;color:${light.ink}">`,
        '28px 40px 0',
      )
    : '';
  return `<!--[if mso]><table ${TABLE} width="${WIDTH}" align="center"><tr><td><![endif]-->
<table ${TABLE} width="100%" dir="${view.direction}" class="c-paper" bgcolor="${light.paper}" style="width:100%;max-width:${WIDTH}px;background-color:${light.paper}">
${logo}
${row(`<p class="c-quiet" style="${text(14, light.quiet)}">${escaped(fill(words.from, names))}</p>`, '28px 40px 0')}
${row(`<h1 class="c-ink" style="margin:0;font-family:${SERIF};font-size:32px;line-height:40px;font-weight:normal;color:${light.ink};text-align:${start}">${escaped(view.title)}</h1>`, '8px 40px 0')}
${row(`<p class="c-ink" style="${text(16, light.ink)}">${escaped(fill(words.lead, names))}</p>`, '12px 40px 24px')}
<tr><td align="center" class="c-line" bgcolor="${light.around}" style="background-color:${light.around}">${picture(view)}</td></tr>
${row(button(view, words.watch), '28px 40px 8px')}
${uses(view, row, text)}
${row(
  `<p class="c-quiet" style="${text(14, light.quiet)}">${link(view, view.stop, words.stop, light.ink)} · ${escaped(words.stopSays)}</p>`,
  '0 40px 32px',
)}
</table>
<!--[if mso]></td></tr></table><![endif]-->`;
}

function picture(view: MailView): string {
  const words = mailWords(view.locale);
  const { light } = view;
  const { at, width, height } = view.picture;
  const alt = escaped(fill(words.alt, { title: view.title }));
  return `<a ${untracked(view)}href="${view.watch}" style="text-decoration:none;color:${light.ink}"><img src="${at}" alt="${alt}" width="${width}" height="${height}" class="c-picture" style="display:block;width:100%;max-width:${width}px;height:auto;border:0;font-family:${SERIF};font-size:20px;line-height:28px;color:${light.ink};text-decoration:underline"></a>`;
}

function button(view: MailView, label: string): string {
  const { button: fillColour, onButton } = view.light;
  const width = Math.max(220, Math.round(label.length * 11) + 72);
  return `<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word" href="${view.watch}" style="height:52px;v-text-anchor:middle;width:${width}px" arcsize="8%" stroke="f" fillcolor="${fillColour}"><w:anchorlock/><center style="color:${onButton};font-family:Arial,sans-serif;font-size:18px;font-weight:bold">${escaped(label)}</center></v:roundrect><![endif]-->
<!--[if !mso]><!--><a ${untracked(view)}href="${view.watch}" class="c-button" style="display:inline-block;padding:14px 32px;background-color:${fillColour};border-radius:4px;font-family:${SANS};font-size:18px;line-height:24px;font-weight:bold;color:${onButton};text-decoration:none">${escaped(label)}</a><!--<![endif]-->`;
}

type Row = (inside: string, padding: string) => string;
type Text = (size: number, colour: string, more?: string) => string;

function uses(view: MailView, row: Row, text: Text): string {
  const words = mailWords(view.locale);
  const { light } = view;
  const says = (inside: string, padding: string): string =>
    row(`<p class="c-quiet" style="${text(14, light.quiet)}">${inside}</p>`, padding);
  const about = escaped(view.picture.personal ? words.picturePersonal : words.pictureForAll);
  if (view.uses.length === 0) return says(`${escaped(words.usesNothing)} ${about}`, '20px 40px 16px');
  const cell = `valign="top" class="c-line" style="border-top:1px solid ${light.line};padding:8px 0`;
  const gap = view.direction === 'rtl' ? ';padding-left:16px' : ';padding-right:16px';
  const rows = view.uses.map(
    ({ label, why }) =>
      `<tr><td width="45%" ${cell}${gap}"><p class="c-ink" style="${text(14, light.ink)}">${escaped(label)}</p></td><td ${cell}"><p class="c-quiet" style="${text(14, light.quiet)}">${escaped(why)}</p></td></tr>`,
  );
  const table = `<table ${TABLE} width="100%" dir="${view.direction}" style="width:100%">${rows.join('')}</table>`;
  return [
    row(
      `<h2 class="c-ink" style="${text(16, light.ink, ';font-weight:bold')}">${escaped(words.uses)}</h2>`,
      '24px 40px 8px',
    ),
    row(table, '0 40px 12px'),
    says(`${escaped(words.choose)} ${about}`, '0 40px 16px'),
  ].join('\n');
}

function footer(view: MailView): string {
  const words = mailWords(view.locale);
  const { sender, light } = view;
  const start = view.direction === 'rtl' ? 'right' : 'left';
  const lines = [
    `${escaped(sender.name)}, ${escaped(sender.address)}`,
    [
      link(view, escaped(sender.privacyUrl), words.privacy, light.quiet),
      // The mailing system knows its own link.
      ...(view.unsubscribe ? [link({}, view.unsubscribe, words.unsubscribe, light.quiet)] : []),
    ].join(' · '),
  ];
  return `<table ${TABLE} width="100%" dir="${view.direction}" style="width:100%;max-width:${WIDTH}px"><tr><td align="${start}" class="c-pad" style="padding:20px 40px 0"><p class="c-quiet" style="margin:0;font-family:${SANS};font-size:13px;line-height:20px;color:${light.quiet};text-align:${start}">${lines.join('<br>')}</p></td></tr></table>`;
}

const link = (view: Pick<MailView, 'untracked'>, at: string, label: string, colour: string): string =>
  `<a ${untracked(view)}href="${at}" class="c-link" style="color:${colour};text-decoration:underline">${escaped(label)}</a>`;

/** Before `href`: one system looks for it only there. */
const untracked = ({ untracked: attribute }: Pick<MailView, 'untracked'>): string => (attribute ? `${attribute} ` : '');

/** What improves the mail where a program reads style sheets; nothing in it is needed. */
function sheet({ dark }: MailView): string {
  const rules = (within = ''): string =>
    [
      `${within}.c-around{background-color:${dark.around} !important}`,
      `${within}.c-paper{background-color:${dark.paper} !important}`,
      `${within}.c-line{border-color:${dark.line} !important;background-color:transparent !important}`,
      `${within}.c-ink,${within}.c-link{color:${dark.ink} !important}`,
      `${within}.c-quiet{color:${dark.quiet} !important}`,
      `${within}.c-button{background-color:${dark.button} !important;color:${dark.onButton} !important}`,
    ].join('\n');
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    '@media (max-width:480px){.c-edge{padding:0 !important}.c-pad{padding-left:20px !important;padding-right:20px !important}}',
    `@media (prefers-color-scheme:dark){\n${rules()}\n}`,
    // Outlook on the web marks what it darkened.
    rules('[data-ogsc] '),
  ].join('\n');
}

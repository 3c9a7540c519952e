/** A short letter: what happened, one thing to do, and why it came. Said twice, as plain text and as HTML. */

export interface Letter {
  readonly subject: string;
  /** Paragraphs. */
  readonly says: readonly string[];
  readonly to: { readonly label: string; readonly url: string };
  /** Small print. */
  readonly because: string;
}

export const textOf = ({ says, to, because }: Letter): string =>
  [...says, `${to.label}:\n${to.url}`, `-- \n${because}`].join('\n\n').concat('\n');

/**
 * One column of 560 px in the colours of `remotion/tokens.ts`. Styles stand in place, because many mail programs drop sheets; the
 * sheet is for those that keep it: dark.
 */
export function htmlOf({ subject, says, to, because }: Letter): string {
  const paragraphs = says
    .map(
      (one) => `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:1.5;color:#181d26">${safe(one)}</p>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${safe(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .paper { background: #111419 !important }
  .ink { color: #edebe5 !important }
  .quiet { color: #b7b4ac !important }
  .button { background: #edebe5 !important; color: #111419 !important }
}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbf9f4">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="paper" style="background:#fbf9f4">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td style="font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;text-align:left">
<p class="ink" style="margin:0 0 24px;font-family:Georgia,serif;font-size:20px;color:#181d26">Candor</p>
<h1 class="ink" style="margin:0 0 16px;font-family:Georgia,serif;font-size:26px;line-height:1.25;font-weight:600;color:#181d26">${safe(subject)}</h1>
${paragraphs}
<p style="margin:24px 0"><a class="button" href="${safe(to.url)}" style="display:inline-block;padding:12px 20px;border-radius:3px;background:#181d26;color:#fbf9f4;font-size:16px;font-weight:600;text-decoration:none">${safe(to.label)}</a></p>
<p class="quiet" style="margin:0 0 24px;font-size:13px;line-height:1.5;color:#4b5058;word-break:break-all">${safe(to.url)}</p>
<p class="quiet" style="margin:0;font-size:13px;line-height:1.5;color:#4b5058">${safe(because)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

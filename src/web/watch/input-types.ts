/** How a form's field is filled in: which keyboard a telephone shows, and what a browser may fill in by itself. */
const TYPES: Readonly<Record<string, string>> = { email: 'email', tel: 'tel', number: 'number' };

export const inputType = (type: string): { readonly type: string; readonly autoComplete: string } => ({
  type: TYPES[type] ?? 'text',
  autoComplete: type === 'email' || type === 'tel' ? type : 'off',
});

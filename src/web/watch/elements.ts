/** Elements by the line, for what only a script draws. Words are text, never markup. */

type Child = Node | string | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | number | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A button that does something here. */
export function button(text: string, press: () => void, attributes: Readonly<Record<string, string>> = {}) {
  const element = h('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', press);
  return element;
}

/** A sheet over the picture. @param say what a screen reader is told when the video waits for it */
export function panel(say: string, ...children: readonly (Node | string)[]): HTMLElement {
  return h('div', { class: 'asks', 'data-say': say }, h('div', { class: 'sheet' }, ...children));
}

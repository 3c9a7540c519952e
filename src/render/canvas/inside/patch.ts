/**
 * Makes the markup on the page another one by changing only what differs: what stays keeps its style, its layout and its
 * recorded painting. The result is the same tree as set anew; what time would do to a tree that stays (transitions,
 * animations) the page's stylesheet stops.
 */

/** Takes the children of `wanted`, which is used up. */
export function patch(shown: ParentNode & Node, wanted: ParentNode & Node): void {
  let old = shown.firstChild;
  let next = wanted.firstChild;
  while (next) {
    const following = next.nextSibling;
    if (!old) shown.append(next);
    else {
      const after: ChildNode | null = old.nextSibling;
      if (!become(old, next)) old.replaceWith(next);
      old = after;
    }
    next = following;
  }
  while (old) {
    const after: ChildNode | null = old.nextSibling;
    old.remove();
    old = after;
  }
}

/** Makes `old` the same as `next`; false where only another node can be that. */
function become(old: ChildNode, next: ChildNode): boolean {
  if (old.nodeType !== next.nodeType) return false;
  if (!(old instanceof Element && next instanceof Element)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return true;
  }
  if (old.localName !== next.localName || old.namespaceURI !== next.namespaceURI || WHOLE.has(old.localName))
    return old.isEqualNode(next);
  attributes(old, next);
  patch(old, next);
  return true;
}

/** Elements with a state beside their attributes and children, or that take those only once: changed ones are new ones. */
const WHOLE = new Set([
  ...['img', 'image', 'picture', 'style', 'template', 'video', 'audio', 'canvas', 'iframe', 'object', 'embed'],
  ...['input', 'textarea', 'select', 'details', 'dialog', 'progress', 'meter'],
  ...['animate', 'animateTransform', 'animateMotion', 'set'],
]);

function attributes(old: Element, next: Element): void {
  // Copied as nodes: the parser knows names that `setAttribute` refuses.
  for (const attribute of next.attributes)
    if (old.getAttribute(attribute.name) !== attribute.value) old.setAttributeNode(attribute.cloneNode() as Attr);
  if (old.attributes.length > next.attributes.length)
    for (const { name } of Array.from(old.attributes)) if (!next.hasAttribute(name)) old.removeAttribute(name);
}

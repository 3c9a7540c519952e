/** What all scenes are made of: places, words that rise, labels that fade in, the marker, groups that leave. */
(() => {
  const timeline = gsap.timeline({ paused: true });
  /** Seconds of a number of frames at 30 a second. */
  const frames = (count) => count / 30;

  /** An element of a parent: tag and classes as `div.at.quiet`, style as CSS text. */
  function put(parent, kind, style = '', text = '') {
    const [tag, ...classes] = kind.split('.');
    const element = document.createElement(tag);
    element.className = classes.join(' ');
    element.style.cssText = style;
    element.textContent = text;
    parent.append(element);
    return element;
  }

  /** An SVG element with its attributes. */
  function draw(parent, tag, attributes) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  }

  /** Something comes in by its opacity. */
  function fade(element, at, count = 12) {
    timeline.fromTo(element, { opacity: 0 }, { opacity: 1, duration: frames(count), ease: 'power2.out' }, at);
    return element;
  }

  /** Words rise one after the other out of their baselines; the viewer's own are underlined afterwards. */
  function rise(parent, runs, at) {
    const words = [];
    for (const run of runs) {
      const own = typeof run === 'object';
      const into = own ? put(parent, 'span.personal') : parent;
      for (const piece of (own ? run.text : run).split(/( )/)) {
        if (piece === ' ') into.append(' ');
        else if (piece !== '') words.push(put(put(into, 'span.mask'), 'span', '', piece));
      }
      if (own) {
        const line = put(into, 'u', `background:var(--mark-${run.field})`);
        timeline.fromTo(
          line,
          { scaleX: 0 },
          { scaleX: 1, duration: frames(14), ease: 'power3.inOut' },
          at + frames(14),
        );
      }
    }
    timeline.fromTo(
      words,
      { yPercent: 110, opacity: 0 },
      { yPercent: 0, opacity: 1, duration: frames(16), ease: 'power3.out', stagger: frames(1) },
      at,
    );
  }

  /** Size of type at which a text of about that many signs fits into a box. */
  function fitted(runs, size, width, height) {
    const signs = runs.reduce((sum, run) => sum + (run.text ?? run).length, 0);
    const room = (width * height) / (signs * 0.52 * 1.25);
    return Math.round(Math.min(size, Math.sqrt(room)));
  }

  /** Kicker, headline and body under each other. */
  function headline(parent, { kicker, title, body }, start, at) {
    const box = put(parent, 'div.at', 'left:88px;top:72px;width:464px');
    rise(put(box, 'div.quiet', 'font-size:22px;margin-bottom:11px'), kicker, start + frames(6));
    rise(put(box, 'div.display', `font-size:${fitted(title, 68, 464, 340)}px`), title, start + frames(at));
    rise(put(box, 'div.quiet', 'margin-top:18px;text-wrap:balance'), body, start + frames(at + 12));
  }

  /** Who sends it, and what about. */
  function header(parent, right, start) {
    rise(put(parent, 'div.at.strong', 'left:88px;top:72px;font-size:22px'), [story.sender], start + frames(4));
    rise(put(parent, 'div.at.quiet', 'right:88px;top:72px;font-size:22px'), [right], start + frames(8));
  }

  /** A figure or short word at a point of a chart. `anchor` is -50 for the middle and -100 for the end. */
  function label(parent, { x, y, size, anchor = 0, kind = 'quiet', at }, text) {
    const height = Math.round(size * 1.3);
    const place = `left:${x}px;top:${y - height / 2}px;font-size:${size}px;line-height:${height}px;white-space:pre`;
    const holder = put(parent, 'div.at', `${place};transform:translateX(${anchor}%)`);
    const words = put(holder, `span.${kind}`, 'display:inline-block;line-height:inherit', text);
    return at === undefined ? words : fade(words, at);
  }

  const sign =
    '<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="var(--ink)" stroke-width="3"><path d="M19.4 4.6A10.4 10.4 0 1 0 22.4 12"/></svg>';

  /** The line at the bottom that names what of the viewer is in the picture. */
  function marker(parent, keys, start) {
    const line = put(parent, 'div.marker');
    for (const [key, name, source] of story.fields.filter(([key]) => keys.includes(key))) {
      const item = put(line, 'span');
      const mark = put(item, 'i', `background:var(--mark-${key})`);
      put(item, 'span.medium', '', name);
      if (keys.length === 1) put(item, 'span.quiet', 'margin-left:10px', source);
      timeline.fromTo(mark, { scaleX: 0 }, { scaleX: 1, duration: 0.3, ease: 'power2.out' }, start);
    }
    if (keys.length === 0) put(line, 'span.quiet', '', 'Nothing about you in this picture');
    line.insertAdjacentHTML('beforeend', sign);
  }

  /** What leaves together in the last frames of a scene. */
  function leaving(section, end) {
    const group = put(section, 'div.leaving');
    timeline.fromTo(group, { opacity: 1 }, { opacity: 0, duration: frames(8), ease: 'power2.inOut' }, end - frames(9));
    return group;
  }

  window.kit = { timeline, frames, put, draw, fade, rise, fitted, headline, header, label, marker, leaving, sign };
})();

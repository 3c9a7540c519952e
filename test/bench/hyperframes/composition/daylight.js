/** First and last scene: hours of daylight as a curve over the year, with a sun that runs along it. */
(() => {
  const { timeline, frames, put, draw, fade, rise, fitted, header, marker, leaving } = kit;
  const box = { x: 88, y: 376, width: 1104, height: 184 };
  const base = box.y + box.height;
  const light = (year) => 0.5 - 0.5 * Math.cos(2 * Math.PI * (year + 10 / 365));
  const point = (year) => [box.x + year * box.width, base - box.height * (0.12 + 0.88 * light(year))];
  const curve = (from, to) =>
    `M${Array.from({ length: 97 }, (_, step) => point(from + ((to - from) * step) / 96).join(' ')).join('L')}`;

  /** When a movement that eases in and out by the cube has come so far: 0–1. */
  const when = (far) => (far < 0.5 ? Math.cbrt(far / 4) : 1 - Math.cbrt((1 - far) / 4));

  /** Letters of the months below the axis and a thin line from each to the curve. */
  function months(parent, year, at) {
    for (let month = 0; month < 12; month++) {
      const [x, y] = point(year + (month + 0.5) / 12);
      const letter = draw(parent, 'text', {
        x,
        y: base + 30,
        class: 'quiet',
        'font-size': 20,
        'text-anchor': 'middle',
      });
      letter.textContent = 'JFMAMJJASOND'[month];
      const line =
        year === 0 &&
        draw(parent, 'line', { x1: x, x2: x, y1: y, y2: base, stroke: 'var(--line)', 'stroke-width': 1.5 });
      if (at === undefined) continue;
      fade(letter, at + month / 12, 4);
      if (line) fade(line, at + frames(24 + 72 * when((month + 0.5) / 12)), 3);
    }
  }

  /** A curve that is drawn from its beginning. */
  function drawn(path, at, count) {
    timeline.fromTo(
      path,
      { strokeDashoffset: 100.1 },
      { strokeDashoffset: 0, duration: frames(count), ease: 'power2.inOut' },
      at,
    );
  }

  function hello(start, end) {
    const section = document.getElementById('hello');
    const group = leaving(section, end);
    header(group, 'Daylight in 2026', start);
    const size = fitted(story.hello, 104, 896, 248);
    rise(
      put(group, 'div.at.display', `left:88px;top:112px;width:896px;font-size:${size}px`),
      story.hello,
      start + frames(12),
    );
    const svg = draw(group, 'svg', {});
    months(svg, 0, start);
    const path = draw(svg, 'path', {
      d: curve(0, 1),
      fill: 'none',
      stroke: 'var(--ink)',
      'stroke-width': 2.25,
      pathLength: 100,
      'stroke-dasharray': '100 200',
    });
    drawn(path, start + frames(24), 72);
    const sun = draw(svg, 'circle', { cx: 0, cy: 0, r: 14, fill: 'var(--ink)' });
    const way = Array.from({ length: 49 }, (_, step) => point(step / 48));
    timeline.fromTo(
      sun,
      { x: way[0][0], y: way[0][1] },
      {
        keyframes: { x: way.map(([x]) => x), y: way.map(([, y]) => y), easeEach: 'none' },
        duration: frames(72),
        ease: 'power2.inOut',
      },
      start + frames(24),
    );
    const axis = draw(draw(section, 'svg', {}), 'rect', {
      x: box.x,
      y: base - 0.75,
      width: box.width,
      height: 1.5,
      fill: 'var(--ink)',
    });
    timeline.fromTo(
      axis,
      { scaleX: 0 },
      { scaleX: 1, duration: 1, ease: 'power2.inOut', transformOrigin: '0 0' },
      start,
    );
    marker(section, ['firstName'], start + frames(12));
  }

  /** The paper moves on by a year, and the next one comes in, still to be drawn. */
  function close(start) {
    const section = document.getElementById('close');
    header(section, '2027', start);
    const svg = draw(section, 'svg', {});
    const clip = draw(draw(svg, 'clipPath', { id: 'window' }), 'rect', {
      x: box.x - 16,
      y: 340,
      width: box.width + 32,
      height: 280,
    });
    clip.parentNode.setAttribute('clipPathUnits', 'userSpaceOnUse');
    const paper = draw(draw(svg, 'g', { 'clip-path': 'url(#window)' }), 'g', {});
    months(paper, 0);
    months(paper, 1);
    draw(paper, 'path', { d: curve(0, 1), fill: 'none', stroke: 'var(--ink)', 'stroke-width': 2.25 });
    draw(paper, 'path', {
      d: curve(1, 2),
      fill: 'none',
      stroke: 'var(--ink2)',
      'stroke-width': 1.5,
      'stroke-dasharray': '1.5 7.5',
      'stroke-linecap': 'round',
    });
    const [cx, cy] = point(1);
    draw(paper, 'circle', { cx, cy, r: 14, fill: 'var(--ink)' });
    draw(svg, 'rect', { x: box.x, y: base - 0.75, width: box.width, height: 1.5, fill: 'var(--ink)' });
    timeline.fromTo(paper, { x: 0 }, { x: -box.width, duration: frames(52), ease: 'power2.inOut' }, start + frames(4));

    const { title, body, cta } = story.close;
    const text = put(section, 'div.at', 'left:88px;top:112px;width:896px');
    rise(put(text, 'div.display', 'font-size:72px'), title, start + frames(24));
    rise(put(text, 'div.quiet', 'margin-top:16px'), body, start + frames(36));
    const button = put(
      text,
      'div.medium',
      'display:inline-block;margin-top:22px;padding:13px 26px;border-radius:5px;background:var(--ink);color:var(--paper)',
      cta,
    );
    timeline.fromTo(
      button,
      { y: 16, opacity: 0 },
      { y: 0, opacity: 1, duration: frames(16), ease: 'power2.out' },
      start + frames(60),
    );
    marker(section, [], start);
  }

  window.daylight = { hello, close };
})();

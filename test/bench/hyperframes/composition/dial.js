/** The tip, and the hours of the day it is about: a dial, noon at the top, that a sun runs around. */
(() => {
  const { timeline, frames, draw, fade, headline, label, marker, leaving } = kit;
  const [x, y, radius] = [896, 324, 252];
  const unit = radius * 0.085;
  const track = radius - 32 - unit * 0.6;
  const inner = track - unit * 0.55;

  const at = (hour, r) => {
    const angle = ((hour - 12) / 24) * 2 * Math.PI;
    return [x + r * Math.sin(angle), y - r * Math.cos(angle)];
  };
  const arc = (start, length, r) => {
    const stops = [0, 1 / 3, 2 / 3, 1].map((part) => at(start + length * part, r).join(' '));
    return `M${stops.join(`A${r} ${r} 0 0 1 `)}`;
  };
  /** An arc that is drawn from its beginning. */
  function drawn(svg, d, stroke, width, start, count) {
    const path = draw(svg, 'path', {
      d,
      fill: 'none',
      stroke,
      'stroke-width': width,
      pathLength: 100,
      'stroke-dasharray': '100 200',
    });
    timeline.fromTo(
      path,
      { strokeDashoffset: 100.1 },
      { strokeDashoffset: 0, duration: frames(count), ease: 'power2.inOut' },
      start,
    );
  }

  function tip(start, end) {
    const section = document.getElementById('tip');
    const group = leaving(section, end);
    const { from, to } = story.tip;
    const span = (to - from + 24) % 24 || 24;
    headline(group, story.tip, start, 16);
    const svg = draw(group, 'svg', {});
    fade(
      draw(svg, 'path', {
        d: arc(18, 12, inner - unit),
        fill: 'none',
        stroke: 'var(--paper2)',
        'stroke-width': unit * 2,
      }),
      start,
      24,
    );
    for (let hour = 0; hour < 24; hour++) {
      const [x1, y1] = at(hour, inner - unit * 0.3);
      const [x2, y2] = at(hour, inner - unit * (hour % 6 === 0 ? 1.2 : 0.7));
      fade(draw(svg, 'line', { x1, y1, x2, y2, stroke: 'var(--ink2)', 'stroke-width': 1.5 }), start + frames(hour), 2);
      if (hour % 6 !== 0) continue;
      const [textX, textY] = at(hour, radius - 14);
      const text = draw(svg, 'text', {
        x: textX,
        y: textY + 7,
        class: 'quiet',
        'font-size': 20,
        'text-anchor': 'middle',
      });
      text.textContent = String(hour);
      fade(text, start + frames(hour), 2);
    }
    drawn(svg, arc(0, 24, track), 'var(--line)', 1.5, start, 24);
    drawn(svg, arc(from, span, track), 'var(--mark-tariff)', unit * 1.1, start + frames(50), 26);
    const [cx, cy] = at(0, track);
    const sun = draw(svg, 'circle', { cx, cy, r: unit * 0.85, fill: 'var(--ink)' });
    const turn = (hour) => ({ rotation: hour * 15, svgOrigin: `${x} ${y}` });
    const hours = from === 0 ? 24 : from;
    fade(sun, start, 24);
    timeline.fromTo(sun, turn(0), { ...turn(hours), duration: frames(30), ease: 'power2.inOut' }, start + frames(20));
    timeline.fromTo(
      sun,
      turn(hours),
      { ...turn(hours + span), duration: frames(26), ease: 'power2.inOut', immediateRender: false },
      start + frames(50),
    );
    label(group, { x, y: y - 8, size: 68, anchor: -50, kind: 'figure', at: start + frames(74) }, `${from}–${to}`);
    label(group, { x, y: y + 51, size: 20, anchor: -50, at: start + frames(74) }, 'o’clock');
    marker(section, ['tariff'], start + frames(12));
  }

  window.dial = { tip };
})();

/** The statement at the end, on two pages that are held for as long as their words take. */
(() => {
  const { timeline, frames, put, fade } = kit;

  function page(section, number, at) {
    const sheet = put(section, 'div.leaving');
    fade(sheet, at, 10);
    const foot = put(sheet, 'div.marker');
    put(foot, 'span.quiet', '', `${number} / 2`);
    foot.insertAdjacentHTML('beforeend', kit.sign);
    return sheet;
  }

  function statement(start, seconds) {
    const section = document.getElementById('statement');
    const { opening, rows } = story.statement;
    const turn = start + Math.round(seconds * 0.45 * 30) / 30;

    const first = page(section, 1, start);
    put(first, 'div.at.display', 'left:88px;top:110px;width:1104px;font-size:58px', opening);
    const fields = put(first, 'div.rows.reading', 'top:270px;grid-template-columns:72px 1fr');
    for (const [key, name, source] of story.fields) {
      put(fields, 'i', `align-self:center;width:46px;height:5px;background:var(--mark-${key})`);
      put(fields, 'div', '', `${name} `).append(put(fields, 'span.quiet', '', source));
    }
    timeline.fromTo(
      first,
      { visibility: 'visible' },
      { visibility: 'hidden', duration: frames(1), ease: 'steps(1)' },
      turn - frames(1),
    );

    const list = put(page(section, 2, turn), 'div.rows.reading', 'top:150px');
    for (const [head, text] of rows) {
      put(list, 'div.quiet', 'font-family:"Commissioner Variable"', head);
      put(list, 'div', '', text);
    }
  }

  window.statement = { statement };
})();

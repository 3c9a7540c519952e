/** A form in the video: beside each field why it is asked and how long it is kept; sent on its button and never before. */
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import { plural } from '../../../remotion/localise.ts';
import { button, h, panel } from './elements.ts';
import { inputType } from './input-types.ts';
import type { Doing } from './interaction-parts.ts';

type Form = Extract<Interaction, { kind: 'form' }>;

export function askingForm(form: Form, d: Doing): HTMLElement {
  if (!d.canSend()) {
    return panel(
      form.title,
      h('h2', {}, form.title),
      h('p', { lang: d.locale }, d.words.afterMe),
      button(d.words.go, () => d.pass(form), { lang: d.locale }),
    );
  }
  const said = h('p', { class: 'feedback', role: 'status' });
  const later = button(d.words.go, () => d.pass(form), { lang: d.locale });
  const fields = form.fields.map(({ key, label, type, options, why, retentionDays }) => {
    const id = `${form.id}-${key}`;
    const about = `${id}-about`;
    const common = { id, name: key, 'aria-describedby': about };
    const input =
      type === 'text'
        ? h('textarea', { ...common, rows: 2, maxlength: 2000 })
        : type === 'choice'
          ? h('select', common, new Option('', ''), ...(options ?? []).map((one) => new Option(one.label, one.id)))
          : h('input', { ...common, ...inputType(type), maxlength: 300 });
    const days = plural(d.words.keptDays, d.locale, retentionDays, retentionDays.toLocaleString(d.locale));
    return h(
      'p',
      {},
      h('label', { for: id }, label, ' ', h('small', { lang: d.locale }, `(${d.words.optional})`)),
      input,
      h('small', { id: about }, `${why.charAt(0).toLocaleUpperCase(d.locale)}${why.slice(1)}. ${days}`),
    );
  });
  const element = h('form', { 'aria-label': form.title }, h('h2', {}, form.title), ...fields);
  const sends = h('button', { type: 'submit', class: 'solid' }, form.button);
  element.append(h('div', { class: 'row' }, sends, later), said);
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const given = Object.fromEntries([...new FormData(element)].filter(([, value]) => value !== ''));
    const sent = await d.send('forms', { form: form.id, fields: given });
    said.textContent = sent ? form.thanks : d.words.notSent;
    if (sent) sends.hidden = true;
  });
  return panel(form.title, element);
}

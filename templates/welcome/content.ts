/** What a campaign fills in: plans, first steps and closing words. Complete by itself, for any membership. */
import { z } from 'zod';
import { text } from '../shared/text.ts';

export const content = z.object({
  plans: z
    .array(z.object({ plan: z.string().min(1).max(40), includes: z.array(text(60)).min(1).max(4) }))
    .max(12)
    .default([
      {
        plan: 'Solo',
        includes: [
          { en: 'Every opening hour', de: 'Alle Öffnungszeiten' },
          { en: 'One guest a month', de: 'Ein Gast im Monat' },
          { en: 'Change or pause any month', de: 'Jeden Monat änderbar' },
        ],
      },
      {
        plan: 'Plus',
        includes: [
          { en: 'Every opening hour', de: 'Alle Öffnungszeiten' },
          { en: 'A guest whenever you like', de: 'Ein Gast, wann Sie mögen' },
          { en: 'Book four weeks ahead', de: 'Vier Wochen im Voraus buchen' },
        ],
      },
      {
        plan: 'Family',
        includes: [
          { en: 'Everyone at your address', de: 'Alle unter Ihrer Adresse' },
          { en: 'Children under 16 are free', de: 'Kinder unter 16 sind frei' },
          { en: 'One bill for all of you', de: 'Eine Rechnung für alle' },
        ],
      },
    ])
    .meta({
      title: 'What each plan includes',
      description: 'For whoever lets their plan be used. Capital letters in its name make no difference.',
    }),
  includes: z
    .array(text(60))
    .min(1)
    .max(4)
    .default([
      { en: 'Every opening hour', de: 'Alle Öffnungszeiten' },
      { en: 'People who answer', de: 'Menschen, die antworten' },
      { en: 'No minimum term', de: 'Keine Mindestlaufzeit' },
    ])
    .meta({ title: 'What every member gets', description: 'Whatever the plan.' }),
  steps: z
    .array(z.object({ day: z.number().int().min(1).max(30), title: text(40), body: text(90) }))
    .min(2)
    .max(4)
    .default([
      {
        day: 1,
        title: { en: 'Sign in once', de: 'Einmal anmelden' },
        body: { en: 'Then every door knows you.', de: 'Dann kennt Sie jede Tür.' },
      },
      {
        day: 3,
        title: { en: 'Come and look', de: 'Einfach vorbeikommen' },
        body: { en: 'Someone will show you round.', de: 'Jemand zeigt Ihnen alles.' },
      },
      {
        day: 10,
        title: { en: 'Bring somebody', de: 'Jemanden mitbringen' },
        body: { en: 'The first guest is on us.', de: 'Der erste Gast geht auf uns.' },
      },
      {
        day: 30,
        title: { en: 'Tell us how it was', de: 'Sagen, wie es war' },
        body: { en: 'One question, ten seconds.', de: 'Eine Frage, zehn Sekunden.' },
      },
    ])
    .meta({ title: 'What happens when', description: 'Counted from the first day, which is 1.' }),
  note: z
    .object({ label: text(60).meta({ title: 'The question' }), text: text(300).meta({ title: 'The answer' }) })
    .default({
      label: { en: 'Can I change my mind?', de: 'Kann ich es mir anders überlegen?' },
      text: {
        en: 'Yes. Change or pause your plan from one month to the next, in your account.',
        de: 'Ja. In Ihrem Konto ändern oder pausieren Sie Ihren Tarif von einem Monat zum nächsten.',
      },
    })
    .meta({ title: 'Something people ask before they begin' }),
  closing: z.object({ title: text(60), body: text(160), cta: text(40).meta({ title: 'The button' }) }).default({
    title: { en: 'The door is open.', de: 'Die Tür steht offen.' },
    body: {
      en: 'Your account is ready, and so are we.',
      de: 'Ihr Konto ist bereit, und wir sind es auch.',
    },
    cta: { en: 'Begin here', de: 'Hier beginnen' },
  }),
});

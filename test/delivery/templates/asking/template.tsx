/** A template that asks: one field of the sender's, one of the viewer's own, a form, a poll and a question. */
import { z } from 'zod';
import { defineTemplate, field, Page, Place, scene, Text } from '../../../../remotion/index.ts';

const fields = {
  firstName: field(z.string().min(1).max(40), {
    label: { en: 'First name', ar: 'الاسم الأول' },
    category: 'pd:GivenName',
    source: { en: 'from your account', ar: 'من حسابك' },
    why: { en: 'to greet you', ar: 'لنحييك' },
  }),
  budget: field(z.number().min(0).max(500), {
    label: { en: 'Budget', ar: 'الميزانية' },
    category: 'pd:Financial',
    source: { en: 'from you', ar: 'منك' },
    why: { en: 'to find a plan', ar: 'لإيجاد خطة' },
    from: 'viewer',
  }),
};

export default defineTemplate({
  id: 'asking',
  version: '1.0.0',
  title: { en: 'Asking', ar: 'سؤال' },
  purpose: 'personalised-video',
  purposeText: { en: 'To ask things', ar: 'للسؤال' },
  fps: 10,
  formats: { landscape: { width: 320, height: 180 } },
  locales: ['en', 'ar'],
  fields,
  content: z.object({}),
  scenes: [
    scene({
      id: 'hello',
      title: { en: 'Hello', ar: 'مرحبا' },
      seconds: 2,
      uses: ['firstName', 'budget'],
      component: ({ data }: { data: { firstName?: string; budget?: number } }) => (
        <Page>
          <Place x={20} y={50}>
            <Text size={20} words={`${data.firstName ?? '…'} ${data.budget ?? ''}`} />
          </Place>
        </Page>
      ),
      describe: ({ data }) => `${data.firstName ?? 'Somebody'} ${data.budget ?? ''}`,
      interactions: [
        {
          ...{ id: 'call', kind: 'form', at: [0, 2], box: 'lower' },
          title: { en: 'Shall we call?', ar: 'هل نتصل؟' },
          fields: [
            {
              ...{ key: 'phone', label: { en: 'Phone', ar: 'الهاتف' }, type: 'tel', category: 'pd:TelephoneNumber' },
              ...{ purpose: 'call-back', why: { en: 'to call you', ar: 'لنتصل بك' }, retentionDays: 10 },
            },
            {
              ...{ key: 'note', label: { en: 'Note', ar: 'ملاحظة' }, type: 'line', category: 'pd:Communication' },
              ...{ purpose: 'call-back', why: { en: 'to know why', ar: 'لنعرف السبب' }, retentionDays: 20 },
            },
          ],
          button: { en: 'Send', ar: 'أرسل' },
          thanks: { en: 'Thank you.', ar: 'شكرًا.' },
        },
        {
          ...{ id: 'mood', kind: 'poll', at: [0, 1], box: 'top', text: { en: 'How is it?', ar: 'كيف هو؟' } },
          options: [
            { id: 'good', label: { en: 'Good', ar: 'جيد' } },
            { id: 'bad', label: { en: 'Bad', ar: 'سيئ' } },
          ],
        },
      ],
    }),
  ],
  sample: './sample.json',
});

/** When it starts, in the campaign's own time zone. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { showCampaign } from '../api/queries.ts';
import type { Campaign } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select, TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { errorAt } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** An instant as a clock in that zone shows it: `2026-05-02T09:00`. */
function localOf(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(iso)).replace(' ', 'T');
}

export function Schedule({ campaign }: { readonly campaign: Campaign }) {
  const [open, setOpen] = useState(false);
  const [zone, setZone] = useState(campaign.timeZone);
  const [at, setAt] = useState(campaign.startAt ? localOf(campaign.startAt, campaign.timeZone) : '');
  const save = useMutation({
    mutationFn: () =>
      call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, { body: { timeZone: zone, startAt: `${at}:00` } }),
    onSuccess: (changed) => {
      showCampaign(changed);
      setOpen(false);
      say(changed.status === 'draft' ? 'The time is set. It starts then once you launch.' : 'The time is changed.');
    },
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{campaign.startAt ? 'Change the time' : 'Set a time'}</Button>
      <Dialog title="When it starts" isOpen={open} onClose={() => setOpen(false)}>
        <Fill error={save.error} shown={['startAt', 'timeZone']} onSend={() => save.mutate()}>
          <Select
            label="Time zone"
            help="Dates in the videos are shown in it, too."
            options={ZONES.map((value) => ({ value, name: value.replaceAll('_', ' ') }))}
            value={zone}
            onChange={setZone}
            error={errorAt(save.error, 'timeZone')}
          />
          <TextField
            label="Date and time there"
            type={'datetime-local' as 'text'}
            value={at}
            onChange={setAt}
            error={errorAt(save.error, 'startAt')}
            isRequired
          />
          <div className="acts">
            <Button look="solid" type="submit" isDisabled={!at} isPending={save.isPending}>
              Set it
            </Button>
          </div>
        </Fill>
      </Dialog>
    </>
  );
}

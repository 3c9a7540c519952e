/** Every shortcut of the page that is open, on `?`. */
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useOffered, useShortcut } from '../ui/shortcuts.ts';
import { Keys } from '../ui/tip.tsx';

export function Help() {
  const [open, setOpen] = useState(false);
  const offered = useOffered();
  useShortcut('?', 'These shortcuts', () => setOpen(true));
  const byKeys = new Map(offered.map((one) => [one.keys, one.name]));
  return (
    <Dialog title="Shortcuts" isOpen={open} onClose={() => setOpen(false)}>
      <dl className="shortcuts">
        {[...byKeys].map(([keys, name]) => (
          <div key={keys}>
            <dt>{name}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

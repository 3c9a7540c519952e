/** A secret that is shown once: to copy, and closed by nothing but its own button. */
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Copy } from './copy.tsx';
import { Dialog } from './dialog.tsx';

interface ShownOnceProps {
  readonly title: string;
  /** Open while there is one. */
  readonly secret: string | undefined;
  readonly onClose: () => void;
  /** What it is for, and where to keep it. */
  readonly children?: ReactNode;
}
export function ShownOnce({ title, secret, onClose, children }: ShownOnceProps) {
  return (
    <Dialog title={`${title}, shown this once`} sticky isOpen={secret !== undefined} onClose={onClose}>
      {children}
      <p>
        <code className="secret">{secret}</code>
      </p>
      <div className="acts">
        <Copy text={secret ?? ''}>Copy it</Copy>
        <Button look="solid" onPress={onClose}>
          I have it
        </Button>
      </div>
    </Dialog>
  );
}

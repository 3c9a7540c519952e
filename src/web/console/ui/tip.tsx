/** A tooltip: what a control does, and its shortcut. */
import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

const DELAY_MS = 500;

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="keys">
      {keys.split(' ').map((key, place) => (
        <kbd key={place}>{key === 'mod+k' ? 'Ctrl K' : key.toUpperCase()}</kbd>
      ))}
    </span>
  );
}

interface TipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** One control that can be focused. */
  readonly children: ReactNode;
}
export function Tip({ text, keys, children }: TipProps) {
  return (
    <TooltipTrigger delay={DELAY_MS}>
      {children}
      <Tooltip className="tip" offset={6}>
        {text}
        {keys && <Keys keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}

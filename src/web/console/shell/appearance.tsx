/** Light or dark, comfortable or compact. */
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { RadioGroup } from '../ui/field.tsx';
import { setLook, useLook } from './look.ts';

const SCHEMES = [
  { value: 'system', name: 'As this device' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
] as const;
const DENSITIES = [
  { value: 'comfortable', name: 'Comfortable' },
  { value: 'compact', name: 'Compact' },
] as const;

export function Appearance() {
  const { scheme, density } = useLook();
  return (
    <DialogTrigger>
      <Button className="page-link">Appearance</Button>
      <Popover className="popover" placement="top start">
        <Dialog aria-label="Appearance" className="appearance">
          <RadioGroup
            label="Colours"
            options={SCHEMES}
            value={scheme}
            onChange={(value) => setLook({ scheme: value })}
          />
          <RadioGroup
            label="Rows"
            options={DENSITIES}
            value={density}
            onChange={(value) => setLook({ density: value })}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

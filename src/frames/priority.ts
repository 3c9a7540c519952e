/** What measures, draws and encodes gives way to what answers people, where both want the processor. */
import { constants, setPriority } from 'node:os';

/** Lowers a process of ours that has just begun, and with it all it will start. */
export function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let it: then all are equal.
  }
}

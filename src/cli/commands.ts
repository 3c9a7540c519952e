/** What `candor` can be told to do. */
import type { Command } from 'commander';

/** Every command. Only the command that is called is loaded: help and wrong usage answer at once. */
export const COMMANDS: Readonly<Record<string, readonly [summary: string, load: () => Promise<Command>]>> = {
  start: ['the service; settings come from the environment', async () => (await import('./start.ts')).startCommand()],
  render: ['one video, without a service', async () => (await import('./render.ts')).renderCommand()],
  plan: ['what would be drawn for an audience', async () => (await import('./plan.ts')).planCommand()],
  template: [
    'templates: begin one, check it, look at it',
    async () => (await import('./template.ts')).templateCommand(),
  ],
  campaign: ['campaigns of a running service', async () => (await import('./campaign.ts')).campaignCommand()],
  key: ['API keys of this service, on its own machine', async () => (await import('./key.ts')).keyCommand()],
};

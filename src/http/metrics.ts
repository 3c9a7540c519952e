/** `/metrics`, for Prometheus: how much and how fast, never who. Counts come from the rows, so that restarts lose nothing. */
import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, register as shared } from 'prom-client';
import type { RenderQueue } from '../queue/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Served } from './access-log.ts';

export interface Metrics {
  readonly count: (one: Served) => void;
  readonly handler: RequestHandler;
}

/** `queue`: where this process has one. What other rooms measure in prom-client's own registry is shown too. */
export function openMetrics(storage: Storage, queue?: Pick<RenderQueue, 'counts'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'candor_http_requests_total',
    help: 'Answered requests',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'candor_http_request_seconds',
    help: 'From the first byte of a request to the last of its answer',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers,
  });
  const byStatus = (name: string, help: string, read: () => Promise<readonly { status: string; count: number }[]>) =>
    new Gauge({
      name,
      help,
      labelNames: ['status'],
      registers,
      async collect() {
        this.reset();
        for (const { status, count } of await read()) this.set({ status }, count);
      },
    });
  const countRows = (table: 'campaigns' | 'recipients' | 'videos') => async () => {
    const rows = await storage.db
      .selectFrom(table)
      .select((eb) => ['status' as const, eb.fn.countAll<string>().as('count')])
      .groupBy('status')
      .execute();
    return rows.map((row) => ({ status: row.status, count: Number(row.count) }));
  };
  byStatus('candor_campaigns', 'Campaigns by status', countRows('campaigns'));
  byStatus('candor_recipients', 'Recipients by status', countRows('recipients'));
  byStatus('candor_videos', 'Versions of videos by status', countRows('videos'));
  if (queue) {
    byStatus('candor_jobs', 'Jobs in the queue by state', async () =>
      Object.entries(await queue.counts()).map(([status, count]) => ({ status, count })),
    );
  }
  return {
    count: ({ route, method, status, ms }) => {
      requests.inc({ route, method, status });
      seconds.observe({ route, method }, ms / 1000);
    },
    handler: async (_request, response) => {
      const merged = Registry.merge([registry, shared]);
      response
        .set('Cache-Control', 'no-store')
        .type(merged.contentType)
        .send(await merged.metrics());
    },
  };
}

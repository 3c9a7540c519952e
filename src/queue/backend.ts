/** BullMQ's classes and the connection they take, on PostgreSQL or on Redis; the only file that knows which. */
import {
  type ConnectionOptions,
  createPostgresBackend,
  DEFAULT_SCHEMA,
  Queue,
  QueueEvents,
  QueueEventsProducer,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

const redisClasses = { Queue, Worker, QueueEvents, QueueEventsProducer };

export interface Backend {
  /** Typed as BullMQ types them for Redis; everything used here behaves the same on PostgreSQL. */
  readonly classes: typeof redisClasses;
  readonly connection: ConnectionOptions;
  /** Closes what the classes share. */
  close(): Promise<void>;
}

type OnError = (error: Error) => void;

/** Makes BullMQ's tables where they are missing; `connections` at most. Throws what the database throws. */
export async function onPostgres(connectionString: string, connections: number, onError: OnError): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    keepAlive: true,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
  });
  pool.on('error', onError);
  // A connection that is cut while BullMQ holds it has no listener at times, and would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  try {
    const client = await pool.connect();
    await runMigrations(client).finally(() => client.release());
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    classes: withBackend(createPostgresBackend) as unknown as typeof redisClasses,
    connection: pool as unknown as ConnectionOptions,
    close: () => pool.end(),
  };
}

/** Throws where Redis cannot be reached. */
export async function onRedis(url: string, onError: OnError): Promise<Backend> {
  // Commands wait for a connection that was cut to come back, instead of failing.
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  connection.on('error', onError);
  try {
    await connection.connect();
  } catch (error) {
    connection.disconnect();
    throw error;
  }
  return { classes: redisClasses, connection, close: async () => connection.disconnect() };
}

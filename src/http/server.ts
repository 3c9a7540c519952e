/** The limits of the HTTP server itself: strict with headers, patient with bodies, which each route times for itself. */
import { createServer, type Server } from 'node:http';

/** A server without handlers, so that its port can be taken before anything else is started. */
export const newServer = (): Server =>
  createServer({
    headersTimeout: 10_000,
    // Long uploads are fair: `intake.ts` ends those that stand still.
    requestTimeout: 0,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
    connectionsCheckingInterval: 5_000,
  });

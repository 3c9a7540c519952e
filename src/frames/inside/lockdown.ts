/**
 * Takes the network and the way back to Node away from the confined process, before anything of a template is read.
 * Node's permission model covers files, processes, workers and addons, but not sockets; nothing here needs one.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

function refuse(): never {
  throw new Error('the network is not available here');
}

/** Replaces a method for good. */
function shut(owner: object, names: readonly string[]): void {
  for (const name of names) Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
}

/** After this no socket opens, no name resolves, and no global leads to a module of Node. */
export function lockDown(): void {
  shut(net.Socket.prototype, ['connect']);
  shut(net.Server.prototype, ['listen']);
  shut(net, ['connect', 'createConnection', 'createServer']);
  shut(dgram.Socket.prototype, ['bind', 'connect', 'send']);
  shut(dgram, ['createSocket']);
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    shut(
      owner,
      Object.getOwnPropertyNames(owner).filter((name) => /^(lookup|resolve|reverse)/.test(name)),
    );
  for (const name of Object.keys(process.env)) delete process.env[name];
  shut(process, ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'kill', 'chdir']);
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'process', 'Buffer', 'require', 'module', 'navigator'])
    delete (globalThis as Record<string, unknown>)[name];
}

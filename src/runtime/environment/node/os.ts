/** `node:os`: the machine under an execution environment, as user code sees it. */
import { processMs } from '../clock.ts';
import { memoryBytes } from '../memory.ts';
import { systemErrors } from './systemErrors.ts';

const cpu = { model: 'Intel(R) Xeon(R) Processor', speed: 2500, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } };

const SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};

export const os = {
  EOL: '\n',
  arch: () => 'x64',
  platform: () => 'linux',
  type: () => 'Linux',
  release: () => '5.10.245-266.975.amzn2.x86_64',
  hostname: () => '169.254.100.6',
  homedir: () => '/home/sbx_user1051',
  tmpdir: () => '/tmp',
  endianness: () => 'LE',
  cpus: () => [cpu, cpu],
  availableParallelism: () => 2,
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => ({}),
  totalmem: () => Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1024 * 1024,
  freemem: () => Math.max(0, os.totalmem() - memoryBytes()),
  uptime: () => processMs() / 1000,
  userInfo: () => ({
    uid: 993,
    gid: 990,
    username: 'sbx_user1051',
    homedir: '/home/sbx_user1051',
    shell: '/sbin/nologin',
  }),
  devNull: '/dev/null',
  machine: () => 'x86_64',
  version: () => '#1 SMP Amazon Linux',
  getPriority: () => 0,
  setPriority: () => {},
  constants: {
    signals: SIGNALS,
    errno: Object.fromEntries(systemErrors.map(([errno, name]) => [name, -errno])),
    priority: { PRIORITY_LOW: 19, PRIORITY_NORMAL: 0, PRIORITY_HIGH: -14 },
  },
};

declare const process: { env: Record<string, string | undefined> };

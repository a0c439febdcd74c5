/** The errors of the operating system that code on Lambda meets: number, name, text. */

export const systemErrors: readonly (readonly [errno: number, name: string, message: string])[] = [
  [-1, 'EPERM', 'operation not permitted'],
  [-2, 'ENOENT', 'no such file or directory'],
  [-3, 'ESRCH', 'no such process'],
  [-4, 'EINTR', 'interrupted system call'],
  [-5, 'EIO', 'i/o error'],
  [-9, 'EBADF', 'bad file descriptor'],
  [-11, 'EAGAIN', 'resource temporarily unavailable'],
  [-12, 'ENOMEM', 'not enough memory'],
  [-13, 'EACCES', 'permission denied'],
  [-16, 'EBUSY', 'resource busy or locked'],
  [-17, 'EEXIST', 'file already exists'],
  [-18, 'EXDEV', 'cross-device link not permitted'],
  [-20, 'ENOTDIR', 'not a directory'],
  [-21, 'EISDIR', 'illegal operation on a directory'],
  [-22, 'EINVAL', 'invalid argument'],
  [-24, 'EMFILE', 'too many open files'],
  [-27, 'EFBIG', 'file too large'],
  [-28, 'ENOSPC', 'no space left on device'],
  [-30, 'EROFS', 'read-only file system'],
  [-32, 'EPIPE', 'broken pipe'],
  [-36, 'ENAMETOOLONG', 'name too long'],
  [-39, 'ENOTEMPTY', 'directory not empty'],
  [-40, 'ELOOP', 'too many symbolic links encountered'],
  [-95, 'ENOTSUP', 'operation not supported on socket'],
  [-98, 'EADDRINUSE', 'address already in use'],
  [-101, 'ENETUNREACH', 'network is unreachable'],
  [-103, 'ECONNABORTED', 'software caused connection abort'],
  [-104, 'ECONNRESET', 'connection reset by peer'],
  [-107, 'ENOTCONN', 'socket is not connected'],
  [-110, 'ETIMEDOUT', 'connection timed out'],
  [-111, 'ECONNREFUSED', 'connection refused'],
  [-113, 'EHOSTUNREACH', 'host is unreachable'],
  [-3001, 'EAI_AGAIN', 'temporary failure'],
  [-3008, 'ENOTFOUND', 'unknown node or service'],
];

export function errnoOf(code: string): readonly [errno: number, message: string] {
  const found = systemErrors.find(([, name]) => name === code);
  return found ? [found[0], found[2]] : [-1, 'operation not permitted'];
}

/** An error of a system call as Node.js makes it, with `errno`, `code`, `syscall` and the paths. */
export function systemError(code: string, syscall: string, path?: string, dest?: string): Error {
  const [errno, text] = errnoOf(code);
  const places = `${path === undefined ? '' : ` '${path}'`}${dest === undefined ? '' : ` -> '${dest}'`}`;
  return Object.assign(new Error(`${code}: ${text}, ${syscall}${places}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}

/*
 * Keeps, beside a folder, what would be left of it if the power went now. Preloaded into a process (LD_PRELOAD), it lets every call
 * through and repeats in a second folder only what was made durable: a write is repeated when its file is synced, and by chance before,
 * as a kernel may write back any page at any time. What a process was told is done and did not sync is then not there.
 *
 *   POWER_CUT_FROM   the folder that is watched
 *   POWER_CUT_TO     the folder that is kept
 *   POWER_CUT_EARLY  share of the writes that are written back before they are synced, in thousandths (0)
 *   POWER_CUT_SEED   of that chance (1)
 *
 * Names (making, renaming, deleting) count as durable at once: SQLite and the engine sync their folders. Shared memory (-shm) is never kept.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 1024
#define DESCRIPTORS 65536

struct file {
  char path[PATH_MAX]; /* below the folder, with its slash; empty once it has no name any more */
  int kept;            /* descriptor of the copy; -1 before there is one */
  off_t low, high;     /* what was written since the last sync lies between */
};

static struct file files[FILES];
static int known = 0;
static int file_of[DESCRIPTORS]; /* index + 1 into files, 0 for others */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char from[PATH_MAX], to[PATH_MAX];
static size_t from_length = 0;
static unsigned early = 0;
static unsigned long long chance = 1;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  const char *watched = getenv("POWER_CUT_FROM"), *kept = getenv("POWER_CUT_TO");
  const char *share = getenv("POWER_CUT_EARLY"), *seed = getenv("POWER_CUT_SEED");
  if (!watched || !kept) return;
  if (share) early = (unsigned)atoi(share);
  if (seed) chance = strtoull(seed, NULL, 10) * 2654435761u + 1;
  snprintf(to, sizeof to, "%s", kept);
  snprintf(from, sizeof from, "%s", watched);
  from_length = strlen(from);
}

/* The part below the watched folder; NULL for a path elsewhere. Paths are absolute wherever it matters: SQLite's and the engine's are. */
static const char *below(const char *path) {
  if (from_length == 0 || !path || strncmp(path, from, from_length) != 0 || path[from_length] != '/') return NULL;
  size_t length = strlen(path);
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return NULL;
  return path + from_length;
}

static void kept_path(char *out, const char *rest) {
  if (snprintf(out, PATH_MAX, "%s%s", to, rest) >= PATH_MAX) abort();
}

static void make_folders(char *path) {
  for (char *slash = path + strlen(to) + 1; (slash = strchr(slash, '/')); slash++) {
    *slash = 0;
    mkdir(path, 0700);
    *slash = '/';
  }
}

static int keep(struct file *file) {
  if (file->kept >= 0) return file->kept;
  char path[PATH_MAX];
  kept_path(path, file->path);
  make_folders(path);
  file->kept = real_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file->kept < 0) abort();
  return file->kept;
}

static struct file *find(const char *rest) {
  for (int index = 0; index < known; index++)
    if (strcmp(files[index].path, rest) == 0) return &files[index];
  return NULL;
}

static void opened(int descriptor, const char *path, int flags) {
  const char *rest = below(path);
  struct stat status;
  if (descriptor < 0 || descriptor >= DESCRIPTORS) return;
  /* A close may go round the C library: whatever had this number before has it no more. */
  file_of[descriptor] = 0;
  if (!rest) return;
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
  pthread_mutex_lock(&lock);
  struct file *file = find(rest);
  if (!file) {
    if (known == FILES) abort();
    file = &files[known++];
    snprintf(file->path, sizeof file->path, "%s", rest);
    file->kept = -1;
    file->low = file->high = 0;
  }
  if (flags & O_TRUNC) file->low = 0;
  file_of[descriptor] = (int)(file - files) + 1;
  pthread_mutex_unlock(&lock);
}

static struct file *watched(int descriptor) {
  if (descriptor < 0 || descriptor >= DESCRIPTORS || file_of[descriptor] == 0) return NULL;
  return &files[file_of[descriptor] - 1];
}

static void all_written(int kept, const char *data, size_t size, off_t at) {
  while (size > 0) {
    ssize_t wrote = real_pwrite(kept, data, size, at);
    if (wrote <= 0) abort();
    data += wrote, at += wrote, size -= (size_t)wrote;
  }
}

static int by_chance(void) {
  chance = chance * 6364136223846793005ull + 1442695040888963407ull;
  return (chance >> 33) % 1000 < early;
}

static void written(int descriptor, const void *data, ssize_t size, off_t at) {
  struct file *file = watched(descriptor);
  if (!file || size <= 0) return;
  pthread_mutex_lock(&lock);
  if (file->path[0] == 0) {
    pthread_mutex_unlock(&lock);
    return;
  }
  if (file->low == file->high) file->low = at, file->high = at + size;
  if (at < file->low) file->low = at;
  if (at + size > file->high) file->high = at + size;
  if (data && by_chance()) all_written(keep(file), data, (size_t)size, at);
  pthread_mutex_unlock(&lock);
}

/* Before the answer: whoever is told that it is synced finds it kept. */
static void synced(int descriptor) {
  struct file *file = watched(descriptor);
  struct stat status;
  if (!file || file->path[0] == 0) return;
  int source = descriptor;
  char self[64];
  /* One that was opened for writing only is read by another; SQLite's are not, and must not be: closing that would drop its locks. */
  if ((fcntl(descriptor, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    snprintf(self, sizeof self, "/proc/self/fd/%d", descriptor);
    source = real_open(self, O_RDONLY | O_CLOEXEC);
    if (source < 0) abort();
  }
  pthread_mutex_lock(&lock);
  if (fstat(descriptor, &status) != 0) abort();
  int kept = keep(file);
  char buffer[65536];
  for (off_t at = file->low; at < file->high;) {
    size_t wanted = (size_t)(file->high - at) < sizeof buffer ? (size_t)(file->high - at) : sizeof buffer;
    ssize_t got = pread(source, buffer, wanted, at);
    if (got <= 0) break;
    all_written(kept, buffer, (size_t)got, at);
    at += got;
  }
  if (real_ftruncate(kept, status.st_size) != 0) abort();
  file->low = file->high = 0;
  pthread_mutex_unlock(&lock);
  if (source != descriptor) real_close(source);
}

static int open_any(const char *path, int flags, mode_t mode) {
  int descriptor = real_open(path, flags, mode);
  int error = errno;
  opened(descriptor, path, flags);
  errno = error;
  return descriptor;
}

#define MODE(flags)                                   \
  mode_t mode = 0;                                    \
  if (flags & (O_CREAT | __O_TMPFILE)) {              \
    va_list arguments;                                \
    va_start(arguments, flags);                       \
    mode = (mode_t)va_arg(arguments, int);            \
    va_end(arguments);                                \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags)
  return open_any(path, flags, mode);
}

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < DESCRIPTORS) file_of[descriptor] = 0;
  return real_close(descriptor);
}

ssize_t write(int descriptor, const void *data, size_t size) {
  ssize_t wrote = real_write(descriptor, data, size);
  if (wrote > 0 && watched(descriptor)) written(descriptor, data, wrote, lseek(descriptor, 0, SEEK_CUR) - wrote);
  return wrote;
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t at) {
  ssize_t wrote = real_pwrite(descriptor, data, size, at);
  written(descriptor, data, wrote, at);
  return wrote;
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t at) {
  return pwrite(descriptor, data, size, at);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  ssize_t wrote = real_writev(descriptor, parts, count);
  if (wrote > 0 && watched(descriptor)) written(descriptor, NULL, wrote, lseek(descriptor, 0, SEEK_CUR) - wrote);
  return wrote;
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t at) {
  ssize_t wrote = real_pwritev(descriptor, parts, count, at);
  written(descriptor, NULL, wrote, at);
  return wrote;
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t at) {
  return pwritev(descriptor, parts, count, at);
}

int ftruncate(int descriptor, off_t size) {
  return real_ftruncate(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) {
  return real_ftruncate(descriptor, size);
}

int fsync(int descriptor) {
  int failed = real_fsync(descriptor);
  if (!failed) synced(descriptor);
  return failed;
}

int fdatasync(int descriptor) {
  int failed = real_fdatasync(descriptor);
  if (!failed) synced(descriptor);
  return failed;
}

int rename(const char *old, const char *new) {
  int failed = real_rename(old, new);
  const char *was = below(old), *is = below(new);
  if (failed || !was || !is) return failed;
  char old_kept[PATH_MAX], new_kept[PATH_MAX];
  kept_path(old_kept, was);
  kept_path(new_kept, is);
  pthread_mutex_lock(&lock);
  struct file *file = find(was), *replaced = find(is);
  if (replaced) replaced->path[0] = 0;
  if (file) snprintf(file->path, sizeof file->path, "%s", is);
  make_folders(new_kept);
  real_rename(old_kept, new_kept);
  pthread_mutex_unlock(&lock);
  return failed;
}

int unlink(const char *path) {
  int failed = real_unlink(path);
  const char *rest = below(path);
  if (failed || !rest) return failed;
  char kept[PATH_MAX];
  kept_path(kept, rest);
  pthread_mutex_lock(&lock);
  struct file *file = find(rest);
  if (file) {
    if (file->kept >= 0) real_close(file->kept);
    file->path[0] = 0;
  }
  real_unlink(kept);
  pthread_mutex_unlock(&lock);
  return failed;
}

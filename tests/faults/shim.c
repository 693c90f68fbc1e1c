/* Loaded before libc (LD_PRELOAD) by sqlite_faults.py: counts the calls by which
 * a program changes files below one folder, and at one of them kills the process
 * (before or after the call) or lets the disk be full from there on.
 *
 * LIMBECK_FAULT_FOLDER  the folder; calls elsewhere do not count
 * LIMBECK_FAULT_AT      which call, from 1
 * LIMBECK_FAULT_KIND    before, after, full, count
 * LIMBECK_FAULT_COUNT   where the number of calls goes at the end (count) */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int is_kind(const char* kind) {
  const char* wanted = getenv("LIMBECK_FAULT_KIND");
  return wanted != NULL && strcmp(wanted, kind) == 0;
}

static int below(const char* path) {
  const char* folder = getenv("LIMBECK_FAULT_FOLDER");
  return folder != NULL && path != NULL &&
         strncmp(path, folder, strlen(folder)) == 0;
}

static int counts(int descriptor) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = '\0';
  return below(path);
}

/* Before a call: whether the disk is full. */
static int enter(void) {
  const char* at = getenv("LIMBECK_FAULT_AT");
  const long wanted = at == NULL ? 0 : atol(at);
  ++calls;
  if (wanted > 0 && calls == wanted && is_kind("before")) kill(getpid(), SIGKILL);
  return wanted > 0 && calls >= wanted && is_kind("full");
}

static void leave(void) {
  const char* at = getenv("LIMBECK_FAULT_AT");
  if (at != NULL && calls == atol(at) && is_kind("after")) kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void tell(void) {
  const char* path = getenv("LIMBECK_FAULT_COUNT");
  if (path == NULL) return;
  FILE* file = fopen(path, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", calls);
  fclose(file);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
  if (!counts(descriptor)) return NEXT(pwrite64)(descriptor, data, size, offset);
  if (enter()) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t result = NEXT(pwrite64)(descriptor, data, size, offset);
  leave();
  return result;
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  if (!counts(descriptor)) return NEXT(pwrite)(descriptor, data, size, offset);
  if (enter()) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t result = NEXT(pwrite)(descriptor, data, size, offset);
  leave();
  return result;
}

ssize_t write(int descriptor, const void* data, size_t size) {
  if (!counts(descriptor)) return NEXT(write)(descriptor, data, size);
  if (enter()) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t result = NEXT(write)(descriptor, data, size);
  leave();
  return result;
}

int unlink(const char* path) {
  if (!below(path)) return NEXT(unlink)(path);
  enter();
  int result = NEXT(unlink)(path);
  leave();
  return result;
}

int ftruncate64(int descriptor, off64_t size) {
  if (!counts(descriptor)) return NEXT(ftruncate64)(descriptor, size);
  enter();
  int result = NEXT(ftruncate64)(descriptor, size);
  leave();
  return result;
}

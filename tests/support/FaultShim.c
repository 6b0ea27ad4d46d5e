/* Makes file calls of a program fail, to be loaded by LD_PRELOAD. Only calls that create, change or flush files below
   FAULT_DIR are counted, so that the numbers are the same from run to run.

     FAULT_DIR   the folder
     FAULT_AT    number of the call to fail, from 1; 0 or unset: none
     FAULT_DO    an errno number, "kill" (the program dies just before the call) or "short" (a write takes half)
     FAULT_MORE  if set, all later calls fail as well
     FAULT_LOG   a file that gets a line for each counted call */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { most_files = 4096 };
enum fault { pass, refuse, shorten };

static int ready;
static const char *folder;
static const char *action;
static const char *log_name;
static int fail_at;
static int fail_more;
static int counted;
static unsigned char watched[most_files];

static void *next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        abort();
    return function;
}

/* One line for each function that is passed on: its type, and the real one found at the first call. */
#define PASS_ON(type, name, ...)                                                                                       \
    static type (*real)(__VA_ARGS__);                                                                                  \
    if (!real)                                                                                                         \
        *(void **)&real = next(#name)

static void prepare(void)
{
    if (ready)
        return;
    ready = 1;
    folder = getenv("FAULT_DIR");
    action = getenv("FAULT_DO");
    log_name = getenv("FAULT_LOG");
    const char *at = getenv("FAULT_AT");
    fail_at = at ? atoi(at) : 0;
    fail_more = getenv("FAULT_MORE") != NULL;
}

static int is_below(const char *path)
{
    prepare();
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_watched(int file)
{
    return file >= 0 && file < most_files && watched[file];
}

static void note(const char *call)
{
    if (!log_name)
        return;
    static int (*open_file)(const char *, int, ...);
    static ssize_t (*write_file)(int, const void *, size_t);
    static int (*close_file)(int);
    if (!open_file) {
        *(void **)&open_file = next("open");
        *(void **)&write_file = next("write");
        *(void **)&close_file = next("close");
    }
    int file = open_file(log_name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    char line[64];
    int length = snprintf(line, sizeof line, "%d %s\n", counted, call);
    if (write_file(file, line, (size_t)length) != length)
        abort();
    close_file(file);
}

static enum fault count(const char *call)
{
    ++counted;
    note(call);
    if (!fail_at || !action || !(counted == fail_at || (fail_more && counted > fail_at)))
        return pass;
    if (strcmp(action, "kill") == 0)
        kill(getpid(), SIGKILL);
    if (strcmp(action, "short") == 0)
        return shorten;
    errno = atoi(action);
    return refuse;
}

static int open_at(int at, const char *path, int flags, mode_t mode)
{
    PASS_ON(int, openat, int, const char *, int, ...);
    int is_ours = is_below(path) || (path && path[0] != '/' && is_watched(at));
    int changes = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
    if (is_ours && changes && count("open") == refuse)
        return -1;
    int file = real(at, path, flags, mode);
    if (file >= 0 && file < most_files)
        watched[file] = is_ours && (changes || (flags & O_DIRECTORY));
    return file;
}

#define TAKE_MODE                                                                                                      \
    mode_t mode = 0;                                                                                                   \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                               \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

int open(const char *path, int flags, ...)
{
    TAKE_MODE
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    TAKE_MODE
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...)
{
    TAKE_MODE
    return open_at(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...)
{
    TAKE_MODE
    return open_at(at, path, flags, mode);
}

ssize_t write(int file, const void *from, size_t size)
{
    PASS_ON(ssize_t, write, int, const void *, size_t);
    enum fault fault = is_watched(file) ? count("write") : pass;
    return fault == refuse ? -1 : real(file, from, fault == shorten ? (size + 1) / 2 : size);
}

int fsync(int file)
{
    PASS_ON(int, fsync, int);
    return is_watched(file) && count("fsync") == refuse ? -1 : real(file);
}

int fdatasync(int file)
{
    PASS_ON(int, fdatasync, int);
    return is_watched(file) && count("fdatasync") == refuse ? -1 : real(file);
}

int ftruncate(int file, off_t size)
{
    PASS_ON(int, ftruncate, int, off_t);
    return is_watched(file) && count("ftruncate") == refuse ? -1 : real(file, size);
}

int fchmod(int file, mode_t mode)
{
    PASS_ON(int, fchmod, int, mode_t);
    return is_watched(file) && count("fchmod") == refuse ? -1 : real(file, mode);
}

int fchown(int file, uid_t user, gid_t group)
{
    PASS_ON(int, fchown, int, uid_t, gid_t);
    return is_watched(file) && count("fchown") == refuse ? -1 : real(file, user, group);
}

int rename(const char *from, const char *to)
{
    PASS_ON(int, rename, const char *, const char *);
    return is_below(to) && count("rename") == refuse ? -1 : real(from, to);
}

int renameat(int from_at, const char *from, int to_at, const char *to)
{
    PASS_ON(int, renameat, int, const char *, int, const char *);
    return (is_watched(to_at) || is_below(to)) && count("renameat") == refuse ? -1 : real(from_at, from, to_at, to);
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
    PASS_ON(int, renameat2, int, const char *, int, const char *, unsigned);
    return (is_watched(to_at) || is_below(to)) && count("renameat2") == refuse ? -1
                                                                               : real(from_at, from, to_at, to, flags);
}

int unlink(const char *path)
{
    PASS_ON(int, unlink, const char *);
    return is_below(path) && count("unlink") == refuse ? -1 : real(path);
}

int unlinkat(int at, const char *path, int flags)
{
    PASS_ON(int, unlinkat, int, const char *, int);
    return (is_watched(at) || is_below(path)) && count("unlinkat") == refuse ? -1 : real(at, path, flags);
}

int close(int file)
{
    PASS_ON(int, close, int);
    int failed = is_watched(file) && count("close") == refuse;
    int error = errno;
    if (file >= 0 && file < most_files)
        watched[file] = 0;
    int result = real(file); /* The descriptor is gone also where close reports an error. */
    if (!failed)
        return result;
    errno = error;
    return -1;
}

#pragma once

#include "model/units/Result.h"

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Which content a file had when it was read or saved.
struct Stamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = -1;
    std::int64_t seconds = 0; ///< Time of the last change of the content.
    std::int64_t nanoseconds = 0;
    std::string sha256; ///< Of the content, for files below 16 MiB; else empty.
    bool operator==(const Stamp&) const = default;
};

/// The calls by which files are touched; a test passes ones that fail. Each answers and sets
/// `errno` as the function of the same name does.
struct FileCalls {
    int (*open)(int folder, const char* name, int flags, mode_t mode);
    int (*close)(int file);
    ssize_t (*read)(int file, void* to, std::size_t size);
    ssize_t (*write)(int file, const void* from, std::size_t size);
    int (*fsync)(int file);
    int (*fstat)(int file, struct stat* to);
    int (*fstatat)(int folder, const char* name, struct stat* to, int flags);
    int (*fchown)(int file, uid_t user, gid_t group);
    int (*fchmod)(int file, mode_t mode);
    int (*fsetxattr)(int file, const char* name, const void* value, std::size_t size, int flags);
    /// `mustBeNew`: fails with `EEXIST` where `to` exists.
    int (*rename)(int folder, const char* from, const char* to, bool mustBeNew);
    int (*unlink)(int folder, const char* name);
    void (*wait)(int milliseconds);
};
const FileCalls& realFileCalls();

struct FileContent {
    std::string bytes;
    Stamp stamp;
};

/// Reads a regular file of at most `limit` bytes, once, into memory. Never hangs on a pipe; fails
/// where the file changes meanwhile.
Result<FileContent> readFile(const std::string& path, std::size_t limit,
                             const FileCalls& calls = realFileCalls());

enum class Saved : std::uint8_t {
    Yes,
    NotDurable, ///< The new content is in place, but the disk has not confirmed it: keep the
                ///< document marked as changed.
    Changed, ///< Not saved: the file is no longer the one that was read. Offer another name, a
             ///< comparison, overwriting.
    Exists, ///< Not saved: there is a file of this name, and it was to be new.
    ReadOnly, ///< Not saved: the file or its folder cannot be written to. Offer another name.
    HardLinked, ///< Not saved: the file has other names, which would keep the old content. Ask.
    No ///< Not saved: the message says why. The file has its old content.
};

struct SaveReport {
    Saved saved = Saved::No;
    std::string message; ///< One sentence; empty for `Yes`.
    Stamp stamp; ///< Of the file as saved; only where the content is in place.
    std::vector<std::string>
        notes; ///< What could not be kept, though the content is safe: group, attributes.

    [[nodiscard]] bool isInPlace() const
    {
        return saved == Saved::Yes || saved == Saved::NotDurable;
    }
    /// An error for anything but `Yes`.
    [[nodiscard]] Result<void> result() const;
};

struct SaveOptions {
    const Stamp* known =
        nullptr; ///< The file as last read or saved; null overwrites whatever is there.
    bool mustBeNew = false; ///< Never replace a file.
    bool splitHardLinks =
        false; ///< The user has agreed that the file's other names keep the old content.
};

/// Replaces the content of a file, or leaves it as it was; there is no third outcome, whatever
/// fails and whenever the program or the machine stops.
///
/// Writes a new file beside it, flushes it to disk, checks its size, gives it mode, group and
/// attributes of the old one, checks that the old one is still the `known` one, renames, and
/// flushes the folder. Follows a symbolic link. Keeps nothing but `.NAME.XXXXXXXX.part` behind, and
/// only if it was killed.
SaveReport saveFile(const std::string& path, std::string_view bytes,
                    const SaveOptions& options = {}, const FileCalls& calls = realFileCalls());

/// True where the file's content is still that of `known`: the same stamp, or the same SHA-256
/// where there is one (a copy put back or a touched time is no change).
bool isUnchanged(const std::string& path, const Stamp& known,
                 const FileCalls& calls = realFileCalls());

/// Removes what killed saves of `path` have left beside it: files of our own pattern and user,
/// untouched for a day. Call it while holding the lock of the document. Answers how many were
/// removed.
std::size_t removeStaleParts(const std::string& path);

} // namespace colonnade::model

#include "model/exchange/SaveFile.h"

#include "model/exchange/Sha256.h"
#include "model/units/Text.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>

namespace colonnade::model {

namespace {

constexpr std::size_t hashedBelow = 16u << 20;
constexpr int interruptions = 100;

/// The system's words for an error, in English whatever the locale.
std::string_view reason(int error)
{
    const char* const text = ::strerrordesc_np(error);
    return text != nullptr ? text : "unknown error";
}

/// Closes what it holds. The result of a close that matters is asked for by `close`.
class Descriptor {
public:
    Descriptor(int value, const FileCalls& calls) : m_value{value}, m_calls{&calls} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_value >= 0)
            m_calls->close(m_value);
    }
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }
    [[nodiscard]] int get() const { return m_value; }
    int close()
    {
        const int value = std::exchange(m_value, -1);
        return m_calls->close(value);
    }

private:
    int m_value;
    const FileCalls* m_calls;
};

template <class Call> auto retried(Call call)
{
    auto result = call();
    for (int i = 1; i < interruptions && result < 0 && errno == EINTR; ++i)
        result = call();
    return result;
}

Stamp stampOf(const struct stat& status)
{
    return {.device = status.st_dev,
            .inode = status.st_ino,
            .size = status.st_size,
            .seconds = status.st_mtim.tv_sec,
            .nanoseconds = status.st_mtim.tv_nsec,
            .sha256 = {}};
}

bool isSameStatus(const Stamp& a, const Stamp& b)
{
    return a.device == b.device && a.inode == b.inode && a.size == b.size && a.seconds == b.seconds
        && a.nanoseconds == b.nanoseconds;
}

struct Failure {
    int error = 0;
    std::string text;
};

/// Reads an open file to its end; nothing, with the failure, if it cannot be read or is longer than
/// `limit`.
std::optional<std::string> readAll(int file, std::size_t size, std::size_t limit,
                                   const FileCalls& calls, Failure& failure)
{
    std::string bytes;
    bytes.resize(std::min(size, limit) + 1);
    std::size_t filled = 0;
    for (;;) {
        const ssize_t count =
            retried([&] { return calls.read(file, bytes.data() + filled, bytes.size() - filled); });
        if (count < 0) {
            failure = {errno, std::string{reason(errno)}};
            return std::nullopt;
        }
        if (count == 0)
            break;
        filled += static_cast<std::size_t>(count);
        if (filled > limit) {
            failure = {EFBIG, fmt::format("it is larger than the limit of {} bytes", limit)};
            return std::nullopt;
        }
        if (filled == bytes.size())
            bytes.resize(std::min(2 * filled, limit) + 1);
    }
    bytes.resize(filled);
    return bytes;
}

struct Place {
    std::string folder;
    std::string name;
};

Place placeOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return {".", path};
    return {path.substr(0, std::max<std::size_t>(slash, 1)), path.substr(slash + 1)};
}

/// The beginning of the names of unfinished files: `.NAME.`, cut at a character so that the rest
/// has room.
std::string partStem(std::string_view name)
{
    std::size_t length = std::min<std::size_t>(name.size(), 200);
    while (length > 0 && length < name.size()
           && (static_cast<unsigned char>(name[length]) & 0xc0) == 0x80)
        --length;
    return fmt::format(".{}.", name.substr(0, length));
}

unsigned randomNumber(unsigned attempt)
{
    unsigned number = 0;
    if (::getrandom(&number, sizeof number, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof number))
        number = static_cast<unsigned>(::getpid()) * 2654435761U + attempt;
    return number;
}

/// Attributes that belong to the content: those of users, and access lists.
void copyAttributes(int from, int to, const FileCalls& calls, std::vector<std::string>& notes)
{
    std::array<char, 8192> names{};
    const ssize_t size = ::flistxattr(from, names.data(), names.size());
    if (size <= 0)
        return;
    std::vector<char> value(65536);
    for (const char* name = names.data(); name < names.data() + size;
         name += std::strlen(name) + 1) {
        const std::string_view text{name};
        if (!text.starts_with("user.") && text != "system.posix_acl_access")
            continue;
        const ssize_t length = ::fgetxattr(from, name, value.data(), value.size());
        if (length < 0
            || calls.fsetxattr(to, name, value.data(), static_cast<std::size_t>(length), 0) != 0)
            notes.push_back(
                fmt::format("The attribute '{}' of the file could not be kept.", shown(text)));
    }
}

/// One save; its steps are numbered as in `saveFile`.
class Saving {
public:
    Saving(const std::string& path, std::string_view bytes, const SaveOptions& options,
           const FileCalls& calls)
        : m_path{path},
          m_shownPath{shown(path, 400)},
          m_bytes{bytes},
          m_options{options},
          m_calls{calls}
    {
    }

    SaveReport run()
    {
        if (!followLink() || !lookAtOld())
            return std::move(m_report);
        const Place place = placeOf(m_path);
        m_name = place.name;
        if (m_name.empty() || m_name == "." || m_name == "..") {
            refuse(Saved::No, "it is no name of a file");
            return std::move(m_report);
        }
        const Descriptor folder{
            m_calls.open(AT_FDCWD, place.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0),
            m_calls};
        if (!folder.isOpen()) {
            failed(Saved::No, "its folder cannot be opened");
            return std::move(m_report);
        }
        m_folder = folder.get();
        if (createPart())
            finish();
        return std::move(m_report);
    }

private:
    bool refuse(Saved saved, std::string_view why)
    {
        m_report.saved = saved;
        m_report.message = fmt::format("Cannot save '{}': {}.", m_shownPath, why);
        return false;
    }
    bool failed(Saved saved, std::string_view step)
    {
        const int error = errno;
        return refuse(saved, fmt::format("{} ({})", step, reason(error)));
    }
    /// Fails, and removes the unfinished file.
    bool undo(Saved saved, std::string_view step, bool withReason = true)
    {
        if (withReason)
            failed(saved, step);
        else
            refuse(saved, step);
        m_calls.unlink(m_folder, m_part.c_str());
        return false;
    }

    bool followLink()
    {
        struct stat status {};
        if (m_calls.fstatat(AT_FDCWD, m_path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISLNK(status.st_mode))
            return true;
        const std::unique_ptr<char, decltype(&std::free)> real{::realpath(m_path.c_str(), nullptr),
                                                               &std::free};
        if (!real)
            return failed(Saved::No, "it is a link that leads nowhere");
        m_path = real.get();
        return true;
    }

    bool lookAtOld()
    {
        if (m_path.find('\0') != std::string::npos)
            return refuse(Saved::No, "it is no name of a file");
        m_exists = m_calls.fstatat(AT_FDCWD, m_path.c_str(), &m_old, 0) == 0;
        if (!m_exists && errno != ENOENT)
            return failed(Saved::No, "it cannot be looked at");
        if (!m_exists)
            return true;
        if (m_options.mustBeNew)
            return refuse(Saved::Exists, "there is a file of this name");
        if (!S_ISREG(m_old.st_mode))
            return refuse(Saved::No, "it is not a regular file");
        if (::access(m_path.c_str(), W_OK) != 0)
            return failed(Saved::ReadOnly, "the file cannot be written to");
        if (m_old.st_nlink > 1 && !m_options.splitHardLinks)
            return refuse(Saved::HardLinked,
                          "the file has other names, which would keep the old content");
        return true;
    }

    bool createPart()
    {
        int file = -1;
        for (unsigned attempt = 0; attempt < 16 && file < 0; ++attempt) {
            m_part = fmt::format("{}{:08x}.part", partStem(m_name), randomNumber(attempt));
            file = m_calls.open(m_folder, m_part.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                m_exists ? 0600 : 0666);
            if (file < 0 && errno != EEXIST && errno != EINTR)
                break;
        }
        if (file < 0) {
            const bool locked = errno == EACCES || errno == EPERM || errno == EROFS;
            return failed(locked ? Saved::ReadOnly : Saved::No,
                          "no new file can be made in its folder");
        }
        Descriptor part{file, m_calls};
        return fill(part);
    }

    bool fill(Descriptor& part)
    {
        int interrupted = 0;
        for (std::string_view rest = m_bytes; !rest.empty();) {
            const ssize_t count = m_calls.write(part.get(), rest.data(),
                                                std::min<std::size_t>(rest.size(), 1u << 20));
            if (count < 0 && errno == EINTR && ++interrupted < interruptions)
                continue;
            if (count == 0)
                errno = EIO;
            if (count <= 0)
                return undo(Saved::No, "the content could not be written");
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
        if (m_exists && !dressLikeOld(part))
            return false;
        if (retried([&] { return m_calls.fsync(part.get()); }) != 0)
            return undo(Saved::No, "the disk did not take the content");
        struct stat whole {};
        if (m_calls.fstat(part.get(), &whole) != 0)
            return undo(Saved::No, "the new file cannot be looked at");
        if (whole.st_size != static_cast<off_t>(m_bytes.size()))
            return undo(Saved::No, "the new file did not get all of the content", false);
        m_report.stamp = stampOf(whole);
        // The descriptor is gone even where close was interrupted.
        if (part.close() != 0 && errno != EINTR)
            return undo(Saved::No, "the new file could not be closed");
        return true;
    }

    /// Mode always, group and attributes where allowed.
    bool dressLikeOld(const Descriptor& part)
    {
        mode_t mode = m_old.st_mode & 0777;
        if (m_calls.fchown(part.get(), static_cast<uid_t>(-1), m_old.st_gid) != 0
            && !hasGroup(part, m_old.st_gid)) {
            // Another group must not get the rights of the old one.
            mode &= static_cast<mode_t>(~0070) | ((mode & 0007) << 3);
            m_report.notes.emplace_back("The group of the file could not be kept.");
        }
        if (m_calls.fchmod(part.get(), mode) != 0)
            return undo(Saved::No, "the new file could not get the rights of the old one");
        const Descriptor old{m_calls.open(m_folder, m_name.c_str(),
                                          O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC, 0),
                             m_calls};
        if (old.isOpen())
            copyAttributes(old.get(), part.get(), m_calls, m_report.notes);
        return true;
    }

    bool hasGroup(const Descriptor& file, gid_t group)
    {
        struct stat status {};
        return m_calls.fstat(file.get(), &status) == 0 && status.st_gid == group;
    }

    void finish()
    {
        if (m_options.known != nullptr && !isUnchanged(m_path, *m_options.known, m_calls)) {
            undo(Saved::Changed, "somebody else has changed or removed the file since it was read",
                 false);
            return;
        }
        if (!rename())
            return;
        if (m_bytes.size() < hashedBelow)
            m_report.stamp.sha256 = sha256(m_bytes);
        m_report.saved = Saved::Yes;
        if (retried([&] { return m_calls.fsync(m_folder); }) != 0) {
            m_report.saved = Saved::NotDurable;
            m_report.message = fmt::format("'{}' is saved, but the disk has not confirmed it ({}).",
                                           m_shownPath, reason(errno));
        }
    }

    bool rename()
    {
        constexpr int tries = 3;
        for (int i = 1;; ++i) {
            if (m_calls.rename(m_folder, m_part.c_str(), m_name.c_str(), m_options.mustBeNew) == 0)
                return true;
            if (m_options.mustBeNew && errno == EEXIST)
                return undo(Saved::Exists, "there is a file of this name", false);
            // Shares refuse to replace a file that somebody has open.
            const bool busy = errno == EACCES || errno == EBUSY || errno == EEXIST
                || errno == ETXTBSY || errno == EINTR;
            if (!busy || i == tries)
                return undo(Saved::No, "the new file could not take the place of the old one");
            m_calls.wait(150);
        }
    }

    std::string m_path;
    std::string m_shownPath;
    std::string_view m_bytes;
    const SaveOptions& m_options;
    const FileCalls& m_calls;
    std::string m_name;
    std::string m_part;
    int m_folder = -1;
    bool m_exists = false;
    struct stat m_old {};
    SaveReport m_report;
};

int renameReal(int folder, const char* from, const char* to, bool mustBeNew)
{
    if (!mustBeNew)
        return ::renameat(folder, from, folder, to);
    if (::renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    // A file system without that flag: a second name is refused as well where the name is taken.
    if (::linkat(folder, from, folder, to, 0) != 0)
        return -1;
    ::unlinkat(folder, from, 0);
    return 0;
}

void waitReal(int milliseconds)
{
    timespec time{.tv_sec = milliseconds / 1000, .tv_nsec = (milliseconds % 1000) * 1'000'000L};
    while (::nanosleep(&time, &time) != 0 && errno == EINTR) {}
}

} // namespace

const FileCalls& realFileCalls()
{
    static constexpr FileCalls calls{
        .open = [](int folder, const char* name, int flags,
                   mode_t mode) { return ::openat(folder, name, flags, mode); },
        .close = [](int file) { return ::close(file); },
        .read = [](int file, void* to, std::size_t size) { return ::read(file, to, size); },
        .write = [](int file, const void* from,
                    std::size_t size) { return ::write(file, from, size); },
        .fsync = [](int file) { return ::fsync(file); },
        .fstat = [](int file, struct stat* to) { return ::fstat(file, to); },
        .fstatat = [](int folder, const char* name, struct stat* to,
                      int flags) { return ::fstatat(folder, name, to, flags); },
        .fchown = [](int file, uid_t user, gid_t group) { return ::fchown(file, user, group); },
        .fchmod = [](int file, mode_t mode) { return ::fchmod(file, mode); },
        .fsetxattr = [](int file, const char* name, const void* value, std::size_t size,
                        int flags) { return ::fsetxattr(file, name, value, size, flags); },
        .rename = renameReal,
        .unlink = [](int folder, const char* name) { return ::unlinkat(folder, name, 0); },
        .wait = waitReal};
    return calls;
}

Result<FileContent> readFile(const std::string& path, std::size_t limit, const FileCalls& calls)
{
    const auto refuse = [&](std::string_view why) {
        return fail("Cannot read '{}': {}.", shown(path, 400), why);
    };
    try {
        if (path.find('\0') != std::string::npos)
            return refuse("it is no name of a file");
        const Descriptor file{retried([&] {
                                  return calls.open(AT_FDCWD, path.c_str(),
                                                    O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY,
                                                    0);
                              }),
                              calls};
        if (!file.isOpen())
            return refuse(reason(errno));
        struct stat before {};
        if (calls.fstat(file.get(), &before) != 0)
            return refuse(reason(errno));
        if (!S_ISREG(before.st_mode))
            return refuse("it is not a regular file");
        const auto size = static_cast<std::size_t>(std::max<off_t>(before.st_size, 0));
        if (size > limit)
            return refuse(fmt::format("it has {} bytes, expected at most {}", size, limit));
        Failure failure;
        auto bytes = readAll(file.get(), size, limit, calls, failure);
        if (!bytes)
            return refuse(failure.text);
        struct stat after {};
        if (calls.fstat(file.get(), &after) != 0)
            return refuse(reason(errno));
        Stamp stamp = stampOf(after);
        if (!isSameStatus(stamp, stampOf(before)) || bytes->size() != size)
            return refuse("it was changed while it was read");
        if (bytes->size() < hashedBelow)
            stamp.sha256 = sha256(*bytes);
        return FileContent{*std::move(bytes), std::move(stamp)};
    } catch (const std::bad_alloc&) {
        return refuse("there is not enough memory for it");
    } catch (const std::length_error&) {
        return refuse("there is not enough memory for it");
    }
}

Result<void> SaveReport::result() const
{
    if (saved == Saved::Yes)
        return {};
    return tl::unexpected<Error>{Error{message}};
}

SaveReport saveFile(const std::string& path, std::string_view bytes, const SaveOptions& options,
                    const FileCalls& calls)
{
    try {
        return Saving{path, bytes, options, calls}.run();
    } catch (const std::bad_alloc&) {
        SaveReport report;
        report.message = "Cannot save: out of memory.";
        return report;
    }
}

bool isUnchanged(const std::string& path, const Stamp& known, const FileCalls& calls)
{
    struct stat now {};
    if (calls.fstatat(AT_FDCWD, path.c_str(), &now, 0) != 0 || !S_ISREG(now.st_mode)
        || now.st_size != known.size)
        return false;
    if (known.sha256.empty())
        return isSameStatus(stampOf(now), known);
    const auto content = readFile(path, hashedBelow, calls);
    return content && content->stamp.sha256 == known.sha256;
}

std::size_t removeStaleParts(const std::string& path)
{
    constexpr std::time_t day = 86'400; // Seconds.
    constexpr std::size_t tailLength = 8 + 5;
    const Place place = placeOf(path);
    const std::string stem = partStem(place.name);
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir(place.folder.c_str()), &::closedir};
    if (!folder)
        return 0;
    std::size_t removed = 0;
    while (const dirent* const entry = ::readdir(folder.get())) {
        const std::string_view name{entry->d_name};
        if (name.size() != stem.size() + tailLength || !name.starts_with(stem)
            || !name.ends_with(".part"))
            continue;
        const std::string_view digits = name.substr(stem.size(), 8);
        if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos)
            continue;
        struct stat status {};
        const int handle = ::dirfd(folder.get());
        if (::fstatat(handle, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISREG(status.st_mode) || status.st_uid != ::geteuid()
            || status.st_mtim.tv_sec > std::time(nullptr) - day)
            continue;
        removed += ::unlinkat(handle, entry->d_name, 0) == 0 ? 1 : 0;
    }
    return removed;
}

} // namespace colonnade::model

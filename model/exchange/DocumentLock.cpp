#include "model/exchange/DocumentLock.h"

#include "model/exchange/JsonReader.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <new>

namespace colonnade::model {

namespace {

constexpr std::size_t largestLock = 4096;

std::string userName()
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0
        && found != nullptr)
        return found->pw_name;
    return fmt::format("user {}", ::geteuid());
}

std::string lockText(unsigned number)
{
    JsonWriter json;
    json.beginObject();
    json.entry("program", "colonnade");
    json.entry("number", number);
    json.entry("user", std::string_view{userName()});
    json.entry("since", static_cast<std::int64_t>(std::time(nullptr)));
    json.key("process");
    write(json, ProcessIdentity::current());
    json.end();
    return json.finish();
}

DocumentLock::Holder holderFrom(std::string_view text)
{
    DocumentLock::Holder holder;
    const auto json =
        parseJson(text, "lock", {.bytes = largestLock, .depth = 4, .values = 100, .text = 1024});
    if (!json || !json->is_object())
        return holder;
    if (const auto process = json->find("process"); process != json->end())
        holder.process = processIdentityFrom(*process);
    if (const auto user = json->find("user"); user != json->end() && user->is_string())
        holder.user = user->get<std::string>();
    if (const auto since = json->find("since"); since != json->end() && since->is_number_integer())
        holder.since = since->get<std::int64_t>();
    return holder;
}

std::string timeText(std::int64_t seconds)
{
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    if (seconds <= 0 || ::gmtime_r(&time, &parts) == nullptr)
        return "an unknown time";
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min);
}

DocumentLock::Attempt heldBy(const std::string& path, DocumentLock::Holder holder)
{
    DocumentLock::Attempt attempt{
        .outcome = DocumentLock::Outcome::Held, .lock = {}, .holder = {}, .message = {}};
    if (!holder.process)
        attempt.message = fmt::format("'{}' is locked by '{}', which cannot be read.",
                                      shown(path, 400), shown(lockFileOf(path), 400));
    else if (*holder.process == ProcessIdentity::current())
        attempt.message = fmt::format("'{}' is open in this program already.", shown(path, 400));
    else
        attempt.message =
            fmt::format("'{}' is open elsewhere: by {} on '{}' (process {}) since {}.",
                        shown(path, 400), shown(holder.user), shown(holder.process->host),
                        holder.process->pid, timeText(holder.since));
    attempt.holder = std::move(holder);
    return attempt;
}

DocumentLock::Attempt impossible(const std::string& path, int error)
{
    return {.outcome = DocumentLock::Outcome::Impossible,
            .lock = {},
            .holder = {},
            .message = fmt::format("'{}' cannot be locked ({}).", shown(path, 400),
                                   ::strerrordesc_np(error))};
}

/// Writes a whole lock under a name of its own, so that nobody ever sees half of one. Answers false
/// with `errno`.
bool writePart(const std::string& part, const std::string& text)
{
    const int file =
        ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0)
        return false;
    const ssize_t size = ::write(file, text.data(), text.size());
    const bool isWhole = size == static_cast<ssize_t>(text.size());
    const int error = isWhole ? 0 : size < 0 ? errno : ENOSPC;
    ::close(file);
    if (!isWhole)
        ::unlink(part.c_str());
    errno = error;
    return isWhole;
}

/// Gives the lock its name if the name is free; `EEXIST` if not.
bool putInPlace(const std::string& part, const std::string& file)
{
    if (::link(part.c_str(), file.c_str()) == 0) {
        ::unlink(part.c_str());
        return true;
    }
    // A file system without second names.
    if (errno != EEXIST
        && ::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    const int error = errno;
    ::unlink(part.c_str());
    errno = error;
    return false;
}

/// Removes the lock `file` if its content is still `seen`. Two programs that find the same dead
/// lock do this one after the other, so that the second does not remove the new lock of the first.
void removeIfStill(const std::string& file, const std::string& seen)
{
    const int handle = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0)
        return;
    for (int i = 0; i < 20 && ::flock(handle, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++i)
        realFileCalls().wait(10);
    struct stat mine {};
    struct stat there {};
    const auto now = readFile(file, largestLock);
    if (now && now->bytes == seen && ::fstat(handle, &mine) == 0
        && ::lstat(file.c_str(), &there) == 0 && mine.st_ino == there.st_ino
        && mine.st_dev == there.st_dev)
        ::unlink(file.c_str());
    ::close(handle);
}

} // namespace

std::string lockFileOf(const std::string& path)
{
    const std::unique_ptr<char, decltype(&std::free)> real{::realpath(path.c_str(), nullptr),
                                                           &std::free};
    const std::string file = real ? std::string{real.get()} : path;
    const auto slash = file.rfind('/');
    const std::string folder =
        slash == std::string::npos ? std::string{} : file.substr(0, slash + 1);
    return fmt::format("{}.{}.lock", folder, file.substr(folder.size()));
}

DocumentLock::Attempt DocumentLock::take(const std::string& path)
{
    const std::string file = lockFileOf(path);
    for (int i = 0; i < 5; ++i) {
        unsigned number = 0;
        if (::getrandom(&number, sizeof number, GRND_NONBLOCK)
            != static_cast<ssize_t>(sizeof number))
            number = static_cast<unsigned>(::getpid() + i);
        const std::string part = fmt::format("{}.{:08x}.part", file, number);
        std::string text = lockText(number);
        if (!writePart(part, text))
            return impossible(path, errno);
        if (putInPlace(part, file)) {
            Attempt attempt{.outcome = Outcome::Taken, .lock = {}, .holder = {}, .message = {}};
            attempt.lock = DocumentLock{file, std::move(text)};
            return attempt;
        }
        if (errno != EEXIST)
            return impossible(path, errno);

        const auto content = readFile(file, largestLock);
        if (!content) {
            if (::access(file.c_str(), F_OK) != 0)
                continue; // Given back meanwhile.
            return heldBy(path, {});
        }
        Holder holder = holderFrom(content->bytes);
        if (!holder.process || stateOf(*holder.process) != ProcessState::Dead)
            return heldBy(path, std::move(holder));
        removeIfStill(file, content->bytes);
    }
    return heldBy(path, {});
}

DocumentLock::Attempt DocumentLock::takeAnyway(const std::string& path)
{
    ::unlink(lockFileOf(path).c_str());
    return take(path);
}

DocumentLock::DocumentLock(DocumentLock&& other) noexcept
    : m_file{std::exchange(other.m_file, {})}, m_content{std::exchange(other.m_content, {})}
{
}

DocumentLock& DocumentLock::operator=(DocumentLock&& other) noexcept
{
    if (this != &other) {
        release();
        m_file = std::exchange(other.m_file, {});
        m_content = std::exchange(other.m_content, {});
    }
    return *this;
}

DocumentLock::~DocumentLock()
{
    release();
}

void DocumentLock::release() noexcept
{
    if (m_file.empty())
        return;
    try {
        const auto now = readFile(m_file, largestLock);
        if (now && now->bytes == m_content)
            ::unlink(m_file.c_str());
    } catch (const std::bad_alloc&) {
        // It stays, and is taken over once this program has ended.
    }
    m_file.clear();
}

} // namespace colonnade::model

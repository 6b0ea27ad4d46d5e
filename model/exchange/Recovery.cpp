#include "model/exchange/Recovery.h"

#include "model/exchange/DocumentLock.h"
#include "model/exchange/JsonReader.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/Sha256.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>

namespace colonnade::model {

namespace {

using Json = nlohmann::json;

constexpr std::size_t largestContent = 64u << 20;
constexpr std::size_t largestAbout = 64u << 10;
constexpr std::int64_t keptDiscarded = 30LL * 24 * 60 * 60;
constexpr std::array<std::string_view, 2> slotNames{"a.colonnade", "b.colonnade"};
constexpr std::string_view aboutName{"about.json"};
constexpr std::string_view headBegin{"# colonnade recovery 1 "};

/// `about.json`.
struct About {
    RecoveryDocument document;
    std::string version;
    std::optional<ProcessIdentity> owner;
    std::int64_t attempts = 0;
    std::int64_t discardedAt = 0; ///< Seconds since 1970; 0 while it is wanted.
};

std::string join(const std::string& folder, std::string_view name)
{
    return fmt::format("{}/{}", folder, name);
}

std::string aboutText(const About& about)
{
    JsonWriter json;
    json.beginObject();
    json.entry("format", 1);
    json.entry("version", std::string_view{about.version});
    json.entry("path", std::string_view{about.document.path});
    const Stamp& stamp = about.document.stamp;
    json.entry("sha256", std::string_view{stamp.sha256});
    json.key("stamp");
    json.beginObject();
    // As text: the numbers of devices and files may pass 2^53.
    json.entry("device", std::string_view{fmt::format("{}", stamp.device)});
    json.entry("inode", std::string_view{fmt::format("{}", stamp.inode)});
    json.entry("size", stamp.size);
    json.entry("seconds", stamp.seconds);
    json.entry("nanoseconds", stamp.nanoseconds);
    json.end();
    if (about.owner) {
        json.key("owner");
        write(json, *about.owner);
    }
    json.entry("attempts", about.attempts);
    json.entry("discarded_at", about.discardedAt);
    json.end();
    return json.finish();
}

std::string textIn(const Json& json, const char* key)
{
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::int64_t wholeIn(const Json& json, const char* key)
{
    const auto at = json.find(key);
    return at != json.end() && at->is_number_integer() ? at->get<std::int64_t>() : 0;
}

std::uint64_t countIn(const Json& json, const char* key)
{
    const std::string text = textIn(json, key);
    std::uint64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, count);
    return error == std::errc{} && stopped == end ? count : 0;
}

/// Nothing where the file is missing or damaged.
std::optional<About> readAbout(const std::string& folder)
{
    const auto file = readFile(join(folder, aboutName), largestAbout);
    if (!file)
        return std::nullopt;
    const auto json = parseJson(file->bytes, aboutName,
                                {.bytes = largestAbout, .depth = 4, .values = 1000, .text = 16384});
    if (!json || !json->is_object() || wholeIn(*json, "format") != 1)
        return std::nullopt;
    About about;
    about.version = textIn(*json, "version");
    about.document.path = textIn(*json, "path");
    Stamp& stamp = about.document.stamp;
    stamp.sha256 = textIn(*json, "sha256");
    if (const auto part = json->find("stamp"); part != json->end() && part->is_object()) {
        stamp.device = countIn(*part, "device");
        stamp.inode = countIn(*part, "inode");
        stamp.size = wholeIn(*part, "size");
        stamp.seconds = wholeIn(*part, "seconds");
        stamp.nanoseconds = wholeIn(*part, "nanoseconds");
    }
    if (const auto owner = json->find("owner"); owner != json->end())
        about.owner = processIdentityFrom(*owner);
    about.attempts = wholeIn(*json, "attempts");
    about.discardedAt = wholeIn(*json, "discarded_at");
    return about;
}

Result<void> writeAboutFile(const std::string& folder, const About& about, const FileCalls& calls)
{
    return saveFile(join(folder, aboutName), aboutText(about), {}, calls).result();
}

struct Slot {
    std::string file;
    std::uint64_t sequence = 0;
    std::uint64_t edits = 0;
    std::int64_t changedAt = 0;
    std::string content;
};

std::string slotText(std::string_view content, std::uint64_t sequence, std::uint64_t edits)
{
    return fmt::format("{}sequence={} edits={} sha256={}\n{}", headBegin, sequence, edits,
                       sha256(content), content);
}

/// Nothing where the file is missing, cut off or altered.
std::optional<Slot> readSlot(const std::string& path)
{
    auto file = readFile(path, largestContent + 1024);
    if (!file)
        return std::nullopt;
    const std::string_view all = file->bytes;
    const auto lineEnd = all.find('\n');
    if (!all.starts_with(headBegin) || lineEnd == std::string_view::npos)
        return std::nullopt;
    std::string_view head = all.substr(headBegin.size(), lineEnd - headBegin.size());
    const auto field = [&](std::string_view name) -> std::string_view {
        if (!head.starts_with(name))
            return {};
        head.remove_prefix(name.size());
        const std::string_view value = head.substr(0, head.find(' '));
        head.remove_prefix(std::min(head.size(), value.size() + 1));
        return value;
    };
    const auto sequence = wholeFrom(field("sequence="));
    const auto edits = wholeFrom(field("edits="));
    const std::string_view hash = field("sha256=");
    const std::string_view content = all.substr(lineEnd + 1);
    if (!sequence || *sequence < 1 || !edits || *edits < 0 || hash.size() != 64
        || hash != sha256(content))
        return std::nullopt;
    Slot slot{.file = path,
              .sequence = static_cast<std::uint64_t>(*sequence),
              .edits = static_cast<std::uint64_t>(*edits),
              .changedAt = file->stamp.seconds,
              .content = {}};
    slot.content.assign(content);
    return slot;
}

/// The whole content with the highest number.
std::optional<Slot> newestSlot(const std::string& folder)
{
    std::optional<Slot> newest;
    for (const std::string_view name : slotNames) {
        auto slot = readSlot(join(folder, name));
        if (slot && (!newest || slot->sequence > newest->sequence))
            newest = std::move(slot);
    }
    return newest;
}

bool exists(const std::string& path)
{
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

/// Makes the folder and those above it, for this user only.
Result<void> makeFolders(const std::string& path)
{
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST)
            return fail("Cannot make the folder '{}': {}.", shown(part, 400),
                        ::strerrordesc_np(errno));
        if (end == std::string::npos)
            return {};
    }
}

void flushFolder(const std::string& path, const FileCalls& calls)
{
    const int folder = calls.open(AT_FDCWD, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (folder < 0)
        return;
    calls.fsync(folder);
    calls.close(folder);
}

std::string recoveryRoot(const std::string& state)
{
    return join(state, "recovery");
}

bool isOurName(std::string_view name)
{
    return name.size() == 16
        && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<std::string> recoveryFolders(const std::string& state)
{
    std::vector<std::string> folders;
    const std::string root = recoveryRoot(state);
    const std::unique_ptr<DIR, int (*)(DIR*)> directory{::opendir(root.c_str()), &::closedir};
    if (!directory)
        return folders;
    while (const dirent* const entry = ::readdir(directory.get())) {
        const std::string path = join(root, entry->d_name);
        struct stat status {};
        if (isOurName(entry->d_name) && ::lstat(path.c_str(), &status) == 0
            && S_ISDIR(status.st_mode))
            folders.push_back(path);
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Removes what we have made in the folder, and the folder if nothing else is in it.
void removeFolder(const std::string& folder)
{
    for (const std::string_view name : slotNames)
        ::unlink(join(folder, name).c_str());
    const std::unique_ptr<DIR, int (*)(DIR*)> directory{::opendir(folder.c_str()), &::closedir};
    while (const dirent* const entry = directory ? ::readdir(directory.get()) : nullptr) {
        const std::string_view name{entry->d_name};
        const bool isUnfinished = name.ends_with(".part")
            && (name.starts_with(".a.colonnade.") || name.starts_with(".b.colonnade.")
                || name.starts_with(".about.json."));
        if (isUnfinished)
            ::unlinkat(::dirfd(directory.get()), entry->d_name, 0);
    }
    // Last, so that a removal cut short still has an owner.
    ::unlink(join(folder, aboutName).c_str());
    ::rmdir(folder.c_str());
}

/// Changes `about.json` of a folder whose owner is dead.
template <class Change> Result<void> changeAbout(const std::string& folder, Change change)
{
    const auto lock = DocumentLock::take(join(folder, aboutName));
    if (lock.outcome != DocumentLock::Outcome::Taken)
        return tl::unexpected<Error>{Error{lock.message}};
    About about = readAbout(folder).value_or(About{});
    if (about.owner && *about.owner != ProcessIdentity::current()
        && stateOf(*about.owner) != ProcessState::Dead)
        return fail("'{}' is being recovered by another program.", shown(folder, 400));
    change(about);
    return writeAboutFile(folder, about, realFileCalls());
}

} // namespace

std::string stateFolder()
{
    if (const char* const state = std::getenv("XDG_STATE_HOME");
        state != nullptr && state[0] == '/')
        return join(state, "colonnade");
    if (const char* const home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return join(home, ".local/state/colonnade");
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0
        && found != nullptr)
        return join(found->pw_dir, ".local/state/colonnade");
    return "/nonexistent/colonnade";
}

Result<RecoveryFolder> RecoveryFolder::create(const std::string& state,
                                              const RecoveryDocument& document,
                                              const std::string& version, const FileCalls& calls)
{
    const std::string root = recoveryRoot(state);
    if (auto made = makeFolders(root); !made)
        return tl::unexpected<Error>{made.error()};
    for (std::uint64_t attempt = 0; attempt < 16; ++attempt) {
        std::uint64_t id = 0;
        if (::getrandom(&id, sizeof id, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof id))
            id = (static_cast<std::uint64_t>(::getpid()) << 20) + attempt;
        std::string path = join(root, fmt::format("{:016x}", id));
        if (::mkdir(path.c_str(), 0700) != 0) {
            if (errno == EEXIST)
                continue;
            return fail("Cannot make the folder '{}': {}.", shown(path, 400),
                        ::strerrordesc_np(errno));
        }
        flushFolder(root, calls);
        RecoveryFolder folder{std::move(path), version, calls};
        folder.m_document = document;
        if (auto written = folder.writeAbout(); !written) {
            folder.remove();
            return tl::unexpected<Error>{written.error()};
        }
        return folder;
    }
    return fail("Cannot make a folder in '{}'.", shown(root, 400));
}

Result<RecoveryFolder> RecoveryFolder::resume(const RecoveryCandidate& candidate,
                                              const std::string& version, const FileCalls& calls)
{
    RecoveryFolder folder{candidate.folder, version, calls};
    const auto changed = changeAbout(candidate.folder, [&](About& about) {
        about.owner = ProcessIdentity::current();
        about.version = version;
        about.discardedAt = 0;
        folder.m_document = about.document;
        folder.m_attempts = about.attempts;
    });
    if (!changed)
        return tl::unexpected<Error>{changed.error()};
    folder.m_sequence = candidate.sequence;
    // Keep the recovered content until the next one is in place.
    folder.m_nextIsB = candidate.slot.ends_with(slotNames[0]);
    return folder;
}

Result<void> RecoveryFolder::writeAbout()
{
    return writeAboutFile(m_folder,
                          {.document = m_document,
                           .version = m_version,
                           .owner = ProcessIdentity::current(),
                           .attempts = m_attempts,
                           .discardedAt = 0},
                          *m_calls);
}

Result<void> RecoveryFolder::store(std::string_view content, std::uint64_t edits)
{
    if (content.size() > largestContent)
        return fail("The document has {} bytes, more than the {} that can be kept for recovery.",
                    content.size(), largestContent);
    const std::string file = join(m_folder, slotNames[m_nextIsB ? 1 : 0]);
    const SaveReport report =
        saveFile(file, slotText(content, m_sequence + 1, edits), {}, *m_calls);
    if (!report.isInPlace())
        return report.result();
    ++m_sequence;
    m_nextIsB = !m_nextIsB;
    if (m_attempts != 0) {
        m_attempts = 0;
        if (auto written = writeAbout(); !written)
            return written;
    }
    return report.result();
}

Result<void> RecoveryFolder::documentSaved(const RecoveryDocument& document)
{
    m_document = document;
    m_attempts = 0;
    if (auto written = writeAbout(); !written)
        return written;
    for (const std::string_view name : slotNames)
        ::unlink(join(m_folder, name).c_str());
    return {};
}

void RecoveryFolder::remove()
{
    removeFolder(m_folder);
}

RecoveryScan findRecoveries(const std::string& state)
{
    RecoveryScan scan;
    for (const std::string& folder : recoveryFolders(state)) {
        const auto about = readAbout(folder);
        if (about && about->owner && stateOf(*about->owner) != ProcessState::Dead)
            continue;
        const bool hasContent =
            exists(join(folder, slotNames[0])) || exists(join(folder, slotNames[1]));
        if (!hasContent) {
            // A folder without owner may be one that another program is making just now.
            if (about && about->owner)
                removeFolder(folder);
            continue;
        }
        const auto slot = newestSlot(folder);
        if (!slot) {
            scan.damaged.push_back(folder);
            continue;
        }
        RecoveryCandidate candidate;
        candidate.folder = folder;
        candidate.slot = slot->file;
        candidate.sequence = slot->sequence;
        candidate.edits = slot->edits;
        candidate.keptAt = slot->changedAt;
        if (about) {
            candidate.document = about->document;
            candidate.version = about->version;
            candidate.attempts = about->attempts;
            candidate.isDiscarded = about->discardedAt != 0;
        }
        scan.candidates.push_back(std::move(candidate));
    }
    return scan;
}

Result<std::string> recoveredContent(const RecoveryCandidate& candidate)
{
    auto slot = readSlot(candidate.slot);
    if (!slot)
        return fail("'{}' is damaged.", shown(candidate.slot, 400));
    return std::move(slot->content);
}

Result<void> beginRecovery(const RecoveryCandidate& candidate)
{
    return changeAbout(candidate.folder, [](About& about) { ++about.attempts; });
}

Result<void> discardRecovery(const RecoveryCandidate& candidate)
{
    return changeAbout(candidate.folder, [](About& about) {
        about.discardedAt = static_cast<std::int64_t>(std::time(nullptr));
    });
}

std::size_t removeOldDiscarded(const std::string& state)
{
    std::size_t removed = 0;
    for (const std::string& folder : recoveryFolders(state)) {
        const auto about = readAbout(folder);
        if (!about || about->discardedAt == 0
            || about->discardedAt > static_cast<std::int64_t>(std::time(nullptr)) - keptDiscarded)
            continue;
        if (about->owner && stateOf(*about->owner) != ProcessState::Dead)
            continue;
        removeFolder(folder);
        ++removed;
    }
    return removed;
}

} // namespace colonnade::model

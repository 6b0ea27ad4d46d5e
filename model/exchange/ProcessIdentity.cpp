#include "model/exchange/ProcessIdentity.h"

#include "model/exchange/JsonWriter.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace colonnade::model {

namespace {

/// The beginning of a file of the system, which says no size; empty if it cannot be read.
std::string systemFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return {};
    std::array<char, 4096> buffer{};
    const ssize_t size = ::read(file, buffer.data(), buffer.size());
    ::close(file);
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string{};
}

std::string firstLine(const std::string& path)
{
    const std::string text = systemFile(path);
    return text.substr(0, text.find('\n'));
}

struct ProcessEntry {
    char state = 0;
    std::int64_t startTime = 0;
};

/// From /proc/PID/stat (proc(5)): the state is the first field behind the name in parentheses, the
/// start time the 20th.
std::optional<ProcessEntry> entryOf(std::int64_t pid)
{
    const std::string text = systemFile(fmt::format("/proc/{}/stat", pid));
    const auto nameEnd = text.rfind(')');
    if (nameEnd == std::string::npos || nameEnd + 2 >= text.size())
        return std::nullopt;
    ProcessEntry entry{.state = text[nameEnd + 2]};
    std::size_t at = nameEnd + 2;
    for (int field = 1; field < 20; ++field) {
        at = text.find(' ', at);
        if (at == std::string::npos)
            return std::nullopt;
        ++at;
    }
    entry.startTime =
        wholeFrom(std::string_view{text}.substr(at, text.find(' ', at) - at)).value_or(0);
    return entry;
}

} // namespace

ProcessIdentity ProcessIdentity::current()
{
    std::array<char, HOST_NAME_MAX + 1> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0)
        host[0] = '\0';
    const std::int64_t pid = ::getpid();
    const auto entry = entryOf(pid);
    return {.host = host.data(),
            .machine = firstLine("/etc/machine-id"),
            .bootId = firstLine("/proc/sys/kernel/random/boot_id"),
            .pid = pid,
            .startTime = entry ? entry->startTime : 0};
}

ProcessState stateOf(const ProcessIdentity& process)
{
    const ProcessIdentity here = ProcessIdentity::current();
    if (process.host != here.host || process.machine != here.machine)
        return ProcessState::Elsewhere;
    if (process.bootId != here.bootId)
        return ProcessState::Dead;
    if (process.pid <= 0 || process.pid > INT_MAX)
        return ProcessState::Dead;
    if (::kill(static_cast<pid_t>(process.pid), 0) != 0 && errno == ESRCH)
        return ProcessState::Dead;
    const auto entry = entryOf(process.pid);
    if (!entry)
        return ProcessState::Living; // It answers, and the system shows no more about it.
    const bool isGone = entry->state == 'Z' || entry->state == 'X';
    const bool isAnother = process.startTime != 0 && entry->startTime != process.startTime;
    return isGone || isAnother ? ProcessState::Dead : ProcessState::Living;
}

void write(JsonWriter& json, const ProcessIdentity& process)
{
    json.beginObject();
    json.entry("host", std::string_view{process.host});
    json.entry("machine", std::string_view{process.machine});
    json.entry("boot_id", std::string_view{process.bootId});
    json.entry("pid", process.pid);
    json.entry("start_ticks", process.startTime);
    json.end();
}

std::optional<ProcessIdentity> processIdentityFrom(const nlohmann::json& json)
{
    const auto text = [&](const char* key) -> const std::string* {
        const auto at = json.find(key);
        return at != json.end() ? at->get_ptr<const std::string*>() : nullptr;
    };
    const auto whole = [&](const char* key) -> std::optional<std::int64_t> {
        const auto at = json.find(key);
        return at != json.end() && at->is_number_integer() ? std::optional{at->get<std::int64_t>()}
                                                           : std::nullopt;
    };
    if (!json.is_object())
        return std::nullopt;
    const std::string* const host = text("host");
    const std::string* const machine = text("machine");
    const std::string* const bootId = text("boot_id");
    const auto pid = whole("pid");
    const auto startTime = whole("start_ticks");
    if (host == nullptr || machine == nullptr || bootId == nullptr || !pid || !startTime)
        return std::nullopt;
    return ProcessIdentity{.host = *host,
                           .machine = *machine,
                           .bootId = *bootId,
                           .pid = *pid,
                           .startTime = *startTime};
}

} // namespace colonnade::model

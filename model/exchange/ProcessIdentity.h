#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace colonnade::model {

class JsonWriter;

/// One run of a program on one machine, so that a file can say whose it is.
struct ProcessIdentity {
    std::string host; ///< Name of the machine, for people.
    std::string machine; ///< Its lasting id; may be empty.
    std::string bootId; ///< Of this start of the machine; may be empty.
    std::int64_t pid = 0;
    std::int64_t startTime =
        0; ///< Of the process, in clock ticks since the machine's start; 0 unknown.
    bool operator==(const ProcessIdentity&) const = default;

    static ProcessIdentity current();
};

enum class ProcessState : std::uint8_t {
    Living,
    Dead,
    Elsewhere ///< On another machine; nobody here can tell.
};

/// A process that has ended, was started before the machine's last start, or whose number belongs
/// to another one by now, is dead.
ProcessState stateOf(const ProcessIdentity& process);

/// Writes an object.
void write(JsonWriter& json, const ProcessIdentity& process);
/// Nothing where `json` is no such object.
std::optional<ProcessIdentity> processIdentityFrom(const nlohmann::json& json);

} // namespace colonnade::model

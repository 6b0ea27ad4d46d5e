#pragma once

#include "model/exchange/ProcessIdentity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// Says to other programs that a document is open for editing: a file `.NAME.lock` beside it. Taken
/// by whoever will save; reading needs none.
///
/// Advice, not proof: whether a file may be replaced is decided when it is saved
/// (`SaveOptions::known`), since a lock on a share can be lost.
class DocumentLock {
public:
    struct Holder {
        std::optional<ProcessIdentity> process; ///< Nothing where the lock cannot be read.
        std::string user;
        std::int64_t since = 0; ///< Seconds since 1970 (UTC).
    };
    enum class Outcome : std::uint8_t {
        Taken,
        Held, ///< By `holder`: open for reading only, and say so.
        Impossible ///< The folder takes no file; neither would a save.
    };
    struct Attempt;

    /// Takes the lock of `path`. One whose holder has died on this machine is taken over without a
    /// question.
    static Attempt take(const std::string& path);
    /// Takes it whoever has it, after the user has said "open anyway".
    static Attempt takeAnyway(const std::string& path);

    DocumentLock(DocumentLock&&) noexcept;
    DocumentLock& operator=(DocumentLock&&) noexcept;
    /// Gives the lock back, if it is still ours.
    ~DocumentLock();

    [[nodiscard]] const std::string& file() const { return m_file; }

private:
    DocumentLock(std::string file, std::string content)
        : m_file{std::move(file)}, m_content{std::move(content)}
    {
    }
    void release() noexcept;

    std::string m_file;
    std::string m_content; // Tells our lock from that of another; numbers of files are used again.
};

struct DocumentLock::Attempt {
    Outcome outcome = Outcome::Impossible;
    std::optional<DocumentLock> lock; ///< For `Taken`.
    std::optional<Holder> holder; ///< For `Held`.
    std::string message; ///< One sentence; empty for `Taken`.
};

/// The name of the lock file of `path`, links followed.
std::string lockFileOf(const std::string& path);

} // namespace colonnade::model

#pragma once

#include "model/exchange/ProcessIdentity.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// `$XDG_STATE_HOME/colonnade`, or `~/.local/state/colonnade`. Not made yet.
std::string stateFolder();

/// What an unsaved content belongs to.
struct RecoveryDocument {
    std::string path; ///< The user's file; empty for a document that was never saved.
    Stamp stamp; ///< Of that file as last read or saved.
    bool operator==(const RecoveryDocument&) const = default;
};

struct RecoveryCandidate;

/// Where the unsaved content of one open document is kept: `STATE/recovery/ID/` with the contents
/// `a.colonnade` and `b.colonnade`, written in turn, and `about.json`, which says whose they are.
///
/// Each content begins with a line (a comment of YAML) that holds its number and its SHA-256, so
/// that a content and what vouches for it are replaced in one step. Time stamps decide nothing.
/// Nothing here touches the user's file. Destroying the object leaves the folder, as a crash does.
class RecoveryFolder {
public:
    /// A new folder, readable by nobody else. `version` is that of the program.
    static Result<RecoveryFolder> create(const std::string& state, const RecoveryDocument& document,
                                         const std::string& version,
                                         const FileCalls& calls = realFileCalls());
    /// Goes on in the folder of a candidate, which has been recovered; fails where another program
    /// did so meanwhile.
    static Result<RecoveryFolder> resume(const RecoveryCandidate& candidate,
                                         const std::string& version,
                                         const FileCalls& calls = realFileCalls());

    /// Keeps `content`, which is `edits` edits beyond the user's file. On failure the content
    /// before is still there.
    Result<void> store(std::string_view content, std::uint64_t edits);
    /// The document is saved (`Saved::Yes`), or has got another name: what was kept for it is
    /// removed.
    Result<void> documentSaved(const RecoveryDocument& document);
    /// The document is closed; removes the folder.
    void remove();

    [[nodiscard]] const std::string& folder() const { return m_folder; }

private:
    RecoveryFolder(std::string folder, std::string version, const FileCalls& calls)
        : m_folder{std::move(folder)}, m_version{std::move(version)}, m_calls{&calls}
    {
    }
    Result<void> writeAbout();

    std::string m_folder;
    std::string m_version;
    const FileCalls* m_calls;
    RecoveryDocument m_document;
    std::uint64_t m_sequence = 0; // Of the content stored last.
    bool m_nextIsB = false;
    std::int64_t m_attempts = 0;
};

/// Content that somebody can have back.
struct RecoveryCandidate {
    std::string folder;
    std::string slot; ///< The file with the content.
    RecoveryDocument document;
    std::string version; ///< Of the program that kept it; may be empty.
    std::uint64_t sequence = 0; ///< How often the document's content had been kept.
    std::uint64_t edits = 0; ///< Beyond the user's file.
    std::int64_t keptAt = 0; ///< Seconds since 1970 (UTC), to be shown; decides nothing.
    std::int64_t attempts = 0; ///< Starts in a row that began to open it and did not come back.
    bool isDiscarded = false; ///< The user did not want it; it stays for 30 days.

    /// Two starts have failed with it: say where it is, offer to export it, do not open it.
    [[nodiscard]] bool isDangerous() const { return attempts >= 2; }
};

struct RecoveryScan {
    std::vector<RecoveryCandidate> candidates; ///< By folder.
    std::vector<std::string>
        damaged; ///< Folders of dead owners whose contents are not whole. They stay.
};

/// Looks through all folders whose owner is no longer alive on this machine. Of two contents the
/// one with the higher number that reads back whole is chosen. Empty folders of dead owners are
/// removed.
RecoveryScan findRecoveries(const std::string& state);

/// The content, checked again.
Result<std::string> recoveredContent(const RecoveryCandidate& candidate);

/// To be called before the content is opened, so that two crashes in a row are noticed. The first
/// content stored after `resume` takes it back.
Result<void> beginRecovery(const RecoveryCandidate& candidate);

/// The user does not want it. It is kept for 30 days.
Result<void> discardRecovery(const RecoveryCandidate& candidate);

/// Removes what was discarded more than 30 days ago. Answers how many folders.
std::size_t removeOldDiscarded(const std::string& state);

} // namespace colonnade::model

#include "model/exchange/Recovery.h"

#include "tests/support/Forked.h"
#include "tests/support/Print.h"

#include <QStringList>
#include <QTest>

#include <QDir>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <ctime>
#include <fstream>
#include <sstream>

using namespace colonnade::model;

namespace {

std::string contentOf(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void put(const std::string& path, const std::string& content)
{
    std::ofstream{path, std::ios::binary} << content;
}

void replaceIn(const std::string& path, const std::string& from, const std::string& to)
{
    std::string content = contentOf(path);
    const auto at = content.find(from);
    if (at == std::string::npos)
        qFatal("'%s' is not in '%s'", from.c_str(), path.c_str());
    put(path, content.replace(at, from.size(), to));
}

int failAt = 0;
int failCount = 0;

/// The real calls, of which the n-th that writes fails.
const FileCalls& failingCalls()
{
    static const FileCalls calls = [] {
        FileCalls some = realFileCalls();
        some.write = [](int file, const void* from, std::size_t size) -> ssize_t {
            if (++failCount == failAt) {
                errno = ENOSPC;
                return -1;
            }
            return realFileCalls().write(file, from, size);
        };
        some.fsync = [](int file) {
            if (++failCount == failAt) {
                errno = EIO;
                return -1;
            }
            return realFileCalls().fsync(file);
        };
        some.rename = [](int folder, const char* from, const char* to, bool mustBeNew) {
            if (++failCount == failAt) {
                errno = EIO;
                return -1;
            }
            return realFileCalls().rename(folder, from, to, mustBeNew);
        };
        return some;
    }();
    return calls;
}

} // namespace

class RecoveryTest : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_home;
    std::string m_state;
    const RecoveryDocument m_document{.path = "/home/anna/hall \u00fc.colonnade",
                                      .stamp = {.device = 1,
                                                .inode = std::uint64_t{1} << 63,
                                                .size = 12,
                                                .seconds = 1'700'000'000,
                                                .nanoseconds = 5,
                                                .sha256 = std::string(64, 'a')}};

    /// Keeps the contents in turn in a process that then dies.
    void keepAndDie(const std::vector<std::string>& contents) const
    {
        runAndDie([&] {
            auto folder = RecoveryFolder::create(m_state, m_document, "0.1");
            if (!folder)
                return 1;
            for (std::size_t i = 0; i < contents.size(); ++i) {
                if (!folder->store(contents[i], i + 1))
                    return 2;
            }
            return 0;
        });
    }
    [[nodiscard]] RecoveryCandidate onlyCandidate() const
    {
        const RecoveryScan scan = findRecoveries(m_state);
        if (scan.candidates.size() != 1)
            qFatal("%zu candidates", scan.candidates.size());
        return scan.candidates.front();
    }

private slots:
    void init()
    {
        m_home.emplace();
        QVERIFY(m_home->isValid());
        m_state = m_home->filePath("state/colonnade").toStdString();
        failAt = 0;
        failCount = 0;
    }

    void theStateFolderIsThatOfTheDesktop()
    {
        qputenv("XDG_STATE_HOME", "/x/state");
        QCOMPARE(stateFolder(), std::string{"/x/state/colonnade"});
        qputenv("XDG_STATE_HOME", "relative");
        qputenv("HOME", "/home/anna");
        QCOMPARE(stateFolder(), std::string{"/home/anna/.local/state/colonnade"});
        qunsetenv("XDG_STATE_HOME");
        QCOMPARE(stateFolder(), std::string{"/home/anna/.local/state/colonnade"});
    }

    void whatAKilledProgramKeptIsFound()
    {
        keepAndDie({"one\n...\n", "two\n...\n", "three\n...\n"});
        const RecoveryScan scan = findRecoveries(m_state);
        QCOMPARE(scan.candidates.size(), std::size_t{1});
        QVERIFY(scan.damaged.empty());
        const RecoveryCandidate& candidate = scan.candidates.front();
        QVERIFY(candidate.document == m_document);
        QCOMPARE(candidate.version, std::string{"0.1"});
        QCOMPARE(candidate.sequence, std::uint64_t{3});
        QCOMPARE(candidate.edits, std::uint64_t{3});
        QVERIFY(std::abs(candidate.keptAt - static_cast<std::int64_t>(std::time(nullptr))) < 100);
        QCOMPARE(candidate.attempts, std::int64_t{0});
        QVERIFY(!candidate.isDiscarded);
        QCOMPARE(recoveredContent(candidate).value(), std::string{"three\n...\n"});
    }

    void whatARunningProgramKeepsIsLeftAlone()
    {
        auto folder = RecoveryFolder::create(m_state, m_document, "0.1");
        QVERIFY(folder);
        QVERIFY(folder->store("content", 1));
        QVERIFY(findRecoveries(m_state).candidates.empty());
        QVERIFY(QDir{QString::fromStdString(folder->folder())}.exists());
    }

    void nobodyElseCanLookInside()
    {
        const auto folder = RecoveryFolder::create(m_state, m_document, "0.1");
        struct stat status {};
        QVERIFY(::stat(folder->folder().c_str(), &status) == 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0700});
    }

    void whatAnotherMachineKeepsIsLeftAlone()
    {
        keepAndDie({"one"});
        const RecoveryCandidate candidate = onlyCandidate();
        const std::string about = candidate.folder + "/about.json";
        replaceIn(about, "\"host\": \"", "\"host\": \"other-");
        QVERIFY(findRecoveries(m_state).candidates.empty());
        QVERIFY(!discardRecovery(candidate));
        QVERIFY(!RecoveryFolder::resume(candidate, "0.1"));
    }

    void aProcessNumberUsedAgainIsAnotherProcess()
    {
        auto folder = RecoveryFolder::create(m_state, m_document, "0.1");
        QVERIFY(folder && folder->store("content", 1));
        QVERIFY(findRecoveries(m_state).candidates.empty());
        const std::string about = folder->folder() + "/about.json";
        const std::string whole = contentOf(about);
        replaceIn(about, "\"start_ticks\": ", "\"start_ticks\": 1");
        QCOMPARE(findRecoveries(m_state).candidates.size(), std::size_t{1});
        put(about, whole);
        replaceIn(about, "\"boot_id\": \"", "\"boot_id\": \"0");
        QCOMPARE(findRecoveries(m_state).candidates.size(), std::size_t{1});
    }

    void theNewestWholeContentIsChosenWhateverTheTimes()
    {
        keepAndDie({"one", "two", "three"});
        const RecoveryCandidate newest = onlyCandidate();
        const std::string older = newest.folder
            + (newest.slot.ends_with("a.colonnade") ? "/b.colonnade" : "/a.colonnade");
        const timespec future[2]{{4'000'000'000, 0}, {4'000'000'000, 0}};
        QVERIFY(::utimensat(AT_FDCWD, older.c_str(), future, 0) == 0);
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"three"});

        // Cut off, altered, emptied, filled with zeros: each time the one before is taken.
        const std::string whole = contentOf(newest.slot);
        std::string flipped = whole;
        flipped.back() = 'x';
        for (const std::string& damaged :
             {whole.substr(0, whole.size() - 1), flipped, std::string{},
              std::string(whole.size(), '\0'), whole + "x", whole.substr(0, 20)}) {
            put(newest.slot, damaged);
            QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"two"});
            QCOMPARE(onlyCandidate().sequence, std::uint64_t{2});
            QVERIFY(!recoveredContent(newest));
        }

        put(older, "x");
        const RecoveryScan scan = findRecoveries(m_state);
        QVERIFY(scan.candidates.empty());
        QCOMPARE(scan.damaged, std::vector<std::string>{newest.folder});
    }

    void contentIsFoundWithoutItsDescription()
    {
        keepAndDie({"one"});
        const std::string about = onlyCandidate().folder + "/about.json";
        for (const char* damaged : {"", "{", "[]", "{\"format\": 2}", "{\"format\": 1}"}) {
            put(about, damaged);
            const RecoveryCandidate candidate = onlyCandidate();
            QVERIFY(candidate.document.path.empty());
            QCOMPARE(recoveredContent(candidate).value(), std::string{"one"});
        }
        ::unlink(about.c_str());
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"one"});
    }

    void aCallThatFailsCostsAtMostTheContentItWasToKeep()
    {
        for (int at = 1; at < 12; ++at) {
            auto folder = RecoveryFolder::create(m_state, m_document, "0.1", failingCalls());
            failAt = 0;
            QVERIFY(folder->store("one", 1));
            QVERIFY(folder->store("two", 2));
            failCount = 0;
            failAt = at;
            const bool stored = folder->store("three", 3).has_value();
            failAt = 0;
            const std::string about = folder->folder() + "/about.json";
            replaceIn(about, "\"boot_id\": \"", "\"boot_id\": \"0");
            const std::string found = recoveredContent(onlyCandidate()).value();
            QVERIFY(stored ? found == "three" : (found == "two" || found == "three"));
            folder->remove();
            QVERIFY(findRecoveries(m_state).candidates.empty());
        }
    }

    void afterASaveNothingIsKept()
    {
        auto folder = RecoveryFolder::create(m_state, {}, "0.1");
        QVERIFY(folder->store("one", 1));
        QVERIFY(folder->documentSaved(m_document));
        const std::string about = contentOf(folder->folder() + "/about.json");
        QVERIFY(about.find("hall \u00fc.colonnade") != std::string::npos);
        QCOMPARE(QDir{QString::fromStdString(folder->folder())}.entryList(QDir::Files),
                 QStringList{"about.json"});
        QVERIFY(folder->store("two", 1));
        folder->remove();
        QVERIFY(!QDir{QString::fromStdString(folder->folder())}.exists());
    }

    void anEmptyFolderOfADeadProgramIsRemoved()
    {
        keepAndDie({});
        const RecoveryScan scan = findRecoveries(m_state);
        QVERIFY(scan.candidates.empty() && scan.damaged.empty());
        QVERIFY(QDir{QString::fromStdString(m_state + "/recovery")}.isEmpty());
    }

    void aRecoveredDocumentGoesOnInItsFolder()
    {
        keepAndDie({"one", "two"});
        const RecoveryCandidate candidate = onlyCandidate();
        QVERIFY(beginRecovery(candidate));
        auto folder = RecoveryFolder::resume(candidate, "0.2");
        QVERIFY(folder);
        QVERIFY(findRecoveries(m_state).candidates.empty());
        // The content that was recovered stays until the next is in place.
        QVERIFY(folder->store("three", 3));
        QVERIFY(contentOf(candidate.slot).ends_with("\ntwo"));
        replaceIn(candidate.folder + "/about.json", "\"boot_id\": \"", "\"boot_id\": \"0");
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"three"});
        QCOMPARE(onlyCandidate().attempts, std::int64_t{0});
        QCOMPARE(onlyCandidate().version, std::string{"0.2"});
        QVERIFY(onlyCandidate().document == m_document);
    }

    void twoFailedStartsMakeItDangerous()
    {
        keepAndDie({"one"});
        QVERIFY(beginRecovery(onlyCandidate()));
        QVERIFY(!onlyCandidate().isDangerous());
        QVERIFY(beginRecovery(onlyCandidate()));
        QVERIFY(onlyCandidate().isDangerous());
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"one"});
    }

    void onlyOneProgramRecovers()
    {
        keepAndDie({"one"});
        const RecoveryCandidate candidate = onlyCandidate();
        auto mine = RecoveryFolder::resume(candidate, "0.1");
        QVERIFY(mine);
        const int other =
            runAndDie([&] { return RecoveryFolder::resume(candidate, "0.1") ? 1 : 7; });
        QCOMPARE(other, 7);
    }

    void whatIsDiscardedStaysForThirtyDays()
    {
        keepAndDie({"one"});
        QVERIFY(discardRecovery(onlyCandidate()));
        QVERIFY(onlyCandidate().isDiscarded);
        QCOMPARE(removeOldDiscarded(m_state), std::size_t{0});
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"one"});
        const std::string now = fmt::format("{}", std::time(nullptr)).substr(0, 6);
        replaceIn(onlyCandidate().folder + "/about.json", "\"discarded_at\": " + now,
                  "\"discarded_at\": 100000");
        put(onlyCandidate().folder + "/notes.txt", "not ours");
        QCOMPARE(removeOldDiscarded(m_state), std::size_t{1});
        QVERIFY(findRecoveries(m_state).candidates.empty());
        const QString root = QString::fromStdString(m_state + "/recovery");
        const QString folder = QDir{root}.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
        QCOMPARE(QDir{root + "/" + folder}.entryList(QDir::Files), QStringList{"notes.txt"});
    }

    void whatIsNotOursIsNotTouched()
    {
        keepAndDie({"one"});
        const std::string root = m_state + "/recovery";
        QDir{QString::fromStdString(root)}.mkdir("my-things");
        put(root + "/my-things/a.colonnade", "mine");
        QVERIFY(::symlink("/", (root + "/0123456789abcdef").c_str()) == 0);
        QCOMPARE(findRecoveries(m_state).candidates.size(), std::size_t{1});
        QCOMPARE(removeOldDiscarded(m_state), std::size_t{0});
        QCOMPARE(contentOf(root + "/my-things/a.colonnade"), std::string{"mine"});
    }

    void aContentTooLargeIsRefusedAndTheOneBeforeStays()
    {
        auto folder = RecoveryFolder::create(m_state, {}, "0.1");
        QVERIFY(folder->store("one", 1));
        QVERIFY(!folder->store(std::string((64u << 20) + 1, 'x'), 2));
        replaceIn(folder->folder() + "/about.json", "\"boot_id\": \"", "\"boot_id\": \"0");
        QCOMPARE(recoveredContent(onlyCandidate()).value(), std::string{"one"});
    }
};

QTEST_APPLESS_MAIN(RecoveryTest)
#include "tst_Recovery.moc"

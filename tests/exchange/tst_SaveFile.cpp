#include "model/exchange/SaveFile.h"
#include "model/exchange/Sha256.h"

#include "tests/support/Print.h"

#include <QByteArray>
#include <QFileInfo>
#include <QStringList>
#include <QTest>

#include <QDir>
#include <QTemporaryDir>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>

using namespace colonnade::model;

namespace {

/// Which call fails, how; counts all calls.
struct Fault {
    int at = 0;
    int error = EIO;
    bool forEver = false;
    bool isShort = false;
    bool lies = false; ///< A write that says it took all, and took half.
    int count = 0;
    int waited = 0;

    bool strikes()
    {
        ++count;
        if (at == 0 || !(count == at || (forEver && count > at)))
            return false;
        errno = error;
        return !isShort && !lies;
    }
    [[nodiscard]] bool isHere() const { return count == at; }
};
Fault fault;

/// The real calls, of which one fails.
const FileCalls& failingCalls()
{
    static const FileCalls calls{
        .open =
            [](int folder, const char* name, int flags, mode_t mode) {
                return fault.strikes() ? -1 : realFileCalls().open(folder, name, flags, mode);
            },
        .close =
            [](int file) {
                const bool fails = fault.strikes();
                const int error = errno;
                const int result = realFileCalls().close(file);
                errno = error;
                return fails ? -1 : result;
            },
        .read =
            [](int file, void* to, std::size_t size) {
                return fault.strikes() ? -1 : realFileCalls().read(file, to, size);
            },
        .write = [](int file, const void* from, std::size_t size) -> ssize_t {
            if (fault.strikes())
                return -1;
            const bool half = fault.isHere() && (fault.isShort || fault.lies);
            const ssize_t written = realFileCalls().write(file, from, half ? size / 2 : size);
            return half && fault.lies ? static_cast<ssize_t>(size) : written;
        },
        .fsync = [](int file) { return fault.strikes() ? -1 : realFileCalls().fsync(file); },
        .fstat =
            [](int file, struct stat* to) {
                return fault.strikes() ? -1 : realFileCalls().fstat(file, to);
            },
        .fstatat =
            [](int folder, const char* name, struct stat* to, int flags) {
                return fault.strikes() ? -1 : realFileCalls().fstatat(folder, name, to, flags);
            },
        .fchown =
            [](int file, uid_t user, gid_t group) {
                return fault.strikes() ? -1 : realFileCalls().fchown(file, user, group);
            },
        .fchmod =
            [](int file, mode_t mode) {
                return fault.strikes() ? -1 : realFileCalls().fchmod(file, mode);
            },
        .fsetxattr =
            [](int file, const char* name, const void* value, std::size_t size, int flags) {
                return fault.strikes() ? -1
                                       : realFileCalls().fsetxattr(file, name, value, size, flags);
            },
        .rename =
            [](int folder, const char* from, const char* to, bool mustBeNew) {
                return fault.strikes() ? -1 : realFileCalls().rename(folder, from, to, mustBeNew);
            },
        .unlink =
            [](int folder, const char* name) {
                return fault.strikes() ? -1 : realFileCalls().unlink(folder, name);
            },
        .wait = [](int milliseconds) { fault.waited += milliseconds; }};
    return calls;
}

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

mode_t modeOf(const std::string& path)
{
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

class SaveFileTest : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    [[nodiscard]] std::string path(const char* name = "hall.colonnade") const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir{m_folder->path()}.entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                                | QDir::NoDotAndDotDot);
    }

private slots:
    void init()
    {
        fault = {};
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
    }

    void aNewFileIsMade()
    {
        const SaveReport report = saveFile(path(), "content");
        QCOMPARE(report.saved, Saved::Yes);
        QVERIFY(report.message.empty());
        QVERIFY(report.result());
        QCOMPARE(contentOf(path()), std::string{"content"});
        QCOMPARE(names(), QStringList{"hall.colonnade"});
    }

    void anEmptyFileAndALargeOneAreSavedWhole()
    {
        QCOMPARE(saveFile(path(), "").saved, Saved::Yes);
        QCOMPARE(contentOf(path()), std::string{});
        const std::string large(17u << 20, 'x');
        const SaveReport report = saveFile(path(), large);
        QCOMPARE(report.saved, Saved::Yes);
        QVERIFY(report.stamp.sha256.empty());
        QVERIFY(contentOf(path()) == large);
    }

    void theReportHoldsTheStampOfTheNextReading()
    {
        const SaveReport report = saveFile(path(), "content");
        const auto read = readFile(path(), 100);
        QVERIFY(read);
        QCOMPARE(read->bytes, std::string{"content"});
        QVERIFY(read->stamp == report.stamp);
        QCOMPARE(report.stamp.sha256,
                 std::string{"ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"});
    }

    void modeAndAttributesAreKept()
    {
        put(path(), "old");
        ::chmod(path().c_str(), 0640);
        const bool hasAttributes = ::setxattr(path().c_str(), "user.colour", "red", 3, 0) == 0;
        const SaveReport report = saveFile(path(), "new");
        QCOMPARE(report.saved, Saved::Yes);
        QCOMPARE(modeOf(path()), mode_t{0640});
        if (hasAttributes) {
            std::array<char, 8> value{};
            QCOMPARE(::getxattr(path().c_str(), "user.colour", value.data(), value.size()),
                     ssize_t{3});
            QCOMPARE(std::string(value.data()), std::string{"red"});
        }
    }

    void aLinkIsFollowedAndStays()
    {
        put(path(), "old");
        QVERIFY(::symlink("hall.colonnade", path("link").c_str()) == 0);
        QCOMPARE(saveFile(path("link"), "new").saved, Saved::Yes);
        QCOMPARE(contentOf(path()), std::string{"new"});
        QCOMPARE(names(), (QStringList{"hall.colonnade", "link"}));
        QVERIFY(QFileInfo{QString::fromStdString(path("link"))}.isSymLink());
    }

    void aLinkToNothingIsRefused()
    {
        QVERIFY(::symlink("nowhere", path("link").c_str()) == 0);
        const SaveReport report = saveFile(path("link"), "new");
        QCOMPARE(report.saved, Saved::No);
        QCOMPARE(
            report.message,
            fmt::format(
                "Cannot save '{}': it is a link that leads nowhere (No such file or directory).",
                path("link")));
    }

    void onlyRegularFilesAreReplacedOrRead()
    {
        QVERIFY(::mkfifo(path("pipe").c_str(), 0600) == 0);
        QCOMPARE(saveFile(path("pipe"), "new").saved, Saved::No);
        QVERIFY(!readFile(path("pipe"), 100)); // and does not wait for a writer
        QVERIFY(!readFile(m_folder->path().toStdString(), 100));
        QVERIFY(!readFile("/dev/zero", 100));
        QCOMPARE(saveFile(m_folder->path().toStdString(), "new").saved, Saved::No);
        QCOMPARE(saveFile(path("none/x"), "new").saved, Saved::No);
        QCOMPARE(saveFile("", "new").saved, Saved::No);
        QCOMPARE(saveFile(std::string("a\0b", 3), "new").saved, Saved::No);
    }

    void aFileWithOtherNamesIsAskedAbout()
    {
        put(path(), "old");
        QVERIFY(::link(path().c_str(), path("other").c_str()) == 0);
        QCOMPARE(saveFile(path(), "new").saved, Saved::HardLinked);
        QCOMPARE(contentOf(path()), std::string{"old"});
        QCOMPARE(saveFile(path(), "new", {.splitHardLinks = true}).saved, Saved::Yes);
        QCOMPARE(contentOf(path("other")), std::string{"old"});
    }

    void aFileThatMustBeNewReplacesNothing()
    {
        put(path(), "old");
        QCOMPARE(saveFile(path(), "new", {.mustBeNew = true}).saved, Saved::Exists);
        QCOMPARE(contentOf(path()), std::string{"old"});
        QCOMPARE(saveFile(path("fresh"), "new", {.mustBeNew = true}).saved, Saved::Yes);
        QCOMPARE(names(), (QStringList{"fresh", "hall.colonnade"}));
    }

    void aFileThatSomebodyElseChangedIsNotReplaced()
    {
        put(path(), "old");
        const Stamp known = readFile(path(), 100)->stamp;
        put(path(), "two");
        // As a share with coarse times would show it.
        const timespec times[2]{{known.seconds, known.nanoseconds},
                                {known.seconds, known.nanoseconds}};
        QVERIFY(::utimensat(AT_FDCWD, path().c_str(), times, 0) == 0);
        const SaveReport report = saveFile(path(), "new", {.known = &known});
        QCOMPARE(report.saved, Saved::Changed);
        QVERIFY(!report.isInPlace());
        QCOMPARE(contentOf(path()), std::string{"two"});
        QCOMPARE(names(), QStringList{"hall.colonnade"});

        ::unlink(path().c_str());
        QCOMPARE(saveFile(path(), "new", {.known = &known}).saved, Saved::Changed);
        QVERIFY(names().isEmpty());
    }

    void aTouchedFileIsNotAChangedOne()
    {
        put(path(), "old");
        const Stamp known = readFile(path(), 100)->stamp;
        put(path("copy"), "old");
        QVERIFY(::rename(path("copy").c_str(), path().c_str()) == 0);
        QVERIFY(isUnchanged(path(), known));
        QCOMPARE(saveFile(path(), "new", {.known = &known}).saved, Saved::Yes);
    }

    void savesFollowOneAnother()
    {
        Stamp known = saveFile(path(), "0").stamp;
        for (int i = 1; i < 20; ++i) {
            const SaveReport report = saveFile(path(), fmt::format("{}", i), {.known = &known});
            QCOMPARE(report.saved, Saved::Yes);
            known = report.stamp;
        }
        QCOMPARE(contentOf(path()), std::string{"19"});
    }

    void eachCallThatFailsLeavesTheOldOrTheNewContent_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("forEver");
        QTest::addColumn<bool>("exists");
        for (const int error : {ENOSPC, EIO, EACCES, EINTR, EROFS, EDQUOT, EBUSY}) {
            for (const bool forEver : {false, true}) {
                for (const bool exists : {false, true})
                    QTest::newRow(fmt::format("{} {} {}", ::strerrorname_np(error),
                                              forEver ? "for ever" : "once",
                                              exists ? "old file" : "new file")
                                      .c_str())
                        << error << forEver << exists;
            }
        }
    }

    void eachCallThatFailsLeavesTheOldOrTheNewContent()
    {
        QFETCH(int, error);
        QFETCH(bool, forEver);
        QFETCH(bool, exists);
        const std::string before(5'000, 'o');
        const std::string after(2'500'000, 'n');
        int calls = 0;
        for (int at = 0; at <= calls; ++at) {
            QTemporaryDir folder;
            const std::string file = folder.filePath("x").toStdString();
            std::optional<Stamp> known;
            if (exists) {
                put(file, before);
                ::chmod(file.c_str(), 0640);
                known = readFile(file, 10'000)->stamp;
            }
            fault = {.at = at, .error = error, .forEver = forEver};
            const SaveReport report =
                saveFile(file, after, {.known = known ? &*known : nullptr}, failingCalls());
            const QByteArray where =
                QByteArray::fromStdString(fmt::format("call {}: {}", at, report.message));
            if (at == 0) {
                QCOMPARE(report.saved, Saved::Yes);
                calls = fault.count;
                QVERIFY(calls >= 12);
            }
            const std::string now = contentOf(file);
            if (report.isInPlace())
                QVERIFY2(now == after, where.constData());
            else
                QVERIFY2(now == (exists ? before : std::string{}), where.constData());
            QVERIFY2((report.saved == Saved::Yes) == report.message.empty(), where.constData());
            if (exists)
                QVERIFY2(modeOf(file) == 0640, where.constData());
            const auto left = QDir{folder.path()}.entryList(QDir::Files | QDir::Hidden);
            // Where the clean-up fails as well, its own unfinished file may stay.
            if (!forEver)
                QVERIFY2(
                    left == (now.empty() && !report.isInPlace() ? QStringList{} : QStringList{"x"}),
                    where.constData());
            else
                QVERIFY2(left.size() <= 2, where.constData());
            QVERIFY(fault.waited <= 300);
        }
    }

    void aShortWriteGoesOnAndALyingOneIsNoticed()
    {
        put(path(), "old");
        const std::string content(3'000'000, 'n');
        fault = {};
        saveFile(path("count"), content, {}, failingCalls());
        const int calls = fault.count;
        for (int at = 1; at <= calls; ++at) {
            fault = {.at = at, .isShort = true};
            QCOMPARE(saveFile(path(), content, {}, failingCalls()).saved, Saved::Yes);
            QVERIFY(contentOf(path()) == content);
        }
        int noticed = 0;
        for (int at = 1; at <= calls; ++at) {
            put(path(), "old");
            fault = {.at = at, .lies = true};
            const SaveReport report = saveFile(path(), content, {}, failingCalls());
            QVERIFY(contentOf(path()) == (report.isInPlace() ? content : "old"));
            noticed += report.isInPlace() ? 0 : 1;
        }
        QCOMPARE(noticed, 3); // writes of 1 MiB, 1 MiB and the rest
    }

    void aDiskThatDoesNotConfirmTheNameIsReported()
    {
        fault = {};
        saveFile(path("count"), "x", {}, failingCalls());
        const int calls = fault.count;
        bool seen = false;
        for (int at = 1; at <= calls; ++at) {
            fault = {.at = at, .error = EIO};
            const SaveReport report =
                saveFile(path(fmt::format("f{}", at).c_str()), "x", {}, failingCalls());
            if (report.saved != Saved::NotDurable)
                continue;
            seen = true;
            QVERIFY(report.isInPlace());
            QVERIFY(!report.result());
            QVERIFY(report.message.find(
                        "is saved, but the disk has not confirmed it (Input/output error)")
                    != std::string::npos);
        }
        QVERIFY(seen);
    }

    void aBusyShareIsTriedThreeTimes()
    {
        put(path(), "old");
        fault = {};
        saveFile(path(), "new", {}, failingCalls());
        const int rename = fault.count - 2; // then the folder is flushed and closed
        fault = {.at = rename, .error = EBUSY};
        QCOMPARE(saveFile(path(), "next", {}, failingCalls()).saved, Saved::Yes);
        QCOMPARE(fault.waited, 150);
        fault = {.at = rename, .error = EBUSY, .forEver = true};
        QCOMPARE(saveFile(path(), "last", {}, failingCalls()).saved, Saved::No);
        QCOMPARE(fault.waited, 300);
        QCOMPARE(contentOf(path()), std::string{"next"});
    }

    void aFileThatMayNotBeWrittenIsReadOnly()
    {
        if (::geteuid() == 0)
            QSKIP("nothing is forbidden to root");
        put(path(), "old");
        ::chmod(path().c_str(), 0400);
        QCOMPARE(saveFile(path(), "new").saved, Saved::ReadOnly);
        ::chmod(path().c_str(), 0600);
        ::chmod(m_folder->path().toUtf8().constData(), 0500);
        QCOMPARE(saveFile(path(), "new").saved, Saved::ReadOnly);
        ::chmod(m_folder->path().toUtf8().constData(), 0700);
        QCOMPARE(contentOf(path()), std::string{"old"});
    }

    void aDiskThatTakesOnlyAPartLeavesTheOldFile()
    {
        // The kernel writes up to the limit and then refuses, as on a full disk or at the end of a
        // quota.
        put(path(), "old");
        rlimit before{};
        QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        const auto ignored = ::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{200'000, before.rlim_max};
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        const SaveReport report = saveFile(path(), std::string(300'000, 'x'));
        ::setrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, ignored);
        QCOMPARE(report.saved, Saved::No);
        QCOMPARE(report.message,
                 fmt::format("Cannot save '{}': the content could not be written (File too large).",
                             path()));
        QCOMPARE(contentOf(path()), std::string{"old"});
        QCOMPARE(names(), QStringList{"hall.colonnade"});
    }

    void aFileIsReadUpToTheLimit()
    {
        put(path(), std::string(1'000, 'x'));
        QCOMPARE(readFile(path(), 1'000)->bytes.size(), std::size_t{1'000});
        const auto tooLarge = readFile(path(), 999);
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().text,
                 fmt::format("Cannot read '{}': it has 1000 bytes, expected at most 999.", path()));
        const auto missing = readFile(path("missing"), 10);
        QCOMPARE(missing.error().text,
                 fmt::format("Cannot read '{}': No such file or directory.", path("missing")));
        // A file of the system has no size that could be believed.
        QVERIFY(!readFile("/proc/self/status", 1'000'000));
    }

    void aReadingThatFailsIsReported()
    {
        put(path(), std::string(100'000, 'x'));
        fault = {};
        QVERIFY(readFile(path(), 200'000, failingCalls()));
        const int calls = fault.count;
        for (int at = 1; at < calls; ++at) { // the last is close, which matters to nobody
            fault = {.at = at, .error = EIO};
            QVERIFY(!readFile(path(), 200'000, failingCalls()));
        }
        fault = {.at = 1, .error = EINTR, .forEver = true};
        QVERIFY(!readFile(path(), 200'000, failingCalls()));
    }

    void staleUnfinishedFilesOfOursAreRemoved()
    {
        const timespec old[2]{{1'000'000'000, 0}, {1'000'000'000, 0}};
        const auto make = [&](const char* name, bool isOld) {
            put(path(name), "x");
            if (isOld)
                ::utimensat(AT_FDCWD, path(name).c_str(), old, 0);
        };
        make("hall.colonnade", true);
        make(".hall.colonnade.0123abcd.part", true);
        make(".hall.colonnade.0123abce.part", false);
        make(".hall.colonnade.0123abcX.part", true);
        make(".hall.colonnade.0123abcd", true);
        make(".other.colonnade.0123abcd.part", true);
        QCOMPARE(removeStaleParts(path()), std::size_t{1});
        QCOMPARE(names().size(), qsizetype{5});
        QVERIFY(!names().contains(".hall.colonnade.0123abcd.part"));
    }

    void longNamesAreSaved()
    {
        const std::string name = std::string(120, 'n')
            + std::string("\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc", 8) + std::string(100, 'm');
        QCOMPARE(saveFile(path(name.c_str()), "x").saved, Saved::Yes);
        QCOMPARE(contentOf(path(name.c_str())), std::string{"x"});
    }

    void sha256IsThatOfTheStandard()
    {
        // FIPS 180-4, examples of NIST.
        QCOMPARE(sha256(""),
                 std::string{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"});
        QCOMPARE(sha256("abc"),
                 std::string{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"});
        Sha256 pieces;
        pieces.add("abcdbcdecdefdefgefghfghighij");
        pieces.add("hijkijkljklmklmnlmnomnopnopq");
        QCOMPARE(pieces.hex(),
                 std::string{"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"});
    }
};

QTEST_APPLESS_MAIN(SaveFileTest)
#include "tst_SaveFile.moc"

#include "model/exchange/DocumentLock.h"

#include "tests/support/Forked.h"
#include "tests/support/Print.h"

#include <QStringList>
#include <QTest>

#include <fmt/format.h>

#include <QDir>
#include <QTemporaryDir>

#include <unistd.h>

#include <fstream>
#include <list>
#include <sstream>

using namespace colonnade::model;
using Outcome = DocumentLock::Outcome;

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

} // namespace

class DocumentLockTest : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    std::string m_path;

    [[nodiscard]] QStringList names() const
    {
        return QDir{m_folder->path()}.entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    [[nodiscard]] std::string lockFile() const { return lockFileOf(m_path); }

private slots:
    void init()
    {
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath("hall.colonnade").toStdString();
        put(m_path, "content");
    }

    void aLockIsTakenAndGivenBack()
    {
        {
            const auto attempt = DocumentLock::take(m_path);
            QCOMPARE(attempt.outcome, Outcome::Taken);
            QVERIFY(attempt.message.empty());
            QCOMPARE(names(), (QStringList{".hall.colonnade.lock", "hall.colonnade"}));
        }
        QCOMPARE(names(), QStringList{"hall.colonnade"});
    }

    void aDocumentThatDoesNotExistYetIsLockedToo()
    {
        const auto attempt = DocumentLock::take(m_folder->filePath("new").toStdString());
        QCOMPARE(attempt.outcome, Outcome::Taken);
    }

    void theSameProgramDoesNotTakeItTwice()
    {
        const auto first = DocumentLock::take(m_path);
        const auto second = DocumentLock::take(m_path);
        QCOMPARE(second.outcome, Outcome::Held);
        QCOMPARE(second.message, fmt::format("'{}' is open in this program already.", m_path));
    }

    void allNamesOfAFileHaveOneLock()
    {
        const std::string link = m_folder->filePath("link").toStdString();
        QVERIFY(::symlink("hall.colonnade", link.c_str()) == 0);
        const auto first = DocumentLock::take(link);
        QCOMPARE(DocumentLock::take(m_path).outcome, Outcome::Held);
    }

    void whoHoldsItIsSaid()
    {
        ForkedProcess other{[&](auto stay) {
            const auto attempt = DocumentLock::take(m_path);
            stay(attempt.outcome == Outcome::Taken ? 1 : 0);
        }};
        QCOMPARE(other.answer(), 1);
        const auto attempt = DocumentLock::take(m_path);
        QCOMPARE(attempt.outcome, Outcome::Held);
        QVERIFY(attempt.holder && attempt.holder->process);
        QCOMPARE(attempt.holder->process->pid, std::int64_t{other.pid()});
        QVERIFY(attempt.holder->since > 1'700'000'000);
        QVERIFY2(attempt.message.starts_with(fmt::format("'{}' is open elsewhere: by ", m_path)),
                 attempt.message.c_str());
        QVERIFY2(attempt.message.find(fmt::format("(process {}) since 20", other.pid()))
                     != std::string::npos,
                 attempt.message.c_str());
        other.finish();
        QCOMPARE(DocumentLock::take(m_path).outcome, Outcome::Taken);
    }

    void theLockOfADeadProgramIsTakenOver()
    {
        QCOMPARE(runAndDie([&] {
                     static auto kept = DocumentLock::take(m_path);
                     return kept.outcome == Outcome::Taken ? 1 : 0;
                 }),
                 1);
        QVERIFY(names().contains(".hall.colonnade.lock"));
        QCOMPARE(DocumentLock::take(m_path).outcome, Outcome::Taken);
        QCOMPARE(names(), QStringList{"hall.colonnade"});
    }

    void theLockOfAnotherMachineStays()
    {
        std::string text;
        {
            const auto attempt = DocumentLock::take(m_path);
            text = contentOf(lockFile());
        }
        const auto at = text.find("\"host\": \"") + 9;
        put(lockFile(), text.insert(at, "far-\\u001b[31m"));
        const auto attempt = DocumentLock::take(m_path);
        QCOMPARE(attempt.outcome, Outcome::Held);
        QVERIFY2(attempt.message.find("on 'far-\\u{1b}[31m") != std::string::npos,
                 attempt.message.c_str());
    }

    void aLockThatCannotBeReadStays()
    {
        for (const std::string& text :
             {std::string{}, std::string{"{"}, std::string{"{\"process\": 1}"},
              std::string(10'000, 'x')}) {
            put(lockFile(), text);
            const auto attempt = DocumentLock::take(m_path);
            QCOMPARE(attempt.outcome, Outcome::Held);
            QVERIFY(!attempt.holder->process);
            QVERIFY2(attempt.message.find("which cannot be read") != std::string::npos,
                     attempt.message.c_str());
        }
        QCOMPARE(names().size(), qsizetype{2});
    }

    void aLockTakenAnywayIsNotGivenBackByTheOther()
    {
        std::optional<DocumentLock::Attempt> first = DocumentLock::take(m_path);
        const auto second = DocumentLock::takeAnyway(m_path);
        QCOMPARE(second.outcome, Outcome::Taken);
        first.reset();
        QVERIFY(names().contains(".hall.colonnade.lock"));
    }

    void aFolderThatTakesNoFileGivesNoLock()
    {
        const auto attempt = DocumentLock::take(m_folder->filePath("none/x").toStdString());
        QCOMPARE(attempt.outcome, Outcome::Impossible);
        QVERIFY(attempt.message.ends_with("cannot be locked (No such file or directory)."));
    }

    void ofManyProgramsOneTakesOverTheLockOfADeadOne()
    {
        for (int round = 0; round < 10; ++round) {
            runAndDie([&] {
                static auto kept = DocumentLock::take(m_path);
                return 1;
            });
            std::list<ForkedProcess> programs;
            for (int i = 0; i < 8; ++i)
                programs.emplace_back([&](auto stay) {
                    const auto attempt = DocumentLock::take(m_path);
                    stay(attempt.outcome == Outcome::Taken ? 1 : 0);
                });
            int taken = 0;
            for (ForkedProcess& program : programs)
                taken += program.answer();
            QCOMPARE(taken, 1);
            for (ForkedProcess& program : programs)
                program.finish();
            QCOMPARE(names(), QStringList{"hall.colonnade"});
        }
    }

    void aMovedLockIsGivenBackOnce()
    {
        std::optional<DocumentLock> kept;
        {
            auto attempt = DocumentLock::take(m_path);
            kept = std::move(*attempt.lock);
        }
        QVERIFY(names().contains(".hall.colonnade.lock"));
        kept.reset();
        QCOMPARE(names(), QStringList{"hall.colonnade"});
    }

    void aProcessIsKnownAliveAndDead()
    {
        const ProcessIdentity here = ProcessIdentity::current();
        QCOMPARE(here.pid, std::int64_t{::getpid()});
        QVERIFY(here.startTime > 0);
        QCOMPARE(stateOf(here), ProcessState::Living);
        ProcessIdentity other = here;
        other.startTime += 1;
        QCOMPARE(stateOf(other), ProcessState::Dead);
        other = here;
        other.bootId = "x";
        QCOMPARE(stateOf(other), ProcessState::Dead);
        other = here;
        other.pid = 0;
        QCOMPARE(stateOf(other), ProcessState::Dead);
        other = here;
        other.machine += "x";
        QCOMPARE(stateOf(other), ProcessState::Elsewhere);
    }
};

QTEST_APPLESS_MAIN(DocumentLockTest)
#include "tst_DocumentLock.moc"

#include "tests/support/Print.h"

#include <QByteArray>
#include <QFile>
#include <QIODevice>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTest>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>

/// Saves in a process of its own whose file calls fail or in which it is killed; what stays on the
/// disk is judged from outside. `tests/support/FaultShim.c` makes the faults.
class SaveFaultsTest : public QObject {
    Q_OBJECT

    struct Run {
        int exitCode = 0;
        bool wasKilled = false;
        QByteArray message;
        QByteArray content;
        QStringList files;
        unsigned mode = 0;
        bool stillRuns = false;
    };

    QTemporaryDir m_home;
    QString m_log;
    const QByteArray m_old = QByteArray(5'000, 'o');
    const QByteArray m_new = QByteArray(2'500'000, 'n');

    static QProcessEnvironment environment()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_PRELOAD", COLONNADE_FAULT_SHIM);
        // The sanitizers want to be loaded first, and see nothing of their own being missed.
        environment.insert("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0");
        return environment;
    }

    [[nodiscard]] Run run(int at, const QString& what, bool forEver, const QString& log = {}) const
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("hall.colonnade");
        QFile old{path};
        if (!old.open(QIODevice::WriteOnly) || old.write(m_old) != m_old.size())
            return {};
        old.close();
        ::chmod(path.toUtf8().constData(), 0640);

        QProcessEnvironment faults = environment();
        faults.insert("FAULT_DIR", folder.path());
        faults.insert("FAULT_AT", QString::number(at));
        faults.insert("FAULT_DO", what);
        if (forEver)
            faults.insert("FAULT_MORE", "1");
        if (!log.isEmpty())
            faults.insert("FAULT_LOG", log);
        QProcess probe;
        probe.setProcessEnvironment(faults);
        probe.start(COLONNADE_SAVE_PROBE, {path});
        probe.write(m_new);
        probe.closeWriteChannel();
        Run run;
        run.stillRuns = !probe.waitForFinished(20'000);
        run.wasKilled = probe.exitStatus() == QProcess::CrashExit;
        run.exitCode = probe.exitCode();
        run.message = probe.readAllStandardError();
        QFile file{path};
        if (file.open(QIODevice::ReadOnly))
            run.content = file.readAll();
        run.files = QDir{folder.path()}.entryList(QDir::Files | QDir::Hidden);
        struct stat status {};
        run.mode = ::stat(path.toUtf8().constData(), &status) == 0 ? status.st_mode & 07777U : 0U;
        return run;
    }

    int m_calls = 0;

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        m_log = m_home.filePath("calls");
        const Run good = run(0, {}, false, m_log);
        QVERIFY2(good.exitCode == 0 && !good.wasKilled, good.message.constData());
        QVERIFY(good.content == m_new);
        QCOMPARE(good.files, QStringList{"hall.colonnade"});
        QCOMPARE(good.mode, 0640U);
        QFile log{m_log};
        QVERIFY(log.open(QIODevice::ReadOnly));
        QStringList calls;
        for (const QByteArray& line : log.readAll().trimmed().split('\n'))
            calls << QString::fromUtf8(line).section(' ', 1);
        // The order is the protocol: content flushed before the name, the name before the folder.
        QCOMPARE(calls,
                 (QStringList{"open", "write", "write", "write", "fchown", "fchmod", "fsync",
                              "close", "renameat", "fsync", "close"}));
        m_calls = static_cast<int>(calls.size());
    }

    void eachCallFailsOnceAndForEver_data()
    {
        QTest::addColumn<int>("error");
        for (const int error : {ENOSPC, EIO, EACCES, EINTR})
            QTest::newRow(::strerrorname_np(error)) << error;
    }

    void eachCallFailsOnceAndForEver()
    {
        QFETCH(int, error);
        for (int at = 1; at <= m_calls; ++at) {
            for (const bool forEver : {false, true}) {
                const Run seen = run(at, QString::number(error), forEver);
                const QByteArray where = QString{"call %1, for ever %2: exit %3, %4"}
                                             .arg(at)
                                             .arg(forEver)
                                             .arg(seen.exitCode)
                                             .arg(QString{seen.message})
                                             .toUtf8();
                QVERIFY2(!seen.stillRuns, where.constData());
                QVERIFY2(!seen.wasKilled, where.constData());
                const bool isInPlace = seen.exitCode == 0 || seen.exitCode == 3;
                QVERIFY2(isInPlace || seen.exitCode == 1, where.constData());
                QVERIFY2(seen.content == (isInPlace ? m_new : m_old), where.constData());
                QVERIFY2(seen.message.isEmpty() == (seen.exitCode == 0), where.constData());
                QVERIFY2(seen.mode == 0640U, where.constData());
                QVERIFY2(seen.files.size() <= (forEver ? 2 : 1), where.constData());
            }
        }
    }

    void aKillBeforeEachCallLeavesTheOldOrTheNewContent()
    {
        for (int at = 1; at <= m_calls; ++at) {
            const Run seen = run(at, "kill", false);
            QVERIFY(seen.wasKilled);
            // The ninth call gives the new file the name.
            QVERIFY2(seen.content == (at <= 9 ? m_old : m_new), QByteArray::number(at).constData());
            QCOMPARE(seen.mode, 0640U);
            QVERIFY(seen.files.contains("hall.colonnade"));
            QVERIFY(seen.files.size() <= 2);
        }
    }

    void aWriteThatTakesHalfGoesOn()
    {
        for (int at = 2; at <= 4; ++at) {
            const Run seen = run(at, "short", false);
            QCOMPARE(seen.exitCode, 0);
            QVERIFY(seen.content == m_new);
        }
    }
};

QTEST_GUILESS_MAIN(SaveFaultsTest)
#include "tst_SaveFaults.moc"

#include "model/exchange/DesignReader.h"
#include "model/exchange/Recovery.h"
#include "tests/support/Shipped.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QProcessEnvironment>
#include <QStringLiteral>
#include <QTest>
#include <QThread>

#include <QProcess>
#include <QTemporaryDir>

#include <time.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

using namespace colonnade;

namespace {

constexpr long long second = 1'000'000'000;

long long now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * second + time.tv_nsec;
}

/// What a killed program had said, and what it has left.
struct Remains {
    int lastEdit = 0;
    int lastSaved = 0;    ///< The last edit that was said to be in the file.
    std::string why{};    ///< Why something that was kept could not be read.
    int mustBeKept = 0;   ///< The last edit that was older than a second when the program was killed.
    int kept = 0;         ///< The edit that recovery offers; the saved one where it offers none.
    int inFile = 0;       ///< 0: as it was opened.
    bool fileIsWhole = false;
};

/// A design file in a folder of its own, and a program that edits it.
class Victim {
public:
    Victim(const QString& original, int saveEach) : m_path(m_folder.filePath("d.colonnade"))
    {
        QFile::copy(original, m_path);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_STATE_HOME", m_folder.filePath("state"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        m_program.setProcessEnvironment(environment);
        m_program.setReadChannel(QProcess::StandardOutput);
        m_program.start(COLONNADE_EDIT_PROBE, {m_path, QString::number(saveEach)});
    }

    /// Waits for the first edit.
    bool begins() { return m_program.waitForReadyRead(60'000); }

    void kill()
    {
        m_killed = now();
        m_program.kill();
    }

    Remains remains()
    {
        m_program.waitForFinished();
        Remains remains;
        std::vector<std::pair<int, long long>> edits;
        long long stall = 0;
        for (const QByteArray& line : m_program.readAllStandardOutput().split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() == 3) {
                remains.lastSaved = words[1].toInt();
            } else if (words.size() == 2) {
                // What a busy machine kept this program from doing is not ours: timers that come late.
                if (!edits.empty())
                    stall = std::max(stall, words[1].toLongLong() - edits.back().second);
                edits.emplace_back(words[0].toInt(), words[1].toLongLong());
            }
        }
        if (!edits.empty())
            stall = std::max(stall, m_killed - edits.back().second);
        for (const auto& [number, time] : edits) {
            remains.lastEdit = number;
            if (time <= m_killed - second - stall)
                remains.mustBeKept = number;
        }
        const auto file = model::loadDesign(m_path.toStdString());
        remains.fileIsWhole = file.has_value();
        if (file)
            remains.inFile = numberOf(*file);
        remains.kept = remains.inFile;
        for (const auto& candidate : model::findRecoveries(m_folder.filePath("state/colonnade").toStdString()).candidates) {
            const auto content = model::recoveredContent(candidate);
            if (!content) {
                remains.why = content.error().text;
                continue;
            }
            const auto design = model::readDesign(*content, "kept");
            if (design)
                remains.kept = std::max(remains.kept, numberOf(*design));
            else
                remains.why = design.error().text;
        }
        return remains;
    }

private:
    static int numberOf(const model::Design& design)
    {
        return design.name().starts_with("edit ") ? std::atoi(design.name().c_str() + 5) : 0;
    }

    QTemporaryDir m_folder;
    QString m_path;
    QProcess m_program;
    long long m_killed = 0;
};

} // namespace

/// The program is killed two hundred times while it is edited.
class KillsTest : public QObject {
    Q_OBJECT
private:
    /// `count` programs, `atOnce` at a time, each killed within 2.5 s of its first edit.
    static std::vector<Remains> killed(int count, int atOnce, int saveEach)
    {
        const QString original = QStringLiteral(COLONNADE_SOURCE_DIR "/resources/designs/mi355x-128-ethernet.colonnade");
        std::mt19937 random(20261128);
        std::vector<Remains> all;
        while (static_cast<int>(all.size()) < count) {
            std::vector<std::pair<long long, std::unique_ptr<Victim>>> victims;
            for (int i = 0; i < atOnce; ++i) {
                auto victim = std::make_unique<Victim>(original, saveEach);
                victims.emplace_back(0, std::move(victim));
            }
            for (auto& [end, victim] : victims) {
                if (!victim->begins())
                    qFatal("the program did not begin to edit");
                end = now() + static_cast<long long>(random() % 2'500) * 1'000'000;
            }
            std::sort(victims.begin(), victims.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            for (auto& [end, victim] : victims) {
                if (const long long wait = end - now(); wait > 0)
                    QThread::usleep(static_cast<unsigned long>(wait / 1'000));
                victim->kill();
            }
            for (auto& [end, victim] : victims)
                all.push_back(victim->remains());
        }
        return all;
    }

    static QByteArray told(const Remains& r)
    {
        return QStringLiteral("last edit %1, older than a second %2, kept %3, said to be saved %4, in the file %5; %6")
            .arg(r.lastEdit).arg(r.mustBeKept).arg(r.kept).arg(r.lastSaved).arg(r.inFile).arg(QString::fromStdString(r.why)).toUtf8();
    }

private slots:
    void nothingOlderThanASecondIsLost()
    {
        int thatHadToBeKept = 0;
        for (const Remains& remains : killed(150, 5, 0)) {
            QVERIFY2(remains.fileIsWhole && remains.inFile == 0, told(remains).constData());
            QVERIFY2(remains.kept >= remains.mustBeKept, told(remains).constData());
            QVERIFY2(remains.kept <= remains.lastEdit + 1, told(remains).constData());
            thatHadToBeKept += remains.mustBeKept > 0;
        }
        qInfo("%d of 150 had edits older than a second", thatHadToBeKept);
        QVERIFY(thatHadToBeKept > 30);
    }

    void aSavedFileIsWholeAndAsNewAsWasSaid()
    {
        int thatSaved = 0;
        for (const Remains& remains : killed(50, 10, 7)) {
            QVERIFY2(remains.fileIsWhole, told(remains).constData());
            QVERIFY2(remains.inFile >= remains.lastSaved, told(remains).constData());
            QVERIFY2(remains.kept >= remains.mustBeKept, told(remains).constData());
            thatSaved += remains.lastSaved > 0;
        }
        QVERIFY(thatSaved > 20);
    }
};

QTEST_GUILESS_MAIN(KillsTest)
#include "tst_Kills.moc"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QByteArray>
#include <QDir>
#include <QIODevice>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <vector>

/// What the plan of the house forbids, looked for in the sources themselves.
class ArchitectureTest : public QObject {
    Q_OBJECT

    struct Line {
        QString file; ///< From the project's root.
        int number;
        QString text;
        [[nodiscard]] QString place() const { return QStringLiteral("%1:%2: %3").arg(file).arg(number).arg(text.trimmed()); }
    };

    static void forEachLine(const QStringList& rooms, const std::function<void(const Line&)>& visit)
    {
        const QDir root(QStringLiteral(COLONNADE_SOURCE_DIR));
        for (const QString& room : rooms) {
            QDirIterator files(root.filePath(room), {"*.h", "*.cpp", "*.qml"}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (!file.open(QIODevice::ReadOnly))
                    continue;
                int number = 0;
                for (const QByteArray& text : file.readAll().split('\n'))
                    visit({root.relativeFilePath(file.fileName()), ++number, QString::fromUtf8(text)});
            }
        }
    }

    /// Fails the test with every line that the pattern finds outside comments.
    static void noLineMatches(const QStringList& rooms, const QString& pattern)
    {
        const QRegularExpression expression(pattern);
        QStringList found;
        forEachLine(rooms, [&](const Line& line) {
            const auto code = line.text.section(QStringLiteral("//"), 0, 0);
            if (expression.match(code).hasMatch())
                found += line.place();
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

private slots:
    void theModelIncludesNoQt() { noLineMatches({"model"}, QStringLiteral("^\\s*#\\s*include\\s*[<\"](Q[A-Z]|Qt)")); }

    void includesRunDownhill()
    {
        // A room may include those named after it.
        const std::map<QString, QStringList> below{{"model", {}},
                                                   {"render", {"model"}},
                                                   {"ui", {"render", "model"}},
                                                   {"app/cli", {"render", "model"}},
                                                   {"app", {"app/cli", "ui", "render", "model"}}};
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*\"((app/cli|app|ui|qml|render|model|tests)/)"));
        QStringList found;
        forEachLine({"model", "render", "ui", "app"}, [&](const Line& line) {
            const auto match = include.match(line.text);
            if (!match.hasMatch())
                return;
            QString room = line.file.section('/', 0, 0);
            if (line.file.startsWith("app/cli/"))
                room = QStringLiteral("app/cli");
            const QString target = match.captured(2);
            if (target != room && !below.at(room).contains(target))
                found += line.place();
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void floorsOfTheModelKnowOnlyThoseBelow()
    {
        const std::vector<QStringList> storeys{{"units"},
                                               {"catalog"},
                                               {"design"},
                                               {"edit", "power", "cooling", "fabric"},
                                               {"performance", "reliability", "economics"},
                                               {"rules"},
                                               {"synthesis"},
                                               {"exchange"}};
        const auto storeyOf = [&](const QString& floor) {
            for (std::size_t i = 0; i < storeys.size(); ++i) {
                if (storeys[i].contains(floor))
                    return static_cast<int>(i);
            }
            return -1;
        };
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*\"model/(\\w+)/"));
        QStringList found;
        forEachLine({"model"}, [&](const Line& line) {
            const auto match = include.match(line.text);
            const QString from = line.file.section('/', 1, 1);
            if (storeyOf(from) < 0)
                found += line.file + " stands on no floor";
            if (!match.hasMatch() || match.captured(1) == from)
                return;
            // A neighbour on the same floor is as foreign as one above.
            if (storeyOf(match.captured(1)) < 0 || storeyOf(match.captured(1)) >= storeyOf(from))
                found += line.place();
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void filesDoNotIncludeOneAnotherInCircles()
    {
        std::map<QString, QStringList> includes;
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*\"([a-z]+/[^\"]+)\""));
        forEachLine({"model", "render", "ui", "app"}, [&](const Line& line) {
            const auto match = include.match(line.text);
            if (match.hasMatch() && line.file.endsWith(".h"))
                includes[line.file] += match.captured(1);
        });
        std::map<QString, int> state; // 1: on the path, 2: done.
        QString circle;
        const std::function<void(const QString&)> walk = [&](const QString& file) {
            state[file] = 1;
            for (const QString& next : includes[file]) {
                if (state[next] == 1)
                    circle = file + " and " + next;
                else if (state[next] == 0)
                    walk(next);
            }
            state[file] = 2;
        };
        for (const auto& [file, next] : std::map(includes)) {
            if (state[file] == 0)
                walk(file);
        }
        QVERIFY2(circle.isEmpty(), qPrintable(circle));
    }

    void numbersAreFreeOfTheLocale()
    {
        noLineMatches({"model"},
                      QStringLiteral("\\b(std::)?(stod|stof|strtod|strtof|atof|to_string|sprintf|snprintf)\\s*\\(|std::locale\\b"));
        noLineMatches({"model", "render", "ui", "app"}, QStringLiteral("std::regex|\\bstrcpy\\b|\\balloca\\b|std::system|(?<![\\w.>:])system\\s*\\(\\s*[\"a-z]"));
    }

    void untrustedYamlIsReadByTheGuardedReaderOnly()
    {
        noLineMatches({"model", "render", "ui", "app"}, QStringLiteral("YAML::(Load|LoadAll|LoadFile)\\b"));
    }

    void nobodyWritesAFileButTheSaveFunction()
    {
        noLineMatches({"model", "render", "ui", "app"}, QStringLiteral("\\bQSaveFile\\b|std::ofstream\\b"));
    }

    void everyFolderWithAPurposeHasAPageThatSaysIt()
    {
        const QDir root(QStringLiteral(COLONNADE_SOURCE_DIR));
        for (const char* room : {"app", "ui", "qml", "model", "render", "resources", "tests", "packaging"})
            QVERIFY2(QFile::exists(root.filePath(QStringLiteral("%1/README.md").arg(room))), room);
    }

    void theReleaseProgramIsHardened()
    {
        const QString program = QStringLiteral(COLONNADE_SOURCE_DIR) + "/build/release/colonnade";
        if (!QFile::exists(program))
            QSKIP("There is no release build beside this one");
        QProcess readelf;
        readelf.start("readelf", {"-lWd", program});
        QVERIFY(readelf.waitForFinished());
        const QString out = QString::fromUtf8(readelf.readAllStandardOutput());
        QVERIFY2(out.contains("DYN (") || out.contains("Position-Independent"), "not position independent");
        QVERIFY2(out.contains("BIND_NOW"), "symbols are bound lazily");
        QVERIFY2(out.contains("GNU_RELRO"), "no read-only relocations");
        QVERIFY2(out.contains(QRegularExpression("GNU_STACK.*RW\\s")), "the stack can be executed");
    }
};

QTEST_APPLESS_MAIN(ArchitectureTest)
#include "tst_Architecture.moc"

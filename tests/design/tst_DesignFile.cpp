#include "tests/support/Shipped.h"

#include "model/exchange/DesignWriter.h"
#include "model/exchange/SaveFile.h"

#include <QByteArray>
#include <QFile>
#include <QIODevice>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

std::string textOf(std::string_view name)
{
    for (const ReferenceDesign& design : referenceDesigns()) {
        if (design.name == name)
            return readFile(design.path, designLimits.bytes).value().bytes;
    }
    return {};
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const auto at = text.find(what);
    if (at == std::string::npos)
        throw std::runtime_error(std::string(what) + " is not in the file");
    return text.replace(at, what.size(), by);
}

const char* const smallest = "format: 1\nname: x\nprofile: us-nec\nhall:\n  name: h\n  height_mm: 4000\n"
                             "  tray_height_mm: 2700\n  tile_mm: 600\n  altitude_m: 0\n...\n";

} // namespace

class DesignFileTest : public QObject {
    Q_OBJECT
private slots:
    void thereAreThreeReferenceDesigns()
    {
        const auto all = referenceDesigns();
        QCOMPARE(all.size(), std::size(references));
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].name, std::string(references[i]));
    }

    void loadThenSaveGivesTheSameBytes_data() { eachReference(); }
    void loadThenSaveGivesTheSameBytes()
    {
        QFETCH(QString, name);
        const std::string text = textOf(name.toStdString());
        const auto design = readDesign(text, "x");
        QVERIFY2(design, errorOf(design));
        QVERIFY(designText(*design) == text);
        QVERIFY(!design->sources().empty()); // each has a page of sources
    }

    void aChainThatHangsOnItselfIsToldAtItsOwnPlace()
    {
        const std::string feeds = "  feeds:\n"
                                  "    - {id: below, side: A, voltage_v: 415, phases: 3, rating_a: 60, upstream: one}\n"
                                  "    - {id: one, side: A, voltage_v: 415, phases: 3, rating_a: 60, upstream: root, alternate: two}\n"
                                  "    - {id: root, side: A, voltage_v: 415, phases: 3, rating_a: 60}\n"
                                  "    - {id: two, side: A, voltage_v: 415, phases: 3, rating_a: 60, upstream: one}\n";
        const std::string text = replaced(smallest, "...\n", feeds + "...\n");
        const auto read = readDesign(text, "x.colonnade");
        QVERIFY(!read);
        // Line 12 is that of "one": "below" only hangs on it. The column is that of the name "two".
        const std::string line = "    - {id: one, side: A, voltage_v: 415, phases: 3, rating_a: 60, upstream: root, alternate: two}";
        const std::string place = fmt::format("line 12, column {}", line.rfind("two") + 1);
        QVERIFY2(read.error().text.find(place) != std::string::npos, errorOf(read));
        QVERIFY2(read.error().text.find("feed 'one' hangs on itself by 'two'") != std::string::npos, errorOf(read));
        const std::string straight = replaced(text, "rating_a: 60, upstream: one}\n...", "rating_a: 60}\n...");
        QVERIFY2(readDesign(straight, "x.colonnade"), errorOf(readDesign(straight, "x.colonnade")));
    }

    void everyPartOfAReferenceIsOneOfTheCatalog_data() { eachReference(); }
    void everyPartOfAReferenceIsOneOfTheCatalog()
    {
        QFETCH(QString, name);
        const Design design = reference(name.toStdString());
        for (const auto& [id, entry] : design.catalog().parts()) {
            const PartRef shipped = catalog().part(id);
            QVERIFY2(shipped, id.text().c_str());
            QVERIFY2(*shipped == *entry, id.text().c_str());
        }
    }

    void everyCutAtALineEndIsRefused_data() { eachReference(); }
    void everyCutAtALineEndIsRefused()
    {
        QFETCH(QString, name);
        const std::string text = textOf(name.toStdString());
        int cuts = 0;
        for (auto end = text.find('\n'); end + 1 < text.size(); end = text.find('\n', end + 1)) {
            QVERIFY2(!readDesign(std::string_view(text).substr(0, end + 1), "x"), std::to_string(end).c_str());
            ++cuts;
        }
        QVERIFY(cuts > 100);
    }

    void everyCutInsideALineIsRefused()
    {
        const std::string text = textOf("mi355x-128-ethernet");
        for (std::size_t end = 0; end + 1 < text.size(); end += 37)
            QVERIFY2(!readDesign(std::string_view(text).substr(0, end), "x"), std::to_string(end).c_str());
    }

    void theSmallestDesignIsRead()
    {
        const auto design = readDesign(smallest, "x");
        QVERIFY2(design, errorOf(design));
        QCOMPARE(designText(*design), std::string(smallest));
    }

    /// Each kind of bad input ends in one sentence that names the file, and line, column and key where there are any.
    void badInputIsNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const std::string gb300 = textOf("gb300-nvl72-su");
        const auto row = [](const char* name, const std::string& text, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString(says);
        };
        const auto changed = [&](const char* name, std::string_view what, std::string_view by, const char* says) {
            row(name, replaced(gb300, what, by), says);
        };
        row("empty", "", "end mark");
        row("only an end mark", "...\n", "a map");
        row("lone comma", ",", "x");
        row("no end mark", replaced(smallest, "...\n", ""), "end mark");
        row("another format", "{\"json\": true}\n", "x");
        row("a list", "- 1\n- 2\n...\n", "a map");
        row("binary", std::string("\x7f" "ELF\0\0", 6), "x");
        row("newer version", replaced(smallest, "format: 1", "format: 2"), "newer");
        row("no version", replaced(smallest, "format: 1\n", ""), "format");
        row("unknown key", replaced(smallest, "profile:", "colour: red\nprofile:"), "colour");
        row("doubled key", replaced(smallest, "profile:", "name: y\nprofile:"), "name");
        row("wrong type", replaced(smallest, "height_mm: 4000", "height_mm: high"), "height_mm");
        row("quoted number", replaced(smallest, "height_mm: 4000", "height_mm: \"4000\""), "height_mm");
        row("wrong unit", replaced(smallest, "height_mm: 4000", "height_m: 4"), "height_m");
        row("unit in the number", replaced(smallest, "height_mm: 4000", "height_mm: 4000 mm"), "height_mm");
        row("negative", replaced(smallest, "tile_mm: 600", "tile_mm: -600"), "tile_mm");
        row("absurd", replaced(smallest, "height_mm: 4000", "height_mm: 4e15"), "height_mm");
        row("not finite", replaced(smallest, "altitude_m: 0", "altitude_m: .nan"), "altitude_m");
        row("octal", replaced(smallest, "tile_mm: 600", "tile_mm: 0600"), "tile_mm");
        row("10,000 levels deep", "format: " + std::string(10000, '[') + "\n...\n", "deep");
        row("levels on lines", [] {
            std::string text;
            for (int i = 0; i < 10000; ++i)
                text += std::string(static_cast<std::size_t>(std::min(i, 60)), ' ') + "a:\n";
            return text;
        }(), "x");
        row("aliases that explode", "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                    "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                                    "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                                    "g: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n...\n", "aliases");
        row("an alias to itself", "a: &a [*a]\n...\n", "contains it");
        row("bad UTF-8", replaced(smallest, "name: x", "name: \xff\xfe"), "UTF-8");
        row("control character", replaced(smallest, "name: x", std::string("name: \"a\x01b\"")), "control");
        changed("duplicate rack design", "  - id: ib-1\n", "  - id: eth\n", "already");
        changed("duplicate device", "id: head2,", "id: head1,", "already");
        changed("duplicate placement", "{id: a02,", "{id: a01,", "a01");
        changed("duplicate part", "    - id: vertiv-coolchip-cdu-1350", "    - id: nvidia-sn5600", "nvidia-sn5600");
        changed("a frame of nothing", "frame: nvidia-mgx-nvl72", "frame: nowhere", "nowhere");
        changed("a part of nothing", "type: nvidia-sn5600,", "type: no-such-part,", "no-such-part");
        changed("a rack of nothing", "rack: gb300,", "rack: gb3000,", "gb3000");
        changed("a feed of nothing", "feeds: {A: bus-a,", "feeds: {A: bus-z,", "bus-z");
        changed("a loop of nothing", "loop: tcs-1}", "loop: tcs-9}", "tcs-9");
        changed("a row of nothing", "row: a,", "row: q,", "q");
        changed("a pod of nothing", "pod: su,", "pod: sux,", "sux");
        changed("a source of nothing", "  - lenovo-press-lp2357\n", "  - nobody\n", "nobody");
        changed("two devices in one place", "type: generic-2s-cpu-server, unit: 6", "type: generic-2s-cpu-server, unit: 5",
                "taken");
        changed("a device outside", "type: generic-2s-cpu-server, unit: 6", "type: generic-2s-cpu-server, unit: 48",
                "outside");
        changed("half of a half unit", "type: generic-2s-cpu-server, unit: 6", "type: generic-2s-cpu-server, unit: 6.25",
                "6.25");
        changed("an unknown word", "role: scale-out", "role: scale-sideways", "scale-sideways");
        changed("a negative power", "power_max_w: 142000", "power_max_w: -1", "power_max_w");
        changed("an absurd voltage", "voltage_v: 480", "voltage_v: 48000000", "voltage_v");
    }
    void badInputIsNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto design = readDesign(text.toStdString(), "x");
        QVERIFY(!design);
        const QString sentence = QString::fromStdString(design.error().text);
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.contains("'x'"), qPrintable(sentence));
        QVERIFY2(!sentence.contains('\n') && sentence.size() < 600, qPrintable(sentence));
    }

    void aFileOfAHundredMegabytesIsRefusedUnread()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("big.colonnade");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(100 * 1000 * 1000));
        file.close();
        const auto design = loadDesign(path.toStdString());
        QVERIFY(!design);
        QVERIFY2(design.error().text.find("big.colonnade") != std::string::npos, errorOf(design));
    }

    void whatIsNoFileIsRefused()
    {
        QTemporaryDir folder;
        QVERIFY(!loadDesign(folder.path().toStdString()));
        QVERIFY(!loadDesign(folder.filePath("none.colonnade").toStdString()));
    }

    /// Whatever single byte changes, reading ends: with a design, or with a sentence.
    void aChangedByteNeverHangsOrCrashes()
    {
        const std::string text = textOf("mi355x-128-ethernet");
        std::mt19937 random(20261122);
        for (int i = 0; i < 300; ++i) {
            std::string damaged = text;
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
            const auto design = readDesign(damaged, "x");
            if (!design)
                QVERIFY(!design.error().text.empty());
        }
    }

private:
    static void eachReference()
    {
        QTest::addColumn<QString>("name");
        for (const std::string_view name : references) {
            const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
            QTest::newRow(qPrintable(text)) << text;
        }
    }
};

QTEST_APPLESS_MAIN(DesignFileTest)
#include "tst_DesignFile.moc"

#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"
#include "model/units/Text.h"

#include "tests/support/Hostile.h"
#include "tests/support/Print.h"

#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <bit>
#include <cmath>
#include <random>

using namespace colonnade::model;

namespace {

std::string listOf(const std::vector<std::string>& texts, bool inLine)
{
    YamlWriter yaml;
    if (inLine)
        yaml.beginLineList();
    else
        yaml.beginList();
    for (const std::string& text : texts)
        yaml.value(std::string_view{text});
    yaml.end();
    return yaml.finish();
}

std::vector<std::string> textsIn(const std::string& file)
{
    const auto tree = readYaml(file, "f", designLimits, EndMark::Required);
    if (!tree)
        return {tree.error().text};
    std::vector<std::string> texts;
    for (const YamlNode item : tree->root().items())
        texts.emplace_back(item.text());
    return texts;
}

} // namespace

class YamlWriterTest : public QObject {
    Q_OBJECT
private slots:
    void writesOnePlacementALine()
    {
        YamlWriter yaml;
        yaml.beginMap();
        yaml.entry("format", 1);
        yaml.key("racks");
        yaml.beginList();
        yaml.beginLineMap();
        yaml.entry("id", DeviceId::literal("r01"));
        yaml.entry("x", Millimetres{600});
        yaml.key("at");
        yaml.lineList(std::vector<double>{0.5, 1e30});
        yaml.end();
        yaml.beginMap();
        yaml.entry("power_w", Watts{1500});
        yaml.entry("live", true);
        yaml.key("more");
        yaml.beginMap();
        yaml.entry("k", "v w");
        yaml.end();
        yaml.end();
        yaml.beginList();
        yaml.value(1);
        yaml.beginList();
        yaml.value("x");
        yaml.end();
        yaml.end();
        yaml.end();
        yaml.key("none");
        yaml.beginMap();
        yaml.end();
        yaml.key("nil");
        yaml.beginList();
        yaml.end();
        yaml.end();
        QCOMPARE(yaml.finish(),
                 std::string{"format: 1\n"
                             "racks:\n"
                             "  - {id: r01, x: 600, at: [0.5, 1e+30]}\n"
                             "  - power_w: 1500\n"
                             "    live: true\n"
                             "    more:\n"
                             "      k: \"v w\"\n"
                             "  - - 1\n"
                             "    - - x\n"
                             "none: {}\n"
                             "nil: []\n"
                             "...\n"});
    }

    void emptyCollectionsStandOnTheirLine()
    {
        YamlWriter yaml;
        yaml.beginList();
        yaml.beginMap();
        yaml.end();
        yaml.beginList();
        yaml.beginLineMap();
        yaml.end();
        yaml.end();
        yaml.end();
        QCOMPARE(yaml.finish(), std::string{"- {}\n- - {}\n...\n"});
        yaml.beginMap();
        yaml.end();
        QCOMPARE(yaml.finish(), std::string{"{}\n...\n"});
    }

    void onlyWordsThatEveryReaderTakesForTextArePlain_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("written");
        const auto row = [](const char* text, const char* written) {
            QTest::newRow(text) << std::string{text} << std::string{written};
        };
        row("rack-01", "rack-01");
        row("a/b.c_d", "a/b.c_d");
        row("_x", "_x");
        for (const char* word :
             {"y", "N", "yes", "No", "on", "OFF", "true", "False", "null", "NaN", "Inf"})
            QTest::newRow(word) << std::string{word} << fmt::format("\"{}\"", word);
        for (const char* word :
             {"",   "12", "017", "0x1F", "12:30:45", "2024-01-01", "1e3",   ".inf", "~",
              "=",  "<<", "-",   "?",    " a",       "a ",         "a b",   "a: b", "#a",
              "*a", "&a", "!a",  "[a]",  "{a}",      "a,b",        "Küche", "...",  "---",
              "%a", "@a", "`a",  "'a'",  "|",        ">"})
            QTest::newRow(fmt::format("'{}'", word).c_str())
                << std::string{word} << fmt::format("\"{}\"", word);
        row("a\"b\\c", "\"a\\\"b\\\\c\"");
        row("a\nb\tc\r", "\"a\\nb\\tc\\x0D\"");
        row("\x1b\x7f\u0085", "\"\\x1B\\x7F\\x85\"");
        row("\u202e\u2066\u2028\ufeff", "\"\\u202E\\u2066\\u2028\\uFEFF\"");
        row("\xff", "\"\ufffd\"");
    }

    void onlyWordsThatEveryReaderTakesForTextArePlain()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, written);
        QCOMPARE(yamlText(text), written);
    }

    void hostileTextsReadBackAsThemselves()
    {
        const std::vector<std::string> texts = hostileTexts();
        QCOMPARE(textsIn(listOf(texts, true)), texts);
        QCOMPARE(textsIn(listOf(texts, false)), texts);
        YamlWriter yaml;
        yaml.beginMap();
        for (std::size_t i = 0; i < texts.size(); ++i)
            yaml.entry(texts[i] + fmt::format("{}", i), std::string_view{texts[i]});
        yaml.end();
        const std::string file = yaml.finish();
        const auto tree = readYaml(file, "f", designLimits, EndMark::Required);
        QVERIFY2(tree, tree.error().text.c_str());
        std::size_t at = 0;
        for (const YamlNode::Entry entry : tree->root().entries()) {
            QCOMPARE(std::string{entry.key.text()}, texts[at] + fmt::format("{}", at));
            QCOMPARE(std::string{entry.value.text()}, texts[at]);
            ++at;
        }
        QCOMPARE(at, texts.size());
    }

    void randomTextsAndNumbersReadBackAsThemselves()
    {
        constexpr unsigned seed = 20'261'122;
        std::mt19937 random{seed};
        for (int i = 0; i < 3'000; ++i) {
            const std::string text = randomText(random);
            double number = std::bit_cast<double>((std::uint64_t{random()} << 32) | random());
            if (!std::isfinite(number))
                number = static_cast<double>(random()) / 1000;
            const auto whole =
                static_cast<std::int64_t>((std::uint64_t{random()} << 32) | random());
            YamlWriter yaml;
            const bool inLine = i % 2 == 0;
            if (inLine)
                yaml.beginLineMap();
            else
                yaml.beginMap();
            yaml.entry("text", std::string_view{text});
            yaml.entry("number", number);
            yaml.entry("whole", whole);
            yaml.key("k" + text.substr(0, text.size() < 100 ? text.size() : 0));
            yaml.lineList(std::vector<std::string>{text, text});
            yaml.end();
            const std::string file = yaml.finish();

            const auto tree = readYaml(file, "f", designLimits, EndMark::Required);
            QVERIFY2(tree,
                     tree ? ""
                          : fmt::format("seed {}, run {}: {}", seed, i, tree.error().text).c_str());
            YamlErrors errors;
            YamlMap map{tree->root(), errors};
            QCOMPARE(map.text("text", noteText), text);
            QCOMPARE(std::bit_cast<std::uint64_t>(map.number("number")),
                     std::bit_cast<std::uint64_t>(number));
            QCOMPARE(map.whole("whole"), whole);
            const YamlNode::Entry last = [&] {
                std::optional<YamlNode::Entry> found;
                for (const YamlNode::Entry entry : tree->root().entries())
                    found = entry;
                return *found;
            }();
            QCOMPARE(std::string{last.key.text().substr(1)},
                     text.size() < 100 ? text : std::string{});
            for (const YamlNode item : last.value.items())
                QCOMPARE(std::string{item.text()}, text);
            static_cast<void>(map.find(last.key.text()));
            QVERIFY(errors.empty());
        }
    }

    void longTextsAndLongLinesAreBroken()
    {
        std::string text;
        std::mt19937 random{5};
        while (text.size() < 60'000)
            text += randomText(random) + "  ";
        const std::vector<std::string> texts{text, std::string(20'000, ' '),
                                             std::string(20'000, '\\'), std::string(10'000, 'x')};
        for (const bool inLine : {true, false}) {
            const std::string file = listOf(texts, inLine);
            QCOMPARE(textsIn(file) == texts, true);
            for (std::size_t at = 0; at < file.size();) {
                const std::size_t end = file.find('\n', at);
                QVERIFY(end - at < 6'000);
                at = end + 1;
            }
        }
        std::vector<std::string> many;
        for (int i = 0; i < 30'000; ++i)
            many.push_back(fmt::format("{}", i));
        QCOMPARE(textsIn(listOf(many, true)) == many, true);
    }

    void pyYamlReadsTheSameTexts()
    {
        const QString python = QStandardPaths::findExecutable("python3");
        QProcess probe;
        probe.start(python, {"-c", "import yaml"});
        if (python.isEmpty() || !probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("python3-yaml is not installed");
        std::vector<std::string> texts = hostileTexts();
        std::mt19937 random{11};
        for (int i = 0; i < 300; ++i)
            texts.push_back(randomText(random));
        texts.push_back(std::string(9'000, ' ') + "\n \t" + std::string(9'000, '-'));
        for (const bool inLine : {true, false}) {
            QProcess reader;
            reader.start(
                python,
                {"-c",
                 "import sys, yaml, json\n"
                 "print(json.dumps(yaml.safe_load(sys.stdin.buffer.read().decode('utf-8'))))"});
            const std::string file = listOf(texts, inLine);
            reader.write(file.data(), static_cast<qint64>(file.size()));
            reader.closeWriteChannel();
            QVERIFY(reader.waitForFinished());
            QVERIFY2(reader.exitCode() == 0, reader.readAllStandardError().constData());
            const QJsonArray read = QJsonDocument::fromJson(reader.readAllStandardOutput()).array();
            QCOMPARE(read.size(), static_cast<qsizetype>(texts.size()));
            for (std::size_t i = 0; i < texts.size(); ++i) {
                QVERIFY2(read[static_cast<qsizetype>(i)].isString(), texts[i].c_str());
                QCOMPARE(read[static_cast<qsizetype>(i)].toString().toStdString(), texts[i]);
            }
        }
    }

    void aSecondWritingIsTheSame()
    {
        QCOMPARE(listOf(hostileTexts(), false),
                 listOf(textsIn(listOf(hostileTexts(), false)), false));
    }
};

QTEST_APPLESS_MAIN(YamlWriterTest)
#include "tst_YamlWriter.moc"

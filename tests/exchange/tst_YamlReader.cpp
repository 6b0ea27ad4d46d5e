#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include "tests/support/Hostile.h"
#include "tests/support/Print.h"

#include <QTest>

#include <chrono>
#include <fstream>
#include <random>

using namespace colonnade::model;

namespace {

std::string repeated(std::string_view piece, std::size_t times)
{
    std::string text;
    text.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        text += piece;
    return text;
}

/// The sentence of a refusal; empty for a text that is read.
std::string refusal(std::string_view text, const YamlLimits& limits = designLimits,
                    EndMark mark = EndMark::Optional)
{
    const auto tree = readYaml(text, "f.yaml", limits, mark);
    return tree ? std::string{} : tree.error().text;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// Peak of the memory of this program while `run` runs, beyond what it had before, in MB.
template <class Run> double peakOf(Run run)
{
    const auto field = [](std::string_view name) {
        std::ifstream file{"/proc/self/status"};
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with(name))
                return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
        }
        return 0.0;
    };
    std::ofstream{"/proc/self/clear_refs"} << "5";
    const double before = field("VmRSS");
    run();
    return field("VmHWM") - before;
}

template <class Run> double secondsOf(Run run)
{
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string aliasBomb()
{
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i)
        text += fmt::format("a{}: &a{} [{}*a{}]\n", i, i, repeated(fmt::format("*a{}, ", i - 1), 8),
                            i - 1);
    return text;
}

const std::string sample = "format: 1\n"
                           "name: \"Hall \\\"3\\\"\"\n"
                           "racks:\n"
                           "  - {id: r01, x: 600, y: 1200, label: \"K\\xFCche\"}\n"
                           "  - {id: r02, x: 1200.5, y: -3}\n"
                           "notes: \"a\\nb\"\n"
                           "empty: {}\n"
                           "...\n";

enum class Side { A, B };
constexpr std::array<YamlWord<Side>, 2> sides{{{"a", Side::A}, {"b", Side::B}}};

} // namespace

class YamlReaderTest : public QObject {
    Q_OBJECT
private slots:
    void aTreeHoldsValuesAndTheirPlaces()
    {
        const auto tree = readYaml(sample, "f.yaml", designLimits, EndMark::Required);
        QVERIFY2(tree, tree.error().text.c_str());
        const YamlNode root = tree->root();
        QVERIFY(root.isMap());
        QCOMPARE(root.size(), std::size_t{5});
        QCOMPARE(root.find("name")->text(), std::string_view{"Hall \"3\""});
        QVERIFY(root.find("name")->quoted());
        const YamlNode racks = *root.find("racks");
        QCOMPARE(racks.size(), std::size_t{2});
        std::vector<YamlNode> items;
        for (const YamlNode item : racks.items())
            items.push_back(item);
        QCOMPARE(items.size(), std::size_t{2});
        QCOMPARE(items[0].find("label")->text(), std::string_view{"Küche"});
        const YamlNode y = *items[1].find("y");
        QCOMPARE(y.text(), std::string_view{"-3"});
        QCOMPARE(y.path(), std::string{"racks[1].y"});
        QCOMPARE(y.line(), std::size_t{5});
        QCOMPARE(y.column(), std::size_t{29});
        QCOMPARE(root.path(), std::string{});
    }

    void aTreeOutlivesTheTextAndTheObjectItCameIn()
    {
        std::optional<YamlTree> kept;
        {
            std::string text = sample;
            auto tree = readYaml(text, std::string{"f.yaml"}, designLimits);
            text.assign(text.size(), 'x');
            kept = *tree;
        }
        QCOMPARE(kept->root().find("notes")->text(), std::string_view{"a\nb"});
        QCOMPARE(kept->file(), std::string{"f.yaml"});
    }

    void columnsAreCountedInCharacters()
    {
        const auto tree = readYaml("ä: [ö, ü: 1]\nß: 2\n", "f", designLimits);
        QVERIFY2(tree, tree.error().text.c_str());
        QCOMPARE(tree->root().find("ß")->column(), std::size_t{4});
        QCOMPARE(refusal("ä: [ö, {ü: 1, ü: 2}]"),
                 std::string{"file 'f.yaml', line 1, column 15, key 'ä[1].ü': found the key 'ü' "
                             "twice, expected it once"});
    }

    void anAliasStandsForItsValue()
    {
        const auto tree =
            readYaml("a: &x {k: [1, 2], e: []}\nb: *x\nc: {d: *x}\n", "f", designLimits);
        QVERIFY2(tree, tree.error().text.c_str());
        const YamlNode copy = *tree->root().find("c")->find("d");
        QCOMPARE(copy.find("k")->size(), std::size_t{2});
        QCOMPARE(copy.find("k")->path(), std::string{"c.d.k"});
        QCOMPARE(copy.line(), std::size_t{3});
        QVERIFY(copy.find("e")->isSequence());
        QCOMPARE(tree->root().find("b")->size(), std::size_t{2});
    }

    void hostileInputIsRefusedInOneSentence_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("sentence");
        const auto row = [](const char* name, std::string text, const char* sentence) {
            QTest::newRow(name) << std::move(text) << std::string{sentence};
        };
        row("nothing", "", "found nothing, expected a map");
        row("only a comment", "# a\n", "found nothing, expected a map");
        row("a lone comma", ",", "found more than one document");
        row("10,000 lists on one line", repeated("[", 10'000), "more than 32 deep");
        row("10,000 maps on one line", repeated("{a: ", 10'000), "more than 32 deep");
        row("10,000 block lists on one line", repeated("- ", 10'000), "more than 32 deep");
        row("10,000 lists, a line each", repeated("[\n", 10'000), "found");
        row(
            "10,000 block maps",
            [] {
                std::string text;
                for (std::size_t i = 0; i < 10'000 && text.size() < 4'000'000; ++i)
                    text += std::string(i, ' ') + "a:\n";
                return text;
            }(),
            "more than 32 deep");
        row("a million lists on one line", repeated("[", 1'000'000),
            "found a line of more than 65536 bytes");
        row("a million lists, a line each", repeated("[\n", 1'000'000),
            "characters of punctuation");
        row("a flow list of 10 MB on one line", "[" + repeated("abcdefghi,", 1'000'000) + "]",
            "found a line of more");
        row("an alias bomb", aliasBomb(), "found aliases that stand for more than 4000000 values");
        row("10,000 aliases of 10,000 values",
            "a: &a [" + repeated("1,\n ", 10'000) + "1]\nb:\n" + repeated(" - *a\n", 10'000),
            "found aliases that stand for more than 4000000 values");
        row("an alias in its own list", "&a [*a]", "stands for a value that contains it");
        row("an alias in its own map", "a: &a {b: *a}", "stands for a value that contains it");
        row("an alias as its own key", "&a {*a : 1}", "found an alias as key");
        row("an alias of nothing", "a: *b", "no YAML");
        row("a scalar of many lines", "a: \"" + repeated("x\n ", 3'000'000) + "\"",
            "found a value of more than 1048576 bytes");
        row("a block text of 8 MB", "a: |\n" + repeated("  " + std::string(98, 'x') + "\n", 80'000),
            "found a value of more than 1048576 bytes");
        row("NUL", std::string("a: b\0c", 6),
            "line 1, column 5: found the control character '\\u{0}'");
        row("NUL at the end", std::string("a: b\n\0\0\0\0", 9),
            "found the control character '\\u{0}'");
        row("escape character", "a: \x1b[1m", "found the control character '\\u{1b}'");
        row("delete character", "a: \x7f", "found the control character '\\u{7f}'");
        row("a lone carriage return", "a: b\rc: d\n", "found the control character '\\u{d}'");
        row("no UTF-8: FF FE", "a: \xff\xfe", "found the byte 0xff, expected UTF-8");
        row("no UTF-8: overlong", "a: \xc0\x80", "found the byte 0xc0, expected UTF-8");
        row("no UTF-8: overlong of three", "a: \xe0\x80\x80",
            "found the byte 0xe0, expected UTF-8");
        row("no UTF-8: surrogate", "a: \xed\xa0\x80", "found the byte 0xed, expected UTF-8");
        row("no UTF-8: too large", "a: \xf4\x90\x80\x80", "found the byte 0xf4, expected UTF-8");
        row("no UTF-8: cut", "a: \xe2\x82", "found the byte 0xe2, expected UTF-8");
        row("a surrogate by escape", "a: \"\\ud800\"", "no YAML");
        row("UTF-16",
            std::string("\xff\xfe"
                        "a\0:\0 \0b\0",
                        10),
            "expected UTF-8");
        row("UTF-16, big end first", std::string("\xfe\xff\0a\0:\0 \0b", 10), "expected UTF-8");
        row("UTF-32", std::string("\xff\xfe\0\0a\0\0\0", 8), "expected UTF-8");
        row("equal keys", "a: 1\nb: 2\na: 3\n",
            "line 3, column 1, key 'a': found the key 'a' twice, expected it once");
        row("equal keys, quoted", "{a: 1, \"a\": 2}", "found the key 'a' twice");
        row(
            "equal keys among many",
            "{" +
                [] {
                    std::string text;
                    for (int i = 0; i < 40; ++i)
                        text += fmt::format("k{}: 1, ", i);
                    return text;
                }()
                + "k7: 2, k5: 2}",
            "key 'k7': found the key 'k7' twice");
        row("a merge key", "a: &b {c: 1}\nd: {<<: *b}\n", "found the merge key '<<'");
        row("a tag", "a: !!str 1\n", "expected no tags");
        row("a tag on a list", "a: !!set [1]\n", "expected no tags");
        row("a tag of a program", "a: !!python/object/apply:os.system [ls]\n", "expected no tags");
        row("a list as key", "? [a]\n: b\n", "found a list as key");
        row("nothing as key", "~: b\n", "found nothing as key");
        row("a second document", "a: 1\n---\nb: 2\n", "found more than one document");
        row("text behind the end", "a: 1\n...\nb: 2\n", "found more than one document");
        row("an unclosed quote", "a: \"b\nc: d\n", "no YAML");
        row("an unclosed quote at the end", "a: 'b", "no YAML");
        row("an unclosed list", "a: [b\n", "no YAML");
        row("a key of more than 1,024 bytes", std::string(1100, 'k') + ": 1\n", "no YAML");
        row("brackets that never close", "a: [[b", "found a bracket that is never closed");
        row("a tab as indent", "a:\n\tb: 1\n", "no YAML");
        row("another version of YAML", "%YAML 9.0\n---\na: 1\n", "no YAML");
    }

    void hostileInputIsRefusedInOneSentence()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, sentence);
        std::string said;
        double seconds = 0;
        [[maybe_unused]] const double peak =
            peakOf([&] { seconds = secondsOf([&] { said = refusal(text); }); });
        QVERIFY2(contains(said, sentence), said.c_str());
        QVERIFY2(said.starts_with("file 'f.yaml', line "), said.c_str());
        QVERIFY2(said.find('\n') == std::string::npos, said.c_str());
        QVERIFY2(said.size() < 1'000, said.c_str());
#ifndef __SANITIZE_ADDRESS__
        // The four million list items that may be are 64 MB, and their vector doubles.
        QVERIFY2(peak < 260, fmt::format("{} MB", peak).c_str());
        QVERIFY2(seconds < 20, fmt::format("{} s", seconds).c_str());
#endif
    }

    void aHundredMegabytesAreRefusedAtOnce()
    {
        const std::string text(100u << 20, 'x');
        std::string said;
        const double peak =
            peakOf([&] { QVERIFY(secondsOf([&] { said = refusal(text); }) < 0.1); });
        QCOMPARE(said,
                 std::string{"file 'f.yaml', line 1, column 1: found 104857600 bytes, expected at "
                             "most 67108864"});
        QVERIFY(peak < 8);
    }

    void deepNestingIsRefusedBeforeItCosts()
    {
        for (const char* piece : {"[\n", "{a:\n", "- "}) {
            const std::string text = repeated(piece, 30'000);
            double seconds = 0;
            [[maybe_unused]] const double peak =
                peakOf([&] { seconds = secondsOf([&] { QVERIFY(!refusal(text).empty()); }); });
            QVERIFY2(seconds < 2, piece);
#ifndef __SANITIZE_ADDRESS__
            QVERIFY2(peak < 60, piece);
#endif
        }
    }

    void eachLimitAllowsItsValueAndRefusesOneMore_data()
    {
        QTest::addColumn<std::string>("good");
        QTest::addColumn<std::string>("bad");
        QTest::addColumn<YamlLimits>("limits");
        const YamlLimits roomy{.bytes = 1u << 20,
                               .line = 1u << 20,
                               .depth = 100,
                               .values = 1'000,
                               .text = 1u << 10,
                               .anchors = 10,
                               .aliases = 10,
                               .expanded = 1'000};
        const auto row = [&](const char* name, std::string good, std::string bad,
                             std::size_t YamlLimits::*limit, std::size_t value) {
            YamlLimits limits = roomy;
            limits.*limit = value;
            QTest::newRow(name) << std::move(good) << std::move(bad) << limits;
        };
        row("bytes", "a: bcdefg\n", "a: bcdefgh\n", &YamlLimits::bytes, 10);
        row("line", "a: bcdefg\nx: 1\n", "a: bcdefgh\nx: 1\n", &YamlLimits::line, 9);
        row("line at the end", "a: bcdefg", "a: bcdefgh", &YamlLimits::line, 9);
        row("depth of lists", "[[[]]]", "[[[[]]]]", &YamlLimits::depth, 3);
        row("depth of maps", "a: {b: {c: 1}}", "a: {b: {c: {}}}", &YamlLimits::depth, 3);
        row("depth by alias", "[&a [], [*a]]", "[&a [], [[*a]]]", &YamlLimits::depth, 3);
        row("values", "{a: 1, b: [2, 3]}", "{a: 1, b: [2, 3, 4]}", &YamlLimits::values, 7);
        row("text", "a: bcd", "a: bcde", &YamlLimits::text, 3);
        row("text of a key", "abc: 1", "abcd: 1", &YamlLimits::text, 3);
        row("anchors", "[&a 1, &b 2]", "[&a 1, &b 2, &c 3]", &YamlLimits::anchors, 2);
        row("aliases", "[&a 1, *a, *a]", "[&a 1, *a, *a, *a]", &YamlLimits::aliases, 2);
        row("no aliases", "[&a 1]", "[&a 1, *a]", &YamlLimits::aliases, 0);
        row("expanded", "[&a [1, 2], *a]", "[&a [1, 2], *a, *a]", &YamlLimits::expanded, 7);
        row("expanded by a scalar", "[&a [1, 2], *a]", "[&a [1, 2], *a, 1]", &YamlLimits::expanded,
            7);
    }

    void eachLimitAllowsItsValueAndRefusesOneMore()
    {
        QFETCH(std::string, good);
        QFETCH(std::string, bad);
        QFETCH(YamlLimits, limits);
        QCOMPARE(refusal(good, limits), std::string{});
        QVERIFY(!refusal(bad, limits).empty());
    }

    void theLimitsAreThoseOfTheManual()
    {
        QCOMPARE(designLimits.bytes, std::size_t{64} << 20);
        QCOMPARE(designLimits.line, std::size_t{64} << 10);
        QCOMPARE(designLimits.depth, std::size_t{32});
        QCOMPARE(designLimits.values, std::size_t{4'000'000});
        QCOMPARE(designLimits.text, std::size_t{1} << 20);
        QCOMPARE(designLimits.aliases, std::size_t{1'000});
        QCOMPARE(catalogLimits.bytes, std::size_t{16} << 20);
        QCOMPARE(catalogLimits.depth, std::size_t{16});
        QCOMPARE(catalogLimits.values, std::size_t{1'000'000});
        QCOMPARE(catalogLimits.text, std::size_t{64} << 10);
    }

    void aTextOfTheGreatestLengthIsRead()
    {
        const std::string text(designLimits.text, 'x');
        YamlWriter yaml;
        yaml.beginMap();
        yaml.entry("a", std::string_view{text});
        yaml.end();
        const std::string file = yaml.finish();
        const auto tree = readYaml(file, "f", designLimits, EndMark::Required);
        QVERIFY2(tree, tree.error().text.c_str());
        QVERIFY(tree->root().find("a")->text() == text);
    }

    void aFileWithoutEndMarkIsRefusedWhereOneIsDemanded()
    {
        QCOMPARE(refusal(sample, designLimits, EndMark::Required), std::string{});
        QCOMPARE(refusal("a: 1\n", designLimits, EndMark::Required),
                 std::string{"file 'f.yaml', line 1, column 1: found no end mark, expected '...' "
                             "as the last line; the "
                             "file may be cut off"});
        QVERIFY(!refusal("a: 1\n...", designLimits, EndMark::Required).empty());
        QVERIFY(!refusal("a: b...\n", designLimits, EndMark::Required).empty());
        QCOMPARE(refusal("a: 1\r\n...\r\n", designLimits, EndMark::Required), std::string{});
    }

    void everyCutOfAFileIsRefused()
    {
        for (std::size_t size = 0; size < sample.size(); ++size)
            QVERIFY2(
                !refusal(std::string_view{sample}.substr(0, size), designLimits, EndMark::Required)
                     .empty(),
                fmt::format("{} bytes", size).c_str());
    }

    void aByteOrderMarkAndLineEndsOfWindowsAreRead()
    {
        const auto tree = readYaml("\xef\xbb\xbf"
                                   "a: b\r\nc:\r\n  - d\r\n",
                                   "f", designLimits);
        QVERIFY2(tree, tree.error().text.c_str());
        QCOMPARE(tree->root().find("a")->text(), std::string_view{"b"});
    }

    void damageNeverDoesMoreThanRefuse()
    {
        std::mt19937 random{20'261'122};
        const std::string tokens = "[]{}:,-?*&!|>'\"%#\n \t<a1~.\\\xc3\xbc\x80";
        for (int i = 0; i < 3'000; ++i) {
            std::string text = sample;
            for (std::size_t k = random() % 6 + 1; k > 0; --k) {
                const std::size_t at = random() % text.size();
                switch (random() % 3) {
                case 0: text[at] = tokens[random() % tokens.size()]; break;
                case 1: text.insert(at, 1, tokens[random() % tokens.size()]); break;
                default: text.erase(at, random() % 5 + 1); break;
                }
                if (text.empty())
                    text = "x";
            }
            const auto tree = readYaml(text, "f", designLimits);
            if (tree) {
                // A walk over what was accepted ends and sees each value once.
                std::size_t seen = 0;
                const auto walk = [&](const auto& self, YamlNode node) -> void {
                    ++seen;
                    for (const YamlNode item : node.items())
                        self(self, item);
                    for (const YamlNode::Entry entry : node.entries()) {
                        ++seen;
                        self(self, entry.value);
                    }
                };
                walk(walk, tree->root());
                QCOMPARE(seen, tree->size());
            } else {
                QVERIFY(!tree.error().text.empty());
            }
        }
    }

    void bothReadersReadTheSame()
    {
        // Our own reader takes what is canonical; a directive in front sends the same text to
        // yaml-cpp.
        const std::string detour = "%YAML 1.2\n---\n";
        std::mt19937 random{7};
        const std::string tokens = "[]{}:,-?*&!|>'\"%#\n \t<a1~.\\x\xc3\xbc\x80";
        std::vector<std::string> seeds{sample, "a: 1\n",
                                       "- 1\n- - 2\n  - - x: 3\n      y: [1, {z: 2}]\n  - k:\n     "
                                       " - v\n# c\n\n- {a: \"\u00fc\", \"b\": \"\\x85\"}\n...\n",
                                       "k: \"" + std::string(20, 'x')
                                           + "\\\n    \\ y\"\nl: [a,\n  b]\n...\n"};
        {
            YamlWriter yaml;
            yaml.beginMap();
            for (int i = 0; i < 60; ++i) {
                yaml.key(fmt::format("k{}{}", i, randomText(random)));
                yaml.beginList();
                yaml.value(std::string_view{randomText(random)});
                yaml.beginLineMap();
                yaml.entry(randomText(random), i * 0.1);
                yaml.end();
                yaml.beginMap();
                yaml.entry(randomText(random), -i);
                yaml.key("m");
                yaml.lineList(hostileTexts());
                yaml.end();
                yaml.end();
            }
            yaml.end();
            seeds.push_back(yaml.finish());
        }
        int both = 0;
        const auto compare = [&](const std::string& text) {
            const auto one = readYaml(text, "f", designLimits);
            const auto two = readYaml(detour + text, "f", designLimits);
            if (one.has_value() != two.has_value())
                return std::string{"one reads and the other does not: "}
                + (one ? two.error().text : one.error().text);
            if (!one)
                return std::string{};
            ++both;
            const auto walk = [&](const auto& self, YamlNode a, YamlNode b) -> bool {
                if (a.kind() != b.kind() || a.text() != b.text() || a.quoted() != b.quoted()
                    || a.line() + 2 != b.line() || a.column() != b.column() || a.size() != b.size())
                    return false;
                auto item = b.items().begin();
                for (const YamlNode child : a.items()) {
                    if (!self(self, child, *item))
                        return false;
                    ++item;
                }
                auto entry = b.entries().begin();
                for (const YamlNode::Entry child : a.entries()) {
                    if (!self(self, child.key, (*entry).key)
                        || !self(self, child.value, (*entry).value))
                        return false;
                    ++entry;
                }
                return true;
            };
            return walk(walk, one->root(), two->root()) && one->size() == two->size()
                ? std::string{}
                : std::string{"the trees differ"};
        };
        for (const std::string& seed : seeds)
            QCOMPARE(compare(seed), std::string{});
        QCOMPARE(both, static_cast<int>(seeds.size()));
        for (int i = 0; i < 20'000; ++i) {
            std::string text = seeds[random() % (seeds.size() - 1)];
            for (std::size_t k = random() % 4 + 1; k > 0; --k) {
                const std::size_t at = random() % text.size();
                switch (random() % 4) {
                case 0: text[at] = tokens[random() % tokens.size()]; break;
                case 1: text.insert(at, 1, tokens[random() % tokens.size()]); break;
                case 2: text.insert(at, text.substr(random() % text.size(), random() % 12)); break;
                default: text.erase(at, random() % 5 + 1); break;
                }
                if (text.empty())
                    text = "x";
            }
            // A directive behind the detour is something else than one at the beginning.
            if (text.front() == '%' || contains(text, "\n%"))
                continue;
            const std::string difference = compare(text);
            QVERIFY2(difference.empty(), (difference + "\n" + text).c_str());
        }
        QVERIFY2(both > 2'000, fmt::format("{}", both).c_str());
    }

    void readingTellsHowFarItIsAndStopsWhenTold()
    {
        const std::string text = repeated("- {id: r01, x: 600}\n", 20'000);
        std::vector<std::size_t> seen;
        const auto tree = readYaml(text, "f", designLimits, EndMark::Optional,
                                   [&](std::size_t done, std::size_t total) {
                                       seen.push_back(done);
                                       return total == text.size();
                                   });
        QVERIFY(tree);
        QVERIFY(seen.size() >= text.size() / 131'072);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));

        const auto stopped = readYaml(text, "f", designLimits, EndMark::Optional,
                                      [](std::size_t done, std::size_t) { return done < 300'000; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().text, std::string{"file 'f': reading was stopped"});
    }

    void aBuilderReadsTypedValues()
    {
        const auto tree = readYaml("id: r-01\npower_w: 1.5e3\nx: -600\nlive: true\nside: b\nlist: "
                                   "[p, q]\nin: {k: 1}\nnames: {n1: 1, n2: 2}\n",
                                   "f", designLimits);
        YamlErrors errors;
        {
            YamlMap map{tree->root(), errors};
            QCOMPARE(map.id<DeviceTag>("id").text(), std::string{"r-01"});
            QCOMPARE(map.quantity<Watts>("power_w", {0, 1e6}), Watts{1500});
            QCOMPARE(map.quantity<Millimetres>("x", {-1e6, 1e6}), Millimetres{-600});
            QCOMPARE(map.flag("live"), true);
            QCOMPARE(map.word("side", sides), Side::B);
            QCOMPARE(map.texts("list"), (std::vector<std::string>{"p", "q"}));
            YamlMap inner = map.map("in");
            QCOMPARE(inner.whole("k"), std::int64_t{1});
            QVERIFY(!map.numberIf("missing"));
            QVERIFY(map.textsIf("missing").empty());
            QVERIFY(!map.mapIf("missing"));
            const auto entries = map.at("names").entries();
            QCOMPARE(entries.size(), std::size_t{2});
            QCOMPARE(entries[1].first.text(), std::string{"n2"});
            QCOMPARE(entries[1].second.whole(), std::int64_t{2});
        }
        QVERIFY2(errors.empty(), errors.empty() ? "" : errors.list().front().text.c_str());
    }

    void aWrongValueIsNamedWithItsPlace_data()
    {
        QTest::addColumn<std::string>("value");
        QTest::addColumn<std::string>("kind");
        QTest::addColumn<std::string>("sentence");
        const auto row = [](const char* value, const char* kind, const char* sentence) {
            QTest::newRow(fmt::format("{} as {}", value, kind).c_str())
                << std::string{value} << std::string{kind}
                << fmt::format("file 'f.yaml', line 2, column 9, key 'a[0].k': {}", sentence);
        };
        row("abc", "number", "found 'abc', expected a number from 0 to 1000");
        row("1001", "number", "found '1001', expected a number from 0 to 1000");
        row("-1", "number", "found '-1', expected a number from 0 to 1000");
        row("017", "number", "found '017', expected a number from 0 to 1000");
        row("0x1F", "number", "found '0x1F', expected a number from 0 to 1000");
        row("1e999", "number", "found '1e999', expected a number from 0 to 1000");
        row(".inf", "number", "found '.inf', expected a number from 0 to 1000");
        row(".nan", "number", "found '.nan', expected a number from 0 to 1000");
        row("nan", "number", "found 'nan', expected a number from 0 to 1000");
        row("\"12\"", "number", "found '\"12\"', expected a number from 0 to 1000");
        row("12 W", "number", "found '12 W', expected a number from 0 to 1000");
        row("1.5", "whole", "found '1.5', expected a whole number from 0 to 255");
        row("256", "whole", "found '256', expected a whole number from 0 to 255");
        row("1e2", "whole", "found '1e2', expected a whole number from 0 to 255");
        row("99999999999999999999", "whole",
            "found '99999999999999999999', expected a whole number from 0 to 255");
        row("yes", "flag", "found 'yes', expected true or false");
        row("True", "flag", "found 'True', expected true or false");
        row("\"true\"", "flag", "found '\"true\"', expected true or false");
        row("c", "word", "found 'c', expected one of 'a', 'b'");
        row("\"\"", "text", "found '\"\"', expected a text of 1 to 4096 bytes");
        row("[1]", "text", "found a list of 1, expected a text of 1 to 4096 bytes");
        row("~", "text", "found nothing, expected a text of 1 to 4096 bytes");
        row("a/b", "id",
            "found 'a/b', expected an id (1 to 256 letters, digits, '.', '_' or '-', not beginning "
            "with '.' or '-')");
        row("\"\\e[31m\\u202E\"", "number",
            "found '\"\\u{1b}[31m\\u{202e}\"', expected a number from 0 to 1000");
        row("1", "list", "found '1', expected a list");
        row("1", "map", "found '1', expected a map");
    }

    void aWrongValueIsNamedWithItsPlace()
    {
        QFETCH(std::string, value);
        QFETCH(std::string, kind);
        QFETCH(std::string, sentence);
        const auto tree = readYaml("a:\n  - {k: " + value + "}\n", "f.yaml", designLimits);
        QVERIFY2(tree, tree.error().text.c_str());
        YamlErrors errors;
        {
            YamlMap root{tree->root(), errors};
            YamlMap map = root.items("a").front().map();
            if (kind == "number")
                QCOMPARE(map.number("k", {0, 1000}), 0.0);
            else if (kind == "whole")
                QCOMPARE(map.whole("k", {0, 255}), std::int64_t{0});
            else if (kind == "flag")
                QCOMPARE(map.flag("k"), false);
            else if (kind == "word")
                QCOMPARE(map.word("k", sides), Side::A);
            else if (kind == "text")
                QCOMPARE(map.text("k"), std::string{});
            else if (kind == "id")
                QCOMPARE(map.id<DeviceTag>("k").text(), std::string{"unread"});
            else if (kind == "list")
                QVERIFY(map.items("k").empty());
            else
                QVERIFY(!map.map("k").present());
        }
        QCOMPARE(errors.count(), std::size_t{1});
        QCOMPARE(errors.list().front().text, sentence);
    }

    void aMissingKeyIsOneErrorAndHidesNoOther()
    {
        const auto tree = readYaml("a: {}\n", "f", designLimits);
        YamlErrors errors;
        {
            YamlMap root{tree->root(), errors};
            YamlMap map = root.map("a");
            QCOMPARE(map.number("x", {5, 9}), 5.0);
            YamlMap absent = map.map("y");
            QCOMPARE(absent.text("z"), std::string{});
            QVERIFY(absent.items("w").empty());
        }
        QCOMPARE(errors.count(), std::size_t{2});
        QCOMPARE(
            errors.list()[0].text,
            std::string{"file 'f', line 1, column 4, key 'a': found no key 'x', expected one"});
        QCOMPARE(
            errors.list()[1].text,
            std::string{"file 'f', line 1, column 4, key 'a': found no key 'y', expected one"});
        QCOMPARE(errors.first().value().text, errors.list()[0].text);
    }

    void keysThatNobodyAskedForAreReported()
    {
        const auto tree = readYaml("b: 1\nzzz: 2\na: 3\n", "f", designLimits);
        YamlErrors errors;
        {
            YamlMap map{tree->root(), errors};
            QCOMPARE(map.whole("a"), std::int64_t{3});
            QCOMPARE(map.whole("b"), std::int64_t{1});
            QVERIFY(!map.find("c"));
        }
        QCOMPARE(errors.count(), std::size_t{1});
        QCOMPARE(errors.list()[0].text,
                 std::string{"file 'f', line 2, column 1, key 'zzz': found the unknown key 'zzz', "
                             "expected one of 'a', 'b', 'c'"});
    }

    void aMapOfManyKeysIsReadInAnyOrder()
    {
        std::string text;
        for (int i = 0; i < 150; ++i)
            text += fmt::format("k{}: {}\n", i, i);
        const auto tree = readYaml(text, "f", designLimits);
        std::vector<std::string> keys;
        for (int i = 0; i < 150; ++i)
            keys.push_back(fmt::format("k{}", i));
        std::shuffle(keys.begin(), keys.end(), std::mt19937{7});
        YamlErrors errors;
        {
            YamlMap map{tree->root(), errors};
            for (const std::string& key : keys) {
                if (key != "k77")
                    QCOMPARE(fmt::format("k{}", map.whole(key)), key);
            }
        }
        QCOMPARE(errors.count(), std::size_t{1});
        QVERIFY(contains(errors.list()[0].text, "the unknown key 'k77'"));
    }

    void aNewerFormatIsRefusedInAClearSentence()
    {
        const auto tree = readYaml("format: 3\n", "f", designLimits);
        YamlErrors errors;
        {
            YamlMap map{tree->root(), errors};
            QCOMPARE(map.format(2), 3);
        }
        QCOMPARE(errors.list().front().text,
                 std::string{"file 'f', line 1, column 9, key 'format': found format 3, expected "
                             "at most 2; the file was "
                             "written by a newer version"});
    }

    void onlyTheFirstHundredErrorsAreKept()
    {
        YamlErrors errors;
        int made = 0;
        for (int i = 0; i < 1'000; ++i)
            errors.add([&] {
                ++made;
                return Error{"x"};
            });
        QCOMPARE(made, 100); // No sentence is made for those that are only counted.
        QCOMPARE(errors.list().size(), std::size_t{100});
        QCOMPARE(errors.count(), std::size_t{1'000});
    }
};

QTEST_APPLESS_MAIN(YamlReaderTest)
#include "tst_YamlReader.moc"

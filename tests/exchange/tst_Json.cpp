#include "model/exchange/JsonReader.h"
#include "model/exchange/JsonWriter.h"

#include "tests/support/Hostile.h"
#include "tests/support/Print.h"

#include <QByteArray>
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace colonnade::model;

namespace {

std::string refusal(std::string_view text, const JsonLimits& limits = {})
{
    const auto json = parseJson(text, "f.json", limits);
    return json ? std::string{} : json.error().text;
}

std::string repeated(std::string_view piece, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += piece;
    return text;
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void theBytesDependOnTheCallsAlone()
    {
        JsonWriter json;
        json.beginObject();
        json.entry("z", "text");
        json.entry("power_w", Watts{1500.5});
        json.entry("length_mm", Millimetres{600});
        json.entry("id", RackDesignId::literal("r01"));
        json.entry("unknown", std::optional<double>{});
        json.entry("known", std::optional{Watts{12}});
        json.entry("ratio", std::numeric_limits<double>::quiet_NaN());
        json.entry("live", true);
        json.key("points");
        json.beginArray();
        json.lineArray(std::vector<double>{0.1, 1e30});
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("x", 1);
        json.key("more");
        json.beginArray();
        json.value(2);
        json.null();
        json.end();
        json.end();
        json.end();
        json.key("none");
        json.beginObject();
        json.end();
        json.end();
        QCOMPARE(json.finish(),
                 std::string{"{\n"
                             "  \"z\": \"text\",\n"
                             "  \"power_w\": 1500.5,\n"
                             "  \"length_mm\": 600,\n"
                             "  \"id\": \"r01\",\n"
                             "  \"unknown\": null,\n"
                             "  \"known\": 12,\n"
                             "  \"ratio\": null,\n"
                             "  \"live\": true,\n"
                             "  \"points\": [\n"
                             "    [0.1, 1e+30],\n"
                             "    {\"x\": 1, \"more\": [2, null]}\n"
                             "  ],\n"
                             "  \"none\": {}\n"
                             "}\n"});
    }

    void randomTextsAndNumbersReadBackAsThemselves()
    {
        std::mt19937 random{20'261'122};
        for (int i = 0; i < 3'000; ++i) {
            const std::string text = randomText(random);
            double number = std::bit_cast<double>((std::uint64_t{random()} << 32) | random());
            if (!std::isfinite(number) || std::abs(number) < std::numeric_limits<double>::min())
                number = 0.5;
            const auto whole = static_cast<std::int64_t>(random()) - 2'000'000'000;
            JsonWriter json;
            json.beginObject(i % 2 == 0 ? JsonWriter::Layout::Line : JsonWriter::Layout::Block);
            json.entry("k" + text, std::string_view{text});
            json.entry("number", number);
            json.entry("whole", whole);
            json.end();
            const std::string file = json.finish();
            const auto read = parseJson(file, "f");
            // A number like 1e300 has no point and no fraction, and is no whole number either.
            QVERIFY2(read, read ? "" : read.error().text.c_str());
            QCOMPARE(read->at("k" + text).get<std::string>(), text);
            QCOMPARE(read->at("number").get<double>(), number);
            QCOMPARE(read->at("whole").get<std::int64_t>(), whole);
            const QJsonObject second =
                QJsonDocument::fromJson(QByteArray::fromStdString(file)).object();
            QCOMPARE(second.value(QString::fromStdString("k" + text)).toString().toStdString(),
                     text);
            QCOMPARE(second.value("number").toDouble(), number);
        }
    }

    void hostileInputIsRefusedInOneSentence_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("sentence");
        const auto row = [](const char* name, std::string text, const char* sentence) {
            QTest::newRow(name) << std::move(text) << std::string{sentence};
        };
        row("nothing", "", "found something that is no JSON");
        row("cut off", "{\"a\": [1, 2", "key 'a[2]': found something that is no JSON");
        row("two values", "[1] [2]", "found something that is no JSON");
        row("a comment", "// a\n1", "found something that is no JSON");
        row("a comma too many", "[1,]", "found something that is no JSON");
        row("no UTF-8", "\"\xff\"", "found something that is no JSON");
        row("a control character", "\"\x01\"", "found something that is no JSON");
        row("half a surrogate", "\"\\ud800\"", "found something that is no JSON");
        row("NaN", "[NaN]", "found something that is no JSON");
        row("doubled keys", "{\"a\": {\"b\": 1,\n \"b\": 2}}",
            "line 2, column 4, key 'a.b': found the key 'b' twice");
        row("a large whole number", "[1, 9007199254740993]",
            "key '[1]': found the whole number '9007199254740993'");
        row("a large negative number", "[-9007199254740993]",
            "found the whole number '-9007199254740993'");
        row("a very large whole number", "[123456789012345678901234567890]",
            "found the whole number '1234567890");
        row("a number beyond all", "[1e400]", "found the number '1e400'");
        row("100,000 arrays", repeated("[", 100'000), "found more than 64 objects and arrays");
        row("100,000 objects", repeated("{\"a\":", 100'000),
            "found more than 64 objects and arrays");
        row("too many values", "[" + repeated("1,", 4'000'000) + "1]",
            "found more than 4000000 values");
        row("a long text", "\"" + std::string((1u << 20) + 1, 'x') + "\"",
            "found a text of 1048577 bytes");
        row("a long key", "{\"" + std::string((1u << 20) + 1, 'x') + "\": 1}",
            "found a text of 1048577 bytes");
        row("65 MB", std::string(65u << 20, ' '),
            "found 68157440 bytes, expected at most 67108864");
    }

    void hostileInputIsRefusedInOneSentence()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, sentence);
        const std::string said = refusal(text);
        QVERIFY2(said.find(sentence) != std::string::npos, said.c_str());
        QVERIFY2(said.starts_with("file 'f.json', line "), said.c_str());
        QVERIFY2(said.find('\n') == std::string::npos && said.size() < 1'000, said.c_str());
    }

    void eachLimitAllowsItsValueAndRefusesOneMore()
    {
        QCOMPARE(refusal("[9007199254740992, -9007199254740992]"), std::string{});
        QCOMPARE(refusal("[[1]]", {.depth = 2}), std::string{});
        QVERIFY(!refusal("[[[1]]]", {.depth = 2}).empty());
        QCOMPARE(refusal("[1, 2]", {.values = 3}), std::string{});
        QVERIFY(!refusal("[1, 2, 3]", {.values = 3}).empty());
        QCOMPARE(refusal("\"abc\"", {.text = 3}), std::string{});
        QVERIFY(!refusal("\"abcd\"", {.text = 3}).empty());
        QCOMPARE(refusal("[1]", {.bytes = 3}), std::string{});
        QVERIFY(!refusal("[12]", {.bytes = 3}).empty());
    }

    void everyCutIsRefused()
    {
        const std::string text = "{\"a\": [1, {\"b\": \"c\"}], \"d\": null}";
        QCOMPARE(refusal(text), std::string{});
        for (std::size_t size = 0; size < text.size(); ++size)
            QVERIFY(!refusal(std::string_view{text}.substr(0, size)).empty());
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_Json.moc"

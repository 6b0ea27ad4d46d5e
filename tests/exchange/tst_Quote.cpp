#include "model/exchange/Quote.h"

#include "tests/support/Hostile.h"
#include "tests/support/Print.h"

#include <QByteArray>
#include <QChar>
#include <QJsonParseError>
#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <random>

using namespace colonnade::model;

namespace {

/// What a format that drops control characters keeps of a text.
std::string withoutControls(const std::string& text, bool keepReturn = false)
{
    QString kept;
    // Behind an "x", since QString takes a byte order mark at the beginning away.
    for (const QChar c : QString::fromStdString("x" + text).mid(1)) {
        const char16_t code = c.unicode();
        const bool isControl =
            (code < 0x20 && code != '\t' && code != '\n' && !(keepReturn && code == '\r'))
            || (code >= 0x7f && code < 0xa0) || code >= 0xfffe;
        if (!isControl)
            kept += c;
    }
    return kept.toStdString();
}

/// RFC 4180, read one character at a time.
std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return quoted ? std::vector<std::string>{"open quote"} : cells;
}

/// A string of Graphviz: `\"` is a quote, `\\` a backslash, `\n` a new line in a label; nothing
/// else may follow a backslash.
std::optional<std::string> labelOf(const std::string& dot)
{
    if (dot.size() < 2 || dot.front() != '"' || dot.back() != '"')
        return std::nullopt;
    std::string label;
    for (std::size_t i = 1; i + 1 < dot.size(); ++i) {
        if (dot[i] == '"')
            return std::nullopt;
        if (dot[i] != '\\') {
            label += dot[i];
            continue;
        }
        ++i;
        if (dot[i] == 'n')
            label += '\n';
        else if ((dot[i] == '"' || dot[i] == '\\') && i + 1 < dot.size())
            label += dot[i];
        else
            return std::nullopt;
    }
    return label;
}

std::vector<std::string> manyTexts()
{
    std::vector<std::string> texts = hostileTextsWithControls();
    std::mt19937 random{20'261'122};
    for (int i = 0; i < 3'000; ++i)
        texts.push_back(randomText(random));
    return texts;
}

} // namespace

class QuoteTest : public QObject {
    Q_OBJECT
private slots:
    void aCellReadsBackAsItsText()
    {
        for (const std::string& text : manyTexts()) {
            const std::string expected = withoutControls(text, true);
            const auto cells = cellsOf("x," + quote::csvCell(text) + ",y");
            QCOMPARE(cells.size(), std::size_t{3});
            QCOMPARE(std::string{quote::csvUnguarded(cells[1])}, expected);
            const auto raw = cellsOf("x," + quote::csvRawCell(text) + ",y");
            QCOMPARE(raw.size(), std::size_t{3});
            QCOMPARE(raw[1], expected);
        }
    }

    void aCellThatASpreadsheetTakesForAFormulaIsGuarded_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("cell");
        const auto row = [](const char* text, const char* cell) {
            QTest::newRow(text) << std::string{text} << std::string{cell};
        };
        row("=1+1", "'=1+1");
        row("+1", "'+1");
        row("-1", "'-1");
        row("@SUM", "'@SUM");
        row("  =1", "'  =1");
        row("\"=1", "\"'\"\"=1\"");
        row("'=1", "''=1");
        row("\u00a0=1", "'\u00a0=1");
        row("\u200b=1", "'\u200b=1");
        row("\uff1d1", "'\uff1d1");
        row("\uff0b1", "'\uff0b1");
        row("\uff0d1", "'\uff0d1");
        row("\uff201", "'\uff201");
        row("\t1", "'\t1");
        row("a\n=1", "\"'a\n=1\"");
        row("a\n\nb", "\"'a\n\nb\"");
        row("a=1", "a=1");
        row("'a", "'a");
        row("it's", "it's");
        row("a,b", "\"a,b\"");
        row("say \"hi\"", "\"say \"\"hi\"\"\"");
        row(" edge ", "\" edge \"");
        row("", "");
    }

    void aCellThatASpreadsheetTakesForAFormulaIsGuarded()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, cell);
        QCOMPARE(quote::csvCell(text), cell);
    }

    void xmlReadsBackAsItsText()
    {
        for (const std::string& text : manyTexts()) {
            const std::string file = "<a b=\"" + quote::xmlAttribute(text) + "\" c='"
                + quote::xmlAttribute(text) + "'>" + quote::xml(text) + "</a>";
            QXmlStreamReader reader{QByteArray::fromStdString(file)};
            QVERIFY(reader.readNextStartElement());
            const std::string expected = withoutControls(text);
            QCOMPARE(reader.attributes().size(), qsizetype{2});
            QCOMPARE(reader.attributes().value("b").toString().toStdString(), expected);
            QCOMPARE(reader.attributes().value("c").toString().toStdString(), expected);
            QCOMPARE(reader.readElementText().toStdString(), expected);
            QVERIFY2(!reader.hasError(), file.c_str());
        }
    }

    void jsonReadsBackAsItsText()
    {
        for (const std::string& text : manyTexts()) {
            const std::string file = "[" + quote::json(text) + "]";
            QJsonParseError error;
            const QJsonDocument document =
                QJsonDocument::fromJson(QByteArray::fromStdString(file), &error);
            QVERIFY2(error.error == QJsonParseError::NoError, file.c_str());
            QCOMPARE(document.array()[0].toString().toStdString(), text);
        }
    }

    void jsonMayStandInAScript()
    {
        QCOMPARE(quote::json("</script>\u2028\u2029\"\\\n\x01"),
                 std::string{"\"\\u003c/script>\\u2028\\u2029\\\"\\\\\\n\\u0001\""});
        for (const std::string& text : manyTexts())
            QVERIFY(quote::json(text).find_first_of("<\n\r") == std::string::npos);
    }

    void dotReadsBackAsItsText()
    {
        for (const std::string& text : manyTexts()) {
            const auto label = labelOf(quote::dot(text));
            QVERIFY2(label, text.c_str());
            QCOMPARE(*label, withoutControls(text));
        }
    }

    void aPathIsAUriReference()
    {
        QCOMPARE(quote::uriReference("designs/a-b_1.colonnade"), std::string("designs/a-b_1.colonnade"));
        QCOMPARE(quote::uriReference("a b#\xc3\xbc%.colonnade"), std::string("a%20b%23%C3%BC%25.colonnade"));
        QCOMPARE(quote::uriReference("c:x?"), std::string("c%3Ax%3F"));
    }

    void nothingActiveIsLeftOnATerminal()
    {
        QCOMPARE(quote::terminal("a\x1b[31m\n\tK\u00fcche\u202e\u009b"),
                 std::string{"a\\u{1b}[31m\\u{a}\\u{9}K\u00fcche\\u{202e}\\u{9b}"});
        QCOMPARE(quote::terminal("\x9b"
                                 "31m"),
                 std::string{"\\x{9b}31m"});
        for (const std::string& text : manyTexts()) {
            for (const QChar c : QString::fromStdString(quote::terminal(text)))
                QVERIFY(c.category() != QChar::Other_Control && c.unicode() != 0x202e
                        && c.unicode() != 0x2066);
        }
    }

    void bytesThatAreNoTextBecomeTheReplacementCharacter()
    {
        const std::string bytes = "a\xff\xc0\x80\xed\xa0\x80";
        for (const std::string& text :
             {quote::csvCell(bytes), quote::xml(bytes), quote::html(bytes), quote::json(bytes),
              quote::dot(bytes), quote::markdown(bytes), safeName(bytes)})
            QVERIFY2(QString::fromStdString(text).toStdString() == text, text.c_str());
        QCOMPARE(quote::xml(bytes), std::string{"a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"});
    }

    void namesOfFilesAreSafe_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("name");
        const auto row = [](const char* text, const char* name) {
            QTest::newRow(text) << std::string{text} << std::string{name};
        };
        row("Hall 3", "Hall-3");
        row("../../etc/passwd", "etc-passwd");
        row("a/../b", "a-..-b");
        row(".hidden", "hidden");
        row("-rf", "rf");
        row("a.", "a");
        row("a ", "a");
        row("", "unnamed");
        row("...", "unnamed");
        row("///", "unnamed");
        row("CON", "_CON");
        row("con.txt", "_con.txt");
        row("LPT1", "_LPT1");
        row("COM10", "COM10");
        row("K\u00fcche", "K\u00fcche");
        row("Ku\u0308che", "K\u00fcche");
        row("\u0412\u0445\u043e\u0434", "\u0412\u0445\u043e\u0434");
        row("\u202egpj.exe", "gpj.exe");
        row("a\nb", "a-b");
        row("a:b*c?d\"e<f>g|h\\i", "a-b-c-d-e-f-g-h-i");
    }

    void namesOfFilesAreSafe()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, name);
        QCOMPARE(safeName(text), name);
        QCOMPARE(safeName(name), name);
    }

    void everyNameIsSafe()
    {
        for (const std::string& text : manyTexts()) {
            const std::string name = safeName(text + text + text);
            QVERIFY(!name.empty() && name.size() <= 100);
            QVERIFY(name.find_first_of(" /\\:*?\"<>|\n\t") == std::string::npos);
            QVERIFY(name.front() != '.' && name.front() != '-' && name.back() != '.');
            QCOMPARE(
                QString::fromStdString(name).normalized(QString::NormalizationForm_C).toStdString(),
                name);
        }
        const std::string longName = safeName(std::string(99, 'x') + "\u00fc\u00fc");
        QCOMPARE(longName, std::string(99, 'x'));
    }

    void composedLettersAgreeWithUnicode()
    {
        // Each Latin letter of Unicode with its mark apart gives the letter again.
        int checked = 0;
        for (char16_t code = 0xc0; code < 0x1f00;
             code = code == 0x24f ? 0x1e00 : static_cast<char16_t>(code + 1)) {
            const QString letter{QChar{code}};
            const QString apart = letter.normalized(QString::NormalizationForm_D);
            if (apart == letter || apart.normalized(QString::NormalizationForm_C) != letter
                || !letter[0].isLetter())
                continue;
            QCOMPARE(safeName(apart.toStdString()), letter.toStdString());
            ++checked;
        }
        QVERIFY(checked > 400);
    }

    void namesThatDifferOnlyInCaseAreToldApart()
    {
        SafeNames names;
        QCOMPARE(names.add("Rack"), std::string{"Rack"});
        QCOMPARE(names.add("rack"), std::string{"rack-2"});
        QCOMPARE(names.add("RACK"), std::string{"RACK-3"});
        QCOMPARE(names.add("rack-2"), std::string{"rack-2-2"});
        QCOMPARE(names.add("\u00c4"), std::string{"\u00c4"});
        QCOMPARE(names.add("\u00e4"), std::string{"\u00e4-2"});
        QCOMPARE(names.add("\u0416"), std::string{"\u0416"});
        QCOMPARE(names.add("\u0436"), std::string{"\u0436-2"});
        QCOMPARE(names.add(std::string(300, 'x')).size(), std::size_t{100});
        QCOMPARE(names.add(std::string(300, 'x')).size(), std::size_t{100});
    }

    void namesForShellsArePlain()
    {
        for (const char* text : {"a", "node-01", "0"})
            QVERIFY2(isHostName(text), text);
        for (const char* text : {"", "-a", "A", "a_b", "a b", "a;b", "a\n", "\u00e4"})
            QVERIFY2(!isHostName(text), text);
        QVERIFY(isHostName(std::string(63, 'a')));
        QVERIFY(!isHostName(std::string(64, 'a')));
    }
};

QTEST_APPLESS_MAIN(QuoteTest)
#include "tst_Quote.moc"

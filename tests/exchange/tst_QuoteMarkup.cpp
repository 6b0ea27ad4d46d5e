#include "model/exchange/Quote.h"

#include "tests/support/Hostile.h"
#include "tests/support/Print.h"

#include <QChar>
#include <QTest>

#include <QFont>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextDocumentFragment>

using namespace colonnade::model;

namespace {

/// The text that people see, blanks and what separates lines made equal.
QString seen(QString text)
{
    QString kept;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool isDropped = (code < 0x20 && code != '\t' && code != '\n')
            || (code >= 0x7f && code < 0xa0) || code >= 0xfffe;
        if (!isDropped)
            kept += c.isSpace() ? QChar{' '} : c;
    }
    return kept.simplified();
}

/// Empty if the document holds nothing but plain text.
QString markupIn(const QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.textList() != nullptr || block.blockFormat().headingLevel() != 0
            || block.blockFormat().hasProperty(QTextFormat::BlockQuoteLevel)
            || block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
            return "a list, a heading, a quotation or code";
        for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
            const QTextCharFormat format = piece.fragment().charFormat();
            if (format.isAnchor() || format.isImageFormat() || format.fontItalic()
                || format.fontWeight() > QFont::Normal || format.fontStrikeOut()
                || format.fontFixedPitch())
                return "markup: " + piece.fragment().text();
        }
    }
    return {};
}

} // namespace

/// What `quote` makes of hostile texts, read by Qt's readers of Markdown and HTML.
class QuoteMarkupTest : public QObject {
    Q_OBJECT

    const QFont m_font = [] {
        QFont font;
        font.setPixelSize(12);
        return font;
    }();

private slots:
    void markdownShowsTheTextAndNothingElse()
    {
        for (const std::string& text : hostileTextsWithControls()) {
            QTextDocument document;
            document.setDefaultFont(m_font);
            document.setMarkdown(QString::fromStdString(quote::markdown(text)),
                                 QTextDocument::MarkdownDialectGitHub);
            QVERIFY2(markupIn(document).isEmpty(), (text + " -> " + quote::markdown(text)).c_str());
            QCOMPARE(seen(document.toPlainText()), seen(QString::fromStdString(text)));
        }
    }

    void markdownCellsStayInTheirCell()
    {
        for (const std::string& text : hostileTextsWithControls()) {
            const std::string cell = quote::markdown(text);
            QVERIFY(cell.find('\n') == std::string::npos);
            for (std::size_t at = cell.find('|'); at != std::string::npos;
                 at = cell.find('|', at + 1))
                QVERIFY(at > 0 && cell[at - 1] == '\\');
        }
    }

    void htmlShowsTheTextAndNothingElse()
    {
        for (const std::string& text : hostileTextsWithControls()) {
            QTextDocument document;
            document.setDefaultFont(m_font);
            document.setHtml("<p title=\"" + QString::fromStdString(quote::html(text)) + "\">"
                             + QString::fromStdString(quote::html(text)) + "</p>");
            QVERIFY2(markupIn(document).isEmpty(), text.c_str());
            QCOMPARE(seen(document.toPlainText()), seen(QString::fromStdString(text)));
        }
    }
};

QTEST_MAIN(QuoteMarkupTest)
#include "tst_QuoteMarkup.moc"

#include "render/theme/Glyphs.h"
#include "tests/support/Pictures.h"

#include <QRectF>
#include <QTest>

#include <QGuiApplication>

using namespace colonnade;
using namespace colonnade::render;
using test::picture;

namespace {

const Glyph all[] = {Glyph::Error, Glyph::Warning, Glyph::Info,
                     Glyph::Ok,    Glyph::Waived,  Glyph::NotEvaluated};

QImage mark(Glyph glyph, const Theme& theme, int side)
{
    return picture("glyph", {side, side}, theme.panel, [&](QPainter& painter) {
        paintGlyph(painter, glyph, QRectF{0, 0, double(side), double(side)}, theme);
    });
}

/// Where two grey pictures differ by more than a hint.
int unlike(const QImage& a, const QImage& b)
{
    int pixels = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            pixels += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 40;
    }
    return pixels;
}

} // namespace

class GlyphsTest : public QObject {
    Q_OBJECT
private slots:
    void everyMarkIsDrawnInItsColour()
    {
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast}) {
            const Theme& theme = Theme::of(name);
            for (const Glyph glyph : all) {
                const QImage image = mark(glyph, theme, 32);
                QVERIFY(test::drawn(image, image.rect(), theme.panel) > 90);
                QVERIFY(test::count(image, image.rect(), glyphColour(glyph, theme), 30) > 30);
            }
        }
    }

    void marksAreToldApartByShapeAloneAtTenPixels()
    {
        const Theme& theme = Theme::of(ThemeName::Light);
        for (std::size_t a = 0; a < std::size(all); ++a) {
            for (std::size_t b = a + 1; b < std::size(all); ++b)
                QVERIFY(unlike(mark(all[a], theme, 10), mark(all[b], theme, 10)) >= 10);
        }
    }

    void aMarkStaysInItsBox()
    {
        const Theme& theme = Theme::of(ThemeName::Dark);
        for (const Glyph glyph : all) {
            const QImage image =
                picture("glyph-box", {40, 40}, theme.panel, [&](QPainter& painter) {
                    paintGlyph(painter, glyph, QRectF{10, 10, 20, 20}, theme);
                });
            QCOMPARE(test::drawn(image, {0, 0, 40, 10}, theme.panel), 0);
            QCOMPARE(test::drawn(image, {0, 30, 40, 10}, theme.panel), 0);
            QCOMPARE(test::drawn(image, {0, 0, 10, 40}, theme.panel), 0);
        }
    }

    void aWaivedFindingShowsAsWaived()
    {
        model::Finding finding;
        finding.severity = model::Severity::Error;
        QCOMPARE(glyphOf(finding), Glyph::Error);
        finding.waived = true;
        QCOMPARE(glyphOf(finding), Glyph::Waived);
    }

    void theWorseOfTwoIsTheMoreSevere()
    {
        QCOMPARE(worse(Glyph::Warning, Glyph::Error), Glyph::Error);
        QCOMPARE(worse(Glyph::Ok, Glyph::Waived), Glyph::Waived);
        QCOMPARE(worse(Glyph::NotEvaluated, Glyph::Info), Glyph::NotEvaluated);
    }

    void allMarksOnOneSheetForPeople()
    {
        const Theme& theme = Theme::of(ThemeName::Light);
        const QImage sheet = picture("glyphs", {6 * 48, 90}, theme.panel, [&](QPainter& painter) {
            for (const Glyph glyph : all) {
                const double x = 48.0 * static_cast<int>(glyph);
                paintGlyph(painter, glyph, {x + 8, 8, 32, 32}, theme);
                paintGlyph(painter, glyph, {x + 16, 50, 16, 16}, theme);
                paintGlyph(painter, glyph, {x + 19, 74, 10, 10}, theme);
            }
        });
        QVERIFY(test::drawn(sheet, sheet.rect(), theme.panel) > 3000);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    GlyphsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Glyphs.moc"

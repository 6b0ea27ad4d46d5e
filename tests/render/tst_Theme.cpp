#include "render/theme/Fonts.h"
#include "render/theme/Theme.h"

#include <QLatin1StringView>
#include <QStringLiteral>
#include <QTest>

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <cmath>

using namespace colonnade::render;
using colonnade::model::DeviceRole;

namespace {

/// The figures of UX.md: contrast with one decimal, for light, dark and high contrast.
struct Promise {
    const char* token;
    QColor Theme::*colour;
    double ratio[3];
};
const Promise promises[] = {
    {"text", &Theme::text, {13.3, 9.6, 10.6}},
    {"text2", &Theme::text2, {5.7, 5.2, 8.0}},
    {"accent", &Theme::accent, {4.8, 4.8, 7.7}},
    {"error", &Theme::error, {5.2, 5.0, 5.3}},
    {"warning", &Theme::warning, {5.1, 7.1, 7.7}},
    {"info", &Theme::info, {5.6, 6.0, 6.3}},
    {"ok", &Theme::ok, {5.2, 6.2, 6.8}},
    {"waived", &Theme::waived, {5.4, 5.5, 6.7}},
    {"notEvaluated", &Theme::notEvaluated, {5.7, 5.2, 8.0}},
};
struct KindPromise {
    DeviceRole role;
    double ratio[3];
};
const KindPromise kindPromises[] = {
    {DeviceRole::Compute, {6.0, 3.0, 6.9}},         {DeviceRole::ScaleUpSwitch, {12.8, 6.2, 4.7}},
    {DeviceRole::ScaleOutSwitch, {3.0, 5.7, 12.0}}, {DeviceRole::Management, {12.9, 10.7, 18.5}},
    {DeviceRole::Power, {3.0, 3.3, 10.9}},          {DeviceRole::Cooling, {3.0, 5.4, 12.0}},
    {DeviceRole::StorageRole, {5.7, 3.0, 4.7}},     {DeviceRole::Host, {6.4, 10.7, 4.7}},
    {DeviceRole::Passive, {3.3, 3.1, 8.2}},
};
const ThemeName names[] = {ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast};

double least(const QColor& ink, std::initializer_list<QColor> grounds)
{
    double contrastFound = 21;
    for (const QColor& ground : grounds)
        contrastFound = std::min(contrastFound, contrast(ink, ground));
    return contrastFound;
}

QString differs(const char* what, double found, double promised)
{
    return QStringLiteral("%1: %2 instead of %3")
        .arg(QLatin1StringView{what})
        .arg(found)
        .arg(promised);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void contrastFollowsTheWcagFormula()
    {
        // Worked by hand: black on white is (1 + 0.05) / 0.05; #777777 has a relative luminance of
        // 0.1845.
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor{"#777777"}, Qt::white) - 1.05 / (0.18447 + 0.05)) < 0.01);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    }

    void textAndMarksKeepThePromisedContrastOnEveryGround()
    {
        for (std::size_t i = 0; i < 3; ++i) {
            const Theme& theme = Theme::of(names[i]);
            for (const Promise& promise : promises) {
                const double found =
                    least(theme.*promise.colour,
                          {theme.window, theme.panel, theme.canvas, theme.hover, theme.selected});
                QVERIFY2(found >= 4.5, promise.token);
                QVERIFY2(std::abs(found - promise.ratio[i]) < 0.06,
                         qPrintable(differs(promise.token, found, promise.ratio[i])));
            }
        }
    }

    void controlBordersAndButtonTextKeepTheirs()
    {
        const double strong[] = {3.3, 4.0, 21.0}, button[] = {6.0, 7.8, 15.2};
        for (std::size_t i = 0; i < 3; ++i) {
            const Theme& theme = Theme::of(names[i]);
            const double border = least(theme.strong, {theme.panel, theme.canvas});
            QVERIFY2(std::abs(border - strong[i]) < 0.06,
                     qPrintable(differs("strong", border, strong[i])));
            const double onAccent = contrast(theme.onAccent, theme.accent);
            QVERIFY2(std::abs(onAccent - button[i]) < 0.06,
                     qPrintable(differs("onAccent", onAccent, button[i])));
        }
    }

    void kindColoursStandOutFromPanelCanvasAndFace()
    {
        for (std::size_t i = 0; i < 3; ++i) {
            const Theme& theme = Theme::of(names[i]);
            for (const KindPromise& promise : kindPromises) {
                const double found =
                    least(theme.kind(promise.role), {theme.panel, theme.canvas, theme.face});
                const auto word = colonnade::model::word(promise.role);
                const std::string role{word};
                QVERIFY2(found >= 2.95, role.c_str());
                QVERIFY2(std::abs(found - promise.ratio[i]) < 0.12,
                         qPrintable(differs(role.c_str(), found, promise.ratio[i])));
            }
        }
    }

    void labelsAreReadableOnEveryStopOfTheScales()
    {
        const Theme& theme = Theme::of(ThemeName::Light);
        for (const QColor& stop : theme.sequential)
            QVERIFY(contrast(inkOn(stop), stop) >= 5.45); // 5.5 with one decimal.
        QVERIFY(contrast(theme.onCold, theme.cold) >= 4.5);
        QVERIFY(contrast(theme.onHot, theme.hot) >= 4.5);
        const Theme& dark = Theme::of(ThemeName::Dark);
        QVERIFY(contrast(dark.onCold, dark.cold) >= 4.5);
        QVERIFY(contrast(dark.onHot, dark.hot) >= 4.5);
    }

    void scalesRunThroughTheirStops()
    {
        const Theme& theme = Theme::of(ThemeName::Light);
        QCOMPARE(theme.sequentialAt(0), theme.sequential.front());
        QCOMPARE(theme.sequentialAt(1), theme.sequential.back());
        QCOMPARE(theme.sequentialAt(0.2), theme.sequential[1]);
        QCOMPARE(theme.sequentialAt(-3), theme.sequential.front());
        QCOMPARE(theme.divergingAt(0), theme.diverging[2]);
        QCOMPARE(theme.divergingAt(1), theme.diverging[4]);
        QCOMPARE(theme.series(9), theme.kinds[1]);
    }

    void aThemeWithoutATokenIsRefusedByItsName()
    {
        const auto theme = Theme::parse(
            "{\"name\": \"dark\", \"tokens\": {\"window\": \"#000000\", \"panel\": \"reddish\"}}");
        QVERIFY(!theme);
        QCOMPARE(QString::fromStdString(theme.error().text),
                 QStringLiteral("The theme has no colour 'panel'."));
        QVERIFY(!Theme::parse("{"));
        QVERIFY(!Theme::parse("{\"name\": \"pink\"}"));
    }

    void theShippedFaceIsLoaded()
    {
        QCOMPARE(loadFonts(), QStringLiteral("Inter"));
        QImage page{10, 10, QImage::Format_ARGB32};
        const QFont label = face(&page, 10.5, QFont::DemiBold);
        QCOMPARE(QFontInfo{label}.family(), QStringLiteral("Inter"));
        QVERIFY(std::abs(label.pointSizeF() * page.logicalDpiY() / 72 - 10.5) < 1e-9);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    ThemeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Theme.moc"

#include "model/exchange/DesignReader.h"
#include "model/exchange/ProfileReader.h"
#include "model/rules/Engine.h"
#include "model/units/Text.h"
#include "render/report/ChartSheet.h"
#include "render/report/Picture.h"
#include "render/report/Report.h"
#include "render/elevation/ElevationPainter.h"
#include "render/theme/Fonts.h"
#include "tests/support/Hostile.h"
#include "tests/support/SampleDesigns.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QByteArray>
#include <QChar>
#include <QIODevice>
#include <QRectF>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;

namespace {

struct Printed {
    Package package;
    Report report;
    QString text;  ///< As pdftotext reads it.
    QString info;
};

Package packed(const Design& design, PackageOptions options)
{
    const Profile profile = test::valueOf(profileNamed("us-nec"));
    return packageOf(design, profile, RuleEngine{}.evaluate(design, profile, "2026-11-22"), packageWorkloads(design, profile), options);
}

QString output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

PackageOptions dated()
{
    PackageOptions options;
    options.issuedOn = "2026-11-22";
    options.file = "hall.colonnade";
    options.programVersion = "0.1.0";
    return options;
}

Printed printed(const Design& design, const PackageOptions& options = dated(), const ReportOptions& pictures = {})
{
    Printed out{packed(design, options), {}, {}, {}};
    out.report = test::valueOf(writePdf(out.package, design, pictures));
    static QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly) || file.write(out.report.bytes) != out.report.bytes.size())
        qFatal("cannot write the report");
    file.close();
    if (const QString keep = qEnvironmentVariable("COLONNADE_PICTURES"); !keep.isEmpty())
        QFile::copy(path, keep + QStringLiteral("/report-%1.pdf").arg(qHash(QString::fromStdString(design.name())), 8, 16));
    out.text = output(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
    out.info = output(QStringLiteral("pdfinfo"), {path});
    return out;
}

Design reference(const char* name)
{
    return test::valueOf(loadDesign(std::string(COLONNADE_SOURCE_DIR) + "/resources/designs/" + name + ".colonnade"));
}

} // namespace

class ReportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { loadFonts(); }

    void everyRackDesignAppearsInTheText_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyRackDesignAppearsInTheText()
    {
        QFETCH(QString, name);
        const Design design = reference(name.toLatin1().constData());
        QElapsedTimer clock;
        clock.start();
        const Printed out = printed(design);
        qInfo("%d pages, %lld bytes, %lld ms with rules, estimates and pdftotext", out.report.pages,
              static_cast<long long>(out.report.bytes.size()), static_cast<long long>(clock.elapsed()));
        QVERIFY(!out.text.isEmpty());
        for (const auto& [id, rack] : design.rackDesigns())
            QVERIFY2(out.text.contains(QString::fromStdString(rack->name())), rack->name().c_str());
        for (const package::BomLine& line : out.package.bom)
            QVERIFY2(out.text.contains(QString::fromStdString(line.item.part->model).left(12)), line.item.part->model.c_str());
        QVERIFY(out.info.contains(QRegularExpression{QStringLiteral("Pages: +%1\n").arg(out.report.pages)}));
    }

    void printsServingCablesAndCost()
    {
        const Design design = reference("gb300-nvl72-su");
        const Printed out = printed(design);
        const QString text = out.text.simplified();
        const auto has = [&](const QString& words) { return text.contains(words.simplified()); };
        for (const package::WorkloadPages& pages : out.package.workloads) {
            QVERIFY2(has(QString::fromStdString(pages.workload.name)), pages.workload.name.c_str());
            if (pages.serving)
                QVERIFY(has(QString::fromStdString(withUnit(pages.serving->figures.tokensPerSecond, "tok/s", 3))));
        }
        QVERIFY(has(QStringLiteral("Energy and cost")));
        QVERIFY(has(QString::fromStdString(significant(out.package.cost->perAcceleratorHour.typical, 3))));
        QVERIFY(has(QString::fromStdString(out.package.cost->asOf)));
        for (const package::FabricCabling& fabric : out.package.cabling.fabrics)
            QVERIFY2(has(QString::fromStdString(fabric.fabric)), fabric.fabric.c_str());
        for (const package::WorkloadPages& pages : out.package.workloads) {
            if (!pages.story.afterFailures)
                continue;
            QVERIFY(has(QString::fromStdString(withUnit(pages.story.afterFailures->enoughNodes * 100, "%", 3))));
            QVERIFY(has(QString::fromStdString(withUnit(pages.story.afterFailures->goodput * 100, "%", 3))));
        }
    }

    void everyPageButTheCoverHasItsNumber()
    {
        const Printed out = printed(reference("mi355x-128-ethernet"));
        for (int page = 2; page <= out.report.pages; ++page)
            QVERIFY2(out.text.contains(QStringLiteral("%1 / %2").arg(page).arg(out.report.pages)), qPrintable(QString::number(page)));
        QVERIFY(out.text.contains(QStringLiteral("Contents")));
    }

    void contentsNameThePageOfEachPart()
    {
        const Printed out = printed(reference("mi355x-128-ethernet"));
        const QStringList pages = out.text.split(QChar{u'\f'});
        const QRegularExpression entry{QStringLiteral("(?:^|\\s)(\\d+) +Bill of materials +(\\d+)"), QRegularExpression::MultilineOption};
        const auto match = entry.match(out.text);
        QVERIFY(match.hasMatch());
        const int page = match.captured(2).toInt();
        QVERIFY(page > 1 && page <= pages.size());
        QVERIFY(pages[page - 1].contains(QStringLiteral("Part %1 Bill of materials").arg(match.captured(1))));
    }

    void hasBookmarksAndLinks()
    {
        const QByteArray bytes = printed(reference("mi355x-128-ethernet")).report.bytes;
        QVERIFY(bytes.contains("/Type /Outlines"));
        QVERIFY(bytes.contains("/Subtype /Link"));
        QVERIFY(!bytes.contains("/URI"));
        QVERIFY(!bytes.contains("/JavaScript"));
    }

    void equalInputGivesEqualBytesInEveryLocale()
    {
        const Design design = reference("gb300-nvl72-su");
        const QByteArray once = printed(design).report.bytes;
        for (const QLocale& locale : {QLocale{QLocale::German}, QLocale{QLocale::Turkish}, QLocale::c()}) {
            QLocale::setDefault(locale);
            const QByteArray again = printed(design).report.bytes;
            QCOMPARE(again.size(), once.size());
            QVERIFY(again == once);
        }
    }

    void theDateIsThatOfThePackage()
    {
        PackageOptions options = dated();
        const Printed out = printed(test::gb300Hall(), options);
        QVERIFY2(out.info.contains(QStringLiteral("Nov 22")) && out.info.contains(QStringLiteral("2026")), qPrintable(out.info));
        QVERIFY(out.text.contains(QStringLiteral("22 November 2026")));
        options.issuedOn.clear();
        QVERIFY(!printed(test::gb300Hall(), options).info.contains(QStringLiteral("CreationDate")));
    }

    void stopsWhenAsked()
    {
        ReportOptions options;
        int pages = 0;
        options.progress = [&](double) { return ++pages < 3; };
        const Design design = reference("mi355x-128-ethernet");
        const auto report = writePdf(packed(design, dated()), design, options);
        QVERIFY(!report);
        QCOMPARE(report.error().text, std::string("cancelled"));
        QCOMPARE(pages, 3);
    }

    void saysWhyThereIsNoPicture()
    {
        ReportOptions options;
        options.whyNoFloor = QStringLiteral("There is no display.");
        QVERIFY(printed(test::gb300Hall(), dated(), options).text.contains(QStringLiteral("There is no display.")));
    }

    void anyTextIsPrintedAsText()
    {
        const std::vector<std::string> texts = hostileTexts();
        constexpr std::size_t together = 12; // In one design, at places of different kinds.
        for (std::size_t from = 0; from < texts.size(); from += together) {
            const auto at = [&](std::size_t i) { return texts[(from + i) % texts.size()]; };
            std::vector<Assumption> assumptions;
            for (std::size_t i = 0; i < together; ++i)
                assumptions.push_back({at(i), at(i + 1)});
            const Design design = test::gb300Hall().named(at(0)).withPurpose(at(1)).withAssumptions(assumptions).withRackDesign(
                test::gb300Rack().renamed(RackDesignId::literal("gb300"), at(2)).withNotes(at(3)));
            PackageOptions options = dated();
            options.issuer = at(4);
            options.marking = at(5);
            const auto report = writePdf(packed(design, options), design, {});
            QVERIFY2(report, at(0).c_str());
        }
        const Design design = test::gb300Hall().named("<b>=1+1</b> \"a\" & 'b'").withPurpose("</text><script>alert(1)</script>");
        const Printed out = printed(design);
        QVERIFY(out.text.contains(QStringLiteral("<b>=1+1</b>")));
        QVERIFY(out.text.contains(QStringLiteral("<script>alert(1)</script>")));
    }

    void longTextsAreShortened()
    {
        const std::string longName(5000, 'x');
        const Design design = test::gb300Hall().named(longName).withPurpose(longName + " " + longName).withRackDesign(
            test::gb300Rack().renamed(RackDesignId::literal("gb300"), longName));
        const Printed out = printed(design);
        QVERIFY(out.text.contains(QStringLiteral("…")));
    }

    void anEmptyDesignHasAPackageToo()
    {
        const Printed out = printed(Design{});
        QVERIFY(out.report.pages > 5);
        QVERIFY(out.text.contains(QStringLiteral("The design has no racks.")));
    }

    void picturesOfAnyTextAreSoundSvg()
    {
        for (const std::string& text : hostileTextsWithControls()) {
            const RackDesign rack = test::gb300Rack().renamed(RackDesignId::literal("gb300"), text);
            auto changed = rack;
            Device device = rack.devices().front();
            device.label = text;
            if (auto replaced = rack.replaced(device))
                changed = *replaced;
            ElevationContent content;
            content.rack = &changed;
            const Theme& theme = Theme::of(ThemeName::Light);
            const auto svg = svgOf(
                [&](QPainter& painter, const QRectF& area) {
                    ElevationPainter{theme, ElevationLayout::fitted(changed, area)}.paint(painter, content);
                },
                {800, 900}, Qt::white);
            QVERIFY2(svg, svg ? "" : svg.error().text.c_str());
            QXmlStreamReader reader{*svg};
            while (!reader.atEnd())
                reader.readNext();
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        }
    }
};

QTEST_MAIN(ReportTest)
#include "tst_Report.moc"

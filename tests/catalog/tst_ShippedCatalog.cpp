#include "model/catalog/PartFigures.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/CatalogWriter.h"
#include "model/exchange/Resources.h"
#include "model/units/Text.h"

#include <QByteArray>
#include <QStringList>
#include <QTest>

#include <cmath>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

using namespace colonnade::model;

namespace {

std::string fileText(const std::string& relative)
{
    std::ifstream file{std::string{COLONNADE_SOURCE_DIR "/"} + relative, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty() && line.front() != '#')
            lines.push_back(line);
    }
    return lines;
}

const Catalog& shipped()
{
    static const auto catalog = shippedCatalog();
    if (!catalog)
        qFatal("%s", catalog.error().text.c_str());
    return *catalog;
}

int portsOf(const PartType& part, PortRole role)
{
    int ports = 0;
    for (const Cages& cages : part.cages)
        ports += cages.role == role ? cages.ports() : 0;
    return ports;
}

int outletsOf(const PartType& part)
{
    int outlets = 0;
    for (const OutletGroup& group : part.pdu.value().outlets)
        outlets += group.count;
    return outlets;
}

/// The typed members that the table of spot figures names.
std::optional<double> member(const PartType& part, const std::string& name)
{
    using Get = std::function<double(const PartType&)>;
    static const std::map<std::string, Get> members{
        {"power.tdp_w", [](const auto& p) { return p.power.tdp.value().value(); }},
        {"power.typical_w", [](const auto& p) { return p.power.typical.value().value(); }},
        {"power.provisioned_w", [](const auto& p) { return p.power.provisioned.value().value(); }},
        {"power.maximum_w", [](const auto& p) { return p.power.maximum.value().value(); }},
        {"power.peak_w", [](const auto& p) { return p.power.peak.value().value(); }},
        {"body.height_ru",
         [](const auto& p) { return p.body.openUnits ? NAN : p.body.height.value().value(); }},
        {"body.height_ou",
         [](const auto& p) { return p.body.openUnits ? p.body.height.value().value() : NAN; }},
        {"body.depth_mm",
         [](const auto& p) { return static_cast<double>(p.body.depthMm.value().value()); }},
        {"body.mass_kg", [](const auto& p) { return p.body.mass.value().value(); }},
        {"inputs.count", [](const auto& p) { return p.inputs.at(0).count; }},
        {"inputs.needed", [](const auto& p) { return p.inputs.at(0).needed.value(); }},
        {"inputs.each_w", [](const auto& p) { return p.inputs.at(0).each.value().value(); }},
        {"inputs.volts_max", [](const auto& p) { return p.inputs.at(0).voltsMax.value().value(); }},
        {"ports.compute", [](const auto& p) { return portsOf(p, PortRole::Compute); }},
        {"ports.storage", [](const auto& p) { return portsOf(p, PortRole::Storage); }},
        {"ports.any", [](const auto& p) { return portsOf(p, PortRole::Any); }},
        {"cooling.liquid_fraction", [](const auto& p) { return p.cooling.liquidFraction.value(); }},
        {"cooling.air_inlet_max_c",
         [](const auto& p) { return p.cooling.airInletMax.value().value(); }},
        {"cooling.liquid_inlet_max_c",
         [](const auto& p) { return p.cooling.liquidInletMax.value().value(); }},
        {"cooling.flow_l_min", [](const auto& p) { return p.cooling.flow.value().value(); }},
        {"cooling.points",
         [](const auto& p) { return static_cast<double>(p.cooling.flowByInlet.size()); }},
        {"accelerator.count", [](const auto& p) { return p.accelerator.value().count; }},
        {"accelerator.domain", [](const auto& p) { return p.accelerator.value().scaleUpDomain; }},
        {"price_usd", [](const auto& p) { return p.price.value().value(); }},
        {"switching.throughput_tbit_s",
         [](const auto& p) { return p.switching.value().throughputTbps.value(); }},
        {"shelf.output_w", [](const auto& p) { return p.shelf.value().output.value(); }},
        {"shelf.rectifiers", [](const auto& p) { return p.shelf.value().rectifiers; }},
        {"shelf.rectifier_w",
         [](const auto& p) { return p.shelf.value().rectifier.value().value(); }},
        {"pdu.line_v", [](const auto& p) { return p.pdu.value().lineVoltage.value(); }},
        {"pdu.usable_w", [](const auto& p) { return p.pdu.value().usable.value().value(); }},
        {"pdu.rating_a", [](const auto& p) { return p.pdu.value().rating.value().value(); }},
        {"pdu.outlets", [](const auto& p) { return outletsOf(p); }},
        {"cdu.capacity_w", [](const auto& p) { return p.cdu.value().capacity.value(); }},
        {"cdu.flow_l_min", [](const auto& p) { return p.cdu.value().flow.value().value(); }},
        {"rack.units", [](const auto& p) { return p.rack.value().units.value(); }},
        {"rack.open_units", [](const auto& p) { return p.rack.value().openUnits.value(); }},
        {"rack.max_load_kg", [](const auto& p) { return p.rack.value().maxLoad.value().value(); }},
        {"cable.ends", [](const auto& p) { return p.cable.value().ends; }},
        {"cable.reach_max_m",
         [](const auto& p) { return p.cable.value().reachMax.value().value(); }},
        {"cable.stock_lengths",
         [](const auto& p) { return static_cast<double>(p.cable.value().stockLengths.size()); }},
        {"transceiver.power_w",
         [](const auto& p) { return p.transceiver.value().power.value().value(); }},
        {"transceiver.reach_max_m",
         [](const auto& p) { return p.transceiver.value().reachMax.value().value(); }},
    };
    const auto found = members.find(name);
    return found == members.end() ? std::nullopt : std::optional{found->second(part)};
}

/// Every part whose condition does not hold, for one message.
QByteArray partsThatFail(const std::function<bool(const PartType&)>& holds)
{
    QByteArray names;
    for (const auto& [id, part] : shipped().parts()) {
        if (!holds(*part))
            names += " " + QByteArray::fromStdString(id.text());
    }
    return names;
}

bool inRange(std::optional<double> number, double least, double most)
{
    return !number || (*number >= least && *number <= most);
}

} // namespace

class ShippedCatalogTest : public QObject {
    Q_OBJECT
private slots:
    void loadsEveryFile()
    {
        const auto catalog = shippedCatalog();
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
        QVERIFY(catalog->parts().size() >= 349);
    }

    void holdsThe349PartsOfTheSurvey()
    {
        const auto ids = linesOf(fileText("tests/data/hardware-ids.txt"));
        QCOMPARE(ids.size(), std::size_t{349});
        for (const std::string& id : ids)
            QVERIFY2(shipped().part(TypeId::literal(id)), id.c_str());
    }

    void knowsTheOriginOfEveryFigure()
    {
        for (const auto& [id, part] : shipped().parts()) {
            for (const SourceId& source : part->sources)
                QVERIFY2(shipped().source(source), id.text().c_str());
            for (const Figure& figure : part->figures) {
                const bool hasSource = !part->sources.empty() || !figure.sources.empty();
                QVERIFY2(hasSource || figure.basis == Basis::Unsourced, id.text().c_str());
            }
        }
    }

    void callsPartsWithoutASourceOfLowConfidence()
    {
        QCOMPARE(partsThatFail([](const PartType& part) {
                     return !part.sources.empty() || part.confidence == Confidence::Low;
                 }),
                 QByteArray{});
    }

    /// A run with UPDATE_GOLDEN=1 writes the files in their canonical form.
    void isWrittenCanonically()
    {
        for (const auto& path : resourceFiles("catalog", ".yaml")) {
            const auto text = readResource(path);
            QVERIFY2(text, path.c_str());
            const auto tree = readYaml(*text, path.string(), catalogLimits, EndMark::Required);
            QVERIFY2(tree, tree ? "" : tree.error().text.c_str());
            YamlErrors errors;
            std::vector<PartRef> parts;
            std::vector<Source> sources;
            {
                YamlMap map{tree->root(), errors};
                map.format(catalogFormat);
                for (const YamlValue& item : map.itemsIf("sources"))
                    sources.push_back(readSource(item));
                for (const YamlValue& item : map.itemsIf("parts"))
                    parts.push_back(std::make_shared<PartType>(readPart(item)));
            }
            QVERIFY2(errors.empty(), errors.empty() ? "" : errors.list().front().text.c_str());
            const std::string canonical = writeCatalog(parts, sources);
            if (qEnvironmentVariableIsSet("UPDATE_GOLDEN"))
                std::ofstream{path, std::ios::binary} << canonical;
            else
                QVERIFY2(canonical == *text, path.c_str());
        }
    }

    void comesBackEqualAfterBeingWritten()
    {
        std::vector<PartRef> parts;
        std::vector<Source> sources;
        for (const auto& [id, part] : shipped().parts())
            parts.push_back(part);
        for (const auto& [id, source] : shipped().sources())
            sources.push_back(source);
        const NamedText file{"all.yaml", writeCatalog(parts, sources)};
        const auto again = readCatalog(std::span{&file, 1});
        QVERIFY2(again, again ? "" : again.error().text.c_str());
        QVERIFY(*again == shipped());
        QVERIFY(writeCatalog(parts, sources) == file.text);
    }

    void repeatsEveryTypedMemberInAFigure()
    {
        QCOMPARE(partsThatFail([](const PartType& part) {
                     PartType complete = part;
                     addMissingFigures(complete);
                     return complete == part;
                 }),
                 QByteArray{});
    }

    void givesTheFiguresOfTheDocuments_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("value");
        for (const std::string& line : linesOf(fileText("tests/data/catalog/spot-figures.txt"))) {
            const QStringList words = QString::fromStdString(line).split(' ');
            QCOMPARE(words.size(), 3);
            QTest::newRow(line.c_str()) << words[0] << words[1] << words[2].toDouble();
        }
    }
    void givesTheFiguresOfTheDocuments()
    {
        QFETCH(QString, id);
        QFETCH(QString, name);
        QFETCH(double, value);
        const PartRef part = shipped().part(TypeId::literal(id.toStdString()));
        QVERIFY(part);
        const auto found = member(*part, name.toStdString());
        QVERIFY2(found, "no such member");
        QVERIFY2(std::abs(*found - value) <= 1e-6 * std::abs(value),
                 qPrintable(QString::number(*found)));
    }

    /// The bands of DQ-005, and what no machine of today exceeds.
    void staysWithinSaneBands()
    {
        QCOMPARE(partsThatFail([](const PartType& part) {
                     const auto share = part.number("efficiency_peak");
                     return !share || (*share > 0 && *share <= 1);
                 }),
                 QByteArray{});
        QCOMPARE(partsThatFail([](const PartType& part) {
                     return inRange(part.cooling.liquidFraction, 0, 1)
                         && inRange(part.number("approach_c"), 2, 40)
                         && inRange(part.number("continuous_derating"), 0.1, 1);
                 }),
                 QByteArray{});
        QCOMPARE(partsThatFail([](const PartType& part) {
                     if (!part.body.height || part.kind == PartKind::RackScale)
                         return true;
                     const double units = part.body.height->value();
                     const auto power = part.power.forProvisioning();
                     return (!power || power->value() / 1000 / units <= 20)
                         && (!part.body.mass
                             || inRange(part.body.mass->value() / units, 0.05, 200));
                 }),
                 QByteArray{});
    }

    void countsTheSameOutletsTwice()
    {
        QCOMPARE(partsThatFail([](const PartType& part) {
                     const auto count = part.number("outlet_count");
                     return !count || outletsOf(part) == *count;
                 }),
                 QByteArray{});
    }

    void knowsHowEveryPartOfTheRoomIsHeld()
    {
        for (const auto& [id, part] : shipped().parts()) {
            const Mounting mounting = part->body.mounting;
            const bool asItsKind =
                part->kind == PartKind::Accelerator || part->kind == PartKind::Nic
                ? mounting == Mounting::Card
                : part->kind == PartKind::RackScale || part->kind == PartKind::Pod
                    || part->kind == PartKind::RackFrame
                ? mounting == Mounting::Floor
                : part->kind == PartKind::Cable || part->kind == PartKind::Transceiver
                ? mounting == Mounting::None
                : true;
            QVERIFY2(asItsKind, id.text().c_str());
        }
    }

    void stacksRackScaleSystemsAsTheyAreBuilt()
    {
        for (const auto& [id, part] : shipped().parts()) {
            if (part->layout.empty())
                continue;
            std::map<TypeId, int> placed;
            RackUnit free = RackUnit::whole(1);
            for (const ContentRun& run : part->layout) {
                QVERIFY2(run.unit >= free, id.text().c_str());
                const PartRef tray = shipped().part(run.type);
                QVERIFY(tray && tray->body.height);
                free = run.unit + RackUnits::ofHalves(tray->body.height->halves() * run.count);
                placed[run.type] += run.count;
            }
            std::map<TypeId, int> held;
            for (const ContentItem& item : part->contents)
                held[item.type] += item.count;
            QVERIFY2(placed == held, id.text().c_str());

            QVERIFY(part->frame);
            const PartRef frame = shipped().part(*part->frame);
            QVERIFY(frame && frame->rack);
            QVERIFY2(free.value() - 1 <= frame->rack->units.value(), id.text().c_str());
        }
    }

    void putsTheTraysOfGb300WhereTheRackHasThem()
    {
        const PartRef rack = shipped().part(TypeId::literal("nvidia-gb300-nvl72"));
        QVERIFY(rack);
        QCOMPARE(rack->layout.size(), std::size_t{6});
        QCOMPARE(rack->layout[2].type.text(), std::string{"nvidia-nvlink5-switch-tray"});
        QCOMPARE(rack->layout[2].unit.value(), 16.0);
        QCOMPARE(rack->layout[2].count, 9);
        QCOMPARE(rack->layout[5].unit.value(), 39.0);
    }

    void namesTheSystemsThatATrayFits()
    {
        for (const auto& [id, part] : shipped().parts()) {
            for (const ContentItem& item : part->contents) {
                const PartRef tray = shipped().part(item.type);
                QVERIFY(tray);
                const auto& systems = tray->fitsOnlyIn;
                QVERIFY2(systems.empty()
                             || std::find(systems.begin(), systems.end(), id) != systems.end(),
                         item.type.text().c_str());
            }
        }
    }

    void carriesTwoLogicalPortsInATwinPortCage()
    {
        const PartRef qm9700 = shipped().part(TypeId::literal("nvidia-qm9700"));
        QVERIFY(qm9700);
        QCOMPARE(qm9700->cages.size(), std::size_t{1});
        QCOMPARE(qm9700->cages[0].form, CageForm::OsfpTwin);
        QCOMPARE(qm9700->cages[0].count, 32);
        QCOMPARE(qm9700->cages[0].portsPerCage, 2);
        QCOMPARE(qm9700->cages[0].portSpeed.value(), 400.0);
    }

    void marksPlanningEstimatesAndFiguresWithoutSource()
    {
        const PartRef node = shipped().part(TypeId::literal("amd-mi355x-8oam-dlc"));
        QVERIFY(node && node->figure("power_max_w"));
        QCOMPARE(node->figure("power_max_w")->basis, Basis::Estimated);
        QCOMPARE(node->figure("liquid_fraction")->basis, Basis::Quoted);
        const PartRef dgx = shipped().part(TypeId::literal("nvidia-dgx-h100"));
        QCOMPARE(dgx->figure("power_typical_w")->basis, Basis::Unsourced);
        QCOMPARE(dgx->availability, Availability::EndOfSale);
        const PartRef gpu = shipped().part(TypeId::literal("nvidia-gb300-gpu-279gb"));
        QVERIFY(gpu->figure("tdp_w")->note.find("1100 W") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ShippedCatalogTest)
#include "tst_ShippedCatalog.moc"

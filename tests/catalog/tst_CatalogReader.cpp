#include "model/catalog/PartFigures.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/CatalogWriter.h"

#include <QTest>

using namespace colonnade::model;

namespace {

const std::string document = "sources:\n"
                             "  - {id: manual, title: \"The manual, page 3\"}\n";
/// One server; what follows it in a test is indented by four spaces.
const std::string server = "parts:\n"
                           "  - id: box\n"
                           "    vendor: Acme\n"
                           "    model: Box\n"
                           "    kind: server\n"
                           "    role: compute\n"
                           "    availability: shipping\n"
                           "    confidence: high\n"
                           "    sources: [manual]\n";

Result<Catalog> read(const std::string& body)
{
    const NamedText file{"parts.yaml", "format: 1\n" + body + "...\n"};
    return readCatalog(std::span{&file, 1});
}

QString errorOf(const std::string& body)
{
    const auto catalog = read(body);
    return catalog ? QString{} : QString::fromStdString(catalog.error().text);
}

} // namespace

class CatalogReaderTest : public QObject {
    Q_OBJECT
private slots:
    void fillsTypedMembersFromFigures()
    {
        const auto catalog = read(
            document + server
            + "    mounting: rack-19\n"
              "    figures:\n"
              "      rack_units: 2.5\n"
              "      power_typical_w: {value: 700, basis: estimated, note: \"at 80 percent\"}\n"
              "      power_max_w: 1000\n"
              "      liquid_fraction: 0\n");
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
        const PartRef part = catalog->part(TypeId::literal("box"));
        QVERIFY(part);
        QCOMPARE(part->body.height->value(), 2.5);
        QCOMPARE(part->power.forProvisioning()->value(), 1000.0);
        QCOMPARE(part->power.forOperation()->value(), 700.0);
        QCOMPARE(part->power.forPeak()->value(), 1000.0);
        QCOMPARE(*part->cooling.liquidFraction, 0.0);
        QVERIFY(!part->body.mass);
        QCOMPARE(part->figure("power_typical_w")->basis, Basis::Estimated);
        QCOMPARE(part->figure("power_typical_w")->note, std::string{"at 80 percent"});
        QCOMPARE(part->figure("power_max_w")->basis, Basis::Quoted);
    }

    void takesFiguresOfAPartWithoutSourcesAsUnsourced()
    {
        const auto catalog =
            read("parts:\n"
                 "  - {id: box, vendor: Acme, model: Box, kind: server, role: host,\n"
                 "     availability: shipping, confidence: low, sources: none,\n"
                 "     figures: {power_max_w: 1000}}\n");
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
        QCOMPARE(catalog->part(TypeId::literal("box"))->figure("power_max_w")->basis,
                 Basis::Unsourced);
    }

    void readsFilesThatReferToOneAnother()
    {
        const std::vector<NamedText> files{
            {"parts.yaml", "format: 1\n" + server + "    figures: {}\n...\n"},
            {"sources.yaml", "format: 1\n" + document + "...\n"},
        };
        const auto catalog = readCatalog(files);
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
    }

    void writesWhatNoFigureTells()
    {
        PartType part{.id = TypeId::literal("made-here")};
        part.vendor = "Acme";
        part.model = "Box";
        part.kind = PartKind::Server;
        part.body.height = RackUnits::whole(4);
        part.power.maximum = Watts{600'000};
        part.inputs = {{.kind = PowerInput::Kind::AcCord,
                        .count = 2,
                        .each = {},
                        .needed = 1,
                        .inlet = "C20",
                        .voltsMin = Volts{200},
                        .voltsMax = Volts{240},
                        .phases = 1}};
        part.cages = {
            {PortRole::Compute, CageForm::OsfpTwin, 4, 2, GigabitsPerSecond{400}, "ConnectX-7"}};
        part.cooling.flowByInlet = {{Celsius{30}, LitresPerMinute{71.5}, Kilopascals{22}}};

        const NamedText file{"x.yaml",
                             writeCatalog(std::vector{std::make_shared<const PartType>(part)})};
        const auto catalog = readCatalog(std::span{&file, 1});
        QVERIFY2(catalog, catalog ? "" : catalog.error().text.c_str());
        addMissingFigures(part);
        QCOMPARE(part.number("power_max_w"), std::optional{600'000.0});
        QVERIFY(*catalog->part(part.id) == part);
        QVERIFY(file.text.find("      power_max_w: 600000\n") != std::string::npos);
        QVERIFY(file.text.find(
                    "      - {kind: ac-cord, count: 2, needed: 1, inlet: C20, volts: [200, 240]}\n")
                != std::string::npos);
    }

    void knowsEveryWordBothWays()
    {
        for (int kind = 0; kind < partKindCount; ++kind)
            QCOMPARE(fromWord<PartKind>(word(static_cast<PartKind>(kind))),
                     std::optional{static_cast<PartKind>(kind)});
        QCOMPARE(fromWord<PartKind>("toaster"), std::nullopt);
        QCOMPARE(words<CageForm>().size(), static_cast<std::size_t>(CageForm::Other) + 1);
        QCOMPARE(words<Mounting>().size(), static_cast<std::size_t>(Mounting::None) + 1);
        QCOMPARE(words<PortRole>().size(), static_cast<std::size_t>(PortRole::Any) + 1);
        QCOMPARE(words<CableFigures::Medium>().size(),
                 static_cast<std::size_t>(CableFigures::Medium::Backplane) + 1);
        QCOMPARE(words<DeviceRole>().size(), static_cast<std::size_t>(deviceRoleCount));
    }

    void findsEveryFigureKindByItsKey()
    {
        for (const FigureKind& kind : figureKinds()) {
            QVERIFY2(figureKind(kind.key) == &kind, std::string{kind.key}.c_str());
            QVERIFY(kind.least <= kind.most);
            QVERIFY(!kind.label.empty());
        }
        QVERIFY(!figureKind("power_maximum"));
    }

    void refusesWrongFiles_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const std::string& body, const char* error) {
            QTest::newRow(name) << QString::fromStdString(body) << QString::fromUtf8(error);
        };
        const std::string figures = document + server + "    figures:\n";
        row("another file", "racks: []\n",
            "line 2, column 1, key 'racks': found the unknown key 'racks', expected one of "
            "'format', 'sources', 'parts'");
        row("unknown key", figures + "      power_max_w: 100\n    colour: red\n",
            "line 15, column 5, key 'parts[0].colour': found the unknown key 'colour', expected "
            "one of 'id', 'vendor', 'model', 'kind', 'role', 'availability', 'since', "
            "'confidence', 'sources', 'notes', 'mounting', 'half_width', 'airflow', 'accelerator', "
            "'holds', 'frame', 'fits_only_in', 'figures', 'power_inputs', 'ports', "
            "'flow_by_inlet', 'contents', 'layout', 'outlets', 'cdu', 'cable', 'transceiver'");
        row("unknown figure", figures + "      power_maxx_w: 100\n",
            "line 14, column 7, key 'parts[0].figures.power_maxx_w': found 'power_maxx_w', "
            "expected the key of a figure, perhaps 'power_max_w'");
        row("doubled figure", figures + "      power_max_w: 100\n      power_max_w: 200\n",
            "line 15, column 7, key 'parts[0].figures.power_max_w': found the key 'power_max_w' "
            "twice, expected it once");
        row("doubled key", document + server + "    vendor: Other\n",
            "line 13, column 5, key 'parts[0].vendor': found the key 'vendor' twice, expected it "
            "once");
        row("text for a number", figures + "      power_max_w: 10 kW\n",
            "line 14, column 20, key 'parts[0].figures.power_max_w': found '10 kW', expected a "
            "number from 0.01 to 50000000");
        row("quoted number", figures + "      power_max_w: \"100\"\n",
            "line 14, column 20, key 'parts[0].figures.power_max_w': found '\"100\"', expected a "
            "number from 0.01 to 50000000");
        row("negative", figures + "      weight_kg: -3\n",
            "line 14, column 18, key 'parts[0].figures.weight_kg': found '-3', expected a number "
            "from 0.01 to 20000");
        row("percent for a share", figures + "      liquid_fraction: 85\n",
            "line 14, column 24, key 'parts[0].figures.liquid_fraction': found '85', expected a "
            "number from 0 to 1");
        row("efficiency in percent", figures + "      efficiency_peak: 96\n",
            "line 14, column 24, key 'parts[0].figures.efficiency_peak': found '96', expected a "
            "number from 0.01 to 1");
        row("a third of a unit", figures + "      rack_units: 1.3\n",
            "line 14, column 19, key 'parts[0].figures.rack_units': found '1.3', expected a whole "
            "number of units or a half");
        row("half a CPU", figures + "      cpu_count: 1.5\n",
            "line 14, column 18, key 'parts[0].figures.cpu_count': found '1.5', expected a whole "
            "number from 0 to 1000000");
        row("no figures", document + server,
            "line 5, column 5, key 'parts[0]': found no key 'figures', expected one");
        row("no source",
            "parts:\n  - {id: box, vendor: A, model: B, kind: server, role: host, availability: "
            "shipping, confidence: low, figures: {}}\n",
            "line 3, column 5, key 'parts[0]': found no key 'sources', expected one");
        row("empty sources",
            "parts:\n  - {id: box, vendor: A, model: B, kind: server, role: host, availability: "
            "shipping, confidence: low, sources: [], figures: {}}\n",
            "line 3, column 112, key 'parts[0].sources': found a list of 0, expected a list of "
            "documents or 'none'");
        row("quoted from nothing",
            "parts:\n  - {id: box, vendor: A, model: B, kind: server, role: host, availability: "
            "shipping, confidence: low, sources: none, figures: {power_max_w: {value: 1, basis: "
            "quoted}}}\n",
            "line 3, column 141, key 'parts[0].figures.power_max_w': the figure is quoted, but "
            "neither it nor its part has a source");
        row("unknown source", server + "    figures: {}\n",
            "line 10, column 15, key 'parts[0].sources[0]': found 'manual', expected the id of a "
            "document in 'sources'");
        row("unknown source of a figure",
            figures + "      power_max_w: {value: 100, sources: [leaflet]}\n",
            "line 14, column 43, key 'parts[0].figures.power_max_w.sources[0]': found 'leaflet', "
            "expected the id of a document in 'sources'");
        row("unknown kind",
            "parts:\n  - {id: box, vendor: A, model: B, kind: toaster, role: host, availability: "
            "shipping, confidence: low, sources: none, figures: {}}\n",
            "line 3, column 42, key 'parts[0].kind': found 'toaster', expected one of "
            "'accelerator', 'server', 'tray', 'rack-scale', 'pod', 'storage', 'switch', 'nic', "
            "'power-shelf', 'rack-pdu', 'floor-power', 'cdu', 'rack', 'cable', 'transceiver', "
            "'blanking', 'manifold', 'patch-panel'");
        row("bad id",
            "parts:\n  - {id: ../box, vendor: A, model: B, kind: server, role: host, availability: "
            "shipping, confidence: low, sources: none, figures: {}}\n",
            "line 3, column 10, key 'parts[0].id': found '../box', expected an id (1 to 256 "
            "letters, digits, '.', '_' or '-', not beginning with '.' or '-')");
        row("doubled id",
            document + server + "    figures: {}\n" + server.substr(server.find('\n') + 1)
                + "    figures: {}\n",
            "line 14, column 9, key 'parts[1].id': found 'box', expected an id that no other part "
            "has");
        row("unknown accelerator", document + server + "    accelerator: warp-9\n    figures: {}\n",
            "line 13, column 18, key 'parts[0].accelerator': found 'warp-9', expected the id of a "
            "part of the catalog");
        row("no accelerator", document + server + "    accelerator: box\n    figures: {}\n",
            "line 13, column 18, key 'parts[0].accelerator': found 'box', expected a part of the "
            "kind 'accelerator'");
        row("unknown cage",
            document + server
                + "    figures: {}\n    ports:\n      - {role: compute, cage: OSFPP, count: 4, "
                  "gbit_s: 400}\n",
            "line 15, column 31, key 'parts[0].ports[0].cage': found 'OSFPP', expected one of "
            "'OSFP twin-port', 'OSFP RHS', 'OSFP', 'QSFP-DD', 'QSFP112', 'QSFP56', 'QSFP28', "
            "'SFP56', 'SFP28', 'RJ45', 'MPO', 'other'");
        row("no cages",
            document + server
                + "    figures: {}\n    ports:\n      - {role: compute, cage: OSFP, count: 0, "
                  "gbit_s: 400}\n",
            "line 15, column 44, key 'parts[0].ports[0].count': found '0', expected a whole number "
            "from 1 to 1000000");
        row("more supplies needed than there are",
            document + server
                + "    figures: {}\n    power_inputs:\n      - {kind: ac-cord, count: 2, needed: "
                  "3}\n",
            "line 15, column 9, key 'parts[0].power_inputs[0]': 3 supplies are needed of 2");
        row("voltages upside down",
            document + server
                + "    figures: {}\n    power_inputs:\n      - {kind: ac-cord, count: 2, volts: "
                  "[240, 200]}\n",
            "line 15, column 42, key 'parts[0].power_inputs[0].volts': found a list of 2, expected "
            "two numbers, the lower first");
        row("flow that does not rise",
            document + server
                + "    figures: {}\n    flow_by_inlet:\n      - {inlet_c: 30, flow_l_min: 1}\n     "
                  " - {inlet_c: 30, flow_l_min: 2}\n",
            "line 16, column 9, key 'parts[0].flow_by_inlet[1]': the inlet temperatures do not "
            "rise");
        row("limits upside down",
            figures + "      inlet_air_c_min: 35\n      inlet_air_c_max: 10\n",
            "line 5, column 5, key 'parts[0]': 'inlet_air_c_min' is above 'inlet_air_c_max'");
        row("block of another kind",
            document + server
                + "    figures: {}\n    cdu: {type: liquid-to-liquid, place: in-row}\n",
            "line 14, column 10, key 'parts[0].cdu': only parts of the kind 'cdu' have the key "
            "'cdu'");
        row("outlets without a voltage",
            document + server + "    figures: {}\n    outlets:\n      - {type: C13, count: 2}\n",
            "line 5, column 5, key 'parts[0]': 'outlets' needs the figure 'line_voltage_v'");
        row("layout beyond the contents",
            document + server
                + "    figures: {}\n    layout:\n      - {type: box, count: 2, unit: 1}\n",
            "line 15, column 9, key 'parts[0].layout[0]': 'box' is not among the contents");
        row("a lone comma", ",\n",
            "line 2, column 1: found something that is no YAML (end of map not found), expected "
            "YAML");
    }
    void refusesWrongFiles()
    {
        QFETCH(QString, body);
        QFETCH(QString, error);
        QCOMPARE(errorOf(body.toStdString()), "file 'parts.yaml', " + error);
    }

    void refusesWhatIsNoCatalog_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("empty") << ""
                               << "line 1, column 1: found no end mark, expected '...' as the last "
                                  "line; the file may be cut off";
        QTest::newRow("newer") << "format: 2\nparts: []\n...\n"
                               << "line 1, column 9, key 'format': found format 2, expected at "
                                  "most 1; the file was written by a newer version";
        QTest::newRow("no format") << "parts: []\n...\n"
                                   << "line 1, column 1: found no key 'format', expected one";
        QTest::newRow("a list") << "- parts\n...\n"
                                << "line 1, column 1: found a list of 1, expected a map";
        QTest::newRow("no end mark") << "format: 1\nparts: []\n"
                                     << "line 2, column 1: found no end mark, expected '...' as "
                                        "the last line; the file may be cut off";
        QTest::newRow("parts as a map")
            << "format: 1\nparts: {box: 1}\n...\n"
            << "line 2, column 8, key 'parts': found a map of 1, expected a list";
    }
    void refusesWhatIsNoCatalog()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);
        const NamedText file{"parts.yaml", text.toStdString()};
        const auto catalog = readCatalog(std::span{&file, 1});
        QVERIFY(!catalog);
        QCOMPARE(QString::fromStdString(catalog.error().text), "file 'parts.yaml', " + error);
    }

    void refusesATruncatedFileWhereverItEnds()
    {
        const std::string whole =
            "format: 1\n" + document + server + "    figures: {power_max_w: 100}\n...\n";
        // The last line end alone may be missing.
        for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
            const NamedText file{"parts.yaml", whole.substr(0, length)};
            QVERIFY2(!readCatalog(std::span{&file, 1}), std::to_string(length).c_str());
        }
    }

    void tellsSeveralErrorsAtOnce()
    {
        const NamedText file{"parts.yaml",
                             "format: 1\n" + document + server
                                 + "    figures: {power_max_w: -1, power_w: watt}\n...\n"};
        std::vector<Error> all;
        QVERIFY(!readCatalog(std::span{&file, 1}, &all));
        QCOMPARE(all.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(CatalogReaderTest)
#include "tst_CatalogReader.moc"
